//! The facts of a recording without pictures: wav, mp3 and Ogg, read from front to back in bounded memory.

use super::stated::{StatedTime, stated_text};
use super::{Carried, Doubt, Facts};
use crate::limits::{FRAMES_MAX, PART_BYTES_MAX};
use crate::media::Refusal;
use crate::media::forward::Forward;
use crate::media::wav::{self, Chunk};
use std::io::Read;

/// Milliseconds of `count` units of which `rate` make a second.
pub fn milliseconds(count: u64, rate: u64) -> Option<u64> {
    u64::try_from(u128::from(count) * 1_000 / u128::from(rate).max(1)).ok().filter(|_| rate > 0)
}

/// Reads a wav: its length is that of its samples, and its date that of its `bext` or `INFO` part.
pub fn read_wav<R: Read>(input: &mut Forward<R>, facts: &mut Facts) -> Result<(), Refusal> {
    let mut reader = wav::Reader::open(input)?;
    while let Some(chunk) = reader.next_chunk(input)? {
        match chunk {
            Chunk::Format(format) => {
                facts.sample_rate_hz = Some(format.sample_rate_hz);
                facts.channels = Some(format.channels);
                facts.track(format!("audio {}", format.coding.name()));
            }
            Chunk::Samples { length } => {
                let there = input.skip(length);
                if there < length && !reader.is_of_unknown_length() {
                    facts.doubt(Doubt::Truncated);
                }
                reader.passed(there, input);
                if let Some(format) = reader.format() {
                    facts.duration_ms = milliseconds(
                        there / u64::from(format.frame_bytes()),
                        u64::from(format.sample_rate_hz),
                    );
                }
            }
            Chunk::Other { name, length } => {
                let content = if length <= PART_BYTES_MAX { input.up_to(length)? } else { Vec::new() };
                let there = content.len() as u64 + input.skip(length - content.len() as u64);
                reader.passed(there, input);
                wav_part(name, &content, facts);
            }
        }
    }
    Ok(())
}

fn wav_part(name: [u8; 4], content: &[u8], facts: &mut Facts) {
    match &name {
        // EBU Tech 3285: description, originator and its reference come before date and time.
        b"bext" => {
            facts.carry(Carried::Tags);
            let text = content.get(320..338).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            let stated = text.and_then(|text| {
                StatedTime::parse("wav bext", &format!("{}T{}", text.get(..10)?, text.get(10..)?))
            });
            facts.time(stated);
        }
        b"LIST" if content.starts_with(b"INFO") => {
            facts.carry(Carried::Tags);
            let field = |name: &[u8]| {
                let at = crate::media::kind::find(content, name)?;
                let length =
                    usize::try_from(u32::from_le_bytes(content.get(at + 4..at + 8)?.try_into().ok()?))
                        .ok()?;
                stated_text(content.get(at + 8..(at + 8).checked_add(length)?)?)
            };
            let time = field(b"ICRD").and_then(|text| StatedTime::parse("wav ICRD", &text));
            facts.time(time);
            facts.software = facts.software.take().or_else(|| field(b"ISFT"));
        }
        b"C2PA" => facts.carry(Carried::ContentCredentials),
        b"_PMX" => facts.carry(Carried::Xmp),
        b"id3 " | b"ID3 " | b"iXML" | b"axml" => facts.carry(Carried::Tags),
        _ => facts.carry(Carried::Application),
    }
}

/// Bits of a second of MPEG audio layer 3, in thousands, by the index of a frame: version 1, then 2 and 2.5.
const BIT_RATES: [[u64; 15]; 2] = [
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

/// A frame of MPEG audio, layer 3 (ISO 11172-3 and 13818-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Frame {
    rate_hz: u32,
    samples: u64,
    bytes: u64,
    channels: u16,
}

impl Frame {
    fn read(header: [u8; 4]) -> Option<Self> {
        let [first, second, third, fourth] = header;
        if first != 0xFF || second & 0xE6 != 0xE2 {
            return None;
        }
        let (halvings, is_first_version) = match (second >> 3) & 3 {
            3 => (0, true),
            2 => (1, false),
            0 => (2, false),
            _ => return None,
        };
        let rate_hz = *[44_100_u32, 48_000, 32_000].get(usize::from((third >> 2) & 3))? >> halvings;
        let bits = *BIT_RATES[usize::from(!is_first_version)].get(usize::from(third >> 4))? * 1_000;
        let samples = if is_first_version { 1_152 } else { 576 };
        let bytes = samples / 8 * bits / u64::from(rate_hz) + u64::from((third >> 1) & 1);
        let channels = if fourth >> 6 == 3 { 1 } else { 2 };
        (bytes > 4).then_some(Self { rate_hz, samples, bytes, channels })
    }
}

/// Reads an mp3: every frame is counted, so that a variable bit rate gives the right length.
pub fn read_mp3<R: Read>(input: &mut Forward<R>, facts: &mut Facts) -> Result<(), Refusal> {
    if let [b'I', b'D', b'3', _, _, _, sizes @ ..] = input.peek(10)?
        && sizes.len() == 4
    {
        let size = sizes.iter().fold(0, |sum, byte| (sum << 7) | u64::from(byte & 0x7F));
        facts.carry(Carried::Tags);
        input.skip(size + 10);
    }
    let mut samples = 0;
    let mut rate_hz = 0;
    for counted in 0..FRAMES_MAX {
        let Some(header) = input.array::<4>() else { break };
        let Some(frame) = Frame::read(header) else {
            // Tags or damage: what was counted stands.
            facts.carry(if header.starts_with(b"TAG") { Carried::Tags } else { Carried::Trailer });
            break;
        };
        if counted == 0 {
            rate_hz = frame.rate_hz;
            facts.sample_rate_hz = Some(frame.rate_hz);
            facts.channels = Some(frame.channels);
            facts.track("audio mp3".to_owned());
        }
        if input.skip(frame.bytes - 4) < frame.bytes - 4 {
            facts.doubt(Doubt::Truncated);
            break;
        }
        samples += frame.samples;
    }
    facts.duration_ms = milliseconds(samples, u64::from(rate_hz)).filter(|_| samples > 0);
    Ok(())
}

/// Reads an Ogg file with Opus or Vorbis (RFC 3533, RFC 7845): the last page tells how many samples went by.
pub fn read_ogg<R: Read>(input: &mut Forward<R>, facts: &mut Facts) -> Result<(), Refusal> {
    let (mut serial, mut rate_hz, mut leading, mut last) = (None, 0, 0, 0);
    for _ in 0..FRAMES_MAX {
        let Some(header) = input.array::<27>() else { break };
        if !header.starts_with(b"OggS") {
            facts.doubt(Doubt::PartDamaged);
            break;
        }
        let lengths = input.exactly(u64::from(header[26]), 255)?;
        let length = lengths.iter().map(|length| u64::from(*length)).sum::<u64>();
        let granule = u64::from_le_bytes(header[6..14].try_into().unwrap_or_default());
        let stream = &header[14..18];
        if serial.is_none() {
            let body = input.exactly(length, PART_BYTES_MAX)?;
            if let Some((name, rate, skipped, channels)) = ogg_codec(&body) {
                (rate_hz, leading) = (rate, skipped);
                serial = Some(stream.to_owned());
                facts.sample_rate_hz = Some(rate);
                facts.channels = Some(channels);
                facts.track(format!("audio {name}"));
            }
            continue;
        }
        // All ones: no packet ends on this page.
        if serial.as_deref() == Some(stream) && granule != u64::MAX {
            last = granule;
        }
        if input.skip(length) < length {
            facts.doubt(Doubt::Truncated);
            break;
        }
    }
    facts.duration_ms = milliseconds(last.saturating_sub(leading), u64::from(rate_hz)).filter(|_| last > 0);
    Ok(())
}

/// Name, samples of a second, samples before the start, and channels of the first packet.
fn ogg_codec(packet: &[u8]) -> Option<(&'static str, u32, u64, u16)> {
    let u32_at =
        |at: usize| packet.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
    if packet.starts_with(b"OpusHead") {
        let skipped = u64::from(u16::from_le_bytes(packet.get(10..12)?.try_into().ok()?));
        return Some(("opus", 48_000, skipped, u16::from(*packet.get(9)?)));
    }
    if packet.starts_with(b"\x01vorbis") {
        return Some(("vorbis", u32_at(12).filter(|rate| *rate > 0)?, 0, u16::from(*packet.get(11)?)));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::Kind;

    fn facts_of(kind: Kind, bytes: &[u8]) -> Facts {
        let facts = crate::media::facts::read(&mut Forward::new(bytes));
        assert_eq!(facts.kind, kind);
        facts
    }

    #[test]
    fn the_length_of_an_mp3_is_counted_frame_by_frame() {
        let frame = |third: u8, bytes: usize| {
            let mut frame = vec![0xFF, 0xFB, third, 0xC0];
            frame.resize(bytes, 0);
            frame
        };
        // 128 and 320 kbit/s at 44,100 Hz: 417 and 1,044 bytes.
        let mut bytes = b"ID3\x04\0\0\0\0\0\x03abc".to_vec();
        for _ in 0..10 {
            bytes.extend(frame(0x90, 417));
            bytes.extend(frame(0xE0, 1_044));
        }
        let facts = facts_of(Kind::Mp3, &bytes);
        assert_eq!(facts.duration_ms, Some(20 * 1_152 * 1_000 / 44_100));
        assert_eq!((facts.sample_rate_hz, facts.channels), (Some(44_100), Some(1)));
        assert_eq!(facts.carries, [Carried::Tags]);
        bytes.truncate(bytes.len() - 5);
        assert_eq!(facts_of(Kind::Mp3, &bytes).doubts, [Doubt::Truncated]);
    }

    #[test]
    fn the_length_of_a_voice_note_is_that_of_its_last_page() {
        let page = |granule: u64, body: &[u8]| {
            let mut page = b"OggS\0\0".to_vec();
            page.extend(granule.to_le_bytes());
            page.extend(*b"\x01\0\0\0\0\0\0\0\0\0\0\0\x01");
            page.push(u8::try_from(body.len()).unwrap());
            page.extend(body);
            page
        };
        let mut bytes = page(0, b"OpusHead\x01\x01\x38\x01\x80\xBB\0\0\0\0\0");
        bytes.extend(page(0, b"OpusTags"));
        bytes.extend(page(48_000 * 3 + 312, b"sound"));
        let facts = facts_of(Kind::Ogg, &bytes);
        assert_eq!((facts.duration_ms, facts.channels), (Some(3_000), Some(1)));
        assert_eq!(facts.tracks, ["audio opus"]);
    }
}
