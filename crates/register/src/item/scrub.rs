//! The background check of the vault: every blob of both copies read to its end within a month, a little at a time,
//! what is damaged mended from the other copy.
//!
//! Where it stands is kept in the register, so that a restart goes on. Start at [`Register::scrub_step`].

use super::key::keys_in;
use crate::db::Value;
use crate::error::{Error, Result};
use crate::register::{PROGRAM_ACTOR, Register};
use domain::id::{ProjectId, RecordId};
use domain::vocabulary::CustodyAction;
use evidence::vault::{Digest, Mended, ScrubState, ScrubStep, Scrubbed};

/// What one step of the check found, in numbers that may be logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scrub {
    /// Items read.
    pub items: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Items mended from the other copy.
    pub mended: u64,
    /// Items of which no copy is whole, or that could not be looked at.
    pub lost: u64,
    /// Whether a pass over everything ended.
    pub pass_is_done: bool,
}

impl Register {
    /// Checks the next items, and notes what was mended in their custody.
    ///
    /// # Errors
    /// From the vault, the keyring or the database.
    pub async fn scrub_step(&self, step: ScrubStep) -> Result<Scrub> {
        let vault = self.vault()?;
        let row = self.db.row("select after_sha256 from scrub_state where id = 1", Vec::new()).await?;
        let after = row.map(|row| row.maybe_text(0)).transpose()?.flatten();
        let state = ScrubState { after: after.map(|text| super::key::digest(&text)).transpose()? };
        let handle = tokio::runtime::Handle::current();
        let keyring = self.keyring.clone();
        let work = move || {
            let keys = |digest: &Digest| {
                let found = handle.block_on(keys_in(&keyring, &[*digest]));
                found.ok().and_then(|mut found| found.remove(digest)).unwrap_or_default()
            };
            vault.scrub(&state, &step, &keys)
        };
        let scrubbed = tokio::task::spawn_blocking(work).await;
        let scrubbed =
            scrubbed.map_err(|error| Error::Damaged(error.to_string()))?.map_err(Error::Evidence)?;
        self.keep_scrubbed(&scrubbed).await
    }

    async fn keep_scrubbed(&self, scrubbed: &Scrubbed) -> Result<Scrub> {
        let mut found = Scrub {
            items: scrubbed.items as u64,
            bytes: scrubbed.bytes,
            pass_is_done: scrubbed.pass_is_done,
            ..Scrub::default()
        };
        let mut tx = self.db.begin().await?;
        tx.run("delete from scrub_state where id = 1", Vec::new()).await?;
        let after = Value::Text(scrubbed.state.after.map(|digest| digest.to_string()));
        tx.run("insert into scrub_state (id, after_sha256) values (1, $1)", vec![after]).await?;
        tx.commit().await?;
        for finding in &scrubbed.findings {
            match &finding.found {
                Ok(repair) if repair.mended != Mended::Lost => {
                    found.mended += 1;
                    self.note_repair(finding.digest).await?;
                }
                Ok(_) | Err(_) => found.lost += 1,
            }
        }
        Ok(found)
    }

    /// Notes a repair in the custody of every item that has these bytes.
    async fn note_repair(&self, digest: Digest) -> Result<()> {
        let sql = "select id, project from item where sha256 = $1";
        for row in self.db.rows(sql, vec![digest.to_string().into()]).await? {
            let (item, project) = (RecordId(row.id(0)?), ProjectId(row.id(1)?));
            self.note_custody(PROGRAM_ACTOR, project, item, CustodyAction::Repaired, None).await?;
        }
        Ok(())
    }
}
