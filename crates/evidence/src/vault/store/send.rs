//! Bringing blobs into the store, and putting a damaged one out of the way first.

use super::{Refused, Store};
use crate::limits::{STORE_PART_BYTES, STORE_PARTS_MAX, STORE_SENDERS_MAX};
use crate::vault::blob::{AWAY, Source, read_full};
use crate::vault::check::{Pace, verify};
use crate::vault::second::Blob;
use crate::vault::{Digest, ItemKey, Kept, Keys, Outcome, SecondCopy, Vault, Verdict};
use crate::{Error, Result};
use object_store::multipart::{MultipartStore as _, PartId};
use object_store::path::Path as Name;
use object_store::{ObjectStore as _, ObjectStoreExt as _, PutMode, PutPayload};
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Mutex;

impl Vault {
    /// Sends what a batch kept; what cannot be sent now stays behind.
    pub(in crate::vault) fn send_batch(&self, store: &Store, kept: &mut [Kept], keys: &Keys<'_>) {
        let with_keys = |kept: &Kept| (kept.outcome == Outcome::AlreadyThere).then(|| keys(&kept.digest));
        let left: Vec<_> = kept.iter_mut().map(|kept| (with_keys(kept), kept)).collect();
        let left = Mutex::new(left.into_iter());
        let senders = kept_senders(&left);
        std::thread::scope(|scope| {
            for _ in 0..senders {
                scope.spawn(|| {
                    loop {
                        let next = left.lock().ok().and_then(|mut left| left.next());
                        let Some((keys, kept)) = next else { break };
                        let sent = match keys {
                            Some(keys) => {
                                self.repair(&kept.digest, &keys).is_ok_and(|found| found.second_is_good())
                            }
                            None => self.put(store, &kept.digest).is_ok(),
                        };
                        kept.second = if sent { SecondCopy::There } else { SecondCopy::Behind };
                    }
                });
            }
        });
    }

    /// Sends the first copy's blob in place of one that is missing or damaged, and reads it back.
    pub(in crate::vault) fn send(
        &self,
        store: &Store,
        digest: &Digest,
        keys: &[ItemKey],
        is_missing: bool,
    ) -> Result<Option<PathBuf>> {
        let aside = if is_missing { None } else { Some(store.set_aside(digest)?) };
        self.put(store, digest)?;
        let blob = Blob::Object(store.clone(), *digest);
        let written = verify(&blob, digest, keys, &mut Pace::new(None))?;
        if !matches!(written, Verdict::Good { .. }) {
            store.remove(store.blob(digest))?;
            let why = format!("a copy of it could not be read back: {written:?}");
            return Err(Error::Damaged { digest: *digest, why });
        }
        Ok(aside.map(|name| PathBuf::from(name.as_ref())))
    }

    /// Sends the first copy's blob under its name; whatever has it is set aside.
    fn put(&self, store: &Store, digest: &Digest) -> Result<()> {
        let path = self.path(digest);
        let put = || store.put(&mut File::open(&path)?, std::fs::metadata(&path)?.len(), &store.blob(digest));
        match put() {
            Err(Error::Disk(error)) if error.kind() == io::ErrorKind::AlreadyExists => {
                store.set_aside(digest)?;
                put()?;
            }
            other => other?,
        }
        // What was destroyed meanwhile does not come back.
        let _held = self.first.hold()?;
        if path.exists() {
            Ok(())
        } else {
            store.remove(store.blob(digest))?;
            Err(Error::Missing(*digest))
        }
    }
}

/// As many at a time as are worth it.
fn kept_senders<T: ExactSizeIterator>(left: &Mutex<T>) -> usize {
    left.lock().map_or(1, |left| left.len()).min(STORE_SENDERS_MAX)
}

impl Store {
    /// Copies a blob to a name of its own, then removes it under the first.
    fn set_aside(&self, digest: &Digest) -> Result<Name> {
        let aside = self.aside(digest)?;
        let size_bytes = self.size_bytes(digest)?.ok_or(Error::Missing(*digest))?;
        let blob = Blob::Object(self.clone(), *digest);
        let mut source: Source = blob.source().map_err(|refusal| refusal.into_error(*digest))?;
        self.put(&mut source, size_bytes, &aside)?;
        self.remove(self.blob(digest))?;
        Ok(aside)
    }

    /// Sends so many bytes under a name that nothing may have: `AlreadyExists` otherwise. The object is there when
    /// this returns, of that length, and the store has checked the SHA-256 of everything it was sent.
    fn put(&self, source: &mut dyn Read, size_bytes: u64, name: &Name) -> Result<()> {
        if size_bytes <= STORE_PART_BYTES {
            let bytes = part(source, size_bytes)?;
            let to = name.clone();
            let put = self.ask(move |client| async move {
                client.put_opts(&to, bytes.into(), PutMode::Create.into()).await
            })?;
            put.ok_or_else(|| Error::StoreAway("there is no such bucket".to_owned()))?;
        } else {
            self.put_parts(source, size_bytes, name)?;
        }
        let asked = name.clone();
        let there = self.ask(move |client| async move { client.head(&asked).await })?;
        match there.map(|found| found.size) {
            Some(found) if found == size_bytes => Ok(()),
            found => Err(Error::StoreAway(format!("{size_bytes} bytes were sent, {found:?} are there"))),
        }
    }

    /// The same for what is too large for one request: it has no name until its last part has come.
    fn put_parts(&self, source: &mut dyn Read, size_bytes: u64, name: &Name) -> Result<()> {
        let asked = name.clone();
        if self.ask(move |client| async move { client.head(&asked).await })?.is_some() {
            return Err(Error::Disk(io::ErrorKind::AlreadyExists.into()));
        }
        let to = name.clone();
        let id = self
            .ask(move |client| async move { client.create_multipart(&to).await })?
            .ok_or_else(|| Error::StoreAway("there is no such bucket".to_owned()))?;
        let sent = self.parts(source, size_bytes, name, &id).and_then(|parts| {
            let (to, id) = (name.clone(), id.clone());
            match self.ask_once(move |client| async move { client.complete_multipart(&to, &id, parts).await })
            {
                Ok(_) => Ok(()),
                Err(Refused::Error(error)) => Err(error),
                Err(Refused::Taken) => Err(Error::Disk(io::ErrorKind::AlreadyExists.into())),
                Err(Refused::Missing) => Err(Error::StoreAway("the store forgot the parts".to_owned())),
            }
        });
        if sent.is_err() {
            let (to, id) = (name.clone(), id);
            // Where it cannot be told now, the bucket's own rule for unfinished uploads clears them.
            let _left = self.ask(move |client| async move { client.abort_multipart(&to, &id).await });
        }
        sent
    }

    fn parts(&self, source: &mut dyn Read, size_bytes: u64, name: &Name, id: &str) -> Result<Vec<PartId>> {
        let part_bytes = STORE_PART_BYTES.max(size_bytes.div_ceil(STORE_PARTS_MAX));
        let mut parts = Vec::new();
        let mut left_bytes = size_bytes;
        while left_bytes > 0 {
            let bytes = PutPayload::from(part(source, left_bytes.min(part_bytes))?);
            left_bytes -= bytes.content_length() as u64;
            let (to, id, number) = (name.clone(), id.to_owned(), parts.len());
            let put =
                self.ask(move |client| async move { client.put_part(&to, &id, number, bytes).await })?;
            parts.push(put.ok_or_else(|| Error::StoreAway("the store forgot the parts".to_owned()))?);
        }
        Ok(parts)
    }
}

/// So many bytes of a source.
fn part(source: &mut dyn Read, bytes: u64) -> Result<Vec<u8>> {
    let mut part = vec![0; usize::try_from(bytes).map_err(io::Error::other)?];
    let read = read_full(source, &mut part).map_err(|error| match error.kind() {
        AWAY => Error::StoreAway(error.to_string()),
        _ => Error::Disk(error),
    })?;
    if read == part.len() { Ok(part) } else { Err(Error::Disk(io::ErrorKind::UnexpectedEof.into())) }
}
