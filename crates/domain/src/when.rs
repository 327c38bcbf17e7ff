//! When something happened, as far as anybody says: a statement in EDTF, its zone, and the UTC bounds outside
//! which it cannot lie.
//!
//! A month stays a month and a release's day is not a local day: nothing here makes a statement finer than it
//! is. It reads no clock. Start at [`When::from_edtf`].

use crate::edtf::{Edtf, End, Span};
use crate::limits::{OFFSET_HOURS_MAX, OFFSET_HOURS_MIN, WHEN_FIRST, WHEN_LAST};
use crate::vocabulary::PartOfDay;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Every code this module can give.
pub const CODES: &[&str] = &[
    "date-does-not-exist",
    "date-not-understood",
    "date-too-long",
    "when-bounds-not-valid",
    "when-empty",
    "when-out-of-order",
    "zone-not-known",
];

/// Why a statement of time is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not EDTF, or a part of EDTF that is not read here.
    #[error("{edtf:?} is not a date this register reads")]
    NotUnderstood {
        /// The text given.
        edtf: String,
    },
    /// Well-formed, and no such day in the calendar.
    #[error("there is no day {edtf:?}")]
    NoSuchDay {
        /// The text given.
        edtf: String,
    },
    /// The interval ends before it starts.
    #[error("{edtf:?} ends before it starts")]
    OutOfOrder {
        /// The text given.
        edtf: String,
    },
    /// Neither end is known.
    #[error("{edtf:?} says nothing")]
    Empty {
        /// The text given.
        edtf: String,
    },
    /// Longer than any statement of time.
    #[error("a date has at most {chars_max} characters")]
    TooLong {
        /// The limit, characters.
        chars_max: usize,
    },
    /// Not `utc`, `unknown` or a name of the IANA time zone database.
    #[error("{zone:?} is not a known time zone")]
    ZoneNotKnown {
        /// The text given.
        zone: String,
    },
    /// Bounds that are not UTC seconds in fixed width, or in the wrong order.
    #[error("the bounds {earliest:?} and {latest:?} are not valid")]
    BoundsNotValid {
        /// Earliest bound as stored.
        earliest: String,
        /// Latest bound as stored.
        latest: String,
    },
}

impl Error {
    /// The stable code, one of [`CODES`].
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotUnderstood { .. } => "date-not-understood",
            Self::NoSuchDay { .. } => "date-does-not-exist",
            Self::OutOfOrder { .. } => "when-out-of-order",
            Self::Empty { .. } => "when-empty",
            Self::TooLong { .. } => "date-too-long",
            Self::ZoneNotKnown { .. } => "zone-not-known",
            Self::BoundsNotValid { .. } => "when-bounds-not-valid",
        }
    }
}

/// The zone in which the words of a statement are to be read. Text in records: `utc`, `unknown` or an IANA name
/// in the database's own spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Zone {
    /// A name of the IANA database such as `Asia/Damascus`; made by [`Zone::parse`].
    Named(String),
    /// UTC.
    Utc,
    /// Nobody said; the bounds are wide enough for every zone.
    #[default]
    Unknown,
}

impl Zone {
    /// Reads `utc`, `unknown` or an IANA name in any case.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "utc" | "UTC" | "Z" => Ok(Self::Utc),
            "" | "unknown" => Ok(Self::Unknown),
            _ => {
                let not_known = || Error::ZoneNotKnown { zone: text.to_owned() };
                let zone = named(text).ok_or_else(not_known)?;
                zone.iana_name().map(|name| Self::Named(name.to_owned())).ok_or_else(not_known)
            }
        }
    }

    /// The text that records hold.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Named(name) => name,
            Self::Utc => "utc",
            Self::Unknown => "unknown",
        }
    }

    /// The earliest instant a local time can be in this zone.
    fn earliest(&self, local: DateTime) -> Option<Timestamp> {
        let [first, second] = self.instants(local)?;
        Some(first.min(second))
    }

    /// The latest instant a local time can be in this zone.
    fn latest(&self, local: DateTime) -> Option<Timestamp> {
        let [first, second] = self.instants(local)?;
        Some(first.max(second))
    }

    /// Both readings of a local time: they differ where a clock change repeats or skips it, or nobody knows the
    /// zone.
    fn instants(&self, local: DateTime) -> Option<[Timestamp; 2]> {
        match self {
            Self::Named(name) => {
                let zone = named(name)?;
                let reading = zone.to_ambiguous_timestamp(local);
                Some([reading.earlier().ok()?, reading.later().ok()?])
            }
            Self::Utc => Offset::UTC.to_timestamp(local).ok().map(|instant| [instant; 2]),
            Self::Unknown => {
                let at = |hours| Offset::constant(hours).to_timestamp(local).ok();
                Some([at(OFFSET_HOURS_MAX)?, at(OFFSET_HOURS_MIN)?])
            }
        }
    }
}

/// From the bundled database only, so that the machine's own zone files never change a record.
fn named(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

impl std::fmt::Display for Zone {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// A statement of time with its bounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The statement in EDTF, as fine as it was made and no finer.
    pub edtf: String,
    /// The zone in which it is to be read.
    pub zone: Zone,
    /// First second it can be, UTC, RFC 3339 such as `2017-06-10T00:00:00Z`; `0000-01-01T00:00:00Z` where open.
    pub earliest: String,
    /// Last second it can be, inclusive, in the same form; `9999-12-31T23:59:59Z` where open.
    pub latest: String,
    /// The part of the day, where no clock time was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of_day: Option<PartOfDay>,
    /// The words used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl When {
    /// Reads a statement and computes its bounds. The part of the day narrows them where no clock time was given;
    /// an offset printed in the text wins over `zone`.
    pub fn from_edtf(
        edtf: &str,
        zone: Zone,
        part_of_day: Option<PartOfDay>,
        words: Option<String>,
    ) -> Result<Self, Error> {
        let edtf = edtf.trim();
        let statement = Edtf::parse(edtf)?;
        let Edtf { start, end } = narrowed(statement, part_of_day);
        let earliest = bound(start, &zone, |span| span.first, Zone::earliest, WHEN_FIRST);
        let latest = bound(end, &zone, |span| span.last, Zone::latest, WHEN_LAST);
        if earliest > latest {
            return Err(Error::OutOfOrder { edtf: edtf.to_owned() });
        }
        Ok(Self { edtf: edtf.to_owned(), zone, earliest, latest, part_of_day, words })
    }

    /// One day such as `2017-06-10`, or any other statement without words.
    pub fn day(day: &str, zone: Zone) -> Result<Self, Error> {
        Self::from_edtf(day, zone, None, None)
    }

    /// Checks a stored value: its text is read and its bounds are fixed-width UTC seconds in order. The bounds are
    /// not computed again, because the rules of a zone may have changed since.
    pub fn check(&self) -> Result<(), Error> {
        Edtf::parse(&self.edtf)?;
        let seconds = |text: &str| {
            [WHEN_FIRST, WHEN_LAST].contains(&text)
                || text.parse::<Timestamp>().is_ok_and(|instant| written(instant) == text)
        };
        if seconds(&self.earliest) && seconds(&self.latest) && self.earliest <= self.latest {
            return Ok(());
        }
        Err(Error::BoundsNotValid { earliest: self.earliest.clone(), latest: self.latest.clone() })
    }

    /// Whether both statements can be true of one moment.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.earliest <= other.latest && other.earliest <= self.latest
    }

    /// The first local date of the statement, such as `2017-06-01` of `2017-06`; `None` where it is open.
    pub fn first_day(&self) -> Option<String> {
        let span = Edtf::parse(&self.edtf).ok()?.start.span()?;
        Some(span.first.date().to_string())
    }

    /// The last local date of the statement; `None` where it is open.
    pub fn last_day(&self) -> Option<String> {
        let span = Edtf::parse(&self.edtf).ok()?.end.span()?;
        Some(span.last.date().to_string())
    }

    /// Whether the statement is of one local date.
    pub fn is_one_day(&self) -> bool {
        self.first_day().is_some_and(|first| self.last_day() == Some(first))
    }
}

/// The local ends after the part of the day is taken into account. Two adjacent days with "during the night" or
/// "around midnight" are the night between them ("overnight 20-21 March").
fn narrowed(statement: Edtf, part_of_day: Option<PartOfDay>) -> Edtf {
    let Some(part) = part_of_day else { return statement };
    let (first_hour, last_hour) = if is_night_between(statement, part) {
        let (start, end) = part.hours();
        (start, end - 24)
    } else {
        part.reach()
    };
    let hours = |day: Date, hours: i8| {
        day.to_datetime(jiff::civil::Time::midnight())
            .saturating_add(SignedDuration::from_hours(i64::from(hours)))
    };
    let with = |end: End, change: &dyn Fn(Span) -> Span| match end {
        End::At(span) if !span.has_time => End::At(change(span)),
        other => other,
    };
    Edtf {
        start: with(statement.start, &|span| Span { first: hours(span.first.date(), first_hour), ..span }),
        end: with(statement.end, &|span| Span {
            last: hours(span.last.date(), last_hour).saturating_sub(SignedDuration::from_secs(1)),
            ..span
        }),
    }
}

fn is_night_between(statement: Edtf, part: PartOfDay) -> bool {
    let (Some(start), Some(end)) = (statement.start.span(), statement.end.span()) else { return false };
    matches!(part, PartOfDay::DuringTheNight | PartOfDay::AroundMidnight)
        && start.first.date().tomorrow().is_ok_and(|next| next == end.last.date())
}

/// The UTC text of one end; `open` where there is no date or it lies beyond what four digits of a year can say.
fn bound(
    end: End,
    zone: &Zone,
    local: impl Fn(Span) -> DateTime,
    instant: impl Fn(&Zone, DateTime) -> Option<Timestamp>,
    open: &str,
) -> String {
    let Some(span) = end.span() else { return open.to_owned() };
    let instant = match span.offset {
        Some(offset) => offset.to_timestamp(local(span)).ok(),
        None => instant(zone, local(span)),
    };
    instant.map(written).filter(|text| text.len() == open.len()).unwrap_or_else(|| open.to_owned())
}

/// Fixed width, whole seconds, UTC. Years before 0 come out longer, which [`bound`] takes as open.
fn written(instant: Timestamp) -> String {
    Timestamp::from_second(instant.as_second())
        .map_or_else(|_| WHEN_LAST.to_owned(), |whole| whole.to_string())
}
