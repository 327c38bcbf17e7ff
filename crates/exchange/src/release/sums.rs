//! Does it add up? Lead against countries, countries against their days, days against their lines, the late block
//! by itself. A printed error is shown, never repaired; an unknown addend means "cannot be checked".
//! Start at [`check`].

use super::record::{Fixed, Line, Scope, Stated, SumCheck, Total};

/// One addend: strikes and engagements.
#[derive(Debug, Clone, Copy)]
struct Addend {
    strikes: Option<u32>,
    engagements: Option<u32>,
}

impl Addend {
    fn of_total(total: &Total) -> Self {
        let strikes = total.strikes.map(|strikes| strikes.value);
        let none = (strikes == Some(0)).then_some(0);
        Self { strikes, engagements: total.engagements.map(|engagements| engagements.value).or(none) }
    }

    fn of_line(line: &Line) -> Self {
        let strikes = line.strikes.map(|strikes| strikes.value);
        let none = (strikes == Some(0)).then_some(0);
        Self { strikes, engagements: line.engagements.map(|engagements| engagements.value).or(none) }
    }
}

/// Tries every sum of a release.
pub(crate) fn check(totals: &[Total], lines: &[Line]) -> Vec<SumCheck> {
    let mut sums = Vec::new();
    let lead = totals.iter().position(|total| !total.late && total.scope == Scope::All);
    let countries = countries(totals, lines);
    if let Some(lead) = lead {
        let addends: Vec<_> =
            countries.iter().flat_map(|country| country_addends(totals, lines, country.as_ref())).collect();
        both(&mut sums, "lead", &totals[lead], &addends);
    }
    for country in &countries {
        country_sums(&mut sums, totals, lines, country.as_ref());
    }
    late_sums(&mut sums, totals, lines);
    sums
}

/// Countries of what is not late, in order of the text.
fn countries(totals: &[Total], lines: &[Line]) -> Vec<Option<String>> {
    let mut found: Vec<Option<String>> = Vec::new();
    let of_totals = totals.iter().filter(|total| !total.late).filter_map(|total| match &total.scope {
        Scope::Country(country) => Some(Some(country.clone())),
        Scope::All => None,
    });
    let of_lines = lines.iter().filter(|line| !line.late).map(country_of);
    for country in of_totals.chain(of_lines) {
        if !found.contains(&country) {
            found.push(country);
        }
    }
    found
}

fn country_of(line: &Line) -> Option<String> {
    line.country.as_ref().map(|country| country.value.clone())
}

/// The totals of a country: the one that covers all its days (if any), and those of single days.
fn totals_of(totals: &[Total], country: Option<&String>) -> (Option<usize>, Vec<usize>) {
    let own: Vec<usize> = (0..totals.len())
        .filter(|&index| {
            let total = &totals[index];
            !total.late && matches!((&total.scope, country), (Scope::Country(scope), Some(country)) if scope == country)
        })
        .collect();
    let days = |index: usize| totals[index].days.as_ref().map(|days| (days.first, days.last));
    match own.as_slice() {
        [] => (None, own),
        [only] => (Some(*only), Vec::new()),
        [first, rest @ ..] => {
            let first_days = days(*first);
            let wider = first_days.is_none()
                || rest.iter().all(|index| {
                    days(*index).zip(first_days).is_some_and(|(inner, outer)| {
                        inner != outer && outer.0.not_after(inner.0) && inner.1.not_after(outer.1)
                    })
                });
            if wider { (Some(*first), rest.to_vec()) } else { (None, own) }
        }
    }
}

fn lines_of<'a>(lines: &'a [Line], country: Option<&'a String>) -> impl Iterator<Item = &'a Line> {
    lines.iter().filter(move |line| !line.late && line.country.as_ref().map(|own| &own.value) == country)
}

/// What a country contributes to the lead.
fn country_addends(totals: &[Total], lines: &[Line], country: Option<&String>) -> Vec<Addend> {
    match totals_of(totals, country) {
        (Some(whole), _) => vec![Addend::of_total(&totals[whole])],
        (None, days) => parts(totals, lines, country, &days),
    }
}

/// Day totals of a country and the lines that stand under none of them.
fn parts(totals: &[Total], lines: &[Line], country: Option<&String>, days: &[usize]) -> Vec<Addend> {
    let loose = lines_of(lines, country).filter(|line| line.under.is_none_or(|under| !days.contains(&under)));
    days.iter().map(|&index| Addend::of_total(&totals[index])).chain(loose.map(Addend::of_line)).collect()
}

fn country_sums(sums: &mut Vec<SumCheck>, totals: &[Total], lines: &[Line], country: Option<&String>) {
    let (whole, days) = totals_of(totals, country);
    if let Some(whole) = whole {
        both(sums, "country", &totals[whole], &parts(totals, lines, country, &days));
    }
    for day in days {
        let under = lines_of(lines, country).filter(|line| line.under == Some(day));
        let addends: Vec<_> = under.map(Addend::of_line).collect();
        both(sums, "day", &totals[day], &addends);
    }
}

/// A late total against the late lines after it, up to the next late total of the same reach.
fn late_sums(sums: &mut Vec<SumCheck>, totals: &[Total], lines: &[Line]) {
    let late: Vec<usize> = (0..totals.len()).filter(|&index| totals[index].late).collect();
    for &index in &late {
        let total = &totals[index];
        let next = late.iter().find(|&&other| other > index && totals[other].scope == total.scope);
        let until = next.map_or(usize::MAX, |&other| totals[other].span.start);
        let within = |start: usize| start > total.span.start && start < until;
        let inner: Vec<_> = late
            .iter()
            .filter(|&&other| {
                total.scope == Scope::All
                    && totals[other].scope != Scope::All
                    && within(totals[other].span.start)
            })
            .collect();
        let mut addends: Vec<_> = inner.iter().map(|&&other| Addend::of_total(&totals[other])).collect();
        if addends.is_empty() {
            let own =
                lines.iter().filter(|line| line.late && within(line.span.start)).filter(|line| match &total
                    .scope
                {
                    Scope::All => true,
                    Scope::Country(scope) => {
                        line.country.as_ref().is_none_or(|country| country.value == *scope)
                    }
                });
            addends = own.map(Addend::of_line).collect();
        }
        both(sums, "late", total, &addends);
    }
}

fn both(sums: &mut Vec<SumCheck>, what: &'static str, total: &Total, addends: &[Addend]) {
    let strikes = addends.iter().map(|addend| addend.strikes).collect();
    let engagements = addends.iter().map(|addend| addend.engagements).collect();
    let (strikes_key, engagements_key) = match what {
        "lead" => ("lead-strikes", "lead-engagements"),
        "country" => ("country-strikes", "country-engagements"),
        "day" => ("day-strikes", "day-engagements"),
        _ => ("late-strikes", "late-engagements"),
    };
    sums.extend(one(strikes_key, total, total.strikes, strikes));
    sums.extend(one(engagements_key, total, total.engagements, engagements));
}

fn one(
    what: &'static str,
    total: &Total,
    stated: Option<Stated<u32>>,
    addends: Vec<Option<u32>>,
) -> Option<SumCheck> {
    let stated = stated?;
    let unknown = addends.iter().filter(|addend| addend.is_none()).count();
    let nothing_needed = stated.value == 0 && addends.is_empty();
    let added = if unknown > 0 || (addends.is_empty() && !nothing_needed) {
        None
    } else {
        Some(addends.iter().flatten().copied().map(u64::from).sum::<u64>())
    };
    let agrees = added.map(|added| added == u64::from(stated.value));
    let note = match (added, agrees) {
        (None, _) if addends.is_empty() => "cannot be checked: nothing printed to add".to_owned(),
        (None, _) => format!("cannot be checked: {unknown} of {} addends are not printed", addends.len()),
        (Some(added), Some(false)) => format!("the parts give {added}, the total says {}", stated.value),
        _ => String::new(),
    };
    let days = total.days.as_ref().map(|days| (days.first, days.last));
    let (what, scope) = (Fixed::Borrowed(what), total.scope.clone());
    Some(SumCheck {
        what,
        scope,
        days,
        stated: stated.value,
        addends,
        added,
        span: stated.span,
        agrees,
        note,
    })
}
