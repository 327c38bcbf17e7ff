//! What the cells of a disclosure strip say in words, and its twin as a table.

use super::strip::{Cell, Row, State, Strip, Window, cell_days};
use crate::component::table::{Column, Plain};
use crate::date::{self, Width};
use crate::i18n::Say;
use crate::number;
use maud::{Markup, html};

/// Where a cell leads and what it says; a covered day says nothing of the place.
pub(super) fn said(say: Say, state: &State) -> Option<(&String, String)> {
    Some(match state {
        State::Named { strikes, late, rivals, address } => {
            (address, named_words(say, *strikes, late, rivals))
        }
        State::Zero { address } => (address, say.text("strip-zero")),
        State::Spread { strikes, address } => {
            (address, say.with("strip-spread-cell", &[("strikes", strikes_words(say, *strikes).into())]))
        }
        State::Withheld { strikes, address } => {
            (address, say.with("strip-withheld-cell", &[("strikes", strikes_words(say, *strikes).into())]))
        }
        State::Covered => return None,
    })
}

fn strikes_words(say: Say, strikes: Option<i64>) -> String {
    match strikes {
        Some(count) => say.with("count-strikes", &[("count", count.into())]),
        None => say.text("strip-number-not-printed"),
    }
}

fn named_words(
    say: Say,
    strikes: Option<i64>,
    late: &[(Option<i64>, Option<String>)],
    rivals: &[Option<i64>],
) -> String {
    let own = match strikes {
        None if !late.is_empty() => say.text("strip-own-not-held"),
        strikes => strikes_words(say, strikes),
    };
    let mut parts = vec![own];
    if !late.is_empty() {
        parts.push(say.with("strip-late-cell", &[("late", late_words(say, late).into())]));
    }
    for rival in rivals {
        parts.push(say.with("strip-rival", &[("strikes", strikes_words(say, *rival).into())]));
    }
    parts.join(&say.text("list-separator"))
}

/// `12 (18 Jul 2017), 1 (27 Aug 2017)`: each addition by itself.
fn late_words(say: Say, late: &[(Option<i64>, Option<String>)]) -> String {
    let each = late.iter().map(|(strikes, issued)| {
        let figure = strikes.map_or_else(|| say.text("strip-number-not-printed"), number::integer);
        match issued {
            Some(day) => format!("{figure} ({})", date::interval(say, day, Width::Short)),
            None => figure,
        }
    });
    each.collect::<Vec<_>>().join(&format!("{} ", say.text("comma")))
}

/// Every day of the strip that something is known of.
pub(super) fn twin(say: Say, strip: &Strip) -> Plain {
    let mut rows = Vec::new();
    for window in &strip.windows {
        for (row, cell) in window.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell))) {
            rows.extend(twin_row(say, window, row, cell));
        }
    }
    Plain {
        caption: strip.title.clone(),
        columns: vec![
            Column::words(say.text("strip-day")),
            Column::words(say.text("strip-place")),
            Column::figures(say.text("strip-strikes")),
            Column::figures(say.text("strip-late-column")),
            Column::words(say.text("strip-state")),
        ],
        rows,
    }
}

fn twin_row(say: Say, window: &Window, row: &Row, cell: &Cell) -> Option<Vec<Markup>> {
    let none = |id: &str| html! { span.none { (say.text(id)) } };
    let figure = |strikes: Option<i64>, address: &str, absent: &str| match strikes {
        Some(strikes) => html! { a.fig href=(address) { (number::integer(strikes)) } },
        None => none(absent),
    };
    let (strikes, late, state) = match &cell.state {
        State::Named { strikes, late, rivals, address } => {
            let absent = if late.is_empty() { "strip-number-not-printed" } else { "strip-own-not-held" };
            let own = html! {
                (figure(*strikes, address, absent))
                @for rival in rivals { " " small { (say.with("strip-rival", &[("strikes", strikes_words(say, *rival).into())])) } }
            };
            let late = html! {
                @if late.is_empty() { (say.text("strip-no-late")) } @else { a.fig href=(address) { (late_words(say, late)) } }
            };
            (own, late, "strip-named")
        }
        State::Zero { address } => {
            (figure(Some(0), address, ""), html! { (say.text("strip-no-late")) }, "strip-zero")
        }
        State::Spread { strikes, address } => {
            (figure(*strikes, address, "strip-number-not-printed"), html! {}, "strip-spread")
        }
        State::Withheld { strikes, address } => {
            (figure(*strikes, address, "strip-number-not-printed"), html! {}, "strip-withheld")
        }
        State::Covered => return None,
    };
    Some(vec![
        html! { (cell_days(say, window, cell)) },
        html! { bdi { (row.name) } },
        strikes,
        late,
        html! { (say.text(state)) },
    ])
}
