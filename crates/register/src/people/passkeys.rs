//! The passkeys that people keep: made, listed, removed, and shown to sign in or to confirm. The ceremonies
//! themselves are [`crate::passkey`]'s.
//!
//! One passkey is two factors: its device holds it and has verified its owner. A ceremony's state stays here under
//! the SHA-256 of a secret that the browser holds meanwhile; it serves once, for what it was begun for, in the
//! session it was begun in. Making or removing one ends the person's other sessions. Start at
//! [`People::begin_passkey`].

use super::secret::Fingerprint;
use super::session::{Factor, Session, end_others, open, renew};
use super::{People, Secret, refused};
use crate::db::{Row, Value};
use crate::error::{Error, Result};
use crate::limits::{CEREMONIES_KEPT, CEREMONY_SECONDS, NAME_CHARS_MAX, PASSKEYS_OF_A_PERSON_MAX};
use crate::passkey::{Begun, RelyingParty};
use domain::id::ActorId;
use domain::problem::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use webauthn_rs::prelude::Passkey;

/// A passkey as its owner sees it; nothing here opens anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its id here, by which it is removed.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// When it was made, in seconds since 1970.
    pub made_at: i64,
    /// When it last let its owner in.
    pub used_at: Option<i64>,
}

/// A ceremony on its way to a browser.
#[derive(Debug)]
pub struct Ceremony {
    /// JSON for `navigator.credentials`.
    pub options: serde_json::Value,
    /// What the browser shows with its answer.
    pub secret: Secret,
}

/// What a ceremony was begun for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Making,
    SigningIn,
    Confirming,
}

impl Purpose {
    const fn slug(self) -> &'static str {
        match self {
            Self::Making => "making",
            Self::SigningIn => "signing-in",
            Self::Confirming => "confirming",
        }
    }
}

/// A passkey that has just proved its owner's presence, with the counter it has now.
struct Shown {
    id: Uuid,
    actor: ActorId,
    passkey: Passkey,
    counter: String,
}

fn kept(row: &Row) -> Result<Kept> {
    Ok(Kept { id: row.id(0)?, name: row.text(1)?, made_at: row.int(2)?, used_at: row.maybe_int(3)? })
}

fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|_error| damaged())
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_error| damaged())
}

fn damaged() -> Error {
    Error::Damaged("a passkey".to_owned())
}

/// Answers that are wrong in any way are refused alike.
fn refused_alike(error: Error) -> Error {
    if matches!(error, Error::NotFound) { Error::SignInRefused } else { error }
}

/// A name somebody gives a passkey.
fn checked(name: &str) -> Result<&str> {
    let name = name.trim();
    if name.is_empty() {
        return Err(refused("field-empty", "name"));
    }
    if name.chars().count() > NAME_CHARS_MAX || name.chars().any(char::is_control) {
        let problem = Problem::refuse("field-too-long", "name").with("max", NAME_CHARS_MAX);
        return Err(Error::Refused(vec![problem]));
    }
    Ok(name)
}

impl People {
    /// Begins to make a passkey for whoever is signed in.
    ///
    /// # Errors
    /// `confirm-first` where no factor was shown lately; `not-found` for a pseudonym without an account;
    /// `passkeys-too-many`.
    pub async fn begin_passkey(&self, site: &RelyingParty, session: &Session) -> Result<Ceremony> {
        self.require_fresh(session)?;
        let account = self.account(session.actor).await?;
        let rows = self
            .db
            .rows("select passkey from passkey where actor = $1 order by id", vec![session.actor.0.into()]);
        let held = rows.await?.iter().map(|row| parsed(&row.text(0)?)).collect::<Result<Vec<Passkey>>>()?;
        if held.len() >= PASSKEYS_OF_A_PERSON_MAX {
            return Err(refused("passkeys-too-many", "passkey"));
        }
        let begun = site.begin_making(account.actor, &account.login, &account.name, &held)?;
        self.keep(begun, Purpose::Making, Some(session)).await
    }

    /// Keeps the passkey that the browser made; the person's other sessions end.
    ///
    /// # Errors
    /// `confirm-first`; `field-empty`, `field-too-long` for its name; `passkey-refused` where the answer is not right,
    /// comes twice or too late, or brings a passkey that is kept already, whoever it belongs to.
    pub async fn finish_passkey(
        &self,
        site: &RelyingParty,
        session: &Session,
        ceremony: &str,
        answer: &str,
        name: &str,
    ) -> Result<()> {
        self.require_fresh(session)?;
        let name = checked(name)?;
        let not_right = || refused("passkey-refused", "passkey");
        let state = self.take(ceremony, Purpose::Making, Some(session)).await?.ok_or_else(not_right)?;
        let made = site.finish_making(answer, &parsed(&state)?).map_err(|error| match error {
            Error::NotFound => not_right(),
            other => other,
        })?;
        let values = vec![
            Uuid::new_v4().into(),
            Value::Bytes(made.cred_id().clone()),
            session.actor.0.into(),
            name.into(),
            self.now().into(),
            text(&made)?.into(),
        ];
        let mut tx = self.db.begin().await?;
        let sql = "insert into passkey (id, credential, actor, name, made_at, passkey)
                   values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
        if tx.run(sql, values).await? == 0 {
            return Err(not_right());
        }
        end_others(&mut tx, session.actor, Some(session.id)).await?;
        tx.commit().await?;
        tracing::info!(actor = %session.actor, "a passkey was added");
        Ok(())
    }

    /// The passkeys of a person, oldest first.
    ///
    /// # Errors
    /// From the database.
    pub async fn passkeys(&self, actor: ActorId) -> Result<Vec<Kept>> {
        let sql = "select id, name, made_at, used_at from passkey where actor = $1 order by made_at, id";
        self.db.rows(sql, vec![actor.0.into()]).await?.iter().map(kept).collect()
    }

    /// Removes one of one's own passkeys; it lets nobody in any more, and the person's other sessions end.
    ///
    /// # Errors
    /// `confirm-first`; `not-found` where they have none of that id.
    pub async fn remove_passkey(&self, session: &Session, id: Uuid) -> Result<()> {
        self.require_fresh(session)?;
        let mut tx = self.db.begin().await?;
        let sql = "delete from passkey where id = $1 and actor = $2";
        if tx.run(sql, vec![id.into(), session.actor.0.into()]).await? == 0 {
            return Err(Error::NotFound);
        }
        end_others(&mut tx, session.actor, Some(session.id)).await?;
        tx.commit().await?;
        tracing::info!(actor = %session.actor, "a passkey was removed");
        Ok(())
    }

    /// Begins to sign somebody in: nobody says who they are.
    ///
    /// # Errors
    /// From the database.
    pub async fn begin_passkey_sign_in(&self, site: &RelyingParty) -> Result<Ceremony> {
        self.keep(site.begin_sign_in()?, Purpose::SigningIn, None).await
    }

    /// Opens a session for the owner of the passkey that answered.
    ///
    /// # Errors
    /// `sign-in-refused`, whatever was wrong; `sign-in-throttled` after too many attempts.
    pub async fn finish_passkey_sign_in(
        &self,
        site: &RelyingParty,
        ceremony: &str,
        answer: &str,
    ) -> Result<Secret> {
        let shown = self.shown(site, ceremony, answer, None).await?;
        let now = self.now();
        let mut tx = self.db.begin().await?;
        let sql = "update account set signed_in_at = $2 where actor = $1 and state = 'active'";
        let active = tx.run(sql, vec![shown.actor.0.into(), now.into()]).await?;
        if (active, used(&mut tx, &shown, now).await?) != (1, 1) {
            return Err(Error::SignInRefused);
        }
        let session = open(&mut tx, shown.actor, Factor::Passkey, now).await?;
        tx.commit().await?;
        self.succeeded(&shown.counter).await?;
        Ok(session)
    }

    /// Begins to prove again that a session's owner is there.
    ///
    /// # Errors
    /// From the database.
    pub async fn begin_passkey_confirmation(
        &self,
        site: &RelyingParty,
        session: &Session,
    ) -> Result<Ceremony> {
        self.keep(site.begin_sign_in()?, Purpose::Confirming, Some(session)).await
    }

    /// Notes that a session's owner showed one of their passkeys just now. Gives the session's new secret.
    ///
    /// # Errors
    /// `sign-in-refused`, whatever was wrong; `sign-in-throttled`.
    pub async fn confirm_with_passkey(
        &self,
        site: &RelyingParty,
        session: &Session,
        ceremony: &str,
        answer: &str,
    ) -> Result<Secret> {
        let shown = self.shown(site, ceremony, answer, Some(session)).await?;
        let now = self.now();
        let mut tx = self.db.begin().await?;
        let secret = renew(&mut tx, session, now).await?;
        if used(&mut tx, &shown, now).await? != 1 {
            return Err(Error::SignInRefused);
        }
        tx.commit().await?;
        self.succeeded(&shown.counter).await?;
        Ok(secret)
    }

    /// Checks an answer against the passkey it names. The attempt is counted by the passkey and not by the login:
    /// whoever guesses somebody's password does not shut out their passkeys, and an unknown one counts alike.
    async fn shown(
        &self,
        site: &RelyingParty,
        ceremony: &str,
        answer: &str,
        session: Option<&Session>,
    ) -> Result<Shown> {
        let purpose = if session.is_some() { Purpose::Confirming } else { Purpose::SigningIn };
        let state = self.take(ceremony, purpose, session).await?.ok_or(Error::SignInRefused)?;
        let (actor, credential) = site.claimed(answer).map_err(refused_alike)?;
        if session.is_some_and(|session| session.actor != actor) {
            return Err(Error::SignInRefused);
        }
        let counter = format!("passkey {credential:?}");
        self.attempt(&counter).await?;
        let sql = "select p.id, p.passkey from passkey p join account a on a.actor = p.actor
                   where p.credential = $1 and p.actor = $2 and a.state = 'active'";
        let rows = self.db.rows(sql, vec![Value::Bytes(credential), actor.0.into()]).await?;
        let row = rows.first().ok_or(Error::SignInRefused)?;
        let passkey = site.finish_sign_in(answer, parsed(&state)?, parsed(&row.text(1)?)?);
        Ok(Shown { id: row.id(0)?, actor, passkey: passkey.map_err(refused_alike)?, counter })
    }

    /// Keeps the state of a ceremony for a few minutes. Anybody may begin to sign in, so the oldest give way.
    async fn keep<S: Serialize>(
        &self,
        begun: Begun<S>,
        purpose: Purpose,
        session: Option<&Session>,
    ) -> Result<Ceremony> {
        let secret = Secret::draw()?;
        let now = self.now();
        let mut tx = self.db.begin().await?;
        tx.run("delete from ceremony where expires_at <= $1", vec![now.into()]).await?;
        let crowd = "delete from ceremony where hash in
                     (select hash from ceremony order by expires_at desc, hash limit 100 offset $1)";
        tx.run(crowd, vec![CEREMONIES_KEPT.into()]).await?;
        let values = vec![
            Fingerprint::of(secret.expose()).into(),
            purpose.slug().into(),
            Value::Id(session.map(|session| session.id)),
            text(&begun.state)?.into(),
            (now + CEREMONY_SECONDS).into(),
        ];
        let sql =
            "insert into ceremony (hash, purpose, session, state, expires_at) values ($1, $2, $3, $4, $5)";
        tx.run(sql, values).await?;
        tx.commit().await?;
        Ok(Ceremony { options: begun.options, secret })
    }

    /// Takes the state of a ceremony: it is there once, even where the answer turns out wrong.
    async fn take(
        &self,
        secret: &str,
        purpose: Purpose,
        session: Option<&Session>,
    ) -> Result<Option<String>> {
        let hash = Fingerprint::of(secret);
        let mut tx = self.db.begin().await?;
        let sql = "select state, session from ceremony where hash = $1 and purpose = $2 and expires_at > $3";
        let rows = tx.rows(sql, vec![hash.into(), purpose.slug().into(), self.now().into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let is_bound = row.maybe_id(1)? == session.map(|session| session.id);
        let taken = tx.run("delete from ceremony where hash = $1", vec![hash.into()]).await?;
        tx.commit().await?;
        (is_bound && taken == 1).then(|| row.text(0)).transpose()
    }
}

/// Keeps what a passkey is after it was shown; nothing where it was removed meanwhile.
async fn used(tx: &mut crate::db::Tx, shown: &Shown, now: i64) -> Result<u64> {
    let values = vec![shown.id.into(), text(&shown.passkey)?.into(), now.into()];
    tx.run("update passkey set passkey = $2, used_at = $3 where id = $1", values).await
}
