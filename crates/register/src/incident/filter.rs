//! What to leave of the incidents: the parameters of the list's address, and the same choice for an export.
//!
//! | parameter | values |
//! |---|---|
//! | `grade` | a grade of the codebook, or `none` (not graded), of the shown assessment |
//! | `basis` | `own`, `adopted`, or `none` (no assessment) |
//! | `campaign` | the code of an operation, or `none` |
//! | `outcome` | the outcome of the latest finding that decides it, or `none` |
//! | `object` | a class of protected object, or `none` |
//! | `killed` | `unknown` (neither end known), `known`, or of the known: `range`, `at_least` (no maximum), `up_to` (no minimum) |
//! | `candidate` | `yes` (made by an import, not yet looked at) or `no` |
//! | `from`, `to` | day, month or year; what may have happened then is left, what has no date is not |
//! | `q` | words in either script; all of them must be found |
//!
//! Values of one parameter widen, parameters narrow. A parameter may repeat.

use super::Parts;
use crate::error::{Error, Result};
use crate::limits::{FILTER_CHARS_MAX, FILTER_VALUES_MAX};
use crate::register::Register;
use crate::scope::Scope;
use domain::problem::Problem;
use domain::vocabulary::{Basis, ObjectClass, Outcome};
use domain::when::{When, Zone};
use std::collections::{BTreeMap, BTreeSet};

/// What a filter chooses by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Grade of the shown assessment.
    Grade,
    /// Whose assessment.
    Basis,
    /// Operation.
    Campaign,
    /// Outcome of the latest finding.
    Outcome,
    /// Specially protected object.
    Object,
    /// Whether the toll is known at all.
    Killed,
    /// Whether a person has looked at it.
    Candidate,
}

impl Facet {
    /// Every facet, in the order of the page.
    pub const ALL: [Self; 7] = [
        Self::Grade,
        Self::Basis,
        Self::Outcome,
        Self::Killed,
        Self::Object,
        Self::Campaign,
        Self::Candidate,
    ];

    /// The parameter's name.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Grade => "grade",
            Self::Basis => "basis",
            Self::Campaign => "campaign",
            Self::Outcome => "outcome",
            Self::Object => "object",
            Self::Killed => "killed",
            Self::Candidate => "candidate",
        }
    }

    fn takes(self, value: &str) -> bool {
        match self {
            Self::Grade => value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
            Self::Basis => value == NONE || Basis::parse(value).is_some(),
            Self::Campaign => !value.chars().any(char::is_control),
            Self::Outcome => value == NONE || Outcome::parse(value).is_some(),
            Self::Object => value == NONE || ObjectClass::parse(value).is_some(),
            Self::Killed => [UNKNOWN, KNOWN, RANGE, AT_LEAST, UP_TO].contains(&value),
            Self::Candidate => [YES, NO].contains(&value),
        }
    }
}

/// Value of what is absent: not graded, no finding, no campaign.
pub const NONE: &str = "none";
/// Value of a toll with neither end known.
pub const UNKNOWN: &str = "unknown";
/// Value of a toll with at least one end known.
pub const KNOWN: &str = "known";
/// Value of a toll with both ends known.
pub const RANGE: &str = "range";
/// Value of a toll with a minimum only.
pub const AT_LEAST: &str = "at_least";
/// Value of a toll with a maximum only.
pub const UP_TO: &str = "up_to";
/// Value of a candidate.
pub const YES: &str = "yes";
/// Value of an incident a person made or looked at.
pub const NO: &str = "no";

/// A choice of incidents. The default leaves all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Values chosen by facet.
    pub chosen: BTreeMap<Facet, BTreeSet<String>>,
    /// First day, month or year, as written.
    pub from: Option<String>,
    /// Last day, month or year, as written.
    pub to: Option<String>,
    /// Words looked for.
    pub words: Option<String>,
}

impl Filter {
    /// Reads the parameters of an address; others are left to the caller, empty ones choose nothing.
    ///
    /// # Errors
    /// `record-refused` with `code-not-recognised` or a code of dates, naming the parameter.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self> {
        let mut filter = Self::default();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match name {
                "from" => filter.from = Some(value.to_owned()),
                "to" => filter.to = Some(value.to_owned()),
                "q" => filter.words = Some(value.to_owned()),
                _ => {
                    if let Some(facet) = Facet::ALL.into_iter().find(|facet| facet.parameter() == name) {
                        filter.choose(facet, value)?;
                    }
                }
            }
        }
        filter.days()?;
        Ok(filter)
    }

    fn choose(&mut self, facet: Facet, value: &str) -> Result<()> {
        let values = self.chosen.entry(facet).or_default();
        let fits = value.chars().count() <= FILTER_CHARS_MAX && values.len() < FILTER_VALUES_MAX;
        if !fits || !facet.takes(value) {
            let shown: String = value.chars().take(FILTER_CHARS_MAX).collect();
            let problem = Problem::refuse("code-not-recognised", facet.parameter()).with("code", shown);
            return Err(Error::Refused(vec![problem]));
        }
        values.insert(value.to_owned());
        Ok(())
    }

    /// The same with one more value chosen; for links to exactly the rows of a figure.
    #[must_use]
    pub fn with(mut self, facet: Facet, value: &str) -> Self {
        self.chosen.entry(facet).or_default().insert(value.to_owned());
        self
    }

    /// The same with nothing but this value chosen in its facet.
    #[must_use]
    pub fn only(mut self, facet: Facet, value: &str) -> Self {
        self.chosen.insert(facet, BTreeSet::from([value.to_owned()]));
        self
    }

    /// The same with one value no longer chosen.
    #[must_use]
    pub fn without(mut self, facet: Facet, value: &str) -> Self {
        if let Some(values) = self.chosen.get_mut(&facet) {
            values.remove(value);
        }
        self.chosen.retain(|_, values| !values.is_empty());
        self
    }

    /// The parameters that [`Self::read`] reads back, not yet encoded for an address.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<(&'static str, String)> = Vec::new();
        for (facet, values) in &self.chosen {
            pairs.extend(values.iter().map(|value| (facet.parameter(), value.clone())));
        }
        let plain = [("from", &self.from), ("to", &self.to), ("q", &self.words)];
        pairs.extend(plain.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))));
        pairs
    }

    /// Whether it leaves everything.
    pub fn is_empty(&self) -> bool {
        self.chosen.values().all(BTreeSet::is_empty)
            && self.from.is_none()
            && self.to.is_none()
            && self.words.is_none()
    }

    /// The values chosen by a facet; `None` where it chooses nothing.
    pub fn values(&self, facet: Facet) -> Option<&BTreeSet<String>> {
        self.chosen.get(&facet).filter(|values| !values.is_empty())
    }

    /// Whether the assessment taken over is shown even where there is one of our own.
    pub fn shows_adopted(&self) -> bool {
        self.values(Facet::Basis).is_some_and(|bases| bases.contains("adopted") && !bases.contains("own"))
    }

    /// First and last local day asked for.
    ///
    /// # Errors
    /// `record-refused` with a code of dates.
    pub fn days(&self) -> Result<(Option<String>, Option<String>)> {
        let read = |text: &Option<String>, field: &'static str| {
            let Some(text) = text else { return Ok(None) };
            let when = When::day(text, Zone::Utc)
                .map_err(|error| Error::Refused(vec![Problem::refuse(error.code(), field)]))?;
            Ok::<_, Error>(Some(when))
        };
        let first = read(&self.from, "from")?.and_then(|when| when.first_day());
        let last = read(&self.to, "to")?.and_then(|when| when.last_day());
        match (&first, &last) {
            (Some(first), Some(last)) if first > last => {
                Err(Error::Refused(vec![Problem::refuse("when-out-of-order", "to")]))
            }
            _ => Ok((first, last)),
        }
    }
}

impl Register {
    /// The start of a statement over incidents: scope, words and days; the project's mark comes first.
    pub(crate) fn incident_parts(&self, scope: Scope, filter: &Filter) -> Result<(String, Parts)> {
        let mut parts = Parts { values: Vec::new(), conditions: Vec::new() };
        let project = match &filter.words {
            None => parts.bind(scope.project.0),
            Some(words) => {
                let query = self.search_query(words);
                // The search's own text takes its query as $1 and the project as $2.
                parts.bind(query.clone().unwrap_or_default());
                let project = parts.bind(scope.project.0);
                parts.conditions.push(match query {
                    Some(_) => format!(
                        "i.id in (select m.id from ({} and r.kind = 'incident') m)",
                        self.search_match(scope)
                    ),
                    None => "$1 <> ''".to_owned(),
                });
                project
            }
        };
        parts.conditions.push(format!("i.project = {project} and i.merged_into is null{}", scope.sees("i")));
        let (first, last) = filter.days()?;
        if first.is_some() || last.is_some() {
            parts.conditions.push("i.earliest is not null".to_owned());
        }
        if let Some(first) = first {
            let mark = parts.bind(first);
            parts.conditions.push(format!("(i.day_end is null or i.day_end >= {mark})"));
        }
        if let Some(last) = last {
            // What begins by that local day begins before the second midnight after it, wherever it is: a bound by
            // which the list, latest first, starts where its rows are.
            if let Some(bound) = day_after(&last, 2) {
                let mark = parts.bind(bound);
                parts.conditions.push(format!("coalesce(i.earliest, '') < {mark}"));
            }
            let mark = parts.bind(last);
            parts.conditions.push(format!("(i.day_start is null or i.day_start <= {mark})"));
        }
        Ok((project, parts))
    }
}

fn day_after(day: &str, days: i64) -> Option<String> {
    let day: jiff::civil::Date = day.parse().ok()?;
    Some(day.checked_add(jiff::Span::new().days(days)).ok()?.to_string())
}

/// Adds the conditions of the facets; `shown` gives a column of the shown assessment.
pub(crate) fn narrow(parts: &mut Parts, filter: &Filter, shown: impl Fn(&str) -> String) {
    for (facet, values) in &filter.chosen {
        if values.is_empty() {
            continue;
        }
        let condition = match facet {
            Facet::Grade => slugs(parts, &shown("grade"), values),
            Facet::Campaign => slugs(parts, "i.campaign", values),
            Facet::Outcome => slugs(parts, "s.outcome", values),
            Facet::Basis => any(values, |value| match value {
                "own" => "s.own is not null".to_owned(),
                "adopted" => "s.adopted is not null".to_owned(),
                _ => "(s.own is null and s.adopted is null)".to_owned(),
            }),
            Facet::Killed => {
                let (min, max) = (shown("killed_min"), shown("killed_max"));
                any(values, |value| match value {
                    UNKNOWN => format!("({min} is null and {max} is null)"),
                    RANGE => format!("({min} is not null and {max} is not null)"),
                    AT_LEAST => format!("({min} is not null and {max} is null)"),
                    UP_TO => format!("({min} is null and {max} is not null)"),
                    _ => format!("({min} is not null or {max} is not null)"),
                })
            }
            Facet::Candidate => any(values, |value| match value {
                YES => "i.candidate = true".to_owned(),
                _ => "i.candidate = false".to_owned(),
            }),
            Facet::Object => {
                let marks: BTreeMap<&String, String> = values
                    .iter()
                    .filter(|value| *value != NONE)
                    .map(|value| (value, parts.bind(format!("% {value} %"))))
                    .collect();
                any(values, |value| match marks.get(&value.to_owned()) {
                    Some(mark) => format!("i.objects like {mark}"),
                    None => "i.objects is null".to_owned(),
                })
            }
        };
        parts.conditions.push(condition);
    }
}

fn any(values: &BTreeSet<String>, condition: impl Fn(&str) -> String) -> String {
    let conditions: Vec<String> = values.iter().map(|value| condition(value)).collect();
    format!("({})", conditions.join(" or "))
}

fn slugs(parts: &mut Parts, column: &str, values: &BTreeSet<String>) -> String {
    let marks = parts.bind_all(values.iter().filter(|value| *value != NONE).cloned());
    match (marks.is_empty(), values.contains(NONE)) {
        (true, _) => format!("{column} is null"),
        (false, true) => format!("({column} is null or {column} in ({marks}))"),
        (false, false) => format!("{column} in ({marks})"),
    }
}
