//! How two rows are compared: one level per comparison, and all levels as one pattern.
//!
//! Level 0 is "one of them says nothing" and counts neither for nor against. Level 1 is the strongest agreement, the
//! last level is disagreement. Ladders stop at the first level that holds.

use crate::limits::LEVELS_MAX;
use crate::table::Table;
use crate::vocabulary::{Closeness, PairCache};

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ladder {
    /// A word: same form, same meaning, same skeleton, similar, apart. `second` is the column of the same word in
    /// another alphabet.
    Word {
        /// The column.
        column: usize,
        /// The same word in another alphabet.
        second: Option<usize>,
    },
    /// A part of a name: as a word, and before "apart" a level for "stands at another place of the other name".
    NamePart {
        /// The column.
        column: usize,
        /// The same part in another alphabet.
        second: Option<usize>,
        /// The columns where it may stand instead.
        elsewhere: Vec<usize>,
    },
    /// Days: same, 1, 7, 31 apart, further.
    Day(usize),
    /// Numbers: same, 1, 2, 5 apart, further.
    Number(usize),
    /// Same or not.
    Category(usize),
    /// Places: all four codes, three, two, one, none.
    Place(usize),
    /// Whether the rows are of two lists (1) or of one (2).
    Lists,
}

/// Whom a comparison is shared with by chance or by kinship.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// The person's own: ism, age, sex.
    Own,
    /// Shared by brothers and sisters: father, grandfather, family, mother.
    Family,
    /// Shared by all who were killed together: day, place. Brothers and sisters killed together share it too.
    Event,
    /// Whether two rows are of one list.
    List,
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Its name in charts and settings.
    pub name: &'static str,
    /// How it is compared.
    pub ladder: Ladder,
    /// Who shares it.
    pub sharing: Sharing,
}

/// The level of a name part found at another place, and of apart.
pub(crate) const WORD_LEVELS: usize = 6;
pub(crate) const PART_LEVELS: usize = 7;
/// The last level of words at which their skeletons may be one.
pub(crate) const SKELETON_LEVEL: usize = 3;
pub(crate) const SIMILAR_LEVEL: usize = 4;
pub(crate) const ELSEWHERE_LEVEL: u8 = 5;

impl Ladder {
    /// How many levels there are, 0 among them.
    pub const fn levels(&self) -> usize {
        match self {
            Self::Word { .. } | Self::Day(_) | Self::Number(_) | Self::Place(_) => WORD_LEVELS,
            Self::NamePart { .. } => PART_LEVELS,
            Self::Category(_) | Self::Lists => 3,
        }
    }

    /// The column it reads first.
    pub const fn column(&self) -> Option<usize> {
        match self {
            Self::Word { column, .. }
            | Self::NamePart { column, .. }
            | Self::Day(column)
            | Self::Number(column)
            | Self::Category(column)
            | Self::Place(column) => Some(*column),
            Self::Lists => None,
        }
    }

    /// The column of a word, with that of its other alphabet.
    pub(crate) const fn words(&self) -> Option<(usize, Option<usize>)> {
        match self {
            Self::Word { column, second } | Self::NamePart { column, second, .. } => Some((*column, *second)),
            _ => None,
        }
    }
}

/// Compares rows of one table.
pub(crate) struct Comparer<'a> {
    table: &'a Table,
    comparisons: &'a [Comparison],
    /// Whether pairs of one list are looked at; if not, lists say nothing.
    within_lists: bool,
    cache: PairCache,
}

impl<'a> Comparer<'a> {
    pub fn new(table: &'a Table, comparisons: &'a [Comparison], within_lists: bool) -> Self {
        Self { table, comparisons, within_lists, cache: PairCache::new() }
    }

    /// All levels of a pair as one number, the first comparison in the lowest place.
    pub fn pattern(&mut self, first: u32, second: u32) -> u64 {
        let table = self.table;
        let (a, b) = (table.record(first), table.record(second));
        let same_list = table.lists[first as usize] == table.lists[second as usize];
        let mut code = 0_u64;
        for comparison in self.comparisons.iter().rev() {
            let level = self.level(&comparison.ladder, a, b, same_list);
            code = code * comparison.ladder.levels() as u64 + u64::from(level);
        }
        code
    }

    fn level(&mut self, ladder: &Ladder, a: &[u32], b: &[u32], same_list: bool) -> u8 {
        match ladder {
            Ladder::Word { column, second } => match self.words(a, b, *column, *second) {
                None => 0,
                Some(closeness) => closeness as u8 + 1,
            },
            Ladder::NamePart { column, second, elsewhere } => match self.words(a, b, *column, *second) {
                None => 0,
                Some(Closeness::Apart) => {
                    if self.is_elsewhere(a, b, *column, elsewhere) {
                        ELSEWHERE_LEVEL
                    } else {
                        ELSEWHERE_LEVEL + 1
                    }
                }
                Some(closeness) => closeness as u8 + 1,
            },
            Ladder::Day(column) => apart(a[*column], b[*column], [0, 1, 7, 31]),
            Ladder::Number(column) => apart(a[*column], b[*column], [0, 1, 2, 5]),
            Ladder::Category(column) => match (a[*column], b[*column]) {
                (0, _) | (_, 0) => 0,
                (first, second) => 1 + u8::from(first != second),
            },
            Ladder::Place(column) => match (a[*column], b[*column]) {
                (0, _) | (_, 0) => 0,
                (first, second) if first == second => 1,
                (first, second) => 5 - self.table.shared_place_levels(first, second) as u8,
            },
            Ladder::Lists if !self.within_lists => 0,
            Ladder::Lists => 1 + u8::from(same_list),
        }
    }

    /// The best agreement over the alphabets that both have.
    fn words(&mut self, a: &[u32], b: &[u32], column: usize, second: Option<usize>) -> Option<Closeness> {
        let vocabulary = &self.table.vocabulary;
        let (first_a, first_b) = (a[column], b[column]);
        let Some(second) = second else {
            return (first_a != 0 && first_b != 0)
                .then(|| self.cache.closeness(vocabulary, first_a, first_b));
        };
        let (second_a, second_b) = (a[second], b[second]);
        let pairs: [(u32, u32); 2] = match (first_a != 0 && first_b != 0, second_a != 0 && second_b != 0) {
            (true, true) => [(first_a, first_b), (second_a, second_b)],
            (true, false) => [(first_a, first_b), (0, 0)],
            (false, true) => [(second_a, second_b), (0, 0)],
            (false, false) => [(first_a, second_b), (second_a, first_b)],
        };
        pairs
            .into_iter()
            .filter(|(x, y)| *x != 0 && *y != 0)
            .map(|(x, y)| self.cache.closeness(vocabulary, x, y))
            .min()
    }

    fn is_elsewhere(&mut self, a: &[u32], b: &[u32], column: usize, elsewhere: &[usize]) -> bool {
        let vocabulary = &self.table.vocabulary;
        elsewhere.iter().any(|other| {
            [(a[column], b[*other]), (a[*other], b[column])].into_iter().any(|(x, y)| {
                x != 0 && y != 0 && self.cache.closeness(vocabulary, x, y) <= Closeness::Skeleton
            })
        })
    }
}

fn apart(a: u32, b: u32, steps: [u32; 4]) -> u8 {
    if a == 0 || b == 0 {
        return 0;
    }
    let apart = a.abs_diff(b);
    steps.iter().position(|step| apart <= *step).map_or(5, |at| at as u8 + 1)
}

/// The levels of a pattern.
pub(crate) fn levels_of(comparisons: &[Comparison], mut code: u64) -> Vec<u8> {
    comparisons
        .iter()
        .map(|comparison| {
            let levels = comparison.ladder.levels() as u64;
            let level = (code % levels) as u8;
            code /= levels;
            level
        })
        .collect()
}

const _: () = assert!(PART_LEVELS <= LEVELS_MAX, "a ladder fits the tables of the fit");
