//! What a file states about itself: size, length, times, place, device, and which parts it carries.
//!
//! A stated time or place is what a device wrote, right or wrong: it is a fact about the file, and no judgement and no
//! evidence by itself. What cannot be read is a [`Doubt`]; an unreadable EXIF part never fails an intake. Times come
//! with their offset from UTC or without one, and are never guessed into one. Start at [`read`].

mod document;
mod exif;
mod image;
mod iso_description;
mod iso_media;
pub mod parts;
mod sound;
mod stated;

pub use sound::milliseconds;
pub use stated::{StatedPlace, StatedTime, is_plain, stated_text};

use super::forward::Forward;
use super::{Kind, Refusal};
use crate::limits::{KIND_BYTES, STATED_TIMES_MAX, TRACKS_MAX, WHOLE_BYTES_MAX};
use serde::{Deserialize, Serialize};
use std::io::Read;

/// What a file states about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// What the file is, by content.
    pub kind: Kind,
    /// Width as shown, after the orientation is applied.
    pub width_px: Option<u32>,
    /// Height as shown.
    pub height_px: Option<u32>,
    /// EXIF orientation, 1 to 8.
    pub orientation: Option<u8>,
    /// Length of a recording.
    pub duration_ms: Option<u64>,
    /// Samples of a second.
    pub sample_rate_hz: Option<u32>,
    /// Channels of sound.
    pub channels: Option<u16>,
    /// What each track is: `video avc1`, `audio mp4a`.
    pub tracks: Vec<String>,
    /// Every time the file states, with the name of the field that states it.
    pub times: Vec<StatedTime>,
    /// Where the device says it was.
    pub place: Option<StatedPlace>,
    /// Maker and model.
    pub device: Option<String>,
    /// The program that wrote the file.
    pub software: Option<String>,
    /// Pages of a document.
    pub pages: Option<u32>,
    /// Parts that can hold more than the picture or the sound.
    pub carries: Vec<Carried>,
    /// What could not be read or does not fit together.
    pub doubts: Vec<Doubt>,
}

/// A part of a file that can hold more than the picture or the sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Carried {
    /// EXIF.
    Exif,
    /// XMP.
    Xmp,
    /// IPTC in a Photoshop block.
    Iptc,
    /// A comment or text part.
    Comment,
    /// A colour profile.
    ColourProfile,
    /// A C2PA manifest store; whether it holds is not told here.
    ContentCredentials,
    /// Another picture or data block of an application.
    Application,
    /// Tags of a recording: ID3, `INFO`, `udta`.
    Tags,
    /// Bytes after the end.
    Trailer,
}

/// What could not be read or does not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// The EXIF part is damaged; what could be read is given.
    ExifDamaged,
    /// A time is stated without its offset from UTC.
    TimeWithoutOffset,
    /// The format says UTC, and cameras often write local time there.
    TimeMayBeLocal,
    /// A time is that of a clock that was never set.
    ClockNotSet,
    /// A place is stated without north or south, east or west.
    PlaceWithoutHemisphere,
    /// A place is stated as 0, 0: usually a receiver without a fix.
    PlaceAtZero,
    /// The file ends before it should.
    Truncated,
    /// The duration is that of the header, and the data could not be counted.
    DurationFromHeader,
    /// Pages were counted by marks in the file, not by reading it.
    PagesCounted,
    /// Pages could not be counted.
    PagesUnknown,
    /// There are more parts, times or tracks than are kept.
    TooManyParts,
    /// A part is damaged.
    PartDamaged,
    /// An archive's entries claim more than is let in.
    ArchiveTooLarge,
}

impl Facts {
    /// Nothing but the kind.
    pub const fn of(kind: Kind) -> Self {
        Self {
            kind,
            width_px: None,
            height_px: None,
            orientation: None,
            duration_ms: None,
            sample_rate_hz: None,
            channels: None,
            tracks: Vec::new(),
            times: Vec::new(),
            place: None,
            device: None,
            software: None,
            pages: None,
            carries: Vec::new(),
            doubts: Vec::new(),
        }
    }

    /// Notes a part, once.
    fn carry(&mut self, part: Carried) {
        if !self.carries.contains(&part) {
            self.carries.push(part);
        }
    }

    /// Notes a doubt, once.
    fn doubt(&mut self, doubt: Doubt) {
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }

    /// Notes a time, once, with the doubts that a bare time brings.
    fn time(&mut self, time: impl Into<Option<StatedTime>>) {
        let Some(time) = time.into() else { return };
        if self.times.contains(&time) {
            return;
        }
        if self.times.len() >= STATED_TIMES_MAX {
            return self.doubt(Doubt::TooManyParts);
        }
        if time.offset_minutes.is_none() {
            self.doubt(Doubt::TimeWithoutOffset);
        }
        if time.is_of_an_unset_clock() {
            self.doubt(Doubt::ClockNotSet);
        }
        self.times.push(time);
    }

    /// Notes a track.
    fn track(&mut self, track: String) {
        if self.tracks.len() >= TRACKS_MAX {
            return self.doubt(Doubt::TooManyParts);
        }
        self.tracks.push(track);
    }
}

/// Reads what a file states about itself. Never fails: what is not understood is a doubt, and a file of an unknown
/// kind has its kind only.
pub fn read<R: Read>(input: &mut Forward<R>) -> Facts {
    let mut facts = Facts::of(input.peek(KIND_BYTES).map_or(Kind::Unknown, Kind::of));
    let outcome = match facts.kind {
        Kind::Wav => sound::read_wav(input, &mut facts),
        Kind::Mp3 => sound::read_mp3(input, &mut facts),
        Kind::Ogg => sound::read_ogg(input, &mut facts),
        Kind::M4a | Kind::Mp4 | Kind::Quicktime | Kind::ThreeGp => iso_media::read(input, &mut facts),
        Kind::Jpeg | Kind::Png | Kind::Webp | Kind::Gif | Kind::Tiff | Kind::Heif => {
            input.rest(WHOLE_BYTES_MAX).map(|bytes| image::read(&bytes, &mut facts))
        }
        Kind::Pdf => input.rest(WHOLE_BYTES_MAX).map(|bytes| document::read_pdf(&bytes, &mut facts)),
        Kind::Docx => input.rest(WHOLE_BYTES_MAX).and_then(|bytes| document::read_docx(&bytes, &mut facts)),
        Kind::Zip | Kind::Text | Kind::Unknown => Ok(()),
    };
    match outcome {
        Ok(()) => {}
        Err(Refusal::Truncated) => facts.doubt(Doubt::Truncated),
        Err(Refusal::ArchiveTooLarge) => facts.doubt(Doubt::ArchiveTooLarge),
        Err(_) => facts.doubt(Doubt::PartDamaged),
    }
    facts
}
