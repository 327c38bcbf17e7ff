//! Sealing a stream to people's own keys, as an `age` file: what leaves the machine, such as a backup.
//!
//! Not the vault, whose items have a key each that a machine keeps ([`crate::vault`]). A recipient's text is public
//! and begins with `age1`; an identity's is a secret, `AGE-SECRET-KEY-1…`. The command `age` makes and opens both.
//! Start at [`Recipients::seal`] and [`Identities::open`].

use crate::limits::{BLOB_HEADER_BYTES_MAX, RECIPIENTS_MAX, STREAM_BUFFER_BYTES};
use age::secrecy::ExposeSecret as _;
use age::stream::{StreamReader, StreamWriter};
use age::{DecryptError, Decryptor, Encryptor, x25519};
use std::io::{self, BufReader, Read, Write};

/// Why something is not sealed or not opened. The code is also the translation key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No recipient was given, or one that is none; its number, from 1.
    #[error("recipient {0} is no age recipient: it begins with age1")]
    NotARecipient(usize),
    /// A file of identities holds none.
    #[error("the file holds no age identity: a line that begins with AGE-SECRET-KEY-1")]
    NoIdentity,
    /// It was sealed to other people.
    #[error("none of the identities opens it: it was sealed to others")]
    WrongIdentity,
    /// It is not whole, or was altered.
    #[error("it is no age file, or was altered: {0}")]
    Altered(String),
    /// The disk refuses.
    #[error("{0}")]
    Disk(#[from] io::Error),
}

impl Error {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotARecipient(_) => "sealing-not-a-recipient",
            Self::NoIdentity => "sealing-no-identity",
            Self::WrongIdentity => "sealing-wrong-identity",
            Self::Altered(_) => "sealing-altered",
            Self::Disk(_) => "sealing-disk",
        }
    }
}

/// Whom something is sealed to: each of them alone opens it.
#[derive(Clone)]
pub struct Recipients(Vec<x25519::Recipient>);

impl Recipients {
    /// Reads recipients, `age1…` each.
    ///
    /// # Errors
    /// [`Error::NotARecipient`], also where there are none or more than [`RECIPIENTS_MAX`].
    pub fn read<T: AsRef<str>>(texts: &[T]) -> Result<Self, Error> {
        if texts.is_empty() || texts.len() > RECIPIENTS_MAX {
            return Err(Error::NotARecipient(texts.len().min(RECIPIENTS_MAX) + 1));
        }
        let read = |(number, text): (usize, &T)| {
            text.as_ref().trim().parse().map_err(|_why| Error::NotARecipient(number + 1))
        };
        texts.iter().enumerate().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// The recipients as texts; public.
    pub fn texts(&self) -> Vec<String> {
        self.0.iter().map(ToString::to_string).collect()
    }

    /// Seals what is written to it. Nothing of it opens before [`Sealing::finish`].
    ///
    /// # Errors
    /// From the disk.
    pub fn seal<W: Write>(&self, to: W) -> Result<Sealing<W>, Error> {
        let each = self.0.iter().map(|recipient| recipient as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(each).expect("X25519 recipients go together");
        Ok(Sealing(encryptor.wrap_output(to)?))
    }
}

/// A stream that seals what is written to it.
pub struct Sealing<W: Write>(StreamWriter<W>);

impl<W: Write> Sealing<W> {
    /// Writes the end, by which whoever opens it knows that nothing is missing, and gives the sink back.
    ///
    /// # Errors
    /// From the disk.
    pub fn finish(self) -> Result<W, Error> {
        Ok(self.0.finish()?)
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// What opens something sealed. Secret.
#[derive(Clone)]
pub struct Identities(Vec<x25519::Identity>);

impl Identities {
    /// A new one, random.
    pub fn random() -> Self {
        Self(vec![x25519::Identity::generate()])
    }

    /// Reads the identities of a file as `age-keygen` writes it: one a line, comments after `#`.
    ///
    /// # Errors
    /// [`Error::NoIdentity`] where it holds none, or a line that is none.
    pub fn read(text: &str) -> Result<Self, Error> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        // Why a line is none is not said: it may be a secret with a slip of the pen.
        let read = |line: &str| line.parse().map_err(|_why| Error::NoIdentity);
        let identities: Vec<_> = lines.map(read).collect::<Result<_, _>>()?;
        if identities.is_empty() { Err(Error::NoIdentity) } else { Ok(Self(identities)) }
    }

    /// These and others.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// The text to keep: what [`Self::read`] reads and `age --identity` takes. Secret.
    pub fn secret_text(&self) -> String {
        let lines = self
            .0
            .iter()
            .flat_map(|identity| [identity.to_string().expose_secret().to_owned(), "\n".to_owned()]);
        lines.collect()
    }

    /// Whom one seals to so that these open it.
    pub fn recipients(&self) -> Recipients {
        Recipients(self.0.iter().map(x25519::Identity::to_public).collect())
    }

    /// Opens a sealed stream. Each piece of 64 KiB is authenticated before it is given; the end is whole only where
    /// reading ends without an error.
    ///
    /// # Errors
    /// [`Error::WrongIdentity`], [`Error::Altered`], or from the disk.
    pub fn open<R: Read>(&self, mut from: R) -> Result<impl Read + use<R>, Error> {
        // A damaged header may promise more header without end, and the parser would go on collecting it.
        let mut head = Vec::new();
        (&mut from).take(BLOB_HEADER_BYTES_MAX as u64).read_to_end(&mut head)?;
        Decryptor::new(head.as_slice()).map_err(refused)?;
        let whole = BufReader::with_capacity(STREAM_BUFFER_BYTES, io::Cursor::new(head).chain(from));
        let decryptor = Decryptor::new_buffered(whole).map_err(refused)?;
        let each = self.0.iter().map(|identity| identity as &dyn age::Identity);
        let opened: StreamReader<_> = decryptor.decrypt(each).map_err(refused)?;
        Ok(opened)
    }
}

impl std::fmt::Debug for Identities {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str("Identities(…)")
    }
}

fn refused(error: DecryptError) -> Error {
    match error {
        DecryptError::NoMatchingKeys => Error::WrongIdentity,
        // The header's end is missing, or a byte of it is not what it was.
        other => Error::Altered(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(to: &Recipients, bytes: &[u8]) -> Vec<u8> {
        let mut sealing = to.seal(Vec::new()).unwrap();
        sealing.write_all(bytes).unwrap();
        sealing.finish().unwrap()
    }

    fn opened(with: &Identities, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        with.open(sealed)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    #[test]
    fn each_of_two_people_opens_it_and_a_third_does_not() {
        let (one, two, three) = (Identities::random(), Identities::random(), Identities::random());
        let texts = [one.recipients().texts(), two.recipients().texts()].concat();
        let file = sealed(&Recipients::read(&texts).unwrap(), b"the register");
        let kept = format!("# created: today\n\n{}", one.secret_text());
        assert_eq!(opened(&Identities::read(&kept).unwrap(), &file).unwrap(), b"the register");
        assert_eq!(opened(&three.clone().and(two), &file).unwrap(), b"the register");
        assert_eq!(opened(&three, &file).unwrap_err().code(), "sealing-wrong-identity");
    }

    #[test]
    fn any_flipped_byte_and_any_missing_end_is_noticed() {
        let key = Identities::random();
        let file = sealed(&key.recipients(), &vec![7; 70_000]);
        for place in (0..file.len()).step_by(997).chain(0..250) {
            let mut flipped = file.clone();
            flipped[place] ^= 1;
            assert!(opened(&key, &flipped).is_err(), "byte {place}");
        }
        for length in [0, 10, 200, 65_800, file.len() - 1] {
            assert!(opened(&key, &file[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn what_is_no_key_is_refused_and_not_repeated() {
        assert!(matches!(Recipients::read::<&str>(&[]), Err(Error::NotARecipient(1))));
        let fine = Identities::random().recipients().texts().remove(0);
        assert!(matches!(Recipients::read(&[fine.as_str(), "age1"]), Err(Error::NotARecipient(2))));
        for text in ["", "# only a comment", "AGE-SECRET-KEY-1X"] {
            assert_eq!(Identities::read(text).unwrap_err().code(), "sealing-no-identity");
        }
        assert!(!format!("{:?}", Identities::random()).contains("AGE"));
    }
}
