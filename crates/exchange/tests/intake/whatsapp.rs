//! WhatsApp exports of several phones.

use crate::mutation;
use MessageKind::{Deleted, Message, System};
use exchange::chat::whatsapp::{DateOrder, Export, Form, MessageKind, Precision, read};
use exchange::chat::{Link, MediaEntry};
use exchange::problem::Place::Line;
use proptest::prelude::*;
use std::fmt::Write as _;

const ANDROID_ENGLISH: &str = "\
12/30/20, 9:05\u{202f}AM - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.
12/30/20, 9:05\u{202f}AM - Nur Example created group \"Shelter: east side\"
12/30/20, 9:06\u{202f}AM - Nur Example: The road is open
  second line, indented
third line
12/30/20, 9:07\u{202f}PM - +000 000 0001: IMG-20201230-WA0001.jpg (file attached)
A caption
12/31/20, 12:00\u{202f}AM - Nur Example: <Media omitted>
12/31/20, 12:01\u{202f}AM - +000 000 0001: This message was deleted
12/31/20, 12:02\u{202f}AM - Nur Example: come at 10:30 <This message was edited>
";

const ANDROID_ARABIC: &str = "\
٣٠\u{200f}/١٢\u{200f}/٢٠٢٠، ٩:٠٥ ص - الرسائل والمكالمات مشفرة تمامًا بين الطرفين.
٣٠\u{200f}/١٢\u{200f}/٢٠٢٠، ٩:٠٦ ص - نور مثال: الطريق مفتوح
سطر ثان
٣٠\u{200f}/١٢\u{200f}/٢٠٢٠، ٩:٠٧ م - هند مثال: \u{200f}PTT-20201230-WA0002.opus (ملف مرفق)
٣١\u{200f}/١٢\u{200f}/٢٠٢٠، ١٢:٠٠ ص - نور مثال: <تم استبعاد الوسائط>
٣١\u{200f}/١٢\u{200f}/٢٠٢٠، ١٢:٠١ م - هند مثال: تم حذف هذه الرسالة
";

const IOS_GERMAN: &str = "\u{feff}\
[30.12.20, 09:05:01] Unterkunft Ost: \u{200e}Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.\r
[30.12.20, 09:06:02] Nur Beispiel: Die Straße ist offen\r
zweite Zeile\r
\u{200e}[30.12.20, 21:07:03] ~\u{202f}Hind: Foto \u{200e}<Anhang: 00000012-PHOTO-2020-12-30-21-07-03.jpg>\r
\u{200e}[31.12.20, 00:00:04] Nur Beispiel: \u{200e}Bild weggelassen\r
[31.12.20, 00:01:05] ~\u{202f}Hind: \u{200e}Diese Nachricht wurde gelöscht.\r
";

fn media(names: &[&str]) -> Vec<MediaEntry> {
    names.iter().map(|name| MediaEntry { name: (*name).to_owned(), bytes: 10 }).collect()
}

fn export(text: &str, names: &[&str]) -> Export {
    let export = read(text.as_bytes(), "_chat.txt", &media(names), None).expect("it is an export");
    whole(text.as_bytes(), &export);
    export
}

/// Every byte of the file belongs to the preamble or to exactly one message, in order.
fn whole(bytes: &[u8], export: &Export) {
    let mut at = export.preamble.end;
    for (number, message) in export.messages.iter().enumerate() {
        assert_eq!(message.ordinal, number as u64 + 1);
        assert_eq!(message.bytes.start, at);
        at = message.bytes.end;
    }
    assert_eq!((export.preamble.start, at), (0, bytes.len()));
}

fn codes(export: &Export) -> Vec<&'static str> {
    export.problems.iter().map(|problem| problem.code).collect()
}

fn local(export: &Export, at: usize) -> String {
    export.messages[at].local.expect("the date exists").to_string()
}

#[test]
fn android_in_english() {
    let export = export(ANDROID_ENGLISH, &["Chat/IMG-20201230-WA0001.jpg", "Chat/VID-9.mp4"]);
    assert_eq!(
        (export.form, export.order.order, export.order.rival),
        (Form::Dash, DateOrder::MonthDayYear, None)
    );
    let kinds: Vec<_> = export.messages.iter().map(|message| message.kind).collect();
    assert_eq!(kinds, [System, System, Message, Message, Message, Deleted, Message]);
    assert_eq!(export.messages[1].text, "Nur Example created group \"Shelter: east side\"");
    let first = &export.messages[2];
    assert_eq!(first.text, "The road is open\n  second line, indented\nthird line");
    assert_eq!((first.line, first.precision), (3, Precision::Minute));
    assert_eq!(first.written_time, "12/30/20, 9:06\u{202f}AM");
    assert_eq!(local(&export, 3), "2020-12-30T21:07:00");
    assert_eq!(local(&export, 4), "2020-12-31T00:00:00");
    let picture = &export.messages[3].attachments[0];
    assert_eq!((picture.name.as_deref(), picture.link), (Some("IMG-20201230-WA0001.jpg"), Link::Entry(0)));
    assert_eq!(export.messages[4].attachments[0].link, Link::NotIncluded);
    assert!(export.messages[6].is_edited && export.messages[6].text.ends_with("<This message was edited>"));
    assert_eq!((export.unmentioned.as_slice(), codes(&export)), (&[1][..], vec!["attachment-unmentioned"]));
    let names: Vec<_> = export.pseudonyms.bearers().iter().map(|bearer| bearer.names[0].as_str()).collect();
    assert_eq!(names, ["Nur Example", "+000 000 0001"]);
    let handles: Vec<_> =
        export.messages.iter().filter_map(|message| Some(message.sender?.to_string())).collect();
    assert_eq!(handles, ["Sender 1", "Sender 2", "Sender 1", "Sender 2", "Sender 1"]);
}

#[test]
fn android_in_arabic() {
    let export = export(ANDROID_ARABIC, &["PTT-20201230-WA0002.opus"]);
    assert_eq!((export.order.order, export.order.rival), (DateOrder::DayMonthYear, None));
    assert_eq!(export.messages[0].kind, System);
    assert_eq!(export.messages[1].text, "الطريق مفتوح\nسطر ثان");
    assert_eq!(local(&export, 2), "2020-12-30T21:07:00");
    assert_eq!(export.messages[2].attachments[0].link, Link::Entry(0));
    assert_eq!(local(&export, 3), "2020-12-31T00:00:00");
    assert_eq!(export.messages[3].attachments[0].link, Link::NotIncluded);
    assert_eq!((local(&export, 4), export.messages[4].kind), ("2020-12-31T12:01:00".into(), Deleted));
    assert_eq!(export.pseudonyms.bearers().len(), 2);
    assert!(codes(&export).is_empty(), "{:?}", export.problems);
    assert_eq!(export.messages[1].written_time, "٣٠\u{200f}/١٢\u{200f}/٢٠٢٠، ٩:٠٦ ص");
}

#[test]
fn ios_in_german() {
    let export = export(IOS_GERMAN, &["00000012-PHOTO-2020-12-30-21-07-03.jpg"]);
    assert_eq!(export.form, Form::Brackets);
    assert_eq!(export.messages[0].kind, System);
    assert_eq!(export.messages[1].text, "Die Straße ist offen\r\nzweite Zeile");
    assert_eq!(
        (local(&export, 2), export.messages[2].precision),
        ("2020-12-30T21:07:03".into(), Precision::Second)
    );
    assert_eq!(export.messages[2].attachments[0].link, Link::Entry(0));
    assert_eq!(export.messages[3].attachments[0].link, Link::NotIncluded);
    assert_eq!(export.messages[4].kind, Deleted);
    assert!(codes(&export).is_empty(), "{:?}", export.problems);
}

#[test]
fn french_turkish_and_spanish() {
    for (text, kinds) in [
        ("30/12/2020 à 23:59 - Nur: IMG-1.jpg (fichier joint)\n31/12/2020 à 00:01 - Nur: <Médias omis>\n", 2),
        (
            "30.12.2020 23:59 - Nur: IMG-1.jpg (dosya ekli)\n31.12.2020 00:01 - Nur: <Medya dahil edilmedi>\n",
            2,
        ),
        (
            "30/12/20 11:59 p. m. - Nur: IMG-1.jpg (archivo adjunto)\n31/12/20 12:01 a. m. - Nur: <Multimedia omitido>\n",
            2,
        ),
        (
            "[30.12.2020 23:59:00] Nur: \u{200e}<ekli: IMG-1.jpg>\n[31.12.2020 00:01:00] Nur: \u{200e}görüntü dahil edilmedi\n",
            2,
        ),
        (
            "[30/12/2020 23:59:00] Nur: \u{200e}<pièce jointe : IMG-1.jpg>\n[31/12/2020 00:01:00] Nur: \u{200e}image absente\n",
            2,
        ),
        (
            "[30/12/20, 23:59:00] Nur: \u{200e}<adjunto: IMG-1.jpg>\n[31/12/20, 0:01:00] Nur: \u{200e}imagen omitida\n",
            2,
        ),
    ] {
        let export = export(text, &["IMG-1.jpg"]);
        assert_eq!(export.messages.len(), kinds);
        assert_eq!(
            (local(&export, 0), local(&export, 1)),
            ("2020-12-30T23:59:00".into(), "2020-12-31T00:01:00".into())
        );
        assert_eq!(export.messages[0].attachments[0].link, Link::Entry(0), "{text}");
        assert_eq!(export.messages[1].attachments[0].link, Link::NotIncluded, "{text}");
        assert!(codes(&export).is_empty());
    }
}

#[test]
fn a_quoted_chat_stays_within_its_message() {
    let text = "30/12/2020, 10:00 - Nur: she wrote\n[29/12/2020, 09:00:00] Hind: come\n30/12/2020, 10:01 - Nur: that was it\n";
    let found = export(text, &[]);
    assert_eq!(found.messages.len(), 2);
    assert_eq!(found.messages[0].text, "she wrote\n[29/12/2020, 09:00:00] Hind: come");
    assert_eq!(codes(&found), ["header-of-another-form"]);
    assert_eq!(found.problems[0].place, Line(2));
    let pasted =
        export("30/12/2020, 10:00 - N: x\n13/12/2019, 10:00 - N: y\n30/12/2020, 10:01 - N: z\n", &[]);
    assert_eq!(codes(&pasted), ["time-runs-back"]);
}

#[test]
fn what_is_broken_is_named_and_the_rest_lands() {
    let mut bytes = b"cut off\n30/12/2020, 10:00 - N: a\xff\xfeb\n31/02/2020, 10:00 - N: y\n".to_vec();
    bytes.extend("30/12/2020, 10:01 - N: GONE.jpg (file attached)\n۱۰/۱۰/۱۴۰۰, 10:00 - N: x".bytes());
    let export = read(&bytes, "_chat.txt", &[], None).unwrap();
    whole(&bytes, &export);
    assert_eq!(export.messages.len(), 4);
    let told: Vec<_> = export.problems.iter().map(|problem| (problem.code, problem.place)).collect();
    let expected = [
        ("bytes-not-in-encoding", Line(2)),
        ("date-does-not-exist", Line(3)),
        ("attachment-missing", Line(4)),
        ("calendar-not-read", Line(5)),
        ("text-before-first-entry", Line(1)),
    ];
    assert_eq!(told, expected);
    assert_eq!(export.messages[0].text, "a\u{fffd}\u{fffd}b");
    assert!(export.messages[1].local.is_none() && export.messages[1].written_time == "31/02/2020, 10:00");
    assert_eq!(export.messages[2].attachments[0].link, Link::Missing);
    assert_eq!(read(b"hello\n", "a.txt", &[], None).unwrap_err().code(), "intake-not-read");
}

#[test]
fn a_person_settles_the_order() {
    let text = "01/02/2021, 10:00 - N: x\n03/02/2021, 10:00 - N: y\n";
    assert_eq!(codes(&export(text, &[])), ["date-order-in-doubt"]);
    let settled = read(text.as_bytes(), "a.txt", &[], Some(DateOrder::MonthDayYear)).unwrap();
    assert_eq!(settled.messages[1].local.unwrap().to_string(), "2021-03-02T10:00:00");
    assert!(settled.problems.is_empty());
}

/// A zip as a phone sends it: five thousand messages, each tenth with its file.
#[test]
fn a_long_chat_in_its_archive() {
    let (mut text, mut names) = (String::new(), vec!["WhatsApp Chat/_chat.txt".to_owned()]);
    for number in 0..5_000 {
        let stamp =
            format!("{:02}/{:02}/2020, {:02}:{:02}", number / 200 + 1, 12, number / 10 % 20, number % 60);
        let sender = number % 7;
        if number % 10 == 0 {
            let _ = writeln!(text, "{stamp} - N{sender}: PTT-20201230-WA{number:04}.opus (ملف مرفق)");
            names.push(format!("WhatsApp Chat/PTT-20201230-WA{number:04}.opus"));
        } else {
            let _ = writeln!(text, "{stamp} - N{sender}: رسالة {number}\nسطر ثان");
        }
    }
    let mut files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"OggS"[..])).collect();
    files[0].1 = text.as_bytes();
    let bytes = crate::zips::archive(&files);
    let mut archive = exchange::archive::Archive::open(std::io::Cursor::new(&bytes), "chat.zip").unwrap();
    let entries = archive.entries().to_vec();
    let chat = archive.content(&entries[0], exchange::limits::CHAT_BYTES_MAX).unwrap();
    let media: Vec<MediaEntry> = entries[1..].iter().map(MediaEntry::from).collect();
    let export = read(&chat, &entries[0].name, &media, None).unwrap();
    whole(&chat, &export);
    assert_eq!((export.messages.len(), export.unmentioned.len()), (5_000, 0));
    let linked = export.messages.iter().flat_map(|message| &message.attachments);
    assert_eq!(linked.filter(|found| matches!(found.link, Link::Entry(_))).count(), 500);
    assert_eq!(export.pseudonyms.bearers().len(), 7);
}

proptest! {
    /// What is written comes back: times, senders and texts, in every digit set and form.
    #[test]
    fn what_is_written_is_read(
        texts in prop::collection::vec("[a-zé\\u{0627}-\\u{064a} ,!?]{1,40}(\n[a-z ]{1,20})?", 1..20),
        form in 0..3_usize, digits in 0..3_u32, start in 0..600_i64,
    ) {
        let first = jiff::civil::date(2021, 1, 13).at(0, 0, 0, 0);
        let mut file = String::new();
        let mut times = Vec::new();
        for (number, text) in texts.iter().enumerate() {
            let time = first + jiff::SignedDuration::from_mins(start + 11 * i64::try_from(number).unwrap());
            let sender = ["Nur Example", "+000 000 0001", "هند"][number % 3];
            let stamp = match form {
                0 => format!("{}, {} - ", time.strftime("%d/%m/%Y"), time.strftime("%H:%M")),
                1 => format!("[{}, {}] ", time.strftime("%d/%m/%y"), time.strftime("%H:%M:%S")),
                _ => format!("{} {} - ", time.strftime("%d.%m.%Y"), time.strftime("%H:%M")),
            };
            let base = [u32::from('0'), 0x0660, 0x06f0][usize::try_from(digits).unwrap()];
            let stamp: String = stamp.chars().map(|letter| match letter.to_digit(10) {
                Some(digit) => char::from_u32(base + digit).unwrap(),
                None => letter,
            }).collect();
            let _ = writeln!(file, "{stamp}{sender}: {text}");
            times.push(time);
        }
        let export = read(file.as_bytes(), "a.txt", &[], None).unwrap();
        whole(file.as_bytes(), &export);
        prop_assert_eq!(export.messages.len(), texts.len());
        for ((message, text), time) in export.messages.iter().zip(&texts).zip(&times) {
            prop_assert_eq!(&message.text, text);
            prop_assert_eq!(message.local, Some(*time));
            prop_assert_eq!(message.kind, Message);
        }
    }

    #[test]
    fn anything_at_all_is_survived(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(export) = read(&bytes, "a.txt", &[], None) {
            whole(&bytes, &export);
        }
    }
}

#[test]
fn mutated_exports() {
    let pieces: [&[u8]; 12] = [
        b"\n",
        b"\r\n",
        b": ",
        b"\xff",
        b"\0",
        b" - ",
        b"[31/12/20, 23:59:59] ",
        b"99/99/9999, 99:99 - ",
        "\u{202e}".as_bytes(),
        "٣١\u{200f}/١٢\u{200f}/٢٠٢٠، ١١:٥٩ م - ".as_bytes(),
        b"<attached: ",
        b" (file attached)",
    ];
    let wholes = [ANDROID_ENGLISH, ANDROID_ARABIC, IOS_GERMAN].map(|text| text.as_bytes().to_vec());
    let entries = media(&["IMG-20201230-WA0001.jpg", "a/PTT-20201230-WA0002.opus"]);
    let (mut exports, mut messages) = (0, 0);
    mutation::each(&wholes, &pieces, |seed, bytes| match read(bytes, "a.txt", &entries, None) {
        Ok(export) => {
            whole(bytes, &export);
            assert!(!export.messages.is_empty(), "seed {seed}");
            exports += 1;
            messages += export.messages.len();
        }
        Err(error) => assert_eq!(error.code(), "intake-not-read", "seed {seed}"),
    });
    assert!(exports > mutation::count() / 2 && messages > 0);
}
