//! Messages and mailboxes.

use crate::mutation;
use exchange::mail::{Encoding, Mail, Message, Role, Zone, content, read_mailbox, read_message, unquoted};
use exchange::problem::Place;
use proptest::prelude::*;
use std::fmt::Write as _;

const MESSAGE: &str = "\
From: =?UTF-8?B?2YbZiNixINmF2KvYp9mE?= <nur@example.org>\r
To: Desk <desk@example.org>, hind@example.org\r
Cc: \"Third, One\" <third@example.org>\r
Subject: =?UTF-8?Q?The_road_=C3=A0_l=27est?=\r
Date: Wed, 30 Dec 2020 11:05:06 +0200\r
Message-ID: <one@example.org>\r
In-Reply-To: <zero@example.org>\r
References: <a@example.org> <zero@example.org>\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=\"outer\"\r
\r
preamble\r
--outer\r
Content-Type: multipart/alternative; boundary=inner\r
\r
--inner\r
Content-Type: text/plain; charset=windows-1256\r
Content-Transfer-Encoding: quoted-printable\r
\r
=E3=D1=CD=C8=C7\r
--inner\r
Content-Type: text/html; charset=utf-8\r
\r
<p>hello</p>\r
--inner--\r
--outer\r
Content-Type: image/jpeg; name=\"a.jpg\"\r
Content-Disposition: attachment; filename*=UTF-8''%D8%B5%D9%88%D8%B1%D8%A9.jpg\r
Content-Transfer-Encoding: base64\r
Content-ID: <picture@example.org>\r
\r
aGVsbG8g\r
d29ybGQ=\r
--outer\r
Content-Type: message/rfc822\r
\r
From: inner@example.org\r
Subject: within\r
Date: Tue, 29 Dec 2020 10:00:00 -0000\r
\r
the inner text\r
--outer--\r
epilogue\r
";

const MAILBOX: &str = "\
From nur@example.org Wed Dec 30 11:05:00 2020
From: nur@example.org
Date: Wed, 30 Dec 2020 11:05:06 +0200
Subject: one

>From here on the road is closed

From here it is open
>>From is written twice

From hind@example.org Wed Dec 30 12:05:00 2020
From: hind@example.org
Subject: two

no date
";

/// SHA-256 of `hello world`.
const HELLO_WORLD: &str = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";

fn message(text: &str) -> (Message, Mail) {
    let mail = read_message(text.as_bytes(), "a.eml").expect("it is a message");
    (mail.messages[0].clone(), mail)
}

#[test]
fn a_message_with_its_parts() {
    let (found, mail) = message(MESSAGE);
    assert_eq!(found.subject.as_deref(), Some("The road à l'est"));
    assert_eq!(found.from[0].name.as_deref(), Some("نور مثال"));
    assert_eq!(found.to.len(), 2);
    assert_eq!(found.cc[0].name.as_deref(), Some("Third, One"));
    let date = found.date.as_ref().unwrap();
    assert_eq!((date.zone, date.unix_seconds()), (Zone::Offset(120), Some(1_609_319_106)));
    assert_eq!(date.written, "Wed, 30 Dec 2020 11:05:06 +0200");
    assert_eq!(found.message_id.as_deref(), Some("one@example.org"));
    assert_eq!(found.in_reply_to, ["zero@example.org"]);
    assert_eq!(found.references, ["a@example.org", "zero@example.org"]);
    let parts: Vec<_> = found.parts.iter().map(|part| (part.number.as_str(), part.role)).collect();
    let expected =
        [("1.1.1", Role::Text), ("1.1.2", Role::Html), ("1.2", Role::Attachment), ("1.3", Role::Nested)];
    assert_eq!(parts, expected);
    assert_eq!(found.parts[0].text.as_deref(), Some("مرحبا"));
    assert_eq!(found.parts[1].text.as_deref(), Some("<p>hello</p>"));
    let picture = &found.parts[2];
    assert_eq!(picture.name.as_deref(), Some("صورة.jpg"));
    assert_eq!((picture.encoding, picture.content_bytes), (Encoding::Base64, Some(11)));
    assert_eq!(picture.sha256.as_deref(), Some(HELLO_WORLD));
    assert_eq!(&MESSAGE[picture.bytes.clone()], "aGVsbG8g\r\nd29ybGQ=");
    assert_eq!(content(MESSAGE.as_bytes(), picture).as_deref(), Some(&b"hello world"[..]));
    let nested = &found.nested[0];
    assert_eq!(nested.subject.as_deref(), Some("within"));
    assert_eq!(nested.date.as_ref().unwrap().zone, Zone::UtcOfUnknownPlace);
    assert_eq!(nested.parts[0].text.as_deref(), Some("the inner text"));
    assert!(MESSAGE[nested.bytes.clone()].starts_with("From: inner@"));
    assert!(mail.problems.is_empty(), "{:?}", mail.problems);
}

#[test]
fn a_mailbox_with_its_quoting() {
    let mail = read_mailbox(MAILBOX.as_bytes(), "a.mbox").unwrap();
    assert_eq!(mail.messages.len(), 2);
    let first = &mail.messages[0];
    let text = "From here on the road is closed\n\nFrom here it is open\n>From is written twice\n";
    assert_eq!(first.parts[0].text.as_deref(), Some(text));
    assert_eq!(first.envelope.as_deref(), Some("From nur@example.org Wed Dec 30 11:05:00 2020"));
    let whole = unquoted(&MAILBOX.as_bytes()[first.bytes.clone()]);
    assert_eq!(content(&whole, &first.parts[0]).as_deref(), Some(text.as_bytes()));
    let told: Vec<_> = mail.problems.iter().map(|problem| (problem.code, problem.place)).collect();
    let expected = [
        ("quoting-in-doubt", Place::Line(8)),
        ("quoting-in-doubt", Place::Line(1)),
        ("date-not-understood", Place::Entry(2)),
    ];
    assert_eq!(told, expected);
    assert_eq!(read_mailbox(b"hello", "a").unwrap_err().code(), "intake-not-read");
}

#[test]
fn broken_parts_are_named_and_the_rest_lands() {
    let broken = MESSAGE.replace("aGVsbG8g", "a*VsbG8=====g");
    let (found, mail) = message(&broken);
    assert_eq!(found.parts.len(), 4);
    if found.parts[2].sha256.is_none() {
        assert_eq!((mail.problems[0].code, mail.problems[0].part.as_str()), ("entry-not-understood", "1.2"));
    } else {
        assert_ne!(found.parts[2].sha256.as_deref(), Some(HELLO_WORLD));
    }
    let (cut, _) = message(&MESSAGE[..MESSAGE.find("d29ybGQ").unwrap()]);
    assert_eq!(cut.parts.len(), 3);
    let (unbounded, mail) = message(&MESSAGE.replace("; boundary=\"outer\"", ""));
    assert_eq!((unbounded.parts.len(), mail.problems[0].code), (1, "entry-not-understood"));
    assert_eq!(read_message(b"\r\nbody only", "a.eml").unwrap_err().code(), "intake-not-read");
    assert_eq!(read_message(b"", "a.eml").unwrap_err().code(), "intake-not-read");
}

#[test]
fn nesting_has_an_end() {
    let deep = "Content-Type: message/rfc822\r\n\r\n".repeat(50_000) + "Subject: end\r\n\r\nx";
    let (found, mail) = message(&deep);
    let mut depth = 0;
    let mut at = &found;
    while let Some(nested) = at.nested.first() {
        depth += 1;
        at = nested;
    }
    assert_eq!(depth, exchange::limits::MAIL_DEPTH_MAX);
    assert!(mail.problems.iter().any(|problem| problem.code == "nested-too-deep"));
    let mut deep = String::new();
    for number in 0..5_000 {
        let _ = write!(deep, "Content-Type: multipart/mixed; boundary=b{number}\r\n\r\n--b{number}\r\n");
    }
    let (_, mail) = message(&deep);
    assert!(mail.problems.iter().any(|problem| problem.code == "nested-too-deep"));
    let many =
        format!("Content-Type: multipart/mixed; boundary=b\r\n\r\n{}", "--b\r\n\r\nx\r\n".repeat(3_000));
    let (found, mail) = message(&many);
    assert_eq!(found.parts.len(), exchange::limits::MAIL_PARTS_MAX);
    assert!(mail.problems.iter().any(|problem| problem.code == "too-many-entries"));
}

#[test]
fn a_real_message() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/media/aleph_mail.eml");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: no ../shared/data/media/aleph_mail.eml");
        return;
    };
    let mail = read_message(&bytes, "aleph_mail.eml").unwrap();
    let found = &mail.messages[0];
    assert!(!found.headers.is_empty() && !found.from.is_empty() && !found.parts.is_empty());
    assert!(found.date.as_ref().is_some_and(|date| date.unix_seconds().is_some()));
    assert!(found.parts.iter().any(|part| part.text.as_ref().is_some_and(|text| !text.trim().is_empty())));
    for part in &found.parts {
        assert!(part.sha256.is_some(), "{} {}", part.number, part.media_type);
    }
    println!("parts: {}, nested: {}, problems: {:?}", found.parts.len(), found.nested.len(), mail.problems);
}

fn check(bytes: &[u8], messages: &[Message], is_mailbox: bool) {
    for message in messages {
        let whole = &bytes[message.bytes.clone()];
        let whole = if is_mailbox { unquoted(whole) } else { whole.into() };
        for part in &message.parts {
            let decoded = content(&whole, part);
            assert_eq!(decoded.map(|content| content.len() as u64), part.content_bytes);
        }
    }
}

proptest! {
    /// What is attached comes back, byte for byte.
    #[test]
    fn attachments_come_back(
        files in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..80), 1..6), text in "[a-z ]{0,50}"
    ) {
        let mut mail = "From: a@example.org\r\nDate: Wed, 30 Dec 2020 11:05:06 +0200\r\n".to_owned();
        let _ = write!(mail, "Content-Type: multipart/mixed; boundary=xyz\r\n\r\n--xyz\r\n\r\n{text}\r\n");
        for (number, file) in files.iter().enumerate() {
            let code = data_encoding::BASE64.encode(file);
            let _ = write!(mail, "--xyz\r\nContent-Type: application/octet-stream; name=f{number}\r\n");
            let _ = write!(mail, "Content-Transfer-Encoding: base64\r\n\r\n{code}\r\n");
        }
        mail += "--xyz--\r\n";
        let (found, _) = message(&mail);
        prop_assert_eq!(found.parts[0].text.as_deref(), Some(text.as_str()));
        prop_assert_eq!(found.parts.len(), files.len() + 1);
        for (part, file) in found.parts[1..].iter().zip(&files) {
            let decoded = content(mail.as_bytes(), part);
            prop_assert_eq!(decoded.as_deref(), Some(file.as_slice()));
        }
    }

    #[test]
    fn anything_at_all_is_survived(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let whole = [b"Received:\n\t", bytes.as_slice()].concat();
        let _ = read_message(&whole, "a.eml");
        let _ = read_message(&bytes, "a.eml");
        let _ = read_mailbox(&[b"From a 10:10 2020\n", bytes.as_slice()].concat(), "a.mbox");
    }
}

#[test]
fn mutated_mail() {
    let pieces: [&[u8]; 14] = [
        b"\r\n",
        b"\n\n",
        b"--outer\r\n",
        b"--inner--\r\n",
        b"=?UTF-8?B?/w==?=",
        b"=?x?Q?=ZZ?=",
        b"; boundary=\"\"",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Received: from x (y)\r\n\t",
        b"Date: Wed, 99 Foo 99999999999999 99:99:99 +9999\r\n",
        b"\nFrom a@b Wed Dec 30 11:05:00 2020\n",
        b"\xff",
        b"\0",
    ];
    let wholes = [MESSAGE.as_bytes().to_vec(), MAILBOX.as_bytes().to_vec()];
    let mut messages = 0;
    mutation::each(&wholes, &pieces, |_, bytes| {
        if let Ok(mail) = read_message(bytes, "a.eml") {
            check(bytes, &mail.messages, false);
            messages += 1;
        }
        if let Ok(mail) = read_mailbox(bytes, "a.mbox") {
            check(bytes, &mail.messages, true);
            messages += mail.messages.len() as u64;
        }
    });
    assert!(messages > mutation::count() / 2);
}
