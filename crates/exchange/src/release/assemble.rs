//! From stretches to a release: which statement is a total and which a line, what stands under what, which
//! stretches are standing text. Start at [`Assembly::read`].

use super::clause::{self, Anchor, Clause};
use super::code::Code;
use super::header::{self, Header};
use super::place;
use super::reader::Reader;
use super::record::{
    Bullet, Class, Line, Passage, PassageKind, Scope, Stated, StatedIn, Total, When, YearFrom,
};
use super::scan::{Kind, Scanned, Span};
use super::sentence::Stretch;
use crate::limits::REPORT_LINES_MAX;

/// A release while it is read.
#[derive(Debug, Default)]
pub(crate) struct Assembly {
    pub header: Header,
    pub totals: Vec<Total>,
    pub lines: Vec<Line>,
    pub passages: Vec<Passage>,
    /// Spans of corrections.
    pub corrections: Vec<Span>,
    country: Option<Stated<String>>,
    late: bool,
    under: Option<usize>,
    /// A definition or standing text has begun: prose is no longer read for counts.
    standing: bool,
    begun: bool,
    full: bool,
}

impl Assembly {
    /// Reads one stretch.
    pub fn read(&mut self, reader: &mut Reader<'_>, stretch: Stretch) {
        let scanned = reader.scanned;
        let span = scanned.span(stretch.from, stretch.to);
        let kind = standing_kind(scanned, stretch);
        if kind == Some(PassageKind::Definition) {
            self.standing = true;
        }
        if kind == Some(PassageKind::Correction) {
            self.corrections.push(span);
        }
        if let Some(kind) = kind {
            return self.keep(reader, span, kind);
        }
        let anchors = clause::anchors(scanned, stretch.body, stretch.to);
        let opens = stretch.bullet != Bullet::None
            || scanned.is_one_of(stretch.body, &["on", "in", "near", "additionally", "between", "during"]);
        if anchors.is_empty() || (self.standing && !opens) {
            return self.without_count(reader, stretch, span);
        }
        if self.lines.len() >= REPORT_LINES_MAX {
            if !std::mem::replace(&mut self.full, true) {
                reader.problem(Code::TooManyLines, span, format!("more than {REPORT_LINES_MAX} lines"));
            }
            return self.keep(reader, span, PassageKind::Unread);
        }
        self.begun = true;
        reader.mark(stretch.from, stretch.body, Class::Bullet);
        self.statements(reader, stretch, &anchors);
    }

    /// Each strike statement of a stretch becomes a total or a line with its own passage.
    fn statements(&mut self, reader: &mut Reader<'_>, stretch: Stretch, anchors: &[Anchor]) {
        let scanned = reader.scanned;
        let mut starts = vec![stretch.body];
        for pair in anchors.windows(2) {
            starts.push(clause::start_of(scanned, pair[0].strike_at, pair[1]));
        }
        if anchors.len() > 1 {
            let span = scanned.span(stretch.from, stretch.to);
            let detail = format!("{} strike counts in one sentence", anchors.len());
            reader.problem(Code::SeveralCounts, span, detail);
        }
        for (index, anchor) in anchors.iter().enumerate() {
            let from = starts[index];
            let to = starts.get(index + 1).copied().unwrap_or(stretch.to);
            let clause = clause::read(reader, *anchor, from, to);
            let passage_from = if index == 0 { stretch.from } else { from };
            let span = scanned.span(passage_from, to);
            self.place_clause(reader, clause, stretch.bullet, span);
        }
    }

    fn place_clause(&mut self, reader: &mut Reader<'_>, clause: Clause, bullet: Bullet, span: Span) {
        let is_line = clause.place.is_some() || !clause.effects.is_empty() || bullet != Bullet::None;
        if is_line {
            self.line(reader, clause, bullet, span);
        } else {
            self.total(&clause, span);
        }
    }

    fn total(&mut self, clause: &Clause, span: Span) {
        let named = one_country(&clause.countries);
        self.late = clause.late;
        self.under = Some(self.totals.len());
        if !clause.countries.is_empty() {
            self.country = named.cloned();
        }
        let scope = named.map_or(Scope::All, |country| Scope::Country(country.value.clone()));
        let heading =
            self.country.as_ref().filter(|_| clause.countries.is_empty() && !self.totals.is_empty());
        let scope = match (scope, heading) {
            (Scope::All, Some(country)) => Scope::Country(country.value.clone()),
            (scope, _) => scope,
        };
        self.passages.push(Passage { span, kind: PassageKind::Total(self.totals.len()) });
        let days = when(clause);
        self.totals.push(Total {
            scope,
            days,
            strikes: clause.strikes,
            engagements: clause.engagements,
            late: clause.late,
            span,
        });
    }

    fn line(&mut self, reader: &mut Reader<'_>, clause: Clause, bullet: Bullet, span: Span) {
        let named = one_country(&clause.countries).cloned();
        if bullet == Bullet::None {
            // A sentence with its own day stands beside the total of another day, not under it.
            self.under = self.under.filter(|_| clause.days.is_none());
            // A country named in running text holds for the sentences after it.
            if let Some(country) = &named {
                self.country = Some(country.clone());
                let other = self.under.and_then(|under| self.totals.get(under)).is_some_and(
                    |total| matches!(&total.scope, Scope::Country(scope) if *scope != country.value),
                );
                self.under = self.under.filter(|_| !other);
            }
        }
        let country = named.or_else(|| self.country.clone());
        if clause.place.is_none() && bullet != Bullet::None && country.is_none() {
            reader.problem(Code::PlaceMissing, span, span.of(reader.scanned.text));
        }
        if clause.late && bullet == Bullet::None {
            self.late = true;
        }
        self.passages.push(Passage { span, kind: PassageKind::Line(self.lines.len()) });
        let days = when(&clause);
        self.lines.push(Line {
            bullet,
            country,
            place: clause.place,
            days,
            strikes: clause.strikes,
            engagements: clause.engagements,
            effects: clause.effects,
            late: self.late || clause.late,
            under: self.under,
            span,
        });
    }

    /// A stretch without a count: head, heading, a statement that there were no strikes, standing text.
    fn without_count(&mut self, reader: &mut Reader<'_>, stretch: Stretch, span: Span) {
        let scanned = reader.scanned;
        let (from, to) = (stretch.body, stretch.to);
        if let Some(at) = did_not_strike(scanned, from, to) {
            let clause = Clause {
                countries: countries(reader, from, to),
                days: (from..to).find_map(|at| super::day::read(scanned, at, to)),
                strikes: Some(Stated { value: 0, span: scanned.span(at, at + 1) }),
                ..Clause::default()
            };
            reader.mark(at, at + 1, Class::Strikes);
            self.begun = true;
            return self.total(&clause, span);
        }
        if is_heading(scanned, from, to) {
            self.country = countries(reader, from, to).into_iter().next();
            (self.late, self.under, self.begun) = (false, None, true);
            return self.keep(reader, span, PassageKind::Heading);
        }
        if !self.begun {
            header::read(reader, &mut self.header, stretch);
            self.passages.push(Passage { span, kind: PassageKind::Header });
            return;
        }
        let kind = if is_boilerplate(scanned, from, to) || self.standing {
            PassageKind::Boilerplate
        } else {
            PassageKind::Unread
        };
        if kind == PassageKind::Unread && scanned.is_mark(to - 1, ':') {
            // "... were conducted as follows:" opens a list and says nothing itself.
            return self.keep(reader, span, PassageKind::Boilerplate);
        }
        if kind == PassageKind::Unread && stretch.bullet != Bullet::None {
            reader.problem(Code::LineNotRead, span, span.of(scanned.text));
        }
        self.keep(reader, span, kind);
    }

    fn keep(&mut self, reader: &mut Reader<'_>, span: Span, kind: PassageKind) {
        if kind != PassageKind::Unread {
            reader.mark_span(span, Class::Standing);
        }
        self.passages.push(Passage { span, kind });
    }
}

/// The one country of a statement; two different ones name none.
fn one_country(countries: &[Stated<String>]) -> Option<&Stated<String>> {
    let first = countries.first()?;
    countries.iter().all(|other| other.value == first.value).then_some(first)
}

/// The days a clause prints; years are settled later.
fn when(clause: &Clause) -> Option<When> {
    let found = clause.days.as_ref()?;
    let (first, last) = (found.intervals.first()?.0, found.intervals.last()?.1);
    let printed = first.year.is_some();
    Some(When {
        first,
        last,
        intervals: found.intervals.clone(),
        span: found.span,
        year_from: if printed { YearFrom::Printed } else { YearFrom::Unresolved },
        stated_in: StatedIn::Sentence,
    })
}

fn countries(reader: &mut Reader<'_>, from: usize, to: usize) -> Vec<Stated<String>> {
    let scanned = reader.scanned;
    let found: Vec<_> = (from..to)
        .filter_map(|at| {
            place::country(scanned, at)
                .map(|name| Stated { value: name.to_owned(), span: scanned.span(at, at + 1) })
        })
        .collect();
    for country in &found {
        reader.mark_span(country.span, Class::Country);
    }
    found
}

/// "did not conduct strikes", "there were not any strikes".
fn did_not_strike(scanned: Scanned<'_>, from: usize, to: usize) -> Option<usize> {
    let not = (from..to).find(|&at| scanned.is_one_of(at, &["not", "no"]))?;
    (not..to.min(not + 6))
        .find(|&at| scanned.is_one_of(at, &["strikes", "airstrikes", "strike", "airstrike"]))?;
    (from..not).any(|at| scanned.is_one_of(at, &["did", "were", "was"])).then_some(not)
}

/// "Strikes in Syria", "Syria:", "Airstrikes in Iraq".
fn is_heading(scanned: Scanned<'_>, from: usize, to: usize) -> bool {
    let words = (from..to).filter(|&at| scanned.kind(at) == Some(Kind::Word));
    let mut named = false;
    let only = words.clone().count() <= 4
        && words.into_iter().all(|at| {
            named |= place::country(scanned, at).is_some();
            named || scanned.is_one_of(at, &["strikes", "airstrikes", "in", "late"])
        });
    only && named
}

fn contains(scanned: Scanned<'_>, from: usize, to: usize, words: &[&str]) -> bool {
    scanned.find(from, to, words).is_some()
}

/// Definitions and corrections, told by their own words.
fn standing_kind(scanned: Scanned<'_>, stretch: Stretch) -> Option<PassageKind> {
    let (from, to) = (stretch.from, stretch.to);
    let defines = contains(scanned, from, to, &["as", "defined"])
        || contains(scanned, from, to, &["kinetic"])
        || contains(scanned, from, to, &["is", "one", "strike"])
        || contains(scanned, from, to, &["definition"]);
    if defines {
        return Some(PassageKind::Definition);
    }
    let corrects = contains(scanned, from, to, &["correction"])
        || contains(scanned, from, to, &["should", "have", "read"])
        || contains(scanned, from, to, &["should", "read"])
        || contains(scanned, from, to, &["incorrectly"])
        || contains(scanned, from, to, &["in", "error"]);
    corrects.then_some(PassageKind::Correction)
}

fn is_boilerplate(scanned: Scanned<'_>, from: usize, to: usize) -> bool {
    const OPENINGS: [&[&str]; 22] = [
        &["inherent", "resolve"],
        &["initial", "reports"],
        &["aircraft", "departed"],
        &["aircraft", "exited"],
        &["coalition", "nations"],
        &["to", "conduct", "these"],
        &["participated"],
        &["the", "list"],
        &["strike", "assessments"],
        &["ground-based"],
        &["does", "not", "report"],
        &["do", "not", "report"],
        &["number", "or", "type"],
        &["aircraft", "used"],
        &["officials", "reported"],
        &["destruction", "of"],
        &["ability", "to"],
        &["counter-fire"],
        &["the", "coalition"],
        &["media", "contact"],
        &["for", "more", "information"],
        &["accordingly"],
    ];
    OPENINGS.iter().any(|words| contains(scanned, from, to, words))
}
