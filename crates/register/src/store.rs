//! The four databases of a register, for those who treat them alike: backups.

use crate::db::{Address, Db};
use crate::error::{Error, Result};
use crate::settings::Settings;
use std::path::Path;

/// One of the databases of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Store {
    /// Acts and records.
    Register,
    /// The secrets of acts.
    Keyring,
    /// Names, passwords, sessions.
    People,
    /// Who read what.
    Readings,
}

impl Store {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Register, Self::Keyring, Self::People, Self::Readings];

    /// The one of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|store| store.name() == name)
    }

    /// Its name: of its file without the ending, and of its rows in a backup.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Keyring => "keyring",
            Self::People => "people",
            Self::Readings => "readings",
        }
    }

    /// Where it is.
    pub fn address(self, settings: &Settings, folder: &Path) -> Address {
        match self {
            Self::Register => settings.database(folder),
            Self::Keyring => settings.keyring(folder),
            Self::People => settings.people(folder),
            Self::Readings => settings.readings(folder),
        }
    }

    /// Makes its tables as they were after a migration; those that follow are for whoever opens it.
    ///
    /// # Errors
    /// `stored-data-damaged` where this version does not know that migration, or from the database.
    pub async fn make_tables(self, db: &Db, migration: i64) -> Result<()> {
        let migrations = match self {
            Self::Register => crate::register::MIGRATIONS,
            Self::People => crate::people::MIGRATIONS,
            Self::Keyring => return crate::register::migrate_keyring(db).await,
            Self::Readings => return crate::reading::make_table(db).await,
        };
        if migrations.last().is_none_or(|(last, _)| *last < migration) {
            let why = format!("{} is of a later version of Sijil; restore it with that one", self.name());
            return Err(Error::BackupFolder(why));
        }
        let upto: Vec<(i64, &str)> =
            migrations.iter().filter(|(number, _)| *number <= migration).copied().collect();
        db.migrate(&upto).await
    }
}
