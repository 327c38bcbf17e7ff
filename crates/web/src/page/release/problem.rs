//! What was doubtful in a text: the words, what was found, and what a person can do.

use crate::i18n::Say;
use maud::{Markup, html};
use register::exchange::release::Problem;

/// The table of problems.
pub(super) fn table(say: Say, text: &str, problems: &[Problem]) -> Markup {
    let heads = [say.text("release-problem-words"), say.text("problems-why"), say.text("problems-do")];
    html! {
        @if problems.is_empty() { p.quiet { (say.text("release-problems-none")) } } @else {
            table.tight.stack {
                thead { tr { @for head in &heads { th scope="col" { (head) } } } }
                tbody {
                    @for problem in problems {
                        tr {
                            td data-l=(heads[0]) { bdi.given lang="en" { (excerpt(problem.span.of(text))) } }
                            td data-l=(heads[1]) { span { (why(say, problem)) } }
                            td data-l=(heads[2]) { span { (advice(say, problem)) } }
                        }
                    }
                }
            }
        }
    }
}

fn excerpt(words: &str) -> String {
    const CHARACTERS: usize = 80;
    let mut shown: String = words.trim().chars().take(CHARACTERS).collect();
    if words.trim().chars().count() > CHARACTERS {
        shown.push('…');
    }
    shown
}

fn why(say: Say, problem: &Problem) -> Markup {
    let id = message(&problem.code);
    html! {
        (say.text(id))
        @if !problem.detail.is_empty() { br; small.quiet { bdi lang="en" { (problem.detail) } } }
    }
}

/// The engine's own hint is English; in Arabic the problem is said and the advice is one for all.
fn advice(say: Say, problem: &Problem) -> Markup {
    if say.mirrored() {
        html! { (say.text("release-problem-advice")) }
    } else {
        html! { (problem.hint) }
    }
}

/// The message of a code; one for those not known here.
fn message(code: &str) -> &'static str {
    match code {
        "too-many-lines" => "release-problem-too-many-lines",
        "several-counts" => "release-problem-several-counts",
        "place-missing" => "release-problem-place-missing",
        "line-not-read" => "release-problem-line-not-read",
        "number-misspelled" => "release-problem-number-misspelled",
        "strikes-unknown" => "release-problem-strikes-unknown",
        "engagements-unknown" => "release-problem-engagements-unknown",
        "day-not-readable" => "release-problem-day-not-readable",
        "word-doubled" => "release-problem-word-doubled",
        "second-place" => "release-problem-second-place",
        "words-not-read" => "release-problem-words-not-read",
        "target-missing" => "release-problem-target-missing",
        "article-with-plural" => "release-problem-article-with-plural",
        "count-not-stated" => "release-problem-count-not-stated",
        "number-too-large" => "release-problem-number-too-large",
        "number-unknown" => "release-problem-number-unknown",
        "sum-differs" => "release-problem-sum-differs",
        "issue-dates-differ" => "release-problem-issue-dates-differ",
        "year-unresolved" => "release-problem-year-unresolved",
        "late-day-unknown" => "release-problem-late-day-unknown",
        "finding-without-colon" => "release-problem-finding-without-colon",
        "outcome-unknown" => "release-problem-outcome-unknown",
        "source-not-stated" => "release-problem-source-not-stated",
        "sentence-too-long" => "release-problem-sentence-too-long",
        "figure-repeated-differently" => "release-problem-figure-repeated",
        "ledger-differs" => "release-problem-ledger-differs",
        "text-too-long" => "release-problem-text-too-long",
        "invisible-marks" => "release-problem-invisible-marks",
        _ => "release-problem-other",
    }
}
