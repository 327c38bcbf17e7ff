//! Addresses of reports that do not answer: which are asked, what is kept, who sees it; on both databases.

use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::{AccessLabel, LinkRole};
use register::link_check::{LinkState, Seen, ToCheck};
use serde_json::{Value, json};
use std::collections::BTreeMap;

async fn make(stand: &Stand, kind: Kind, of: Value, label: AccessLabel) -> RecordId {
    let mut work = stand.register.begin(reason("Enter it"), stand.scope.project).await.unwrap();
    let id = work.create_labelled(kind, body(of), label).await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn report(stand: &Stand, url: &str, label: AccessLabel) -> RecordId {
    make(stand, Kind::Report, json!({"title": "An account", "url": url}), label).await
}

fn seen(asked: &ToCheck, state: LinkState, detail: &str) -> Seen {
    Seen { report: asked.report, url: asked.url.clone(), state, detail: detail.to_owned() }
}

on_both! {
    async fn what_is_closed_is_never_asked_and_what_waits_longest_is_first(stand: Stand) {
        let open = report(&stand, "https://paper.example/1", AccessLabel::Team).await;
        let second = report(&stand, "https://paper.example/2", AccessLabel::Team).await;
        for label in [AccessLabel::Sensitive, AccessLabel::Sealed] {
            report(&stand, "https://closed.example/3", label).await;
        }
        report(&stand, "file:///etc/passwd", AccessLabel::Team).await;
        make(&stand, Kind::Report, json!({"title": "On paper"}), AccessLabel::Team).await;
        let asked = stand.register.links_to_check(stand.scope, 10).await.unwrap();
        assert_eq!(asked.iter().map(|each| each.report).collect::<Vec<_>>(), [open, second]);
        assert_eq!(stand.register.links_to_check(stand.scope, 1).await.unwrap().len(), 1);
        stand.register.keep_checks(stand.scope, &[seen(&asked[0], LinkState::Alive, "200")]).await.unwrap();
        let asked = stand.register.links_to_check(stand.scope, 10).await.unwrap();
        assert_eq!(asked[0].report, second, "what was never asked comes first");
    }

    async fn a_change_of_state_is_kept_and_no_other(stand: Stand) {
        let id = report(&stand, "https://paper.example/1", AccessLabel::Team).await;
        let acts = stand.register.acts(stand.scope, None, 100).await.unwrap().len();
        let asked = stand.register.links_to_check(stand.scope, 10).await.unwrap();
        let mut changes = Vec::new();
        for (state, detail) in [(LinkState::Alive, "200"), (LinkState::Alive, "204"), (LinkState::Dead, "404"), (LinkState::Dead, "410")] {
            changes.push(stand.register.keep_checks(stand.scope, &[seen(&asked[0], state, detail)]).await.unwrap());
        }
        assert_eq!(changes, [1, 0, 1, 0]);
        let (checked, told) = stand.register.link_of(stand.scope, id).await.unwrap().unwrap();
        assert_eq!((checked.state, checked.detail.as_str()), (LinkState::Dead, "410"));
        assert!(checked.since <= checked.checked);
        assert_eq!(told.iter().map(|(_, state)| *state).collect::<Vec<_>>(), [LinkState::Dead, LinkState::Alive]);
        // Another address is another thing to know.
        let other = Seen { url: "https://paper.example/9".to_owned(), ..seen(&asked[0], LinkState::Dead, "404") };
        assert_eq!(stand.register.keep_checks(stand.scope, &[other]).await.unwrap(), 1);
        assert_eq!(stand.register.acts(stand.scope, None, 100).await.unwrap().len(), acts, "no act is made of it");
    }

    async fn the_dead_are_listed_first_with_what_rests_on_them_to_whoever_may_see_it(stand: Stand) {
        let incident = make(&stand, Kind::Incident, json!({"title": "Mill"}), AccessLabel::Team).await;
        let closed = make(&stand, Kind::Incident, json!({"title": "Closed"}), AccessLabel::Sealed).await;
        let [alive, unclear, dead] = [
            report(&stand, "https://a.example/", AccessLabel::Team).await,
            report(&stand, "https://b.example/", AccessLabel::Team).await,
            report(&stand, "https://c.example/", AccessLabel::Team).await,
        ];
        let claim = make(&stand, Kind::Assertion, json!({"report": dead, "claim": "c"}), AccessLabel::Team).await;
        let mut work = stand.register.begin(reason("Tie it"), stand.scope.project).await.unwrap();
        for (from, to) in [((Kind::Assertion, claim), incident), ((Kind::Report, dead), incident), ((Kind::Report, dead), closed)] {
            work.link((from.0, from.1.0), LinkRole::About, (Kind::Incident, to.0), BTreeMap::new()).await.unwrap();
        }
        work.commit().await.unwrap();
        let asked = stand.register.links_to_check(stand.scope, 10).await.unwrap();
        let state = |id: RecordId| if id == alive { LinkState::Alive } else if id == unclear { LinkState::Unclear } else { LinkState::Dead };
        let seen: Vec<Seen> = asked.iter().map(|each| seen(each, state(each.report), "x")).collect();
        stand.register.keep_checks(stand.scope, &seen).await.unwrap();
        let team = stand.scope.up_to(AccessLabel::Team);
        let links = stand.register.links_checked(team).await.unwrap();
        assert_eq!(links.counts, BTreeMap::from([(LinkState::Alive, 1), (LinkState::Unclear, 1), (LinkState::Dead, 1)]));
        assert_eq!(links.broken.iter().map(|each| each.report.id).collect::<Vec<_>>(), [dead, unclear]);
        assert_eq!(links.broken[0].incidents.iter().map(|each| each.id).collect::<Vec<_>>(), [incident]);
        assert_eq!(stand.register.links_checked(stand.scope).await.unwrap().broken[0].incidents.len(), 2);
        // Closed later, it is gone from the list and the counts.
        let mut work = stand.register.begin(reason("Close it"), stand.scope.project).await.unwrap();
        work.narrow(Kind::Report, dead, AccessLabel::Sealed).await.unwrap();
        work.commit().await.unwrap();
        let links = stand.register.links_checked(team).await.unwrap();
        assert_eq!((links.counts.get(&LinkState::Dead), links.broken.len()), (None, 1));
        assert_eq!(stand.register.link_of(team, dead).await.unwrap(), None);
        let findings = stand.register.fsck().await.unwrap();
        assert!(findings.faults.iter().all(|fault| !format!("{fault:?}").contains("link_check")));
    }

    async fn the_list_asks_as_much_of_many_as_of_few(stand: Stand) {
        let mut statements = Vec::new();
        for (first, last) in [(0, 3), (3, 100)] {
            let mut work = stand.register.begin(reason("Enter them"), stand.scope.project).await.unwrap();
            for number in first..last {
                let of = json!({"title": "An account", "url": format!("https://paper.example/{number}")});
                work.create(Kind::Report, body(of)).await.unwrap();
            }
            work.commit().await.unwrap();
            let asked = stand.register.links_to_check(stand.scope, 500).await.unwrap();
            let seen: Vec<Seen> = asked.iter().map(|each| seen(each, LinkState::Dead, "404")).collect();
            stand.register.keep_checks(stand.scope, &seen).await.unwrap();
            let before = stand.register.db.statements();
            assert_eq!(stand.register.links_checked(stand.scope).await.unwrap().broken.len(), last);
            statements.push(stand.register.db.statements() - before);
        }
        assert_eq!(statements[0], statements[1]);
    }
}
