//! Who may say that something was verified: whoever looked into it, in their own name, and never whoever collected it.

use crate::error::Result;
use crate::team::refuse;
use crate::work::Work;
use domain::kind::Kind;
use domain::record::Body;
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// Codes of this module's refusals, for the test that each has its sentence.
pub const CODES: &[&str] = &["reviewer-collected-it", "reviewer-is-actor"];

/// What a statement or a note was taken from, by the column that names it.
const TAKEN_FROM: [(Kind, &str); 4] = [
    (Kind::Assertion, "report"),
    (Kind::Assertion, "annotation"),
    (Kind::Annotation, "item"),
    (Kind::Report, "item"),
];

impl Work<'_> {
    /// Holds a verification to that, when it is made and whenever it says something else of who or what.
    ///
    /// # Errors
    /// `reviewer-is-actor` for somebody else's name, but for the owner of the machine, who may take in another
    /// register's; `reviewer-collected-it` where the reviewer made the record, or what it was taken from.
    pub(crate) async fn hold_verification(&mut self, before: Option<&Body>, now: &Body) -> Result<()> {
        let said = |body: &Body| (body.get("reviewer").cloned(), body.get("about").cloned());
        if before.is_some_and(|before| said(before) == said(now)) {
            return Ok(());
        }
        let actor = self.permit.actor;
        if !self.permit.is_owner() && now.get("reviewer") != Some(&json!(actor)) {
            return refuse("reviewer-is-actor", "reviewer");
        }
        let id = |field: &str| Uuid::parse_str(now.get(field).and_then(Json::as_str)?).ok();
        let (Some(about), Some(reviewer)) = (id("about"), id("reviewer")) else { return Ok(()) };
        let from: Vec<String> = TAKEN_FROM
            .iter()
            .map(|(kind, column)| {
                format!(
                    "union all select r.{column} from {} r where r.project = $2 and r.id = $1",
                    kind.slug()
                )
            })
            .collect();
        let sql = format!(
            "select a.actor from act a where a.project = $2 and (a.kind like '%.create' or a.kind like '%.import')
             and a.subject in (select $1 {})",
            from.join(" ")
        );
        let values = vec![about.into(), self.project().0.into()];
        for row in self.hands().await?.tx.rows(sqlx::AssertSqlSafe(sql), values).await? {
            if row.id(0)? == reviewer {
                return refuse("reviewer-collected-it", "reviewer");
            }
        }
        Ok(())
    }
}
