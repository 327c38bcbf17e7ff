//! `sijil evidence statement`: the statement of custody of an item as a PDF.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::Output;
use crate::{project, statement};
use domain::id::RecordId;
use domain::language::Language;
use register::db::Access;
use register::{Register, Scope};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;
use web::i18n::Say;

#[derive(Debug, clap::Args)]
pub struct Statement {
    /// Id of the item.
    #[arg(value_name = "ITEM")]
    item: RecordId,
    /// File to write; it must not be there yet.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Language: en or ar.
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = language)]
    lang: Language,
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Code of the project [default: the first that is no exercise].
    #[arg(long, value_name = "CODE")]
    project: Option<String>,
}

fn language(text: &str) -> std::result::Result<Language, String> {
    Language::parse(text).ok_or_else(|| "en or ar is expected".to_owned())
}

/// Runs the command.
pub async fn run(asked: Statement, output: Output) -> Result<Exit> {
    let register = Register::open(&asked.data, Access::Read).await?;
    let (project, _) = project::named(&register, asked.project.as_deref()).await?;
    let gathered = statement::gather(&register, Scope::of(project), asked.item, Say::new(asked.lang)).await?;
    let bytes = statement::pdf(&gathered, asked.item)?;
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&asked.out)
        .map_err(Failure::file(&asked.out))?;
    file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(Failure::file(&asked.out))?;
    let out = asked.out.display().to_string();
    output.data(&serde_json::json!({ "file": out, "bytes": bytes.len() }), |_| {
        format!("{out} {} bytes\n", bytes.len())
    })?;
    Ok(Exit::Done)
}
