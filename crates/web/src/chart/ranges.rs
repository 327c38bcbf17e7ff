//! A list of ranges on one scale: how a toll was told, statement by statement, our own range below a line.

use super::{Anchor, Side, Surface, axis, real};
use crate::component::table::{self, Column, Plain};
use crate::i18n::Say;
use crate::number;
use domain::count::Count;
use maud::{Markup, html};

/// One statement.
#[derive(Clone, Debug)]
pub struct Row {
    /// When it was said, in words.
    pub when: String,
    /// Who said it.
    pub speaker: String,
    /// Ink or accent.
    pub side: Side,
    /// The figure as stated.
    pub figure: Count,
    /// A note under the figure, such as "52 called enemy, 4 civilians".
    pub note: String,
    /// What the figure rests on.
    pub address: String,
    /// Drawn below the line: the register's own range.
    pub is_own: bool,
}

/// The chart.
#[derive(Clone, Debug)]
pub struct RangeList {
    /// Unique within the page.
    pub id: String,
    /// What is shown.
    pub title: String,
    /// How to read it, one sentence.
    pub reading: String,
    /// The statements, oldest first, our own last.
    pub rows: Vec<Row>,
}

/// Places of one drawing.
struct Shape {
    class: &'static str,
    width: f64,
    start: f64,
    end: f64,
    /// From one row to the next.
    pitch: f64,
    /// From the top to the first row's bar.
    first: f64,
    is_wide: bool,
}

/// Draws the chart, wide and narrow, with its twin.
pub fn range_list(say: Say, chart: &RangeList) -> Markup {
    let wide = Shape {
        class: "wide",
        width: 860.0,
        start: 290.0,
        end: 590.0,
        pitch: 46.0,
        first: 52.0,
        is_wide: true,
    };
    let narrow = Shape {
        class: "narrow",
        width: 380.0,
        start: 0.0,
        end: 374.0,
        pitch: 62.0,
        first: 68.0,
        is_wide: false,
    };
    html! {
        figure.chart.chart-ranges {
            figcaption { p { (chart.reading) } }
            (drawing(say, chart, &wide))
            (drawing(say, chart, &narrow))
            (table::twin(say, &twin(say, chart)))
        }
    }
}

fn drawing(say: Say, chart: &RangeList, shape: &Shape) -> Markup {
    let surface = Surface { say, width: shape.width };
    let top = chart.rows.iter().filter_map(|row| row.figure.max.max(row.figure.min)).max().unwrap_or(1);
    let values = axis(top);
    let scale_max = real(values.last().copied().unwrap_or(1));
    let x = |value: i64| shape.start + real(value) / scale_max * (shape.end - shape.start);
    let height = shape.first + shape.pitch * real(i64::try_from(chart.rows.len()).unwrap_or(0)) - 14.0;
    let ids = (format!("{}-{}-t", chart.id, shape.class), format!("{}-{}-d", chart.id, shape.class));
    let step = if values.len() > 5 { 2 } else { 1 };
    html! {
        svg class=(shape.class) viewBox={ "0 0 " (shape.width) " " (height) } role="group" aria-labelledby={ (ids.0) " " (ids.1) } {
            title id=(ids.0) { (chart.title) }
            desc id=(ids.1) { (description(say, chart)) }
            @for (index, value) in values.iter().enumerate().filter(|(index, _)| index % step == 0) {
                (surface.path(if index == 0 { "c-axis" } else { "c-grid" }, &[(x(*value), 20.0), (x(*value), height - 8.0)]))
                (surface.label("lab2", (x(*value), 13.0), if x(*value) < 8.0 { Anchor::Start } else { Anchor::Middle }, &number::integer(*value)))
            }
            @for (index, row) in chart.rows.iter().enumerate() {
                @let y = shape.first + shape.pitch * real(i64::try_from(index).unwrap_or(0));
                @if row.is_own && index > 0 && !chart.rows[index - 1].is_own {
                    (surface.path("c-axis", &[(0.0, y - shape.pitch / 2.0 - 5.0), (shape.width, y - shape.pitch / 2.0 - 5.0)]))
                }
                (words(surface, shape, row, y))
                (bar(surface, row, y, x))
            }
        }
    }
}

fn words(surface: Surface, shape: &Shape, row: &Row, y: f64) -> Markup {
    let figure = number::count_text(surface.say, &row.figure);
    let (name, value, note) = if shape.is_wide {
        ((76.0, y + 5.0), (shape.end + 24.0, y - 1.0), Some((shape.end + 24.0, y + 14.0)))
    } else {
        ((0.0, y - 18.0), (shape.width, y - 18.0), None)
    };
    html! {
        @if shape.is_wide {
            (surface.label("lab2", (0.0, y + 5.0), Anchor::Start, &row.when))
            (surface.label(if row.is_own { "b" } else { "" }, name, Anchor::Start, &row.speaker))
        } @else {
            (surface.label("b", name, Anchor::Start, format!("{} {}", row.when, row.speaker).trim()))
        }
        a href=(row.address) { (surface.label("b", value, if shape.is_wide { Anchor::Start } else { Anchor::End }, &figure)) }
        @if let Some(point) = note { (surface.label("lab2", point, Anchor::Start, &row.note)) }
    }
}

fn bar(surface: Surface, row: &Row, y: f64, x: impl Fn(i64) -> f64) -> Markup {
    let (span, dashes) = match row.side {
        Side::Official => ("c-ink", "c-off c-dash"),
        Side::Documented => ("c-doc", "c-docline c-dash"),
    };
    let tick = |value: i64| surface.rect(span, [x(value) - 1.5, y - 8.0, 4.0, 16.0]);
    match (row.figure.min, row.figure.max) {
        (Some(min), Some(max)) => html! {
            @if max > min { (surface.rect(span, [x(min), y - 3.0, x(max) - x(min), 6.0])) }
            (tick(min))
        },
        (Some(min), None) => html! {
            (tick(min))
            (surface.path(dashes, &[(x(min), y), (x(min) + 70.0, y)]))
        },
        (None, Some(max)) => html! {
            (surface.path(dashes, &[(x(0), y), (x(max), y)]))
            (surface.rect(span, [x(max), y - 3.0, 3.0, 6.0]))
        },
        (None, None) => surface.path("c-lead dotted", &[(x(0), y), (x(0) + 120.0, y)]),
    }
}

fn description(say: Say, chart: &RangeList) -> String {
    let rows: Vec<String> = chart
        .rows
        .iter()
        .map(|row| {
            format!(
                "{} {}{} {}",
                row.when,
                row.speaker,
                say.text("colon"),
                number::count_text(say, &row.figure)
            )
        })
        .collect();
    rows.join(&say.text("list-separator"))
}

fn twin(say: Say, chart: &RangeList) -> Plain {
    Plain {
        caption: chart.title.clone(),
        columns: vec![
            Column::words(say.text("chart-who")),
            Column::words(say.text("chart-when")),
            Column::figures(say.text("chart-figure")),
            Column::words(say.text("chart-note")),
        ],
        rows: chart
            .rows
            .iter()
            .map(|row| {
                vec![
                    html! { bdi { (row.speaker) } },
                    html! { (row.when) },
                    html! { a.fig href=(row.address) { (number::count(say, &row.figure)) } },
                    html! { (row.note) },
                ]
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::language::Language;

    fn row(figure: Count, side: Side, is_own: bool) -> Row {
        Row {
            when: "2019".to_owned(),
            speaker: "Local sources".to_owned(),
            side,
            figure,
            note: String::new(),
            address: "/reports/1".to_owned(),
            is_own,
        }
    }

    #[test]
    fn bars_stand_where_their_numbers_are() {
        let chart = RangeList {
            id: "toll".to_owned(),
            title: "Toll".to_owned(),
            reading: String::new(),
            rows: vec![
                row(Count::range(Some(150), Some(300)), Side::Documented, false),
                row(Count::range(Some(80), None), Side::Official, false),
                row(Count::range(None, None), Side::Documented, true),
            ],
        };
        let html = range_list(Say::new(Language::English), &chart).0;
        // 290 + 150/300 × 300 = 440, as wide as 300 − 150.
        assert!(html.contains(r#"<rect class="c-doc" x="440" y="49" width="150" height="6">"#), "{html}");
        // 290 + 80 = 370, then dashes.
        assert!(
            html.contains(r#"<rect class="c-ink" x="368.5""#) && html.contains("M370 98L440 98"),
            "{html}"
        );
        assert!(html.contains("c-lead dotted"), "unknown is dotted");
        assert_eq!(html.matches("150–300").count(), 5, "two drawings, two descriptions, one twin");
    }
}
