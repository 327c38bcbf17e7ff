//! Coming in and going out through the pages of a team's register.

use crate::site::{Answer, Site, form, reason};
use axum::http::{StatusCode, header};
use domain::record::Member;
use domain::vocabulary::{AccessLabel, Role};
use register::people::{Factor, Newcomer, one_time};

const PASSWORD: &str = "a long enough password";

fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Keeps the cookies of an answer as a browser would.
fn keep(site: &mut Site, answer: &Answer) {
    let mut held: Vec<(String, String)> = site
        .cookie
        .split("; ")
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    for set in answer.headers.get_all(header::SET_COOKIE) {
        let set = set.to_str().expect("ascii");
        assert!(set.contains("HttpOnly; SameSite=") && set.contains("; Path=/"), "{set}");
        let (name, value) = set.split(';').next().and_then(|pair| pair.split_once('=')).expect("pair");
        held.retain(|(each, _)| each != name);
        if !set.contains("Max-Age=0") {
            held.push((name.to_owned(), value.to_owned()));
        }
    }
    site.cookie = held.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
}

async fn send(site: &mut Site, path: &str, fields: &[(&str, &str)]) -> Answer {
    let answer = site.post(path, &pairs(fields)).await;
    keep(site, &answer);
    answer
}

/// Somebody who came in through the pages; gives the secret in their app and their recovery codes.
async fn come_in(site: &mut Site, login: &str) -> (String, Vec<String>) {
    let invitation = site.register.people.invite(&Newcomer::new(login, "Layla")).await.expect("invitation");
    let link = site.get(&format!("/invitation?code={}", invitation.grouped())).await;
    assert_eq!((link.status, link.location()), (StatusCode::SEE_OTHER, "/invitation"));
    keep(site, &link);
    let asked = site.page("/invitation").await;
    assert!(asked.contains(login) && !asked.contains(invitation.expose()), "{asked}");
    let differ = send(site, "/invitation", &[("password", PASSWORD), ("again", "other")]).await;
    assert!(differ.text().contains("passwords-differ") || differ.text().contains("not the same"));
    let enrolled = send(site, "/invitation", &[("password", PASSWORD), ("again", PASSWORD)]).await.text();
    let secret = between(&enrolled, "?secret=", "&");
    assert!(!enrolled.contains(PASSWORD));
    let wrong = send(site, "/invitation/code", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.text().contains(&secret), "the secret is shown once");
    let code = one_time::code(&secret, site.register.people.now()).expect("code");
    let done = send(site, "/invitation/code", &[("code", &code)]).await;
    assert_eq!(done.status, StatusCode::OK);
    let text = done.text();
    let codes: Vec<String> = text
        .split("<li><code dir=\"ltr\">")
        .skip(1)
        .filter_map(|rest| rest.split('<').next().map(str::to_owned))
        .collect();
    (secret, codes)
}

fn between(text: &str, before: &str, after: &str) -> String {
    let rest = text.split(before).nth(1).expect("what comes before it");
    rest.split(after).next().expect("its end").to_owned()
}

fn session(site: &Site) -> Option<&str> {
    site.cookie.split("; ").find_map(|pair| pair.strip_prefix("sijil-8080="))
}

#[tokio::test]
async fn a_person_is_invited_signs_out_and_in_again() {
    for mut site in crate::site::teams().await {
        let (_, codes) = come_in(&mut site, "layla").await;
        assert_eq!(codes.len(), 10);
        let first = session(&site).expect("signed in").to_owned();
        let left = send(&mut site, "/sign-out", &[]).await;
        assert_eq!((left.status, left.location()), (StatusCode::SEE_OTHER, "/sign-in"));
        assert_eq!(left.headers["clear-site-data"], "\"cache\", \"storage\"");
        assert_eq!(session(&site), None);
        assert!(site.register.people.session(&first).await.expect("asked").is_none(), "ended here too");

        let asked = site.get("/incidents?q=mill&sort=date").await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER);
        let page = site.page(asked.location()).await;
        let back = form(&page).into_iter().find(|(name, _)| name == "back").expect("back").1;
        assert_eq!(back, "/incidents?q=mill&sort=date");
        let fields = [("login", "layla"), ("password", PASSWORD), ("back", &back)];
        let half = send(&mut site, "/sign-in", &fields).await;
        assert!(half.location().starts_with("/sign-in/code?back="), "{}", half.location());
        assert_eq!(site.get("/incidents").await.status, StatusCode::SEE_OTHER, "half is not in");
        let page = site.page(half.location()).await;
        let back = form(&page).into_iter().find(|(name, _)| name == "back").expect("back").1;
        let done = send(&mut site, "/sign-in/code", &[("code", &codes[3]), ("back", &back)]).await;
        assert_eq!(done.location(), "/incidents?q=mill&sort=date");
        let second = session(&site).expect("signed in").to_owned();
        assert_ne!(first, second);
        assert!(!site.cookie.contains("half"));
    }
}

#[tokio::test]
async fn a_session_planted_beforehand_is_not_carried_on() {
    for mut site in crate::site::teams().await {
        let (_, codes) = come_in(&mut site, "layla").await;
        // The attacker's own session, or any value, stands in the victim's browser.
        let newcomer = Newcomer::new("attacker", "A");
        site.register.people.invite(&newcomer).await.expect("invitation");
        let planted = site.register.people.open_session(newcomer.actor, Factor::Code).await.expect("session");
        site.cookie = format!("sijil-8080={}", planted.expose());
        let half = send(&mut site, "/sign-in", &[("login", "layla"), ("password", PASSWORD)]).await;
        assert_eq!(half.status, StatusCode::SEE_OTHER);
        send(&mut site, "/sign-in/code", &[("code", &codes[0])]).await;
        assert_ne!(session(&site), Some(planted.expose()));
        assert!(site.register.people.session(planted.expose()).await.expect("asked").is_none());
    }
}

#[tokio::test]
async fn every_refusal_looks_the_same() {
    for mut site in crate::site::teams().await {
        come_in(&mut site, "layla").await;
        let left = Newcomer::new("left", "L");
        site.register.people.invite(&left).await.expect("invitation");
        site.register.people.deactivate(left.actor).await.expect("deactivated");
        let mut told = Vec::new();
        for (login, password) in [("layla", "a wrong password"), ("nobody", PASSWORD), ("left", PASSWORD)] {
            site.cookie = String::new();
            let answer = send(&mut site, "/sign-in", &[("login", login), ("password", password)]).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            assert!(!answer.headers.contains_key(header::SET_COOKIE));
            assert!(!answer.text().contains(password));
            told.push(answer.text().replace(login, "LOGIN"));
        }
        assert!(told.windows(2).all(|two| two[0] == two[1]));
        for _ in 0..5 {
            send(&mut site, "/sign-in", &[("login", "nobody"), ("password", "again")]).await;
        }
        let answer = send(&mut site, "/sign-in", &[("login", "nobody"), ("password", "again")]).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.text().contains("Wait a few minutes"));
    }
}

#[tokio::test]
async fn going_on_never_leads_off_the_site() {
    for mut site in crate::site::teams().await {
        let (_, codes) = come_in(&mut site, "layla").await;
        for (number, back) in
            ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:x"].iter().enumerate()
        {
            site.cookie = String::new();
            send(&mut site, "/sign-in", &[("login", "layla"), ("password", PASSWORD), ("back", back)]).await;
            let done = send(&mut site, "/sign-in/code", &[("code", &codes[number]), ("back", back)]).await;
            assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/"), "{back}");
        }
    }
}

#[tokio::test]
async fn other_sites_programs_and_strangers_are_turned_away() {
    for mut site in crate::site::teams().await {
        for path in ["/", "/incidents", "/log"] {
            assert!(site.get(path).await.location().starts_with("/sign-in"), "{path}");
        }
        assert_eq!(site.get("/?key=right").await.status, StatusCode::UNAUTHORIZED, "a team has no key");
        assert_eq!(site.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(site.post("/project", &pairs(&[("code", "test")])).await.status, StatusCode::UNAUTHORIZED);
        for path in ["/sign-in", "/sign-in/code", "/sign-out", "/invitation", "/invitation/code"] {
            let answer = site.post_from(path, &[], "cross-site").await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
        let long = "x".repeat(10_000);
        let answer = send(&mut site, "/sign-in", &[("login", "layla"), ("password", &long)]).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        let refused = send(&mut site, "/invitation", &[("invitation", "guess\r\nSet-Cookie: a=b")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.headers.contains_key(header::SET_COOKIE));
        let answer = site.get("/sign-in").await;
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
        let arabic = site.get("/sign-in?lang=ar").await.text();
        assert!(arabic.contains("اسم الدخول") && !arabic.contains('⟦'), "{arabic}");
    }
}

/// A change of roles ends every session: whoever has one comes in anew.
async fn back_in(site: &mut Site, login: &str) {
    let actor = site.register.people.account_of(login).await.expect("account").actor;
    site.hand_to(actor).await;
}

/// Makes whoever has a login a member of the project.
async fn give_role(site: &Site, login: &str, role: Role) {
    let person = site.register.people.account_of(login).await.expect("account").actor;
    let member = Member { person, roles: vec![role], clearance: AccessLabel::Team, ended: false, note: None };
    let mut work = site.register.begin(reason("Give a role"), site.scope.project).await.expect("work");
    work.set_member(&member).await.expect("member");
    work.commit().await.expect("kept");
}

#[tokio::test]
async fn an_administrator_invites_and_deactivates_and_nobody_else_does() {
    for mut site in crate::site::teams().await {
        come_in(&mut site, "omar").await;
        let answer = site.get("/").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.text().contains("no role in any project"), "{}", answer.text());
        give_role(&site, "omar", Role::Researcher).await;
        back_in(&mut site, "omar").await;
        assert!(site.page("/account").await.contains("Layla"));
        assert_eq!(site.get("/people").await.status, StatusCode::FORBIDDEN);
        let invite = [("do", "invite"), ("login", "x"), ("name", "X")];
        assert_eq!(send(&mut site, "/people", &invite).await.status, StatusCode::FORBIDDEN);

        site.cookie = String::new();
        come_in(&mut site, "layla").await;
        give_role(&site, "layla", Role::Admin).await;
        back_in(&mut site, "layla").await;
        assert!(site.page("/people").await.contains("omar"));
        let invited =
            send(&mut site, "/people", &[("do", "invite"), ("login", "huda"), ("name", "هدى")]).await;
        let code = between(&invited.text(), "<code dir=\"ltr\">", "<");
        assert_eq!(site.register.people.invited(&code).await.expect("invited").name, "هدى");
        assert!(!site.page("/people").await.contains(&code), "shown once");
        let taken = send(&mut site, "/people", &[("do", "invite"), ("login", "huda"), ("name", "H")]).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        let omar = site.register.people.account_of("omar").await.expect("account").actor;
        let actor = omar.0.to_string();
        let answer = send(&mut site, "/people", &[("do", "deactivate"), ("actor", &actor)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(site.register.people.sessions(omar).await.expect("asked").is_empty());
        send(&mut site, "/people", &[("do", "reactivate"), ("actor", &actor)]).await;
        let reset = send(&mut site, "/people", &[("do", "reset"), ("actor", &actor)]).await;
        assert_eq!(reset.status, StatusCode::OK);
        assert_eq!(site.register.people.account(omar).await.expect("account").state.slug(), "invited");
        let arabic = site.get("/people?lang=ar").await.text();
        assert!(!arabic.contains('⟦'), "{arabic}");
    }
}

#[tokio::test]
async fn one_changes_ones_own_account_with_a_fresh_code() {
    for mut site in crate::site::teams().await {
        let (app, codes) = come_in(&mut site, "layla").await;
        give_role(&site, "layla", Role::Researcher).await;
        back_in(&mut site, "layla").await;
        send(&mut site, "/sign-out", &[]).await;
        send(&mut site, "/sign-in", &[("login", "layla"), ("password", PASSWORD)]).await;
        send(&mut site, "/sign-in/code", &[("code", &codes[0])]).await;
        assert!(!site.page("/account").await.contains("name=\"old\""), "a recovery code is not fresh");
        let recovery = send(&mut site, "/account", &[("do", "recovery")]).await;
        assert_eq!(recovery.status, StatusCode::UNPROCESSABLE_ENTITY);
        let wrong = send(&mut site, "/confirm", &[("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
        // The code of the enrolment is used; the next one is taken already.
        let code = one_time::code(&app, site.register.people.now() + 30).expect("code");
        assert_eq!(send(&mut site, "/confirm", &[("code", &code)]).await.status, StatusCode::SEE_OTHER);
        let page = site.page("/account").await;
        assert!(page.contains("name=\"old\"") && page.contains("password and recovery code"), "{page}");
        let shown = send(&mut site, "/account", &[("do", "recovery")]).await.text();
        assert_eq!(shown.matches("<li><code dir=\"ltr\">").count(), 10);
        let new = "another long password";
        let fields = [("do", "password"), ("old", PASSWORD), ("new", new), ("again", new)];
        assert_eq!(send(&mut site, "/account", &fields).await.status, StatusCode::SEE_OTHER);
        assert!(site.register.people.sign_in("layla", new).await.is_ok());
        let actor = site.register.people.account_of("layla").await.expect("account").actor;
        let other = site.register.people.open_session(actor, Factor::Code).await.expect("session");
        send(&mut site, "/account", &[("do", "end-others")]).await;
        assert!(site.register.people.session(other.expose()).await.expect("asked").is_none());
        assert_eq!(site.get("/account").await.status, StatusCode::OK);
        assert!(!site.get("/account?lang=ar").await.text().contains('⟦'));
    }
}
