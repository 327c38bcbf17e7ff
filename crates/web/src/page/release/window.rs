//! The months that the calendar shows: a quarter, or a whole year.

use crate::chart::strip;
use crate::date::{self, Width};
use crate::i18n::Say;
use domain::language::Language;
use register::release::Disclosure;
use register::release::Window as Days;
use std::collections::BTreeMap;

/// A year, or one of its quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Window {
    /// The year.
    pub(super) year: i16,
    /// 1 to 4; absent for the whole year.
    pub(super) quarter: Option<u8>,
}

impl Window {
    /// Reads `2017-Q3` or `2017`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (year, quarter) = match text.split_once("-Q") {
            Some((year, quarter)) => {
                (year, Some(quarter.parse().ok().filter(|number| (1..=4).contains(number))?))
            }
            None => (text, None),
        };
        let year = year.parse().ok().filter(|number| year.len() == 4 && (1900..=2200).contains(number))?;
        Some(Self { year, quarter })
    }

    /// The quarter of an ISO day.
    pub(super) fn of_day(day: &str) -> Option<Self> {
        let year = day.get(..4)?.parse().ok()?;
        let month: u8 = day.get(5..7)?.parse().ok().filter(|month| (1..=12).contains(month))?;
        Some(Self { year, quarter: Some((month - 1) / 3 + 1) })
    }

    /// The quarter in which most days are named; of several the first.
    pub(super) fn densest(disclosure: &Disclosure, country: &str) -> Option<Self> {
        let mut counts: BTreeMap<Self, i64> = BTreeMap::new();
        for stretch in disclosure.of(country) {
            if let Some(window) = Self::of_day(&stretch.first) {
                *counts.entry(window).or_default() += stretch.lines;
            }
        }
        counts
            .into_iter()
            .max_by_key(|(window, lines)| (*lines, std::cmp::Reverse(*window)))
            .map(|(window, _)| window)
    }

    fn months(self) -> (u8, u8) {
        self.quarter.map_or((1, 12), |quarter| (quarter * 3 - 2, quarter * 3))
    }

    /// First and last day.
    pub(super) fn days(self) -> Days {
        let (first, last) = self.months();
        let last_day = match last {
            6 | 9 => 30,
            _ => 31,
        };
        Days {
            first: format!("{:04}-{first:02}-01", self.year),
            last: format!("{:04}-{last:02}-{last_day}", self.year),
        }
    }

    /// How many days.
    pub(super) fn length(self) -> u16 {
        let days = self.days();
        strip::days_after(&days.first, &days.last).map_or(0, |days| days + 1)
    }

    /// The parameter's value.
    pub(super) fn parameter(self) -> String {
        match self.quarter {
            Some(quarter) => format!("{:04}-Q{quarter}", self.year),
            None => format!("{:04}", self.year),
        }
    }

    /// `July to September 2017`.
    pub(super) fn name(self, say: Say) -> String {
        let (first, last) = self.months();
        if self.quarter.is_none() {
            return self.year.to_string();
        }
        let joint = match say.language {
            Language::English => "to",
            Language::Arabic => "إلى",
        };
        let month = |month: u8| date::month_name(say, usize::from(month), Width::Full);
        format!("{} {joint} {} {}", month(first), month(last), self.year)
    }

    /// The window of the same length before or after.
    pub(super) fn shifted(self, by: i16) -> Self {
        let Some(quarter) = self.quarter else { return Self { year: self.year + by, quarter: None } };
        let number = self.year * 4 + i16::from(quarter) - 1 + by;
        let quarter = u8::try_from(number.rem_euclid(4)).unwrap_or(0) + 1;
        Self { year: number.div_euclid(4), quarter: Some(quarter) }
    }
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn windows_read_back_and_follow_each_other() {
        for text in ["2017-Q1", "2017-Q4", "2019"] {
            assert_eq!(Window::parse(text).map(Window::parameter).as_deref(), Some(text));
        }
        for text in ["", "17", "2017-Q5", "2017-Q0", "x017", "2017-07"] {
            assert_eq!(Window::parse(text), None, "{text}");
        }
        let window = Window::of_day("2017-12-31").expect("a day");
        assert_eq!(window.shifted(1).parameter(), "2018-Q1");
        assert_eq!(window.shifted(-4).parameter(), "2016-Q4");
        assert_eq!((window.days().first.as_str(), window.days().last.as_str()), ("2017-10-01", "2017-12-31"));
        assert_eq!([1, 2, 3, 4].map(|q| Window { year: 2017, quarter: Some(q) }.length()), [90, 91, 92, 92]);
        assert_eq!(Window { year: 2020, quarter: None }.length(), 366);
    }
}
