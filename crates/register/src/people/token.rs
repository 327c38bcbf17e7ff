//! Tokens: secrets by which a program acts for a person, in one project, for a time.
//!
//! A token remembers what its owner might do when it was made: roles given later do not widen it, roles taken away
//! narrow it at once ([`crate::permission::Permit::held_to`]). Shown once, kept as its SHA-256. Making one with its
//! permissions is [`crate::Register::make_token`]; using one is [`People::token`].

use super::{People, Secret, refused, secret::Fingerprint};
use crate::db::{Row, Tx};
use crate::error::{Error, Result};
use crate::limits::{DAY_SECONDS, NAME_CHARS_MAX, SEEN_SECONDS, TOKEN_DAYS_MAX, TOKENS_OF_A_PERSON_MAX};
use domain::id::{ActorId, ProjectId};
use domain::problem::Problem;
use domain::vocabulary::{AccessLabel, Role};
use uuid::Uuid;

/// What every token begins with, so that one that was left somewhere is known for what it is.
pub const PREFIX: &str = "sijil_";

/// The narrowest label that any token reads: what is sealed leaves the register by two people only.
pub const NARROWEST: AccessLabel = AccessLabel::Sensitive;

/// Codes of what is wrong with a token to be made.
pub const CODES: &[&str] = &[
    "token-days-not-understood",
    "token-label-too-narrow",
    "token-name-empty",
    "token-name-too-long",
    "tokens-too-many",
];

/// Whether a token changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It reads.
    Read,
    /// It reads and writes.
    Write,
}

impl Reach {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Read, Self::Write];

    /// The name kept and translated.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    /// The reach of a name.
    pub fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reach| reach.slug() == slug)
    }
}

/// A token, without what opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Which.
    pub id: Uuid,
    /// Whose.
    pub actor: ActorId,
    /// Where.
    pub project: ProjectId,
    /// What its owner calls it.
    pub name: String,
    /// Whether it writes.
    pub reach: Reach,
    /// The roles its owner had when it was made.
    pub roles: Vec<Role>,
    /// The narrowest label it reads.
    pub clearance: AccessLabel,
    /// When it was made, in seconds since 1970.
    pub made_at: i64,
    /// From when on it is refused.
    pub ends_at: i64,
    /// When it was last used, to the minute.
    pub used_at: Option<i64>,
}

/// A token to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What its owner calls it.
    pub name: String,
    /// Whether it writes.
    pub reach: Reach,
    /// The narrowest label it reads; at most its owner's.
    pub clearance: AccessLabel,
    /// Days until it ends.
    pub days: i64,
}

impl NewToken {
    /// # Errors
    /// `token-name-empty`, `token-name-too-long`, `token-days-not-understood`.
    fn check(&self) -> Result<()> {
        let characters = self.name.trim().chars().count();
        if characters == 0 {
            return Err(refused("token-name-empty", "name"));
        }
        if characters > NAME_CHARS_MAX || self.name.chars().any(char::is_control) {
            let problem = Problem::refuse("token-name-too-long", "name");
            return Err(Error::Refused(vec![problem.with("max", NAME_CHARS_MAX)]));
        }
        if !(1..=TOKEN_DAYS_MAX).contains(&self.days) {
            let problem = Problem::refuse("token-days-not-understood", "days");
            return Err(Error::Refused(vec![problem.with("max", TOKEN_DAYS_MAX)]));
        }
        Ok(())
    }
}

const TOKEN: &str =
    "t.id, t.actor, t.project, t.name, t.reach, t.roles, t.clearance, t.made_at, t.ends_at, t.used_at";

fn token(row: &Row) -> Result<Token> {
    let damaged = |what: &str| Error::Damaged(format!("a token's {what}"));
    let roles = row.text(5)?;
    let roles = roles.split_whitespace().map(|slug| Role::parse(slug).ok_or_else(|| damaged("roles")));
    Ok(Token {
        id: row.id(0)?,
        actor: ActorId(row.id(1)?),
        project: ProjectId(row.id(2)?),
        name: row.text(3)?,
        reach: Reach::parse(&row.text(4)?).ok_or_else(|| damaged("reach"))?,
        roles: roles.collect::<Result<_>>()?,
        clearance: AccessLabel::parse(&row.text(6)?).ok_or_else(|| damaged("clearance"))?,
        made_at: row.int(7)?,
        ends_at: row.int(8)?,
        used_at: row.maybe_int(9)?,
    })
}

/// Destroys every token of a person.
pub(super) async fn revoke_all(tx: &mut Tx, actor: ActorId) -> Result<()> {
    tx.run("delete from token where actor = $1", vec![actor.0.into()]).await.map(drop)
}

impl People {
    /// Keeps a token; whoever calls has asked what its owner may do.
    pub(crate) async fn keep_token(
        &self,
        actor: ActorId,
        project: ProjectId,
        roles: &[Role],
        new: &NewToken,
    ) -> Result<Secret> {
        new.check()?;
        let now = self.now();
        let secret = Secret::from(format!("{PREFIX}{}", Secret::draw()?.expose()));
        let mut tx = self.db.begin().await?;
        tx.run("delete from token where ends_at <= $1", vec![now.into()]).await?;
        let held = tx.rows("select count(*) from token where actor = $1", vec![actor.0.into()]).await?;
        if held.first().map_or(Ok(0), |row| row.int(0))? >= TOKENS_OF_A_PERSON_MAX {
            let problem = Problem::refuse("tokens-too-many", "name");
            return Err(Error::Refused(vec![problem.with("max", TOKENS_OF_A_PERSON_MAX)]));
        }
        let roles: Vec<&str> = roles.iter().map(|role| role.slug()).collect();
        let values = vec![
            Fingerprint::of(secret.expose()).into(),
            Uuid::new_v4().into(),
            actor.0.into(),
            project.0.into(),
            new.name.trim().into(),
            new.reach.slug().into(),
            roles.join(" ").into(),
            new.clearance.slug().into(),
            now.into(),
            (now + new.days * DAY_SECONDS).into(),
        ];
        let sql =
            "insert into token (hash, id, actor, project, name, reach, roles, clearance, made_at, ends_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        tx.run(sql, values).await?;
        tx.commit().await?;
        Ok(secret)
    }

    /// The live token of a secret whose owner is not deactivated. One statement, two at most once a minute.
    ///
    /// # Errors
    /// From the database.
    pub async fn token(&self, secret: &str) -> Result<Option<Token>> {
        if !secret.starts_with(PREFIX) {
            return Ok(None);
        }
        let now = self.now();
        let hash = Fingerprint::of(secret);
        let sql = format!(
            "select {TOKEN} from token t left join account a on a.actor = t.actor
             where t.hash = $1 and t.ends_at > $2 and coalesce(a.state, 'active') = 'active'"
        );
        let rows = self.db.rows_of(sql, vec![hash.into(), now.into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let token = token(row)?;
        if token.used_at.is_none_or(|at| now - at >= SEEN_SECONDS) {
            let mut tx = self.db.begin().await?;
            tx.run("update token set used_at = $2 where hash = $1", vec![hash.into(), now.into()]).await?;
            tx.commit().await?;
        }
        Ok(Some(token))
    }

    /// The live tokens of a person, latest first.
    ///
    /// # Errors
    /// From the database.
    pub async fn tokens(&self, actor: ActorId) -> Result<Vec<Token>> {
        let sql = format!(
            "select {TOKEN} from token t where t.actor = $1 and t.ends_at > $2 order by t.made_at desc, t.id"
        );
        let rows = self.db.rows_of(sql, vec![actor.0.into(), self.now().into()]).await?;
        rows.iter().map(token).collect()
    }

    /// Every live token, by owner, latest first: for administrators.
    ///
    /// # Errors
    /// From the database.
    pub async fn all_tokens(&self) -> Result<Vec<Token>> {
        let sql = format!(
            "select {TOKEN} from token t where t.ends_at > $1 order by t.actor, t.made_at desc, t.id"
        );
        self.db.rows_of(sql, vec![self.now().into()]).await?.iter().map(token).collect()
    }

    /// Destroys one token of a person.
    ///
    /// # Errors
    /// `not-found` where they have none of that id.
    pub async fn revoke_token(&self, actor: ActorId, id: Uuid) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let sql = "delete from token where actor = $1 and id = $2";
        let revoked = tx.run(sql, vec![actor.0.into(), id.into()]).await?;
        tx.commit().await?;
        if revoked == 1 { Ok(()) } else { Err(Error::NotFound) }
    }
}
