//! Whether the bytes are there: every item's blob read to its end against its digest. Repairs nothing here.

use super::key::digest;
use crate::db::Access;
use crate::error::{Error, Result};
use crate::limits::ROWS_PER_BATCH;
use crate::register::Register;
use evidence::vault::{Digest, Place, SecondState, Verdict};
use std::collections::BTreeSet;

/// How far `fsck` looks at bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bytes {
    /// Every byte of both copies.
    Read,
    /// Whether each item has a blob and a key.
    Present,
}

/// An item whose bytes are not as they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByteFault {
    /// Its digest.
    pub sha256: String,
    /// Stable code.
    pub code: &'static str,
    /// Which copy, and what was seen.
    pub detail: String,
}

impl Register {
    /// Looks at the bytes of every item of every project.
    ///
    /// # Errors
    /// Where the vault or the keyring cannot be read at all.
    pub async fn check_bytes(&self, how: Bytes) -> Result<(u64, Vec<ByteFault>)> {
        let (mut after, mut checked, mut faults) = (String::new(), 0, Vec::new());
        loop {
            let sql = "select distinct sha256 from item where sha256 > $1 order by sha256 limit $2";
            let rows = self.db.rows(sql, vec![after.as_str().into(), ROWS_PER_BATCH.into()]).await?;
            let digests =
                rows.iter().map(|row| digest(&row.text(0)?)).collect::<Result<BTreeSet<Digest>>>()?;
            let Some(last) = digests.last() else { return Ok((checked, faults)) };
            after = last.to_string();
            let digests: Vec<Digest> = digests.into_iter().collect();
            checked += digests.len() as u64;
            faults.extend(self.check_some(digests, how).await?);
        }
    }

    async fn check_some(&self, digests: Vec<Digest>, how: Bytes) -> Result<Vec<ByteFault>> {
        let keys = self.keys_of(&digests).await?;
        let vault = match self.vault() {
            Ok(vault) => vault,
            // Beside a server that has none yet, or after somebody took it away.
            Err(Error::Evidence(_)) if self.access() == Access::Read => {
                let missing = digests.iter().map(|one| fault(one, "item-bytes-missing", "there is no vault"));
                return Ok(missing.collect());
            }
            Err(error) => return Err(error),
        };
        let work = move || {
            let has_second = how == Bytes::Read && *vault.second_state() == SecondState::There;
            let mut places = vec![Place::First];
            places.extend(has_second.then_some(Place::Second));
            let mut faults = Vec::new();
            for digest in digests {
                let keys = keys.get(&digest).map_or(&[][..], Vec::as_slice);
                for place in places.clone() {
                    let verdict = match how {
                        Bytes::Read => match vault.verify(place, &digest, keys) {
                            Err(error) if error.is_away() => {
                                // It is told once; what lies there is not known to be bad.
                                places.retain(|other| *other != place);
                                faults.push(fault(&digest, error.code(), error.to_string()));
                                continue;
                            }
                            verdict => verdict.map_err(Error::Evidence)?,
                        },
                        Bytes::Present if keys.is_empty() => Verdict::NoKey,
                        Bytes::Present if vault.contains(&digest) => Verdict::Good { size_bytes: 0 },
                        Bytes::Present => Verdict::Missing,
                    };
                    faults.extend(told(&digest, place, &verdict));
                }
            }
            Ok(faults)
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| Error::Damaged(error.to_string()))?
    }
}

fn fault(digest: &Digest, code: &'static str, detail: impl Into<String>) -> ByteFault {
    ByteFault { sha256: digest.to_string(), code, detail: detail.into() }
}

fn told(digest: &Digest, place: Place, verdict: &Verdict) -> Option<ByteFault> {
    let copy = match place {
        Place::First => "first copy",
        Place::Second => "second copy",
    };
    match verdict {
        Verdict::Good { .. } => None,
        Verdict::Missing => Some(fault(digest, "item-bytes-missing", copy)),
        Verdict::NoKey => Some(fault(digest, "item-key-missing", "the keyring holds no key for it")),
        Verdict::Damaged { why } => Some(fault(digest, "item-bytes-damaged", format!("{copy}: {why}"))),
    }
}
