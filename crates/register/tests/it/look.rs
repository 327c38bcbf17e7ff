//! Looks: what others changed since, that one's own acts are none of it, and that nothing closed is counted.

use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::team::{by, person};
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Comment, Member};
use domain::vocabulary::{AccessLabel, LinkRole, Role};
use register::Error;
use register::permission::Permit;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

async fn incident(stand: &Stand, title: &str) -> RecordId {
    let mut work = stand.register.begin(reason("Enter it"), stand.scope.project).await.unwrap();
    let id = work.create(Kind::Incident, body(json!({"title": title}))).await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn say(stand: &Stand, actor: ActorId, about: (Kind, RecordId)) {
    let comment = Comment {
        about: about.1,
        about_kind: about.0,
        field: None,
        words: "Look at this".to_owned(),
        mentions: Vec::new(),
        settled: false,
    };
    let mut work = by(stand, actor).await;
    work.comment(&comment).await.unwrap();
    work.commit().await.unwrap();
}

async fn permit(stand: &Stand, actor: ActorId) -> Permit {
    stand.register.permit(actor, stand.scope.project).await.unwrap()
}

async fn changes(stand: &Stand, permit: &Permit, id: RecordId) -> Option<i64> {
    stand.register.look_at(permit, id).await.unwrap().map(|since| since.changes)
}

on_both! {
    async fn a_look_counts_what_others_did_since(stand: Stand) {
        let (one, other) = (person(&stand, 930, &[Role::Researcher]).await, person(&stand, 931, &[Role::Researcher]).await);
        let reader = permit(&stand, one).await;
        let (mill, bridge) = (incident(&stand, "Mill").await, incident(&stand, "Bridge").await);
        assert_eq!(changes(&stand, &reader, mill).await, None, "nothing to compare the first look with");
        say(&stand, one, (Kind::Incident, mill)).await;
        assert_eq!(changes(&stand, &reader, mill).await, Some(0), "one's own acts are no news");
        say(&stand, other, (Kind::Incident, mill)).await;
        let mut work = by(&stand, other).await;
        let report = work.create(Kind::Report, body(json!({"title": "An account"}))).await.unwrap();
        work.link((Kind::Report, report.0), LinkRole::About, (Kind::Incident, mill.0), BTreeMap::new()).await.unwrap();
        let own = json!({"incident": mill, "version": 1, "basis": "own", "grade": "weak"});
        let own = work.create(Kind::Assessment, body(own)).await.unwrap();
        work.commit().await.unwrap();
        say(&stand, other, (Kind::Assessment, own)).await;
        say(&stand, other, (Kind::Incident, bridge)).await;

        let both = [mill, bridge];
        let marked = stand.register.changed_since_looks(&reader, &both).await.unwrap();
        assert_eq!(marked.keys().copied().collect::<Vec<_>>(), [mill], "one was never looked at");
        let since = marked[&mill];
        assert_eq!(since.changes, 5, "two comments, an account, its tie, an assessment");
        let acts = stand.register.acts_since(reader.scope(), one, mill, since.position).await.unwrap();
        assert_eq!(acts.len(), 5);
        assert!(acts.iter().all(|logged| logged.act.actor == other.0));
        assert_eq!(acts[0].act.kind, "comment.create", "latest first");
        assert_eq!(changes(&stand, &reader, mill).await, Some(5));
        assert_eq!(changes(&stand, &reader, mill).await, Some(0));
        assert!(stand.register.changed_since_looks(&reader, &both).await.unwrap().is_empty());
        assert!(stand.register.changed_since_looks(&permit(&stand, other).await, &both).await.unwrap().is_empty());
    }

    /// A look at what nobody changed is written once an hour at most.
    async fn looking_again_writes_nothing(stand: Stand) {
        let reader = permit(&stand, person(&stand, 932, &[Role::Researcher]).await).await;
        let mill = incident(&stand, "Mill").await;
        changes(&stand, &reader, mill).await;
        let (before, people) = (stand.register.db.statements(), stand.register.people.db.statements());
        assert_eq!(changes(&stand, &reader, mill).await, Some(0));
        assert_eq!((stand.register.db.statements() - before, stand.register.people.db.statements() - people), (1, 1));
    }

    async fn what_is_closed_is_in_no_look(stand: Stand) {
        let lesser = ActorId(Uuid::from_u128(0x7300_0000_0000_4000_8000_0000_0000_0933));
        let member = Member { person: lesser, roles: vec![Role::Researcher], clearance: AccessLabel::Team, ended: false, note: None };
        let mut work = stand.register.begin(reason("Give a role"), stand.scope.project).await.unwrap();
        work.set_member(&member).await.unwrap();
        work.commit().await.unwrap();
        let reader = permit(&stand, lesser).await;
        let mill = incident(&stand, "Mill").await;
        changes(&stand, &reader, mill).await;
        let mut work = stand.register.begin(reason("Enter it"), stand.scope.project).await.unwrap();
        let report = work.create_labelled(Kind::Report, body(json!({"title": "A"})), AccessLabel::Sealed).await.unwrap();
        work.link((Kind::Report, report.0), LinkRole::About, (Kind::Incident, mill.0), BTreeMap::new()).await.unwrap();
        work.commit().await.unwrap();
        assert!(stand.register.changed_since_looks(&reader, &[mill]).await.unwrap().is_empty());
        assert!(stand.register.acts_since(reader.scope(), lesser, mill, 0).await.unwrap().iter().all(|logged| logged.act.subject == mill.0));
        assert_eq!(changes(&stand, &reader, mill).await, Some(0));
        let mut work = stand.register.begin(reason("Close it"), stand.scope.project).await.unwrap();
        work.narrow(Kind::Incident, mill, AccessLabel::Sensitive).await.unwrap();
        work.commit().await.unwrap();
        assert!(matches!(stand.register.look_at(&reader, mill).await, Err(Error::NotFound)));
        assert!(stand.register.changed_since_looks(&reader, &[mill]).await.unwrap().is_empty());
    }
}
