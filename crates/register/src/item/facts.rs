//! What a file states of itself, read in a confined child and put where nobody said anything: its kind, its clock, its
//! coordinates. All of it are claims about the file; a person's word is never overwritten.

use super::arrive::Fresh;
use super::outside;
use crate::error::{Error, Result};
use crate::limits::{FACTS_BATCH_BYTES, FACTS_SMALL_BYTES_MAX};
use domain::location::Location;
use domain::record::Item;
use domain::vocabulary::{ClockBasis, ItemKind, PrecisionClass, SuppliedBy};
use domain::when::{When, Zone};
use evidence::media::facts::{Carried, Doubt, StatedTime};
use evidence::media::kind::Family;
use evidence::media::{Facts, Kind};
use evidence::sandbox::{External, Feed, Reply, Request, Sandbox, Verdict};
use evidence::vault::Vault;
use serde::Serialize;
use std::io::Read;

/// Who reads files.
#[derive(Clone, Default)]
pub(super) struct Readers {
    /// Children of this program.
    pub decoder: Option<Sandbox>,
    /// Another program that tells whether content credentials hold.
    pub credentials: Option<External>,
}

/// Fills in what the files state, and whether the credentials that some carry hold.
pub(super) fn fill(vault: &Vault, readers: &Readers, fresh: &mut [Fresh<'_>]) -> Result<()> {
    read_all(vault, readers.decoder.as_ref(), fresh)?;
    let (Some(decoder), Some(command)) = (&readers.decoder, &readers.credentials) else { return Ok(()) };
    for one in fresh.iter_mut().filter(|one| carries_credentials(one.item)) {
        let kind = Kind::of(&first_bytes(vault, one)?);
        let mut whole = reader(vault, one)?;
        outside::note_credentials(decoder, command, kind, &mut whole, one.item)?;
    }
    Ok(())
}

fn carries_credentials(item: &Item) -> bool {
    let carried = slug(&Carried::ContentCredentials);
    item.stated.get("carries").is_some_and(|carries| carries.split(", ").any(|one| one == carried))
}

/// Small files go to a child together.
fn read_all(vault: &Vault, decoder: Option<&Sandbox>, fresh: &mut [Fresh<'_>]) -> Result<()> {
    let mut small: Vec<(usize, Vec<u8>)> = Vec::new();
    let mut bytes = 0;
    for at in 0..fresh.len() {
        let is_small = fresh[at].size_bytes <= FACTS_SMALL_BYTES_MAX;
        let start = if is_small && decoder.is_some() {
            whole(vault, &fresh[at])?
        } else {
            first_bytes(vault, &fresh[at])?
        };
        let kind = Kind::of(&start);
        note_kind(fresh[at].item, kind);
        let Some(decoder) = decoder.filter(|_| kind != Kind::Unknown) else { continue };
        if !is_small {
            large(vault, decoder, &mut fresh[at], kind)?;
            continue;
        }
        bytes += start.len();
        small.push((at, start));
        if bytes >= FACTS_BATCH_BYTES {
            together(decoder, fresh, std::mem::take(&mut small))?;
            bytes = 0;
        }
    }
    decoder.map_or(Ok(()), |decoder| together(decoder, fresh, small))
}

fn source(error: std::io::Error) -> Error {
    Error::Evidence(evidence::Error::Source(error))
}

fn reader(vault: &Vault, fresh: &Fresh<'_>) -> Result<evidence::vault::ItemReader> {
    vault.item(&fresh.digest, &fresh.keys).map_err(Error::Evidence)
}

fn whole(vault: &Vault, fresh: &Fresh<'_>) -> Result<Vec<u8>> {
    let mut whole = Vec::new();
    reader(vault, fresh)?.read_to_end(&mut whole).map_err(source)?;
    Ok(whole)
}

fn first_bytes(vault: &Vault, fresh: &Fresh<'_>) -> Result<Vec<u8>> {
    let bytes = evidence::limits::KIND_BYTES as u64;
    let mut start = Vec::new();
    let mut range = vault.range(&fresh.digest, &fresh.keys, 0, bytes).map_err(Error::Evidence)?;
    range.read_to_end(&mut start).map_err(source)?;
    Ok(start)
}

fn large(vault: &Vault, decoder: &Sandbox, fresh: &mut Fresh<'_>, kind: Kind) -> Result<()> {
    let mut whole = reader(vault, fresh)?;
    let verdict = decoder.decode(&Request::Facts, Feed::Stream(&mut whole), &mut std::io::sink());
    state(fresh.item, &verdict.map_err(Error::Evidence)?);
    if kind.family() == Family::Image {
        let mut whole = reader(vault, fresh)?;
        let verdict = decoder.decode(&Request::Perceptual, Feed::Stream(&mut whole), &mut std::io::sink());
        look(fresh.item, &verdict.map_err(Error::Evidence)?);
    }
    Ok(())
}

/// Reads small files with few children. Pictures are handed over once more, to say what they look like; nothing is
/// held twice.
fn together(decoder: &Sandbox, fresh: &mut [Fresh<'_>], small: Vec<(usize, Vec<u8>)>) -> Result<()> {
    let (places, files): (Vec<usize>, Vec<Vec<u8>>) = small.into_iter().unzip();
    let verdicts = decoder.decode_batch(&Request::Facts, &files).map_err(Error::Evidence)?;
    for (at, verdict) in places.iter().zip(&verdicts) {
        state(fresh[*at].item, verdict);
    }
    let is_image = |bytes: &[u8]| Kind::of(bytes).family() == Family::Image;
    let (places, files): (Vec<usize>, Vec<Vec<u8>>) =
        places.into_iter().zip(files).filter(|(_, bytes)| is_image(bytes)).unzip();
    let verdicts = decoder.decode_batch(&Request::Perceptual, &files).map_err(Error::Evidence)?;
    for (at, verdict) in places.iter().zip(&verdicts) {
        look(fresh[*at].item, verdict);
    }
    Ok(())
}

fn note_kind(item: &mut Item, kind: Kind) {
    if item.media_type.is_empty() {
        kind.media_type().clone_into(&mut item.media_type);
    }
    if item.kind == ItemKind::Unknown {
        item.kind = match kind.family() {
            Family::Image => ItemKind::Photo,
            Family::Audio => ItemKind::Audio,
            Family::Video => ItemKind::Video,
            Family::Document => ItemKind::Document,
            Family::Other if kind == Kind::Zip => ItemKind::Archive,
            Family::Other => ItemKind::Unknown,
        };
    }
}

/// Notes what a child said; a child that said nothing is a doubt, never an error.
fn state(item: &mut Item, verdict: &Verdict) {
    match verdict {
        Verdict::Decoded(Reply::Facts(facts)) => note_facts(item, facts),
        Verdict::Decoded(_) => {}
        refused => item.doubts.push(unread(refused).to_owned()),
    }
}

/// The code of why a file was not read; its sentence is in the catalogues.
pub(super) const fn unread(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Refused { reason } => reason.code(),
        Verdict::Crashed | Verdict::Decoded(_) => "media-child-crashed",
        Verdict::TimedOut => "media-child-timed-out",
        Verdict::TooLarge => "media-bytes-too-many",
    }
}

fn look(item: &mut Item, verdict: &Verdict) {
    if let Verdict::Decoded(Reply::Perceptual(hashes)) = verdict {
        item.perceptual.get_or_insert_with(|| format!("{:016x}", hashes.transform));
    }
}

fn note_facts(item: &mut Item, facts: &Facts) {
    item.width_pixels = item.width_pixels.or(facts.width_px.map(u64::from));
    item.height_pixels = item.height_pixels.or(facts.height_px.map(u64::from));
    item.duration_milliseconds = item.duration_milliseconds.or(facts.duration_ms);
    if item.device.is_none() {
        item.device.clone_from(&facts.device);
    }
    if item.made.is_none()
        && let Some(made) = made(&facts.times)
    {
        item.made = Some(made);
        item.made_basis = Some(ClockBasis::File);
    }
    if item.location.is_none() {
        item.location = facts.place.as_ref().map(|place| Location {
            point: Some(place.point),
            precision: Some(PrecisionClass::Exact),
            sigma_m: place.error_m.map(i64::from),
            supplied_by: Some(SuppliedBy::File),
            ..Location::default()
        });
    }
    let times = facts.times.iter().map(|time| (time.field.clone(), written(time)));
    item.stated.extend(times);
    let more = [
        ("software", facts.software.clone()),
        ("tracks", joined(&facts.tracks)),
        ("pages", facts.pages.map(|pages| pages.to_string())),
        ("carries", joined(&facts.carries.iter().map(slug::<Carried>).collect::<Vec<_>>())),
    ];
    item.stated.extend(more.into_iter().filter_map(|(name, said)| Some((name.to_owned(), said?))));
    item.doubts.extend(facts.doubts.iter().map(slug::<Doubt>));
}

fn joined(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(", "))
}

/// The kebab-case name a value has in the engine's own messages.
fn slug<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn written(time: &StatedTime) -> String {
    let Some(minutes) = time.offset_minutes else { return time.local.clone() };
    let (sign, minutes) = if minutes < 0 { ('-', -minutes) } else { ('+', minutes) };
    format!("{}{sign}{:02}:{:02}", time.local, minutes / 60, minutes % 60)
}

/// The time of recording: the one that says so by its name, else the earliest that is of a clock that was set.
fn made(times: &[StatedTime]) -> Option<When> {
    let set = || times.iter().filter(|time| !time.is_of_an_unset_clock());
    let original = set().find(|time| time.field.contains("Original"));
    let time = original.or_else(|| set().min_by(|one, other| one.local.cmp(&other.local)))?;
    When::from_edtf(&written(time), Zone::Unknown, None, Some(time.field.clone())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(field: &str, local: &str, offset_minutes: Option<i16>) -> StatedTime {
        StatedTime { field: field.to_owned(), local: local.to_owned(), offset_minutes }
    }

    #[test]
    fn the_clock_of_the_recording_wins_and_an_unset_one_never() {
        let times = [
            stated("exif DateTime", "2017-06-01T00:00:00", None),
            stated("exif DateTimeOriginal", "2017-06-10T09:30:00", Some(180)),
        ];
        let when = made(&times).unwrap();
        assert_eq!(
            (when.earliest.as_str(), when.latest.as_str()),
            ("2017-06-10T06:30:00Z", "2017-06-10T06:30:00Z")
        );
        assert!(made(&[stated("mvhd created", "1904-01-01T00:00:00", Some(0))]).is_none());
    }

    #[test]
    fn without_an_offset_the_bounds_hold_every_zone() {
        let when = made(&[stated("exif DateTimeOriginal", "2017-06-10T09:30:00", None)]).unwrap();
        assert!(
            when.earliest.as_str() < "2017-06-10T00:00:00Z" && when.latest.as_str() > "2017-06-10T20:00:00Z"
        );
    }
}
