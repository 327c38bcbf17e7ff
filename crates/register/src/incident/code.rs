//! Records by their public codes: aliases, never keys, and some codes are used twice.

use crate::error::Result;
use crate::limits::CODE_MENTIONS_MAX;
use crate::record::{Record, kind_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::kind::Kind;

/// Kinds that bear codes, in the order of a choice between them.
const CODED: [Kind; 7] =
    [Kind::Incident, Kind::Strike, Kind::Release, Kind::Finding, Kind::Tally, Kind::Place, Kind::Operation];

impl Register {
    /// The records that bear a code, whatever its case: incidents first.
    ///
    /// # Errors
    /// From the database.
    pub async fn records_of_code(&self, scope: Scope, code: &str) -> Result<Vec<Record>> {
        let Some(query) = self.search_query(code) else { return Ok(Vec::new()) };
        let kinds: Vec<String> = CODED.iter().map(|kind| format!("'{}'", kind.slug())).collect();
        let found = format!("{} and r.kind in ({})", self.search_match(scope), kinds.join(", "));
        let arms: Vec<String> = CODED
            .iter()
            .map(|kind| {
                format!(
                    "select '{0}', r.id, r.first_act, r.head_act, r.conflicts, r.body from {0} r
                     where {1} = $2{2} and r.id in (select m.id from found m where m.kind = '{0}')",
                    kind.slug(),
                    self.db.dialect().beside_ids("r.project"),
                    scope.sees("r")
                )
            })
            .collect();
        let sql = format!("with found as ({found} limit $3) {}", arms.join(" union all "));
        let values = vec![query.into(), scope.project.0.into(), CODE_MENTIONS_MAX.into()];
        let mut records = Vec::new();
        for row in self.db.rows_of(sql, values).await? {
            let kind = kind_of(&row.text(0)?)?;
            records.extend(super::list::record_at(kind, &row, 1)?.filter(|record| bears(record, code)));
        }
        let rank = |record: &Record| CODED.iter().position(|kind| *kind == record.kind);
        records.sort_by_key(|record| (rank(record), record.id));
        Ok(records)
    }
}

/// Whether a record bears a code, in any case.
fn bears(record: &Record, code: &str) -> bool {
    let codes = record.body.get("codes").and_then(serde_json::Value::as_array);
    let codes = codes.into_iter().flatten().filter_map(serde_json::Value::as_str);
    codes.chain(record.text("code")).any(|each| each.to_lowercase() == code.to_lowercase())
}
