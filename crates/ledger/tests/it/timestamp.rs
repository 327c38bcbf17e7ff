//! Tokens of a local `openssl ts`: made, checked from both sides, forged, cut, changed; and kept beside a log.

use crate::authority::{Authority, ELLIPTIC, ELLIPTIC_384, RSA};
use crate::{leaves, log_of, signer};
use jiff::{SignedDuration, Timestamp};
use ledger::limits::TIMESTAMP_BYTES_MAX;
use ledger::timestamp::{Anchors, Nonce, Signature, check, kept, request};
use ledger::verify_folder;
use std::fs;

const MESSAGE: &[u8] = b"sijil.test/log\n12\nroot\n";

fn nonce() -> Nonce {
    Nonce::of([9; 16])
}

fn code(answer: &[u8], message: &[u8], nonce: Nonce, anchors: Option<&Anchors>) -> &'static str {
    check(answer, message, Some(nonce), anchors).map_or_else(|error| error.code(), |_| "accepted")
}

#[test]
fn a_token_of_an_authority_is_checked_to_its_root() {
    for (key, hash, ess) in [
        (ELLIPTIC, "sha256", "sha256"),
        (ELLIPTIC_384, "sha384", "sha512"),
        (RSA, "sha512", "sha1"),
        (RSA, "sha256", "sha384"),
    ] {
        let Some(authority) = Authority::with(key, hash, ess, "timestamps") else { return };
        let asked = request(MESSAGE, nonce());
        let read = authority.reads(&asked);
        assert!(
            read.contains("Hash Algorithm: sha256") && read.contains("Certificate required: yes"),
            "{read}"
        );
        assert!(read.contains("Nonce: 0x49090909090909090909090909090909"), "{read}");
        let answer = authority.answer(&asked);
        assert!(authority.accepts(&answer, MESSAGE));
        let anchors = Anchors::from_pem(&authority.root()).unwrap();
        let stamp = check(&answer, MESSAGE, Some(nonce()), Some(&anchors)).unwrap();
        assert_eq!(stamp.signature, Signature::Trusted, "{hash}");
        assert_eq!(stamp.accuracy_microseconds, Some(1_500_000));
        assert!(!stamp.serial.is_empty());
        let now = Timestamp::now();
        assert!(stamp.time.duration_since(now).abs() < SignedDuration::from_secs(60), "{}", stamp.time);
        stamp.is_near(now).unwrap();
        let wrong = stamp.is_near(now - SignedDuration::from_hours(25)).unwrap_err();
        assert_eq!(wrong.code(), "timestamp-time-wrong");
        let without = check(&answer, MESSAGE, None, None).unwrap();
        assert_eq!(without.signature, Signature::ByItsOwnCertificate);
    }
}

#[test]
fn what_was_not_asked_for_is_refused() {
    let Some(authority) = Authority::new(ELLIPTIC) else { return };
    let answer = authority.answer(&request(MESSAGE, nonce()));
    let anchors = Anchors::from_pem(&authority.root()).unwrap();
    assert_eq!(code(&answer, MESSAGE, nonce(), Some(&anchors)), "accepted");
    assert_eq!(code(&answer, b"another checkpoint", nonce(), Some(&anchors)), "timestamp-of-other");
    assert_eq!(code(&answer, MESSAGE, Nonce::of([8; 16]), Some(&anchors)), "timestamp-nonce-wrong");
    // An authority asked for a hash it does not take says why.
    let mut sha384 = request(MESSAGE, nonce());
    let at = sha384.windows(9).position(|nine| nine == [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1]).unwrap();
    sha384[at + 8] = 3;
    let refused = check(&authority.answer(&sha384), MESSAGE, Some(nonce()), None).unwrap_err();
    assert_eq!(refused.code(), "timestamp-refused");
    assert!(refused.to_string().contains("bad"), "{refused}");
    // Another authority's root, and a file that is no root at all.
    let other = Authority::new(ELLIPTIC).unwrap();
    let others = Anchors::from_pem(&other.root()).unwrap();
    assert_eq!(code(&answer, MESSAGE, nonce(), Some(&others)), "timestamp-not-trusted");
    assert!(!other.accepts(&answer, MESSAGE));
    let both = Anchors::from_pem(&[other.root(), authority.root()].concat()).unwrap();
    assert_eq!(code(&answer, MESSAGE, nonce(), Some(&both)), "accepted");
    for text in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        assert_eq!(Anchors::from_pem(text.as_bytes()).unwrap_err().code(), "certificates-not-understood");
    }
}

#[test]
fn every_part_that_is_signed_is_held_by_the_signature() {
    let Some(authority) = Authority::new(RSA) else { return };
    let answer = authority.answer(&request(MESSAGE, nonce()));
    let anchors = Anchors::from_pem(&authority.root()).unwrap();
    let changed = |what: &[u8], by: &[u8]| {
        let at = answer.windows(what.len()).position(|part| part == what).unwrap();
        let mut answer = answer.clone();
        answer[at..at + by.len()].copy_from_slice(by);
        code(&answer, MESSAGE, nonce(), Some(&anchors))
    };
    let time = check(&answer, MESSAGE, None, None).unwrap().time.strftime("%Y%m%d%H%M%SZ").to_string();
    assert_eq!(changed(time.as_bytes(), b"2019"), "timestamp-signature-invalid");
    assert_eq!(changed(b"Clock of a test", b"Clock of a west"), "timestamp-signature-invalid");
}

#[test]
fn an_answer_cut_or_changed_anywhere_is_refused_or_says_the_same() {
    let Some(authority) = Authority::new(ELLIPTIC) else { return };
    let answer = authority.answer(&request(MESSAGE, nonce()));
    let anchors = Anchors::from_pem(&authority.root()).unwrap();
    let stamp = check(&answer, MESSAGE, Some(nonce()), Some(&anchors)).unwrap();
    for length in 0..answer.len() {
        assert_ne!(code(&answer[..length], MESSAGE, nonce(), Some(&anchors)), "accepted", "{length}");
    }
    let longer = [answer.as_slice(), b"\0"].concat();
    assert_eq!(code(&longer, MESSAGE, nonce(), Some(&anchors)), "timestamp-not-understood");
    let huge = vec![0x30; TIMESTAMP_BYTES_MAX + 1];
    assert_eq!(code(&huge, MESSAGE, nonce(), Some(&anchors)), "timestamp-too-long");
    for at in 0..answer.len() {
        for bit in 0..8 {
            let mut changed = answer.clone();
            changed[at] ^= 1 << bit;
            // What is not signed may change; no other time may come of it.
            if let Ok(read) = check(&changed, MESSAGE, Some(nonce()), Some(&anchors)) {
                assert_eq!(
                    (read.time, read.serial),
                    (stamp.time, stamp.serial.clone()),
                    "byte {at} bit {bit}"
                );
            }
        }
    }
}

/// 10^5 answers with bytes changed, cut out, doubled and swapped: none panics, none states another time.
#[test]
fn a_hundred_thousand_mutated_answers_do_no_harm() {
    let Some(authority) = Authority::new(ELLIPTIC) else { return };
    let answer = authority.answer(&request(MESSAGE, nonce()));
    let stamp = check(&answer, MESSAGE, Some(nonce()), None).unwrap();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draw = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    let (mut refused, mut accepted) = (0, 0);
    for _ in 0..100_000 {
        let mut bytes = answer.clone();
        for _ in 0..=draw(4) {
            let at = draw(bytes.len());
            match draw(5) {
                0 => bytes[at] = u8::try_from(draw(256)).unwrap(),
                1 => bytes[at] = [0, 0x7f, 0x80, 0x82, 0xff, 0x30][draw(6)],
                2 => bytes.truncate(at.max(1)),
                3 => drop(bytes.drain(at..(at + draw(40)).min(bytes.len()).max(at + 1))),
                _ => {
                    let part = bytes[at..(at + draw(40)).min(bytes.len())].to_vec();
                    bytes.splice(at..at, part);
                }
            }
            if bytes.is_empty() {
                bytes.push(0x30);
            }
        }
        match check(&bytes, MESSAGE, Some(nonce()), None) {
            Err(error) => {
                assert!(error.code().starts_with("timestamp-"), "{error}");
                refused += 1;
            }
            Ok(read) => {
                // Where the algorithm itself was changed nothing is claimed of the signature.
                assert!(read.signature == Signature::NotChecked || read.time == stamp.time);
                accepted += 1;
            }
        }
    }
    assert!(refused > 80_000 && refused + accepted == 100_000, "{refused} refused");
}

#[test]
fn a_certificate_for_something_else_does_not_stamp() {
    let Some(right) = Authority::new(ELLIPTIC) else { return };
    let info = right.statement(&right.answer(&request(MESSAGE, nonce())));
    let anchors = Anchors::from_pem(&right.root()).unwrap();
    assert_eq!(code(&right.signs(&info), MESSAGE, nonce(), Some(&anchors)), "accepted");
    // The same statement, rightly signed with a web server's certificate of a root that is trusted.
    let wrong = Authority::with(ELLIPTIC, "sha256", "sha256", "anything").unwrap();
    let anchors = Anchors::from_pem(&wrong.root()).unwrap();
    let refused = check(&wrong.signs(&info), MESSAGE, Some(nonce()), Some(&anchors)).unwrap_err();
    assert_eq!(refused.code(), "timestamp-signature-invalid");
    assert!(refused.to_string().contains("timestamps alone"), "{refused}");
}

#[test]
fn tokens_are_kept_beside_the_log_and_never_overwritten() {
    let Some(authority) = Authority::new(ELLIPTIC) else { return };
    let anchors = Anchors::from_pem(&authority.root()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut log = log_of(folder.path(), &[3]);
    let now = Timestamp::now();
    assert!(kept::is_due(folder.path(), 3, now).unwrap());
    assert!(!kept::is_due(folder.path(), 0, now).unwrap(), "an empty log says nothing");
    let stamp = |log: &ledger::Log| {
        let note = log.checkpoint().text().as_bytes();
        kept::keep(folder.path(), log.checkpoint(), &authority.answer(&request(note, nonce()))).unwrap();
    };
    stamp(&log);
    let first = kept::token(folder.path(), 3).unwrap();
    stamp(&log);
    assert_eq!(kept::token(folder.path(), 3).unwrap(), first, "a second answer does not replace the first");
    assert_eq!(kept::checkpoint(folder.path(), 3).unwrap(), log.checkpoint().text().as_bytes());
    assert!(!kept::is_due(folder.path(), 3, now + SignedDuration::from_hours(48)).unwrap(), "no news");
    let expected = log.checkpoint().clone();
    log.append(&signer(), &expected, &leaves(3..300)).unwrap();
    assert!(!kept::is_due(folder.path(), 300, now).unwrap(), "one a day");
    assert!(kept::is_due(folder.path(), 300, now + SignedDuration::from_hours(24)).unwrap());
    stamp(&log);
    assert_eq!(kept::sizes(folder.path()).unwrap(), [3, 300]);
    let verifier = signer().verifier();
    verify_folder(folder.path(), &verifier).unwrap();
    let (stamps, faults) = kept::verify(&log, &verifier, Some(&anchors));
    assert_eq!(faults, []);
    assert!(stamps.iter().all(|(_, stamp)| stamp.signature == Signature::Trusted) && stamps.len() == 2);
}

#[test]
fn what_is_changed_beside_the_log_is_named() {
    let Some(authority) = Authority::new(ELLIPTIC) else { return };
    let anchors = Anchors::from_pem(&authority.root()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut log = log_of(folder.path(), &[5]);
    let verifier = signer().verifier();
    let note = log.checkpoint().text().to_owned();
    let answer = authority.answer(&request(note.as_bytes(), nonce()));
    kept::keep(folder.path(), log.checkpoint(), &answer).unwrap();
    let expected = log.checkpoint().clone();
    log.append(&signer(), &expected, &leaves(5..9)).unwrap();
    let place = |name: &str| folder.path().join("timestamp").join(name);
    let faults = |anchors| {
        kept::verify(&log, &verifier, anchors).1.into_iter().map(|fault| fault.path).collect::<Vec<_>>()
    };
    assert_eq!(faults(Some(&anchors)), [""; 0]);
    let mut changed = answer.clone();
    let last = changed.len() - 1;
    changed[last] ^= 1;
    fs::write(place("5.tsr"), &changed).unwrap();
    assert_eq!(faults(None), ["timestamp/5.tsr"]);
    fs::write(place("5.tsr"), b"garbage").unwrap();
    assert_eq!(faults(None), ["timestamp/5.tsr"]);
    assert!(
        kept::is_due(folder.path(), 9, Timestamp::now()).unwrap(),
        "what cannot be read keeps nothing back"
    );
    fs::write(place("5.tsr"), &answer).unwrap();
    fs::write(place("5.checkpoint"), note.replace('5', "6")).unwrap();
    assert_eq!(faults(None), ["timestamp/5.checkpoint"]);
    fs::remove_file(place("5.checkpoint")).unwrap();
    assert_eq!(faults(None), ["timestamp/5.checkpoint"]);
    // A checkpoint of a longer log, rightly signed: the log was rolled back.
    fs::write(place("5.checkpoint"), &note).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(place("40.checkpoint"), log_of(elsewhere.path(), &[40]).checkpoint().text()).unwrap();
    let rolled_back = kept::verify(&log, &verifier, None).1;
    assert_eq!(rolled_back[0].code, "log-rolled-back", "{rolled_back:?}");
    fs::remove_file(place("40.checkpoint")).unwrap();
    assert_eq!(faults(Some(&anchors)), [""; 0]);
    verify_folder(folder.path(), &verifier).unwrap();
    // Nothing else may hide there, and what a crash left goes with the next sweep.
    fs::write(place("notes.txt"), "x").unwrap();
    fs::write(place("9.tsr.123.new"), "x").unwrap();
    let strays: Vec<_> =
        verify_folder(folder.path(), &verifier).unwrap_err().into_iter().map(|fault| fault.path).collect();
    assert_eq!(strays, ["timestamp/9.tsr.123.new", "timestamp/notes.txt"]);
    log.sweep().unwrap();
    assert!(!place("9.tsr.123.new").exists() && place("notes.txt").exists() && place("5.tsr").exists());
}
