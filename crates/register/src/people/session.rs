//! Sessions: who is signed in, since when, by which factor. Kept as the SHA-256 of 256 random bits.
//!
//! They end when idle, when old, and when a password, factor or role changes. Every sign-in gives a new one, so that
//! none can be planted beforehand. Cookies are the web's.

use super::secret::Fingerprint;
use super::{People, Secret};
use crate::db::{Row, Tx, Value};
use crate::error::{Error, Result};
use crate::limits::{
    FRESH_SECONDS, PRINTED_KEY_IDLE_SECONDS, SEEN_SECONDS, SESSION_IDLE_SECONDS, SESSION_SECONDS,
    SESSIONS_OF_A_PERSON_MAX,
};
use domain::id::ActorId;
use uuid::Uuid;

/// What somebody showed to be let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// Password and one-time code.
    Code,
    /// Password and recovery code.
    RecoveryCode,
    /// A passkey, whose device holds it and verified its owner.
    Passkey,
    /// The key that the program printed on this machine.
    PrintedKey,
}

impl Factor {
    /// The name kept and translated.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::RecoveryCode => "recovery-code",
            Self::Passkey => "passkey",
            Self::PrintedKey => "printed-key",
        }
    }

    fn parse(slug: &str) -> Result<Self> {
        let all = [Self::Code, Self::RecoveryCode, Self::Passkey, Self::PrintedKey];
        let found = all.into_iter().find(|factor| factor.slug() == slug);
        found.ok_or_else(|| Error::Damaged("a session's factor".to_owned()))
    }
}

/// A live session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id, which opens nothing.
    pub id: Uuid,
    /// Whose.
    pub actor: ActorId,
    /// Their name; absent for a pseudonym without an account.
    pub name: Option<String>,
    /// How they signed in.
    pub factor: Factor,
    /// Since when, in seconds since 1970.
    pub opened_at: i64,
    /// Last request, to the minute.
    pub seen_at: i64,
    /// When a second factor was last shown.
    pub fresh_at: i64,
}

const SESSION: &str = "s.id, s.actor, a.name, s.factor, s.opened_at, s.seen_at, s.fresh_at";

fn session(row: &Row) -> Result<Session> {
    Ok(Session {
        id: row.id(0)?,
        actor: ActorId(row.id(1)?),
        name: row.maybe_text(2)?,
        factor: Factor::parse(&row.text(3)?)?,
        opened_at: row.int(4)?,
        seen_at: row.int(5)?,
        fresh_at: row.int(6)?,
    })
}

/// Opens a session inside a transaction.
pub(super) async fn open(tx: &mut Tx, actor: ActorId, factor: Factor, now: i64) -> Result<Secret> {
    let dead = "delete from session where opened_at <= $1
                or seen_at <= case factor when 'printed-key' then $3 else $2 end";
    tx.run(dead, last_dead(now)).await?;
    let crowd = "delete from session where actor = $1 and hash not in
                 (select hash from session where actor = $1 order by opened_at desc, hash limit $2)";
    tx.run(crowd, vec![actor.0.into(), (SESSIONS_OF_A_PERSON_MAX - 1).into()]).await?;
    let secret = Secret::draw()?;
    // A recovery code is no factor that somebody has at hand: what needs a fresh one still asks.
    let fresh = if factor == Factor::RecoveryCode { 0 } else { now };
    let values = vec![
        Fingerprint::of(secret.expose()).into(),
        Uuid::new_v4().into(),
        actor.0.into(),
        factor.slug().into(),
        now.into(),
        fresh.into(),
    ];
    let sql = "insert into session (hash, id, actor, factor, opened_at, seen_at, fresh_at) values ($1, $2, $3, $4, $5, $5, $6)";
    tx.run(sql, values).await?;
    Ok(secret)
}

/// Notes in a live session that a factor was shown just now. What the browser held opens nothing from then on: the new
/// secret does.
pub(super) async fn renew(tx: &mut Tx, session: &Session, now: i64) -> Result<Secret> {
    let secret = Secret::draw()?;
    let values = vec![session.id.into(), Fingerprint::of(secret.expose()).into(), now.into()];
    let sql = "update session set hash = $2, fresh_at = $3 where id = $1";
    if tx.run(sql, values).await? == 1 { Ok(secret) } else { Err(Error::SignInRefused) }
}

/// Ends the sessions of a person but one, and every half-made sign-in.
pub(super) async fn end_others(tx: &mut Tx, actor: ActorId, kept: Option<Uuid>) -> Result<()> {
    let values = vec![actor.0.into(), kept.unwrap_or(Uuid::nil()).into()];
    tx.run("delete from session where actor = $1 and id <> $2", values).await?;
    tx.run("delete from half_signed_in where actor = $1", vec![actor.0.into()]).await.map(drop)
}

/// What holds of a session that is not over, by the values of [`last_dead`] after `$1`.
const LIVE: &str = "s.opened_at > $2 and s.seen_at > case s.factor when 'printed-key' then $4 else $3 end";

/// The latest times at which a session that is over now was opened, seen, and seen if the printed key opened it.
fn last_dead(now: i64) -> Vec<Value> {
    [SESSION_SECONDS, SESSION_IDLE_SECONDS, PRINTED_KEY_IDLE_SECONDS].map(|life| (now - life).into()).to_vec()
}

impl People {
    /// Opens a session for somebody without asking for anything: the printed key, a demonstration, a test. What
    /// people give is asked for by [`Self::sign_in`].
    ///
    /// # Errors
    /// From the database.
    pub async fn open_session(&self, actor: ActorId, factor: Factor) -> Result<Secret> {
        let mut tx = self.db.begin().await?;
        let secret = open(&mut tx, actor, factor, self.now()).await?;
        tx.commit().await?;
        Ok(secret)
    }

    /// The live session of a secret; seeing it keeps it alive. One statement, two at most once a minute.
    ///
    /// # Errors
    /// From the database.
    pub async fn session(&self, secret: &str) -> Result<Option<Session>> {
        let now = self.now();
        let hash = Fingerprint::of(secret);
        let mut values = vec![hash.into()];
        values.extend(last_dead(now));
        let sql = format!(
            "select {SESSION} from session s left join account a on a.actor = s.actor
             where s.hash = $1 and {LIVE} and coalesce(a.state, 'active') = 'active'"
        );
        let rows = self.db.rows_of(sql, values).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let session = session(row)?;
        if now - session.seen_at >= SEEN_SECONDS {
            let mut tx = self.db.begin().await?;
            tx.run("update session set seen_at = $2 where hash = $1", vec![hash.into(), now.into()]).await?;
            tx.commit().await?;
        }
        Ok(Some(session))
    }

    /// The live sessions of a person, latest first.
    ///
    /// # Errors
    /// From the database.
    pub async fn sessions(&self, actor: ActorId) -> Result<Vec<Session>> {
        let mut values = vec![actor.0.into()];
        values.extend(last_dead(self.now()));
        let sql = format!(
            "select {SESSION} from session s left join account a on a.actor = s.actor
             where s.actor = $1 and {LIVE} order by s.opened_at desc, s.id"
        );
        self.db.rows_of(sql, values).await?.iter().map(session).collect()
    }

    /// Ends the session of a secret.
    ///
    /// # Errors
    /// From the database.
    pub async fn sign_out(&self, secret: &str) -> Result<()> {
        let mut tx = self.db.begin().await?;
        tx.run("delete from session where hash = $1", vec![Fingerprint::of(secret).into()]).await?;
        tx.commit().await
    }

    /// Ends one session of a person by its id.
    ///
    /// # Errors
    /// `not-found` where they have none of that id.
    pub async fn end_session(&self, actor: ActorId, id: Uuid) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let sql = "delete from session where actor = $1 and id = $2";
        let ended = tx.run(sql, vec![actor.0.into(), id.into()]).await?;
        tx.commit().await?;
        if ended == 1 { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Ends every session of a person: called where what they may do was changed.
    ///
    /// # Errors
    /// From the database.
    pub async fn end_sessions(&self, actor: ActorId) -> Result<()> {
        let mut tx = self.db.begin().await?;
        end_others(&mut tx, actor, None).await?;
        tx.commit().await
    }

    /// Ends every session of a person but the one they are in.
    ///
    /// # Errors
    /// From the database.
    pub async fn end_other_sessions(&self, session: &Session) -> Result<()> {
        let mut tx = self.db.begin().await?;
        end_others(&mut tx, session.actor, Some(session.id)).await?;
        tx.commit().await
    }

    /// Whether a second factor was shown in this session within [`FRESH_SECONDS`]. The printed key counts as shown:
    /// who has it owns the machine with everything on it, and has nothing else to show.
    pub fn is_fresh(&self, session: &Session) -> bool {
        session.factor == Factor::PrintedKey || self.now() - session.fresh_at < FRESH_SECONDS
    }

    /// # Errors
    /// `confirm-first` where it was not.
    pub fn require_fresh(&self, session: &Session) -> Result<()> {
        if self.is_fresh(session) { Ok(()) } else { Err(Error::ConfirmFirst) }
    }
}
