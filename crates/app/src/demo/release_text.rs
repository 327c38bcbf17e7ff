//! The text of a release, rendered from its typed facts, and where each fact stands in it.
//!
//! The original wording is not ours to ship; the text says in its first line that it was rendered. Spans are found
//! by reading the rendered text with the same reader that reads real releases. Start at [`Rendered::of`].

use super::table::Row;
use crate::failure::Result;
use domain::record::{Effect, Span, Total};
use domain::vocabulary::{EffectVerb, TargetTerm};
use register::exchange::release::{
    self, CountryFacts, Day, EffectFacts, Facts, LateFacts, Line, LineFacts, Scope,
};

/// Stands in the facts for a country of which a release says that there were no strikes.
const NONE_REPORTED: &str = "(none reported)";

/// A rendered release, read back.
pub struct Rendered {
    /// The text.
    pub text: String,
    read: release::Release,
    /// For each line of the facts, its place among the lines read; `None` where they do not agree.
    places: Vec<Option<usize>>,
}

impl Rendered {
    /// Renders a row of `releases.csv` with its lines.
    pub fn of(row: &Row, lines: &[&Row]) -> Result<Self> {
        let facts = facts(row, lines)?;
        let text = release::render(&facts);
        let read = release::parse(&text);
        let places = places(&facts.lines, &read.lines);
        Ok(Self { text, read, places })
    }

    /// The printed totals of a row, with their spans.
    pub fn totals(&self, row: &Row) -> Result<Vec<Total>> {
        let mut totals = Vec::new();
        for scope in ["both", "syria", "iraq", "late"] {
            let column = |what: &str| match scope {
                "late" => format!("late_{what}_both"),
                scope => format!("{what}_{scope}"),
            };
            let (strikes, engagements) = (row.int(&column("strikes"))?, row.int(&column("engagements"))?);
            if strikes.is_none() && engagements.is_none() {
                continue;
            }
            let scope = match scope {
                "syria" => "Syria",
                "iraq" => "Iraq",
                scope => scope,
            };
            totals.push(Total {
                scope: scope.to_owned(),
                strikes,
                engagements,
                when: None,
                span: self.total_span(scope),
            });
        }
        Ok(totals)
    }

    fn total_span(&self, scope: &str) -> Option<Span> {
        let found =
            match scope {
                "both" => self.read.lead(),
                "late" => self.read.totals.iter().find(|total| total.late),
                country => self.read.totals.iter().find(|total| {
                    !total.late && matches!(&total.scope, Scope::Country(name) if name == country)
                }),
            };
        found.map(|total| span(total.span))
    }

    /// Where the n-th line of the facts stands.
    pub fn line_span(&self, index: usize) -> Option<Span> {
        self.line(index).map(|line| span(line.span))
    }

    /// The effects of the n-th line of the facts, with terms and spans.
    pub fn effects(&self, index: usize, row: &Row) -> Result<Vec<Effect>> {
        let typed = typed_effects(row)?;
        let read = self.line(index).map_or(&[][..], |line| &line.effects);
        let is_same = read.len() == typed.len();
        let effects = typed.into_iter().enumerate().map(|(place, typed)| {
            let read = read.get(place).filter(|_| is_same);
            let known = read.and_then(|read| read.term.as_deref()).or(Some(typed.words.as_str()));
            Effect {
                verb: typed.verb,
                count: typed.count,
                term: known.and_then(TargetTerm::from_term),
                words: typed.words.clone(),
                span: read.map(|read| span(read.span)),
            }
        });
        Ok(effects.collect())
    }

    fn line(&self, index: usize) -> Option<&Line> {
        self.places.get(index).copied().flatten().and_then(|place| self.read.lines.get(place))
    }
}

/// The place words of a line; absent on a total of a country and where none was reported.
pub fn place_words(row: &Row) -> Result<Option<&str>> {
    Ok(row.get("place_printed")?.filter(|place| *place != NONE_REPORTED))
}

struct Typed {
    verb: EffectVerb,
    count: Option<i64>,
    words: String,
}

fn typed_effects(row: &Row) -> Result<Vec<Typed>> {
    let read = |part: &str| {
        let mut cells = part.split('|');
        let verb = cells.next().and_then(EffectVerb::parse)?;
        let count = cells
            .next()
            .map(|count| if count.is_empty() { Ok(None) } else { count.parse().map(Some) })?
            .ok()?;
        let words = cells.next().filter(|words| !words.is_empty())?.to_owned();
        cells.next().is_none().then_some(Typed { verb, count, words })
    };
    let parts = row.parts("targets", &[';'])?;
    parts
        .into_iter()
        .map(|part| read(part).ok_or_else(|| row.wrong("targets", format!("{part:?}"))))
        .collect()
}

fn facts(row: &Row, lines: &[&Row]) -> Result<Facts> {
    let mut countries = Vec::new();
    for (country, strikes, engagements) in
        [("Syria", "strikes_syria", "engagements_syria"), ("Iraq", "strikes_iraq", "engagements_iraq")]
    {
        if let Some(strikes) = number(row, strikes)? {
            let engagements = number(row, engagements)?;
            countries.push(CountryFacts { country: country.to_owned(), strikes, engagements });
        }
    }
    let late = match number(row, "late_strikes_both")? {
        Some(strikes) => Some(LateFacts { strikes, engagements: number(row, "late_engagements_both")? }),
        None => None,
    };
    Ok(Facts {
        number: row.text("number_printed")?,
        issued: day(row, "issued")?,
        period: day(row, "period_start")?.zip(day(row, "period_end")?),
        strikes: number(row, "strikes_both")?,
        engagements: number(row, "engagements_both")?,
        countries,
        lines: lines.iter().map(|line| line_facts(line)).collect::<Result<_>>()?,
        late,
    })
}

fn line_facts(row: &Row) -> Result<LineFacts> {
    let effects = typed_effects(row)?.into_iter().map(|effect| EffectFacts {
        verb: effect.verb.slug().to_owned(),
        count: effect.count.and_then(|count| u32::try_from(count).ok()),
        target: effect.words.replace('-', " ").to_lowercase(),
    });
    Ok(LineFacts {
        country: row.text("country")?,
        place: place_words(row)?.map(str::to_owned),
        days: day(row, "day_start")?.zip(day(row, "day_end")?),
        strikes: number(row, "strikes")?,
        engagements: number(row, "engagements")?,
        late: row.get("late_addition")? == Some("y"),
        effects: effects.collect(),
    })
}

/// Pairs lines of facts with lines read, each taken once, in order: first those that agree in everything, then those
/// whose effects were read otherwise than they were typed ("mortar, rocket or artillery system").
fn places(facts: &[LineFacts], read: &[Line]) -> Vec<Option<usize>> {
    let mut taken = vec![false; read.len()];
    let mut places = vec![None; facts.len()];
    for is_strict in [true, false] {
        for (fact, place) in facts.iter().zip(&mut places).filter(|(_, place)| place.is_none()) {
            let agrees =
                |line: &Line| is_same(fact, line) && (!is_strict || fact.effects.len() == line.effects.len());
            let found = (0..read.len()).find(|index| !taken[*index] && agrees(&read[*index]));
            if let Some(found) = found {
                taken[found] = true;
            }
            *place = found;
        }
    }
    places
}

fn is_same(fact: &LineFacts, line: &Line) -> bool {
    fact.late == line.late
        && fact.strikes == line.strikes.map(|strikes| strikes.value)
        && fact.place.as_deref() == line.place.as_ref().map(|place| place.words.value.as_str())
        && fact.days == line.days.as_ref().map(|days| (days.first, days.last))
        && (line.country.is_none()
            || fact.country.as_deref() == line.country.as_ref().map(|name| name.value.as_str()))
}

fn number(row: &Row, column: &str) -> Result<Option<u32>> {
    let read = |number: i64| u32::try_from(number).map_err(|error| row.wrong(column, error));
    row.int(column)?.map(read).transpose()
}

fn day(row: &Row, column: &str) -> Result<Option<Day>> {
    let read =
        |cell: &str| Day::from_iso(cell).ok_or_else(|| row.wrong(column, format!("{cell:?} is no day")));
    row.get(column)?.map(read).transpose()
}

/// Spans count bytes of a text of at most some megabytes, so they fit.
fn span(span: release::Span) -> Span {
    let number = |byte: usize| i64::try_from(byte).unwrap_or(i64::MAX);
    Span { start: number(span.start), end: number(span.end) }
}
