//! What somebody tries to write of records that are closed to them: it goes as with records that are not there.
//!
//! Every attempt is made twice, of what is closed and, in a register without it, of what never was, and is answered
//! the same. What is tried is kept, so each run wants a register of its own. Start at [`attempts`].

use crate::crawl::Crawl;
use crate::life::body;
use crate::planted::{FIRST, LESSER, Planted, custodian};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::{AccessLabel, OriginReason, SourceKind};
use register::account_intake::{AccountDraft, Claim, NewText, Text};
use register::exchange::table::Mapping;
use register::import::{Imported, Keep, Order};
use register::incident::NewTie;
use register::release_intake::Fields;
use register::{Reason, Register};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// A table of two rows. What a row was imported as is known in the whole register, so each project has its own codes.
fn table(planted: &Planted) -> String {
    let code = if planted.closed.is_empty() { "TC" } else { "TB" };
    format!("code,title,date\n{code}2,Bridge,2017-06-11\n{code}1,Tower,2017-06-10\n")
}

/// Imports a table, as somebody.
pub async fn import(
    register: &Register,
    planted: &Planted,
    path: &Path,
    (mapping, actor, keep): (&str, domain::id::ActorId, Keep),
) -> register::Result<Imported> {
    let order = Order {
        path: path.to_owned(),
        file_name: path.file_name().unwrap().to_string_lossy().into_owned(),
        mapping: Mapping::built_in(mapping).unwrap(),
        keep,
        reason: Reason { actor, why: "Import it".to_owned() },
        project: planted.scope.project,
        progress: Arc::default(),
    };
    register.import(order).await
}

/// Imports a table, and closes what came of its second row; without closed records its first row alone.
pub async fn import_and_close(register: &Register, planted: &Planted, folder: &Path) {
    let path = folder.join("incidents.csv");
    let rows = if planted.closed.is_empty() { 2 } else { 3 };
    let text: String = table(planted).split_inclusive('\n').take(rows).collect();
    std::fs::write(&path, text).unwrap();
    let cleared = custodian(1);
    import(register, planted, &path, ("airwars-incidents", cleared, Keep::Commit)).await.unwrap();
    let mut work = register
        .begin(Reason { actor: cleared, why: "Close it".to_owned() }, planted.scope.project)
        .await
        .unwrap();
    for found in register.search(planted.scope, "TB1", 5).await.unwrap() {
        if found.0 == Kind::Incident {
            work.narrow(Kind::Incident, found.1, AccessLabel::Sealed).await.unwrap();
        }
    }
    work.commit().await.unwrap();
    Box::pin(crate::attempts_kept::gather_and_close(register, planted, folder)).await;
}

/// Tries to write about records that are closed, or, where nothing is closed, that are not there.
pub async fn attempts(all: &mut Crawl, register: &Register, planted: &Planted, folder: &Path) {
    let closed = |kind: Kind| {
        let of = planted.closed.iter().find(|closed| closed.0 == kind && closed.2 == AccessLabel::Sealed);
        of.map_or(RecordId(Uuid::from_u128(7)), |closed| closed.1)
    };
    let reason = || Reason { actor: custodian(LESSER), why: "Try it".to_owned() };
    let (project, scope) = (planted.scope.project, planted.scope.up_to(AccessLabel::Team));
    let incident = closed(Kind::Incident);
    all.ask("change", async {
        let mut work = register.begin(reason(), project).await?;
        work.change(Kind::Incident, incident, body(json!({"note": "Mine"})), &[]).await?;
        work.commit().await.map(|done| done.acts)
    })
    .await;
    let [one, other] = planted.reports;
    for (from, to) in [(closed(Kind::Report), one), (one, closed(Kind::Report)), (other, one)] {
        let tie = NewTie { from, to, reason: OriginReason::Summarises };
        all.ask("tie_reports", register.tie_reports(scope, reason(), tie)).await;
    }
    let word = "zanbaqsealed".to_owned();
    let claim = || Claim { claim: word.clone(), ..Claim::default() };
    let held = AccountDraft { text: Text::Held(one), claim: claim() };
    let text = NewText { source: word.clone(), kind: Some(SourceKind::LocalMedia), ..NewText::default() };
    let new = AccountDraft { text: Text::New(Box::new(text)), claim: claim() };
    for (of, draft) in [(incident, &held), (planted.judged, &held), (planted.later, &new)] {
        let entered = register.enter_account(scope, reason(), of, draft);
        let entered = Box::pin(async { entered.await.map(|it| (it.new_source, it.warnings)) });
        all.ask("enter_account", entered).await;
    }
    // Another name than that of the account's source, which is held by now.
    let fields = Fields { publisher: "zanbaqsensitive".to_owned(), ..Fields::default() };
    let text = FIRST.replace("15", "16").replace("Raqqah", "Mansurah");
    let (reason, texts) = (reason(), vec![("text".to_owned(), text)]);
    let kept = Box::pin(async { register.keep_texts(scope, &reason, &fields, texts).await });
    all.ask("keep_texts", kept).await;
    Box::pin(tables(all, register, planted, folder)).await;
    Box::pin(crate::attempts_kept::attempts(all, register, planted, folder)).await;
}

/// Tables whose rows made, name or are records that are closed.
async fn tables(all: &mut Crawl, register: &Register, planted: &Planted, folder: &Path) {
    let incident = planted.closed.iter().find(|closed| closed.0 == Kind::Incident);
    let id = incident.map_or_else(|| Uuid::now_v7().to_string(), |closed| closed.1.to_string());
    let exported: Value = json!({"record_kind": "incident", "record_id": id, "title": "Mine"});
    for (name, mapping, text) in [
        ("incidents.csv", "airwars-incidents", table(planted)),
        ("victims.csv", "airwars-victims", "code,name\nCS1,A\n".to_owned()),
        ("incidents.jsonl", "sijil", format!("{exported}\n")),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        let tried = import(register, planted, &path, (mapping, custodian(LESSER), Keep::DryRun));
        let tried = Box::pin(async {
            tried.await.map(|it| {
                let problems: Vec<_> = it.problems.iter().map(|problem| problem.code).collect();
                (it.created, it.changed, it.unchanged, it.linked, it.acts, it.refused_by_rules, problems)
            })
        });
        all.ask(format!("import {mapping}"), tried).await;
    }
}
