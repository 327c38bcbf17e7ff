//! What a monthly report was read into. Every value has its words; what the text does not say is `None`.
//! Start at [`MonthlyReport`].

use serde::{Deserialize, Serialize};

use crate::release::{Class, Day, Fixed, Passage, Problem, Span, Stated, When};

/// The report as a ledger of allegations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Open reports carried over from earlier months.
    pub carried_over: Option<Stated<u32>>,
    /// New reports.
    pub received: Option<Stated<u32>>,
    /// Assessments completed.
    pub completed: Option<Stated<u32>>,
    /// Of those, credible.
    pub credible: Option<Stated<u32>>,
    /// Of those, non-credible: not enough evidence, which is not "false".
    pub non_credible: Option<Stated<u32>>,
    /// Of those, duplicates.
    pub duplicate: Option<Stated<u32>>,
    /// Reports reopened.
    pub reopened: Option<Stated<u32>>,
    /// Open at the end.
    pub open: Option<Stated<u32>>,
    /// Deaths in the month's credible reports.
    pub deaths: Option<Stated<u32>>,
    /// Injured in them.
    pub injured: Option<Stated<u32>>,
}

/// Totals since the beginning of the operation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cumulative {
    /// Strikes; the definition differs from that of strike releases.
    pub strikes: Option<Stated<u32>>,
    /// Engagements.
    pub engagements: Option<Stated<u32>>,
    /// Reports of possible civilian casualties.
    pub reports: Option<Stated<u32>>,
    /// Of those, credible.
    pub credible: Option<Stated<u32>>,
    /// "At least N civilians have been unintentionally killed": a lower bound, as printed.
    pub deaths_at_least: Option<Stated<u32>>,
}

/// The outcome of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// More likely than not, a strike caused civilian casualties.
    Credible,
    /// Not enough evidence to say so.
    NonCredible,
    /// Already counted.
    Duplicate,
}

/// One numbered finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Running number as printed.
    pub item: Option<Stated<u32>>,
    /// Date of the event as printed.
    pub days: Option<When>,
    /// Place words without "near".
    pub place: Option<Stated<String>>,
    /// Country.
    pub country: Option<Stated<String>>,
    /// Who brought the report, as printed after "via".
    pub via: Option<Stated<String>>,
    /// Outcome, from the heading above or from the words.
    pub outcome: Option<Stated<Outcome>>,
    /// Reason, as a code of the vocabulary of findings.
    pub reason: Option<Stated<Fixed>>,
    /// Deaths conceded.
    pub killed: Option<Stated<u32>>,
    /// Injured conceded.
    pub injured: Option<Stated<u32>>,
    /// Grid reference as printed.
    pub mgrs: Option<Stated<String>>,
    /// Side of its box in metres, from the number of digits.
    pub mgrs_box_m: Option<u32>,
    /// Case number as printed.
    pub case_number: Option<Stated<String>>,
    /// The finding's words after the colon.
    pub words: Span,
    /// The whole item.
    pub span: Span,
}

/// One identity of the ledger, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerCheck {
    /// Stable key: `open-at-end`, `completed-parts`, or `carried-over`, `deaths` between two months.
    pub what: Fixed,
    /// As printed.
    pub stated: u32,
    /// By arithmetic; `None` when a part is not printed.
    pub computed: Option<i64>,
    /// The words of the printed number.
    pub span: Span,
    /// `None`: cannot be checked.
    pub agrees: Option<bool>,
    /// Why not, or how it differs; empty when it simply agrees.
    pub note: String,
}

/// A monthly civilian-casualty report, read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthlyReport {
    /// Bytes of the text it was read from.
    pub bytes: usize,
    /// Day of publication, if printed in the head.
    pub published: Option<Stated<Day>>,
    /// Month it covers, if named: the year may be unknown.
    pub month: Option<Stated<(Option<i16>, u8)>>,
    /// The month's ledger.
    pub ledger: Ledger,
    /// Totals since the beginning.
    pub cumulative: Cumulative,
    /// Numbered findings.
    pub findings: Vec<Finding>,
    /// Identities checked.
    pub checks: Vec<LedgerCheck>,
    /// What was doubtful.
    pub problems: Vec<Problem>,
    /// The text in stretches; a finding's passage is [`crate::release::PassageKind::Line`] with its index.
    pub passages: Vec<Passage>,
    pub(super) marks: Vec<(Span, Class)>,
}
