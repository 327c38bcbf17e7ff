//! What is measured and matched in a picture: who sees it, who confirms it, and that it never changes.

use crate::kept::{coming, take};
use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::team::{by, person};
use domain::id::{ActorId, IncidentId, ItemId, RecordId};
use domain::kind::Kind;
use domain::location::{Location, Point};
use domain::record::{Annotation, Item, PlaceMatch, Region, Sighting};
use domain::vocabulary::{AccessLabel, AnnotationKind, MatchConfidence, PrecisionClass, Role};
use register::item::{Standing, standing};
use register::{Error, Reason};
use serde_json::json;

fn code<T>(result: Result<T, Error>) -> String {
    match result.err().expect("refused") {
        Error::Refused(problems) => problems[0].code.clone(),
        error => error.code().to_owned(),
    }
}

async fn item(stand: &Stand, media_type: &str) -> RecordId {
    let item = Item { media_type: media_type.to_owned(), ..coming("house") };
    let files = vec![(item, format!("bytes of {media_type}").into_bytes())];
    take(&stand.register, stand.scope, files, AccessLabel::Team).await.unwrap()[0].id
}

fn place(lat: &str, lon: &str) -> Location {
    Location {
        point: Point::parse(lat, lon),
        precision: Some(PrecisionClass::Building),
        ..Location::default()
    }
}

fn bare(item: RecordId, kind: AnnotationKind) -> Annotation {
    Annotation {
        item: ItemId(item.0),
        kind,
        start_milliseconds: None,
        end_milliseconds: None,
        region: None,
        incident: None,
        sighting: None,
        matched: None,
        frames: Vec::new(),
        words: "smoke over the roofs".to_owned(),
        language: None,
        translation: None,
        translation_language: None,
        speaker: None,
        hearing: None,
        machine: false,
        tool: None,
        note: None,
    }
}

fn seen(item: RecordId, incident: Option<RecordId>) -> Annotation {
    let sighting = Sighting::measured(place("35.95", "39.00"), place("35.96", "39.00"), Some(34_000));
    let incident = incident.map(|id| IncidentId(id.0));
    Annotation { incident, sighting, ..bare(item, AnnotationKind::Sighting) }
}

fn matched(item: RecordId) -> Annotation {
    let location = Location { words: Some("the clock tower".to_owned()), ..place("35.95", "39.01") };
    let reasons = "the dome and four windows".to_owned();
    let matched = Some(PlaceMatch { location, reasons, confidence: MatchConfidence::Likely });
    let region = Some(Region { left: 0, top: 0, width: 500_000, height: 500_000 });
    Annotation { matched, region, ..bare(item, AnnotationKind::Place) }
}

async fn keep(stand: &Stand, actor: ActorId, annotation: &Annotation) -> Result<RecordId, Error> {
    let scope = stand.register.permit(actor, stand.scope.project).await.unwrap().scope();
    let why = Reason { actor, why: "Measure it".to_owned() };
    stand.register.mark_picture(scope, why, annotation).await
}

async fn stands(stand: &Stand, note: RecordId) -> Standing {
    let checked = stand.register.verifications(stand.scope, &[note]).await.unwrap();
    standing(checked.get(&note).into_iter().flatten())
}

on_both! {
    async fn a_match_is_a_proposal_until_another_person_confirms_it(stand: Stand) {
        let author = person(&stand, 1, &[Role::Researcher]).await;
        let second = person(&stand, 2, &[Role::Researcher]).await;
        let picture = item(&stand, "image/jpeg").await;
        let note = keep(&stand, author, &matched(picture)).await.unwrap();
        assert_eq!(stands(&stand, note).await, Standing::Proposed);
        let looked = |result: &str, reviewer: ActorId| body(json!({
            "about": note, "question": "Which place is it?", "method": "satellite imagery", "result": result,
            "reasons": "r", "reviewer": reviewer,
        }));
        let mut work = by(&stand, author).await;
        let own = work.create(Kind::Verification, looked("verified", author)).await;
        assert_eq!(code(own), "reviewer-collected-it");
        drop(work);
        for (result, comes_to) in [
            ("inconclusive", Standing::Proposed),
            ("verified", Standing::Confirmed),
            ("refuted", Standing::Refuted),
        ] {
            let mut work = by(&stand, second).await;
            work.create(Kind::Verification, looked(result, second)).await.unwrap();
            work.commit().await.unwrap();
            assert_eq!(stands(&stand, note).await, comes_to, "{result}");
        }
        // It is found by its reasons and by the name of the place.
        for words in ["four windows", "clock tower"] {
            let found = stand.register.search(stand.scope, words, 10).await.unwrap();
            assert!(found.iter().any(|one| one.1 == note), "{words}");
        }
    }

    async fn what_was_measured_is_never_changed(stand: Stand) {
        let picture = item(&stand, "image/jpeg").await;
        for annotation in [seen(picture, None), matched(picture)] {
            let note = stand.register.mark_picture(stand.scope, reason("Measure"), &annotation).await.unwrap();
            let other = body(json!({"region": {"left": 5, "top": 5, "width": 5, "height": 5}}));
            let closer = body(json!({"sighting": null, "matched": null}));
            let kind = body(json!({"kind": "note"}));
            let mut work = stand.register.begin(reason("Move it"), stand.scope.project).await.unwrap();
            for changes in [other, closer, kind] {
                assert_eq!(code(work.change(Kind::Annotation, note, changes, &[]).await), "measured-never-changes");
            }
            let words = body(json!({"words": "smoke, then dust"}));
            work.change(Kind::Annotation, note, words, &[]).await.unwrap();
            work.commit().await.unwrap();
            let history = stand.register.history(stand.scope, Kind::Annotation, note).await.unwrap();
            assert_eq!(history.len(), 2);
        }
        // An ordinary note may be moved, but not made into something measured.
        let mut work = stand.register.begin(reason("Note"), stand.scope.project).await.unwrap();
        let note = work.create(Kind::Annotation, domain::record::body(&bare(picture, AnnotationKind::Region))).await.unwrap();
        let moved = body(json!({"region": {"left": 5, "top": 5, "width": 5, "height": 5}}));
        work.change(Kind::Annotation, note, moved, &[]).await.unwrap();
        let made = work.change(Kind::Annotation, note, body(json!({"kind": "place"})), &[]).await;
        assert_eq!(code(made), "measured-never-changes");
    }

    async fn figures_of_ones_own_and_files_without_a_picture_are_refused(stand: Stand) {
        let picture = item(&stand, "image/jpeg").await;
        let sound = item(&stand, "audio/ogg").await;
        let stand = &stand;
        let mark = |annotation: Annotation| async move {
            code(stand.register.mark_picture(stand.scope, reason("Measure"), &annotation).await)
        };
        let own = seen(picture, None);
        let own = Annotation { sighting: own.sighting.map(|it| Sighting { distance_m: 12, ..it }), ..own };
        assert_eq!(mark(own).await, "sighting-not-as-measured");
        assert_eq!(mark(bare(picture, AnnotationKind::Sighting)).await, "field-empty");
        assert_eq!(mark(bare(picture, AnnotationKind::Place)).await, "field-empty");
        assert_eq!(mark(seen(sound, None)).await, "item-without-picture");
        assert_eq!(mark(seen(picture, Some(picture))).await, "not-found");
        let film = item(stand, "video/mp4").await;
        stand.register.mark_picture(stand.scope, reason("Measure"), &seen(film, None)).await.unwrap();
    }

    async fn whoever_may_not_see_the_incident_sees_nothing_measured_to_it(stand: Stand) {
        let researcher = person(&stand, 1, &[Role::Researcher]).await;
        let picture = item(&stand, "image/jpeg").await;
        let mut work = stand.register.begin(reason("Closed"), stand.scope.project).await.unwrap();
        let closed = body(json!({"title": "Closed"}));
        let closed = work.create_labelled(Kind::Incident, closed, AccessLabel::Sealed).await.unwrap();
        let open = work.create(Kind::Incident, body(json!({"title": "Open"}))).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(code(keep(&stand, researcher, &seen(picture, Some(closed))).await), "not-found");
        let to_closed = stand.register.mark_picture(stand.scope, reason("M"), &seen(picture, Some(closed))).await.unwrap();
        let to_open = stand.register.mark_picture(stand.scope, reason("M"), &seen(picture, Some(open))).await.unwrap();
        let scope = stand.register.permit(researcher, stand.scope.project).await.unwrap().scope();
        let shown = |id| stand.register.record(scope, Kind::Annotation, id);
        assert_eq!(code(shown(to_closed).await), "not-found");
        shown(to_open).await.unwrap();
        // The incident is closed later: what is measured to it follows.
        let mut work = stand.register.begin(reason("Close it"), stand.scope.project).await.unwrap();
        work.narrow(Kind::Incident, open, AccessLabel::Sealed).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(code(shown(to_open).await), "not-found");
        stand.register.sequence().await.unwrap();
        let findings = stand.register.fsck().await.unwrap();
        assert!(findings.is_sound(), "{:?}", findings.faults);
    }
}
