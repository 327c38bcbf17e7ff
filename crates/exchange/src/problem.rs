//! What is wrong with one part of a chat, a mailbox, a web capture or a bundle: where, what, why, and what to do
//! about it. Tables have their own, [`crate::table::Problem`], because their places are rows and columns.
//!
//! A problem quotes the file it was found in; treat it as that file's text is treated.

use crate::limits::{EXCERPT_CHARS_MAX, INTAKE_PROBLEMS_MAX};
use crate::table::Severity;
use serde::Serialize;

/// Where in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", tag = "unit", content = "number")]
pub enum Place {
    /// The whole file.
    File,
    /// Line, from 1.
    Line(u64),
    /// Message, record or member of an archive, from 1.
    Entry(u64),
    /// Byte, from 0.
    Byte(u64),
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Name of the file, or of the member of an archive.
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// Which part of the entry: a header, a member of an object; empty for the whole entry.
    pub part: String,
    /// Start of what was found.
    pub value: String,
    /// Stable code, one of [`CODES`].
    pub code: &'static str,
    /// What was found.
    pub detail: String,
    /// What the person can do.
    pub hint: &'static str,
    /// Whether something was left out.
    pub severity: Severity,
}

/// The problems of one file, at most [`INTAKE_PROBLEMS_MAX`]; further ones are counted.
#[derive(Debug)]
pub struct Problems {
    file: String,
    list: Vec<Problem>,
    beyond: u64,
}

impl Problems {
    /// None yet.
    pub fn of(file: &str) -> Self {
        Self { file: file.to_owned(), list: Vec::new(), beyond: 0 }
    }

    /// Something was left out.
    pub fn error(&mut self, place: Place, code: &'static str, part: &str, value: &str, said: Said) {
        self.add(place, code, part, value, said, Severity::Error);
    }

    /// Everything landed; somebody should look.
    pub fn warning(&mut self, place: Place, code: &'static str, part: &str, value: &str, said: Said) {
        self.add(place, code, part, value, said, Severity::Warning);
    }

    /// Takes over the problems of a member.
    pub fn take(&mut self, others: Vec<Problem>) {
        for problem in others {
            if self.list.len() < INTAKE_PROBLEMS_MAX {
                self.list.push(problem);
            } else {
                self.beyond += 1;
            }
        }
    }

    fn add(
        &mut self,
        place: Place,
        code: &'static str,
        part: &str,
        value: &str,
        said: Said,
        severity: Severity,
    ) {
        debug_assert!(CODES.contains(&code), "the list lacks {code}");
        if self.list.len() >= INTAKE_PROBLEMS_MAX {
            self.beyond += 1;
            return;
        }
        let (file, part, value) = (self.file.clone(), part.to_owned(), excerpt(value));
        let Said { detail, hint } = said;
        self.list.push(Problem { file, place, part, value, code, detail, hint, severity });
    }

    /// The list, with a last problem that counts those it has no room for.
    pub fn into_list(mut self) -> Vec<Problem> {
        if self.beyond > 0 {
            self.list.push(Problem {
                file: self.file,
                place: Place::File,
                part: String::new(),
                value: String::new(),
                code: "too-many-problems",
                detail: format!("{} further problems are not listed", self.beyond),
                hint: "Mend the first ones and read the file again.",
                severity: Severity::Warning,
            });
        }
        self.list
    }
}

/// The two sentences of a problem.
#[derive(Clone, Debug)]
pub struct Said {
    /// What was found.
    pub detail: String,
    /// What the person can do.
    pub hint: &'static str,
}

/// The two sentences of a problem.
pub fn said(detail: impl Into<String>, hint: &'static str) -> Said {
    Said { detail: detail.into(), hint }
}

/// The start of a text on one line; letters that change the direction of what follows are shown as `␣`.
pub fn excerpt(text: &str) -> String {
    let visible = |letter: char| {
        let direction =
            matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if letter.is_control() || direction { '␣' } else { letter }
    };
    let mut letters = text.chars().map(visible);
    let mut start: String = letters.by_ref().take(EXCERPT_CHARS_MAX).collect();
    if letters.next().is_some() {
        start.push('…');
    }
    start
}

/// Every code of a [`Problem`].
pub const CODES: &[&str] = &[
    "archive-entry-broken",
    "archive-entry-encrypted",
    "archive-entry-too-large",
    "archive-entry-unlisted",
    "archive-name-repeated",
    "archive-name-unsafe",
    "archive-ratio-too-high",
    "archive-too-deep",
    "attachment-missing",
    "attachment-not-included",
    "attachment-unmentioned",
    "bytes-not-in-encoding",
    "calendar-not-read",
    "chat-part-not-read",
    "date-does-not-exist",
    "date-not-understood",
    "date-order-in-doubt",
    "digest-broken",
    "digest-not-checked",
    "digest-not-stated",
    "entry-cut-off",
    "entry-not-understood",
    "field-not-understood",
    "header-of-another-form",
    "json-not-understood",
    "media-missing",
    "nested-too-deep",
    "quoting-in-doubt",
    "reply-target-missing",
    "signature-not-checked",
    "text-before-first-entry",
    "time-runs-back",
    "too-many-entries",
    "too-many-problems",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_unique() {
        assert!(CODES.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn an_excerpt_cannot_turn_the_line_it_stands_in() {
        assert_eq!(excerpt("a\u{202e}b\nc"), "a␣b␣c");
    }

    #[test]
    fn problems_beyond_the_limit_are_counted() {
        let mut problems = Problems::of("a.txt");
        for line in 0..INTAKE_PROBLEMS_MAX as u64 + 3 {
            problems.warning(Place::Line(line), "time-runs-back", "", "", said("earlier", "look"));
        }
        let list = problems.into_list();
        assert_eq!(list.len(), INTAKE_PROBLEMS_MAX + 1);
        assert!(list[INTAKE_PROBLEMS_MAX].detail.starts_with("3 "));
    }
}
