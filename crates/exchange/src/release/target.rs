//! The target vocabulary: which wording means which term. The table is data (`targets.tsv`); a wording that is
//! not in it has no term, and nothing near is guessed. Start at [`wording_of`].

use std::collections::HashMap;
use std::sync::LazyLock;

/// A term of the vocabulary with its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Term {
    pub name: &'static str,
    pub group: &'static str,
}

const TABLE: &str = include_str!("targets.tsv");

static TERMS: LazyLock<HashMap<&'static str, Term>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|row| !row.starts_with('#')).filter_map(|row| {
        let mut cells = row.split('\t');
        let (wordings, name, group) = (cells.next()?, cells.next()?, cells.next()?);
        Some(wordings.split(';').map(move |wording| (wording.trim(), Term { name, group })))
    });
    rows.flatten().collect()
});

/// The normalised wording of a target and its term, if the vocabulary has it.
///
/// Small letters, single spaces, hyphens as spaces, no bracketed abbreviation, last word singular. The term is
/// that of the longest end of the wording that is in the table, so "security headquarters building" finds
/// "headquarters building".
pub(crate) fn wording_of(words: &str) -> (String, Option<Term>) {
    let wording = normal(words);
    let mut rest = wording.as_str();
    loop {
        if let Some(term) = TERMS.get(rest) {
            return (wording.clone(), Some(*term));
        }
        match rest.split_once(' ') {
            Some((_, shorter)) => rest = shorter,
            None => return (wording, None),
        }
    }
}

fn normal(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut depth = 0_u32;
    for character in words.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '-' | '\u{2010}'..='\u{2015}' => blank(&mut out),
            _ if character.is_whitespace() || super::scan::is_invisible(character) => blank(&mut out),
            '\u{2019}' => out.push('\''),
            _ => out.extend(character.to_lowercase()),
        }
    }
    out.truncate(out.trim_end().len());
    singular(&mut out);
    out
}

fn blank(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Words that end in s and are one thing, or are named so in the vocabulary.
const NOT_PLURAL: [&str; 12] = [
    "headquarters",
    "uas",
    "access",
    "bus",
    "explosives",
    "supplies",
    "terrain features",
    "hme",
    "logistics",
    "barracks",
    "gas",
    "land features",
];

fn is_kept(wording: &str) -> bool {
    NOT_PLURAL.iter().any(|kept| wording.ends_with(kept))
}

fn singular(wording: &mut String) {
    if is_kept(wording) || !wording.ends_with('s') || wording.ends_with("ss") {
        return;
    }
    let cut = if wording.ends_with("ies") && wording.len() > 5 {
        wording.truncate(wording.len() - 3);
        wording.push('y');
        return;
    } else if ["ches", "shes", "xes", "sses"].iter().any(|end| wording.ends_with(end))
        && !wording.ends_with("caches")
    {
        2
    } else {
        1
    };
    wording.truncate(wording.len() - cut);
}

/// The plural of a wording, as a release writes it.
pub(crate) fn plural(wording: &str) -> String {
    if is_kept(wording) || wording.ends_with('s') {
        return wording.to_owned();
    }
    if let Some(stem) = wording.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        return format!("{stem}ies");
    }
    let hissing = ["ch", "sh", "x"].iter().any(|end| wording.ends_with(end));
    format!("{wording}{}", if hissing { "es" } else { "s" })
}

/// Whether the last word of a target as printed is a plural.
pub(crate) fn is_plural(words: &str) -> bool {
    let words = words.trim_end().to_ascii_lowercase();
    words.ends_with('s') && !words.ends_with("ss") && !is_kept(&words) && !words.ends_with(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(words: &str) -> Option<&'static str> {
        wording_of(words).1.map(|term| term.name)
    }

    #[test]
    fn wordings_find_their_terms() {
        for (words, expected) in [
            ("fighting positions", "fighting position"),
            ("vehicle-borne improvised explosive device (VBIED) factories", "VBIED or IED factory"),
            ("tactical  units", "tactical unit"),
            ("security headquarters building", "headquarters"),
            ("held buildings", "held building"),
            ("weapons caches", "cache"),
            ("Command-and-Control nodes", "command and control node"),
        ] {
            assert_eq!(term(words), Some(expected), "{words}");
        }
        assert_eq!(term("carousels"), None);
    }

    #[test]
    fn plurals_come_back_to_their_wording() {
        let plain = TERMS.keys().filter(|wording| !wording.ends_with('s') && !is_kept(&plural(wording)));
        let lost: Vec<_> = plain.filter(|wording| normal(&plural(wording)) != **wording).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }

    #[test]
    fn the_table_is_well_formed() {
        for row in TABLE.lines().filter(|row| !row.starts_with('#')) {
            assert_eq!(row.split('\t').count(), 3, "{row}");
        }
        let odd: Vec<_> = TERMS.keys().filter(|wording| **wording != normal(wording)).collect();
        assert!(odd.is_empty(), "every wording is already normal: {odd:?}");
    }
}
