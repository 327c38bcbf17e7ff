//! Two releases beside each other: two wordings of one release, a later release that adds to days of an earlier
//! one, or two that have nothing in common. Differences are kept, not settled. Start at [`same`].

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::record::{Fixed, Line, Release, Scope, Total};

/// What two releases are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// One release in one or two wordings; everything compared agrees.
    Same,
    /// One release in two wordings that differ in the listed points.
    SameWithDifferences,
    /// The second adds to days that the first covers.
    AddsTo,
    /// Different releases.
    Different,
    /// Too little is stated to tell.
    Unknown,
}

/// One point in which two releases differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What differs: `strikes`, `engagements`, `place`.
    pub what: Fixed,
    /// Of which country, day or place.
    pub of: String,
    /// As the first says it; `None` when it says nothing.
    pub first: Option<u32>,
    /// As the second says it.
    pub second: Option<u32>,
}

/// A line of a later release that adds to a day of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addition {
    /// Index of the line in the later release.
    pub line: usize,
    /// First and last day it adds to.
    pub days: (Day, Day),
    /// The line of the earlier release with the same place and days, if it has one.
    pub beside: Option<usize>,
}

/// The comparison of two releases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// What they are to each other.
    pub verdict: Verdict,
    /// How many stated values agree.
    pub agreeing: usize,
    /// Where they differ. A value that only one of them states is a difference only for places.
    pub differences: Vec<Difference>,
    /// Lines of the second that add to days of the first.
    pub additions: Vec<Addition>,
}

/// Whether `second` is another wording of `first`, or adds to it.
///
/// One release: the same days, and either the same lead total or the same strikes at most of the places.
pub fn same(first: &Release, second: &Release) -> Rendition {
    let mut compared = Compared::default();
    compared.totals(first, second);
    compared.lines(first, second);
    let days = |release: &Release| release.period.as_ref().map(|period| (period.first, period.last));
    let additions = additions(first, second);
    let agreeing = compared.agreeing;
    let verdict = match (days(first), days(second)) {
        (Some(mine), Some(theirs)) if mine == theirs => {
            let places_agree = compared.places_agree > 0 && compared.places_agree >= compared.places_differ;
            if compared.lead_agrees
                || places_agree
                || (compared.agreeing > 0 && compared.differences.is_empty())
            {
                if compared.differences.is_empty() { Verdict::Same } else { Verdict::SameWithDifferences }
            } else if agreeing == 0 && compared.differences.is_empty() {
                Verdict::Unknown
            } else {
                Verdict::Different
            }
        }
        (Some(_), Some(_)) if !additions.is_empty() => Verdict::AddsTo,
        (Some(_), Some(_)) => Verdict::Different,
        _ => Verdict::Unknown,
    };
    let one = matches!(verdict, Verdict::Same | Verdict::SameWithDifferences);
    let additions = if one { Vec::new() } else { additions };
    let differences = if one { compared.differences } else { Vec::new() };
    Rendition { verdict, agreeing, differences, additions }
}

/// The late lines of `later` that fall within the days of `earlier`.
pub fn additions(earlier: &Release, later: &Release) -> Vec<Addition> {
    let Some(period) = &earlier.period else { return Vec::new() };
    let late = later.lines.iter().enumerate().filter(|(_, line)| line.late);
    late.filter_map(|(index, line)| {
        let days = line.days.as_ref()?;
        let inside = period.first.not_after(days.last) && days.first.not_after(period.last);
        let beside = earlier.lines.iter().position(|other| !other.late && same_place(line, other));
        inside.then_some(Addition { line: index, days: (days.first, days.last), beside })
    })
    .collect()
}

#[derive(Default)]
struct Compared {
    agreeing: usize,
    lead_agrees: bool,
    places_agree: usize,
    places_differ: usize,
    differences: Vec<Difference>,
}

impl Compared {
    fn number(&mut self, what: &'static str, of: &str, first: Option<u32>, second: Option<u32>) -> bool {
        if let (Some(mine), Some(theirs)) = (first, second) {
            if mine == theirs {
                self.agreeing += 1;
                return true;
            }
            self.differences.push(Difference {
                what: Fixed::Borrowed(what),
                of: of.to_owned(),
                first,
                second,
            });
        }
        false
    }

    fn totals(&mut self, first: &Release, second: &Release) {
        for mine in &first.totals {
            let theirs = second.totals.iter().find(|theirs| {
                theirs.scope == mine.scope
                    && theirs.late == mine.late
                    && (mine.late || days(theirs) == days(mine))
            });
            let Some(theirs) = theirs else { continue };
            let of = match (&mine.scope, mine.late) {
                (_, true) => "late".to_owned(),
                (Scope::All, false) => "lead".to_owned(),
                (Scope::Country(country), false) => country.clone(),
            };
            let value =
                |total: &Total| (total.strikes.map(|one| one.value), total.engagements.map(|one| one.value));
            let strikes = self.number("strikes", &of, value(mine).0, value(theirs).0);
            self.number("engagements", &of, value(mine).1, value(theirs).1);
            self.lead_agrees |= strikes && of == "lead";
        }
    }

    fn lines(&mut self, first: &Release, second: &Release) {
        if first.lines.is_empty() || second.lines.is_empty() {
            return;
        }
        let mut taken = vec![false; second.lines.len()];
        for mine in &first.lines {
            let found = second.lines.iter().enumerate().position(|(index, theirs)| {
                !taken[index]
                    && mine.late == theirs.late
                    && same_place(mine, theirs)
                    && days_of(mine) == days_of(theirs)
            });
            let strikes = |line: &Line| line.strikes.map(|strikes| strikes.value);
            let of = name(mine);
            match found {
                Some(index) => {
                    taken[index] = true;
                    let agrees = self.number("strikes", &of, strikes(mine), strikes(&second.lines[index]));
                    if agrees { self.places_agree += 1 } else { self.places_differ += 1 }
                }
                None => self.missing(of, strikes(mine), None),
            }
        }
        for (theirs, _) in second.lines.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            self.missing(name(theirs), None, theirs.strikes.map(|strikes| strikes.value));
        }
    }

    fn missing(&mut self, of: String, first: Option<u32>, second: Option<u32>) {
        self.places_differ += 1;
        self.differences.push(Difference { what: Fixed::Borrowed("place"), of, first, second });
    }
}

fn days(total: &Total) -> Option<(Day, Day)> {
    total.days.as_ref().map(|days| (days.first, days.last))
}

fn days_of(line: &Line) -> Option<(Day, Day)> {
    line.days.as_ref().map(|days| (days.first, days.last))
}

fn name(line: &Line) -> String {
    let own = line.place.as_ref().map(|place| place.words.value.clone());
    own.or_else(|| line.country.as_ref().map(|country| country.value.clone())).unwrap_or_default()
}

fn same_place(first: &Line, second: &Line) -> bool {
    match (&first.place, &second.place) {
        (Some(mine), Some(theirs)) => folded(&mine.words.value) == folded(&theirs.words.value),
        (None, None) => name(first) == name(second),
        _ => false,
    }
}

/// A place name without what alternates between renditions: article, final h, doubled letters, vowels within.
///
/// Raqqa, Raqqah, Ar Raqqah; Bayji, Beiji; Hawija, Huwayjah, Al Huwayjah. For comparing two wordings of one
/// release only: it is far too coarse to find a place on a map.
pub(crate) fn folded(name: &str) -> String {
    const ARTICLES: [&str; 9] = ["al", "ar", "as", "az", "at", "ad", "ash", "the", "el"];
    let lower = name.to_lowercase();
    let words = lower.split(|character: char| {
        !character.is_alphanumeric() && character != '\'' && character != '\u{2019}'
    });
    let mut out = String::new();
    for word in words.filter(|word| !word.is_empty() && !ARTICLES.contains(word)) {
        let start = out.len();
        for character in word.chars().filter(|character| character.is_alphanumeric()) {
            let vowel = matches!(character, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w');
            let kept = if vowel && out.len() == start { 'a' } else { character };
            if (vowel && out.len() > start) || out.ends_with(kept) {
                continue;
            }
            out.push(kept);
        }
        if out.ends_with('h') && out.len() > start + 1 {
            out.pop();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_place_fold_together() {
        for names in [
            &["Raqqa", "Raqqah", "Ar Raqqah", "Al Raqqah"][..],
            &["Beiji", "Bayji"],
            &["Hawija", "Huwayjah", "Al Huwayjah", "Hawijah"],
            &["Dayr Az Zawr", "Dayr az Zawr", "Dayr Ar Zawr"],
            &["Shadaddi", "Al Shadaddi", "Al Shaddadi"],
            &["Qaim", "Al Qaim", "al-Qaim"],
        ] {
            assert!(
                names.iter().all(|name| folded(name) == folded(names[0])),
                "{names:?} {}",
                folded(names[0])
            );
        }
        assert_ne!(folded("Raqqah"), folded("Hajin"));
        assert_ne!(folded("Mosul"), folded("Manbij"));
        assert_ne!(folded("Tal Afar"), folded("Tal Abyad"));
    }
}
