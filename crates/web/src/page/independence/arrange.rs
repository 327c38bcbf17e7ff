//! The order in which reports are drawn: origins first, under each what shares it or derives from it.

use domain::id::RecordId;
use domain::vocabulary::OriginTie;
use register::incident::OriginsFile;
use std::collections::{BTreeMap, BTreeSet};

/// One report in the order of the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// The report.
    pub report: RecordId,
    /// Ties between it and its origin.
    pub depth: usize,
    /// The place it hangs from.
    pub above: Option<usize>,
    /// Place in the file's ties of the one that holds it there.
    pub tie: Option<usize>,
}

/// Every report once: leads of established origins, then assumed ones, then what counts for nothing.
pub(super) fn arrange(file: &OriginsFile) -> Vec<Placed> {
    let below = below(file);
    let mut starts: Vec<RecordId> = Vec::new();
    for is_established in [true, false] {
        let roots = file.origins.independence.roots.iter().filter(|root| root.established == is_established);
        let mut leads: Vec<RecordId> = roots.map(|root| RecordId(root.lead.0)).collect();
        leads.sort_by_key(|lead| (day(file, *lead), *lead));
        starts.extend(leads);
    }
    let derived: BTreeSet<RecordId> =
        file.origins.ties.iter().filter(|tie| is_derived(tie)).map(|tie| tie.from).collect();
    let all = file.origins.independence.reports.iter().map(|traced| RecordId(traced.report.0));
    let (first, last): (Vec<_>, Vec<_>) = all.partition(|report| !derived.contains(report));
    starts.extend(first);
    starts.extend(last);
    let mut placed: Vec<Placed> = Vec::new();
    let mut seen = BTreeSet::new();
    for start in starts {
        let mut waiting = vec![Placed { report: start, depth: 0, above: None, tie: None }];
        while let Some(next) = waiting.pop() {
            if !seen.insert(next.report) {
                continue;
            }
            let above = Some(placed.len());
            placed.push(next);
            for (tie, report) in below.get(&next.report).into_iter().flatten().rev() {
                waiting.push(Placed { report: *report, depth: next.depth + 1, above, tie: Some(*tie) });
            }
        }
    }
    placed
}

/// What hangs from each report, first to last: those that derive from it or share its origin.
fn below(file: &OriginsFile) -> BTreeMap<RecordId, Vec<(usize, RecordId)>> {
    let mut below: BTreeMap<RecordId, Vec<(usize, RecordId)>> = BTreeMap::new();
    for (index, tie) in file.origins.ties.iter().enumerate() {
        below.entry(tie.to).or_default().push((index, tie.from));
        if !is_derived(tie) {
            below.entry(tie.from).or_default().push((index, tie.to));
        }
    }
    for reports in below.values_mut() {
        reports.sort_by_key(|(index, report)| (day(file, *report), *report, *index));
    }
    below
}

fn is_derived(tie: &register::incident::Tie) -> bool {
    tie.reason.tie() == OriginTie::DerivesFrom
}

/// Earliest moment of a report; what has no date comes last.
fn day(file: &OriginsFile, report: RecordId) -> (bool, Option<&str>) {
    let day = file.reports.get(&report).and_then(|report| report.text("published/earliest"));
    (day.is_none(), day)
}
