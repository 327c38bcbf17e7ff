//! Handles in place of names: "Sender 1" is whoever wrote first. The names stay here, apart from the messages.

use crate::limits::BEARER_NAMES_MAX;
use std::collections::HashMap;
use std::fmt;

/// What a handle's bearer did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Wrote messages.
    Sender,
    /// Is named as the origin of forwarded messages.
    Origin,
}

/// A name's stand-in within one chat; shown as `Sender 1` or `Origin 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle {
    /// What its bearer did.
    pub part: Part,
    /// In order of appearance, from 1.
    pub number: u32,
}

impl fmt::Display for Handle {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.part {
            Part::Sender => "Sender",
            Part::Origin => "Origin",
        };
        write!(out, "{word} {}", self.number)
    }
}

/// Who bears a handle, as the export writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct Bearer {
    /// The handle.
    pub handle: Handle,
    /// The export's own id of the account, such as `user123`, where it gives one.
    pub account: Option<String>,
    /// The names or numbers it is written as, in order of appearance, at most [`BEARER_NAMES_MAX`].
    pub names: Vec<String>,
}

/// The names behind the handles of one chat, and its title: to be sealed or dropped by the caller. `Debug` shows only their count.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Pseudonyms {
    /// The chat's own name, where the export gives it: often a person's.
    pub title: Option<String>,
    bearers: Vec<Bearer>,
    by_key: HashMap<(Part, String), usize>,
    count: HashMap<Part, u32>,
}

impl fmt::Debug for Pseudonyms {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Pseudonyms({} names not shown)", self.bearers.len())
    }
}

impl Pseudonyms {
    /// Of a chat of this name, without bearers yet.
    pub fn titled(title: Option<String>) -> Self {
        Self { title, ..Self::default() }
    }

    /// The handle of an account, or of a name where there is no account; a new one at its first appearance.
    pub fn handle(&mut self, part: Part, account: Option<&str>, name: &str) -> Handle {
        let key = account.map_or_else(|| format!("name {name}"), |account| format!("account {account}"));
        let at = *self.by_key.entry((part, key)).or_insert_with(|| {
            let number = self.count.entry(part).or_insert(0);
            *number += 1;
            let handle = Handle { part, number: *number };
            self.bearers.push(Bearer { handle, account: account.map(str::to_owned), names: Vec::new() });
            self.bearers.len() - 1
        });
        let bearer = &mut self.bearers[at];
        let has_room = bearer.names.len() < BEARER_NAMES_MAX;
        if has_room && !name.is_empty() && !bearer.names.iter().any(|known| known == name) {
            bearer.names.push(name.to_owned());
        }
        bearer.handle
    }

    /// Everyone, in order of appearance.
    pub fn bearers(&self) -> &[Bearer] {
        &self.bearers
    }

    /// Who bears the handle.
    pub fn bearer(&self, handle: Handle) -> Option<&Bearer> {
        self.bearers.iter().find(|bearer| bearer.handle == handle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_stable_and_numbered_by_appearance() {
        let mut names = Pseudonyms::default();
        let first = names.handle(Part::Sender, None, "Nur Example");
        let second = names.handle(Part::Sender, Some("user7"), "Old Name");
        assert_eq!(names.handle(Part::Sender, None, "Nur Example"), first);
        assert_eq!(names.handle(Part::Sender, Some("user7"), "New Name"), second);
        assert_eq!((first.to_string(), second.to_string()), ("Sender 1".to_owned(), "Sender 2".to_owned()));
        assert_eq!(names.handle(Part::Origin, None, "Nur Example").to_string(), "Origin 1");
        assert_eq!(names.bearer(second).unwrap().names, ["Old Name", "New Name"]);
        assert!(!format!("{names:?}").contains("Nur"));
    }
}
