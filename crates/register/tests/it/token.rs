//! Tokens: never more than their owner may at the moment, never more than when they were made.

use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::team::{code, person};
use domain::id::ActorId;
use domain::kind::Kind;
use domain::record::Member;
use domain::vocabulary::{AccessLabel, Role};
use register::limits::{DAY_SECONDS, SEEN_SECONDS, TOKEN_DAYS_MAX, TOKENS_OF_A_PERSON_MAX};
use register::people::{Factor, NewToken, Newcomer, Reach, Session, Token};
use register::permission::Operation;
use serde_json::json;

fn new(reach: Reach, clearance: AccessLabel) -> NewToken {
    NewToken { name: "Nightly copy".to_owned(), reach, clearance, days: 30 }
}

async fn session(stand: &Stand, actor: ActorId, factor: Factor) -> Session {
    let secret = stand.register.people.open_session(actor, factor).await.unwrap();
    stand.register.people.session(secret.expose()).await.unwrap().unwrap()
}

async fn token(stand: &Stand, actor: ActorId, new: &NewToken) -> (String, Token) {
    let session = session(stand, actor, Factor::Code).await;
    let secret = stand.register.make_token(&session, stand.scope.project, new).await.unwrap();
    let token = stand.register.people.token(secret.expose()).await.unwrap().unwrap();
    (secret.expose().to_owned(), token)
}

async fn set(stand: &Stand, person: ActorId, roles: &[Role], clearance: AccessLabel, ended: bool) {
    let member = Member { person, roles: roles.to_vec(), clearance, ended, note: None };
    let mut work = stand.register.begin(reason("Change a role"), stand.scope.project).await.unwrap();
    work.set_member(&member).await.unwrap();
    work.commit().await.unwrap();
}

on_both! {
    async fn a_token_does_what_its_owner_does_and_no_more(stand: Stand) {
        let layla = person(&stand, 1, &[Role::Researcher, Role::Admin]).await;
        let (_, write) = token(&stand, layla, &new(Reach::Write, AccessLabel::Team)).await;
        let (permit, project) = stand.register.admitted(&write).await.unwrap();
        assert_eq!((permit.scope().clearance, project.code.as_str()), (AccessLabel::Team, "test"));
        let may = |operation| permit.may(operation);
        assert!(may(Operation::Read) && may(Operation::Collect) && may(Operation::Resolve));
        assert!(!may(Operation::Members) && !may(Operation::Projects), "an administrator's token administers nothing");
        let mut work = stand.register.begin_with(&write, "Enter it".to_owned()).await.unwrap();
        let made = work.create(Kind::Source, body(json!({"name": "Paper"}))).await.unwrap();
        let refused = work.create(Kind::Project, body(json!({"code": "x", "name": "X"}))).await;
        assert_eq!(code(refused), "not-permitted projects");
        work.commit().await.unwrap();
        let acts = stand.register.history(stand.scope, Kind::Source, made).await.unwrap();
        assert_eq!((acts[0].act.actor, acts[0].why()), (layla.0, "Enter it"));

        let (_, read) = token(&stand, layla, &new(Reach::Read, AccessLabel::Team)).await;
        let (permit, _) = stand.register.admitted(&read).await.unwrap();
        assert!(permit.may(Operation::Read) && !permit.may(Operation::Collect) && !permit.may(Operation::Comment));
        let mut work = stand.register.begin_with(&read, "Enter it".to_owned()).await.unwrap();
        let refused = work.create(Kind::Source, body(json!({"name": "Paper"}))).await;
        assert_eq!(code(refused), "not-permitted collect");
    }

    async fn a_change_of_roles_narrows_a_token_and_never_widens_it(stand: Stand) {
        let layla = person(&stand, 1, &[Role::Researcher]).await;
        let (_, token) = token(&stand, layla, &new(Reach::Write, AccessLabel::Sensitive)).await;
        set(&stand, layla, &[Role::Researcher, Role::Custodian], AccessLabel::Sealed, false).await;
        let (permit, _) = stand.register.admitted(&token).await.unwrap();
        assert_eq!((permit.roles(), permit.scope().clearance), (&[Role::Researcher][..], AccessLabel::Sensitive));
        set(&stand, layla, &[Role::Reviewer], AccessLabel::Team, false).await;
        let (permit, _) = stand.register.admitted(&token).await.unwrap();
        assert_eq!((permit.roles(), permit.scope().clearance), (&[][..], AccessLabel::Team));
        assert!(!permit.may(Operation::Read), "no role is left to it");
        set(&stand, layla, &[Role::Researcher], AccessLabel::Team, true).await;
        assert_eq!(code(stand.register.admitted(&token).await), "not-found", "they left");
    }

    async fn the_owners_token_is_held_to_its_label(stand: Stand) {
        let (_, token) = token(&stand, register::register::LOCAL_ACTOR, &new(Reach::Write, AccessLabel::Team)).await;
        let (permit, _) = stand.register.admitted(&token).await.unwrap();
        assert!(!permit.is_owner() && permit.may(Operation::Resolve) && !permit.may(Operation::Projects));
        assert_eq!(permit.scope().clearance, AccessLabel::Team);
    }

    async fn what_cannot_be_made(stand: Stand) {
        let layla = person(&stand, 1, &[Role::Collector]).await;
        let project = stand.scope.project;
        let good = new(Reach::Read, AccessLabel::Team);
        let entered = session(&stand, layla, Factor::Code).await;
        let make = async |new: NewToken| code(stand.register.make_token(&entered, project, &new).await);
        for (name, days, expected) in [
            (" ".to_owned(), 30, "token-name-empty"),
            ("a\u{7}".to_owned(), 30, "token-name-too-long"),
            ("a".repeat(500), 30, "token-name-too-long"),
            ("a".to_owned(), 0, "token-days-not-understood"),
            ("a".to_owned(), TOKEN_DAYS_MAX + 1, "token-days-not-understood"),
        ] {
            assert_eq!(make(NewToken { name, days, ..good.clone() }).await, expected);
        }
        assert_eq!(make(new(Reach::Read, AccessLabel::Sealed)).await, "token-label-too-narrow");
        let keeper = person(&stand, 2, &[Role::Custodian]).await;
        let kept = session(&stand, keeper, Factor::Code).await;
        let sealed = stand.register.make_token(&kept, project, &new(Reach::Read, AccessLabel::Sealed)).await;
        assert_eq!(code(sealed), "token-label-too-narrow", "what is sealed leaves by two people only");
        let other = domain::record::Project { code: "o".into(), name: "O".into(), ..Default::default() };
        let other = stand.register.make_project(reason("Another"), &other).await.unwrap();
        assert_eq!(code(stand.register.make_token(&entered, other, &good).await), "not-found");
        let recovered = session(&stand, layla, Factor::RecoveryCode).await;
        assert_eq!(code(stand.register.make_token(&recovered, project, &good).await), "confirm-first");
        for _ in 0..TOKENS_OF_A_PERSON_MAX {
            assert_eq!(make(good.clone()).await, "");
        }
        assert_eq!(make(good.clone()).await, "tokens-too-many");
    }

    async fn a_token_ends(stand: Stand) {
        let people = stand.register.people.clone();
        let newcomer = Newcomer::new("layla", "Layla");
        let layla = newcomer.actor;
        people.invite(&newcomer).await.unwrap();
        set(&stand, layla, &[Role::Collector], AccessLabel::Team, false).await;
        let good = new(Reach::Read, AccessLabel::Team);
        // Invited, so not active: a token opens nothing.
        let now = people.now();
        let opened = Session {
            id: uuid::Uuid::new_v4(), actor: layla, name: None, factor: Factor::Code,
            opened_at: now, seen_at: now, fresh_at: now,
        };
        let secret = stand.register.make_token(&opened, stand.scope.project, &good).await.unwrap();
        assert!(people.token(secret.expose()).await.unwrap().is_none());

        let owner = register::register::LOCAL_ACTOR;
        let (secret, token) = token(&stand, owner, &good).await;
        assert!(secret.starts_with("sijil_") && secret.len() == 70);
        assert!(people.token(&secret.replace("sijil_", "")).await.unwrap().is_none());
        assert!(people.token("sijil_guess").await.unwrap().is_none());
        assert_eq!(token.used_at, None);
        let later = people.at(now + SEEN_SECONDS + 60);
        later.token(&secret).await.unwrap().unwrap();
        assert_eq!(later.tokens(owner).await.unwrap()[0].used_at, Some(now + SEEN_SECONDS + 60));
        let end = token.made_at + 30 * DAY_SECONDS;
        assert_eq!(token.ends_at, end);
        assert!(people.at(end - 1).token(&secret).await.unwrap().is_some());
        assert!(people.at(end).token(&secret).await.unwrap().is_none());
        assert!(people.at(end).tokens(owner).await.unwrap().is_empty());
        let admin = person(&stand, 3, &[Role::Admin]).await;
        let other = person(&stand, 4, &[Role::Researcher]).await;
        assert_eq!(code(stand.register.revoke_token(other, owner, token.id).await), "not-permitted members");
        assert_eq!(code(stand.register.revoke_token(other, other, token.id).await), "not-found");
        assert_eq!(people.all_tokens().await.unwrap().len(), 2);
        stand.register.revoke_token(admin, owner, token.id).await.unwrap();
        assert!(people.token(&secret).await.unwrap().is_none());
        people.deactivate(layla).await.unwrap();
        assert!(people.all_tokens().await.unwrap().is_empty(), "deactivation destroys tokens");
    }
}
