//! A record is made, changed, read back, searched and remembered.

use crate::on_both;
use crate::stand::{On, Stand, reason, stand};
use domain::codebook::Codebook;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::LinkRole;
use register::Error;
use register::db::Access;
use register::exchange::out::Format;
use serde_json::json;
use std::collections::BTreeMap;

#[expect(clippy::needless_pass_by_value, reason = "callers hand over a json! literal")]
pub fn body(value: serde_json::Value) -> Body {
    value.as_object().unwrap().clone()
}

pub fn incident(title: &str) -> Body {
    let when = domain::when::When::day("2017-06-10", domain::when::Zone::Unknown).unwrap();
    body(
        json!({"title": title, "codes": ["CS001"], "when": when, "location": {"words": "Raqqah", "words_ar": "الرقة"}}),
    )
}

pub async fn make(stand: &Stand, kind: Kind, body: Body) -> RecordId {
    let mut work = stand.register.begin(reason("Try it"), stand.scope.project).await.unwrap();
    let id = work.create(kind, body).await.unwrap();
    work.commit().await.unwrap();
    id
}

on_both! {
    async fn a_record_keeps_its_history(stand: Stand) {
        let id = make(&stand, Kind::Incident, incident("First")).await;
        let seen = stand.register.stored(stand.scope, Kind::Incident, id).await.unwrap().heads_of("title");
        let seen: Vec<_> = seen.into_iter().map(domain::id::ActId).collect();
        let mut work = stand.register.begin(reason("A better title"), stand.scope.project).await.unwrap();
        work.change(Kind::Incident, id, body(json!({"title": "Second"})), &seen).await.unwrap();
        work.commit().await.unwrap();

        let record = stand.register.record(stand.scope, Kind::Incident, id).await.unwrap();
        assert_eq!(record.text("title"), Some("Second"));
        assert_eq!(record.conflicts, 0);
        let history = stand.register.history(stand.scope, Kind::Incident, id).await.unwrap();
        let told: Vec<_> = history.iter().map(|logged| (logged.act.kind.as_str(), logged.why())).collect();
        assert_eq!(told, [("incident.create", "Try it"), ("incident.change", "A better title")]);
        let before = &history[0].act.at;
        let state = stand.register.state_at(stand.scope, Kind::Incident, id, before).await.unwrap().unwrap();
        assert_eq!(state.body.get("title"), Some(&json!("First")));
        assert_eq!(stand.register.state_at(stand.scope, Kind::Incident, id, "2000").await.unwrap(), None);
    }

    async fn nothing_happens_without_a_reason(stand: Stand) {
        let refused = stand.register.begin(reason("  "), stand.scope.project).await.err().unwrap();
        assert_eq!(refused.code(), "reason-missing");
        let long = "x".repeat(register::limits::REASON_CHARS_MAX + 1);
        assert_eq!(stand.register.begin(reason(&long), stand.scope.project).await.err().unwrap().code(), "reason-too-long");
    }

    async fn a_refused_record_leaves_nothing(stand: Stand) {
        let mut work = stand.register.begin(reason("Try it"), stand.scope.project).await.unwrap();
        let wrong = body(json!({"title": "x", "location": {"point": {"lat_e7": 1, "lon_e7": 1}}}));
        let refused = work.create(Kind::Incident, wrong).await;
        assert!(matches!(refused, Err(Error::Refused(problems)) if problems[0].code == "point-without-precision"));
        let unknown = body(json!({"title": "x", "colour": "red"}));
        assert!(matches!(work.create(Kind::Incident, unknown).await, Err(Error::Refused(_))));
        drop(work);
        let counts = stand.register.counts(stand.scope).await.unwrap();
        assert!(counts.iter().all(|(_, count)| *count == 0));
    }

    async fn closed_and_missing_give_the_same_answer(stand: Stand) {
        let id = make(&stand, Kind::Incident, incident("Mine")).await;
        let other = domain::record::Project { code: "other".into(), name: "Other".into(), ..Default::default() };
        let other = stand.register.make_project(reason("Another"), &other).await.unwrap();
        let other = register::Scope::of(other);
        let closed = stand.register.record(other, Kind::Incident, id).await.err().unwrap();
        let missing = stand.register.record(other, Kind::Incident, RecordId(uuid::Uuid::now_v7())).await.err().unwrap();
        assert_eq!(closed.to_string(), missing.to_string());
        assert_eq!(stand.register.history(other, Kind::Incident, id).await.err().unwrap().code(), "not-found");
        assert_eq!(stand.register.search(other, "Raqqa", 10).await.unwrap(), []);
        assert_eq!(stand.register.acts(other, None, 10).await.unwrap().len(), 1, "only the project's own act");
        let mut work = stand.register.begin(reason("Reach over"), other.project).await.unwrap();
        assert_eq!(work.change(Kind::Incident, id, body(json!({"title": "y"})), &[]).await.err().unwrap().code(), "not-found");
    }

    async fn either_script_finds_the_record(stand: Stand) {
        let arabic = make(&stand, Kind::Incident, body(json!({"title": "x", "location": {"words_ar": "الرَّقّة"}}))).await;
        let latin = make(&stand, Kind::Incident, body(json!({"title": "x", "location": {"words": "Ar Raqqah"}}))).await;
        make(&stand, Kind::Incident, body(json!({"title": "x", "location": {"words": "Hajin"}}))).await;
        for query in ["الرقة", "الرَّقّة", "Raqqa", "Raqqah", "Ar Raqqah"] {
            let mut found: Vec<_> = stand.register.search(stand.scope, query, 10).await.unwrap();
            found.sort();
            assert_eq!(found, [(Kind::Incident, arabic), (Kind::Incident, latin)], "{query}");
        }
        assert_eq!(stand.register.search(stand.scope, "\" OR * (", 10).await.unwrap(), []);
    }

    async fn a_changed_word_is_found_and_the_old_one_is_not(stand: Stand) {
        let id = make(&stand, Kind::Source, body(json!({"name": "Orient"}))).await;
        let mut work = stand.register.begin(reason("Renamed"), stand.scope.project).await.unwrap();
        let seen = stand.register.stored(stand.scope, Kind::Source, id).await.unwrap().seen(["name"].into_iter());
        let seen: Vec<_> = seen.into_iter().map(domain::id::ActId).collect();
        work.change(Kind::Source, id, body(json!({"name": "Furat"})), &seen).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(stand.register.search(stand.scope, "Orient", 10).await.unwrap(), []);
        assert_eq!(stand.register.search(stand.scope, "Furat", 10).await.unwrap(), [(Kind::Source, id)]);
    }

    async fn links_are_read_from_both_ends(stand: Stand) {
        let incident = make(&stand, Kind::Incident, incident("One")).await;
        let finding = make(&stand, Kind::Finding, body(json!({"body": "Task force", "outcome": "non_credible"}))).await;
        let mut work = stand.register.begin(reason("It decides it"), stand.scope.project).await.unwrap();
        let attributes = BTreeMap::from([("certainty".to_owned(), "possible".to_owned())]);
        work.link((Kind::Finding, finding.0), LinkRole::Decides, (Kind::Incident, incident.0), attributes.clone()).await.unwrap();
        work.commit().await.unwrap();
        let links = stand.register.links(stand.scope, &[incident]).await.unwrap();
        assert_eq!(links.len(), 1);
        assert_eq!((links[0].outgoing, links[0].there, links[0].there_kind), (false, finding, Kind::Finding));
        assert_eq!(links[0].attributes, attributes);
        assert!(stand.register.links(stand.scope, &[finding]).await.unwrap()[0].outgoing);
    }

    async fn what_was_committed_is_there_after_a_restart(stand: Stand) {
        let id = make(&stand, Kind::Incident, incident("Kept")).await;
        stand.register.sequence().await.unwrap();
        let stand = stand.reopen(Access::Write).await;
        assert_eq!(stand.register.record(stand.scope, Kind::Incident, id).await.unwrap().text("title"), Some("Kept"));
        make(&stand, Kind::Incident, incident("More")).await;
        let checkpoint = stand.register.sequence().await.unwrap();
        assert_eq!(checkpoint.size, 3);
    }
}

on_both! {
    async fn a_codebook_in_the_folder_is_the_one_it_goes_by(stand: Stand) {
        assert_eq!(stand.register.codebook, Codebook::built_in());
        let path = stand.folder.join("codebook.toml");
        let own = Codebook { name: "house".to_owned(), version: "3".to_owned(), ..Codebook::built_in() };
        std::fs::write(&path, toml::to_string(&own).unwrap()).unwrap();
        let stand = stand.reopen(Access::Write).await;
        assert_eq!(stand.register.codebook.reference(), "house 3");
        let mut exported = Vec::new();
        stand.register.export(stand.scope, Kind::Incident, Format::GeoJson, &mut exported).await.unwrap();
        assert!(String::from_utf8(exported).unwrap().contains("house 3"));
        let folder = register::folder::Folder::at(&stand.folder);
        for broken in ["grades = 1", "", "\u{0}", &"#".repeat(70_000)] {
            std::fs::write(&path, broken).unwrap();
            let refused = folder.read_codebook().err().map(|error| error.code().to_owned());
            assert_eq!(refused.as_deref(), Some("setting-not-understood"), "{broken:.9}");
        }
    }
}

#[tokio::test]
async fn only_one_process_writes() {
    let stand = stand(On::Sqlite).await.unwrap();
    let locked = register::Register::open(&stand.folder, Access::Write).await.err().unwrap();
    assert_eq!(locked.code(), "register-locked");
    let reader = register::Register::open(&stand.folder, Access::Read).await.unwrap();
    assert_eq!(reader.begin(reason("x"), stand.scope.project).await.err().unwrap().code(), "read-only");
    assert_eq!(reader.projects().await.unwrap().len(), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn the_folder_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let stand = stand(On::Sqlite).await.unwrap();
    assert_eq!(std::fs::metadata(&stand.folder).unwrap().permissions().mode() & 0o777, 0o700);
    let seed = stand.folder.join("keys/log.seed");
    assert_eq!(std::fs::metadata(seed).unwrap().permissions().mode() & 0o777, 0o600);
}

/// PostgreSQL plans by counts of its own that come minutes late: a table that just grew is counted with the work.
#[tokio::test]
async fn a_table_that_grew_is_counted_for_the_planner() {
    let Some(stand) = stand(On::Postgres).await else { return };
    let counted = async || {
        let sql = "select cast(reltuples as bigint) from pg_class where oid = 'source'::regclass";
        stand.register.db.rows(sql, Vec::new()).await.unwrap()[0].int(0).unwrap()
    };
    make(&stand, Kind::Source, body(json!({"name": "Alone"}))).await;
    assert!(counted().await < 1, "nobody counts for one record");
    let mut work = stand.register.begin(reason("A list"), stand.scope.project).await.unwrap();
    for number in 0..300 {
        work.create(Kind::Source, body(json!({"name": format!("Source {number}")}))).await.unwrap();
    }
    work.commit().await.unwrap();
    assert_eq!(counted().await, 301);
}
