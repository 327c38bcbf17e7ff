//! What an act says, opened: each value with its salt, its leaf, and whether the leaf commits to just these values.
//!
//! The salts come from the act's secret; where that was destroyed the values are shown as the tables hold them and
//! nothing can be checked any more, while the proof stays valid. Start at [`Register::opened`].

use crate::error::{Error, Result};
use crate::history::Logged;
use crate::register::Register;
use crate::scope::Scope;
use domain::id::ActId;
use ledger::act::Leaf;
use ledger::commitment::salt;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

/// Whether the leaf holds what is disclosed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The leaf in the log commits to this value with this salt.
    Proven,
    /// The act is not in the log yet.
    Waiting,
    /// The secret was destroyed: the value can be neither proven nor disproven.
    Erased,
    /// The leaf commits to something else: the loudest thing this program can say.
    Differs,
}

/// One value with what opens its commitment.
#[derive(Clone, Debug, PartialEq)]
pub struct Disclosed {
    /// Name of the field.
    pub name: String,
    /// Its value.
    pub value: Json,
    /// Its salt, hexadecimal; absent where the secret was destroyed.
    pub salt: Option<String>,
    /// Whether the leaf holds it.
    pub standing: Standing,
}

/// An act, opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Disclosure {
    /// The act.
    pub logged: Logged,
    /// Its leaf in the log; absent until it is sequenced.
    pub leaf: Option<Vec<u8>>,
    /// Its fields by name.
    pub fields: Vec<Disclosed>,
}

impl Disclosure {
    /// The fields as `docs/spec/verify_proof.py` reads them: `{name: {salt, value}}`; those without a salt left out.
    pub fn document(&self) -> Json {
        let fields = self.fields.iter().filter_map(|field| {
            let salt = field.salt.as_ref()?;
            Some((field.name.clone(), json!({ "salt": salt, "value": field.value })))
        });
        Json::Object(fields.collect::<Map<String, Json>>())
    }
}

impl Register {
    /// An act with its values, salts and leaf.
    ///
    /// # Errors
    /// `not-found`, or where the log on disk cannot be read.
    pub async fn opened(&self, scope: Scope, id: ActId) -> Result<Disclosure> {
        let logged = self.act(scope, id).await?;
        let secrets = self.secrets(&[id.0]).await?;
        let secret = secrets.get(&id.0);
        let kept = self.salts(&[id.0]).await?.remove(&id.0).unwrap_or_default();
        let leaf = match logged.number.and_then(|number| u64::try_from(number).ok()) {
            Some(number) => Some(ledger::Log::open(&self.folder.log(), &self.verifier)?.leaf(number)?),
            None => None,
        };
        let read = leaf.as_deref().map(Leaf::parse).transpose()?;
        let fields = logged.act.fields.iter().map(|(name, value)| {
            let salt = secret.map(|secret| salt(secret, name)).or_else(|| kept.get(name).copied());
            let standing = match (&read, salt) {
                (_, None) => Standing::Erased,
                (None, Some(_)) => Standing::Waiting,
                (Some(leaf), Some(salt)) if leaf.id == id.0 && leaf.discloses(name, value, &salt)? => {
                    Standing::Proven
                }
                (Some(_), Some(_)) => Standing::Differs,
            };
            let salt = salt.map(|salt| ledger::canonical::hex(&salt));
            Ok(Disclosed { name: name.clone(), value: value.clone(), salt, standing })
        });
        let fields = fields.collect::<Result<Vec<_>>>()?;
        Ok(Disclosure { logged, leaf, fields })
    }

    /// How many committed acts of the whole register wait for their number in the log.
    ///
    /// # Errors
    /// From the database.
    pub async fn waiting(&self) -> Result<i64> {
        let sql = "select count(*) from act a where a.position > (select position from log_state)";
        self.db.row(sql, Vec::new()).await?.map_or(Ok(0), |row| row.int(0))
    }

    /// The leaf of an act.
    ///
    /// # Errors
    /// `not-found` where there is no such act or it is not sequenced yet.
    pub async fn leaf(&self, scope: Scope, id: ActId) -> Result<Vec<u8>> {
        self.opened(scope, id).await?.leaf.ok_or(Error::NotFound)
    }

    /// Gives a pseudonym that is no person's a name, as the demonstration does for its invented team.
    ///
    /// # Errors
    /// `read-only`, or from the database.
    pub async fn name_actor(&self, actor: domain::id::ActorId, name: &str) -> Result<()> {
        let mut tx = self.db.begin().await?;
        tx.insert("actor", &["id", "name"], vec![vec![actor.0.into(), name.into()]]).await?;
        tx.commit().await
    }

    /// Names of actors, by pseudonym.
    ///
    /// # Errors
    /// From the database.
    pub async fn actors(&self) -> Result<BTreeMap<uuid::Uuid, String>> {
        let rows = self.db.rows("select id, name from actor order by name", Vec::new()).await?;
        let people = self.people.names().await?;
        let people = people.into_iter().map(|(actor, name)| Ok((actor.0, name)));
        rows.iter().map(|row| Ok((row.id(0)?, row.text(1)?))).chain(people).collect()
    }
}
