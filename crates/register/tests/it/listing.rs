//! Pages of any kind, what ties records together, and acts opened, on both databases.

use crate::life::{body, incident, make};
use crate::on_both;
use crate::stand::{Stand, reason};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::LinkRole;
use register::disclosure::Standing;
use register::listing::{Choice, Cursor, Turn};
use serde_json::json;
use std::collections::BTreeMap;

/// Reads a kind page by page to its end, then back to its start; both ways must give the same rows.
async fn walk(stand: &Stand, kind: Kind, choice: &Choice, limit: i64) -> Vec<RecordId> {
    let page = |turn: Turn| async move {
        stand.register.page_of(stand.scope, kind, choice, &turn, limit).await.unwrap()
    };
    let mut forwards = Vec::new();
    let mut listing = page(Turn::First).await;
    assert_eq!(listing.previous, None);
    loop {
        forwards.extend(listing.records.iter().map(|record| record.id));
        let Some(next) = listing.next.clone() else { break };
        assert_eq!(next.to_string().parse::<Cursor>().unwrap(), next);
        listing = page(Turn::After(next)).await;
    }
    assert_eq!(listing.total, i64::try_from(forwards.len()).unwrap());
    let mut backwards: Vec<RecordId> = listing.records.iter().rev().map(|record| record.id).collect();
    while let Some(previous) = listing.previous.clone() {
        listing = page(Turn::Before(previous)).await;
        backwards.extend(listing.records.iter().rev().map(|record| record.id));
    }
    backwards.reverse();
    assert_eq!(backwards, forwards);
    forwards
}

on_both! {
    async fn every_row_of_a_kind_is_met_once_either_way(stand: Stand) {
        let mut sources = Vec::new();
        for name in ["b", "a", "é", "c", "a", "ب"] {
            sources.push(make(&stand, Kind::Source, body(json!({"name": name}))).await);
        }
        let order: Vec<RecordId> = [1, 4, 0, 3, 2, 5].into_iter().map(|place: usize| sources[place]).collect();
        for limit in 1..8 {
            assert_eq!(walk(&stand, Kind::Source, &Choice::default(), limit).await, order);
        }
        // Newest first, those without a date last.
        let mut reports = Vec::new();
        for day in [Some("2017-06-10"), None, Some("2018-06-10"), None, Some("2017-06-10")] {
            let when = day.map(|day| domain::when::When::day(day, domain::when::Zone::Utc).unwrap());
            let mut report = body(json!({"title": "Told", "source": sources[0]}));
            report.extend(when.map(|when| ("published".to_owned(), json!(when))));
            reports.push(make(&stand, Kind::Report, report).await);
        }
        let order: Vec<RecordId> = [2, 4, 0, 3, 1].into_iter().map(|place: usize| reports[place]).collect();
        for limit in 1..7 {
            assert_eq!(walk(&stand, Kind::Report, &Choice::default(), limit).await, order);
            let told = Choice { words: Some("told".to_owned()), of: Some(("source", sources[0])), ..Choice::default() };
            assert_eq!(walk(&stand, Kind::Report, &told, limit).await, order);
            let other = Choice { words: None, of: Some(("source", sources[1])), ..Choice::default() };
            assert_eq!(walk(&stand, Kind::Report, &other, limit).await, []);
        }
        for number in 0..3 {
            make(&stand, Kind::VictimMention, body(json!({"role": format!("pupil {number}")}))).await;
        }
        assert_eq!(walk(&stand, Kind::VictimMention, &Choice::default(), 2).await.len(), 3);
        assert!("nothing".parse::<Cursor>().is_err());
        let none = Choice { words: Some("!!".to_owned()), ..Choice::default() };
        assert_eq!(walk(&stand, Kind::Source, &none, 2).await, []);
    }

    async fn a_search_counts_every_kind(stand: Stand) {
        for number in 0..7 {
            make(&stand, Kind::Source, body(json!({"name": format!("Raqqa {number}")}))).await;
        }
        let place = make(&stand, Kind::Place, body(json!({"code": "P", "name": "الرقة"}))).await;
        let found = stand.register.found(stand.scope, "Raqqah", 5).await.unwrap();
        let told: Vec<_> = found.iter().map(|found| (found.kind, found.total, found.first.len())).collect();
        assert_eq!(told, [(Kind::Source, 7, 5), (Kind::Place, 1, 1)]);
        assert_eq!(found[1].first, [place]);
        let named = stand.register.named(stand.scope, [(Kind::Place, place), (Kind::Source, place)]).await.unwrap();
        assert_eq!(named.into_iter().map(|(id, record)| (id, record.kind)).collect::<Vec<_>>(), [(place, Kind::Place)]);
        let kinds = stand.register.kinds(stand.scope, &[place]).await.unwrap();
        assert_eq!(kinds, BTreeMap::from([(place, Kind::Place)]));
    }

    async fn links_are_paged_and_counted_both_ways(stand: Stand) {
        let source = make(&stand, Kind::Source, body(json!({"name": "Orient"}))).await;
        let mut work = stand.register.begin(reason("Tie them"), stand.scope.project).await.unwrap();
        for number in 0..5 {
            let report = body(json!({"title": format!("{number}"), "source": source}));
            let report = work.create(Kind::Report, report).await.unwrap();
            let (one, other) = ((Kind::Source, source.0), (Kind::Report, report.0));
            work.link(one, LinkRole::SourceOf, other, BTreeMap::new()).await.unwrap();
            work.link(other, LinkRole::Cites, one, BTreeMap::new()).await.unwrap();
        }
        work.link((Kind::Source, source.0), LinkRole::SameAs, (Kind::Source, source.0), BTreeMap::new()).await.unwrap();
        work.commit().await.unwrap();
        let mut met = Vec::new();
        let mut after = None;
        loop {
            let links = stand.register.links_of(stand.scope, source, after.as_ref(), 3).await.unwrap();
            assert_eq!(links.total, 11);
            met.extend(links.page.iter().map(|linked| (linked.role.clone(), linked.link)));
            after = links.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(met.len(), 11);
        assert!(met.windows(2).all(|pair| pair[0] < pair[1]), "by role, each once");
        let referring = stand.register.referring(stand.scope, Kind::Source, source).await.unwrap();
        let told: Vec<_> = referring.iter().map(|(column, count)| (column.kind, column.name, *count)).collect();
        assert_eq!(told, [(Kind::Report, "source", 5)]);
    }

    async fn an_opened_act_says_whether_its_leaf_holds_its_values(stand: Stand) {
        let id = make(&stand, Kind::Incident, incident("Baghuz")).await;
        let act = stand.register.record(stand.scope, Kind::Incident, id).await.unwrap().head_act;
        let waiting = stand.register.opened(stand.scope, act).await.unwrap();
        assert_eq!(waiting.leaf, None);
        assert!(waiting.fields.iter().all(|field| field.standing == Standing::Waiting));
        assert_eq!(stand.register.waiting().await.unwrap(), 2);
        assert_eq!(stand.register.leaf(stand.scope, act).await.err().unwrap().code(), "not-found");
        stand.register.sequence().await.unwrap();
        assert_eq!(stand.register.waiting().await.unwrap(), 0);
        let opened = stand.register.opened(stand.scope, act).await.unwrap();
        assert!(opened.fields.iter().all(|field| field.standing == Standing::Proven));
        assert_eq!(opened.document()["title"]["value"], json!("Baghuz"));
        assert_eq!(stand.register.leaf(stand.scope, act).await.unwrap(), opened.leaf.unwrap());

        // A value changed behind the program's back is told on the page of its act.
        let mut tx = stand.register.db.begin().await.unwrap();
        let sql = "update act set fields = replace(fields, 'Baghuz', 'Hajin') where id = $1";
        tx.run(sql, vec![act.0.into()]).await.unwrap();
        tx.commit().await.unwrap();
        let altered = stand.register.opened(stand.scope, act).await.unwrap();
        let differing: Vec<_> = altered.fields.iter().filter(|field| field.standing == Standing::Differs).collect();
        assert_eq!(differing.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["title"]);
        let other = ActId(uuid::Uuid::now_v7());
        assert_eq!(stand.register.opened(stand.scope, other).await.err().unwrap().code(), "not-found");
    }
}
