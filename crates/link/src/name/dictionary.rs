//! The dictionary of names: for a word, the names it may be, whatever the alphabet or romanisation.
//!
//! `dictionary.tsv` was typed by hand from general knowledge and has a version in its first line; a linkage keeps the
//! version it was made with. A word that is not here is compared by its skeleton.

use super::{particle, skeleton, word};
use std::collections::HashMap;
use std::sync::OnceLock;

const TEXT: &str = include_str!("dictionary.tsv");

/// What a name is used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A man's given name.
    Man,
    /// A woman's given name.
    Woman,
    /// A given name of both.
    Either,
    /// A family name.
    Family,
    /// A title before a name.
    Title,
}

/// One name with its spellings.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is used as.
    pub kind: Kind,
    /// From 1, very common, to 5, rare. Rough, and the same on no list.
    pub class: u8,
    /// Arabic spellings as typed, the usual one first.
    pub arabic: Vec<&'static str>,
    /// Latin spellings as typed, the usual one first.
    pub latin: Vec<&'static str>,
    skeleton: String,
}

/// All entries, found by form.
pub struct Dictionary {
    entries: Vec<Entry>,
    by_form: HashMap<String, Vec<u16>>,
    version: &'static str,
}

/// The dictionary, read at its first use.
pub fn get() -> &'static Dictionary {
    static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
    DICTIONARY.get_or_init(|| Dictionary::read(TEXT))
}

impl Dictionary {
    fn read(text: &'static str) -> Self {
        let version = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("# version ")?.split('.').next())
            .unwrap_or("");
        let mut entries: Vec<Entry> = text.lines().filter_map(entry).collect();
        // The commoner name comes first where a spelling is two names; equal classes keep the order of the file.
        entries.sort_by_key(|entry| entry.class);
        let mut by_form: HashMap<String, Vec<u16>> = HashMap::new();
        for (number, entry) in entries.iter().enumerate() {
            for spelling in entry.arabic.iter().chain(&entry.latin) {
                let form = form_of(spelling);
                let bare = word::without_article(&form, word::script(&form)).to_owned();
                for form in [form, bare] {
                    let meanings = by_form.entry(form).or_default();
                    if !meanings.contains(&(number as u16)) {
                        meanings.push(number as u16);
                    }
                }
            }
        }
        Self { entries, by_form, version }
    }

    /// The version of the table.
    pub const fn version(&self) -> &'static str {
        self.version
    }

    /// Every entry, by its number.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries that a folded and joined form may be.
    pub fn meanings(&self, form: &str) -> &[u16] {
        self.by_form.get(form).map_or(&[], Vec::as_slice)
    }

    /// The skeleton of an entry's usual Arabic spelling.
    pub fn skeleton(&self, entry: u16) -> &str {
        self.entries.get(usize::from(entry)).map_or("", |entry| &entry.skeleton)
    }

    /// Whether a form is known as a title.
    pub(super) fn is_title(&self, form: &str) -> bool {
        self.meanings(form).iter().any(|entry| self.entries[usize::from(*entry)].kind == Kind::Title)
    }
}

/// A spelling, folded and joined to one word.
fn form_of(spelling: &str) -> String {
    particle::joined(&domain::fold::fold(spelling)).into_iter().map(|(form, _)| form).collect()
}

fn entry(line: &'static str) -> Option<Entry> {
    let mut cells = line.split('\t');
    let kind = match cells.next()? {
        "m" => Kind::Man,
        "f" => Kind::Woman,
        "u" => Kind::Either,
        "s" => Kind::Family,
        "t" => Kind::Title,
        _ => return None,
    };
    let class = cells.next()?.parse().ok()?;
    let arabic: Vec<&str> = cells.next()?.split('|').collect();
    let latin: Vec<&str> = cells.next()?.split('|').collect();
    let form = form_of(arabic.first()?);
    let skeleton = skeleton::of(word::without_article(&form, word::Script::Arabic));
    Some(Entry { kind, class, arabic, latin, skeleton })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_every_spelling_found() {
        let dictionary = get();
        assert_eq!(dictionary.version(), "1");
        let lines = TEXT.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(dictionary.entries().len(), lines);
        assert!(lines > 600, "{lines} entries");
        for (number, entry) in dictionary.entries().iter().enumerate() {
            for spelling in entry.arabic.iter().chain(&entry.latin) {
                assert!(dictionary.meanings(&form_of(spelling)).contains(&(number as u16)), "{spelling}");
            }
        }
    }
}
