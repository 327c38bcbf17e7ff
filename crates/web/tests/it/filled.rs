//! A record of every kind with every field filled, made of whole struct literals: a field added to the domain does
//! not compile here until it is filled, and is then missed by the tests until pages can show it.

#![expect(clippy::unnecessary_wraps, reason = "the values stand in optional fields")]

use domain::count::Count;
use domain::id::{ActId, ActorId, AnnotationId, ItemId, RecordId};
use domain::kind::Kind;
use domain::location::{Location, Point};
use domain::record::*;
use domain::vocabulary as v;
use domain::when::{When, Zone};
use std::collections::BTreeMap;
use uuid::Uuid;

#[path = "filled_evidence.rs"]
mod evidence;

/// Ids of records that the others point at.
#[derive(Clone, Copy, Debug)]
pub struct Pointed {
    /// A source.
    pub source: Uuid,
    /// A report.
    pub report: Uuid,
    /// An incident.
    pub incident: Uuid,
    /// A release.
    pub release: Uuid,
    /// A place.
    pub place: Uuid,
    /// An operation.
    pub operation: Uuid,
    /// A belligerent.
    pub belligerent: Uuid,
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn when(edtf: &str) -> Option<When> {
    let part = (!edtf.contains('T')).then_some(v::PartOfDay::Morning);
    When::from_edtf(edtf, Zone::Unknown, part, some("that morning")).ok()
}

fn count() -> Option<Count> {
    let bound = Some(v::Bound::Range);
    Some(Count { min: Some(4), max: Some(300), bound, wording: some("dozens, some say hundreds") })
}

fn location() -> Option<Location> {
    Some(Location {
        point: Point::parse("35.9505639", "39.0094"),
        precision: Some(v::PrecisionClass::Village),
        sigma_m: Some(250),
        supplied_by: Some(v::SuppliedBy::Gazetteer),
        mgrs: some("37S FV 12345 67890"),
        words: some("near Raqqah"),
        words_ar: some("قرب الرقة"),
    })
}

fn raw() -> Option<RawRow> {
    Some(BTreeMap::from([("estimate <n>".to_owned(), "4-300".to_owned())]))
}

fn url() -> Option<String> {
    some("https://example.org/a?b=c&d=e")
}

fn note() -> Option<String> {
    some("a note\nof two lines & a sign")
}

/// One record of each kind, whole.
pub fn filled(ids: Pointed) -> Vec<(Kind, Body)> {
    let mut all = actors(ids);
    all.extend(statements(ids));
    all.extend(judgments(ids));
    all.extend(evidence::evidence(ids));
    all.extend(evidence::testimony(ids));
    all
}

fn actors(ids: Pointed) -> Vec<(Kind, Body)> {
    let source = Source {
        name: "Orient".to_owned(),
        name_ar: some("أورينت"),
        kind: Some(v::SourceKind::Witness),
        url: url(),
        languages: vec!["ar".to_owned(), "en".to_owned()],
        reliability: vec![Rating { topic: "strikes".to_owned(), reliability: v::Reliability::B }],
        interests: some("none known"),
        access: some("present"),
        parent: Some(ids.source.into()),
        credit: some("Orient, 2017"),
        note: note(),
        raw: raw(),
    };
    let belligerent = Belligerent {
        name: "Coalition".to_owned(),
        name_ar: some("التحالف"),
        kind: Some(v::BelligerentKind::State),
        aliases: vec!["CJTF-OIR".to_owned()],
        note: note(),
    };
    let operation = Operation {
        code: "raqqa2017".to_owned(),
        name: "Raqqa".to_owned(),
        name_ar: some("الرقة"),
        period: when("2017-06-05/2017-10-17"),
        area: some("Raqqa"),
        note: note(),
    };
    let office = Office {
        office: "Secretary".to_owned(),
        body: "Ministry".to_owned(),
        state: some("Atlantis"),
        holder: some("A. Holder"),
        held: when("2017/2019"),
        acting: true,
        confirmed: some("a page"),
        url: url(),
        note: note(),
        raw: raw(),
    };
    let place = Place {
        code: "P1".to_owned(),
        name: "Raqqah".to_owned(),
        name_ar: some("الرقة"),
        alternate_names: vec!["Ar Raqqah".to_owned()],
        kind: Some(v::PlaceKind::Country),
        location: location(),
        radius_m: Some(5000),
        parent: Some(ids.place.into()),
        governorate: some("Raqqa"),
        basis: some("a gazetteer"),
        url: url(),
        note: note(),
    };
    vec![
        (Kind::Source, body(&source)),
        (Kind::Belligerent, body(&belligerent)),
        (Kind::Operation, body(&operation)),
        (Kind::Office, body(&office)),
        (Kind::Place, body(&place)),
    ]
}

fn statements(ids: Pointed) -> Vec<(Kind, Body)> {
    let report = Report {
        item: Some(ItemId(ids.place)),
        source: Some(ids.source.into()),
        title: "A day in June".to_owned(),
        number: some("17-1"),
        form: some("report"),
        published: when("2017-06-11"),
        period: when("2017-06-10"),
        url: url(),
        archive_url: url(),
        language: some("en"),
        words: some("its words"),
        first_hand: Some(false),
        origin: Some(v::ReportOrigin::Known),
        credibility: v::Credibility::ALL.get(1).copied(),
        graphic: Some(true),
        note: note(),
        raw: raw(),
    };
    let assertion = Assertion {
        annotation: Some(AnnotationId(ids.place)),
        report: ids.report.into(),
        claim: "a claim".to_owned(),
        form: some("strike"),
        speaker: some("resident A"),
        speaker_role: some("neighbour"),
        polarity: Some(v::Polarity::Asserts),
        said: when("2017-06-11"),
        about: when("2017-06-10T09:30"),
        location: location(),
        counts: count()
            .into_iter()
            .map(|count| CategoryCount { category: "killed_civilians".to_owned(), count })
            .collect(),
        actors: some("aircraft"),
        verification: some("one source"),
        publication: some("published"),
        official_position: some("no comment"),
        url: url(),
        note: note(),
        raw: raw(),
    };
    let mention = VictimMention {
        report: Some(ids.report.into()),
        incident: Some(ids.incident.into()),
        names: vec![Name { text: "فلان".to_owned(), language: some("ar") }],
        age: Some(Age {
            years_min: Some(8),
            years_max: Some(10),
            class: Some(v::AgeClass::Child),
            words: some("about nine"),
        }),
        sex: Some(v::Sex::Female),
        role: some("pupil"),
        outcome: Some(v::VictimOutcome::Killed),
        status: Some(v::CivilianStatus::Civilian),
        relation: some("child of another"),
        note: note(),
        raw: raw(),
    };
    let mut all = vec![
        (Kind::Report, body(&report)),
        (Kind::Assertion, body(&assertion)),
        (Kind::VictimMention, body(&mention)),
    ];
    all.extend(releases(ids));
    all.extend(official(ids));
    all
}

fn releases(ids: Pointed) -> Vec<(Kind, Body)> {
    let span = Some(Span { start: 0, end: 4 });
    let total = Total {
        scope: "Syria".to_owned(),
        strikes: Some(3),
        engagements: Some(5),
        when: when("2017-06-10"),
        span,
    };
    let release = Release {
        publisher: "CENTCOM".to_owned(),
        code: some("R1"),
        number: some("17-200"),
        issued: when("2017-06-11"),
        period: when("2017-06-10"),
        definition: some("one or more engagements"),
        totals: vec![total],
        late_period_words: some("June 8"),
        rendition_of: Some(ids.release.into()),
        sum_note: some("agrees"),
        text: some("text of it"),
        text_origin: Some(TextOrigin::RenderedFromFacts),
        text_sha256: some("ab12"),
        url: url(),
        note: note(),
        raw: raw(),
    };
    let effect = Effect {
        verb: v::EffectVerb::Engaged,
        count: Some(2),
        words: "ISIS tactical units".to_owned(),
        term: v::TargetTerm::ALL.first().copied(),
        span,
    };
    let line = ReleaseLine {
        release: ids.release.into(),
        position: 1,
        country: some("Syria"),
        place_words: some("Near Raqqah"),
        place: Some(ids.place.into()),
        when: when("2017-06-10"),
        strikes: Some(2),
        engagements: Some(3),
        late_addition: true,
        period_total: false,
        effects: vec![effect],
        span,
        url: url(),
        note: note(),
        raw: raw(),
    };
    vec![(Kind::Release, body(&release)), (Kind::ReleaseLine, body(&line))]
}

fn official(ids: Pointed) -> Vec<(Kind, Body)> {
    let finding = Finding {
        body: "Task force".to_owned(),
        code: some("F1"),
        when: when("2017-06-10"),
        place_words: some("near Raqqah"),
        country: some("Syria"),
        via: some("Airwars"),
        outcome: v::Outcome::Credible,
        reason: some("a reason of its own"),
        words: some("more likely than not"),
        killed: count(),
        injured: count(),
        location: location(),
        case_number: some("1912"),
        list_number: some("7"),
        decided: when("2018-01-31"),
        standard: Some(v::Standard::MoreLikelyThanNot),
        report: Some(ids.report.into()),
        report_words: some("January report"),
        incident_words: some("CS1912?"),
        url: url(),
        note: note(),
        raw: raw(),
    };
    let tally = Tally {
        body: "Coalition".to_owned(),
        code: some("T1"),
        as_of: when("2019-03"),
        kind: v::TallyKind::CiviliansKilled,
        measure_words: some("civilians unintentionally killed"),
        area: some("Iraq and Syria"),
        period: when("2014-08-08/2019-03-31"),
        actor_scope: some("the coalition"),
        count: count().unwrap_or_default(),
        status_filter: some("credible"),
        subgroup: some("children"),
        definition: some("more likely than not"),
        report: Some(ids.report.into()),
        url: url(),
        note: note(),
        raw: raw(),
    };
    vec![(Kind::Finding, body(&finding)), (Kind::Tally, body(&tally))]
}

/// What a merge leaves in the record that was merged.
fn merged(ids: Pointed) -> Merged {
    let moved = Moved {
        kind: Kind::Link,
        record: ids.incident.into(),
        field: "to".to_owned(),
        act: ids.incident.into(),
    };
    Merged {
        into: ids.incident.into(),
        act: Some(ids.incident.into()),
        approval: Some(ids.incident.into()),
        moved: vec![moved],
        codes: vec!["CS1909".to_owned()],
        taken: vec!["title".to_owned()],
    }
}

fn judgments(ids: Pointed) -> Vec<(Kind, Body)> {
    let strike = Strike {
        codes: vec!["S100".to_owned()],
        when: when("2017-06-10T10:00Z"),
        location: location(),
        country: some("Syria"),
        kind: Some(v::StrikeType::Airstrike),
        mission: some("CAS"),
        belligerents: vec!["Coalition".to_owned()],
        munitions: vec![Munition { words: "GBU-38".to_owned(), count: Some(1), basis: some("remnant") }],
        target_words: some("a building"),
        disclosure: vec![Disclosed {
            fact: "date".to_owned(),
            disclosure: v::Disclosure::Disclosed,
            by: some("CENTCOM"),
            when: when("2017-06-11"),
        }],
        url: url(),
        note: note(),
        raw: raw(),
    };
    let incident = Incident {
        codes: vec!["CS1912".to_owned(), "CS1913".to_owned()],
        title: "A school".to_owned(),
        title_ar: some("مدرسة"),
        operation: Some(ids.operation.into()),
        campaign: some("raqqa2017"),
        when: when("2017-06-10"),
        location: location(),
        place: Some(ids.place.into()),
        country: some("Syria"),
        governorate: some("Raqqa"),
        strike_types: vec![v::StrikeType::Airstrike],
        strike_status: Some(v::StrikeStatus::Declared),
        harm_reported: Some(true),
        causes: v::CauseOfHarm::ALL.get(..2).map(<[_]>::to_vec).unwrap_or_default(),
        belligerents: vec![Attributed {
            name: "Coalition".to_owned(),
            belligerent: Some(ids.belligerent.into()),
            attribution: Some(v::Attribution::Suspected),
        }],
        observations: vec![v::Observation::DoubleTapStrike],
        protected_objects: vec![v::ObjectClass::Hospital],
        sources_count: Some(12),
        victims_named_count: Some(0),
        related: vec!["CS1908".to_owned()],
        candidate: Some(false),
        url: url(),
        description: some("what happened"),
        note: note(),
        merged: Some(merged(ids)),
        split_from: Some(ids.incident.into()),
        raw: raw(),
    };
    let damage = ObjectDamage {
        incident: ids.incident.into(),
        class: v::ObjectClass::Hospital,
        words: some("a clinic"),
        destruction: v::Destruction::ALL.last().copied(),
        claims: vec!["used by fighters, says X".to_owned()],
        warning_given: Some(false),
        url: url(),
        note: note(),
    };
    vec![
        (Kind::Strike, body(&strike)),
        (Kind::Incident, body(&incident)),
        (Kind::ObjectDamage, body(&damage)),
        (Kind::Assessment, body(&assessment(ids))),
    ]
}

fn assessment(ids: Pointed) -> Assessment {
    let cited = Cited { record: RecordId(ids.report), version: Some(ActId(Uuid::from_u128(7))) };
    Assessment {
        incident: ids.incident.into(),
        version: 1,
        basis: v::Basis::Adopted,
        body: some("Airwars"),
        url: url(),
        as_of: when("2019-01-01"),
        codebook: some("airwars 1"),
        grade: some("fair"),
        killed: count(),
        injured: count(),
        killed_children: count(),
        killed_women: count(),
        killed_men: count(),
        killed_belligerents: count(),
        named: Some(3),
        range_basis: Some(v::RangeBasis::PageSummary),
        included: vec![cited.clone()],
        excluded: vec![Excluded { cited, reason: "another event".to_owned() }],
        rationale: some("two sources"),
        author: Some(ActorId(Uuid::from_u128(8))),
        reviewer: Some(ActorId(Uuid::from_u128(9))),
        overridden: Some(RecordId(ids.incident)),
        note: note(),
        raw: raw(),
    }
}

/// One record of each kind of the team's own work, whole; these are made by their own operations only.
pub fn team(ids: Pointed) -> Vec<(Kind, Body)> {
    let (one, other) = (ActorId(Uuid::from_u128(8)), ActorId(Uuid::from_u128(9)));
    let member = Member {
        person: one,
        roles: v::Role::ALL.to_vec(),
        clearance: v::AccessLabel::Sensitive,
        ended: true,
        note: note(),
    };
    let task = Task {
        incident: RecordId(ids.incident),
        stage: v::Stage::Closed,
        assignee: Some(one),
        due: some("2031-01-01"),
        outcome: Some(v::ClosedOutcome::OutOfScope),
        note: note(),
    };
    let comment = Comment {
        about: RecordId(ids.incident),
        about_kind: Kind::Incident,
        field: some("title"),
        words: "which mill?".to_owned(),
        mentions: vec![other],
        settled: true,
    };
    let review = Review {
        assessment: RecordId(ids.incident),
        version: ActId(Uuid::from_u128(7)),
        outcome: v::ReviewOutcome::Returned,
        reviewer: other,
        words: some("not yet"),
        comments: vec![FieldComment { field: "killed".to_owned(), words: "whose figure?".to_owned() }],
    };
    let approval = Approval {
        action: v::ApprovalAction::Merge,
        subject: Some(RecordId(ids.incident)),
        details: "{}".to_owned(),
        asked_by: one,
        outcome: v::ApprovalOutcome::Approved,
        seconded_by: Some(one),
        decided_by: Some(other),
        file_sha256: some("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    };
    let coding = Coding {
        incident: RecordId(ids.incident),
        coder: one,
        codebook: "airwars 1".to_owned(),
        grade: "fair".to_owned(),
        killed: Some(Count::range(Some(2), Some(4))),
        blind: true,
        rationale: "two families".to_owned(),
        against: Some(RecordId(ids.incident)),
        against_version: Some(ActId(Uuid::from_u128(8))),
        against_grade: some("weak"),
        opened: true,
    };
    let mut all = evidence::guarded(ids);
    all.extend([
        (Kind::Coding, body(&coding)),
        (Kind::Member, body(&member)),
        (Kind::Task, body(&task)),
        (Kind::Comment, body(&comment)),
        (Kind::Review, body(&review)),
        (Kind::Approval, body(&approval)),
    ]);
    all
}
