//! Place words of a release: "near Dayr Az Zawr", "south of Ayn al Arab", a bare name before the count.
//! Names are kept as printed; finding them on a map is the register's work. Start at [`read`].

use super::count;
use super::scan::{Kind, Scanned};
use super::verb::verb_at;

/// Place words found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub from: usize,
    /// First token of the name itself.
    pub name_from: usize,
    /// One past its last token.
    pub end: usize,
    /// The relation was printed twice ("Near Near Abu Kamal").
    pub doubled: bool,
}

/// Small words that occur inside names.
pub(crate) const JOINING: [&str; 14] =
    ["az", "al", "ar", "as", "at", "ad", "an", "ash", "abu", "the", "of", "and", "in", "el"];
/// Countries a release may name. The first two are those of the campaign.
const COUNTRIES: [&str; 9] =
    ["Syria", "Iraq", "Libya", "Lebanon", "Jordan", "Turkey", "Yemen", "Afghanistan", "Somalia"];
const DIRECTIONS: [&str; 12] = [
    "north",
    "south",
    "east",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "outside",
    "inside",
    "northern",
    "southern",
];

/// The country a token names.
pub(crate) fn country(scanned: Scanned<'_>, at: usize) -> Option<&'static str> {
    COUNTRIES.iter().find(|name| scanned.is(at, name)).copied()
}

/// Place words that begin at token `at` with near, in, a direction.
pub(crate) fn read(scanned: Scanned<'_>, at: usize, to: usize) -> Option<Found> {
    let mut name_from = relation_end(scanned, at, to)?;
    let mut doubled = false;
    while let Some(again) = relation_end(scanned, name_from, to).filter(|_| scanned.is(name_from, "near")) {
        (name_from, doubled) = (again, true);
    }
    if scanned.is(name_from, "the") {
        name_from += 1;
    }
    let end = name_end(scanned, name_from, to);
    let first_is_name = scanned.is_capital(name_from)
        || scanned.is_one_of(name_from, &JOINING)
        || lower_with_hyphen(scanned, name_from);
    let named = end > name_from
        && first_is_name
        && country(scanned, name_from).is_none()
        && super::day::read(scanned, name_from, to).is_none()
        && count::read(scanned, name_from, to).is_none_or(|found| found.article && end > name_from + 1);
    named.then_some(Found { from: at, name_from, end, doubled })
}

/// "al-Qaim", "abu-Kamal".
fn lower_with_hyphen(scanned: Scanned<'_>, at: usize) -> bool {
    scanned.kind(at) == Some(Kind::Word)
        && scanned
            .word(at)
            .split_once('-')
            .is_some_and(|(_, rest)| rest.chars().next().is_some_and(char::is_uppercase))
}

fn relation_end(scanned: Scanned<'_>, at: usize, to: usize) -> Option<usize> {
    if at >= to {
        return None;
    }
    if scanned.is_one_of(at, &["near", "vnear", "neat"]) {
        return Some(at + 1);
    }
    if scanned.matches(at, &["in", "the", "vicinity", "of"]) {
        return Some(at + 4);
    }
    if scanned.is_one_of(at, &DIRECTIONS) {
        let mut end = at + 1;
        while scanned.is(end, "and") && scanned.is_one_of(end + 1, &DIRECTIONS) {
            end += 2;
        }
        return scanned.is(end, "of").then_some(end + 1);
    }
    let in_name = scanned.is_one_of(at, &["in", "at", "around"]) && scanned.is_capital(at + 1);
    in_name.then_some(at + 1)
}

/// One past the last token of the name at `from`.
fn name_end(scanned: Scanned<'_>, from: usize, to: usize) -> usize {
    let mut end = from;
    let mut at = from;
    while at < to && scanned.kind(at) == Some(Kind::Word) {
        let counts = at > from && count::read(scanned, at, to).is_some() && !joins_name(scanned, at, to);
        if counts || verb_at(scanned, at, false).is_some() {
            break;
        }
        if scanned.is_one_of(at, &["strike", "strikes", "airstrike", "airstrikes"]) {
            break;
        }
        if scanned.is_capital(at)
            || lower_with_hyphen(scanned, at)
            || (at == from && scanned.is_one_of(at, &JOINING))
        {
            end = at + 1;
        } else if !joins_name(scanned, at, to) {
            // "Ar Rut bah": a small word right before the comma and the count is part of the name.
            let closes = scanned.is_mark(at + 1, ',')
                && at > from
                && count::read(scanned, at + 2, to.max(at + 3)).is_some();
            if closes && !scanned.is_one_of(at, &JOINING) {
                end = at + 1;
            }
            break;
        }
        at += 1;
    }
    end
}

/// A small word between two parts of one name.
fn joins_name(scanned: Scanned<'_>, at: usize, to: usize) -> bool {
    at + 1 < to
        && scanned.is_one_of(at, &JOINING)
        && (scanned.is_capital(at + 1) || (scanned.is(at + 1, "al") && scanned.is_capital(at + 2)))
        && !(scanned.is(at, "in") && country(scanned, at + 1).is_some())
        && !(scanned.is_one_of(at, &["an", "at", "in"]) && scanned.is_one_of(at + 1, &["isil", "isis"]))
}

const OPENERS: [&str; 22] = [
    "additionally",
    "coalition",
    "u.s",
    "us",
    "attack",
    "fighter",
    "bomber",
    "officials",
    "yesterday",
    "today",
    "separately",
    "also",
    "military",
    "overall",
    "since",
    "during",
    "between",
    "meanwhile",
    "there",
    "these",
    "those",
    "combined",
];

/// A bare name before the count: "Raqqah, two strikes ...".
pub(crate) fn bare(scanned: Scanned<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let start = (from..to).find(|&at| scanned.kind(at) == Some(Kind::Word))?;
    let end = name_end(scanned, start, to);
    let comma = scanned.is_mark(end, ',') && end + 1 == to;
    let named = scanned.is_capital(start) && !scanned.is_one_of(start, &OPENERS) && end > start && comma;
    (named && super::day::read(scanned, start, to).is_none()).then_some((start, end))
}
