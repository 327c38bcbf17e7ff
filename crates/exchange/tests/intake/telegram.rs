//! Telegram Desktop's exports, current and old, of one chat and of an account.

use crate::mutation;
use exchange::chat::telegram::{Export, MessageKind, read};
use exchange::chat::{Link, MediaEntry};
use exchange::problem::Place;
use proptest::prelude::*;
use serde_json::json;

const ONE_CHAT: &str = r#"{
 "name": "Shelter east",
 "type": "private_supergroup",
 "id": 1000000001,
 "messages": [
  {
   "id": 1,
   "type": "service",
   "date": "2020-12-30T11:05:00",
   "date_unixtime": "1609319100",
   "actor": "Nur Example",
   "actor_id": "user11",
   "action": "create_group",
   "title": "Shelter east",
   "members": ["Nur Example"],
   "text": "",
   "text_entities": []
  },
  {
   "id": 2,
   "type": "message",
   "date": "2020-12-30T11:06:00",
   "date_unixtime": "1609319160",
   "edited": "2020-12-30T11:07:00",
   "edited_unixtime": "1609319220",
   "from": "Nur Example",
   "from_id": "user11",
   "text": ["الطريق مفتوح: ", {"type": "link", "text": "https://example.org/{a}"}, "!"],
   "text_entities": [
    {"type": "plain", "text": "الطريق مفتوح: "},
    {"type": "link", "text": "https://example.org/{a}"},
    {"type": "plain", "text": "!"}
   ]
  },
  {
   "id": 3,
   "type": "message",
   "date": "2020-12-30T11:08:00",
   "date_unixtime": "1609319280",
   "from": "Hind Example",
   "from_id": "user12",
   "forwarded_from": "Channel Example",
   "reply_to_message_id": 2,
   "photo": "photos/photo_1@30-12-2020_11-08-00.jpg",
   "photo_file_size": 10,
   "width": 1280,
   "height": 960,
   "text": "",
   "text_entities": []
  },
  {
   "id": 4,
   "type": "message",
   "date": "2020-12-30T11:09:00",
   "date_unixtime": "1609319340",
   "from": null,
   "from_id": "user13",
   "reply_to_message_id": 3,
   "file": "(File not included. Change data exporting settings to download.)",
   "thumbnail": "voice_messages/../../x.jpg",
   "location_information": {"latitude": 35.95, "longitude": 39.01},
   "text": "here"
  },
  {
   "id": 5,
   "type": "message",
   "date": "2020-12-30T11:10:00",
   "from": "Nur Renamed",
   "from_id": "user11",
   "reply_to_message_id": 99,
   "text": [{"type": "bold", "text": "old"}, 7]
  }
 ]
}"#;

fn media() -> Vec<MediaEntry> {
    let names = ["ChatExport/photos/photo_1@30-12-2020_11-08-00.jpg", "ChatExport/result.json"];
    names.iter().map(|name| MediaEntry { name: (*name).to_owned(), bytes: 10 }).collect()
}

fn export(text: &str) -> Export {
    read(text.as_bytes(), "result.json", &media()).expect("it is an export")
}

#[test]
fn one_chat() {
    let found = export(ONE_CHAT);
    let chat = &found.chats[0];
    assert_eq!((chat.id, chat.kind.as_str()), (Some(1_000_000_001), "private_supergroup"));
    assert_eq!(chat.pseudonyms.title.as_deref(), Some("Shelter east"));
    let kind = &chat.messages[0].kind;
    assert_eq!(kind, &MessageKind::Service("create_group".to_owned()));
    assert_eq!(chat.messages[0].other["members"], json!(["Nur Example"]));
    let edited = &chat.messages[1];
    assert_eq!(edited.text, "الطريق مفتوح: https://example.org/{a}!");
    assert_eq!(
        edited.runs.iter().map(|run| run.kind.as_str()).collect::<Vec<_>>(),
        ["plain", "link", "plain"]
    );
    assert_eq!(edited.sent.unix_seconds, Some(1_609_319_160));
    assert_eq!(edited.edited.as_ref().unwrap().unix_seconds, Some(1_609_319_220));
    let photo = &chat.messages[2];
    assert_eq!((photo.attachments[0].role, photo.attachments[0].link), ("photo", Link::Entry(0)));
    assert_eq!(photo.forwarded_from.unwrap().to_string(), "Origin 1");
    assert_eq!(photo.reply_to.unwrap().ordinal, Some(2));
    assert_eq!(photo.other["width"], json!(1280));
    let links: Vec<_> = chat.messages[3].attachments.iter().map(|found| (found.role, found.link)).collect();
    assert_eq!(links, [("file", Link::NotIncluded), ("thumbnail", Link::Missing)]);
    assert_eq!(chat.messages[3].other["location_information"]["latitude"], json!(35.95));
    let senders: Vec<_> = chat.messages.iter().map(|message| message.sender.unwrap().to_string()).collect();
    assert_eq!(senders, ["Sender 1", "Sender 1", "Sender 2", "Sender 3", "Sender 1"]);
    assert_eq!(chat.pseudonyms.bearers()[0].names, ["Nur Example", "Nur Renamed"]);
    assert_eq!(chat.reply_chain(4), [3, 2]);
    assert_eq!(found.unmentioned, [1]);
    let told: Vec<_> = found.problems.iter().map(|problem| (problem.code, problem.place)).collect();
    let expected = [
        ("attachment-not-included", Place::Entry(4)),
        ("attachment-missing", Place::Entry(4)),
        ("field-not-understood", Place::Entry(5)),
        ("date-not-understood", Place::Entry(5)),
        ("reply-target-missing", Place::Byte(chat.messages[4].bytes.start as u64)),
    ];
    assert_eq!(told, expected);
    assert_eq!(chat.messages[4].other["text"][1], json!(7));
    let object = &ONE_CHAT[chat.messages[2].bytes.clone()];
    assert!(object.starts_with('{') && object.ends_with('}') && object.contains("photo_1@"));
}

fn account() -> String {
    let chat = |name: &str, id: i64| {
        json!({ "name": name, "type": "personal_chat", "id": id, "messages": [
            { "id": 1, "type": "message", "date": "2020-12-30T11:06:00", "date_unixtime": "1609319160",
              "from": name, "from_id": "user7", "text": "one" },
            { "id": 2, "type": "message", "date": "2020-12-30T11:06:00", "date_unixtime": "1609319160",
              "from": name, "from_id": "user7", "text": "two", "reply_to_message_id": 2 },
        ] })
    };
    // Members in the order that the program writes them.
    format!(
        r#"{{"about": "Here is the data", "personal_information": {{"user_id": 1}}, "contacts": {{"list": []}},
        "chats": {{"about": "all", "list": [{}, {}]}}, "left_chats": {{"about": "left", "list": [{}]}}}}"#,
        chat("Nur", 1),
        chat("Hind", 2),
        chat("Left", 3)
    )
}

#[test]
fn an_account_with_its_chats() {
    let export = export(&account());
    assert_eq!(export.unread, ["personal_information", "contacts"]);
    let ids: Vec<_> = export.chats.iter().map(|chat| (chat.id, chat.messages.len())).collect();
    assert_eq!(ids, [(Some(1), 2), (Some(2), 2), (Some(3), 2)]);
    assert!(export.chats[0].reply_chain(2).is_empty());
    assert_eq!(export.chats[1].pseudonyms.bearers()[0].handle.to_string(), "Sender 1");
}

#[test]
fn a_broken_message_costs_only_itself() {
    for (from, to) in [
        ("\"photo_file_size\": 10,", "\"photo_file_size\": ,"),
        ("\"height\": 960,", "\"height\": 960, }"),
        ("\"height\": 960,", "\"height\": {"),
        ("\"width\": 1280,", "\"width\": \"1280,"),
        ("\"id\": 3,\n", "\"id\": \"x\",\n"),
    ] {
        let broken = ONE_CHAT.replacen(from, to, 1);
        assert_ne!(broken, ONE_CHAT);
        let export = export(&broken);
        let ids: Vec<_> = export.chats[0].messages.iter().map(|message| message.id).collect();
        assert_eq!(ids, [1, 2, 4, 5], "{to}");
        let first = export.problems.iter().find(|problem| problem.code == "json-not-understood").unwrap();
        assert_eq!(first.place, Place::Entry(3), "{to}");
    }
    let cut = &ONE_CHAT[..ONE_CHAT.find("\"photo_file_size\"").unwrap()];
    let export = export(cut);
    assert_eq!(export.chats[0].messages.len(), 2);
    let last = export.problems.last().unwrap();
    assert_eq!((last.code, last.place), ("json-not-understood", Place::Entry(3)));
}

#[test]
fn what_is_no_export_is_refused() {
    for text in ["", "[]", "{}", "{\"messages\": 5}", "hello"] {
        assert_eq!(read(text.as_bytes(), "a.json", &[]).unwrap_err().code(), "intake-not-read", "{text}");
    }
    let deep = format!("{{\"messages\": [{{\"id\": 1, \"text\": {}", "[".repeat(200_000));
    let found = read(deep.as_bytes(), "a.json", &[]).unwrap();
    assert!(found.chats[0].messages.is_empty() && found.problems[0].code == "json-not-understood");
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        messages in prop::collection::vec(("\\PC{0,30}", 0..5_i64, prop::option::of(1..20_i64)), 1..20)
    ) {
        let objects: Vec<_> = messages.iter().enumerate().map(|(at, (text, sender, reply))| json!({
            "id": at + 1, "type": "message", "date": "2020-12-30T11:06:00",
            "date_unixtime": (1_609_319_160 + at).to_string(), "from": format!("N{sender}"),
            "from_id": format!("user{sender}"), "text": text, "reply_to_message_id": reply,
        })).collect();
        let file = json!({ "name": "x", "type": "personal_chat", "id": 9, "messages": objects }).to_string();
        let found = read(file.as_bytes(), "a.json", &[]).unwrap();
        let chat = &found.chats[0];
        prop_assert_eq!(chat.messages.len(), messages.len());
        for (message, (text, _, reply)) in chat.messages.iter().zip(&messages) {
            prop_assert_eq!(&message.text, text);
            let target = reply.filter(|reply| *reply <= i64::try_from(messages.len()).unwrap());
            prop_assert_eq!(message.reply_to.and_then(|reply| reply.ordinal), target.map(i64::unsigned_abs));
            prop_assert!(chat.reply_chain(message.ordinal).len() <= messages.len());
        }
    }

    #[test]
    fn anything_at_all_is_survived(text in "[\\{\\}\\[\\]\",:a-z0-9\\\\ ]{0,200}") {
        let file = format!("{{\"messages\": [{text}");
        let found = read(file.as_bytes(), "a.json", &[]).unwrap();
        prop_assert!(!found.problems.is_empty() || text.trim_start_matches([' ', ',']).starts_with(']'));
    }
}

#[test]
fn mutated_exports() {
    let pieces: [&[u8]; 14] = [
        b"\"",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"\\",
        b"\\ud800",
        b"null",
        b"-99999999999999999999",
        b"\xff",
        b"\"messages\": [",
        b"},{\"id\": 2, \"reply_to_message_id\": 2},",
    ];
    let wholes = [ONE_CHAT.as_bytes().to_vec(), account().into_bytes()];
    let entries = media();
    let mut messages = 0;
    mutation::each(&wholes, &pieces, |seed, bytes| match read(bytes, "a.json", &entries) {
        Ok(export) => {
            for chat in &export.chats {
                messages += chat.messages.len();
                for message in &chat.messages {
                    assert!(chat.reply_chain(message.ordinal).len() < chat.messages.len(), "seed {seed}");
                    assert!(bytes[message.bytes.clone()].starts_with(b"{"), "seed {seed}");
                }
            }
        }
        Err(error) => assert_eq!(error.code(), "intake-not-read", "seed {seed}"),
    });
    assert!(messages as u64 > mutation::count());
}
