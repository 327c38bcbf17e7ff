//! The totals and lines of a release as the numbered items of its text, and the marks of the text itself.
//!
//! Items are numbered in the order of the text, totals and lines together; a line that repeats a total's words stands
//! for both. Start at [`items`] and [`marks`].

use crate::component::raw::{Kind, Mark};
use crate::i18n::Say;
use domain::record::{Release, ReleaseLine, Span};
use register::exchange::release::{Class, Piece};

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// A total, by index.
    Total(usize),
    /// A line, by index.
    Line(usize),
}

/// A numbered statement of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Its number, from 1.
    pub(super) number: usize,
    /// What it is.
    pub(super) of: Of,
    /// Where it stands.
    pub(super) span: Option<Span>,
    /// The total whose words the line repeats.
    pub(super) also_total: Option<usize>,
}

/// The items of a release, in order of the text; those without a place in it last.
pub(super) fn items(release: &Release, lines: &[ReleaseLine]) -> Vec<Item> {
    let same =
        |span: Option<Span>| span.and_then(|span| lines.iter().position(|line| line.span == Some(span)));
    let mut items: Vec<Item> = Vec::new();
    for (index, total) in release.totals.iter().enumerate() {
        if same(total.span).is_none() {
            items.push(Item { number: 0, of: Of::Total(index), span: total.span, also_total: None });
        }
    }
    for (index, line) in lines.iter().enumerate() {
        let total = release.totals.iter().position(|total| total.span.is_some() && total.span == line.span);
        items.push(Item { number: 0, of: Of::Line(index), span: line.span, also_total: total });
    }
    items.sort_by_key(|item| item.span.map_or(i64::MAX, |span| span.start));
    for (index, item) in items.iter_mut().enumerate() {
        item.number = index + 1;
    }
    items
}

/// The number of a total or line.
pub(super) fn number(items: &[Item], of: Of) -> Option<usize> {
    let is = |item: &&Item| match of {
        Of::Total(index) => item.of == of || item.also_total == Some(index),
        Of::Line(_) => item.of == of,
    };
    items.iter().find(is).map(|item| item.number)
}

/// The marks of a text: its items, the values read within them, and everything kept unread.
pub(super) fn marks(say: Say, text: &str, items: &[Item], pieces: &[Piece]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut read: Vec<(usize, usize)> = Vec::new();
    for item in items {
        let Some((start, end)) = item.span.and_then(bytes) else { continue };
        marks.push(Mark { start, end, kind: Kind::Line(item.number) });
        read.push((start, end));
    }
    for piece in pieces {
        let (start, end) = (piece.span.start, piece.span.end);
        let is_within = read.iter().any(|(from, to)| *from <= start && end <= *to);
        if let Some(words) = value(piece.class) {
            marks.push(Mark { start, end, kind: Kind::Value(say.text(words)) });
            if !is_within {
                read.push((start, end));
            }
        } else if is_within && piece.class == Class::Remainder {
            marks.extend(rest(text, start, end));
        }
    }
    read.sort_unstable();
    let mut at = 0;
    for (start, end) in read {
        if at < start {
            marks.extend(rest(text, at, start));
        }
        at = at.max(end);
    }
    marks.extend(rest(text, at, text.len()));
    marks
}

/// The values alone, for a text that has no items of a release.
pub(super) fn value_marks(say: Say, pieces: &[Piece]) -> Vec<Mark> {
    let marks = pieces.iter().filter_map(|piece| {
        let words = say.text(value(piece.class)?);
        Some(Mark { start: piece.span.start, end: piece.span.end, kind: Kind::Value(words) })
    });
    marks.collect()
}

/// What a value is called where it is marked; grammar and standing text are no values.
const fn value(class: Class) -> Option<&'static str> {
    Some(match class {
        Class::Number => "release-mark-number",
        Class::Day => "release-mark-day",
        Class::Country => "release-mark-country",
        Class::Place => "release-mark-place",
        Class::Strikes => "release-mark-strikes",
        Class::Engagements => "release-mark-engagements",
        Class::Verb => "release-mark-verb",
        Class::Count => "release-mark-count",
        Class::Target => "release-mark-target",
        Class::Force => "release-mark-force",
        Class::Title
        | Class::Relation
        | Class::Modifier
        | Class::Bullet
        | Class::Grammar
        | Class::Standing
        | Class::Remainder => return None,
    })
}

fn bytes(span: Span) -> Option<(usize, usize)> {
    usize::try_from(span.start).ok().zip(usize::try_from(span.end).ok())
}

/// A dotted mark over a stretch without the white space at its ends; none where nothing else is in it, or where the
/// stretch begins or ends inside a letter.
fn rest(text: &str, start: usize, end: usize) -> Option<Mark> {
    let words = text.get(start..end)?;
    let trimmed = words.trim();
    let start = start + (words.len() - words.trim_start().len());
    let has_words = trimmed.chars().any(char::is_alphanumeric);
    has_words.then(|| Mark { start, end: start + trimmed.len(), kind: Kind::Rest })
}
