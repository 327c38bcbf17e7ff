//! Whoever speaks in the facts: one source for each body, publisher, recorder, outlet or label.
//!
//! The table `sources.tsv` was typed for this: the facts name their speakers in words. Private persons appear by
//! label only.

use super::facts::SOURCES;
use super::loader::{Loader, create};
use super::table::Table;
use crate::failure::Result;
use domain::id::SourceId;
use domain::kind::Kind;
use domain::record::Source;
use domain::vocabulary::SourceKind;

/// Loads the sources.
pub async fn load(loader: &mut Loader<'_>) -> Result<()> {
    let table = Table::read_tabs(SOURCES.0, SOURCES.1)?;
    let mut work = loader.work(table.name).await?;
    let mut made = 0;
    for row in &table.rows {
        let name = row.need("name")?;
        let parent = row.get("parent")?.map(|parent| loader.source(parent)).transpose()?;
        let source = Source {
            name: name.to_owned(),
            name_ar: row.text("name_ar")?,
            kind: row.term("kind", SourceKind::parse)?,
            url: row.text("url")?,
            parent: parent.map(SourceId),
            credit: row.text("credit")?,
            ..Source::default()
        };
        let id = create(&mut work, Kind::Source, &source).await?;
        loader.learn_source(name, id)?;
        made += 1;
    }
    work.commit().await?;
    Loader::count(&table, made)
}
