//! What is hard to undo, or opens what is closed, needs a factor shown within the last ten minutes: each address of the
//! table, with a session whose factor was shown long ago and with one whose factor was not.

use crate::site::{Answer, Site, reason, sites, teams};
use axum::http::{Method, StatusCode};
use domain::id::ActorId;
use domain::record::Member;
use domain::vocabulary::{AccessLabel, Role};
use register::limits::FRESH_SECONDS;
use register::people::Factor;
use register::permission::allows;
use std::collections::BTreeSet;
use uuid::Uuid;
use web::access::{Needs, Proof, TABLE, needs, proof};

const PERSON: ActorId = ActorId(Uuid::from_u128(0x7300_0000_0000_4000_8000_0000_0000_0001));

/// Somebody with every role but one: an administrator is never a custodian, who alone is cleared for everything.
async fn member(site: &Site, without: Role) {
    let roles = Role::ALL.iter().copied().filter(|role| *role != without).collect();
    let clearance = if without == Role::Custodian { AccessLabel::Sensitive } else { AccessLabel::Sealed };
    let member = Member { person: PERSON, roles, clearance, ended: false, note: None };
    let mut work = site.register.begin(reason("Give a role"), site.scope.project).await.expect("work");
    work.set_member(&member).await.expect("member");
    work.commit().await.expect("kept");
}

/// Signs the person in by a factor that was shown so many seconds ago.
async fn signed_in(site: &mut Site, factor: Factor, seconds: i64) {
    let people = &site.register.people;
    let then = people.at(people.now() - seconds);
    let session = then.open_session(PERSON, factor).await.expect("session");
    site.cookie = format!("sijil-8080={}", session.expose());
}

/// Whether an answer leads to the page that asks for a factor.
fn asks(answer: &Answer) -> bool {
    answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/confirm?back=")
}

fn filled(route: &str) -> String {
    let id = Uuid::from_u128(5).to_string();
    route
        .replace("{id}", &id)
        .replace("{kind}", "incidents")
        .replace("{code}", "EX1")
        .replace("{upload}", &id)
}

#[test]
fn the_grave_addresses_are_these() {
    let mut grave = BTreeSet::new();
    for (route, ..) in TABLE {
        for method in [Method::GET, Method::POST] {
            if needs(route, &method).is_some() && proof(route, &method) == Proof::Always {
                grave.insert(format!("{method} {route}"));
            }
        }
    }
    let expected = [
        "POST /approvals/{id}",
        "POST /custodian-keys",
        "POST /identities/{id}",
        "POST /incidents/{id}/merge",
        "POST /incidents/{id}/split",
        "POST /incidents/{id}/unmerge",
        "POST /legal",
        "POST /legal/{id}",
        "POST /members",
        "POST /people",
        "POST /records/{kind}/{id}/erase",
        "POST /records/{kind}/{id}/label",
    ];
    assert_eq!(grave.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert_eq!(proof("/nowhere", &Method::GET), Proof::Always);
}

/// Sends something to each address in turn; how many asked for a factor.
async fn asked(site: &mut Site, without: Role, seconds: i64) -> usize {
    member(site, without).await;
    let mut count = 0;
    for (route, read, send) in TABLE {
        let path = filled(route);
        for (method, needed) in [(Method::GET, read), (Method::POST, send)] {
            let is_allowed = match needed {
                None | Some(Needs::Nothing) => continue,
                Some(Needs::May(operation)) => {
                    Role::ALL.iter().any(|role| *role != without && allows(*role, *operation))
                }
                Some(_) => true,
            };
            signed_in(site, Factor::Code, seconds).await;
            let answer = match method {
                Method::GET => site.get(&path).await,
                _ => site.post(&path, &[]).await,
            };
            let told = format!("{method} {path} after {seconds} s: {}", answer.status);
            let is_grave = is_allowed && proof(route, &method) == Proof::Always;
            assert_eq!(asks(&answer), is_grave && seconds > FRESH_SECONDS, "{told}");
            assert!(!answer.status.is_server_error(), "{told}");
            count += usize::from(asks(&answer));
        }
    }
    count
}

#[tokio::test]
async fn a_factor_of_long_ago_sends_nothing_grave() {
    for mut site in teams().await {
        // Only custodians close, open and erase records, hold keys and answer courts; only administrators change roles and accounts.
        for (without, expected) in [(Role::Custodian, 6), (Role::Admin, 10)] {
            assert_eq!(asked(&mut site, without, FRESH_SECONDS + 60).await, expected, "without {without:?}");
            assert_eq!(asked(&mut site, without, FRESH_SECONDS - 60).await, 0, "without {without:?}");
        }
    }
}

#[tokio::test]
async fn the_printed_key_has_nothing_else_to_show() {
    for mut site in teams().await {
        member(&site, Role::Custodian).await;
        for (factor, is_asked) in [(Factor::PrintedKey, false), (Factor::Passkey, true)] {
            signed_in(&mut site, factor, FRESH_SECONDS + 60).await;
            assert_eq!(asks(&site.post("/members", &[]).await), is_asked, "{factor:?}");
        }
        signed_in(&mut site, Factor::RecoveryCode, 0).await;
        assert!(asks(&site.post("/members", &[]).await), "a recovery code is no factor at hand");
        let page = site.page("/confirm?back=/members").await;
        assert!(page.contains("name=\"code\"") && page.contains("value=\"/members\""), "{page}");
        let arabic = site.get("/confirm?back=/members&lang=ar").await.text();
        assert!(arabic.contains("أكّد") && !arabic.contains('⟦'), "{arabic}");
        signed_in(&mut site, Factor::Code, 0).await;
        let back = site.get("/confirm?back=/members").await;
        assert_eq!((back.status, back.location()), (StatusCode::SEE_OTHER, "/members"));
        assert_eq!(site.get("/confirm?back=https://evil.example/").await.location(), "/");
    }
    for site in sites().await {
        assert!(!asks(&site.post("/members", &[]).await), "one person with the key");
    }
}
