//! The calendar of some months: a strip for each place, the totals of the country, and the ways to other months.

use super::list::View;
use super::window::Window;
use super::{address, span};
use crate::chart::strip::{self, Cell, Row, State, Strip};
use crate::i18n::Say;
use maud::{Markup, html};
use register::release::{Interval, PlaceRow};
use std::collections::BTreeSet;

/// The calendar with its navigation.
pub(super) fn calendar(say: Say, view: &View) -> Markup {
    let Some(window) = view.window else { return html! {} };
    html! {
        div.part #calendar {
            (navigation(say, view, window))
            (strip::strip(say, &drawn(say, view, window)))
        }
    }
}

fn navigation(say: Say, view: &View, window: Window) -> Markup {
    let link = |by: i16| span::window_address(view, window.shifted(by));
    html! {
        nav.pager aria-label=(say.text("releases-months")) {
            span {
                @for (index, (country, _)) in view.disclosure.countries().iter().take(6).enumerate() {
                    @if index > 0 { " · " }
                    @let name = span::country_name(say, country);
                    @if *country == view.country { strong { bdi { (name) } } } @else {
                        a href={ (address::releases(&[("window", window.parameter()), ("of", country.clone())])) "#calendar" } { bdi { (name) } }
                    }
                }
            }
            span {
                a rel="prev" href=(link(-1)) { (window.shifted(-1).name(say)) } " · "
                strong { (window.name(say)) } " · "
                a rel="next" href=(link(1)) { (window.shifted(1).name(say)) }
            }
        }
    }
}

fn drawn(say: Say, view: &View, window: Window) -> Strip {
    let days = window.days();
    let stop = view.disclosure.stops(&view.country);
    let stops_at =
        stop.and_then(|stop| if stop < days.first { Some(0) } else { strip::days_after(&days.first, &stop) });
    let stops_at = stops_at.filter(|day| *day < window.length());
    let mut rows: Vec<Row> =
        view.calendar.places.iter().map(|place| place_row(say, view, window, place, stops_at)).collect();
    if rows.is_empty() {
        rows.push(all_places(say, view, window, stops_at));
    }
    rows.push(whole_country(say, view, window));
    let country = span::country_name(say, &view.country);
    Strip {
        title: say.with("releases-calendar-title", &[("country", country.into())]),
        reading: say.text("releases-calendar-reading"),
        windows: vec![strip::Window {
            name: window.name(say),
            note: String::new(),
            first: days.first,
            days: window.length(),
            rows,
        }],
    }
}

fn place_row(say: Say, view: &View, window: Window, place: &PlaceRow, stops_at: Option<u16>) -> Row {
    let first = window.days().first;
    let mut cells = Vec::new();
    let own: BTreeSet<&str> = place.cells.iter().map(|cell| cell.day.as_str()).collect();
    for interval in &place.intervals {
        let state = State::Spread { strikes: interval.strikes, address: address::release(interval.release) };
        cells.extend(stretch(&first, window.length(), interval, state));
    }
    for day in view.calendar.covered.iter().filter(|day| !own.contains(day.as_str())) {
        cells.extend(strip::days_after(&first, day).map(|day| Cell { day, days: 1, state: State::Covered }));
    }
    for cell in &place.cells {
        let Some(day) = strip::days_after(&first, &cell.day) else { continue };
        let address = cell_address(view, &place.key(), &cell.day);
        let late = cell.late.iter().map(|late| (late.strikes, late.issued.clone())).collect::<Vec<_>>();
        let is_zero = cell.strikes == Some(0) && late.is_empty() && cell.rivals.is_empty();
        let state = if is_zero {
            State::Zero { address }
        } else {
            State::Named { strikes: cell.strikes, late, rivals: cell.rivals.clone(), address }
        };
        cells.push(Cell { day, days: 1, state });
    }
    let name = place.name_ar.clone().filter(|_| say.mirrored()).unwrap_or_else(|| place.name.clone());
    Row { name, figure: place.cells.len().to_string(), cells, stops_at, is_total: false }
}

/// The lines of a place and day.
pub(super) fn cell_address(view: &View, place: &str, day: &str) -> String {
    let pairs = [("place", place.to_owned()), ("day", day.to_owned()), ("of", view.country.clone())];
    format!("{}#day", address::releases(&pairs))
}

/// Where no place is named in the window: one row that shows for which days releases are held.
fn all_places(say: Say, view: &View, window: Window, stops_at: Option<u16>) -> Row {
    let first = window.days().first;
    let covered = view.calendar.covered.iter().filter_map(|day| strip::days_after(&first, day));
    Row {
        name: say.text("releases-all-places"),
        figure: "0".to_owned(),
        cells: covered.map(|day| Cell { day, days: 1, state: State::Covered }).collect(),
        stops_at,
        is_total: false,
    }
}

fn whole_country(say: Say, view: &View, window: Window) -> Row {
    let first = window.days().first;
    let length = window.length();
    let mut cells = Vec::new();
    for total in &view.calendar.totals {
        let address = address::release(total.release);
        let state = State::Withheld { strikes: total.strikes, address };
        cells.extend(stretch(&first, length, total, state));
    }
    for none in &view.calendar.none_said {
        cells.extend(stretch(&first, length, none, State::Zero { address: address::release(none.release) }));
    }
    let country = span::country_name(say, &view.country);
    let count = view.calendar.totals.len();
    Row {
        name: say.with("releases-undivided", &[("country", country.into())]),
        figure: say.with("releases-totals", &[("count", count.into())]),
        cells,
        stops_at: None,
        is_total: true,
    }
}

/// An interval cut to the window.
fn stretch(first: &str, length: u16, interval: &Interval, state: State) -> Option<Cell> {
    let start = if *interval.first < *first { 0 } else { strip::days_after(first, &interval.first)? };
    let end = strip::days_after(first, &interval.last)?.min(length.saturating_sub(1));
    (start <= end && start < length).then(|| Cell { day: start, days: end - start + 1, state })
}
