//! The grade that what is entered supports, why, and what the next better one lacks.

use super::grade;
use crate::i18n::{Arg, Say};
use domain::codebook::Codebook;
use domain::grading::{Proposal, Reason};
use domain::kind::Kind;
use domain::problem::Problem;
use domain::vocabulary::{Grade, StrikeStatus};
use maud::{Markup, html};

/// The proposal of the built-in codebook.
pub fn proposal(say: Say, proposal: &Proposal) -> Markup {
    html! {
        p { (named(say, proposal.grade)) }
        (list(say, &proposal.reasons))
        @if let Some(better) = &proposal.better {
            p { (say.text("supported-better")) " " (named(say, Some(better.grade))) (say.text("colon")) }
            (list(say, &better.missing))
        }
    }
}

/// The sentence of a refusal.
pub fn refusal(say: Say, problem: &Problem) -> String {
    let details: Vec<(&str, Arg)> =
        problem.details.iter().map(|(name, value)| (name.as_str(), argument(say, value))).collect();
    say.error(&problem.code, &details)
}

fn named(say: Say, grade: Option<Grade>) -> Markup {
    let slug = grade.map(Grade::slug);
    let book = Codebook::built_in();
    let label = slug.and_then(|slug| book.grade(slug)).map(|entry| entry.label(say.language).to_owned());
    grade::grade(slug, &label.unwrap_or_else(|| say.text("supported-none")))
}

fn list(say: Say, reasons: &[Reason]) -> Markup {
    html! { ul { @for reason in reasons { li { (sentence(say, reason)) } } } }
}

fn sentence(say: Say, reason: &Reason) -> Markup {
    let arguments: Vec<(&str, Arg)> =
        reason.details.iter().map(|(name, value)| (name.as_str(), argument(say, value))).collect();
    say.html(&format!("grade-reason-{}", reason.code), &arguments)
}

/// A number, a word of a vocabulary in the reader's language, or the words as they stand.
fn argument(say: Say, value: &str) -> Arg {
    if let Ok(number) = value.parse::<i64>() {
        return Arg::Number(number);
    }
    let status = StrikeStatus::parse(value).map(|status| status.label(say.language));
    let label = status.or_else(|| Kind::parse(value).map(|kind| kind.label(say.language)));
    Arg::Text(label.unwrap_or(value).to_owned())
}
