//! A text written from typed facts, in the grammar this module reads. It is not an original and says so in its
//! first line. [`Release::facts`] is the way back. Start at [`render`].

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::count;
use super::day::Day;
use super::record::{Line, Release, Scope};
use super::target;

/// The first line of every rendered text.
pub const RENDERED: &str = "Text rendered from typed facts, not the original wording.";

/// What a release says, without its words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// `20170818-01`.
    pub number: Option<String>,
    /// Issue date.
    pub issued: Option<Day>,
    /// First and last day of the totals.
    pub period: Option<(Day, Day)>,
    /// Lead total, both countries.
    pub strikes: Option<u32>,
    /// Its engagements.
    pub engagements: Option<u32>,
    /// Country totals.
    pub countries: Vec<CountryFacts>,
    /// Lines, late ones too.
    pub lines: Vec<LineFacts>,
    /// The late block's own total.
    pub late: Option<LateFacts>,
}

/// A country total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountryFacts {
    /// English name.
    pub country: String,
    /// Strikes.
    pub strikes: u32,
    /// Engagements, if printed.
    pub engagements: Option<u32>,
}

/// A late total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateFacts {
    /// Strikes.
    pub strikes: u32,
    /// Engagements, if printed.
    pub engagements: Option<u32>,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineFacts {
    /// English name of the country.
    pub country: Option<String>,
    /// Place as printed.
    pub place: Option<String>,
    /// First and last day.
    pub days: Option<(Day, Day)>,
    /// Strikes.
    pub strikes: Option<u32>,
    /// Engagements, if printed.
    pub engagements: Option<u32>,
    /// A strike of an earlier day, added late.
    pub late: bool,
    /// Effects in order.
    pub effects: Vec<EffectFacts>,
}

/// One verb with one kind of target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectFacts {
    /// Plain past form.
    pub verb: String,
    /// `None`: printed without a number.
    pub count: Option<u32>,
    /// The target's normalised wording.
    pub target: String,
}

impl Release {
    /// What the release says, without its words.
    pub fn facts(&self) -> Facts {
        let lead = self.lead();
        let countries =
            self.totals.iter().filter(|total| !total.late).filter_map(|total| match &total.scope {
                Scope::Country(country) => Some(CountryFacts {
                    country: country.clone(),
                    strikes: total.strikes?.value,
                    engagements: total.engagements.map(|engagements| engagements.value),
                }),
                Scope::All => None,
            });
        let late = self.totals.iter().find(|total| total.late);
        Facts {
            number: self.number.as_ref().map(|number| number.value.clone()),
            issued: self.issued.map(|issued| issued.value),
            period: self.period.as_ref().map(|period| (period.first, period.last)),
            strikes: lead.and_then(|lead| lead.strikes).map(|strikes| strikes.value),
            engagements: lead.and_then(|lead| lead.engagements).map(|engagements| engagements.value),
            countries: countries.collect(),
            lines: self.lines.iter().map(line_facts).collect(),
            late: late.and_then(|late| {
                let engagements = late.engagements.map(|engagements| engagements.value);
                Some(LateFacts { strikes: late.strikes?.value, engagements })
            }),
        }
    }
}

fn line_facts(line: &Line) -> LineFacts {
    LineFacts {
        country: line.country.as_ref().map(|country| country.value.clone()),
        place: line.place.as_ref().map(|place| place.words.value.clone()),
        days: line.days.as_ref().map(|days| (days.first, days.last)),
        strikes: line.strikes.map(|strikes| strikes.value),
        engagements: line.engagements.map(|engagements| engagements.value),
        late: line.late,
        effects: line
            .effects
            .iter()
            .map(|effect| EffectFacts {
                verb: effect.verb.value.to_string(),
                count: effect.count.map(|count| count.value),
                target: effect.wording.clone(),
            })
            .collect(),
    }
}

/// Writes a release from its facts. Lines stand under their country; late lines come last, each with its day.
pub fn render(facts: &Facts) -> String {
    let mut out = format!("{RENDERED}\n");
    if let Some(number) = &facts.number {
        let _ = writeln!(out, "Release # {number}");
    }
    if let Some(issued) = facts.issued {
        let _ = writeln!(out, "{}", written(issued));
    }
    out.push('\n');
    let period = facts.period.map(|(first, last)| interval(first, last));
    if let Some(strikes) = facts.strikes {
        let when = period.as_ref().map_or(String::new(), |period| format!("{period}, "));
        let both = names(&facts.countries);
        let _ = writeln!(
            out,
            "{when}Coalition military forces conducted {}{both}.\n",
            total(strikes, facts.engagements)
        );
    }
    for country in &facts.countries {
        let when = period
            .as_ref()
            .filter(|_| facts.strikes.is_none())
            .map_or(String::new(), |period| format!("{period}, "));
        let what = total(country.strikes, country.engagements);
        let name = &country.country;
        let opening = if when.is_empty() { format!("In {name}, ") } else { format!("{when}in {name}, ") };
        let _ = writeln!(out, "{opening}Coalition military forces conducted {what} against ISIS targets.");
        for line in facts.lines.iter().filter(|line| !line.late && line.country.as_ref() == Some(name)) {
            out.push_str(&written_line(line, facts.period, false));
        }
        out.push('\n');
    }
    // Without a total no sentence has printed the period: each line then prints its own day.
    let printed = facts.period.filter(|_| facts.strikes.is_some() || !facts.countries.is_empty());
    let counted = |line: &&LineFacts| {
        facts.countries.iter().any(|country| line.country.as_ref() == Some(&country.country))
    };
    for line in facts.lines.iter().filter(|line| !line.late && !counted(line)) {
        out.push_str(&written_line(line, printed, true));
    }
    if let Some(late) = &facts.late {
        let what = total(late.strikes, late.engagements);
        let _ = writeln!(
            out,
            "\nAdditionally, {what} were conducted in Syria and Iraq that closed within the last 24 hours."
        );
    }
    for line in facts.lines.iter().filter(|line| line.late) {
        out.push_str(&written_line(line, None, true));
    }
    out
}

fn names(countries: &[CountryFacts]) -> String {
    match countries {
        // One country alone would make the lead its total.
        [] | [_] => " against ISIS targets".to_owned(),
        many => {
            let names: Vec<_> = many.iter().map(|country| country.country.as_str()).collect();
            format!(" against ISIS targets in {}", listed(&names))
        }
    }
}

fn total(strikes: u32, engagements: Option<u32>) -> String {
    let mut out = strikes_words(strikes);
    if let Some(engagements) = engagements {
        let _ =
            write!(out, " consisting of {} engagement{}", count::words(engagements), plural_s(engagements));
    }
    out
}

fn strikes_words(strikes: u32) -> String {
    match strikes {
        0 => "no strikes".to_owned(),
        strikes => format!("{} strike{}", count::words(strikes), plural_s(strikes)),
    }
}

const fn plural_s(count: u32) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// "Aug. 17, 2017"; a day without a year is written without it.
fn written(day: Day) -> String {
    const MONTHS: [&str; 12] =
        ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];
    let month = MONTHS.get(usize::from(day.month).wrapping_sub(1)).copied().unwrap_or("");
    match day.year {
        Some(year) => format!("{month} {}, {year}", day.day),
        None => format!("{month} {}", day.day),
    }
}

fn interval(first: Day, last: Day) -> String {
    if first == last {
        format!("On {}", written(first))
    } else {
        format!("From {} to {}", written(first), written(last))
    }
}

fn written_line(line: &LineFacts, period: Option<(Day, Day)>, with_country: bool) -> String {
    let mut opening = Vec::new();
    if line.late {
        opening.push("Additionally".to_owned());
    }
    if let Some((first, last)) = line.days.filter(|days| period != Some(*days)) {
        opening.push(interval(first, last));
    }
    if let Some(place) = &line.place {
        opening.push(format!("near {place}"));
    }
    if let Some(country) = line.country.as_ref().filter(|_| with_country || line.place.is_none()) {
        opening.push(if line.place.is_some() { country.clone() } else { format!("in {country}") });
    }
    let mut out = format!("* {}, ", opening.join(", "));
    match line.strikes {
        Some(strikes) => out.push_str(&total(strikes, line.engagements)),
        None => out.push_str("several strikes"),
    }
    if line.strikes == Some(0) || line.effects.is_empty() {
        out.push_str(" were reported");
    } else {
        let _ = write!(out, " {}", effects(&line.effects));
    }
    out.push_str(".\n");
    out
}

/// Effects with the same verb in a row share it; verbs are set apart by semicolons.
fn effects(effects: &[EffectFacts]) -> String {
    let groups = effects.chunk_by(|left, right| left.verb == right.verb).map(|group| {
        let items: Vec<_> = group.iter().map(item).collect();
        let items: Vec<_> = items.iter().map(String::as_str).collect();
        format!("{} {}", group[0].verb, listed(&items))
    });
    groups.collect::<Vec<_>>().join("; ")
}

fn item(effect: &EffectFacts) -> String {
    let name = &effect.target;
    match effect.count {
        Some(1) => {
            let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            format!("{article} {name}")
        }
        Some(count) => format!("{} {}", count::words(count), target::plural(name)),
        None => format!("ISIS {}", target::plural(name)),
    }
}

/// "a, b and c".
fn listed(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
