//! Attacks on the way in, against the running program: guessing, planted sessions, other sites, long passwords,
//! codes used twice.

use e2e::http::{Client, Response};
use e2e::program::{Program, Server};
use serde_json::Value;
use std::time::{SystemTime, UNIX_EPOCH};
use totp_rs::{Builder, Secret};

const PASSWORD: &str = "a long enough password";

/// A team's register, served, with one person in it.
struct Team {
    program: Program,
    data: String,
    server: Server,
    app: String,
    recovery: Vec<String>,
    _folder: tempfile::TempDir,
}

fn team() -> Team {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data").to_string_lossy().into_owned();
    let program = Program::sijil().expect("a program to test");
    program.succeed(&["init", "--data", &data]).expect("a register");
    let added = ["user", "add", "--data", &data, "layla", "--name", "Layla", "--admin", "--json"];
    let added: Value = serde_json::from_str(&program.succeed(&added).expect("an account")).expect("json");
    let server = program.serve(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]).expect("a server");
    let mut client = Client::new(server.origin());
    let invitation = added["invitation"].as_str().expect("text");
    let link = client.get(&format!("/invitation?code={invitation}")).expect("an answer");
    assert_eq!((link.status, link.header("location")), (303, Some("/invitation")));
    let fields = [("password", PASSWORD), ("again", PASSWORD)];
    let enrolled = client.post_form("/invitation", &fields).expect("an answer").text();
    let app = between(&enrolled, "?secret=", "&");
    let accepted = client.post_form("/invitation/code", &[("code", &code(&app, 0))]).expect("an answer");
    assert_eq!(accepted.status, 200);
    let recovery: Vec<String> = accepted
        .text()
        .split("<li><code dir=\"ltr\">")
        .skip(1)
        .filter_map(|rest| rest.split('<').next().map(str::to_owned))
        .collect();
    assert_eq!(recovery.len(), 10);
    Team { program, data, server, app, recovery, _folder: folder }
}

/// The code of a secret so many steps from now.
fn code(secret: &str, steps: u64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let secret = Secret::try_from_base32(secret).expect("base 32");
    Builder::new()
        .with_secret(secret.as_bytes().to_vec().into_boxed_slice())
        .build_noncompliant()
        .generate(now + 30 * steps)
        .to_string()
}

fn between(text: &str, before: &str, after: &str) -> String {
    let rest = text.split(before).nth(1).expect("its beginning");
    rest.split(after).next().expect("its end").to_owned()
}

fn password(client: &mut Client, login: &str, password: &str) -> Response {
    client.post_form("/sign-in", &[("login", login), ("password", password)]).expect("an answer")
}

fn second(client: &mut Client, code: &str) -> Response {
    client.post_form("/sign-in/code", &[("code", code)]).expect("an answer")
}

/// The value of the session's cookie that an answer sets.
fn session(response: &Response) -> Option<String> {
    let set = response.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value);
    set.filter(|value| value.starts_with("sijil-") && !value.contains("half"))
        .find_map(|value| value.split(['=', ';']).nth(1).map(str::to_owned))
}

#[test]
fn guessing_is_slowed_and_tells_nothing() {
    let team = team();
    let mut told = Vec::new();
    for login in ["layla", "nobody"] {
        let mut client = Client::new(team.server.origin());
        let answers: Vec<Response> =
            (0..8).map(|_| password(&mut client, login, "a wrong password")).collect();
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses, [401, 401, 401, 401, 401, 429, 429, 429], "{login}");
        told.push(answers[0].text().replace(login, "LOGIN"));
        assert_eq!(password(&mut client, login, PASSWORD).status, 429, "the right one waits as well");
    }
    assert_eq!(told[0], told[1]);
    // A restart forgives nothing.
    let Team { program, data, server, _folder, .. } = team;
    drop(server);
    let server = program.serve(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]).expect("a server");
    assert_eq!(password(&mut Client::new(server.origin()), "layla", PASSWORD).status, 429);
}

#[test]
fn codes_are_not_guessed_by_who_knows_the_password() {
    let team = team();
    let mut client = Client::new(team.server.origin());
    let mut guesses = 0;
    for _ in 0..12 {
        let half = password(&mut client, "layla", PASSWORD);
        if half.status == 429 || second(&mut client, "000000").status == 429 {
            break;
        }
        guesses += 1;
    }
    assert!(guesses <= 5, "{guesses} guesses");
}

#[test]
fn a_code_opens_one_session() {
    let team = team();
    let once = code(&team.app, 1);
    let mut client = Client::new(team.server.origin());
    assert_eq!(password(&mut client, "layla", PASSWORD).status, 303);
    let opened = second(&mut client, &once);
    assert_eq!(opened.status, 303);
    assert_eq!(client.get("/log").expect("an answer").status, 200);
    let mut other = Client::new(team.server.origin());
    assert_eq!(password(&mut other, "layla", PASSWORD).status, 303);
    assert_eq!(second(&mut other, &once).status, 401, "the same code again");
    assert_eq!(second(&mut other, &team.recovery[0]).status, 303);
    let mut third = Client::new(team.server.origin());
    assert_eq!(password(&mut third, "layla", PASSWORD).status, 303);
    assert_eq!(second(&mut third, &team.recovery[0]).status, 401, "the same recovery code again");
}

#[test]
fn a_planted_session_is_not_carried_on() {
    let team = team();
    let mut client = Client::new(team.server.origin());
    password(&mut client, "layla", PASSWORD);
    let first = session(&second(&mut client, &team.recovery[0])).expect("a session");
    // The same browser signs in again with the first session in it.
    password(&mut client, "layla", PASSWORD);
    let again = session(&second(&mut client, &team.recovery[1])).expect("a session");
    assert_ne!(first, again);
    let port = team.server.origin().rsplit(':').next().expect("port").to_owned();
    let mut attacker = Client::new(team.server.origin());
    let planted = format!("sijil-{port}={first}");
    let answer = attacker.send("GET", "/log", &[("cookie", &planted)], &[]).expect("an answer");
    assert_eq!(answer.status, 303, "the first session is over");
    let current = format!("sijil-{port}={again}");
    let answer = attacker.send("GET", "/log", &[("cookie", &current)], &[]).expect("an answer");
    assert_eq!(answer.status, 200);
}

#[test]
fn other_sites_change_nothing_and_long_passwords_cost_nothing() {
    let team = team();
    let form = "login=layla&password=a+long+enough+password";
    let kind = ("content-type", "application/x-www-form-urlencoded");
    for path in ["/sign-in", "/sign-in/code", "/sign-out", "/invitation", "/invitation/code"] {
        for from in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let mut client = Client::new(team.server.origin());
            let answer = client.send("POST", path, &[kind, from], form.as_bytes()).expect("an answer");
            assert_eq!((answer.status, session(&answer)), (403, None), "{path} {from:?}");
        }
    }
    let mut client = Client::new(team.server.origin());
    assert_eq!(password(&mut client, "layla", &"x".repeat(129)).status, 401);
    assert_eq!(password(&mut client, "layla", &"x".repeat(20_000)).status, 413);
}

#[test]
fn who_is_deactivated_is_out_at_once() {
    let team = team();
    let mut client = Client::new(team.server.origin());
    password(&mut client, "layla", PASSWORD);
    assert_eq!(second(&mut client, &team.recovery[0]).status, 303);
    assert_eq!(client.get("/log").expect("an answer").status, 200);
    team.program.succeed(&["user", "deactivate", "--data", &team.data, "layla"]).expect("beside the server");
    assert_eq!(client.get("/log").expect("an answer").status, 303);
    assert_eq!(password(&mut client, "layla", PASSWORD).status, 401);
}
