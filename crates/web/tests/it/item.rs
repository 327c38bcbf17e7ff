//! Items on pages: the list, one item, its bytes by parts, the listening room, from a passage to an assertion, the clock.

use super::kept::{coming, take_by};
use super::site::{Answer, Site, form, reason, set, sites};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Item;
use domain::vocabulary::{AccessLabel, ItemKind, Role};
use domain::when::{When, Zone};
use serde_json::{Value, json};

pub const HOSTILE: &str = "\"><script>alert(1)</script>\u{202e}'&";

/// A wav of silence at 1,000 samples a second.
pub fn wav(seconds: u32) -> Vec<u8> {
    let bytes = seconds * 1_000;
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + bytes).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend(1_000_u32.to_le_bytes());
    wav.extend(1_000_u32.to_le_bytes());
    wav.extend(b"\x01\0\x08\0data");
    wav.extend(bytes.to_le_bytes());
    wav.extend(vec![128_u8; bytes as usize]);
    wav
}

pub async fn taken(site: &Site, item: Item, bytes: Vec<u8>, label: AccessLabel) -> RecordId {
    let files = vec![(item, bytes)];
    take_by(&site.register, reason("Take it in"), site.scope, files, label).await.expect("taken")[0].id
}

fn at(text: &str) -> When {
    When::from_edtf(text, Zone::Utc, None, None).expect("a time")
}

async fn recording(site: &Site) -> RecordId {
    let item = Item {
        title: Some("Night, Place A".into()),
        made: Some(at("2018-12-31T22:57:00Z")),
        duration_milliseconds: Some(20_000),
        doubts: vec!["time-may-be-local".into(), "media-broken".into(), "never-heard-of".into()],
        ..coming("PTT-0001.wav")
    };
    taken(site, item, wav(20), AccessLabel::Team).await
}

async fn part(site: &Site, id: RecordId, range: &str) -> Answer {
    let request = Request::builder().uri(format!("/items/{id}/bytes")).header(header::HOST, "localhost:8080");
    let request = request.header(header::COOKIE, &site.cookie).header(header::RANGE, range);
    let request = request.header(header::ACCEPT_ENCODING, "gzip");
    site.send(request.body(Body::empty()).expect("request")).await
}

fn field<'answer>(answer: &'answer Answer, name: &header::HeaderName) -> &'answer str {
    answer.headers.get(name).map_or("", |value| value.to_str().expect("ascii"))
}

#[tokio::test]
async fn bytes_are_given_whole_and_in_parts_and_nothing_in_them_runs() {
    for site in sites().await {
        let bytes = wav(400);
        let id = taken(&site, coming("حادثة.wav"), bytes.clone(), AccessLabel::Team).await;
        let whole = site.get(&format!("/items/{id}/bytes")).await;
        assert_eq!((whole.status, &whole.bytes), (StatusCode::OK, &bytes));
        assert_eq!(field(&whole, &header::CONTENT_TYPE), "audio/wav");
        assert_eq!(field(&whole, &header::CONTENT_LENGTH), bytes.len().to_string());
        assert_eq!(field(&whole, &header::ACCEPT_RANGES), "bytes");
        assert_eq!(field(&whole, &header::CONTENT_SECURITY_POLICY), "sandbox");
        assert_eq!(field(&whole, &header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(field(&whole, &header::CACHE_CONTROL), "no-store");
        assert!(field(&whole, &header::CONTENT_DISPOSITION).starts_with("inline; filename*=UTF-8''%D8%AD"));
        let size = bytes.len();
        for (range, expected, from, to) in [
            ("bytes=0-", 206, 0, size),
            ("bytes=0-0", 206, 0, 1),
            ("bytes=300000-300099", 206, 300_000, 300_100),
            ("bytes=400000-999999999", 206, 400_000, size),
            ("bytes=-44", 206, size - 44, size),
            ("bytes=0-1,5-6", 200, 0, size),
            ("bytes=9-2", 200, 0, size),
        ] {
            let answer = part(&site, id, range).await;
            assert_eq!(answer.status.as_u16(), expected, "{range}");
            assert_eq!(answer.bytes, bytes[from..to], "{range}");
            assert_eq!(field(&answer, &header::CONTENT_ENCODING), "", "{range}");
            let told =
                if expected == 206 { format!("bytes {from}-{}/{size}", to - 1) } else { String::new() };
            assert_eq!(field(&answer, &header::CONTENT_RANGE), told, "{range}");
        }
        let beyond = part(&site, id, &format!("bytes={size}-")).await;
        assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(field(&beyond, &header::CONTENT_RANGE), format!("bytes */{size}"));
        assert!(beyond.bytes.is_empty() || !beyond.text().contains("RIFF"));
    }
}

#[tokio::test]
async fn what_a_browser_might_run_is_only_saved() {
    let site = sites().await.remove(0);
    let page = b"<!doctype html><script>alert(1)</script>".to_vec();
    let stated = Item { media_type: "text/html".into(), ..coming("../../a\r\nb\".html") };
    let picture = Item { media_type: "image/svg+xml".into(), ..coming("x.svg") };
    for (item, bytes) in [(stated, page), (picture, b"<svg onload='alert(1)'/>".to_vec())] {
        let id = taken(&site, item, bytes.clone(), AccessLabel::Team).await;
        let answer = site.get(&format!("/items/{id}/bytes")).await;
        assert_eq!((answer.status, &answer.bytes), (StatusCode::OK, &bytes));
        assert_eq!(field(&answer, &header::CONTENT_TYPE), "application/octet-stream");
        let name = field(&answer, &header::CONTENT_DISPOSITION);
        assert!(
            name.starts_with("attachment; filename*=UTF-8''") && !name.contains(['/', '\\', '"']),
            "{name}"
        );
        assert_eq!(field(&answer, &header::CONTENT_SECURITY_POLICY), "sandbox");
    }
    let empty = taken(&site, coming("empty"), Vec::new(), AccessLabel::Team).await;
    let answer = site.get(&format!("/items/{empty}/bytes")).await;
    assert_eq!((answer.status, answer.bytes.len()), (StatusCode::OK, 0));
    assert_eq!(part(&site, empty, "bytes=0-").await.status, StatusCode::RANGE_NOT_SATISFIABLE);
}

#[tokio::test]
async fn the_list_and_the_page_of_an_item_in_both_languages() {
    for site in sites().await {
        assert!(site.page("/items").await.contains("Nothing was taken in yet"));
        let id = recording(&site).await;
        let other = Item { kind: ItemKind::Document, ..coming("order.txt") };
        taken(&site, other, b"some words".to_vec(), AccessLabel::Team).await;
        let list = site.page("/items").await;
        assert!(list.contains(&format!("href=\"/items/{id}\"")) && list.contains("order.txt"), "{list}");
        assert!(list.contains("2</bdi> items") && list.contains("0:20"), "{list}");
        let kinds = site.page("/items?kind=document").await;
        assert!(kinds.contains("1</bdi> item") && !kinds.contains("Night, Place A"), "{kinds}");
        assert!(site.page("/items?q=nothing-like-it").await.contains("No item is of that kind"));
        assert!(site.page("/items?q=Night").await.contains("Night, Place A"));
        let page = site.page(&format!("/items/{id}")).await;
        assert!(page.contains(&format!("/items/{id}/bytes")) && page.contains("room."), "{page}");
        assert!(page.contains("cameras often write local time"), "{page}");
        assert!(page.contains("its content is not what its kind promises"), "{page}");
        assert!(page.contains("<code>never-heard-of</code>"), "{page}");
        let arabic = site.page(&format!("/items/{id}?lang=ar")).await;
        assert!(arabic.contains("dir=\"rtl\"") && arabic.contains("ما يذكره الملف عن نفسه"), "{arabic}");
        assert!(site.page("/items?lang=ar").await.contains("مادتان"));
        // Without a decoder there is no picture, and the page says so.
        let shown = site.get(&format!("/items/{id}/shown?lang=en")).await;
        assert_eq!(shown.status, StatusCode::NOT_FOUND);
        assert!(shown.text().contains("without the process that reads files"), "{}", shown.text());
    }
}

#[tokio::test]
async fn a_night_stands_beside_its_strikes_and_incidents() {
    for site in sites().await {
        let id = recording(&site).await;
        let when = |text: &str| serde_json::to_value(at(text)).expect("json");
        let strike = json!({"when": when("2018-12-31T23:00:00Z"), "target_words": "a house"});
        site.make(Kind::Strike, strike).await;
        site.make(Kind::Incident, json!({"title": "House in Place A", "when": when("2018-12-31")})).await;
        site.make(Kind::Incident, json!({"title": "Another day", "when": when("2018-12-29")})).await;
        let before = site.register.db.statements();
        let page = site.page("/items?day=2018-12-31").await;
        let statements = site.register.db.statements() - before;
        assert!(page.contains("Night, Place A") && page.contains("House in Place A"), "{page}");
        assert!(!page.contains("Another day"), "{page}");
        // A clock that is a day late takes the recording out of this day and into the next.
        let seen = [site.register.record(site.scope, Kind::Item, id).await.expect("item").head_act];
        let mut work = site.register.begin(reason("Set it"), site.scope.project).await.expect("work");
        let change = json!({"clock_offset_seconds": 86_400, "clock_reason": HOSTILE});
        work.change(Kind::Item, id, change.as_object().expect("object").clone(), &seen)
            .await
            .expect("changed");
        work.commit().await.expect("kept");
        assert!(!site.page("/items?day=2018-12-31").await.contains("Night, Place A"));
        for number in 0..60 {
            let title = format!("Incident {number}");
            site.make(Kind::Incident, json!({"title": title, "when": when("2019-01-01")})).await;
        }
        let before = site.register.db.statements();
        let next = site.page("/items?day=2019-01-01").await;
        assert_eq!(site.register.db.statements() - before, statements, "as many statements for many records");
        assert!(next.contains("Night, Place A") && next.contains("+86,400"), "{next}");
        assert!(!next.contains("<script>alert"), "{next}");
        assert_eq!(site.get("/items?day=yesterday").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(site.page("/items?day=2019-01-01&lang=ar").await.contains("ما أُضيف إلى ساعته"));
    }
}

fn note(values: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut sent: Vec<(String, String)> = [("kind", "transcript"), ("reason", "Heard")]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    for (name, value) in values {
        set(&mut sent, name, value);
    }
    sent
}

#[tokio::test]
async fn a_passage_is_written_and_becomes_an_assertion() {
    for site in sites().await {
        let id = recording(&site).await;
        let room = format!("/items/{id}/listen");
        let incident = site.make(Kind::Incident, json!({"title": "House", "codes": ["EX009"]})).await;
        let passage = note(&[
            ("start", "٠:٠٢"),
            ("end", "0:04.5"),
            ("words", "سمعتَ هذا؟"),
            ("language", "ar"),
            ("translation", "Did you hear that?"),
            ("translation_language", "en"),
            ("speaker", "speaker 1"),
            ("hearing", "likely"),
        ]);
        let kept = site.post(&format!("/items/{id}/notes"), &passage).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
        assert!(kept.location().starts_with(&format!("{room}?chosen=")), "{}", kept.location());
        let page = site.page(kept.location().split('#').next().expect("path")).await;
        assert!(page.contains("data-start=\"2000\" data-end=\"4500\" aria-current=\"true\""), "{page}");
        assert!(page.contains("lang=\"ar\" dir=\"auto\">سمعتَ هذا؟"), "{page}");
        assert!(page.contains("lang=\"en\" dir=\"auto\">Did you hear that?"), "{page}");
        assert!(
            page.contains("0:02–0:04") && page.contains("speaker 1") && page.contains("Likely"),
            "{page}"
        );
        assert!(page.contains("No waveform is drawn"), "without a decoder it is said: {page}");

        let ask = page
            .split("class=\"assert\" href=\"")
            .nth(1)
            .expect("a link")
            .split('"')
            .next()
            .expect("address");
        let mut sent = form(&site.page(ask).await);
        assert!(sent.contains(&("claim".into(), "سمعتَ هذا؟".into())), "{sent:?}");
        let target = format!("/items/{id}/assertion");
        let unnamed = site.post(&target, &sent).await;
        assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY, "an incident is needed");
        set(&mut sent, "incident", "nobody's");
        assert!(site.post(&target, &sent).await.text().contains("No single incident bears this code"));
        set(&mut sent, "incident", "EX009");
        let made = site.post(&target, &sent).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let again = site.post(&target, &sent).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a form sent twice makes one");

        let scope = site.scope;
        let reports =
            site.register.records_by(scope, Kind::Report, "item", &[id], "id").await.expect("reports");
        assert_eq!((reports.len(), reports[0].name().as_str()), (1, "Night, Place A"));
        let assertions = site
            .register
            .records_by(scope, Kind::Assertion, "report", &[reports[0].id], "id")
            .await
            .expect("made");
        assert_eq!(assertions.len(), 1);
        assert_eq!(assertions[0].text("speaker"), Some("speaker 1"));
        let page = site.page(made.location().split('#').next().expect("path")).await;
        assert!(page.contains("The passage is an assertion now") && page.contains("EX009"), "{page}");
        // The next is likely about the same: one key opens the form, the other sends it.
        let next = site.page(ask).await;
        assert!(next.contains("value=\"EX009\"") && next.contains("btn-main\" autofocus"), "{next}");
        assert!(site.page(&format!("/incidents/{incident}")).await.contains("سمعتَ هذا؟"));
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_passage_stands_beside_it_and_nothing_is_lost() {
    let site = sites().await.remove(0);
    let id = recording(&site).await;
    for (values, told) in [
        (vec![("start", "1:99"), ("words", "w")], "Write the place as minutes and seconds"),
        (vec![("start", "0:05"), ("end", "0:02"), ("words", "w")], "A passage ends after it begins."),
        (vec![("words", "")], "This field must be filled in."),
        (vec![("words", "w"), ("language", HOSTILE)], "Write the language as a tag"),
        (vec![("words", "w"), ("reason", "")], "error-reason-missing"),
    ] {
        let answer = site.post(&format!("/items/{id}/notes"), &note(&values)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{values:?}");
        let text = answer.text();
        let told = if told.starts_with("error-") { "class=\"wrong\"" } else { told };
        assert!(text.contains(told), "{values:?}: {text}");
        assert!(!text.contains("<script>alert"));
    }
    for name in ["words", "translation", "speaker"] {
        let mut sent = note(&[("words", "w"), ("translation", "t")]);
        set(&mut sent, name, HOSTILE);
        assert_eq!(
            site.post(&format!("/items/{id}/notes"), &sent).await.status,
            StatusCode::SEE_OTHER,
            "{name}"
        );
    }
    for path in [format!("/items/{id}/listen"), format!("/items/{id}"), format!("/items/{id}/listen?lang=ar")]
    {
        let page = site.page(&path).await;
        assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert"), "{path}");
    }
}

#[tokio::test]
async fn machine_words_are_marked_and_never_asserted() {
    for site in sites().await {
        let id = recording(&site).await;
        site.make(Kind::Incident, json!({"title": "House", "codes": ["EX009"]})).await;
        let words = json!({"item": id, "kind": "transcript", "start_milliseconds": 1_000, "words": "two or more",
            "machine": true, "tool": "whisper-cli, model small"});
        let note = site.make(Kind::Annotation, words).await;
        let room = site.page(&format!("/items/{id}/listen")).await;
        assert!(room.contains("written by a machine") && room.contains("whisper-cli, model small"), "{room}");
        assert!(!room.contains("class=\"assert\""), "{room}");
        let sent = [
            ("annotation", note.to_string()),
            ("claim", "two".into()),
            ("incident", "EX009".into()),
            ("reason", "Said".into()),
        ];
        let sent = sent.map(|(name, value): (&str, String)| (name.to_owned(), value));
        let answer = site.post(&format!("/items/{id}/assertion"), &sent).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("A machine wrote these words"));
        let heard = site.page(&format!("/items/{id}/listen?from={note}")).await;
        assert!(form(&heard).contains(&("words".into(), "two or more".into())), "{heard}");
    }
}

#[tokio::test]
async fn a_clock_is_reckoned_from_an_event_and_shown_before_it_is_kept() {
    for site in sites().await {
        let id = recording(&site).await;
        let strike = json!({"when": at("2018-12-31T23:00:00Z"), "target_words": "a house"});
        let strike = site.make(Kind::Strike, strike).await;
        let vague = site.make(Kind::Incident, json!({"title": "That day", "when": at("2018-12-31")})).await;
        let address = format!("/items/{id}/clock");
        let shown = site.page(&format!("{address}?event={strike}&heard=1:36")).await;
        assert!(shown.contains("The event puts") && shown.contains("+84"), "{shown}");
        let stored = site.register.record(site.scope, Kind::Item, id).await.expect("item");
        assert!(!stored.body.contains_key("clock_offset_seconds"), "nothing is kept by looking");
        // An event of a whole day gives a span and no middle.
        let between = site.page(&format!("{address}?event={vague}&heard=0:00")).await;
        assert!(between.contains("between") && between.contains("name=\"offset\" value=\"\""), "{between}");
        let mut sent = shown
            .split("<form class=\"form\" method=\"post\"")
            .nth(1)
            .map(|rest| form(&format!("<form class=\"form\" method=\"post\"{rest}")))
            .expect("a form");
        let blank = {
            let mut blank = sent.clone();
            set(&mut blank, "clock_reason", "");
            blank
        };
        assert_eq!(site.post(&address, &blank).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(site.post(&address, &sent).await.status, StatusCode::SEE_OTHER);
        let stored = site.register.record(site.scope, Kind::Item, id).await.expect("item");
        assert_eq!(stored.body.get("clock_offset_seconds"), Some(&Value::from(84)));
        assert_eq!((stored.text("made_basis"), stored.conflicts), (Some("known_event"), 0));
        assert_eq!(stored.text("made/earliest"), Some("2018-12-31T22:57:00Z"), "the file's own word stays");
        set(&mut sent, "offset", "a while");
        assert_eq!(site.post(&address, &sent).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(site.page(&format!("{address}?lang=ar")).await.contains("اضبط ساعته"));
    }
}

#[tokio::test]
async fn graphic_material_is_not_fetched_before_it_is_asked_for() {
    let site = sites().await.remove(0);
    let sound = Item { graphic: Some(true), ..coming("a.wav") };
    let sound = taken(&site, sound, wav(2), AccessLabel::Team).await;
    let picture = Item { graphic: Some(true), media_type: "image/png".into(), ..coming("a.png") };
    let picture = taken(&site, picture, b"no picture".to_vec(), AccessLabel::Team).await;
    for path in [format!("/items/{sound}"), format!("/items/{sound}/listen"), format!("/items/{picture}")] {
        let page = site.page(&path).await;
        assert!(
            !page.contains("<audio") && !page.contains("<img") && page.contains("Graphic material"),
            "{page}"
        );
        let open = site.page(&format!("{path}?open=graphic")).await;
        assert!(open.contains("<audio") || open.contains("<img"), "{open}");
        assert!(!open.contains("<audio") || open.contains(" muted"), "{open}");
    }
}

#[tokio::test]
async fn a_closed_item_is_as_one_that_is_not_there() {
    for mut site in sites().await {
        let id = taken(&site, coming("closed.wav"), wav(3), AccessLabel::Sealed).await;
        let missing = RecordId(uuid::Uuid::from_u128(0x7000_0000_0000_4000_8000_0000_0000_0abc));
        site.become_member(1, &[Role::Researcher]).await;
        for end in ["", "/bytes", "/shown", "/listen", "/look", "/assertion?annotation=x", "/clock"] {
            let (closed, none) = (
                site.get(&format!("/items/{id}{end}")).await,
                site.get(&format!("/items/{missing}{end}")).await,
            );
            assert_eq!(closed.status, StatusCode::NOT_FOUND, "{end}");
            let told = closed.text().replace(&id.to_string(), &missing.to_string());
            assert_eq!((closed.status, told), (none.status, none.text()), "{end}");
        }
        for end in ["/notes", "/assertion", "/clock", "/redaction"] {
            let sent = note(&[
                ("words", "w"),
                ("annotation", &missing.to_string()),
                ("offset", "1"),
                ("clock_reason", "r"),
            ]);
            let (closed, none) = (
                site.post(&format!("/items/{id}{end}"), &sent).await,
                site.post(&format!("/items/{missing}{end}"), &sent).await,
            );
            assert_eq!(closed.status, StatusCode::NOT_FOUND, "{end}");
            let told = closed.text().replace(&id.to_string(), &missing.to_string());
            assert_eq!(told, none.text(), "{end}");
        }
        assert!(!site.page("/items").await.contains("closed.wav"));
    }
}

#[tokio::test]
async fn a_part_of_a_picture_is_marked_and_a_redaction_says_why_it_is_not_made() {
    for site in sites().await {
        let picture = Item {
            media_type: "image/jpeg".into(),
            width_pixels: Some(400),
            height_pixels: Some(300),
            ..coming("house.jpg")
        };
        let id = taken(&site, picture, b"no picture".to_vec(), AccessLabel::Team).await;
        let room = site.page(&format!("/items/{id}/look")).await;
        assert!(room.contains(&format!("/items/{id}/shown?edge=1600")) && room.contains("look."), "{room}");
        let part = |left: &str, width: &str| {
            let values =
                [("left", left), ("top", "20"), ("width", width), ("height", "10"), ("kind", "region")];
            [note(&[("words", HOSTILE)]), note(&values)].concat()
        };
        let mut sent = part("12.5", "٣٠");
        set(&mut sent, "kind", "region");
        let kept = site.post(&format!("/items/{id}/notes"), &sent).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
        assert!(kept.location().starts_with(&format!("/items/{id}/look?")), "{}", kept.location());
        let room = site.page(&format!("/items/{id}/look?lang=ar")).await;
        assert!(room.contains("x=\"125000\" y=\"200000\" width=\"300000\" height=\"100000\""), "{room}");
        assert!(!room.contains("<script>alert"), "{room}");
        let english = site.page(&format!("/items/{id}/look?lang=en")).await;
        let words = english.replace(['\u{2068}', '\u{2069}'], "").replace("<bdi>", "").replace("</bdi>", "");
        assert!(
            words.contains("30% wide and 10% high, 12.5% from the left and 20% from the top"),
            "{english}"
        );
        for (left, width) in [("90", "30"), ("x", "30"), ("101", "1"), ("", "3")] {
            let refused = site.post(&format!("/items/{id}/notes"), &part(left, width)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{left} {width}");
        }
        let missing =
            site.get(&format!("/items/{id}/look?beside=01a20058-d024-7797-a06e-e9be2df9c5dd")).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        let redact = |parts: &str| {
            [("parts", parts), ("reason", "A face")].map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        for (parts, told) in [
            ("", "must be filled in"),
            ("1 2 3", "no part of this file"),
            (HOSTILE, "no part of this file"),
            ("12.5 20 30 10", "without the process that reads files"),
        ] {
            let refused = site.post(&format!("/items/{id}/redaction?lang=en"), &redact(parts)).await;
            let text = refused.text();
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{parts}: {text}");
            assert!(!text.contains("<script>alert"), "{text}");
            let english = site.get("/items?lang=en").await.status;
            assert_eq!(english, StatusCode::OK);
            assert!(text.contains(told), "{parts}: {text}");
        }
        let items = site.register.counts(site.scope).await.expect("counts");
        let items = items.iter().find(|(kind, _)| *kind == Kind::Item).map(|(_, count)| *count);
        assert_eq!(items, Some(1), "nothing was made");
    }
}
