//! Tallies over time: official minimum as a step line, documented ranges as bands, each held until its speaker
//! changes it. No slopes: nothing is drawn between two statements that nobody made.
//!
//! Below it lanes can show what was disclosed meanwhile. Only tallies of one kind and one scope belong on a chart;
//! the caller sees to that. Drawing is in `step_draw`, the keeping apart of labels in `step_label`.

use super::Side;
use super::step_draw::{self, Shape};
use crate::component::table::{self, Column, Plain};
use crate::date::{self, Width};
use crate::i18n::Say;
use crate::number;
use domain::count::Count;
use maud::{Markup, html};

/// One figure at one date.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The day it was stated or is as of: ISO day, or month.
    pub day: String,
    /// The figure as stated.
    pub figure: Count,
    /// Scope, bound or source in a few words, for the twin.
    pub note: String,
    /// What it rests on.
    pub address: String,
    /// Labelled on the chart, where there is room.
    pub is_labelled: bool,
}

/// The statements of one speaker, oldest first.
#[derive(Clone, Debug)]
pub struct Series {
    /// Who speaks.
    pub speaker: String,
    /// Ink or accent.
    pub side: Side,
    /// What was said.
    pub statements: Vec<Statement>,
}

/// A day that matters for reading, with a dashed line and a few short lines of words; the first is bold.
#[derive(Clone, Debug)]
pub struct Event {
    /// ISO day.
    pub day: String,
    /// The words.
    pub lines: Vec<String>,
}

/// How much was disclosed, as the height of a lane's bar; an empty outline where nothing is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Place and day named daily.
    Full,
    /// Named twice a week.
    High,
    /// Named weekly.
    Middle,
    /// Totals only.
    Low,
    /// Nothing held, or none made.
    Void,
}

/// A part of a lane.
#[derive(Clone, Debug)]
pub struct Span {
    /// First ISO day.
    pub from: String,
    /// Day after the last.
    pub to: String,
    /// How much was given.
    pub weight: Weight,
    /// What it was, in words.
    pub label: String,
}

/// A row under the plot on the same time axis.
#[derive(Clone, Debug)]
pub struct Lane {
    /// What it shows.
    pub title: String,
    /// Its parts, oldest first.
    pub spans: Vec<Span>,
}

/// The chart.
#[derive(Clone, Debug)]
pub struct StepChart {
    /// Unique within the page.
    pub id: String,
    /// What is shown.
    pub title: String,
    /// How to read it, one or two sentences.
    pub reading: String,
    /// What the axis counts, such as "people killed".
    pub unit: String,
    /// First ISO day of the axis.
    pub from: String,
    /// Last ISO day of the axis.
    pub to: String,
    /// The speakers.
    pub series: Vec<Series>,
    /// Days that matter.
    pub events: Vec<Event>,
    /// Rows under the plot.
    pub lanes: Vec<Lane>,
}

/// Draws the chart, wide and narrow, with key and twin.
pub fn step_chart(say: Say, chart: &StepChart) -> Markup {
    html! {
        figure.chart {
            figcaption {
                h2 { (chart.title) }
                p { (chart.reading) }
                (key(say, chart))
            }
            (step_draw::drawing(say, chart, &Shape::wide(chart.lanes.len())))
            (step_draw::drawing(say, chart, &Shape::narrow(chart.lanes.len())))
            (table::twin(say, &twin(say, chart)))
        }
    }
}

fn key(say: Say, chart: &StepChart) -> Markup {
    let has = |side| chart.series.iter().any(|series| series.side == side);
    let has_void = chart.lanes.iter().flat_map(|lane| &lane.spans).any(|span| span.weight == Weight::Void);
    html! {
        p.key {
            @if has(Side::Official) {
                span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { path.c-off d="M0 9H12V3H26" {} } (say.text("key-official")) }
            }
            @if has(Side::Documented) {
                span {
                    svg.flip viewBox="0 0 26 12" aria-hidden="true" { rect.c-docband width="26" height="12" {} rect.c-doc width="5" height="12" {} }
                    (say.text("key-documented"))
                }
                span {
                    svg.flip viewBox="0 0 26 12" aria-hidden="true" { path.c-docline d="M0 6H14" {} path.c-docline.c-dash d="M14 6H26" {} }
                    (say.text("key-one-bound"))
                }
            }
            @if has_void {
                span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { rect.c-void x="1" y="1" width="24" height="10" {} } (say.text("key-none-held")) }
            }
        }
    }
}

fn twin(say: Say, chart: &StepChart) -> Plain {
    let mut rows: Vec<(&Series, &Statement)> = chart
        .series
        .iter()
        .flat_map(|series| series.statements.iter().map(move |statement| (series, statement)))
        .collect();
    rows.sort_by(|left, right| left.1.day.cmp(&right.1.day));
    Plain {
        caption: chart.title.clone(),
        columns: vec![
            Column::words(say.text("chart-when")),
            Column::words(say.text("chart-who")),
            Column::words(say.text("chart-side")),
            Column::figures(chart.unit.clone()),
            Column::words(say.text("chart-note")),
        ],
        rows: rows.into_iter().map(|(series, statement)| row(say, series, statement)).collect(),
    }
}

fn row(say: Say, series: &Series, statement: &Statement) -> Vec<Markup> {
    let side = match series.side {
        Side::Official => "side-official",
        Side::Documented => "side-documented",
    };
    vec![
        date::element(say, &statement.day, Width::Short),
        html! { bdi { (series.speaker) } },
        html! { (say.text(side)) },
        html! { a.fig href=(statement.address) { (number::count(say, &statement.figure)) } },
        html! { bdi { (statement.note) } },
    ]
}
