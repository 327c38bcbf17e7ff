//! Every official or other decision about the incident, in its own terms.

use super::facts::stated;
use super::file::View;
use super::{address, row};
use crate::component::table::{self, Column, Plain};
use crate::component::{figure, name};
use crate::date::{self, Width};
use crate::i18n::Say;
use domain::record::Finding;
use domain::vocabulary::ReasonCode;
use domain::when::When;
use maud::{Markup, html};
use register::incident::Linked;

/// The table of findings, latest first.
pub(super) fn section(say: Say, view: &View<'_>) -> Markup {
    let heads = [
        "finding-outcome",
        "finding-decided",
        "finding-reason",
        "finding-killed",
        "finding-injured",
        "finding-where",
        "finding-via",
    ];
    let plain = Plain {
        caption: String::new(),
        columns: heads.iter().map(|head| Column::words(say.text(head))).collect(),
        rows: view.findings.iter().map(|(linked, finding)| cells(say, view, linked, finding)).collect(),
    };
    html! {
        section.part #findings {
            h2 { (say.text("findings-head")) }
            @if view.findings.is_empty() {
                p { span.none { (say.text("finding-none-held")) } }
            } @else {
                (table::scroll(&say.text("findings-head"), &table::plain(&plain)))
            }
        }
    }
}

fn cells(say: Say, view: &View<'_>, linked: &Linked, finding: &Finding) -> Vec<Markup> {
    let address = address::record(&linked.record);
    let words = |text: Option<&str>| match text {
        Some(text) => name::isolated(text),
        None => figure::not_stated(say),
    };
    vec![
        html! {
            a href=(address) { (finding.outcome.label(say.language)) }
            br; small.quiet { bdi { (finding.body) } }
            @if let Some(code) = &finding.case_number { br; small.quiet { (say.html("finding-case", &[("number", code.as_str().into())])) } }
        },
        html! {
            @match &finding.decided {
                Some(decided) => { (date::element(say, &decided.edtf, Width::Short)) }
                None => { (figure::not_known(say)) }
            }
            @if let Some(after) = how_long_after(say, view.incident.when.as_ref(), finding) { br; small.quiet { (after) } }
        },
        html! {
            @match &finding.reason { Some(code) => (reason(say, code)), None => (figure::not_stated(say)) }
            @if let Some(said) = &finding.words { br; small.quiet { (say.html("quoted", &[("words", said.as_str().into())])) } }
            @if let Some(note) = &finding.note { br; small.quiet { (say.text("field-note")) (say.text("colon")) " " bdi lang=(row::language_of(note)) { (note) } } }
        },
        stated(say, &address, finding.killed.as_ref()),
        stated(say, &address, finding.injured.as_ref()),
        html! {
            (words(finding.place_words.as_deref()))
            @if let Some(location) = &finding.location {
                br;
                @if let Some(grid) = &location.mgrs { code { (grid) } }
                @if let Some(precision) = location.precision { " " small.quiet { (precision.label(say.language)) } }
            }
        },
        html! {
            (words(finding.via.as_deref()))
            @if let Some(url) = &finding.url { br; small { (address::outside(url, &say.text("field-url-open"))) } }
        },
    ]
}

/// The reason in the reader's language; a code of no list as it stands.
pub(super) fn reason(say: Say, code: &str) -> Markup {
    let reason = ReasonCode::parse(code).map(|reason| reason.label(say.language));
    html! { @if let Some(reason) = reason { (reason) } @else { bdi { (code) } } }
}

/// How long after the event a finding was made, as finely as both dates allow: days, else whole months.
pub(super) fn how_long_after(say: Say, event: Option<&When>, finding: &Finding) -> Option<String> {
    const DAYS_TOLD_MAX: i64 = 90;
    let event = event.or(finding.when.as_ref())?.first_day()?;
    let decided = finding.decided.as_ref()?;
    let first = decided.first_day()?;
    let days = date::day_number(&first)? - date::day_number(&event)?;
    if days < 0 {
        return None;
    }
    if decided.is_one_day() && days <= DAYS_TOLD_MAX {
        return Some(if days == 0 {
            say.text("after-same-day")
        } else {
            say.with("after-days", &[("count", days.into())])
        });
    }
    let month = |day: &str| -> Option<i64> {
        Some(day.get(..4)?.parse::<i64>().ok()? * 12 + day.get(5..7)?.parse::<i64>().ok()?)
    };
    let months = month(&first)? - month(&event)?;
    let is_year = decided.edtf.len() == 4;
    (months > 0 && !is_year).then(|| say.with("after-months", &[("count", months.into())]))
}

/// `Non-credible, 10 Mar 2022`: a finding in one line.
pub(super) fn line(say: Say, linked: &Linked, finding: &Finding) -> Markup {
    html! {
        (finding.outcome.label(say.language))
        @if let Some(killed) = &finding.killed { (say.text("list-separator")) (row::conceded(say, &address::record(&linked.record), killed)) }
    }
}
