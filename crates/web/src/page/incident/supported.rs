//! The grade that what is entered here supports, why, and what the next better one lacks: a proposal, never a judgment.

use super::file::View;
use crate::component::support;
use crate::i18n::Say;
use domain::codebook::Codebook;
use domain::grading::{Proposal, Support, propose};
use domain::vocabulary::Grade;
use maud::{Markup, html};

/// The section, beside the accounts it rests on.
pub(super) fn section(say: Say, view: &View<'_>, support: &Support) -> Markup {
    let proposal = propose(support);
    html! {
        section.part #supported {
            h2 { (say.text("supported-head")) }
            p.small.quiet { (say.text("supported-words")) }
            (support::proposal(say, &proposal))
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
