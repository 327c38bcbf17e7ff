//! A numbered finding: `date, near PLACE, Country, via SOURCE report: finding`. The words after the colon give the
//! reason, what is conceded, the grid reference and the case number. Start at [`read`].

use super::record::{Finding, Outcome};
use crate::release::Code;
use crate::release::count;
use crate::release::day;
use crate::release::place;
use crate::release::reader::Reader;
use crate::release::scan::{Kind, Scanned};
use crate::release::{Class, Fixed, Stated, StatedIn, When, YearFrom};

/// Words of a reason and its code. The first that stands in the finding decides.
const REASONS: [(&[&str], &str, Option<Outcome>); 16] = [
    (&["insufficient", "information"], "insufficient_information", Some(Outcome::NonCredible)),
    (&["insufficient", "evidence"], "insufficient_information", Some(Outcome::NonCredible)),
    (&["not", "enough", "information"], "insufficient_information", Some(Outcome::NonCredible)),
    (&["no", "coalition", "strikes"], "no_strikes_in_area", Some(Outcome::NonCredible)),
    (&["no", "strikes", "were"], "no_strikes_in_area", Some(Outcome::NonCredible)),
    (&["no", "corroborating", "strikes"], "no_strikes_in_area", Some(Outcome::NonCredible)),
    (&["duplicate"], "duplicate_report", Some(Outcome::Duplicate)),
    (&["previously", "assessed"], "duplicate_report", Some(Outcome::Duplicate)),
    (&["no", "civilians", "were"], "video_shows_no_harm", Some(Outcome::NonCredible)),
    (&["not", "caused", "by"], "more_likely_not_coalition", Some(Outcome::NonCredible)),
    (&["did", "not", "result", "in", "civilian"], "more_likely_not_coalition", Some(Outcome::NonCredible)),
    (&["did", "not", "cause"], "more_likely_not_coalition", Some(Outcome::NonCredible)),
    (&["entered", "the", "target", "area"], "entered_target_area", Some(Outcome::Credible)),
    (&["secondary", "explosion"], "secondary_explosion", Some(Outcome::Credible)),
    (&["secondary", "explosions"], "secondary_explosion", Some(Outcome::Credible)),
    (&["proximity", "to", "the"], "proximity_to_target", Some(Outcome::Credible)),
];

/// Whether a finding begins at token `at`: a number, a stop, a date.
pub(crate) fn begins(scanned: Scanned<'_>, at: usize) -> bool {
    let numbered = scanned.kind(at) == Some(Kind::Number)
        && scanned.word(at).len() <= 4
        && matches!(scanned.kind(at + 1), Some(Kind::Mark('.' | ')')));
    let opens = at == 0 || matches!(scanned.kind(at - 1), Some(Kind::Break | Kind::Mark('.' | ':')));
    let count = scanned.tokens.len();
    numbered
        && opens
        && scanned.kind(at + 2) == Some(Kind::Word)
        && day::month(scanned.word(at + 2)).is_some()
        && day::read(scanned, at + 2, count).is_some()
}

/// Reads the finding in the tokens `from..to`, under a heading's outcome if there is one.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    from: usize,
    to: usize,
    heading: Option<Stated<Outcome>>,
) -> Finding {
    let scanned = reader.scanned;
    let item =
        count::digits(scanned.word(from)).map(|value| Stated { value, span: scanned.span(from, from + 1) });
    reader.mark(from, from + 1, Class::Number);
    let (colon, words_from) = colon(scanned, from + 2, to);
    if colon == to {
        reader.problem(Code::FindingWithoutColon, scanned.span(from, to), "");
    }
    let span = scanned.span(from, to);
    let words = scanned.span(words_from, to);
    let mut finding = Finding {
        item,
        days: None,
        place: None,
        country: None,
        via: None,
        outcome: heading,
        reason: None,
        killed: None,
        injured: None,
        mgrs: None,
        mgrs_box_m: None,
        case_number: None,
        words,
        span,
    };
    head(reader, &mut finding, from + 2, colon);
    grid(reader, &mut finding, from + 2, to);
    case_number(reader, &mut finding, from + 2, to);
    reason(reader, &mut finding, words_from.min(to), to);
    conceded(reader, &mut finding, words_from.min(to), to);
    if finding.outcome.is_none() {
        match finding.killed.or(finding.injured) {
            Some(count) => finding.outcome = Some(Stated { value: Outcome::Credible, span: count.span }),
            None => reader.problem(Code::OutcomeUnknown, span, ""),
        }
    }
    finding
}

/// The colon after the head, and where the words begin.
fn colon(scanned: Scanned<'_>, from: usize, to: usize) -> (usize, usize) {
    match (from..to).find(|&at| scanned.is_mark(at, ':')) {
        Some(at) => (at, at + 1),
        None => (to, to),
    }
}

fn head(reader: &mut Reader<'_>, finding: &mut Finding, from: usize, to: usize) {
    let scanned = reader.scanned;
    let mut at = from;
    if let Some(found) = day::read(scanned, at, to) {
        at = found.end;
        reader.mark_span(found.span, Class::Day);
        if found.unreadable {
            reader.problem(Code::DayNotReadable, found.span, found.span.of(scanned.text));
        }
        finding.days = when(found);
    }
    let via = (at..to).find(|&at| scanned.is(at, "via"));
    let place_end = via.unwrap_or(to);
    if let Some(near) = (at..place_end).find(|&at| scanned.is_one_of(at, &["near", "in", "at"])) {
        let country = (near..place_end).find(|&at| place::country(scanned, at).is_some());
        let mut end = country.unwrap_or(place_end);
        while end > near + 1 && matches!(scanned.kind(end - 1), Some(Kind::Mark(',') | Kind::Break)) {
            end -= 1;
        }
        if end > near + 1 {
            let span = scanned.span(near + 1, end);
            finding.place = Some(Stated { value: span.of(scanned.text).to_owned(), span });
            reader.mark(near, near + 1, Class::Relation);
            reader.mark_span(span, Class::Place);
        }
        if let Some((at, name)) = country.and_then(|at| Some((at, place::country(scanned, at)?))) {
            finding.country = Some(Stated { value: name.to_owned(), span: scanned.span(at, at + 1) });
            reader.mark(at, at + 1, Class::Country);
        }
    }
    let Some(via) = via else {
        return reader.problem(Code::SourceNotStated, finding.span, "");
    };
    let ends = |at: &usize| matches!(scanned.kind(*at), Some(Kind::Mark(':' | '(' | ',' | ';')));
    let end = (via + 1..to).find(ends).unwrap_or(to);
    if end > via + 1 {
        let span = scanned.span(via + 1, end);
        finding.via = Some(Stated { value: span.of(scanned.text).to_owned(), span });
        reader.mark(via, via + 1, Class::Grammar);
        reader.mark_span(span, Class::Force);
    }
}

fn when(found: day::Found) -> Option<When> {
    let (first, last) = (found.intervals.first()?.0, found.intervals.last()?.1);
    let year_from = if first.year.is_some() { YearFrom::Printed } else { YearFrom::Unresolved };
    Some(When {
        first,
        last,
        intervals: found.intervals,
        span: found.span,
        year_from,
        stated_in: StatedIn::Sentence,
    })
}

/// `37SFU676401`, also with spaces between its groups.
fn grid(reader: &mut Reader<'_>, finding: &mut Finding, from: usize, to: usize) {
    let scanned = reader.scanned;
    for at in from..to {
        let zone = scanned.kind(at) == Some(Kind::Number) && scanned.word(at).len() <= 2;
        if !zone || scanned.kind(at + 1) != Some(Kind::Word) {
            continue;
        }
        let longest = (at + 2..=(at + 6).min(to)).rev().find_map(|end| {
            let span = scanned.span(at, end);
            grid_digits(span.of(scanned.text)).map(|digits| (span, digits))
        });
        if let Some((span, digits)) = longest {
            reader.mark_span(span, Class::Place);
            finding.mgrs = Some(Stated { value: span.of(scanned.text).to_owned(), span });
            finding.mgrs_box_m = Some(10_u32.pow(5 - digits / 2));
            return;
        }
    }
}

/// How many digits a grid reference has after its square; `None` if it is none.
fn grid_digits(words: &str) -> Option<u32> {
    let compact: Vec<char> = words.chars().filter(|character| !character.is_whitespace()).collect();
    let zone_digits = compact.iter().take_while(|character| character.is_ascii_digit()).count();
    let zone: String = compact.get(..zone_digits)?.iter().collect();
    let zoned = zone.parse().is_ok_and(|zone: u32| (1..=60).contains(&zone));
    let letters = compact.get(zone_digits..zone_digits + 3)?;
    let lettered = letters.iter().all(|letter| letter.is_ascii_uppercase() && !matches!(letter, 'I' | 'O'));
    let digits = compact.get(zone_digits + 3..)?;
    let numbered = digits.iter().all(char::is_ascii_digit);
    let count = u32::try_from(digits.len()).ok()?;
    (zoned && lettered && numbered && (4..=10).contains(&count) && count % 2 == 0).then_some(count)
}

/// `3224/CS1831`, "case number 2664".
fn case_number(reader: &mut Reader<'_>, finding: &mut Finding, from: usize, to: usize) {
    let scanned = reader.scanned;
    let number = |at: usize| at < to && scanned.kind(at) == Some(Kind::Number);
    for at in from..to {
        let slashed = number(at)
            && scanned.is_mark(at + 1, '/')
            && at + 2 < to
            && scanned.kind(at + 2) == Some(Kind::Word)
            && scanned.word(at + 2).bytes().any(|byte| byte.is_ascii_digit());
        let named = scanned.is(at, "case")
            && (number(at + 1)
                || (scanned.is_one_of(at + 1, &["number", "no"]) && (number(at + 2) || number(at + 3))));
        let span = if slashed {
            scanned.span(at, at + 3)
        } else if named {
            let first = (at + 1..at + 4).find(|&at| number(at)).unwrap_or(at + 1);
            scanned.span(first, first + 1)
        } else {
            continue;
        };
        finding.case_number = Some(Stated { value: span.of(scanned.text).to_owned(), span });
        return reader.mark_span(span, Class::Number);
    }
}

fn reason(reader: &mut Reader<'_>, finding: &mut Finding, from: usize, to: usize) {
    let scanned = reader.scanned;
    for (words, code, outcome) in REASONS {
        let Some(at) = scanned.find(from, to, words).filter(|at| at + words.len() <= to) else { continue };
        let span = scanned.span(at, at + words.len());
        let value = outcome.map(|value| Stated { value, span });
        if let (Some(heading), Some(own)) = (finding.outcome, value)
            && heading.value != own.value
        {
            continue;
        }
        finding.reason = Some(Stated { value: Fixed::Borrowed(code), span });
        finding.outcome = finding.outcome.or(value);
        return reader.mark_span(span, Class::Verb);
    }
}

/// "two civilians were unintentionally killed and one injured", "resulted in the death of one civilian".
fn conceded(reader: &mut Reader<'_>, finding: &mut Finding, from: usize, to: usize) {
    if finding.outcome.is_some_and(|outcome| outcome.value != Outcome::Credible) {
        return;
    }
    let scanned = reader.scanned;
    let killed: &[&str] = &["killed", "killing", "death", "deaths", "died", "fatalities"];
    let injured: &[&str] = &["injured", "injuring", "injury", "injuries", "wounded", "wounding"];
    let counts: Vec<_> =
        (from..to).filter_map(|at| count::read(scanned, at, to).map(|found| (at, found))).collect();
    let mut civilians = false;
    for (index, (at, found)) in counts.iter().enumerate() {
        let until = counts.get(index + 1).map_or(to, |(next, _)| *next).min(found.end + 9);
        let until = (found.end..until)
            .find(|&at| matches!(scanned.kind(at), Some(Kind::Mark('.' | ';'))))
            .unwrap_or(until);
        let after = |words: &[&str]| (found.end..until).any(|at| scanned.is_one_of(at, words));
        let before =
            |words: &[&str]| (at.saturating_sub(3).max(from)..*at).any(|at| scanned.is_one_of(at, words));
        let people = after(&["civilian", "civilians", "child", "children", "person", "people", "individual"]);
        civilians = people
            || (civilians && !after(&["isis", "isil", "fighters", "fighter", "terrorists", "combatants"]));
        let number = found.value.filter(|value| *value > 0);
        let Some(value) = number.filter(|_| civilians && (!found.article || people)) else { continue };
        let stated = Stated { value, span: count::span(scanned, *at, *found) };
        let first =
            (found.end..until).find(|&at| scanned.is_one_of(at, killed) || scanned.is_one_of(at, injured));
        let by_next = first.map(|at| scanned.is_one_of(at, injured));
        let slot = if by_next == Some(true) || (by_next.is_none() && before(injured)) {
            &mut finding.injured
        } else if by_next == Some(false) || before(killed) {
            &mut finding.killed
        } else {
            continue;
        };
        if slot.is_none() {
            *slot = Some(stated);
            reader.mark_span(stated.span, Class::Count);
        }
    }
}
