//! What a release was read into. Every value is tied to its words ([`Stated`]); what the text does not say is
//! `None`, never 0. Not the register's own records: it converts these. Start at [`Release`].

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::scan::Span;

/// A value with the words it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Where its words stand in the text.
    pub span: Span,
}

/// A fixed word or sentence of ours: a code, a note, a hint.
pub type Fixed = Cow<'static, str>;

/// Something the reader of a release must know and nothing settled silently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable code, that of a [`super::Code`].
    pub code: Fixed,
    /// The words it is about.
    pub span: Span,
    /// What was found.
    pub detail: String,
    /// What a person can do.
    pub hint: Fixed,
}

/// How the year of a day was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum YearFrom {
    /// Printed with the day.
    Printed,
    /// The latest year that puts the day not after the issue date.
    IssueDate,
    /// The year printed in the lead.
    Lead,
    /// Not settled: the year is unknown.
    Unresolved,
}

/// Where the words of a day stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatedIn {
    /// In the sentence itself.
    Sentence,
    /// In the total above it.
    Total,
    /// In the lead of the release.
    Lead,
}

/// Days, as one or more intervals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// First day of all intervals.
    pub first: Day,
    /// Last day of all intervals.
    pub last: Day,
    /// Each printed interval, first and last day; more than one for "June 24 and 26".
    pub intervals: Vec<(Day, Day)>,
    /// The words.
    pub span: Span,
    /// How the year was settled.
    pub year_from: YearFrom,
    /// Where the words stand.
    pub stated_in: StatedIn,
}

/// What a total counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// All countries of the release.
    All,
    /// One country, in its usual English name.
    Country(String),
}

/// A stated total of strikes: of the release, of a country, of a country on a day, or of a late block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// What it counts.
    pub scope: Scope,
    /// The days it covers, if known.
    pub days: Option<When>,
    /// Strikes; a stated "no strikes" is 0.
    pub strikes: Option<Stated<u32>>,
    /// Engagements, if printed.
    pub engagements: Option<Stated<u32>>,
    /// Strikes of earlier days, added in this release and not part of its other totals.
    pub late: bool,
    /// The whole sentence.
    pub span: Span,
}

/// One verb with one kind of target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// In its plain past form: engaged, destroyed, damaged, suppressed, struck, ...
    pub verb: Stated<Fixed>,
    /// How many; `None` when the text gives no number.
    pub count: Option<Stated<u32>>,
    /// Words before the target that qualify it: large, separate, ISIS-held, ...
    pub modifiers: Vec<Stated<String>>,
    /// The force named with it: ISIL, ISIS, Daesh.
    pub force: Option<Stated<String>>,
    /// The target as worded.
    pub target: Stated<String>,
    /// The target as worded, singular, in small letters, without its abbreviation in brackets.
    pub wording: String,
    /// The term of the target vocabulary; `None` when the wording is not in it.
    pub term: Option<Fixed>,
    /// The group of the term.
    pub group: Option<Fixed>,
    /// The whole item, count to target.
    pub span: Span,
}

/// A place as worded; nothing is resolved here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The name as printed.
    pub words: Stated<String>,
    /// Near, in, south of, ...: `None` for a bare name.
    pub relation: Option<Stated<String>>,
}

/// How a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bullet {
    /// `--`, as in DoD News.
    DoubleDash,
    /// `*`, as in the task force's numbered originals.
    Asterisk,
    /// `•`.
    Dot,
    /// `-`.
    Dash,
    /// No mark.
    None,
}

/// One place (or country) with its strikes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The mark it begins with.
    pub bullet: Bullet,
    /// Country, from the line, its total or its heading.
    pub country: Option<Stated<String>>,
    /// Place as worded; `None` for lines that name only a country.
    pub place: Option<Place>,
    /// Its own days, or those of its total or the lead.
    pub days: Option<When>,
    /// Strikes; `None` when the words give no number.
    pub strikes: Option<Stated<u32>>,
    /// Engagements, if printed for the line.
    pub engagements: Option<Stated<u32>>,
    /// What the strikes did, as worded.
    pub effects: Vec<Effect>,
    /// The line belongs to a late block.
    pub late: bool,
    /// Index in [`Release::totals`] of the total it stands under.
    pub under: Option<usize>,
    /// The whole line.
    pub span: Span,
}

/// What a stretch of the text is. Passages do not overlap; what lies between them is white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassageKind {
    /// Command, date line, release number, title.
    Header,
    /// "Strikes in Syria" and the like.
    Heading,
    /// The sentence of a total: index in [`Release::totals`].
    Total(usize),
    /// A line: index in [`Release::lines`].
    Line(usize),
    /// The published definition of a strike.
    Definition,
    /// A correction of something printed before.
    Correction,
    /// Standing text.
    Boilerplate,
    /// Kept and not read.
    Unread,
}

/// A stretch of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: PassageKind,
}

/// What a piece of the text was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The release number.
    Number,
    /// The title.
    Title,
    /// A date or interval.
    Day,
    /// A country.
    Country,
    /// A place name.
    Place,
    /// The words between a place and its line: near, south of.
    Relation,
    /// A number of strikes.
    Strikes,
    /// A number of engagements.
    Engagements,
    /// A verb of effect.
    Verb,
    /// A number of targets.
    Count,
    /// A word that qualifies a target.
    Modifier,
    /// ISIL, ISIS, Daesh.
    Force,
    /// A target.
    Target,
    /// A bullet.
    Bullet,
    /// Grammar that was understood and holds no value.
    Grammar,
    /// Definition, boilerplate and headings, recognised as such.
    Standing,
    /// Kept and not read.
    Remainder,
}

/// A piece of the text; the pieces of a release tile it without gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Where it stands.
    pub span: Span,
    /// What it was read as.
    pub class: Class,
    /// Index in [`Release::passages`] of the passage that holds it.
    pub passage: Option<usize>,
}

/// The publisher's wording, told from the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// Numbered original of the task force, `*` lines.
    TaskForce,
    /// Rewritten by DoD News, `--` lines.
    DefenceNews,
    /// Country totals of a period, without places.
    PeriodSummary,
    /// Not told.
    Unknown,
}

/// One sum, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SumCheck {
    /// Stable key: `lead-strikes`, `country-strikes`, `day-strikes`, `late-strikes` and the same for engagements.
    pub what: Fixed,
    /// What the stated total counts.
    pub scope: Scope,
    /// The days of the stated total.
    pub days: Option<(Day, Day)>,
    /// The printed total.
    pub stated: u32,
    /// The addends in order of the text, with what is known of each.
    pub addends: Vec<Option<u32>>,
    /// Their sum; `None` when an addend is unknown or there is none.
    pub added: Option<u64>,
    /// The words of the printed total.
    pub span: Span,
    /// `None`: cannot be checked.
    pub agrees: Option<bool>,
    /// Why it cannot be checked or how it differs; empty when it agrees.
    pub note: String,
}

/// That a release changes what an earlier one said of a day. Both stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// `adds` (a late line) or `corrects`.
    pub kind: AmendmentKind,
    /// The day it is about, if told.
    pub days: Option<When>,
    /// The line that adds, index in [`Release::lines`].
    pub line: Option<usize>,
    /// The words.
    pub span: Span,
}

/// How an earlier release is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AmendmentKind {
    /// Strikes are added to a day of an earlier release.
    Adds,
    /// An earlier statement is said to be wrong.
    Corrects,
}

/// A strike release, read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Bytes of the text it was read from.
    pub bytes: usize,
    /// `20170818-01`.
    pub number: Option<Stated<String>>,
    /// Issue date.
    pub issued: Option<Stated<Day>>,
    /// Title line.
    pub title: Option<Span>,
    /// Wording by form.
    pub wording: Wording,
    /// Days of the lead total.
    pub period: Option<When>,
    /// Totals in order of the text.
    pub totals: Vec<Total>,
    /// Lines in order of the text.
    pub lines: Vec<Line>,
    /// Late additions and corrections.
    pub amendments: Vec<Amendment>,
    /// The text in stretches.
    pub passages: Vec<Passage>,
    /// Every sum that could be tried.
    pub sums: Vec<SumCheck>,
    /// What was doubtful.
    pub problems: Vec<Problem>,
    /// Words that were read, in order and without overlap.
    pub(super) marks: Vec<(Span, Class)>,
}
