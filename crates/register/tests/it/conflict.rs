//! Two people change one field without seeing each other: both values stand until a third act settles them.

use crate::life::{body, incident, make};
use crate::on_both;
use crate::stand::{Stand, reason};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use proptest::prelude::*;
use serde_json::json;

async fn retitle(stand: &Stand, id: RecordId, title: &str, seen: &[ActId]) -> ActId {
    let mut work = stand.register.begin(reason("Retitle"), stand.scope.project).await.unwrap();
    let act = work.change(Kind::Incident, id, body(json!({ "title": title })), seen).await.unwrap();
    work.commit().await.unwrap();
    ActId(act)
}

on_both! {
    async fn two_blind_edits_conflict_and_a_third_settles(stand: Stand) {
        let id = make(&stand, Kind::Incident, incident("a")).await;
        let first = ActId(stand.register.stored(stand.scope, Kind::Incident, id).await.unwrap().first_act);
        let b = retitle(&stand, id, "b", &[first]).await;
        let c = retitle(&stand, id, "c", &[first]).await;
        let record = stand.register.record(stand.scope, Kind::Incident, id).await.unwrap();
        assert_eq!((record.text("title"), record.conflicts), (Some("b"), 1), "the earlier value is shown");
        let open = stand.register.conflicts(stand.scope, Kind::Incident, id).await.unwrap();
        let values: Vec<_> = open["title"].iter().map(|head| head.value.clone()).collect();
        assert_eq!(values, [json!("b"), json!("c")]);
        retitle(&stand, id, "d", &[b, c]).await;
        let record = stand.register.record(stand.scope, Kind::Incident, id).await.unwrap();
        assert_eq!((record.text("title"), record.conflicts), (Some("d"), 0));
        stand.register.sequence().await.unwrap();
        assert!(stand.register.fsck().await.unwrap().is_sound());
    }

    async fn settling_one_of_two_shows_the_other(stand: Stand) {
        let id = make(&stand, Kind::Incident, incident("a")).await;
        let first = ActId(stand.register.stored(stand.scope, Kind::Incident, id).await.unwrap().first_act);
        let b = retitle(&stand, id, "b", &[first]).await;
        retitle(&stand, id, "c", &[first]).await;
        retitle(&stand, id, "d", &[b]).await;
        let record = stand.register.record(stand.scope, Kind::Incident, id).await.unwrap();
        assert_eq!((record.text("title"), record.conflicts), (Some("c"), 1));
        stand.register.sequence().await.unwrap();
        let findings = stand.register.fsck().await.unwrap();
        assert!(findings.is_sound(), "{:?}", findings.faults);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever edits come with whatever knowledge, the tables hold what the acts fold to.
    #[test]
    fn tables_are_the_fold_of_the_acts(edits in proptest::collection::vec((0_usize..3, 0_u32..64, any::<bool>()), 1..12)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let stand = crate::stand::stand(crate::stand::On::Sqlite).await.unwrap();
            let id = make(&stand, Kind::Incident, incident("a")).await;
            let mut acts = vec![ActId(stand.register.stored(stand.scope, Kind::Incident, id).await.unwrap().first_act)];
            for (number, (field, seen, clear)) in edits.into_iter().enumerate() {
                let seen: Vec<_> = acts.iter().enumerate().filter(|(place, _)| seen >> place & 1 == 1).map(|(_, act)| *act).collect();
                let field = ["title", "note", "description"][field];
                let value = if clear && field != "title" { json!(null) } else { json!(format!("v{number}")) };
                let mut work = stand.register.begin(reason("Edit"), stand.scope.project).await.unwrap();
                let changes = body(json!({ field: value }));
                acts.push(ActId(work.change(Kind::Incident, id, changes, &seen).await.unwrap()));
                work.commit().await.unwrap();
            }
            stand.register.sequence().await.unwrap();
            let findings = stand.register.fsck().await.unwrap();
            assert!(findings.is_sound(), "{:?}", findings.faults);
        });
    }
}
