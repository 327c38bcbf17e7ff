//! The exercise's recordings, pictures, chat, interview and visit: all of them made here, of nothing that happened.
//!
//! The files are the same bytes everywhere, so that the log of the demonstration is too; nothing is read out of them
//! by a child process, because what a kernel allows differs.

use super::{INVENTED, Known, unknown};
use crate::demo::loader::{create, link};
use crate::failure::{Failure, Result};
use domain::id::{ActorId, IncidentId, ItemId, ProjectId, SourceId};
use domain::kind::Kind;
use domain::record::{Annotation, Consent, Interview, Item, SiteVisit, Verification};
use domain::vocabulary::{
    AccessLabel, Acquisition, AnnotationKind, ClockBasis, ConsentForm, ConsentPurpose, Hearing,
    InterviewMethod, LinkRole, VerificationResult,
};
use domain::when::{When, Zone};
use register::evidence::media::picture::{Channels, Picture};
use register::evidence::media::rendition;
use register::evidence::media::wav::{self, Format};
use register::gathering::Gathering;
use register::item::TakeIn;
use register::register::PROGRAM_ACTOR;
use register::{Reason, Register};
use std::fs;
use std::path::Path;

const CHAT: &str = include_str!("../../../demo/exercise-chat.txt");
const VOICE: &str = "00000003-AUDIO-2031-04-02-21-10-05.wav";
const WALL: &str = "00000007-PHOTO-2031-04-02-21-40-19.png";
const MORNING: &str = "00000010-PHOTO-2031-04-03-06-20-33.png";

/// Samples of a second of the invented recordings.
const SAMPLE_RATE_HZ: u32 = 8_000;
const NIGHT_SECONDS: u32 = 170;
/// Where the two explosions of the night's recording are.
const EXPLOSIONS_SECONDS: [u32; 2] = [41, 133];

fn reason(what: &str) -> Reason {
    Reason { actor: PROGRAM_ACTOR, why: format!("Load the demonstration: {what}") }
}

fn when(text: &str, zone: Zone) -> Result<When> {
    When::from_edtf(text, zone, None, None).map_err(|error| Failure::facts("exercise", error))
}

/// Loads what is kept of the first event.
pub(super) async fn load(
    register: &Register,
    project: ProjectId,
    incident: IncidentId,
    known: &Known,
    verifier: ActorId,
) -> Result<()> {
    chat(register, project).await?;
    let night = night(register, project).await?;
    heard(register, project, night, incident).await?;
    asked(register, project, (night, incident), known, verifier).await
}

/// A family's chat with what they sent, as the export of a messenger leaves it.
async fn chat(register: &Register, project: ProjectId) -> Result<()> {
    let folder = register.folder.uploads().join("exercise-chat");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(Failure::file(&path))
    };
    fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
    write("_chat.txt", CHAT.as_bytes())?;
    write(VOICE, &sound(12, &[5]))?;
    write(WALL, &picture(1)?)?;
    write(MORNING, &picture(2)?)?;
    let gathered = gather(register, project, &folder).await;
    fs::remove_dir_all(&folder).map_err(Failure::file(&folder))?;
    gathered
}

async fn gather(register: &Register, project: ProjectId, folder: &Path) -> Result<()> {
    let order = Gathering {
        paths: vec![folder.to_owned()],
        addresses: Vec::new(),
        reason: reason("the exercise’s chat"),
        project,
        label: Some(AccessLabel::Team),
        source: None,
        zone: Zone::parse("Asia/Damascus").map_err(|error| Failure::facts("exercise", error))?,
        progress: &|_| {},
    };
    let gathered = register.gather(&order).await?;
    match gathered.troubles.iter().find(|trouble| trouble.is_error) {
        None => Ok(()),
        Some(trouble) => Err(Failure::facts("exercise", format!("{} {}", trouble.file, trouble.code))),
    }
}

/// A telephone left on a roof through the night.
async fn night(register: &Register, project: ProjectId) -> Result<ItemId> {
    let acquired = when("2031-04-20T09:00:00Z", Zone::Utc)?;
    let mut item = Item::coming(Acquisition::Upload, acquired, "roof-2031-04-02.wav");
    item.title = Some("Exercise: telephone left on a roof".to_owned());
    item.made = Some(when("2031-04-02T21:08:00", Zone::Named("Asia/Damascus".to_owned()))?);
    item.made_basis = Some(ClockBasis::SourceSays);
    item.duration_milliseconds = Some(u64::from(NIGHT_SECONDS) * 1_000);
    item.languages = vec!["ar".to_owned()];
    item.note = Some(INVENTED.to_owned());
    let order = TakeIn {
        reason: reason("the exercise’s recording"),
        project,
        label: AccessLabel::Team,
        progress: &|_| {},
    };
    let bytes = sound(NIGHT_SECONDS, &EXPLOSIONS_SECONDS);
    let arrived = register.take_in(order, move |filling| filling.add(&mut bytes.as_slice(), item)).await?;
    let arrived = arrived.first().ok_or_else(|| unknown("roof-2031-04-02.wav"))?;
    Ok(ItemId(arrived.id.0))
}

/// What somebody heard in the recording.
async fn heard(register: &Register, project: ProjectId, night: ItemId, incident: IncidentId) -> Result<()> {
    let notes = [
        (41_000, 44_000, AnnotationKind::Event, "انفجار بعيد", "a distant explosion", Hearing::Clear),
        (
            58_000,
            66_000,
            AnnotationKind::Transcript,
            "ابتعدوا عن النوافذ",
            "Get away from the windows",
            Hearing::Likely,
        ),
        (
            133_000,
            161_000,
            AnnotationKind::Event,
            "انفجار ثم طفل ينادي",
            "explosion, then a child calling",
            Hearing::Clear,
        ),
    ];
    let mut work = register.begin(reason("notes in the exercise’s recording"), project).await?;
    for (start, end, kind, words, translation, hearing) in notes {
        let note = Annotation {
            item: night,
            kind,
            start_milliseconds: Some(start),
            end_milliseconds: Some(end),
            region: None,
            incident: None,
            sighting: None,
            matched: None,
            frames: Vec::new(),
            words: words.to_owned(),
            language: Some("ar".to_owned()),
            translation: Some(translation.to_owned()),
            translation_language: Some("en".to_owned()),
            speaker: None,
            hearing: Some(hearing),
            machine: false,
            tool: None,
            note: Some(INVENTED.to_owned()),
        };
        create(&mut work, Kind::Annotation, &note).await?;
    }
    let (from, to) = ((Kind::Item, night.0), (Kind::Incident, incident.0));
    link(&mut work, from, LinkRole::About, to, &[]).await?;
    work.commit().await?;
    Ok(())
}

/// An interview with its consent, a visit, and what was verified.
async fn asked(
    register: &Register,
    project: ProjectId,
    (night, incident): (ItemId, IncidentId),
    known: &Known,
    verifier: ActorId,
) -> Result<()> {
    let (key, source) = known.sources.iter().next().ok_or_else(|| unknown("a source"))?;
    let source = SourceId(*source);
    let mut work = register.begin(reason(&format!("the exercise’s interview with {key}")), project).await?;
    let interview = Interview {
        source,
        when: when("2031-04-18", Zone::Unknown)?,
        method: InterviewMethod::VideoCall,
        incident: Some(incident),
        location: None,
        team: vec![verifier],
        others_present: Some("an aunt".to_owned()),
        language: Some("ar".to_owned()),
        interpreter: None,
        prior_asked: Some(true),
        prior_interviews: Some("one, by a paper, the week before".to_owned()),
        harm_check: Some("no names on the call; pauses offered; a doctor’s number given".to_owned()),
        feedback_promised: Some("what is published of it, before it is".to_owned()),
        feedback_due: Some("2031-06-01".to_owned()),
        feedback_given: None,
        report: None,
        item: None,
        note: Some(INVENTED.to_owned()),
    };
    create(&mut work, Kind::Interview, &interview).await?;
    let consent = Consent {
        source,
        covers: None,
        purposes: vec![
            ConsentPurpose::Record,
            ConsentPurpose::Store,
            ConsentPurpose::Court,
            ConsentPurpose::PublishAnonymous,
        ],
        refused: vec![ConsentPurpose::PublishNamed, ConsentPurpose::Photo],
        given: when("2031-04-18", Zone::Unknown)?,
        form: ConsentForm::SpokenRecorded,
        expires: Some("2036-04-18".to_owned()),
        guardian: None,
        item: None,
        withdrawn: None,
        withdrawn_words: None,
        note: Some(INVENTED.to_owned()),
    };
    create(&mut work, Kind::Consent, &consent).await?;
    work.commit().await?;
    seen(register, project, (night, incident), verifier).await
}

/// A visit to the place, and what somebody else than the collector looked into.
async fn seen(
    register: &Register,
    project: ProjectId,
    (night, incident): (ItemId, IncidentId),
    verifier: ActorId,
) -> Result<()> {
    let mut work = register.begin(reason("the exercise’s visit"), project).await?;
    let visit = SiteVisit {
        when: when("2031-04-25", Zone::Unknown)?,
        incident: Some(incident),
        location: None,
        team: vec![verifier],
        others_present: Some("the miller’s neighbour".to_owned()),
        method: Some("measured by tape, photographed from four sides".to_owned()),
        observed: "East wall gone; a crater of about four metres beside the mill race.".to_owned(),
        munition_remains: Some("a bent fin, left where it lay".to_owned()),
        permission: Some("of the village council; the cellar was not to be entered".to_owned()),
        harm_check: Some("a short stay, no names written down".to_owned()),
        report: None,
        note: Some(INVENTED.to_owned()),
    };
    create(&mut work, Kind::SiteVisit, &visit).await?;
    let verification = Verification {
        about: domain::id::RecordId(night.0),
        question: "Is the second explosion the strike on the mill?".to_owned(),
        method: "The delay between flash and sound in a neighbour’s video, against the distance".to_owned(),
        result: VerificationResult::Likely,
        reasons: "Two seconds, some 700 m: the mill lies at 680 m from that roof.".to_owned(),
        reviewer: verifier,
        note: Some(INVENTED.to_owned()),
    };
    create(&mut work, Kind::Verification, &verification).await?;
    work.commit().await?;
    Ok(())
}

/// A recording: hiss, and explosions that die away. Whole numbers alone, so that every machine makes the same.
fn sound(seconds: u32, explosions_seconds: &[u32]) -> Vec<u8> {
    let samples = seconds * SAMPLE_RATE_HZ;
    let (mut noise, mut data) = (0x2545_f491_u32, Vec::new());
    for at in 0..samples {
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        let hiss = i64::from(noise >> 16) - 32_768;
        let loud: i64 = explosions_seconds
            .iter()
            .filter_map(|second| at.checked_sub(second * SAMPLE_RATE_HZ))
            .map(|since| 90 - i64::from(since / 200))
            .filter(|loud| *loud > 0)
            .sum();
        let sample = (hiss * (2 + loud) / 128).clamp(-32_000, 32_000);
        data.extend_from_slice(&i16::try_from(sample).unwrap_or_default().to_le_bytes());
    }
    let bytes = u32::try_from(data.len()).unwrap_or(u32::MAX);
    [wav::header(Format::pcm16(1, SAMPLE_RATE_HZ), bytes).as_slice(), &data].concat()
}

/// A picture of a wall under a sky; the seed decides the hour and what is left of the wall.
fn picture(seed: u32) -> Result<Vec<u8>> {
    let (width_px, height_px) = (480_u32, 320_u32);
    let mut bytes = Vec::new();
    for y in 0..height_px {
        for x in 0..width_px {
            let ruin = 180 + (x * 7 + seed * 31) % 60 + (x / 40 * seed * 13) % 50;
            let [red, green, blue] = if y < ruin {
                [40 + 60 * seed, 60 + 50 * seed, 90 + 40 * seed].map(|tone| tone + y / 8)
            } else {
                let stone = 90 + (x / 16 + y / 12) % 2 * 24 + (x * y + seed) % 9;
                [stone + 30, stone + 12, stone]
            };
            bytes.extend([red, green, blue].map(|tone| u8::try_from(tone.min(255)).unwrap_or(u8::MAX)));
        }
    }
    rendition::png(&Picture { width_px, height_px, channels: Channels::Colour, bytes })
        .map_err(|refusal| Failure::facts("exercise", refusal.code()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use register::evidence::media::Kind as Media;
    use register::evidence::vault::Digest;

    #[test]
    fn the_files_are_the_same_everywhere_and_what_they_say_they_are() {
        let night = sound(3, &[1]);
        assert_eq!((Media::of(&night), night.len()), (Media::Wav, 44 + 3 * 8_000 * 2));
        assert_eq!(Digest::of(&night), Digest::of(&sound(3, &[1])));
        let (wall, morning) = (picture(1).ok(), picture(2).ok());
        assert!(wall.as_deref().is_some_and(|bytes| Media::of(bytes) == Media::Png));
        assert_ne!(wall, morning);
    }

    #[test]
    fn every_file_of_the_chat_is_named_in_it() {
        for name in [VOICE, WALL, MORNING] {
            assert!(CHAT.contains(name), "{name}");
        }
    }
}
