//! Care for one item: is each copy whole, bring over the good one, and destroy both where the law asks for it.

use super::blob::{self, Refusal};
use super::disk::{self, NewFile};
use super::root::Root;
use super::second::{self, Blob, Second};
use super::{Digest, ItemKey, Place, Vault};
use crate::limits::{PACE_REST_MS_MAX, STREAM_BUFFER_BYTES};
use crate::{Error, Result};
use sha2::{Digest as _, Sha256};
use std::io::{self, BufWriter, Read, Write as _};
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What one copy of an item is found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every byte authenticated, and the digest is its name.
    Good {
        /// Its length before encryption.
        size_bytes: u64,
    },
    /// Nothing has its name.
    Missing,
    /// There is a blob, and the caller has no key for it.
    NoKey,
    /// It does not open, does not read to its end, or holds other bytes.
    Damaged {
        /// What was seen first.
        why: String,
    },
}

impl Verdict {
    /// Whether it can be relied on.
    pub const fn is_good(&self) -> bool {
        matches!(self, Self::Good { .. })
    }
}

/// What [`Vault::repair`] found and did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The first copy, before.
    pub first: Verdict,
    /// The second, before; `None` where there is none or it is away.
    pub second: Option<Verdict>,
    /// What was done.
    pub mended: Mended,
}

/// What was done about a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mended {
    /// Every copy there is was good.
    Nothing,
    /// The good copy was brought over.
    Copy {
        /// Where to.
        place: Place,
        /// Where the damaged one was set aside; `None` where it was missing.
        set_aside: Option<PathBuf>,
    },
    /// No copy is good: only adding the same bytes again brings the item back. Nothing was changed.
    Lost,
}

impl Repair {
    /// Whether the second copy can be relied on now.
    pub(super) const fn second_is_good(&self) -> bool {
        match (&self.second, &self.mended) {
            (Some(Verdict::Good { .. }), _) => true,
            (_, Mended::Copy { place, .. }) => matches!(place, Place::Second),
            _ => false,
        }
    }
}

/// What [`Vault::destroy`] removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destroyed {
    /// Files removed, blobs and what had been set aside.
    pub files: u64,
    /// Whether the second copy was away, so that it may still hold one: destroy again when it is there.
    pub second_is_away: bool,
}

/// How fast a check may read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    bytes_per_second: Option<NonZeroU64>,
    since: Instant,
    bytes: u64,
}

impl Pace {
    pub(super) fn new(bytes_per_second: Option<NonZeroU64>) -> Self {
        Self { bytes_per_second, since: Instant::now(), bytes: 0 }
    }

    pub(super) const fn bytes(&self) -> u64 {
        self.bytes
    }

    fn read(&mut self, bytes: usize) {
        self.bytes += bytes as u64;
        if let Some(bytes_per_second) = self.bytes_per_second {
            let due_ms = u128::from(self.bytes) * 1_000 / u128::from(bytes_per_second.get());
            let early_ms = due_ms.saturating_sub(self.since.elapsed().as_millis());
            let rest_ms = u64::try_from(early_ms).unwrap_or(u64::MAX).min(PACE_REST_MS_MAX);
            std::thread::sleep(Duration::from_millis(rest_ms));
        }
    }
}

impl Vault {
    /// Reads one copy of an item to its end.
    pub fn verify(&self, place: Place, digest: &Digest, keys: &[ItemKey]) -> Result<Verdict> {
        match self.blob(place, digest) {
            Some(blob) => verify(&blob, digest, keys, &mut Pace::new(None)),
            None => Ok(Verdict::Missing),
        }
    }

    /// Reads both copies; where one is good and the other is not, sets the other aside and brings the good one over.
    pub fn repair(&self, digest: &Digest, keys: &[ItemKey]) -> Result<Repair> {
        self.repair_at(digest, keys, &mut Pace::new(None))
    }

    pub(super) fn repair_at(&self, digest: &Digest, keys: &[ItemKey], pace: &mut Pace) -> Result<Repair> {
        let in_first = second::in_folder(&self.first.blob(digest));
        let first = verify(&in_first, digest, keys, pace)?;
        let alone = |first: Verdict| {
            let mended = if first.is_good() { Mended::Nothing } else { Mended::Lost };
            Ok(Repair { first, second: None, mended })
        };
        let Some(second_copy) = &self.second else { return alone(first) };
        let in_second = second_copy.blob(digest);
        let second = match verify(&in_second, digest, keys, pace) {
            // Whatever lies there is not known to be bad.
            Err(error) if error.is_away() => return alone(first),
            other => other?,
        };
        let mended = match (first.is_good(), second.is_good()) {
            (true, true) => Mended::Nothing,
            (true, false) => {
                let is_missing = second == Verdict::Missing;
                let set_aside = match second_copy {
                    Second::Folder(root) => self.bring_over(&in_first, root, digest, keys, is_missing)?,
                    #[cfg(feature = "s3")]
                    Second::Store(store) => self.send(store, digest, keys, is_missing)?,
                };
                Mended::Copy { place: Place::Second, set_aside }
            }
            (false, true) => {
                let is_missing = first == Verdict::Missing;
                let set_aside = self.bring_over(&in_second, &self.first, digest, keys, is_missing)?;
                Mended::Copy { place: Place::First, set_aside }
            }
            (false, false) => Mended::Lost,
        };
        Ok(Repair { first, second: Some(second), mended })
    }

    /// Removes every copy of an item, those set aside among them: for an erasure that two people have decided. The
    /// item is gone for good once the caller has destroyed its keys too, wherever a copy may still lie.
    pub fn destroy(&self, digest: &Digest) -> Result<Destroyed> {
        let _held = self.first.hold()?;
        let second_is_away = matches!(self.second_state, super::SecondState::Away(_));
        let mut destroyed = Destroyed { files: second::destroy(&self.first, digest)?, second_is_away };
        match self.second.as_ref().map(|second| second.destroy(digest)) {
            None => {}
            Some(Err(error)) if error.is_away() => destroyed.second_is_away = true,
            Some(files) => destroyed.files += files?,
        }
        Ok(destroyed)
    }
}

/// Reads one blob to its end.
pub(super) fn verify(blob: &Blob, digest: &Digest, keys: &[ItemKey], pace: &mut Pace) -> Result<Verdict> {
    let mut opened = match blob.open(keys) {
        Ok(opened) => opened,
        Err(Refusal::Missing) => return Ok(Verdict::Missing),
        Err(Refusal::NoKey) => return Ok(Verdict::NoKey),
        Err(Refusal::Damaged(why)) => return Ok(Verdict::Damaged { why }),
        Err(Refusal::Disk(error)) => return Err(error.into()),
        Err(Refusal::Away(error)) => return Err(error),
    };
    let mut hash = Sha256::new();
    let mut size_bytes = 0;
    let mut buffer = vec![0; STREAM_BUFFER_BYTES];
    loop {
        match blob::read_some(&mut opened, &mut buffer) {
            Ok(0) => break,
            Ok(read) => {
                hash.update(&buffer[..read]);
                size_bytes += read as u64;
                pace.read(read);
            }
            Err(error) if error.kind() == blob::AWAY => return Err(Error::StoreAway(error.to_string())),
            Err(error) => return Ok(Verdict::Damaged { why: error.to_string() }),
        }
    }
    let found = Digest(hash.finalize().into());
    if found == *digest {
        Ok(Verdict::Good { size_bytes })
    } else {
        Ok(Verdict::Damaged { why: format!("it holds the bytes of {found}") })
    }
}

impl Vault {
    /// Writes a copy of a good blob beside a bad one, checks what was written, and only then lets it take the name.
    fn bring_over(
        &self,
        from: &Blob,
        to: &Root,
        digest: &Digest,
        keys: &[ItemKey],
        is_missing: bool,
    ) -> Result<Option<PathBuf>> {
        let unfinished = to.unfinished()?;
        let brought = (|| {
            copy(from, digest, &unfinished)?;
            let written = verify(&second::in_folder(&unfinished), digest, keys, &mut Pace::new(None))?;
            if !written.is_good() {
                let why = format!("a copy of it could not be read back: {written:?}");
                return Err(Error::Damaged { digest: *digest, why });
            }
            // What was destroyed meanwhile does not come back.
            let _held = self.first.hold()?;
            if !from.is_there()? {
                return Err(Error::Missing(*digest));
            }
            let set_aside = if is_missing { None } else { Some(to.set_aside(digest)?) };
            let blob = to.blob(digest);
            disk::rename_to_new(&unfinished, &blob)?;
            disk::sync_folder(blob.parent().expect("a blob lies in a folder"))?;
            Ok(set_aside)
        })();
        if brought.is_err() {
            // Where it cannot be removed now, it is swept at the next start.
            let _left = std::fs::remove_file(&unfinished);
        }
        brought
    }
}

fn copy(from: &Blob, digest: &Digest, to: &Path) -> Result<()> {
    let mut source = from.source().map_err(|refusal| refusal.into_error(*digest))?;
    let mut file = BufWriter::with_capacity(STREAM_BUFFER_BYTES, NewFile::create(to)?);
    let mut buffer = vec![0; STREAM_BUFFER_BYTES];
    loop {
        let read = blob::read_some(&mut source as &mut dyn Read, &mut buffer)?;
        if read == 0 {
            break;
        }
        file.write_all(&buffer[..read])?;
    }
    Ok(file.into_inner().map_err(io::IntoInnerError::into_error)?.sync()?)
}
