//! Records of any kind over HTTP: every field with its label, links, the past, and proofs that verify.

use super::filled::{Pointed, filled, team};
use super::site::{Site, form, reason, set, sites};
use axum::http::{StatusCode, header};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::language::Language;
use domain::vocabulary::LinkRole;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use web::component::shape::{Field, Shape, fields};
use web::i18n::Say;

const NOBODY: Pointed = {
    let id = Uuid::from_u128(1);
    Pointed { source: id, report: id, incident: id, release: id, place: id, operation: id, belligerent: id }
};

fn all_names(fields: &[Field], found: &mut BTreeSet<&'static str>) {
    for field in fields {
        found.insert(field.name);
        if let Shape::Part(members) | Shape::Parts(members) = field.shape {
            all_names(members, found);
        }
    }
}

#[test]
fn every_field_of_every_kind_is_shown_and_named_in_both_languages() {
    for (kind, body) in filled(NOBODY).into_iter().chain(team(NOBODY)) {
        let shown: BTreeSet<&str> = fields(kind).iter().map(|field| field.name).collect();
        let held: BTreeSet<&str> = body.keys().map(String::as_str).collect();
        assert_eq!(shown, held, "{kind:?}");
        for field in fields(kind) {
            if let (Shape::Part(members) | Shape::Parts(members), Some(value)) =
                (field.shape, body.get(field.name))
            {
                let part = value.get(0).unwrap_or(value);
                let held: BTreeSet<&str> =
                    part.as_object().expect("part").keys().map(String::as_str).collect();
                assert_eq!(
                    members.iter().map(|member| member.name).collect::<BTreeSet<_>>(),
                    held,
                    "{kind:?}"
                );
            }
        }
    }
    let mut names = BTreeSet::new();
    for kind in Kind::ALL {
        all_names(fields(*kind), &mut names);
    }
    for language in Language::ALL {
        let say = Say::new(*language);
        let shown_of_acts = ["custody", "erased"];
        let missing: Vec<&&str> = names
            .iter()
            .chain(&shown_of_acts)
            .filter(|name| !say.has(&format!("label-{}", name.replace('_', "-"))))
            .collect();
        assert!(missing.is_empty(), "{language:?} lacks {missing:?}");
    }
    let about_acts = ["because", "why", "project", "label", "custody", "erased"];
    let labels = web::i18n::ids(Language::English).into_iter();
    let stray: Vec<String> = labels
        .filter_map(|id| id.strip_prefix("label-").map(|name| name.replace('-', "_")))
        .filter(|name| !names.contains(name.as_str()) && !about_acts.contains(&name.as_str()))
        .collect();
    assert!(stray.is_empty(), "no field is called {stray:?}");
}

async fn pointed(site: &Site) -> Pointed {
    Pointed {
        source: site.make(Kind::Source, json!({"name": "Parent"})).await.0,
        report: site.make(Kind::Report, json!({"title": "Pointed at"})).await.0,
        incident: site.make(Kind::Incident, json!({"title": "Harm"})).await.0,
        release: site.make(Kind::Release, json!({"publisher": "Other"})).await.0,
        place: site.make(Kind::Place, json!({"code": "P0", "name": "Syria"})).await.0,
        operation: site.make(Kind::Operation, json!({"code": "op", "name": "Op"})).await.0,
        belligerent: site.make(Kind::Belligerent, json!({"name": "Party"})).await.0,
    }
}

#[tokio::test]
async fn every_kind_has_its_pages_in_both_languages_and_its_form_changes_nothing_by_itself() {
    for site in sites().await {
        for (kind, mut body) in filled(pointed(&site).await) {
            // Only a merge or a split writes these; their own tests look at them.
            let own = ["merged", "split_from"];
            body.retain(|field, _| kind != Kind::Incident || !own.contains(&field.as_str()));
            let id = site.make(kind, serde_json::Value::Object(body)).await;
            let path = format!("/records/{}/{id}", kind.plural());
            for language in Language::ALL {
                let page = site.page(&format!("{path}?lang={}", language.code())).await;
                let say = Say::new(*language);
                for field in fields(kind).iter().filter(|field| !own.contains(&field.name)) {
                    let label = say.text(&format!("label-{}", field.name.replace('_', "-")));
                    assert!(
                        page.contains(&format!("<dt>{label}</dt>")),
                        "{kind:?} does not show {}",
                        field.name
                    );
                }
                site.page(&format!("{path}/history?lang={}", language.code())).await;
                site.page(&format!("/records/{}?lang={}", kind.plural(), language.code())).await;
            }
            let mut sent = form(&site.page(&format!("{path}/edit?lang=en")).await);
            set(&mut sent, "act.why", "Nothing");
            set(&mut sent, "act.because", "new_information");
            let answer = site.post(&format!("{path}/edit"), &sent).await.text();
            assert!(answer.contains("Nothing differs from what is recorded"), "{kind:?}: {answer}");
        }
    }
}

#[tokio::test]
async fn statements_stay_constant_however_many_links_there_are() {
    for site in sites().await {
        let few = linked(&site, 3).await;
        let many = linked(&site, 300).await;
        for end in ["", "/history", "/edit"] {
            let mut used = Vec::new();
            for id in [few, many] {
                let before = site.register.db.statements();
                let page = site.page(&format!("/records/sources/{id}{end}")).await;
                used.push(site.register.db.statements() - before);
                assert!(!end.is_empty() || page.contains("Report"), "{page}");
            }
            assert_eq!(used[0], used[1], "statements of {end}");
            assert!(used[0] <= 12, "{used:?}");
        }
        for path in ["/records", "/records?q=told", "/records/reports", "/records/links", "/log"] {
            let before = site.register.db.statements();
            site.page(path).await;
            let used = site.register.db.statements() - before;
            assert!(used <= 9, "{path}: {used}");
        }
        let page = site.page(&format!("/records/sources/{many}")).await;
        assert!(page.contains("Further links") && page.contains(">300</bdi>"));
        let next = page.split("href=\"").find(|rest| rest.contains("links=")).expect("link");
        let next = next.split('"').next().expect("address").replace("&amp;", "&");
        assert!(site.page(&next).await.contains("Told 150"), "the second page of links has names");
    }
}

async fn linked(site: &Site, count: usize) -> RecordId {
    let source = site.make(Kind::Source, json!({"name": format!("Source of {count}")})).await;
    let mut work = site.register.begin(reason("Link them"), site.scope.project).await.expect("work");
    for number in 0..count {
        let body = json!({"title": format!("Told {number}"), "source": source});
        let report =
            work.create(Kind::Report, body.as_object().expect("object").clone()).await.expect("report");
        let (from, to) = ((Kind::Source, source.0), (Kind::Report, report.0));
        work.link(from, LinkRole::SourceOf, to, BTreeMap::new()).await.expect("link");
    }
    work.commit().await.expect("kept");
    source
}

#[tokio::test]
async fn any_state_of_the_past_is_shown_and_compared() {
    for site in sites().await {
        let id = site.make(Kind::Source, json!({"name": "Orient", "note": "first"})).await;
        let history = || site.register.history(site.scope, Kind::Source, id);
        for name in ["Furat", "Sada"] {
            let head = site.register.stored(site.scope, Kind::Source, id).await.expect("stored");
            let seen: Vec<ActId> = head.seen(["name"].into_iter()).into_iter().map(ActId).collect();
            let mut work = site.register.begin(reason("Renamed"), site.scope.project).await.expect("work");
            let change = json!({ "name": name }).as_object().expect("object").clone();
            work.change(Kind::Source, id, change, &seen).await.expect("changed");
            work.commit().await.expect("kept");
        }
        let acts = history().await.expect("history");
        let first = &acts[0].act;
        let path = format!("/records/sources/{id}");
        for address in [format!("{path}?version={}", first.id), format!("{path}?at={}", first.at)] {
            let page = site.page(&address).await;
            assert!(page.contains("<dd><bdi>Orient</bdi></dd>"), "{page}");
            assert!(page.contains("<del><bdi>Orient</bdi></del> <ins><bdi>Sada</bdi></ins>"), "{page}");
            assert!(page.contains("As it is now"));
        }
        assert!(
            site.page(&format!("{path}?at=2000-01-01")).await.contains("It was not in the register then.")
        );
        assert!(site.page(&format!("{path}?at=2999-01-01")).await.contains("Every field is the same."));
        assert_eq!(site.get(&format!("{path}?at=yesterday")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let compared = site.page(&format!("{path}/history?from=1&to=2")).await;
        assert!(compared.contains("From version <bdi>1</bdi> to version <bdi>2</bdi>"));
        assert!(compared.contains("<del><bdi>Orient</bdi></del> <ins><bdi>Furat</bdi></ins>"));
        assert!(
            site.page(&format!("{path}/history?from=1&to=9")).await.contains("There is no such version.")
        );
    }
}

#[tokio::test]
async fn a_proof_taken_from_the_page_verifies_without_the_register() {
    for site in sites().await {
        let id = site.make(Kind::Incident, json!({"title": "Baghuz"})).await;
        let act = site.register.record(site.scope, Kind::Incident, id).await.expect("record").head_act;
        let page = site.page(&format!("/log/acts/{act}")).await;
        assert!(page.contains("A proof exists from the next checkpoint on."));
        assert_eq!(site.get(&format!("/log/acts/{act}/proof")).await.status, StatusCode::NOT_FOUND);
        assert!(site.page("/log").await.contains("2 acts are committed and wait"));
        site.register.sequence().await.expect("sequenced");
        assert!(site.page("/log").await.contains("No act waits"));

        let page = site.page(&format!("/log/acts/{act}")).await;
        assert!(page.contains("yes, checked now") && !page.contains("no: the leaf holds something else"));
        let proof = site.get(&format!("/log/acts/{act}/proof")).await;
        assert_eq!(proof.headers[header::CONTENT_TYPE], "text/plain; charset=utf-8");
        let name = proof.headers[header::CONTENT_DISPOSITION].to_str().expect("ascii");
        assert_eq!(name, format!("attachment; filename=\"{act}.tlog-proof\""));
        let leaf = site.get(&format!("/log/acts/{act}/leaf")).await;
        let verifier = site.register.verifier();
        let checkpoint =
            register::ledger::verify_proof(&proof.text(), &leaf.bytes, verifier).expect("verified");
        assert_eq!(checkpoint.text(), site.get("/log/checkpoint").await.text());
        let fields = site.get(&format!("/log/acts/{act}?fields=json")).await;
        script(&verifier.to_string(), &proof.bytes, &leaf.bytes, &fields.bytes);
    }
}

/// The verifier that shares no code with this program; it must also refuse a value that was not logged.
#[expect(clippy::print_stdout, reason = "a test says what it skips")]
fn script(key: &str, proof: &[u8], leaf: &[u8], fields: &[u8]) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/spec/verify_proof.py");
    let has = |program: &str, argument: &str| {
        std::process::Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success())
    };
    if !std::path::Path::new(script).is_file() || !has("python3", "--version") || !has("openssl", "version") {
        println!("skipped: verify_proof.py, python3 or openssl is not here");
        return;
    }
    let folder = tempfile::tempdir().expect("folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        path
    };
    let (proof, leaf) = (file("act.tlog-proof", proof), file("act.leaf", leaf));
    let run = |fields: &std::path::Path| {
        let mut command = std::process::Command::new("python3");
        command.arg(script).arg(key).arg(&proof).arg(&leaf).arg(fields);
        command.output().expect("python3")
    };
    let output = run(&file("fields.json", fields));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let forged = String::from_utf8_lossy(fields).replace("Baghuz", "Hajin");
    assert!(forged.contains("Hajin"));
    assert!(!run(&file("forged.json", forged.as_bytes())).status.success());
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    for site in sites().await {
        let id = site.make(Kind::Source, json!({"name": "Orient"})).await;
        for path in [
            "/records/nothing".to_owned(),
            "/records/source".to_owned(),
            format!("/records/reports/{id}"),
            format!("/records/sources/{}", Uuid::from_u128(3)),
            "/records/sources/x".to_owned(),
            format!("/records/sources/{id}?version={}", Uuid::from_u128(3)),
            format!("/log/acts/{id}"),
            format!("/records/links/{id}/edit"),
        ] {
            assert_eq!(site.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let found = site.page("/records?q=orient").await;
        assert!(found.contains(&format!("/records/sources/{id}")));
        assert!(site.page("/records?q=zzzz").await.contains("Nothing holds"));
    }
}
