//! The grade that what is entered here supports, why, and what the next better one lacks: a proposal, never a judgment.

use super::file::View;
use crate::component::grade;
use crate::i18n::{Arg, Say};
use domain::codebook::Codebook;
use domain::grading::{Proposal, Reason, Support, propose};
use domain::kind::Kind;
use domain::vocabulary::{Grade, StrikeStatus};
use maud::{Markup, html};

/// The section, beside the accounts it rests on.
pub(super) fn section(say: Say, view: &View<'_>, support: &Support) -> Markup {
    let proposal = propose(support);
    html! {
        section.part #supported {
            h2 { (say.text("supported-head")) }
            p.small.quiet { (say.text("supported-words")) }
            p { (named(say, proposal.grade)) }
            (list(say, &proposal.reasons))
            @if let Some(better) = &proposal.better {
                p { (say.text("supported-better")) " " (named(say, Some(better.grade))) (say.text("colon")) }
                (list(say, &better.missing))
            }
            (differs(say, view, &proposal))
            p.small.quiet {
                (say.text("supported-rests")) (say.text("colon")) " "
                a href="#sources" { (say.text("sources-head")) } " · " a href="#findings" { (say.text("findings-head")) }
            }
        }
    }
}

/// In its place where some of what it rests on is closed to the reader: nothing is reckoned anew for them.
pub(super) fn closed(say: Say) -> Markup {
    html! {
        section.part #supported {
            h2 { (say.text("supported-head")) }
            p.quiet { (say.text("supported-closed")) }
        }
    }
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

/// Where the shown assessment says otherwise, both stand; nobody's is changed for it.
fn differs(say: Say, view: &View<'_>, proposal: &Proposal) -> Markup {
    let shown = view.shown().and_then(|(_, judged)| Some((judged, judged.grade.as_deref()?)));
    let proposed = proposal.grade.map(Grade::slug);
    html! {
        @if let Some((judged, graded)) = shown.filter(|(_, graded)| Some(*graded) != proposed) {
            @let book = Codebook::built_in();
            @let label = book.grade(graded).map_or(graded, |entry| entry.label(say.language)).to_owned();
            @let by = judged.body.clone().unwrap_or_else(|| judged.basis.label(say.language).to_owned());
            p { (say.html("supported-differs", &[("grade", label.into()), ("body", by.into())])) }
        }
    }
}
