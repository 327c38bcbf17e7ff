//! Outside time for the log: which checkpoint a timestamp authority is to be asked for, and what its tokens say.
//!
//! The network is the caller's: this makes the request, checks the answer and keeps it. No table holds any of it; the
//! files beside the log and the clock say what is due. Start at [`Register::timestamps`].

use crate::error::{Error, Result};
use crate::limits::CERTIFICATES_BYTES_MAX;
use crate::register::Register;
use jiff::Timestamp;
use ledger::timestamp::kept::{self, Wrong};
use ledger::timestamp::{Anchors, Nonce, Signature, Stamp, check, request};
use ledger::{Checkpoint, Log, Verifier};
use serde::Serialize;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// The tokens of a register's log. It owns what it needs, so that a thread may wait for an authority with it.
#[derive(Clone, Debug)]
pub struct Timestamps {
    log: PathBuf,
    verifier: Verifier,
    certificates: Option<PathBuf>,
    /// Address of the authority; `None` where none is set, and nothing is ever asked.
    pub authority: Option<String>,
}

/// One kept token and what came of checking it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Leaves of the checkpoint it is over.
    pub size: u64,
    /// What it states, or what is wrong with which file.
    pub outcome: Result<Stamp, Wrong>,
}

/// A request that is under way.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The checkpoint it is for.
    pub checkpoint: Checkpoint,
    /// The bytes to send.
    pub request: Vec<u8>,
    nonce: Nonce,
}

/// The two files of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// The authority's answer.
    Token,
    /// The signed checkpoint it is over.
    Checkpoint,
}

/// What verifying all tokens found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Tokens that are over a checkpoint of this log and are signed rightly, as far as was checked.
    pub tokens: usize,
    /// Of these, those whose certificate leads to one of the trusted ones.
    pub trusted: usize,
    /// Of these, those signed with an algorithm that is not known here.
    pub not_checked: usize,
    /// The last of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Last>,
}

/// The token over the largest checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Last {
    /// Leaves of its checkpoint.
    pub leaves: u64,
    /// When the authority says that it existed, RFC 3339.
    pub time: String,
    /// The command that checks it without this program.
    pub command: String,
}

impl Register {
    /// The tokens of this register's log.
    pub fn timestamps(&self) -> Timestamps {
        let setting = self.settings.timestamp.as_ref();
        let certificates = setting.and_then(|setting| setting.certificates.as_ref());
        Timestamps {
            log: self.folder.log(),
            verifier: self.verifier.clone(),
            certificates: certificates.map(|name| self.folder.path.join(name)),
            authority: setting.map(|setting| setting.authority.clone()),
        }
    }

    /// A number for one request.
    ///
    /// # Errors
    /// `stored-data-damaged` where the machine has no random numbers.
    pub fn nonce(&self) -> Result<Nonce> {
        let secret = self.origin.secret()?;
        Ok(Nonce::of(std::array::from_fn(|place| secret[place])))
    }
}

impl Timestamps {
    /// What is to be asked now; `None` where nothing is due. Whether an authority is set does not matter here.
    ///
    /// # Errors
    /// From the log.
    pub fn due(&self, nonce: Nonce, now: Timestamp) -> Result<Option<Asked>> {
        let log = Log::open(&self.log, &self.verifier)?;
        if !kept::is_due(&self.log, log.size(), now)? {
            return Ok(None);
        }
        let checkpoint = log.checkpoint().clone();
        let request = request(checkpoint.text().as_bytes(), nonce);
        Ok(Some(Asked { checkpoint, request, nonce }))
    }

    /// Checks an answer and keeps it.
    ///
    /// # Errors
    /// As [`ledger::timestamp::check`]; `timestamp-time-wrong`; `certificates-not-understood`; or from the file
    /// system. Nothing is kept then, and the checkpoint stays due.
    pub fn keep(&self, asked: &Asked, answer: &[u8], now: Timestamp) -> Result<Stamp> {
        let anchors = self.anchors()?;
        let message = asked.checkpoint.text().as_bytes();
        let stamp = check(answer, message, Some(asked.nonce), anchors.as_ref())?;
        stamp.is_near(now)?;
        kept::keep(&self.log, &asked.checkpoint, answer)?;
        Ok(stamp)
    }

    /// Kept tokens, those over the largest checkpoints first, each checked: at most `limit` over checkpoints of fewer
    /// than `before` leaves.
    ///
    /// # Errors
    /// `certificates-not-understood`, or from the log.
    pub fn latest(&self, before: Option<u64>, limit: usize) -> Result<Vec<Kept>> {
        let anchors = self.anchors()?;
        let log = Log::open(&self.log, &self.verifier)?;
        let sizes = kept::sizes(&self.log)?.into_iter().rev();
        let sizes = sizes.filter(|size| before.is_none_or(|before| *size < before)).take(limit);
        let read = |size| kept::read(&log, &self.verifier, anchors.as_ref(), size);
        Ok(sizes.map(|size| Kept { size, outcome: read(size) }).collect())
    }

    /// One of the files of a token, byte for byte.
    ///
    /// # Errors
    /// `not-found` where none is kept for that size, or from the file system.
    pub fn file(&self, size: u64, half: Half) -> Result<Vec<u8>> {
        if !kept::sizes(&self.log)?.contains(&size) {
            return Err(Error::NotFound);
        }
        match half {
            Half::Token => Ok(kept::token(&self.log, size)?),
            Half::Checkpoint => Ok(kept::checkpoint(&self.log, size)?),
        }
    }

    /// Checks every token. Where the trusted certificates cannot be read that is a fault of its own, and the tokens
    /// are checked without them.
    pub(crate) fn verify(&self, log: &Log) -> (Summary, Vec<(String, &'static str, String)>) {
        let mut faults = Vec::new();
        let anchors = self.anchors().unwrap_or_else(|error| {
            let name = self.certificates.as_ref().map(|path| path.display().to_string());
            faults.push((name.unwrap_or_default(), error.code(), error.to_string()));
            None
        });
        let (stamps, wrong) = kept::verify(log, &self.verifier, anchors.as_ref());
        faults
            .extend(wrong.into_iter().map(|wrong| (format!("log/{}", wrong.path), wrong.code, wrong.reason)));
        let count = |wanted| stamps.iter().filter(|(_, stamp)| stamp.signature == wanted).count();
        let last = stamps.last().map(|(size, stamp)| Last {
            leaves: *size,
            time: stamp.time.to_string(),
            command: command("log/timestamp/", *size, stamp.time),
        });
        let (trusted, not_checked) = (count(Signature::Trusted), count(Signature::NotChecked));
        (Summary { tokens: stamps.len(), trusted, not_checked, last }, faults)
    }

    /// The certificates that are trusted; `None` where none are set.
    fn anchors(&self) -> Result<Option<Anchors>> {
        let Some(path) = &self.certificates else { return Ok(None) };
        let mut text = Vec::new();
        let read =
            File::open(path).and_then(|file| file.take(CERTIFICATES_BYTES_MAX + 1).read_to_end(&mut text));
        read.map_err(Error::file(path))?;
        if text.len() as u64 > CERTIFICATES_BYTES_MAX {
            return Err(ledger::Error::CertificatesNotUnderstood.into());
        }
        Ok(Some(Anchors::from_pem(&text)?))
    }
}

/// The command by which a token is checked without this program, where its two files are in a folder. The reader puts
/// the authority's root in the place of `ROOT.pem`. The time is the token's own: a certificate that has run out since
/// was good then.
pub fn command(folder: &str, size: u64, time: Timestamp) -> String {
    let seconds = time.as_second();
    format!(
        "openssl ts -verify -in {folder}{size}.tsr -data {folder}{size}.checkpoint -CAfile ROOT.pem -attime {seconds}"
    )
}
