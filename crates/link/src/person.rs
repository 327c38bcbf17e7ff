//! People as rows: which columns a list of victims has, how its names become cells, and the settings that link them.
//!
//! Names are read once per different word: a row costs a few look-ups unless a word of it is a particle, a title or
//! otherwise calls for the whole reading of [`Name::read`]. Start at [`People::new`].

use crate::blocking::{Field, Rule};
use crate::comparison::{Comparison, Ladder, Sharing};
use crate::error::Error;
use crate::limits::{BLOCK_ROWS_MAX, WIDE_BLOCK_ROWS_BY_LENGTH, WIDE_BLOCK_ROWS_MAX, WIDE_BLOCK_ROWS_MIN};
use crate::linkage::Settings;
use crate::name::{Name, Role, Script, Word, dictionary};
use crate::score::NamelessRule;
use crate::table::{Builder, Kind, Table, shifted};
use Field::{Same, Skeleton, Two};
use std::collections::HashMap;

/// What a list says of one person. Everything may be missing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Person<'a> {
    /// Names as written: one, or one in each alphabet.
    pub names: [&'a str; 2],
    /// The mother's name.
    pub mother: &'a str,
    /// Age in years at the event.
    pub age_years: Option<i32>,
    /// A code for the sex, from 1.
    pub sex: u32,
    /// The day of death, in days from any one day.
    pub day: Option<i32>,
    /// Country, governorate, district, place; 0 where not known.
    pub place: [u32; 4],
    /// The incident, from 1, where lists share such codes.
    pub incident: u32,
}

/// Columns: four name parts, by alphabet, then the rest.
const GIVEN: usize = 0;
const FATHER: usize = 1;
const GRANDFATHER: usize = 2;
const FAMILY: usize = 3;
const MOTHER: usize = 4;
const OTHER_ALPHABET: usize = 5;
const AGE: usize = 10;
const SEX: usize = 11;
const DAY: usize = 12;
const PLACE: usize = 13;
const INCIDENT: usize = 14;
const WIDTH: usize = 15;

/// Roles of the name columns.
const ROLES: [Role; 5] = [Role::Ism, Role::Nasab(1), Role::Nasab(2), Role::Family, Role::Mother];

/// Takes people of several lists.
#[derive(Debug, Clone)]
pub struct People {
    builder: Builder,
    plain: HashMap<String, Plain>,
    two_alphabets: bool,
}

/// What is known of one written word.
#[derive(Debug, Clone, Copy)]
enum Plain {
    /// A word that needs no neighbour to be understood, by its number.
    Word(u32, Script),
    /// Anything else.
    Difficult,
}

/// Words of a name that the short way takes.
const PLAIN_WORDS_MAX: usize = 5;

impl People {
    /// No people yet. With `two_alphabets`, a row may bring its name in both; without, the columns are fewer to look at.
    pub fn new(two_alphabets: bool) -> Self {
        let mut kinds = vec![Kind::Word; AGE];
        kinds.extend([Kind::Number, Kind::Category, Kind::Day, Kind::Place, Kind::Category]);
        Self { builder: Builder::new(kinds), plain: HashMap::new(), two_alphabets }
    }

    /// Adds a person of a list, under a key that no other row of the linkage has.
    pub fn push(&mut self, list: u32, key: u64, person: &Person<'_>) {
        let mut cells = [0_u32; WIDTH];
        for name in person.names.iter().filter(|name| !name.is_empty()) {
            self.name(&mut cells, name);
        }
        if let Some(word) = Word::read(person.mother) {
            cells[self.at(MOTHER, word.script)] = self.builder.vocabulary().number(&word);
        }
        cells[AGE] = person.age_years.map_or(0, shifted);
        cells[SEX] = person.sex;
        cells[DAY] = person.day.map_or(0, shifted);
        cells[PLACE] = self.builder.place(person.place);
        cells[INCIDENT] = person.incident;
        self.builder.push_cells(list, key, &cells);
    }

    /// The finished table.
    pub fn finish(self) -> Result<Table, Error> {
        self.builder.finish()
    }

    const fn at(&self, column: usize, script: Script) -> usize {
        if self.two_alphabets && matches!(script, Script::Latin) { column + OTHER_ALPHABET } else { column }
    }

    fn name(&mut self, cells: &mut [u32; WIDTH], text: &str) {
        let mut words = [(0_u32, Script::Other); PLAIN_WORDS_MAX];
        let mut count = 0;
        let mut is_plain = true;
        for written in text.split(' ').filter(|word| !word.is_empty()) {
            match self.plain_word(written) {
                Plain::Word(number, script) if count < PLAIN_WORDS_MAX => {
                    words[count] = (number, script);
                    count += 1;
                }
                _ => {
                    is_plain = false;
                    break;
                }
            }
        }
        if !is_plain {
            return self.difficult_name(cells, text);
        }
        for (at, (number, script)) in words.iter().enumerate().take(count) {
            // As in `name::part`: the last of several words is the family, the first the own.
            let column = if at > 0 && at + 1 == count { FAMILY } else { at };
            if column < FAMILY || at + 1 == count {
                cells[self.at(column, *script)] = *number;
            }
        }
    }

    fn difficult_name(&mut self, cells: &mut [u32; WIDTH], text: &str) {
        let name = Name::read(text);
        for (column, role) in ROLES.into_iter().enumerate() {
            if let Some(word) = name.word(role) {
                cells[self.at(column, word.script)] = self.builder.vocabulary().number(word);
            }
        }
    }

    fn plain_word(&mut self, written: &str) -> Plain {
        if let Some(known) = self.plain.get(written) {
            return *known;
        }
        let plain = match read_plain(written) {
            Some(word) => Plain::Word(self.builder.vocabulary().number(&word), word.script),
            None => Plain::Difficult,
        };
        self.plain.insert(written.to_owned(), plain);
        plain
    }
}

/// The word that a written word is wherever it stands; `None` if that depends on its neighbours.
fn read_plain(written: &str) -> Option<Word> {
    let name = Name::read(written);
    // Read alone and before another word it must come out as the same ism.
    let [part] = name.parts.as_slice() else { return None };
    let turned: String = domain::fold::fold(written).chars().rev().collect();
    let may_be_reversed = !written.is_ascii() && !dictionary::get().meanings(&turned).is_empty();
    let before = Name::read(&format!("{written} qqqq"));
    let behind = Name::read(&format!("qqqq {written}"));
    let is_same = |name: &Name, role: Role| name.parts.len() == 2 && name.word(role) == Some(&part.word);
    let is_plain = part.role == Role::Ism
        && !name.was_reversed
        && name.relation.is_none()
        && !may_be_reversed
        && is_same(&before, Role::Ism)
        && is_same(&behind, Role::Family);
    is_plain.then(|| part.word.clone())
}

/// The settings for a table of [`People`]: comparisons, rules and the rule for the nameless. Rules follow what the
/// table has: where most days are known, narrow rules with the day; else wide ones, narrower the longer the lists are.
pub fn settings(table: &Table) -> Settings {
    let rows = || 0..table.rows() as u32;
    let two_alphabets =
        rows().any(|row| table.record(row)[OTHER_ALPHABET..AGE].iter().any(|cell| *cell != 0));
    let with_day = rows().filter(|row| table.cell(*row, DAY) != 0).count();
    let second = |column: usize| two_alphabets.then_some(column + OTHER_ALPHABET);
    let part = |name, column: usize, elsewhere: &[usize], sharing| Comparison {
        name,
        ladder: Ladder::NamePart { column, second: second(column), elsewhere: elsewhere.to_vec() },
        sharing,
    };
    let plain = |name, ladder, sharing| Comparison { name, ladder, sharing };
    let comparisons = vec![
        part("given", GIVEN, &[FATHER], Sharing::Own),
        part("father", FATHER, &[GRANDFATHER, FAMILY], Sharing::Family),
        part("grandfather", GRANDFATHER, &[FATHER, FAMILY], Sharing::Family),
        part("family", FAMILY, &[GRANDFATHER, FATHER], Sharing::Family),
        plain("mother", Ladder::Word { column: MOTHER, second: second(MOTHER) }, Sharing::Family),
        plain("age", Ladder::Number(AGE), Sharing::Own),
        plain("sex", Ladder::Category(SEX), Sharing::Own),
        plain("day", Ladder::Day(DAY), Sharing::Event),
        plain("place", Ladder::Place(PLACE), Sharing::Event),
        plain("incident", Ladder::Category(INCIDENT), Sharing::Event),
        plain("list", Ladder::Lists, Sharing::List),
    ];
    let nameless =
        NamelessRule { own_name: 0, family: vec![1, 3], event: vec![7, 9], at_most: vec![(5, 3), (6, 1)] };
    Settings {
        comparisons,
        rules: if with_day * 2 >= table.rows() {
            rules_with_days()
        } else {
            rules_without_days(table.rows())
        },
        nameless: Some(nameless),
        within_lists: true,
        threshold_bits: 0.0,
        threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
    }
}

const NAMES: [Field; 4] = [Skeleton(GIVEN), Skeleton(FATHER), Skeleton(GRANDFATHER), Skeleton(FAMILY)];

fn rule(name: &'static str, fields: &[Field], block_rows_max: usize) -> Rule {
    let [_, father, grandfather, family] = NAMES;
    let refine = [family, father, grandfather, Same(AGE), Same(DAY), Same(SEX)];
    let refine = refine.into_iter().filter(|field| !fields.contains(field)).collect();
    Rule { name, fields: fields.to_vec(), refine, block_rows_max }
}

fn rules_with_days() -> Vec<Rule> {
    let [given, father, grandfather, family] = NAMES;
    let narrow = |name, fields: &[Field]| rule(name, fields, BLOCK_ROWS_MAX);
    vec![
        narrow("given, father, family", &[given, father, family]),
        narrow("given, father, grandfather", &[given, father, grandfather]),
        narrow("given, family, day", &[given, family, Same(DAY)]),
        narrow("father, family, day", &[father, family, Same(DAY)]),
        narrow("given, father, day", &[given, father, Same(DAY)]),
        narrow("given, day, place", &[given, Same(DAY), Same(PLACE)]),
        narrow("given, family, place", &[given, family, Same(PLACE)]),
        rule("given, family, age", &[given, family, Same(AGE)], WIDE_BLOCK_ROWS_MAX),
    ]
}

fn rules_without_days(rows: usize) -> Vec<Rule> {
    let [given, father, grandfather, family] = NAMES;
    let wide_rows_max =
        (WIDE_BLOCK_ROWS_BY_LENGTH / rows.max(1)).clamp(WIDE_BLOCK_ROWS_MIN, WIDE_BLOCK_ROWS_MAX);
    let narrow = |name, fields: &[Field]| rule(name, fields, BLOCK_ROWS_MAX);
    let wide = |name, fields: &[Field]| rule(name, fields, wide_rows_max);
    let sex = Same(SEX);
    vec![
        narrow("given, father, family", &[given, father, family]),
        narrow("given, father, grandfather", &[given, father, grandfather]),
        narrow("father, grandfather, family", &[father, grandfather, family]),
        wide("given, family", &[given, family]),
        wide("given, father, age", &[given, father, Two(AGE, 0), sex]),
        wide("given, father, age shifted", &[given, father, Two(AGE, 1), sex]),
        wide("father, family, age", &[father, family, Two(AGE, 0), sex]),
        wide("father, family, age shifted", &[father, family, Two(AGE, 1), sex]),
        wide("given, grandfather, age", &[given, grandfather, Two(AGE, 0), sex]),
        wide("given, grandfather, age shifted", &[given, grandfather, Two(AGE, 1), sex]),
        wide("family, age", &[family, Two(AGE, 0), sex]),
        wide("family, age shifted", &[family, Two(AGE, 1), sex]),
        wide("given, age", &[given, Two(AGE, 0), sex]),
        wide("given, age shifted", &[given, Two(AGE, 1), sex]),
        wide("father, grandfather, age", &[father, grandfather, Two(AGE, 0), sex]),
        wide("father, grandfather, age shifted", &[father, grandfather, Two(AGE, 1), sex]),
    ]
}
