//! A text on its way in: read into a release with its lines, or into a monthly report with its figures and findings;
//! compared with what is held; kept by one [`crate::Work`].
//!
//! Reading keeps nothing: the same text gives the same draft again, so a form can carry the text from the preview to
//! the commit. What the text does not say stays absent. Start at [`read`], then [`Register::release_kin`] and
//! [`Register::keep_release`]; for files at [`Register::keep_texts`].

mod draft;
mod keep;
mod kin;
mod monthly;
mod resolve;

pub use draft::{Draft, Fields, STRIKE_RELEASE, STRIKE_SUMMARY, likely_definition, sha256};
pub use keep::{Kept, KeptText};
pub use kin::{Adds, Compared, Kin};
pub use monthly::MonthlyDraft;

use crate::error::Result;
use exchange::monthly::MonthlyReport;
use exchange::release::Release;

/// What a text was read as.
#[derive(Clone, Debug)]
pub enum Paste {
    /// A strike release.
    Release(Box<Draft>),
    /// A monthly civilian-casualty report.
    Monthly(Box<MonthlyDraft>),
    /// Neither: no total, line, figure or finding was found.
    Neither,
}

/// Reads a text as what it is.
///
/// # Errors
/// `record-refused` where a field beside the text is not understood.
pub fn read(text: &str, fields: &Fields) -> Result<Paste> {
    let release = exchange::release::parse(text);
    let report = exchange::monthly::parse(text);
    if is_monthly(&release, &report) {
        return monthly::draft(text, fields, report).map(|draft| Paste::Monthly(Box::new(draft)));
    }
    if release.lines.is_empty() && release.totals.is_empty() {
        return Ok(Paste::Neither);
    }
    draft::draft(text, fields, release).map(|draft| Paste::Release(Box::new(draft)))
}

/// A monthly report has findings or a ledger; a release has lines with places. Its totals alone do not tell, for
/// monthly reports print strikes to date.
fn is_monthly(release: &Release, report: &MonthlyReport) -> bool {
    let ledger = &report.ledger;
    let figures = [
        ledger.carried_over,
        ledger.received,
        ledger.completed,
        ledger.credible,
        ledger.non_credible,
        ledger.duplicate,
        ledger.open,
        report.cumulative.deaths_at_least,
        report.cumulative.reports,
    ];
    let figures = figures.iter().flatten().count();
    let places = release.lines.iter().filter(|line| line.place.is_some() && line.strikes.is_some()).count();
    let decided = report.findings.iter().filter(|finding| finding.outcome.is_some()).count();
    (decided > 0 && decided >= places) || (figures >= 2 && places == 0)
}
