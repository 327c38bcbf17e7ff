//! One word of a name, made comparable: its folded and joined form, its meanings, its skeleton.
//!
//! Made once for every different word of a linkage. What its place in the name says is in [`super::part`].

use super::{dictionary, skeleton};

/// The alphabet of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Arabic letters, those of Kurdish and Persian among them.
    Arabic,
    /// Latin letters.
    Latin,
    /// Digits and any other alphabet.
    Other,
}

/// A word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Folded, its compound joined, without an article written apart.
    pub form: String,
    /// The alphabet of the form.
    pub script: Script,
    /// Entries of the dictionary that the form may be, the commonest first; a Latin spelling may be two names.
    pub meanings: Vec<u16>,
    /// The consonant skeleton, that of the dictionary's Arabic spelling where there is one.
    pub skeleton: String,
}

impl Word {
    /// Reads a joined form. `had_article` where a Latin article stood apart before it.
    pub(super) fn of(form: &str, had_article: bool) -> Self {
        let script = script(form);
        let entries = dictionary::get();
        let whole = if had_article { entries.meanings(&format!("al{form}")) } else { &[] };
        let mut meanings = if whole.is_empty() { entries.meanings(form) } else { whole };
        let mut bare = form;
        if meanings.is_empty() {
            bare = without_article(form, script);
            meanings = entries.meanings(bare);
        }
        let skeleton = match meanings.first() {
            Some(first) => entries.skeleton(*first).to_owned(),
            None => skeleton::of(bare),
        };
        Self { form: bare.to_owned(), script, meanings: meanings.to_vec(), skeleton }
    }

    /// The word of a text that is one word or a compound; what follows further words is left out.
    pub fn read(text: &str) -> Option<Self> {
        let (form, had_article) = super::particle::joined(&domain::fold::fold(text)).into_iter().next()?;
        Some(Self::of(&form, had_article))
    }
}

/// The alphabet of a folded word, that of its first letter.
pub(super) fn script(form: &str) -> Script {
    match form.chars().next() {
        Some('a'..='z') => Script::Latin,
        Some('\u{0620}'..='\u{06FF}' | '\u{0750}'..='\u{077F}') => Script::Arabic,
        _ => Script::Other,
    }
}

/// Letters that a word keeps when its article is taken off.
const BARE_LETTERS_MIN: usize = 3;

/// A word without the article written into it.
pub(super) fn without_article(form: &str, script: Script) -> &str {
    match script {
        Script::Arabic => {
            form.strip_prefix("ال").filter(|rest| rest.chars().count() >= BARE_LETTERS_MIN).unwrap_or(form)
        }
        Script::Latin => form
            .strip_prefix("al")
            .or_else(|| form.strip_prefix("el"))
            .filter(|rest| rest.len() > BARE_LETTERS_MIN && !rest.starts_with(['a', 'e', 'i', 'o', 'u']))
            .unwrap_or(form),
        Script::Other => form,
    }
}
