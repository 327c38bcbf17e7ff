//! Source, report and assertion: who said what, when, in which words. Judgments are elsewhere.

use super::{RawRow, Rules, gather, needed};
use crate::count::Count;
use crate::id::{AnnotationId, ItemId, ReportId, SourceId};
use crate::location::Location;
use crate::problem::Problem;
use crate::vocabulary::{Credibility, Polarity, Reliability, ReportOrigin, SourceKind};
use crate::when::When;
use serde::{Deserialize, Serialize};

/// Whoever says something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Name or label; a private person only by label.
    pub name: String,
    /// Name in Arabic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_ar: Option<String>,
    /// What kind of source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<SourceKind>,
    /// Address of the source itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Language tags the source publishes in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Reliability by topic (STANAG 2511); F where never judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reliability: Vec<Rating>,
    /// What the source has at stake; metadata, never an automatic discount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interests: Option<String>,
    /// How the source came to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<String>,
    /// The body this source belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<SourceId>,
    /// Credit to print wherever it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The imported row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawRow>,
}

/// Reliability of a source on one topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// What it was judged on.
    pub topic: String,
    /// A to F.
    pub reliability: Reliability,
}

impl Rules for Source {
    fn problems(&self) -> Vec<Problem> {
        needed(&self.name, "name").into_iter().collect()
    }
}

/// One source's account at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Who speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// Title, in our words unless quoted.
    pub title: String,
    /// Number or key printed on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What kind of account, as the source or dataset names it (report, denial, statement, policy...).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// When it was said or published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<When>,
    /// What period it speaks about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<When>,
    /// Address of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Address of a preserved copy elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive_url: Option<String>,
    /// The preserved item in which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// Language tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Its words, or ours where marked so in the note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Whether the source saw it; absent where not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_hand: Option<bool>,
    /// Where it is known to have its account from, where a person says more than `first_hand` does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<ReportOrigin>,
    /// Credibility 1 to 6 (STANAG 2511).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credibility: Option<Credibility>,
    /// Whether it shows graphic material.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub graphic: Option<bool>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The imported row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawRow>,
}

impl Rules for Report {
    fn problems(&self) -> Vec<Problem> {
        needed(&self.title, "title").into_iter().collect()
    }
}

/// One statement of a report: who did what to whom, where and when, as worded and as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assertion {
    /// The report it stands in.
    pub report: ReportId,
    /// The claim, in its words or in ours where the note says so.
    pub claim: String,
    /// What the statement is about (strike, victim, damage, official answer...).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Who speaks inside the report; private persons only by label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// The speaker's role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker_role: Option<String>,
    /// Asserted, denied or unsure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub polarity: Option<Polarity>,
    /// When it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<When>,
    /// When what it tells of happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<When>,
    /// Where what it tells of happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Numbers it gives, by category.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<CategoryCount>,
    /// Who did it, as worded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actors: Option<String>,
    /// What is known of its truth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification: Option<String>,
    /// Whether it was published, withheld and so on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication: Option<String>,
    /// The official answer to it, as worded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_position: Option<String>,
    /// Address of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The passage of an item in which it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annotation: Option<AnnotationId>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The imported row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawRow>,
}

/// A number of an account with what it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryCount {
    /// What is counted, such as `killed_civilians`, in the words of the dataset.
    pub category: String,
    /// How many.
    pub count: Count,
}

impl Rules for Assertion {
    fn problems(&self) -> Vec<Problem> {
        gather([
            needed(&self.claim, "claim").into_iter().collect(),
            self.location.iter().flat_map(|place| place.problems("location")).collect(),
            self.counts.iter().flat_map(|part| part.count.problems("counts")).collect(),
        ])
    }
}
