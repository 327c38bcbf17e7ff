//! `sijil export`: writes records of one kind in an open format.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::{Output, Stdout};
use crate::project;
use clap::ValueEnum;
use domain::kind::Kind;
use domain::record::Project;
use register::db::Access;
use register::exchange::out::{self, About, Columns, GradeDefinition, Record, Writer};
use register::limits::ROWS_PER_BATCH;
use register::register::LOCAL_ACTOR;
use register::{Register, Scope};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Export the records of one kind, with ids and the checkpoint they were read at.
///
/// Reads beside a running server. An export can be imported again with the mapping `sijil`. CSV and JSON Lines have
/// no place for what is said of the whole file: with `--out FILE` it stands beside it in `FILE.about.json`.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Kind of record, such as incident, release, finding or tally.
    #[arg(long, value_name = "KIND")]
    kind: String,
    /// Format to write.
    #[arg(long, value_enum)]
    format: Format,
    /// Code of the project [default: the first that is no exercise].
    #[arg(long, value_name = "CODE")]
    project: Option<String>,
    /// File to write [default: standard output].
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Comma-separated values.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// Points for a map.
    Geojson,
    /// A spreadsheet.
    Xlsx,
}

impl Format {
    const fn of_engine(self) -> out::Format {
        match self {
            Self::Csv => out::Format::Csv,
            Self::Jsonl => out::Format::JsonLines,
            Self::Geojson => out::Format::GeoJson,
            Self::Xlsx => out::Format::Xlsx,
        }
    }
}

/// What was written into a file.
#[derive(Serialize)]
struct Written {
    file: String,
    records: u64,
    /// The file beside it, where the format has no place for what is said of the whole.
    about: Option<String>,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    let kind = kind(&arguments.kind)?;
    let register = Register::open(&arguments.data, Access::Read).await?;
    let (id, project) = project::named(&register, arguments.project.as_deref()).await?;
    // Whoever runs the program on the machine reads too.
    register.note_export(LOCAL_ACTOR, Scope::of(id), kind).await?;
    let records = records(&register, Scope::of(id), kind).await?;
    let about = about(&register, Scope::of(id), kind, &project).await?;
    let format = arguments.format.of_engine();
    match arguments.out {
        None => {
            write(format, BufWriter::new(Stdout), &records, &about)?;
        }
        Some(path) => {
            let file = std::fs::File::create(&path).map_err(Failure::file(&path))?;
            let beside = write(format, BufWriter::new(file), &records, &about)?;
            let beside = beside.map(|text| write_beside(&path, &text)).transpose()?;
            let written =
                Written { file: path.display().to_string(), records: records.len() as u64, about: beside };
            output.data(&written, |written| {
                format!("{} records written to {}\n", written.records, written.file)
            })?;
        }
    }
    Ok(Exit::Done)
}

fn kind(name: &str) -> Result<Kind> {
    Kind::parse(name).filter(|kind| kind.is_exported()).ok_or_else(|| {
        let kinds: Vec<&str> =
            Kind::ALL.iter().filter(|kind| kind.is_exported()).map(|kind| kind.slug()).collect();
        Failure::new(Exit::NotFound, "no-kind", format!("there is no kind of record {name}"))
            .hint(format!("kinds: {}", kinds.join(", ")))
    })
}

async fn records(register: &Register, scope: Scope, kind: Kind) -> Result<Vec<Record>> {
    let mut records: Vec<Record> = Vec::new();
    let mut after = None;
    loop {
        let batch = register.batch(scope, kind, after, ROWS_PER_BATCH).await?;
        let Some(last) = batch.last() else { return Ok(records) };
        after = Some(last.id);
        records.extend(batch.into_iter().map(|record| Record {
            kind,
            id: record.id.to_string(),
            code: code(&record),
            version: Some(record.head_act.to_string()),
            body: register::export::exported_body(&record),
        }));
    }
}

/// The public code of a record, where its kind has one.
fn code(record: &register::record::Record) -> Option<String> {
    let first = record.body.get("codes").and_then(|codes| codes.get(0)).and_then(serde_json::Value::as_str);
    record.text("code").or(first).or_else(|| record.text("number")).map(str::to_owned)
}

async fn about(register: &Register, scope: Scope, kind: Kind, project: &Project) -> Result<About> {
    let codebook = &register.codebook;
    let mut credits = BTreeSet::new();
    for source in records(register, scope, Kind::Source).await? {
        credits.extend(source.body.get("credit").and_then(serde_json::Value::as_str).map(str::to_owned));
    }
    Ok(About {
        title: format!("{}: {}", project.name, kind.plural()),
        register: register.settings.origin.clone(),
        checkpoint: Some(register.checkpoint().await?.text().to_owned()),
        codebook: Some(codebook.reference()),
        grades: codebook.grades.iter().map(grade).collect(),
        credits: credits.into_iter().collect(),
        notes: project.about.iter().map(|about| ("project".to_owned(), about.clone())).collect(),
    })
}

fn grade(grade: &domain::codebook::GradeEntry) -> GradeDefinition {
    GradeDefinition {
        grade: grade.slug.clone(),
        en: grade.label_en.clone(),
        ar: grade.label_ar.clone(),
        criterion_en: grade.criterion_en.clone(),
        criterion_ar: grade.criterion_ar.clone(),
    }
}

fn write(
    format: out::Format,
    target: impl Write,
    records: &[Record],
    about: &About,
) -> Result<Option<String>> {
    let mut columns = Columns::default();
    for record in records {
        columns.look(record)?;
    }
    let mut writer = Writer::new(format, target, columns, about)?;
    for record in records {
        writer.write(record)?;
    }
    Ok(writer.finish()?)
}

fn write_beside(path: &Path, text: &str) -> Result<String> {
    let mut name = path.as_os_str().to_owned();
    name.push(".about.json");
    let beside = PathBuf::from(name);
    std::fs::write(&beside, text).map_err(Failure::file(&beside))?;
    Ok(beside.display().to_string())
}
