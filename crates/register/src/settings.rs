//! `sijil.toml`: what a data folder is, fixed when it is made.
//!
//! Holds no secret but, for a team, the address of its database. Start at [`Settings`].

use crate::db::Address;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::path::Path;
use uuid::Uuid;

/// Name of the settings file in a data folder.
pub const FILE: &str = "sijil.toml";

/// Settings of a data folder.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Version of this file's format.
    pub version: u32,
    /// First line of every checkpoint: the log's name.
    pub origin: String,
    /// This machine's pseudonym in acts.
    pub device: Uuid,
    /// Whether one person works here alone; every page then says "not reviewed by a second person".
    pub one_person: bool,
    /// PostgreSQL address; absent for the embedded database.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
    /// Schema of the register on that server; the keyring's is this with `_keyring`, the people's with `_people`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database_schema: Option<String>,
    /// Where people reach the register if not on this machine: `https://`, a name, a port where it is not 443.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// Where the vault's second copy is: a folder, usually on another disk, or `s3://BUCKET/PREFIX`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vault_second: Option<std::path::PathBuf>,
    /// How the object store of the second copy is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vault_store: Option<ObjectStore>,
    /// Who is asked for outside time; absent where nobody is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<Authority>,
    /// Programs of other people that read what this one does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commands: Option<Commands>,
}

/// Programs of other people, by what they are asked for. Their contracts are in docs/reference/external-commands.md.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commands {
    /// Says whether content credentials (C2PA) hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_credentials: Option<Outside>,
    /// Reads the words in a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognition: Option<Outside>,
    /// Writes down the words of a recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcription: Option<Outside>,
    /// Makes frames of a film, or of a kind of picture that is not read here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frames: Option<Outside>,
}

/// A program of other people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// Its whole path.
    pub program: std::path::PathBuf,
    /// Its arguments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
    /// What it may read beside `/usr`, `/bin`, `/lib` and `/lib64`: its model, its libraries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readable: Vec<std::path::PathBuf>,
}

impl Commands {
    fn all(&self) -> impl Iterator<Item = &Outside> {
        [&self.content_credentials, &self.recognition, &self.transcription, &self.frames]
            .into_iter()
            .flatten()
    }
}

/// How an object store is reached. Holds no secret: those are in a file of their own, or in the environment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectStore {
    /// Where it answers: `https://`, or `http://` on this machine. Absent: at Amazon's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// The region that requests are signed for; `us-east-1` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// File of the credentials, which its owner alone may read. Absent: the environment's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credentials: Option<std::path::PathBuf>,
}

/// A timestamp authority (RFC 3161).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// Where it answers: `https://`, or `http://` on this machine.
    pub authority: String,
    /// File of the certificates that are trusted, in PEM; its path is seen from the data folder. Absent: whose
    /// certificate a token bears is not checked here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificates: Option<String>,
}

impl std::fmt::Debug for Settings {
    // The address holds a password.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Settings").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl Settings {
    /// Reads the settings of a data folder.
    ///
    /// # Errors
    /// `no-register` where there are none; `setting-not-understood` where they cannot be read.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let text = std::fs::read_to_string(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::NoRegister(folder.display().to_string()),
            _ => Error::File { path: FILE.to_owned(), source: error },
        })?;
        let read: Self =
            toml::from_str(&text).map_err(|error| Error::Setting(format!("{FILE}: {}", error.message())))?;
        if read.public_url.as_deref().is_some_and(|url| !is_origin(url)) {
            return Err(Error::Setting(format!("{FILE}: public_url")));
        }
        if read.timestamp.as_ref().is_some_and(|timestamp| !is_authority(&timestamp.authority)) {
            return Err(Error::Setting(format!(
                "{FILE}: timestamp.authority: an https:// address, or http:// of this machine"
            )));
        }
        let endpoint = read.vault_store.as_ref().and_then(|store| store.endpoint.as_deref());
        if endpoint.is_some_and(|endpoint| !is_authority(endpoint)) {
            return Err(Error::Setting(format!(
                "{FILE}: vault_store.endpoint: an https:// address, or http:// of this machine"
            )));
        }
        let outside = read.commands.iter().flat_map(Commands::all);
        if outside.flat_map(|one| one.readable.iter().chain([&one.program])).any(|path| !path.is_absolute()) {
            return Err(Error::Setting(format!("{FILE}: commands: a path from the root is expected")));
        }
        Ok(read)
    }

    /// The text of the settings file.
    ///
    /// # Errors
    /// Never for these fields.
    pub fn text(&self) -> Result<String> {
        let body = toml::to_string(self).map_err(|error| Error::Setting(error.to_string()))?;
        Ok(format!(
            "# Settings of a Sijil data folder; made by `sijil init`. See docs/reference/settings.md.\n{body}"
        ))
    }

    /// Where the register's database is.
    pub fn database(&self, folder: &Path) -> Address {
        self.address(folder, "register.sqlite", "")
    }

    /// Where the keyring's database is: apart, because its backups are kept for less time.
    pub fn keyring(&self, folder: &Path) -> Address {
        self.address(folder, "keyring.sqlite", "_keyring")
    }

    /// Where the log of readings is: apart, so that no reader waits for a writer.
    pub fn readings(&self, folder: &Path) -> Address {
        self.address(folder, "readings.sqlite", "_readings")
    }

    /// Where the people's database is: apart, because names are deleted and nobody's signing in waits for an import.
    pub fn people(&self, folder: &Path) -> Address {
        self.address(folder, "people.sqlite", "_people")
    }

    fn address(&self, folder: &Path, file: &str, suffix: &str) -> Address {
        match &self.database_url {
            None => Address::File(folder.join(file)),
            Some(url) => {
                let schema = self.database_schema.as_deref().unwrap_or("sijil");
                Address::Server { url: url.clone(), schema: format!("{schema}{suffix}") }
            }
        }
    }
}

/// Whether a text is the address of a site and nothing more. Without https a session could be read on its way, so
/// that is left to names that never leave the machine.
fn is_origin(text: &str) -> bool {
    let Ok(url) = webauthn_rs::prelude::Url::parse(text) else { return false };
    let is_local = url.host_str().is_some_and(|host| host == "localhost");
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_local);
    // A path, a login or a query would be lost.
    is_safe && url.host_str().is_some() && text.trim_end_matches('/') == url.origin().ascii_serialization()
}

/// Whether a text is an address that an authority may be asked at: nobody on the way learns when this register writes.
fn is_authority(text: &str) -> bool {
    use webauthn_rs::prelude::Url;
    let Ok(url) = Url::parse(text) else { return false };
    let host = url.host_str().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let is_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_here);
    let has_secret = !url.username().is_empty() || url.password().is_some();
    is_safe && !host.is_empty() && !has_secret && url.fragment().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_an_origin_that_nobody_reads_on_the_way() {
        for right in ["https://sijil.example", "https://sijil.example/", "https://a.example:8443"] {
            assert!(is_origin(right), "{right}");
        }
        assert!(is_origin("http://localhost:8080"));
        let wrong = [
            "",
            "sijil.example",
            "http://sijil.example",
            "https://a.example/register",
            "https://u@a.example",
            "ftp://a.example",
        ];
        for wrong in wrong {
            assert!(!is_origin(wrong), "{wrong}");
        }
    }

    #[test]
    fn an_authority_is_asked_over_https_or_on_this_machine() {
        for right in [
            "https://freetsa.org/tsr",
            "https://tsa.example:8443/a?b=c",
            "http://127.0.0.1:8080/",
            "http://localhost:1/tsr",
            "http://[::1]:3",
        ] {
            assert!(is_authority(right), "{right}");
        }
        for wrong in [
            "",
            "tsa.example",
            "http://tsa.example",
            "http://127.0.0.1.example/",
            "http://10.0.0.1/",
            "https://user:word@tsa.example",
            "https://tsa.example/#part",
            "file:///etc/passwd",
            "ftp://127.0.0.1/",
        ] {
            assert!(!is_authority(wrong), "{wrong}");
        }
    }
}
