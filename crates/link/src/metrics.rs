//! How good a clustering is against a truth: pairs, and B-cubed.

use std::collections::HashMap;

/// Precision and recall, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quality {
    /// Of what was said, how much is true; 1 where nothing was said.
    pub precision: f64,
    /// Of what is true, how much was said; 1 where nothing is true.
    pub recall: f64,
}

impl Quality {
    /// The harmonic mean.
    pub fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// Sizes of clusters, of people, and of what they share.
fn counts<A, B>(clusters: &[A], truth: &[B]) -> [HashMap<(u64, u64), u64>; 3]
where
    A: Copy + Into<u64>,
    B: Copy + Into<u64>,
{
    let mut counts: [HashMap<(u64, u64), u64>; 3] = Default::default();
    for (cluster, person) in clusters.iter().zip(truth) {
        let (cluster, person) = ((*cluster).into(), (*person).into());
        for (counts, key) in counts.iter_mut().zip([(cluster, 0), (person, 0), (cluster, person)]) {
            *counts.entry(key).or_default() += 1;
        }
    }
    counts
}

/// Pairs of rows in one cluster against pairs of rows of one person.
pub fn pairwise<A, B>(clusters: &[A], truth: &[B]) -> Quality
where
    A: Copy + Into<u64>,
    B: Copy + Into<u64>,
{
    let [said, is, both] =
        counts(clusters, truth).map(|counts| counts.values().map(|n| n * (n - 1) / 2).sum::<u64>());
    let share = |of: u64| if of == 0 { 1.0 } else { both as f64 / of as f64 };
    Quality { precision: share(said), recall: share(is) }
}

/// For every row, how much of its cluster is its person, and how much of its person is in its cluster; the average.
pub fn b_cubed<A, B>(clusters: &[A], truth: &[B]) -> Quality
where
    A: Copy + Into<u64>,
    B: Copy + Into<u64>,
{
    let [said, is, both] = counts(clusters, truth);
    let mut shared: Vec<((u64, u64), u64)> = both.into_iter().collect();
    // Summed in one order: floating point sums depend on it.
    shared.sort_unstable();
    let rows = clusters.len().max(1) as f64;
    let sum = |sizes: &HashMap<(u64, u64), u64>, of: fn((u64, u64)) -> u64| {
        shared
            .iter()
            .map(|(key, count)| {
                (count * count) as f64 / sizes.get(&(of(*key), 0)).copied().unwrap_or(1) as f64
            })
            .sum::<f64>()
            / rows
    };
    Quality { precision: sum(&said, |key| key.0), recall: sum(&is, |key| key.1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hand_made_cases() {
        // People: a a a b b c; clusters: 1 1 2 2 2 3.
        let truth = [1_u32, 1, 1, 2, 2, 3];
        let found = [1_u32, 1, 2, 2, 2, 3];
        let pairs = pairwise(&found, &truth);
        // Said: {1,2}, {3,4}, {3,5}, {4,5}; true: {1,2}, {1,3}, {2,3}, {4,5}; both: 2.
        assert!((pairs.precision - 0.5).abs() < 1e-12 && (pairs.recall - 0.5).abs() < 1e-12);
        let cubed = b_cubed(&found, &truth);
        // Precision by row: 1 1 1/3 2/3 2/3 1; recall: 2/3 2/3 1/3 1 1 1.
        assert!((cubed.precision - (1.0 + 1.0 + 1.0 / 3.0 + 4.0 / 3.0 + 1.0) / 6.0).abs() < 1e-12);
        assert!((cubed.recall - (4.0 / 3.0 + 1.0 / 3.0 + 3.0) / 6.0).abs() < 1e-12);
        assert!((pairs.f1() - 0.5).abs() < 1e-12);
    }

    #[test]
    fn extremes() {
        let truth = [1_u32, 1, 2];
        let alone = pairwise(&[1_u32, 2, 3], &truth);
        assert!((alone.precision - 1.0).abs() < 1e-12 && alone.recall < 1e-12);
        let all = pairwise(&[1_u32, 1, 1], &truth);
        assert!((all.recall - 1.0).abs() < 1e-12 && (all.precision - 1.0 / 3.0).abs() < 1e-12);
        let perfect = b_cubed(&truth, &truth);
        assert!((perfect.f1() - 1.0).abs() < 1e-12);
    }
}
