//! The drawing of a step chart: places, axes, step lines, bands, lanes.

use super::step::{Lane, Series, Span, StepChart, Weight};
use super::step_label::{self, Box2};
use super::{Anchor, Side, Surface, axis, real, text_width};
use crate::date::{self, Width};
use crate::i18n::Say;
use crate::number;
use maud::{Markup, html};

/// Room that one lane takes.
const LANE: f64 = 64.0;
/// From the plot's foot to the first lane's title.
const LANES_AFTER: f64 = 46.0;

/// Places of one drawing, in units from the start edge.
pub(super) struct Shape {
    pub(super) class: &'static str,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Shape {
    /// For pages wider than a phone.
    pub(super) fn wide(lanes: usize) -> Self {
        let bottom = 392.0;
        let height = bottom + 30.0 + lanes_height(lanes);
        Self { class: "wide", width: 1180.0, height, start: 56.0, end: 1030.0, top: 26.0, bottom }
    }

    /// For phones: text stays 13 px.
    pub(super) fn narrow(lanes: usize) -> Self {
        let bottom = 432.0;
        let height = bottom + 30.0 + lanes_height(lanes);
        Self { class: "narrow", width: 380.0, height, start: 50.0, end: 374.0, top: 26.0, bottom }
    }
}

fn lanes_height(lanes: usize) -> f64 {
    if lanes == 0 { 0.0 } else { real(i64::try_from(lanes).unwrap_or(0)) * LANE + 14.0 }
}

/// A chart's scales within a shape.
pub(super) struct Plot<'chart> {
    pub(super) surface: Surface,
    pub(super) shape: &'chart Shape,
    pub(super) values: Vec<i64>,
    first_day: i64,
    last_day: i64,
}

impl Plot<'_> {
    pub(super) fn x(&self, day: i64) -> f64 {
        let days = real((self.last_day - self.first_day).max(1));
        let share = (real(day - self.first_day) / days).clamp(0.0, 1.0);
        self.shape.start + share * (self.shape.end - self.shape.start)
    }

    pub(super) fn y(&self, value: i64) -> f64 {
        let top = real(self.values.last().copied().unwrap_or(1));
        self.shape.bottom - real(value) / top * (self.shape.bottom - self.shape.top)
    }

    /// The place of an ISO day; a day that cannot be read stands at the start and is seen in the twin.
    pub(super) fn at(&self, iso: &str) -> f64 {
        self.x(date::day_number(iso).unwrap_or(self.first_day))
    }
}

pub(super) fn plot<'chart>(say: Say, chart: &StepChart, shape: &'chart Shape) -> Plot<'chart> {
    let highest = chart
        .series
        .iter()
        .flat_map(|series| &series.statements)
        .filter_map(|statement| statement.figure.max.max(statement.figure.min))
        .max()
        .unwrap_or(1);
    let first_day = date::day_number(&chart.from).unwrap_or(0);
    let last_day = date::day_number(&chart.to).unwrap_or(first_day + 1);
    Plot { surface: Surface { say, width: shape.width }, shape, values: axis(highest), first_day, last_day }
}

pub(super) fn drawing(say: Say, chart: &StepChart, shape: &Shape) -> Markup {
    let plot = plot(say, chart, shape);
    let ids = (format!("{}-{}-t", chart.id, shape.class), format!("{}-{}-d", chart.id, shape.class));
    html! {
        svg class=(shape.class) viewBox={ "0 0 " (shape.width) " " (shape.height) } role="group"
            aria-labelledby={ (ids.0) " " (ids.1) } {
            title id=(ids.0) { (chart.title) }
            desc id=(ids.1) { (chart.reading) " " (say.text("chart-see-twin")) }
            (axes(&plot, &chart.unit))
            @for series in chart.series.iter().filter(|series| series.side == Side::Documented) { (bands(&plot, series)) }
            @for series in chart.series.iter().filter(|series| series.side == Side::Official) { (steps(&plot, series)) }
            @for (index, lane) in chart.lanes.iter().enumerate() { (lane_row(&plot, lane, index)) }
            (step_label::labels(&plot, chart))
        }
    }
}

fn axes(plot: &Plot<'_>, unit: &str) -> Markup {
    let (surface, shape) = (plot.surface, plot.shape);
    html! {
        @for value in &plot.values {
            (surface.path(if *value == 0 { "c-axis" } else { "c-grid" }, &[(shape.start, plot.y(*value)), (shape.end, plot.y(*value))]))
            (surface.label("lab2", (shape.start - 8.0, plot.y(*value) + 4.0), Anchor::End, &number::integer(*value)))
        }
        (surface.label("lab2", (0.0, 12.0), Anchor::Start, unit))
        @for (x, label) in time_ticks(plot) {
            (surface.path("c-axis", &[(x, shape.bottom), (x, shape.bottom + 5.0)]))
            @if let Some(label) = label { (surface.label("lab2", (x + 3.0, shape.bottom + 17.0), Anchor::Start, &label)) }
        }
    }
}

/// Ticks at the start of years, or of months where the axis is shorter than two years; labels where there is room.
fn time_ticks(plot: &Plot<'_>) -> Vec<(f64, Option<String>)> {
    let is_long = plot.last_day - plot.first_day > 800;
    let first_year = 1970 + plot.first_day.div_euclid(366) - 1;
    let last_year = 1970 + plot.last_day.div_euclid(365) + 1;
    let months: &[i64] = if is_long { &[1] } else { &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] };
    let mut ticks = Vec::new();
    let mut free_from = f64::MIN;
    for (year, month) in
        (first_year..=last_year).flat_map(|year| months.iter().map(move |month| (year, *month)))
    {
        let Some(day) = date::day_number(&format!("{year}-{month:02}-01")) else { continue };
        if day < plot.first_day || day > plot.last_day {
            continue;
        }
        let x = plot.x(day);
        let words = if is_long {
            year.to_string()
        } else {
            date::interval(plot.surface.say, &format!("{year}-{month:02}"), Width::Short)
        };
        let needs = text_width(&words) + 8.0;
        let fits = x >= free_from && x + needs <= plot.shape.width;
        if fits {
            free_from = x + needs;
        }
        ticks.push((x, fits.then_some(words)));
    }
    ticks
}

/// The official line: up only where a new figure was stated, level until then.
fn steps(plot: &Plot<'_>, series: &Series) -> Markup {
    let known: Vec<(f64, i64, Option<i64>)> = series
        .statements
        .iter()
        .filter_map(|statement| {
            let value = statement.figure.min.or(statement.figure.max)?;
            Some((plot.at(&statement.day), value, statement.figure.max.filter(|max| *max > value)))
        })
        .collect();
    let mut points: Vec<(f64, f64)> = Vec::new();
    for (x, value, _) in &known {
        if let Some((_, level)) = points.last().copied() {
            points.push((*x, level));
        }
        points.push((*x, plot.y(*value)));
    }
    if let Some((_, level)) = points.last().copied() {
        points.push((plot.shape.end, level));
    }
    html! {
        @if !points.is_empty() { (plot.surface.path("c-off", &points)) }
        @for (x, value, max) in &known {
            @if let Some(max) = max { (plot.surface.path("c-axis", &[(*x, plot.y(*value)), (*x, plot.y(*max))])) }
            (plot.surface.circle("c-offdot", *x, plot.y(*value), 2.6))
        }
    }
}

/// Documented ranges: a band held until the speaker's next figure, its start edge and minimum heavy.
fn bands(plot: &Plot<'_>, series: &Series) -> Markup {
    let surface = plot.surface;
    html! {
        @for (index, statement) in series.statements.iter().enumerate() {
            @let x = plot.at(&statement.day);
            @let until = series.statements.get(index + 1).map_or(plot.shape.end, |next| plot.at(&next.day));
            @match (statement.figure.min, statement.figure.max) {
                (Some(min), Some(max)) if max > min => {
                    @let (low, high) = (plot.y(min), plot.y(max));
                    (surface.rect("c-docband", [x, high, until - x, low - high]))
                    (surface.rect("c-doc", [x - 3.0, high, 6.0, low - high]))
                    (surface.rect("c-doc", [x - 8.0, low - 1.5, 16.0, 3.0]))
                }
                (Some(one), high) | (None, high @ Some(one)) => {
                    @let y = plot.y(one);
                    (surface.path("c-docline", &[(x, y), (until, y)]))
                    (surface.rect("c-doc", [x - 8.0, y - 1.5, 16.0, 3.0]))
                    @if statement.figure.min.is_none() {
                        (surface.path("c-docline c-dash", &[(x, y), (x, (y + 22.0).min(plot.shape.bottom))]))
                    } @else if high.is_none() {
                        (surface.path("c-docline c-dash", &[(x, y), (x, (y - 22.0).max(plot.shape.top - 14.0))]))
                    }
                }
                (None, None) => {}
            }
        }
    }
}

fn lane_row(plot: &Plot<'_>, lane: &Lane, index: usize) -> Markup {
    let surface = plot.surface;
    let title_y = plot.shape.bottom + LANES_AFTER + LANE * real(i64::try_from(index).unwrap_or(0));
    let top = title_y + 8.0;
    html! {
        (surface.label("b", (plot.shape.start, title_y), Anchor::Start, &lane.title))
        @for span in &lane.spans { (lane_bar(plot, span, top)) }
        @for (x, y, anchor, words) in lane_labels(plot, lane, top) { (surface.label("lab2", (x, y), anchor, words)) }
    }
}

fn lane_bar(plot: &Plot<'_>, span: &Span, top: f64) -> Markup {
    let from = plot.at(&span.from);
    let width = (plot.at(&span.to) - from - 1.5).max(1.5);
    let height = match span.weight {
        Weight::Full => 18.0,
        Weight::High => 13.5,
        Weight::Middle => 9.9,
        Weight::Low => 3.6,
        Weight::Void => return plot.surface.rect("c-void", [from, top, width, 18.0]),
    };
    plot.surface.rect("c-ink", [from, top + 18.0 - height, width, height])
}

/// Labels of a lane, the last part's first: it may reach back under its neighbours, which then stay silent.
fn lane_labels<'lane>(plot: &Plot<'_>, lane: &'lane Lane, top: f64) -> Vec<(f64, f64, Anchor, &'lane str)> {
    let mut labels = Vec::new();
    let mut free_until = plot.shape.end;
    for (index, span) in lane.spans.iter().enumerate().rev().filter(|(_, span)| !span.label.is_empty()) {
        let (from, to) = (plot.at(&span.from), plot.at(&span.to));
        let needs = text_width(&span.label);
        if span.weight == Weight::Void && needs < to - from - 12.0 {
            labels.push((f64::midpoint(from, to), top + 13.0, Anchor::Middle, span.label.as_str()));
        } else if needs < to - from && from + needs < free_until {
            labels.push((from, top + 34.0, Anchor::Start, span.label.as_str()));
            free_until = from - 8.0;
        } else if index + 1 == lane.spans.len() {
            labels.push((plot.shape.end, top + 34.0, Anchor::End, span.label.as_str()));
            free_until = plot.shape.end - needs - 8.0;
        }
    }
    labels
}

/// Boxes that labels must not cover: the official line and its dots, the edges of bands.
pub(super) fn obstacles(plot: &Plot<'_>, chart: &StepChart) -> Vec<Box2> {
    let mut boxes = Vec::new();
    for series in &chart.series {
        for (index, statement) in series.statements.iter().enumerate() {
            let x = plot.at(&statement.day);
            let until = series.statements.get(index + 1).map_or(plot.shape.end, |next| plot.at(&next.day));
            for value in [statement.figure.min, statement.figure.max].into_iter().flatten() {
                let y = plot.y(value);
                boxes.push(Box2 { start: x, end: until, top: y - 2.0, bottom: y + 2.0 });
                if series.side == Side::Official {
                    break;
                }
            }
            if let (Some(min), Some(max)) = (statement.figure.min, statement.figure.max)
                && series.side == Side::Documented
            {
                boxes.push(Box2 {
                    start: x - 8.0,
                    end: x + 8.0,
                    top: plot.y(max),
                    bottom: plot.y(min) + 2.0,
                });
            }
        }
    }
    boxes
}
