//! A number of people or things as the field states it: a minimum, a maximum, a bound and the words used.
//!
//! Unknown is `None` and never 0; nothing here averages. Start at [`Count`], and at [`Sum`] for totals that say
//! how many of their parts were unknown.

use crate::problem::Problem;
use crate::vocabulary::Bound;
use serde::{Deserialize, Serialize};

/// A count as stated. `{min: 4, max: 300, bound: range}` reads 4–300; `{min: 1417, bound: at_least}` reads "at
/// least 1,417". With neither number the count is unknown or only worded ("hundreds").
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Lowest figure; `None` is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// Highest figure; `None` is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// What kind of bound the figures are; absent where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// The words used, where they say more than the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<String>,
}

impl Count {
    /// A range, or one exact value where both ends are equal.
    pub fn range(min: Option<i64>, max: Option<i64>) -> Self {
        let bound = match (min, max) {
            (None, None) => Bound::Unknown,
            (Some(low), Some(high)) if low == high => Bound::Exact,
            (Some(_), None) => Bound::AtLeast,
            (None, Some(_)) => Bound::UpTo,
            (Some(_), Some(_)) => Bound::Range,
        };
        Self { min, max, bound: Some(bound), wording: None }
    }

    /// Whether neither end is known.
    pub const fn is_unknown(&self) -> bool {
        self.min.is_none() && self.max.is_none()
    }

    /// Refuses a minimum above the maximum and numbers below 0 (invariant 2).
    pub fn problems(&self, field: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        if let (Some(min), Some(max)) = (self.min, self.max)
            && min > max
        {
            problems.push(Problem::refuse("count-min-above-max", field).with("min", min).with("max", max));
        }
        if self.min.is_some_and(|min| min < 0) || self.max.is_some_and(|max| max < 0) {
            problems.push(Problem::refuse("count-below-zero", field));
        }
        problems
    }
}

/// The sum of counts of one definition: minima and maxima apart, and how many parts were unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Sum of the known minima.
    pub min: i64,
    /// Sum of the known maxima.
    pub max: i64,
    /// How many parts went in.
    pub parts: i64,
    /// How many of them had no known minimum.
    pub unknown_min: i64,
    /// How many of them had no known maximum.
    pub unknown_max: i64,
}

impl Sum {
    /// Adds one part; an unknown end adds nothing and is counted.
    #[must_use]
    pub const fn and(self, count: &Count) -> Self {
        let (min, unknown_min) = match count.min {
            Some(min) => (self.min.saturating_add(min), self.unknown_min),
            None => (self.min, self.unknown_min + 1),
        };
        let (max, unknown_max) = match count.max {
            Some(max) => (self.max.saturating_add(max), self.unknown_max),
            None => (self.max, self.unknown_max + 1),
        };
        Self { min, max, parts: self.parts + 1, unknown_min, unknown_max }
    }
}

/// What a total leaves once the sum of what it contains is taken out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remainder {
    /// An interval: at least `min`, at most `max`; an end that nothing known bounds is `None`.
    Between {
        /// Lowest remainder, never below 0.
        min: i64,
        /// Highest remainder.
        max: Option<i64>,
    },
    /// What the total contains is more than the total itself: they cannot both stand. At least this many too many.
    Contradiction {
        /// How far the lowest sum is above the highest total.
        by: i64,
    },
}

impl Sum {
    /// The remainder of a total of the same definition. A part without a maximum leaves no lower end but 0, since
    /// it may be all of the rest; one without a minimum counts at least 0.
    pub fn remainder(&self, total: &Count) -> Remainder {
        let highest = total.max.map(|max| max.saturating_sub(self.min));
        if let Some(below) = highest.filter(|highest| *highest < 0) {
            return Remainder::Contradiction { by: below.saturating_neg() };
        }
        let lowest = total.min.filter(|_| self.unknown_max == 0).map(|min| min.saturating_sub(self.max));
        Remainder::Between { min: lowest.unwrap_or(0).max(0), max: highest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(value: i64) -> Count {
        Count::range(Some(value), Some(value))
    }

    #[test]
    fn the_remainder_of_a_total_is_an_interval() {
        let parts = Sum::default().and(&Count::range(Some(2), Some(4))).and(&exact(3));
        assert_eq!(parts.remainder(&exact(20)), Remainder::Between { min: 13, max: Some(15) });
        assert_eq!(parts.remainder(&Count::range(Some(20), None)), Remainder::Between { min: 13, max: None });
        assert_eq!(parts.remainder(&exact(6)), Remainder::Between { min: 0, max: Some(1) });
        assert_eq!(parts.remainder(&exact(4)), Remainder::Contradiction { by: 1 });
        let unknown = parts.and(&Count::range(None, None));
        assert_eq!(unknown.remainder(&exact(20)), Remainder::Between { min: 0, max: Some(15) });
        assert_eq!(parts.remainder(&Count::default()), Remainder::Between { min: 0, max: None });
    }

    proptest! {
        /// Whatever the true numbers are, the true remainder is inside; a contradiction is never called wrongly.
        #[test]
        fn the_true_remainder_is_inside(
            parts in prop::collection::vec((0..50_i64, 0..9_i64, 0..9_i64, any::<[bool; 2]>()), 0..8),
            rest in 0..50_i64,
            (below, above, known) in (0..9_i64, 0..9_i64, any::<[bool; 2]>()),
        ) {
            let around = |value: i64, below: i64, above: i64, known: [bool; 2]| {
                Count::range(known[0].then(|| (value - below).max(0)), known[1].then_some(value + above))
            };
            let sum = parts.iter().fold(Sum::default(), |sum, (value, below, above, known)| {
                sum.and(&around(*value, *below, *above, *known))
            });
            let total: i64 = parts.iter().map(|part| part.0).sum::<i64>() + rest;
            match sum.remainder(&around(total, below, above, known)) {
                Remainder::Between { min, max } => {
                    prop_assert!(min <= rest && max.is_none_or(|max| rest <= max));
                }
                Remainder::Contradiction { .. } => prop_assert!(false, "these numbers are possible"),
            }
        }
    }

    #[test]
    fn unknown_is_not_zero_in_a_sum() {
        let sum = Sum::default()
            .and(&Count::range(Some(0), Some(3)))
            .and(&Count::range(None, None))
            .and(&Count::range(Some(4), Some(300)));
        assert_eq!(sum, Sum { min: 4, max: 303, parts: 3, unknown_min: 1, unknown_max: 1 });
    }

    #[test]
    fn a_minimum_above_the_maximum_is_refused() {
        let codes: Vec<_> =
            Count::range(Some(5), Some(4)).problems("killed").into_iter().map(|p| p.code).collect();
        assert_eq!(codes, ["count-min-above-max"]);
        assert!(Count::range(Some(0), Some(0)).problems("killed").is_empty());
        assert_eq!(
            Count { min: Some(-1), ..Count::default() }.problems("killed")[0].code,
            "count-below-zero"
        );
    }
}
