//! The ways from a report to its origins, with the reason of each step.

use super::graph::Graph;
use super::{Route, Step};
use crate::limits::ORIGIN_ROUTES_MAX;
use crate::vocabulary::OriginReason;
use std::collections::VecDeque;

/// One move: to which place, why, and whether against the direction of the edge.
type Move = (usize, OriginReason, bool);

/// The moves from each place that lead towards an origin.
pub(super) struct Moves<'a> {
    graph: &'a Graph,
    from: Vec<Vec<Move>>,
}

impl<'a> Moves<'a> {
    /// Along a derivation, either way between reports that share an origin, and back from a report set aside to
    /// the others that rest on it: they count as one.
    pub(super) fn new(graph: &'a Graph, set_aside: &[bool]) -> Self {
        let mut from: Vec<Vec<Move>> = vec![Vec::new(); graph.reports.len()];
        for tie in &graph.derivations {
            from[tie.from].push((tie.to, tie.reason, false));
            if set_aside[tie.to] {
                from[tie.to].push((tie.from, tie.reason, true));
            }
        }
        for tie in &graph.joins {
            from[tie.from].push((tie.to, tie.reason, false));
            from[tie.to].push((tie.from, tie.reason, false));
        }
        for moves in &mut from {
            moves.sort_unstable();
        }
        Self { graph, from }
    }

    /// The roots that a report leads to, in order, and the shortest ways to the nearest of them.
    pub(super) fn routes(&self, start: usize, leads: &[usize]) -> (Vec<usize>, Vec<Route>) {
        let mut reached: Vec<Option<(usize, Move)>> = vec![None; self.from.len()];
        let mut seen = vec![false; self.from.len()];
        seen[start] = true;
        let (mut roots, mut routes) = (Vec::new(), Vec::new());
        let mut open = VecDeque::from([start]);
        while let Some(at) = open.pop_front() {
            if let Ok(root) = leads.binary_search(&at) {
                roots.push(root);
                if routes.len() < ORIGIN_ROUTES_MAX {
                    routes.push(Route { root, steps: self.steps(at, &reached) });
                }
            }
            for &next in &self.from[at] {
                if !std::mem::replace(&mut seen[next.0], true) {
                    reached[next.0] = Some((at, next));
                    open.push_back(next.0);
                }
            }
        }
        roots.sort_unstable();
        (roots, routes)
    }

    fn steps(&self, end: usize, reached: &[Option<(usize, Move)>]) -> Vec<Step> {
        let id = |at: usize| self.graph.reports[at].id;
        let mut steps = Vec::new();
        let mut at = end;
        while let Some((before, (to, reason, reversed))) = reached[at] {
            steps.push(Step { from: id(before), to: id(to), reason, reversed });
            at = before;
        }
        steps.reverse();
        steps
    }
}
