//! Incidents that may be the same event as one being entered or looked at: suggestions with their reasons, never more.
//!
//! The database gives the incidents of about the same day; the rest is computed from their bodies, so that both
//! databases suggest the same. Start at [`Register::similar_incidents`].

use crate::error::Result;
use crate::limits::{SIMILAR_READ_MAX, SIMILAR_SHOWN_MAX};
use crate::record::{RECORD, Record, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::fold::{fold, search_keys};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::location::{Location, Point};
use domain::record::Incident;
use domain::when::When;
use exchange::coordinates::distance_m;
use std::collections::BTreeSet;

/// How far apart two points of one event may lie, metres.
pub const NEAR_M: u32 = 10_000;

/// Words that say nothing about which event it is.
const PLAIN_WORDS: [&str; 24] = [
    "the",
    "of",
    "in",
    "at",
    "on",
    "and",
    "by",
    "near",
    "al",
    "el",
    "ar",
    "as",
    "ad",
    "an",
    "strike",
    "strikes",
    "airstrike",
    "airstrikes",
    "attack",
    "killed",
    "civilians",
    "في",
    "من",
    "على",
];

/// Words that both must share, beside the day, where nothing is known of the place.
const WORDS_SHARED_MIN: usize = 2;

/// What is known of an event that may be held already.
#[derive(Clone, Debug, Default)]
pub struct Sketch {
    /// The record itself, where it is one already; it is never similar to itself.
    pub id: Option<RecordId>,
    /// When.
    pub when: Option<When>,
    /// Where.
    pub location: Option<Location>,
    /// Title or other words.
    pub words: String,
}

impl Sketch {
    /// Of an incident that is held.
    pub fn of(id: RecordId, incident: &Incident) -> Self {
        let words = [Some(&incident.title), incident.title_ar.as_ref()];
        let words = words.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
        Self { id: Some(id), when: incident.when.clone(), location: incident.location.clone(), words }
    }
}

/// Why an incident may be the same event, beside its day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The points lie so many whole kilometres apart.
    Near {
        /// Kilometres, rounded up.
        km: i64,
    },
    /// A place of the same name, in either script.
    SamePlace {
        /// The place as the other record names it.
        words: String,
    },
    /// Words of the title in common.
    Words {
        /// The words, folded.
        shared: Vec<String>,
    },
}

/// An incident that may be the same event.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar {
    /// The incident.
    pub incident: Record,
    /// Days between the two first days: 0 or 1.
    pub days_apart: i64,
    /// Why; at least one.
    pub likeness: BTreeSet<Likeness>,
}

impl Register {
    /// Incidents of the same day or the one before or after, that are near, at a place of the same name or described
    /// in similar words: the likest first, at most [`SIMILAR_SHOWN_MAX`]. One statement. Without a day there are none.
    ///
    /// # Errors
    /// From the database.
    pub async fn similar_incidents(&self, scope: Scope, sketch: &Sketch) -> Result<Vec<Similar>> {
        let days = sketch.when.as_ref().and_then(|when| Some((when.first_day()?, when.last_day()?)));
        let Some((first, last)) = days.filter(|_| sketch.location.is_some() || !sketch.words.is_empty())
        else {
            return Ok(Vec::new());
        };
        let (Some(from), Some(to)) = (moved(&first, -1), moved(&last, 1)) else { return Ok(Vec::new()) };
        let (Some(lower), Some(upper)) = (moved(&from, -1), moved(&to, 3)) else { return Ok(Vec::new()) };
        let sql = format!(
            "select {RECORD}, r.day_start from incident r
             where r.project = $1 and coalesce(r.earliest, '') >= $2 and coalesce(r.earliest, '') < $3
               and r.merged_into is null and r.day_start >= $4 and r.day_start <= $5 and r.id <> $6{}
             order by coalesce(r.earliest, ''), r.id limit {SIMILAR_READ_MAX}",
            scope.sees("r")
        );
        let own = sketch.id.map_or(uuid::Uuid::nil(), |id| id.0);
        let values =
            vec![scope.project.0.into(), lower.into(), upper.into(), from.into(), to.into(), own.into()];
        let seen = Seen::of(sketch.location.as_ref(), &sketch.words);
        let mut similar = Vec::new();
        for row in self.db.rows_of(sql, values).await? {
            let incident = record_of(Kind::Incident, &row)?;
            let Ok(read) = incident.read::<Incident>() else { continue };
            let likeness = seen.likeness(&read);
            if !likeness.is_empty() {
                let days_apart = i64::from(row.maybe_text(5)?.as_deref() != Some(first.as_str()));
                similar.push(Similar { incident, days_apart, likeness });
            }
        }
        similar
            .sort_by_key(|each| (std::cmp::Reverse(each.likeness.len()), each.days_apart, each.incident.id));
        similar.truncate(SIMILAR_SHOWN_MAX);
        Ok(similar)
    }
}

/// What is compared of an event.
struct Seen {
    point: Option<Point>,
    places: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Seen {
    fn of(location: Option<&Location>, words: &str) -> Self {
        let place = |text: Option<&String>| text.map(|text| place_keys(text)).unwrap_or_default();
        let mut places = place(location.and_then(|location| location.words.as_ref()));
        places.extend(place(location.and_then(|location| location.words_ar.as_ref())));
        let words = telling(words);
        Self { point: location.and_then(|location| location.point), places, words }
    }

    fn likeness(&self, other: &Incident) -> BTreeSet<Likeness> {
        let location = other.location.as_ref();
        let title = format!("{} {}", other.title, other.title_ar.as_deref().unwrap_or_default());
        let seen = Self::of(location, &title);
        let mut likeness = BTreeSet::new();
        if let (Some(one), Some(two)) = (self.point, seen.point) {
            let metres = distance_m(one, two);
            if metres <= f64::from(NEAR_M) {
                likeness.insert(Likeness::Near { km: kilometres(metres) });
            }
        }
        if self.places.intersection(&seen.places).next().is_some() {
            let words = location.and_then(|place| place.words.clone().or_else(|| place.words_ar.clone()));
            likeness.insert(Likeness::SamePlace { words: words.unwrap_or_default() });
        }
        let shared: Vec<String> = self.words.intersection(&seen.words).cloned().collect();
        if shared.len() >= WORDS_SHARED_MIN {
            likeness.insert(Likeness::Words { shared });
        }
        likeness
    }
}

/// A place's name whole, folded, and the keys under which the same name is found in the other script. The first part
/// of `Hajin, Deir ez-Zor` names the place; what follows says in what it lies.
fn place_keys(text: &str) -> BTreeSet<String> {
    let name = text.split([',', '،', ';', '(']).next().unwrap_or(text).trim();
    let folded = fold(name);
    if folded.is_empty() {
        return BTreeSet::new();
    }
    // Keys of single words of a longer name would make every "village" one place.
    let mut keys = BTreeSet::from([folded.clone()]);
    let telling_words = folded.split(' ').filter(|word| !PLAIN_WORDS.contains(word)).count();
    if telling_words <= 1 {
        keys.extend(search_keys(name));
    }
    keys
}

fn telling(text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    let words = folded.split(' ').filter(|word| word.chars().count() > 2 && !PLAIN_WORDS.contains(word));
    words.map(str::to_owned).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a distance on the earth, rounded up")]
fn kilometres(metres: f64) -> i64 {
    (metres / 1000.0).ceil() as i64
}

fn moved(day: &str, days: i64) -> Option<String> {
    let day: jiff::civil::Date = day.parse().ok()?;
    Some(day.checked_add(jiff::Span::new().days(days)).ok()?.to_string())
}
