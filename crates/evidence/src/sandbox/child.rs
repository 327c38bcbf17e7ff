//! The child's side: confine, read, decode, answer. `sijil decode` is nothing but a call of [`run`].
//!
//! It may die at any byte of its input; that is what it is for.

use super::confinement::{Confinement, Leave, confine};
use super::frame::{self, Frame};
use super::message::{Call, Inputs, Made, Reply, Request, Running, Walls};
use super::self_test;
use crate::limits::{BATCH_INPUTS_MAX, WHOLE_BYTES_MAX};
use crate::media::forward::Forward;
use crate::media::picture::Picture;
use crate::media::{Refusal, facts, perceptual, pixels, redact, rendition, waveform};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Cursor, Read, Seek, Write};
use std::os::fd::AsFd as _;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

/// The exit code of a child that was to become a program and found no walls.
pub const UNCONFINED: i32 = 125;

/// How a child ended that was not killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Every input has its answer.
    Answered,
    /// The order was not understood, or the parent went away.
    Failed,
}

/// Takes the order, goes behind the walls, and answers for what comes on standard input on standard output.
pub fn run(order: &str) -> Ended {
    match answer(order) {
        Ok(()) => Ended::Answered,
        Err(_nobody_listens) => Ended::Failed,
    }
}

fn answer(order: &str) -> io::Result<()> {
    let order = match serde_json::from_str(order)? {
        Call::Decode(order) => order,
        Call::Run(running) => return become_program(&running),
    };
    // A descriptor of its own: a file behind it can be sought in, and standard input's lock and buffer cannot.
    let input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let mut output = BufWriter::new(io::stdout().lock());
    let confinement = confine(&Leave::Decode { cpu_seconds_max: order.cpu_seconds_max });
    if confinement == Confinement::Partial && order.walls == Walls::Required {
        return reply(&mut output, &Reply::Refused(Refusal::Unconfined));
    }
    match order.inputs {
        Inputs::One => {
            let input = Forward::over(BufReader::with_capacity(64 << 10, input));
            let answer = decode(&order.request, input, &mut output)?;
            reply(&mut output, &answer)
        }
        Inputs::Batch => batch(&order.request, BufReader::new(input), &mut output),
    }
}

/// Replaces this process by a program that was named; returns only where that fails.
fn become_program(running: &Running) -> io::Result<()> {
    let confinement = confine(&Leave::Run { readable: running.readable.clone() });
    if confinement == Confinement::Partial && running.walls == Walls::Required {
        std::process::exit(UNCONFINED);
    }
    let mut command = Command::new(&running.program);
    Err(command.args(&running.arguments).env_clear().env("PATH", "/usr/bin:/bin").exec())
}

fn batch(request: &Request, mut input: impl Read, output: &mut impl Write) -> io::Result<()> {
    for _ in 0..BATCH_INPUTS_MAX {
        let mut length = [0; 8];
        if input.read_exact(&mut length).is_err() {
            break;
        }
        let length = u64::from_le_bytes(length);
        let mut bytes = Vec::new();
        input.by_ref().take(length.min(WHOLE_BYTES_MAX)).read_to_end(&mut bytes)?;
        let answer = decode(request, Forward::over(Cursor::new(bytes)), output)?;
        reply(output, &answer)?;
    }
    Ok(())
}

fn reply(output: &mut impl Write, answer: &Reply) -> io::Result<()> {
    frame::write(output, &Frame::Reply(serde_json::to_vec(answer)?))?;
    output.flush()
}

/// Does what was asked. An error is one of writing: the parent is gone.
fn decode<R: Read + Seek>(
    request: &Request,
    mut input: Forward<R>,
    output: &mut impl Write,
) -> io::Result<Reply> {
    let answer = match request {
        Request::Facts => Ok(Reply::Facts(Box::new(facts::read(&mut input)))),
        Request::Rendition { edge_px } => rendered(
            &mut input,
            |picture, orientation| rendition::make(&picture, orientation, *edge_px),
            output,
        )?,
        Request::RedactImage { regions } => {
            rendered(&mut input, |picture, orientation| redact::image(picture, orientation, regions), output)?
        }
        Request::Perceptual => picture(&mut input)
            .map(|(picture, orientation)| Reply::Perceptual(perceptual::of(&picture, orientation))),
        Request::Waveform { peaks_per_second } => match waveform::read(&mut input, *peaks_per_second) {
            Ok((waveform, peaks)) => {
                frame::write(output, &Frame::Piece(peaks))?;
                Ok(Reply::Waveform(waveform))
            }
            Err(refusal) => Err(refusal),
        },
        Request::MuteAudio { ranges } => {
            redact::mute(&mut input, ranges, &mut |piece| frame::write(output, &Frame::Piece(piece)))?
                .map(|muted_ms| Reply::Audio { muted_ms })
        }
        Request::SelfTest { attempt } => self_test::attempt(*attempt, output).map(Ok)?,
    };
    Ok(answer.unwrap_or_else(Reply::Refused))
}

fn picture<R: Read>(input: &mut Forward<R>) -> Result<(Picture, u8), Refusal> {
    let bytes = input.rest(WHOLE_BYTES_MAX)?;
    let orientation = facts::read(&mut Forward::new(&bytes[..])).orientation.unwrap_or(1);
    Ok((pixels::decode(&bytes)?, orientation))
}

/// Decodes an image, makes another of it and writes that.
fn rendered<R: Read>(
    input: &mut Forward<R>,
    make: impl FnOnce(Picture, u8) -> Result<(Made, Vec<u8>), Refusal>,
    output: &mut impl Write,
) -> io::Result<Result<Reply, Refusal>> {
    match picture(input).and_then(|(picture, orientation)| make(picture, orientation)) {
        Ok((made, bytes)) => {
            frame::write(output, &Frame::Piece(bytes))?;
            Ok(Ok(Reply::Image(made)))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}
