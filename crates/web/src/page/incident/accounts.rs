//! What each account says, one column each, this register's value last: where they part is seen, never settled here.

use super::column::{Column, of_assertion, of_finding, of_judgment, of_report};
use super::file::{View, read_linked};
use super::{address, row};
use crate::component::accounts::{Account, Matter, accounts};
use crate::component::{figure, notice};
use crate::i18n::Say;
use crate::routes;
use domain::count::Count;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{Assertion, Report};
use maud::{Markup, html};
use register::incident::Linked;
use std::collections::BTreeSet;

/// Columns that a reader can still hold side by side; more accounts are in the list of sources.
const COLUMNS_MAX: usize = 6;

/// The matters of the table, in order; the first ones are shown even where every account is silent on them.
const MATTERS: [&str; 12] = [
    "account-says",
    "account-polarity",
    "account-killed",
    "account-injured",
    "account-children",
    "account-women",
    "account-other-count",
    "account-actors",
    "account-place",
    "account-speaker",
    "account-origin",
    "account-standing",
];

/// Matters that are shown in any case.
const ALWAYS: [&str; 3] = ["account-says", "account-killed", "account-injured"];

/// Matters on which accounts are compared word by word or number by number.
const COMPARED: [&str; 6] = [
    "account-polarity",
    "account-killed",
    "account-injured",
    "account-children",
    "account-women",
    "account-actors",
];

/// The accounts side by side.
pub(super) fn section(say: Say, view: &View<'_>) -> Markup {
    let mut columns = told(say, view);
    let hidden = columns.len().saturating_sub(COLUMNS_MAX);
    mark_ends(say, &mut columns);
    let parting = parting(&columns);
    let mut columns = shown(view, columns);
    columns.extend(view.judged.iter().map(|(record, judged)| of_judgment(say, view, record, judged)));
    let heads: Vec<Account> = columns.iter().map(|column| column.account.clone()).collect();
    let matters: Vec<Matter> = MATTERS
        .iter()
        .filter(|matter| {
            ALWAYS.contains(matter) || columns.iter().any(|each| each.cells.contains_key(*matter))
        })
        .map(|matter| Matter {
            name: say.text(matter),
            note: parting.contains(matter).then(|| say.text("account-differs")),
            cells: columns
                .iter()
                .map(|column| column.cells.get(matter).cloned().unwrap_or_else(|| figure::not_stated(say)))
                .collect(),
        })
        .collect();
    html! {
        section.part #accounts {
            h2 { (say.text("accounts-head")) }
            @if let Some(entered) = view.entered { (marked(say, view, entered)) }
            @if differs(view) {
                (notice::notice(
                    notice::Kind::Conflict,
                    &html! { (say.text("accounts-conflict")) },
                    &html! { p { (say.text("accounts-conflict-words")) } },
                ))
            }
            @if heads.is_empty() {
                p { span.none { (say.text("sources-none-here")) } }
            } @else {
                (accounts(&say.text("accounts-head"), &heads, &matters))
            }
            @if hidden > 0 {
                p.small { a href="#sources" { (say.with("accounts-more", &[("count", hidden.into())])) } }
            }
            (ways_on(say, view))
        }
    }
}

/// To the form, and to how independent the reports are.
fn ways_on(say: Say, view: &View<'_>) -> Markup {
    let at = |route: &str| route.replace("{id}", &view.file.incident.id.to_string());
    let has_reports = !view.origins.independence.reports.is_empty();
    let established = view.origins.independence.established;
    html! {
        p.actions {
            @if view.may_collect { a.btn href=(at(routes::ACCOUNT_NEW)) { (say.text("enter-head")) } }
            @if has_reports {
                a.btn.btn-quiet href=(at(routes::INDEPENDENCE)) { (say.html("indep-established", &[("count", established.into())])) }
            }
        }
    }
}

/// That an account was kept just now, and where it is.
fn marked(say: Say, view: &View<'_>, entered: RecordId) -> Markup {
    let linked = view.file.linked.iter().find(|linked| linked.record.id == entered);
    html! {
        @if let Some(linked) = linked {
            (notice::notice(
                notice::Kind::Done,
                &html! { (say.text("enter-done")) },
                &html! { p { a href=(address::record(&linked.record)) { bdi { (linked.record.name()) } } } },
            ))
        }
    }
}

/// What was told of it, first to last; what only cites it, such as a story of this register, is no account.
fn told(say: Say, view: &View<'_>) -> Vec<Column> {
    let is_account =
        |linked: &Linked| !linked.is_candidate() && ["about", "reports"].contains(&linked.role.as_str());
    let mut columns: Vec<Column> = Vec::new();
    columns.extend(view.findings.iter().map(|(linked, finding)| of_finding(say, linked, finding)));
    let claims = read_linked::<Assertion>(view.file, Kind::Assertion);
    let claims = claims.iter().filter(|(linked, _)| is_account(linked));
    columns.extend(claims.map(|(linked, claim)| of_assertion(say, view, linked, claim)));
    let reports = read_linked::<Report>(view.file, Kind::Report);
    let reports = reports.iter().filter(|(linked, _)| is_account(linked));
    columns.extend(reports.map(|(linked, report)| of_report(say, view, linked, report)));
    columns.sort_by(|one, other| one.told.cmp(&other.told));
    columns
}

fn differs(view: &View<'_>) -> bool {
    let judged = view.shown().map(|(_, judged)| judged);
    view.findings.iter().any(|(_, finding)| row::parting(judged, finding).is_some())
}

/// The matters on which two accounts say something else; one that is silent parts from nobody.
fn parting(columns: &[Column]) -> BTreeSet<&'static str> {
    let said = |matter: &'static str| -> BTreeSet<&String> {
        columns.iter().filter_map(|column| column.compared.get(matter)).collect()
    };
    COMPARED.iter().copied().filter(|matter| said(matter).len() > 1).collect()
}

/// Says of the accounts that give the lowest and the highest number of killed that they do, where they differ.
fn mark_ends(say: Say, columns: &mut [Column]) {
    let ends = |pick: fn(&Count) -> Option<i64>| {
        columns.iter().filter_map(move |column| column.killed.as_ref().and_then(pick))
    };
    let lowest = ends(|count| count.min).min();
    let highest = ends(|count| count.max.or(count.min)).max();
    if lowest == highest {
        return;
    }
    for column in columns {
        let Some(count) = column.killed.clone() else { continue };
        let is_lowest = count.min.is_some() && count.min == lowest;
        let is_highest = count.max.or(count.min) == highest;
        column.is_end = is_lowest || is_highest;
        let Some(cell) = column.cells.get_mut("account-killed") else { continue };
        *cell = html! {
            (cell)
            @if is_lowest { br; small.quiet { (say.text("account-lowest")) } }
            @if is_highest { br; small.quiet { (say.text("account-highest")) } }
        };
    }
}

/// The columns that there is room for, in their order: before others those that a reader must not miss, which are the
/// one entered just now, those that give an end, and those that deny it.
fn shown(view: &View<'_>, columns: Vec<Column>) -> Vec<Column> {
    let rank = |column: &Column| match column {
        column if column.id.is_some() && column.id == view.entered => 0,
        column if column.is_end => 1,
        column if column.is_denial() => 2,
        _ => 3,
    };
    let mut places: Vec<usize> = (0..columns.len()).collect();
    places.sort_by_key(|place| (columns.get(*place).map_or(3, rank), *place));
    let kept: BTreeSet<usize> = places.into_iter().take(COLUMNS_MAX).collect();
    let columns = columns.into_iter().enumerate().filter(|(place, _)| kept.contains(place));
    columns.map(|(_, column)| column).collect()
}
