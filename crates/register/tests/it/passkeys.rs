//! Passkeys kept, shown and refused, on both databases, with a device of a few lines.

use crate::device::{Device, SITE};
use crate::on_both;
use crate::stand::Stand;
use domain::id::ActorId;
use register::Error;
use register::limits::{
    CEREMONY_SECONDS, FAILURES_FREE, FRESH_SECONDS, PASSKEYS_OF_A_PERSON_MAX, SESSION_IDLE_SECONDS,
};
use register::passkey::RelyingParty;
use register::people::{Factor, Newcomer, People, Secret, Session, one_time};

const PASSWORD: &str = "a long enough password";
/// Where every story's clock begins.
const START: i64 = 1_800_000_000;

fn site() -> RelyingParty {
    RelyingParty::new(SITE).unwrap()
}

/// Somebody who is active, in a session just opened with a code.
async fn person(people: &People, login: &str) -> (ActorId, Session) {
    let newcomer = Newcomer::new(login, "Layla");
    let invitation = people.invite(&newcomer).await.unwrap();
    let app = people.enrol(invitation.expose(), PASSWORD, "sijil.test").await.unwrap().secret;
    let code = one_time::code(app.expose(), people.now()).unwrap();
    let accepted = people.accept(invitation.expose(), &code).await.unwrap();
    (newcomer.actor, live(people, &accepted.session).await.unwrap())
}

async fn live(people: &People, secret: &Secret) -> Option<Session> {
    people.session(secret.expose()).await.unwrap()
}

async fn keep(people: &People, session: &Session, device: &mut Device) -> Result<(), Error> {
    let begun = people.begin_passkey(&site(), session).await?;
    let answer = device.make(&begun.options);
    people.finish_passkey(&site(), session, begun.secret.expose(), &answer, " Telephone ").await
}

async fn sign_in(people: &People, device: &mut Device) -> Result<Secret, Error> {
    let begun = people.begin_passkey_sign_in(&site()).await?;
    let answer = device.show(&begun.options);
    people.finish_passkey_sign_in(&site(), begun.secret.expose(), &answer).await
}

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result.unwrap_err() {
        Error::Refused(problems) => problems[0].code.clone(),
        error => error.code().to_owned(),
    }
}

on_both! {
    async fn a_passkey_is_made_and_signs_its_owner_in(stand: Stand) {
        let people = stand.register.people.at(START);
        let (actor, session) = person(&people, "layla").await;
        let other = people.open_session(actor, Factor::Code).await.unwrap();
        let mut device = Device::new(7);
        keep(&people, &session, &mut device).await.unwrap();
        assert!(live(&people, &other).await.is_none(), "a new factor ends the other sessions");
        let kept = people.passkeys(actor).await.unwrap();
        assert_eq!((kept.len(), kept[0].name.as_str(), kept[0].used_at), (1, "Telephone", None));

        let later = people.at(START + 1);
        let opened = sign_in(&later, &mut device).await.unwrap();
        let opened = live(&later, &opened).await.unwrap();
        assert_eq!((opened.actor, opened.factor, later.is_fresh(&opened)), (actor, Factor::Passkey, true));
        assert_ne!(opened.id, session.id);
        assert_eq!(later.passkeys(actor).await.unwrap()[0].used_at, Some(START + 1));
        assert_eq!(later.account(actor).await.unwrap().signed_in_at, Some(START + 1));
    }

    async fn a_passkey_is_kept_once_whoever_it_belongs_to(stand: Stand) {
        let people = stand.register.people.at(START);
        let (_, layla) = person(&people, "layla").await;
        let (omar, his) = person(&people, "omar").await;
        keep(&people, &layla, &mut Device::new(7)).await.unwrap();
        assert_eq!(code(keep(&people, &his, &mut Device::new(7)).await), "passkey-refused");
        assert_eq!(code(keep(&people, &layla, &mut Device::new(7)).await), "passkey-refused");
        assert!(people.passkeys(omar).await.unwrap().is_empty());
        let begun = people.begin_passkey(&site(), &layla).await.unwrap();
        assert_eq!(begun.options["publicKey"]["excludeCredentials"].as_array().map(Vec::len), Some(1));
        let made = Device::new(8).make(&begun.options);
        for (name, refusal) in [(" ", "field-empty"), ("a\u{7}", "field-too-long")] {
            let kept = people.finish_passkey(&site(), &layla, begun.secret.expose(), &made, name).await;
            assert_eq!(code(kept), refusal);
        }
        for number in 9..8 + u8::try_from(PASSKEYS_OF_A_PERSON_MAX).unwrap() {
            keep(&people, &layla, &mut Device::new(number)).await.unwrap();
        }
        assert_eq!(code(people.begin_passkey(&site(), &layla).await), "passkeys-too-many");
    }

    async fn a_ceremony_serves_once_for_one_end_in_one_session_and_not_for_long(stand: Stand) {
        let people = stand.register.people.at(START);
        let (actor, session) = person(&people, "layla").await;
        let (_, his) = person(&people, "omar").await;
        let mut device = Device::new(7);
        let making = people.begin_passkey(&site(), &session).await.unwrap();
        let made = device.make(&making.options);
        let secret = making.secret.expose();
        assert_eq!(code(people.finish_passkey(&site(), &his, secret, &made, "His").await), "passkey-refused");
        // The try in another session used it up.
        assert_eq!(code(people.finish_passkey(&site(), &session, secret, &made, "P").await), "passkey-refused");
        keep(&people, &session, &mut device).await.unwrap();

        let begun = people.begin_passkey_sign_in(&site()).await.unwrap();
        let (secret, answer) = (begun.secret.expose(), device.show(&begun.options));
        let confirmed = people.confirm_with_passkey(&site(), &session, secret, &answer).await;
        assert_eq!(code(confirmed), "sign-in-refused", "begun for something else");
        people.finish_passkey_sign_in(&site(), secret, &answer).await.unwrap();
        let replayed = people.finish_passkey_sign_in(&site(), secret, &answer).await;
        assert_eq!(code(replayed), "sign-in-refused");
        let another = people.begin_passkey_sign_in(&site()).await.unwrap();
        let crossed = people.finish_passkey_sign_in(&site(), another.secret.expose(), &answer).await;
        assert_eq!(code(crossed), "sign-in-refused", "an answer to another challenge");

        let begun = people.begin_passkey_sign_in(&site()).await.unwrap();
        let answer = device.show(&begun.options);
        let late = people.at(START + CEREMONY_SECONDS);
        assert_eq!(
            code(late.finish_passkey_sign_in(&site(), begun.secret.expose(), &answer).await),
            "sign-in-refused"
        );
        people.begin_passkey_confirmation(&site(), &session).await.unwrap();
        people.end_sessions(actor).await.unwrap();
        let left = people.db.rows("select 1 from ceremony where session is not null", Vec::new()).await.unwrap();
        assert!(left.is_empty(), "a session takes its ceremonies with it");
    }

    async fn who_may_not_sign_in_is_refused_with_a_passkey_as_well(stand: Stand) {
        let people = stand.register.people.at(START);
        let (actor, session) = person(&people, "layla").await;
        let mut device = Device::new(7);
        keep(&people, &session, &mut device).await.unwrap();
        people.deactivate(actor).await.unwrap();
        assert_eq!(code(sign_in(&people, &mut device).await), "sign-in-refused");
        people.reactivate(actor).await.unwrap();
        let opened = sign_in(&people, &mut device).await.unwrap();
        let session = live(&people, &opened).await.unwrap();
        let id = people.passkeys(actor).await.unwrap()[0].id;
        let (_, his) = person(&people, "omar").await;
        assert_eq!(code(people.remove_passkey(&his, id).await), "not-found");
        let other = people.open_session(actor, Factor::Code).await.unwrap();
        people.remove_passkey(&session, id).await.unwrap();
        assert!(live(&people, &other).await.is_none() && live(&people, &opened).await.is_some());
        assert_eq!(code(sign_in(&people, &mut device).await), "sign-in-refused", "it was removed");
        keep(&people, &session, &mut device).await.unwrap();
        people.reset(actor).await.unwrap();
        assert!(people.passkeys(actor).await.unwrap().is_empty(), "a reset destroys passkeys");
        let unknown = sign_in(&people, &mut Device::new(9)).await;
        assert_eq!(code(unknown), "sign-in-refused");
    }

    async fn a_device_that_lies_opens_nothing(stand: Stand) {
        let people = stand.register.people.at(START);
        let (_, session) = person(&people, "layla").await;
        let (omar, _) = person(&people, "omar").await;
        let mut device = Device::new(7);
        keep(&people, &session, &mut device).await.unwrap();
        sign_in(&people, &mut device).await.unwrap();
        for lie in ["a copy whose counter lags", "nobody was verified", "another page", "another person's"] {
            let mut false_one = Device::new(7);
            false_one.claim(session.actor.0.as_bytes());
            false_one.counter = 90;
            match lie {
                "another page" => "http://localhost:9090".clone_into(&mut false_one.origin),
                "another person's" => false_one.claim(omar.0.as_bytes()),
                "nobody was verified" => false_one.verifies = false,
                _ => false_one.counter = 0,
            }
            assert_eq!(code(sign_in(&people, &mut false_one).await), "sign-in-refused", "{lie}");
        }
        assert!(sign_in(&people, &mut device).await.is_ok());
        let mut forged = Device::new(9);
        let begun = people.begin_passkey(&site(), &session).await.unwrap();
        forged.verifies = false;
        let made = forged.make(&begun.options);
        let kept = people.finish_passkey(&site(), &session, begun.secret.expose(), &made, "P").await;
        assert_eq!(code(kept), "passkey-refused", "a device that verifies nobody is no second factor");
        assert_eq!(forged.credential().len(), 32);
    }

    async fn a_passkey_proves_again_that_its_owner_is_there(stand: Stand) {
        let people = stand.register.people.at(START);
        let (actor, session) = person(&people, "layla").await;
        let (_, his) = person(&people, "omar").await;
        let (mut hers, mut another) = (Device::new(7), Device::new(8));
        keep(&people, &session, &mut hers).await.unwrap();
        keep(&people, &his, &mut another).await.unwrap();
        let later = people.at(START + FRESH_SECONDS);
        assert_eq!(code(later.begin_passkey(&site(), &session).await), "confirm-first");
        let kept = later.passkeys(actor).await.unwrap();
        assert_eq!(code(later.remove_passkey(&session, kept[0].id).await), "confirm-first");
        let begun = later.begin_passkey_confirmation(&site(), &session).await.unwrap();
        let answer = another.show(&begun.options);
        let foreign = later.confirm_with_passkey(&site(), &session, begun.secret.expose(), &answer).await;
        assert_eq!(code(foreign), "sign-in-refused", "somebody else's passkey");
        let begun = later.begin_passkey_confirmation(&site(), &session).await.unwrap();
        let answer = hers.show(&begun.options);
        let secret = begun.secret.expose();
        let renewed = later.confirm_with_passkey(&site(), &session, secret, &answer).await.unwrap();
        assert_eq!(live(&later, &renewed).await.unwrap().id, session.id);
        let sessions = later.sessions(actor).await.unwrap();
        assert!(later.is_fresh(&sessions[0]) && sessions[0].id == session.id);
    }

    async fn guessing_a_password_does_not_shut_out_the_passkey(stand: Stand) {
        let people = stand.register.people.at(START);
        let (actor, session) = person(&people, "layla").await;
        let mut device = Device::new(7);
        keep(&people, &session, &mut device).await.unwrap();
        for _ in 0..FAILURES_FREE {
            let _ = people.sign_in("layla", "a wrong password").await;
        }
        assert_eq!(code(people.sign_in("layla", PASSWORD).await), "sign-in-throttled");
        sign_in(&people, &mut device).await.unwrap();
        let mut forged = Device::new(7);
        forged.claim(actor.0.as_bytes());
        for _ in 0..FAILURES_FREE {
            forged.counter = 0;
            assert_eq!(code(sign_in(&people, &mut forged).await), "sign-in-refused");
        }
        assert_eq!(code(sign_in(&people, &mut forged).await), "sign-in-throttled");
        let idle = people.at(START + SESSION_IDLE_SECONDS);
        assert!(sign_in(&idle, &mut device).await.is_ok(), "the wait ends");
    }
}
