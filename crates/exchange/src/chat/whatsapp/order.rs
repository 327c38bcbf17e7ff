//! Which number of a date is the day, decided over the whole file: each order is tried on every message, and the
//! one that makes no impossible date and goes back in time least is taken. Where two do equally well the doubt is
//! stated, and a person can settle it.

use super::stamp::{Half, Stamp};
use jiff::civil::{Date, DateTime, Time};

/// The order of a date's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 31/12/2020
    DayMonthYear,
    /// 12/31/2020
    MonthDayYear,
    /// 2020/12/31
    YearMonthDay,
}

/// In the order in which they are preferred where nothing else decides.
const ORDERS: [DateOrder; 3] = [DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay];

impl DateOrder {
    /// As a person writes it.
    pub const fn pattern(self) -> &'static str {
        match self {
            Self::DayMonthYear => "day/month/year",
            Self::MonthDayYear => "month/day/year",
            Self::YearMonthDay => "year/month/day",
        }
    }
}

/// What was decided, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The order that local times are given in.
    pub order: DateOrder,
    /// Why.
    pub evidence: String,
    /// The order that would do as well; absent where there is no doubt.
    pub rival: Option<DateOrder>,
}

/// The earliest year that a phone's clock shows, and one that no export can have.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2100;

/// The first year there was such a chat: what a year of two digits cannot be below.
const SHORT_YEAR_MIN: i16 = 2009;

/// How often an order goes back in time over the file before it is less likely than one that never does.
const STEPS_BACK_MIN: u64 = 2;

/// How many times as often as the likeliest order another one must go back before it is ruled out.
const STEPS_BACK_TIMES: u64 = 10;

/// What one order makes of the file.
#[derive(Clone, Copy)]
struct Trial {
    order: DateOrder,
    impossible: u64,
    steps_back: u64,
}

/// The day of a stamp; `None` where this order makes none of it.
pub fn day(stamp: &Stamp, order: DateOrder) -> Option<Date> {
    let [first, second, third] = stamp.date;
    let (year, year_digits, month, day) = match order {
        DateOrder::DayMonthYear => (third, stamp.last_digits, second, first),
        DateOrder::MonthDayYear => (third, stamp.last_digits, first, second),
        DateOrder::YearMonthDay => (first, stamp.first_digits, second, third),
    };
    let year = i16::try_from(year).ok()?;
    let year = match year_digits {
        4 => YEARS.contains(&year).then_some(year)?,
        // No phone writes a short year first.
        2 if order != DateOrder::YearMonthDay => Some(2000 + year).filter(|year| *year >= SHORT_YEAR_MIN)?,
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The time of day of a stamp, the half of the day taken into account.
pub fn clock(stamp: &Stamp) -> Time {
    let hour = match (stamp.half, stamp.hour) {
        (Some(Half::Before), 12) => 0,
        (Some(Half::After), hour @ 1..12) => hour + 12,
        (_, hour) => hour,
    };
    let small = |number: u32| i8::try_from(number.min(59)).expect("at most 59");
    Time::new(small(hour.min(23)), small(stamp.minute), small(stamp.second.unwrap_or(0)), 0)
        .expect("each part is within its range")
}

/// The local time of a stamp.
pub fn local(stamp: &Stamp, order: DateOrder) -> Option<DateTime> {
    Some(day(stamp, order)?.to_datetime(clock(stamp)))
}

fn trial<'a>(stamps: impl Iterator<Item = &'a Stamp>, order: DateOrder) -> Trial {
    let mut trial = Trial { order, impossible: 0, steps_back: 0 };
    let mut last = None;
    for stamp in stamps {
        let Some(day) = day(stamp, order) else {
            trial.impossible += 1;
            continue;
        };
        trial.steps_back += u64::from(last.is_some_and(|last| day < last));
        last = Some(day);
    }
    trial
}

/// Decides the order of a file's dates, or takes the one a person chose.
pub fn decide(stamps: &[&Stamp], said: Option<DateOrder>) -> Decision {
    if let Some(order) = said {
        return Decision { order, evidence: "a person said so".to_owned(), rival: None };
    }
    let mut trials = ORDERS.map(|order| trial(stamps.iter().copied(), order));
    trials.sort_by_key(|trial| (trial.impossible, trial.steps_back));
    let [mut best, mut next, _] = trials;
    let close = next.impossible == best.impossible
        && next.steps_back < best.steps_back * STEPS_BACK_TIMES + STEPS_BACK_MIN
        && !same_days(stamps, best.order, next.order);
    // Slashes, a half of the day and a short year together are how an American phone writes it.
    let prefers = |order: DateOrder| match order {
        DateOrder::MonthDayYear => stamps
            .iter()
            .all(|stamp| stamp.separator == '/' && stamp.half.is_some() && stamp.last_digits == 2),
        _ => false,
    };
    if close && prefers(next.order) {
        std::mem::swap(&mut best, &mut next);
    }
    let count = stamps.len();
    let told = |trial: &Trial| {
        format!(
            "{}: {} impossible, {} back in time",
            trial.order.pattern(),
            trial.impossible,
            trial.steps_back
        )
    };
    Decision {
        order: best.order,
        evidence: format!("of {count} dates, {}; {}", told(&best), told(&next)),
        rival: close.then_some(next.order),
    }
}

/// Whether two orders give the same days, as 01/01/2021 does.
fn same_days(stamps: &[&Stamp], one: DateOrder, other: DateOrder) -> bool {
    stamps.iter().all(|stamp| day(stamp, one) == day(stamp, other))
}

#[cfg(test)]
mod tests {
    use super::super::stamp::stamp;
    use super::*;

    fn decided(lines: &[&str]) -> Decision {
        let stamps: Vec<_> = lines.iter().map(|line| stamp(line).unwrap()).collect();
        decide(&stamps.iter().collect::<Vec<_>>(), None)
    }

    #[test]
    fn one_date_above_twelve_decides() {
        let day_first = decided(&["01/02/2021, 10:00 - A: x", "13/02/2021, 10:00 - A: x"]);
        assert_eq!((day_first.order, day_first.rival), (DateOrder::DayMonthYear, None));
        let month_first = decided(&["1/2/21, 10:00 AM - A: x", "1/13/21, 10:00 AM - A: x"]);
        assert_eq!((month_first.order, month_first.rival), (DateOrder::MonthDayYear, None));
        let year_first = decided(&["2021/02/01, 10:00 - A: x"]);
        assert_eq!((year_first.order, year_first.rival), (DateOrder::YearMonthDay, None));
    }

    #[test]
    fn going_back_in_time_decides_where_no_date_does() {
        let lines = ["01/02/2021", "02/02/2021", "01/03/2021", "02/03/2021", "01/04/2021"];
        let lines: Vec<_> = lines.iter().map(|day| format!("{day}, 10:00 - A: x")).collect();
        let found = decided(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((found.order, found.rival), (DateOrder::DayMonthYear, None), "{}", found.evidence);
    }

    #[test]
    fn a_doubt_is_stated() {
        let found = decided(&["01/02/2021, 10:00 - A: x", "03/02/2021, 10:00 - A: x"]);
        assert_eq!(found.order, DateOrder::DayMonthYear);
        assert_eq!(found.rival, Some(DateOrder::MonthDayYear));
        let american = decided(&["1/2/21, 10:00 AM - A: x", "1/3/21, 10:00 PM - A: x"]);
        assert_eq!(american.order, DateOrder::MonthDayYear);
        assert!(american.rival.is_some());
        assert_eq!(decided(&["01/01/2021, 10:00 - A: x"]).rival, None);
    }

    #[test]
    fn noon_and_midnight() {
        let hour = |line: &str| clock(&stamp(line).unwrap()).hour();
        assert_eq!(hour("1/1/21, 12:00 AM - A: x"), 0);
        assert_eq!(hour("1/1/21, 12:00 PM - A: x"), 12);
        assert_eq!(hour("1/1/21, 1:00 PM - A: x"), 13);
        assert_eq!(hour("١/١/٢٠٢١، ١٢:٣٠ ص - A: x"), 0);
    }
}
