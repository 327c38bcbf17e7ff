//! Who people are and how they sign in: names, passwords, codes, passkeys, sessions. Not what they may do: that is
//! [`crate::permission`], from records of the team that have acts.
//!
//! A database of its own, beside the register and the keyring: the name behind a pseudonym must be deletable, and
//! nobody's signing in waits for an import. Secrets go in and never come out: no operation gives a stored secret or
//! hash back. Start at [`People`]; [`account`] and [`invitation`] for how somebody comes in, [`sign_in`] and
//! [`session`] for every day.

pub mod account;
pub mod invitation;
pub mod one_time;
pub mod passkeys;
pub mod password;
pub mod recovery;
pub mod secret;
pub mod session;
pub mod sign_in;
mod throttle;
pub mod token;
pub(crate) mod watching;

use crate::db::{Access, Address, Db};
use crate::error::{Error, Result};
use domain::problem::Problem;
use std::path::Path;
use std::sync::Arc;

pub use account::{Account, Newcomer, State};
pub use secret::Secret;
pub use session::{Factor, Session};
pub use token::{NewToken, Reach, Token};

pub(crate) const MIGRATIONS: &[(i64, &str)] = &[
    (1, include_str!("../../migrations/people/0001_people.sql")),
    (2, include_str!("../../migrations/people/0002_watching.sql")),
    (3, include_str!("../../migrations/people/0003_tokens.sql")),
    (4, include_str!("../../migrations/people/0004_passkeys.sql")),
];

/// The people of a register; cheap to clone.
#[derive(Clone)]
pub struct People {
    /// Their database.
    pub db: Db,
    hashes: Arc<password::Turns>,
    attempts: Arc<throttle::Attempts>,
    /// Seconds since 1970 where the clock stands still.
    clock: Option<i64>,
}

impl People {
    /// Opens the people of a data folder without the rest of the register; no lock is needed.
    ///
    /// # Errors
    /// `no-register`, or from the database.
    pub async fn open(folder: &Path) -> Result<Self> {
        let settings = crate::settings::Settings::read(folder)?;
        Self::open_at(&settings.people(folder), Access::Write).await
    }

    /// Opens the people at an address.
    ///
    /// # Errors
    /// From the database.
    pub async fn open_at(address: &Address, access: Access) -> Result<Self> {
        // A folder of before there were people has no such file, and a reader cannot make one.
        let is_absent = matches!(address, Address::File(path) if !path.exists());
        let access = if is_absent { Access::Write } else { access };
        let db = Db::open(address, access).await?;
        if access == Access::Write {
            db.migrate(MIGRATIONS).await?;
        }
        Ok(Self { db, hashes: Arc::default(), attempts: Arc::default(), clock: None })
    }

    /// The same people with a clock that stands still at a time, in seconds since 1970.
    #[must_use]
    pub fn at(&self, seconds: i64) -> Self {
        Self { clock: Some(seconds), ..self.clone() }
    }

    /// The time, in seconds since 1970.
    pub fn now(&self) -> i64 {
        self.clock.unwrap_or_else(|| jiff::Timestamp::now().as_second())
    }
}

/// A time of this database, in seconds since 1970, as RFC 3339 in UTC.
pub fn time(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map_or_else(|_beyond| String::new(), |at| at.to_string())
}

/// A refusal of one field.
fn refused(code: &str, field: &str) -> Error {
    Error::Refused(vec![Problem::refuse(code, field)])
}
