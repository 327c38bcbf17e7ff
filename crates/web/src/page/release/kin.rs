//! What a draft is to the releases held: the same text, another wording, additions, corrections. Said before the
//! commit; only "another wording" asks for a decision.

use super::address;
use super::new::drafted;
use crate::component::notice;
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use crate::number;
use domain::id::RecordId;
use maud::{Markup, html};
use register::exchange::release::{Difference, Verdict};
use register::release_intake::{Adds, Compared, Kin};

/// The notices and lists.
pub(super) fn section(say: Say, kin: &Kin) -> Markup {
    html! {
        @if let Some((id, name)) = &kin.same_text {
            (notice::error(
                &html! { (say.text("release-new-same-text")) },
                &html! { p { a href=(address::release(*id)) { bdi { (name) } } } },
            ))
        }
        @if !kin.renditions.is_empty() && kin.same_text.is_none() {
            (notice::notice(notice::Kind::Conflict, &html! { (say.text("release-new-rendition")) }, &html! {
                @for one in &kin.renditions { (compared(say, one)) }
            }))
        }
        @if !kin.others.is_empty() {
            (notice::notice(notice::Kind::Plain, &html! { (say.text("release-new-same-days")) }, &html! {
                @for one in &kin.others { (compared(say, one)) }
            }))
        }
        @if !(kin.adds_to.is_empty() && kin.added_by.is_empty() && kin.corrects.is_empty()) {
            section.part {
                h2 { (say.text("release-new-relations")) }
                ul.list-plain {
                    @for adds in &kin.adds_to { li { (adds_line(say, adds, true)) } }
                    @for adds in &kin.added_by { li { (adds_line(say, adds, false)) } }
                    @for (id, name) in &kin.corrects { li { (say.html("release-new-corrects", &[("release", Arg::Html(release_link(*id, name)))])) } }
                }
            }
        }
    }
}

fn release_link(id: RecordId, name: &str) -> Markup {
    html! { a href=(address::release(id)) { bdi { (name) } } }
}

fn compared(say: Say, one: &Compared) -> Markup {
    let words = match one.verdict {
        Verdict::Same => "release-new-verdict-same",
        Verdict::SameWithDifferences => "release-new-verdict-differences",
        Verdict::AddsTo => "release-new-verdict-adds",
        Verdict::Different => "release-new-verdict-different",
        Verdict::Unknown => "release-new-verdict-unknown",
    };
    let agreeing = one.agreeing.into();
    html! {
        p { (say.html(words, &[("release", Arg::Html(release_link(one.release, &one.name))), ("count", agreeing)])) }
        @if !one.differences.is_empty() { ul { @for difference in &one.differences { li { (differs(say, difference)) } } } }
    }
}

fn differs(say: Say, difference: &Difference) -> Markup {
    let figure = |value: Option<u32>| {
        let known = value.map(|value| html! { (number::integer(i64::from(value))) });
        known.unwrap_or_else(|| html! { span.none { (say.text("release-not-in-it")) } })
    };
    let of = match difference.of.as_str() {
        "lead" => say.text("release-lead-total"),
        "late" => say.text("release-late-total"),
        other => other.to_owned(),
    };
    say.html(
        "release-new-difference",
        &[
            ("of", of.into()),
            ("held", Arg::Html(figure(difference.first))),
            ("new", Arg::Html(figure(difference.second))),
        ],
    )
}

/// "Adds 12 strikes to 16 July 2017 of release …", or the other way round.
fn adds_line(say: Say, adds: &Adds, is_draft: bool) -> Markup {
    let count = adds.strikes.map_or_else(
        || say.text("none-not-stated"),
        |count| say.with("count-strikes", &[("count", count.into())]),
    );
    let address =
        if is_draft { format!("#line-{}", adds.line) } else { address::line(adds.release, adds.line) };
    let message = if is_draft { "release-new-adds" } else { "release-new-added-by" };
    say.html(
        message,
        &[
            ("strikes", drafted(&address, &count)),
            ("place", adds.place_words.clone().unwrap_or_default().into()),
            ("day", Arg::Html(date::element(say, &adds.day, Width::Full))),
            ("release", Arg::Html(release_link(adds.release, &adds.name))),
        ],
    )
}

/// The choice whether it is another wording of a held release: the likely one is chosen, and a person settles it.
pub(super) fn choice(say: Say, kin: &Kin, chosen: &str) -> Markup {
    let mut roots: Vec<(RecordId, &str)> = Vec::new();
    for one in kin.renditions.iter().chain(&kin.others) {
        if !roots.iter().any(|(root, _)| *root == one.root) {
            roots.push((one.root, &one.name));
        }
    }
    let likely = kin.renditions.first().map_or_else(|| "none".to_owned(), |one| one.root.to_string());
    let chosen = if chosen.is_empty() { likely.as_str() } else { chosen };
    html! {
        @if !roots.is_empty() {
            fieldset.field {
                legend { (say.text("release-new-is-rendition")) }
                label { input type="radio" name="rendition_of" value="none" checked[chosen == "none"]; " " (say.text("release-new-is-own")) }
                @for (root, name) in &roots {
                    br;
                    label { input type="radio" name="rendition_of" value=(root) checked[chosen == root.to_string()]; " " (say.html("release-new-is-wording-of", &[("release", (*name).into())])) }
                }
            }
        }
    }
}
