//! The rows of a linkage: lists of records as one table of 32-bit cells.
//!
//! Rows are pushed in any order; [`Builder::finish`] puts them and the words in an order of their own, so that results
//! depend on what the rows say and on their keys, never on how they came. Start at [`Builder::new`].

use crate::error::Error;
use crate::limits::ROWS_MAX;
use crate::name::Word;
use crate::vocabulary::Vocabulary;
use std::collections::HashMap;

/// The kind of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A word, compared by form, meaning and skeleton.
    Word,
    /// A day as a count of days from any one day.
    Day,
    /// A small whole number: an age in years.
    Number,
    /// One of a closed set: a sex, an incident.
    Category,
    /// A place as four codes, the country first, 0 where not known.
    Place,
}

/// What a row says in one column.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// Nothing.
    Missing,
    /// A word of a name.
    Word(&'a Word),
    /// Days from any one day.
    Day(i32),
    /// A whole number.
    Number(i32),
    /// A code above 0.
    Category(u32),
    /// Codes from the country down.
    Place([u32; 4]),
}

/// Days and numbers are moved up by this, so that 0 can mean missing.
const OFFSET: i64 = 1 << 30;

/// Takes rows.
#[derive(Debug, Clone)]
pub struct Builder {
    kinds: Vec<Kind>,
    cells: Vec<u32>,
    keys: Vec<u64>,
    lists: Vec<u32>,
    vocabulary: Vocabulary,
    places: Vec<[u32; 4]>,
    place_numbers: HashMap<[u32; 4], u32>,
}

impl Builder {
    /// A table of these columns.
    pub fn new(kinds: Vec<Kind>) -> Self {
        Self {
            kinds,
            cells: Vec::new(),
            keys: Vec::new(),
            lists: Vec::new(),
            vocabulary: Vocabulary::default(),
            places: vec![[0; 4]],
            place_numbers: HashMap::new(),
        }
    }

    /// Adds a row of a list. The key names the row in the whole linkage; values beyond the columns are left out, and a
    /// value of another kind than its column counts as missing.
    pub fn push(&mut self, list: u32, key: u64, values: &[Value<'_>]) {
        for at in 0..self.kinds.len() {
            let cell = match (self.kinds[at], values.get(at).copied().unwrap_or(Value::Missing)) {
                (Kind::Word, Value::Word(word)) if !word.form.is_empty() => self.vocabulary.number(word),
                (Kind::Day, Value::Day(number)) | (Kind::Number, Value::Number(number)) => shifted(number),
                (Kind::Category, Value::Category(code)) => code,
                (Kind::Place, Value::Place(codes)) => self.place(codes),
                _ => 0,
            };
            self.cells.push(cell);
        }
        self.keys.push(key);
        self.lists.push(list);
    }

    /// Adds a row whose words have their numbers already.
    pub(crate) fn push_cells(&mut self, list: u32, key: u64, cells: &[u32]) {
        debug_assert_eq!(cells.len(), self.kinds.len(), "one cell a column");
        self.cells.extend_from_slice(cells);
        self.keys.push(key);
        self.lists.push(list);
    }

    pub(crate) const fn vocabulary(&mut self) -> &mut Vocabulary {
        &mut self.vocabulary
    }

    pub(crate) fn place(&mut self, codes: [u32; 4]) -> u32 {
        if codes[0] == 0 {
            return 0;
        }
        let next = self.places.len() as u32;
        let number = *self.place_numbers.entry(codes).or_insert(next);
        if number == next {
            self.places.push(codes);
        }
        number
    }

    /// The finished table, its rows sorted by key.
    pub fn finish(mut self) -> Result<Table, Error> {
        if self.keys.len() > ROWS_MAX {
            return Err(Error::TooManyRows { most: ROWS_MAX });
        }
        let width = self.kinds.len();
        let renumbered = self.vocabulary.finish();
        let mut order: Vec<u32> = (0..self.keys.len() as u32).collect();
        order.sort_unstable_by_key(|row| self.keys[*row as usize]);
        let mut cells = Vec::with_capacity(self.cells.len());
        for row in &order {
            let start = *row as usize * width;
            for (kind, cell) in self.kinds.iter().zip(&self.cells[start..start + width]) {
                cells.push(if *kind == Kind::Word { renumbered[*cell as usize] } else { *cell });
            }
        }
        let keys: Vec<u64> = order.iter().map(|row| self.keys[*row as usize]).collect();
        let lists: Vec<u32> = order.iter().map(|row| self.lists[*row as usize]).collect();
        if let Some(at) = keys.windows(2).position(|pair| pair[0] == pair[1]) {
            return Err(Error::KeyTwice { list: lists[at], key: keys[at] });
        }
        let (kinds, vocabulary, places) = (self.kinds, self.vocabulary, self.places);
        Ok(Table { kinds, width, cells, keys, lists, vocabulary, places })
    }
}

/// A day or number as a cell.
pub(crate) fn shifted(number: i32) -> u32 {
    (i64::from(number).clamp(1 - OFFSET, OFFSET) + OFFSET) as u32
}

/// Finished rows.
#[derive(Debug, Clone)]
pub struct Table {
    pub(crate) kinds: Vec<Kind>,
    pub(crate) width: usize,
    pub(crate) cells: Vec<u32>,
    pub(crate) keys: Vec<u64>,
    pub(crate) lists: Vec<u32>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) places: Vec<[u32; 4]>,
}

impl Table {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.keys.len()
    }

    /// How many different words there are.
    pub fn words(&self) -> usize {
        self.vocabulary.len()
    }

    /// The keys, in the order of rows.
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// The list of every row.
    pub fn lists(&self) -> &[u32] {
        &self.lists
    }

    /// The row with this key.
    pub fn row(&self, key: u64) -> Option<u32> {
        self.keys.binary_search(&key).ok().map(|row| row as u32)
    }

    pub(crate) fn cell(&self, row: u32, column: usize) -> u32 {
        self.cells[row as usize * self.width + column]
    }

    pub(crate) fn record(&self, row: u32) -> &[u32] {
        let start = row as usize * self.width;
        &self.cells[start..start + self.width]
    }

    /// How many levels two known places share, 0 to 4.
    pub(crate) fn shared_place_levels(&self, first: u32, second: u32) -> usize {
        let (first, second) = (self.places[first as usize], self.places[second as usize]);
        first.iter().zip(&second).take_while(|(a, b)| a == b && **a != 0).count()
    }
}
