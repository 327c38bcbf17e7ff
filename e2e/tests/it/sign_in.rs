//! Attacks on the way in, against the running program: guessing, planted sessions, other sites, long passwords,
//! codes used twice.

use e2e::http::{Client, Response};
use e2e::person::{self, PASSWORD, Person};
use e2e::program::{Program, Server};

/// A team's register, served, with one person in it.
pub struct Team {
    pub program: Program,
    pub data: String,
    pub server: Server,
    pub app: String,
    recovery: Vec<String>,
    _folder: tempfile::TempDir,
}

pub fn team() -> Team {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data").to_string_lossy().into_owned();
    let program = Program::sijil().expect("a program to test");
    program.succeed(&["init", "--data", &data]).expect("a register");
    let invitation = person::invite(&program, &data, "layla", &["admin"]).expect("an account");
    let server = program.serve(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]).expect("a server");
    let Person { app, recovery, .. } =
        person::accept(server.origin(), "layla", &invitation).expect("accepted");
    Team { program, data, server, app, recovery, _folder: folder }
}

/// The code of a secret so many steps from now.
pub fn code(secret: &str, steps: u64) -> String {
    person::code(secret, steps).expect("a code")
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
