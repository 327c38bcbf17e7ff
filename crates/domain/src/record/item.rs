//! An item of evidence, and what people note in it: the bytes' digest, how they came, what they are.
//!
//! Not the bytes, which lie in the vault under the digest. What a file states of itself (its clock, its coordinates)
//! is a claim about the file, never evidence by itself.

use super::{PlaceMatch, RawRow, Rules, Sighting, gather, needed};
use crate::id::{IncidentId, ItemId, SourceId};
use crate::location::Location;
use crate::problem::Problem;
use crate::vocabulary::{
    Acquisition, AnnotationKind, ClockBasis, Derivation, Hearing, ItemKind, StatedCheck,
};
use crate::when::When;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Millionths of a picture's width or height.
pub const WHOLE_PICTURE: u32 = 1_000_000;

/// One preserved file: bytes that are never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// SHA-256 of its bytes, 64 hex digits; it never changes.
    pub sha256: String,
    /// Its size; it never changes.
    pub size_bytes: u64,
    /// Media type by content, such as `image/jpeg`; `application/octet-stream` where not known.
    pub media_type: String,
    /// How the bytes came.
    pub acquisition: Acquisition,
    /// When the bytes came.
    pub acquired: When,
    /// Title, in our words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The file's name as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Who it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// Where it was found, as an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The item it was found in: an archive, a chat export, a mailbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container: Option<ItemId>,
    /// Its name inside the container.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The item it was made from; it is never shown to more people than that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derived_from: Option<ItemId>,
    /// The item it was redacted from; custodians may show it to more people than that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted_from: Option<ItemId>,
    /// What it is to the item it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derivation: Option<Derivation>,
    /// By which tool, with which settings, it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// When it was recorded, taken or written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<When>,
    /// By which clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_basis: Option<ClockBasis>,
    /// What has to be added to its clock, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_offset_seconds: Option<i64>,
    /// Why that much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_reason: Option<String>,
    /// Where it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// The device that made it, as the file states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// How long it plays, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_milliseconds: Option<u64>,
    /// Width in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width_pixels: Option<u64>,
    /// Height in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height_pixels: Option<u64>,
    /// Perceptual hash, 16 hex digits; alike pictures have alike ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub perceptual: Option<String>,
    /// What else the file states of itself, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stated: BTreeMap<String, String>,
    /// What the reading of the file was unsure of, or could not do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
    /// Whether its bytes agree with a digest or signature that came with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_check: Option<StatedCheck>,
    /// Which digest or signature, and what was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_check_words: Option<String>,
    /// Language tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Whether it shows graphic material; absent where nobody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub graphic: Option<bool>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The imported row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawRow>,
}

impl Item {
    /// An item of which nothing is known yet but how, when and under which name it came; digest, size and media type
    /// are filled in once its bytes are kept.
    pub fn coming(acquisition: Acquisition, acquired: When, file_name: &str) -> Self {
        Self {
            kind: ItemKind::Unknown,
            sha256: String::new(),
            size_bytes: 0,
            media_type: String::new(),
            acquisition,
            acquired,
            title: None,
            file_name: Some(file_name.to_owned()),
            source: None,
            url: None,
            container: None,
            path: None,
            derived_from: None,
            redacted_from: None,
            derivation: None,
            method: None,
            made: None,
            made_basis: None,
            clock_offset_seconds: None,
            clock_reason: None,
            location: None,
            device: None,
            duration_milliseconds: None,
            width_pixels: None,
            height_pixels: None,
            perceptual: None,
            stated: BTreeMap::new(),
            doubts: Vec::new(),
            stated_check: None,
            stated_check_words: None,
            languages: Vec::new(),
            graphic: None,
            note: None,
            raw: None,
        }
    }
}

/// Fields of an item that say what the bytes are and how they came: what they are is never changed.
pub const ITEM_FIXED: [&str; 10] = [
    "sha256",
    "size_bytes",
    "acquisition",
    "acquired",
    "container",
    "path",
    "derived_from",
    "redacted_from",
    "derivation",
    "method",
];

impl Rules for Item {
    fn problems(&self) -> Vec<Problem> {
        let is_digest = self.sha256.len() == 64
            && self.sha256.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        let made_from = self.derived_from.is_some() || self.redacted_from.is_some();
        gather([
            (!is_digest).then(|| Problem::refuse("digest-malformed", "sha256")).into_iter().collect(),
            needed(&self.media_type, "media_type").into_iter().collect(),
            (self.derivation.is_some() && !made_from)
                .then(|| Problem::refuse("derivation-of-nothing", "derivation"))
                .into_iter()
                .collect(),
            (self.clock_offset_seconds.is_some() && self.clock_reason.is_none())
                .then(|| Problem::refuse("clock-offset-unreasoned", "clock_reason"))
                .into_iter()
                .collect(),
            self.location.as_ref().map(|place| place.problems("location")).unwrap_or_default(),
        ])
    }
}

/// A part of a picture, in millionths of its width and height from the corner at the top left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// From the left edge.
    pub left: u32,
    /// From the top edge.
    pub top: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// What somebody notes at a place of an item: words spoken from here to there, a part of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotation {
    /// The item.
    pub item: ItemId,
    /// What the note is.
    pub kind: AnnotationKind,
    /// Where it begins, in milliseconds of the item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_milliseconds: Option<u64>,
    /// Where it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_milliseconds: Option<u64>,
    /// Which part of the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// The incident that it shows, or is seen from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// Where the witness stood, and how far and in which direction the event was from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sighting: Option<Sighting>,
    /// Which place it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matched: Option<PlaceMatch>,
    /// Perceptual hashes of frames that a program made of a film or a picture, in their order, 16 hex digits each: to
    /// propose pictures that look alike, and for nothing else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frames: Vec<String>,
    /// The words heard, read or noted, in their language.
    pub words: String,
    /// Language tag of the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Their translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
    /// Language tag of the translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation_language: Option<String>,
    /// Who speaks; private persons only by label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// How surely it was heard or read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hearing: Option<Hearing>,
    /// Whether a machine wrote the words; then they are never evidence before a person has checked them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub machine: bool,
    /// Which program and model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Annotation {
    /// Refuses a sighting that measures nothing and a match that names nothing.
    fn without_its_part(&self) -> Vec<Problem> {
        match self.kind {
            AnnotationKind::Sighting if self.sighting.is_none() => {
                vec![Problem::refuse("field-empty", "sighting")]
            }
            AnnotationKind::Place if self.matched.is_none() => {
                vec![Problem::refuse("field-empty", "matched")]
            }
            AnnotationKind::Frames if self.frames.is_empty() => {
                vec![Problem::refuse("field-empty", "frames")]
            }
            _ => Vec::new(),
        }
    }

    /// Refuses fingerprints that are none, or that a person is said to have made.
    fn frame_problems(&self) -> Vec<Problem> {
        let is_fingerprint = |text: &String| {
            text.len() == 16
                && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        };
        let is_wrong = !self.frames.iter().all(is_fingerprint);
        let is_persons = !self.frames.is_empty() && (!self.machine || self.kind != AnnotationKind::Frames);
        gather([
            is_wrong.then(|| Problem::refuse("digest-malformed", "frames")).into_iter().collect(),
            is_persons.then(|| Problem::refuse("machine-unnamed", "frames")).into_iter().collect(),
        ])
    }
}

/// Fields of an annotation that say what was measured or matched at which part: they are never changed, so that what
/// another person confirmed stays what they saw.
pub const ANNOTATION_FIXED: [&str; 7] =
    ["item", "kind", "region", "incident", "sighting", "matched", "frames"];

impl Rules for Annotation {
    fn problems(&self) -> Vec<Problem> {
        let backwards = matches!((self.start_milliseconds, self.end_milliseconds), (Some(start), Some(end)) if end < start)
            || (self.start_milliseconds.is_none() && self.end_milliseconds.is_some());
        let outside = self.region.is_some_and(|region| {
            let fits = |from: u32, size: u32| {
                size > 0 && from.checked_add(size).is_some_and(|end| end <= WHOLE_PICTURE)
            };
            !fits(region.left, region.width) || !fits(region.top, region.height)
        });
        gather([
            needed(&self.words, "words").into_iter().collect(),
            backwards.then(|| Problem::refuse("segment-backwards", "end_milliseconds")).into_iter().collect(),
            outside.then(|| Problem::refuse("region-outside", "region")).into_iter().collect(),
            self.sighting.as_ref().map(Sighting::problems).unwrap_or_default(),
            self.matched.as_ref().map(PlaceMatch::problems).unwrap_or_default(),
            self.without_its_part(),
            self.frame_problems(),
            (self.machine && self.tool.is_none())
                .then(|| Problem::refuse("machine-unnamed", "tool"))
                .into_iter()
                .collect(),
        ])
    }
}
