//! `sijil key`: a custodian's keys, and what is sealed to them; without any register, on the custodian's own machine.
//!
//! The private half is written to one file and goes nowhere else. The form is that of `age`, so that every other `age`
//! opens what is sealed here. Start at [`run`].

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::limits::{KEY_FILE_BYTES_MAX, SEALED_TEXT_BYTES_MAX, SEALED_TEXT_STEP_BYTES};
use crate::output::{self, Output};
use age::secrecy::{ExposeSecret as _, SecretString};
use age::{Decryptor, Encryptor, x25519};
use serde_json::json;
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Make a custodian's key, seal a text to custodians, open what was sealed.
///
/// Who a source is gets sealed before it comes near a register: on your own machine with `sijil key seal`, or on the
/// register's page, where the browser seals. The register never sees the text, nor any private key.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Make a key: the private half goes into a file that only you can read, the public half is printed.
    New(New),
    /// Seal the text on standard input to the public keys of custodians; prints the sealed text.
    Seal(Seal),
    /// Open a sealed text with your private key; prints what was sealed.
    Open(Open),
}

#[derive(Debug, clap::Args)]
struct New {
    /// Where the private half is written; a file that is there already is not touched.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Protect the private half by the passphrase on the first line of this file, or of `/dev/stdin`.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct Seal {
    /// A custodian's public key, `age1…`; give it once for each custodian. Any one of them can open the text.
    #[arg(long, value_name = "KEY", required = true)]
    to: Vec<String>,
}

#[derive(Debug, clap::Args)]
struct Open {
    /// The file with your private key.
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// Where the private key is protected: the file whose first line is the passphrase.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// The sealed text; standard input where no file is named.
    #[arg(value_name = "FILE")]
    sealed: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Arguments, output: Output) -> Result<Exit> {
    match &arguments.what {
        What::New(new) => make(new, output),
        What::Seal(to) => seal(to),
        What::Open(opening) => open(opening),
    }
}

fn make(new: &New, output: Output) -> Result<Exit> {
    let passphrase = new.passphrase_file.as_deref().map(passphrase).transpose()?;
    let key = x25519::Identity::generate();
    let public = key.to_public().to_string();
    let secret = format!("# public key: {public}\n{}\n", key.to_string().expose_secret());
    let bytes = match passphrase {
        Some(passphrase) => sealed(Encryptor::with_user_passphrase(passphrase), secret.as_bytes())?,
        None => secret.into_bytes(),
    };
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&new.out)
        .map_err(Failure::file(&new.out))?;
    file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(Failure::file(&new.out))?;
    output::note(
        "Keep the file where only you reach it, with a copy apart: without it nothing sealed to this key opens.",
    );
    output.data(&json!({ "public_key": public }), |_| format!("{public}\n"))?;
    Ok(Exit::Done)
}

fn seal(to: &Seal) -> Result<Exit> {
    let keys = to.to.iter().map(|text| {
        text.parse::<x25519::Recipient>().map_err(|_not_a_key| {
            Failure::new(
                Exit::Usage,
                "key-malformed",
                "a public key begins with age1 and has 62 letters and digits",
            )
            .hint("ask the custodian for the line that `sijil key new` printed")
        })
    });
    let keys = keys.collect::<Result<Vec<_>>>()?;
    let mut text = read(&mut std::io::stdin().lock(), SEALED_TEXT_BYTES_MAX, "standard input")?;
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(Failure::new(Exit::Input, "field-empty", "standard input holds nothing to seal"));
    }
    pad(&mut text);
    let recipients = keys.iter().map(|key| key as &dyn age::Recipient);
    let encryptor = Encryptor::with_recipients(recipients).map_err(failed)?;
    let sealed = sealed(encryptor, &text)?;
    output::print(&String::from_utf8_lossy(&sealed))?;
    Ok(Exit::Done)
}

/// Fills a text up to whole steps, so that the length of a name is not told.
fn pad(text: &mut Vec<u8>) {
    text.resize(text.len().next_multiple_of(SEALED_TEXT_STEP_BYTES), b'\n');
}

fn open(opening: &Open) -> Result<Exit> {
    let sealed = match &opening.sealed {
        Some(path) => read_file(path)?,
        None => read(&mut std::io::stdin().lock(), KEY_FILE_BYTES_MAX, "standard input")?,
    };
    let key = key(opening)?;
    let text = opened(&sealed, &key).map_err(|_why| {
        Failure::new(Exit::Problems, "not-opened", "this key does not open the text, or the text is damaged")
            .hint("the page says to whose keys it is sealed")
    })?;
    let text = String::from_utf8_lossy(&text);
    output::print(&format!("{}\n", text.trim_end_matches('\n')))?;
    Ok(Exit::Done)
}

/// The private key of a file, which may itself be sealed by a passphrase.
fn key(opening: &Open) -> Result<x25519::Identity> {
    let none = || Failure::new(Exit::Input, "key-malformed", "the file holds no private key");
    let mut bytes = read_file(&opening.identity)?;
    if bytes.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----") {
        let hint = "name the file that holds it: --passphrase-file FILE";
        let file = opening.passphrase_file.as_deref().ok_or_else(|| {
            Failure::new(Exit::Usage, "passphrase-missing", "the private key is protected by a passphrase")
                .hint(hint)
        })?;
        let identity = age::scrypt::Identity::new(passphrase(file)?);
        bytes = opened(&bytes, &identity)
            .map_err(|_why| Failure::new(Exit::Problems, "not-opened", "this is not the passphrase"))?;
    }
    let text = String::from_utf8(bytes).map_err(|_not_text| none())?;
    let line =
        text.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty()).ok_or_else(none)?;
    // Why it is none is not said: it may be a secret with a slip of the pen.
    line.trim().parse().map_err(|_not_a_key| none())
}

fn passphrase(path: &Path) -> Result<SecretString> {
    let text = String::from_utf8_lossy(&read_file(path)?).into_owned();
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(Failure::new(Exit::Input, "field-empty", "the passphrase is empty"));
    }
    Ok(SecretString::from(line.to_owned()))
}

fn sealed(encryptor: Encryptor, text: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let armour = age::armor::ArmoredWriter::wrap_output(&mut bytes, age::armor::Format::AsciiArmor);
    let mut writer = armour.and_then(|armour| encryptor.wrap_output(armour)).map_err(failed)?;
    writer.write_all(text).map_err(failed)?;
    writer.finish().and_then(age::armor::ArmoredWriter::finish).map_err(failed)?;
    Ok(bytes)
}

fn opened(sealed: &[u8], key: &dyn age::Identity) -> std::result::Result<Vec<u8>, age::DecryptError> {
    let decryptor = Decryptor::new_buffered(age::armor::ArmoredReader::new(sealed))?;
    let mut text = Vec::new();
    decryptor.decrypt(std::iter::once(key))?.take(KEY_FILE_BYTES_MAX).read_to_end(&mut text)?;
    Ok(text)
}

fn read_file(path: &Path) -> Result<Vec<u8>> {
    let mut file = std::fs::File::open(path).map_err(Failure::file(path))?;
    read(&mut file, KEY_FILE_BYTES_MAX, &path.display().to_string())
}

fn read(from: &mut impl Read, bytes_max: u64, name: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(bytes_max + 1).read_to_end(&mut bytes).map_err(Failure::file(Path::new(name)))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > bytes_max {
        return Err(Failure::new(
            Exit::Input,
            "too-large",
            format!("{name} is larger than {bytes_max} bytes"),
        ));
    }
    Ok(bytes)
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::new(Exit::Input, "not-sealed", format!("the text could not be sealed: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_as_long_as_a_long_one() {
        for length in [1, 20, SEALED_TEXT_STEP_BYTES] {
            let mut text = vec![b'a'; length];
            pad(&mut text);
            assert_eq!(text.len(), SEALED_TEXT_STEP_BYTES);
            assert!(text.starts_with(&vec![b'a'; length]));
        }
    }
}
