//! Incidents over HTTP, in both languages, on whichever databases there are.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::LinkRole;
use domain::when::{When, Zone};
use register::origin::Origin;
use register::register::{Creation, LOCAL_ACTOR};
use register::{Reason, Register, Scope};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt;
use web::guard::Hosts;
use web::session::{Entrance, Key, Sessions};

/// A register behind the whole program.
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
    let answer = site.router.clone().oneshot(request("/incidents?key=right", "")).await.expect("answer");
    let cookie = answer.headers().get(header::SET_COOKIE).and_then(|cookie| cookie.to_str().ok());
    if let Some(pair) = cookie.and_then(|cookie| cookie.split(';').next()) {
        pair.clone_into(&mut site.cookie);
    }
    site
}

/// The same story on SQLite and, where there is one, on PostgreSQL.
async fn sites() -> Vec<Site> {
    let mut sites = vec![site(None).await];
    match std::env::var("SIJIL_TEST_POSTGRES") {
        Ok(url) => {
            sites.push(site(Some((url, format!("web{}", uuid::Uuid::new_v4().simple())))).await);
        }
        Err(_) => assert!(std::env::var_os("SIJIL_TEST_STRICT").is_none(), "SIJIL_TEST_POSTGRES is not set"),
    }
    sites
}

fn request(path: &str, cookie: &str) -> Request<Body> {
    let request = Request::builder().uri(path).header(header::HOST, "localhost:8080");
    request.header(header::COOKIE, cookie).body(Body::empty()).expect("request")
}

impl Site {
    async fn get(&self, path: &str) -> (StatusCode, String, String) {
        let answer = self.router.clone().oneshot(request(path, &self.cookie)).await.expect("answer");
        let status = answer.status();
        let location = answer.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        let location = location.unwrap_or_default().to_owned();
        let bytes = axum::body::to_bytes(answer.into_body(), 8 << 20).await.expect("body");
        (status, location, String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn page(&self, path: &str) -> String {
        let (status, _, body) = self.get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(!body.contains('⟦'), "a message is missing on {path}");
        body
    }

    async fn make(&self, kind: Kind, body: Value) -> RecordId {
        let mut work = self.register.begin(reason(), self.scope.project).await.expect("work");
        let id = work.create(kind, body.as_object().expect("object").clone()).await.expect("record");
        work.commit().await.expect("commit");
        id
    }

    async fn link(&self, from: (Kind, RecordId), role: LinkRole, to: RecordId, attributes: &[(&str, &str)]) {
        let mut work = self.register.begin(reason(), self.scope.project).await.expect("work");
        let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let attributes: BTreeMap<String, String> = attributes.collect();
        work.link((from.0, from.1.0), role, (Kind::Incident, to.0), attributes).await.expect("link");
        work.commit().await.expect("commit");
    }

    async fn statements(&self, path: &str) -> u64 {
        let before = self.register.db.statements();
        self.page(path).await;
        self.register.db.statements() - before
    }
}

/// A query with its Arabic letters in percent form.
fn encoded(query: &str) -> String {
    let part = |byte: u8| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    query.bytes().map(part).collect::<Vec<_>>().concat()
}

fn day(text: &str) -> When {
    When::day(text, Zone::Unknown).expect("day")
}

/// A field hospital with a Fair grade beside a non-credible finding, and a village with nothing known.
async fn hospital(site: &Site) -> (RecordId, RecordId) {
    let hospital = site
        .make(Kind::Incident, json!({
            "title": "Field hospital on the edge of Susah", "codes": ["CS1885"], "when": day("2019-01-10/2019-01-11"),
            "location": {"words": "Al Soussa", "words_ar": "السوسة"}, "campaign": "deirezzor2018_19",
            "protected_objects": ["field_hospital"], "related": ["CS9999"], "sources_count": 7,
        }))
        .await;
    let village =
        site.make(Kind::Incident, json!({"title": "Village", "codes": ["TS0001"], "candidate": true})).await;
    site.make(
        Kind::Assessment,
        json!({
            "incident": hospital, "version": 1, "basis": "adopted", "body": "Airwars", "grade": "fair",
            "killed": {"min": 15, "max": 15, "bound": "exact"}, "killed_children": {"min": 1, "max": 20},
            "range_basis": "accounts_read", "codebook": "airwars 1",
        }),
    )
    .await;
    let finding = site
        .make(
            Kind::Finding,
            json!({
                "body": "CJTF-OIR / CENTCOM", "outcome": "non_credible", "reason": "insufficient_information",
                "decided": day("2022-03-10"), "when": day("2019-01-10"), "killed": {"min": 0, "max": 0},
                "location": {"mgrs": "37SEV008785"}, "via": "Airwars report",
            }),
        )
        .await;
    site.link((Kind::Finding, finding), LinkRole::Decides, hospital, &[]).await;
    let report = site.make(Kind::Report, json!({"title": "Article"})).await;
    let claim = json!({"report": report, "claim": "Saw the hospital bombed", "speaker": "witness W1"});
    let claim = site.make(Kind::Assertion, claim).await;
    let note = [("note", "may be another strike")];
    site.link((Kind::Assertion, claim), LinkRole::CandidateFor, hospital, &note).await;
    (hospital, village)
}

#[tokio::test]
async fn a_grade_and_a_finding_that_part_stand_side_by_side() {
    for site in sites().await {
        let (hospital, _) = hospital(&site).await;
        let page = site.page(&format!("/incidents/{hospital}")).await;
        for words in [
            "grade-big",
            "Fair",
            "Non-credible",
            "it does not mean false",
            "grade and finding disagree",
            "38 months after",
            "37SEV008785",
            "Insufficient information",
            "not the recorder&#39;s range",
            "no strike linked",
            "May be about this",
            "may be another strike",
            "Saw the hospital bombed",
            "7 sources, as stated",
            "A part has a higher maximum than the total.",
            "time zone not stated",
            "CS9999",
            "السوسة",
        ] {
            assert!(page.contains(words) || page.contains(&words.replace("&#39;", "'")), "{words}");
        }
        assert!(page.contains(&format!("/records/incidents/{hospital}/edit")));
        assert!(
            page.contains("no number yet") && !page.contains("/proof"),
            "no proof before the next checkpoint"
        );
        site.register.sequence().await.expect("checkpoint");
        assert!(site.page(&format!("/incidents/{hospital}")).await.contains("/proof"));
        let page = site.page(&format!("/incidents/{hospital}?lang=ar")).await;
        for words in [
            r#"dir="rtl""#,
            "الدرجة والقرار يختلفان",
            "بعد 38 شهرًا",
            "قد يتعلق بهذه الحادثة",
            "لا ضربة مرتبطة",
        ] {
            assert!(page.contains(words), "{words}");
        }
    }
}

#[tokio::test]
async fn the_list_says_what_is_not_known_and_never_counts_it() {
    for site in sites().await {
        let (hospital, village) = hospital(&site).await;
        let page = site.page("/incidents").await;
        assert!(page.contains("2 incidents") && page.contains("in 1 incident with a range"), "{page}");
        let rows = |page: &str| -> Vec<bool> {
            [hospital, village].iter().map(|id| page.contains(&format!("/incidents/{id}"))).collect()
        };
        for (query, expected) in [
            ("q=السوسة", [true, false]),
            ("q=Soussa", [true, false]),
            ("q=As+Susah", [true, false]),
            ("killed=unknown", [false, true]),
            ("killed=known", [true, false]),
            ("grade=fair", [true, false]),
            ("grade=none", [false, true]),
            ("grade=fair&grade=none", [true, true]),
            ("basis=adopted", [true, false]),
            ("basis=none", [false, true]),
            ("outcome=non_credible", [true, false]),
            ("outcome=none", [false, true]),
            ("object=field_hospital", [true, false]),
            ("object=hospital", [false, false]),
            ("candidate=yes", [false, true]),
            ("campaign=deirezzor2018_19", [true, false]),
            ("from=2019-01-11", [true, false]),
            ("from=2019-01-12", [false, false]),
            ("to=2018", [false, false]),
            ("sort=toll", [true, true]),
        ] {
            for language in ["en", "ar"] {
                let query = encoded(query);
                let page = site.page(&format!("/incidents?{query}&lang={language}")).await;
                assert_eq!(rows(&page), expected, "{query}");
            }
        }
        let by_toll = site.page("/incidents?sort=toll").await;
        let place = |id: RecordId| by_toll.find(&format!("/incidents/{id}"));
        assert!(place(hospital) < place(village), "not known stands last");
        assert!(by_toll.contains("not known last"));
    }
}

#[tokio::test]
async fn what_is_asked_wrongly_is_refused_and_nothing_breaks() {
    for site in sites().await {
        hospital(&site).await;
        for path in [
            "/incidents?grade=%27%3Bdrop",
            "/incidents?basis=theirs",
            "/incidents?outcome=x",
            "/incidents?object=tank",
            "/incidents?killed=0",
            "/incidents?candidate=1",
            "/incidents?from=yesterday",
            "/incidents?to=2019-02-30",
            "/incidents?from=2020&to=2019",
            "/incidents?sort=random",
            "/incidents?after=1",
            "/incidents?before=~",
            "/incidents?sort=toll&after=x~00000000-0000-0000-0000-000000000000",
            "/incidents/not-an-id",
            "/incidents/00000000-0000-0000-0000-000000000000",
            "/code/NOTHING1",
            "/code/%00",
            "/code/%27%20or%201",
        ] {
            let (status, _, body) = site.get(path).await;
            assert!(status.is_client_error(), "{path}: {status}");
            assert!(body.contains("<code>"), "{path} says its code");
        }
        for path in [
            "/incidents?q=%22%20OR%20*%20(",
            "/incidents?q=%00",
            "/incidents?q=%FF",
            "/incidents?campaign=%25_",
            "/incidents?q=NEAR(a%20b)&sort=toll",
            "/incidents?unknown=1",
            "/incidents?grade=&from=",
        ] {
            site.page(path).await;
        }
        let long = format!("/incidents?{}", vec!["grade=g"; 900].join("&"));
        assert!(!site.get(&long).await.0.is_server_error());
        let many: Vec<String> = (0..80).map(|number| format!("grade=g{number}")).collect();
        let (status, ..) = site.get(&format!("/incidents?{}", many.join("&"))).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_code_leads_to_its_record_or_to_a_choice() {
    for site in sites().await {
        let (hospital, _) = hospital(&site).await;
        for code in ["CS1885", "cs1885"] {
            let (status, location, _) = site.get(&format!("/code/{code}")).await;
            assert_eq!((status, location), (StatusCode::SEE_OTHER, format!("/incidents/{hospital}")));
        }
        let other = site.make(Kind::Incident, json!({"title": "Another", "codes": ["CS1885"]})).await;
        for language in ["en", "ar"] {
            let page = site.page(&format!("/code/CS1885?lang={language}")).await;
            for id in [hospital, other] {
                assert!(page.contains(&format!("/incidents/{id}")));
            }
        }
    }
}

#[tokio::test]
async fn a_page_asks_the_same_however_much_there_is() {
    for site in sites().await {
        let (hospital, _) = hospital(&site).await;
        let one = format!("/incidents/{hospital}");
        let few = (site.statements("/incidents?q=a").await, site.statements(&one).await);
        let mut work = site.register.begin(reason(), site.scope.project).await.expect("work");
        for number in 0..200 {
            let incident = json!({"title": format!("Incident {number} a"), "when": day("2018-01-01")});
            work.create(Kind::Incident, incident.as_object().expect("object").clone())
                .await
                .expect("incident");
            let source = json!({"name": format!("Source {number}")});
            let source =
                work.create(Kind::Source, source.as_object().expect("object").clone()).await.expect("source");
            let report = json!({"title": "Account", "source": source, "words": "It was bombed"});
            let report =
                work.create(Kind::Report, report.as_object().expect("object").clone()).await.expect("report");
            let to = (Kind::Incident, hospital.0);
            work.link((Kind::Report, report.0), LinkRole::About, to, BTreeMap::new()).await.expect("link");
        }
        work.commit().await.expect("commit");
        assert_eq!((site.statements("/incidents?q=a").await, site.statements(&one).await), few);
        assert!(few.0 <= 8 && few.1 <= 18, "{few:?}");
    }
}

#[tokio::test]
async fn every_page_of_the_list_is_reached_by_its_links() {
    let site = site(None).await;
    let mut work = site.register.begin(reason(), site.scope.project).await.expect("work");
    let mut left = std::collections::BTreeSet::new();
    for number in 0..120 {
        let body = json!({"title": format!("Incident {number}"), "when": day("2018-01-01")});
        left.insert(
            work.create(Kind::Incident, body.as_object().expect("object").clone()).await.expect("incident"),
        );
    }
    work.commit().await.expect("commit");
    let mut address = "/incidents?sort=toll".to_owned();
    let mut pages = 0;
    loop {
        let page = site.page(&address).await;
        pages += 1;
        left.retain(|id| !page.contains(&format!("/incidents/{id}")));
        let Some(next) = page.split(r#"rel="next" href=""#).nth(1).and_then(|rest| rest.split('"').next())
        else {
            break;
        };
        address = next.replace("&amp;", "&");
    }
    assert_eq!((pages, left.len()), (3, 0));
}
