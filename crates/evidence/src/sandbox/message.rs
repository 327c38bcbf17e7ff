//! What is asked of a child, and what it answers.

use crate::media::perceptual::Perceptual;
use crate::media::redact::{Range, Region};
use crate::media::waveform::Waveform;
use crate::media::{Facts, Kind, Refusal};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// One call of a child: its single argument, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Call {
    /// Decode.
    Decode(Order),
    /// Become another program, behind walls of its own.
    Run(Running),
}

/// A program to become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Running {
    /// Its path.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// What it may read.
    pub readable: Vec<PathBuf>,
    /// Whether it may run where the kernel lacks a wall.
    pub walls: Walls,
}

/// What to decode, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// What to do with each input.
    pub request: Request,
    /// Whether standard input is one file or many, see [`super::frame`].
    pub inputs: Inputs,
    /// Whether the child may go on where the kernel lacks a wall.
    pub walls: Walls,
    /// Processor time, for all inputs together.
    pub cpu_seconds_max: u64,
}

/// How files come on standard input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inputs {
    /// Standard input is the file.
    One,
    /// Many files, each behind its length.
    Batch,
}

/// Whether a child must be confined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Walls {
    /// Landlock and seccomp must both hold, else nothing is decoded.
    Required,
    /// What holds is used; a person has said that the rest may be missing.
    AsFarAsPossible,
}

/// What to do with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Request {
    /// Say what it states about itself.
    Facts,
    /// Make a JPEG of at most this size, without any metadata.
    Rendition {
        /// Longer side.
        edge_px: u32,
    },
    /// Take its perceptual hashes.
    Perceptual,
    /// Take the peaks of a wav.
    Waveform {
        /// Peaks of a second.
        peaks_per_second: u32,
    },
    /// Paint over regions of an image.
    RedactImage {
        /// What to paint over.
        regions: Vec<Region>,
    },
    /// Silence ranges of a wav.
    MuteAudio {
        /// What to silence, in milliseconds.
        ranges: Vec<Range>,
    },
    /// Try what is forbidden, and say what came of it.
    SelfTest {
        /// What to try.
        attempt: Attempt,
    },
}

/// What a child that tests itself tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attempt {
    /// To open, list and create files.
    Files,
    /// To open sockets and to connect.
    Network,
    /// To start a program and a thread.
    Processes,
    /// To take more memory than there is.
    Memory,
    /// To count for ever.
    Time,
    /// To write more than anyone asked for.
    Flood,
    /// To answer with nonsense.
    Nonsense,
}

/// What a child answers for one input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Reply {
    /// What the file states about itself.
    Facts(Box<Facts>),
    /// The pieces are an image.
    Image(Made),
    /// The perceptual hashes of an image.
    Perceptual(Perceptual),
    /// The pieces are the peaks of a recording, one byte each.
    Waveform(Waveform),
    /// The pieces are a recording.
    Audio {
        /// Milliseconds that were silenced.
        muted_ms: u64,
    },
    /// The file was not read.
    Refused(Refusal),
    /// What came of each attempt: its name, and what the kernel said.
    Tested(Vec<(String, String)>),
}

/// An image that a child made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    /// What the pieces are: JPEG or PNG.
    pub kind: Kind,
    /// Width.
    pub width_px: u32,
    /// Height.
    pub height_px: u32,
    /// Width of the original as shown.
    pub original_width_px: u32,
    /// Height of the original as shown.
    pub original_height_px: u32,
}
