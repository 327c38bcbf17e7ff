//! A release as read from a text, before it is kept: the record, its lines, its sums and what was doubtful.

use crate::error::{Error, Result};
use crate::release::sums::{self, BOTH, LATE};
use domain::id::ReleaseId;
use domain::problem::Problem;
use domain::record::{Effect, Release, ReleaseLine, Span, TextOrigin, Total};
use domain::vocabulary::{EffectVerb, TargetTerm};
use domain::when::{When, Zone};
use exchange::release::{self as text, Day, PassageKind, Scope};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What a person says of a text beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// Who issued or relayed it.
    pub publisher: String,
    /// Address.
    pub url: Option<String>,
    /// Day of issue, ISO, where the text prints none.
    pub issued: Option<String>,
    /// Days covered, EDTF, where the text prints none.
    pub period: Option<String>,
    /// Zone of its days.
    pub zone: Zone,
    /// Which published meaning of "strike" applies.
    pub definition: Option<String>,
}

/// A release before it is kept.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The record.
    pub release: Release,
    /// Its lines; their release is not yet known.
    pub lines: Vec<ReleaseLine>,
    /// Its sums, tried.
    pub sums: Vec<sums::Sum>,
    /// What the text was read into, with every span.
    pub read: text::Release,
}

/// Definition of the releases of 2015 to 2018.
pub const STRIKE_RELEASE: &str = "strike_release_2017";
/// Definition of the period summaries of 2019.
pub const STRIKE_SUMMARY: &str = "strike_summary_2019";

impl Fields {
    /// The day of issue given, read.
    pub(crate) fn issue_day(&self) -> Result<Option<Day>> {
        let Some(given) = self.issued.as_deref().filter(|given| !given.is_empty()) else { return Ok(None) };
        let refused =
            || Error::Refused(vec![Problem::refuse("date-not-understood", "issued").with("edtf", given)]);
        Day::from_iso(given).map(Some).ok_or_else(refused)
    }
}

/// Makes the draft of a text that was read.
pub(crate) fn draft(words: &str, fields: &Fields, read: text::Release) -> Result<Draft> {
    let issued = match (read.issued.map(|stated| stated.value), fields.issue_day()?) {
        (Some(printed), _) if printed.year.is_some() => Some(printed),
        (_, given) => given,
    };
    let dates = Dates { issued, zone: &fields.zone };
    let lines = lines(&read, &dates);
    let period = match fields.period.as_deref().filter(|given| !given.is_empty()) {
        Some(given) => Some(When::day(given, fields.zone.clone()).map_err(|error| {
            Error::Refused(vec![Problem::refuse(error.code(), "period").with("edtf", given)])
        })?),
        None => dates.period(&read, &lines),
    };
    let lines = with_period(lines, period.as_ref());
    let totals = totals(&read, &dates, period.as_ref());
    let is_rendered = words.trim_start().starts_with(text::RENDERED);
    let release = Release {
        publisher: fields.publisher.trim().to_owned(),
        number: read.number.as_ref().map(|stated| stated.value.clone()),
        issued: issued.and_then(|day| dates.when(day, day, None)),
        period,
        definition: fields.definition.clone().filter(|definition| !definition.is_empty()),
        totals,
        late_period_words: late_words(&read, words),
        text: Some(words.to_owned()),
        text_origin: Some(if is_rendered { TextOrigin::RenderedFromFacts } else { TextOrigin::Original }),
        text_sha256: Some(sha256(words)),
        url: fields.url.clone().map(|url| url.trim().to_owned()).filter(|url| !url.is_empty()),
        ..Release::default()
    };
    let mut release = release;
    let sums = sums::check(&release, &lines);
    release.sum_note = sum_note(&sums, &release);
    Ok(Draft { release, lines, sums, read })
}

/// The definition a text is likely to follow: a guess that the form offers and a person settles.
pub fn likely_definition(read: &text::Release) -> Option<&'static str> {
    let has_definition = read.passages.iter().any(|passage| passage.kind == PassageKind::Definition);
    let has_places = read.lines.iter().any(|line| line.place.is_some());
    match (has_definition || has_places, read.wording) {
        (true, _) => Some(STRIKE_RELEASE),
        (false, text::Wording::PeriodSummary) => Some(STRIKE_SUMMARY),
        (false, _) => None,
    }
}

/// SHA-256 of a text, hexadecimal.
pub fn sha256(words: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(words.as_bytes()).iter().fold(String::new(), |mut hexadecimal, byte| {
        // Writing to a string does not fail.
        let _ = write!(hexadecimal, "{byte:02x}");
        hexadecimal
    })
}

/// Days as the register keeps them.
struct Dates<'fields> {
    issued: Option<Day>,
    zone: &'fields Zone,
}

impl Dates<'_> {
    /// A day without a year lies in the latest year that puts it not after the issue date, as in the text itself.
    fn dated(&self, day: Day) -> Option<Day> {
        if day.year.is_some() {
            return Some(day);
        }
        let issued = self.issued?;
        let year = issued.year?;
        let same = day.in_year(year);
        same.filter(|day| day.not_after(issued)).or_else(|| day.in_year(year - 1))
    }

    fn when(&self, first: Day, last: Day, words: Option<String>) -> Option<When> {
        let (first, last) = (self.dated(first)?, self.dated(last)?);
        let edtf = interval(&first.to_string(), &last.to_string());
        When::from_edtf(&edtf, self.zone.clone(), None, words).ok()
    }

    fn of(&self, when: &text::When) -> Option<When> {
        let is_list = when.intervals.len() > 1;
        let words = is_list.then(|| {
            let parts =
                when.intervals.iter().map(|(first, last)| interval(&first.to_string(), &last.to_string()));
            parts.collect::<Vec<_>>().join(", ")
        });
        self.when(when.first, when.last, words)
    }

    /// The days of the lead, of the totals and of the lines that are not late, together.
    fn period(&self, read: &text::Release, lines: &[ReleaseLine]) -> Option<When> {
        let totals = read.totals.iter().filter(|total| !total.late).filter_map(|total| total.days.as_ref());
        let stated = totals.chain(&read.period).filter_map(|when| self.of(when));
        let own = lines.iter().filter(|line| !line.late_addition).filter_map(|line| line.when.clone());
        let days: Vec<(String, String)> =
            stated.chain(own).filter_map(|when| when.first_day().zip(when.last_day())).collect();
        let first = days.iter().map(|(first, _)| first).min()?;
        let last = days.iter().map(|(_, last)| last).max()?;
        let edtf = interval(first, last);
        When::day(&edtf, self.zone.clone()).ok()
    }
}

/// Spans count bytes of a text of at most a megabyte, so they fit.
fn span(span: text::Span) -> Span {
    let number = |byte: usize| i64::try_from(byte).unwrap_or(i64::MAX);
    Span { start: number(span.start), end: number(span.end) }
}

/// An EDTF interval, or the day where both ends are one.
fn interval(first: &str, last: &str) -> String {
    if first == last { first.to_owned() } else { format!("{first}/{last}") }
}

fn totals(read: &text::Release, dates: &Dates<'_>, period: Option<&When>) -> Vec<Total> {
    let totals = read.totals.iter().map(|total| {
        let scope = match (&total.scope, total.late) {
            (Scope::All, false) => BOTH.to_owned(),
            (Scope::All, true) => LATE.to_owned(),
            (Scope::Country(country), false) => country.clone(),
            (Scope::Country(country), true) => format!("{LATE} {country}"),
        };
        let when = total.days.as_ref().and_then(|days| dates.of(days));
        Total {
            scope,
            strikes: total.strikes.map(|stated| i64::from(stated.value)),
            engagements: total.engagements.map(|stated| i64::from(stated.value)),
            when: when.filter(|when| period.is_none_or(|period| period.edtf != when.edtf)),
            span: Some(span(total.span)),
        }
    });
    totals.collect()
}

fn lines(read: &text::Release, dates: &Dates<'_>) -> Vec<ReleaseLine> {
    let mut lines: Vec<ReleaseLine> = read.lines.iter().map(|line| one_line(line, dates)).collect();
    lines.extend(
        read.totals.iter().filter(|total| stands_alone(total, read)).map(|total| total_line(total, dates)),
    );
    lines.sort_by_key(|line| line.span.map_or(i64::MAX, |span| span.start));
    for (position, line) in (1_i64..).zip(&mut lines) {
        line.position = position;
    }
    lines
}

/// A country's total with no line under it is all that is said of its days: of a period, or that there was nothing.
fn stands_alone(total: &text::Total, read: &text::Release) -> bool {
    let Scope::Country(country) = &total.scope else { return false };
    let is_period = total.days.as_ref().is_some_and(|days| days.first != days.last);
    let of_country = |line: &&text::Line| line.country.as_ref().is_some_and(|own| own.value == *country);
    let is_none = total.strikes.is_some_and(|strikes| strikes.value == 0);
    let within = |line: &text::Line| match (&line.days, &total.days) {
        (Some(line), Some(total)) => total.first.not_after(line.first) && line.last.not_after(total.last),
        _ => true,
    };
    let has_lines = read.lines.iter().filter(of_country).any(|line| !line.late && within(line));
    let is_parted = read.totals.iter().any(|other| {
        !other.late
            && other.scope == total.scope
            && other.days != total.days
            && match (&other.days, &total.days) {
                (Some(other), Some(total)) => {
                    total.first.not_after(other.first) && other.last.not_after(total.last)
                }
                _ => false,
            }
    });
    !total.late && !has_lines && !is_parted && (is_period || is_none)
}

fn total_line(total: &text::Total, dates: &Dates<'_>) -> ReleaseLine {
    let country = match &total.scope {
        Scope::Country(country) => Some(country.clone()),
        Scope::All => None,
    };
    ReleaseLine {
        country,
        when: total.days.as_ref().and_then(|days| dates.of(days)),
        strikes: total.strikes.map(|stated| i64::from(stated.value)),
        engagements: total.engagements.map(|stated| i64::from(stated.value)),
        period_total: total.days.as_ref().is_some_and(|days| days.first != days.last),
        span: Some(span(total.span)),
        ..empty_line()
    }
}

fn one_line(line: &text::Line, dates: &Dates<'_>) -> ReleaseLine {
    let place_words = line.place.as_ref().map(|place| place.words.value.clone());
    let when = line.days.as_ref().and_then(|days| dates.of(days));
    let is_one_day = when.as_ref().is_some_and(When::is_one_day);
    ReleaseLine {
        country: line.country.as_ref().map(|country| country.value.clone()),
        period_total: place_words.is_none() && !is_one_day && !line.late,
        place_words,
        when,
        strikes: line.strikes.map(|stated| i64::from(stated.value)),
        engagements: line.engagements.map(|stated| i64::from(stated.value)),
        late_addition: line.late,
        effects: line.effects.iter().filter_map(effect).collect(),
        span: Some(span(line.span)),
        ..empty_line()
    }
}

const fn empty_line() -> ReleaseLine {
    ReleaseLine {
        release: ReleaseId(Uuid::nil()),
        position: 0,
        country: None,
        place_words: None,
        place: None,
        when: None,
        strikes: None,
        engagements: None,
        late_addition: false,
        period_total: false,
        effects: Vec::new(),
        span: None,
        url: None,
        note: None,
        raw: None,
    }
}

/// An effect whose verb the vocabulary has; others stay in the text and are counted by [`Draft::verbs_left`].
fn effect(effect: &text::Effect) -> Option<Effect> {
    Some(Effect {
        verb: EffectVerb::parse(&effect.verb.value)?,
        count: effect.count.map(|stated| i64::from(stated.value)),
        words: effect.target.value.clone(),
        term: effect.term.as_deref().and_then(TargetTerm::from_term),
        span: Some(span(effect.span)),
    })
}

/// Lines without days of their own have those of the release, where it says them.
fn with_period(mut lines: Vec<ReleaseLine>, period: Option<&When>) -> Vec<ReleaseLine> {
    for line in lines.iter_mut().filter(|line| line.when.is_none() && !line.late_addition) {
        line.when = period.cloned();
        let is_one_day = period.is_some_and(When::is_one_day);
        line.period_total = line.place_words.is_none() && !is_one_day;
    }
    lines
}

/// The days of late additions as printed, each once.
fn late_words(read: &text::Release, words: &str) -> Option<String> {
    let mut found: Vec<&str> = Vec::new();
    let late = read.lines.iter().filter(|line| line.late).filter_map(|line| line.days.as_ref());
    for printed in late.map(|days| days.span.of(words)).filter(|printed| !printed.is_empty()) {
        if !found.contains(&printed) {
            found.push(printed);
        }
    }
    (!found.is_empty()).then(|| found.join(", "))
}

/// What differs, in plain words beside the record; absent where nothing does.
fn sum_note(sums: &[sums::Sum], release: &Release) -> Option<String> {
    let differing = sums.iter().filter(|sum| sum.verdict == sums::Verdict::Differs).map(|sum| {
        let scope = release.totals.get(sum.total).map_or("", |total| total.scope.as_str());
        let measure = match sum.measure {
            sums::Measure::Strikes => "strikes",
            sums::Measure::Engagements => "engagements",
        };
        format!(
            "{scope}: parts give {} {measure}, the total says {}",
            sum.added.unwrap_or_default(),
            sum.stated
        )
    });
    let note = differing.collect::<Vec<_>>().join("; ");
    (!note.is_empty()).then_some(note)
}

impl Draft {
    /// Verbs of effects that the vocabulary does not have: they stay in the text and in no field.
    pub fn verbs_left(&self) -> Vec<String> {
        let effects = self.read.lines.iter().flat_map(|line| &line.effects);
        let verbs = effects.map(|effect| effect.verb.value.to_string());
        verbs.filter(|verb| EffectVerb::parse(verb).is_none()).collect()
    }

    /// What names it: its number, else its publisher.
    pub fn name(&self) -> &str {
        self.release.number.as_deref().unwrap_or(&self.release.publisher)
    }
}
