//! The ledger paragraph: counts of reports told apart by the words around them, and the identities they must
//! satisfy. Start at [`read_sentence`], [`check`] and [`follows`].

use super::record::{Cumulative, Ledger, LedgerCheck, MonthlyReport};
use crate::limits::SENTENCE_TOKENS_MAX;
use crate::release::Code;
use crate::release::count;
use crate::release::reader::Reader;
use crate::release::scan::{Kind, Scanned};
use crate::release::sentence::Stretch;
use crate::release::{Class, Fixed, Stated};

/// What a count in the report's prose counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    CarriedOver,
    Received,
    Completed,
    Credible,
    NonCredible,
    Duplicate,
    Reopened,
    Open,
    Deaths,
    Injured,
    Strikes,
    Engagements,
    Reports,
    CumulativeCredible,
    DeathsAtLeast,
}

/// Reads the counts of one sentence.
pub(crate) fn read_sentence(
    reader: &mut Reader<'_>,
    stretch: Stretch,
    ledger: &mut Ledger,
    cumulative: &mut Cumulative,
) {
    let scanned = reader.scanned;
    let (from, mut to) = (stretch.from, stretch.to);
    if to - from > SENTENCE_TOKENS_MAX {
        to = from + SENTENCE_TOKENS_MAX;
        let span = scanned.span(to, stretch.to);
        reader.problem(Code::SentenceTooLong, span, "");
    }
    let mut at = from;
    let mut slots: Vec<Slot> = Vec::new();
    while at < to {
        let Some(found) = count::read(scanned, at, to).filter(|found| is_count(scanned, at, *found)) else {
            at += 1;
            continue;
        };
        let next = next_count(scanned, found.end, to);
        let slot =
            slot_of(scanned, from, at, found.end, next, to, cumulative).filter(|slot| !slots.contains(slot));
        if let Some(slot) = slot {
            put(reader, slot, at, found, ledger, cumulative);
            slots.push(slot);
        }
        at = found.end;
    }
}

/// Articles, percentages, years and days are no counts of reports.
fn is_count(scanned: Scanned<'_>, at: usize, found: count::Found) -> bool {
    let percent = scanned.is_mark(found.end, '%') || scanned.is_one_of(found.end, &["percent", "per"]);
    let decimal =
        at > 0 && scanned.is_mark(at - 1, '.') && scanned.tokens.get(at).is_some_and(|token| !token.spaced);
    let fraction = scanned.is_mark(found.end, '.')
        && scanned.kind(found.end + 1) == Some(Kind::Number)
        && scanned.tokens.get(found.end + 1).is_some_and(|token| !token.spaced);
    let dated = at > 0
        && (crate::release::day::month(scanned.word(at - 1)).is_some()
            || (scanned.is_mark(at - 1, '.')
                && at > 1
                && crate::release::day::month(scanned.word(at - 2)).is_some()));
    let article =
        found.article && !scanned.is_one_of(found.end, &["report", "single", "duplicate", "new", "civilian"]);
    !(percent || decimal || fraction || dated || article)
}

fn next_count(scanned: Scanned<'_>, from: usize, to: usize) -> usize {
    (from..to)
        .find(|&at| count::read(scanned, at, to).is_some_and(|found| is_count(scanned, at, found)))
        .unwrap_or(to)
}

fn any(scanned: Scanned<'_>, from: usize, to: usize, words: &[&[&str]]) -> bool {
    words.iter().any(|words| scanned.find(from, to, words).is_some_and(|at| at + words.len() <= to))
}

/// What the count at `at..end` counts, from the words after it (up to `next`) and before it (from `from`).
fn slot_of(
    scanned: Scanned<'_>,
    from: usize,
    at: usize,
    end: usize,
    next: usize,
    to: usize,
    cumulative: &Cumulative,
) -> Option<Slot> {
    let after = |words: &[&[&str]]| any(scanned, end, next, words);
    let before = |words: &[&[&str]]| any(scanned, at.saturating_sub(9).max(from), at, words);
    let sentence = |words: &[&[&str]]| any(scanned, from, to, words);
    let soon = |word: &str| (end..next.min(end + 3)).any(|at| scanned.is(at, word));
    if soon("strikes") {
        return Some(Slot::Strikes);
    }
    if soon("engagements") {
        return Some(Slot::Engagements);
    }
    let civilians = after(&[
        &["civilians"],
        &["civilian", "deaths"],
        &["civilian", "death"],
        &["deaths"],
        &["civilian"],
        &["killed"],
    ]) && !after(&[&["casualty"], &["casualties"], &["reports"], &["report"]]);
    if before(&[&["at", "least"]]) && (civilians || sentence(&[&["killed"]])) {
        return Some(Slot::DeathsAtLeast);
    }
    if after(&[&["injured"], &["injuries"], &["wounded"]]) && !after(&[&["killed"], &["deaths"], &["death"]])
    {
        return Some(Slot::Injured);
    }
    if civilians {
        return Some(Slot::Deaths);
    }
    let to_date = sentence(&[&["total", "number"], &["this", "period"], &["to", "date"], &["since"]]);
    if to_date && (before(&[&["credible"]]) || after(&[&["credible"]])) {
        return Some(Slot::CumulativeCredible);
    }
    if to_date && cumulative.reports.is_none() && (before(&[&["reports"]]) || after(&[&["reports"]])) {
        return Some(Slot::Reports);
    }
    let verb = (at.saturating_sub(9).max(from)..at).rev().find(|&at| scanned.is_one_of(at, &MONTH_VERBS));
    month_slot(&after, verb.map(|verb| scanned.word(verb)).unwrap_or_default())
}

/// Verbs before a count of the month; the nearest one decides.
const MONTH_VERBS: [&str; 5] = ["carried", "received", "completed", "reopened", "assessment"];

/// Counts of the month: the words after the number decide, then the nearest verb before it.
fn month_slot(after: &dyn Fn(&[&[&str]]) -> bool, verb: &str) -> Option<Slot> {
    let verb = |word: &str| verb.eq_ignore_ascii_case(word);
    if after(&[&["non-credible"], &["not", "credible"], &["noncredible"]]) {
        return Some(Slot::NonCredible);
    }
    if after(&[&["duplicate"], &["duplicates"]]) {
        return Some(Slot::Duplicate);
    }
    if verb("reopened") || after(&[&["reopened"], &["re-opened"]]) {
        return Some(Slot::Reopened);
    }
    if after(&[&["credible"]]) {
        return Some(Slot::Credible);
    }
    if verb("carried") {
        return Some(Slot::CarriedOver);
    }
    if verb("received") || after(&[&["new", "reports"], &["new", "report"], &["were", "received"]]) {
        return Some(Slot::Received);
    }
    let open = [
        &["still", "being"][..],
        &["still", "open"],
        &["remain", "open"],
        &["remained", "open"],
        &["open", "reports"],
        &["are", "open"],
        &["reports", "open"],
        &["still", "under"],
    ];
    if after(&open) {
        return Some(if after(&[&["previous", "months"], &["previous", "month"]]) {
            Slot::CarriedOver
        } else {
            Slot::Open
        });
    }
    let completed = verb("completed") || verb("assessment") || after(&[&["completed"], &["complete"]]);
    completed.then_some(Slot::Completed)
}

fn put(
    reader: &mut Reader<'_>,
    slot: Slot,
    at: usize,
    found: count::Found,
    ledger: &mut Ledger,
    cumulative: &mut Cumulative,
) {
    let span = count::span(reader.scanned, at, found);
    let target = match slot {
        Slot::CarriedOver => &mut ledger.carried_over,
        Slot::Received => &mut ledger.received,
        Slot::Completed => &mut ledger.completed,
        Slot::Credible => &mut ledger.credible,
        Slot::NonCredible => &mut ledger.non_credible,
        Slot::Duplicate => &mut ledger.duplicate,
        Slot::Reopened => &mut ledger.reopened,
        Slot::Open => &mut ledger.open,
        Slot::Deaths => &mut ledger.deaths,
        Slot::Injured => &mut ledger.injured,
        Slot::Strikes => &mut cumulative.strikes,
        Slot::Engagements => &mut cumulative.engagements,
        Slot::Reports => &mut cumulative.reports,
        Slot::CumulativeCredible => &mut cumulative.credible,
        Slot::DeathsAtLeast => &mut cumulative.deaths_at_least,
    };
    let Some(value) = found.value else {
        reader.problem(Code::NumberUnknown, span, span.of(reader.scanned.text));
        return;
    };
    match target {
        Some(known) if known.value == value => {}
        Some(known) => {
            let detail = format!("{} and {value}", known.value);
            reader.problem(Code::FigureRepeatedDifferently, span, detail);
        }
        None => {
            *target = Some(Stated { value, span });
            reader.mark_span(span, Class::Count);
        }
    }
}

fn value(stated: Option<Stated<u32>>) -> Option<i64> {
    stated.map(|stated| i64::from(stated.value))
}

/// The identities within one report. Reopened reports are zero when not mentioned, which the note says.
pub(crate) fn check(ledger: &Ledger) -> Vec<LedgerCheck> {
    let mut checks = Vec::new();
    if let Some(open) = ledger.open {
        let reopened = value(ledger.reopened).unwrap_or(0);
        let sum = [value(ledger.carried_over), value(ledger.received), value(ledger.completed)];
        let plain = match sum {
            [Some(carried), Some(received), Some(completed)] => Some(carried + received - completed),
            _ => None,
        };
        let computed = plain.map(|plain| plain + reopened);
        let mut check = one("open-at-end", open, computed);
        let without = plain == Some(i64::from(open.value)) && check.agrees == Some(false);
        if without {
            check.note = format!(
                "{}; it holds if the {reopened} reopened were already among those carried over",
                check.note
            );
        }
        checks.push(check);
    }
    if let Some(completed) = ledger.completed {
        let parts = [value(ledger.credible), value(ledger.non_credible), value(ledger.duplicate)];
        let known = parts.iter().flatten().count();
        let sum: i64 = parts.iter().flatten().sum();
        // A report without a duplicate clause has none; without the other two the parts are not all printed.
        let computed = (parts[0].is_some() && parts[1].is_some() && known >= 2).then_some(sum);
        checks.push(one("completed-parts", completed, computed));
    }
    checks
}

fn one(what: &'static str, stated: Stated<u32>, computed: Option<i64>) -> LedgerCheck {
    let agrees = computed.map(|computed| computed == i64::from(stated.value));
    let note = match (computed, agrees) {
        (None, _) => "cannot be checked: a part is not printed".to_owned(),
        (Some(computed), Some(false)) => {
            format!("the parts give {computed}, the report says {}", stated.value)
        }
        _ => String::new(),
    };
    LedgerCheck {
        what: Fixed::Borrowed(what),
        stated: stated.value,
        computed,
        span: stated.span,
        agrees,
        note,
    }
}

/// Whether `next` takes up where `previous` ended: open reports carried over, and the lower bound of deaths grown
/// by the month's new ones. A break is a warning of the register, never an error: real ledgers have them.
///
/// Spans are those of `next`.
pub fn follows(previous: &MonthlyReport, next: &MonthlyReport) -> Vec<LedgerCheck> {
    let mut checks = Vec::new();
    if let (Some(open), Some(carried)) = (previous.ledger.open, next.ledger.carried_over) {
        let mut check = one("carried-over", carried, Some(i64::from(open.value)));
        if check.agrees == Some(false) {
            check.note =
                format!("the month before left {} open, this one carries over {}", open.value, carried.value);
        }
        checks.push(check);
    }
    if let Some(total) = next.cumulative.deaths_at_least {
        let before = value(previous.cumulative.deaths_at_least);
        let new = value(next.ledger.deaths);
        let computed = before.zip(new).map(|(before, new)| before + new);
        let mut check = one("deaths", total, computed);
        if let (Some(computed), Some(false)) = (computed, check.agrees) {
            check.note = format!(
                "the month before and the new deaths give {computed}, the report says {}",
                total.value
            );
        }
        checks.push(check);
    }
    if let (Some(before), Some(after)) = (previous.cumulative.strikes, next.cumulative.strikes)
        && after.value < before.value
    {
        let mut check = one("strikes-since-beginning", after, Some(i64::from(before.value)));
        check.note = format!("fewer than the {} of the month before", before.value);
        checks.push(check);
    }
    checks
}
