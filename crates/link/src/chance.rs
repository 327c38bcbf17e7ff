//! How often two different people agree by chance: on each level of each comparison, and on each value.
//!
//! Agreement of words is counted exactly from how often each occurs; the other levels come from random pairs drawn
//! with a fixed seed. Never fitted: a fit that may move these finds the wrong classes.

use crate::comparison::{Comparer, Comparison, Ladder, levels_of};
use crate::limits::{CHANCE_PAIRS, LEVELS_MAX};
use crate::pairs::NumberMap;
use crate::random::Random;
use crate::table::Table;

/// Probabilities of the levels of one comparison.
pub type Levels = [f64; LEVELS_MAX];

/// Least probability of any level.
const LEAST: f64 = 1e-6;

/// By how many bits a common or rare value may move a pair.
const VALUE_BITS_MAX: f32 = 8.0;

/// Chance agreement on the levels of every comparison, given that both rows say something.
pub(crate) fn levels(table: &Table, comparisons: &[Comparison], within_lists: bool) -> Vec<Levels> {
    let mut counts = vec![[0.0; LEVELS_MAX]; comparisons.len()];
    let mut random = Random::new(0x00C4_A9CE);
    let mut comparer = Comparer::new(table, comparisons, within_lists);
    if table.rows() > 1 {
        for _ in 0..CHANCE_PAIRS {
            let first = random.below(table.rows());
            let second = (first + 1 + random.below(table.rows() - 1)) % table.rows();
            let code = comparer.pattern(first as u32, second as u32);
            for (counts, level) in counts.iter_mut().zip(levels_of(comparisons, code)) {
                counts[usize::from(level)] += 1.0;
            }
        }
    }
    for (counts, comparison) in counts.iter_mut().zip(comparisons) {
        normalise(counts, comparison.ladder.levels());
        if let Some((column, None)) = comparison.ladder.words() {
            let equal = equal_words(table, column);
            let sampled: f64 = counts[1..4].iter().sum();
            let rest = 1.0 - equal.iter().sum::<f64>();
            for count in &mut counts[4..] {
                *count *= rest / (1.0 - sampled).max(LEAST);
            }
            counts[1..4].copy_from_slice(&equal);
            normalise(counts, comparison.ladder.levels());
        }
    }
    counts
}

/// Makes the levels from 1 on sum to 1, none below the least.
pub(crate) fn normalise(levels: &mut Levels, count: usize) {
    levels[0] = 0.0;
    let sum: f64 = levels[1..count].iter().sum();
    for level in &mut levels[1..count] {
        *level = if sum > 0.0 { (*level / sum).max(LEAST) } else { 1.0 / (count - 1) as f64 };
    }
    let sum: f64 = levels[1..count].iter().sum();
    levels[1..count].iter_mut().for_each(|level| *level /= sum);
}

/// Chance that two rows have one form; one meaning but not one form; one skeleton but not one meaning.
fn equal_words(table: &Table, column: usize) -> [f64; 3] {
    let vocabulary = &table.vocabulary;
    let mut forms = vec![0_u64; table.words() + 1];
    let mut rows = 0_u64;
    for row in 0..table.rows() {
        let word = table.cell(row as u32, column) as usize;
        forms[word] += u64::from(word != 0);
        rows += u64::from(word != 0);
    }
    let mut groups: NumberMap<u32, u64> = NumberMap::default();
    let mut skeletons: NumberMap<u32, u64> = NumberMap::default();
    for (word, count) in forms.iter().enumerate().filter(|(_, count)| **count > 0) {
        // A word that the dictionary does not know agrees by meaning with itself only.
        let known = vocabulary.entry(word as u32).is_some_and(|entry| !entry.word.meanings.is_empty());
        let itself = (1 << 31) | word as u32;
        *groups.entry(if known { vocabulary.group(word as u32) } else { itself }).or_default() += count;
        let skeleton = vocabulary.skeleton(word as u32);
        let alone = u32::MAX - word as u32;
        *skeletons.entry(if skeleton == 0 { alone } else { skeleton }).or_default() += count;
    }
    let pairs = |count: u64| count as f64 * (count.saturating_sub(1)) as f64;
    let all = pairs(rows).max(1.0);
    let by_form: f64 = forms.iter().map(|count| pairs(*count)).sum::<f64>() / all;
    // Counts are summed as whole numbers of pairs, exact in any order of the maps.
    let by_group =
        groups.values().map(|count| u128::from(*count) * u128::from(count - 1)).sum::<u128>() as f64 / all;
    let by_skeleton =
        skeletons.values().map(|count| u128::from(*count) * u128::from(count - 1)).sum::<u128>() as f64 / all;
    [by_form, (by_group - by_form).max(0.0), (by_skeleton - by_group).max(0.0)]
}

/// How much commoner than chance allows for a value is, in bits: positive for common ones.
pub(crate) struct Values {
    /// By comparison: words by number (meaning, skeleton), or cells less the smallest.
    tables: Vec<ValueTable>,
}

enum ValueTable {
    None,
    Words { column: usize, second: Option<usize>, groups: [Vec<f32>; 2], skeletons: [Vec<f32>; 2] },
    Cells { column: usize, least: u32, bits: Vec<f32> },
}

/// The widest range of days, places or categories for which values are counted.
const CELLS_MAX: u32 = 1 << 24;

impl Values {
    pub fn new(table: &Table, comparisons: &[Comparison]) -> Self {
        let tables = comparisons
            .iter()
            .map(|comparison| match &comparison.ladder {
                Ladder::Word { column, second } | Ladder::NamePart { column, second, .. } => {
                    let (groups, skeletons) = word_bits(table, *column);
                    let (other_groups, other_skeletons) =
                        second.map_or((Vec::new(), Vec::new()), |second| word_bits(table, second));
                    ValueTable::Words {
                        column: *column,
                        second: *second,
                        groups: [groups, other_groups],
                        skeletons: [skeletons, other_skeletons],
                    }
                }
                Ladder::Day(column) | Ladder::Place(column) | Ladder::Category(column) => {
                    cell_bits(table, *column)
                }
                Ladder::Number(_) | Ladder::Lists => ValueTable::None,
            })
            .collect();
        Self { tables }
    }

    /// The bits of the value on which two rows agree at this level; 0 where they do not agree on one.
    pub fn bits(&self, comparison: usize, level: u8, a: &[u32], b: &[u32]) -> f32 {
        match &self.tables[comparison] {
            ValueTable::Words { column, second, groups, skeletons } if (1..=3).contains(&level) => {
                let by = if level == 3 { skeletons } else { groups };
                let first = (a[*column] != 0 && b[*column] != 0).then(|| by[0][a[*column] as usize]);
                let other = second
                    .filter(|second| a[*second] != 0 && b[*second] != 0)
                    .map(|second| by[1][a[second] as usize]);
                match (first, other) {
                    (Some(x), Some(y)) => f32::midpoint(x, y),
                    (Some(x), None) | (None, Some(x)) => x,
                    (None, None) => 0.0,
                }
            }
            ValueTable::Cells { column, least, bits } if level == 1 => {
                bits.get((a[*column] - least) as usize).copied().unwrap_or(0.0)
            }
            _ => 0.0,
        }
    }
}

fn word_bits(table: &Table, column: usize) -> (Vec<f32>, Vec<f32>) {
    let vocabulary = &table.vocabulary;
    let mut groups: NumberMap<u32, u64> = NumberMap::default();
    let mut skeletons: NumberMap<u32, u64> = NumberMap::default();
    let mut rows = 0_u64;
    for row in 0..table.rows() {
        let word = table.cell(row as u32, column);
        if word != 0 {
            rows += 1;
            *groups.entry(vocabulary.group(word)).or_default() += 1;
            *skeletons.entry(vocabulary.skeleton(word)).or_default() += 1;
        }
    }
    let square =
        |counts: &NumberMap<u32, u64>| counts.values().map(|n| u128::from(*n) * u128::from(*n)).sum::<u128>();
    let (group_square, skeleton_square) = (square(&groups), square(&skeletons));
    let words = 0..=table.words() as u32;
    let of = |count: Option<&u64>, square: u128| count.map_or(0.0, |count| bits(*count, rows, square));
    (
        words.clone().map(|word| of(groups.get(&vocabulary.group(word)), group_square)).collect(),
        words.map(|word| of(skeletons.get(&vocabulary.skeleton(word)), skeleton_square)).collect(),
    )
}

/// log2 of a value's share over the chance of agreeing on any value.
fn bits(count: u64, rows: u64, square: u128) -> f32 {
    let share = (count as f64 + 0.5) / rows.max(1) as f64;
    let agree = square as f64 / (rows.max(1) as f64 * rows.max(1) as f64);
    ((share / agree.max(LEAST)).log2() as f32).clamp(-VALUE_BITS_MAX, VALUE_BITS_MAX)
}

fn cell_bits(table: &Table, column: usize) -> ValueTable {
    let known = || (0..table.rows() as u32).map(|row| table.cell(row, column)).filter(|cell| *cell != 0);
    let (Some(least), Some(most)) = (known().min(), known().max()) else { return ValueTable::None };
    if most - least > CELLS_MAX {
        return ValueTable::None;
    }
    let mut counts = vec![0_u64; (most - least) as usize + 1];
    known().for_each(|cell| counts[(cell - least) as usize] += 1);
    let rows: u64 = counts.iter().sum();
    let square = counts.iter().map(|n| u128::from(*n) * u128::from(*n)).sum::<u128>();
    let bits =
        counts.iter().map(|count| if *count == 0 { 0.0 } else { bits(*count, rows, square) }).collect();
    ValueTable::Cells { column, least, bits }
}
