//! Independent origins: the examples of the specification, and that nothing ever raises a count wrongly.

use domain::id::ReportId;
use domain::independence::{Edge, Independence, Report, Root, Step, reckon};
use domain::limits::{ORIGIN_EDGES_MAX, ORIGIN_REPORTS_MAX, ORIGIN_ROUTES_MAX};
use domain::vocabulary::{OriginReason, OriginStanding, OriginTie, ReportOrigin};
use proptest::prelude::*;
use uuid::Uuid;

fn id(at: usize) -> ReportId {
    ReportId(Uuid::from_u128(at as u128 + 1))
}

fn report(at: usize, origin: ReportOrigin) -> Report {
    Report { id: id(at), origin, excluded: false }
}

fn known(count: usize) -> Vec<Report> {
    (0..count).map(|at| report(at, ReportOrigin::Known)).collect()
}

fn edge(from: usize, to: usize, reason: OriginReason) -> Edge {
    Edge { from: id(from), to: id(to), reason }
}

fn standings(result: &Independence) -> Vec<OriginStanding> {
    result.reports.iter().map(|traced| traced.standing).collect()
}

/// The three numbers that must never rise.
fn numbers(result: &Independence) -> [usize; 3] {
    [result.established, result.count(), result.count_max()]
}

#[test]
fn many_sites_that_repeat_one_post_are_one_origin() {
    use OriginReason::{Quotes, Reposts, Syndicates};
    let edges = [edge(1, 0, Reposts), edge(2, 0, Quotes), edge(3, 2, Syndicates), edge(4, 3, Reposts)];
    let result = reckon(&known(5), &edges).unwrap();
    assert_eq!(result.count(), 1);
    assert_eq!(result.roots, [Root { lead: id(0), reports: vec![id(0)], established: true }]);
    let steps = &result.reports[4].routes[0].steps;
    let reasons: Vec<_> = steps.iter().map(|step| step.reason).collect();
    assert_eq!(reasons, [Reposts, Syndicates, Quotes], "every step of the way has its reason");
    assert_eq!((steps[0].from, steps[2].to), (id(4), id(0)));
    assert_eq!(result.reports[4].standing, OriginStanding::Derived);
}

#[test]
fn a_report_of_two_roots_adds_none() {
    let edges = [edge(2, 0, OriginReason::Quotes), edge(2, 1, OriginReason::Quotes)];
    let result = reckon(&known(3), &edges).unwrap();
    assert_eq!(result.count(), 2);
    assert_eq!(result.reports[2].roots, [0, 1]);
    assert_eq!(result.reports[2].routes.len(), 2);
}

#[test]
fn what_shares_an_author_or_a_recording_is_one_origin() {
    for reason in OriginReason::ALL.iter().filter(|reason| reason.tie() == OriginTie::Origin) {
        let result = reckon(&known(3), &[edge(0, 1, *reason)]).unwrap();
        assert_eq!(result.count(), 2, "{reason:?}");
        assert_eq!(
            standings(&result),
            [OriginStanding::Shared, OriginStanding::Shared, OriginStanding::Root]
        );
    }
    // What a report rests on, those that share its origin rest on too.
    let edges = [edge(0, 1, OriginReason::SameWitness), edge(1, 2, OriginReason::Quotes)];
    assert_eq!(reckon(&known(3), &edges).unwrap().count(), 1);
}

#[test]
fn a_circle_is_one_origin_and_is_reported() {
    use OriginReason::Quotes;
    let edges = [edge(0, 1, Quotes), edge(1, 2, Quotes), edge(2, 0, Quotes), edge(3, 1, Quotes)];
    let result = reckon(&known(4), &edges).unwrap();
    assert_eq!(result.count(), 1);
    assert_eq!(result.circles, [vec![id(0), id(1), id(2)]]);
    assert_eq!(result.roots[0].reports, [id(0), id(1), id(2)]);
    assert_eq!(standings(&result)[0], OriginStanding::Circular);
    assert_eq!(standings(&result)[3], OriginStanding::Derived);
    let itself = reckon(&known(1), &[edge(0, 0, Quotes)]).unwrap();
    assert_eq!((itself.count(), itself.circles.len()), (1, 1));
}

#[test]
fn this_register_confirms_nothing() {
    let mut reports = known(3);
    let cites = [edge(1, 0, OriginReason::CitesThisRegister), edge(2, 1, OriginReason::Quotes)];
    assert_eq!(reckon(&reports, &cites).unwrap().count_max(), 0, "the publication and all that repeats it");
    reports[0].origin = ReportOrigin::ThisRegister;
    let result = reckon(&reports, &[edge(2, 0, OriginReason::Quotes)]).unwrap();
    assert_eq!(result.count(), 1, "only the report that has nothing to do with it");
    assert_eq!(result.reports[2].standing, OriginStanding::RestsOnThisRegister);
    // A first account keeps its place although its author later wrote from the register.
    let author = [edge(2, 0, OriginReason::Quotes), edge(1, 2, OriginReason::SameAuthor)];
    assert_eq!(reckon(&reports, &author).unwrap().count(), 1);
}

#[test]
fn an_unknown_origin_is_flagged_and_establishes_nothing() {
    let mut reports = known(3);
    reports[1].origin = ReportOrigin::Unknown;
    reports[2].origin = ReportOrigin::Unknown;
    let result = reckon(&reports, &[]).unwrap();
    assert_eq!((result.established, result.assumed, result.count(), result.count_max()), (1, 2, 1, 3));
    assert_eq!(result.unknown, [id(1), id(2)]);
    let alone = reckon(&reports[1..], &[]).unwrap();
    assert_eq!((alone.established, alone.count(), alone.count_max()), (0, 1, 2), "somebody said it");
    let resolved = reckon(&reports, &[edge(1, 0, OriginReason::Reposts)]).unwrap();
    assert_eq!((resolved.count_max(), resolved.unknown.as_slice()), (2, [id(2)].as_slice()));
    let rests = reckon(&reports[..2], &[edge(0, 1, OriginReason::Quotes)]).unwrap();
    assert_eq!(standings(&rests), [OriginStanding::RestsOnUnknown, OriginStanding::UnknownOrigin]);
    assert_eq!((rests.established, rests.count()), (0, 1));
}

#[test]
fn what_only_repeats_an_excluded_report_is_set_aside_with_it() {
    let mut reports = known(3);
    reports[0].excluded = true;
    let edges = [edge(1, 0, OriginReason::Quotes)];
    let result = reckon(&reports, &edges).unwrap();
    assert_eq!(result.count_max(), 1);
    assert_eq!(
        standings(&result),
        [OriginStanding::Excluded, OriginStanding::RestsOnExcluded, OriginStanding::Root]
    );
    let also = [edges[0], edge(1, 2, OriginReason::Quotes)];
    assert_eq!(reckon(&reports, &also).unwrap().reports[1].standing, OriginStanding::Derived);
}

#[test]
fn nothing_is_passed_over_and_nothing_is_too_large() {
    let code = |result: Result<Independence, domain::problem::Problem>| result.unwrap_err().code;
    assert_eq!(code(reckon(&known(2), &[edge(0, 5, OriginReason::Quotes)])), "origin-edge-outside");
    assert_eq!(code(reckon(&[known(1), known(1)].concat(), &[])), "origin-report-twice");
    assert_eq!(code(reckon(&known(ORIGIN_REPORTS_MAX + 1), &[])), "origin-graph-too-large");
    let edges = vec![edge(0, 1, OriginReason::Quotes); ORIGIN_EDGES_MAX + 1];
    assert_eq!(code(reckon(&known(2), &edges)), "origin-graph-too-large");
    assert_eq!(reckon(&[], &[]).unwrap(), Independence::default());
}

#[test]
fn the_largest_graph_is_reckoned() {
    let edges: Vec<Edge> = (0..ORIGIN_EDGES_MAX)
        .map(|at| (at % (ORIGIN_REPORTS_MAX - 1), 1 + at / ORIGIN_REPORTS_MAX))
        .map(|(from, jump)| edge(from, (from + jump).min(ORIGIN_REPORTS_MAX - 1), OriginReason::Quotes))
        .collect();
    let result = reckon(&known(ORIGIN_REPORTS_MAX), &edges).unwrap();
    assert_eq!((result.count(), result.circles.len()), (1, 0));
}

fn reports() -> impl Strategy<Value = Vec<Report>> {
    let origin = prop_oneof![
        4 => Just(ReportOrigin::Known),
        2 => Just(ReportOrigin::Unknown),
        1 => Just(ReportOrigin::ThisRegister),
    ];
    prop::collection::vec((origin, prop::bool::weighted(0.2)), 1..9).prop_map(|list| {
        let report = |(at, (origin, excluded))| Report { id: id(at), origin, excluded };
        list.into_iter().enumerate().map(report).collect()
    })
}

fn edge_among(count: usize) -> impl Strategy<Value = Edge> {
    let reason = prop_oneof![
        6 => Just(OriginReason::Quotes),
        6 => Just(OriginReason::SameWitness),
        1 => prop::sample::select(OriginReason::ALL),
    ];
    (0..count, 0..count, reason).prop_map(|(from, to, reason)| edge(from, to, reason))
}

fn graph() -> impl Strategy<Value = (Vec<Report>, Vec<Edge>)> {
    reports().prop_flat_map(|reports| {
        let edges = prop::collection::vec(edge_among(reports.len()), 0..14);
        (Just(reports), edges)
    })
}

/// What the count must be where every origin is known and nothing is excluded: the classes of reports that reach
/// one another and nothing else, found by the closure of the relation.
fn counted_by_closure(count: usize, edges: &[Edge]) -> usize {
    let place = |id: ReportId| usize::try_from(id.0.as_u128() - 1).expect("a small number");
    let mut reaches: Vec<Vec<bool>> = (0..count).map(|at| (0..count).map(|to| at == to).collect()).collect();
    for edge in edges {
        reaches[place(edge.from)][place(edge.to)] = true;
        if edge.reason.tie() == OriginTie::Origin {
            reaches[place(edge.to)][place(edge.from)] = true;
        }
    }
    for by in 0..count {
        for from in 0..count {
            for to in 0..count {
                reaches[from][to] |= reaches[from][by] && reaches[by][to];
            }
        }
    }
    let closed = |at: &usize| (0..count).all(|to| !reaches[*at][to] || reaches[to][*at]);
    let first = |at: &usize| (0..*at).all(|before| !reaches[*at][before] || !reaches[before][*at]);
    (0..count).filter(|at| closed(at) && first(at)).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_order_of_the_input_does_not_matter(
        (reports, edges, shuffled, again) in graph().prop_flat_map(|(reports, edges)| {
            let shuffles = (Just(reports.clone()).prop_shuffle(), Just(edges.clone()).prop_shuffle());
            (Just(reports), Just(edges), shuffles.0, shuffles.1)
        }),
    ) {
        let turned: Vec<Edge> = again
            .into_iter()
            .map(|edge| match edge.reason.tie() {
                OriginTie::Origin => Edge { from: edge.to, to: edge.from, ..edge },
                OriginTie::DerivesFrom => edge,
            })
            .collect();
        prop_assert_eq!(reckon(&reports, &edges), reckon(&shuffled, &turned));
    }

    #[test]
    fn no_further_edge_raises_the_count(
        (reports, edges, more) in graph().prop_flat_map(|(reports, edges)| {
            let more = edge_among(reports.len());
            (Just(reports), Just(edges), more)
        }),
    ) {
        let before = numbers(&reckon(&reports, &edges).unwrap());
        let after = numbers(&reckon(&reports, &[edges, vec![more]].concat()).unwrap());
        prop_assert!(after.iter().zip(before).all(|(after, before)| *after <= before), "{before:?} {after:?}");
    }

    #[test]
    fn no_derived_report_raises_the_count(
        (reports, edges, from, also) in graph().prop_flat_map(|(reports, edges)| {
            let (from, also) = (0..reports.len(), edge_among(reports.len()));
            (Just(reports), Just(edges), from, also)
        }),
        origin in prop::sample::select(ReportOrigin::ALL),
        tied_otherwise in any::<bool>(),
    ) {
        let before = numbers(&reckon(&reports, &edges).unwrap());
        let new = reports.len();
        let mut edges = [edges, vec![edge(new, from, OriginReason::Reposts)]].concat();
        if tied_otherwise {
            edges.push(Edge { from: id(new), ..also });
        }
        let after = numbers(&reckon(&[reports, vec![report(new, origin)]].concat(), &edges).unwrap());
        prop_assert!(after.iter().zip(before).all(|(after, before)| *after <= before), "{before:?} {after:?}");
    }

    #[test]
    fn no_exclusion_and_no_doubt_raises_the_count((reports, edges) in graph(), at in 0..9_usize) {
        let at = at % reports.len();
        let before = numbers(&reckon(&reports, &edges).unwrap());
        let (mut excluded, mut doubted) = (reports.clone(), reports);
        excluded[at].excluded = true;
        if doubted[at].origin == ReportOrigin::Known {
            doubted[at].origin = ReportOrigin::Unknown;
        }
        for reports in [excluded, doubted] {
            let after = numbers(&reckon(&reports, &edges).unwrap());
            prop_assert!(after.iter().zip(before).all(|(after, before)| *after <= before), "{before:?} {after:?}");
        }
    }

    #[test]
    fn the_count_is_that_of_the_closure(count in 1..9_usize, picks in prop::collection::vec((0..9_usize, 0..9_usize, any::<bool>()), 0..14)) {
        let edges: Vec<Edge> = picks
            .into_iter()
            .map(|(from, to, joins)| {
                let reason = if joins { OriginReason::SameAuthor } else { OriginReason::Translates };
                edge(from % count, to % count, reason)
            })
            .collect();
        let result = reckon(&known(count), &edges).unwrap();
        prop_assert_eq!(result.count(), counted_by_closure(count, &edges));
        prop_assert_eq!(result.assumed, 0);
    }

    #[test]
    fn every_way_leads_along_edges_to_its_root((reports, edges) in graph()) {
        let result = reckon(&reports, &edges).unwrap();
        prop_assert_eq!(result.roots.len(), result.count_max());
        prop_assert_eq!(result.roots.iter().filter(|root| root.established).count(), result.established);
        let is_edge = |step: &Step| {
            let ends = if step.reversed { (step.to, step.from) } else { (step.from, step.to) };
            edges.iter().any(|edge| {
                let either = edge.reason.tie() == OriginTie::Origin && (edge.to, edge.from) == ends;
                edge.reason == step.reason && ((edge.from, edge.to) == ends || either)
            })
        };
        for traced in &result.reports {
            prop_assert!(traced.routes.len() == traced.roots.len().min(ORIGIN_ROUTES_MAX));
            for route in &traced.routes {
                let starts = std::iter::once(traced.report).chain(route.steps.iter().map(|step| step.to));
                prop_assert!(route.steps.iter().map(|step| step.from).eq(starts.clone().take(route.steps.len())));
                prop_assert_eq!(starts.last(), Some(result.roots[route.root].lead));
                prop_assert!(route.steps.iter().all(is_edge));
            }
        }
        for report in &reports {
            let traced = result.reports.iter().find(|traced| traced.report == report.id).unwrap();
            let is_root = result.roots.iter().any(|root| root.lead == report.id);
            prop_assert_eq!(traced.standing == OriginStanding::Excluded, report.excluded);
            prop_assert!(!(is_root && report.excluded), "an excluded report stands for no origin");
        }
    }
}
