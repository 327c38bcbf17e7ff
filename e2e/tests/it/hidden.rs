//! Somebody who may see only a redaction: whatever was hidden in the original (EXIF, XMP, IPTC, comment, trailer, file
//! name, coordinates) is in no page, rendition or answer that they can get, in no log and in no temporary file.
//!
//! The same search, by somebody who may see the original, has to find every one of them, or it would prove nothing.

use crate::room;
use e2e::demonstration::{Demonstration, files_below};
use e2e::http::{Client, Response};
use e2e::program::{Program, Server};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

const PICTURE: &str = "00000007-PHOTO-2031-04-02-21-40-19.png";
const NUR: &str = "5e81c15e-0000-4000-8000-000000000001";
const KARIM: &str = "5e81c15e-0000-4000-8000-000000000009";
const HIDDEN: [&str; 8] = [
    "canary-exif-zarzur",
    "canary-xmp-zarzur",
    "canary-iptc-zarzur",
    "canary-comment-zarzur",
    "canary-trailer-zarzur",
    "canary-name-zarzur",
    "36.209",
    "38.753",
];
/// The coordinates as they are stored.
const STORED: [&str; 2] = ["36209600", "38753428"];
/// What the named addresses lead to is asked for as well, up to so many.
const ADDRESSES_MAX: usize = 300;

/// A part of a JPEG.
fn part(mark: u8, body: &[u8]) -> Vec<u8> {
    let size = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
    [&[0xff, mark], size.as_slice(), body].concat()
}

/// A directory of EXIF, of entries (tag, type, count, value or where it is), in the order of little ends.
fn directory(entries: &[(u16, u16, u32, [u8; 4])]) -> Vec<u8> {
    let mut bytes = u16::try_from(entries.len()).expect("few").to_le_bytes().to_vec();
    for (tag, kind, count, value) in entries {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value);
    }
    bytes.extend(0_u32.to_le_bytes());
    bytes
}

/// A description, and 36° 12′ 34.56″ N, 38° 45′ 12.34″ E.
fn exif() -> Vec<u8> {
    const GPS_AT: u32 = 8 + 2 + 2 * 12 + 4;
    const LATITUDE_AT: u32 = GPS_AT + 2 + 4 * 12 + 4;
    const LONGITUDE_AT: u32 = LATITUDE_AT + 24;
    const WORDS_AT: u32 = LONGITUDE_AT + 24;
    let words = format!("{}\0", HIDDEN[0]);
    let length = u32::try_from(words.len()).expect("short");
    let first = [(0x010e, 2, length, WORDS_AT.to_le_bytes()), (0x8825, 4, 1, GPS_AT.to_le_bytes())];
    let place = [
        (1, 2, 2, *b"N\0\0\0"),
        (2, 5, 3, LATITUDE_AT.to_le_bytes()),
        (3, 2, 2, *b"E\0\0\0"),
        (4, 5, 3, LONGITUDE_AT.to_le_bytes()),
    ];
    let degrees = |whole: u32, minutes: u32, hundredths: u32| -> Vec<u8> {
        [whole, 1, minutes, 1, hundredths, 100].into_iter().flat_map(u32::to_le_bytes).collect()
    };
    let head = [b"Exif\0\0II*\0".as_slice(), &8_u32.to_le_bytes()].concat();
    let places = [degrees(36, 12, 3_456), degrees(38, 45, 1_234)].concat();
    [head, directory(&first), directory(&place), places, words.into_bytes()].concat()
}

/// The picture with everything hidden in it.
fn planted(jpeg: &[u8]) -> Vec<u8> {
    let xmp = format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{}</x:xmpmeta>", HIDDEN[1]);
    // A caption (2:120) in a block of Photoshop's.
    let length = u16::try_from(HIDDEN[2].len()).expect("short").to_be_bytes();
    let caption = [b"\x1c\x02\x78".as_slice(), &length, HIDDEN[2].as_bytes()].concat();
    let size = u32::try_from(caption.len()).expect("short").to_be_bytes();
    let iptc = [b"Photoshop 3.0\08BIM\x04\x04\0\0".as_slice(), &size, &caption].concat();
    let parts = [part(0xe1, &exif()), part(0xe1, xmp.as_bytes()), part(0xed, &iptc)].concat();
    [&jpeg[..2], &parts, &part(0xfe, HIDDEN[3].as_bytes()), &jpeg[2..], HIDDEN[4].as_bytes()].concat()
}

/// A register with the planted photograph sealed in it, and what it was told to write to.
struct Stage {
    demonstration: Demonstration,
    temporary: tempfile::TempDir,
    program: Program,
    original: String,
}

impl Stage {
    fn set() -> Self {
        let (demonstration, temporary) = (room::demonstration(), tempfile::tempdir().expect("a folder"));
        let here = temporary.path().to_string_lossy().into_owned();
        let program = room::sijil().with("TMPDIR", &here).with("SIJIL_LOG", "debug");
        let mut stage = Self { demonstration, temporary, program, original: String::new() };
        let picture = {
            let (server, mut client) = stage.open();
            let found = stage.item(PICTURE);
            let shown = client.get(&format!("/items/{found}/shown")).expect("an answer");
            assert!(shown.body.starts_with(&[0xff, 0xd8]), "{}", shown.status);
            drop(server);
            shown.body
        };
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(format!("{}.jpg", HIDDEN[5]));
        std::fs::write(&file, planted(&picture)).expect("written");
        let (data, file) = (stage.demonstration.argument(), file.to_string_lossy().into_owned());
        let add =
            ["evidence", "add", "--data", &data, "--project", "exercise", "--label", "sealed", "--json"];
        let told = stage.program.succeed(&[add.as_slice(), &[&file]].concat()).expect("taken in");
        let told: Value = serde_json::from_str(&told).expect("JSON");
        told["items"][0]["item"].as_str().expect("an item").clone_into(&mut stage.original);
        stage
    }

    /// The owner of the machine in the exercise.
    fn open(&self) -> (Server, Client) {
        let arguments = ["demo", "--data", &self.demonstration.argument(), "--listen", "127.0.0.1:0"];
        let server = self.program.serve(&arguments).expect("it serves");
        let mut client = Client::new(server.origin());
        client.get(&server.entrance()[server.origin().len()..]).expect("let in");
        client.post_form("/project", &[("code", "exercise")]).expect("the exercise");
        (server, client)
    }

    fn item(&self, text: &str) -> String {
        let data = self.demonstration.argument();
        let export =
            ["export", "--data", &data, "--project", "exercise", "--kind", "item", "--format", "jsonl"];
        let lines = room::sijil().succeed(&export).expect("exported");
        let line = lines.lines().find(|line| line.contains(text)).expect(text);
        let item: Value = serde_json::from_str(line).expect("JSON");
        item["record_id"].as_str().expect("an id").to_owned()
    }
}

fn become_person(client: &mut Client, person: Option<&str>) {
    let fields: Vec<(&str, &str)> = person.map(|person| ("person", person)).into_iter().collect();
    let done = client.post_form("/practise", &fields).expect("an answer");
    assert_eq!(done.status, 303, "{}", done.text());
    client.post_form("/project", &[("code", "exercise")]).expect("the exercise");
}

/// Has a part painted over in a copy, and the copy opened to the team by two people; gives its id.
fn redacted_and_opened(client: &mut Client, original: &str) -> String {
    let fields = [("parts", "20 30 25 20"), ("reason", "For the team")];
    let made = client.post_form(&format!("/items/{original}/redaction"), &fields).expect("an answer");
    let copy = made.header("location").and_then(|to| to.strip_prefix("/items/")).map(str::to_owned);
    let copy = copy.map(|copy| copy.split(['?', '#']).next().unwrap_or_default().to_owned());
    assert!(copy.is_some(), "{} {}", made.status, made.text());
    let copy = copy.unwrap_or_default();
    let widen = [("do", "widen"), ("label", "team"), ("reason", "Nothing of it is left")];
    let asked = client.post_form(&format!("/records/items/{copy}/label"), &widen).expect("an answer");
    assert_eq!(asked.status, 303, "{}", asked.text());
    become_person(client, Some(KARIM));
    let approvals = client.get("/approvals").expect("an answer").text();
    let asked = approvals.split("action=\"/approvals/").nth(1).and_then(|rest| rest.split('"').next());
    let yes = [("do", "approve"), ("reason", "I have looked at it")];
    let path = format!("/approvals/{}", asked.expect("something asked for"));
    let agreed = client.post_form(&path, &yes).expect("an answer");
    assert_eq!(agreed.status, 303, "{}", agreed.text());
    become_person(client, None);
    copy
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

/// Words that an answer holds, in its head or in its body.
fn found_in(answer: &Response, words: &[&'static str]) -> BTreeSet<&'static str> {
    let head = format!("{:?}", answer.headers);
    words.iter().copied().filter(|word| holds(head.as_bytes(), word) || holds(&answer.body, word)).collect()
}

/// Every address about an item.
fn about(item: &str) -> Vec<String> {
    let rooms = ["", "/bytes", "/shown", "/listen", "/look", "/clock", "/custody", "/notes", "/redaction"];
    let records = ["", "/history", "/readers", "/edit", "/accounts/new", "/verifications/new"];
    let rooms = rooms.iter().map(|room| format!("/items/{item}{room}"));
    let records = records.iter().map(|page| format!("/records/items/{item}{page}"));
    let programs = ["", "/history"].iter().map(|end| format!("/api/v1/records/items/{item}{end}"));
    let other = [format!("/items?q={item}"), "/api/v1/records/items?limit=100".to_owned()];
    rooms.chain(records).chain(programs).chain(other).collect()
}

/// Addresses of the same server that a page leads to or draws.
fn leads(page: &str) -> impl Iterator<Item = String> {
    let parts = ["href=\"/", "src=\"/"].into_iter().flat_map(|start| page.split(start).skip(1));
    parts.filter_map(|rest| {
        let address = rest.split('"').next()?.split('#').next()?.replace("&amp;", "&");
        let is_of_use = !address.starts_with("assets/") && !address.starts_with('/');
        is_of_use.then(|| format!("/{address}"))
    })
}

/// What somebody finds of these words, by address: in what is named, and in everything that leads to.
fn search(
    client: &mut Client,
    origin: &str,
    start: Vec<String>,
) -> (usize, BTreeMap<&'static str, Vec<String>>) {
    let new = [("do", "make"), ("name", "Search"), ("reach", "read"), ("clearance", "team"), ("days", "1")];
    let page = client.post_form("/account/tokens", &new).expect("an answer").text();
    let token = page.split("<code dir=\"ltr\">").nth(1).and_then(|rest| rest.split('<').next());
    let authorization = format!("Bearer {}", token.expect("a token"));
    let words: Vec<&'static str> = HIDDEN.iter().chain(&STORED).copied().collect();
    let named = start.len();
    let mut waiting: VecDeque<String> = start.into();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    // Of the many ways to sort and filter one page, a few.
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    let (mut count, mut found) = (0, BTreeMap::<&'static str, Vec<String>>::new());
    while let Some(address) = waiting.pop_front().filter(|_| count < ADDRESSES_MAX) {
        let answer = if address.starts_with("/api/") {
            let headers = [("authorization", authorization.as_str())];
            Client::new(origin).send("GET", &address, &headers, &[])
        } else {
            client.get(&address)
        };
        let answer = answer.expect("an answer");
        assert!(answer.status < 500, "{address}: {}", answer.status);
        count += 1;
        for word in found_in(&answer, &words) {
            found.entry(word).or_default().push(address.clone());
        }
        let is_page = answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        if !is_page || answer.status != 200 || count > named {
            continue;
        }
        for next in leads(&answer.text()) {
            let times = asked.entry(next.split('?').next().unwrap_or_default().to_owned()).or_default();
            if *times < 4 && seen.insert(next.clone()) {
                *times += 1;
                waiting.push_back(next);
            }
        }
    }
    (count, found)
}

/// Words that files below a folder hold.
fn left_in(folder: &Path) -> Vec<String> {
    let files = files_below(folder).expect("files");
    let holding = files.into_iter().filter(|file| {
        let bytes = std::fs::read(file).unwrap_or_default();
        HIDDEN.iter().any(|word| holds(&bytes, word) || holds(file.to_string_lossy().as_bytes(), word))
    });
    holding.map(|file| file.display().to_string()).collect()
}

#[test]
fn who_sees_only_a_redaction_finds_nothing_of_what_was_hidden_in_the_original() {
    let stage = Stage::set();
    let (mut server, mut client) = stage.open();
    let copy = redacted_and_opened(&mut client, &stage.original);
    let both = || {
        let start = ["/", "/items", "/records/items", "/log", "/records", "/incidents"];
        let start = start.into_iter().map(str::to_owned);
        start.chain(about(&copy)).chain(about(&stage.original)).collect::<Vec<_>>()
    };
    become_person(&mut client, Some(NUR));
    assert_eq!(client.get(&format!("/items/{copy}")).expect("an answer").status, 200, "the copy is open");
    for path in ["", "/bytes", "/shown", "/look", "/custody"] {
        let answer = client.get(&format!("/items/{}{path}", stage.original)).expect("an answer");
        assert_eq!(answer.status, 404, "{path}: the original is not");
    }
    let (count, found) = search(&mut client, server.origin(), both());
    assert!(found.is_empty(), "{found:#?}");
    assert!(count > 150, "{count} addresses are not all");
    let printed = server.printed();
    assert!(printed.len() > 20, "nothing is logged: {printed:?}");
    let told: Vec<&String> =
        printed.iter().filter(|line| HIDDEN.iter().any(|word| holds(line.as_bytes(), word))).collect();
    assert!(told.is_empty(), "the log holds {told:?}");
    let left = left_in(stage.temporary.path());
    assert!(left.is_empty(), "{left:?}");
    println!("{count} addresses, {} lines of the log, none holds any of {}", printed.len(), HIDDEN.len());
}

/// The search finds each of them where it may be seen.
#[test]
fn sabotage_who_sees_the_original_finds_all_of_it() {
    let stage = Stage::set();
    let (server, mut client) = stage.open();
    let (_, found) = search(&mut client, server.origin(), about(&stage.original));
    let missed: Vec<&&str> = HIDDEN.iter().filter(|word| !found.contains_key(*word)).collect();
    assert!(missed.is_empty(), "not found: {missed:?}");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("x"), HIDDEN[4]).expect("written");
    assert_eq!(left_in(folder.path()).len(), 1);
}
