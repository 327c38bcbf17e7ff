//! The sums of a release in words: both sides with their figures as links, and why a sum cannot be checked.

use super::item::{Item, Of, number};
use super::lines::scope_words;
use crate::component::figure;
use crate::component::sums::{self as component, Check};
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use crate::number as numbers;
use domain::record::{Release, ReleaseLine};
use maud::{Markup, html};
use register::release::sums::{Measure, Open, Part, Sum, Verdict, What};

/// The list of sums.
pub(super) fn list(
    say: Say,
    release: &Release,
    lines: &[ReleaseLine],
    items: &[Item],
    sums: &[Sum],
) -> Markup {
    let checks: Vec<Check> = sums
        .iter()
        .map(|sum| Check { verdict: mark(sum.verdict), words: words(say, release, lines, items, sum) })
        .collect();
    html! {
        @if checks.is_empty() { p.quiet { (say.text("release-sums-none")) } } @else { (component::checks(&checks)) }
        @if let Some(note) = &release.sum_note { p.quiet.small { (say.text("release-sum-note")) (say.text("colon")) " " bdi { (note) } } }
    }
}

/// The verdict of a release in a table.
pub(super) fn verdict(say: Say, address: &str, verdict: Verdict) -> Markup {
    let words = match verdict {
        Verdict::Agrees => "releases-sum-agrees",
        Verdict::Differs => "releases-sum-differs",
        Verdict::Open => "releases-sum-open",
    };
    component::verdict(mark(verdict), &html! { a href={ (address) "#sums" } { (say.text(words)) } })
}

const fn mark(verdict: Verdict) -> component::Verdict {
    match verdict {
        Verdict::Agrees => component::Verdict::Agrees,
        Verdict::Differs => component::Verdict::Differs,
        Verdict::Open => component::Verdict::Open,
    }
}

fn words(say: Say, release: &Release, lines: &[ReleaseLine], items: &[Item], sum: &Sum) -> Markup {
    let total = release.totals.get(sum.total);
    let scope = total.map_or("", |total| total.scope.as_str());
    let (place, _) = scope_words(say, scope);
    let measure = match sum.measure {
        Measure::Strikes => say.text("release-strikes"),
        Measure::Engagements => say.text("release-engagements"),
    };
    let day =
        total.and_then(|total| total.when.as_ref()).map(|when| date::interval(say, &when.edtf, Width::Short));
    let is_late = sum.what == What::Late;
    let stated = figure::integer(&link(items, Of::Total(sum.total)), sum.stated);
    let parts = parts(say, release, lines, items, &sum.parts);
    let added = html! { (numbers::integer(sum.added.unwrap_or_default())) };
    let sentence = match (sum.verdict, sum.open) {
        (_, Some(Open::NothingPrinted)) => say.html("release-sum-nothing", &[("stated", Arg::Html(stated))]),
        (_, Some(Open::Unprinted(count))) => say.html(
            "release-sum-unprinted",
            &[("stated", Arg::Html(stated)), ("count", count.into()), ("parts", Arg::Html(parts))],
        ),
        (_, Some(Open::LinesMayBeMissing)) => say.html(
            "release-sum-missing",
            &[("stated", Arg::Html(stated)), ("parts", Arg::Html(parts)), ("added", Arg::Html(added))],
        ),
        (Verdict::Differs, None) => say.html(
            "release-sum-differs",
            &[("stated", Arg::Html(stated)), ("parts", Arg::Html(parts)), ("added", Arg::Html(added))],
        ),
        (_, None) => say.html(
            "release-sum-agrees",
            &[("stated", Arg::Html(stated)), ("parts", Arg::Html(parts)), ("added", Arg::Html(added))],
        ),
    };
    html! {
        strong {
            (place)
            @if is_late { (say.text("comma")) " " (say.text("release-late-total")) }
            @if let Some(day) = day { (say.text("comma")) " " (day) }
            (say.text("comma")) " " (measure) (say.text("colon"))
        }
        " " (sentence)
        @if is_late && sum.verdict == Verdict::Agrees { " " (say.text("release-sum-late-apart")) }
    }
}

fn link(items: &[Item], of: Of) -> String {
    number(items, of).map_or_else(|| "#read".to_owned(), |number| format!("#l{number}"))
}

/// `Syria 20 + Iraq 5`, or `2 + 1 + 16` of lines; a part without a number is a question mark with its word.
fn parts(say: Say, release: &Release, lines: &[ReleaseLine], items: &[Item], parts: &[Part]) -> Markup {
    use register::release::sums::Of as PartOf;
    html! {
        @for (index, part) in parts.iter().enumerate() {
            @if index > 0 { " + " }
            @let (of, name) = match part.of {
                PartOf::Total(index) => (Of::Total(index), release.totals.get(index).map(|total| total_name(say, total))),
                PartOf::Line(index) => (Of::Line(index), lines.get(index).and_then(|line| line.place_words.clone())),
            };
            @if let Some(name) = name { bdi { (name) } " " }
            @match part.value {
                Some(value) => (figure::integer(&link(items, of), value)),
                None => (figure::not_stated(say)),
            }
        }
    }
}

fn total_name(say: Say, total: &domain::record::Total) -> String {
    let (place, _) = scope_words(say, &total.scope);
    match &total.when {
        Some(when) => format!("{place} {}", date::interval(say, &when.edtf, Width::Short)),
        None => place,
    }
}
