//! A whole linkage: plan, compare, fit, score, cluster. Start at [`link`], or at [`score`] for the edges alone.
//!
//! The same rows, settings and verdicts give the same answer to the last bit, on any number of threads.

use crate::blocking::{Blocks, Field, Plan, Rule, Seconds};
use crate::chance::{self, Levels};
use crate::cluster::{Clusters, Constraints, Edge, MISSING_BITS, cluster};
use crate::comparison::{Comparer, Comparison, Ladder, SIMILAR_LEVEL, SKELETON_LEVEL, levels_of};
use crate::error::Error;
use crate::limits::PAIRS_MAX;
use crate::mixture::{self, Model};
use crate::pairs::{self, Pairs};
use crate::parallel;
use crate::score::{Bar, NamelessRule, Scorer};
use crate::table::{Kind, Table};
use std::collections::{BTreeMap, HashMap};

/// How a linkage is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// What is compared.
    pub comparisons: Vec<Comparison>,
    /// Which pairs are.
    pub rules: Vec<Rule>,
    /// What must agree for people without a name of their own.
    pub nameless: Option<NamelessRule>,
    /// Whether pairs within one list are compared at all.
    pub within_lists: bool,
    /// Average bits from which clusters are joined; 0 is even odds.
    pub threshold_bits: f64,
    /// Threads; no result depends on it.
    pub threads: usize,
}

/// Pairs compared and scored.
#[derive(Debug, Clone)]
pub struct Scored {
    /// What the rules gave.
    pub plan: Plan,
    /// Pairs compared, each once.
    pub pairs: u64,
    /// Different patterns.
    pub patterns: usize,
    /// The fitted model.
    pub model: Model,
    /// Pairs that say something in favour, or not too much against.
    pub edges: Vec<Edge>,
}

/// What came of a linkage.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Pairs compared and scored.
    pub scored: Scored,
    /// Who is whom.
    pub clusters: Clusters,
}

/// Counts the pairs that the rules would give, without comparing any.
pub fn plan(table: &Table, settings: &Settings) -> Result<Plan, Error> {
    check(table, settings)?;
    Ok(Blocks::new(table, &settings.rules, &seconds(table, settings), settings.threads).plan)
}

/// Links the rows of a table.
pub fn link(table: &Table, settings: &Settings, constraints: &Constraints) -> Result<Outcome, Error> {
    let mut scored = score(table, settings)?;
    let clusters = cluster(&table.lists, &mut scored.edges, constraints, settings.threshold_bits)?;
    Ok(Outcome { scored, clusters })
}

/// Adds rows to a linkage: those not in `previous`, which gives the cluster of every row that was linked before, by
/// key, under any name. Only pairs with a new row are compared, under the model fitted before; what was one person
/// stays one.
pub fn extend(
    table: &Table,
    settings: &Settings,
    model: &Model,
    previous: &BTreeMap<u64, u64>,
    constraints: &Constraints,
) -> Result<Outcome, Error> {
    check(table, settings)?;
    if model.rules.len() != settings.rules.len() || model.same.len() != settings.comparisons.len() {
        return Err(Error::OtherModel);
    }
    let is_new: Vec<bool> = table.keys.iter().map(|key| !previous.contains_key(key)).collect();
    let blocks = Blocks::new(table, &settings.rules, &seconds(table, settings), settings.threads);
    let within = settings.within_lists;
    let pairs =
        pairs::compare(table, &settings.comparisons, &blocks, settings.threads, within, Some(&is_new));
    let patterns = mixture::patterns(&settings.comparisons, &pairs.codes, &pairs.counts);
    let scorer = Scorer::new(table, &settings.comparisons, model, &patterns, settings.nameless.as_ref());
    let mut edges = edges(&pairs, &scorer, settings.threads);
    let mut constraints = constraints.clone();
    let mut first_of: HashMap<u64, u32> = HashMap::new();
    for (row, key) in table.keys.iter().enumerate() {
        if let Some(person) = previous.get(key) {
            let first = *first_of.entry(*person).or_insert(row as u32);
            if first != row as u32 {
                constraints.must_link.push((first, row as u32));
            }
        }
    }
    let clusters = cluster(&table.lists, &mut edges, &constraints, settings.threshold_bits)?;
    let count = pairs.counts.iter().sum();
    let scored =
        Scored { plan: blocks.plan, pairs: count, patterns: patterns.len(), model: model.clone(), edges };
    Ok(Outcome { scored, clusters })
}

/// Compares, fits and scores; clusters nothing.
pub fn score(table: &Table, settings: &Settings) -> Result<Scored, Error> {
    check(table, settings)?;
    let seconds = seconds(table, settings);
    let blocks = Blocks::new(table, &settings.rules, &seconds, settings.threads);
    if blocks.plan.pairs() > PAIRS_MAX {
        return Err(Error::TooManyPairs { pairs: blocks.plan.pairs(), most: PAIRS_MAX });
    }
    let pairs =
        pairs::compare(table, &settings.comparisons, &blocks, settings.threads, settings.within_lists, None);
    let plan = blocks.plan.clone();
    drop(blocks);
    let chance = chance::levels(table, &settings.comparisons, settings.within_lists);
    let rules: Vec<Vec<Levels>> =
        settings.rules.iter().map(|rule| of_rule(&settings.comparisons, rule, &chance)).collect();
    let patterns = mixture::patterns(&settings.comparisons, &pairs.codes, &pairs.counts);
    let model = mixture::fit(&settings.comparisons, &patterns, &chance, &rules);
    let scorer = Scorer::new(table, &settings.comparisons, &model, &patterns, settings.nameless.as_ref());
    let edges = edges(&pairs, &scorer, settings.threads);
    let count = pairs.counts.iter().sum();
    Ok(Scored { plan, pairs: count, patterns: patterns.len(), model, edges })
}

fn edges(pairs: &Pairs, scorer: &Scorer<'_>, threads: usize) -> Vec<Edge> {
    parallel::map(
        threads,
        &pairs.chunks,
        || (),
        |(), chunk| {
            chunk
                .iter()
                .filter_map(|pair| {
                    let bits = scorer.bits(pair.pattern, pair.first, pair.second, MISSING_BITS)?;
                    Some(Edge { first: pair.first, second: pair.second, bits })
                })
                .collect::<Vec<Edge>>()
        },
    )
    .concat()
}

/// The bars of one pair of rows under a fitted model: a waterfall from the prior to the sum.
pub fn explain(
    table: &Table,
    settings: &Settings,
    model: &Model,
    first: u32,
    second: u32,
) -> Result<Vec<Bar>, Error> {
    for row in [first, second] {
        if row as usize >= table.rows() {
            return Err(Error::Unknown { what: "row", number: u64::from(row) });
        }
    }
    let code = Comparer::new(table, &settings.comparisons, settings.within_lists).pattern(first, second);
    let levels = levels_of(&settings.comparisons, code);
    let patterns = mixture::patterns(&settings.comparisons, &[code], &[1]);
    let scorer = Scorer::new(table, &settings.comparisons, model, &patterns, settings.nameless.as_ref());
    Ok(scorer.bars(model, &levels, first, second))
}

/// Levels of strangers whom a rule found: what the rule asks for agrees, all else by chance.
fn of_rule(comparisons: &[Comparison], rule: &Rule, chance: &[Levels]) -> Vec<Levels> {
    let mut levels = chance.to_vec();
    for field in &rule.fields {
        let (column, last) = match field {
            Field::Skeleton(column) => (*column, SKELETON_LEVEL),
            Field::Form(column) | Field::Same(column) | Field::Place(column, 4) => (*column, 1),
            Field::Two(column, _) => (*column, 2),
            Field::Month(column) => (*column, 4),
            Field::Place(column, levels) => (*column, 5 - levels),
        };
        for (at, comparison) in comparisons.iter().enumerate() {
            if comparison.ladder.column() != Some(column) {
                continue;
            }
            let count = comparison.ladder.levels();
            // Words with one skeleton and two meanings are similar, no more.
            let similar =
                if matches!(field, Field::Skeleton(_)) { levels[at][SIMILAR_LEVEL] * 0.02 } else { 0.0 };
            levels[at][last + 1..count].fill(0.0);
            if last < SIMILAR_LEVEL
                && matches!(comparison.ladder, Ladder::Word { .. } | Ladder::NamePart { .. })
            {
                levels[at][SIMILAR_LEVEL] = similar;
            }
            chance::normalise(&mut levels[at], count);
        }
    }
    levels
}

fn seconds(table: &Table, settings: &Settings) -> Seconds {
    let mut seconds = vec![None; table.width];
    for (column, second) in settings.comparisons.iter().filter_map(|comparison| comparison.ladder.words()) {
        seconds[column] = second;
    }
    seconds
}

fn check(table: &Table, settings: &Settings) -> Result<(), Error> {
    if settings.rules.is_empty() {
        return Err(Error::NoRule);
    }
    let is = |column: usize, kind: Kind| {
        if table.kinds.get(column) == Some(&kind) { Ok(()) } else { Err(Error::WrongColumn { column }) }
    };
    for comparison in &settings.comparisons {
        match &comparison.ladder {
            Ladder::Word { column, second } => {
                is(*column, Kind::Word)?;
                second.map_or(Ok(()), |second| is(second, Kind::Word))?;
            }
            Ladder::NamePart { column, second, elsewhere } => {
                is(*column, Kind::Word)?;
                second.map_or(Ok(()), |second| is(second, Kind::Word))?;
                elsewhere.iter().try_for_each(|column| is(*column, Kind::Word))?;
            }
            Ladder::Day(column) => is(*column, Kind::Day)?,
            Ladder::Number(column) => is(*column, Kind::Number)?,
            Ladder::Category(column) => is(*column, Kind::Category)?,
            Ladder::Place(column) => is(*column, Kind::Place)?,
            Ladder::Lists => {}
        }
    }
    for field in settings.rules.iter().flat_map(|rule| rule.fields.iter().chain(&rule.refine)) {
        match field {
            Field::Form(column) | Field::Skeleton(column) => is(*column, Kind::Word)?,
            Field::Same(column) | Field::Two(column, _) if *column < table.width => {}
            Field::Same(column) | Field::Two(column, _) => {
                return Err(Error::WrongColumn { column: *column });
            }
            Field::Month(column) => is(*column, Kind::Day)?,
            Field::Place(column, _) => is(*column, Kind::Place)?,
        }
    }
    Ok(())
}
