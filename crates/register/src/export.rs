//! Records of one kind as a file for others: every field, ids, versions, what grades mean, and the checkpoint.
//!
//! Reads in batches and twice: once for the columns, once for the rows. Start at [`Register::export`].

use crate::error::{Error, Result};
use crate::limits::ROWS_PER_BATCH;
use crate::record::Record;
use crate::register::Register;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::language::Language;
use domain::record::Body;
use exchange::out::{About, Columns, Format, GradeDefinition, Record as Row, Writer};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// What an export wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Records.
    pub records: u64,
    /// The text that belongs beside the file as `<name>.about.json`, for formats with no place for it.
    pub about: Option<String>,
}

impl Register {
    /// Writes every record of a kind in the scope.
    ///
    /// # Errors
    /// From the database or the output.
    pub async fn export(
        &self,
        scope: Scope,
        kind: Kind,
        format: Format,
        output: impl Write + Send,
    ) -> Result<Exported> {
        let about = self.about(scope, kind).await?;
        let mut columns = Columns::default();
        let mut ids = BTreeSet::new();
        let mut after = None;
        while let Some(batch) = self.next_batch(scope, kind, &mut after).await? {
            for record in batch {
                columns.look(&row(&record))?;
                ids.insert(record.id);
            }
        }
        let mut writer = Writer::new(format, output, columns, &about)?;
        let (mut records, mut after) = (0, None);
        while let Some(batch) = self.next_batch(scope, kind, &mut after).await? {
            // A record made between the two readings may have columns the first did not see; it is in the next export.
            for record in batch.iter().filter(|record| ids.contains(&record.id)) {
                writer.write(&row(record))?;
                records += 1;
            }
        }
        Ok(Exported { records, about: writer.finish()? })
    }

    async fn next_batch(
        &self,
        scope: Scope,
        kind: Kind,
        after: &mut Option<RecordId>,
    ) -> Result<Option<Vec<Record>>> {
        let batch = self.batch(scope, kind, *after, ROWS_PER_BATCH).await?;
        *after = batch.last().map(|record| record.id);
        Ok((!batch.is_empty()).then_some(batch))
    }

    async fn about(&self, scope: Scope, kind: Kind) -> Result<About> {
        let projects = self.projects().await?;
        let project = projects.into_iter().find(|(id, _)| *id == scope.project).ok_or(Error::NotFound)?.1;
        let codebook = &self.codebook;
        let grades = codebook.grades.iter().map(|grade| GradeDefinition {
            grade: grade.slug.clone(),
            en: grade.label_en.clone(),
            ar: grade.label_ar.clone(),
            criterion_en: grade.criterion_en.clone(),
            criterion_ar: grade.criterion_ar.clone(),
        });
        let notes = BTreeMap::from([
            ("project".to_owned(), project.code.clone()),
            ("about".to_owned(), project.about.clone().unwrap_or_default()),
        ]);
        Ok(About {
            title: format!("{}: {}", project.name, kind.label(Language::English)),
            register: self.settings.origin.clone(),
            checkpoint: Some(self.checkpoint().await?.text().to_owned()),
            codebook: Some(codebook.reference()),
            grades: grades.collect(),
            credits: self.credits(scope).await?,
            notes,
        })
    }

    /// Who is owed credit for what the scope holds, one sentence each.
    ///
    /// # Errors
    /// From the database.
    pub async fn credits(&self, scope: Scope) -> Result<Vec<String>> {
        let sql = format!(
            "select body from source where project = $1{} and body like '%\"credit\":%' order by name",
            scope.sees("source")
        );
        let rows = self.db.rows_of(sql, vec![scope.project.0.into()]).await?;
        let mut credits = BTreeSet::new();
        for row in rows {
            let body = crate::rows::json_body(&row.text(0)?)?;
            credits.extend(body.get("credit").and_then(serde_json::Value::as_str).map(str::to_owned));
        }
        Ok(credits.into_iter().collect())
    }
}

/// What an export holds of a record. Of an incident that was merged only the trace is left: its codes, and the id of
/// the one that stands for it; its figures count nowhere.
pub fn exported_body(record: &Record) -> Body {
    let mut body = record.body.clone();
    if record.kind == Kind::Incident && body.contains_key("merged") {
        let into = crate::shape::at(&body, "merged/into").cloned();
        body.retain(|field, _| field == "codes");
        body.extend(into.map(|into| ("merged_into".to_owned(), into)));
    }
    body
}

fn row(record: &Record) -> Row {
    let first = crate::shape::at(&record.body, "codes").and_then(|codes| codes.get(0));
    let code = record.text("code").or(first.and_then(serde_json::Value::as_str));
    Row {
        kind: record.kind,
        id: record.id.to_string(),
        code: code.map(str::to_owned),
        version: Some(record.head_act.to_string()),
        body: exported_body(record),
    }
}
