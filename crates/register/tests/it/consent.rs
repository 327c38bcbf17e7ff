//! What sources allow, asked of everything that is shown; withdrawing; what is due to be told back; holds.

use crate::kept::{coming, take};
use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::team::{by, code, person};
use domain::consent::Denial;
use domain::id::{ItemId, RecordId};
use domain::kind::Kind;
use domain::record::{Item, LegalRequest};
use domain::vocabulary::{AccessLabel, ConsentPurpose, LegalRequestKind, Role};
use domain::when::{When, Zone};
use register::consent::{Allowed, SourceAnswer};
use serde_json::{Value, json};

const PUBLISH: ConsentPurpose = ConsentPurpose::PublishAnonymous;
const DAY: &str = "2026-11-21";

fn when(text: &str) -> Value {
    serde_json::to_value(When::from_edtf(text, Zone::Utc, None, None).unwrap()).unwrap()
}

async fn make(stand: &Stand, kind: Kind, of: Value, label: AccessLabel) -> RecordId {
    let mut work = stand.register.begin(reason("Enter it"), stand.scope.project).await.unwrap();
    let id = work.create_labelled(kind, body(of), label).await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn open(stand: &Stand, kind: Kind, of: Value) -> RecordId {
    make(stand, kind, of, AccessLabel::Team).await
}

async fn ask(stand: &Stand, records: &[RecordId]) -> Allowed {
    stand.register.consent_for(stand.scope, records, PUBLISH, DAY).await.unwrap()
}

fn allows(source: RecordId, purposes: &[&str]) -> Value {
    json!({"source": source, "purposes": purposes, "given": when("2026-10-01"), "form": "written"})
}

on_both! {
    async fn everything_that_is_shown_has_to_be_allowed(stand: Stand) {
        let witness = open(&stand, Kind::Source, json!({"name": "W1", "kind": "witness"})).await;
        let other = open(&stand, Kind::Source, json!({"name": "W2", "kind": "witness"})).await;
        let paper = open(&stand, Kind::Source, json!({"name": "Paper", "kind": "local_media"})).await;
        let heard = Item { source: Some(domain::id::SourceId(witness.0)), ..coming("voice.ogg") };
        let files = vec![(heard, b"voice".to_vec())];
        let item = take(&stand.register, stand.scope, files, AccessLabel::Team).await.unwrap()[0].id;
        let report = open(&stand, Kind::Report, json!({"title": "T", "item": item})).await;
        let said = open(&stand, Kind::Assertion, json!({"report": report, "claim": "c"})).await;
        let printed = open(&stand, Kind::Report, json!({"title": "P", "source": paper})).await;
        let none = open(&stand, Kind::Report, json!({"title": "N"})).await;

        let nobody = ask(&stand, &[printed, none]).await;
        assert_eq!((nobody.answer, nobody.sources, nobody.unsourced), (Ok(()), vec![], vec![none]));
        assert_eq!(ask(&stand, &[said, printed]).await.answer, Err(Denial::NeverAsked));
        // A consent to the recording covers what was taken from it, and nothing else of the source.
        let mut of_item = allows(witness, &["publish_anonymous"]);
        of_item["covers"] = json!(item);
        open(&stand, Kind::Consent, of_item).await;
        assert_eq!(ask(&stand, &[said, printed]).await.answer, Ok(()));
        assert_eq!(ask(&stand, &[witness]).await.answer, Err(Denial::CoversElse));
        let named = stand.register.consent_for(stand.scope, &[said], ConsentPurpose::PublishNamed, DAY).await;
        assert_eq!(named.unwrap().answer, Err(Denial::NeverAsked));
        // One more voice beside it, and the least of both holds.
        let beside = open(&stand, Kind::Report, json!({"title": "O", "source": other})).await;
        let both = ask(&stand, &[said, beside]).await;
        assert_eq!(both.answer, Err(Denial::NeverAsked));
        let of_witness = SourceAnswer { source: Some(witness), answer: Ok(()) };
        assert!(both.sources.contains(&of_witness), "{both:?}");
        // Even a paper is asked where it set conditions.
        open(&stand, Kind::Consent, json!({
            "source": paper, "refused": ["publish_anonymous"], "given": when("2026-10-01"), "form": "message",
        })).await;
        assert_eq!(ask(&stand, &[printed]).await.answer, Err(Denial::Refused));
    }

    async fn what_a_reader_may_not_see_forbids_and_is_not_told(stand: Stand) {
        let witness = open(&stand, Kind::Source, json!({"name": "W1", "kind": "witness"})).await;
        open(&stand, Kind::Consent, allows(witness, &["publish_anonymous"])).await;
        assert_eq!(ask(&stand, &[witness]).await.answer, Ok(()));
        let refusal = json!({
            "source": witness, "refused": ["publish_anonymous"], "given": when("2026-10-09"), "form": "written",
        });
        make(&stand, Kind::Consent, refusal, AccessLabel::Sealed).await;
        assert_eq!(ask(&stand, &[witness]).await.answer, Err(Denial::Refused));
        let narrow = stand.scope.up_to(AccessLabel::Team);
        let told = stand.register.consent_for(narrow, &[witness], PUBLISH, DAY).await.unwrap();
        assert_eq!(told.answer, Err(Denial::NeverAsked));
        let closed = make(&stand, Kind::Source, json!({"name": "C", "kind": "insider"}), AccessLabel::Sealed).await;
        let told = stand.register.consent_for(narrow, &[closed], PUBLISH, DAY).await.unwrap();
        assert_eq!(told.sources, [SourceAnswer { source: None, answer: Err(Denial::NeverAsked) }]);
    }

    async fn asking_costs_the_same_for_many_records(stand: Stand) {
        let mut counted = Vec::new();
        for count in [3, 250] {
            let mut work = stand.register.begin(reason("Enter them"), stand.scope.project).await.unwrap();
            let mut shown = Vec::new();
            for number in 0..count {
                let source = json!({"name": format!("W{count}-{number}"), "kind": "witness"});
                let source = work.create(Kind::Source, body(source)).await.unwrap();
                work.create(Kind::Consent, body(allows(source, &["publish_anonymous"]))).await.unwrap();
                let report = json!({"title": "T", "source": source});
                let report = work.create(Kind::Report, body(report)).await.unwrap();
                let said = json!({"report": report, "claim": "c"});
                shown.push(work.create(Kind::Assertion, body(said)).await.unwrap());
            }
            work.commit().await.unwrap();
            let before = stand.register.db.statements();
            assert_eq!(ask(&stand, &shown).await.answer, Ok(()));
            counted.push((stand.register.db.statements() - before, count));
        }
        // Three steps up and one for what is known of the sources; two more where a step takes two statements.
        assert!(counted[0].0 <= 5 && counted[1].0 <= counted[0].0 + 3, "{counted:?}");
    }

    async fn withdrawing_blocks_at_once_and_calls_for_a_takedown(stand: Stand) {
        let publisher = person(&stand, 1, &[Role::Publisher]).await;
        let researcher = person(&stand, 2, &[Role::Researcher]).await;
        let witness = open(&stand, Kind::Source, json!({"name": "W1", "kind": "witness"})).await;
        let consent = open(&stand, Kind::Consent, allows(witness, &["publish_anonymous"])).await;
        let scope = stand.scope.up_to(AccessLabel::Sensitive);
        assert!(stand.register.mentions_of(scope, publisher, 9).await.unwrap().is_empty());
        let seen = stand.register.record(stand.scope, Kind::Consent, consent).await.unwrap().head_act;
        let changes = body(json!({"withdrawn": when(DAY), "withdrawn_words": "<b>لا أريد</b>"}));
        let mut work = by(&stand, publisher).await;
        assert_eq!(code(work.change(Kind::Consent, consent, changes.clone(), &[seen]).await), "not-permitted collect");
        drop(work);
        let mut work = by(&stand, researcher).await;
        work.change(Kind::Consent, consent, changes, &[seen]).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(ask(&stand, &[witness]).await.answer, Err(Denial::Withdrawn));
        let told = stand.register.mentions_of(scope, publisher, 9).await.unwrap();
        assert_eq!((told.len(), told[0].comment.about, told[0].comment.settled), (1, consent, false));
        assert!(stand.register.mentions_of(scope, researcher, 9).await.unwrap().is_empty());
        assert!(stand.register.fsck().await.unwrap().faults.is_empty());
    }

    async fn what_was_promised_is_due_until_it_is_given(stand: Stand) {
        let witness = open(&stand, Kind::Source, json!({"name": "W1", "kind": "witness"})).await;
        let interview = |promised: Option<&str>, due: Option<&str>, given: Option<&str>| json!({
            "source": witness, "when": when("2026-10-01"), "method": "in_person",
            "feedback_promised": promised, "feedback_due": due, "feedback_given": given.map(when),
        });
        let bare = |mut value: Value| {
            value.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            value
        };
        open(&stand, Kind::Interview, bare(interview(None, None, None))).await;
        open(&stand, Kind::Interview, bare(interview(Some("p"), Some("2026-11-01"), Some("2026-11-02")))).await;
        open(&stand, Kind::Interview, bare(interview(Some("p"), Some("2027-11-01"), None))).await;
        let undated = open(&stand, Kind::Interview, bare(interview(Some("p"), None, None))).await;
        let late = open(&stand, Kind::Interview, bare(interview(Some("p"), Some("2026-11-01"), None))).await;
        let closed = bare(interview(Some("p"), Some("2026-10-01"), None));
        make(&stand, Kind::Interview, closed, AccessLabel::Sealed).await;
        let narrow = stand.scope.up_to(AccessLabel::Team);
        let due = stand.register.feedback_due(narrow, "2026-12-05", 9).await.unwrap();
        let due: Vec<RecordId> = due.iter().map(|each| each.interview.id).collect();
        assert_eq!(due, [late, undated]);
        assert_eq!(stand.register.feedback_due(stand.scope, "2026-12-05", 9).await.unwrap().len(), 3);
    }

    async fn whoever_collected_it_does_not_verify_it(stand: Stand) {
        let collector = person(&stand, 1, &[Role::Researcher]).await;
        let second = person(&stand, 2, &[Role::Researcher]).await;
        let mut work = by(&stand, collector).await;
        let report = work.create(Kind::Report, body(json!({"title": "T"}))).await.unwrap();
        let said = work.create(Kind::Assertion, body(json!({"report": report, "claim": "c"}))).await.unwrap();
        work.commit().await.unwrap();
        let verified = |about: RecordId, reviewer| body(json!({
            "about": about, "question": "<i>أين؟</i>", "method": "m", "result": "likely", "reasons": "r",
            "reviewer": reviewer,
        }));
        for about in [report, said] {
            let mut work = by(&stand, collector).await;
            let own = work.create(Kind::Verification, verified(about, collector)).await;
            assert_eq!(code(own), "reviewer-collected-it");
            let lent = work.create(Kind::Verification, verified(about, second)).await;
            assert_eq!(code(lent), "reviewer-is-actor");
        }
        let mut work = by(&stand, second).await;
        let id = work.create(Kind::Verification, verified(said, second)).await.unwrap();
        work.commit().await.unwrap();
        let seen = stand.register.record(stand.scope, Kind::Verification, id).await.unwrap().head_act;
        let mut work = by(&stand, second).await;
        let to_other = body(json!({"reviewer": collector}));
        assert_eq!(code(work.change(Kind::Verification, id, to_other, &[seen]).await), "reviewer-is-actor");
    }

    async fn a_legal_request_holds_what_it_names(stand: Stand) {
        let custodian = person(&stand, 1, &[Role::Custodian]).await;
        let researcher = person(&stand, 2, &[Role::Researcher]).await;
        let report = open(&stand, Kind::Report, json!({"title": "T"})).await;
        let other = open(&stand, Kind::Report, json!({"title": "O"})).await;
        let files = vec![(coming("order.pdf"), b"order".to_vec())];
        let item = take(&stand.register, stand.scope, files, AccessLabel::Team).await.unwrap()[0].id;
        let request = LegalRequest {
            kind: LegalRequestKind::Preservation,
            asked_by: "محكمة <script>".to_owned(),
            order: None,
            received: When::from_edtf("2026-10-05", Zone::Utc, None, None).unwrap(),
            asked_for: "everything".to_owned(),
            records: vec![report],
            holds: true,
            due: None,
            answer: None,
            answered: None,
            given: None,
            item: Some(ItemId(item.0)),
            note: None,
        };
        let mut work = by(&stand, researcher).await;
        assert_eq!(code(work.log_legal_request(&request, AccessLabel::Sealed).await), "not-permitted label");
        drop(work);
        let mut work = by(&stand, custodian).await;
        let id = work.log_legal_request(&request, AccessLabel::Sealed).await.unwrap();
        work.commit().await.unwrap();
        let held = stand.register.held(stand.scope.project, &[report, other]).await.unwrap();
        assert_eq!(held.into_iter().collect::<Vec<_>>(), [(report, vec![id])]);
        let stored = stand.register.stored(stand.scope, Kind::LegalRequest, id).await.unwrap();
        let seen: Vec<_> = stored.seen(["holds"].into_iter()).into_iter().map(domain::id::ActId).collect();
        let mut work = by(&stand, custodian).await;
        work.change_legal_request(id, body(json!({"holds": null, "answer": "refused"})), &seen).await.unwrap();
        work.commit().await.unwrap();
        assert!(stand.register.held(stand.scope.project, &[report]).await.unwrap().is_empty());
    }
}
