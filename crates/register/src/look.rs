//! What changed since somebody last looked: a person's last look at an incident, and what others did to it since.
//!
//! A look is kept in the people's database: it is the person's own, no act and no list for custodians, and keeping it
//! waits for no import. It opens nothing: what has changed is reckoned in the person's present scope. Not the log of
//! readings, which is [`crate::reading`]. Start at [`Register::look_at`].

use crate::error::{Error, Result};
use crate::limits::LOOK_SECONDS;
use crate::people::watching::Look;
use crate::permission::{Operation, Permit};
use crate::register::Register;
use domain::id::RecordId;
use std::collections::BTreeMap;

/// What others changed since a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// When the look was, in seconds since 1970.
    pub at: i64,
    /// The last act of the project then.
    pub position: i64,
    /// Acts of others about the incident and what hangs on it.
    pub changes: i64,
}

impl Register {
    /// What others changed of an incident since the person last looked at it; this look is kept. `None` at the first.
    ///
    /// Two statements, and one more to keep the look; that one is spared where the last is from within the hour and
    /// nothing has changed.
    ///
    /// # Errors
    /// `not-found` where the incident is not in the person's scope: then no look is kept.
    pub async fn look_at(&self, permit: &Permit, incident: RecordId) -> Result<Option<Since>> {
        permit.require(Operation::Read)?;
        let before = self.people.looks(permit.actor, &[incident]).await?.remove(&incident);
        let since = before.map_or(i64::MAX, |look| look.position);
        let changes = self.changes_since(permit.scope(), permit.actor, &[(incident, since)]).await?;
        let count = *changes.acts.get(&incident).ok_or(Error::NotFound)?;
        let now = self.people.now();
        let is_kept = before.is_some_and(|look| count == 0 && now - look.at < LOOK_SECONDS);
        if !is_kept {
            let look = Look { position: changes.last, at: now };
            self.people.keep_look(permit.actor, permit.project, incident, look).await?;
        }
        Ok(before.map(|look| Since { at: look.at, position: look.position, changes: count }))
    }

    /// What others changed of incidents since the person last looked at each; those never looked at, and those that
    /// nobody has changed, are left out. Two statements; no look is kept.
    ///
    /// # Errors
    /// From the databases.
    pub async fn changed_since_looks(
        &self,
        permit: &Permit,
        incidents: &[RecordId],
    ) -> Result<BTreeMap<RecordId, Since>> {
        let looks = self.people.looks(permit.actor, incidents).await?;
        let since: Vec<(RecordId, i64)> = looks.iter().map(|(id, look)| (*id, look.position)).collect();
        let changes = self.changes_since(permit.scope(), permit.actor, &since).await?;
        let found = looks.into_iter().filter_map(|(id, look)| {
            let changes = *changes.acts.get(&id).filter(|count| **count > 0)?;
            Some((id, Since { at: look.at, position: look.position, changes }))
        });
        Ok(found.collect())
    }
}
