//! A total never adds to what it contains; on both databases.

use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::team::{by, code, person};
use domain::count::Remainder;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::{AccessLabel, Basis, LinkRole, Role};
use serde_json::{Value, json};
use std::collections::BTreeMap;

async fn make(stand: &Stand, kind: Kind, of: Value) -> RecordId {
    let mut work = stand.register.begin(reason("Enter it"), stand.scope.project).await.unwrap();
    let id = work.create(kind, body(of)).await.unwrap();
    work.commit().await.unwrap();
    id
}

/// An incident with an assessment taken over.
async fn incident(stand: &Stand, title: &str, killed: Value) -> RecordId {
    let id = make(stand, Kind::Incident, json!({"title": title})).await;
    let taken_over = json!({"incident": id, "version": 1, "basis": "adopted", "body": "Recorder", "grade": "fair", "killed": killed});
    make(stand, Kind::Assessment, taken_over).await;
    id
}

fn morgue(killed: i64) -> Value {
    json!({"body": "City morgue", "kind": "civilians_killed", "count": {"min": killed, "max": killed, "bound": "exact"}})
}

async fn contain(stand: &Stand, total: (Kind, RecordId), incident: RecordId) -> String {
    let mut work = stand.register.begin(reason("Counted there"), stand.scope.project).await.unwrap();
    let result = work.contain(total, incident).await;
    if result.is_ok() {
        work.commit().await.unwrap();
    }
    code(result)
}

on_both! {
    async fn beside_a_total_stands_what_it_contains_and_the_rest_as_an_interval(stand: Stand) {
        let total = (Kind::Tally, make(&stand, Kind::Tally, morgue(20)).await);
        let one = incident(&stand, "One", json!({"min": 2, "max": 4})).await;
        let two = incident(&stand, "Two", json!({"min": 3, "max": 3})).await;
        for part in [one, two] {
            assert_eq!(contain(&stand, total, part).await, "");
        }
        assert_eq!(contain(&stand, total, one).await, "contained-already");
        assert_eq!(contain(&stand, (Kind::Incident, one), two).await, "not-a-total");
        let held = stand.register.contained(stand.scope, total.0, total.1).await.unwrap();
        assert_eq!(held.parts.len(), 2);
        assert_eq!(held.sums.len(), 1, "nothing is known on our own basis");
        let summed = held.sums[0];
        assert_eq!((summed.basis, summed.sum.min, summed.sum.max), (Basis::Adopted, 5, 7));
        assert_eq!(summed.remainder, Some(Remainder::Between { min: 13, max: Some(15) }));
        // One that nobody has judged is unknown, never 0.
        let third = make(&stand, Kind::Incident, json!({"title": "Three"})).await;
        assert_eq!(contain(&stand, total, third).await, "");
        let held = stand.register.contained(stand.scope, total.0, total.1).await.unwrap();
        assert_eq!(held.sums[0].sum.unknown_max, 1);
        assert_eq!(held.sums[0].remainder, Some(Remainder::Between { min: 0, max: Some(15) }));
        // Ours stand apart from those taken over.
        let own = json!({"incident": one, "version": 1, "basis": "own", "grade": "weak", "killed": {"min": 30, "max": 30}});
        make(&stand, Kind::Assessment, own).await;
        let held = stand.register.contained(stand.scope, total.0, total.1).await.unwrap();
        assert_eq!(held.sums[0].basis, Basis::Own);
        assert_eq!(held.sums[0].remainder, Some(Remainder::Contradiction { by: 10 }));
        assert_eq!(held.sums[1].sum.min, 5);
        // Taken back it is counted no more, and can be tied again.
        let link = held.parts.iter().find(|part| part.incident.id == one).unwrap().link;
        let mut work = stand.register.begin(reason("Another month"), stand.scope.project).await.unwrap();
        work.take_out(link).await.unwrap();
        work.commit().await.unwrap();
        let mut work = stand.register.begin(reason("Again"), stand.scope.project).await.unwrap();
        assert_eq!(code(work.take_out(link).await), "not-found");
        drop(work);
        assert_eq!(stand.register.contained(stand.scope, total.0, total.1).await.unwrap().parts.len(), 2);
        assert_eq!(contain(&stand, total, one).await, "");
    }

    async fn nothing_is_taken_out_of_what_counts_something_else(stand: Stand) {
        let part = incident(&stand, "One", json!({"min": 2, "max": 4})).await;
        let all = json!({"body": "Hospital", "kind": "all_persons_killed", "count": {"min": 20, "max": 20}});
        let children = json!({"body": "Hospital", "kind": "civilians_killed", "subgroup": "children", "count": {"min": 20, "max": 20}});
        make(&stand, Kind::Source, json!({"name": "Task force", "kind": "official"})).await;
        let official = json!({"body": "Task force", "kind": "civilians_killed", "count": {"min": 20, "max": 20}});
        for (total, is_official) in [(all, false), (children, false), (official, true)] {
            let total = (Kind::Tally, make(&stand, Kind::Tally, total).await);
            assert_eq!(contain(&stand, total, part).await, "");
            let held = stand.register.contained(stand.scope, total.0, total.1).await.unwrap();
            assert_eq!((held.sums[0].sum.min, held.sums[0].sum.max), (2, 4));
            assert_eq!((held.sums[0].remainder, held.is_official), (None, is_official));
        }
    }

    /// The places where the register reckons: an incident's ranges, the figures of a selection, the sorts of a list.
    async fn a_total_adds_nothing_to_what_it_contains(stand: Stand) {
        let target = incident(&stand, "One", json!({"min": 2, "max": 4})).await;
        let report = make(&stand, Kind::Report, json!({"title": "The hospital's day"})).await;
        let claim = json!({"report": report, "claim": "forty were brought in", "counts": [{"category": "killed_civilians", "count": {"min": 40, "max": 40}}]});
        let claim = make(&stand, Kind::Assertion, claim).await;
        let small = json!({"report": report, "claim": "three in the house", "counts": [{"category": "killed_civilians", "count": {"min": 3, "max": 3}}]});
        let small = make(&stand, Kind::Assertion, small).await;
        let mut work = stand.register.begin(reason("Tie it"), stand.scope.project).await.unwrap();
        for account in [claim, small] {
            work.link((Kind::Assertion, account.0), LinkRole::About, (Kind::Incident, target.0), BTreeMap::new()).await.unwrap();
        }
        work.commit().await.unwrap();
        let register = &stand.register;
        let killed = async || {
            let ranges = register.incident_ranges(stand.scope, target, &BTreeMap::new()).await.unwrap();
            let range = ranges.ranges.ranges.values().next().cloned().unwrap();
            (range.min.map(|end| end.value), range.max.map(|end| end.value))
        };
        assert_eq!(killed().await, (Some(3), Some(40)), "as long as it stands as an account of this incident alone");
        let figures = async || {
            format!("{:?}", register.selection(stand.scope).await.unwrap())
        };
        let before = figures().await;
        assert_eq!(contain(&stand, (Kind::Assertion, claim), target).await, "");
        let tally = (Kind::Tally, make(&stand, Kind::Tally, morgue(500)).await);
        assert_eq!(contain(&stand, tally, target).await, "");
        assert_eq!(killed().await, (Some(3), Some(3)), "the total is no account of what it contains");
        assert_eq!(figures().await, before);
        let held = register.contained(stand.scope, Kind::Assertion, claim).await.unwrap();
        assert_eq!(held.civilians.as_ref().and_then(|count| count.min), Some(40));
        assert_eq!(held.sums[0].remainder, Some(Remainder::Between { min: 36, max: Some(38) }));
    }

    async fn who_may_not_see_a_part_does_not_sum_it(stand: Stand) {
        let collector = person(&stand, 1, &[Role::Collector]).await;
        let keeper = person(&stand, 2, &[Role::Custodian]).await;
        let campaigner = person(&stand, 3, &[Role::Campaigner]).await;
        let total = (Kind::Tally, make(&stand, Kind::Tally, morgue(20)).await);
        let one = incident(&stand, "One", json!({"min": 2, "max": 4})).await;
        let two = incident(&stand, "Two", json!({"min": 3, "max": 3})).await;
        let mut work = by(&stand, campaigner).await;
        assert_eq!(code(work.contain(total, one).await), "not-permitted collect");
        drop(work);
        for part in [one, two] {
            let mut work = by(&stand, collector).await;
            work.contain(total, part).await.unwrap();
            work.commit().await.unwrap();
        }
        let mut work = by(&stand, keeper).await;
        work.narrow(Kind::Incident, two, AccessLabel::Sealed).await.unwrap();
        work.commit().await.unwrap();
        let seen = stand.scope.up_to(AccessLabel::Team);
        let held = stand.register.contained(seen, total.0, total.1).await.unwrap();
        assert_eq!((held.parts.len(), held.sums[0].sum.min), (1, 2));
        let mut work = by(&stand, collector).await;
        assert_eq!(code(work.contain(total, two).await), "not-found");
    }
}
