//! What kinds of pairs there are, fitted to the counts of patterns: the same person, brothers and sisters, strangers of
//! one event, and strangers who merely agree on what a blocking rule asks for.
//!
//! Chance agreement is given ([`crate::chance`]) and never moves; only the match's levels and the weights of the
//! classes are fitted, from several starts, with bounds that keep the match a match.

use crate::chance::{Levels, normalise};
use crate::comparison::{Comparison, Sharing, levels_of};
use crate::limits::{FIT_ROUNDS_FIRST, FIT_ROUNDS_MAX, LEVELS_MAX};

/// A fitted mixture.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Levels of the same person, by comparison.
    pub same: Vec<Levels>,
    /// Levels by chance, by comparison.
    pub chance: Vec<Levels>,
    /// Levels of strangers whom a rule found: by rule, by comparison.
    pub rules: Vec<Vec<Levels>>,
    /// Shares of the classes among candidate pairs: same person, siblings, strangers of one event, then one a rule.
    pub weights: Vec<f64>,
    /// log likelihood of the counts.
    pub log_likelihood: f64,
}

/// Numbers of the classes that are not a rule's.
pub(crate) const SAME: usize = 0;
pub(crate) const SIBLINGS: usize = 1;
pub(crate) const EVENT: usize = 2;
pub(crate) const RULES: usize = 3;

/// Least agreement of the same person on a name, and most of their pairs that may lie within one list.
const NAME_AGREEMENT_MIN: f64 = 0.88;
const SAME_LIST_MAX: f64 = 0.05;

/// Observations that the first guess counts for.
const PRIOR_PAIRS: f64 = 20.0;

const CHANGE_MIN: f64 = 1e-7;

/// A pattern's levels and count.
pub(crate) struct Pattern {
    pub levels: Vec<u8>,
    pub count: f64,
}

pub(crate) fn patterns(comparisons: &[Comparison], codes: &[u64], counts: &[u64]) -> Vec<Pattern> {
    codes
        .iter()
        .zip(counts)
        .map(|(code, count)| Pattern { levels: levels_of(comparisons, *code), count: *count as f64 })
        .collect()
}

/// Fits from several starts for a few rounds, and the likeliest to its end.
pub(crate) fn fit(
    comparisons: &[Comparison],
    patterns: &[Pattern],
    chance: &[Levels],
    rules: &[Vec<Levels>],
) -> Model {
    let fixed: Vec<Vec<f64>> = rules
        .iter()
        .map(|levels| patterns.iter().map(|pattern| probability(levels, &pattern.levels)).collect())
        .collect();
    let starts = [(0.75, 0.05), (0.6, 0.2), (0.9, 0.3)];
    let fit = Fit { comparisons, patterns, fixed: &fixed };
    let mut best: Option<(Model, Vec<Levels>)> = None;
    for (exact, weight) in starts {
        let (mut model, prior) = fit.start(chance, rules, exact, weight);
        fit.run(&mut model, &prior, FIT_ROUNDS_FIRST);
        if best.as_ref().is_none_or(|(best, _)| model.log_likelihood > best.log_likelihood) {
            best = Some((model, prior));
        }
    }
    let (mut model, prior) = best.expect("there is a start");
    fit.run(&mut model, &prior, FIT_ROUNDS_MAX);
    model
}

/// The probability of a pattern where levels are independent; what is missing counts for nothing.
pub(crate) fn probability(levels: &[Levels], pattern: &[u8]) -> f64 {
    levels
        .iter()
        .zip(pattern)
        .map(|(levels, level)| if *level == 0 { 1.0 } else { levels[usize::from(*level)] })
        .product()
}

impl Model {
    /// Levels of brothers and sisters: as the same person's where kin share them, else by chance.
    pub(crate) fn siblings(&self, comparisons: &[Comparison]) -> Vec<Levels> {
        mixed(comparisons, &self.same, &self.chance, |sharing| {
            matches!(sharing, Sharing::Family | Sharing::Event)
        })
    }

    /// Levels of strangers of one event.
    pub(crate) fn event(&self, comparisons: &[Comparison]) -> Vec<Levels> {
        mixed(comparisons, &self.same, &self.chance, |sharing| sharing == Sharing::Event)
    }
}

fn mixed(
    comparisons: &[Comparison],
    same: &[Levels],
    chance: &[Levels],
    is_shared: impl Fn(Sharing) -> bool,
) -> Vec<Levels> {
    comparisons
        .iter()
        .enumerate()
        .map(|(at, comparison)| if is_shared(comparison.sharing) { same[at] } else { chance[at] })
        .collect()
}

struct Fit<'a> {
    comparisons: &'a [Comparison],
    patterns: &'a [Pattern],
    /// Probability of every pattern in every rule's class.
    fixed: &'a [Vec<f64>],
}

impl Fit<'_> {
    fn start(
        &self,
        chance: &[Levels],
        rules: &[Vec<Levels>],
        exact: f64,
        weight: f64,
    ) -> (Model, Vec<Levels>) {
        let prior: Vec<Levels> =
            self.comparisons.iter().map(|comparison| first_guess(comparison, exact)).collect();
        let classes = RULES + rules.len();
        let mut weights = vec![(1.0 - weight) / (classes - 1) as f64; classes];
        weights[SAME] = weight;
        let model = Model {
            same: prior.clone(),
            chance: chance.to_vec(),
            rules: rules.to_vec(),
            weights,
            log_likelihood: f64::NEG_INFINITY,
        };
        (model, prior)
    }

    fn run(&self, model: &mut Model, prior: &[Levels], rounds: usize) {
        for _ in 0..rounds {
            let before = model.log_likelihood;
            self.round(model, prior);
            if (model.log_likelihood - before).abs() <= CHANGE_MIN * model.log_likelihood.abs() {
                break;
            }
        }
    }

    fn round(&self, model: &mut Model, prior: &[Levels]) {
        let siblings = model.siblings(self.comparisons);
        let event = model.event(self.comparisons);
        let mut weights = vec![1.0; model.weights.len()];
        let mut seen = vec![[0.0; LEVELS_MAX]; self.comparisons.len()];
        let mut log_likelihood = 0.0;
        let mut shares = vec![0.0; model.weights.len()];
        for (at, pattern) in self.patterns.iter().enumerate() {
            shares[SAME] = model.weights[SAME] * probability(&model.same, &pattern.levels);
            shares[SIBLINGS] = model.weights[SIBLINGS] * probability(&siblings, &pattern.levels);
            shares[EVENT] = model.weights[EVENT] * probability(&event, &pattern.levels);
            for (rule, fixed) in self.fixed.iter().enumerate() {
                shares[RULES + rule] = model.weights[RULES + rule] * fixed[at];
            }
            let sum = shares.iter().sum::<f64>().max(f64::MIN_POSITIVE);
            log_likelihood += pattern.count * sum.ln();
            for (weight, share) in weights.iter_mut().zip(&shares) {
                *weight += pattern.count * share / sum;
            }
            let same = pattern.count * shares[SAME] / sum;
            for (seen, level) in seen.iter_mut().zip(&pattern.levels) {
                seen[usize::from(*level)] += same;
            }
        }
        let sum: f64 = weights.iter().sum();
        model.weights = weights.into_iter().map(|weight| weight / sum).collect();
        model.log_likelihood = log_likelihood;
        for (at, comparison) in self.comparisons.iter().enumerate() {
            let count = comparison.ladder.levels();
            for level in 1..count {
                seen[at][level] += PRIOR_PAIRS * prior[at][level];
            }
            normalise(&mut seen[at], count);
            bound(comparison, &mut seen[at]);
            model.same[at] = seen[at];
        }
    }
}

/// Levels of the same person before anything was seen.
fn first_guess(comparison: &Comparison, exact: f64) -> Levels {
    let count = comparison.ladder.levels();
    let mut levels = [0.0; LEVELS_MAX];
    if comparison.sharing == Sharing::List {
        levels[1] = 1.0 - SAME_LIST_MAX / 2.0;
        levels[2] = SAME_LIST_MAX / 2.0;
        return levels;
    }
    levels[1] = exact;
    for level in &mut levels[2..count] {
        *level = (1.0 - exact) / (count - 2) as f64;
    }
    levels
}

/// Keeps the match a match: names mostly agree, and one person is seldom twice in one list.
fn bound(comparison: &Comparison, levels: &mut Levels) {
    let count = comparison.ladder.levels();
    match comparison.sharing {
        Sharing::List => {
            levels[2] = levels[2].min(SAME_LIST_MAX);
            levels[1] = 1.0 - levels[2];
        }
        Sharing::Own | Sharing::Family | Sharing::Event => {
            let agreeing = if comparison.ladder.words().is_some() { 5 } else { count - 1 };
            let agree: f64 = levels[1..agreeing].iter().sum();
            if agree < NAME_AGREEMENT_MIN {
                levels[1..agreeing].iter_mut().for_each(|level| *level *= NAME_AGREEMENT_MIN / agree);
                let rest: f64 = levels[agreeing..count].iter().sum();
                levels[agreeing..count]
                    .iter_mut()
                    .for_each(|level| *level *= (1.0 - NAME_AGREEMENT_MIN) / rest);
            }
        }
    }
}
