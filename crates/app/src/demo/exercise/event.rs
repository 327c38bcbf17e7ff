//! One invented event with what its sources say and what a force decided.

use super::facts::{Account, Decided, Event};
use super::{INVENTED, Known, unknown};
use crate::demo::loader::{create, link};
use crate::failure::{Failure, Result};
use domain::count::Count;
use domain::id::{BelligerentId, IncidentId, ProjectId, ReportId, SourceId};
use domain::kind::Kind;
use domain::location::Location;
use domain::record::{Assertion, Attributed, CategoryCount, Finding, Incident, Report};
use domain::vocabulary::{Attribution, Bound, LinkRole, Polarity, StrikeType};
use domain::when::{When, Zone};
use register::register::PROGRAM_ACTOR;
use register::{Reason, Register, Work};
use uuid::Uuid;

/// Loads an event and what is said of it.
pub(super) async fn load(
    register: &Register,
    project: ProjectId,
    event: &Event,
    known: &mut Known,
) -> Result<IncidentId> {
    let reason = Reason { actor: PROGRAM_ACTOR, why: format!("Load the demonstration: {}", event.code) };
    let mut work = register.begin(reason, project).await?;
    let when = day(&event.day)?;
    let location = Location {
        words: Some(event.place.clone()),
        words_ar: Some(event.place_ar.clone()),
        ..Location::default()
    };
    let incident = Incident {
        codes: vec![event.code.clone()],
        title: event.title.clone(),
        title_ar: Some(event.title_ar.clone()),
        when: Some(when.clone()),
        location: Some(location.clone()),
        strike_types: vec![StrikeType::Unknown],
        strike_status: event.status,
        harm_reported: Some(true),
        belligerents: event.held.iter().map(|key| attributed(known, key)).collect::<Result<_>>()?,
        candidate: event.candidate.then_some(true),
        note: Some(INVENTED.to_owned()),
        ..Incident::default()
    };
    let incident = create(&mut work, Kind::Incident, &incident).await?;
    for account in &event.accounts {
        let said = said(&mut work, event, account, (&when, &location), known).await?;
        link(&mut work, (Kind::Assertion, said), LinkRole::About, (Kind::Incident, incident), &[]).await?;
    }
    for decided in &event.findings {
        let finding = create(&mut work, Kind::Finding, &finding(decided, &when)?).await?;
        link(&mut work, (Kind::Finding, finding), LinkRole::Decides, (Kind::Incident, incident), &[]).await?;
    }
    work.commit().await?;
    Ok(IncidentId(incident))
}

pub(super) fn day(text: &str) -> Result<When> {
    When::day(text, Zone::Unknown).map_err(|error| Failure::facts("exercise.toml", error))
}

/// A range as the facts give it.
pub(super) fn range([min, max]: [i64; 2]) -> Count {
    let bound = if min == max { Bound::Exact } else { Bound::Range };
    Count { min: Some(min), max: Some(max), bound: Some(bound), wording: None }
}

fn attributed(known: &Known, key: &str) -> Result<Attributed> {
    let (id, name) = known.parties.get(key).ok_or_else(|| unknown(key))?;
    let (belligerent, attribution) = (Some(BelligerentId(*id)), Some(Attribution::Suspected));
    Ok(Attributed { name: name.clone(), belligerent, attribution })
}

async fn said(
    work: &mut Work<'_>,
    event: &Event,
    account: &Account,
    (when, location): (&When, &Location),
    known: &mut Known,
) -> Result<Uuid> {
    let source = known.sources.get(&account.source).ok_or_else(|| unknown(&account.source))?;
    let report = Report {
        source: Some(SourceId(*source)),
        title: format!("{}: {}", event.code, account.key),
        form: Some("account".to_owned()),
        published: Some(when.clone()),
        language: Some(account.language.clone().unwrap_or_else(|| "en".to_owned())),
        words: Some(account.claim.clone()),
        first_hand: account.first_hand.then_some(true),
        note: Some(INVENTED.to_owned()),
        ..Report::default()
    };
    let report = create(work, Kind::Report, &report).await?;
    if let Some(from) = &account.derives {
        let (whose, _) = known.accounts.get(from).ok_or_else(|| unknown(from))?;
        link(work, (Kind::Report, report), LinkRole::DerivesFrom, (Kind::Report, *whose), &[]).await?;
    }
    let held = account.held.as_ref().map(|key| known.parties.get(key).ok_or_else(|| unknown(key)));
    let actors = held.transpose()?.map(|(_, name)| name.clone());
    let counts = [("civilians_killed", account.killed), ("civilians_injured", account.injured)];
    let counts = counts.into_iter().filter_map(|(category, said)| {
        Some(CategoryCount { category: category.to_owned(), count: range(said?) })
    });
    let assertion = Assertion {
        annotation: None,
        report: ReportId(report),
        claim: account.claim.clone(),
        form: Some("strike".to_owned()),
        speaker: None,
        speaker_role: None,
        polarity: Some(account.polarity.unwrap_or(Polarity::Asserts)),
        said: None,
        about: Some(when.clone()),
        location: Some(location.clone()),
        counts: counts.collect(),
        actors,
        verification: None,
        publication: None,
        official_position: None,
        url: None,
        note: Some(INVENTED.to_owned()),
        raw: None,
    };
    let assertion = create(work, Kind::Assertion, &assertion).await?;
    known.accounts.insert(account.key.clone(), (report, assertion));
    Ok(assertion)
}

fn finding(decided: &Decided, when: &When) -> Result<Finding> {
    let killed = decided.killed.map(|killed| range([killed, killed]));
    Ok(Finding {
        body: decided.body.clone(),
        code: None,
        when: Some(when.clone()),
        place_words: None,
        country: None,
        via: None,
        outcome: decided.outcome,
        reason: None,
        words: Some(decided.words.clone()),
        killed,
        injured: None,
        location: None,
        case_number: None,
        list_number: None,
        decided: Some(day(&decided.on)?),
        standard: None,
        report: None,
        report_words: None,
        incident_words: None,
        url: None,
        note: Some(INVENTED.to_owned()),
        raw: None,
    })
}
