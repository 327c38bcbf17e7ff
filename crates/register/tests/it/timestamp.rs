//! Outside time for a register's log: what is due, what is kept, what `verify` says of it.

use crate::authority::{Authority, ELLIPTIC};
use crate::life::{incident, make};
use crate::on_both;
use crate::stand::Stand;
use domain::kind::Kind;
use jiff::{SignedDuration, Timestamp};
use register::db::Access;
use register::ledger::timestamp::Signature;
use register::settings::{Authority as Setting, FILE, Settings};
use register::timestamp::{Asked, Half};
use register::{Error, Register};
use std::fs;

fn asked(register: &Register, now: Timestamp) -> Option<Asked> {
    register.timestamps().due(register.nonce().unwrap(), now).unwrap()
}

/// Names an authority in the settings, as a person would, and opens again.
async fn with_authority(stand: Stand, certificates: Option<&str>) -> Stand {
    let path = stand.folder.join(FILE);
    let more = certificates.map(|name| format!("certificates = \"{name}\"\n")).unwrap_or_default();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\n[timestamp]\nauthority = \"https://tsa.example/\"\n{more}")).unwrap();
    stand.reopen(Access::Write).await
}

on_both! {
    async fn a_day_without_news_asks_nothing_and_a_failed_day_stays_due(stand: Stand) {
        let Some(authority) = Authority::new(ELLIPTIC) else { return };
        fs::write(stand.folder.join("authority.pem"), authority.root()).unwrap();
        let stand = with_authority(stand, Some("authority.pem")).await;
        let register = &stand.register;
        let now = Timestamp::now();
        register.sequence().await.unwrap();
        let first = asked(register, now).unwrap();
        let timestamps = register.timestamps();
        assert_eq!(timestamps.authority.as_deref(), Some("https://tsa.example/"));
        // An answer to another request, garbage, and a token of another day: nothing is kept, all is as due as before.
        let other = authority.answer(&asked(register, now).unwrap().request);
        let answer = authority.answer(&first.request);
        let refused = [
            (timestamps.keep(&first, &other, now), "timestamp-nonce-wrong"),
            (timestamps.keep(&first, b"<html>", now), "timestamp-not-understood"),
            (timestamps.keep(&first, &answer[..200], now), "timestamp-not-understood"),
            (timestamps.keep(&first, &answer, now + SignedDuration::from_hours(30)), "timestamp-time-wrong"),
        ];
        for (kept, code) in refused {
            assert_eq!(kept.unwrap_err().code(), code);
        }
        assert!(matches!(timestamps.file(first.checkpoint.size, Half::Token), Err(Error::NotFound)));
        assert!(asked(register, now).is_some() && timestamps.latest(None, 9).unwrap().is_empty());

        let stamp = timestamps.keep(&first, &answer, now).unwrap();
        assert_eq!(stamp.signature, Signature::Trusted);
        let size = first.checkpoint.size;
        assert_eq!(timestamps.file(size, Half::Token).unwrap(), answer);
        let note = timestamps.file(size, Half::Checkpoint).unwrap();
        assert!(authority.accepts(&answer, &note), "openssl agrees, from the two files alone");
        let later = now + SignedDuration::from_hours(48);
        assert!(asked(register, later).is_none(), "no news");
        make(&stand, Kind::Incident, incident("News")).await;
        register.sequence().await.unwrap();
        assert!(asked(register, now).is_none(), "one a day");
        let next = asked(register, later).unwrap();
        assert!(next.checkpoint.size > size);
        // The next try works whatever became of the one before.
        timestamps.keep(&next, &authority.answer(&next.request), Timestamp::now()).unwrap();
        let sizes: Vec<u64> = timestamps.latest(None, 9).unwrap().iter().map(|kept| kept.size).collect();
        assert_eq!(sizes, [next.checkpoint.size, size]);
        assert_eq!(timestamps.latest(Some(next.checkpoint.size), 9).unwrap()[0].size, size);
        let findings = register.verify().await.unwrap();
        assert!(findings.is_sound(), "{:?}", findings.faults);
        assert_eq!((findings.timestamps.tokens, findings.timestamps.trusted), (2, 2));
        assert!(findings.timestamps.last.unwrap().command.contains("openssl ts -verify -in log/timestamp/"));
    }

    async fn a_tampered_token_is_named(stand: Stand) {
        let Some(authority) = Authority::new(ELLIPTIC) else { return };
        let stand = with_authority(stand, None).await;
        let register = &stand.register;
        register.sequence().await.unwrap();
        let asked = asked(register, Timestamp::now()).unwrap();
        let stamp = register.timestamps().keep(&asked, &authority.answer(&asked.request), Timestamp::now()).unwrap();
        assert_eq!(stamp.signature, Signature::ByItsOwnCertificate);
        let summary = register.verify().await.unwrap().timestamps;
        assert_eq!((summary.tokens, summary.trusted, summary.not_checked), (1, 0, 0), "no more is claimed");
        let name = format!("log/timestamp/{}.tsr", asked.checkpoint.size);
        let path = stand.folder.join(&name);
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() - 20;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).unwrap();
        let findings = register.verify().await.unwrap();
        assert_eq!(findings.faults_count, 1);
        assert_eq!((findings.faults[0].what.as_str(), findings.faults[0].code), (name.as_str(), "timestamp-signature-invalid"));
        assert!(register.timestamps().latest(None, 1).unwrap()[0].outcome.is_err());
        assert_eq!(findings.timestamps.tokens, 0);
        // What an append left beside it is swept at the next start, and only that.
        fs::write(stand.folder.join("log/timestamp/7.tsr.1.new"), "half").unwrap();
        let stand = stand.reopen(Access::Write).await;
        make(&stand, Kind::Incident, incident("News")).await;
        stand.register.sequence().await.unwrap();
        assert!(stand.folder.join(&name).exists());
    }

    async fn a_token_of_an_authority_no_longer_trusted_is_named_as_that(stand: Stand) {
        let (Some(first), Some(second)) = (Authority::new(ELLIPTIC), Authority::new(ELLIPTIC)) else { return };
        let file = stand.folder.join("authority.pem");
        fs::write(&file, first.root()).unwrap();
        let stand = with_authority(stand, Some("authority.pem")).await;
        let register = &stand.register;
        register.sequence().await.unwrap();
        let asked = asked(register, Timestamp::now()).unwrap();
        register.timestamps().keep(&asked, &first.answer(&asked.request), Timestamp::now()).unwrap();
        fs::write(&file, second.root()).unwrap();
        let findings = register.verify().await.unwrap();
        assert_eq!((findings.faults_count, findings.faults[0].code), (1, "timestamp-not-trusted"));
        fs::write(&file, [second.root(), first.root()].concat()).unwrap();
        assert!(register.verify().await.unwrap().is_sound(), "the old root stays in the file");
    }

    async fn certificates_that_cannot_be_read_are_named(stand: Stand) {
        fs::write(stand.folder.join("authority.pem"), "no certificate").unwrap();
        let stand = with_authority(stand, Some("authority.pem")).await;
        let findings = stand.register.verify().await.unwrap();
        assert_eq!(findings.faults[0].code, "certificates-not-understood");
        assert!(findings.faults[0].what.ends_with("authority.pem"));
        let listed = stand.register.timestamps().latest(None, 1).unwrap_err();
        assert_eq!(listed.code(), "certificates-not-understood");
    }
}

#[test]
fn an_authority_in_the_clear_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let head =
        "version = 1\norigin = \"a\"\ndevice = \"00000000-0000-4000-8000-000000000001\"\none_person = true\n";
    let read = |more: &str| {
        fs::write(folder.path().join(FILE), format!("{head}[timestamp]\n{more}")).unwrap();
        Settings::read(folder.path())
    };
    let settings = read("authority = \"https://tsa.example/tsr\"\ncertificates = \"tsa.pem\"\n").unwrap();
    let written = settings.text().unwrap();
    fs::write(folder.path().join(FILE), written).unwrap();
    let Setting { authority, certificates } = Settings::read(folder.path()).unwrap().timestamp.unwrap();
    assert_eq!((authority.as_str(), certificates.as_deref()), ("https://tsa.example/tsr", Some("tsa.pem")));
    for wrong in [
        "authority = \"http://tsa.example/\"",
        "certificates = \"a.pem\"",
        "authority = \"https://a\"\nother = 1",
    ] {
        assert_eq!(read(wrong).unwrap_err().code(), "setting-not-understood", "{wrong}");
    }
}
