//! What was erased, planted closed and open: see [`crate::planted`].

use crate::planted::{canary, custodian, make};
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::{AccessLabel, ErasureGround};
use register::erasure::Erasing;
use register::register::LOCAL_ACTOR;
use register::team::approval::Asked;
use register::team::export::Exporting;
use register::{Reason, Register, Scope};
use serde_json::json;

async fn begin(register: &Register, scope: Scope, actor: ActorId, why: String) -> register::Work<'_> {
    register.begin(Reason { actor, why }, scope.project).await.unwrap()
}

/// One custodian asks for a report to be erased, another agrees.
async fn erase(register: &Register, scope: Scope, record: RecordId, why: &str) {
    let erasing = Erasing {
        kind: Kind::Report,
        record,
        field: None,
        ground: ErasureGround::Request,
        words: format!("Letter, {why}"),
        reach: Vec::new(),
    };
    let mut work = begin(register, scope, custodian(1), why.to_owned()).await;
    let asked = work.ask(&Asked::Erase(erasing)).await.unwrap();
    work.commit().await.unwrap();
    let mut work = begin(register, scope, custodian(2), why.to_owned()).await;
    work.decide(asked, true).await.unwrap();
    work.commit().await.unwrap();
}

/// A report that everybody saw is erased.
pub async fn open(register: &Register, scope: Scope) {
    let mut work = begin(register, scope, custodian(1), "Plant it".to_owned()).await;
    let report = make(&mut work, Kind::Report, json!({"title": "Taken back"}), AccessLabel::Team).await;
    work.commit().await.unwrap();
    erase(register, scope, report, "as they asked").await;
}

/// Reports were exported before, which only some know, and one of a closed label is erased.
pub async fn closed(register: &Register, scope: Scope, label: AccessLabel) {
    let word = canary(label);
    let mut work = begin(register, scope, LOCAL_ACTOR, word.clone()).await;
    let report = make(&mut work, Kind::Report, json!({"title": format!("{word} taken back")}), label).await;
    work.commit().await.unwrap();
    // An export is as closed as the narrowest record in it.
    let mut work = begin(register, scope, LOCAL_ACTOR, word.clone()).await;
    let exporting = Exporting { kind: Kind::Report, purpose: word.clone(), recipient: word.clone() };
    work.record_export(&exporting, None, "").await.unwrap();
    work.commit().await.unwrap();
    erase(register, scope, report, &format!("as {word} asked")).await;
}
