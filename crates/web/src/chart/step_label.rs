//! Labels of a step chart: placed where they cover neither a mark nor each other, else left to the twin.

use super::step::{Event, Series, Statement, StepChart};
use super::step_draw::{Plot, obstacles};
use super::{Anchor, text_width};
use crate::date::{self, Width};
use crate::number;
use maud::{Markup, html};

/// A box in units from the start edge and from the top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Box2 {
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Box2 {
    fn meets(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end && self.top < other.bottom && other.top < self.bottom
    }

    fn within(self, plot: &Plot<'_>) -> bool {
        self.start >= plot.shape.start - 4.0
            && self.end <= plot.shape.width
            && self.top >= 0.0
            && self.bottom <= plot.shape.bottom - 3.0
    }
}

/// A label found its place.
struct Placed {
    point: (f64, f64),
    anchor: Anchor,
    is_short: bool,
}

/// Events first, then the labelled statements from the latest to the earliest: the latest figure matters most.
pub(super) fn labels(plot: &Plot<'_>, chart: &StepChart) -> Markup {
    let mut taken = obstacles(plot, chart);
    let mut wanted: Vec<(&Series, &Statement)> = chart
        .series
        .iter()
        .flat_map(|series| series.statements.iter().map(move |statement| (series, statement)))
        .filter(|(_, statement)| statement.is_labelled && !statement.figure.is_unknown())
        .collect();
    wanted.sort_by(|left, right| right.1.day.cmp(&left.1.day));
    html! {
        @for event in &chart.events { (event_mark(plot, event, &mut taken)) }
        @for (series, statement) in wanted { (statement_label(plot, series, statement, &mut taken)) }
    }
}

fn event_mark(plot: &Plot<'_>, event: &Event, taken: &mut Vec<Box2>) -> Markup {
    let x = plot.at(&event.day);
    let width = event.lines.iter().map(|line| text_width(line)).fold(0.0, f64::max);
    let fits_before = x - 8.0 - width >= plot.shape.start;
    let (edge, anchor) = if fits_before { (x - 8.0, Anchor::End) } else { (x + 8.0, Anchor::Start) };
    let height = 17.0 * f64::from(u8::try_from(event.lines.len()).unwrap_or(u8::MAX));
    let start = if fits_before { edge - width } else { edge };
    let free = (0..20)
        .map(|step| 46.0 + 16.0 * f64::from(step))
        .find(|top| {
            let place = Box2 { start, end: start + width, top: top - 12.0, bottom: top - 12.0 + height };
            taken.iter().all(|other| !other.meets(place))
        })
        .unwrap_or(46.0);
    taken.push(Box2 { start, end: start + width, top: free - 12.0, bottom: free - 12.0 + height });
    taken.push(Box2 { start: x - 2.0, end: x + 2.0, top: 20.0, bottom: plot.shape.bottom });
    html! {
        (plot.surface.path("c-lead c-dash", &[(x, 20.0), (x, plot.shape.height - 12.0)]))
        @for (index, line) in event.lines.iter().enumerate() {
            @let y = free + 17.0 * f64::from(u8::try_from(index).unwrap_or(u8::MAX));
            (plot.surface.label(if index == 0 { "b" } else { "lab2" }, (edge, y), anchor, line))
        }
    }
}

fn statement_label(plot: &Plot<'_>, series: &Series, statement: &Statement, taken: &mut Vec<Box2>) -> Markup {
    let say = plot.surface.say;
    let figure = number::count_text(say, &statement.figure);
    let when = date::interval(say, statement.day.get(..7).unwrap_or(&statement.day), Width::Short);
    let second = format!("{}{} {when}", series.speaker, say.text("comma"));
    let Some(placed) = place(plot, statement, &figure, &second, taken) else { return html! {} };
    let (x, y) = placed.point;
    html! {
        a href=(statement.address) { (plot.surface.label("b", (x, y), placed.anchor, &figure)) }
        @if !placed.is_short { (plot.surface.label("lab2", (x, y + 16.0), placed.anchor, &second)) }
    }
}

/// The first free place: after the mark, above, below, before; with both lines, then with the figure alone.
fn place(
    plot: &Plot<'_>,
    statement: &Statement,
    figure: &str,
    second: &str,
    taken: &mut Vec<Box2>,
) -> Option<Placed> {
    let x = plot.at(&statement.day);
    let low = plot.y(statement.figure.min.or(statement.figure.max)?);
    let high = plot.y(statement.figure.max.or(statement.figure.min)?);
    let middle = f64::midpoint(low, high);
    for is_short in [false, true] {
        let width = if is_short { text_width(figure) } else { text_width(figure).max(text_width(second)) };
        let height = if is_short { 15.0 } else { 32.0 };
        let above = high - height + 8.0;
        let below = low + 18.0;
        let candidates = [
            (plot.shape.end + 8.0, above, Anchor::Start),
            (plot.shape.end + 8.0, middle, Anchor::Start),
            (plot.shape.end + 8.0, below, Anchor::Start),
            (x + 14.0, middle, Anchor::Start),
            (x + 14.0, above, Anchor::Start),
            (x + 14.0, below, Anchor::Start),
            (x - 14.0, above, Anchor::End),
            (x - 14.0, middle, Anchor::End),
            (x - 14.0, below, Anchor::End),
            (x + 14.0, above - 18.0, Anchor::Start),
            (x - 14.0, above - 18.0, Anchor::End),
            (plot.shape.width, above, Anchor::End),
            (plot.shape.width, below, Anchor::End),
        ];
        // The end edge belongs to marks near it: a label far from its mark would be read as another's.
        let is_near_end = plot.shape.end - x < 0.22 * (plot.shape.end - plot.shape.start);
        for (edge, baseline, anchor) in candidates {
            if edge >= plot.shape.end && !is_near_end {
                continue;
            }
            let start = if anchor == Anchor::End { edge - width } else { edge };
            let place =
                Box2 { start, end: start + width, top: baseline - 12.0, bottom: baseline - 12.0 + height };
            if place.within(plot) && taken.iter().all(|other| !other.meets(place)) {
                taken.push(place);
                return Some(Placed { point: (edge, baseline), anchor, is_short });
            }
        }
    }
    None
}
