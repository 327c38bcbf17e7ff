//! Every operation of the register, tried by somebody to whom no role allows it: each is refused as not permitted.

use crate::crawl::Crawl;
use crate::kept::{sealed_holding, subpoena};
use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::team::person;
use domain::id::{ActId, ActorId, IncidentId, RecordId, SourceId};
use domain::kind::Kind;
use domain::record::{Comment, CustodianKey, SealedIdentity};
use domain::vocabulary::{AccessLabel, ConsentPurpose, ReviewOutcome, Role, Stage};
use domain::when::Zone;
use register::coding::Coded;
use register::exchange::table::Mapping;
use register::gathering::Gathering;
use register::import::{Keep, Order};
use register::incident::merge::Merging;
use register::incident::split::Splitting;
use register::incident::{Filter, Order as Sorting};
use register::item::TakeIn;
use register::package::{Destination, Packing};
use register::people::{Reach, Token};
use register::permission::Permit;
use register::register::LOCAL_ACTOR;
use register::team::approval::Asked;
use register::team::export::Exporting;
use register::team::review::Verdict;
use register::team::task::Assignment;
use register::work::Work;
use register::{Reason, Result};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// Somebody whom nothing is allowed, with what there is to do.
pub struct Nobody {
    /// A token without any role.
    token: Token,
    permit: Permit,
    /// A person who may only read, comment and export.
    publisher: ActorId,
    /// A person who may only collect.
    collector: ActorId,
    incidents: [RecordId; 2],
    task: RecordId,
    /// A merge that was asked for.
    approval: RecordId,
}

pub async fn nobody(stand: &Stand) -> Nobody {
    let project = stand.scope.project;
    let publisher = person(stand, 950, &[Role::Publisher]).await;
    let collector = person(stand, 951, &[Role::Collector]).await;
    let mut work = stand.register.begin(reason("Prepare"), project).await.unwrap();
    let mut incidents = [RecordId(Uuid::nil()); 2];
    for each in &mut incidents {
        *each = work.create(Kind::Incident, body(json!({"title": "Mill"}))).await.unwrap();
    }
    let task = work.take_up(incidents[0]).await.unwrap();
    let approval = work.ask(&Asked::Merge(merging(incidents))).await.unwrap();
    work.commit().await.unwrap();
    let token = Token {
        id: Uuid::now_v7(),
        actor: LOCAL_ACTOR,
        project,
        name: "nothing".to_owned(),
        reach: Reach::Write,
        roles: Vec::new(),
        clearance: AccessLabel::Sealed,
        made_at: 0,
        ends_at: i64::MAX,
        used_at: None,
    };
    let permit = stand.register.permit(LOCAL_ACTOR, project).await.unwrap().held_to(&token);
    Nobody { token, permit, publisher, collector, incidents, task, approval }
}

fn merging([survivor, merged]: [RecordId; 2]) -> Merging {
    Merging { survivor: IncidentId(survivor.0), merged: IncidentId(merged.0), taken: Vec::new() }
}

/// What was not refused as not permitted.
pub fn let_through(all: &Crawl) -> Vec<String> {
    let told = all.told.iter().filter(|told| !told.answer.starts_with("not-permitted"));
    told.map(|told| format!("{}: {}", told.name, told.answer)).collect()
}

/// Tries everything; nothing is kept, whatever happens.
pub async fn tries(all: &mut Crawl, stand: &Stand, nobody: &Nobody) {
    read(all, stand, nobody).await;
    Box::pin(keep(all, stand, nobody)).await;
    Box::pin(record(all, stand, nobody)).await;
    Box::pin(judge(all, stand, nobody)).await;
    Box::pin(shape(all, stand, nobody)).await;
}

async fn begin<'s>(stand: &'s Stand, nobody: &Nobody) -> Result<Work<'s>> {
    stand.register.begin_with(&nobody.token, "Try it".to_owned()).await
}

async fn read(all: &mut Crawl, stand: &Stand, nobody: &Nobody) {
    let (register, permit) = (&stand.register, &nobody.permit);
    let [incident, _] = nobody.incidents;
    let filter = Filter::default();
    all.ask("save_search", register.save_search(permit, "Mine", &filter, Sorting::Newest)).await;
    all.ask("saved_searches", register.saved_searches(permit)).await;
    all.ask("forget_search", register.forget_search(permit, Uuid::nil())).await;
    all.ask("readers_of", register.readers_of(permit, incident)).await;
    all.ask("readings_before", register.readings_before(permit, None, 5)).await;
    all.ask("export_takes_two", register.export_takes_two(permit, Kind::Source)).await;
    all.ask("exports_of", async { register.exports_of(permit).await.map(|it| it.len()) }).await;
    all.ask("label_of", register.label_of(permit, Kind::Incident, incident)).await;
    all.ask("erasures", async { register.erasures(permit, None).await.map(|it| it.len()) }).await;
    all.ask("erasure", async { register.erasure(permit, nobody.approval).await.map(|it| it.act) }).await;
    all.ask("look_at", register.look_at(permit, incident)).await;
    all.ask("revoke_token", register.revoke_token(nobody.publisher, LOCAL_ACTOR, Uuid::nil())).await;
    let path = stand.temporary.path().join("table.csv");
    std::fs::write(&path, "code,title,date\n").unwrap();
    let order = Order {
        path,
        file_name: "table".to_owned(),
        mapping: Mapping::built_in("airwars-incidents").unwrap(),
        keep: Keep::DryRun,
        reason: Reason { actor: nobody.publisher, why: "Try it".to_owned() },
        project: stand.scope.project,
        progress: Arc::default(),
    };
    all.ask("import", Box::pin(async { register.import(order).await.map(|it| it.created) })).await;
}

/// Looks into no items at all: whoever may do that is told that there is nothing inside.
async fn looked(stand: &Stand, reason: Reason) -> Result<usize> {
    let order = Gathering {
        paths: Vec::new(),
        addresses: Vec::new(),
        reason,
        project: stand.scope.project,
        label: None,
        source: None,
        zone: Zone::Unknown,
        progress: &|_| {},
    };
    stand.register.look_inside(&order, stand.scope, &[]).await.map(|gathered| gathered.items.len())
}

/// Evidence and the people behind it.
async fn keep(all: &mut Crawl, stand: &Stand, nobody: &Nobody) {
    let (register, project) = (&stand.register, stand.scope.project);
    let [incident, _] = nobody.incidents;
    let publisher = || Reason { actor: nobody.publisher, why: "Try it".to_owned() };
    all.ask("take_in", async {
        let order = TakeIn { reason: publisher(), project, label: AccessLabel::Team, progress: &|_| {} };
        register.take_in(order, |_| Ok(())).await.map(|it| it.len())
    })
    .await;
    all.ask("look_inside", Box::pin(looked(stand, publisher()))).await;
    let folder = stand.temporary.path().join("package");
    all.ask("package", async {
        let packing = Packing {
            reason: Reason { actor: nobody.collector, why: "Try it".to_owned() },
            project,
            records: Vec::new(),
            incidents: vec![incident],
            label: AccessLabel::Team,
            purpose: ConsentPurpose::Court,
            to: Destination::Folder(&folder),
            organization: "O".to_owned(),
            recipient: "R".to_owned(),
        };
        register.package(packing).await.map(drop)
    })
    .await;
    all.ask("askings", async { register.askings(&nobody.permit, &[incident]).await }).await;
    all.ask("give_out_identity", async { begin(stand, nobody).await?.give_out_identity(incident).await })
        .await;
    let key = CustodianKey {
        person: LOCAL_ACTOR,
        recipient: format!("age1{}", "q".repeat(58)),
        retired: false,
        note: None,
    };
    all.ask("add_custodian_key", async { begin(stand, nobody).await?.add_custodian_key(&key).await }).await;
    all.ask("retire_custodian_key", async {
        begin(stand, nobody).await?.retire_custodian_key(incident, &[]).await
    })
    .await;
    let identity = SealedIdentity {
        source: SourceId(incident.0),
        handle: "Witness".to_owned(),
        sealed: sealed_holding("W", 1),
        recipients: vec![key.recipient.clone()],
        note: None,
    };
    all.ask("seal_identity", async { begin(stand, nobody).await?.seal_identity(&identity).await }).await;
    let request = subpoena("Court", Vec::new());
    all.ask("log_legal_request", async {
        begin(stand, nobody).await?.log_legal_request(&request, AccessLabel::Team).await
    })
    .await;
    let answer = body(json!({"given": "Nothing"}));
    all.ask("change_legal_request", async {
        begin(stand, nobody).await?.change_legal_request(incident, answer, &[]).await
    })
    .await;
}

async fn record(all: &mut Crawl, stand: &Stand, nobody: &Nobody) {
    let [incident, _] = nobody.incidents;
    let change = body(json!({"title": "Mine"}));
    let source = body(json!({"name": "S"}));
    all.ask("create", async { begin(stand, nobody).await?.create(Kind::Source, source).await }).await;
    all.ask("change", async {
        begin(stand, nobody).await?.change(Kind::Incident, incident, change, &[]).await
    })
    .await;
    all.ask("narrow", async {
        begin(stand, nobody).await?.narrow(Kind::Incident, incident, AccessLabel::Sealed).await
    })
    .await;
    let comment = Comment {
        about: incident,
        about_kind: Kind::Incident,
        field: None,
        words: "W".to_owned(),
        mentions: Vec::new(),
        settled: false,
    };
    all.ask("comment", async { begin(stand, nobody).await?.comment(&comment).await }).await;
    all.ask("settle_comment", async { begin(stand, nobody).await?.settle_comment(incident, true).await })
        .await;
    all.ask("contain", async {
        begin(stand, nobody).await?.contain((Kind::Tally, incident), incident).await
    })
    .await;
    all.ask("take_out", async { begin(stand, nobody).await?.take_out(incident).await }).await;
    let exporting = Exporting { kind: Kind::Source, purpose: "P".to_owned(), recipient: "R".to_owned() };
    all.ask("record_export", async { begin(stand, nobody).await?.record_export(&exporting, None, "").await })
        .await;
}

async fn judge(all: &mut Crawl, stand: &Stand, nobody: &Nobody) {
    let [incident, _] = nobody.incidents;
    let assessment =
        || serde_json::from_value(json!({"incident": incident, "version": 1, "basis": "own"})).unwrap();
    all.ask("propose", async { begin(stand, nobody).await?.propose(assessment(), 0).await }).await;
    let verdict = Verdict { outcome: ReviewOutcome::Accepted, words: None, comments: Vec::new() };
    let version = ActId(Uuid::nil());
    all.ask("review", async { begin(stand, nobody).await?.review(incident, version, verdict).await }).await;
    let coded = Coded { grade: "weak".to_owned(), killed: None, rationale: "R".to_owned(), blind: true };
    all.ask("code", async { begin(stand, nobody).await?.code(incident, coded, None).await }).await;
    all.ask("take_up", async { begin(stand, nobody).await?.take_up(incident).await }).await;
    all.ask("move_task", async {
        begin(stand, nobody).await?.move_task(nobody.task, Stage::New, Stage::Triaged, None).await
    })
    .await;
    all.ask("submit", async { begin(stand, nobody).await?.submit(incident).await }).await;
    let mine = Assignment { assignee: Some(LOCAL_ACTOR), due: None };
    all.ask("assign", async { begin(stand, nobody).await?.assign(nobody.task, &mine).await }).await;
    let due = Assignment { assignee: None, due: Some("2030-01-01".to_owned()) };
    all.ask("assign with a day", async {
        let reason = Reason { actor: nobody.publisher, why: "Try it".to_owned() };
        let mut work = stand.register.begin(reason, stand.scope.project).await?;
        work.assign(nobody.task, &due).await
    })
    .await;
}

async fn shape(all: &mut Crawl, stand: &Stand, nobody: &Nobody) {
    let [incident, _] = nobody.incidents;
    let id = IncidentId(incident.0);
    let merging = merging(nobody.incidents);
    all.ask("merge", async { begin(stand, nobody).await?.merge(&merging).await }).await;
    all.ask("unmerge", async { begin(stand, nobody).await?.unmerge(id).await.map(drop) }).await;
    let splitting = Splitting { title: "Part".to_owned(), codes: Vec::new(), moved: BTreeSet::new() };
    all.ask("split", async { begin(stand, nobody).await?.split(id, &splitting).await }).await;
    all.ask("unsplit", async { begin(stand, nobody).await?.unsplit(id).await }).await;
    all.ask("ask", async { begin(stand, nobody).await?.ask(&Asked::Merge(merging.clone())).await }).await;
    all.ask("decide", async { begin(stand, nobody).await?.decide(nobody.approval, true).await }).await;
}

on_both! {
    async fn nobody_does_what_no_role_allows(stand: Stand) {
        let nobody = nobody(&stand).await;
        let mut all = Crawl::default();
        tries(&mut all, &stand, &nobody).await;
        assert_eq!(let_through(&all), Vec::<String>::new());
        assert!(all.told.len() > 30);
    }
}
