//! Items, testimony and the rest of the evidence room, with every field filled: part of [`super`].

use super::{Pointed, location, note, raw, some, url};
use domain::id::{ActorId, ItemId, RecordId};
use domain::kind::Kind;
use domain::location::{Location, Point};
use domain::record::*;
use domain::vocabulary as v;
use domain::when::{When, Zone};
use std::collections::BTreeMap;
use uuid::Uuid;

fn at(edtf: &str) -> When {
    When::from_edtf(edtf, Zone::Utc, None, None).expect("a day")
}

/// A spot two kilometres from [`location`].
fn event() -> Location {
    let point = Point::parse("35.9685", "39.0094");
    Location { point, precision: Some(v::PrecisionClass::Building), ..location().expect("a place") }
}

/// Kinds that the page of a record edits.
pub fn evidence(ids: Pointed) -> Vec<(Kind, Body)> {
    let item = Item {
        kind: v::ItemKind::Audio,
        sha256: "ab".repeat(32),
        size_bytes: 12_345,
        media_type: "audio/ogg".to_owned(),
        acquisition: v::Acquisition::InChat,
        acquired: at("2026-11-01T10:00:00Z"),
        title: some("Voice note"),
        file_name: some("PTT-20170610-WA0001.opus"),
        source: Some(ids.source.into()),
        url: url(),
        container: Some(ItemId(ids.place)),
        path: some("chat/PTT-20170610-WA0001.opus"),
        derived_from: Some(ItemId(ids.place)),
        redacted_from: Some(ItemId(ids.place)),
        derivation: Some(v::Derivation::Part),
        method: some("cut by hand"),
        made: Some(at("2017-06-10T06:30:00Z")),
        made_basis: Some(v::ClockBasis::Sender),
        clock_offset_seconds: Some(90),
        clock_reason: some("the call to prayer is heard at 02:13"),
        location: location(),
        device: some("a telephone"),
        duration_milliseconds: Some(61_000),
        width_pixels: Some(640),
        height_pixels: Some(480),
        perceptual: some("00ff00ff00ff00ff"),
        stated: BTreeMap::from([("Software".to_owned(), "1.0".to_owned())]),
        doubts: vec!["no zone".to_owned()],
        stated_check: Some(v::StatedCheck::Agrees),
        stated_check_words: some("SHA-256 in the manifest"),
        languages: vec!["ar".to_owned()],
        graphic: Some(true),
        note: note(),
        raw: raw(),
    };
    let annotation = Annotation {
        item: ItemId(ids.place),
        kind: v::AnnotationKind::Frames,
        start_milliseconds: Some(133_000),
        end_milliseconds: Some(161_000),
        region: Some(Region { left: 1, top: 2, width: 300_000, height: 400_000 }),
        incident: Some(ids.incident.into()),
        sighting: Sighting::measured(location().expect("a place"), event(), Some(2_000)),
        matched: Some(PlaceMatch {
            location: location().expect("a place"),
            reasons: "the dome and the roof line".to_owned(),
            confidence: v::MatchConfidence::Likely,
        }),
        frames: vec!["00ff00ff00ff00ff".to_owned()],
        words: "انفجار ثم طفل ينادي".to_owned(),
        language: some("ar"),
        translation: some("explosion, then a child calling"),
        translation_language: some("en"),
        speaker: some("resident A"),
        hearing: Some(v::Hearing::Clear),
        machine: true,
        tool: some("a program 1.0"),
        note: note(),
    };
    vec![(Kind::Item, body(&item)), (Kind::Annotation, body(&annotation))]
}

/// People who were asked.
pub fn testimony(ids: Pointed) -> Vec<(Kind, Body)> {
    let one = ActorId(Uuid::from_u128(8));
    let interview = Interview {
        source: ids.source.into(),
        when: at("2026-10-01"),
        method: v::InterviewMethod::VideoCall,
        incident: Some(ids.incident.into()),
        location: location(),
        team: vec![one],
        others_present: some("a neighbour"),
        language: some("ar"),
        interpreter: some("interpreter 2"),
        prior_asked: Some(true),
        prior_interviews: some("one, by a paper"),
        harm_check: some("no names on the telephone"),
        feedback_promised: some("a copy"),
        feedback_due: some("2026-12-01"),
        feedback_given: Some(at("2026-11-20")),
        report: Some(ids.report.into()),
        item: Some(ItemId(ids.place)),
        note: note(),
    };
    let visit = SiteVisit {
        when: at("2026-10-02"),
        incident: Some(ids.incident.into()),
        location: location(),
        team: vec![one],
        others_present: some("a guide"),
        method: some("measured by tape"),
        observed: "a crater of four metres".to_owned(),
        munition_remains: some("fins"),
        permission: some("of the owner"),
        harm_check: some("short stay"),
        report: Some(ids.report.into()),
        note: note(),
    };
    let consent = Consent {
        source: ids.source.into(),
        covers: Some(RecordId(ids.report)),
        purposes: vec![v::ConsentPurpose::Store, v::ConsentPurpose::Court],
        refused: vec![v::ConsentPurpose::PublishNamed],
        given: at("2026-10-01"),
        form: v::ConsentForm::SpokenRecorded,
        expires: some("2030-01-01"),
        guardian: some("an aunt"),
        item: Some(ItemId(ids.place)),
        withdrawn: Some(at("2026-11-01")),
        withdrawn_words: some("fear"),
        note: note(),
    };
    let verification = Verification {
        about: RecordId(ids.report),
        question: "Where was it filmed?".to_owned(),
        method: "minaret and skyline".to_owned(),
        result: v::VerificationResult::Likely,
        reasons: "two landmarks agree".to_owned(),
        reviewer: one,
        note: note(),
    };
    vec![
        (Kind::Interview, body(&interview)),
        (Kind::SiteVisit, body(&visit)),
        (Kind::Consent, body(&consent)),
        (Kind::Verification, body(&verification)),
    ]
}

/// What only operations of its own make and change.
pub fn guarded(ids: Pointed) -> Vec<(Kind, Body)> {
    let one = ActorId(Uuid::from_u128(8));
    let key = format!("age1{}", "q".repeat(58));
    let sealed = SealedIdentity {
        source: ids.source.into(),
        handle: "Heron".to_owned(),
        sealed: include_str!("../../../domain/src/sealed_text/two_keys.age").to_owned(),
        recipients: vec![key.clone(), format!("age1{}", "z".repeat(58))],
        note: note(),
    };
    let custodian = CustodianKey { person: one, recipient: key, retired: true, note: note() };
    let request = LegalRequest {
        kind: v::LegalRequestKind::Preservation,
        asked_by: "a court".to_owned(),
        order: some("order 12"),
        received: at("2026-10-05"),
        asked_for: "everything of June 2017".to_owned(),
        records: vec![RecordId(ids.report)],
        holds: true,
        due: some("2026-12-05"),
        answer: Some(v::LegalAnswer::PartlyGiven),
        answered: Some(at("2026-11-05")),
        given: some("one package"),
        item: Some(ItemId(ids.place)),
        note: note(),
    };
    vec![
        (Kind::SealedIdentity, body(&sealed)),
        (Kind::CustodianKey, body(&custodian)),
        (Kind::LegalRequest, body(&request)),
    ]
}
