//! Official strike releases and their lines, as facts tied to spans of the text. Reading a text into them is the
//! work of the exchange engine.

use super::{RawRow, Rules, gather, needed};
use crate::id::{PlaceId, ReleaseId};
use crate::problem::Problem;
use crate::vocabulary::{EffectVerb, TargetTerm};
use crate::when::When;
use serde::{Deserialize, Serialize};

/// Bytes `start..end` of the release's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// First byte.
    pub start: i64,
    /// One past the last byte.
    pub end: i64,
}

/// Whose words the text of a release is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextOrigin {
    /// The publisher's.
    Original,
    /// Composed by this program from facts typed by hand; shown as such.
    RenderedFromFacts,
}

/// A printed total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Total {
    /// What it covers: `both`, `late`, a country as printed, or `late` and a country.
    pub scope: String,
    /// Strikes printed; absent where not printed or not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strikes: Option<i64>,
    /// Engagements printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engagements: Option<i64>,
    /// The days it covers, where a release totals several days one by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Where in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// One official release, period summary, or part of one quoted elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// Who issued or relayed it.
    pub publisher: String,
    /// Our key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Number as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Day of issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<When>,
    /// Days covered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<When>,
    /// Which published meaning of "strike" applies; counts of different definitions are never added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// Printed totals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub totals: Vec<Total>,
    /// Days the late part covers, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_period_words: Option<String>,
    /// The release of which this is another wording: the same event, counted once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rendition_of: Option<ReleaseId>,
    /// What the sums show, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum_note: Option<String>,
    /// The text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whose words the text is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_origin: Option<TextOrigin>,
    /// SHA-256 of the text as pasted or read, hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_sha256: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The imported row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawRow>,
}

impl Rules for Release {
    fn problems(&self) -> Vec<Problem> {
        let mut problems: Vec<_> = needed(&self.publisher, "publisher").into_iter().collect();
        let length = self.text.as_ref().map_or(0, |text| i64::try_from(text.len()).unwrap_or(i64::MAX));
        if self.totals.iter().filter_map(|total| total.span).any(|span| !span.is_within(length)) {
            problems.push(Problem::refuse("span-outside-text", "totals"));
        }
        if self.totals.iter().any(|total| total.strikes < Some(0) && total.strikes.is_some()) {
            problems.push(Problem::refuse("count-below-zero", "totals"));
        }
        problems
    }
}

impl Span {
    /// Whether it lies inside a text of `length` bytes.
    pub const fn is_within(self, length: i64) -> bool {
        0 <= self.start && self.start <= self.end && self.end <= length
    }
}

/// One line of a release: a place, a day or interval, a number of strikes. The strikes of a line are that many
/// unknown events, not one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseLine {
    /// The release.
    pub release: ReleaseId,
    /// Running number in it, from 1.
    pub position: i64,
    /// Country printed or implied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Place words as printed; absent on a country total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_words: Option<String>,
    /// The place they mean, once somebody resolved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// Day or interval. A release's day is not a local day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Strikes; 0 where the release says that there were none; absent is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strikes: Option<i64>,
    /// Engagements, if printed for this line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engagements: Option<i64>,
    /// Strikes of an earlier day added later: not part of the release's day total.
    #[serde(default)]
    pub late_addition: bool,
    /// A total of a country and period: no place, no single day (invariant 13).
    #[serde(default)]
    pub period_total: bool,
    /// What the strikes are said to have done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
    /// Where in the release's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The imported row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawRow>,
}

/// One verb, number and target of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// What was done.
    pub verb: EffectVerb,
    /// How many; absent where printed without a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// Words of the target as printed, or the typed term.
    pub words: String,
    /// Normalised term; absent where none fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<TargetTerm>,
    /// Where in the release's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

impl Rules for ReleaseLine {
    fn problems(&self) -> Vec<Problem> {
        let place = (self.period_total && self.place_words.is_some())
            .then(|| Problem::refuse("period-line-names-place", "place_words"));
        let negative = (self.strikes.is_some_and(|n| n < 0) || self.engagements.is_some_and(|n| n < 0))
            .then(|| Problem::refuse("count-below-zero", "strikes"));
        gather([place.into_iter().collect(), negative.into_iter().collect()])
    }
}
