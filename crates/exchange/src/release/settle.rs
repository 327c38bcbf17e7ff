//! After all sentences are read: years from the issue date, days and countries from above, amendments.
//! What cannot be settled stays unknown and is reported. Start at [`settle`].

use super::assemble::Assembly;
use super::code::Code;
use super::day::Day;
use super::header;
use super::reader::Reader;
use super::record::{Amendment, AmendmentKind, Scope, Stated, StatedIn, When, YearFrom};
use super::scan::Span;

/// What the settling adds to the assembly.
pub(crate) struct Settled {
    pub period: Option<When>,
    pub amendments: Vec<Amendment>,
}

/// Settles years and days in place.
pub(crate) fn settle(
    reader: &mut Reader<'_>,
    assembly: &mut Assembly,
    lead_yesterday: Option<Span>,
) -> Settled {
    let numbered = assembly.header.number.as_ref().and_then(|number| {
        header::day_of_number(&number.value).map(|day| Stated { value: day, span: number.span })
    });
    let issued = assembly.header.issued.or(numbered);
    if let (Some(issued), Some(number)) = (assembly.header.issued, numbered)
        && issued.value != number.value
    {
        let detail = format!("{} and {}", issued.value, number.value);
        reader.problem(Code::IssueDatesDiffer, issued.span, detail);
    }
    assembly.header.issued = issued;
    if let (Some(span), Some(issued), Some(total)) = (lead_yesterday, issued, assembly.totals.first_mut())
        && let (None, Some(day)) = (&total.days, issued.value.previous())
    {
        let (year_from, stated_in) = (YearFrom::IssueDate, StatedIn::Sentence);
        total.days =
            Some(When { first: day, last: day, intervals: vec![(day, day)], span, year_from, stated_in });
    }
    let lead_year =
        assembly.totals.iter().filter(|total| !total.late).find_map(|total| total.days.as_ref()?.last.year);
    let basis = Basis { issued: issued.map(|issued| issued.value), lead_year };
    let Assembly { totals, lines, .. } = assembly;
    let mut unresolved = Vec::new();
    let every = totals.iter_mut().filter_map(|total| total.days.as_mut());
    for days in every.chain(lines.iter_mut().filter_map(|line| line.days.as_mut())) {
        basis.resolve(days);
        if days.year_from == YearFrom::Unresolved {
            unresolved.push(days.span);
        }
    }
    for span in unresolved {
        reader.problem(Code::YearUnresolved, span, span.of(reader.scanned.text));
    }
    let period = period(assembly);
    inherit(assembly, period.as_ref());
    let amendments = amendments(reader, assembly, &basis);
    Settled { period, amendments }
}

struct Basis {
    issued: Option<Day>,
    lead_year: Option<i16>,
}

impl Basis {
    fn resolve(&self, days: &mut When) {
        if days.first.year.is_some() && days.last.year.is_some() {
            return;
        }
        let (from, settled) = match (self.issued, self.lead_year) {
            (Some(issued), _) => (YearFrom::IssueDate, Some(issued)),
            (None, Some(year)) => (YearFrom::Lead, Day::new(Some(year), 12, 31)),
            (None, None) => return,
        };
        let Some(limit) = settled else { return };
        let Some(year) = limit.year else { return };
        let dated = |day: Day| {
            let year = if day.month_day() <= limit.month_day() { year } else { year - 1 };
            day.in_year(year).unwrap_or(day)
        };
        for (start, end) in &mut days.intervals {
            (*start, *end) = (dated(*start), dated(*end));
        }
        (days.first, days.last) = (dated(days.first), dated(days.last));
        days.year_from = if days.first.year.is_some() { from } else { YearFrom::Unresolved };
    }
}

/// The days of the lead, or of all totals that are not late.
fn period(assembly: &Assembly) -> Option<When> {
    let mut own = assembly.totals.iter().filter(|total| !total.late && total.scope == Scope::All);
    if let Some(days) = own.find_map(|total| total.days.clone()) {
        return Some(When { stated_in: StatedIn::Lead, ..days });
    }
    let mut days = assembly.totals.iter().filter(|total| !total.late).filter_map(|total| total.days.clone());
    let first = days.next()?;
    let merged = days.fold(first, |sum, next| {
        let start = if next.first.not_after(sum.first) { next.first } else { sum.first };
        let end = if sum.last.not_after(next.last) { next.last } else { sum.last };
        When { first: start, last: end, intervals: vec![(start, end)], ..sum }
    });
    Some(When { stated_in: StatedIn::Lead, ..merged })
}

/// A total or line that prints no day has the day of what it stands under.
fn inherit(assembly: &mut Assembly, period: Option<&When>) {
    let Assembly { totals, lines, .. } = assembly;
    for total in totals.iter_mut().filter(|total| !total.late && total.days.is_none()) {
        total.days = period.cloned();
    }
    for line in lines.iter_mut().filter(|line| line.days.is_none()) {
        let above = line.under.and_then(|under| totals.get(under)).and_then(|total| total.days.clone());
        line.days = match above {
            Some(days) if days.stated_in == StatedIn::Sentence => {
                Some(When { stated_in: StatedIn::Total, ..days })
            }
            Some(days) => Some(days),
            None if line.late => None,
            None => period.cloned(),
        };
    }
}

fn amendments(reader: &mut Reader<'_>, assembly: &Assembly, basis: &Basis) -> Vec<Amendment> {
    let mut amendments = Vec::new();
    for (index, line) in assembly.lines.iter().enumerate().filter(|(_, line)| line.late) {
        if line.days.is_none() {
            reader.problem(Code::LateDayUnknown, line.span, "");
        }
        let kind = AmendmentKind::Adds;
        amendments.push(Amendment { kind, days: line.days.clone(), line: Some(index), span: line.span });
    }
    let scanned = reader.scanned;
    for span in &assembly.corrections {
        let from = scanned.tokens.partition_point(|token| token.span.start < span.start);
        let to = scanned.tokens.partition_point(|token| token.span.start < span.end);
        let found = (from..to).find_map(|at| super::day::read(scanned, at, to));
        let days = found.and_then(|found| {
            let (first, last) = (found.intervals.first()?.0, found.intervals.last()?.1);
            let (year_from, stated_in) = (YearFrom::Printed, StatedIn::Sentence);
            let year_from = if first.year.is_some() { year_from } else { YearFrom::Unresolved };
            let mut days =
                When { first, last, intervals: found.intervals, span: found.span, year_from, stated_in };
            basis.resolve(&mut days);
            Some(days)
        });
        amendments.push(Amendment { kind: AmendmentKind::Corrects, days, line: None, span: *span });
    }
    amendments
}
