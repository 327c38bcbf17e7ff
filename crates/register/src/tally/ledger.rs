//! The ledger of monthly reports: carried over, received, reopened, completed, left open. Checked, never repaired.
//!
//! A body that reports month by month states all of them; carried over + received − completed should be what is left
//! open, and what one month leaves open should be carried into the next. Whether reopened reports are counted among
//! the carried ones is not stated by the reports, so both readings are tried and the one that holds is named.
//! Start at [`Register::monthly_ledger`].

use super::Stated;
use crate::error::Result;
use crate::register::Register;
use crate::scope::Scope;
use domain::vocabulary::TallyKind;
use std::collections::{BTreeMap, BTreeSet};

const KINDS: [TallyKind; 6] = [
    TallyKind::ReportsCarriedOver,
    TallyKind::ReportsReceived,
    TallyKind::ReportsReopened,
    TallyKind::ReportsCompleted,
    TallyKind::ReportsOpenAtEnd,
    TallyKind::CiviliansKilled,
];

/// What adding up a month shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Balance {
    /// A figure is not stated.
    Open,
    /// Carried + received − completed is what is left open.
    Holds,
    /// It is only with the reopened reports added.
    HoldsWithReopened,
    /// It is neither; the sum is this.
    Breaks(i64),
}

/// One month of one body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Month {
    /// Who reports.
    pub body: String,
    /// The month, ISO.
    pub month: String,
    /// Open at its start.
    pub carried: Option<Stated>,
    /// New.
    pub received: Option<Stated>,
    /// Reopened.
    pub reopened: Option<Stated>,
    /// Assessed.
    pub completed: Option<Stated>,
    /// Open at its end.
    pub left: Option<Stated>,
    /// Civilians killed from the beginning to the end of the month, as the report of the month states it.
    pub killed: Option<Stated>,
    /// What the month before left open, where that month is held and this one states what it carried.
    pub left_before: Option<Stated>,
}

impl Month {
    /// Whether the month adds up.
    pub fn balance(&self) -> Balance {
        let (Some(carried), Some(received), Some(completed), Some(left)) = (
            figure(self.carried.as_ref()),
            figure(self.received.as_ref()),
            figure(self.completed.as_ref()),
            figure(self.left.as_ref()),
        ) else {
            return Balance::Open;
        };
        let sum = carried.saturating_add(received).saturating_sub(completed);
        let reopened = figure(self.reopened.as_ref());
        if sum == left {
            Balance::Holds
        } else if reopened.is_some_and(|reopened| sum.saturating_add(reopened) == left) {
            Balance::HoldsWithReopened
        } else {
            Balance::Breaks(sum)
        }
    }

    /// What the month before left open and what this one carried, where they differ.
    pub fn carry_break(&self) -> Option<(i64, i64)> {
        let (left, carried) = (figure(self.left_before.as_ref())?, figure(self.carried.as_ref())?);
        (left != carried).then_some((left, carried))
    }

    fn place(&mut self, stated: Stated) {
        let slot = match stated.tally.kind {
            TallyKind::CiviliansKilled => &mut self.killed,
            TallyKind::ReportsCarriedOver => &mut self.carried,
            TallyKind::ReportsReceived => &mut self.received,
            TallyKind::ReportsReopened => &mut self.reopened,
            TallyKind::ReportsCompleted => &mut self.completed,
            _ => &mut self.left,
        };
        // What was stated first stands; another statement of the same month is in the list.
        if slot.is_none() {
            *slot = Some(stated);
        }
    }
}

/// The figure of a tally that gives one number.
pub fn figure(stated: Option<&Stated>) -> Option<i64> {
    let count = &stated?.tally.count;
    count.min.filter(|min| count.max.is_none_or(|max| max == *min))
}

impl Register {
    /// Every month of every reporting body, oldest first; two statements.
    ///
    /// # Errors
    /// From the database.
    pub async fn monthly_ledger(&self, scope: Scope) -> Result<Vec<Month>> {
        let mut months: BTreeMap<(String, String), Month> = BTreeMap::new();
        let (ledger, killed): (Vec<Stated>, Vec<Stated>) = self
            .tallies_of(scope, &KINDS)
            .await?
            .into_iter()
            .partition(|stated| stated.tally.kind != TallyKind::CiviliansKilled);
        let bodies: BTreeSet<String> = ledger.iter().map(|stated| stated.tally.body.clone()).collect();
        let killed = killed.into_iter().filter(|stated| bodies.contains(&stated.tally.body));
        let placed = ledger.into_iter().map(|stated| (month_of(&stated), stated));
        for (month, stated) in placed.chain(killed.map(|stated| (month_reached(&stated), stated))) {
            let Some(month) = month else { continue };
            let key = (stated.tally.body.clone(), month.clone());
            let entry = months.entry(key).or_insert_with(|| Month {
                body: stated.tally.body.clone(),
                month,
                ..Month::default()
            });
            entry.place(stated);
        }
        let left: BTreeMap<(String, String), Stated> =
            months.iter().filter_map(|(key, month)| Some((key.clone(), month.left.clone()?))).collect();
        Ok(months
            .into_values()
            .map(|mut month| {
                let before = before(&month.month).and_then(|before| left.get(&(month.body.clone(), before)));
                month.left_before = before.filter(|_| month.carried.is_some()).cloned();
                month
            })
            .collect())
    }
}

/// The month a tally is about; figures since the beginning have a period with two ends.
fn month_of(stated: &Stated) -> Option<String> {
    let period = &stated.tally.period.as_ref()?.edtf;
    (period.len() == 7 && !period.contains('X')).then(|| period.clone())
}

/// The month up to which a report counts those killed since the beginning; figures that stand in no report, and those
/// of a part of the dead, belong to the list alone.
fn month_reached(stated: &Stated) -> Option<String> {
    let tally = &stated.tally;
    let (_, end) = tally.period.as_ref()?.edtf.split_once('/')?;
    let is_whole = tally.report.is_some() && tally.subgroup.is_none() && end.len() == 7 && !end.contains('X');
    is_whole.then(|| end.to_owned())
}

fn before(month: &str) -> Option<String> {
    let (year, number) = month.split_once('-')?;
    let (year, number): (i32, u32) = (year.parse().ok()?, number.parse().ok()?);
    Some(if number == 1 { format!("{}-12", year - 1) } else { format!("{year}-{:02}", number - 1) })
}
