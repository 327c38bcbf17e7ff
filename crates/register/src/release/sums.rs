//! Does a release add up? Lead against countries, countries against their days and lines, the late block by itself.
//!
//! Over the stored records, so that a line corrected later is checked as it stands. A printed error is shown, never
//! repaired; a missing part means "cannot be checked". Start at [`check`].

use domain::record::{Release, ReleaseLine, TextOrigin, Total};
use domain::when::When;

/// Scope of the total of all countries.
pub const BOTH: &str = "both";
/// Scope of the total of strikes of earlier days; a country may follow after a space.
pub const LATE: &str = "late";

/// What a sum found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Both sides are equal.
    Agrees,
    /// They differ.
    Differs,
    /// A part is missing.
    Open,
}

/// Which total was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// All countries.
    Lead,
    /// One country.
    Country,
    /// One country on one of several days.
    Day,
    /// Strikes of earlier days.
    Late,
}

/// What was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Strikes.
    Strikes,
    /// Engagements.
    Engagements,
}

/// Why a sum cannot be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// Nothing is printed that could be added.
    NothingPrinted,
    /// So many parts have no number.
    Unprinted(usize),
    /// The lines held give less, and lines of a release typed by hand may be missing.
    LinesMayBeMissing,
}

/// One addend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Whose number it is.
    pub of: Of,
    /// The number; absent where none is printed.
    pub value: Option<i64>,
}

/// Whose number an addend is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A total, by its index in the release.
    Total(usize),
    /// A line, by its index among the lines given.
    Line(usize),
}

/// One sum, tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// Which total.
    pub what: What,
    /// Strikes or engagements.
    pub measure: Measure,
    /// Index of the total in the release.
    pub total: usize,
    /// The number printed.
    pub stated: i64,
    /// The parts, in order of the release.
    pub parts: Vec<Part>,
    /// Their sum; absent where a part is missing.
    pub added: Option<i64>,
    /// What it found.
    pub verdict: Verdict,
    /// Why it cannot be checked.
    pub open: Option<Open>,
}

/// Tries every sum of a release. `lines` are all its lines.
pub fn check(release: &Release, lines: &[ReleaseLine]) -> Vec<Sum> {
    let book = Book {
        totals: &release.totals,
        lines,
        typed: release.text_origin == Some(TextOrigin::RenderedFromFacts),
    };
    let mut sums = Vec::new();
    let countries = book.countries();
    for (index, total) in release.totals.iter().enumerate().filter(|(_, total)| total.scope == BOTH) {
        let parts: Vec<Of> =
            countries.iter().flat_map(|country| book.of_country(country.as_deref())).collect();
        book.both(&mut sums, What::Lead, (index, total), &parts);
    }
    for country in countries.iter().flatten() {
        let (whole, days) = book.totals_of(country);
        if let Some(whole) = whole {
            let parts = book.parts(Some(country), &days);
            book.both(&mut sums, What::Country, (whole, &release.totals[whole]), &parts);
        }
        for day in days {
            let total = &release.totals[day];
            let parts: Vec<Of> = book
                .lines_of(Some(country))
                .filter(|index| book.is_under(*index, total))
                .map(Of::Line)
                .collect();
            book.both(&mut sums, What::Day, (day, total), &parts);
        }
    }
    for (index, total) in release.totals.iter().enumerate() {
        if let Some(parts) = book.late_parts(index, total) {
            book.both(&mut sums, What::Late, (index, total), &parts);
        }
    }
    sums
}

/// The verdict on the whole: differs if one differs, agrees if one agrees, else cannot be checked.
pub fn verdict(sums: &[Sum]) -> Verdict {
    let has = |verdict| sums.iter().any(|sum| sum.verdict == verdict);
    match (has(Verdict::Differs), has(Verdict::Agrees)) {
        (true, _) => Verdict::Differs,
        (false, true) => Verdict::Agrees,
        (false, false) => Verdict::Open,
    }
}

struct Book<'records> {
    totals: &'records [Total],
    lines: &'records [ReleaseLine],
    typed: bool,
}

impl Book<'_> {
    /// Countries of what is not late, in order; `None` for lines that name none.
    fn countries(&self) -> Vec<Option<String>> {
        let mut found: Vec<Option<String>> = Vec::new();
        let totals = self.totals.iter().map(|total| &total.scope).filter(|scope| is_country(scope));
        let lines = self.lines.iter().filter(|line| !line.late_addition).map(|line| line.country.clone());
        for country in totals.cloned().map(Some).chain(lines) {
            if !found.contains(&country) {
                found.push(country);
            }
        }
        found
    }

    /// The total of a country over all its days, if any, and those of single days.
    fn totals_of(&self, country: &str) -> (Option<usize>, Vec<usize>) {
        let own: Vec<usize> = self
            .totals
            .iter()
            .enumerate()
            .filter(|(_, total)| total.scope == country)
            .map(|(index, _)| index)
            .collect();
        let days = |index: usize| self.totals[index].when.as_ref().map(|when| &when.edtf);
        match own.as_slice() {
            [] => (None, own),
            [only] => (Some(*only), Vec::new()),
            [first, rest @ ..] => {
                let is_wider = days(*first).is_none()
                    || rest.iter().all(|other| self.holds(*first, *other) && days(*first) != days(*other));
                if is_wider { (Some(*first), rest.to_vec()) } else { (None, own) }
            }
        }
    }

    fn holds(&self, outer: usize, inner: usize) -> bool {
        match (&self.totals[outer].when, &self.totals[inner].when) {
            (Some(outer), Some(inner)) => holds(outer, inner),
            _ => false,
        }
    }

    fn lines_of<'a>(&'a self, country: Option<&'a str>) -> impl Iterator<Item = usize> + 'a {
        let lines = self.lines.iter().enumerate();
        lines
            .filter(move |(_, line)| !line.late_addition && line.country.as_deref() == country)
            .map(|(index, _)| index)
    }

    fn is_under(&self, line: usize, total: &Total) -> bool {
        match (&total.when, &self.lines[line].when) {
            (Some(total), Some(line)) => holds(total, line),
            _ => false,
        }
    }

    /// Day totals of a country and the lines under none of them. A line that repeats the country's total of a period
    /// stands for it.
    fn parts(&self, country: Option<&str>, days: &[usize]) -> Vec<Of> {
        let loose = self
            .lines_of(country)
            .filter(|line| !days.iter().any(|day| self.is_under(*line, &self.totals[*day])));
        days.iter().copied().map(Of::Total).chain(loose.map(Of::Line)).collect()
    }

    fn of_country(&self, country: Option<&str>) -> Vec<Of> {
        let (whole, days) = country.map_or((None, Vec::new()), |country| self.totals_of(country));
        whole.map_or_else(|| self.parts(country, &days), |whole| vec![Of::Total(whole)])
    }

    /// What a late total is made of; `None` for other totals.
    fn late_parts(&self, index: usize, total: &Total) -> Option<Vec<Of>> {
        let country = late_country(&total.scope)?;
        if country.is_empty() {
            let inner: Vec<Of> = self
                .totals
                .iter()
                .enumerate()
                .filter(|(other, inner)| {
                    *other != index && late_country(&inner.scope).is_some_and(|name| !name.is_empty())
                })
                .map(|(other, _)| Of::Total(other))
                .collect();
            if !inner.is_empty() {
                return Some(inner);
            }
        }
        let of = |line: &ReleaseLine| {
            country.is_empty() || line.country.as_deref().is_none_or(|name| name == country)
        };
        let lines = self.lines.iter().enumerate().filter(|(_, line)| line.late_addition && of(line));
        Some(lines.map(|(index, _)| Of::Line(index)).collect())
    }

    fn both(&self, sums: &mut Vec<Sum>, what: What, (index, total): (usize, &Total), parts: &[Of]) {
        for (measure, stated) in
            [(Measure::Strikes, total.strikes), (Measure::Engagements, total.engagements)]
        {
            let Some(stated) = stated else { continue };
            let parts: Vec<Part> =
                parts.iter().map(|of| Part { of: *of, value: self.value(*of, measure) }).collect();
            let is_silent = !parts.is_empty() && parts.iter().all(|part| part.value.is_none());
            // Lines never print engagements in most releases: not worth a line of its own.
            if measure == Measure::Engagements && (parts.is_empty() || is_silent) {
                continue;
            }
            sums.push(self.one(what, measure, (index, stated), parts));
        }
    }

    fn value(&self, of: Of, measure: Measure) -> Option<i64> {
        let (strikes, engagements) = match of {
            Of::Total(index) => (self.totals[index].strikes, self.totals[index].engagements),
            Of::Line(index) => (self.lines[index].strikes, self.lines[index].engagements),
        };
        match measure {
            Measure::Strikes => strikes,
            // No strikes, no engagements.
            Measure::Engagements => engagements.or((strikes == Some(0)).then_some(0)),
        }
    }

    fn one(&self, what: What, measure: Measure, (total, stated): (usize, i64), parts: Vec<Part>) -> Sum {
        let unknown = parts.iter().filter(|part| part.value.is_none()).count();
        let is_empty = parts.is_empty() && stated != 0;
        let added =
            (unknown == 0 && !is_empty).then(|| parts.iter().filter_map(|part| part.value).sum::<i64>());
        // Totals of two countries make the whole; lines of a release typed by hand need not.
        let is_whole = parts.len() > 1 && parts.iter().all(|part| matches!(part.of, Of::Total(_)));
        let (verdict, open) = match added {
            None if is_empty => (Verdict::Open, Some(Open::NothingPrinted)),
            None => (Verdict::Open, Some(Open::Unprinted(unknown))),
            Some(added) if added == stated => (Verdict::Agrees, None),
            Some(added) if self.typed && added < stated && !is_whole => {
                (Verdict::Open, Some(Open::LinesMayBeMissing))
            }
            Some(_) => (Verdict::Differs, None),
        };
        Sum { what, measure, total, stated, parts, added, verdict, open }
    }
}

/// The country of a late total's scope, empty for all; `None` for other scopes.
pub fn late_country(scope: &str) -> Option<&str> {
    match scope.strip_prefix(LATE) {
        Some("") => Some(""),
        Some(rest) => rest.strip_prefix(' '),
        None => None,
    }
}

fn is_country(scope: &str) -> bool {
    scope != BOTH && late_country(scope).is_none()
}

fn holds(outer: &When, inner: &When) -> bool {
    let days = |when: &When| when.first_day().zip(when.last_day());
    match (days(outer), days(inner)) {
        (Some(outer), Some(inner)) => outer.0 <= inner.0 && inner.1 <= outer.1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::ReleaseId;
    use uuid::Uuid;

    fn total(scope: &str, strikes: i64, engagements: i64) -> Total {
        Total {
            scope: scope.to_owned(),
            strikes: Some(strikes),
            engagements: Some(engagements),
            when: None,
            span: None,
        }
    }

    fn line(country: &str, strikes: Option<i64>, late_addition: bool) -> ReleaseLine {
        ReleaseLine {
            release: ReleaseId(Uuid::nil()),
            position: 1,
            country: Some(country.to_owned()),
            place_words: Some("X".to_owned()),
            place: None,
            when: None,
            strikes,
            engagements: None,
            late_addition,
            period_total: false,
            effects: Vec::new(),
            span: None,
            url: None,
            note: None,
            raw: None,
        }
    }

    fn release(totals: Vec<Total>, text_origin: TextOrigin) -> Release {
        Release { publisher: "p".to_owned(), totals, text_origin: Some(text_origin), ..Release::default() }
    }

    #[test]
    fn a_release_of_two_countries_adds_up() {
        let release = release(
            vec![total(BOTH, 30, 66), total("Syria", 22, 32), total("Iraq", 8, 34)],
            TextOrigin::Original,
        );
        let lines: Vec<_> = [1, 1, 20].map(|n| line("Syria", Some(n), false)).into();
        let lines = [lines, [3, 2, 3].map(|n| line("Iraq", Some(n), false)).into()].concat();
        let sums = check(&release, &lines);
        assert_eq!(sums.len(), 4, "lead twice, each country's strikes once: {sums:?}");
        assert!(sums.iter().all(|sum| sum.verdict == Verdict::Agrees));
        assert_eq!(verdict(&sums), Verdict::Agrees);
        let sums = check(&release, &lines[1..]);
        assert_eq!(verdict(&sums), Verdict::Differs);
        assert_eq!(sums[2].added, Some(21));
    }

    #[test]
    fn missing_parts_are_not_a_difference() {
        let totals =
            vec![total(BOTH, 30, 66), total("Syria", 22, 32), total("Iraq", 8, 34), total(LATE, 9, 9)];
        let typed = release(totals.clone(), TextOrigin::RenderedFromFacts);
        let lines = [line("Syria", Some(22), false), line("Syria", Some(5), true)];
        let sums = check(&typed, &lines);
        let open: Vec<_> = sums.iter().filter_map(|sum| sum.open).collect();
        assert_eq!(open, [Open::NothingPrinted, Open::LinesMayBeMissing]);
        assert_eq!(verdict(&sums), Verdict::Agrees);
        assert_eq!(verdict(&check(&release(totals, TextOrigin::Original), &lines)), Verdict::Differs);
        let unknown =
            check(&release(vec![total("Syria", 3, 3)], TextOrigin::Original), &[line("Syria", None, false)]);
        assert_eq!(unknown[0].open, Some(Open::Unprinted(1)));
    }
}
