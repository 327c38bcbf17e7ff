//! Accounts: the login, name and state behind a pseudonym.
//!
//! How one begins is [`super::invitation`]. Deactivating keeps the row, so that the name of who acted stays known;
//! forgetting somebody deletes it, and their acts keep the pseudonym alone.

use super::{People, refused};
use crate::db::Row;
use crate::error::{Error, Result};
use crate::limits::{LOGIN_CHARS_MAX, NAME_CHARS_MAX};
use domain::id::ActorId;
use std::collections::BTreeMap;

/// How far an account has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Invited; nobody can sign in.
    Invited,
    /// Has a password and a second factor.
    Active,
    /// May not sign in.
    Deactivated,
}

impl State {
    /// The name kept and translated.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Deactivated => "deactivated",
        }
    }

    fn parse(slug: &str) -> Result<Self> {
        let all = [Self::Invited, Self::Active, Self::Deactivated];
        let found = all.into_iter().find(|state| state.slug() == slug);
        found.ok_or_else(|| Error::Damaged("an account's state".to_owned()))
    }
}

/// An account, without anything that opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The pseudonym in acts.
    pub actor: ActorId,
    /// What they sign in with, folded.
    pub login: String,
    /// What others see.
    pub name: String,
    /// How far it has come.
    pub state: State,
    /// When it was made, in seconds since 1970.
    pub created_at: i64,
    /// Last sign-in.
    pub signed_in_at: Option<i64>,
}

/// Somebody to make an account for.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// The pseudonym; [`Newcomer::new`] draws one.
    pub actor: ActorId,
    /// What they will sign in with: ASCII letters, digits and `._-@`.
    pub login: String,
    /// What others see.
    pub name: String,
}

impl Newcomer {
    /// A newcomer with a pseudonym that says nothing, not even when it was made.
    pub fn new(login: &str, name: &str) -> Self {
        Self { actor: ActorId(uuid::Uuid::new_v4()), login: login.to_owned(), name: name.to_owned() }
    }

    /// # Errors
    /// `login-not-understood`, `field-empty`, `field-too-long`.
    pub(super) fn check(&self) -> Result<()> {
        let login = fold(&self.login);
        let is_login = !login.is_empty()
            && login.len() <= LOGIN_CHARS_MAX
            && login.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-@".contains(&byte));
        if !is_login {
            return Err(refused("login-not-understood", "login"));
        }
        let characters = self.name.trim().chars().count();
        match characters {
            0 => Err(refused("field-empty", "name")),
            _ if characters > NAME_CHARS_MAX || self.name.chars().any(char::is_control) => {
                let problem = domain::problem::Problem::refuse("field-too-long", "name");
                Err(Error::Refused(vec![problem.with("max", NAME_CHARS_MAX)]))
            }
            _ => Ok(()),
        }
    }
}

/// A login as it is kept and compared.
pub(super) fn fold(login: &str) -> String {
    login.trim().to_lowercase()
}

pub(super) const ACCOUNT: &str = "actor, login, name, state, created_at, signed_in_at";

pub(super) fn account(row: &Row) -> Result<Account> {
    Ok(Account {
        actor: ActorId(row.id(0)?),
        login: row.text(1)?,
        name: row.text(2)?,
        state: State::parse(&row.text(3)?)?,
        created_at: row.int(4)?,
        signed_in_at: row.maybe_int(5)?,
    })
}

impl People {
    /// Every account, by login.
    ///
    /// # Errors
    /// From the database.
    pub async fn accounts(&self) -> Result<Vec<Account>> {
        let sql = format!("select {ACCOUNT} from account order by login");
        self.db.rows_of(sql, Vec::new()).await?.iter().map(account).collect()
    }

    /// The account of a pseudonym.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn account(&self, actor: ActorId) -> Result<Account> {
        let sql = format!("select {ACCOUNT} from account where actor = $1");
        let rows = self.db.rows_of(sql, vec![actor.0.into()]).await?;
        rows.first().map(account).transpose()?.ok_or(Error::NotFound)
    }

    /// The account of a login.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn account_of(&self, login: &str) -> Result<Account> {
        let sql = format!("select {ACCOUNT} from account where login = $1");
        let rows = self.db.rows_of(sql, vec![fold(login).into()]).await?;
        rows.first().map(account).transpose()?.ok_or(Error::NotFound)
    }

    /// The names behind pseudonyms; one statement.
    ///
    /// # Errors
    /// From the database.
    pub async fn names(&self) -> Result<BTreeMap<ActorId, String>> {
        let rows = self.db.rows("select actor, name from account order by actor", Vec::new()).await?;
        rows.iter().map(|row| Ok((ActorId(row.id(0)?), row.text(1)?))).collect()
    }

    /// Ends somebody's sessions and lets them in no more until [`Self::reactivate`].
    ///
    /// # Errors
    /// `not-found`.
    pub async fn deactivate(&self, actor: ActorId) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let changed =
            tx.run("update account set state = 'deactivated' where actor = $1", vec![actor.0.into()]);
        if changed.await? == 0 {
            return Err(Error::NotFound);
        }
        tx.run("delete from invitation where actor = $1", vec![actor.0.into()]).await?;
        super::token::revoke_all(&mut tx, actor).await?;
        super::session::end_others(&mut tx, actor, None).await?;
        tx.commit().await
    }

    /// Lets somebody in again with the factors they had; who had none stays invited and needs a new invitation.
    ///
    /// # Errors
    /// `not-found` where they are not deactivated.
    pub async fn reactivate(&self, actor: ActorId) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let sql = "update account set state = case when password is not null and exists
                     (select 1 from totp t where t.actor = account.actor and t.confirmed) then 'active' else 'invited' end
                   where actor = $1 and state = 'deactivated'";
        if tx.run(sql, vec![actor.0.into()]).await? == 0 {
            return Err(Error::NotFound);
        }
        tx.commit().await
    }

    /// Deletes the name behind a pseudonym with everything that let its owner in. Their acts stay, under the
    /// pseudonym alone.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn forget(&self, actor: ActorId) -> Result<()> {
        let mut tx = self.db.begin().await?;
        super::token::revoke_all(&mut tx, actor).await?;
        super::session::end_others(&mut tx, actor, None).await?;
        // What else is theirs goes with the row.
        if tx.run("delete from account where actor = $1", vec![actor.0.into()]).await? == 0 {
            return Err(Error::NotFound);
        }
        tx.commit().await
    }

    /// Chooses a new password; other sessions end.
    ///
    /// # Errors
    /// `sign-in-refused` where the old password is wrong, `sign-in-throttled`, `confirm-first`, `password-too-short`
    /// and its like.
    pub async fn change_password(&self, session: &super::Session, old: &str, new: &str) -> Result<()> {
        self.require_fresh(session)?;
        let account = self.account(session.actor).await?;
        super::password::check(new, &account.login)?;
        self.attempt(&account.login).await?;
        let rows =
            self.db.rows("select password from account where actor = $1", vec![session.actor.0.into()]);
        let kept = rows.await?.first().map(|row| row.maybe_text(0)).transpose()?.flatten();
        if !self.is_password(old, kept).await? {
            return Err(Error::SignInRefused);
        }
        let hash = self.hash(new).await?;
        let mut tx = self.db.begin().await?;
        let sql = "update account set password = $2 where actor = $1";
        tx.run(sql, vec![session.actor.0.into(), hash.into()]).await?;
        super::session::end_others(&mut tx, session.actor, Some(session.id)).await?;
        tx.commit().await?;
        self.succeeded(&account.login).await
    }
}
