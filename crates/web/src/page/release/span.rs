//! How disclosure went over the years: one row a year, dark where releases name places and days, grey where one total
//! stands for the country, dots where no release is held. Free of links inside; the quarters under it lead on.

use super::address;
use super::list::View;
use super::window::Window;
use crate::chart::strip;
use crate::component::figure;
use crate::date;
use crate::i18n::{Arg, Say};
use domain::language::Language;
use maud::{Markup, html};
use register::release::Stretch;
use std::collections::{BTreeMap, BTreeSet};

/// A country's name in the reader's language; the printed one where it is not among those known.
pub(super) fn country_name(say: Say, country: &str) -> String {
    let arabic = match country {
        "Syria" => "سوريا",
        "Iraq" => "العراق",
        "Libya" => "ليبيا",
        "Afghanistan" => "أفغانستان",
        "Somalia" => "الصومال",
        "Yemen" => "اليمن",
        other => other,
    };
    if say.language == Language::Arabic { arabic.to_owned() } else { country.to_owned() }
}

/// The years.
pub(super) fn span(say: Say, view: &View) -> Markup {
    let years = years(view);
    if years.is_empty() {
        return html! {};
    }
    let country = country_name(say, &view.country);
    let title = say.with("releases-span-title", &[("country", country.into())]);
    html! {
        figure.chart {
            figcaption {
                h2 { (title) }
                p { (say.text("releases-span-reading")) }
            }
            div.strip.span role="group" aria-label=(title) {
                @for year in &years { (one_year(say, view, *year)) }
            }
        }
    }
}

/// Every year from the first to the last of which something is held.
fn years(view: &View) -> Vec<i16> {
    let stretches = view.disclosure.of(&view.country);
    let years: Vec<i16> = stretches
        .flat_map(|stretch| [&stretch.first, &stretch.last])
        .filter_map(|day| day.get(..4)?.parse().ok())
        .collect();
    match (years.iter().min(), years.iter().max()) {
        (Some(first), Some(last)) => (*first..=*last).collect(),
        _ => Vec::new(),
    }
}

fn one_year(say: Say, view: &View, year: i16) -> Markup {
    let window = Window { year, quarter: None };
    let first = window.days().first;
    let days = window.length();
    let stretches: Vec<&Stretch> = view.disclosure.of(&view.country).collect();
    let named = days_named(&stretches, year);
    let is_shown = view.window.is_some_and(|shown| shown.year == year && shown.quarter.is_none());
    html! {
        span.all {
            @if is_shown { strong { (year) } } @else { a href=(window_address(view, window)) { (year) } }
        }
        svg.flip viewBox={ "0 0 " (days) " 16" } preserveAspectRatio="none" role="img"
            aria-label={ (year) (say.text("colon")) " " (say.with("releases-days-named", &[("count", named.len().into())])) } {
            path.d-nothing d={ "M0 8H" (days) } {}
            @for stretch in &stretches { (mark(stretch, &first, days)) }
        }
        span.n { (say.with("releases-days-named", &[("count", named.len().into())])) }
        div.quarters {
            @for quarter in 1..=4 { (quarter_link(say, view, Window { year, quarter: Some(quarter) }, &named)) }
        }
        span.n {}
        @if let Some(cadence) = cadence(say, view, year) { span {} small.quiet { (cadence) } span.n {} }
    }
}

fn mark(stretch: &Stretch, first: &str, days: u16) -> Markup {
    let before =
        date::day_number(&stretch.first).zip(date::day_number(first)).map(|(day, first)| day - first);
    let (Some(start), Some(end)) = (before, date::day_number(&stretch.last).zip(date::day_number(first)))
    else {
        return html! {};
    };
    let (start, end) = (start.max(0), (end.0 - end.1 + 1).min(i64::from(days)));
    let class = if stretch.period_total { "d-total" } else { "d-said" };
    html! { @if start < end { rect class=(class) x=(start) y="0" width=(end - start) height="16" {} } }
}

/// Days of the year for which a line of one day is held.
fn days_named(stretches: &[&Stretch], year: i16) -> BTreeSet<String> {
    let prefix = format!("{year:04}-");
    let single = stretches.iter().filter(|stretch| !stretch.period_total && stretch.first == stretch.last);
    single.map(|stretch| stretch.first.clone()).filter(|day| day.starts_with(&prefix)).collect()
}

fn quarter_link(say: Say, view: &View, window: Window, named: &BTreeSet<String>) -> Markup {
    let days = window.days();
    let count = named.iter().filter(|day| **day >= days.first && **day <= days.last).count();
    let name = say.with("releases-quarter", &[("quarter", i64::from(window.quarter.unwrap_or(0)).into())]);
    let meets = |stretch: &Stretch| stretch.first <= days.last && stretch.last >= days.first;
    html! {
        @if view.window == Some(window) {
            strong aria-current="true" { (name) " " span.n { (count) } }
        } @else if view.disclosure.of(&view.country).any(meets) {
            span { (figure::link(&window_address(view, window), &html! { (name) })) " " span.n { (count) } }
        } @else {
            span.faint { (name) " " span.n { (say.text("releases-nothing-held")) } }
        }
    }
}

pub(super) fn window_address(view: &View, window: Window) -> String {
    let pairs = [("window", window.parameter()), ("of", view.country.clone())];
    format!("{}#calendar", address::releases(&pairs))
}

/// How many releases of the year cover one day, several, two weeks: the words from which the cadence is seen.
fn cadence(say: Say, view: &View, year: i16) -> Option<String> {
    let prefix = format!("{year:04}-");
    let mut lengths: BTreeMap<u16, i64> = BTreeMap::new();
    for (first, last, count) in
        view.disclosure.periods.iter().filter(|(first, ..)| first.starts_with(&prefix))
    {
        let days = strip::days_after(first, last)? + 1;
        *lengths.entry(days).or_default() += count;
    }
    let parts: Vec<String> = lengths
        .into_iter()
        .map(|(days, count)| {
            let days = say.with("releases-length", &[("count", i64::from(days).into())]);
            say.with("releases-of-length", &[("count", count.into()), ("days", Arg::Text(days))])
        })
        .collect();
    (!parts.is_empty())
        .then(|| say.with("releases-cadence", &[("lengths", parts.join(&say.text("list-separator")).into())]))
}
