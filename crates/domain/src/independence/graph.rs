//! The reports as a graph: what derives from what, what is one, and what remains at the roots.
//!
//! Reports are places in a list sorted by id, so that nothing depends on the order of the input.

use super::{Edge, Report, is_derivation};
use crate::problem::Problem;
use crate::vocabulary::{OriginReason, ReportOrigin};

/// An edge between places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tie {
    pub from: usize,
    pub to: usize,
    pub reason: OriginReason,
}

pub(super) struct Graph {
    pub reports: Vec<Report>,
    /// Derivations, sorted, each once.
    pub derivations: Vec<Tie>,
    /// Shared origins, the lower place first, sorted, each once.
    pub joins: Vec<Tie>,
}

impl Graph {
    pub(super) fn new(reports: &[Report], edges: &[Edge]) -> Result<Self, Problem> {
        let mut reports = reports.to_vec();
        reports.sort_by_key(|report| report.id);
        if let Some(pair) = reports.windows(2).find(|pair| pair[0].id == pair[1].id) {
            return Err(Problem::refuse("origin-report-twice", "").with("report", pair[0].id));
        }
        let (mut derivations, mut joins) = (Vec::new(), Vec::new());
        for edge in edges {
            let place = |id| {
                reports
                    .binary_search_by_key(&id, |report| report.id)
                    .ok()
                    .ok_or_else(|| Problem::refuse("origin-edge-outside", "").with("report", id))
            };
            let (from, to, reason) = (place(edge.from)?, place(edge.to)?, edge.reason);
            if is_derivation(edge) {
                derivations.push(Tie { from, to, reason });
            } else if from != to {
                joins.push(Tie { from: from.min(to), to: from.max(to), reason });
            }
        }
        for ties in [&mut derivations, &mut joins] {
            ties.sort_unstable();
            ties.dedup();
        }
        Ok(Self { reports, derivations, joins })
    }

    /// Whether the report is our own publication or cites one.
    pub(super) fn is_of_register(&self, at: usize) -> bool {
        let cites =
            |tie: &Tie| tie.reason == OriginReason::CitesThisRegister && (tie.from == at || tie.to == at);
        self.reports[at].origin == ReportOrigin::ThisRegister || self.derivations.iter().any(cites)
    }

    /// Whether the report derives from another one.
    pub(super) fn derives(&self, at: usize) -> bool {
        self.derivations.iter().any(|tie| tie.from == at && tie.to != at)
    }

    /// The reports of which `is_seed` holds and all that derive from them.
    pub(super) fn derived_from(&self, is_seed: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut held: Vec<bool> = (0..self.reports.len()).map(is_seed).collect();
        let backwards = neighbours(self.reports.len(), self.derivations.iter().map(|tie| (tie.to, tie.from)));
        let mut open: Vec<usize> = (0..held.len()).filter(|at| held[*at]).collect();
        while let Some(at) = open.pop() {
            for &next in &backwards[at] {
                if !std::mem::replace(&mut held[next], true) {
                    open.push(next);
                }
            }
        }
        held
    }

    /// Circles of derivation: their members in order, by the first member.
    pub(super) fn circles(&self) -> Vec<Vec<usize>> {
        let ties: Vec<(usize, usize)> = self.derivations.iter().map(|tie| (tie.from, tie.to)).collect();
        let on_itself = |at: usize| ties.contains(&(at, at));
        let mut circles = members(&components(self.reports.len(), &ties));
        circles.retain(|circle| circle.len() > 1 || on_itself(circle[0]));
        circles
    }

    /// The roots: sets of reports that derive from nothing outside, each with at least one report that is not set
    /// aside. `set_aside` holds with every report also those that derive from it.
    ///
    /// Reports that share an origin are one, and so are those that rest on the same report set aside; a circle is
    /// one. That more is set aside, or one edge more is drawn, only ever joins roots: the property tests hold it.
    pub(super) fn roots(&self, set_aside: &[bool]) -> Vec<Vec<usize>> {
        let count = self.reports.len();
        let is_join = |tie: &&Tie| set_aside[tie.to];
        let joined = self.joins.iter().chain(self.derivations.iter().filter(is_join));
        let one: Vec<(usize, usize)> =
            joined.flat_map(|tie| [(tie.from, tie.to), (tie.to, tie.from)]).collect();
        let derivations = self.derivations.iter().filter(|tie| !set_aside[tie.to]);
        let ties: Vec<(usize, usize)> =
            one.into_iter().chain(derivations.map(|tie| (tie.from, tie.to))).collect();
        let component = components(count, &ties);
        let mut is_root = vec![true; count];
        for (from, to) in &ties {
            if component[*from] != component[*to] {
                is_root[component[*from]] = false;
            }
        }
        let mut roots = members(&component);
        roots.retain(|root| is_root[component[root[0]]] && root.iter().any(|at| !set_aside[*at]));
        roots
    }
}

fn neighbours(count: usize, ties: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); count];
    for (from, to) in ties {
        lists[from].push(to);
    }
    lists
}

/// The members of each component, in order, by the first member.
fn members(component: &[usize]) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); component.len()];
    for (at, of) in component.iter().enumerate() {
        lists[*of].push(at);
    }
    lists.retain(|list| !list.is_empty());
    lists.sort_unstable();
    lists
}

/// The strongly connected component of each place, by number (Kosaraju's two passes, without recursion).
fn components(count: usize, ties: &[(usize, usize)]) -> Vec<usize> {
    let forwards = neighbours(count, ties.iter().copied());
    let backwards = neighbours(count, ties.iter().map(|(from, to)| (*to, *from)));
    let mut seen = vec![false; count];
    let mut finished = Vec::with_capacity(count);
    for start in 0..count {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut path = vec![(start, 0)];
        while let Some((at, next)) = path.last_mut() {
            let Some(&to) = forwards[*at].get(*next) else {
                finished.push(*at);
                path.pop();
                continue;
            };
            *next += 1;
            if !std::mem::replace(&mut seen[to], true) {
                path.push((to, 0));
            }
        }
    }
    let mut component = vec![usize::MAX; count];
    for &start in finished.iter().rev() {
        if component[start] != usize::MAX {
            continue;
        }
        component[start] = start;
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            for &to in &backwards[at] {
                if component[to] == usize::MAX {
                    component[to] = start;
                    open.push(to);
                }
            }
        }
    }
    component
}
