//! A monthly report in the preview: its text with the findings marked, the figures that become tallies, the findings,
//! and the identities of its ledger.

use super::item::value_marks;
use crate::component::raw::{self, Kind, Mark};
use crate::component::sums::{self, Check, Verdict};
use crate::component::{figure, table};
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use crate::number;
use maud::{Markup, html};
use register::exchange::monthly::LedgerCheck;
use register::release_intake::MonthlyDraft;

/// The text beside what was read of it.
pub(super) fn read(say: Say, text: &str, draft: &MonthlyDraft) -> Markup {
    let mut marks: Vec<Mark> = draft
        .read
        .findings
        .iter()
        .enumerate()
        .map(|(index, finding)| Mark {
            start: finding.span.start,
            end: finding.span.end,
            kind: Kind::Line(index + 1),
        })
        .collect();
    marks.extend(value_marks(say, &draft.read.pieces(text)));
    html! {
        div.split {
            section #text {
                h2 { (say.text("release-text")) }
                (raw::raw(text, &marks, "en", |line| say.with("to-line", &[("line", line.into())])))
            }
            section #read {
                h2 { (say.text("monthly-tallies")) }
                p.quiet.small { (say.text("monthly-tallies-words")) }
                (tallies(say, draft))
                h2.part { (say.text("monthly-findings")) }
                (findings(say, draft))
                h2.part #sums { (say.text("monthly-checks")) }
                (checks(say, draft))
            }
        }
    }
}

fn tallies(say: Say, draft: &MonthlyDraft) -> Markup {
    let rows = draft.tallies.iter().map(|tally| {
        vec![
            html! { (tally.kind.label(say.language)) @if let Some(words) = &tally.measure_words { br; small.quiet { bdi lang="en" { (words) } } } },
            html! { (figure::count(say, "#text", &tally.count)) },
            html! { @match &tally.period { Some(period) => (date::element(say, &period.edtf, Width::Short)), None => (figure::not_stated(say)) } },
        ]
    });
    table::plain(&table::Plain {
        caption: String::new(),
        columns: vec![
            table::Column::words(say.text("monthly-what")),
            table::Column::figures(say.text("monthly-figure")),
            table::Column::words(say.text("monthly-period")),
        ],
        rows: rows.collect(),
    })
}

fn findings(say: Say, draft: &MonthlyDraft) -> Markup {
    let heads = [
        say.text("release-line"),
        say.text("release-day"),
        say.text("release-place"),
        say.text("monthly-outcome"),
        say.text("monthly-conceded"),
    ];
    // Findings kept and findings read stand in the same order; those without an outcome are only in the text.
    let numbers = draft
        .read
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.outcome.is_some())
        .map(|(index, _)| index + 1);
    html! {
        @if draft.findings.is_empty() { p { span.none { (say.text("monthly-no-findings")) } } } @else {
            table.tight.stack {
                thead { tr { @for head in &heads { th scope="col" { (head) } } } }
                tbody {
                    @for (number, finding) in numbers.zip(&draft.findings) {
                        tr id={ "l" (number) } {
                            th scope="row" { a href={ "#s" (number) } aria-label=(say.with("line-to-words", &[("line", number.into())])) { (number) } }
                            td data-l=(heads[1]) { span { @match &finding.when { Some(when) => (date::element(say, &when.edtf, Width::Short)), None => (figure::not_stated(say)) } } }
                            td data-l=(heads[2]) { span { @match &finding.place_words { Some(words) => bdi { (words) }, None => (figure::not_stated(say)) } } }
                            td data-l=(heads[3]) { span { (finding.outcome.label(say.language)) @if let Some(gloss) = finding.outcome.gloss(say.language) { br; small.quiet { (gloss) } } } }
                            td data-l=(heads[4]) { span { (figure::stated(say, &format!("#s{number}"), finding.killed.as_ref())) } }
                        }
                    }
                }
            }
        }
        @if draft.findings_left > 0 { p.quiet.small { (say.with("monthly-findings-left", &[("count", draft.findings_left.into())])) } }
    }
}

fn checks(say: Say, draft: &MonthlyDraft) -> Markup {
    let checks: Vec<Check> = draft
        .read
        .checks
        .iter()
        .map(|check| Check {
            verdict: match check.agrees {
                Some(true) => Verdict::Agrees,
                Some(false) => Verdict::Differs,
                None => Verdict::Open,
            },
            words: check_words(say, check),
        })
        .collect();
    html! { @if checks.is_empty() { p.quiet { (say.text("release-sums-none")) } } @else { (sums::checks(&checks)) } }
}

fn check_words(say: Say, check: &LedgerCheck) -> Markup {
    let what = say.text(match check.what.as_ref() {
        "open-at-end" => "monthly-check-open",
        "completed-parts" => "monthly-check-completed",
        _ => "monthly-check-other",
    });
    let stated = figure::integer("#text", i64::from(check.stated));
    let sentence = match check.computed {
        Some(computed) => say.html(
            "monthly-check-computed",
            &[("stated", Arg::Html(stated)), ("computed", Arg::Html(html! { (number::integer(computed)) }))],
        ),
        None => say.html("monthly-check-incomplete", &[("stated", Arg::Html(stated))]),
    };
    html! { strong { (what) (say.text("colon")) } " " (sentence) }
}
