//! What the loading of one file needs of those before it: ids by code, sources by name, and a count of every row.
//!
//! Start at [`Loader::work`] for a piece of work, at [`Loader::count`] for the account of its rows.

use super::gazetteer::Gazetteer;
use super::table::Table;
use crate::failure::{Failure, Result};
use domain::id::ProjectId;
use domain::kind::Kind;
use domain::record::body;
use domain::vocabulary::LinkRole;
use register::register::PROGRAM_ACTOR;
use register::{Reason, Register, Work};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A record and its kind.
pub type Known = (Kind, Uuid);

/// State of the loading.
pub struct Loader<'r> {
    register: &'r Register,
    project: ProjectId,
    known: BTreeMap<String, Known>,
    sources: BTreeMap<String, Uuid>,
    /// The places loaded, by name.
    pub gazetteer: Gazetteer,
}

impl<'r> Loader<'r> {
    /// Begins to load into a project.
    pub fn new(register: &'r Register, project: ProjectId) -> Self {
        Self {
            register,
            project,
            known: BTreeMap::new(),
            sources: BTreeMap::new(),
            gazetteer: Gazetteer::default(),
        }
    }

    /// Begins the work of one file.
    pub async fn work(&self, file: &str) -> Result<Work<'r>> {
        let reason = Reason { actor: PROGRAM_ACTOR, why: format!("Load the demonstration: {file}") };
        Ok(self.register.begin(reason, self.project).await?)
    }

    /// Remembers a record by its code.
    pub fn learn(&mut self, code: &str, kind: Kind, id: Uuid) -> Result<()> {
        match self.known.insert(code.to_owned(), (kind, id)) {
            None => Ok(()),
            Some(_) => Err(Failure::facts("codes", format!("{code} stands for two records"))),
        }
    }

    /// The record of a code, where there is one.
    pub fn find(&self, code: &str) -> Option<Known> {
        self.known.get(code).copied()
    }

    /// The record of a code that must be there.
    pub fn need(&self, code: &str) -> Result<Known> {
        self.find(code).ok_or_else(|| Failure::facts("codes", format!("{code} stands for no record")))
    }

    /// Remembers a source by its name.
    pub fn learn_source(&mut self, name: &str, id: Uuid) -> Result<()> {
        match self.sources.insert(name.to_owned(), id) {
            None => Ok(()),
            Some(_) => Err(Failure::facts("sources.tsv", format!("{name} stands twice"))),
        }
    }

    /// The source of a name; a name in the facts that is not in the table of sources stops the loading.
    pub fn source(&self, name: &str) -> Result<Uuid> {
        self.sources
            .get(name)
            .copied()
            .ok_or_else(|| Failure::facts("sources.tsv", format!("{name} is missing")))
    }

    /// Links the source of a name to what it says.
    pub async fn source_of(&self, work: &mut Work<'_>, name: &str, said: Known) -> Result<()> {
        link(work, (Kind::Source, self.source(name)?), LinkRole::SourceOf, said, &[]).await
    }

    /// Refuses to go on where a row of a file made no record, or made two.
    pub fn count(table: &Table, made: usize) -> Result<()> {
        if table.rows.len() == made && made > 0 {
            return Ok(());
        }
        Err(Failure::facts(table.name, format!("{} rows made {made} records", table.rows.len())))
    }
}

/// Makes a record.
pub async fn create<R: Serialize>(work: &mut Work<'_>, kind: Kind, record: &R) -> Result<Uuid> {
    Ok(work.create(kind, body(record)).await?.0)
}

/// Makes a record under an id taken before.
pub async fn create_as<R: Serialize>(work: &mut Work<'_>, id: Uuid, kind: Kind, record: &R) -> Result<()> {
    work.create_as(id, kind, body(record), None).await?;
    Ok(())
}

/// Links two records.
pub async fn link(
    work: &mut Work<'_>,
    from: Known,
    role: LinkRole,
    to: Known,
    attributes: &[(&str, &str)],
) -> Result<()> {
    let attributes =
        attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    work.link(from, role, to, attributes).await?;
    Ok(())
}
