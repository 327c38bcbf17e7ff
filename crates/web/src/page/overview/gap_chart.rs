//! The step chart of comparable tallies: the official minimum as steps, documented ranges as they were stated.

use super::{lane, words};
use crate::chart::Side;
use crate::chart::step::{Series, Statement, StepChart, step_chart};
use crate::date;
use crate::i18n::Say;
use domain::vocabulary::TallyKind;
use maud::{Markup, html};
use register::release::Disclosure;
use register::tally::{Common, Stated};
use std::collections::BTreeMap;

/// The chart with its lane and what it leaves out.
pub(super) fn chart(say: Say, kind: TallyKind, common: &Common, disclosure: &Disclosure) -> Markup {
    let chart = drawn(say, kind, common, disclosure);
    let lane = lane::lane(say, disclosure, &chart.from, &chart.to);
    let chart = StepChart { lanes: lane.iter().cloned().map(lane::drawn).collect(), ..chart };
    html! {
        (step_chart(say, &chart))
        @if let Some(lane) = &lane { p.small { (lane.title) } (lane::twin(say, lane)) }
        @if !common.aside.is_empty() {
            p.small.quiet { (say.with("gap-aside", &[("count", common.aside.len().into())])) }
        }
    }
}

fn drawn(say: Say, kind: TallyKind, common: &Common, disclosure: &Disclosure) -> StepChart {
    let all = || common.official.iter().chain(&common.documented);
    let years: Vec<i64> = all().filter_map(|stated| stated.as_of().get(..4)?.parse().ok()).collect();
    let (first, last) = (years.iter().min().copied().unwrap_or(0), years.iter().max().copied().unwrap_or(0));
    let (from, to) = (format!("{first:04}-01-01"), format!("{:04}-01-01", last + 1));
    let labelled = labelled(common);
    let mut series = series(say, &common.documented, Side::Documented, &labelled);
    series.extend(self::series(say, &common.official, Side::Official, &labelled));
    StepChart {
        id: "gap".to_owned(),
        title: say.text(if disclosure.periods.is_empty() { "gap-chart-plain" } else { "gap-chart" }),
        reading: say.text("gap-chart-reading"),
        unit: kind.label(say.language).to_owned(),
        lanes: Vec::new(),
        from,
        to,
        series,
        events: lane::event(say, disclosure).into_iter().collect(),
    }
}

/// Every documented figure, and of the official ones the first, the latest and that beside the latest range.
fn labelled(common: &Common) -> Vec<String> {
    let beside = common.range_latest().and_then(|range| common.official_at(range.moment()));
    let official = [common.official.first(), beside, common.official.last()];
    let official = official.into_iter().flatten();
    official.chain(&common.documented).map(|stated| stated.id.to_string()).collect()
}

fn series(say: Say, stated: &[Stated], side: Side, labelled: &[String]) -> Vec<Series> {
    let mut speakers: BTreeMap<&str, Vec<&Stated>> = BTreeMap::new();
    for each in stated.iter().filter(|each| date::day_number(each.as_of()).is_some()) {
        speakers.entry(&each.tally.body).or_default().push(each);
    }
    speakers
        .into_values()
        .map(|said| Series {
            speaker: said.first().map(|first| words::name(say, &first.speaker)).unwrap_or_default(),
            side,
            statements: said
                .iter()
                .map(|each| Statement {
                    day: each.as_of().to_owned(),
                    figure: each.tally.count.clone(),
                    note: note(say, each),
                    address: words::of(each),
                    is_labelled: labelled.contains(&each.id.to_string()),
                })
                .collect(),
        })
        .collect()
}

fn note(say: Say, stated: &Stated) -> String {
    let parts = [stated.tally.measure_words.clone(), stated.tally.status_filter.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(&say.text("list-separator"))
}
