//! Dates in words: days, months, years, intervals of uncertain dates (EDTF), and instants.
//!
//! Nothing is computed with time here: the register gives text, this says it. Levantine month names in Arabic;
//! Western digits. Start at [`interval`].

use crate::i18n::Say;
use domain::language::Language;
use domain::when::{When, Zone};
use maud::{Markup, html};

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const ENGLISH_SHORT: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ARABIC_MONTHS: [&str; 12] = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
];
const ARABIC_SHORT: [&str; 12] =
    ["ك2", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "ت1", "ت2", "ك1"];

/// How much room a month's name has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// `18 March 2019`.
    Full,
    /// `18 Mar 2019`, for tables; in Arabic the name is whole, for few readers know a date of `1 ك1`. The axes of
    /// charts, which name months by themselves, have the abbreviation.
    Short,
}

/// A year, month or day as written; a part that is `XX` or absent is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Partial {
    year: i32,
    month: Option<usize>,
    day: Option<u32>,
    clock: Option<(u8, u8)>,
    about: bool,
    doubtful: bool,
}

/// The name of a month, 1 to 12; empty for any other number.
pub fn month_name(say: Say, month: usize, width: Width) -> &'static str {
    let names = match (say.language, width) {
        (Language::English, Width::Full) => &ENGLISH_MONTHS,
        (Language::English, Width::Short) => &ENGLISH_SHORT,
        (Language::Arabic, Width::Full) => &ARABIC_MONTHS,
        (Language::Arabic, Width::Short) => &ARABIC_SHORT,
    };
    month.checked_sub(1).and_then(|index| names.get(index)).copied().unwrap_or_default()
}

/// An EDTF date or interval in words: `18–19 March 2019`, `between …`, `before …`; text that is not understood
/// is given back unchanged.
pub fn interval(say: Say, edtf: &str, width: Width) -> String {
    let Some((from, to)) = edtf.split_once('/') else {
        return parse(edtf).map_or_else(|| edtf.to_owned(), |date| qualified(say, date, width));
    };
    match (parse(from), parse(to)) {
        (Some(start), Some(end)) => span(say, start, end, width),
        (Some(start), None) => say.with("date-from", &[("date", qualified(say, start, width).into())]),
        (None, Some(end)) => say.with("date-until", &[("date", qualified(say, end, width).into())]),
        (None, None) => edtf.to_owned(),
    }
}

/// `day` (ISO, EDTF) in a `<time>` element with its machine form.
pub fn element(say: Say, edtf: &str, width: Width) -> Markup {
    let words = interval(say, edtf, width);
    html! {
        @if parse(edtf).is_some_and(|date| date.day.is_some()) && edtf.len() == 10 {
            time datetime=(edtf) { (words) }
        } @else {
            span { (words) }
        }
    }
}

/// A statement of time in full: its date, clock or part of the day, and the zone where it matters or is unknown.
pub fn when(say: Say, when: &When, width: Width) -> Markup {
    let has_clock = when.edtf.contains('T');
    html! {
        (element(say, &when.edtf, width))
        @if let Some(part) = when.part_of_day { (say.text("comma")) " " (part.label(say.language)) }
        @match &when.zone {
            Zone::Unknown => { " " small.quiet { "(" (say.text("zone-unknown")) ")" } }
            Zone::Utc if has_clock => { " " bdi { "UTC" } }
            Zone::Named(name) if has_clock => { " " small.quiet { "(" bdi { (name) } ")" } }
            Zone::Utc | Zone::Named(_) => {}
        }
    }
}

/// An RFC 3339 instant in UTC as `14 Nov 2026, 09:12 UTC`; text that is not one is given back unchanged.
pub fn instant(say: Say, rfc3339: &str) -> String {
    let (Some(day), Some(clock)) = (rfc3339.get(..10), rfc3339.get(11..16)) else {
        return rfc3339.to_owned();
    };
    say.with("date-instant", &[("day", interval(say, day, Width::Short).into()), ("clock", clock.into())])
}

/// When an act was made, as RFC 3339: its id holds the milliseconds. `None` for an id that holds no time.
pub fn of_act(act: domain::id::ActId) -> Option<String> {
    let (seconds, nanoseconds) = act.0.get_timestamp()?.to_unix();
    let at = jiff::Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanoseconds).ok()?).ok()?;
    Some(at.to_string())
}

/// An instant in a `<time>` element.
pub fn instant_element(say: Say, rfc3339: &str) -> Markup {
    html! { time datetime=(rfc3339) { (instant(say, rfc3339)) } }
}

/// Days since 1970-01-01 of an ISO day, or of the first day of an ISO month or year; for the axes of charts.
pub fn day_number(iso: &str) -> Option<i64> {
    let date = parse(iso)?;
    let month = i64::try_from(date.month.unwrap_or(1)).ok()?;
    let day = i64::from(date.day.unwrap_or(1));
    // Days from civil, Howard Hinnant's algorithm: March-based years make leap days fall at the end.
    let year = i64::from(date.year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// Whether a year has 366 days.
pub const fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn parse(text: &str) -> Option<Partial> {
    let about = text.ends_with(['~', '%']);
    let doubtful = text.ends_with(['?', '%']);
    let text = text.trim_end_matches(['~', '?', '%']);
    let (text, clock) = match text.split_once('T') {
        Some((date, time)) => (date, Some((time.get(..2)?.parse().ok()?, time.get(3..5)?.parse().ok()?))),
        None => (text, None),
    };
    let mut parts = text.splitn(3, '-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = match parts.next() {
        None | Some("XX") => None,
        Some(month) => Some(month.parse().ok().filter(|number| (1..=12).contains(number))?),
    };
    let day = match parts.next() {
        None | Some("XX") => None,
        Some(day) => Some(day.parse().ok().filter(|number| (1..=31).contains(number))?),
    };
    Some(Partial { year, month, day: month.and(day), clock, about, doubtful })
}

/// The name of a month within a date.
fn month_of_date(say: Say, month: usize, width: Width) -> &'static str {
    month_name(say, month, if say.mirrored() { Width::Full } else { width })
}

fn qualified(say: Say, date: Partial, width: Width) -> String {
    let words = words(say, date, width);
    let words = if date.about { say.with("date-about", &[("date", words.into())]) } else { words };
    if date.doubtful { say.with("date-doubtful", &[("date", words.into())]) } else { words }
}

fn words(say: Say, date: Partial, width: Width) -> String {
    if let Some((hour, minute)) = date.clock {
        let day = words(say, Partial { clock: None, ..date }, width);
        return say
            .with("date-clock", &[("day", day.into()), ("clock", format!("{hour:02}:{minute:02}").into())]);
    }
    let year = date.year;
    match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{day} {} {year}", month_of_date(say, month, width)),
        (Some(month), None) => format!("{} {year}", month_of_date(say, month, width)),
        (None, _) => year.to_string(),
    }
}

fn span(say: Say, start: Partial, end: Partial, width: Width) -> String {
    let is_qualified = |date: Partial| date.about || date.doubtful || date.clock.is_some();
    let plain = !(is_qualified(start) || is_qualified(end));
    if plain && start == end {
        return words(say, start, width);
    }
    let between = match say.language {
        Language::English => "–",
        Language::Arabic => " إلى ",
    };
    let name = |month| month_of_date(say, month, width);
    match (start.month.zip(start.day), end.month.zip(end.day)) {
        (Some((month, first)), Some((other, last))) if plain && start.year == end.year && month == other => {
            format!("{first}{between}{last} {} {}", name(month), end.year)
        }
        (Some((month, first)), Some((other, last))) if plain && start.year == end.year => {
            let joint = if say.mirrored() { between } else { " – " };
            format!("{first} {}{joint}{last} {} {}", name(month), name(other), end.year)
        }
        _ => {
            let joint = if say.mirrored() { between } else { " – " };
            format!("{}{joint}{}", qualified(say, start, width), qualified(say, end, width))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Say = Say::new(Language::English);
    const AR: Say = Say::new(Language::Arabic);

    #[test]
    fn days_months_and_intervals_read_as_people_write_them() {
        let cases = [
            ("2019-03-18", "18 March 2019", "18 آذار 2019"),
            ("2019-03-18/2019-03-19", "18–19 March 2019", "18 إلى 19 آذار 2019"),
            (
                "2018-12-30/2019-01-12",
                "30 December 2018 – 12 January 2019",
                "30 كانون الأول 2018 إلى 12 كانون الثاني 2019",
            ),
            ("2017-06-05/2017-10-17", "5 June – 17 October 2017", "5 حزيران إلى 17 تشرين الأول 2017"),
            ("2019-01", "January 2019", "كانون الثاني 2019"),
            ("2019-01-XX", "January 2019", "كانون الثاني 2019"),
            ("2018", "2018", "2018"),
            ("2018-12-13~", "about 13 December 2018", "نحو 13 كانون الأول 2018"),
            ("2014-08-08/..", "from 8 August 2014", "منذ 8 آب 2014"),
            ("../2019-03-23", "until 23 March 2019", "حتى 23 آذار 2019"),
            ("2019-03-18T09:05", "18 March 2019, 09:05", "18 آذار 2019، 09:05"),
            ("spring", "spring", "spring"),
        ];
        for (edtf, english, arabic) in cases {
            assert_eq!(interval(EN, edtf, Width::Full), english, "{edtf}");
            assert_eq!(interval(AR, edtf, Width::Full), arabic, "{edtf}");
            assert_eq!(interval(AR, edtf, Width::Short), arabic, "{edtf}: a date has its month’s whole name");
        }
    }

    #[test]
    fn an_unknown_zone_is_said() {
        let mut time = When::from_edtf("2017-06-10", Zone::Unknown, None, None).expect("a day");
        assert_eq!(
            when(EN, &time, Width::Short).0,
            "<time datetime=\"2017-06-10\">10 Jun 2017</time> <small class=\"quiet\">(time zone not stated)</small>"
        );
        time.zone = Zone::Utc;
        assert_eq!(when(EN, &time, Width::Short).0, "<time datetime=\"2017-06-10\">10 Jun 2017</time>");
    }

    #[test]
    fn instants_and_day_numbers() {
        assert_eq!(instant(EN, "2026-11-14T09:12:44.123Z"), "14 Nov 2026, 09:12 UTC");
        assert_eq!(instant(AR, "2026-11-14T09:12:44.123Z"), "14 تشرين الثاني 2026، 09:12 بالتوقيت العالمي");
        assert_eq!(day_number("1970-01-01"), Some(0));
        assert_eq!(day_number("2000-03-01"), Some(11_017));
        assert_eq!(day_number("2020-02-29").zip(day_number("2020-03-01")), Some((18_321, 18_322)));
        assert_eq!(day_number("2019"), Some(17_897));
        assert_eq!(day_number("2019-13-01"), None);
    }
}
