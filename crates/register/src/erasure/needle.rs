//! Words by which a copy of an erased value is known elsewhere: in a reason, a comment, a saved search.
//!
//! Pure. A word of a vocabulary, a number, a date or an id is nobody's, and is looked for nowhere.

use crate::limits::ERASURE_NEEDLE_CHARS_MIN;
use domain::record::erased;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Texts that were erased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Needles(BTreeSet<String>);

impl Needles {
    /// Takes the texts of a value in.
    pub fn take(&mut self, value: &Json) {
        match value {
            Json::String(text) => {
                let text = text.trim();
                if is_telling(text) {
                    self.0.insert(text.to_owned());
                }
            }
            Json::Array(list) => list.iter().for_each(|value| self.take(value)),
            Json::Object(members) if erased::by(value).is_none() => {
                members.values().for_each(|value| self.take(value));
            }
            _ => {}
        }
    }

    /// Whether a text repeats one of them.
    pub fn are_in(&self, text: &str) -> bool {
        self.0.iter().any(|needle| text.contains(needle.as_str()))
    }

    /// Whether a value repeats one of them anywhere.
    pub fn are_within(&self, value: &Json) -> bool {
        match value {
            Json::String(text) => self.are_in(text),
            Json::Array(list) => list.iter().any(|value| self.are_within(value)),
            Json::Object(members) => members.values().any(|value| self.are_within(value)),
            _ => false,
        }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn is_telling(text: &str) -> bool {
    let is_slug = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b'-');
    let is_number =
        text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | '.' | 'T' | 'Z' | '+'));
    text.chars().count() >= ERASURE_NEEDLE_CHARS_MIN
        && !is_slug
        && !is_number
        && Uuid::parse_str(text).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_and_sentences_are_looked_for_and_words_of_the_program_are_not() {
        let mut needles = Needles::default();
        needles.take(&json!({
            "words": " Abu Example ", "zone": "utc", "kind": "eye_witness", "day": "2017-03-21",
            "id": Uuid::from_u128(9), "list": ["شاهد من الحي"], "short": "Bob",
        }));
        assert!(needles.are_in("said by Abu Example himself"));
        assert!(needles.are_in("قاله شاهد من الحي أمس"));
        for other in ["eye_witness", "2017-03-21", "Bob", "abu example"] {
            assert!(!needles.are_in(other), "{other}");
        }
        assert!(!needles.is_empty());
        let mut none = Needles::default();
        none.take(&erased::mark(domain::id::ActId(Uuid::from_u128(1))));
        assert!(none.is_empty());
    }
}
