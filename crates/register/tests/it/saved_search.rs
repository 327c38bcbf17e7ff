//! Saved searches: whose they are, what they count, and that a closed record is in no number of theirs.

use crate::life::body;
use crate::on_both;
use crate::planted::plant;
use crate::stand::{Stand, reason};
use crate::team::{by, code, person};
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Comment, Member};
use domain::vocabulary::{AccessLabel, LinkRole, Role};
use register::Error;
use register::incident::news::News;
use register::incident::{Facet, Filter, Order};
use register::limits::SAVED_SEARCHES_MAX;
use register::permission::Permit;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

async fn make(stand: &Stand, kind: Kind, of: Value, label: AccessLabel) -> RecordId {
    let mut work = stand.register.begin(reason("Enter it"), stand.scope.project).await.unwrap();
    let id = work.create_labelled(kind, body(of), label).await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn permit(stand: &Stand, actor: ActorId) -> Permit {
    stand.register.permit(actor, stand.scope.project).await.unwrap()
}

async fn counts(stand: &Stand, permit: &Permit) -> Vec<(String, i64, i64)> {
    let searches = stand.register.saved_searches(permit).await.unwrap();
    searches
        .into_iter()
        .map(|(search, News { matching, changed, is_at_least })| {
            assert!(!is_at_least);
            (search.name, matching.unwrap(), changed)
        })
        .collect()
}

fn likely() -> Filter {
    Filter::read([("campaign", "CJTF"), ("q", "mill")]).unwrap()
}

on_both! {
    async fn a_search_counts_what_others_enter_and_change_until_it_is_opened(stand: Stand) {
        let reader = permit(&stand, person(&stand, 920, &[Role::Researcher]).await).await;
        let mill = make(&stand, Kind::Incident, json!({"title": "Mill", "campaign": "CJTF"}), AccessLabel::Team).await;
        let of = [("All", Filter::default()), ("Mills", likely()), ("Graded", Filter::default().with(Facet::Grade, "weak"))];
        for (name, filter) in &of {
            stand.register.save_search(&reader, name, filter, Order::Toll).await.unwrap();
        }
        let number = |all, mills, graded| vec![("All".to_owned(), all, 0), ("Mills".to_owned(), mills, 0), ("Graded".to_owned(), graded, 0)];
        assert_eq!(counts(&stand, &reader).await, number(1, 1, 0));
        assert_eq!(stand.register.search_alerts(&reader).await.unwrap(), (3, 0));

        // Every way in which an incident changes.
        let report = make(&stand, Kind::Report, json!({"title": "An account"}), AccessLabel::Team).await;
        assert_eq!(counts(&stand, &reader).await, number(1, 1, 0), "an account of nothing changes nothing");
        let mut changes = 0;
        for way in 0..6 {
            let id = stand.register.saved_searches(&reader).await.unwrap()[1].0.id;
            stand.register.open_search(&reader, id).await.unwrap();
            assert_eq!(counts(&stand, &reader).await[1].2, 0, "{way}");
            let mut work = stand.register.begin(reason("Change it"), stand.scope.project).await.unwrap();
            match way {
                0 => drop(work.link((Kind::Report, report.0), LinkRole::About, (Kind::Incident, mill.0), BTreeMap::new()).await.unwrap()),
                1 => {
                    let seen = heads(&stand, Kind::Report, report, "title").await;
                    work.change(Kind::Report, report, body(json!({"title": "Another"})), &seen).await.unwrap();
                }
                2 => drop(work.create(Kind::Assessment, body(json!({"incident": mill, "version": 1, "basis": "own", "grade": "weak"}))).await.unwrap()),
                3 => {
                    let comment = Comment { about: mill, about_kind: Kind::Incident, field: None, words: "Look".to_owned(), mentions: vec![], settled: false };
                    work.comment(&comment).await.unwrap();
                }
                4 => drop(work.create(Kind::ObjectDamage, body(json!({"incident": mill, "class": "hospital"}))).await.unwrap()),
                _ => drop(work.create(Kind::VictimMention, body(json!({"incident": mill, "report": report, "names": [{"text": "A"}]}))).await.unwrap()),
            }
            work.commit().await.unwrap();
            changes += counts(&stand, &reader).await[1].2;
            assert_eq!(changes, way + 1, "the {way}th way");
        }
        assert_eq!(counts(&stand, &reader).await, [("All".to_owned(), 1, 1), ("Mills".to_owned(), 1, 1), ("Graded".to_owned(), 1, 1)]);
        assert_eq!(stand.register.search_alerts(&reader).await.unwrap(), (3, 3));
        make(&stand, Kind::Incident, json!({"title": "Bridge"}), AccessLabel::Team).await;
        let searches = stand.register.saved_searches(&reader).await.unwrap();
        let (search, changed) = stand.register.saved_search(&reader, searches[0].0.id, 10).await.unwrap();
        assert_eq!((search.name.as_str(), search.order), ("All", Order::Toll));
        let changed: Vec<String> = changed.iter().map(register::record::Record::name).collect();
        assert_eq!(changed, ["Bridge", "Mill"], "latest first");
        let (_, changed) = stand.register.saved_search(&reader, searches[1].0.id, 10).await.unwrap();
        assert_eq!(changed.len(), 1);
    }

    async fn what_one_does_oneself_is_no_news(stand: Stand) {
        let actor = person(&stand, 921, &[Role::Researcher]).await;
        let reader = permit(&stand, actor).await;
        stand.register.save_search(&reader, "All", &Filter::default(), Order::default()).await.unwrap();
        let mut work = by(&stand, actor).await;
        work.create(Kind::Incident, body(json!({"title": "Mill"}))).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(counts(&stand, &reader).await, [("All".to_owned(), 1, 0)]);
    }

    async fn a_search_is_its_owners_in_one_project_and_there_is_a_limit(stand: Stand) {
        let one = permit(&stand, person(&stand, 922, &[Role::Researcher]).await).await;
        let other = permit(&stand, person(&stand, 923, &[Role::Reviewer]).await).await;
        let id = stand.register.save_search(&one, " All ", &Filter::default(), Order::default()).await.unwrap();
        assert!(stand.register.saved_searches(&other).await.unwrap().is_empty());
        assert!(matches!(stand.register.saved_search(&other, id, 5).await, Err(Error::NotFound)));
        assert!(matches!(stand.register.open_search(&other, id).await, Err(Error::NotFound)));
        assert!(matches!(stand.register.forget_search(&other, id).await, Err(Error::NotFound)));
        assert_eq!(code(stand.register.save_search(&one, "  ", &Filter::default(), Order::default()).await), "field-empty");
        let long = "x".repeat(200);
        assert_eq!(code(stand.register.save_search(&one, &long, &Filter::default(), Order::default()).await), "field-too-long");
        for _ in 1..SAVED_SEARCHES_MAX {
            stand.register.save_search(&one, "All", &Filter::default(), Order::default()).await.unwrap();
        }
        let before = stand.register.db.statements();
        assert_eq!(stand.register.saved_searches(&one).await.unwrap().len(), 20);
        assert_eq!(stand.register.db.statements() - before, 1, "one statement for all of them");
        let more = stand.register.save_search(&one, "One more", &Filter::default(), Order::default()).await;
        assert_eq!(code(more), "saved-searches-too-many");
        stand.register.save_search(&other, "Mine", &Filter::default(), Order::default()).await.unwrap();
        stand.register.forget_search(&one, id).await.unwrap();
        stand.register.save_search(&one, "One more", &Filter::default(), Order::default()).await.unwrap();
    }

    /// Nothing closed is counted, neither as matching nor as new; not when it is made, changed, or closed later.
    async fn a_closed_record_is_in_no_number(stand: Stand) {
        let lesser = ActorId(Uuid::from_u128(0x7300_0000_0000_4000_8000_0000_0000_0924));
        let member = Member { person: lesser, roles: vec![Role::Researcher], clearance: AccessLabel::Team, ended: false, note: None };
        let mut work = stand.register.begin(reason("Give a role"), stand.scope.project).await.unwrap();
        work.set_member(&member).await.unwrap();
        work.commit().await.unwrap();
        let lesser = permit(&stand, lesser).await;
        let all = person(&stand, 925, &[Role::Custodian]).await;
        let all = permit(&stand, all).await;
        let open = make(&stand, Kind::Incident, json!({"title": "Mill"}), AccessLabel::Team).await;
        for who in [&lesser, &all] {
            stand.register.save_search(who, "All", &Filter::default(), Order::default()).await.unwrap();
        }
        let report = make(&stand, Kind::Report, json!({"title": "Sealed words"}), AccessLabel::Sealed).await;
        let mut work = stand.register.begin(reason("Tie it"), stand.scope.project).await.unwrap();
        work.link((Kind::Report, report.0), LinkRole::About, (Kind::Incident, open.0), BTreeMap::new()).await.unwrap();
        work.commit().await.unwrap();
        make(&stand, Kind::Incident, json!({"title": "Hidden"}), AccessLabel::Sensitive).await;
        assert_eq!(counts(&stand, &all).await, [("All".to_owned(), 2, 2)]);
        assert_eq!(counts(&stand, &lesser).await, [("All".to_owned(), 1, 0)]);
        assert_eq!(stand.register.search_alerts(&lesser).await.unwrap(), (1, 0));
        let id = stand.register.saved_searches(&lesser).await.unwrap()[0].0.id;
        assert!(stand.register.saved_search(&lesser, id, 10).await.unwrap().1.is_empty());
        let mut work = stand.register.begin(reason("Close it"), stand.scope.project).await.unwrap();
        work.narrow(Kind::Incident, open, AccessLabel::Sensitive).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(counts(&stand, &lesser).await, [("All".to_owned(), 0, 0)]);
    }

    async fn every_filter_can_be_saved(stand: Stand) {
        plant(&stand.register, stand.scope, true).await;
        let reader = permit(&stand, person(&stand, 926, &[Role::Researcher]).await).await;
        let filters = [
            vec![("grade", "none"), ("basis", "own"), ("from", "2017"), ("to", "2017-12")],
            vec![("outcome", "credible"), ("killed", "range"), ("object", "hospital"), ("q", "Mill's $1 'x'")],
            vec![("campaign", "none"), ("candidate", "no"), ("q", "…")],
        ];
        for pairs in filters {
            let filter = Filter::read(pairs).unwrap();
            stand.register.save_search(&reader, "One", &filter, Order::Newest).await.unwrap();
            let matching = stand.register.incident_sorts(reader.scope(), &filter).await.unwrap().incidents;
            let searches = stand.register.saved_searches(&reader).await.unwrap();
            let (search, news) = searches.last().unwrap();
            assert_eq!((&search.filter, news.matching), (&filter, Some(matching)));
        }
    }
}

async fn heads(stand: &Stand, kind: Kind, id: RecordId, field: &str) -> Vec<domain::id::ActId> {
    let stored = stand.register.stored(stand.scope, kind, id).await.unwrap();
    stored.heads_of(field).into_iter().map(domain::id::ActId).collect()
}
