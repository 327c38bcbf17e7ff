//! Custody: who had an item's bytes in hand, when and for what. A view of the acts, no kind of record; taking in and
//! hashing are the item's own first act.

use crate::error::{Error, Result};
use crate::fold::{CUSTODY, StoredAct};
use crate::limits::CUSTODY_SHOWN_MAX;
use crate::record::Record;
use crate::register::Register;
use crate::scope::Scope;
use crate::sequencer::{ACT, stored_act};
use crate::work::{Reason, Work};
use domain::id::{ActorId, ProjectId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::CustodyAction;
use serde_json::json;
use std::collections::BTreeMap;

/// One event of custody.
#[derive(Clone, Debug, PartialEq)]
pub struct Custody {
    /// The act that says so.
    pub act: StoredAct,
    /// What was done.
    pub action: CustodyAction,
    /// To whom or what, as the act says.
    pub words: Option<String>,
    /// The item that was made from this one, where the event is its making.
    pub made: Option<RecordId>,
}

impl Work<'_> {
    /// Notes that something was done with an item's bytes; whoever calls has asked for permission.
    pub(crate) async fn custody(
        &mut self,
        item: RecordId,
        action: CustodyAction,
        words: Option<&str>,
    ) -> Result<()> {
        let stored = self.stored(Kind::Item, item.0).await?;
        let said = json!({ "action": action.slug(), "words": words });
        let fields = BTreeMap::from([(CUSTODY.to_owned(), ledger::canonical(&said)?)]);
        let act = self.act("item.custody".to_owned(), item.0, vec![stored.head_act], fields)?;
        let label = crate::label::of(&stored)?;
        crate::rows::write_label(&mut self.hands().await?.tx, Kind::Item, item.0, label, act).await
    }
}

impl Register {
    /// Notes an event of custody of one item, by an act of its own.
    ///
    /// # Errors
    /// `not-found`, or from the database.
    pub async fn note_custody(
        &self,
        actor: ActorId,
        project: ProjectId,
        item: RecordId,
        action: CustodyAction,
        words: Option<&str>,
    ) -> Result<()> {
        let why = format!("Custody: {}", action.slug());
        let mut work = self.begin(Reason { actor, why }, project).await?;
        work.custody(item, action, words).await?;
        work.commit().await.map(|_| ())
    }

    /// The chain of custody of an item, oldest first: its own acts and the making of items from it, as far as the
    /// reader may see those.
    ///
    /// # Errors
    /// `not-found`, or from the database.
    pub async fn custody_of(&self, scope: Scope, item: &Record) -> Result<Vec<Custody>> {
        let made = format!(
            "select i.first_act from item i where i.project = $1 and (i.derived_from = $2 or i.redacted_from = $2){}",
            scope.sees("i")
        );
        let sql = format!(
            "select {ACT} from act a where a.project = $1 and (a.subject = $2 or a.id in ({made}))
             order by a.position limit $3"
        );
        let values = vec![scope.project.0.into(), item.id.0.into(), CUSTODY_SHOWN_MAX.into()];
        let rows = self.db.rows_of(sql, values).await?;
        rows.iter().map(|row| event(stored_act(row)?, item.id)).collect()
    }
}

fn event(act: StoredAct, item: RecordId) -> Result<Custody> {
    if act.subject != item.0 {
        let is_redaction = act.fields.contains_key("redacted_from");
        let action = if is_redaction { CustodyAction::Redacted } else { CustodyAction::Derived };
        let made = Some(RecordId(act.subject));
        return Ok(Custody { action, words: None, made, act });
    }
    let Some(said) = act.fields.get(CUSTODY) else {
        if act.kind == "item.erase" {
            return Ok(Custody { act, action: CustodyAction::Erased, words: None, made: None });
        }
        let is_first = act.kind == "item.create" || act.kind == "item.import";
        let action = if is_first { CustodyAction::Acquired } else { CustodyAction::Changed };
        return Ok(Custody { act, action, words: None, made: None });
    };
    let damaged = || Error::Damaged("an act of custody cannot be read".to_owned());
    let action = said.get("action").and_then(|action| CustodyAction::parse(action.as_str()?));
    let action = action.ok_or_else(damaged)?;
    let words = said.get("words").and_then(|words| words.as_str()).map(str::to_owned);
    Ok(Custody { act, action, words, made: None })
}
