//! Wav files (RIFF, RF64 and BW64) chunk by chunk, of any length.
//!
//! Reads only; [`super::redact`] writes one. Start at [`Reader`].

use super::Refusal;
use super::forward::Forward;
use crate::limits::{CHANNELS_MAX, PART_BYTES_MAX, PARTS_MAX, SAMPLE_RATE_MAX_HZ};
use std::io::Read;

/// How a sample is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Whole numbers without sign, 8 bits.
    Pcm8,
    /// Whole numbers with sign.
    Pcm16,
    /// Whole numbers with sign.
    Pcm24,
    /// Whole numbers with sign.
    Pcm32,
    /// Floating-point numbers, 32 bits.
    Float32,
    /// Floating-point numbers, 64 bits.
    Float64,
    /// Anything else: its length is known, its samples are not read.
    Other,
}

impl Coding {
    /// The name of a track of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pcm8 => "pcm 8",
            Self::Pcm16 => "pcm 16",
            Self::Pcm24 => "pcm 24",
            Self::Pcm32 => "pcm 32",
            Self::Float32 => "float 32",
            Self::Float64 => "float 64",
            Self::Other => "other",
        }
    }

    /// Bytes of one sample; `None` where samples are not read.
    pub const fn sample_bytes(self) -> Option<usize> {
        match self {
            Self::Pcm8 => Some(1),
            Self::Pcm16 => Some(2),
            Self::Pcm24 => Some(3),
            Self::Pcm32 | Self::Float32 => Some(4),
            Self::Float64 => Some(8),
            Self::Other => None,
        }
    }

    /// The byte that silence is made of.
    pub const fn silence(self) -> u8 {
        if matches!(self, Self::Pcm8) { 0x80 } else { 0 }
    }
}

/// How the samples of a file are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// How a sample is coded.
    pub coding: Coding,
    /// Samples side by side.
    pub channels: u16,
    /// Frames of a second.
    pub sample_rate_hz: u32,
    frame_bytes: u16,
}

impl Format {
    /// Whole numbers of 16 bits.
    pub const fn pcm16(channels: u16, sample_rate_hz: u32) -> Self {
        Self { coding: Coding::Pcm16, channels, sample_rate_hz, frame_bytes: channels.saturating_mul(2) }
    }

    /// Bytes of one sample of each channel; never 0.
    pub const fn frame_bytes(self) -> u16 {
        self.frame_bytes
    }

    /// Reads the content of a `fmt ` chunk (RFC 2361; extensible formats name theirs in the first bytes of a GUID).
    fn read(content: &[u8]) -> Result<Self, Refusal> {
        let u16_at = |at: usize| {
            content.get(at..at + 2).map(|two| u16::from_le_bytes([two[0], two[1]])).ok_or(Refusal::Broken)
        };
        let sample_rate_hz = u32::from(u16_at(4)?) | (u32::from(u16_at(6)?) << 16);
        let (mut tag, channels, frame_bytes, bits) = (u16_at(0)?, u16_at(2)?, u16_at(12)?, u16_at(14)?);
        if tag == 0xFFFE {
            tag = u16_at(24)?;
        }
        if channels == 0
            || channels > CHANNELS_MAX
            || sample_rate_hz == 0
            || sample_rate_hz > SAMPLE_RATE_MAX_HZ
            || frame_bytes == 0
        {
            return Err(Refusal::Broken);
        }
        let coding = match (tag, bits) {
            (1, 8) => Coding::Pcm8,
            (1, 16) => Coding::Pcm16,
            (1, 24) => Coding::Pcm24,
            (1, 32) => Coding::Pcm32,
            (3, 32) => Coding::Float32,
            (3, 64) => Coding::Float64,
            _ => Coding::Other,
        };
        match coding.sample_bytes() {
            Some(bytes) if bytes * usize::from(channels) != usize::from(frame_bytes) => Err(Refusal::Broken),
            _ => Ok(Self { coding, channels, sample_rate_hz, frame_bytes }),
        }
    }
}

/// A chunk whose content comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chunk {
    /// The layout, already read.
    Format(Format),
    /// The samples: `length` bytes come next.
    Samples {
        /// Bytes of all samples; of a stream of unknown length, as many as there can be.
        length: u64,
    },
    /// Another chunk: `length` bytes come next.
    Other {
        /// Its name.
        name: [u8; 4],
        /// Its bytes.
        length: u64,
    },
}

/// Reads a wav chunk by chunk. After [`Chunk::Samples`] and [`Chunk::Other`] the caller takes the content from the
/// input and says with [`Reader::passed`] how many bytes that were.
#[derive(Debug)]
pub struct Reader {
    format: Option<Format>,
    /// The length of the samples as RF64 states it.
    long_length: Option<u64>,
    expected: u64,
    is_of_unknown_length: bool,
    is_ended: bool,
    chunks: usize,
}

impl Reader {
    /// Reads the mark at the start of a file.
    pub fn open<R: Read>(input: &mut Forward<R>) -> Result<Self, Refusal> {
        let start = input.array::<12>().ok_or(Refusal::Truncated)?;
        let known = matches!(&start[..4], b"RIFF" | b"RF64" | b"BW64") && &start[8..] == b"WAVE";
        known
            .then_some(Self {
                format: None,
                long_length: None,
                expected: 0,
                is_of_unknown_length: false,
                is_ended: false,
                chunks: 0,
            })
            .ok_or(Refusal::Broken)
    }

    /// The layout, once it was met.
    pub const fn format(&self) -> Option<Format> {
        self.format
    }

    /// Whether the writer did not know how long it would get: the samples go on to the end of the file.
    pub const fn is_of_unknown_length(&self) -> bool {
        self.is_of_unknown_length
    }

    /// The next chunk; `None` at the end.
    pub fn next_chunk<R: Read>(&mut self, input: &mut Forward<R>) -> Result<Option<Chunk>, Refusal> {
        while !self.is_ended && self.chunks < PARTS_MAX {
            self.chunks += 1;
            let Some(header) = input.array::<8>() else { break };
            let name = [header[0], header[1], header[2], header[3]];
            let length = u64::from(u32::from_le_bytes([header[4], header[5], header[6], header[7]]));
            self.expected = length;
            match &name {
                b"fmt " => {
                    let format = Format::read(&input.exactly(length, PART_BYTES_MAX)?)?;
                    self.format = Some(format);
                    self.passed(length, input);
                    return Ok(Some(Chunk::Format(format)));
                }
                b"ds64" => {
                    let content = input.exactly(length, PART_BYTES_MAX)?;
                    let eight = content.get(8..16).and_then(|eight| eight.try_into().ok());
                    self.long_length = Some(u64::from_le_bytes(eight.ok_or(Refusal::Broken)?));
                    self.passed(length, input);
                }
                b"data" => return Ok(Some(self.samples(length))),
                _ => return Ok(Some(Chunk::Other { name, length })),
            }
        }
        Ok(None)
    }

    /// Goes to the samples; gives their layout, and how many bytes of them come next. A layout that stands behind them
    /// comes too late.
    pub fn to_samples<R: Read>(&mut self, input: &mut Forward<R>) -> Result<(Format, u64), Refusal> {
        while let Some(chunk) = self.next_chunk(input)? {
            match chunk {
                Chunk::Format(_) => {}
                Chunk::Other { length, .. } => {
                    let skipped = input.skip(length);
                    self.passed(skipped, input);
                }
                Chunk::Samples { length } => return Ok((self.format.ok_or(Refusal::Broken)?, length)),
            }
        }
        Err(Refusal::Truncated)
    }

    /// A writer that did not know its length left 0 or all ones.
    fn samples(&mut self, length: u64) -> Chunk {
        let is_open = length == 0 || length == u64::from(u32::MAX);
        self.expected = if is_open { self.long_length.unwrap_or(u64::MAX) } else { length };
        self.is_of_unknown_length = self.expected == u64::MAX;
        Chunk::Samples { length: self.expected }
    }

    /// Says that `taken` bytes of the content went by; a chunk of odd length has one more.
    pub fn passed<R: Read>(&mut self, taken: u64, input: &mut Forward<R>) {
        if taken < self.expected {
            self.is_ended = true;
        } else if self.expected % 2 == 1 {
            input.skip(1);
        }
    }
}

/// The start of a wav of `data_bytes` bytes of samples: what is to be written before them.
pub fn header(format: Format, data_bytes: u32) -> [u8; 44] {
    let bits = u16::try_from(format.coding.sample_bytes().unwrap_or(0) * 8).unwrap_or(0);
    let tag: u16 = if matches!(format.coding, Coding::Float32 | Coding::Float64) { 3 } else { 1 };
    let padded = data_bytes.saturating_add(data_bytes % 2);
    let mut header = [0; 44];
    header[..4].copy_from_slice(b"RIFF");
    header[4..8].copy_from_slice(&padded.saturating_add(36).to_le_bytes());
    header[8..20].copy_from_slice(b"WAVEfmt \x10\0\0\0");
    header[20..22].copy_from_slice(&tag.to_le_bytes());
    header[22..24].copy_from_slice(&format.channels.to_le_bytes());
    header[24..28].copy_from_slice(&format.sample_rate_hz.to_le_bytes());
    header[28..32].copy_from_slice(
        &(format.sample_rate_hz.saturating_mul(u32::from(format.frame_bytes))).to_le_bytes(),
    );
    header[32..34].copy_from_slice(&format.frame_bytes.to_le_bytes());
    header[34..36].copy_from_slice(&bits.to_le_bytes());
    header[36..40].copy_from_slice(b"data");
    header[40..].copy_from_slice(&data_bytes.to_le_bytes());
    header
}
