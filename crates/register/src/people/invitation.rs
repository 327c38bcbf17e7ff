//! Invitations: how somebody gets a password and a second factor, first or again.
//!
//! An administrator makes one and hands it over outside the program. Its owner chooses a password, puts a secret into
//! their authenticator app and shows a code of it; only then is the account active, and the invitation used up.

use super::secret::Fingerprint;
use super::session::Factor;
use super::{Account, Newcomer, People, Secret, account, one_time, password, recovery, refused, session};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::limits::INVITATION_SECONDS;
use domain::id::ActorId;

/// Characters of an invitation, five bits each.
const CHARACTERS: usize = 32;

/// What somebody gets at the end of an invitation.
#[derive(Debug)]
pub struct Accepted {
    /// A session, opened.
    pub session: Secret,
    /// Recovery codes, shown once.
    pub recovery_codes: Vec<Secret>,
}

async fn draw(tx: &mut Tx, actor: ActorId, now: i64) -> Result<Secret> {
    let secret = Secret::draw_typed(CHARACTERS)?;
    tx.run("delete from invitation where actor = $1 or expires_at <= $2", vec![actor.0.into(), now.into()])
        .await?;
    let hash = Fingerprint::of(secret.expose());
    let values = vec![actor.0.into(), hash.into(), (now + INVITATION_SECONDS).into()];
    tx.run("insert into invitation (actor, hash, expires_at) values ($1, $2, $3)", values).await?;
    Ok(secret)
}

impl People {
    /// Makes an account for somebody with an invitation, whose secret is given back this once.
    ///
    /// # Errors
    /// `login-taken`, `login-not-understood`, `field-empty`, `field-too-long`.
    pub async fn invite(&self, newcomer: &Newcomer) -> Result<Secret> {
        newcomer.check()?;
        let mut tx = self.db.begin().await?;
        let sql =
            "insert into account (actor, login, name, state, created_at) values ($1, $2, $3, 'invited', $4)
                   on conflict do nothing";
        let login = account::fold(&newcomer.login);
        let name = newcomer.name.trim();
        let values = vec![newcomer.actor.0.into(), login.into(), name.into(), self.now().into()];
        if tx.run(sql, values).await? == 0 {
            return Err(refused("login-taken", "login"));
        }
        let secret = draw(&mut tx, newcomer.actor, self.now()).await?;
        tx.commit().await?;
        Ok(secret)
    }

    /// Destroys everything that let somebody in and makes a new invitation: for lost factors.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn reset(&self, actor: ActorId) -> Result<Secret> {
        let mut tx = self.db.begin().await?;
        let sql = "update account set state = 'invited', password = null where actor = $1";
        if tx.run(sql, vec![actor.0.into()]).await? == 0 {
            return Err(Error::NotFound);
        }
        tx.run("delete from totp where actor = $1", vec![actor.0.into()]).await?;
        tx.run("delete from recovery_code where actor = $1", vec![actor.0.into()]).await?;
        super::token::revoke_all(&mut tx, actor).await?;
        tx.run("delete from passkey where actor = $1", vec![actor.0.into()]).await?;
        session::end_others(&mut tx, actor, None).await?;
        let secret = draw(&mut tx, actor, self.now()).await?;
        tx.commit().await?;
        Ok(secret)
    }

    /// The account that an invitation is for.
    ///
    /// # Errors
    /// `invitation-refused` where it is wrong, used up or too old.
    pub async fn invited(&self, invitation: &str) -> Result<Account> {
        let sql = format!(
            "select {} from account where state = 'invited'
             and actor = (select i.actor from invitation i where i.hash = $1 and i.expires_at > $2)",
            account::ACCOUNT
        );
        let values = vec![Fingerprint::of_typed(invitation).into(), self.now().into()];
        let rows = self.db.rows_of(sql, values).await?;
        rows.first()
            .map(account::account)
            .transpose()?
            .ok_or_else(|| refused("invitation-refused", "invitation"))
    }

    /// Keeps the password chosen with an invitation and draws the secret for the authenticator app, which is shown
    /// as belonging to `origin`. Can be repeated until the invitation is accepted: each time draws a new secret.
    ///
    /// # Errors
    /// `invitation-refused`, `password-too-short`, `password-too-long`, `password-is-login`.
    pub async fn enrol(&self, invitation: &str, chosen: &str, origin: &str) -> Result<one_time::Enrolment> {
        let account = self.invited(invitation).await?;
        password::check(chosen, &account.login)?;
        let hash = self.hash(chosen).await?;
        let mut tx = self.db.begin().await?;
        let sql = "update invitation set password = $2 where hash = $1 and expires_at > $3";
        let values = vec![Fingerprint::of_typed(invitation).into(), hash.into(), self.now().into()];
        if tx.run(sql, values).await? == 0 {
            return Err(refused("invitation-refused", "invitation"));
        }
        let enrolment = one_time::draw(&mut tx, account.actor, &account.login, origin).await?;
        tx.commit().await?;
        Ok(enrolment)
    }

    /// Accepts an invitation with the first code of the authenticator app: the account becomes active.
    ///
    /// # Errors
    /// `invitation-refused`; `code-refused` where the code is wrong.
    pub async fn accept(&self, invitation: &str, code: &str) -> Result<Accepted> {
        let account = self.invited(invitation).await?;
        let now = self.now();
        let mut tx = self.db.begin().await?;
        if !one_time::take(&mut tx, account.actor, code, now, false).await? {
            return Err(refused("code-refused", "code"));
        }
        let sql = "update account set state = 'active', signed_in_at = $3,
                     password = (select i.password from invitation i where i.hash = $2)
                   where actor = $1 and state = 'invited'
                   and exists (select 1 from invitation i where i.hash = $2 and i.password is not null)";
        let hash = Fingerprint::of_typed(invitation);
        let values = vec![account.actor.0.into(), hash.into(), now.into()];
        if tx.run(sql, values).await? == 0 {
            return Err(refused("invitation-refused", "invitation"));
        }
        tx.run("delete from invitation where actor = $1", vec![account.actor.0.into()]).await?;
        let recovery_codes = recovery::draw(&mut tx, account.actor).await?;
        let session = session::open(&mut tx, account.actor, Factor::Code, now).await?;
        tx.commit().await?;
        self.succeeded(&account.login).await?;
        Ok(Accepted { session, recovery_codes })
    }
}
