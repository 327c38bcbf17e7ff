//! One blob: sealing bytes into an `age` file while they are hashed, and opening it again in bounded memory.

use super::disk::NewFile;
use super::{Digest, ItemKey};
use crate::limits::{BLOB_HEADER_BYTES_MAX, STREAM_BUFFER_BYTES};
use crate::{Error, Result};
use age::stream::StreamReader;
use age::{DecryptError, Decryptor, Encryptor};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

/// Encrypted bytes on their way to a new file, and to its twin as long as that takes them.
#[derive(Debug)]
pub(super) struct Twins {
    first: BufWriter<NewFile>,
    second: Option<BufWriter<NewFile>>,
}

impl Twins {
    pub(super) fn new(first: NewFile, second: Option<NewFile>) -> Self {
        let buffered = |file| BufWriter::with_capacity(STREAM_BUFFER_BYTES, file);
        Self { first: buffered(first), second: second.map(buffered) }
    }

    fn finish(self) -> io::Result<(NewFile, Option<NewFile>)> {
        let first = self.first.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok((first, self.second.and_then(|second| second.into_inner().ok())))
    }
}

impl Write for Twins {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.first.write_all(bytes)?;
        // The second copy can be mended later from the first; it never keeps anybody from keeping bytes.
        self.second = self.second.take().and_then(|mut second| second.write_all(bytes).ok().map(|()| second));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.first.flush()
    }
}

/// What sealing leaves: whole files, not yet durable.
#[derive(Debug)]
pub(super) struct Sealed {
    pub(super) digest: Digest,
    pub(super) size_bytes: u64,
    pub(super) first: NewFile,
    pub(super) second: Option<NewFile>,
}

/// Hashes and encrypts everything the source gives, in one pass.
pub(super) fn seal(source: &mut dyn Read, to: &age::x25519::Recipient, files: Twins) -> Result<Sealed> {
    let encryptor = Encryptor::with_recipients(std::iter::once(to as &dyn age::Recipient))
        .expect("one X25519 recipient is always allowed");
    let mut sealing = encryptor.wrap_output(files)?;
    let mut hash = Sha256::new();
    let mut size_bytes = 0;
    let mut buffer = vec![0; STREAM_BUFFER_BYTES];
    loop {
        let read = read_some(source, &mut buffer).map_err(Error::Source)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        sealing.write_all(&buffer[..read])?;
        size_bytes += read as u64;
    }
    let (first, second) = sealing.finish()?.finish()?;
    Ok(Sealed { digest: Digest(hash.finalize().into()), size_bytes, first, second })
}

/// Reads until something comes, without giving up where a signal interrupts.
pub(super) fn read_some(source: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// Reads until the buffer is full or the source ends; gives how much came.
pub(super) fn read_full(source: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match read_some(source, &mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// An opened blob, each piece of it authenticated before it is given.
pub(super) type Opened = StreamReader<BufReader<Source>>;

/// Encrypted bytes as they lie in one copy.
#[derive(Debug)]
pub(super) enum Source {
    File(File),
    #[cfg(feature = "s3")]
    Object(super::store::ObjectReader),
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            #[cfg(feature = "s3")]
            Self::Object(object) => object.read(buffer),
        }
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            #[cfg(feature = "s3")]
            Self::Object(object) => object.seek(to),
        }
    }
}

/// The error of a copy that cannot be reached now, which says nothing about what lies there. No disk answers with it.
pub(super) const AWAY: io::ErrorKind = io::ErrorKind::NotConnected;

/// Why a blob is not opened.
#[derive(Debug)]
pub(super) enum Refusal {
    Missing,
    NoKey,
    Damaged(String),
    Disk(io::Error),
    /// The object store does not answer, or refuses.
    Away(Error),
}

impl Refusal {
    pub(super) fn into_error(self, digest: Digest) -> Error {
        match self {
            Self::Missing => Error::Missing(digest),
            Self::NoKey => Error::NoKey(digest),
            Self::Damaged(why) => Error::Damaged { digest, why },
            Self::Disk(error) => Error::Disk(error),
            Self::Away(error) => error,
        }
    }
}

/// Opens a blob with whichever key fits.
pub(super) fn open(mut source: Source, keys: &[ItemKey]) -> std::result::Result<Opened, Refusal> {
    if keys.is_empty() {
        return Err(Refusal::NoKey);
    }
    // A damaged header may promise more header without end, and the parser would go on collecting it.
    let mut header = vec![0; BLOB_HEADER_BYTES_MAX];
    let length = read_full(&mut source, &mut header).map_err(|error| unreadable(&error))?;
    Decryptor::new(&header[..length]).map_err(refused)?;
    source.seek(SeekFrom::Start(0)).map_err(|error| unreadable(&error))?;
    Decryptor::new_buffered(BufReader::with_capacity(STREAM_BUFFER_BYTES, source))
        .and_then(|decryptor| decryptor.decrypt(keys.iter().map(ItemKey::identity)))
        .map_err(refused)
}

fn unreadable(error: &io::Error) -> Refusal {
    if error.kind() == AWAY {
        return Refusal::Away(Error::StoreAway(error.to_string()));
    }
    Refusal::Damaged(format!("the disk cannot read it: {error}"))
}

fn refused(error: DecryptError) -> Refusal {
    // A flipped bit in the part that a key opens looks like a key that does not fit.
    Refusal::Damaged(match error {
        DecryptError::NoMatchingKeys => "no key of it fits".to_owned(),
        DecryptError::Io(error) if error.kind() == AWAY => return unreadable(&error),
        DecryptError::Io(error) => format!("its beginning cannot be read: {error}"),
        _ => "its beginning is not that of an encrypted item".to_owned(),
    })
}
