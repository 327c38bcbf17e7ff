//! Sums over this register's own incidents, by basis, grade and campaign. It is a selection: never beside an official
//! total. Own and adopted assessments are never in one sum; an unknown end adds nothing and is counted.

use crate::error::Result;
use crate::record::kind_of;
use crate::register::Register;
use crate::scope::Scope;
use domain::count::Sum;
use domain::kind::Kind;

/// The incidents of one basis, grade and campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `own` or `adopted`.
    pub basis: String,
    /// Grade, where there is one.
    pub grade: Option<String>,
    /// Campaign, where there is one.
    pub campaign: Option<String>,
    /// Their killed.
    pub killed: Sum,
}

impl Register {
    /// The selection, in as many parts as there are combinations.
    ///
    /// # Errors
    /// From the database.
    pub async fn selection(&self, scope: Scope) -> Result<Vec<Part>> {
        let sql = "select a.basis, a.grade, i.campaign,
               cast(coalesce(sum(a.killed_min), 0) as bigint), cast(coalesce(sum(a.killed_max), 0) as bigint), count(*),
               count(*) - count(a.killed_min), count(*) - count(a.killed_max)
             from assessment a join incident i on i.id = a.incident
             where a.project = $1 and a.current group by a.basis, a.grade, i.campaign order by 1, 2, 3";
        let rows = self.db.rows(sql, vec![scope.project.0.into()]).await?;
        rows.iter()
            .map(|row| {
                let killed = Sum {
                    min: row.int(3)?,
                    max: row.int(4)?,
                    parts: row.int(5)?,
                    unknown_min: row.int(6)?,
                    unknown_max: row.int(7)?,
                };
                Ok(Part {
                    basis: row.text(0)?,
                    grade: row.maybe_text(1)?,
                    campaign: row.maybe_text(2)?,
                    killed,
                })
            })
            .collect()
    }

    /// The stories of a language with the records each opens, in the order of their numbers: reports of the form
    /// `story` and what they cite.
    ///
    /// # Errors
    /// From the database.
    pub async fn stories(&self, scope: Scope, language: &str) -> Result<Vec<Story>> {
        let sql = "select r.id, r.title, r.body, l.to_record, l.to_kind, l.id from report r
             left join link l on l.from_record = r.id and l.role = 'cites'
             where r.project = $1 and r.number like 'story-%' order by r.number, r.id, l.id";
        let rows = self.db.rows(sql, vec![scope.project.0.into()]).await?;
        let mut stories: Vec<Story> = Vec::new();
        for row in rows {
            let id = row.id(0)?;
            if stories.last().is_none_or(|story| story.id != id) {
                let body = crate::rows::json_body(&row.text(2)?)?;
                let text = |name: &str| {
                    body.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
                };
                if text("language") != language {
                    continue;
                }
                stories.push(Story { id, title: row.text(1)?, words: text("words"), cites: Vec::new() });
            }
            if let (Some(story), Some(cited), Some(kind)) =
                (stories.last_mut(), row.maybe_id(3)?, row.maybe_text(4)?)
            {
                story.cites.push((kind_of(&kind)?, cited));
            }
        }
        Ok(stories)
    }
}

/// A way into the register: a few sentences and the records they rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The report that tells it.
    pub id: uuid::Uuid,
    /// Title.
    pub title: String,
    /// The sentences.
    pub words: String,
    /// Records it opens.
    pub cites: Vec<(Kind, uuid::Uuid)>,
}

/// Adds two sums of one basis.
#[must_use]
pub const fn plus(one: Sum, other: Sum) -> Sum {
    Sum {
        min: one.min + other.min,
        max: one.max + other.max,
        parts: one.parts + other.parts,
        unknown_min: one.unknown_min + other.unknown_min,
        unknown_max: one.unknown_max + other.unknown_max,
    }
}
