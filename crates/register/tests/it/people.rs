//! Who comes in and who does not, on both databases, with a clock that the story turns.

use crate::on_both;
use crate::stand::Stand;
use domain::id::ActorId;
use register::Error;
use register::limits::{
    FAILURE_WAIT_SECONDS_MAX, FAILURES_FREE, FRESH_SECONDS, HALF_SIGNED_IN_SECONDS, INVITATION_SECONDS,
    PASSWORD_CHARS_MAX, PRINTED_KEY_IDLE_SECONDS, RECOVERY_CODES, SESSION_IDLE_SECONDS, SESSION_SECONDS,
};
use register::people::one_time;
use register::people::{Factor, Newcomer, People, State};

const PASSWORD: &str = "a long enough password";
/// Where every story's clock begins.
const START: i64 = 1_800_000_000;

/// Somebody who came in: what only they know.
struct Person {
    actor: ActorId,
    app: String,
    session: String,
    recovery: Vec<String>,
}

async fn person(people: &People, login: &str) -> Person {
    let newcomer = Newcomer::new(login, "Layla Ahmad");
    let invitation = people.invite(&newcomer).await.unwrap();
    let enrolment = people.enrol(invitation.expose(), PASSWORD, "sijil.test").await.unwrap();
    let app = enrolment.secret.expose().to_owned();
    let accepted = people.accept(&invitation.grouped(), &now(people, &app)).await.unwrap();
    let recovery = accepted.recovery_codes.iter().map(register::people::Secret::grouped).collect();
    Person { actor: newcomer.actor, app, session: accepted.session.expose().to_owned(), recovery }
}

/// What the authenticator app shows.
fn now(people: &People, app: &str) -> String {
    one_time::code(app, people.now()).unwrap()
}

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result.unwrap_err() {
        Error::Refused(problems) => problems[0].code.clone(),
        error => error.code().to_owned(),
    }
}

/// What whoever tries is told: all that an attacker has.
fn told<T: std::fmt::Debug>(result: Result<T, Error>) -> (String, String) {
    let error = result.unwrap_err();
    (error.code().to_owned(), error.to_string())
}

on_both! {
    async fn an_invitation_brings_somebody_in_once(stand: Stand) {
        let people = stand.register.people.at(START);
        let newcomer = Newcomer::new(" Layla.A ", "ليلى أحمد");
        let invitation = people.invite(&newcomer).await.unwrap();
        let same = Newcomer::new("layla.a", "Another");
        assert_eq!(code(people.invite(&same).await), "login-taken");
        let secret = invitation.expose();
        assert_eq!(people.invited(secret).await.unwrap().name, "ليلى أحمد");
        assert_eq!(code(people.invited("guess").await), "invitation-refused");
        assert_eq!(code(people.accept(secret, "000000").await), "code-refused", "nothing is enrolled yet");
        assert_eq!(code(people.enrol(secret, "short", "s").await), "password-too-short");
        assert_eq!(code(people.enrol(secret, "layla.a is my login", "s").await), "password-is-login");
        let first = people.enrol(secret, PASSWORD, "sijil.test").await.unwrap();
        let second = people.enrol(secret, PASSWORD, "sijil.test").await.unwrap();
        let address = second.address.expose();
        assert!(address.starts_with("otpauth://totp/sijil.test%3Alayla.a?secret="), "{address}");
        assert_eq!(code(people.accept(secret, &now(&people, first.secret.expose())).await), "code-refused");
        assert_eq!(code(people.sign_in("layla.a", PASSWORD).await), "sign-in-refused", "not active yet");
        let right = now(&people, second.secret.expose());
        let accepted = people.accept(secret, &right).await.unwrap();
        assert_eq!(accepted.recovery_codes.len(), RECOVERY_CODES);
        let session = people.session(accepted.session.expose()).await.unwrap().unwrap();
        assert_eq!((session.actor, session.name.as_deref()), (newcomer.actor, Some("ليلى أحمد")));
        assert_eq!(code(people.accept(secret, &right).await), "invitation-refused");
        assert_eq!(code(people.enrol(secret, PASSWORD, "s").await), "invitation-refused");
        let account = people.account_of("LAYLA.A").await.unwrap();
        assert_eq!((account.state, account.signed_in_at), (State::Active, Some(START)));
        assert_eq!(people.names().await.unwrap()[&newcomer.actor], "ليلى أحمد");
    }

    async fn an_invitation_grows_old(stand: Stand) {
        let people = stand.register.people.at(START);
        let invitation = people.invite(&Newcomer::new("layla", "Layla")).await.unwrap();
        assert!(people.at(START + INVITATION_SECONDS - 1).invited(invitation.expose()).await.is_ok());
        let late = people.at(START + INVITATION_SECONDS);
        assert_eq!(code(late.enrol(invitation.expose(), PASSWORD, "s").await), "invitation-refused");
        for (login, name, refusal) in [
            ("", "N", "login-not-understood"),
            ("a b", "N", "login-not-understood"),
            ("ليلى", "N", "login-not-understood"),
            ("layla2", " ", "field-empty"),
            ("layla2", "a\u{7}b", "field-too-long"),
        ] {
            assert_eq!(code(people.invite(&Newcomer::new(login, name)).await), refusal, "{login}");
        }
    }

    async fn every_refusal_is_the_same_and_costs_the_same(stand: Stand) {
        let people = stand.register.people.at(START);
        let layla = person(&people, "layla").await;
        let left = person(&people, "left").await;
        people.deactivate(left.actor).await.unwrap();
        let invited = people.invite(&Newcomer::new("invited", "I")).await.unwrap();
        people.enrol(invited.expose(), PASSWORD, "s").await.unwrap();
        let people = people.at(START + 60);
        let half = people.sign_in("layla", PASSWORD).await.unwrap();
        let wrong_code = told(people.finish_sign_in(half.expose(), "000000").await);
        for (login, password) in
            [("layla", "a wrong password"), ("nobody", PASSWORD), ("left", PASSWORD), ("invited", PASSWORD)]
        {
            let before = people.passwords_computed();
            assert_eq!(told(people.sign_in(login, password).await), wrong_code, "{login}");
            assert_eq!(people.passwords_computed() - before, 1, "{login}");
        }
        assert_eq!(told(people.finish_sign_in("guess", &now(&people, &layla.app)).await), wrong_code);
        assert!(people.finish_sign_in(half.expose(), &now(&people, &layla.app)).await.is_ok());
    }

    async fn a_password_that_is_too_long_is_never_computed(stand: Stand) {
        let people = stand.register.people.at(START);
        person(&people, "layla").await;
        let invitation = people.invite(&Newcomer::new("other", "O")).await.unwrap();
        let before = people.passwords_computed();
        let long = "x".repeat(PASSWORD_CHARS_MAX + 1);
        assert_eq!(code(people.sign_in("layla", &long).await), "sign-in-refused");
        assert_eq!(code(people.sign_in("nobody", &long).await), "sign-in-refused");
        assert_eq!(code(people.enrol(invitation.expose(), &long, "s").await), "password-too-long");
        assert_eq!(people.passwords_computed(), before);
    }

    async fn a_code_is_taken_once_and_none_before_it(stand: Stand) {
        let people = stand.register.people.at(START);
        let layla = person(&people, "layla").await;
        // The code of the enrolment itself is used up as well.
        let half = people.sign_in("layla", PASSWORD).await.unwrap();
        assert_eq!(code(people.finish_sign_in(half.expose(), &now(&people, &layla.app)).await), "sign-in-refused");
        let later = people.at(START + 60);
        let used = now(&later, &layla.app);
        later.finish_sign_in(half.expose(), &used).await.unwrap();
        assert_eq!(code(later.finish_sign_in(half.expose(), &used).await), "sign-in-refused", "one half, one session");
        let half = later.sign_in("layla", PASSWORD).await.unwrap();
        for seen in [used, one_time::code(&layla.app, START + 30).unwrap()] {
            assert_eq!(code(later.finish_sign_in(half.expose(), &seen).await), "sign-in-refused");
        }
        let next = one_time::code(&layla.app, START + 90).unwrap();
        later.finish_sign_in(half.expose(), &next).await.unwrap();
    }

    async fn two_requests_with_one_code_open_one_session(stand: Stand) {
        let people = stand.register.people.at(START);
        let layla = person(&people, "layla").await;
        let people = people.at(START + 60);
        let (one, two) = (people.sign_in("layla", PASSWORD).await.unwrap(), people.sign_in("layla", PASSWORD).await.unwrap());
        let right = now(&people, &layla.app);
        let (one, two) = tokio::join!(
            people.finish_sign_in(one.expose(), &right),
            people.finish_sign_in(two.expose(), &right),
        );
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} {two:?}");
    }

    async fn half_a_sign_in_grows_old_and_opens_nothing(stand: Stand) {
        let people = stand.register.people.at(START);
        let layla = person(&people, "layla").await;
        let half = people.sign_in("layla", PASSWORD).await.unwrap();
        assert!(people.session(half.expose()).await.unwrap().is_none());
        let late = people.at(START + HALF_SIGNED_IN_SECONDS);
        assert_eq!(code(late.finish_sign_in(half.expose(), &now(&late, &layla.app)).await), "sign-in-refused");
    }

    async fn a_recovery_code_is_taken_once(stand: Stand) {
        let people = stand.register.people.at(START);
        let layla = person(&people, "layla").await;
        let other = person(&people, "other").await;
        let half = people.sign_in("layla", PASSWORD).await.unwrap();
        assert_eq!(code(people.finish_sign_in(half.expose(), &other.recovery[0]).await), "sign-in-refused");
        let typed = layla.recovery[0].to_lowercase().replace('-', " ");
        let session = people.finish_sign_in(half.expose(), &typed).await.unwrap();
        let session = people.session(session.expose()).await.unwrap().unwrap();
        assert_eq!((session.factor, people.is_fresh(&session)), (Factor::RecoveryCode, false));
        assert_eq!(people.recovery_codes_left(layla.actor).await.unwrap(), 9);
        let half = people.sign_in("layla", PASSWORD).await.unwrap();
        assert_eq!(code(people.finish_sign_in(half.expose(), &typed).await), "sign-in-refused");
        assert_eq!(code(people.renew_recovery_codes(&session).await), "confirm-first");
        let people = people.at(START + 60);
        people.confirm(&session, &now(&people, &layla.app)).await.unwrap();
        let sessions = people.sessions(layla.actor).await.unwrap();
        let session = sessions.into_iter().find(|each| each.id == session.id).unwrap();
        let renewed = people.renew_recovery_codes(&session).await.unwrap();
        assert_eq!(renewed.len(), RECOVERY_CODES);
        let half = people.sign_in("layla", PASSWORD).await.unwrap();
        assert_eq!(code(people.finish_sign_in(half.expose(), &layla.recovery[1]).await), "sign-in-refused");
        assert!(people.finish_sign_in(half.expose(), renewed[0].expose()).await.is_ok());
    }

    async fn guessing_is_slowed_for_known_and_unknown_logins_alike(stand: Stand) {
        let people = stand.register.people.at(START);
        let layla = person(&people, "layla").await;
        for login in ["layla", "nobody"] {
            for _ in 0..FAILURES_FREE {
                assert_eq!(code(people.sign_in(login, "a wrong password").await), "sign-in-refused");
            }
            let before = people.passwords_computed();
            assert_eq!(code(people.sign_in(&login.to_uppercase(), PASSWORD).await), "sign-in-throttled");
            assert_eq!(people.passwords_computed(), before);
        }
        let later = people.at(START + 15);
        assert_eq!(code(later.sign_in("layla", "a wrong password").await), "sign-in-refused");
        assert_eq!(code(people.at(START + 44).sign_in("layla", PASSWORD).await), "sign-in-throttled");
        let later = people.at(START + 45);
        let half = later.sign_in("layla", PASSWORD).await.unwrap();
        later.finish_sign_in(half.expose(), &now(&later, &layla.app)).await.unwrap();
        for _ in 0..FAILURES_FREE {
            assert_eq!(code(later.sign_in("layla", "a wrong password").await), "sign-in-refused", "forgotten");
        }
        let much_later = people.at(START + 100 + 2 * FAILURE_WAIT_SECONDS_MAX);
        assert!(much_later.sign_in("layla", PASSWORD).await.is_ok());
    }

    /// Whoever knows the password has no more guesses at the code for it.
    async fn a_right_password_does_not_forgive_wrong_codes(stand: Stand) {
        let people = stand.register.people.at(START);
        person(&people, "layla").await;
        let mut tried = 0;
        for _ in 0..20 {
            let Ok(half) = people.sign_in("layla", PASSWORD).await else { break };
            if code(people.finish_sign_in(half.expose(), "000000").await) == "sign-in-throttled" {
                break;
            }
            tried += 1;
        }
        assert!(tried <= FAILURES_FREE, "{tried}");
        let mut parallel = tokio::task::JoinSet::new();
        for _ in 0..10 {
            let people = people.clone();
            parallel.spawn(async move { code(people.sign_in("nobody", "a wrong password").await) });
        }
        let told = parallel.join_all().await;
        let refused = told.iter().filter(|told| *told == "sign-in-refused").count();
        let refused = i64::try_from(refused).unwrap();
        assert_eq!(refused, FAILURES_FREE);
    }

    async fn a_session_ends_when_idle_and_when_old(stand: Stand) {
        let people = stand.register.people.at(START);
        let layla = person(&people, "layla").await;
        let is_live = async |at: i64| people.at(at).session(&layla.session).await.unwrap().is_some();
        assert!(is_live(START + SESSION_IDLE_SECONDS - 1).await, "and seen then");
        let mut at = START + SESSION_IDLE_SECONDS - 1;
        while at + SESSION_IDLE_SECONDS / 2 < START + SESSION_SECONDS {
            at += SESSION_IDLE_SECONDS / 2;
            assert!(is_live(at).await, "{at}");
        }
        assert!(!is_live(START + SESSION_SECONDS).await);
        let idle = people.open_session(layla.actor, Factor::Code).await.unwrap();
        let printed = people.open_session(layla.actor, Factor::PrintedKey).await.unwrap();
        assert!(people.at(START + SESSION_IDLE_SECONDS).session(idle.expose()).await.unwrap().is_none());
        assert!(people.at(START + SESSION_IDLE_SECONDS).session(printed.expose()).await.unwrap().is_some());
        let long_idle = people.at(START + SESSION_IDLE_SECONDS + PRINTED_KEY_IDLE_SECONDS);
        assert!(long_idle.session(printed.expose()).await.unwrap().is_none());
        assert!(people.session("guess").await.unwrap().is_none());
    }

    async fn seeing_a_session_is_written_once_a_minute(stand: Stand) {
        let people = stand.register.people.at(START);
        let layla = person(&people, "layla").await;
        let statements = async |at: i64| {
            let before = people.db.statements();
            people.at(at).session(&layla.session).await.unwrap().unwrap();
            people.db.statements() - before
        };
        assert_eq!([statements(START + 59).await, statements(START + 60).await, statements(START + 61).await], [1, 2, 1]);
    }

    async fn deactivation_ends_everything_at_once(stand: Stand) {
        let people = stand.register.people.at(START);
        let layla = person(&people, "layla").await;
        let half = people.sign_in("layla", PASSWORD).await.unwrap();
        people.deactivate(layla.actor).await.unwrap();
        let people = people.at(START + 60);
        assert!(people.session(&layla.session).await.unwrap().is_none());
        assert_eq!(code(people.finish_sign_in(half.expose(), &now(&people, &layla.app)).await), "sign-in-refused");
        // Not even a session opened without asking lives.
        let forced = people.open_session(layla.actor, Factor::Code).await.unwrap();
        assert!(people.session(forced.expose()).await.unwrap().is_none());
        assert_eq!(people.names().await.unwrap().len(), 1, "the name of who acted stays known");
        people.reactivate(layla.actor).await.unwrap();
        assert_eq!(code(people.reactivate(layla.actor).await), "not-found");
        let half = people.sign_in("layla", PASSWORD).await.unwrap();
        people.finish_sign_in(half.expose(), &now(&people, &layla.app)).await.unwrap();
        people.forget(layla.actor).await.unwrap();
        assert!(people.names().await.unwrap().is_empty());
        assert_eq!(code(people.sign_in("layla", PASSWORD).await), "sign-in-refused");
        assert_eq!(code(people.account(layla.actor).await), "not-found");
    }

    async fn a_reset_destroys_the_old_factors(stand: Stand) {
        let people = stand.register.people.at(START);
        let layla = person(&people, "layla").await;
        let invitation = people.reset(layla.actor).await.unwrap();
        assert!(people.session(&layla.session).await.unwrap().is_none());
        assert_eq!(code(people.sign_in("layla", PASSWORD).await), "sign-in-refused");
        assert_eq!(people.recovery_codes_left(layla.actor).await.unwrap(), 0);
        let enrolment = people.enrol(invitation.expose(), "another long password", "s").await.unwrap();
        assert_ne!(enrolment.secret.expose(), layla.app);
        people.accept(invitation.expose(), &now(&people, enrolment.secret.expose())).await.unwrap();
        assert_eq!(people.account_of("layla").await.unwrap().actor, layla.actor, "the same pseudonym");
    }

    async fn a_new_password_ends_the_other_sessions(stand: Stand) {
        let people = stand.register.people.at(START);
        let layla = person(&people, "layla").await;
        let other = people.open_session(layla.actor, Factor::Code).await.unwrap();
        let session = people.session(&layla.session).await.unwrap().unwrap();
        let stale = people.at(START + FRESH_SECONDS);
        assert_eq!(code(stale.change_password(&session, PASSWORD, "another long password").await), "confirm-first");
        assert_eq!(code(people.change_password(&session, "wrong", "another long password").await), "sign-in-refused");
        assert_eq!(code(people.change_password(&session, PASSWORD, "short").await), "password-too-short");
        people.change_password(&session, PASSWORD, "another long password").await.unwrap();
        assert!(people.session(other.expose()).await.unwrap().is_none());
        assert!(people.session(&layla.session).await.unwrap().is_some());
        assert_eq!(code(people.sign_in("layla", PASSWORD).await), "sign-in-refused");
        assert!(people.sign_in("layla", "another long password").await.is_ok());
        people.end_sessions(layla.actor).await.unwrap();
        assert!(people.sessions(layla.actor).await.unwrap().is_empty());
    }

    async fn nothing_secret_is_printed_or_kept_as_it_is(stand: Stand) {
        let people = stand.register.people.at(START);
        let newcomer = Newcomer::new("layla", "Layla");
        let invitation = people.invite(&newcomer).await.unwrap();
        let enrolment = people.enrol(invitation.expose(), PASSWORD, "s").await.unwrap();
        let accepted = people.accept(invitation.expose(), &now(&people, enrolment.secret.expose())).await.unwrap();
        let printed = format!("{invitation:?} {enrolment:?} {accepted:?}");
        for secret in [&invitation, &enrolment.secret, &accepted.session, &accepted.recovery_codes[0]] {
            assert!(!printed.contains(secret.expose()), "{printed}");
        }
        stand.register.close().await;
        for entry in std::fs::read_dir(&stand.folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let bytes = std::fs::read(&path).unwrap();
                for secret in [PASSWORD, invitation.expose(), accepted.session.expose(), accepted.recovery_codes[0].expose()] {
                    assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{}", path.display());
                }
            }
        }
    }

    async fn people_are_there_after_a_restart_and_for_readers(stand: Stand) {
        let actor = person(&stand.register.people, "layla").await.actor;
        let stand = stand.reopen(register::db::Access::Read).await;
        assert_eq!(stand.register.people.names().await.unwrap()[&actor], "Layla Ahmad");
        let beside = People::open(&stand.folder).await.unwrap();
        beside.deactivate(actor).await.unwrap();
        assert_eq!(stand.register.people.account(actor).await.unwrap().state, State::Deactivated);
    }
}
