//! The lane under the gap: month by month, the most detailed thing that releases held here say of strikes.

use crate::chart::step::{Event, Lane, Span, Weight};
use crate::component::table::{self, Column, Plain};
use crate::date::{self, Width};
use crate::i18n::Say;
use maud::{Markup, html};
use register::release::Disclosure;
use std::collections::BTreeMap;

/// Longest period of a release, in days, that still reads as daily.
const DAILY_DAYS_MAX: i64 = 1;
/// Longest that reads as twice a week: three to four days with a weekend between.
const HALF_WEEK_DAYS_MAX: i64 = 5;

/// The lane; `None` where no release is held.
pub(super) fn lane(say: Say, disclosure: &Disclosure, from: &str, to: &str) -> Option<Lane> {
    let months = months(disclosure);
    if months.is_empty() {
        return None;
    }
    let mut spans: Vec<Span> = Vec::new();
    let mut month = from.get(..7)?.to_owned();
    while month.as_str() < to {
        let next = after(&month)?;
        let weight = months.get(&month).copied().unwrap_or(Weight::Void);
        let (first, end) = (format!("{month}-01"), format!("{next}-01"));
        match spans.last_mut() {
            Some(span) if span.weight == weight => span.to = end,
            _ => spans.push(Span { from: first, to: end, weight, label: label(say, weight) }),
        }
        month = next;
    }
    Some(Lane { title: say.text("lane-title"), spans })
}

/// The lane as it is drawn: a word only at the longest span of its sort.
pub(super) fn drawn(lane: Lane) -> Lane {
    Lane { spans: named_once(lane.spans), ..lane }
}

/// The twin of the lane: the same spans in words, month by month.
pub(super) fn twin(say: Say, lane: &Lane) -> Markup {
    let row = |span: &Span| {
        let last = date::day_number(&span.to).and_then(|_| before(span.to.get(..7)?));
        let (first, last) = (span.from.get(..7).unwrap_or_default(), last.unwrap_or_default());
        let months = if first == last { last } else { format!("{first}/{last}") };
        vec![html! { (date::interval(say, &months, Width::Short)) }, html! { (span.label) }]
    };
    table::twin(
        say,
        &Plain {
            caption: lane.title.clone(),
            columns: vec![Column::words(say.text("chart-when")), Column::words(say.text("lane-given"))],
            rows: lane.spans.iter().map(row).collect(),
        },
    )
}

fn before(month: &str) -> Option<String> {
    let (year, number) = month.split_once('-')?;
    let (year, number): (i32, u32) = (year.parse().ok()?, number.parse().ok()?);
    Some(if number == 1 { format!("{:04}-12", year - 1) } else { format!("{year:04}-{:02}", number - 1) })
}

/// The day after which no place is named any more, where totals follow.
pub(super) fn event(say: Say, disclosure: &Disclosure) -> Option<Event> {
    let (country, _) = disclosure.countries().into_iter().next()?;
    let day = disclosure.stops(&country)?;
    let words = date::interval(say, &day, Width::Full);
    Some(Event { day, lines: vec![words, say.text("lane-stops-first"), say.text("lane-stops-second")] })
}

/// The most detailed release of each month: places and days in short periods, or totals of a country.
fn months(disclosure: &Disclosure) -> BTreeMap<String, Weight> {
    let named = |first: &str, last: &str| {
        disclosure.stretches.iter().any(|stretch| {
            !stretch.period_total && stretch.first.as_str() <= last && stretch.last.as_str() >= first
        })
    };
    let mut months: BTreeMap<String, Weight> = BTreeMap::new();
    for (first, last, _) in &disclosure.periods {
        let (Some(start), Some(end)) = (date::day_number(first), date::day_number(last)) else { continue };
        let days = end - start + 1;
        let weight = if !named(first, last) {
            Weight::Low
        } else if days <= DAILY_DAYS_MAX {
            Weight::Full
        } else if days <= HALF_WEEK_DAYS_MAX {
            Weight::High
        } else {
            Weight::Middle
        };
        for month in [first.get(..7), last.get(..7)].into_iter().flatten() {
            let entry = months.entry(month.to_owned()).or_insert(weight);
            if rank(weight) > rank(*entry) {
                *entry = weight;
            }
        }
    }
    months
}

const fn rank(weight: Weight) -> u8 {
    match weight {
        Weight::Void => 0,
        Weight::Low => 1,
        Weight::Middle => 2,
        Weight::High => 3,
        Weight::Full => 4,
    }
}

fn label(say: Say, weight: Weight) -> String {
    say.text(match weight {
        Weight::Full => "lane-full",
        Weight::High => "lane-high",
        Weight::Middle => "lane-middle",
        Weight::Low => "lane-low",
        Weight::Void => "lane-void",
    })
}

/// The word of a sort stands at its longest span only, so that words do not crowd.
fn named_once(mut spans: Vec<Span>) -> Vec<Span> {
    let length =
        |span: &Span| date::day_number(&span.to).unwrap_or(0) - date::day_number(&span.from).unwrap_or(0);
    for index in 0..spans.len() {
        let longest = spans
            .iter()
            .enumerate()
            .filter(|(_, span)| span.weight == spans[index].weight)
            .max_by_key(|(place, span)| (length(span), std::cmp::Reverse(*place)))
            .map(|(place, _)| place);
        if longest != Some(index) {
            spans[index].label = String::new();
        }
    }
    spans
}

fn after(month: &str) -> Option<String> {
    let (year, number) = month.split_once('-')?;
    let (year, number): (i32, u32) = (year.parse().ok()?, number.parse().ok()?);
    Some(if number == 12 { format!("{:04}-01", year + 1) } else { format!("{year:04}-{:02}", number + 1) })
}
