//! Copies from which something is removed for good: painted over, silenced, or replaced.
//!
//! The original is never touched. What is removed is not hidden under a layer: the image is decoded, painted and
//! encoded anew, the samples are overwritten, the text is another text. Nothing beside pixels and samples is taken over.

use super::facts::milliseconds;
use super::forward::Forward;
use super::picture::Picture;
use super::rendition;
use super::wav::{self, Format};
use super::{Kind, Refusal};
use crate::limits::{MADE_AUDIO_BYTES_MAX, PIECE_BYTES_MAX, REDACTION_QUALITY, REDACTIONS_MAX};
use crate::sandbox::message::Made;
use serde::{Deserialize, Serialize};
use std::io::{self, Read};

/// What stands where text was removed, however long it was.
pub const REMOVED: &str = "█████";

/// A rectangle of an image as shown, in pixels from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// From the left.
    pub left_px: u32,
    /// From the top.
    pub top_px: u32,
    /// Width; at least 1.
    pub width_px: u32,
    /// Height; at least 1.
    pub height_px: u32,
}

/// From `start` up to, but without, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// The first.
    pub start: u64,
    /// The first that is left.
    pub end: u64,
}

/// Paints regions black. An opaque image becomes a JPEG, one with transparency a PNG; both upright.
pub fn image(picture: Picture, orientation: u8, regions: &[Region]) -> Result<(Made, Vec<u8>), Refusal> {
    let mut picture = picture.upright(orientation);
    let fits = |region: &Region| {
        region.width_px > 0
            && region.height_px > 0
            && region.left_px.checked_add(region.width_px).is_some_and(|right| right <= picture.width_px)
            && region.top_px.checked_add(region.height_px).is_some_and(|bottom| bottom <= picture.height_px)
    };
    // A region that lies outside was meant for another image: better nothing than a copy that shows the face.
    if regions.is_empty() || regions.len() > REDACTIONS_MAX || !regions.iter().all(fits) {
        return Err(Refusal::OutOfRange);
    }
    for region in regions {
        picture.black_out(region.left_px, region.top_px, region.width_px, region.height_px);
    }
    let is_opaque = picture.channels.count() % 2 == 1;
    let (kind, bytes) = if is_opaque {
        (Kind::Jpeg, rendition::jpeg(&picture, REDACTION_QUALITY)?)
    } else {
        (Kind::Png, rendition::png(&picture)?)
    };
    let (width_px, height_px) = (picture.width_px, picture.height_px);
    Ok((
        Made { kind, width_px, height_px, original_width_px: width_px, original_height_px: height_px },
        bytes,
    ))
}

/// Silences ranges of milliseconds of a wav and hands the new one on piece by piece: layout and samples, nothing else.
/// Gives the milliseconds that were silenced. An outer error is one of `put`.
pub fn mute<R: Read>(
    input: &mut Forward<R>,
    ranges: &[Range],
    put: &mut dyn FnMut(Vec<u8>) -> io::Result<()>,
) -> io::Result<Result<u64, Refusal>> {
    let (format, length) = match start_of_samples(input, ranges) {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let frame_bytes = u64::from(format.frame_bytes());
    let rate = u64::from(format.sample_rate_hz);
    // Outwards, so that no part of a range is heard.
    let frames = |range: &Range| (range.start * rate / 1_000, (range.end * rate).div_ceil(1_000));
    let mut silent = joined(ranges.iter().map(frames).collect()).into_iter().peekable();
    let data_bytes = u32::try_from(length).map_err(io::Error::other)?;
    put(wav::header(format, data_bytes).to_vec())?;
    let (mut left, mut frame, mut muted) = (length, 0, 0);
    let piece_bytes = (u64::from(PIECE_BYTES_MAX) / frame_bytes).max(1) * frame_bytes;
    while left > 0 {
        let mut piece = match input.exactly(left.min(piece_bytes), piece_bytes) {
            Ok(piece) => piece,
            Err(refusal) => return Ok(Err(refusal)),
        };
        left -= piece.len() as u64;
        for bytes in piece.chunks_exact_mut(usize::from(format.frame_bytes())) {
            while silent.next_if(|(_, end)| *end <= frame).is_some() {}
            if silent.peek().is_some_and(|(start, _)| *start <= frame) {
                bytes.fill(format.coding.silence());
                muted += 1;
            }
            frame += 1;
        }
        put(piece)?;
    }
    if length % 2 == 1 {
        put(vec![0])?;
    }
    let asked = ranges.iter().map(|range| range.end - range.start).sum();
    Ok(Ok(milliseconds(muted, rate).unwrap_or(0).min(asked)))
}

/// Goes to the samples and tells how many bytes of whole frames there are. Of a stream of unknown length, and of a cut
/// file that comes through a pipe, that cannot be told before it is written: both are refused.
fn start_of_samples<R: Read>(input: &mut Forward<R>, ranges: &[Range]) -> Result<(Format, u64), Refusal> {
    let in_order = |range: &Range| range.start < range.end && range.end <= 100_000_000_000;
    if ranges.is_empty() || ranges.len() > REDACTIONS_MAX || !ranges.iter().all(in_order) {
        return Err(Refusal::OutOfRange);
    }
    let mut reader = wav::Reader::open(input).map_err(|_broken| Refusal::KindNotRead)?;
    let (format, length) = reader.to_samples(input)?;
    format.coding.sample_bytes().ok_or(Refusal::LayoutNotRead)?;
    let there = input.remaining().map_or(length, |remaining| remaining.min(length));
    let whole = there - there % u64::from(format.frame_bytes());
    let end_ms = milliseconds(whole / u64::from(format.frame_bytes()), u64::from(format.sample_rate_hz));
    let fits = |range: &Range| end_ms.is_some_and(|end| range.start <= end && range.end <= end + 1);
    if there == u64::MAX {
        return Err(Refusal::Truncated);
    }
    if !ranges.iter().all(fits) {
        return Err(Refusal::OutOfRange);
    }
    if whole > MADE_AUDIO_BYTES_MAX - 45 { Err(Refusal::BytesTooMany) } else { Ok((format, whole)) }
}

/// Replaces ranges of bytes of a text. Ranges that overlap become one; one that cuts a letter or leads out is refused.
/// Text is not decoded by anything, so that this needs no child.
pub fn text(original: &str, ranges: &[Range]) -> Result<String, Refusal> {
    let place = |at: u64| {
        usize::try_from(at).ok().filter(|at| original.is_char_boundary(*at)).ok_or(Refusal::OutOfRange)
    };
    if ranges.is_empty() || ranges.len() > REDACTIONS_MAX {
        return Err(Refusal::OutOfRange);
    }
    let mut places = Vec::with_capacity(ranges.len());
    for range in ranges {
        let (start, end) = (place(range.start)?, place(range.end)?);
        if start >= end {
            return Err(Refusal::OutOfRange);
        }
        places.push((start, end));
    }
    let mut kept = String::new();
    let mut at = 0;
    for (start, end) in joined(places) {
        kept.push_str(&original[at..start]);
        kept.push_str(REMOVED);
        at = end;
    }
    kept.push_str(&original[at..]);
    Ok(kept)
}

/// In order, with those that overlap or touch as one: the border between two removals is not told either.
fn joined<T: Ord + Copy>(mut ranges: Vec<(T, T)>) -> Vec<(T, T)> {
    ranges.sort_unstable();
    let mut joined: Vec<(T, T)> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        match joined.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::picture::Channels;
    use crate::media::pixels;
    use proptest::prelude::*;

    fn range(start: u64, end: u64) -> Range {
        Range { start, end }
    }

    #[test]
    fn a_region_is_black_in_what_comes_out() {
        let picture = Picture::new(64, 32, Channels::Colour, vec![200; 64 * 32 * 3]).unwrap();
        let region = Region { left_px: 8, top_px: 8, width_px: 16, height_px: 16 };
        let (made, bytes) = image(picture.clone(), 1, &[region]).unwrap();
        assert_eq!((made.kind, made.width_px, made.height_px), (Kind::Jpeg, 64, 32));
        let again = pixels::decode(&bytes).unwrap();
        let at = |x: usize, y: usize| again.bytes[(y * 64 + x) * 3];
        assert!(
            at(16, 16) < 8 && at(8, 8) < 40 && at(40, 20) > 190,
            "{} {} {}",
            at(16, 16),
            at(8, 8),
            at(40, 20)
        );
        let outside = Region { left_px: 60, width_px: 5, ..region };
        assert_eq!(image(picture.clone(), 1, &[outside]).unwrap_err(), Refusal::OutOfRange);
        assert_eq!(image(picture, 1, &[]).unwrap_err(), Refusal::OutOfRange);
    }

    #[test]
    fn a_range_is_silent_and_the_rest_as_it_was() {
        let mut file =
            b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\xE8\x03\0\0\xD0\x07\0\0\x02\0\x10\0".to_vec();
        file.extend(b"LIST\x0C\0\0\0INFOsecret!!data\x00\x10\0\0");
        file.extend([7; 4_096]);
        file.extend(b"LIST\x04\0\0\0tail");
        let mut made = Vec::new();
        let mut put = |piece: Vec<u8>| {
            made.extend(piece);
            Ok(())
        };
        let muted =
            mute(&mut Forward::new(&file[..]), &[range(500, 750), range(700, 1_000)], &mut put).unwrap();
        assert_eq!(muted, Ok(500));
        let samples = &made[44..];
        assert_eq!((made.len(), samples.len()), (44 + 4_096, 4_096));
        assert!(samples[1_000..2_000].iter().all(|byte| *byte == 0));
        assert!(samples[..1_000].iter().chain(&samples[2_000..]).all(|byte| *byte == 7));
        assert!(!crate::media::kind::contains(&made, b"secret"));
        let late = mute(&mut Forward::new(&file[..]), &[range(0, 5_000)], &mut |_| Ok(())).unwrap();
        assert_eq!(late, Err(Refusal::OutOfRange));
    }

    #[test]
    fn removed_text_leaves_no_length() {
        let words = "قال أحمد إن البيت";
        let name = words.find("أحمد").map(|at| range(at as u64, at as u64 + 8)).unwrap();
        assert_eq!(text(words, &[name]).unwrap(), "قال █████ إن البيت");
        assert_eq!(text("abcdef", &[range(2, 4), range(1, 3), range(4, 5)]).unwrap(), "a█████f");
        assert_eq!(text("abc", &[range(0, 3)]).unwrap(), REMOVED);
        assert_eq!(text(words, &[range(1, 3)]), Err(Refusal::OutOfRange));
        assert_eq!(text("abc", &[range(1, 9)]), Err(Refusal::OutOfRange));
    }

    proptest! {
        #[test]
        fn nothing_of_a_range_is_left(before in "[a-m]{0,9}", secret in "[n-z]{1,9}", after in "[a-m]{0,9}") {
            let whole = format!("{before}{secret}{after}");
            let removed = text(&whole, &[range(before.len() as u64, (before.len() + secret.len()) as u64)]).unwrap();
            prop_assert_eq!(removed, format!("{before}{REMOVED}{after}"));
        }
    }
}
