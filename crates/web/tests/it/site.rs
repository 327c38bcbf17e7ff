//! A register behind the whole program, on whichever databases there are.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::record::Member;
use domain::vocabulary::{AccessLabel, LinkRole, Role};
use register::origin::Origin;
use register::register::{Creation, LOCAL_ACTOR};
use register::{Reason, Register, Scope};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt;
use web::guard::Hosts;
use web::session::{Entrance, Key, Sessions};

/// A register and somebody signed in to it.
pub struct Site {
    pub router: Router,
    pub register: Arc<Register>,
    pub scope: Scope,
    pub cookie: String,
    sessions: Arc<Sessions>,
    _folder: tempfile::TempDir,
}

/// What a request was answered with.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.headers[header::LOCATION].to_str().expect("ascii")
    }
}

pub fn reason(why: &str) -> Reason {
    Reason { actor: LOCAL_ACTOR, why: why.to_owned() }
}

/// Whether one person opens it with the key, or a team signs in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    OnePersons,
    ATeams,
}

async fn site(whose: Whose, server: Option<(String, String)>) -> Site {
    let folder = tempfile::tempdir().expect("folder");
    let origin_line = "sijil.test/log".to_owned();
    let one_person = whose == Whose::OnePersons;
    let creation = Creation { origin_line, one_person, server, origin: Origin::Machine };
    let register = Register::create(&folder.path().join("register"), creation).await.expect("register");
    let register = Arc::new(register);
    let project = domain::record::Project { code: "test".into(), name: "Test".into(), ..Default::default() };
    let scope = Scope::of(register.make_project(reason("Begin"), &project).await.expect("project"));
    let key = Key::from_text("right");
    let entrance = if one_person { Entrance::Key(&key) } else { Entrance::Accounts };
    let sessions = Sessions::new(&register.people, &entrance, 8080, None);
    let config = web::Config { hosts: Hosts::new(8080, None), sessions: Arc::clone(&sessions) };
    let router = web::program(&config, Arc::clone(&register));
    Site { router, register, scope, cookie: String::new(), sessions, _folder: folder }
}

/// A site on SQLite and, where there is one, one on PostgreSQL; somebody opened it with the key.
pub async fn sites() -> Vec<Site> {
    let mut sites = on_every_database(Whose::OnePersons).await;
    for site in &mut sites {
        let opened = site.get("/records?key=right").await;
        let cookie = opened.headers[header::SET_COOKIE].to_str().expect("ascii");
        cookie.split(';').next().expect("pair").clone_into(&mut site.cookie);
    }
    sites
}

/// A site on SQLite, with nobody signed in.
#[cfg(feature = "sabotage")]
pub async fn on_sqlite() -> Site {
    site(Whose::OnePersons, None).await
}

/// As [`sites`], of a team; nobody is signed in.
pub async fn teams() -> Vec<Site> {
    on_every_database(Whose::ATeams).await
}

#[expect(clippy::print_stdout, reason = "a test says what it skips")]
async fn on_every_database(whose: Whose) -> Vec<Site> {
    let mut sites = vec![site(whose, None).await];
    if let Ok(url) = std::env::var("SIJIL_TEST_POSTGRES") {
        sites.push(site(whose, Some((url, format!("record{}", uuid::Uuid::new_v4().simple())))).await);
    } else {
        assert!(std::env::var_os("SIJIL_TEST_STRICT").is_none(), "SIJIL_TEST_POSTGRES is not set");
        println!("skipped: no PostgreSQL (SIJIL_TEST_POSTGRES is not set)");
    }
    sites
}

impl Site {
    /// Makes somebody a member of the project with these roles, and hands over to them.
    pub async fn become_member(&mut self, number: u128, roles: &[Role]) -> ActorId {
        let person = ActorId(uuid::Uuid::from_u128(0x7000_0000_0000_4000_8000_0000_0000_0000 + number));
        let clearance = AccessLabel::Team;
        let member = Member { person, roles: roles.to_vec(), clearance, ended: false, note: None };
        let mut work = self.register.begin(reason("Give a role"), self.scope.project).await.expect("work");
        work.set_member(&member).await.expect("member");
        work.commit().await.expect("kept");
        self.hand_to(person).await;
        person
    }

    /// Goes on as somebody else.
    pub async fn hand_to(&mut self, person: ActorId) {
        let cookie = self.sessions.open_for(person).await.expect("session");
        cookie.to_str().expect("ascii").split(';').next().expect("pair").clone_into(&mut self.cookie);
    }

    /// GET of another router before the same register.
    pub async fn ask_of(&self, router: &Router, path: &str, cookie: &str) -> Answer {
        let request = Request::builder().uri(path).header(header::HOST, "localhost:8080");
        let request = request.header(header::COOKIE, cookie).body(Body::empty()).expect("request");
        answered(router.clone(), request).await
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        answered(self.router.clone(), request).await
    }

    /// Any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        self.ask(request).await
    }

    /// GET by another of the server's names.
    pub async fn get_at(&self, host: &str, path: &str) -> Answer {
        let request = Request::builder().uri(path).header(header::HOST, host);
        self.ask(request.header(header::COOKIE, &self.cookie).body(Body::empty()).expect("request")).await
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask_of(&self.router, path, &self.cookie).await
    }
}

async fn answered(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.expect("infallible");
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 1 << 24).await.expect("body").to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

impl Site {
    /// A page in English that must be there and speak.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        let text = answer.text();
        assert_eq!(answer.status, StatusCode::OK, "{path}: {text}");
        for broken in ["⟦", "{ $", " style="] {
            let around = text.split(broken).nth(1).map(|after| after.chars().take(60).collect::<String>());
            assert_eq!(around, None, "{broken} in {path}");
        }
        let ours = text.matches("<script type=\"module\" src=\"/assets/").count();
        assert_eq!(text.matches("<script").count(), ours, "a script in {path}");
        text
    }

    /// POST of a form, from this site.
    pub async fn post(&self, path: &str, form: &[(String, String)]) -> Answer {
        self.post_from(path, form, "same-origin").await
    }

    /// POST of a form, as a browser marks it.
    pub async fn post_from(&self, path: &str, form: &[(String, String)], from: &str) -> Answer {
        self.ask(sent(path, form, from, &self.cookie)).await
    }

    /// POST to another router before the same register.
    pub async fn post_to(
        &self,
        router: &Router,
        path: &str,
        form: &[(String, String)],
        cookie: &str,
    ) -> Answer {
        answered(router.clone(), sent(path, form, "same-origin", cookie)).await
    }

    /// Makes a record.
    pub async fn make(&self, kind: Kind, body: Value) -> RecordId {
        if kind == Kind::Item {
            let item = domain::record::read(body.as_object().expect("object")).expect("an item");
            return self.take(item, uuid::Uuid::new_v4().as_bytes()).await;
        }
        let mut work = self.register.begin(reason("Try it"), self.scope.project).await.expect("work");
        let id = work.create(kind, body.as_object().expect("object").clone()).await.expect("record");
        work.commit().await.expect("kept");
        id
    }

    /// Takes bytes in as an item of which something is said.
    pub async fn take(&self, item: domain::record::Item, bytes: &[u8]) -> RecordId {
        let order = register::item::TakeIn {
            reason: reason("Take it in"),
            project: self.scope.project,
            label: AccessLabel::Team,
            progress: &|_| {},
        };
        let bytes = bytes.to_vec();
        let arrived = self.register.take_in(order, move |filling| filling.add(&mut bytes.as_slice(), item));
        arrived.await.expect("taken in")[0].id
    }

    /// What the register must hold before an incident can be graded fair or confirmed by ourselves: a finding, two
    /// accounts, and a strike that is consistent with it.
    pub async fn support(&self, incident: RecordId) {
        let finding = self.make(Kind::Finding, json!({"body": "Task force", "outcome": "credible"})).await;
        let strike = self.make(Kind::Strike, json!({})).await;
        let mut links = vec![
            (Kind::Finding, finding, LinkRole::Decides),
            (Kind::Strike, strike, LinkRole::ConsistentWith),
        ];
        for name in ["Agency", "Paper"] {
            let source = self.make(Kind::Source, json!({"name": name})).await;
            let report = self
                .make(Kind::Report, json!({"title": "An account", "source": source, "first_hand": true}))
                .await;
            links.push((Kind::Report, report, LinkRole::About));
        }
        let mut work = self.register.begin(reason("Support it"), self.scope.project).await.expect("work");
        for (kind, from, role) in links {
            let to = (Kind::Incident, incident.0);
            work.link((kind, from.0), role, to, BTreeMap::new()).await.expect("link");
        }
        work.commit().await.expect("kept");
    }
}

fn encoded(text: &str) -> String {
    web::component::address::encoded(text)
}

/// The inputs of the form on a page that posts: hidden ones, texts, areas and chosen options.
pub fn form(page: &str) -> Vec<(String, String)> {
    let form = page.split("<form class=\"form").nth(1).expect("a form");
    let form = form.split("</form>").next().expect("its end");
    let mut inputs = Vec::new();
    for tag in form.split("<input").skip(1).filter_map(|rest| rest.split('>').next()) {
        let is_box = tag.contains("type=\"checkbox\"");
        if let Some(name) = attribute(tag, "name")
            && (!is_box || tag.contains(" checked"))
        {
            inputs.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    for area in form.split("<textarea").skip(1) {
        let (tag, rest) = area.split_once('>').expect("tag");
        let text = rest.split("</textarea>").next().unwrap_or_default();
        inputs.push((attribute(tag, "name").expect("name"), plain(text)));
    }
    for select in form.split("<select").skip(1) {
        let (tag, rest) = select.split_once('>').expect("tag");
        let options = rest.split("</select>").next().unwrap_or_default();
        let chosen = options.split("<option").skip(1).find(|option| option.contains(" selected"));
        let chosen = chosen.and_then(|option| attribute(option, "value")).unwrap_or_default();
        inputs.push((attribute(tag, "name").expect("name"), chosen));
    }
    inputs
}

/// Sets one input.
pub fn set(form: &mut Vec<(String, String)>, name: &str, value: &str) {
    form.retain(|(each, _)| each != name);
    form.push((name.to_owned(), value.to_owned()));
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let after = tag.split(&format!(" {name}=\"")).nth(1)?;
    after.split('"').next().map(plain)
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn sent(path: &str, form: &[(String, String)], from: &str, cookie: &str) -> Request<Body> {
    let body = form.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    let request = Request::builder()
        .method("POST")
        .uri(path)
        .header(header::HOST, "localhost:8080")
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", from)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.body(Body::from(body.collect::<Vec<_>>().join("&"))).expect("request")
}
