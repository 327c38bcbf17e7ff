//! How likely a pair is one person, in bits: the log odds of the match against all other classes.
//!
//! What all pairs of a pattern share is reckoned once a pattern; a pair adds how common its own values are, and only
//! against those classes in which the values agree by chance.

use crate::chance::Values;
use crate::comparison::{Comparison, SKELETON_LEVEL, Sharing};
use crate::mixture::{EVENT, Model, Pattern, RULES, SAME, SIBLINGS, probability};
use crate::table::Table;

/// The bits a pair may have at most, either way.
const BITS_MAX: f64 = 60.0;

/// What must agree where one of the pair has no name of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamelessRule {
    /// The comparison of the own name.
    pub own_name: usize,
    /// Comparisons of which one must agree: father, family.
    pub family: Vec<usize>,
    /// Comparisons of which one must agree: day and place, incident.
    pub event: Vec<usize>,
    /// Comparisons that may be missing but no further apart than a level: age, sex.
    pub at_most: Vec<(usize, u8)>,
}

/// Scores the pairs of one table.
pub(crate) struct Scorer<'a> {
    table: &'a Table,
    comparisons: &'a [Comparison],
    patterns: &'a [Pattern],
    values: Values,
    /// By pattern: log2 of the match, of siblings, of the other classes; the highest score it can have.
    parts: Vec<[f64; 4]>,
}

/// One bar of a waterfall.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The comparison's name, or `prior`.
    pub name: &'static str,
    /// The level, 0 for missing.
    pub level: u8,
    /// Bits by the level, against the mixture of other classes taken as a whole.
    pub bits: f64,
    /// Bits by how rare the value is.
    pub value_bits: f64,
}

impl<'a> Scorer<'a> {
    pub fn new(
        table: &'a Table,
        comparisons: &'a [Comparison],
        model: &Model,
        patterns: &'a [Pattern],
        nameless: Option<&NamelessRule>,
    ) -> Self {
        let siblings = model.siblings(comparisons);
        let event = model.event(comparisons);
        let parts = patterns
            .iter()
            .map(|pattern| {
                let levels = &pattern.levels;
                if nameless.is_some_and(|rule| is_barred(rule, levels)) {
                    return [-1000.0, 0.0, 0.0, -BITS_MAX];
                }
                let same =
                    (model.weights[SAME] * probability(&model.same, levels)).max(f64::MIN_POSITIVE).log2();
                let sibling = model.weights[SIBLINGS] * probability(&siblings, levels);
                let others = model.weights[EVENT] * probability(&event, levels)
                    + model
                        .rules
                        .iter()
                        .zip(&model.weights[RULES..])
                        .map(|(rule, weight)| weight * probability(rule, levels))
                        .sum::<f64>();
                let (sibling, others) =
                    (sibling.max(f64::MIN_POSITIVE).log2(), others.max(f64::MIN_POSITIVE).log2());
                let agreeing = levels.iter().filter(|level| (1..=3).contains(*level)).count() as f64;
                let best = same - (sibling.max(others) - 8.0 * agreeing);
                [same, sibling, others, best]
            })
            .collect();
        Self { table, comparisons, patterns, values: Values::new(table, comparisons), parts }
    }

    /// The bits of a pair that shows a pattern, `None` if they cannot reach `least`.
    pub fn bits(&self, pattern: u32, first: u32, second: u32, least: f64) -> Option<f64> {
        let [same, sibling, others, best] = self.parts[pattern as usize];
        if best < least {
            return None;
        }
        let (a, b) = (self.table.record(first), self.table.record(second));
        let (mut all, mut own) = (0.0, 0.0);
        for (at, level) in self.patterns[pattern as usize].levels.iter().enumerate() {
            if *level == 0 {
                continue;
            }
            let bits = f64::from(self.values.bits(at, *level, a, b));
            all += bits;
            if !matches!(self.comparisons[at].sharing, Sharing::Family | Sharing::Event) {
                own += bits;
            }
        }
        let (x, y) = (sibling + own, others + all);
        let high = x.max(y);
        let against = high + ((x - high).exp2() + (y - high).exp2()).log2();
        let bits = (same - against).clamp(-BITS_MAX, BITS_MAX);
        (bits >= least).then_some(bits)
    }

    /// The bars of a pair: what each comparison adds, against chance.
    pub fn bars(&self, model: &Model, levels: &[u8], first: u32, second: u32) -> Vec<Bar> {
        let (a, b) = (self.table.record(first), self.table.record(second));
        let prior = (model.weights[SAME] / (1.0 - model.weights[SAME])).log2();
        std::iter::once(Bar { name: "prior", level: 0, bits: prior, value_bits: 0.0 })
            .chain(self.comparisons.iter().enumerate().map(|(at, comparison)| {
                let level = levels[at];
                let bits = match usize::from(level) {
                    0 => 0.0,
                    level => (model.same[at][level] / model.chance[at][level]).log2(),
                };
                Bar {
                    name: comparison.name,
                    level,
                    bits,
                    value_bits: -f64::from(self.values.bits(at, level, a, b)),
                }
            }))
            .collect()
    }
}

/// Whether a pair without an own name lacks the family or the event.
fn is_barred(rule: &NamelessRule, levels: &[u8]) -> bool {
    let agrees = |at: &usize| levels.get(*at).is_some_and(|level| (1..=SKELETON_LEVEL as u8).contains(level));
    let closely = |at: &usize| levels.get(*at).is_some_and(|level| (1..=2).contains(level));
    let is_within = |(at, most): &(usize, u8)| levels.get(*at).is_none_or(|level| level <= most);
    levels.get(rule.own_name) == Some(&0)
        && !(rule.family.iter().any(agrees)
            && rule.event.iter().any(closely)
            && rule.at_most.iter().all(is_within))
}
