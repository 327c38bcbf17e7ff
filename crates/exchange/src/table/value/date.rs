//! Dates and times of day as tables write them, as EDTF. An order of day and month that the text does not show is
//! not guessed.

use super::latin_digits;

/// Which number stands first in `03/04/2018`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
}

/// How a date of three numbers with the year last can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Only one order gives a day of the calendar.
    Only(DateOrder),
    /// Both do, and they are the same day or not.
    Either,
    /// Neither does.
    Neither,
}

/// Why a date is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Not a date in any writing known here.
    NotUnderstood,
    /// No such day.
    DoesNotExist,
    /// Day first and month first give different days, and nobody said which.
    Ambiguous,
}

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "يناير", "كانون الثاني", "janvier", "januari"],
    &["february", "feb", "فبراير", "شباط", "février", "februari"],
    &["march", "mar", "مارس", "آذار", "اذار", "mars", "maart", "mrt"],
    &["april", "apr", "أبريل", "ابريل", "نيسان", "avril"],
    &["may", "مايو", "أيار", "ايار", "mai", "mei"],
    &["june", "jun", "يونيو", "حزيران", "juin", "juni"],
    &["july", "jul", "يوليو", "تموز", "juillet", "juli"],
    &["august", "aug", "أغسطس", "اغسطس", "آب", "اب", "août", "augustus"],
    &["september", "sep", "sept", "سبتمبر", "أيلول", "ايلول", "septembre"],
    &["october", "oct", "أكتوبر", "اكتوبر", "تشرين الأول", "تشرين الاول", "octobre", "oktober", "okt"],
    &["november", "nov", "نوفمبر", "تشرين الثاني", "novembre"],
    &["december", "dec", "ديسمبر", "كانون الأول", "كانون الاول", "décembre"],
];

/// How a three-number date with the year last can be read; `None` where the text is none.
pub fn numeric(text: &str) -> Option<Reading> {
    let [first, second, year] = year_last(&latin_digits(text))?;
    let day_first = exists(year, second, first);
    let month_first = exists(year, first, second);
    Some(match (day_first, month_first) {
        (true, true) => Reading::Either,
        (true, false) => Reading::Only(DateOrder::DayFirst),
        (false, true) => Reading::Only(DateOrder::MonthFirst),
        (false, false) => Reading::Neither,
    })
}

/// Reads a date as EDTF: `2018-02-13`, `2018-02`, `2018`, `13/02/2018`, `13.2.18`, `7-Oct-14`, `October 7, 2014`,
/// `٧ تشرين الأول ٢٠١٤`, `2018-02-13T06:20:00Z`, `2018-02-13 06:20`, and EDTF itself. Years of two digits are of
/// this century.
pub fn date(text: &str, order: Option<DateOrder>) -> Result<String, Wrong> {
    let text = latin_digits(text.trim());
    let text = text.as_ref();
    if text.len() > 80 {
        return Err(Wrong::NotUnderstood);
    }
    if let Some([year, month, day]) = iso(text) {
        return day_text(year, month, day);
    }
    if let Some([first, second, year]) = year_last(text) {
        return ordered(first, second, year, order);
    }
    if let Some((day, time)) =
        text.split_once([' ', 'T']).filter(|(day, _)| iso(day).or_else(|| year_last(day)).is_some())
    {
        let day = date(day, order)?;
        return with_time(&day, time).ok_or(Wrong::NotUnderstood);
    }
    if let Some(found) = named_month(text) {
        return found;
    }
    match domain::edtf::Edtf::parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(domain::when::Error::NoSuchDay { .. }) => Err(Wrong::DoesNotExist),
        Err(_) => Err(Wrong::NotUnderstood),
    }
}

/// Reads a time of day as `06:20` or `06:20:15`: `6:20`, `06:20`, `0620`, `0620Z`, `06.20`, `6:20 PM`.
pub fn time(text: &str) -> Option<String> {
    let text = latin_digits(text.trim());
    let upper = text.trim_end_matches(['Z', 'z', 'h']).trim().to_ascii_uppercase();
    let (clock, afternoon) = match (upper.strip_suffix("AM"), upper.strip_suffix("PM")) {
        (Some(clock), _) => (clock.trim(), Some(false)),
        (_, Some(clock)) => (clock.trim(), Some(true)),
        _ => (upper.as_str(), None),
    };
    let packed = clock.len() == 4 && clock.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> =
        if packed { vec![&clock[..2], &clock[2..]] } else { clock.split([':', '.']).collect() };
    if !(2..=3).contains(&parts.len()) || parts.iter().any(|part| part.is_empty() || part.len() > 2) {
        return None;
    }
    let numbers: Option<Vec<u8>> = parts.iter().map(|part| part.parse().ok()).collect();
    let numbers = numbers?;
    let hour = match (numbers[0], afternoon) {
        (hour, None) => hour,
        (12, Some(afternoon)) => {
            if afternoon {
                12
            } else {
                0
            }
        }
        (hour, Some(afternoon)) if hour < 12 => hour + if afternoon { 12 } else { 0 },
        _ => return None,
    };
    if hour > 23 || numbers[1..].iter().any(|number| *number > 59) {
        return None;
    }
    let seconds = numbers.get(2).map(|second| format!(":{second:02}")).unwrap_or_default();
    Some(format!("{hour:02}:{:02}{seconds}", numbers[1]))
}

/// Whether the day is where a program's calendar starts, which is what an empty date turns into.
pub fn is_epoch(edtf: &str) -> bool {
    ["1970-01-01", "1900-01-00", "1900-01-01", "1899-12-30", "1899-12-31", "1904-01-01", "0001-01-01"]
        .iter()
        .any(|epoch| edtf.starts_with(epoch))
}

fn ordered(first: u16, second: u16, year: u16, order: Option<DateOrder>) -> Result<String, Wrong> {
    let (day_first, month_first) = (exists(year, second, first), exists(year, first, second));
    match order {
        Some(DateOrder::DayFirst) if day_first => day_text(year, second, first),
        Some(DateOrder::MonthFirst) if month_first => day_text(year, first, second),
        None if day_first && (!month_first || first == second) => day_text(year, second, first),
        None if month_first && !day_first => day_text(year, first, second),
        None if day_first => Err(Wrong::Ambiguous),
        _ => Err(Wrong::DoesNotExist),
    }
}

fn with_time(day: &str, text: &str) -> Option<String> {
    let text = text.trim();
    let (clock, zone) = match text.find(['Z', '+']).or_else(|| text.rfind('-')) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let clock = clock.split('.').next().unwrap_or(clock);
    Some(format!("{day}T{}{zone}", time(clock)?))
}

fn iso(text: &str) -> Option<[u16; 3]> {
    let mut parts = text.split(['-', '/', '.']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    (parts.next().is_none() && year.len() == 4).then_some(())?;
    Some([number(year, 4)?, number(month, 2)?, number(day, 2)?])
}

fn year_last(text: &str) -> Option<[u16; 3]> {
    let mut parts = text.trim().split(['-', '/', '.']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let width = year.len();
    (parts.next().is_none() && (width == 4 || width == 2)).then_some(())?;
    Some([number(first, 2)?, number(second, 2)?, full_year(number(year, 4)?, width)])
}

const fn full_year(year: u16, digits: usize) -> u16 {
    if digits == 2 { 2_000 + year } else { year }
}

fn number(text: &str, digits_max: usize) -> Option<u16> {
    let shaped =
        !text.is_empty() && text.len() <= digits_max && text.bytes().all(|byte| byte.is_ascii_digit());
    shaped.then(|| text.parse().ok())?
}

fn exists(year: u16, month: u16, day: u16) -> bool {
    day_of(year, month, day).is_some()
}

fn day_of(year: u16, month: u16, day: u16) -> Option<jiff::civil::Date> {
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    jiff::civil::Date::new(year, month, day).ok()
}

fn day_text(year: u16, month: u16, day: u16) -> Result<String, Wrong> {
    day_of(year, month, day).map(|_| format!("{year:04}-{month:02}-{day:02}")).ok_or(Wrong::DoesNotExist)
}

/// A date with the month by name, the day before or after it or absent.
fn named_month(text: &str) -> Option<Result<String, Wrong>> {
    let lower = text.to_lowercase();
    let mut numbers: Vec<&str> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for part in lower.split([' ', '-', '/', '.', ',', '،']).filter(|part| !part.is_empty()) {
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| part.strip_suffix(end)).unwrap_or(part);
        if bare.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers.push(bare);
        } else {
            words.push(part);
        }
    }
    let name = words.join(" ");
    let month = MONTHS.iter().position(|names| names.contains(&name.as_str()))?;
    let month = u16::try_from(month).ok()? + 1;
    match numbers[..] {
        [year] if year.len() == 4 => Some(Ok(format!("{year}-{month:02}"))),
        [day, year] if day.len() <= 2 && (year.len() == 4 || year.len() == 2) => {
            let year = full_year(number(year, 4)?, year.len());
            Some(day_text(year, month, number(day, 2)?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_the_usual_writings() {
        for text in [
            "2014-10-07",
            "2014/10/7",
            "7-Oct-14",
            "7-oct-2014",
            "7 October 2014",
            "October 7, 2014",
            "Oct. 7th 2014",
            "٧ تشرين الأول ٢٠١٤",
            "٢٠١٤-١٠-٠٧",
        ] {
            assert_eq!(date(text, None).as_deref(), Ok("2014-10-07"), "{text}");
        }
        assert_eq!(date("07/10/2014", Some(DateOrder::DayFirst)).as_deref(), Ok("2014-10-07"));
        assert_eq!(date("10/7/14", Some(DateOrder::MonthFirst)).as_deref(), Ok("2014-10-07"));
        assert_eq!(date("Oct 2014", None).as_deref(), Ok("2014-10"));
        assert_eq!(date("2014-10", None).as_deref(), Ok("2014-10"));
        assert_eq!(date("2017-06-XX", None).as_deref(), Ok("2017-06-XX"));
        assert_eq!(date("2014-10-07T06:20:00.000Z", None).as_deref(), Ok("2014-10-07T06:20:00Z"));
        assert_eq!(date("2014-10-07 06:20", None).as_deref(), Ok("2014-10-07T06:20"));
    }

    #[test]
    fn never_guesses_the_order() {
        assert_eq!(date("03/04/2018", None), Err(Wrong::Ambiguous));
        assert_eq!(date("04/04/2018", None).as_deref(), Ok("2018-04-04"));
        assert_eq!(date("13/02/2018", None).as_deref(), Ok("2018-02-13"));
        assert_eq!(date("13/02/2018", Some(DateOrder::MonthFirst)), Err(Wrong::DoesNotExist));
        assert_eq!(numeric("13/02/2018"), Some(Reading::Only(DateOrder::DayFirst)));
        assert_eq!(numeric("03/04/2018"), Some(Reading::Either));
        assert_eq!(numeric("2018-02-13"), None);
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in ["", "soon", "42895", "31 Nov 2017x", "1/2", "12-"] {
            assert_eq!(date(text, None), Err(Wrong::NotUnderstood), "{text}");
        }
        for text in ["2017-02-30", "30 Feb 2017", "2017-13-01"] {
            assert_eq!(date(text, None), Err(Wrong::DoesNotExist), "{text}");
        }
        assert!(is_epoch("1970-01-01"));
    }

    #[test]
    fn reads_times() {
        for (text, expected) in [
            ("6:20", "06:20"),
            ("0620Z", "06:20"),
            ("18.05", "18:05"),
            ("6:20 pm", "18:20"),
            ("12:00 AM", "00:00"),
            ("01:02:03", "01:02:03"),
        ] {
            assert_eq!(time(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "25:00", "12:60", "noon", "123", "1:2:3:4", "13:00 PM"] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_edtf(text in "[0-9]{1,4}[-/. T][0-9A-Za-z]{1,4}[-/. ][0-9:]{1,8}") {
            if let Ok(edtf) = date(&text, Some(DateOrder::DayFirst)) {
                prop_assert!(domain::edtf::Edtf::parse(&edtf).is_ok(), "{} {}", text, edtf);
            }
        }
    }
}
