//! Where the vault's second copy is, as the settings say, and how it is set up. The copying is `evidence::vault`'s.
//!
//! The keys of an object store are read from a file that its owner alone may read, or from the environment; they stand
//! in no setting, message or log.

use crate::error::{Error, Result};
use crate::register::Register;
use crate::settings::{ObjectStore, Settings};
use evidence::vault::{SecondPlace, StoreAddress, StoreCredentials, StorePlace, Vault};
use serde::Deserialize;
use std::fs::File;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

/// The region where none is set, which most stores other than Amazon's are content with.
const REGION: &str = "us-east-1";

/// A file of credentials.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Credentials {
    access_key_id: String,
    secret_access_key: String,
    #[serde(default)]
    session_token: Option<String>,
}

impl Settings {
    /// Where the second copy is; `None` where none was set up. Paths are seen from the data folder.
    ///
    /// # Errors
    /// `evidence-store-address`; `setting-not-understood` where the credentials are not there, are open to others or
    /// cannot be read.
    pub fn second_place(&self, folder: &Path) -> Result<Option<SecondPlace>> {
        let Some(second) = &self.vault_second else { return Ok(None) };
        let Some(address) = second.to_str().filter(|text| text.starts_with(StoreAddress::SCHEME)) else {
            return Ok(Some(SecondPlace::Folder(second.clone())));
        };
        let store = self.vault_store.clone().unwrap_or_default();
        let credentials = match &store.credentials {
            Some(file) => from_file(&folder.join(file))?,
            None => from_environment()?,
        };
        Ok(Some(SecondPlace::Store(StorePlace {
            address: StoreAddress::parse(address).map_err(Error::Evidence)?,
            endpoint: store.endpoint,
            region: store.region.unwrap_or_else(|| REGION.to_owned()),
            credentials,
        })))
    }
}

fn from_file(path: &Path) -> Result<StoreCredentials> {
    let shown = path.display().to_string();
    let unreadable = |source| Error::File { path: shown.clone(), source };
    let mut file = File::open(path).map_err(unreadable)?;
    let mode = file.metadata().map_err(unreadable)?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(Error::Setting(format!("{shown}: others may read these credentials: chmod 600 {shown}")));
    }
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(unreadable)?;
    // What is wrong in it is not said: the line may be a secret.
    let read: Credentials = toml::from_str(&text).map_err(|_why| {
        Error::Setting(format!("{shown}: access_key_id = \"…\" and secret_access_key = \"…\" are expected"))
    })?;
    Ok(StoreCredentials {
        access_key_id: read.access_key_id,
        secret_access_key: read.secret_access_key,
        session_token: read.session_token,
    })
}

fn from_environment() -> Result<StoreCredentials> {
    let of = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    match (of("AWS_ACCESS_KEY_ID"), of("AWS_SECRET_ACCESS_KEY")) {
        (Some(access_key_id), Some(secret_access_key)) => {
            Ok(StoreCredentials { access_key_id, secret_access_key, session_token: of("AWS_SESSION_TOKEN") })
        }
        _ => Err(Error::Setting(
            "vault_store.credentials: a file, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment"
                .to_owned(),
        )),
    }
}

impl Register {
    /// Makes a folder, usually on another disk, or a part of a bucket (`s3://BUCKET/PREFIX`) the second copy of the
    /// vault; from the next start on every item is kept in both. What it lacks is brought over by the background check.
    ///
    /// # Errors
    /// `evidence-not-the-vault` where another vault's copy is there; `evidence-store-address`, `evidence-store-away`,
    /// `evidence-store-refuses`, `evidence-no-object-store`; as [`Settings::second_place`]; from the disk.
    pub fn set_up_second_copy(&self, second: &Path, store: Option<ObjectStore>) -> Result<()> {
        self.vault()?;
        let mut settings = self.settings.clone();
        settings.vault_second = Some(PathBuf::from(second));
        settings.vault_store = store;
        let text = settings.text()?;
        if let Some(place) = settings.second_place(&self.folder.path)? {
            Vault::set_up_second(&self.vault_folder(), &place).map_err(Error::Evidence)?;
        }
        self.folder.rewrite_settings(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::Permissions;

    const SECRET: &str = "word-that-nobody-sees";

    fn settings(second: &str, credentials: &Path) -> Settings {
        let text = format!(
            "version = 1\norigin = \"test\"\ndevice = \"00000000-0000-0000-0000-000000000000\"\none_person = true\n\
             vault_second = \"{second}\"\n[vault_store]\nendpoint = \"https://store.example\"\n\
             credentials = \"{}\"\n",
            credentials.display()
        );
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn credentials_come_from_a_file_that_nobody_else_may_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("store.toml");
        let right = format!("access_key_id = \"key\"\nsecret_access_key = \"{SECRET}\"\n");
        std::fs::write(&file, &right).unwrap();
        let settings = settings("s3://copies/register", Path::new("store.toml"));
        std::fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
        let error = settings.second_place(folder.path()).unwrap_err();
        assert_eq!(error.code(), "setting-not-understood");
        assert!(error.to_string().contains("chmod 600") && !error.to_string().contains(SECRET));
        std::fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
        let place = settings.second_place(folder.path()).unwrap().unwrap();
        let SecondPlace::Store(place) = &place else { panic!("{place}") };
        assert_eq!((place.address.prefix.as_str(), place.region.as_str()), ("register", REGION));
        assert_eq!(place.endpoint.as_deref(), Some("https://store.example"));
        assert_eq!(place.credentials.secret_access_key, SECRET);
        assert!(!format!("{place:?} {settings:?}").contains(SECRET));
        std::fs::write(&file, format!("secret = {SECRET}")).unwrap();
        let error = settings.second_place(folder.path()).unwrap_err();
        assert!(!error.to_string().contains(SECRET), "{error}");
        std::fs::remove_file(&file).unwrap();
        assert!(settings.second_place(folder.path()).is_err());
    }

    #[test]
    fn a_folder_needs_no_credentials() {
        let settings = settings("/mnt/copies", Path::new("nowhere"));
        let place = settings.second_place(Path::new("/data")).unwrap();
        assert_eq!(place, Some(SecondPlace::Folder(PathBuf::from("/mnt/copies"))));
    }
}
