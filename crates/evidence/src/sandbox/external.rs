//! Programs of other people, such as `ffmpeg`: run behind walls too, on one file, with nothing else in reach.
//!
//! The contract is in docs/reference/external-commands.md: the file comes by standard input, the answer goes to standard
//! output, and the program may read only the folders that were named for it. It has no network, makes no file, and
//! is ended with the limits of [`crate::limits`]. What it says is checked by whoever asked. Start at [`External`].

use super::child::UNCONFINED;
use super::message::{Call, Request, Running};
use super::parent::{Feed, Heard, Sandbox, Verdict};
use crate::Result;
use crate::limits::{CHILD_STREAM_TIME_MAX, CHILD_TIME_MAX};
use std::ffi::OsString;
use std::fs::File;
use std::io::{Read as _, Write};
use std::os::fd::OwnedFd;
use std::path::PathBuf;

/// Where a program and its libraries usually lie.
const READABLE: &[&str] =
    &["/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/ld.so.conf", "/dev/null", "/dev/urandom"];

/// A program that a person has installed and named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External {
    program: PathBuf,
    arguments: Vec<OsString>,
    readable: Vec<PathBuf>,
}

/// What a program said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It ended well and wrote this.
    Output(Vec<u8>),
    /// It is not there, ended badly, or was ended by a limit.
    Failed,
    /// It took too long.
    TimedOut,
    /// It wrote more than was asked for.
    TooLarge,
    /// The kernel here lacks what confines it.
    Unconfined,
}

impl External {
    /// A program by its path, with its arguments.
    pub fn new(program: impl Into<PathBuf>, arguments: &[&str]) -> Self {
        let program = program.into();
        let mut readable: Vec<PathBuf> = READABLE.iter().map(Into::into).collect();
        readable.push(program.clone());
        Self { program, arguments: arguments.iter().map(Into::into).collect(), readable }
    }

    /// Lets it read one more folder, such as that of a Python environment.
    #[must_use]
    pub fn with_readable(mut self, folder: impl Into<PathBuf>) -> Self {
        self.readable.push(folder.into());
        self
    }

    /// Turns any recording into a wav of one channel at 8,000 Hz, for [`Sandbox::decode_through`].
    pub fn ffmpeg(program: impl Into<PathBuf>) -> Self {
        let arguments =
            "-v error -nostdin -i pipe:0 -map 0:a:0 -f wav -c:a pcm_s16le -ac 1 -ar 8000 -bitexact pipe:1";
        Self::new(program, &arguments.split(' ').collect::<Vec<_>>())
    }

    /// The same with one more argument at the end.
    #[must_use]
    pub fn with_argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.into());
        self
    }

    fn call(&self, sandbox: &Sandbox) -> Call {
        Call::Run(Running {
            program: self.program.clone(),
            arguments: self
                .arguments
                .iter()
                .map(|argument| argument.to_string_lossy().into_owned())
                .collect(),
            readable: self.readable.clone(),
            walls: sandbox.walls(),
        })
    }
}

impl Sandbox {
    /// Runs a program on one file and gives what it writes, at most `bytes_max`.
    pub fn run(&self, external: &External, feed: Feed<'_>, bytes_max: u64) -> Result<Said> {
        let heard = self.hear(&external.call(self), CHILD_TIME_MAX, feed, |output| {
            let mut bytes = Vec::new();
            let read = output.take(bytes_max + 1).read_to_end(&mut bytes);
            Ok(read.is_ok().then_some(bytes))
        })?;
        Ok(match heard {
            Heard { is_out_of_time: true, .. } => Said::TimedOut,
            Heard { said: Some(bytes), .. } if bytes.len() as u64 > bytes_max => Said::TooLarge,
            Heard { code: Some(UNCONFINED), .. } => Said::Unconfined,
            Heard { said: Some(bytes), code: Some(0), .. } => Said::Output(bytes),
            Heard { .. } => Said::Failed,
        })
    }

    /// Decodes what a program makes of a file: the waveform of a voice note, by way of [`External::ffmpeg`]. Neither
    /// the file nor what is made of it touches the disk.
    pub fn decode_through(
        &self,
        external: &External,
        request: &Request,
        feed: Feed<'_>,
        sink: &mut dyn Write,
    ) -> Result<Verdict> {
        let heard = self.hear(&external.call(self), CHILD_STREAM_TIME_MAX, feed, |output| {
            self.decode(request, Feed::Descriptor(File::from(OwnedFd::from(output))), sink).map(Some)
        })?;
        // Half a recording would pass for a whole one.
        Ok(match heard {
            Heard { is_out_of_time: true, .. } => Verdict::TimedOut,
            Heard { said: Some(verdict), code: Some(0), .. } => verdict,
            Heard { .. } => Verdict::Crashed,
        })
    }
}
