//! The different words of a linkage, each kept once, and how far any two of them agree.
//!
//! A cell of a table holds a word's number, 0 for none. Numbers follow the alphabet once a table is finished, so that
//! nothing depends on the order of rows.

use crate::name::{Script, Word, agreement};
use std::collections::HashMap;

/// How far two words agree, strongest first; the level of a comparison is 1 more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Closeness {
    Same = 0,
    Meaning = 1,
    Skeleton = 2,
    Similar = 3,
    Apart = 4,
}

#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub word: Word,
    /// The number of the group of words that are one name: by first meaning, else by skeleton, else alone.
    pub group: u32,
    /// The number of the skeleton, 0 for none.
    pub skeleton: u32,
}

/// What makes two words one: `Masri` with and without its article may mean different entries.
type Key = (Script, String, Vec<u16>);

fn key(word: &Word) -> Key {
    (word.script, word.form.clone(), word.meanings.clone())
}

/// Words by number, from 1.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    entries: Vec<Entry>,
    by_form: HashMap<Key, u32>,
    skeletons: HashMap<String, u32>,
}

impl Vocabulary {
    /// The number of a word, given now if it is new.
    pub fn number(&mut self, word: &Word) -> u32 {
        let key = key(word);
        if let Some(number) = self.by_form.get(&key) {
            return *number;
        }
        let next_skeleton = self.skeletons.len() as u32 + 1;
        let skeleton = match word.skeleton.as_str() {
            "" => 0,
            codes => *self.skeletons.entry(codes.to_owned()).or_insert(next_skeleton),
        };
        self.entries.push(Entry { word: word.clone(), group: 0, skeleton });
        let number = self.entries.len() as u32;
        self.by_form.insert(key, number);
        number
    }

    /// Renumbers by script and form, and groups. Returns the new number of every old one (index 0 is none).
    pub fn finish(&mut self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.entries.len() as u32).collect();
        let forms = |at: &u32| {
            let word = &self.entries[*at as usize].word;
            (word.script, word.form.as_str(), word.meanings.as_slice())
        };
        order.sort_unstable_by(|a, b| forms(a).cmp(&forms(b)));
        let mut renumbered = vec![0_u32; self.entries.len() + 1];
        for (new, old) in order.iter().enumerate() {
            renumbered[*old as usize + 1] = new as u32 + 1;
        }
        let mut codes: Vec<&String> = self.skeletons.keys().collect();
        codes.sort_unstable();
        let codes: HashMap<String, u32> =
            codes.into_iter().enumerate().map(|(at, code)| (code.clone(), at as u32 + 1)).collect();
        let mut sorted: Vec<Entry> = order.iter().map(|old| self.entries[*old as usize].clone()).collect();
        let skeletons = codes.len() as u32;
        for (at, entry) in sorted.iter_mut().enumerate() {
            entry.skeleton = codes.get(&entry.word.skeleton).copied().unwrap_or(0);
            // Three ranges of one number space: meanings from the top, skeletons from 1, lone words between.
            entry.group = match (entry.word.meanings.first(), entry.skeleton) {
                (Some(meaning), _) => u32::MAX - u32::from(*meaning),
                (None, 0) => skeletons + 1 + at as u32,
                (None, skeleton) => skeleton,
            };
        }
        self.entries = sorted;
        self.skeletons = codes;
        for (number, entry) in self.entries.iter().enumerate() {
            self.by_form.insert(key(&entry.word), number as u32 + 1);
        }
        renumbered
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn entry(&self, number: u32) -> Option<&Entry> {
        self.entries.get((number as usize).checked_sub(1)?)
    }

    pub fn group(&self, number: u32) -> u32 {
        self.entry(number).map_or(0, |entry| entry.group)
    }

    pub fn skeleton(&self, number: u32) -> u32 {
        self.entry(number).map_or(0, |entry| entry.skeleton)
    }

    fn compare(&self, first: u32, second: u32) -> Closeness {
        let (Some(first), Some(second)) = (self.entry(first), self.entry(second)) else {
            return Closeness::Apart;
        };
        match agreement::of_words(&first.word, &second.word) {
            Some(agreement::Why::Exact | agreement::Why::Folded) => Closeness::Same,
            Some(agreement::Why::CrossScript) if first.group != second.group => Closeness::Skeleton,
            Some(agreement::Why::Dictionary | agreement::Why::CrossScript) => Closeness::Meaning,
            Some(agreement::Why::Skeleton) => Closeness::Skeleton,
            Some(agreement::Why::Similar) => Closeness::Similar,
            None => Closeness::Apart,
        }
    }
}

const CACHE_SLOTS: usize = 1 << 15;

/// What one thread remembers of pairs of words: a table of the last seen, never a source of difference.
pub(crate) struct PairCache {
    slots: Vec<(u64, Closeness)>,
}

impl PairCache {
    pub fn new() -> Self {
        Self { slots: vec![(0, Closeness::Apart); CACHE_SLOTS] }
    }

    /// How far two words agree; neither number is 0.
    pub fn closeness(&mut self, vocabulary: &Vocabulary, first: u32, second: u32) -> Closeness {
        if first == second {
            return Closeness::Same;
        }
        let (low, high) = if first < second { (first, second) } else { (second, first) };
        let pair = (u64::from(low) << 32) | u64::from(high);
        let slot = &mut self.slots[(pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 49) as usize];
        if slot.0 != pair {
            *slot = (pair, vocabulary.compare(low, high));
        }
        slot.1
    }
}
