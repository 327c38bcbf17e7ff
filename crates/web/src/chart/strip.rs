//! Disclosure, day by day: for each place a strip of the year in which a bar is a day that a release names.
//!
//! Its height is the number of strikes; strikes added by a later release stand on top as a second layer. Three
//! silences are kept apart: a release is held and does not name the place; only a total for the country was
//! given (withheld); no release is held. Free of text, so that the stylesheet mirrors it.

use super::{fix, real};
use crate::component::table::{self, Column, Plain};
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use crate::number;
use maud::{Markup, html};

/// Height of a strip in units.
const HEIGHT: f64 = 16.0;
/// The least height of a bar, so that one strike is seen.
const BAR_MIN: f64 = 3.0;
/// Between the strikes of the day's own release and those added later.
const GAP: f64 = 1.0;

/// What is known of a place on a day, or of the country over a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// A release names the place on this day.
    Named {
        /// Strikes in the release of the day.
        strikes: i64,
        /// Strikes of this day that a later release added.
        late: i64,
        /// The lines it rests on.
        address: String,
    },
    /// A release of this day is held; this place is not in it.
    Covered,
    /// One total for the country over these days: place and day withheld.
    Withheld {
        /// Strikes of the whole period.
        strikes: i64,
        /// The release it rests on.
        address: String,
    },
}

/// One or more days in the same state; days not listed are "none held".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// First day of the year, counted from 0.
    pub day: u16,
    /// How many days.
    pub days: u16,
    /// What is known.
    pub state: State,
}

/// One place over a year.
#[derive(Clone, Debug)]
pub struct Row {
    /// The place, or "Syria, undivided".
    pub name: String,
    /// What stands at the row's end, such as the number of days named.
    pub figure: String,
    /// Its days, in order.
    pub cells: Vec<Cell>,
    /// From this day on no places are published; an upright line.
    pub stops_at: Option<u16>,
    /// A row for the whole country, drawn higher.
    pub is_total: bool,
}

/// One year.
#[derive(Clone, Debug)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// How releases were issued then.
    pub note: String,
    /// Its places.
    pub rows: Vec<Row>,
}

/// The calendar.
#[derive(Clone, Debug)]
pub struct Strip {
    /// What is shown.
    pub title: String,
    /// How to read it.
    pub reading: String,
    /// The years, oldest first.
    pub years: Vec<Year>,
}

/// Draws the calendar with key and twin.
pub fn strip(say: Say, strip: &Strip) -> Markup {
    let tallest = strip
        .years
        .iter()
        .flat_map(|year| &year.rows)
        .flat_map(|row| &row.cells)
        .map(|cell| match &cell.state {
            State::Named { strikes, late, .. } => strikes + late,
            State::Covered | State::Withheld { .. } => 0,
        })
        .max()
        .unwrap_or(0)
        .max(1);
    html! {
        figure.chart {
            figcaption {
                h2 { (strip.title) }
                p { (strip.reading) " " (say.with("strip-tallest", &[("count", tallest.into())])) }
                (key(say))
            }
            div.strip role="group" aria-label=(strip.title) {
                @for year in &strip.years { (year_rows(say, year, tallest)) }
            }
            (table::twin(say, &twin(say, strip)))
        }
    }
}

fn key(say: Say) -> Markup {
    html! {
        p.key.strip-key {
            span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { rect.c-ink x="3" y="2" width="4" height="10" {} rect.c-ink x="11" y="6" width="4" height="6" {} } (say.text("strip-named")) }
            span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { rect.c-ink x="3" y="7" width="4" height="5" {} rect.d-late x="3" y="1" width="4" height="5" {} } (say.text("strip-late")) }
            span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { rect.c-grid2 width="26" height="12" {} } (say.text("strip-covered")) }
            span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { rect.c-ink2 width="26" height="12" {} } (say.text("strip-withheld")) }
            span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { path.c-lead.dotted d="M0 6H26" {} } (say.text("strip-none-held")) }
        }
    }
}

fn year_rows(say: Say, year: &Year, tallest: i64) -> Markup {
    let days = if date::is_leap_year(year.year) { 366 } else { 365 };
    html! {
        h3 { (year.year) " " small { (year.note) } }
        span {}
        div.months aria-hidden="true" {
            @for month in 1..=12 { span { (date::month_name(say, month, Width::Short)) } }
        }
        span.n { (say.text("strip-days")) }
        @for row in &year.rows {
            span.all[row.is_total] { bdi { (row.name) } }
            @if row.is_total {
                div.total { (row_drawing(say, year.year, row, days, tallest)) }
            } @else {
                (row_drawing(say, year.year, row, days, tallest))
            }
            span.n { (row.figure) }
        }
    }
}

fn row_drawing(say: Say, year: i32, row: &Row, days: u16, tallest: i64) -> Markup {
    let end = row.stops_at.unwrap_or(days).min(days);
    html! {
        svg.flip viewBox={ "0 0 " (days) " 16" } preserveAspectRatio="none" role="group" aria-label={ (row.name) " " (year) } {
            path.d-nothing d={ "M0 8H" (end) } {}
            @for cell in &row.cells { (cell_drawing(say, year, row, cell, tallest)) }
            @if let Some(stop) = row.stops_at { path.d-stop d={ "M" (stop) " 0V16" } {} }
        }
    }
}

fn cell_drawing(say: Say, year: i32, row: &Row, cell: &Cell, tallest: i64) -> Markup {
    let (x, width) = (f64::from(cell.day), f64::from(cell.days));
    match &cell.state {
        State::Covered => html! { rect.d-covered x=(cell.day) y="0" width=(cell.days) height="16" {} },
        State::Withheld { strikes, address } => {
            let words = say.with("strip-withheld-cell", &[("count", (*strikes).into())]);
            let words = cell_title(say, year, row, cell, &words);
            html! {
                a href=(address) aria-label=(words) {
                    title { (words) }
                    rect.d-total x=(fix(x)) y="0" width=(fix(width - 0.7)) height="16" {}
                }
            }
        }
        State::Named { strikes, late, address } => {
            let own = bar(*strikes, tallest);
            // A gap keeps the second layer apart in print, where tone alone would not.
            let gap = if *strikes > 0 { GAP } else { 0.0 };
            let added = (bar(*late, tallest).min(HEIGHT - own) - gap).max(1.0);
            let words = cell_title(say, year, row, cell, &named_words(say, *strikes, *late));
            html! {
                a href=(address) aria-label=(words) {
                    title { (words) }
                    // The whole height of the day answers to the pointer.
                    rect.d-hit x=(fix(x)) y="0" width=(fix(width)) height="16" {}
                    @if *strikes > 0 { rect.d-named x=(fix(x)) y=(fix(HEIGHT - own)) width=(fix(width)) height=(fix(own)) {} }
                    @if *late > 0 { rect.d-late x=(fix(x)) y=(fix((HEIGHT - own - gap - added).max(0.0))) width=(fix(width)) height=(fix(added)) {} }
                }
            }
        }
    }
}

fn bar(strikes: i64, tallest: i64) -> f64 {
    if strikes <= 0 { 0.0 } else { (real(strikes) / real(tallest) * HEIGHT).max(BAR_MIN) }
}

fn named_words(say: Say, strikes: i64, late: i64) -> String {
    let own = say.with("count-strikes", &[("count", strikes.into())]);
    if late == 0 {
        own
    } else {
        say.with("strip-with-late", &[("own", own.into()), ("late", Arg::Number(late))])
    }
}

fn cell_title(say: Say, year: i32, row: &Row, cell: &Cell, words: &str) -> String {
    format!("{}{} {}{} {words}", row.name, say.text("comma"), cell_days(say, year, cell), say.text("colon"))
}

fn cell_days(say: Say, year: i32, cell: &Cell) -> String {
    let first = iso_day(year, cell.day);
    if cell.days <= 1 {
        return date::interval(say, &first, Width::Short);
    }
    let last = iso_day(year, cell.day + cell.days - 1);
    date::interval(say, &format!("{first}/{last}"), Width::Short)
}

/// The ISO day of a day of the year counted from 0.
pub fn iso_day(year: i32, day_of_year: u16) -> String {
    let february = if date::is_leap_year(year) { 29 } else { 28 };
    let mut rest = day_of_year;
    for (month, length) in (1_u8..).zip([31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
        if rest < length {
            return format!("{year:04}-{month:02}-{:02}", rest + 1);
        }
        rest -= length;
    }
    format!("{year:04}-12-31")
}

/// The day of the year, counted from 0, of an ISO day.
pub fn day_of_year(iso: &str) -> Option<u16> {
    let start = date::day_number(&format!("{}-01-01", iso.get(..4)?))?;
    u16::try_from(date::day_number(iso)? - start).ok()
}

fn twin(say: Say, strip: &Strip) -> Plain {
    let mut rows = Vec::new();
    for year in &strip.years {
        for row in &year.rows {
            for cell in &row.cells {
                let (strikes, late, address, state) = match &cell.state {
                    State::Named { strikes, late, address } => (strikes, Some(late), address, "strip-named"),
                    State::Withheld { strikes, address } => (strikes, None, address, "strip-withheld"),
                    State::Covered => continue,
                };
                rows.push(vec![
                    html! { (cell_days(say, year.year, cell)) },
                    html! { bdi { (row.name) } },
                    html! { a.fig href=(address) { (number::integer(*strikes)) } },
                    html! { @if let Some(late) = late { @if *late > 0 { a.fig href=(address) { (number::integer(*late)) } } @else { (say.text("strip-no-late")) } } },
                    html! { (say.text(state)) },
                ]);
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::language::Language;

    fn sample() -> Strip {
        let named = |day, strikes, late| Cell {
            day,
            days: 1,
            state: State::Named { strikes, late, address: format!("/releases/{day}") },
        };
        Strip {
            title: "Disclosure".to_owned(),
            reading: String::new(),
            years: vec![Year {
                year: 2017,
                note: String::new(),
                rows: vec![Row {
                    name: "Raqqa".to_owned(),
                    figure: "2".to_owned(),
                    cells: vec![
                        named(168, 20, 20),
                        named(169, 1, 0),
                        Cell { day: 170, days: 3, state: State::Covered },
                    ],
                    stops_at: Some(360),
                    is_total: false,
                }],
            }],
        }
    }

    #[test]
    fn heights_are_strikes_and_late_ones_stand_on_top() {
        let html = strip(Say::new(Language::English), &sample()).0;
        assert!(html.contains(r#"<rect class="d-named" x="168" y="8" width="1" height="8">"#), "{html}");
        assert!(html.contains(r#"<rect class="d-late" x="168" y="0" width="1" height="7">"#), "{html}");
        assert!(
            html.contains(r#"<rect class="d-named" x="169" y="13" width="1" height="3">"#),
            "one strike is seen"
        );
        assert!(html.contains(r#"<rect class="d-covered" x="170" y="0" width="3""#));
        assert!(html.contains("18 Jun 2017"), "day 168 of 2017");
        assert!(html.contains("M0 8H360") && html.contains("M360 0V16"));
    }

    #[test]
    fn days_of_the_year_go_both_ways() {
        for iso in ["2017-01-01", "2017-06-18", "2020-02-29", "2020-12-31"] {
            let year = iso[..4].parse().expect("year");
            assert_eq!(iso_day(year, day_of_year(iso).expect("day")), iso);
        }
    }
}
