//! Putting the files of a part where they belong in a new data folder, or on a server.

use super::database::Unpacking;
use super::file::is_certificates;
use super::restore::Restoration;
use crate::db::{Access, Address, Db};
use crate::error::{Error, Result};
use crate::folder::{CODEBOOK, Folder};
use crate::settings::{FILE, Settings};
use crate::store::Store;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// Puts the files of parts where they belong.
pub struct Unpacker<'t> {
    /// The folder that becomes the data folder.
    pub to: &'t Path,
    /// The settings, once they came.
    pub settings: Option<Settings>,
    /// Databases on a server that this made.
    pub made: Vec<Address>,
}

impl Unpacker<'_> {
    /// Opens a part and puts everything in it where it belongs.
    ///
    /// # Errors
    /// Where it does not open, is not whole, or from either side.
    pub async fn part(&mut self, path: &Path, restoration: &Restoration) -> Result<()> {
        let file = File::open(path).map_err(Error::file(path))?;
        let opened = restoration.identities.open(BufReader::new(file)).map_err(|error| match error {
            evidence::sealing::Error::Altered(why) => {
                Error::BackupDamaged(format!("{}: {why}", path.display()))
            }
            other => Error::Sealing(other),
        })?;
        let mut unpacking = Unpacking::begin(opened)?;
        while let Some(name) = unpacking.next.clone() {
            match name.as_str() {
                FILE => self.settings(&unpacking.small()?, restoration)?,
                name if name == CODEBOOK || is_certificates(name) => {
                    unpacking.write_to(&self.to.join(name))?;
                }
                // Both parts have it; it came with the other keys.
                "keys/log.vkey" if self.to.join(&name).exists() => {}
                _ => {
                    let is_rows = self.other(&name, &mut unpacking).await?;
                    if is_rows {
                        continue;
                    }
                }
            }
            unpacking.advance()?;
        }
        Ok(())
    }

    /// A key, a SQLite file, or the beginning of a dump; says whether files of it were read to the one after.
    async fn other<R: Read>(&mut self, name: &str, unpacking: &mut Unpacking<R>) -> Result<bool> {
        let unknown = || Error::Damaged(format!("{name} is in no backup of this version"));
        let (before, after) = name.split_once('/').unwrap_or((name, ""));
        if before == "keys" && !after.is_empty() && !after.contains(['/', '\\']) && after != ".." {
            unpacking.write_to(&self.to.join(name))?;
            return Ok(false);
        }
        if let Some(store) = name.strip_suffix(".sqlite").and_then(Store::of) {
            unpacking.write_to(&self.to.join(format!("{}.sqlite", store.name())))?;
            return Ok(false);
        }
        let store = Store::of(before).filter(|_| after == "contents.json").ok_or_else(unknown)?;
        let contents = unpacking.contents()?;
        let db = self.make(store, contents.migration).await?;
        unpacking.load(store.name(), &contents, &db).await?;
        db.close().await;
        Ok(true)
    }

    fn settings(&mut self, bytes: &[u8], restoration: &Restoration) -> Result<()> {
        if self.settings.is_some() {
            return Ok(());
        }
        let path = self.to.join(FILE);
        Folder::write_private(&path, bytes)?;
        let mut settings = Settings::read(self.to)?;
        if let Some((url, schema)) = &restoration.server {
            (settings.database_url, settings.database_schema) = (Some(url.clone()), Some(schema.clone()));
            Folder::write_private(&path, settings.text()?.as_bytes())?;
        }
        self.settings = Some(settings);
        Ok(())
    }

    /// Makes the tables of a database on a server as they were after a migration; the schema must hold nothing.
    async fn make(&mut self, store: Store, migration: i64) -> Result<Db> {
        let settings = self.settings.as_ref().ok_or_else(|| Error::Setting(FILE.to_owned()))?;
        let address = store.address(settings, self.to);
        if matches!(address, Address::File(_)) {
            let why = "this register was on PostgreSQL: name a database for it, --database URL --schema NAME";
            return Err(Error::BackupFolder(why.to_owned()));
        }
        let db = Db::open(&address, Access::Write).await?;
        if !db.is_empty().await? {
            let why = "the schema on the server holds tables already; name another, --schema NAME";
            return Err(Error::BackupFolder(why.to_owned()));
        }
        self.made.push(address);
        store.make_tables(&db, migration).await?;
        Ok(db)
    }

    /// Makes a keyring that holds nothing, so that what is there can be read.
    ///
    /// # Errors
    /// `backup-folder` where the schema is taken, or from the database.
    pub async fn empty_keyring(&mut self) -> Result<()> {
        let settings = self.settings.as_ref().ok_or_else(|| Error::Setting(FILE.to_owned()))?;
        let address = Store::Keyring.address(settings, self.to);
        let db = Db::open(&address, Access::Write).await?;
        if matches!(address, Address::Server { .. }) {
            if !db.is_empty().await? {
                return Err(Error::BackupFolder("the schema of the keyring holds tables already".to_owned()));
            }
            self.made.push(address);
        }
        Store::Keyring.make_tables(&db, 0).await?;
        db.close().await;
        Ok(())
    }
}
