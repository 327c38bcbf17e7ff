//! Whether any record is wider than what it rests on, or found by people who may not see it: asked by fsck.

use super::{BASES, cited};
use crate::error::Result;
use crate::record::kind_of;
use crate::register::Register;
use crate::rows::json_body;
use domain::vocabulary::AccessLabel;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is wrong with a label.
pub(crate) struct Wrong {
    /// Kind and id of the record.
    pub what: String,
    /// What was found.
    pub detail: String,
}

impl Register {
    /// Every record whose label is not one, is wider than what the record rests on, or is not that of its words in
    /// the search index. Each statement begins at the closed records, of which there are few.
    pub(crate) async fn wrong_labels(&self) -> Result<Vec<Wrong>> {
        let mut wrong = Vec::new();
        // Slugs sort from the narrowest to the widest.
        debug_assert!(AccessLabel::ALL.iter().map(|label| label.slug()).rev().is_sorted());
        let mut arms: Vec<String> = BASES
            .iter()
            .map(|base| {
                let (table, column) = (base.kind.slug(), base.column);
                format!(
                    "select '{table}', r.id, r.label, c.kind, c.label from closed_record c
                     join {table} r on r.{column} = c.id where r.label > c.label"
                )
            })
            .collect();
        arms.push(
            "select c.kind, c.id, s.label, 'search_record', c.label from closed_record c
             join search_record s on s.id = c.id where s.label <> c.label"
                .to_owned(),
        );
        arms.push(
            "select s.kind, s.id, s.label, 'search_record', 'team' from search_record s
             where s.label <> 'team' and not exists (select 1 from closed_record c where c.id = s.id)"
                .to_owned(),
        );
        let known: Vec<String> = AccessLabel::ALL.iter().map(|label| format!("'{}'", label.slug())).collect();
        arms.push(format!(
            "select c.kind, c.id, c.label, 'access_label', '' from closed_record c where c.label not in ({})",
            known.join(", ")
        ));
        for row in self.db.rows_of(arms.join(" union all "), Vec::new()).await? {
            let (kind, id, label) = (row.text(0)?, row.id(1)?, row.text(2)?);
            wrong.push(Wrong {
                what: format!("{kind} {id}"),
                detail: format!("its label is {label}, beside {} {}", row.text(3)?, row.text(4)?),
            });
        }
        self.wrong_judgments(&mut wrong).await?;
        Ok(wrong)
    }

    /// Assessments that include an account narrower than they are: no column holds what they include.
    async fn wrong_judgments(&self, wrong: &mut Vec<Wrong>) -> Result<()> {
        let rows = self.db.rows("select id, label from closed_record", Vec::new()).await?;
        let closed: BTreeMap<Uuid, String> =
            rows.iter().map(|row| Ok((row.id(0)?, row.text(1)?))).collect::<Result<_>>()?;
        if closed.is_empty() {
            return Ok(());
        }
        let sql = r#"select 'assessment', r.id, r.label, r.body from assessment r
             where r.label <> 'sealed' and r.body like '%"included":[%'
            union all select 'approval', r.id, r.label, r.body from approval r
             where r.label <> 'sealed' and r.action in ('grade_override', 'split')"#;
        for row in self.db.rows(sql, Vec::new()).await? {
            let (kind, id, label) = (kind_of(&row.text(0)?)?, row.id(1)?, row.text(2)?);
            for account in cited(kind, &json_body(&row.text(3)?)?) {
                if let Some(narrower) = closed.get(&account).filter(|narrower| **narrower < label) {
                    wrong.push(Wrong {
                        what: format!("{} {id}", kind.slug()),
                        detail: format!("its label is {label}, beside an account that is {narrower}"),
                    });
                }
            }
        }
        Ok(())
    }
}
