//! Signing in: a login and a password, then a code. Every refusal is the same.
//!
//! An unknown login, a wrong password and a deactivated account cost one computed password each and end alike; so
//! does a wrong code. The account's state is looked at again when the code is taken.

use super::secret::Fingerprint;
use super::session::{Factor, open};
use super::{People, Secret, account, one_time, recovery};
use crate::error::{Error, Result};
use crate::limits::HALF_SIGNED_IN_SECONDS;
use domain::id::ActorId;

impl People {
    /// The first half: a login and a password. Gives what the second half needs, for five minutes.
    ///
    /// # Errors
    /// `sign-in-refused`, whatever was wrong; `sign-in-throttled` after too many attempts.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<Secret> {
        self.attempt(login).await?;
        let sql = "select actor, password, state from account where login = $1";
        let rows = self.db.rows(sql, vec![account::fold(login).into()]).await?;
        let found = rows.first().map(|row| Ok::<_, Error>((row.id(0)?, row.maybe_text(1)?, row.text(2)?)));
        let (actor, hash) = match found.transpose()? {
            Some((actor, hash, state)) if state == "active" => (Some(actor), hash),
            _ => (None, None),
        };
        let is_password = self.is_password(password, hash).await?;
        let Some(actor) = actor.filter(|_| is_password) else { return Err(Error::SignInRefused) };
        let secret = Secret::draw()?;
        let now = self.now();
        let mut tx = self.db.begin().await?;
        let old = "delete from half_signed_in where expires_at <= $1";
        tx.run(old, vec![now.into()]).await?;
        let sql = "insert into half_signed_in (hash, actor, expires_at) values ($1, $2, $3)";
        let hash = Fingerprint::of(secret.expose());
        tx.run(sql, vec![hash.into(), actor.into(), (now + HALF_SIGNED_IN_SECONDS).into()]).await?;
        tx.commit().await?;
        self.half_succeeded(login).await?;
        Ok(secret)
    }

    /// The second half: a code of the authenticator app, or a recovery code. Opens a session.
    ///
    /// # Errors
    /// `sign-in-refused`, whatever was wrong; `sign-in-throttled` after too many attempts.
    pub async fn finish_sign_in(&self, half: &str, code: &str) -> Result<Secret> {
        let now = self.now();
        let hash = Fingerprint::of(half);
        let sql = "select a.actor, a.login from half_signed_in h join account a on a.actor = h.actor
                   where h.hash = $1 and h.expires_at > $2 and a.state = 'active'";
        let rows = self.db.rows(sql, vec![hash.into(), now.into()]).await?;
        let Some(row) = rows.first() else { return Err(Error::SignInRefused) };
        let (actor, login) = (ActorId(row.id(0)?), row.text(1)?);
        self.attempt(&login).await?;
        let mut tx = self.db.begin().await?;
        let factor = if one_time::take(&mut tx, actor, code, now, true).await? {
            Factor::Code
        } else if recovery::take(&mut tx, actor, code).await? {
            Factor::RecoveryCode
        } else {
            return Err(Error::SignInRefused);
        };
        let half = tx.run("delete from half_signed_in where hash = $1", vec![hash.into()]).await?;
        let sql = "update account set signed_in_at = $2 where actor = $1 and state = 'active'";
        let active = tx.run(sql, vec![actor.0.into(), now.into()]).await?;
        if (half, active) != (1, 1) {
            return Err(Error::SignInRefused);
        }
        let session = open(&mut tx, actor, factor, now).await?;
        tx.commit().await?;
        self.succeeded(&login).await?;
        Ok(session)
    }
}
