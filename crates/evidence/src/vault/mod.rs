//! The vault: originals, each under the SHA-256 of its bytes, each an `age` file to a key of its own.
//!
//! It keeps bytes and nothing about them. It does not keep the keys: [`Staged::key`] is handed to the caller, whose
//! keyring holds it, and a blob whose keys are gone is lost for good. Nothing here overwrites: a blob is written under
//! a name nobody has, made durable, and given its name by a call that refuses a taken one.
//!
//! The order of a caller that must lose nothing, for any number of files at a time:
//!
//! 1. [`Vault::batch`], then [`Batch::stage`] for each: hashed and encrypted in one pass, nothing has its name yet;
//! 2. commit the key of each [`Staged`] to the keyring, under its digest (a digest may have several keys);
//! 3. [`Batch::keep`]: durable in both copies, under their names;
//! 4. one transaction with the rows and the act; then acknowledge.
//!
//! A crash after 2 leaves keys that open nothing, after 3 a blob that nobody cites; adding the same bytes again takes
//! up where it stopped. Reading: [`Vault::item`] for the whole, [`Vault::range`] for a part. Care: [`Vault::verify`],
//! [`Vault::repair`], [`Vault::scrub`]. A file that arrives in pieces: [`Vault::begin_upload`].

mod batch;
mod blob;
mod check;
mod digest;
pub(crate) mod disk;
mod key;
mod place;
mod reader;
mod root;
pub mod sabotage;
mod scrub;
mod second;
#[cfg(feature = "s3")]
mod store;
mod upload;

pub use batch::{Batch, Kept, Outcome, SecondCopy, Staged};
pub use check::{Destroyed, Mended, Repair, Verdict};
pub use digest::{Digest, NotADigest};
pub use key::{ItemKey, NotAKey};
pub use place::{SecondPlace, StoreAddress, StoreCredentials, StorePlace};
pub use reader::{ItemReader, ItemSeeker, RangeReader};
pub use root::Swept;
pub use scrub::{Finding, ScrubState, ScrubStep, Scrubbed};
pub use upload::UploadId;

use crate::{Error, Result};
use root::Root;
use second::{Blob, Second};
use std::path::{Path, PathBuf};

/// Finds the keys a keyring has for an item; none, one, or one for each time its bytes were staged.
pub type Keys<'a> = dyn Fn(&Digest) -> Vec<ItemKey> + 'a;

/// Which of the two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The vault itself.
    First,
    /// The second folder, on another disk, or an object store.
    Second,
}

/// How the second copy stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondState {
    /// None was set up.
    None,
    /// It is there.
    There,
    /// It was set up and is not there, or is another vault's: why. What is added meanwhile is in the first copy alone
    /// until [`Vault::repair`] or [`Vault::scrub`] brings it over.
    Away(String),
}

/// An open vault. Several processes may have one open: each has its own folder for what is unfinished.
#[derive(Debug)]
pub struct Vault {
    first: Root,
    second: Option<Second>,
    second_state: SecondState,
    swept: Swept,
}

impl Vault {
    /// Opens the vault in the folder `first`, made if it is not there, and its second copy if it is where it should
    /// be; sweeps what dead processes left unfinished.
    pub fn open(first: &Path, second: Option<&SecondPlace>) -> Result<Self> {
        let id = match root::read_id(first) {
            Ok(Some(id)) => id,
            Ok(None) => root::random_name()?,
            Err(error) => return Err(error),
        };
        let (first, mut swept) = Root::writing(first.to_owned(), &id)?;
        let (second, second_state) = match second {
            None => (None, SecondState::None),
            Some(SecondPlace::Folder(folder)) => match is_copy_of(folder, first.folder()) {
                Err(why) => (None, SecondState::Away(why)),
                Ok(id) => {
                    let (root, more) = Root::writing(folder.clone(), &id)?;
                    swept.files += more.files;
                    (Some(Second::Folder(root)), SecondState::There)
                }
            },
            Some(SecondPlace::Store(place)) => store_of(second::open_store(place, &id))?,
        };
        Ok(Self { first, second, second_state, swept })
    }

    /// Opens it beside the process that writes: nothing is made, swept or changed; what would write is refused.
    pub fn open_to_read(first: &Path, second: Option<&SecondPlace>) -> Result<Self> {
        let id = root::read_id(first)?
            .ok_or_else(|| Error::NotTheVault(format!("{} holds no vault", first.display())))?;
        let (second, second_state) = match second {
            None => (None, SecondState::None),
            Some(SecondPlace::Folder(folder)) => match is_copy_of(folder, first) {
                Err(why) => (None, SecondState::Away(why)),
                Ok(_) => (Some(Second::Folder(Root::reading(folder.clone()))), SecondState::There),
            },
            Some(SecondPlace::Store(place)) => store_of(second::open_store(place, &id))?,
        };
        let first = Root::reading(first.to_owned());
        Ok(Self { first, second, second_state, swept: Swept::default() })
    }

    /// Makes a place the second copy of the vault in `first`; what it lacks is brought over by [`Vault::scrub`]. Once,
    /// by a person: a vault is never begun where a disk merely happens not to be mounted.
    pub fn set_up_second(first: &Path, second: &SecondPlace) -> Result<()> {
        let id = root::read_id(first)?
            .ok_or_else(|| Error::NotTheVault(format!("{} holds no vault", first.display())))?;
        let folder = match second {
            SecondPlace::Folder(folder) => folder,
            SecondPlace::Store(place) => return second::set_up_store(place, &id),
        };
        match root::read_id(folder)? {
            Some(other) if other != id => {
                Err(Error::NotTheVault(format!("{} is another vault's", folder.display())))
            }
            _ => Root::writing(folder.clone(), &id).map(|_| ()),
        }
    }

    /// How the second copy stood when the vault was opened.
    pub const fn second_state(&self) -> &SecondState {
        &self.second_state
    }

    /// What was swept when the vault was opened.
    pub const fn swept(&self) -> Swept {
        self.swept
    }

    /// Whether the first copy has something under this name; that it is whole is said by [`Vault::verify`].
    pub fn contains(&self, digest: &Digest) -> bool {
        self.first.blob(digest).is_file()
    }

    /// Where the blob of an item lies: for a person who wants to open it with another program.
    pub fn path(&self, digest: &Digest) -> PathBuf {
        self.first.blob(digest)
    }

    fn blob(&self, place: Place, digest: &Digest) -> Option<Blob> {
        match place {
            Place::First => Some(second::in_folder(&self.first.blob(digest))),
            Place::Second => self.second.as_ref().map(|second| second.blob(digest)),
        }
    }

    /// Where an item is, or may be.
    fn blobs(&self, digest: &Digest) -> impl Iterator<Item = (Place, Blob)> {
        [Place::First, Place::Second].into_iter().filter_map(|place| Some((place, self.blob(place, digest)?)))
    }

    /// The second copy, where it is a folder.
    fn second_folder(&self) -> Option<&Root> {
        self.second.as_ref().and_then(Second::folder)
    }
}

/// A store that cannot be reached, or refuses, is away; a build that knows none says so.
fn store_of(opened: Result<Second>) -> Result<(Option<Second>, SecondState)> {
    match opened {
        Ok(second) => Ok((Some(second), SecondState::There)),
        Err(Error::NoObjectStore) => Err(Error::NoObjectStore),
        Err(error) => Ok((None, SecondState::Away(error.to_string()))),
    }
}

/// The id both share, or why the folder is not the second copy of the vault.
fn is_copy_of(second: &Path, first: &Path) -> std::result::Result<String, String> {
    let read = |folder: &Path| root::read_id(folder).map_err(|error| error.to_string());
    match (read(first)?, read(second)?) {
        (Some(first), Some(second)) if first == second => Ok(first),
        (_, Some(_)) => Err(format!("{} is another vault's", second.display())),
        (_, None) => Err(format!("{} holds no copy of a vault", second.display())),
    }
}
