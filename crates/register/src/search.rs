//! Words to records. The index holds folded text; the query is made of the same runs of letters and digits, so that
//! SQLite and PostgreSQL find the same, and الرقة finds what says Raqqa.

use crate::error::Result;
use crate::limits::SEARCH_WORDS_MAX;
use crate::record::kind_of;
use crate::register::Register;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;

impl Register {
    /// Records that hold every word of the query, in either script, by kind and id; at most `limit`.
    ///
    /// # Errors
    /// From the database.
    pub async fn search(&self, scope: Scope, query: &str, limit: i64) -> Result<Vec<(Kind, RecordId)>> {
        let Some(query) = self.search_query(query) else { return Ok(Vec::new()) };
        let sql = format!("{} order by r.kind, r.id limit $3", self.search_match(scope));
        let values = vec![query.into(), scope.project.0.into(), limit.into()];
        let rows = self.db.rows_of(sql, values).await?;
        rows.iter().map(|row| Ok((kind_of(&row.text(1)?)?, RecordId(row.id(0)?)))).collect()
    }

    /// Ids and kinds of records whose words match the query in `$1`, within the project `$2` and the scope.
    pub(crate) fn search_match(&self, scope: Scope) -> String {
        format!("{}{}", self.db.dialect().search_match(), scope.sees("r"))
    }

    /// The database's own query for words; `None` where the text holds no word.
    pub(crate) fn search_query(&self, text: &str) -> Option<String> {
        let mut words = domain::fold::query_terms(text);
        words.truncate(SEARCH_WORDS_MAX);
        words.retain(|alternatives| !alternatives.is_empty());
        (!words.is_empty()).then(|| self.db.dialect().search_query(&words))
    }
}
