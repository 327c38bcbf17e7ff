//! The line over the list: how many incidents, and how many killed under each basis, never added together.

use super::address;
use super::list::View;
use crate::i18n::{Arg, Say};
use crate::number;
use maud::{Markup, html};
use register::incident::{Facet, Filter, Order, Toll};

/// The line.
pub(super) fn summary(say: Say, view: &View) -> Markup {
    html! {
        div.small.quiet {
            p { (say.html("incidents-left", &[("count", view.sorts.incidents.into())])) }
            @for (basis, toll) in [("own", &view.sorts.own), ("adopted", &view.sorts.adopted)] {
                @if toll.incidents > 0 {
                    p { (killed(say, &view.filter.clone().only(Facet::Basis, basis), basis, toll)) }
                }
            }
        }
    }
}

/// `Own: 39–415 killed in 3 incidents with a range; at least 44 in 1 with a minimum only; 1 with the toll not known`.
fn killed(say: Say, filter: &Filter, basis: &str, toll: &Toll) -> Markup {
    let figure = |value: &str, words: String| {
        let address = address::list(&filter.clone().only(Facet::Killed, value), Order::default());
        Arg::Html(html! { a.fig href=(address) { (words) } })
    };
    let mut parts: Vec<Markup> = Vec::new();
    if toll.both > 0 {
        let range = figure("range", number::range(say, toll.both_min, toll.both_max));
        parts.push(say.html("toll-range", &[("range", range), ("count", toll.both.into())]));
    }
    if toll.lower > 0 {
        let least = figure("at_least", number::integer(toll.lower_min));
        parts.push(say.html("toll-at-least", &[("figure", least), ("count", toll.lower.into())]));
    }
    if toll.upper > 0 {
        let most = figure("up_to", number::integer(toll.upper_max));
        parts.push(say.html("toll-up-to", &[("figure", most), ("count", toll.upper.into())]));
    }
    if toll.unknown > 0 {
        let unknown = figure("unknown", say.with("count-incidents", &[("count", toll.unknown.into())]));
        parts.push(html! { strong { (say.html("toll-unknown", &[("incidents", unknown)])) } });
    }
    let label = if basis == "own" { "toll-own" } else { "toll-adopted" };
    html! {
        (say.text(label)) (say.text("colon")) " "
        @for (index, part) in parts.iter().enumerate() {
            @if index > 0 { (say.text("list-separator")) }
            (part)
        }
    }
}
