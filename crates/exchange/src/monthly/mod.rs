//! Monthly civilian-casualty reports of the task force: the ledger of allegations, the totals since the beginning,
//! and the numbered findings, each value with its words. "Non-credible" is kept as the body's word: not enough
//! evidence, not "false". Totals of different definitions are never added here or anywhere.
//!
//! [`parse`] reads a report, [`follows`] compares two months. Inside: `ledger` the paragraph, `finding` the items.

mod finding;
mod ledger;
mod record;

pub use ledger::follows;
pub use record::{Cumulative, Finding, Ledger, LedgerCheck, MonthlyReport, Outcome};

use crate::limits::REPORT_LINES_MAX;
use crate::release::Code;
use crate::release::reader::Reader;
use crate::release::scan::{self, Kind, Scanned};
use crate::release::sentence;
use crate::release::{self, Class, Passage, PassageKind, Piece, Stated, day};

/// Reads a monthly report. Never fails: what is doubtful is in [`MonthlyReport::problems`].
pub fn parse(text: &str) -> MonthlyReport {
    let within = release::bounded(text);
    let tokens = scan::scan(within);
    let scanned = Scanned { text: within, tokens: &tokens };
    let mut reader = Reader::new(scanned);
    release::report_text(&mut reader, text, within);
    let mut report = MonthlyReport {
        bytes: text.len(),
        published: None,
        month: None,
        ledger: Ledger::default(),
        cumulative: Cumulative::default(),
        findings: Vec::new(),
        checks: Vec::new(),
        problems: Vec::new(),
        passages: Vec::new(),
        marks: Vec::new(),
    };
    let mut outcome = None;
    let mut prose_from = 0;
    let mut at = 0;
    while at < tokens.len() {
        let reads = finding::begins(scanned, at) && report.findings.len() < REPORT_LINES_MAX;
        if !reads {
            at += 1;
            continue;
        }
        prose(&mut reader, &mut report, &tokens, (prose_from, at), &mut outcome);
        let end = finding_end(scanned, at);
        let found = finding::read(&mut reader, at, end, outcome);
        report.passages.push(Passage { span: found.span, kind: PassageKind::Line(report.findings.len()) });
        report.findings.push(found);
        (at, prose_from) = (end, end);
    }
    prose(&mut reader, &mut report, &tokens, (prose_from, tokens.len()), &mut outcome);
    if report.findings.len() >= REPORT_LINES_MAX {
        let detail = format!("{REPORT_LINES_MAX} findings are read");
        reader.problem(Code::TooManyLines, scanned.span(0, 1), detail);
    }
    report.checks = ledger::check(&report.ledger);
    for check in report.checks.iter().filter(|check| check.agrees == Some(false)) {
        reader.problem(Code::LedgerDiffers, check.span, format!("{}: {}", check.what, check.note));
    }
    report.marks = reader.take_marks();
    report.problems = reader.problems;
    report
}

impl MonthlyReport {
    /// The text in pieces that tile it, as [`crate::release::Release::pieces`].
    pub fn pieces(&self, text: &str) -> Vec<Piece> {
        release::piece::tile(text, &self.marks, &self.passages)
    }
}

/// A finding ends before the next one, a blank line or a heading.
fn finding_end(scanned: Scanned<'_>, from: usize) -> usize {
    let count = scanned.tokens.len();
    let mut at = from + 3;
    while at < count {
        let after_break = scanned.kind(at - 1) == Some(Kind::Break);
        let blank = after_break && scanned.kind(at) == Some(Kind::Break);
        if blank || finding::begins(scanned, at) || (after_break && heading(scanned, at).is_some()) {
            break;
        }
        at += 1;
    }
    while at > from + 1 && scanned.kind(at - 1) == Some(Kind::Break) {
        at -= 1;
    }
    at
}

/// "Credible reports", "Non-credible Reports:", "Duplicate": the outcome of the findings below.
fn heading(scanned: Scanned<'_>, at: usize) -> Option<(Outcome, usize)> {
    let mut end = at;
    while end < scanned.tokens.len() && scanned.kind(end) != Some(Kind::Break) {
        end += 1;
        if end > at + 9 {
            return None;
        }
    }
    let word = |words: &[&str]| (at..end).any(|at| scanned.is_one_of(at, words));
    let plural = word(&["reports", "report", "allegations", "assessments", "findings"]) || end <= at + 2;
    let counted =
        (at..end).any(|at| scanned.kind(at) == Some(Kind::Number)) || word(&["were", "was", "is", "are"]);
    if !plural || counted {
        return None;
    }
    if word(&["non-credible", "noncredible"]) || scanned.find(at, end, &["not", "credible"]).is_some() {
        return Some((Outcome::NonCredible, end));
    }
    if word(&["duplicate", "duplicates"]) {
        return Some((Outcome::Duplicate, end));
    }
    word(&["credible"]).then_some((Outcome::Credible, end))
}

/// Reads what stands between findings: head, ledger, headings.
fn prose(
    reader: &mut Reader<'_>,
    report: &mut MonthlyReport,
    tokens: &[scan::Token],
    (from, to): (usize, usize),
    outcome: &mut Option<Stated<Outcome>>,
) {
    let whole = reader.scanned;
    let mut stretches = sentence::split(Scanned { text: whole.text, tokens: &tokens[from..to] });
    for stretch in &mut stretches {
        (stretch.from, stretch.to, stretch.body) =
            (stretch.from + from, stretch.to + from, stretch.body + from);
        let span = whole.span(stretch.from, stretch.to);
        if let Some((value, end)) = heading(whole, stretch.from).filter(|(_, end)| *end <= stretch.to) {
            *outcome = Some(Stated { value, span: whole.span(stretch.from, end) });
            reader.mark_span(span, Class::Standing);
            report.passages.push(Passage { span, kind: PassageKind::Heading });
            continue;
        }
        dates(reader, report, stretch.from, stretch.to);
        let before = reader.marks.len();
        ledger::read_sentence(reader, *stretch, &mut report.ledger, &mut report.cumulative);
        let kind = if reader.marks.len() > before { PassageKind::Total(0) } else { PassageKind::Unread };
        report.passages.push(Passage { span, kind });
    }
}

/// The day of publication and the month the report is about.
fn dates(reader: &mut Reader<'_>, report: &mut MonthlyReport, from: usize, to: usize) {
    let scanned = reader.scanned;
    for at in from..to {
        if report.published.is_none() && report.findings.is_empty() {
            let found = day::read(scanned, at, to)
                .filter(|found| found.intervals.first().is_some_and(|days| days.0.year.is_some()));
            if let Some(found) = found {
                report.published = Some(Stated { value: found.intervals[0].0, span: found.span });
                reader.mark_span(found.span, Class::Day);
                return;
            }
        }
        let named = scanned.is_one_of(at, &["in", "of", "for", "during"])
            && scanned.is_capital(at + 1)
            && at + 1 < to;
        let at = if scanned.matches(at, &["in", "the", "month", "of"]) { at + 3 } else { at };
        let month = (named || scanned.is(at, "of")).then(|| day::month(scanned.word(at + 1))).flatten();
        if let Some(month) = month.filter(|_| report.month.is_none() && at + 1 < to) {
            let year = scanned.word(at + 2).parse().ok().filter(|year| (1900..2200).contains(year));
            let end = if year.is_some() { at + 3 } else { at + 2 };
            let day_follows = scanned.kind(at + 2) == Some(Kind::Number) && year.is_none();
            if !day_follows {
                let span = scanned.span(at + 1, end.min(to));
                report.month = Some(Stated { value: (year, month), span });
                reader.mark_span(span, Class::Day);
            }
        }
    }
}
