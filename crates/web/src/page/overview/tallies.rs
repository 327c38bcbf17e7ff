//! All tallies: what anybody counted, chosen by kind, body and side; the chart of a kind; the monthly ledger.

use super::{gap_chart, gap_table, ledger, words};
use crate::component::facets::{self, Choice, Facets, Group};
use crate::component::{address, empty, paging};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, DataLink, Section};
use crate::{limits, routes};
use axum::extract::Query;
use axum::response::Html;
use domain::kind::Kind;
use domain::vocabulary::TallyKind;
use maud::{Markup, html};
use register::release::Disclosure;
use register::tally::ledger::Month;
use register::tally::{self, Common, Cursor, Filter, Page, Rows, Side, Sorts, Stated};

struct View {
    filter: Filter,
    rows: Rows,
    sorts: Sorts,
    common: Option<Common>,
    ledger: Vec<Month>,
}

/// GET `/tallies`.
pub(super) async fn show(
    visit: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Error> {
    let filter = Filter::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))?;
    let page = match (words::given(&pairs, "after"), words::given(&pairs, "before")) {
        (Some(text), _) => Page::After(Cursor::parse(text)?),
        (None, Some(text)) => Page::Before(Cursor::parse(text)?),
        (None, None) => Page::First,
    };
    let limit = i64::try_from(limits::PAGE_ROWS_MAX).unwrap_or(i64::MAX);
    let (register, scope) = (&visit.register, visit.scope);
    let kind = charted(&filter);
    let view = View {
        rows: register.tallies(scope, &filter, &page, limit).await?,
        sorts: register.tally_sorts(scope, &filter).await?,
        common: tally::common(kind, &register.tallies_of(scope, &[kind]).await?),
        ledger: register.monthly_ledger(scope).await?,
        filter,
    };
    let say = visit.preference.say;
    let title = say.text("tallies-title");
    let mut frame = visit.frame(&title, Section::Tallies);
    frame.is_work = true;
    frame.data = vec![DataLink {
        label: say.with("gap-data", &[("kind", Kind::Tally.label(say.language).into())]),
        address: format!("{}?format=csv", routes::EXPORT.replace("{kind}", Kind::Tally.plural())),
    }];
    Ok(layout::page(&frame, &content(say, &view)))
}

/// The kind of the chart: the one chosen, else civilians killed.
fn charted(filter: &Filter) -> TallyKind {
    let chosen = filter.kinds.iter().next().filter(|_| filter.kinds.len() == 1);
    chosen.and_then(|slug| TallyKind::parse(slug)).unwrap_or(TallyKind::CiviliansKilled)
}

fn content(say: Say, view: &View) -> Markup {
    let rows: Vec<&Stated> = view.rows.rows.iter().collect();
    let pages = pages(view);
    let list = html! {
        @if rows.is_empty() { (nothing(say, view)) } @else {
            (gap_table::listing(say, &rows, &say.text("tallies-title")))
            (paging::paging(say, &pages))
        }
    };
    html! {
        div.part-head {
            h1 { (say.text("tallies-title")) }
            p.small.quiet { (say.with("tallies-left", &[("count", view.sorts.tallies.into())])) " " (say.text("tallies-words")) }
        }
        @match &view.common {
            Some(common) => (gap_chart::chart(say, charted(&view.filter), common, &Disclosure::default())),
            None => p.small.quiet { (say.text("tallies-no-chart")) },
        }
        (facets::browse(say, &list, &facets::facets(say, &filters(say, view))))
        (ledger::part(say, &view.ledger))
    }
}

fn filters(say: Say, view: &View) -> Facets {
    let kinds = TallyKind::ALL.iter().filter_map(|kind| {
        let count = view.sorts.kinds.get(kind.slug()).copied().unwrap_or(0);
        let is_chosen = view.filter.kinds.contains(kind.slug());
        (count > 0 || is_chosen).then(|| Choice {
            value: kind.slug().to_owned(),
            label: html! { (kind.label(say.language)) },
            count: Some(count),
            is_chosen,
        })
    });
    let sides = Side::ALL.into_iter().map(|side| Choice {
        value: side.slug().to_owned(),
        label: html! { (say.text(match side { Side::Official => "tallies-official", Side::Other => "tallies-other" })) },
        count: Some(view.sorts.sides.get(&side).copied().unwrap_or(0)),
        is_chosen: view.filter.sides.contains(&side),
    });
    let mut bodies: Vec<(&String, i64)> =
        view.sorts.bodies.iter().map(|(body, count)| (body, *count)).collect();
    bodies.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let bodies = bodies.into_iter().take(limits::FACET_BODIES_MAX).map(|(body, count)| Choice {
        value: body.clone(),
        label: html! { bdi { (body) } },
        count: Some(count),
        is_chosen: view.filter.bodies.contains(body),
    });
    let group = |legend: &str, name: &str, choices: Vec<Choice>| Group {
        legend: say.text(legend),
        name: name.to_owned(),
        choices,
    };
    Facets {
        action: routes::TALLIES.to_owned(),
        kept: Vec::new(),
        groups: vec![
            group("tallies-side", "side", sides.collect()),
            group("tallies-kind", "kind", kinds.collect()),
            group("tallies-body", "body", bodies.collect()),
        ],
    }
}

fn nothing(say: Say, view: &View) -> Markup {
    if view.filter == Filter::default() {
        let actions = html! { (empty::action(&say.text("gap-import"), routes::IMPORT, true)) };
        return empty::nothing_yet(&say.text("tallies-none"), &say.text("tallies-none-words"), &actions);
    }
    let looser = vec![(say.text("tallies-all"), routes::TALLIES.to_owned())];
    empty::nothing_found(say, &html! { (say.text("tallies-nothing-found")) }, &looser)
}

fn pages(view: &View) -> paging::Paging {
    let to = |edge: &'static str, row: Option<&Stated>| {
        row.map(|row| {
            let mut pairs = view.filter.parameters();
            pairs.push((edge, Cursor::at(row).to_string()));
            address::with(routes::TALLIES, &pairs)
        })
    };
    paging::Paging {
        orders: Vec::new(),
        previous: to("before", view.rows.rows.first().filter(|_| view.rows.has_earlier)),
        next: to("after", view.rows.rows.last().filter(|_| view.rows.has_later)),
    }
}
