//! Which pairs are compared at all: rules, each a set of fields that must agree.
//!
//! A rule gives every row a key; rows with one key are a block, and the pairs within a block are candidates. A pair is
//! taken by the first rule that it agrees on. Blocks above a limit are refined by further fields, and what no field
//! refines is cut to tiles: [`Plan`] counts pairs, and what was left out, before anything is compared.

use crate::random::join;
use crate::table::Table;

/// A field of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The same form.
    Form(usize),
    /// The same consonants.
    Skeleton(usize),
    /// The same cell: day, number, category or place.
    Same(usize),
    /// The same span of two days or years: with `shift` 0 from even ones, with 1 from odd ones; a rule with each finds
    /// all pairs that are one apart.
    Two(usize, u32),
    /// The same month, about: 31 days counted from one day.
    Month(usize),
    /// The same place down to a level: 1 the country … 4 all.
    Place(usize, usize),
}

/// A rule: pairs that agree on all fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name in charts and settings.
    pub name: &'static str,
    /// The fields of its key.
    pub fields: Vec<Field>,
    /// Fields by which too large a block is refined, in turn.
    pub refine: Vec<Field>,
    /// Rows of a block that is not refined.
    pub block_rows_max: usize,
}

/// What one rule gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RulePlan {
    /// Blocks of two rows and more.
    pub blocks: u64,
    /// Rows of the largest block after refining.
    pub largest_block: u64,
    /// Pairs in its blocks; some may be taken by an earlier rule.
    pub pairs: u64,
    /// Rows that stood in blocks which had to be refined.
    pub refined_rows: u64,
    /// Pairs that agree on the rule and are not compared, because no field refined their block enough.
    pub pairs_left_out: u64,
}

/// What all rules give, before anything is compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// One entry a rule, in the rules' order.
    pub rules: Vec<RulePlan>,
}

impl Plan {
    /// Pairs of all rules, those counted by two rules twice.
    pub fn pairs(&self) -> u64 {
        self.rules.iter().map(|rule| rule.pairs).sum()
    }
}

/// The keys of all rows, row by row, and the blocks of every rule.
pub(crate) struct Blocks {
    rules: usize,
    /// For row r and rule k: `keys[r * rules + k]`; 0 for none.
    keys: Vec<u64>,
    /// The same by the words of the other alphabet; empty if no rule has any.
    second: Vec<u64>,
    /// By rule: the rows, sorted by key, and the start of every block in them with its key.
    pub sorted: Vec<Vec<(u64, u32)>>,
    /// By rule: start and end of every block of two rows and more.
    pub ranges: Vec<Vec<(u32, u32)>>,
    pub plan: Plan,
}

/// For each column of words, the column of the other alphabet.
pub(crate) type Seconds = Vec<Option<usize>>;

impl Blocks {
    pub fn new(table: &Table, rules: &[Rule], seconds: &Seconds, threads: usize) -> Self {
        let count = rules.len();
        let rows = table.rows();
        let chunk = 1 << 14;
        let starts: Vec<usize> = (0..rows).step_by(chunk).collect();
        let has_second =
            rules.iter().flat_map(|rule| &rule.fields).any(|field| second_of(*field, seconds).is_some());
        let keys_with = |other: bool| -> Vec<u64> {
            crate::parallel::map(
                threads,
                &starts,
                || (),
                |(), start| {
                    let rows = *start..(*start + chunk).min(rows);
                    rows.flat_map(|row| rules.iter().map(move |rule| (row, rule)))
                        .map(|(row, rule)| key(table, row as u32, &rule.fields, seconds, other))
                        .collect::<Vec<u64>>()
                },
            )
            .concat()
        };
        let keys = keys_with(false);
        let second = if has_second { keys_with(true) } else { Vec::new() };
        let mut blocks = Self {
            rules: count,
            keys,
            second,
            sorted: Vec::new(),
            ranges: Vec::new(),
            plan: Plan::default(),
        };
        let numbers: Vec<usize> = (0..count).collect();
        let made = crate::parallel::map(
            threads,
            &numbers,
            || (),
            |(), number| blocks.of_rule(table, *number, &rules[*number], seconds),
        );
        for (number, (sorted, ranges, plan)) in made.into_iter().enumerate() {
            // A refined block's rows agree on the rule only within their part of it.
            if plan.refined_rows > 0 {
                blocks.put_back(number, &sorted);
            }
            blocks.sorted.push(sorted.into_iter().map(|(key, row, _)| (key, row)).collect());
            blocks.ranges.push(ranges);
            blocks.plan.rules.push(plan);
        }
        blocks
    }

    fn put_back(&mut self, number: usize, sorted: &[(u64, u32, bool)]) {
        for (key, row, is_second) in sorted {
            let keys = if *is_second { &mut self.second } else { &mut self.keys };
            keys[*row as usize * self.rules + number] = *key;
        }
    }

    #[expect(
        clippy::type_complexity,
        reason = "three halves of one result, taken apart at once by the only caller"
    )]
    fn of_rule(
        &self,
        table: &Table,
        number: usize,
        rule: &Rule,
        seconds: &Seconds,
    ) -> (Vec<(u64, u32, bool)>, Vec<(u32, u32)>, RulePlan) {
        let mut sorted: Vec<(u64, u32, bool)> = Vec::with_capacity(table.rows());
        for row in 0..table.rows() {
            let at = row * self.rules + number;
            let key = self.keys[at];
            if key != 0 {
                sorted.push((key, row as u32, false));
            }
            if let Some(other) = self.second.get(at).filter(|other| **other != 0 && **other != key) {
                sorted.push((*other, row as u32, true));
            }
        }
        sorted.sort_unstable();
        let mut plan = RulePlan::default();
        let mut ranges = Vec::new();
        let mut start = 0;
        while start < sorted.len() {
            let end = start + sorted[start..].iter().take_while(|entry| entry.0 == sorted[start].0).count();
            if end - start > rule.block_rows_max {
                plan.refined_rows += (end - start) as u64;
                refine(table, &mut sorted, start, end, rule, &rule.refine, seconds, &mut ranges, &mut plan);
            } else if end - start > 1 {
                ranges.push((start as u32, end as u32));
            }
            start = end;
        }
        for (start, end) in &ranges {
            let rows = u64::from(end - start);
            plan.blocks += 1;
            plan.largest_block = plan.largest_block.max(rows);
            plan.pairs += rows * (rows - 1) / 2;
        }
        (sorted, ranges, plan)
    }

    /// Whether rows agree on a rule before this one, or on this rule by a smaller key.
    pub fn is_taken(&self, number: usize, key: u64, a: u32, b: u32) -> bool {
        let a = a as usize * self.rules;
        let b = b as usize * self.rules;
        let first = (&self.keys[a..a + number], &self.keys[b..b + number]);
        if first.0.iter().zip(first.1).any(|(x, y)| x == y && *x != 0) {
            return true;
        }
        if self.second.is_empty() {
            return false;
        }
        (0..=number).any(|rule| {
            let ours = [self.keys[a + rule], self.second[a + rule]];
            let theirs = [self.keys[b + rule], self.second[b + rule]];
            ours.iter().any(|x| *x != 0 && theirs.contains(x) && (rule < number || *x < key))
        })
    }
}

/// Sorts a block by the next field and takes the parts as blocks; what is left too large is cut to tiles.
#[expect(clippy::too_many_arguments, reason = "a recursion over one rule's state")]
fn refine(
    table: &Table,
    sorted: &mut [(u64, u32, bool)],
    start: usize,
    end: usize,
    rule: &Rule,
    fields: &[Field],
    seconds: &Seconds,
    ranges: &mut Vec<(u32, u32)>,
    plan: &mut RulePlan,
) {
    let block = &mut sorted[start..end];
    let Some((field, rest)) = fields.split_first() else {
        let rows = block.len() as u64;
        // Rows that say the same stand together, so that a tile holds the likeliest pairs.
        block.sort_unstable_by(|a, b| (table.record(a.1), a.1).cmp(&(table.record(b.1), b.1)));
        let mut kept = 0;
        for (tile, rows) in block.chunks_mut(rule.block_rows_max).enumerate() {
            let key = join(rows[0].0, tile as u64 + 1) | 1;
            for entry in rows.iter_mut() {
                entry.0 = key;
            }
            kept += rows.len() as u64 * (rows.len() as u64 - 1) / 2;
        }
        plan.pairs_left_out += rows * (rows - 1) / 2 - kept;
        for tile in (start..end).step_by(rule.block_rows_max) {
            ranges.push((tile as u32, (tile + rule.block_rows_max).min(end) as u32));
        }
        return;
    };
    for entry in block.iter_mut() {
        let part = part(table, entry.1, *field, seconds, entry.2);
        entry.0 = join(entry.0, part.wrapping_add(1)) | 1;
    }
    block.sort_unstable();
    let mut from = start;
    while from < end {
        let to = from + sorted[from..end].iter().take_while(|entry| entry.0 == sorted[from].0).count();
        if to - from > rule.block_rows_max {
            refine(table, sorted, from, to, rule, rest, seconds, ranges, plan);
        } else if to - from > 1 {
            ranges.push((from as u32, to as u32));
        }
        from = to;
    }
}

const fn second_of(field: Field, seconds: &Seconds) -> Option<usize> {
    match field {
        Field::Form(column) | Field::Skeleton(column) => {
            if column < seconds.len() {
                seconds.as_slice()[column]
            } else {
                None
            }
        }
        _ => None,
    }
}

/// The key of a row for a rule, 0 if a field is missing. With `other`, words are those of the other alphabet.
pub(crate) fn key(table: &Table, row: u32, fields: &[Field], seconds: &Seconds, other: bool) -> u64 {
    let mut key = 0x5117;
    for field in fields {
        match part(table, row, *field, seconds, other) {
            0 => return 0,
            part => key = join(key, part),
        }
    }
    // The lowest bit keeps a key apart from 0, which means none.
    key | 1
}

fn part(table: &Table, row: u32, field: Field, seconds: &Seconds, other: bool) -> u64 {
    let column_of = |column: usize| match (other, seconds.get(column).copied().flatten()) {
        (true, Some(second)) => second,
        _ => column,
    };
    match field {
        Field::Form(column) => u64::from(table.cell(row, column_of(column))),
        Field::Skeleton(column) => {
            let number = table.cell(row, column_of(column));
            let entry = table.vocabulary.entry(number);
            entry.map_or(0, |entry| {
                if entry.skeleton == 0 { (1 << 40) | u64::from(number) } else { u64::from(entry.skeleton) }
            })
        }
        Field::Same(column) => u64::from(table.cell(row, column)),
        Field::Two(column, shift) => match table.cell(row, column) {
            0 => 0,
            cell => (u64::from(cell + shift) >> 1) + 1,
        },
        Field::Month(column) => match table.cell(row, column) {
            0 => 0,
            cell => u64::from(cell) / 31 + 1,
        },
        Field::Place(column, levels) => match table.cell(row, column) {
            0 => 0,
            cell => {
                let codes = table.places[cell as usize];
                let known = codes.iter().take(levels).take_while(|code| **code != 0).count();
                if known < levels {
                    return 0;
                }
                codes.iter().take(levels).fold(7, |hash, code| join(hash, u64::from(*code))) | 1
            }
        },
    }
}
