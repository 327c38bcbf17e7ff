//! The parent's side: start a child, feed it, bound it, and believe nothing it says.
//!
//! A verdict is an answer about the file, whatever the child did; an error is one of this machine. Blocking: call it
//! from a thread that may wait. Start at [`Sandbox::decode`].

use super::frame::{self, Frame};
pub use super::message::Walls;
use super::message::{Attempt, Call, Inputs, Order, Reply, Request};
use super::plausible;
use super::self_test::PERMITTED;
use crate::limits::{
    BATCH_INPUTS_MAX, CHILD_CPU_SECONDS_MAX, CHILD_END_TIME_MAX, CHILD_STREAM_TIME_MAX, CHILD_TIME_MAX,
    MADE_AUDIO_BYTES_MAX, MADE_IMAGE_BYTES_MAX, WAVEFORM_LENGTH_MAX,
};
use crate::media::Refusal;
use crate::{Error, Result};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

/// How children are started.
#[derive(Clone, Debug)]
pub struct Sandbox {
    program: PathBuf,
    arguments: Vec<OsString>,
    walls: Walls,
    time_max: Option<Duration>,
    cpu_seconds_max: u64,
}

/// Where the bytes come from.
pub enum Feed<'a> {
    /// A file that is open already. The child can seek in it, and open no other.
    Descriptor(File),
    /// A stream, such as one that decrypts: its bytes never lie on the disk.
    Stream(&'a mut (dyn Read + Send)),
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was read, and what the child says is plausible.
    Decoded(Reply),
    /// It was not read, for a reason that the child could still tell.
    Refused {
        /// Why.
        reason: Refusal,
    },
    /// The child died, or spoke nonsense. What it wrote is worth nothing.
    Crashed,
    /// The child took too long.
    TimedOut,
    /// The child wrote more than was asked for.
    TooLarge,
}

impl Sandbox {
    /// Children are this same program, called as `sijil decode`.
    pub fn of_this_program() -> Result<Self> {
        Ok(Self::of(std::env::current_exe().map_err(Error::Child)?, vec!["decode".into()]))
    }

    /// Children are another program that calls [`super::child::run`] with its last argument.
    pub const fn of(program: PathBuf, arguments: Vec<OsString>) -> Self {
        Self {
            program,
            arguments,
            walls: Walls::Required,
            time_max: None,
            cpu_seconds_max: CHILD_CPU_SECONDS_MAX,
        }
    }

    /// Children decode even where the kernel lacks a wall. Whoever calls this has warned a person, loudly.
    #[must_use]
    pub fn with_walls(self, walls: Walls) -> Self {
        Self { walls, ..self }
    }

    /// Children have this long, instead of what suits the request.
    #[must_use]
    pub fn with_time_max(self, time_max: Duration) -> Self {
        Self { time_max: Some(time_max), ..self }
    }

    /// Children have this much processor time, at most what [`crate::limits`] says.
    #[must_use]
    pub fn with_cpu_seconds_max(self, seconds: u64) -> Self {
        Self { cpu_seconds_max: seconds.min(CHILD_CPU_SECONDS_MAX), ..self }
    }

    /// Whether both walls stand on this machine. Where they do not, a program says so loudly before it goes on with
    /// [`Walls::AsFarAsPossible`].
    pub fn walls_stand(&self) -> Result<bool> {
        let request = Request::SelfTest { attempt: Attempt::Files };
        let strict = self.clone().with_walls(Walls::Required);
        let verdict = strict.decode(&request, Feed::Stream(&mut io::empty()), &mut io::sink())?;
        match verdict {
            Verdict::Decoded(Reply::Tested(outcomes)) => {
                Ok(outcomes.iter().all(|(_, said)| said != PERMITTED))
            }
            _ => Ok(false),
        }
    }

    /// Decodes one file. What the child makes goes to `sink`; unless the verdict is [`Verdict::Decoded`], the caller
    /// throws that away.
    pub fn decode(&self, request: &Request, feed: Feed<'_>, sink: &mut dyn Write) -> Result<Verdict> {
        let mut reading = Reading { request, sink, collected: Vec::new(), pieces: 0 };
        self.with_child(request, Inputs::One, feed, |output| reading.next(output))
    }

    /// Decodes many small files with few children; what they make is thrown away. A file that kills its child costs
    /// its own verdict only: the next child goes on behind it.
    pub fn decode_batch(&self, request: &Request, files: &[Vec<u8>]) -> Result<Vec<Verdict>> {
        let mut verdicts = Vec::with_capacity(files.len());
        while verdicts.len() < files.len() {
            let rest = &files[verdicts.len()..];
            let rest = &rest[..rest.len().min(BATCH_INPUTS_MAX)];
            let mut stream = Framed { files: rest, file: 0, at: 0 };
            let before = verdicts.len();
            let last = self.with_child(request, Inputs::Batch, Feed::Stream(&mut stream), |output| {
                for _ in rest {
                    let mut sink = io::sink();
                    let mut reading = Reading { request, sink: &mut sink, collected: Vec::new(), pieces: 0 };
                    match reading.next(output)? {
                        Some(verdict) if verdict == Verdict::TooLarge => return Ok(Some(verdict)),
                        Some(verdict) => verdicts.push(verdict),
                        None => return Ok(None),
                    }
                }
                Ok(Some(Verdict::Crashed))
            })?;
            if verdicts.len() - before < rest.len() {
                verdicts.push(last);
            }
        }
        Ok(verdicts)
    }

    /// The children's walls.
    pub const fn walls(&self) -> Walls {
        self.walls
    }

    /// Starts a child for some files, and makes a verdict of what was read; `read` gives `None` where it said no more.
    fn with_child(
        &self,
        request: &Request,
        inputs: Inputs,
        feed: Feed<'_>,
        read: impl FnOnce(&mut ChildStdout) -> Result<Option<Verdict>>,
    ) -> Result<Verdict> {
        let cpu_seconds_max = self.cpu_seconds_max;
        let call =
            Call::Decode(Order { request: request.clone(), inputs, walls: self.walls, cpu_seconds_max });
        let heard = self.hear(&call, time_of(request), feed, |mut output| read(&mut output))?;
        let without_answer = if heard.is_out_of_time { Verdict::TimedOut } else { Verdict::Crashed };
        Ok(heard.said.unwrap_or(without_answer))
    }

    /// Starts a child, reads from it, and ends it.
    pub(super) fn hear<T>(
        &self,
        call: &Call,
        time_max: Duration,
        feed: Feed<'_>,
        read: impl FnOnce(ChildStdout) -> Result<Option<T>>,
    ) -> Result<Heard<T>> {
        let call = serde_json::to_string(call).map_err(|error| Error::Child(error.into()))?;
        let (stdin, stream) = match feed {
            Feed::Descriptor(file) => (Stdio::from(file), None),
            Feed::Stream(stream) => (Stdio::piped(), Some(stream)),
        };
        let mut child = self.command(&call).stdin(stdin).spawn().map_err(Error::Child)?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let child = Mutex::new(child);
        let is_late = AtomicBool::new(false);
        let (ended, end) = mpsc::channel::<()>();
        let time_max = self.time_max.unwrap_or(time_max);
        let (said, status) = std::thread::scope(|scope| {
            let (child, is_late) = (&child, &is_late);
            scope.spawn(move || {
                if end.recv_timeout(time_max) == Err(mpsc::RecvTimeoutError::Timeout) {
                    is_late.store(true, Ordering::SeqCst);
                    kill(child);
                }
            });
            if let (Some(stream), Some(input)) = (stream, input) {
                scope.spawn(move || pour(stream, input));
            }
            let said = output.map_or(Ok(None), read);
            drop(ended);
            (said, end_of(child))
        });
        let is_late = is_late.load(Ordering::SeqCst);
        let status = status.map_err(Error::Child)?;
        Ok(Heard {
            said: said?,
            is_out_of_time: is_late || is_out_of_processor_time(status),
            code: status.code(),
        })
    }

    fn command(&self, call: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).arg(call).current_dir("/").env_clear();
        // The allocator's first reserve would be all the address space a child may have.
        command.env("MIMALLOC_ARENA_RESERVE", "32MiB").env("MIMALLOC_ARENA_EAGER_COMMIT", "0");
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        command
    }
}

/// What came from a child, and how it ended.
pub(super) struct Heard<T> {
    /// What was read, where it said anything.
    pub said: Option<T>,
    /// Whether a limit of time ended it.
    pub is_out_of_time: bool,
    /// Its exit code, where it ended by itself.
    pub code: Option<i32>,
}

/// A recording may be long and its bytes may come slowly; the processor time of a child is bounded all the same.
const fn time_of(request: &Request) -> Duration {
    match request {
        Request::Facts | Request::Waveform { .. } | Request::MuteAudio { .. } => CHILD_STREAM_TIME_MAX,
        _ => CHILD_TIME_MAX,
    }
}

fn kill(child: &Mutex<Child>) {
    // It may be gone already.
    drop(child.lock().unwrap_or_else(PoisonError::into_inner).kill());
}

/// Waits for the end of a child whose answer was read. One that lives on after it closed its output has nothing more to
/// say, and gets the watcher's patience no longer.
fn end_of(child: &Mutex<Child>) -> io::Result<ExitStatus> {
    let begun = Instant::now();
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if begun.elapsed() > CHILD_END_TIME_MAX {
            child.kill()?;
            return child.wait();
        }
        std::thread::sleep(CHILD_END_TIME_MAX / 1_000);
    }
}

fn is_out_of_processor_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    status.signal() == Some(libc::SIGXCPU)
}

/// Hands the bytes over; a child that stops listening is no error here.
fn pour(stream: &mut (dyn Read + Send), mut input: ChildStdin) {
    drop(io::copy(stream, &mut input));
}

/// What is read from a child for one file.
struct Reading<'a> {
    request: &'a Request,
    sink: &'a mut dyn Write,
    collected: Vec<u8>,
    pieces: u64,
}

impl Reading<'_> {
    /// Pieces up to the answer; `None` where the child said no more.
    fn next(&mut self, output: &mut dyn Read) -> Result<Option<Verdict>> {
        let limit = match self.request {
            Request::Rendition { .. } | Request::RedactImage { .. } => MADE_IMAGE_BYTES_MAX,
            Request::Waveform { .. } => WAVEFORM_LENGTH_MAX as u64,
            Request::MuteAudio { .. } => MADE_AUDIO_BYTES_MAX,
            Request::Facts | Request::Perceptual | Request::SelfTest { .. } => 0,
        };
        loop {
            match frame::read(output) {
                None => return Ok(None),
                Some(Frame::Piece(piece)) => {
                    self.pieces += piece.len() as u64;
                    if self.pieces > limit {
                        return Ok(Some(Verdict::TooLarge));
                    }
                    if !self.take(piece)? {
                        return Ok(Some(Verdict::Crashed));
                    }
                }
                Some(Frame::Reply(reply)) => return self.judge(&reply).map(Some),
            }
        }
    }

    /// A recording is passed on as it comes, all else is held until it has been looked over.
    fn take(&mut self, mut piece: Vec<u8>) -> Result<bool> {
        if !matches!(self.request, Request::MuteAudio { .. }) {
            self.collected.append(&mut piece);
            return Ok(true);
        }
        let is_first = self.pieces == piece.len() as u64;
        if is_first && !plausible::is_start_of_wav(&piece) {
            return Ok(false);
        }
        self.sink.write_all(&piece)?;
        Ok(true)
    }

    fn judge(&mut self, reply: &[u8]) -> Result<Verdict> {
        let Ok(reply) = serde_json::from_slice::<Reply>(reply) else { return Ok(Verdict::Crashed) };
        if !plausible::is_answer(self.request, &reply, &self.collected, self.pieces) {
            return Ok(Verdict::Crashed);
        }
        if let Reply::Refused(reason) = reply {
            return Ok(Verdict::Refused { reason });
        }
        self.sink.write_all(&self.collected)?;
        Ok(Verdict::Decoded(reply))
    }
}

/// Files, each behind its length.
struct Framed<'a> {
    files: &'a [Vec<u8>],
    file: usize,
    /// Bytes of the present file gone by, its length of eight bytes among them.
    at: usize,
}

impl Read for Framed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(file) = self.files.get(self.file) else { return Ok(0) };
        let length = (file.len() as u64).to_le_bytes();
        let source = if self.at < 8 { &length[self.at..] } else { &file[self.at - 8..] };
        let taken = source.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&source[..taken]);
        self.at += taken;
        if self.at == file.len() + 8 {
            (self.file, self.at) = (self.file + 1, 0);
        }
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_batch_stand_behind_their_lengths() {
        let mut bytes = Vec::new();
        let files = [b"ab".to_vec(), Vec::new(), b"c".to_vec()];
        Framed { files: &files, file: 0, at: 0 }.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, b"\x02\0\0\0\0\0\0\0ab\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0c");
    }
}
