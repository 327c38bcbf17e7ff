//! What may be about an incident and was never matched with it: possibilities that nobody has decided.

use super::facts::stated;
use super::file::View;
use super::{address, findings, row};
use crate::date::{self, Width};
use crate::i18n::Say;
use domain::kind::Kind;
use domain::record::{Assertion, Finding};
use maud::{Markup, html};
use register::incident::Linked;

/// What may be about this incident and was never matched with it.
pub(super) fn section(say: Say, view: &View<'_>) -> Markup {
    let candidates: Vec<&Linked> = view.file.linked.iter().filter(|linked| linked.is_candidate()).collect();
    if candidates.is_empty() {
        return html! {};
    }
    html! {
        section.part #candidates {
            h2 { (say.text("candidates-head")) }
            p.small.quiet { (say.text("candidates-words")) }
            ul { @for linked in candidates { li { (candidate(say, linked)) } } }
        }
    }
}

fn candidate(say: Say, linked: &Linked) -> Markup {
    let address = address::record(&linked.record);
    let claim =
        (linked.record.kind == Kind::Assertion).then(|| linked.record.read::<Assertion>().ok()).flatten();
    let finding =
        (linked.record.kind == Kind::Finding).then(|| linked.record.read::<Finding>().ok()).flatten();
    html! {
        a href=(address) { (linked.record.kind.label(say.language)) } (say.text("colon")) " "
        @match (&claim, &finding) {
            (Some(claim), _) => {
                @if let Some(speaker) = &claim.speaker { bdi { (speaker) } (say.text("comma")) " " }
                @if let Some(said) = &claim.said { (date::interval(say, &said.edtf, Width::Short)) (say.text("colon")) " " }
                (say.html("quoted", &[("words", html! { bdi lang=(row::language_of(&claim.claim)) { (claim.claim) } }.into())]))
                @for each in &claim.counts { " " small.quiet { (say.text("account-as-worded")) (say.text("colon")) " " } (stated(say, &address, Some(&each.count))) }
            }
            (None, Some(finding)) => { bdi { (finding.body) } (say.text("comma")) " " (findings::line(say, linked, finding)) }
            (None, None) => { bdi { (linked.record.name()) } }
        }
        @if linked.role != "candidate_for" { " " span.none { (say.text("candidate-possible")) } }
        @for (name, value) in &linked.attributes {
            @if name != "certainty" {
                br; small.quiet {
                    (say.text(match name.as_str() {
                        "note" => "candidate-note",
                        "references" => "candidate-references",
                        _ => "candidate-attribute",
                    }))
                    (say.text("colon")) " " bdi { (value) }
                }
            }
        }
        " " small { a href=(address::of(Kind::Link, linked.link)) { (say.text("candidate-the-link")) } }
    }
}
