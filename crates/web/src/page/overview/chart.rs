//! Which tallies may stand on one chart, and the chart of them.
//!
//! Comparable are tallies of one kind that count from the beginning of the campaign, over one area, for the actions
//! of one coalition. Everything else stays in the table: a month's figure beside a total since 2014 would mislead.

use super::address;
use crate::chart::Side;
use crate::chart::step::{Event, Lane, Series, Span, Statement, StepChart, Weight};
use crate::i18n::Say;
use domain::kind::Kind;
use register::tally::Stated;
use std::collections::BTreeMap;

/// What makes two tallies comparable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Measure {
    area: String,
    actors: String,
    begins: String,
}

pub(super) fn measure(stated: &Stated) -> Option<Measure> {
    let tally = &stated.tally;
    let begins = tally.period.as_ref().and_then(domain::when::When::first_day)?;
    Some(Measure {
        area: tally.area.clone()?,
        actors: tally.actor_scope.clone()?,
        // Bodies date the beginning to the month or the day: the month decides.
        begins: begins.get(..7)?.to_owned(),
    })
}

/// The tallies of the measure that most of them share, in the order in which they were stated. A figure that a body
/// states on one day in two places, such as a report and its own list, is there once.
pub(super) fn comparable(tallies: &[Stated]) -> Vec<&Stated> {
    let mut by_measure: BTreeMap<Measure, Vec<&Stated>> = BTreeMap::new();
    for stated in tallies {
        let Some(measure) = measure(stated) else { continue };
        let known = by_measure.entry(measure).or_default();
        if !known.iter().any(|other| says_the_same(other, stated)) {
            known.push(stated);
        }
    }
    by_measure.into_values().max_by_key(Vec::len).unwrap_or_default()
}

fn says_the_same(one: &Stated, other: &Stated) -> bool {
    let said = |stated: &Stated| {
        (stated.tally.body.clone(), day(stated), stated.tally.count.min, stated.tally.count.max)
    };
    said(one) == said(other)
}

/// The latest of one side with a figure.
pub(super) fn latest<'t>(comparable: &[&'t Stated], official: bool) -> Option<&'t Stated> {
    comparable
        .iter()
        .rev()
        .find(|stated| stated.is_official == official && !stated.tally.count.is_unknown())
        .copied()
}

fn day(stated: &Stated) -> Option<String> {
    stated.tally.as_of.as_ref().and_then(domain::when::When::first_day)
}

fn series(comparable: &[&Stated], side: Side, speaker: String) -> Series {
    let official = side == Side::Official;
    let mut statements: Vec<Statement> = Vec::new();
    for stated in comparable.iter().filter(|stated| stated.is_official == official) {
        let Some(day) = day(stated) else { continue };
        if stated.tally.count.is_unknown() {
            continue;
        }
        statements.push(Statement {
            day,
            figure: stated.tally.count.clone(),
            note: [Some(stated.tally.body.clone()), stated.tally.status_filter.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
            address: address(Kind::Tally, stated.record.id),
            is_labelled: !official,
        });
    }
    if let Some(last) = statements.last_mut() {
        last.is_labelled = true;
    }
    Series { speaker, side, statements }
}

/// The chart of comparable tallies, with a lane of what releases named meanwhile.
pub(super) fn chart(
    say: Say,
    id: &str,
    comparable: &[&Stated],
    months: &[(String, i64, i64)],
) -> Option<StepChart> {
    let first = comparable.iter().filter_map(|stated| day(stated)).min()?;
    let last = comparable.iter().filter_map(|stated| day(stated)).max()?;
    let from = format!("{}-01-01", first.get(..4)?);
    let to = format!("{:04}-12-31", last.get(..4)?.parse::<i32>().ok()?);
    let lanes = if months.is_empty() { Vec::new() } else { vec![lane(say, &from, &to, months)] };
    Some(StepChart {
        id: id.to_owned(),
        title: say.text("gap-chart-title"),
        reading: say.text("gap-chart-reading"),
        unit: say.text("gap-chart-unit"),
        from,
        to,
        series: vec![
            series(comparable, Side::Official, say.text("gap-acknowledged")),
            series(comparable, Side::Documented, say.text("gap-documented")),
        ],
        events: events(say, months),
        lanes,
    })
}

/// The first month that held country totals only after months that named places.
fn events(say: Say, months: &[(String, i64, i64)]) -> Vec<Event> {
    let dark = months
        .windows(2)
        .find(|pair| matches!(pair, [before, after] if before.1 > 0 && after.1 == 0 && after.2 > 0));
    let Some([_, (month, ..)]) = dark else { return Vec::new() };
    let lines = vec![crate::date::interval(say, month, crate::date::Width::Full), say.text("gap-dark")];
    vec![Event { day: format!("{month}-01"), lines }]
}

fn lane(say: Say, from: &str, to: &str, months: &[(String, i64, i64)]) -> Lane {
    let held: BTreeMap<&str, (i64, i64)> =
        months.iter().map(|(month, named, totals)| (month.as_str(), (*named, *totals))).collect();
    let mut spans: Vec<Span> = Vec::new();
    let mut month = from.get(..7).unwrap_or_default().to_owned();
    while month.as_str() <= to.get(..7).unwrap_or_default() {
        let next = following(&month);
        let (weight, label) = match held.get(month.as_str()) {
            Some((named, _)) if *named > 0 => (Weight::Full, "gap-lane-named"),
            Some(_) => (Weight::Low, "gap-lane-totals"),
            None => (Weight::Void, "gap-lane-none"),
        };
        match spans.last_mut() {
            Some(last) if last.weight == weight => last.to = format!("{next}-01"),
            _ => spans.push(Span {
                from: format!("{month}-01"),
                to: format!("{next}-01"),
                weight,
                label: say.text(label),
            }),
        }
        month = next;
    }
    Lane { title: say.text("gap-lane"), spans }
}

/// The month after `2017-12` is `2018-01`.
fn following(month: &str) -> String {
    let (year, number) = month.split_once('-').unwrap_or((month, "12"));
    let (year, number): (i32, i32) = (year.parse().unwrap_or(9999), number.parse().unwrap_or(12));
    if number >= 12 { format!("{:04}-01", year + 1) } else { format!("{year:04}-{:02}", number + 1) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn months_follow_each_other_over_a_year() {
        assert_eq!(super::following("2017-12"), "2018-01");
        assert_eq!(super::following("2018-09"), "2018-10");
    }
}
