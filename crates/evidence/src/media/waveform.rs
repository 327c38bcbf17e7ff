//! The peaks of a recording, for a picture of its sound: read once, in memory that does not grow with its length
//! except for the peaks.
//!
//! Wav only. Another recording is first turned into one by a command that a person has installed, see
//! docs/reference/external-commands.md. Start at [`read`].

use super::Refusal;
use super::facts::milliseconds;
use super::forward::Forward;
use super::wav::{Coding, Format, Reader};
use crate::limits::{PIECE_BYTES_MAX, WAVEFORM_LENGTH_MAX, WAVEFORM_PEAKS_MAX};
use serde::{Deserialize, Serialize};
use std::io::Read;

/// How peaks are to be read. Each is one byte: 0 is silence, 255 the loudest a sample can be, over all channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waveform {
    /// Peaks of a second.
    pub peaks_per_second: u32,
    /// How many there are.
    pub peaks: u64,
    /// Length of the recording.
    pub duration_ms: u64,
}

/// Reads the peaks of a wav. A recording that is cut gives the peaks of what is there.
pub fn read<R: Read>(input: &mut Forward<R>, peaks_per_second: u32) -> Result<(Waveform, Vec<u8>), Refusal> {
    if !(1..=WAVEFORM_PEAKS_MAX).contains(&peaks_per_second) {
        return Err(Refusal::OutOfRange);
    }
    let mut reader = Reader::open(input).map_err(|_broken| Refusal::KindNotRead)?;
    let (format, length) = reader.to_samples(input)?;
    peaks_of(input, format, length, peaks_per_second)
}

fn peaks_of<R: Read>(
    input: &mut Forward<R>,
    format: Format,
    length: u64,
    peaks_per_second: u32,
) -> Result<(Waveform, Vec<u8>), Refusal> {
    let sample_bytes = format.coding.sample_bytes().ok_or(Refusal::LayoutNotRead)?;
    let frame_bytes = usize::from(format.frame_bytes());
    let rate = u64::from(format.sample_rate_hz);
    let mut peaks: Vec<u8> = Vec::new();
    let mut frames = 0_u64;
    // The peak that is being taken, and the first frame that belongs to a later one.
    let (mut bucket, mut bucket_end) = (0, 0);
    let mut left = length;
    // A whole number of frames at a time.
    let piece_bytes = (PIECE_BYTES_MAX as usize / frame_bytes).max(1) * frame_bytes;
    while left > 0 {
        let piece = input.up_to(left.min(piece_bytes as u64))?;
        left -= piece.len() as u64;
        for frame in piece.chunks_exact(frame_bytes) {
            if frames >= bucket_end {
                bucket = frames * u64::from(peaks_per_second) / rate;
                bucket_end = ((bucket + 1) * rate).div_ceil(u64::from(peaks_per_second));
            }
            let bucket = usize::try_from(bucket).unwrap_or(usize::MAX);
            if bucket >= WAVEFORM_LENGTH_MAX {
                return Err(Refusal::BytesTooMany);
            }
            // At a low rate a bucket may hold no frame: it repeats the one before it.
            let before = peaks.last().copied().unwrap_or(0);
            while peaks.len() < bucket {
                peaks.push(before);
            }
            let loudest = frame
                .chunks_exact(sample_bytes)
                .map(|sample| loudness(sample, format.coding))
                .max()
                .unwrap_or(0);
            match peaks.get_mut(bucket) {
                Some(peak) => *peak = loudest.max(*peak),
                None => peaks.push(loudest),
            }
            frames += 1;
        }
        if piece.len() < piece_bytes {
            break;
        }
    }
    let duration_ms = milliseconds(frames, rate).unwrap_or(0);
    Ok((Waveform { peaks_per_second, peaks: peaks.len() as u64, duration_ms }, peaks))
}

/// How far a sample is from silence, 0 to 255.
fn loudness(sample: &[u8], coding: Coding) -> u8 {
    let whole = |value: i32| u8::try_from(value.unsigned_abs() >> 23).unwrap_or(u8::MAX);
    match (coding, sample) {
        (Coding::Pcm8, [value]) => whole((i32::from(*value) - 128) << 24),
        (Coding::Pcm16, [low, high]) => whole(i32::from_le_bytes([0, 0, *low, *high])),
        (Coding::Pcm24, [low, middle, high]) => whole(i32::from_le_bytes([0, *low, *middle, *high])),
        (Coding::Pcm32, [a, b, c, d]) => whole(i32::from_le_bytes([*a, *b, *c, *d])),
        (Coding::Float32, [a, b, c, d]) => of_float(f64::from(f32::from_le_bytes([*a, *b, *c, *d]))),
        (Coding::Float64, eight) => of_float(eight.try_into().map_or(0.0, f64::from_le_bytes)),
        _ => 0,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=255; what is no number is 0"
)]
fn of_float(value: f64) -> u8 {
    (value.abs() * 255.0).clamp(0.0, 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::wav::{Chunk, header};

    /// A wav of one channel at 1,000 Hz.
    fn wav(coding: u16, bits: u16, samples: &[u8]) -> Vec<u8> {
        let bytes = bits / 8;
        let mut wav = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0".to_vec();
        wav.extend([coding.to_le_bytes(), 1_u16.to_le_bytes()].concat());
        wav.extend([1_000_u32.to_le_bytes(), (1_000 * u32::from(bytes)).to_le_bytes()].concat());
        wav.extend([bytes.to_le_bytes(), bits.to_le_bytes()].concat());
        wav.extend(b"LIST\x03\0\0\0abc\0data");
        wav.extend(u32::try_from(samples.len()).unwrap().to_le_bytes());
        wav.extend(samples);
        wav
    }

    #[test]
    fn every_coding_gives_the_same_peaks() {
        // Silence for half a second, then half and full scale.
        let levels = [0.0, 0.0, 0.5, -1.0];
        let of = |to_bytes: &dyn Fn(f64) -> Vec<u8>| {
            levels.iter().flat_map(|level| to_bytes(*level).repeat(250)).collect::<Vec<u8>>()
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a saturating cast is what the format does"
        )]
        let files = [
            wav(1, 8, &of(&|level| vec![((level * 128.0) as i64 + 128).clamp(0, 255) as u8])),
            wav(1, 16, &of(&|level| ((level * 32_768.0) as i16).to_le_bytes().to_vec())),
            wav(1, 24, &of(&|level| ((level * 2_147_483_648.0) as i32).to_le_bytes()[1..].to_vec())),
            wav(1, 32, &of(&|level| ((level * 2_147_483_648.0) as i32).to_le_bytes().to_vec())),
            wav(3, 32, &of(&|level| (level as f32).to_le_bytes().to_vec())),
            wav(3, 64, &of(&|level| level.to_le_bytes().to_vec())),
        ];
        for file in files {
            let (waveform, peaks) = read(&mut Forward::new(&file[..]), 4).unwrap();
            assert_eq!((waveform.peaks, waveform.duration_ms), (4, 1_000));
            assert_eq!((peaks[0], peaks[1], peaks[3]), (0, 0, 255));
            assert!((127..=128).contains(&peaks[2]), "{peaks:?}");
        }
    }

    #[test]
    fn a_cut_recording_gives_what_is_there_and_another_kind_nothing() {
        let file = wav(1, 16, &[0; 4_000]);
        let (waveform, _) = read(&mut Forward::new(&file[..file.len() - 2_000]), 10).unwrap();
        assert_eq!(waveform.duration_ms, 1_000);
        assert_eq!(read(&mut Forward::new(&b"ID3"[..]), 10), Err(Refusal::KindNotRead));
        assert_eq!(read(&mut Forward::new(&file[..]), 0), Err(Refusal::OutOfRange));
    }

    #[test]
    fn the_header_we_write_is_one_we_read() {
        let file = wav(1, 16, &[0; 8]);
        let mut input = Forward::new(&file[..]);
        let mut reader = Reader::open(&mut input).unwrap();
        let Some(Chunk::Format(format)) = reader.next_chunk(&mut input).unwrap() else { panic!("no format") };
        let again = [&header(format, 8)[..], &[0; 8]].concat();
        assert_eq!(read(&mut Forward::new(&again[..]), 10), read(&mut Forward::new(&file[..]), 10));
    }
}
