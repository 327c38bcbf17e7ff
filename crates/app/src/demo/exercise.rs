//! The second project: a handful of invented records to practise on. Every one of them says that it is invented.

use super::loader::{create, link};
use crate::failure::{Failure, Result};
use domain::count::Count;
use domain::id::{IncidentId, ProjectId, ReportId, SourceId};
use domain::kind::Kind;
use domain::location::Location;
use domain::record::{Assertion, Assessment, Belligerent, CategoryCount, Incident, Project, Report, Source};
use domain::vocabulary::{Basis, Bound, LinkRole, Polarity, SourceKind, StrikeType};
use domain::when::{When, Zone};
use register::register::{LOCAL_ACTOR, PROGRAM_ACTOR};
use register::{Reason, Register, Work};
use uuid::Uuid;

/// The project.
pub fn project() -> Project {
    Project {
        code: "exercise".to_owned(),
        name: "Exercise".to_owned(),
        name_ar: Some("تمرين".to_owned()),
        about: Some("Invented events, people and sources to practise on. Nothing here happened.".to_owned()),
        about_ar: Some("أحداث وأشخاص ومصادر مختلقة للتدرّب. لم يحدث شيء مما هنا.".to_owned()),
        exercise: true,
        codebook: Some("airwars 1".to_owned()),
    }
}

/// One invented incident: title in both languages, day, place, code, lowest and highest number killed, what the
/// villager says, grade, why.
struct Invented {
    code: &'static str,
    title: &'static str,
    title_ar: &'static str,
    day: &'static str,
    place: &'static str,
    place_ar: &'static str,
    killed: (i64, i64),
    claim: &'static str,
    rationale: &'static str,
}

const INVENTED: [Invented; 2] = [
    Invented {
        code: "EX001",
        title: "Exercise: mill in the invented village of Upper Samara",
        title_ar: "تمرين: مطحنة في قرية السمارة العليا المختلقة",
        day: "2031-04-02",
        place: "Upper Samara (invented)",
        place_ar: "السمارة العليا (مختلقة)",
        killed: (3, 5),
        claim: "Invented: three to five people were at the mill when it was hit",
        rationale: "Invented, to practise on: one account only, so the grade is weak",
    },
    Invented {
        code: "EX002",
        title: "Exercise: ferry at the invented Green Landing",
        title_ar: "تمرين: عبّارة عند المرسى الأخضر المختلق",
        day: "2031-04-09",
        place: "Green Landing (invented)",
        place_ar: "المرسى الأخضر (مختلق)",
        killed: (0, 2),
        claim: "Invented: the ferry was hit and two passengers are not accounted for",
        rationale: "Invented, to practise on: zero is a real minimum here, not an unknown",
    },
];

/// Loads the exercise.
pub async fn load(register: &Register, project: ProjectId) -> Result<()> {
    let reason = Reason { actor: PROGRAM_ACTOR, why: "Load the demonstration: exercise".to_owned() };
    let mut work = register.begin(reason, project).await?;
    let source = Source {
        name: "Villager V (invented)".to_owned(),
        name_ar: Some("القروي ف (مختلق)".to_owned()),
        kind: Some(SourceKind::Witness),
        note: Some("Exercise: there is no such person".to_owned()),
        ..Source::default()
    };
    let source = create(&mut work, Kind::Source, &source).await?;
    let party = Belligerent {
        name: "Northern Force (invented)".to_owned(),
        name_ar: Some("القوة الشمالية (مختلقة)".to_owned()),
        note: Some("Exercise: there is no such party".to_owned()),
        ..Belligerent::default()
    };
    create(&mut work, Kind::Belligerent, &party).await?;
    for invented in &INVENTED {
        one(&mut work, source, invented).await?;
    }
    work.commit().await?;
    Ok(())
}

async fn one(work: &mut Work<'_>, source: Uuid, invented: &Invented) -> Result<()> {
    let when = When::day(invented.day, Zone::Unknown).map_err(|error| Failure::facts("exercise", error))?;
    let location = Location {
        words: Some(invented.place.to_owned()),
        words_ar: Some(invented.place_ar.to_owned()),
        ..Location::default()
    };
    let report = Report {
        source: Some(SourceId(source)),
        title: format!("{}: account", invented.title),
        form: Some("account".to_owned()),
        published: Some(when.clone()),
        note: Some("Exercise: invented".to_owned()),
        ..Report::default()
    };
    let report = create(work, Kind::Report, &report).await?;
    let (min, max) = invented.killed;
    let killed = Count { min: Some(min), max: Some(max), bound: Some(Bound::Range), wording: None };
    let assertion = assertion(report, invented, (&when, &location, &killed));
    let assertion = create(work, Kind::Assertion, &assertion).await?;
    let incident = Incident {
        codes: vec![invented.code.to_owned()],
        title: invented.title.to_owned(),
        title_ar: Some(invented.title_ar.to_owned()),
        when: Some(when),
        location: Some(location),
        strike_types: vec![StrikeType::Unknown],
        harm_reported: Some(true),
        note: Some("Exercise: invented".to_owned()),
        ..Incident::default()
    };
    let incident = create(work, Kind::Incident, &incident).await?;
    link(work, (Kind::Assertion, assertion), LinkRole::About, (Kind::Incident, incident), &[]).await?;
    create(work, Kind::Assessment, &assessment(incident, assertion, killed, invented.rationale)).await?;
    Ok(())
}

fn assertion(
    report: Uuid,
    invented: &Invented,
    (when, location, killed): (&When, &Location, &Count),
) -> Assertion {
    Assertion {
        report: ReportId(report),
        claim: invented.claim.to_owned(),
        form: Some("strike".to_owned()),
        speaker: Some("Villager V (invented)".to_owned()),
        speaker_role: None,
        polarity: Some(Polarity::Asserts),
        said: None,
        about: Some(when.clone()),
        location: Some(location.clone()),
        counts: vec![CategoryCount { category: "civilians_killed".to_owned(), count: killed.clone() }],
        actors: None,
        verification: None,
        publication: None,
        official_position: None,
        url: None,
        note: Some("Exercise: invented".to_owned()),
        raw: None,
    }
}

fn assessment(incident: Uuid, included: Uuid, killed: Count, rationale: &str) -> Assessment {
    Assessment {
        incident: IncidentId(incident),
        version: 1,
        basis: Basis::Own,
        body: None,
        url: None,
        as_of: None,
        codebook: Some("airwars 1".to_owned()),
        grade: Some("weak".to_owned()),
        killed: Some(killed),
        injured: None,
        killed_children: None,
        killed_women: None,
        killed_men: None,
        killed_belligerents: None,
        named: None,
        range_basis: None,
        included: vec![domain::record::Cited { record: domain::id::RecordId(included), version: None }],
        excluded: Vec::new(),
        rationale: Some(rationale.to_owned()),
        author: Some(LOCAL_ACTOR),
        reviewer: None,
        overridden: None,
        note: Some("Exercise: invented".to_owned()),
        raw: None,
    }
}
