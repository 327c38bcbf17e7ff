//! Frames of films, and of pictures that this program does not read, as a program of other people makes them: their
//! fingerprints are kept as a machine's note, so that what looks alike is proposed. The frames themselves are not kept.
//!
//! The contract is in docs/reference/external-commands.md: PNG files, one behind the other. What is no such thing leaves
//! nothing. Start at [`Register::read_frames`].

use super::OpenItem;
use crate::error::{Error, Result};
use crate::limits::{FRAMES_BYTES_MAX, FRAMES_MAX};
use crate::record::Record;
use crate::register::Register;
use crate::settings::Outside;
use crate::work::Reason;
use domain::id::{ItemId, ProjectId, RecordId};
use domain::kind::Kind;
use domain::record::{Annotation, body};
use domain::vocabulary::AnnotationKind;
use evidence::limits::CHILD_STREAM_TIME_MAX;
use evidence::sandbox::{Feed, Reply, Request, Said, Sandbox, Verdict};

/// What stands for the number of frames in the arguments of the program.
const NUMBER: &str = "{frames}";

/// How every PNG file begins.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What became of asking a machine for the frames of an item.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FramesRead {
    /// The item.
    pub item: String,
    /// Fingerprints that were kept.
    pub frames: usize,
    /// Why nothing came of it, where the program failed.
    pub failed: Option<&'static str>,
}

/// Whether frames are made of an item: of films, and of pictures without a fingerprint of their own.
pub(super) fn has_frames(item: &Record) -> bool {
    let family = item.text("media_type").and_then(|media_type| media_type.split('/').next());
    match family {
        Some("video") => true,
        Some("image") => item.text("perceptual").is_none(),
        _ => false,
    }
}

impl Register {
    /// Lets the program named in the settings make frames of items of which there are none yet, and notes what they
    /// look like.
    ///
    /// # Errors
    /// `not-permitted`, `not-found`, `evidence-no-key`, `reason-missing`; from the database.
    pub async fn read_frames(
        &self,
        reason: Reason,
        project: ProjectId,
        items: &[RecordId],
    ) -> Result<Vec<FramesRead>> {
        let scope = self.permit(reason.actor, project).await?.scope();
        let outside = self.settings.commands.as_ref().and_then(|commands| commands.frames.clone());
        let (Some(outside), Some(sandbox)) = (outside, self.decoder().cloned()) else {
            return Ok(Vec::new());
        };
        let mut read = Vec::new();
        for id in items {
            let open = self.item_bytes(reason.actor, scope, *id).await?;
            let notes = self.records_by(scope, Kind::Annotation, "item", &[*id], "id").await?;
            let is_known = |note: &Record| note.text("kind") == Some(AnnotationKind::Frames.slug());
            if !has_frames(&open.record) || notes.iter().any(is_known) {
                continue;
            }
            let (sandbox, asked) = (sandbox.clone(), outside.clone());
            let made = tokio::task::spawn_blocking(move || made(&sandbox, &asked, &open)).await;
            let made = made.map_err(|error| Error::Damaged(error.to_string()))??;
            let (frames, failed) = match made {
                Ok(frames) => (frames, None),
                Err(why) => (Vec::new(), Some(why)),
            };
            let one = FramesRead { item: id.to_string(), frames: frames.len(), failed };
            if !frames.is_empty() {
                let mut work = self.begin(reason.clone(), project).await?;
                work.create(Kind::Annotation, body(&note(*id, frames, outside.tool()))).await?;
                work.commit().await?;
            }
            read.push(one);
        }
        Ok(read)
    }
}

fn note(item: RecordId, frames: Vec<String>, tool: String) -> Annotation {
    Annotation {
        item: ItemId(item.0),
        kind: AnnotationKind::Frames,
        start_milliseconds: None,
        end_milliseconds: None,
        region: None,
        incident: None,
        sighting: None,
        matched: None,
        words: format!("frames: {}", frames.len()),
        frames,
        language: None,
        translation: None,
        translation_language: None,
        speaker: None,
        hearing: None,
        machine: true,
        tool: Some(tool),
        note: None,
    }
}

type Made = std::result::Result<Vec<String>, &'static str>;

/// Runs the program on the whole item, and the decoder on each frame. Blocking.
fn made(sandbox: &Sandbox, outside: &Outside, item: &OpenItem) -> Result<Made> {
    let mut numbered = outside.clone();
    for argument in &mut numbered.arguments {
        *argument = argument.replace(NUMBER, &FRAMES_MAX.to_string());
    }
    let mut whole = item.whole()?;
    let patient = sandbox.clone().with_time_max(CHILD_STREAM_TIME_MAX);
    let said = patient.run(&numbered.external(), Feed::Stream(&mut whole), FRAMES_BYTES_MAX);
    let bytes = match said.map_err(Error::Evidence)? {
        Said::Output(bytes) => bytes,
        Said::Failed => return Ok(Err("command-failed")),
        Said::TimedOut => return Ok(Err("command-timed-out")),
        Said::TooLarge => return Ok(Err("command-answer-too-large")),
        Said::Unconfined => return Ok(Err("command-not-confined")),
    };
    let files = match pictures(&bytes) {
        Ok(files) => files,
        Err(why) => return Ok(Err(why)),
    };
    let verdicts = sandbox.decode_batch(&Request::Perceptual, &files).map_err(Error::Evidence)?;
    let hashes = verdicts.iter().map(|verdict| match verdict {
        Verdict::Decoded(Reply::Perceptual(hashes)) => Ok(format!("{:016x}", hashes.transform)),
        _ => Err("command-out-of-contract"),
    });
    Ok(hashes.collect())
}

/// Takes PNG files that stand one behind the other apart, by the lengths of their chunks alone; anything else is out of
/// contract, and then nothing of the whole is kept.
fn pictures(bytes: &[u8]) -> std::result::Result<Vec<Vec<u8>>, &'static str> {
    let mut files = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        if files.len() >= FRAMES_MAX {
            return Err("command-answer-too-large");
        }
        let (file, after) = rest.split_at_checked(picture(rest).unwrap_or_default()).unwrap_or_default();
        if file.is_empty() {
            return Err("command-out-of-contract");
        }
        files.push(file.to_vec());
        rest = after;
    }
    Ok(files)
}

/// Bytes of the PNG file at the start; `None` where there is no whole one.
fn picture(bytes: &[u8]) -> Option<usize> {
    let mut at = SIGNATURE.len();
    if !bytes.starts_with(SIGNATURE) {
        return None;
    }
    loop {
        let head = bytes.get(at..at.checked_add(8)?)?;
        let (length, kind) = head.split_at(4);
        let length = u32::from_be_bytes(length.try_into().ok()?);
        // A chunk is its length, its kind, its bytes and a checksum.
        at = at.checked_add(12)?.checked_add(usize::try_from(length).ok()?)?;
        if at > bytes.len() {
            return None;
        }
        if kind == b"IEND" {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(filling: &[u8]) -> Vec<u8> {
        let chunk = |kind: &[u8], bytes: &[u8]| {
            let length = u32::try_from(bytes.len()).unwrap().to_be_bytes();
            [&length, kind, bytes, &[0; 4]].concat()
        };
        [SIGNATURE, &chunk(b"IDAT", filling), &chunk(b"IEND", b"")].concat()
    }

    #[test]
    fn frames_are_told_apart_by_their_chunks() {
        // What looks like the end of a picture inside a chunk is none.
        let (first, second) = (png(b"\0\0\0\0IEND\0\0\0\0"), png(b"x"));
        let both = [first.clone(), second.clone()].concat();
        assert_eq!(pictures(&both), Ok(vec![first.clone(), second]));
        assert_eq!(pictures(b""), Ok(Vec::new()));
        for end in 1..both.len() {
            if end != first.len() {
                assert_eq!(pictures(&both[..end]), Err("command-out-of-contract"), "{end}");
            }
        }
        assert_eq!(pictures(b"frame 1"), Err("command-out-of-contract"));
        let long = [SIGNATURE, &[255; 8]].concat();
        assert_eq!(pictures(&long), Err("command-out-of-contract"));
        assert_eq!(pictures(&png(b"x").repeat(FRAMES_MAX + 1)), Err("command-answer-too-large"));
    }
}
