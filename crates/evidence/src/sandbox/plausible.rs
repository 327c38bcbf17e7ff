//! Whether what a child says can be true. A child that was taken over may say anything.
//!
//! Every field has a bound, every text is printable, and an image is what it claims to be and carries nothing beside
//! its pixels.

use super::message::{Made, Reply, Request};
use crate::limits::{
    CHANNELS_MAX, PICTURE_PIXELS_MAX, SAMPLE_RATE_MAX_HZ, STATED_CHARS_MAX, STATED_TIMES_MAX, TRACKS_MAX,
};
use crate::media::facts::{StatedPlace, StatedTime, is_plain, parts};
use crate::media::{Facts, Kind};
use domain::location::UNITS_PER_DEGREE;

/// A hundred years, the longest recording that is believed.
const DURATION_MAX_MS: u64 = 100 * 366 * 24 * 3_600 * 1_000;

/// Entries of a list of parts or doubts: there are fewer sorts than this.
const SORTS_MAX: usize = 32;

/// Attempts of a self-test.
const ATTEMPTS_MAX: usize = 20;

/// Whether `reply` answers `request`, with `made` as what the child made (of a recording: only `length`, its bytes).
pub fn is_answer(request: &Request, reply: &Reply, made: &[u8], length: u64) -> bool {
    match (request, reply) {
        (_, Reply::Refused(_)) | (Request::Perceptual, Reply::Perceptual(_)) => true,
        (Request::Facts, Reply::Facts(facts)) => are_facts(facts),
        (Request::Rendition { edge_px }, Reply::Image(image)) => {
            image.kind == Kind::Jpeg
                && image.width_px.max(image.height_px) <= *edge_px
                && is_image(image, made)
        }
        (Request::RedactImage { .. }, Reply::Image(image)) => {
            let is_whole =
                (image.width_px, image.height_px) == (image.original_width_px, image.original_height_px);
            is_whole && is_image(image, made)
        }
        (Request::Waveform { peaks_per_second }, Reply::Waveform(waveform)) => {
            waveform.peaks_per_second == *peaks_per_second
                && waveform.peaks == length
                && waveform.duration_ms <= DURATION_MAX_MS
                && waveform.peaks <= waveform.duration_ms * u64::from(*peaks_per_second) / 1_000 + 1
        }
        (Request::MuteAudio { ranges }, Reply::Audio { muted_ms }) => {
            length >= 44
                && *muted_ms <= ranges.iter().map(|range| range.end.saturating_sub(range.start)).sum()
        }
        (Request::SelfTest { .. }, Reply::Tested(outcomes)) => {
            outcomes.len() <= ATTEMPTS_MAX
                && outcomes.iter().all(|(name, outcome)| is_text(name) && is_text(outcome))
        }
        _ => false,
    }
}

/// Whether a recording begins as one.
pub fn is_start_of_wav(piece: &[u8]) -> bool {
    piece.len() >= 44 && Kind::of(piece) == Kind::Wav
}

fn is_image(image: &Made, made: &[u8]) -> bool {
    let pixels = |width: u32, height: u32| u64::from(width) * u64::from(height);
    let parts = parts::of(image.kind, made);
    matches!(image.kind, Kind::Jpeg | Kind::Png)
        && Kind::of(made) == image.kind
        && parts.size == Some((image.width_px, image.height_px))
        && parts.found.is_empty()
        && !parts.is_cut
        && (1..=PICTURE_PIXELS_MAX).contains(&pixels(image.width_px, image.height_px))
        && (1..=PICTURE_PIXELS_MAX).contains(&pixels(image.original_width_px, image.original_height_px))
}

fn are_facts(facts: &Facts) -> bool {
    // Destructured, so that a field that is added has to be looked at here.
    let Facts {
        kind: _,
        width_px: _,
        height_px: _,
        orientation,
        duration_ms,
        sample_rate_hz,
        channels,
        tracks,
        times,
        place,
        device,
        software,
        pages,
        carries,
        doubts,
    } = facts;
    orientation.is_none_or(|orientation| (1..=8).contains(&orientation))
        && duration_ms.is_none_or(|duration| duration <= DURATION_MAX_MS)
        && sample_rate_hz.is_none_or(|rate| rate <= SAMPLE_RATE_MAX_HZ)
        && channels.is_none_or(|channels| channels <= u16::from(u8::MAX).max(CHANNELS_MAX))
        && tracks.len() <= TRACKS_MAX
        && tracks.iter().all(|track| is_text(track))
        && times.len() <= STATED_TIMES_MAX
        && times.iter().all(StatedTime::is_well_formed)
        && place.as_ref().is_none_or(is_place)
        && device.as_deref().is_none_or(is_text)
        && software.as_deref().is_none_or(is_text)
        && pages.is_none_or(|pages| pages <= 1_000_000)
        && carries.len() <= SORTS_MAX
        && doubts.len() <= SORTS_MAX
}

fn is_place(place: &StatedPlace) -> bool {
    place.point.lat_e7.abs() <= 90 * UNITS_PER_DEGREE
        && place.point.lon_e7.abs() <= 180 * UNITS_PER_DEGREE
        && is_text(&place.field)
}

fn is_text(text: &str) -> bool {
    text.chars().count() <= STATED_CHARS_MAX && text.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::Refusal;
    use domain::location::Point;

    fn believed(change: impl FnOnce(&mut Facts)) -> bool {
        let mut facts = Facts::of(Kind::Jpeg);
        change(&mut facts);
        is_answer(&Request::Facts, &Reply::Facts(Box::new(facts)), &[], 0)
    }

    #[test]
    fn facts_that_cannot_be_are_not_believed() {
        assert!(believed(|_| ()));
        assert!(!believed(|facts| facts.orientation = Some(9)));
        assert!(!believed(|facts| facts.duration_ms = Some(u64::MAX)));
        assert!(!believed(|facts| facts.device = Some("x".repeat(STATED_CHARS_MAX + 1))));
        assert!(!believed(|facts| facts.software = Some("a\u{1b}[2Jb".to_owned())));
        assert!(!believed(|facts| facts.software = Some("a\u{202e}gpj".to_owned())));
        assert!(!believed(|facts| facts.tracks = vec![String::new(); TRACKS_MAX + 1]));
        let point = Point { lat_e7: 91 * UNITS_PER_DEGREE, lon_e7: 0 };
        assert!(!believed(
            |facts| facts.place = Some(StatedPlace { field: "x".into(), point, error_m: None })
        ));
        let time = StatedTime { field: "x".into(), local: "<script>".into(), offset_minutes: None };
        assert!(!believed(|facts| facts.times = vec![time]));
    }

    #[test]
    fn an_answer_to_another_question_is_none() {
        let facts = Reply::Facts(Box::new(Facts::of(Kind::Jpeg)));
        assert!(!is_answer(&Request::Perceptual, &facts, &[], 0));
        assert!(is_answer(&Request::Perceptual, &Reply::Refused(Refusal::Broken), &[], 0));
        let tested = Reply::Tested(Vec::new());
        assert!(!is_answer(&Request::Facts, &tested, &[], 0));
    }

    #[test]
    fn an_image_that_carries_a_comment_is_not_taken() {
        let clean = b"\xFF\xD8\xFF\xC0\0\x0B\x08\0\x02\0\x03\x01\x01\x11\0\xFF\xDA\0\x02ab\xFF\xD9".to_vec();
        let request = Request::Rendition { edge_px: 10 };
        let image = |width_px| {
            Reply::Image(Made {
                kind: Kind::Jpeg,
                width_px,
                height_px: 2,
                original_width_px: 30,
                original_height_px: 20,
            })
        };
        let is_taken =
            |bytes: &[u8], width_px| is_answer(&request, &image(width_px), bytes, bytes.len() as u64);
        assert!(is_taken(&clean, 3));
        assert!(!is_taken(&clean, 4));
        assert!(!is_taken(&[&clean[..2], b"\xFF\xFE\0\x05abc", &clean[2..]].concat(), 3));
        assert!(!is_taken(&[&clean[..], b"tail"].concat(), 3));
        assert!(!is_taken(&clean[..clean.len() - 2], 3));
    }
}
