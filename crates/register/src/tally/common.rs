//! Which tallies may be set side by side: those of one kind, one area, one actor and one beginning.
//!
//! The scope is not written down anywhere in the program: it is the one on which official bodies and recorders both
//! speak, and speak most often. Statements about a subgroup, a single month or another area are left to the list.
//! Nothing here is a sum or a difference. Start at [`common`].

use super::Stated;
use domain::vocabulary::{Bound, TallyKind};
use std::collections::BTreeMap;

/// What comparable tallies share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Extent {
    /// Area in words.
    pub area: String,
    /// Whose actions.
    pub actor_scope: String,
    /// The month in which the counted period begins.
    pub since: String,
}

/// Tallies of one kind and one extent, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Common {
    /// What they share.
    pub extent: Extent,
    /// By official bodies, and said to be minima.
    pub official: Vec<Stated>,
    /// By recorders.
    pub documented: Vec<Stated>,
    /// Left out of the series above and shown in the list only: the same figure of the same day stated again, and
    /// of two figures of one day that with the filter the speaker uses less.
    pub aside: Vec<Stated>,
}

impl Common {
    /// The latest official figure.
    pub fn official_latest(&self) -> Option<&Stated> {
        self.official.last()
    }

    /// The latest documented figure.
    pub fn documented_latest(&self) -> Option<&Stated> {
        self.documented.last()
    }

    /// The latest documented figure with both ends.
    pub fn range_latest(&self) -> Option<&Stated> {
        self.documented.iter().rev().find(|stated| {
            let count = &stated.tally.count;
            count.min.is_some() && count.max.is_some() && count.min != count.max
        })
    }

    /// Whether a tally repeats, word for word in figures, what its speaker stated as of the same moment in a tally
    /// that stands in a series.
    pub fn is_repeated(&self, stated: &Stated) -> bool {
        let same = |other: &Stated| {
            other.id != stated.id
                && other.tally.body == stated.tally.body
                && other.moment() == stated.moment()
                && other.tally.count == stated.tally.count
        };
        self.official.iter().chain(&self.documented).any(same)
    }

    /// The official figure that stood at a moment.
    pub fn official_at(&self, moment: &str) -> Option<&Stated> {
        self.official.iter().rev().find(|stated| stated.moment() <= moment)
    }
}

/// The tallies of a kind that may stand side by side; `None` where no extent has both sides.
pub fn common(kind: TallyKind, tallies: &[Stated]) -> Option<Common> {
    let mut groups: BTreeMap<Extent, (Vec<&Stated>, Vec<&Stated>)> = BTreeMap::new();
    for stated in tallies.iter().filter(|stated| stated.tally.kind == kind && stated.tally.as_of.is_some()) {
        let Some(extent) = extent(stated) else { continue };
        let group = groups.entry(extent).or_default();
        if stated.speaker.is_official() && stated.tally.count.bound == Some(Bound::AtLeast) {
            group.0.push(stated);
        } else if stated.speaker.is_recorder() {
            group.1.push(stated);
        }
    }
    let (extent, (official, documented)) = groups
        .into_iter()
        .filter(|(_, (official, documented))| !official.is_empty() && !documented.is_empty())
        .max_by_key(|(_, (official, documented))| official.len() + documented.len())?;
    let mut aside = Vec::new();
    let official = settled(&official, &mut aside);
    let documented = settled(&documented, &mut aside);
    Some(Common { extent, official, documented, aside })
}

/// The extent of a tally; `None` where it does not say one, or counts a subgroup.
pub fn extent(stated: &Stated) -> Option<Extent> {
    let tally = &stated.tally;
    if tally.subgroup.is_some() || tally.count.is_unknown() {
        return None;
    }
    // A period of one month is that month's count, not a count since.
    let (since, _) = tally.period.as_ref()?.edtf.split_once('/')?;
    let since = since.get(..7)?.to_owned();
    Some(Extent { area: tally.area.clone()?, actor_scope: tally.actor_scope.clone()?, since })
}

/// One statement a speaker and day.
fn settled(stated: &[&Stated], aside: &mut Vec<Stated>) -> Vec<Stated> {
    let mut filters: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
    for each in stated {
        *filters.entry((&each.tally.body, each.tally.status_filter.as_deref())).or_default() += 1;
    }
    let used = |each: &Stated| {
        filters.get(&(each.tally.body.as_str(), each.tally.status_filter.as_deref())).copied().unwrap_or(0)
    };
    let mut kept: Vec<Stated> = Vec::new();
    // By the last day it can be as of: a figure of January stands after one of 2 January.
    let mut stated = stated.to_vec();
    stated.sort_by_key(|each| (each.tally.as_of.as_ref().map(|when| when.latest.clone()), each.id));
    for each in stated {
        let same = kept
            .iter_mut()
            .find(|other| other.tally.body == each.tally.body && other.moment() == each.moment());
        match same {
            None => kept.push(each.clone()),
            Some(other) if used(each) > used(other) => {
                aside.push(std::mem::replace(other, each.clone()));
            }
            Some(_) => aside.push(each.clone()),
        }
    }
    kept
}
