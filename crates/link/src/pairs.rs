//! Candidate pairs compared, each with the number of its pattern; patterns with their counts.
//!
//! Pairs are compared block by block in tasks of about equal size, whose results are joined in the order of tasks: the
//! number of threads never shows. A pair takes 12 bytes.

use crate::blocking::Blocks;
use crate::comparison::{Comparer, Comparison};
use crate::parallel;
use crate::random::mix;
use crate::table::Table;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A pair of rows and the number of its pattern.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub first: u32,
    pub second: u32,
    pub pattern: u32,
}

/// All pairs, and the patterns they show.
pub(crate) struct Pairs {
    /// By task; a pair's first row is the smaller one.
    pub chunks: Vec<Vec<Pair>>,
    /// Codes of the patterns, rising.
    pub codes: Vec<u64>,
    /// How many pairs show each.
    pub counts: Vec<u64>,
}

/// A hasher for numbers that are keys already.
#[derive(Default)]
pub(crate) struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0 ^ u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 ^= self.0 >> 32;
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }
}

/// A map by number.
pub(crate) type NumberMap<K, V> = HashMap<K, V, BuildHasherDefault<NumberHasher>>;

/// Pairs of one task, about.
const TASK_PAIRS: u64 = 60_000;

struct Task {
    rule: usize,
    /// Which ranges of the rule.
    from: usize,
    to: usize,
}

fn tasks(blocks: &Blocks) -> Vec<Task> {
    let mut tasks = Vec::new();
    for (rule, ranges) in blocks.ranges.iter().enumerate() {
        let mut from = 0;
        let mut pairs = 0_u64;
        for (at, (start, end)) in ranges.iter().enumerate() {
            let rows = u64::from(end - start);
            pairs += rows * (rows - 1) / 2;
            if pairs >= TASK_PAIRS {
                tasks.push(Task { rule, from, to: at + 1 });
                (from, pairs) = (at + 1, 0);
            }
        }
        if from < ranges.len() {
            tasks.push(Task { rule, from, to: ranges.len() });
        }
    }
    tasks
}

/// What a task found: pairs with patterns numbered within the task, and the codes and counts of these.
struct Found {
    pairs: Vec<Pair>,
    codes: Vec<u64>,
    counts: Vec<u64>,
}

/// Compares all candidate pairs, those of one list only if they are wanted; with `is_new`, those with a new row.
pub(crate) fn compare(
    table: &Table,
    comparisons: &[Comparison],
    blocks: &Blocks,
    threads: usize,
    within_lists: bool,
    is_new: Option<&[bool]>,
) -> Pairs {
    let lists = &table.lists;
    let is_wanted = |a: u32, b: u32| {
        (within_lists || lists[a as usize] != lists[b as usize])
            && is_new.is_none_or(|is_new| is_new[a as usize] || is_new[b as usize])
    };
    let found = parallel::map(
        threads,
        &tasks(blocks),
        || Comparer::new(table, comparisons, within_lists),
        |comparer, task| of_task(comparer, blocks, task, &is_wanted),
    );
    joined(found)
}

fn of_task(
    comparer: &mut Comparer<'_>,
    blocks: &Blocks,
    task: &Task,
    is_wanted: &(impl Fn(u32, u32) -> bool + Sync),
) -> Found {
    let mut found = Found { pairs: Vec::new(), codes: Vec::new(), counts: Vec::new() };
    let mut numbers: NumberMap<u64, u32> = NumberMap::default();
    for (start, end) in &blocks.ranges[task.rule][task.from..task.to] {
        let block = &blocks.sorted[task.rule][*start as usize..*end as usize];
        for (at, (key, a)) in block.iter().enumerate() {
            for (_, b) in &block[at + 1..] {
                let (first, second) = if a < b { (*a, *b) } else { (*b, *a) };
                if first == second
                    || !is_wanted(first, second)
                    || blocks.is_taken(task.rule, *key, first, second)
                {
                    continue;
                }
                let code = comparer.pattern(first, second);
                let next = found.codes.len() as u32;
                let pattern = *numbers.entry(code).or_insert(next);
                if pattern == next {
                    found.codes.push(code);
                    found.counts.push(0);
                }
                found.counts[pattern as usize] += 1;
                found.pairs.push(Pair { first, second, pattern });
            }
        }
    }
    found
}

fn joined(found: Vec<Found>) -> Pairs {
    let mut codes: Vec<u64> = found.iter().flat_map(|task| task.codes.iter().copied()).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut counts = vec![0; codes.len()];
    let mut chunks = Vec::with_capacity(found.len());
    for task in found {
        let renumbered: Vec<u32> = task
            .codes
            .iter()
            .map(|code| codes.binary_search(code).map_or(0, |number| number as u32))
            .collect();
        for (number, count) in renumbered.iter().zip(&task.counts) {
            counts[*number as usize] += count;
        }
        let mut pairs = task.pairs;
        for pair in &mut pairs {
            pair.pattern = renumbered[pair.pattern as usize];
        }
        chunks.push(pairs);
    }
    Pairs { chunks, codes, counts }
}
