//! Recovery codes: ten, each taken once in place of an authenticator's code. Shown once, kept as SHA-256.

use super::secret::Fingerprint;
use super::{People, Secret};
use crate::db::Tx;
use crate::error::Result;
use crate::limits::RECOVERY_CODES;
use domain::id::ActorId;

/// Characters of one code, five bits each: 120 bits, which a plain hash keeps safe (ASVS 5.0.0, 6.5.2).
const CHARACTERS: usize = 24;

/// Draws new codes; the old ones are no longer taken.
pub(super) async fn draw(tx: &mut Tx, actor: ActorId) -> Result<Vec<Secret>> {
    tx.run("delete from recovery_code where actor = $1", vec![actor.0.into()]).await?;
    let codes = (0..RECOVERY_CODES).map(|_| Secret::draw_typed(CHARACTERS)).collect::<Result<Vec<_>>>()?;
    let rows = codes.iter().map(|code| vec![Fingerprint::of(code.expose()).into(), actor.0.into()]).collect();
    tx.insert("recovery_code", &["hash", "actor"], rows).await?;
    Ok(codes)
}

/// Takes a code: it is there once.
pub(super) async fn take(tx: &mut Tx, actor: ActorId, code: &str) -> Result<bool> {
    let values = vec![Fingerprint::of_typed(code).into(), actor.0.into()];
    Ok(tx.run("delete from recovery_code where hash = $1 and actor = $2", values).await? == 1)
}

impl People {
    /// Ten new recovery codes, shown once; other sessions end.
    ///
    /// # Errors
    /// `confirm-first` where the session's factor is not fresh.
    pub async fn renew_recovery_codes(&self, session: &super::Session) -> Result<Vec<Secret>> {
        self.require_fresh(session)?;
        let mut tx = self.db.begin().await?;
        let codes = draw(&mut tx, session.actor).await?;
        super::session::end_others(&mut tx, session.actor, Some(session.id)).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// How many recovery codes somebody has left.
    ///
    /// # Errors
    /// From the database.
    pub async fn recovery_codes_left(&self, actor: ActorId) -> Result<i64> {
        let sql = "select count(*) from recovery_code where actor = $1";
        self.db.row(sql, vec![actor.0.into()]).await?.map_or(Ok(0), |row| row.int(0))
    }
}
