//! Strike releases of the task force and of DoD News, read into totals and lines whose every number and word is
//! tied to its place in the text. Not a judge of them: a sum that does not hold is shown, an ambiguous word is a
//! [`Problem`], an unknown is `None`. Nothing is resolved to a map, and nothing is fetched.
//!
//! [`parse`] reads a release, [`line`] a single line, [`same`] compares two releases, [`render`] writes a text
//! from typed facts in the same grammar. Inside: `scan` makes tokens, `sentence` stretches, `clause` reads one
//! statement, `assemble` orders them, `settle` dates them, `sums` adds them.

mod assemble;
mod clause;
pub(crate) mod code;
pub(crate) mod count;
pub(crate) mod day;
mod effect;
mod header;
pub(crate) mod piece;
pub(crate) mod place;
pub(crate) mod reader;
mod record;
mod render;
mod same;
pub(crate) mod scan;
pub(crate) mod sentence;
mod settle;
mod sums;
mod target;
mod verb;

pub use code::Code;
pub use day::Day;
pub use record::{
    Amendment, AmendmentKind, Bullet, Class, Effect, Fixed, Line, Passage, PassageKind, Piece, Place,
    Problem, Release, Scope, Stated, StatedIn, SumCheck, Total, When, Wording, YearFrom,
};
pub use render::{CountryFacts, EffectFacts, Facts, LateFacts, LineFacts, RENDERED, render};
pub use same::{Addition, Difference, Rendition, Verdict, additions, same};
pub use scan::Span;

use crate::limits::REPORT_BYTES_MAX;
use assemble::Assembly;
use reader::Reader;
use scan::Scanned;

/// Reads a release. Never fails: what is doubtful is in [`Release::problems`], what was not read is remainder.
pub fn parse(text: &str) -> Release {
    let within = bounded(text);
    let tokens = scan::scan(within);
    let scanned = Scanned { text: within, tokens: &tokens };
    let mut reader = Reader::new(scanned);
    report_text(&mut reader, text, within);
    let mut assembly = Assembly::default();
    for stretch in sentence::split(scanned) {
        assembly.read(&mut reader, stretch);
    }
    let yesterday = yesterday(scanned, &assembly);
    let settled = settle::settle(&mut reader, &mut assembly, yesterday);
    let sums = sums::check(&assembly.totals, &assembly.lines);
    for sum in sums.iter().filter(|sum| sum.agrees == Some(false)) {
        reader.problem(Code::SumDiffers, sum.span, format!("{}: {}", sum.what, sum.note));
    }
    let marks = reader.take_marks();
    Release {
        bytes: text.len(),
        wording: wording(&assembly),
        number: assembly.header.number,
        issued: assembly.header.issued,
        title: assembly.header.title,
        period: settled.period,
        totals: assembly.totals,
        lines: assembly.lines,
        amendments: settled.amendments,
        passages: assembly.passages,
        sums,
        problems: reader.problems,
        marks,
    }
}

/// Reads a single line, the first of `text`; an unreadable one has nothing but its span.
pub fn line(text: &str) -> Line {
    parse(text).lines.into_iter().next().unwrap_or(Line {
        bullet: Bullet::None,
        country: None,
        place: None,
        days: None,
        strikes: None,
        engagements: None,
        effects: Vec::new(),
        late: false,
        under: None,
        span: Span::new(0, text.len()),
    })
}

impl Release {
    /// The text in pieces that tile it: joined, their words are `text` again. `text` is what was parsed.
    pub fn pieces(&self, text: &str) -> Vec<Piece> {
        piece::tile(text, &self.marks, &self.passages)
    }

    /// The total of all countries, not late.
    pub fn lead(&self) -> Option<&Total> {
        self.totals.iter().find(|total| !total.late && total.scope == Scope::All)
    }

    /// The total of one country over the whole release, not late.
    pub fn country(&self, name: &str) -> Option<&Total> {
        self.totals
            .iter()
            .find(|total| !total.late && matches!(&total.scope, Scope::Country(own) if own == name))
    }
}

/// The part of a text within the limit.
pub(crate) fn bounded(text: &str) -> &str {
    let mut end = text.len().min(REPORT_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

pub(crate) fn report_text(reader: &mut Reader<'_>, text: &str, within: &str) {
    if within.len() < text.len() {
        let span = Span::new(within.len(), text.len());
        let detail = format!("{} bytes, {REPORT_BYTES_MAX} are read", text.len());
        reader.problem(Code::TextTooLong, span, detail);
    }
    let invisible = within.char_indices().filter(|(_, character)| scan::is_invisible(*character));
    let mut at = invisible.map(|(start, character)| Span::new(start, start + character.len_utf8()));
    if let Some(first) = at.next() {
        let detail = format!("{} invisible characters", at.count() + 1);
        reader.problem(Code::InvisibleMarks, first, detail);
    }
}

/// "yesterday" in the lead of a DoD News text.
fn yesterday(scanned: Scanned<'_>, assembly: &Assembly) -> Option<Span> {
    let lead = assembly.totals.first().filter(|total| total.scope == Scope::All)?;
    let from = scanned.tokens.partition_point(|token| token.span.start < lead.span.start);
    let to = scanned.tokens.partition_point(|token| token.span.start < lead.span.end);
    (from..to).find(|&at| scanned.is(at, "yesterday")).map(|at| scanned.span(at, at + 1))
}

fn wording(assembly: &Assembly) -> Wording {
    let bullet = assembly.lines.iter().map(|line| line.bullet).find(|bullet| *bullet != Bullet::None);
    match bullet {
        Some(Bullet::Asterisk | Bullet::Dot) => Wording::TaskForce,
        Some(Bullet::DoubleDash) => Wording::DefenceNews,
        _ if assembly.header.number.is_some() => Wording::TaskForce,
        None if !assembly.lines.iter().any(|line| line.place.is_some()) && !assembly.totals.is_empty() => {
            Wording::PeriodSummary
        }
        _ => Wording::Unknown,
    }
}
