//! How far two coders agree on a grade beyond what chance alone would give: Cohen's kappa, with its standard error.
//!
//! Not a verdict on who is right, and not independence of sources (see [`crate::independence`]). Kappa compares the
//! agreement seen, `po`, with the agreement that the two coders' own shares of the grades would give by chance, `pe`:
//! `(po - pe) / (1 - pe)`. Sources: J. Cohen, "A coefficient of agreement for nominal scales", Educational and
//! Psychological Measurement 20 (1960) 37-46; J. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968) 213-220;
//! J. L. Fleiss, J. Cohen, B. S. Everitt, "Large sample standard errors of kappa and weighted kappa", Psychological
//! Bulletin 72 (1969) 323-327, formula 13. Start at [`Table::of`] and [`Table::kappa`].

use crate::limits::CODEBOOK_GRADES_MAX;

/// The standard normal quantile of a two-sided interval of 95 %.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// How much a disagreement counts as partial agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weights {
    /// Only the same grade agrees.
    Unweighted,
    /// Grades are ordered; a disagreement counts by how many steps apart the two are.
    Linear,
}

/// Kappa of one table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kappa {
    /// From -1 to 1; 1 is perfect agreement, 0 what chance gives.
    pub value: f64,
    /// Large-sample standard error.
    pub standard_error: f64,
    /// Lower end of the 95 % interval, not below -1.
    pub lower: f64,
    /// Upper end of the 95 % interval, not above 1.
    pub upper: f64,
}

/// Why there is no kappa.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoKappa {
    /// Nothing was coded by two.
    NoPairs,
    /// Both coders gave one and the same grade throughout: chance alone would agree as well.
    OneCategory,
}

/// How often the first coder gave one grade and the second another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    categories: usize,
    counts: Vec<u32>,
}

impl Table {
    /// The table of pairs of places in a list of `categories` grades, the first coder's place first. A pair whose
    /// place is outside the list is left out; so is everything of a list longer than a codebook may be.
    pub fn of(categories: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let categories = if categories > CODEBOOK_GRADES_MAX { 0 } else { categories };
        let mut counts = vec![0_u32; categories * categories];
        for (first, second) in pairs {
            if first < categories && second < categories {
                counts[first * categories + second] += 1;
            }
        }
        Self { categories, counts }
    }

    /// How many pairs there are of these two places.
    pub fn count(&self, first: usize, second: usize) -> u32 {
        if first < self.categories && second < self.categories {
            self.counts[first * self.categories + second]
        } else {
            0
        }
    }

    /// How many pairs there are.
    pub fn pairs(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// How many pairs agree.
    pub fn agreeing(&self) -> u32 {
        (0..self.categories).map(|place| self.count(place, place)).sum()
    }

    /// Whether either coder gave this grade.
    pub fn is_used(&self, place: usize) -> bool {
        (0..self.categories).any(|other| self.count(place, other) + self.count(other, place) > 0)
    }

    /// Cohen's kappa and its standard error by Fleiss, Cohen and Everitt.
    ///
    /// # Errors
    /// Where there is none: no pair, or fewer than two grades in use.
    pub fn kappa(&self, weights: Weights) -> Result<Kappa, NoKappa> {
        let furthest = f64::from(u32::try_from(self.categories.saturating_sub(1)).unwrap_or(u32::MAX));
        self.weighted(|first, second| match weights {
            Weights::Unweighted => f64::from(u8::from(first == second)),
            Weights::Linear => 1.0 - steps(first, second) / furthest,
        })
    }

    /// Weighted kappa of any weights of agreement, 1 on the diagonal.
    fn weighted(&self, weight: impl Fn(usize, usize) -> f64) -> Result<Kappa, NoKappa> {
        if self.pairs() == 0 {
            return Err(NoKappa::NoPairs);
        }
        if (0..self.categories).filter(|place| self.is_used(*place)).count() < 2 {
            return Err(NoKappa::OneCategory);
        }
        let number = f64::from(self.pairs());
        let share = |first, second| f64::from(self.count(first, second)) / number;
        let places = || 0..self.categories;
        let sum = |of: &dyn Fn(usize) -> f64| places().map(of).sum::<f64>();
        let firsts: Vec<f64> = places().map(|first| sum(&|second| share(first, second))).collect();
        let seconds: Vec<f64> = places().map(|second| sum(&|first| share(first, second))).collect();
        let cells = || places().flat_map(|first| places().map(move |second| (first, second)));
        let observed: f64 = cells().map(|(i, j)| weight(i, j) * share(i, j)).sum();
        let expected: f64 = cells().map(|(i, j)| weight(i, j) * firsts[i] * seconds[j]).sum();
        let by_first: Vec<f64> = places().map(|i| sum(&|j| weight(i, j) * seconds[j])).collect();
        let by_second: Vec<f64> = places().map(|j| sum(&|i| weight(i, j) * firsts[i])).collect();
        let spread: f64 = cells()
            .map(|(i, j)| {
                let away = weight(i, j) * (1.0 - expected) - (by_first[i] + by_second[j]) * (1.0 - observed);
                share(i, j) * away * away
            })
            .sum();
        let middle = observed * expected - 2.0 * expected + observed;
        let variance = (spread - middle * middle) / (number * (1.0 - expected).powi(4));
        let value = (observed - expected) / (1.0 - expected);
        // Where agreement is perfect the variance is 0 but for rounding.
        let standard_error = variance.max(0.0).sqrt();
        let margin = NORMAL_95 * standard_error;
        let (lower, upper) = ((value - margin).max(-1.0), (value + margin).min(1.0));
        Ok(Kappa { value, standard_error, lower, upper })
    }
}

fn steps(first: usize, second: usize) -> f64 {
    f64::from(u32::try_from(first.abs_diff(second)).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table<const N: usize>(counts: [[u32; N]; N]) -> Table {
        Table { categories: N, counts: counts.concat() }
    }

    fn close(found: f64, stated: f64, within: f64) {
        assert!((found - stated).abs() <= within, "{found} is not {stated} within {within}");
    }

    #[test]
    fn the_textbook_table_of_fifty_proposals() {
        let kappa = table([[20, 5], [10, 15]]).kappa(Weights::Unweighted).unwrap();
        close(kappa.value, 0.4, 1e-12);
        // Two categories have no steps between them: weights change nothing.
        close(table([[20, 5], [10, 15]]).kappa(Weights::Linear).unwrap().value, 0.4, 1e-12);
    }

    #[test]
    fn fleiss_cohen_and_everitt_1969_as_printed() {
        // Their table of 200 diagnoses: personality disorder, neurosis, psychosis.
        let table = table([[106, 10, 4], [22, 28, 10], [2, 12, 6]]);
        close(table.kappa(Weights::Unweighted).unwrap().value, 0.429, 0.0005);
    }

    #[test]
    fn the_answers_of_91_couples_of_hout_and_others_1987() {
        // Agresti, Categorical Data Analysis; the figures are those of `Kappa(SexualFun)` of R's package vcd.
        let table = table([[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]);
        let plain = table.kappa(Weights::Unweighted).unwrap();
        close(plain.value, 0.1293, 0.00005);
        close(plain.standard_error, 0.06860, 0.000_005);
        let linear = table.kappa(Weights::Linear).unwrap();
        close(linear.value, 0.2374, 0.00005);
        close(linear.standard_error, 0.07832, 0.000_005);
        close(linear.upper - linear.lower, 2.0 * 1.96 * 0.07832, 0.0005);
    }

    #[test]
    fn no_kappa_is_made_up() {
        for weights in [Weights::Unweighted, Weights::Linear] {
            assert_eq!(Table::of(3, []).kappa(weights), Err(NoKappa::NoPairs));
            assert_eq!(Table::of(0, [(0, 0)]).kappa(weights), Err(NoKappa::NoPairs));
            assert_eq!(Table::of(3, [(1, 1), (1, 1)]).kappa(weights), Err(NoKappa::OneCategory));
            assert_eq!(Table::of(1, [(0, 0)]).kappa(weights), Err(NoKappa::OneCategory));
        }
    }

    #[test]
    fn coders_without_anything_in_common_are_at_chance() {
        let kappa = table([[4, 6], [6, 9]]).kappa(Weights::Unweighted).unwrap();
        close(kappa.value, 0.0, 1e-12);
        assert!(kappa.lower < 0.0 && kappa.upper > 0.0);
    }

    proptest! {
        #[test]
        fn swapping_the_coders_changes_nothing(pairs in prop::collection::vec((0..5_usize, 0..5_usize), 0..60)) {
            let swapped = Table::of(5, pairs.iter().map(|(first, second)| (*second, *first)));
            let table = Table::of(5, pairs);
            for weights in [Weights::Unweighted, Weights::Linear] {
                match (table.kappa(weights), swapped.kappa(weights)) {
                    (Ok(one), Ok(other)) => {
                        prop_assert!((one.value - other.value).abs() < 1e-9);
                        prop_assert!((one.standard_error - other.standard_error).abs() < 1e-9);
                    }
                    (one, other) => prop_assert_eq!(one, other),
                }
            }
        }

        #[test]
        fn perfect_agreement_is_one(grades in prop::collection::vec(0..5_usize, 0..60)) {
            let table = Table::of(5, grades.iter().map(|grade| (*grade, *grade)));
            let used = grades.iter().collect::<std::collections::BTreeSet<_>>().len();
            for weights in [Weights::Unweighted, Weights::Linear] {
                match table.kappa(weights) {
                    Ok(kappa) => {
                        prop_assert!((kappa.value - 1.0).abs() < 1e-9 && kappa.standard_error < 1e-6);
                    }
                    Err(_) => prop_assert!(used < 2),
                }
            }
        }

        #[test]
        fn other_names_for_the_grades_change_nothing(
            pairs in prop::collection::vec((0..5_usize, 0..5_usize), 1..60),
            names in Just([0_usize, 1, 2, 3, 4]).prop_shuffle(),
        ) {
            let renamed = Table::of(5, pairs.iter().map(|(first, second)| (names[*first], names[*second])));
            let backwards = Table::of(5, pairs.iter().map(|(first, second)| (4 - *first, 4 - *second)));
            let table = Table::of(5, pairs);
            let differ = |one: Result<Kappa, NoKappa>, other: Result<Kappa, NoKappa>| match (one, other) {
                (Ok(one), Ok(other)) => (one.value - other.value).abs() > 1e-9,
                (one, other) => one != other,
            };
            prop_assert!(!differ(table.kappa(Weights::Unweighted), renamed.kappa(Weights::Unweighted)));
            prop_assert!(!differ(table.kappa(Weights::Linear), backwards.kappa(Weights::Linear)));
        }

        #[test]
        fn kappa_stays_within_its_bounds(pairs in prop::collection::vec((0..4_usize, 0..4_usize), 1..60)) {
            for weights in [Weights::Unweighted, Weights::Linear] {
                if let Ok(kappa) = Table::of(4, pairs.clone()).kappa(weights) {
                    prop_assert!(kappa.value <= 1.0 + 1e-9 && kappa.value >= -1.0 - 1e-9);
                    prop_assert!(kappa.lower <= kappa.upper && kappa.standard_error.is_finite());
                }
            }
        }
    }
}
