//! Exports by the team: what is kept of each, which take a second person, and who may be that person.

use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::team::{by, code, person};
use domain::id::ActorId;
use domain::kind::Kind;
use domain::record::Approval;
use domain::vocabulary::{AccessLabel, ApprovalOutcome, Role};
use register::limits::EXPORT_PEOPLE_ALONE_MAX;
use register::permission::Permit;
use register::register::LOCAL_ACTOR;
use register::team::approval::Asked;
use register::team::export::Exporting;
use serde_json::json;

const DIGEST: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn exporting(kind: Kind) -> Exporting {
    Exporting { kind, purpose: "A joint report".to_owned(), recipient: "The other recorder".to_owned() }
}

async fn make(stand: &Stand, kind: Kind, label: AccessLabel, count: i64) {
    let mut work = stand.register.begin(reason("Enter it"), stand.scope.project).await.unwrap();
    for number in 0..count {
        let of = match kind {
            Kind::VictimMention => json!({"names": [{"text": format!("Name {number}")}]}),
            _ => json!({"name": format!("Source {number}")}),
        };
        work.create_labelled(kind, body(of), label).await.unwrap();
    }
    work.commit().await.unwrap();
}

async fn permit(stand: &Stand, actor: ActorId) -> Permit {
    stand.register.permit(actor, stand.scope.project).await.unwrap()
}

on_both! {
    async fn a_small_export_is_kept_with_its_purpose_and_digest(stand: Stand) {
        let one = person(&stand, 940, &[Role::Researcher]).await;
        let reader = permit(&stand, one).await;
        make(&stand, Kind::VictimMention, AccessLabel::Team, EXPORT_PEOPLE_ALONE_MAX).await;
        assert!(!stand.register.export_takes_two(&reader, Kind::VictimMention).await.unwrap());
        let mut work = by(&stand, one).await;
        let id = work.record_export(&exporting(Kind::VictimMention), None, DIGEST).await.unwrap();
        let silent = Exporting { recipient: " ".to_owned(), ..exporting(Kind::VictimMention) };
        assert_eq!(code(work.record_export(&silent, None, DIGEST).await), "field-empty");
        assert_eq!(code(work.record_export(&exporting(Kind::Task), None, DIGEST).await), "not-found");
        work.commit().await.unwrap();
        let kept: Approval = stand.register.record(reader.scope(), Kind::Approval, id).await.unwrap().read().unwrap();
        assert_eq!((kept.outcome, kept.file_sha256.as_deref()), (ApprovalOutcome::NotNeeded, Some(DIGEST)));
        assert!(kept.details.contains("A joint report") && kept.details.contains("The other recorder"));
        assert!(stand.register.open_approvals(reader.scope(), 5).await.unwrap().is_empty());
        let exports = stand.register.exports_of(&reader).await.unwrap();
        assert_eq!((exports.len(), exports[0].is_open), (1, false));
        let collector = person(&stand, 941, &[Role::Collector]).await;
        let mut work = by(&stand, collector).await;
        assert_eq!(code(work.record_export(&exporting(Kind::Source), None, DIGEST).await), "not-permitted export");
        assert_eq!(code(work.ask(&Asked::Export(exporting(Kind::Source))).await), "not-permitted export");
    }

    async fn many_people_take_a_second_person(stand: Stand) {
        let one = person(&stand, 940, &[Role::Researcher]).await;
        let other = person(&stand, 941, &[Role::Reviewer]).await;
        let reader = permit(&stand, one).await;
        make(&stand, Kind::VictimMention, AccessLabel::Team, EXPORT_PEOPLE_ALONE_MAX + 1).await;
        assert!(stand.register.export_takes_two(&reader, Kind::VictimMention).await.unwrap());
        assert!(!stand.register.export_takes_two(&permit(&stand, LOCAL_ACTOR).await, Kind::VictimMention).await.unwrap());
        let asked = exporting(Kind::VictimMention);
        let mut work = by(&stand, one).await;
        assert_eq!(code(work.record_export(&asked, None, DIGEST).await), "export-needs-second-person");
        let approval = work.ask(&Asked::Export(asked.clone())).await.unwrap();
        assert_eq!(code(work.record_export(&asked, Some(approval), DIGEST).await), "not-found", "not committed yet");
        work.commit().await.unwrap();
        assert_eq!(code(stand.register.export_grant(&reader, approval).await), "export-not-granted");
        let mut work = by(&stand, one).await;
        assert_eq!(code(work.decide(approval, true).await), "needs-second-person");
        drop(work);
        let collector = person(&stand, 942, &[Role::Collector]).await;
        let mut work = by(&stand, collector).await;
        assert_eq!(code(work.decide(approval, true).await), "not-permitted export");
        drop(work);
        let mut work = by(&stand, other).await;
        assert_eq!(work.decide(approval, true).await.unwrap().record, Some(approval));
        work.commit().await.unwrap();

        let granted = stand.register.export_grant(&reader, approval).await.unwrap();
        assert_eq!(granted.exporting, asked);
        let theirs = stand.register.export_grant(&permit(&stand, other).await, approval).await;
        assert_eq!(code(theirs), "not-found", "it is whoever asked that was allowed");
        let mut work = by(&stand, one).await;
        let another = Exporting { recipient: "Somebody else".to_owned(), ..asked.clone() };
        assert_eq!(code(work.record_export(&another, Some(approval), DIGEST).await), "export-not-granted");
        assert_eq!(work.record_export(&asked, Some(approval), DIGEST).await.unwrap(), approval);
        work.commit().await.unwrap();
        let export = stand.register.exports_of(&reader).await.unwrap().remove(0);
        assert_eq!((export.approval.file_sha256.as_deref(), export.is_open), (Some(DIGEST), true));
        // What became more closed than what was agreed to is not in it.
        make(&stand, Kind::VictimMention, AccessLabel::Sensitive, 1).await;
        let mut work = by(&stand, one).await;
        assert_eq!(code(work.record_export(&asked, Some(approval), DIGEST).await), "export-not-granted");
    }

    async fn sealed_records_take_a_second_person_who_may_see_them(stand: Stand) {
        let one = person(&stand, 940, &[Role::Custodian, Role::Researcher]).await;
        let other = person(&stand, 941, &[Role::Custodian, Role::Reviewer]).await;
        let lesser = person(&stand, 942, &[Role::Researcher]).await;
        make(&stand, Kind::Source, AccessLabel::Team, 3).await;
        make(&stand, Kind::Source, AccessLabel::Sealed, 1).await;
        assert!(!stand.register.export_takes_two(&permit(&stand, lesser).await, Kind::Source).await.unwrap(), "none of theirs is sealed");
        assert!(stand.register.export_takes_two(&permit(&stand, one).await, Kind::Source).await.unwrap());
        let mut work = by(&stand, one).await;
        let approval = work.ask(&Asked::Export(exporting(Kind::Source))).await.unwrap();
        work.commit().await.unwrap();
        let scope = permit(&stand, lesser).await.scope();
        assert!(stand.register.open_approvals(scope, 5).await.unwrap().is_empty(), "it would tell that there is something sealed");
        let mut work = by(&stand, lesser).await;
        assert_eq!(code(work.decide(approval, true).await), "not-found");
        drop(work);
        let mut work = by(&stand, other).await;
        work.decide(approval, true).await.unwrap();
        work.commit().await.unwrap();
        let mut work = by(&stand, one).await;
        work.record_export(&exporting(Kind::Source), Some(approval), DIGEST).await.unwrap();
        work.commit().await.unwrap();
        stand.register.sequence().await.unwrap();
        let findings = stand.register.fsck().await.unwrap();
        assert!(findings.is_sound(), "{:?}", findings.faults);
    }
}
