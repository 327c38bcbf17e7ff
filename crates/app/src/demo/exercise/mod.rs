//! The second project: invented events, sources and people to practise on, with work at every stage. Each record says
//! that it is invented.
//!
//! The people do what they do as themselves, so that roles and reviews are held to the register's own rules while the
//! demonstration is built. Facts: [`facts`]; events: [`event`]; the work on them: [`team`]. Start at [`load`].

mod event;
mod evidence;
mod facts;
mod team;

use super::loader::{create, link};
use crate::failure::{Failure, Result};
use domain::id::ProjectId;
use domain::kind::Kind;
use domain::record::{Belligerent, Member, Project, Source};
use domain::vocabulary::{LinkRole, Role};
use register::register::{LOCAL_ACTOR, PROGRAM_ACTOR};
use register::{Reason, Register};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What every record of the exercise says.
const INVENTED: &str = "Exercise: invented";

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

/// Ids of what was made, by key.
#[derive(Default)]
struct Known {
    sources: BTreeMap<String, Uuid>,
    parties: BTreeMap<String, (Uuid, String)>,
    /// Report and assertion of each account.
    accounts: BTreeMap<String, (Uuid, Uuid)>,
}

/// Loads the exercise.
pub async fn load(register: &Register, project: ProjectId) -> Result<()> {
    let facts = facts::read()?;
    members(register, project, &facts).await?;
    let mut known = Known::default();
    voices(register, project, &facts, &mut known).await?;
    let mut first = None;
    for event in &facts.incidents {
        let incident = event::load(register, project, event, &mut known).await?;
        team::load(register, project, &facts, event, (incident, &known)).await?;
        first = first.or(Some(incident));
    }
    let locates = |person: &&facts::Person| person.roles.contains(&Role::Geolocator);
    let verifier = facts.people.iter().find(locates).ok_or_else(|| unknown("a geolocator"))?;
    let first = first.ok_or_else(|| unknown("an event"))?;
    evidence::load(register, project, first, &known, verifier.id).await
}

async fn members(register: &Register, project: ProjectId, facts: &facts::Facts) -> Result<()> {
    for person in &facts.people {
        register.name_actor(person.id, &person.name).await?;
    }
    // Only the owner of the machine makes members without a second person.
    let reason =
        Reason { actor: LOCAL_ACTOR, why: "Load the demonstration: the exercise’s team".to_owned() };
    let mut work = register.begin(reason, project).await?;
    for person in &facts.people {
        let note = Some("Exercise: there is no such person".to_owned());
        let (roles, clearance) = (person.roles.clone(), person.clearance);
        work.set_member(&Member { person: person.id, roles, clearance, ended: false, note }).await?;
    }
    work.commit().await?;
    Ok(())
}

async fn voices(
    register: &Register,
    project: ProjectId,
    facts: &facts::Facts,
    known: &mut Known,
) -> Result<()> {
    let reason = Reason { actor: PROGRAM_ACTOR, why: "Load the demonstration: exercise".to_owned() };
    let mut work = register.begin(reason, project).await?;
    for party in &facts.parties {
        let record = Belligerent {
            name: party.name.clone(),
            name_ar: Some(party.name_ar.clone()),
            kind: Some(party.kind),
            note: Some("Exercise: there is no such party".to_owned()),
            ..Belligerent::default()
        };
        let id = create(&mut work, Kind::Belligerent, &record).await?;
        if let Some(ally) = &party.ally_of {
            let (whose, _) = known.parties.get(ally).ok_or_else(|| unknown(ally))?;
            let to = (Kind::Belligerent, *whose);
            link(&mut work, (Kind::Belligerent, id), LinkRole::MemberOf, to, &[]).await?;
        }
        known.parties.insert(party.key.clone(), (id, party.name.clone()));
    }
    for voice in &facts.sources {
        let parent =
            voice.parent.as_ref().map(|key| known.sources.get(key).copied().ok_or_else(|| unknown(key)));
        let record = Source {
            name: voice.name.clone(),
            name_ar: Some(voice.name_ar.clone()),
            kind: Some(voice.kind),
            parent: parent.transpose()?.map(domain::id::SourceId),
            note: Some("Exercise: there is no such source".to_owned()),
            ..Source::default()
        };
        known.sources.insert(voice.key.clone(), create(&mut work, Kind::Source, &record).await?);
    }
    work.commit().await?;
    Ok(())
}

fn unknown(key: &str) -> Failure {
    Failure::facts("exercise.toml", format!("{key} stands for nothing before it"))
}
