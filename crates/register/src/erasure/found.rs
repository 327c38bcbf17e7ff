//! The erasures that the acts tell of, by record: what fsck holds a missing value or secret against.

use super::{Erased, VERB};
use crate::error::{Error, Result};
use crate::fold::{ERASED, StoredAct};
use crate::register::Register;
use crate::sequencer::{ACT, stored_act};
use std::collections::HashMap;
use uuid::Uuid;

/// Erasures by record, each with the place and id of its act.
#[derive(Debug, Default)]
pub(crate) struct Found(HashMap<Uuid, Vec<(i64, Uuid, Erased)>>);

impl Found {
    /// Whether a field of an act, or its reason, was erased by a later act; by this one, where one is named.
    pub fn covers(&self, act: &StoredAct, field: &str, by: Option<Uuid>) -> bool {
        let of_record = self.0.get(&act.subject).into_iter().flatten();
        let mut later = of_record.filter(|(position, ..)| *position > act.position);
        later.any(|(_, id, erased)| by.is_none_or(|by| by == *id) && erased.covers(act.id, field))
    }
}

/// What an act of the verb `erase` says.
pub(crate) fn said(act: &StoredAct) -> Result<Erased> {
    let said = act.fields.get(ERASED).cloned().unwrap_or_default();
    serde_json::from_value(said).map_err(|error| Error::Damaged(error.to_string()))
}

impl Register {
    /// Every erasure of the register.
    ///
    /// # Errors
    /// From the database.
    pub(crate) async fn found_erasures(&self) -> Result<Found> {
        let sql = format!("select {ACT} from act a where a.kind like '%.{VERB}' order by a.position");
        let mut found = Found::default();
        for row in self.db.rows_of(sql, Vec::new()).await? {
            // One that cannot be read covers nothing, and is itself a fault.
            let Ok(act) = stored_act(&row) else { continue };
            if let Ok(erased) = said(&act) {
                found.0.entry(act.subject).or_default().push((act.position, act.id, erased));
            }
        }
        Ok(found)
    }
}
