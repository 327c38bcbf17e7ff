//! Releases over HTTP, in both languages, on whichever databases there are: paste, preview, commit, read, list.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use proptest::prelude::*;
use register::origin::Origin;
use register::register::{Creation, LOCAL_ACTOR};
use register::release_intake::Fields;
use register::{Reason, Register, Scope};
use std::sync::Arc;
use tower::ServiceExt;
use web::guard::Hosts;
use web::session::{Entrance, Key, Sessions};

/// 17 August 2017 with the figures of G11, a late block, typos, and marks that look like HTML.
const AUGUST: &str = "SOUTHWEST ASIA\nAugust 18, 2017\nRelease # 20170818-01\nFOR IMMEDIATE RELEASE & <review>\n\nOn Aug. 17, Coalition military forces conducted 27 strikes consisting of 40 engagements against ISIS terrorists in Syria and Iraq.\n\nIn Syria, Coalition military forces conducted 22 strikes consisting of 24 engagements against ISIS targets.\n\n* Near Abu Kamal, two strikes destroyed an ISIS vehicle and a fighting positions.\n* Near Dayr Az Zawr, a strike engaged an ISIS tactical unit.\n* Near Raqqah, 19 strikes engaged 11 ISIS tactical units and destroyed 14 fighting positions.\n\nIn Iraq, Coalition military forces conducted five strikes consisting of 16 engagements against ISIS targets.\n\n* Near Huwayjah, fives strikes engaged an ISIS tactical unit.\n\nAdditionally, 33 strikes consisting of 47 engagements were conducted in Syria and Iraq on Aug. 16 that closed within the last 24 hours.\n\n* On Aug. 16, near Raqqah, Syria, 33 strikes suppressed a mortar team.\n\nThis Coalition strike release contains all strikes conducted by fighter, attack, bomber, rotary-wing, or remotely piloted aircraft.\n";
const BEFORE: &str = "Aug. 17, 2017\n\nOn Aug. 16, 2017, Coalition military forces conducted 29 strikes consisting of 35 engagements against ISIS terrorists in Syria and Iraq.\n\nIn Syria, Coalition military forces conducted 23 strikes consisting of 28 engagements against ISIS targets.\n-- Near Ar Raqqah, 23 strikes engaged 10 ISIS tactical units.\n\nIn Iraq, Coalition military forces conducted six strikes consisting of seven engagements against ISIS targets.\n-- Near Tal Afar, six strikes engaged an ISIS tactical unit.\n";
const PERIOD: &str = "Jan. 30, 2019\n\nFrom Jan. 13, 2019, to Jan. 26, 2019, Coalition military forces conducted 654 strikes consisting of 1,372 engagements in Iraq and Syria.\n\nIn Syria, Coalition military forces conducted 645 strikes consisting of 1,360 engagements against ISIS targets.\n\nIn Iraq, Coalition military forces conducted nine strikes consisting of 12 engagements against ISIS targets.\n";
const MONTHLY: &str = "June 2, 2017\n\nCJTF-OIR monthly civilian casualty report\n\nIn the month of April, CJTF-OIR carried over 42 open reports of possible civilian casualties from previous months and received 43 new reports. The assessment of 47 reports was completed. Out of the 47 completed reports, 16 were assessed to be credible, and 31 were assessed to be non-credible. 38 reports are still being assessed. To date, it is more likely than not that at least 484 civilians have been unintentionally killed by Coalition strikes.\n\nCredible reports\n\n1. March 14, 2017, near Mosul, Iraq, via self-report: After a strike on ISIS fighters, it was assessed that two civilians were unintentionally killed.\n\nNon-credible reports\n\n2. April 2, 2017, near Raqqah, Syria, via media report: After a review of available information it was assessed that there is insufficient information.\n";

struct Site {
    router: Router,
    register: Arc<Register>,
    scope: Scope,
    cookie: String,
    _folder: tempfile::TempDir,
}

fn reason() -> Reason {
    Reason { actor: LOCAL_ACTOR, why: "Try it".to_owned() }
}

async fn site(server: Option<(String, String)>) -> Site {
    let folder = tempfile::tempdir().expect("folder");
    let creation = Creation {
        origin_line: "sijil.test/log".to_owned(),
        one_person: true,
        server,
        origin: Origin::Machine,
    };
    let register = Register::create(&folder.path().join("register"), creation).await.expect("register");
    let register = Arc::new(register);
    let project = domain::record::Project { code: "test".into(), name: "Test".into(), ..Default::default() };
    let scope = Scope::of(register.make_project(reason(), &project).await.expect("project"));
    let key = Key::from_text("right");
    let sessions = Sessions::new(&register.people, &Entrance::Key(&key), 8080, None);
    let config = web::Config { hosts: Hosts::new(8080, None), sessions };
    let router = web::program(&config, Arc::clone(&register));
    let mut site = Site { router, register, scope, cookie: String::new(), _folder: folder };
    let (_, cookie, _) = site.answer(get("/releases?key=right"), header::SET_COOKIE).await;
    cookie.split(';').next().unwrap_or_default().clone_into(&mut site.cookie);
    site
}

async fn sites() -> Vec<Site> {
    let mut sites = vec![site(None).await];
    match std::env::var("SIJIL_TEST_POSTGRES") {
        Ok(url) => {
            sites.push(site(Some((url, format!("rel{}", uuid::Uuid::new_v4().simple())))).await);
        }
        Err(_) => assert!(std::env::var_os("SIJIL_TEST_STRICT").is_none(), "SIJIL_TEST_POSTGRES is not set"),
    }
    sites
}

fn get(path: &str) -> Request<Body> {
    Request::builder().uri(path).header(header::HOST, "localhost:8080").body(Body::empty()).expect("request")
}

/// The paste form as a browser sends it: text fields with CR LF line ends.
fn form(fields: &[(&str, &str)], file: Option<&[u8]>) -> Request<Body> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let value = if *name == "text" { value.replace('\n', "\r\n") } else { (*value).to_owned() };
        let part = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    if let Some(bytes) = file {
        body.extend_from_slice(b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.txt\"\r\nContent-Type: text/plain\r\n\r\n");
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    let request =
        Request::builder().method("POST").uri("/releases/new").header(header::HOST, "localhost:8080");
    let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    request.body(Body::from(body)).expect("request")
}

impl Site {
    async fn answer(
        &self,
        mut request: Request<Body>,
        wanted: header::HeaderName,
    ) -> (StatusCode, String, String) {
        request.headers_mut().insert(header::COOKIE, self.cookie.parse().expect("cookie"));
        let answer = self.router.clone().oneshot(request).await.expect("answer");
        let status = answer.status();
        let value =
            answer.headers().get(wanted).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let bytes = axum::body::to_bytes(answer.into_body(), 16 << 20).await.expect("body");
        (status, value, String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn page(&self, path: &str) -> String {
        let (status, _, body) = self.answer(get(path), header::LOCATION).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(!body.contains('⟦'), "a message is missing on {path}");
        body
    }

    async fn post(&self, fields: &[(&str, &str)], file: Option<&[u8]>) -> (StatusCode, String, String) {
        let (status, location, body) = self.answer(form(fields, file), header::LOCATION).await;
        let missing = body.split("⟦").nth(1).map(|rest| rest.chars().take(60).collect::<String>());
        assert_eq!(missing, None, "a message is missing");
        (status, location, body)
    }

    async fn preview(&self, text: &str) -> (StatusCode, String) {
        let fields = [("text", text), ("publisher", "CJTF-OIR"), ("zone", "unknown"), ("step", "preview")];
        let (status, _, body) = self.post(&fields, None).await;
        (status, body)
    }

    /// Sends the preview's own commit form, as a browser would.
    async fn commit(&self, preview: &str, reason: &str) -> (StatusCode, String, String) {
        let form = preview.split("name=\"text_hex\"").nth(1).expect("a commit form");
        let hex = form.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("text");
        let checked = preview.split("name=\"rendition_of\" value=\"").skip(1);
        let checked =
            checked.filter_map(|rest| rest.split_once('"')).find(|(_, rest)| rest.starts_with(" checked"));
        let rendition = checked.map_or("", |(value, _)| value);
        let fields = [
            ("text_hex", hex),
            ("publisher", "CJTF-OIR"),
            ("zone", "unknown"),
            ("rendition_of", rendition),
            ("reason", reason),
            ("step", "keep"),
        ];
        self.post(&fields, None).await
    }

    async fn kept(&self, text: &str) -> String {
        let (status, preview) = self.preview(text).await;
        assert_eq!(status, StatusCode::OK);
        let (status, location, body) = self.commit(&preview, "Pasted from the publisher's page").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
        location
    }

    async fn count(&self) -> i64 {
        let counts = self.register.counts(self.scope).await.expect("counts");
        counts.into_iter().map(|(_, count)| count).sum()
    }
}

/// The text content of the highlighted text: tags and the line links dropped, entities resolved.
fn raw_text(page: &str) -> String {
    let start = page.find("<div class=\"raw\"").expect("a text");
    let rest = &page[start..];
    let mut rest = rest.split_once('>').expect("tag").1;
    rest = &rest[..rest.find("</div>").expect("end")];
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, following) = after.split_once('>').expect("tags are closed");
        rest =
            if tag.starts_with("a ") { following.split_once("</a>").expect("closed").1 } else { following };
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[tokio::test]
async fn a_pasted_release_splits_into_lines_whose_sums_are_checked() {
    for site in sites().await {
        let before = site.count().await;
        let (status, preview) = site.preview(AUGUST).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(raw_text(&preview), AUGUST, "nothing of the text is lost");
        for part in [
            "This is a strike release.",
            "Nothing has been kept yet.",
            "href=\"#l1\"",
            "id=\"s1\"",
            "A number is misspelled.",
            "Syria, Strikes:",
            "the total says <a class=\"fig\" href=\"#l1\">27</a>",
            "mortar team",
        ] {
            assert!(preview.contains(part), "{part}");
        }
        assert!(!preview.contains("they differ"), "all sums of G11 hold");
        assert_eq!(site.count().await, before, "a preview keeps nothing");

        let (status, _, refused) = site.commit(&preview, "  ").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is needed");
        assert_eq!(raw_text(&refused), AUGUST, "and the text is still there");
        assert_eq!(site.count().await, before);

        let (status, location, _) = site.commit(&preview, "From the archive").await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let page = site.page(&location).await;
        assert_eq!(raw_text(&page), AUGUST);
        assert!(page.contains("20170818-01") && page.contains("id=\"line-5\""));
        assert!(page.contains("Counts under different definitions are never added"));
        let arabic = site.page(&format!("{location}?lang=ar")).await;
        assert!(arabic.contains("dir=\"rtl\"") && arabic.contains("هل يصح المجموع؟"));
        assert_eq!(raw_text(&arabic), AUGUST);
        let acts = site.page("/releases?lang=en").await;
        assert!(acts.contains("33 strikes") && acts.contains("adds up"));
        assert!(site.register.fsck().await.expect("fsck").faults.is_empty());
    }
}

#[tokio::test]
async fn a_reader_of_arabic_is_told_in_arabic_what_is_doubtful() {
    for mut site in sites().await {
        let (_, english) = site.preview(AUGUST).await;
        assert!(english.contains("Read as 1; correct the line if more were meant."), "{english}");
        let cookie = site.cookie.clone();
        site.cookie.push_str("; lang=ar");
        let (_, arabic) = site.preview(AUGUST).await;
        site.cookie = cookie;
        assert!(arabic.contains("dir=\"rtl\""), "{arabic}");
        assert!(arabic.contains("قُرئ على أنه 1؛ صحّح السطر إن كان المقصود أكثر."), "{arabic}");
        assert!(arabic.contains("قُرئ على أنه العدد الذي يشبهه؛ صحّحه إن كان ذلك خطأ."), "{arabic}");
        for advice in ["Read as", "Compare it", "correct it"] {
            assert!(!arabic.contains(advice), "{advice}");
        }
    }
}

#[tokio::test]
async fn a_later_release_adds_to_the_day_it_belongs_to() {
    for site in sites().await {
        let first = site.kept(BEFORE).await;
        let (_, preview) = site.preview(AUGUST).await;
        assert!(preview.contains("What it adds to") && preview.contains("33 strikes"), "{preview}");
        let later = site.kept(AUGUST).await;
        let page = site.page(&first).await;
        assert!(page.contains("Added later to the days of this release") && page.contains(&later));
        assert!(site.page(&later).await.contains("Earlier days this release adds to"));
        let list = site.page("/releases").await;
        assert!(list.contains("23 strikes; added late: 33 (18 Aug 2017)"), "the second layer on its own day");
        let day = site.page("/releases?place=Raqqa&day=2017-08-16").await;
        assert!(
            day.contains("The release of that day says") && day.contains("adds <a class=\"fig\""),
            "{day}"
        );
        assert!(day.contains("Raqqah") && day.contains("Ar Raqqah"), "spellings are grouped");
        assert!(!site.page("/releases?place=Mosul&day=2017-08-16").await.contains("id=\"day\""));
    }
}

#[tokio::test]
async fn the_same_text_and_another_wording_are_recognised() {
    for site in sites().await {
        let first = site.kept(AUGUST).await;
        let (status, preview) = site.preview(AUGUST).await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            preview.contains("Exactly this text is held already.") && !preview.contains("name=\"text_hex\"")
        );
        let rewrite = AUGUST.replace("* ", "-- ").replace("Raqqah", "Raqqa").replace("SOUTHWEST ASIA\n", "");
        let (_, preview) = site.preview(&rewrite).await;
        assert!(preview.contains("This may be another wording of a release that is held."));
        let second = site.kept(&rewrite).await;
        let page = site.page(&second).await;
        assert!(page.contains("Another wording of the same release") && page.contains(&first));
        let page = site.page(&first).await;
        assert!(page.contains("Other wordings of this release") && page.contains(&second));
        let list = site.page("/releases").await;
        assert!(list.contains("19 strikes") && !list.contains("38 strikes"), "renditions count once");
    }
}

#[tokio::test]
async fn a_period_is_drawn_as_withheld_and_the_list_narrows() {
    for site in sites().await {
        for text in [BEFORE, AUGUST, PERIOD] {
            site.kept(text).await;
        }
        let page = site.page("/releases?window=2019-Q1").await;
        assert!(page.contains("645 strikes in one total; place and day withheld"), "{page}");
        assert!(page.contains("Until January 2019 these releases name the place and the day."));
        assert!(page.contains("d-stop"));
        let rows = |page: &str| page.matches("<th scope=\"row\"><a href=\"/releases/").count();
        assert_eq!(rows(&site.page("/releases?year=2019").await), 1);
        assert_eq!(rows(&site.page("/releases?late=yes").await), 1);
        assert_eq!(rows(&site.page("/releases?q=%D8%A7%D9%84%D8%B1%D9%82%D8%A9").await), 2);
        assert_eq!(rows(&site.page("/releases?sums=differ").await), 0);
        assert!(site.page("/releases?q=zzz").await.contains("No release fits all of this."));
        for odd in ["window=2017-Q9", "window=x", "day=2017-99-99&place=x", "of=Atlantis", "country=%25"] {
            site.page(&format!("/releases?{odd}")).await;
        }
        let (status, ..) = site.answer(get("/releases?after=nonsense"), header::LOCATION).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        for missing in ["/releases/x", "/releases/00000000-0000-7000-8000-000000000000"] {
            let (status, ..) = site.answer(get(missing), header::LOCATION).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{missing}");
        }
    }
}

#[tokio::test]
async fn a_monthly_report_in_the_same_form_is_told_apart() {
    for site in sites().await {
        let (status, preview) = site.preview(MONTHLY).await;
        assert_eq!(status, StatusCode::OK);
        assert!(preview.contains("This is a monthly casualty report."), "{preview}");
        assert_eq!(raw_text(&preview), MONTHLY);
        assert!(preview.contains("at least") && preview.contains("484"));
        assert!(preview.contains("it does not mean false"), "the outcome is glossed");
        let (status, location, body) = site.commit(&preview, "April report").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
        assert!(location.starts_with("/records/"), "{location}");
        let counts = site.register.counts(site.scope).await.expect("counts");
        let count = |kind| counts.iter().find(|(each, _)| *each == kind).map_or(0, |(_, count)| *count);
        assert_eq!((count(domain::kind::Kind::Report), count(domain::kind::Kind::Finding)), (1, 2));
        assert!(count(domain::kind::Kind::Tally) >= 6, "{counts:?}");
        assert!(site.register.fsck().await.expect("fsck").faults.is_empty());
    }
}

#[tokio::test]
async fn what_the_form_cannot_take_is_said_and_nothing_is_kept() {
    let site = site(None).await;
    assert!(site.page("/releases").await.contains("No release yet"));
    assert!(site.page("/releases/new?lang=ar").await.contains("<textarea"));
    site.page("/releases/new?lang=en").await;
    let before = site.count().await;
    let base = [("publisher", "P"), ("zone", "unknown"), ("step", "preview")];
    let with = |name: &'static str, value: &'static str| {
        let mut fields: Vec<(&str, &str)> = base.iter().copied().filter(|(each, _)| *each != name).collect();
        fields.push((name, value));
        if name != "text" {
            fields.push(("text", AUGUST));
        }
        fields
    };
    for (name, value) in [
        ("text", "Good morning."),
        ("text", "  "),
        ("publisher", " "),
        ("publisher", "a\u{0}b"),
        ("zone", "Mars/Olympus"),
        ("issued", "yesterday"),
        ("period", "2017-99"),
    ] {
        let (status, _, body) = site.post(&with(name, value), None).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
        assert!(body.contains("role=\"alert\"") && body.contains("<textarea"), "{name}={value}");
    }
    let (status, ..) = site.post(&with("text_hex", "zz"), None).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let (status, _, body) = site.post(&base, Some(AUGUST.replace("Abu", "Ab\u{fc}").as_bytes())).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let (status, _, body) = site.post(&base, Some(b"Near Raqqa, two strikes destroyed a caf\xe9.")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains("Windows-1252") && body.contains("café"));
    let mut unknown = with("rendition_of", "00000000-0000-7000-8000-000000000000");
    unknown.retain(|(name, _)| *name != "step");
    unknown.extend([("step", "keep"), ("reason", "x")]);
    let (status, ..) = site.post(&unknown, None).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a rendition of a release that is not there");
    assert_eq!(site.count().await, before);
}

#[tokio::test]
async fn statements_do_not_grow_with_the_releases() {
    for site in sites().await {
        let paths = [
            "/releases",
            "/releases?place=Raqqa&day=2017-06-02&of=Syria",
            "/releases?late=yes&sums=differ&q=Raqqa",
        ];
        let mut counts: Vec<Vec<u64>> = Vec::new();
        let fields = Fields { publisher: "P".to_owned(), ..Fields::default() };
        for days in [1..4, 4..29] {
            let texts = days.map(|day| {
                let next = day + 1;
                let text = BEFORE
                    .replace("Aug. 16", &format!("June {day}"))
                    .replace("Aug. 17", &format!("June {next}"));
                (format!("{day}"), text)
            });
            site.register.keep_texts(site.scope, &reason(), &fields, texts.collect()).await.expect("kept");
            let mut made = Vec::new();
            for path in paths {
                let before = site.register.db.statements();
                site.page(path).await;
                made.push(site.register.db.statements() - before);
            }
            counts.push(made);
        }
        assert_eq!(counts[0], counts[1]);
        assert!(counts[0].iter().all(|count| *count <= 18), "{counts:?}");
    }
}

/// Releases as people paste them, with something done to them.
fn mutated() -> impl Strategy<Value = String> {
    let edits = prop::collection::vec(
        (0..4_u8, 0..2_000_usize, 0..200_usize, "[a-z0-9 ,.*<>&;\u{0}\u{200f}\u{627}\u{e9}\n-]{0,6}"),
        1..12,
    );
    (prop::sample::select(vec![AUGUST, BEFORE, PERIOD, MONTHLY]), edits).prop_map(|(text, edits)| {
        let mut letters: Vec<char> = text.chars().collect();
        for (kind, at, length, words) in edits {
            let at = at.min(letters.len());
            let end = (at + length).min(letters.len());
            match kind {
                0 => drop(letters.drain(at..end)),
                1 => drop(letters.splice(at..at, words.chars())),
                2 => {
                    let copy: Vec<char> = letters[at..end].to_vec();
                    drop(letters.splice(at..at, copy));
                }
                _ => letters[at..end].reverse(),
            }
        }
        letters.into_iter().collect()
    })
}

#[test]
fn mutated_releases_never_fail_and_lose_nothing() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime");
    let site = runtime.block_on(site(None));
    let config = ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(text in mutated())| {
        let hex = text.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        let fields = [("text_hex", hex.as_str()), ("publisher", "P"), ("zone", "utc"), ("step", "preview")];
        let (status, _, body) = runtime.block_on(site.post(&fields, None));
        prop_assert!([StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY].contains(&status), "{status} {text:?}");
        if status == StatusCode::OK {
            prop_assert_eq!(raw_text(&body), text.clone());
            let mut fields = fields.to_vec();
            fields.retain(|(name, _)| *name != "step");
            fields.extend([("step", "keep"), ("reason", "A mutation")]);
            let (status, location, body) = runtime.block_on(site.post(&fields, None));
            prop_assert!([StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY].contains(&status), "{status} {body}");
            if location.starts_with("/releases/") {
                prop_assert_eq!(raw_text(&runtime.block_on(site.page(&location))), text);
            }
        }
    });
    let list = runtime.block_on(site.page("/releases"));
    assert!(list.contains("releases held here"));
    assert!(runtime.block_on(site.register.fsck()).expect("fsck").faults.is_empty());
}
