//! A part of a bucket that holds the second copy, over the protocol of S3.
//!
//! ```text
//! PREFIX/vault                        what this is, and the id both copies share
//! PREFIX/ab/<sha256>                  a blob, the very bytes of the first copy
//! PREFIX/ab/<sha256>.damaged-<name>   one that was set aside, under a name that was drawn
//! ```
//!
//! An object is there whole or not at all: the store gives it its name when its last byte has come, and refuses the
//! name where it is taken. Every request is signed over the SHA-256 of what it carries and states that digest, so the
//! store takes no other bytes. Nothing is kept of it here; a store that does not answer is *away*, which is never a
//! statement about what lies in it. Start at [`Store::connect`].

mod connection;
mod object;
mod send;

pub(super) use object::ObjectReader;

use super::root::random_name;
use super::{Digest, StorePlace};
use crate::limits::{STORE_AWAY_FOR, STORE_RETRIES_MAX, STORE_RETRY_TIME_MAX};
use crate::{Error, Result};
use connection::Connector;
use object_store::aws::{AmazonS3, AmazonS3Builder, Checksum};
use object_store::path::Path as Name;
use object_store::{ObjectStore as _, ObjectStoreExt as _, PutMode, PutPayload, RetryConfig};
use std::fmt;
use std::future::Future;
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use tokio::runtime::Runtime;

const FORMAT: &str = "sijil-vault 1";

/// An open store; a copy of it is the same store.
#[derive(Clone)]
pub(super) struct Store(Arc<Inner>);

struct Inner {
    client: AmazonS3,
    /// Where its requests run, apart from the caller's: a caller is a thread that may wait, of whatever kind.
    runtime: Option<Runtime>,
    prefix: Name,
    /// Never to be seen in a message.
    access_key_id: String,
    /// When it last did not answer.
    away_since: Mutex<Option<Instant>>,
}

impl fmt::Debug for Store {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(text, "Store({})", self.0.prefix)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Dropping it would wait, which is not allowed where the last user happens to be a task.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Store {
    /// Prepares to ask; nothing is asked yet.
    pub(super) fn connect(place: &StorePlace) -> Result<Self> {
        let credentials = &place.credentials;
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&place.address.bucket)
            .with_region(&place.region)
            .with_access_key_id(&credentials.access_key_id)
            .with_secret_access_key(&credentials.secret_access_key)
            .with_checksum_algorithm(Checksum::SHA256)
            .with_retry(RetryConfig {
                max_retries: STORE_RETRIES_MAX,
                retry_timeout: STORE_RETRY_TIME_MAX,
                ..RetryConfig::default()
            })
            .with_http_connector(Connector);
        if let Some(token) = &credentials.session_token {
            builder = builder.with_token(token);
        }
        if let Some(endpoint) = &place.endpoint {
            builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        let away = |error: String| Error::StoreAway(error);
        let client = builder.build().map_err(|error| away(error.to_string()))?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("object-store")
            .enable_time()
            .build()?;
        Ok(Self(Arc::new(Inner {
            client,
            runtime: Some(runtime),
            prefix: Name::from(place.address.prefix.as_str()),
            access_key_id: credentials.access_key_id.clone(),
            away_since: Mutex::new(None),
        })))
    }

    /// The id of the vault whose second copy this is.
    pub(super) fn read_id(&self) -> Result<Option<String>> {
        let name = self.name("vault");
        let read = self.ask(move |client| async move { client.get(&name).await?.bytes().await })?;
        let Some(bytes) = read else { return Ok(None) };
        match String::from_utf8_lossy(&bytes).lines().collect::<Vec<_>>()[..] {
            [FORMAT, id] => Ok(Some(id.to_owned())),
            _ => Err(Error::NotTheVault(format!(
                "the bucket's part {} is not of the format {FORMAT}",
                self.0.prefix
            ))),
        }
    }

    /// Makes it the second copy of the vault of this id, unless another was quicker.
    pub(super) fn write_id(&self, id: &str) -> Result<()> {
        let name = self.name("vault");
        let payload = PutPayload::from(format!("{FORMAT}\n{id}\n"));
        let put =
            self.ask(
                move |client| async move { client.put_opts(&name, payload, PutMode::Create.into()).await },
            )?;
        match put {
            Some(_) => Ok(()),
            None => Err(Error::StoreAway("there is no such bucket".to_owned())),
        }
    }

    /// The length of an item's blob, encrypted; `None` where there is none.
    pub(super) fn size_bytes(&self, digest: &Digest) -> Result<Option<u64>> {
        let name = self.blob(digest);
        Ok(self.ask(move |client| async move { client.head(&name).await })?.map(|found| found.size))
    }

    /// The items whose digest begins with this byte.
    pub(super) fn items(&self, first_byte: u8) -> Result<Vec<Digest>> {
        Ok(self
            .names(&format!("{first_byte:02x}"))?
            .iter()
            .filter_map(|name| name.filename()?.parse().ok())
            .collect())
    }

    /// Removes an item and what was set aside of it; says how many there were.
    pub(super) fn destroy(&self, digest: &Digest) -> Result<u64> {
        let text = digest.to_string();
        let is_of_item =
            |name: &&Name| name.filename().is_some_and(|name| name.split('.').next() == Some(text.as_str()));
        let names: Vec<Name> = self.names(&text[..2])?.iter().filter(is_of_item).cloned().collect();
        for name in &names {
            self.remove(name.clone())?;
        }
        Ok(names.len() as u64)
    }

    fn remove(&self, name: Name) -> Result<()> {
        self.ask(move |client| async move { client.delete(&name).await }).map(|_| ())
    }

    fn names(&self, folder: &str) -> Result<Vec<Name>> {
        let below = self.name(folder);
        let listed = self.ask(move |client| async move { client.list_with_delimiter(Some(&below)).await })?;
        Ok(listed
            .map(|listed| listed.objects.into_iter().map(|object| object.location).collect())
            .unwrap_or_default())
    }

    fn name(&self, below: &str) -> Name {
        self.0.prefix.parts().chain(Name::from(below).parts()).collect()
    }

    fn blob(&self, digest: &Digest) -> Name {
        let text = digest.to_string();
        self.name(&format!("{}/{text}", &text[..2]))
    }

    /// A name for a blob that is set aside, which nothing has.
    fn aside(&self, digest: &Digest) -> Result<Name> {
        let text = digest.to_string();
        Ok(self.name(&format!("{}/{text}.damaged-{}", &text[..2], random_name()?)))
    }

    /// Asks, and waits for the answer; `None` where nothing has that name. Once it did not answer it is not asked
    /// again for a while: a thousand items would wait a thousand times.
    fn ask<T, F, A>(&self, question: F) -> Result<Option<T>>
    where
        T: Send + 'static,
        A: Future<Output = object_store::Result<T>> + Send,
        F: FnOnce(AmazonS3) -> A + Send + 'static,
    {
        match self.ask_once(question) {
            Err(Refused::Missing) => Ok(None),
            Err(Refused::Taken) => Err(Error::Disk(std::io::ErrorKind::AlreadyExists.into())),
            Err(Refused::Error(error)) => Err(error),
            Ok(answer) => Ok(Some(answer)),
        }
    }

    fn ask_once<T, F, A>(&self, question: F) -> std::result::Result<T, Refused>
    where
        T: Send + 'static,
        A: Future<Output = object_store::Result<T>> + Send,
        F: FnOnce(AmazonS3) -> A + Send + 'static,
    {
        let is_recent = |since: &Instant| since.elapsed() < STORE_AWAY_FOR;
        let mut away_since = self.0.away_since.lock().unwrap_or_else(PoisonError::into_inner);
        if away_since.as_ref().is_some_and(is_recent) {
            return Err(Refused::Error(Error::StoreAway("it did not answer a moment ago".to_owned())));
        }
        *away_since = None;
        drop(away_since);
        let (told, hear) = mpsc::channel();
        let client = self.0.client.clone();
        let runtime = self.0.runtime.as_ref().expect("taken only when dropped");
        runtime.spawn(async move {
            // Nobody hears it where the caller is gone.
            let _ = told.send(question(client).await);
        });
        let gone = || Err(Refused::Error(Error::StoreAway("the request was given up".to_owned())));
        let Ok(answer) = hear.recv() else { return gone() };
        answer.map_err(|error| {
            let refused = self.refused(&error);
            if matches!(refused, Refused::Error(Error::StoreAway(_))) {
                *self.0.away_since.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
            }
            refused
        })
    }

    /// What an error of the client means; the store's own words hold parts of the request, so only its code is kept.
    fn refused(&self, error: &object_store::Error) -> Refused {
        let text = error.to_string();
        let code =
            text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map(|(code, _)| code);
        let said = code.map_or_else(|| text.replace(&self.0.access_key_id, "…"), str::to_owned);
        let said: String = said.chars().take(crate::limits::STATED_CHARS_MAX).collect();
        match error {
            object_store::Error::NotFound { .. } if code == Some("NoSuchBucket") => {
                Refused::Error(Error::StoreAway(said))
            }
            object_store::Error::NotFound { .. } => Refused::Missing,
            object_store::Error::AlreadyExists { .. } => Refused::Taken,
            object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. } => {
                Refused::Error(Error::StoreRefuses(said))
            }
            _ => Refused::Error(Error::StoreAway(said)),
        }
    }
}

/// Why there is no answer of use.
enum Refused {
    Missing,
    Taken,
    Error(Error),
}
