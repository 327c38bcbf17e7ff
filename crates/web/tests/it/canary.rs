//! A canary in every text of every closed record: whoever is not cleared finds it on no page, in no export and in no
//! error; a closed address and one of nothing are answered alike.
//!
//! The crawl follows every link from the entrance, as a browser without scripts would, and tries every address that a
//! closed record has. By somebody cleared for everything it must find every canary.

use crate::planted::{Planted, plant};
use crate::site::{Answer, Site, reason, sites};
use axum::Router;
use axum::http::StatusCode;
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::record::Member;
use domain::vocabulary::{AccessLabel, Role};
use register::register::LOCAL_ACTOR;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use uuid::Uuid;
use web::guard::Hosts;
use web::session::{Entrance, Sessions};

/// Pages of one crawl; more would mean that it never ends.
const PAGES_MAX: usize = 8_000;

/// The whole program as one person sees it, with a session's cookie.
async fn seen_by(site: &Site, actor: ActorId) -> Reader<'_> {
    let sessions = Sessions::new(&site.register.people, &Entrance::Accounts, 8080, None);
    let cookie = sessions.open_for(actor).await.expect("a session");
    let config = web::Config { hosts: Hosts::new(8080, None), sessions };
    let router = web::program(&config, std::sync::Arc::clone(&site.register));
    let cookie = cookie.to_str().expect("ascii");
    let cookie = cookie.split(';').next().expect("pair").to_owned();
    Reader { site, router, cookie }
}

struct Reader<'s> {
    site: &'s Site,
    router: Router,
    cookie: String,
}

impl Reader<'_> {
    async fn get(&self, path: &str) -> Answer {
        self.site.ask_of(&self.router, path, &self.cookie).await
    }

    /// A file of every record of a kind, as somebody of the team makes one.
    async fn export(&self, kind: Kind, format: &str) -> Answer {
        let form = [("format", format), ("purpose", "A count"), ("recipient", "Us")];
        let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let path = format!("/export/{}", kind.plural());
        self.site.post_to(&self.router, &path, &form, &self.cookie).await
    }

    /// Every page reached from the given addresses, by address.
    async fn crawl(&self, from: &[String]) -> BTreeMap<String, String> {
        let mut pages = BTreeMap::new();
        let mut waiting: VecDeque<String> = from.iter().cloned().collect();
        let mut known: BTreeSet<String> = from.iter().cloned().collect();
        while let Some(path) = waiting.pop_front() {
            assert!(pages.len() < PAGES_MAX, "the crawl does not end: {path}");
            let answer = self.get(&path).await;
            assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
            let mut text = answer.text();
            if answer.status.is_redirection() {
                text = format!("href=\"{}\"", answer.location());
            }
            for link in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                let link = link.replace("&amp;", "&");
                let link = link.split('#').next().unwrap_or_default().to_owned();
                // A sort or a facet over another is one page in many orders: one of each is enough.
                let is_page =
                    link.starts_with('/') && !link.starts_with("/assets") && link.matches('&').count() < 1;
                if is_page && known.insert(link.clone()) {
                    waiting.push_back(link);
                }
            }
            pages.insert(path, text);
        }
        pages
    }
}

/// Where a crawl begins: the lists, and whatever can be asked for without knowing anything.
fn entrances() -> Vec<String> {
    let pages = [
        "/",
        "/releases",
        "/incidents",
        "/tallies",
        "/records",
        "/work",
        "/approvals",
        "/assessments/outdated",
        "/log",
        "/import",
        "/readings",
        "/searches",
    ];
    let lists = Kind::ALL.iter().map(|kind| format!("/records/{}", kind.plural()));
    let exports = Kind::ALL.iter().filter(|kind| kind.is_exported());
    let exports = exports.map(|kind| format!("/exports?kind={}", kind.plural()));
    pages.iter().map(|page| (*page).to_owned()).chain(lists).chain(exports).collect()
}

/// Every address that a record has, with `{}` for its id.
fn addresses(kind: Kind) -> Vec<String> {
    let record = format!("/records/{}/{{}}", kind.plural());
    let mut all = vec![
        record.clone(),
        format!("{record}?format=json"),
        format!("{record}/history"),
        format!("{record}/edit"),
    ];
    let further: &[&str] = match kind {
        Kind::Incident => &[
            "/incidents/{}",
            "/incidents/{}/work",
            "/incidents/{}/changes",
            "/incidents/{}/independence",
            "/incidents/{}/accounts/new",
            "/incidents/{}/assess",
            "/incidents/{}/assessments",
        ],
        Kind::Release => &["/releases/{}"],
        Kind::Assessment => &["/assessments/{}/review"],
        _ => &[],
    };
    all.extend(further.iter().map(|address| (*address).to_owned()));
    all
}

/// A person of the project, cleared so far.
pub async fn person(site: &Site, clearance: AccessLabel) -> ActorId {
    let person = ActorId(Uuid::from_u128(0x7200_0000_0000_4000_8000_0000_0000_0000 + clearance as u128));
    let mut roles = vec![Role::Researcher, Role::Reviewer];
    roles.extend((clearance == AccessLabel::Sealed).then_some(Role::Custodian));
    let member = Member { person, roles, clearance, ended: false, note: None };
    let mut work = site.register.begin(reason("Give a role"), site.scope.project).await.expect("work");
    work.set_member(&member).await.expect("member");
    work.commit().await.expect("kept");
    person
}

/// What must not be seen: the canaries and the ids of closed records.
pub fn needles(planted: &Planted, clearance: AccessLabel) -> Vec<String> {
    let hidden = planted.closed.iter().filter(|closed| closed.2 > clearance);
    Planted::words(clearance).into_iter().chain(hidden.map(|closed| closed.1.to_string())).collect()
}

#[tokio::test]
async fn a_lesser_reader_finds_no_canary_anywhere() {
    for site in sites().await {
        let planted = plant(&site.register, site.scope, true).await;
        site.register.sequence().await.expect("sequenced");
        for clearance in [AccessLabel::Team, AccessLabel::Sensitive] {
            let reader = seen_by(&site, person(&site, clearance).await).await;
            let mut pages = reader.crawl(&entrances()).await;
            for kind in Kind::ALL.iter().filter(|kind| kind.is_exported()) {
                for format in ["csv", "jsonl", "geojson"] {
                    let file = reader.export(*kind, format).await;
                    assert_eq!(file.status, StatusCode::OK, "{kind:?} {format}");
                    pages.insert(format!("{kind:?} {format}"), file.text());
                }
            }
            assert!(pages.len() > 100, "the crawl reaches only {} pages", pages.len());
            let needles = needles(&planted, clearance);
            let hits: Vec<String> = pages
                .iter()
                .filter_map(|(path, text)| {
                    let needle = needles.iter().find(|needle| text.contains(needle.as_str()))?;
                    Some(format!("{path}: {needle}"))
                })
                .collect();
            assert_eq!(hits, Vec::<String>::new(), "{clearance:?}, of {} pages", pages.len());
        }
    }
}

/// By somebody cleared for everything the same crawl finds every canary, and most closed records.
#[tokio::test]
async fn the_crawl_finds_every_canary_where_nothing_is_closed() {
    let site = sites().await.remove(0);
    let planted = plant(&site.register, site.scope, true).await;
    let reader = seen_by(&site, person(&site, AccessLabel::Sealed).await).await;
    let text: String = reader.crawl(&entrances()).await.into_values().collect();
    for needle in needles(&planted, AccessLabel::Team) {
        assert!(text.contains(&needle), "{needle}");
    }
}

#[tokio::test]
async fn a_closed_address_is_answered_like_one_of_nothing() {
    for site in sites().await {
        let planted = plant(&site.register, site.scope, true).await;
        let reader = seen_by(&site, person(&site, AccessLabel::Team).await).await;
        for (kind, id, _) in &planted.closed {
            for address in addresses(*kind) {
                alike(&reader, &address, &id.to_string()).await;
            }
        }
        for act in &planted.closed_acts {
            for address in ["/log/acts/{}", "/log/acts/{}/proof", "/log/acts/{}/leaf"] {
                alike(&reader, address, &act.to_string()).await;
            }
        }
        for word in Planted::words(AccessLabel::Team) {
            for address in
                ["/code/{}", "/incidents?q={}", "/releases?q={}", "/records?q={}", "/records/sources?q={}"]
            {
                alike(&reader, address, &word).await;
            }
        }
    }
}

/// The answer about what is closed and the answer about what is not there, apart from what was asked for.
async fn alike(reader: &Reader<'_>, address: &str, closed: &str) {
    let missing = if closed.starts_with("zanbaq") {
        "q".repeat(closed.len())
    } else {
        RecordId(Uuid::now_v7()).to_string()
    };
    let before = reader.site.register.db.statements();
    let of_closed = reader.get(&address.replace("{}", closed)).await;
    let between = reader.site.register.db.statements();
    let of_missing = reader.get(&address.replace("{}", &missing)).await;
    let after = reader.site.register.db.statements();
    assert_eq!(of_closed.status, of_missing.status, "{address} {closed}");
    assert_eq!(between - before, after - between, "statements of {address}");
    let plain = |answer: &Answer, asked: &str| timeless(&answer.text().replace(asked, "ASKED"));
    assert_eq!(plain(&of_closed, closed), plain(&of_missing, &missing), "{address}");
    if !address.contains("?q=") {
        assert_eq!(of_closed.status, StatusCode::NOT_FOUND, "{address}");
    }
}

/// A page without the moment at which it was made.
fn timeless(page: &str) -> String {
    let mut parts = page.split("<time");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("</time>").map_or("", |(_, rest)| rest))
}

/// Pages that show closed records to somebody cleared for them leave their names with the custodians.
#[tokio::test]
async fn what_is_shown_of_closed_records_is_noted() {
    for site in sites().await {
        let planted = plant(&site.register, site.scope, true).await;
        let actor = person(&site, AccessLabel::Sensitive).await;
        let reader = seen_by(&site, actor).await;
        let keeper = person(&site, AccessLabel::Sealed).await;
        let permit = site.register.permit(keeper, site.scope.project).await.expect("permit");
        let shown = |kind: Kind| {
            let closed =
                planted.closed.iter().find(|each| each.0 == kind && each.2 == AccessLabel::Sensitive);
            closed.expect("planted").1
        };
        let readings =
            async |id: RecordId| site.register.readers_of(&permit, id).await.expect("readers").len();
        let (source, incident, release) = (shown(Kind::Source), shown(Kind::Incident), shown(Kind::Release));
        for (path, id) in [
            (format!("/records/sources/{source}"), source),
            (format!("/records/sources/{source}/history"), source),
            (format!("/records/sources/{source}/edit"), source),
            (format!("/incidents/{incident}"), incident),
            (format!("/releases/{release}"), release),
        ] {
            let before = readings(id).await;
            assert_eq!(reader.get(&path).await.status, StatusCode::OK, "{path}");
            assert_eq!(readings(id).await, before + 1, "{path}");
        }
        let before = readings(source).await;
        assert_eq!(reader.export(Kind::Source, "csv").await.status, StatusCode::OK);
        assert_eq!(readings(source).await, before + 1);
        let report = shown(Kind::Report);
        let before = readings(report).await;
        assert_eq!(reader.get(&format!("/incidents/{}", planted.judged)).await.status, StatusCode::OK);
        assert_eq!(readings(report).await, before + 1, "an incident's page shows what is linked with it");
        let readers = site.register.readers_of(&permit, source).await.expect("readers");
        assert!(readers.iter().all(|reading| reading.actor == actor));
    }
}

/// A custodian who is not cleared for a record finds neither its label nor its readers.
#[tokio::test]
async fn a_lesser_custodian_finds_no_reader_of_what_is_closed() {
    for mut site in sites().await {
        let planted = plant(&site.register, site.scope, true).await;
        site.register.note_export(LOCAL_ACTOR, site.scope, Kind::Source).await.expect("noted");
        let custodian = site.become_member(77, &[Role::Custodian]).await;
        let reader = seen_by(&site, custodian).await;
        for (kind, id, _) in &planted.closed {
            alike(&reader, &format!("/records/{}/{{}}/readers", kind.plural()), &id.to_string()).await;
            let missing = RecordId(Uuid::now_v7());
            let form = [("do", "widen"), ("label", "team"), ("reason", "Open it")];
            let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
            let to = |id: RecordId| format!("/records/{}/{id}/label", kind.plural());
            let (closed, gone) = (site.post(&to(*id), &form).await, site.post(&to(missing), &form).await);
            assert_eq!((closed.status, gone.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
            let (closed, gone) =
                (closed.text().replace(&id.to_string(), ""), gone.text().replace(&missing.to_string(), ""));
            assert_eq!(timeless(&closed), timeless(&gone), "{kind:?}");
        }
        let list = reader.get("/readings").await.text();
        assert!(planted.closed.iter().all(|closed| !list.contains(&closed.1.to_string())), "{list}");
    }
}
