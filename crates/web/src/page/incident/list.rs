//! The list: what is asked for, how many there are, one page of them, and what else holds the words.

use super::{address, row, sort, summary};
use crate::component::search_bar::{SearchBar, search_bar};
use crate::component::{empty, facets, paging};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, DataLink, Section};
use crate::{limits, routes};
use axum::extract::Query;
use axum::response::Html;
use domain::kind::Kind;
use domain::record::Operation;
use maud::{Markup, html};
use register::incident::list::Rows;
use register::incident::{Cursor, Filter, Order, Page, Sorts};
use register::permission;
use std::collections::BTreeMap;

/// What the page shows.
pub(super) struct View {
    /// What was asked for.
    pub(super) filter: Filter,
    /// In which order.
    pub(super) order: Order,
    /// Counts and tolls.
    pub(super) sorts: Sorts,
    /// One page.
    pub(super) rows: Rows,
    /// Records of other kinds that hold the words.
    pub(super) elsewhere: Vec<(Kind, i64)>,
    /// Names of operations by code.
    pub(super) operations: BTreeMap<String, Operation>,
    /// Whether the reader may enter accounts.
    pub(super) may_collect: bool,
}

/// GET `/incidents`.
pub(super) async fn show(
    visit: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Error> {
    let filter = Filter::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))?;
    let order = read_order(&pairs)?;
    let page = read_page(&pairs, order)?;
    let limit = i64::try_from(limits::PAGE_ROWS_MAX).unwrap_or(i64::MAX);
    let (register, scope) = (&visit.register, visit.scope);
    let view = View {
        rows: register.incidents(scope, &filter, order, &page, limit).await?,
        sorts: register.incident_sorts(scope, &filter).await?,
        elsewhere: register.found_elsewhere(scope, filter.words.as_deref().unwrap_or_default()).await?,
        operations: operations(&visit).await?,
        filter,
        order,
        may_collect: visit.permit.may(permission::Operation::Collect),
    };
    let say = visit.preference.say;
    let title = say.text("incidents-title");
    let mut frame = visit.frame(&title, Section::Incidents);
    frame.is_work = true;
    frame.data = data(say);
    Ok(layout::page(&frame, &content(say, &view)))
}

fn given<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(each, value)| each == name && !value.is_empty()).map(|(_, value)| value.as_str())
}

fn read_order(pairs: &[(String, String)]) -> Result<Order, Error> {
    let Some(slug) = given(pairs, "sort") else { return Ok(Order::default()) };
    Order::parse(slug).ok_or_else(|| Error::Invalid {
        code: "code-not-recognised".to_owned(),
        details: vec![("code".to_owned(), slug.chars().take(80).collect())],
    })
}

fn read_page(pairs: &[(String, String)], order: Order) -> Result<Page, Error> {
    if let Some(text) = given(pairs, "after") {
        return Ok(Page::After(Cursor::parse(text, order)?));
    }
    match given(pairs, "before") {
        Some(text) => Ok(Page::Before(Cursor::parse(text, order)?)),
        None => Ok(Page::First),
    }
}

async fn operations(visit: &Visit) -> Result<BTreeMap<String, Operation>, Error> {
    let records = visit.register.batch(visit.scope, Kind::Operation, None, limits::OPERATIONS_MAX).await?;
    let read = records.iter().map(|record| record.read::<Operation>().map(|each| (each.code.clone(), each)));
    Ok(read.collect::<Result<_, _>>()?)
}

fn data(say: Say) -> Vec<DataLink> {
    let path = routes::EXPORT.replace("{kind}", Kind::Incident.plural());
    let formats = [("CSV", "csv"), ("JSON Lines", "jsonl"), ("GeoJSON", "geojson"), ("XLSX", "xlsx")];
    formats
        .into_iter()
        .map(|(name, format)| DataLink {
            label: say.with("incidents-data-all", &[("format", name.into())]),
            address: format!("{path}?format={format}"),
        })
        .collect()
}

fn content(say: Say, view: &View) -> Markup {
    let list = html! {
        @if let Some(words) = &view.filter.words { (elsewhere(say, words, &view.elsewhere)) }
        @if view.rows.rows.is_empty() { (nothing(say, view)) } @else {
            (paging::paging(say, &pages(say, view)))
            (row::table(say, view))
            (paging::paging(say, &pages(say, view)))
        }
    };
    html! {
        div.part-head {
            h1 { (say.text("incidents-title")) }
            (summary::summary(say, view))
            @if view.may_collect { p.small { a href=(routes::ALLEGATION_NEW) { (say.text("enter-head-allegation")) } } }
        }
        (search_bar(say, &search(view)))
        (crate::page::search::form(say, &view.filter, view.order))
        (facets::browse(say, &list, &facets::facets(say, &sort::facets(say, view))))
    }
}

fn search(view: &View) -> SearchBar {
    let kept = view.filter.parameters().into_iter().filter(|(name, _)| !["q", "from", "to"].contains(name));
    let mut kept: Vec<(String, String)> = kept.map(|(name, value)| (name.to_owned(), value)).collect();
    kept.extend(sort_parameter(view.order));
    SearchBar {
        action: routes::INCIDENTS.to_owned(),
        words: view.filter.words.clone().unwrap_or_default(),
        from: view.filter.from.clone().unwrap_or_default(),
        to: view.filter.to.clone().unwrap_or_default(),
        kept,
    }
}

/// The order where it is not the usual one.
pub(super) fn sort_parameter(order: Order) -> Option<(String, String)> {
    (order != Order::default()).then(|| ("sort".to_owned(), order.slug().to_owned()))
}

fn elsewhere(say: Say, words: &str, found: &[(Kind, i64)]) -> Markup {
    html! {
        @if !found.is_empty() {
            p.small.quiet {
                (say.text("incidents-also-found")) " "
                @for (index, (kind, count)) in found.iter().enumerate() {
                    @if index > 0 { (say.text("list-separator")) }
                    @let path = routes::RECORDS_OF.replace("{kind}", kind.plural());
                    a href=(address::with(&path, &[("q", words.to_owned())])) {
                        (say.with("incidents-kind-count", &[("kind", kind.label(say.language).into()), ("count", Arg::from(*count))]))
                    }
                }
            }
        }
    }
}

fn nothing(say: Say, view: &View) -> Markup {
    if view.filter.is_empty() {
        let actions = html! {
            (empty::action(&say.text("incidents-import"), routes::IMPORT, true))
            @if view.may_collect { (empty::action(&say.text("enter-head-allegation"), routes::ALLEGATION_NEW, false)) }
        };
        return empty::nothing_yet(&say.text("incidents-none"), &say.text("incidents-none-words"), &actions);
    }
    let mut looser = Vec::new();
    for (name, value) in view.filter.parameters() {
        let kept: Vec<(&str, String)> =
            view.filter.parameters().into_iter().filter(|pair| pair.0 != name || pair.1 != value).collect();
        let label = say.with("incidents-without", &[("value", value.as_str().into())]);
        looser.push((label, address::with(routes::INCIDENTS, &kept)));
    }
    looser.push((say.text("incidents-all"), routes::INCIDENTS.to_owned()));
    empty::nothing_found(say, &html! { (say.text("incidents-nothing-found")) }, &looser)
}

fn pages(say: Say, view: &View) -> paging::Paging {
    let orders = Order::ALL.into_iter().map(|order| paging::Order {
        label: say.text(match order {
            Order::Newest => "incidents-newest",
            Order::Oldest => "incidents-oldest",
            Order::Toll => "incidents-by-toll",
        }),
        address: (order != view.order).then(|| address::list(&view.filter, order)),
    });
    let (first, last) = (view.rows.rows.first(), view.rows.rows.last());
    let to = |edge, row: Option<&register::incident::Row>| {
        row.map(|row| address::page(&view.filter, view.order, edge, &row.cursor))
    };
    paging::Paging {
        orders: orders.collect(),
        previous: to("before", first.filter(|_| view.rows.has_earlier)),
        next: to("after", last.filter(|_| view.rows.has_later)),
    }
}
