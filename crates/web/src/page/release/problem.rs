//! What was doubtful in a text: the words, what was found, and what a person can do.

use crate::component::advice;
use crate::i18n::Say;
use maud::{Markup, html};
use register::exchange::release::Problem;
use std::collections::BTreeMap;

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
                            td data-l=(heads[2]) { span { (told(say, text, problem)) } }
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
    // A problem kept by an earlier version may bear a code that is no longer given.
    let known = say.has(&format!("error-{}", problem.code));
    html! {
        @if known { (say.error(&problem.code, &[])) } @else { (say.text("release-problem-other")) }
    }
}

/// What to do, and below it what was found.
fn told(say: Say, text: &str, problem: &Problem) -> Markup {
    // Most say no more than the words, which stand in the first column.
    let detail = if problem.detail == problem.span.of(text) { "" } else { problem.detail.as_str() };
    if say.has(&format!("hint-{}", problem.code)) {
        return advice::advice(say, &problem.code, &BTreeMap::new(), detail);
    }
    html! { bdi lang="en" { (problem.hint) } (advice::said(say, detail)) }
}
