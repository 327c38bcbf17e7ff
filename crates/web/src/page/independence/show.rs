//! The page: how many origins, and the drawing with its table; what can be done about them is in [`super::forms`].

use super::arrange::{Placed, arrange};
use super::forms;
use super::ties::Typed;
use crate::chart::origins::{Mark, Row, drawing};
use crate::component::table;
use crate::component::{address, figure, naming, notice};
use crate::date::{self, Width};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::{number, routes};
use axum::extract::{Path, Query};
use axum::response::Html;
use domain::id::RecordId;
use domain::independence::Traced;
use domain::kind::Kind;
use domain::vocabulary::{OriginStanding, OriginTie};
use maud::{Markup, html};
use register::incident::{OriginsFile, Tie};
use register::permission::Operation;
use std::collections::BTreeMap;

/// What the page shows, in the order of the drawing.
pub(super) struct View<'page> {
    pub(super) say: Say,
    pub(super) incident: RecordId,
    pub(super) file: &'page OriginsFile,
    pub(super) placed: Vec<Placed>,
    /// The number of each report on this page, from 1.
    pub(super) numbers: BTreeMap<RecordId, usize>,
    /// What each report adds.
    pub(super) traced: BTreeMap<RecordId, &'page Traced>,
    pub(super) typed: &'page Typed,
    /// Whether the reader may enter accounts and tie them.
    pub(super) may_tie: bool,
    /// Whether the reader may take ties back.
    pub(super) may_take_back: bool,
}

/// GET [`routes::INDEPENDENCE`].
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Error> {
    let incident: RecordId = id.parse().map_err(|_not_an_id| Error::NotFound)?;
    let Some(file) = visit.register.origins_file(visit.scope, incident).await? else {
        return closed(&visit, incident).await;
    };
    visit.note(file.reports.keys().chain(file.sources.keys()).copied().chain([incident])).await?;
    let done = parameters.iter().find(|(name, _)| name == "done").map(|(_, value)| value.as_str());
    page(&visit, incident, &file, &Typed::default(), done).await
}

/// The page of somebody to whom some of the reports are closed: nothing is reckoned anew for them.
async fn closed(visit: &Visit, incident: RecordId) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let record = visit.register.record(visit.scope, Kind::Incident, incident).await?;
    let content = html! {
        div.head {
            p.over { a href=(address::record(Kind::Incident, incident)) { bdi { (naming::title(say, &record)) } } }
            h1 { (say.text("indep-head")) }
            p.lede { (say.text("supported-closed")) }
        }
    };
    let title = say.with("indep-title", &[("incident", naming::title(say, &record).into())]);
    let mut frame = visit.frame(&title, Section::Incidents);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

/// The page as opened or as sent back.
pub(super) async fn page(
    visit: &Visit,
    incident: RecordId,
    file: &OriginsFile,
    typed: &Typed,
    done: Option<&str>,
) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let record = visit.register.record(visit.scope, Kind::Incident, incident).await?;
    let placed = arrange(file);
    let numbers = placed.iter().enumerate().map(|(index, each)| (each.report, index + 1)).collect();
    let traced =
        file.origins.independence.reports.iter().map(|each| (RecordId(each.report.0), each)).collect();
    let (may_tie, may_take_back) =
        (visit.permit.may(Operation::Collect), visit.permit.may(Operation::Resolve));
    let view = View { say, incident, file, placed, numbers, traced, typed, may_tie, may_take_back };
    let content = html! {
        div.head {
            p.over {
                a href=(routes::INCIDENTS) { (say.text("incidents-title")) } " · "
                a href=(address::record(Kind::Incident, incident)) { bdi { (naming::title(say, &record)) } }
            }
            h1 { (say.text("indep-head")) }
            p.lede { (say.text("indep-lede")) }
        }
        (said(&view, done))
        (headline(&view))
        (graph(&view))
        (forms::proposals(&view))
        (forms::ties(&view))
        (forms::tie_form(&view))
    };
    let title = say.with("indep-title", &[("incident", naming::title(say, &record).into())]);
    let mut frame = visit.frame(&title, Section::Incidents);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

/// What was done, or what was refused and why.
fn said(view: &View<'_>, done: Option<&str>) -> Markup {
    let say = view.say;
    if !view.typed.wrongs.is_empty() {
        return notice::error(
            &html! { (say.text("edit-refused")) },
            &html! { ul { @for (_, problem) in &view.typed.wrongs { li { (say.error(&problem.code, &[])) } } } },
        );
    }
    let words = match done {
        Some("tied") => say.text("indep-tied"),
        Some("taken-back") => say.text("indep-taken-back"),
        _ => return html! {},
    };
    notice::notice(notice::Kind::Done, &html! { (words) }, &html! {})
}

/// How many origins there are, and how many there could be.
fn headline(view: &View<'_>) -> Markup {
    let (say, found) = (view.say, &view.file.origins.independence);
    let number = |value: usize| {
        let value = i64::try_from(value).unwrap_or(i64::MAX);
        Arg::Html(figure::link("#reports", &html! { strong { (number::integer(value)) } }))
    };
    html! {
        section.part #count {
            p { (say.html("indep-established", &[("count", number(found.established))])) }
            @if found.assumed > 0 {
                p { (say.html("indep-at-most", &[("count", number(found.count_max()))])) }
                p.small.quiet { (say.text("indep-at-most-words")) }
            }
            @if found.established == 0 && found.assumed > 0 { p { (say.text("indep-one-in-all")) } }
            @if !found.circles.is_empty() { p { (say.text("indep-circles")) } }
            @if view.may_tie {
                p.actions {
                    a.btn href=(routes::ACCOUNT_NEW.replace("{id}", &view.incident.to_string())) { (say.text("enter-head")) }
                }
            }
        }
    }
}

fn graph(view: &View<'_>) -> Markup {
    let say = view.say;
    if view.placed.is_empty() {
        return html! { p { span.none { (say.text("sources-none-here")) } } };
    }
    let rows: Vec<Row> = view.placed.iter().map(|placed| row(view, placed)).collect();
    html! {
        section.part #reports {
            h2 { (say.text("indep-reports")) }
            figure.chart.chart-origins {
                figcaption { p { (say.text("indep-reading")) } }
                (drawing(say, "origins", &say.text("indep-reports"), &rows))
            }
            (table::scroll(&say.text("indep-reports"), &table_of(view)))
        }
    }
}

fn row(view: &View<'_>, placed: &Placed) -> Row {
    let say = view.say;
    let tie = placed.tie.and_then(|tie| view.file.origins.ties.get(tie));
    let standing = view.traced.get(&placed.report).map(|traced| traced.standing);
    let why = tie.map(|tie| plain_reason(view, tie, placed.report));
    let standing_words = standing.map_or("", |standing| standing.label(say.language)).to_owned();
    Row {
        depth: placed.depth,
        above: placed.above,
        is_shared: tie.is_some_and(|tie| tie.reason.tie() == OriginTie::Origin),
        mark: mark(standing),
        name: named(view, placed.report),
        words: why.unwrap_or(standing_words),
        address: format!("#r-{}", placed.report),
    }
}

const fn mark(standing: Option<OriginStanding>) -> Mark {
    match standing {
        Some(OriginStanding::Root) => Mark::Origin,
        Some(OriginStanding::UnknownOrigin | OriginStanding::RestsOnUnknown) => Mark::Unknown,
        Some(
            OriginStanding::Excluded | OriginStanding::RestsOnExcluded | OriginStanding::RestsOnThisRegister,
        ) => Mark::Nothing,
        _ => Mark::Tied,
    }
}

/// `2 · Orient Net, 18 March 2019` for drawings and choices, where no markup can stand: the name between isolates.
pub(super) fn named(view: &View<'_>, report: RecordId) -> String {
    let say = view.say;
    let number = number_of(view, report);
    let source = source(view, report).map_or_else(|| say.text("account-no-speaker"), |(_, name)| name);
    let name = format!("{number} · \u{2068}{source}\u{2069}");
    match view.file.reports.get(&report).and_then(|record| record.text("published/edtf")) {
        Some(day) => format!("{name}{} {}", say.text("comma"), date::interval(say, day, Width::Short)),
        None => name,
    }
}

/// The same as a link to its row.
pub(super) fn link_to(view: &View<'_>, report: RecordId) -> Markup {
    let say = view.say;
    let source = source(view, report).map_or_else(|| say.text("account-no-speaker"), |(_, name)| name);
    let day = view.file.reports.get(&report).and_then(|record| record.text("published/edtf"));
    html! {
        a href={ "#r-" (report) } {
            (number_of(view, report)) " · " bdi { (source) }
            @if let Some(day) = day { (say.text("comma")) " " (date::interval(say, day, Width::Short)) }
        }
    }
}

fn number_of(view: &View<'_>, report: RecordId) -> usize {
    view.numbers.get(&report).copied().unwrap_or_default()
}

fn source(view: &View<'_>, report: RecordId) -> Option<(RecordId, String)> {
    let id: RecordId = view.file.reports.get(&report)?.body.get("source")?.as_str()?.parse().ok()?;
    let source = view.file.sources.get(&id)?;
    let arabic = source.text("name_ar").filter(|_| view.say.mirrored());
    Some((id, arabic.map_or_else(|| source.name(), str::to_owned)))
}

/// A tie as seen from one of its ends: `translates 1`; what derives says it of itself only.
fn plain_reason(view: &View<'_>, tie: &Tie, here: RecordId) -> String {
    let there = if tie.from == here { tie.to } else { tie.from };
    format!("{} {}", tie.reason.label(view.say.language), number_of(view, there))
}

/// The same as a table: each report with what it adds and why.
fn table_of(view: &View<'_>) -> Markup {
    let say = view.say;
    let heads = ["source-who", "source-what", "source-when", "indep-adds", "indep-why"];
    html! {
        table.tight.stack {
            thead { tr { @for head in heads { th scope="col" { (say.text(head)) } } } }
            tbody { @for placed in &view.placed { (table_row(view, placed.report, &heads)) } }
        }
    }
}

fn table_row(view: &View<'_>, report: RecordId, heads: &[&str; 5]) -> Markup {
    let say = view.say;
    let record = view.file.reports.get(&report);
    let standing = view.traced.get(&report).map(|traced| traced.standing);
    let cells = [
        html! {
            a href=(address::record(Kind::Report, report)) { bdi { (record.map(register::record::Record::name).unwrap_or_default()) } }
            @if !view.file.origins.accounts.contains(&report) { br; small.quiet { (say.text("indep-elsewhere")) } }
        },
        match record.and_then(|record| record.text("published/edtf")) {
            Some(day) => date::element(say, day, Width::Short),
            None => figure::not_stated(say),
        },
        html! {
            @if let Some(standing) = standing {
                (standing.label(say.language))
                @if let Some(gloss) = standing.gloss(say.language) { br; small.quiet { (gloss) } }
            }
        },
        reasons(view, report),
    ];
    html! {
        tr id={ "r-" (report) } {
            th scope="row" {
                (number_of(view, report)) " · "
                @match source(view, report) {
                    Some((id, name)) => a href=(address::record(Kind::Source, id)) { bdi { (name) } },
                    None => (say.text("account-no-speaker")),
                }
            }
            @for (head, cell) in heads.iter().skip(1).zip(cells) { td data-l=(say.text(head)) { span { (cell) } } }
        }
    }
}

/// The reason of every edge at a report; a derivation is told where it derives.
fn reasons(view: &View<'_>, report: RecordId) -> Markup {
    let at = |tie: &&Tie| tie.from == report || (tie.to == report && tie.reason.tie() == OriginTie::Origin);
    let ties: Vec<&Tie> = view.file.origins.ties.iter().filter(at).collect();
    html! {
        @if ties.is_empty() { span.none { (view.say.text("indep-no-tie")) } }
        @for (index, tie) in ties.iter().enumerate() {
            @if index > 0 { br; }
            @let there = if tie.from == report { tie.to } else { tie.from };
            a href={ "#r-" (there) } { (plain_reason(view, tie, report)) }
        }
    }
}
