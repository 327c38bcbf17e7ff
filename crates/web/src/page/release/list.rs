//! The page of releases: how disclosure went over the years, the calendar of some months, the lines of one cell, and
//! the list.

use super::window::Window;
use super::{address, calendar, day, row, sort, span};
use crate::component::{empty, facets, paging};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, DataLink, Section};
use crate::{date, limits, number, routes};
use axum::extract::Query;
use axum::response::Html;
use domain::kind::Kind;
use domain::record::TextOrigin;
use maud::{Markup, html};
use register::release::{Calendar, Cursor, Disclosure, Facets, Filter, Page, Rows};

/// What the page shows.
pub(super) struct View {
    /// What was asked for.
    pub(super) filter: Filter,
    /// Disclosure over the whole time.
    pub(super) disclosure: Disclosure,
    /// The country of the calendar; empty where there is none.
    pub(super) country: String,
    /// The months shown.
    pub(super) window: Option<Window>,
    /// The calendar of these months.
    pub(super) calendar: Calendar,
    /// The lines of one cell, if one was asked for.
    pub(super) day: Option<day::View>,
    /// One page of the list.
    pub(super) rows: Rows,
    /// What each choice would leave.
    pub(super) facets: Facets,
}

/// GET `/releases`.
pub(super) async fn show(
    visit: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Error> {
    let filter = Filter::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let page = read_page(&pairs)?;
    let limit = limits::RELEASE_ROWS_MAX;
    let (register, scope) = (&visit.register, visit.scope);
    let disclosure = register.disclosure(scope).await?;
    let country = country(&pairs, &disclosure);
    let cell = given(&pairs, "place").zip(given(&pairs, "day"));
    let window = cell.and_then(|(_, day)| Window::of_day(day));
    let window = window.or_else(|| given(&pairs, "window").and_then(Window::parse));
    let window = window.or_else(|| Window::densest(&disclosure, &country));
    let calendar = match window {
        Some(window) => register.calendar(scope, &country, &window.days()).await?,
        None => Calendar::default(),
    };
    let day = match cell {
        Some((place, day)) => day::View::read(&visit, &calendar, place, day).await?,
        None => None,
    };
    let rows = register.releases(scope, &filter, &page, limit).await?;
    let facets = register.release_facets(scope, &filter).await?;
    let view = View { filter, disclosure, country, window, calendar, day, rows, facets };
    let say = visit.preference.say;
    let title = say.text("releases-title");
    let mut frame = visit.frame(&title, Section::Releases);
    frame.data = data();
    Ok(layout::page(&frame, &content(say, &view)))
}

fn given<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(each, value)| each == name && !value.is_empty()).map(|(_, value)| value.as_str())
}

fn read_page(pairs: &[(String, String)]) -> Result<Page, Error> {
    if let Some(text) = given(pairs, "after") {
        return Ok(Page::After(Cursor::parse(text)?));
    }
    match given(pairs, "before") {
        Some(text) => Ok(Page::Before(Cursor::parse(text)?)),
        None => Ok(Page::First),
    }
}

/// The country asked for where lines name it, else the one most lines name.
fn country(pairs: &[(String, String)], disclosure: &Disclosure) -> String {
    let countries = disclosure.countries();
    let asked = given(pairs, "of").filter(|asked| countries.iter().any(|(name, _)| name == asked));
    asked.map(str::to_owned).or_else(|| countries.first().map(|(name, _)| name.clone())).unwrap_or_default()
}

fn data() -> Vec<DataLink> {
    let formats = [("CSV", "csv"), ("JSON Lines", "jsonl"), ("XLSX", "xlsx")];
    let path = |kind: Kind| routes::EXPORT.replace("{kind}", kind.plural());
    formats
        .into_iter()
        .map(|(label, format)| DataLink {
            label: label.to_owned(),
            address: format!("{}?format={format}", path(Kind::Release)),
        })
        .collect()
}

impl View {
    /// The parameters that keep the calendar where it is.
    pub(super) fn place_in_time(&self) -> Vec<(&'static str, String)> {
        let window = self.window.map(|window| ("window", window.parameter()));
        let country = (!self.country.is_empty()).then(|| ("of", self.country.clone()));
        window.into_iter().chain(country).collect()
    }
}

fn content(say: Say, view: &View) -> Markup {
    if view.facets.all == 0 && view.filter.is_empty() {
        return nothing_yet(say);
    }
    html! {
        (head(say, view))
        (span::span(say, view))
        (calendar::calendar(say, view))
        @if let Some(day) = &view.day { (day::section(say, view, day)) }
        (releases(say, view))
    }
}

fn nothing_yet(say: Say) -> Markup {
    html! {
        h1 { (say.text("releases-title")) }
        (empty::nothing_yet(
            &say.text("releases-none"),
            &say.text("releases-none-words"),
            &empty::action(&say.text("releases-add"), routes::RELEASE_NEW, true),
        ))
    }
}

/// The opening: what the releases held stop saying, and one period that shows it.
fn head(say: Say, view: &View) -> Markup {
    let stop = view.disclosure.stops(&view.country);
    let months = stop.as_deref().and_then(|day| day.get(..7));
    html! {
        div.head {
            p.over { (say.text("releases-over")) (say.text("comma")) " " bdi { (span::country_name(say, &view.country)) } }
            @match months {
                Some(month) => h1 { (say.with("releases-head-stop", &[("month", date::interval(say, month, date::Width::Full).into())])) }
                None => h1 { (say.text("releases-head")) }
            }
            @if let Some(total) = largest_total(view) {
                @let address = address::releases(&[("window", total.1), ("of", view.country.clone())]);
                @let figure = html! { a.fig href={ (address) "#calendar" } { (number::integer(total.0)) } };
                p.lede { (say.html("releases-lede", &[("figure", Arg::Html(figure)), ("country", span::country_name(say, &view.country).into()), ("period", date::interval(say, &total.2, date::Width::Full).into())])) }
            }
        }
    }
}

/// The period total with most strikes: the strikes, its window, its days.
fn largest_total(view: &View) -> Option<(i64, String, String)> {
    let totals = view.disclosure.of(&view.country).filter(|stretch| stretch.period_total);
    let largest = totals.filter(|stretch| stretch.strikes.is_some()).max_by_key(|stretch| stretch.strikes)?;
    let window = Window::of_day(&largest.last)?;
    Some((largest.strikes?, window.parameter(), format!("{}/{}", largest.first, largest.last)))
}

fn releases(say: Say, view: &View) -> Markup {
    let count =
        html! { a.fig href=(address::releases(&view.filter.pairs())) { (number::integer(view.facets.all)) } };
    let list = html! {
        @if view.rows.rows.is_empty() { (nothing_found(say, view)) } @else {
            (row::table(say, view))
            (paging::paging(say, &pages(view)))
        }
    };
    html! {
        section.part #list {
            div.part-head {
                h2 { (say.html("releases-held", &[("figure", Arg::Html(count)), ("count", view.facets.all.into())])) }
                p.small { a href=(routes::RELEASE_NEW) { (say.text("releases-add")) } }
            }
            @if view.facets.renditions > 0 {
                p.quiet.small { (say.with("releases-renditions", &[("count", view.facets.renditions.into())])) }
            }
            p.quiet.small { (say.text("releases-definition")) }
            @if view.rows.rows.iter().any(|row| row.release.text_origin == Some(TextOrigin::RenderedFromFacts)) {
                p.quiet.small { (say.text("releases-rendered")) }
            }
            (search(say, view))
            (facets::browse(say, &list, &facets::facets(say, &sort::facets(say, view))))
        }
    }
}

fn search(say: Say, view: &View) -> Markup {
    html! {
        form.searchbar role="search" action={ (routes::RELEASES) "#list" } {
            @for (name, value) in kept(view) { input type="hidden" name=(name) value=(value); }
            label.field.grow {
                (say.text("releases-search"))
                input type="search" name="q" value=(view.filter.words.as_deref().unwrap_or_default()) maxlength=(limits::SEARCH_CHARACTERS_MAX) dir="auto";
            }
            button.btn.btn-main { (say.text("search-go")) }
        }
    }
}

/// What the search form keeps of the address: filters and the calendar's place.
fn kept(view: &View) -> Vec<(String, String)> {
    let filters = view.filter.pairs().into_iter().filter(|(name, _)| *name != "q");
    filters.chain(view.place_in_time()).map(|(name, value)| (name.to_owned(), value)).collect()
}

fn pages(view: &View) -> paging::Paging {
    let edge = |name: &'static str, cursor: &Cursor| {
        let mut pairs = view.filter.pairs();
        pairs.extend(view.place_in_time());
        pairs.push((name, cursor.to_string()));
        format!("{}#list", address::releases(&pairs))
    };
    let rows = &view.rows.rows;
    paging::Paging {
        orders: Vec::new(),
        previous: rows.first().filter(|_| view.rows.has_earlier).map(|row| edge("before", &row.cursor)),
        next: rows.last().filter(|_| view.rows.has_later).map(|row| edge("after", &row.cursor)),
    }
}

fn nothing_found(say: Say, view: &View) -> Markup {
    let mut looser = Vec::new();
    for (name, value) in view.filter.pairs() {
        let rest: Vec<_> =
            view.filter.pairs().into_iter().filter(|pair| *pair != (name, value.clone())).collect();
        let shown = match name {
            "late" => say.text("releases-facet-late"),
            "sums" => say.text("releases-facet-differ"),
            _ => value,
        };
        looser.push((
            say.with("releases-without", &[("value", shown.into())]),
            format!("{}#list", address::releases(&rest)),
        ));
    }
    looser.push((say.text("releases-all"), format!("{}#list", routes::RELEASES)));
    empty::nothing_found(say, &html! { (say.text("releases-nothing-found")) }, &looser)
}
