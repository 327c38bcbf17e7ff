//! The head of a release: number, issue date, title. Start at [`read`].

use super::day::{self, Day};
use super::effect::stated_text;
use super::reader::Reader;
use super::record::{Class, Stated};
use super::scan::{Kind, Span};
use super::sentence::Stretch;

/// What the head says.
#[derive(Debug, Default)]
pub(crate) struct Header {
    pub number: Option<Stated<String>>,
    pub issued: Option<Stated<Day>>,
    pub title: Option<Span>,
}

/// Reads one stretch of the head, before the first strike statement.
pub(crate) fn read(reader: &mut Reader<'_>, header: &mut Header, stretch: Stretch) {
    let scanned = reader.scanned;
    for at in stretch.from..stretch.to {
        if header.number.is_none()
            && let Some(end) = number_end(reader, at, stretch.to)
        {
            let span = scanned.span(at, end);
            reader.mark_span(span, Class::Number);
            header.number = Some(stated_text(scanned.text, span));
        }
        if header.issued.is_none() {
            let found = day::read(scanned, at, stretch.to);
            let dated =
                found.filter(|found| found.intervals.len() == 1 && found.intervals[0].0.year.is_some());
            if let Some(found) = dated.filter(|found| found.intervals[0].0 == found.intervals[0].1) {
                reader.mark_span(found.span, Class::Day);
                header.issued = Some(Stated { value: found.intervals[0].0, span: found.span });
            }
        }
    }
    let titled = (stretch.from..stretch.to)
        .any(|at| scanned.is_one_of(at, &["strikes", "strike", "airstrikes", "airstrike"]));
    if titled && header.title.is_none() {
        let span = scanned.span(stretch.from, stretch.to);
        header.title = Some(span);
        reader.mark_span(span, Class::Title);
    }
}

/// `20170818-01`, with or without "Release #" before it.
fn number_end(reader: &Reader<'_>, at: usize, to: usize) -> Option<usize> {
    let scanned = reader.scanned;
    let eight = scanned.kind(at) == Some(Kind::Number) && scanned.word(at).len() == 8;
    let dashed = at + 2 < to && scanned.is_mark(at + 1, '-') && scanned.kind(at + 2) == Some(Kind::Number);
    (eight && dashed && scanned.word(at + 2).len() <= 3).then_some(at + 3)
}

/// The issue date hidden in a release number.
pub(crate) fn day_of_number(number: &str) -> Option<Day> {
    let digits = number.get(..8)?;
    Day::new(
        Some(digits.get(..4)?.parse().ok()?),
        digits.get(4..6)?.parse().ok()?,
        digits.get(6..8)?.parse().ok()?,
    )
}
