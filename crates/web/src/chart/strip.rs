//! Disclosure, day by day: for each place a strip of some months in which a bar is a day that a release names.
//!
//! Its height is the number of strikes; strikes added by later releases stand on top as a second layer. Kept apart:
//! a release says "no strikes"; a release is held and does not name the place; the place is named for several days
//! together; only a total for the country was given (withheld); no release is held. Free of text, so that the
//! stylesheet mirrors it. Drawn as one window where there is room, month by month where there is little.

use super::strip_words::{said, twin};
use super::{fix, real};
use crate::component::table;
use crate::date::{self, Width};
use crate::i18n::Say;
use maud::{Markup, html};

/// Height of a strip in units.
const HEIGHT: f64 = 16.0;
/// The least height of a bar, so that one strike is seen.
const BAR_MIN: f64 = 3.0;
/// Between the strikes of the day's own release and those added later.
const GAP: f64 = 1.0;
/// Part of a day's width that its bar leaves free at each side, so that days stand apart.
const MARGIN: f64 = 0.06;
const DAYS_PARTED_MAX: u16 = 100; // A longer window is not parted by month on narrow screens.

/// What is known of a place on a day, or of the country over a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Releases name the place on this day.
    Named {
        /// Strikes in the release of the day; absent where none is held or no number is printed.
        strikes: Option<i64>,
        /// Strikes that later releases added, each with the release's day of issue.
        late: Vec<(Option<i64>, Option<String>)>,
        /// What other releases give for the same place and day; never added.
        rivals: Vec<Option<i64>>,
        /// The lines it rests on.
        address: String,
    },
    /// A release says that there were no strikes.
    Zero {
        /// The lines it rests on.
        address: String,
    },
    /// The place is named for several days together.
    Spread {
        /// Strikes of all these days.
        strikes: Option<i64>,
        /// The release it rests on.
        address: String,
    },
    /// A release of this day is held; this place is not in it.
    Covered,
    /// One total for the country over these days: place and day withheld.
    Withheld {
        /// Strikes of the whole period.
        strikes: Option<i64>,
        /// The release it rests on.
        address: String,
    },
}

/// One or more days in the same state; days not listed are "none held".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// First day of the window, counted from 0.
    pub day: u16,
    /// How many days.
    pub days: u16,
    /// What is known.
    pub state: State,
}

/// One place over a window.
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

/// Some months.
#[derive(Clone, Debug)]
pub struct Window {
    /// Its name, such as "July to September 2017".
    pub name: String,
    /// How releases were issued then.
    pub note: String,
    /// First day, ISO; the first of a month.
    pub first: String,
    /// How many days.
    pub days: u16,
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
    /// The windows, oldest first.
    pub windows: Vec<Window>,
}

/// Draws the calendar with key and twin.
pub fn strip(say: Say, strip: &Strip) -> Markup {
    let cells = strip.windows.iter().flat_map(|window| &window.rows).flat_map(|row| &row.cells);
    let highest = cells.map(|cell| height_of(&cell.state)).max().unwrap_or(0);
    let tallest = highest.max(1);
    let narrow: Vec<Window> = strip.windows.iter().flat_map(|window| by_month(say, window)).collect();
    html! {
        figure.chart {
            figcaption {
                h2 { (strip.title) }
                p { (strip.reading) @if highest > 0 { " " (say.with("strip-tallest", &[("count", highest.into())])) } }
                (key(say))
            }
            div.strip.strip-wide role="group" aria-label=(strip.title) {
                @for window in &strip.windows { (window_rows(say, window, tallest)) }
            }
            div.strip.strip-narrow role="group" aria-label=(strip.title) {
                @for window in &narrow { (window_rows(say, window, tallest)) }
            }
            (table::twin(say, &twin(say, strip)))
        }
    }
}

fn height_of(state: &State) -> i64 {
    match state {
        State::Named { strikes, late, .. } => strikes.unwrap_or(0) + late_sum(late),
        State::Zero { .. } | State::Spread { .. } | State::Covered | State::Withheld { .. } => 0,
    }
}

fn late_sum(late: &[(Option<i64>, Option<String>)]) -> i64 {
    late.iter().filter_map(|(strikes, _)| *strikes).sum()
}

/// The window month by month; a long one as it is.
fn by_month(say: Say, window: &Window) -> Vec<Window> {
    if window.days > DAYS_PARTED_MAX {
        return vec![window.clone()];
    }
    months(window)
        .into_iter()
        .map(|(month, start, days)| Window {
            name: format!("{} {}", date::month_name(say, month, Width::Full), year_at(window, start)),
            note: String::new(),
            first: iso_day(&window.first, start),
            days,
            rows: window.rows.iter().map(|row| part(row, start, days)).collect(),
        })
        .collect()
}

fn year_at(window: &Window, day: u16) -> String {
    iso_day(&window.first, day).get(..4).unwrap_or_default().to_owned()
}

fn part(row: &Row, start: u16, days: u16) -> Row {
    let end = start + days;
    let cells: Vec<Cell> = row
        .cells
        .iter()
        .filter_map(|cell| {
            let (first, last) = (cell.day.max(start), (cell.day + cell.days).min(end));
            (first < last).then(|| Cell { day: first - start, days: last - first, state: cell.state.clone() })
        })
        .collect();
    let named = cells.iter().filter(|cell| matches!(cell.state, State::Named { .. })).count();
    let stops_at = row.stops_at.filter(|stop| *stop < end).map(|stop| stop.saturating_sub(start));
    let figure = if row.is_total { String::new() } else { named.to_string() };
    Row { name: row.name.clone(), figure, cells, stops_at, is_total: row.is_total }
}

/// The months of a window: month, first day counted from 0, days.
fn months(window: &Window) -> Vec<(usize, u16, u16)> {
    let mut found: Vec<(usize, u16, u16)> = Vec::new();
    for day in 0..window.days {
        let month = iso_day(&window.first, day).get(5..7).and_then(|month| month.parse().ok()).unwrap_or(0);
        match found.last_mut().filter(|(last, ..)| *last == month) {
            Some((_, _, days)) => *days += 1,
            None => found.push((month, day, 1)),
        }
    }
    found
}

fn key(say: Say) -> Markup {
    html! {
        p.key.strip-key {
            span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { rect.c-ink x="3" y="2" width="4" height="10" {} rect.c-ink x="11" y="6" width="4" height="6" {} } (say.text("strip-named")) }
            span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { rect.c-ink x="3" y="7" width="4" height="5" {} rect.d-late x="3" y="1" width="4" height="5" {} } (say.text("strip-late")) }
            span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { path.d-zero d="M4 2.5h5v7h-5z" {} } (say.text("strip-zero")) }
            span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { path.d-spread d="M1 9V4H25V9" {} } (say.text("strip-spread")) }
            span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { rect.c-grid2 width="26" height="12" {} } (say.text("strip-covered")) }
            span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { rect.c-ink2 width="26" height="12" {} } (say.text("strip-withheld")) }
            span { svg.flip viewBox="0 0 26 12" aria-hidden="true" { path.c-lead.dotted d="M0 6H26" {} } (say.text("strip-none-held")) }
        }
    }
}

fn window_rows(say: Say, window: &Window, tallest: i64) -> Markup {
    let months = months(window);
    let columns = match months.len() {
        1 => "months one",
        3 => "months three",
        _ => "months",
    };
    html! {
        h3 { (window.name) @if !window.note.is_empty() { " " small { (window.note) } } }
        span {}
        div class=(columns) aria-hidden="true" {
            @for (month, ..) in &months { span { (date::month_name(say, *month, Width::Short)) } }
        }
        span.n { (say.text("strip-days")) }
        @for row in &window.rows {
            span.all[row.is_total] { bdi { (row.name) } }
            @if row.is_total {
                div.total { (row_drawing(say, window, row, tallest)) }
            } @else {
                (row_drawing(say, window, row, tallest))
            }
            span.n { (row.figure) }
        }
    }
}

fn row_drawing(say: Say, window: &Window, row: &Row, tallest: i64) -> Markup {
    let end = row.stops_at.unwrap_or(window.days).min(window.days);
    html! {
        svg.flip viewBox={ "0 0 " (window.days) " 16" } preserveAspectRatio="none" role="group" aria-label={ (row.name) (say.text("comma")) " " (window.name) } {
            path.d-nothing d={ "M0 8H" (end) } {}
            @for cell in &row.cells { (cell_drawing(say, window, row, cell, tallest)) }
            @if let Some(stop) = row.stops_at { path.d-stop d={ "M" (stop) " 0V16" } {} }
        }
    }
}

fn cell_drawing(say: Say, window: &Window, row: &Row, cell: &Cell, tallest: i64) -> Markup {
    let (x, width) = (f64::from(cell.day), f64::from(cell.days));
    let Some((address, words)) = said(say, &cell.state) else {
        return html! { rect.d-covered x=(cell.day) y="0" width=(cell.days) height="16" {} };
    };
    let words = cell_title(say, window, row, cell, &words);
    html! {
        a href=(address) aria-label=(words) {
            title { (words) }
            // The whole height of the day answers to the pointer.
            rect.d-hit x=(fix(x)) y="0" width=(fix(width)) height="16" {}
            @match &cell.state {
                State::Withheld { .. } => rect.d-total x=(fix(x)) y="0" width=(fix(width - 0.2)) height="16" {},
                State::Zero { .. } => path.d-zero d={ "M" (fix(x + 0.2)) " 4H" (fix(x + width - 0.2)) "V12H" (fix(x + 0.2)) "Z" } {},
                State::Spread { .. } => path.d-spread d={ "M" (fix(x)) " 14V6H" (fix(x + width)) "V14" } {},
                State::Named { strikes, late, .. } => (bars(x, width, *strikes, late_sum(late), tallest)),
                State::Covered => {}
            }
        }
    }
}

fn bars(x: f64, width: f64, strikes: Option<i64>, late: i64, tallest: i64) -> Markup {
    let strikes = strikes.unwrap_or(0);
    let own = bar(strikes, tallest);
    // A gap keeps the second layer apart in print, where tone alone would not.
    let gap = if strikes > 0 { GAP } else { 0.0 };
    let added = (bar(late, tallest).min(HEIGHT - own) - gap).max(1.0);
    let (x, width) = (x + MARGIN, width - 2.0 * MARGIN);
    html! {
        @if strikes > 0 { rect.d-named x=(fix2(x)) y=(fix(HEIGHT - own)) width=(fix2(width)) height=(fix(own)) {} }
        @if late > 0 { rect.d-late x=(fix2(x)) y=(fix((HEIGHT - own - gap - added).max(0.0))) width=(fix2(width)) height=(fix(added)) {} }
        // A number that is not printed is seen too.
        @if strikes <= 0 && late <= 0 { rect.d-late x=(fix2(x)) y="13" width=(fix2(width)) height="3" {} }
    }
}

/// Two decimals: a day is one unit wide.
fn fix2(number: f64) -> String {
    format!("{number:.2}")
}

fn bar(strikes: i64, tallest: i64) -> f64 {
    if strikes <= 0 { 0.0 } else { (real(strikes) / real(tallest) * HEIGHT).max(BAR_MIN) }
}

fn cell_title(say: Say, window: &Window, row: &Row, cell: &Cell, words: &str) -> String {
    format!("{}{} {}{} {words}", row.name, say.text("comma"), cell_days(say, window, cell), say.text("colon"))
}

pub(super) fn cell_days(say: Say, window: &Window, cell: &Cell) -> String {
    let first = iso_day(&window.first, cell.day);
    if cell.days <= 1 {
        return date::interval(say, &first, Width::Short);
    }
    let last = iso_day(&window.first, cell.day + cell.days - 1);
    date::interval(say, &format!("{first}/{last}"), Width::Short)
}

/// The ISO day so many days after another; the day itself where it is none.
pub fn iso_day(first: &str, days: u16) -> String {
    let later = first.parse::<jiff::civil::Date>().ok();
    let later = later.and_then(|day| day.checked_add(jiff::Span::new().days(i64::from(days))).ok());
    later.map_or_else(|| first.to_owned(), |day| day.to_string())
}

/// How many days an ISO day lies after another; `None` before it or where they are no days.
pub fn days_after(first: &str, iso: &str) -> Option<u16> {
    u16::try_from(date::day_number(iso)? - date::day_number(first)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::language::Language;

    fn named(day: u16, strikes: Option<i64>, late: &[i64]) -> Cell {
        let late = late.iter().map(|strikes| (Some(*strikes), Some("2017-08-31".to_owned()))).collect();
        let state = State::Named { strikes, late, rivals: Vec::new(), address: format!("/releases/{day}") };
        Cell { day, days: 1, state }
    }

    fn sample() -> Strip {
        Strip {
            title: "Disclosure".to_owned(),
            reading: String::new(),
            windows: vec![Window {
                name: "April to June 2017".to_owned(),
                note: String::new(),
                first: "2017-04-01".to_owned(),
                days: 91,
                rows: vec![Row {
                    name: "Raqqa".to_owned(),
                    figure: "3".to_owned(),
                    cells: vec![
                        named(78, None, &[3, 8]),
                        named(79, Some(20), &[20]),
                        named(80, Some(1), &[]),
                        Cell { day: 81, days: 3, state: State::Covered },
                        Cell { day: 84, days: 1, state: State::Zero { address: "/z".to_owned() } },
                    ],
                    stops_at: Some(88),
                    is_total: false,
                }],
            }],
        }
    }

    #[test]
    fn heights_are_strikes_and_late_ones_stand_on_top() {
        let html = strip(Say::new(Language::English), &sample()).0;
        assert!(html.contains(r#"<rect class="d-named" x="79.06" y="8" width="0.88" height="8">"#), "{html}");
        assert!(html.contains(r#"<rect class="d-late" x="79.06" y="0" width="0.88" height="7">"#), "{html}");
        assert!(
            html.contains(r#"<rect class="d-named" x="80.06" y="13" width="0.88" height="3">"#),
            "one strike is seen"
        );
        assert!(html.contains(r#"<rect class="d-covered" x="81" y="0" width="3""#));
        assert!(html.contains("M0 8H88") && html.contains("M88 0V16"));
    }

    #[test]
    fn additions_are_told_one_by_one_and_an_unheld_release_is_no_zero() {
        let html = strip(Say::new(Language::English), &sample()).0;
        assert!(html.contains("Raqqa, 18 Jun 2017: the release of that day is not held; added late: 3 (31 Aug 2017), 8 (31 Aug 2017)"), "{html}");
        assert!(
            html.contains(r#"<a href="/z" aria-label="Raqqa, 24 Jun 2017: the release says: no strikes">"#),
            "{html}"
        );
    }

    #[test]
    fn narrow_screens_get_it_month_by_month() {
        let html = strip(Say::new(Language::English), &sample()).0;
        let narrow = html.split("strip-narrow").nth(1).expect("narrow part");
        for month in ["April 2017", "May 2017", "June 2017"] {
            assert!(narrow.contains(month), "{month}");
        }
        assert!(narrow.contains(r#"viewBox="0 0 30 16""#) && narrow.contains(r#"x="18.06""#), "{narrow}");
    }

    #[test]
    fn days_go_both_ways() {
        for (first, iso) in
            [("2017-01-01", "2017-06-18"), ("2020-01-01", "2020-02-29"), ("2018-12-30", "2019-01-12")]
        {
            assert_eq!(iso_day(first, days_after(first, iso).expect("later")), iso);
        }
        assert_eq!(days_after("2017-02-01", "2017-01-31"), None);
    }
}
