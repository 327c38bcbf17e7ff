//! How many independent origins stand behind the reports of one incident, and why not more.
//!
//! Independence is computed, never typed: each report says whether its origin is known, typed edges say which
//! reports share an origin or derive from one another, and the number of roots is the count (section 4 of the
//! domain specification). Nothing here judges whether an origin is right or credible.
//!
//! Where the specification leaves room, the count errs downwards, because too high a count would grade on
//! evidence that does not exist:
//!
//! * Reports that share an origin are one, in everything: if one of them derives from a third, all of them do.
//! * **Unknown origin** counts as assumed. Any such report may repeat an account already counted, or all of them
//!   one common account, so together they add no established origin; how many they would add if each stood alone
//!   is [`Independence::assumed`]. Where nothing is established they count 1 in all: somebody said it.
//! * What only repeats an **excluded** report is set aside with it.
//! * A report that cites **this register**, and whatever derives from it, counts 0 (invariant 16). It takes
//!   nothing away from the reports it shares an origin with.
//! * A **circle** of reports is one origin, and is reported.
//!
//! So no further edge, no derived report and no exclusion ever raises a count. Start at [`reckon`].

mod graph;
mod route;

use crate::id::ReportId;
use crate::limits::{ORIGIN_EDGES_MAX, ORIGIN_REPORTS_MAX};
use crate::problem::Problem;
use crate::vocabulary::{OriginReason, OriginStanding, OriginTie, ReportOrigin};
use graph::Graph;
use serde::{Deserialize, Serialize};

/// One report as the reckoning sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The report.
    pub id: ReportId,
    /// Whether it is known where its account comes from.
    pub origin: ReportOrigin,
    /// Whether the assessment leaves it out.
    pub excluded: bool,
}

/// Why two reports are not independent. For a reason that derives, `from` has its account from `to`; for one that
/// joins, the order says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// The report that derives, or either of two that share.
    pub from: ReportId,
    /// The report it derives from, or the other of two.
    pub to: ReportId,
    /// Why.
    pub reason: OriginReason,
}

/// One origin: the reports at its root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// The report that stands for it.
    pub lead: ReportId,
    /// Every report in it, in order of id: those that share the origin, and those of a circle.
    pub reports: Vec<ReportId>,
    /// Whether it counts as independent of every other established one; otherwise it is only assumed.
    pub established: bool,
}

/// One step on the way from a report to its origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Where the step starts.
    pub from: ReportId,
    /// Where it ends.
    pub to: ReportId,
    /// Why the two are tied.
    pub reason: OriginReason,
    /// Whether the edge says it of `to`: both rest on a report that is set aside.
    pub reversed: bool,
}

/// The way from a report to one of its origins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// Place in [`Independence::roots`].
    pub root: usize,
    /// The steps to the root's lead; empty for the lead itself.
    pub steps: Vec<Step>,
}

/// One report with what it adds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traced {
    /// The report.
    pub report: ReportId,
    /// What it adds to the count, and why not more.
    pub standing: OriginStanding,
    /// Its origins, as places in [`Independence::roots`]; none where all it rests on is set aside.
    pub roots: Vec<usize>,
    /// The ways to them, nearest first, at most [`crate::limits::ORIGIN_ROUTES_MAX`].
    pub routes: Vec<Route>,
}

/// The independent origins of one incident. Everything is in order of id, whatever the order of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Independence {
    /// Origins that are independent of one another whatever the unknown ones turn out to be.
    pub established: usize,
    /// How many more there would be if every report of unknown origin stood alone. Never counted for a grade.
    pub assumed: usize,
    /// The origins, established and assumed.
    pub roots: Vec<Root>,
    /// Every report of the input.
    pub reports: Vec<Traced>,
    /// Included reports whose origin is unknown and tied to nothing known: to be asked about.
    pub unknown: Vec<ReportId>,
    /// Circles of reports that derive from one another.
    pub circles: Vec<Vec<ReportId>>,
}

impl Independence {
    /// The independent-origin count that the grading rules take: the established ones, or 1 where there are only
    /// assumed ones.
    pub const fn count(&self) -> usize {
        if self.established == 0 && self.assumed > 0 { 1 } else { self.established }
    }

    /// The most that the count could become if every report of unknown origin proved to stand alone.
    pub const fn count_max(&self) -> usize {
        self.established + self.assumed
    }
}

/// Counts the independent origins of the reports and says of each what it rests on.
///
/// Refuses more than [`ORIGIN_REPORTS_MAX`] reports or [`ORIGIN_EDGES_MAX`] edges, a report that stands twice, and
/// an edge whose end is not among the reports: to pass over it would raise the count. An edge from a report to
/// itself says nothing new but is reported as a circle where it derives.
pub fn reckon(reports: &[Report], edges: &[Edge]) -> Result<Independence, Problem> {
    if reports.len() > ORIGIN_REPORTS_MAX || edges.len() > ORIGIN_EDGES_MAX {
        return Err(Problem::refuse("origin-graph-too-large", "")
            .with("reports_max", ORIGIN_REPORTS_MAX)
            .with("edges_max", ORIGIN_EDGES_MAX));
    }
    let graph = Graph::new(reports, edges)?;
    Ok(Reckoning::new(&graph).result())
}

/// The graph with what is set aside and what remains at its roots.
struct Reckoning<'a> {
    graph: &'a Graph,
    /// Derives from this register, directly or not.
    of_register: Vec<bool>,
    /// Counts for nothing: excluded, of this register, or derived from such a report.
    set_aside: Vec<bool>,
    /// Set aside, or of unknown origin, or derived from a report of unknown origin.
    not_established: Vec<bool>,
    /// The members of each root, in order of their leads.
    groups: Vec<Group>,
    /// The circle each report is in, if any.
    circles: Vec<Vec<usize>>,
}

struct Group {
    lead: usize,
    members: Vec<usize>,
    established: bool,
}

impl<'a> Reckoning<'a> {
    fn new(graph: &'a Graph) -> Self {
        let reports = &graph.reports;
        let of_register = graph.derived_from(|at| graph.is_of_register(at));
        let set_aside = graph.derived_from(|at| of_register[at] || reports[at].excluded);
        let not_established =
            graph.derived_from(|at| set_aside[at] || reports[at].origin == ReportOrigin::Unknown);
        let mut groups: Vec<Group> = graph
            .roots(&set_aside)
            .into_iter()
            .map(|members| {
                let rank = |at: &usize| (not_established[*at], set_aside[*at], graph.derives(*at), *at);
                let lead = members.iter().copied().min_by_key(rank).unwrap_or_default();
                Group { lead, members, established: false }
            })
            .collect();
        groups.sort_by_key(|group| group.lead);
        // Setting more aside joins more, so each root that stays contains roots found before: its best stands for it.
        for established in graph.roots(&not_established) {
            let best = groups
                .iter_mut()
                .filter(|group| established.binary_search(&group.lead).is_ok())
                .min_by_key(|group| (not_established[group.lead], group.lead));
            if let Some(group) = best {
                group.established = true;
            }
        }
        Self { graph, of_register, set_aside, not_established, groups, circles: graph.circles() }
    }

    fn result(&self) -> Independence {
        let id = |at: usize| self.graph.reports[at].id;
        let ids = |places: &[usize]| places.iter().map(|at| id(*at)).collect::<Vec<_>>();
        let leads: Vec<usize> = self.groups.iter().map(|group| group.lead).collect();
        let moves = route::Moves::new(self.graph, &self.set_aside);
        let mut reports = Vec::with_capacity(self.graph.reports.len());
        for at in 0..self.graph.reports.len() {
            let (roots, routes) = moves.routes(at, &leads);
            let standing = self.standing(at, &roots);
            reports.push(Traced { report: id(at), standing, roots, routes });
        }
        let established = self.groups.iter().filter(|group| group.established).count();
        let unknown = reports.iter().filter(|traced| traced.standing == OriginStanding::UnknownOrigin);
        Independence {
            established,
            assumed: self.groups.len() - established,
            roots: self
                .groups
                .iter()
                .map(|group| Root {
                    lead: id(group.lead),
                    reports: ids(&group.members),
                    established: group.established,
                })
                .collect(),
            unknown: unknown.map(|traced| traced.report).collect(),
            circles: self.circles.iter().map(|circle| ids(circle)).collect(),
            reports,
        }
    }

    fn standing(&self, at: usize, roots: &[usize]) -> OriginStanding {
        let report = &self.graph.reports[at];
        if report.excluded {
            return OriginStanding::Excluded;
        }
        if self.of_register[at] {
            return OriginStanding::RestsOnThisRegister;
        }
        match self.groups.iter().find(|group| group.members.contains(&at)) {
            Some(group) => self.standing_in(group, at),
            None if self.set_aside[at] && roots.is_empty() => OriginStanding::RestsOnExcluded,
            None if !self.graph.derives(at) => OriginStanding::Shared,
            None if roots.iter().all(|root| self.not_established[self.groups[*root].lead]) => {
                OriginStanding::RestsOnUnknown
            }
            None => OriginStanding::Derived,
        }
    }

    /// The standing of a report at a root.
    fn standing_in(&self, group: &Group, at: usize) -> OriginStanding {
        let unknown = self.graph.reports[at].origin == ReportOrigin::Unknown;
        if self.circles.iter().any(|circle| circle.contains(&at)) {
            return OriginStanding::Circular;
        }
        if self.set_aside[at] {
            return OriginStanding::RestsOnExcluded;
        }
        if self.graph.derives(at) {
            return OriginStanding::Derived;
        }
        match (unknown, group.members.len()) {
            (true, 1) => OriginStanding::UnknownOrigin,
            (true, _) if self.not_established[group.lead] => OriginStanding::UnknownOrigin,
            (false, 1) => OriginStanding::Root,
            _ => OriginStanding::Shared,
        }
    }
}

/// Whether an edge derives rather than joins.
const fn is_derivation(edge: &Edge) -> bool {
    matches!(edge.reason.tie(), OriginTie::DerivesFrom)
}
