//! `sijil release`: reads strike releases from files, without any register.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::limits::{FOLDER_DEPTH_MAX, RELEASE_FILE_BYTES_MAX};
use crate::output::{self, Output};
use crate::progress;
use register::exchange::release::{self, Line, Release};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Read strike releases into totals and lines, without any register.
///
/// Reads one file, every `.txt` file below a folder, or standard input for `-`. Prints one JSON object a file and
/// line of output, or with `--csv` one row a line of a release. Every number is tied to its bytes in the text;
/// sums that do not hold and words that were not understood are said on standard error.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// File, folder, or `-`.
    #[arg(value_name = "FILE_OR_FOLDER")]
    path: PathBuf,
    /// Print one row a line of a release as CSV, instead of JSON.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

/// The columns of the CSV form.
const COLUMNS: [&str; 13] = [
    "file",
    "line",
    "country",
    "place",
    "day_first",
    "day_last",
    "strikes",
    "engagements",
    "late",
    "effects",
    "span_start",
    "span_end",
    "words",
];

/// Runs the command.
pub fn run(arguments: &Arguments, output: Output) -> Result<Exit> {
    let files = files(&arguments.path)?;
    let bar = progress::bar(files.len() as u64);
    let mut writer = csv::Writer::from_writer(Vec::new());
    if arguments.csv {
        row(&mut writer, COLUMNS.map(str::to_owned))?;
    }
    let mut unread = 0_usize;
    for file in &files {
        bar.inc(1);
        let name = file.display().to_string();
        let text = match read(file) {
            Ok(text) => text,
            Err(failure) => {
                unread += 1;
                bar.suspend(|| output.failed(&Failure { hint: failure.hint.clone(), ..failure }));
                continue;
            }
        };
        let read = release::parse(&text);
        bar.suspend(|| say_problems(&name, &text, &read));
        if arguments.csv {
            for (index, line) in read.lines.iter().enumerate() {
                row(&mut writer, cells(&name, index + 1, line, &text))?;
            }
        } else {
            output::print(&format!("{}\n", value(&name, &read)?))?;
        }
    }
    bar.finish_and_clear();
    if arguments.csv {
        let bytes =
            writer.into_inner().map_err(|error| Failure::new(Exit::Input, "csv", error.to_string()))?;
        output::print(&String::from_utf8_lossy(&bytes))?;
    }
    Ok(if unread == 0 { Exit::Done } else { Exit::Input })
}

fn value(name: &str, read: &Release) -> Result<Value> {
    let mut release = serde_json::to_value(read)
        .map_err(|error| Failure::new(Exit::Damaged, "not-json", error.to_string()))?;
    // How the reader got there; the spans of the values are in the values.
    if let Some(members) = release.as_object_mut() {
        members.remove("marks");
    }
    Ok(json!({ "file": name, "release": release }))
}

fn cells(file: &str, number: usize, line: &Line, text: &str) -> [String; 13] {
    let days = line.days.as_ref();
    let of = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
    [
        file.to_owned(),
        number.to_string(),
        line.country.as_ref().map(|country| country.value.clone()).unwrap_or_default(),
        line.place.as_ref().map(|place| place.words.value.clone()).unwrap_or_default(),
        days.map(|days| days.first.to_string()).unwrap_or_default(),
        days.map(|days| days.last.to_string()).unwrap_or_default(),
        of(line.strikes.map(|strikes| strikes.value)),
        of(line.engagements.map(|engagements| engagements.value)),
        if line.late { "yes" } else { "no" }.to_owned(),
        effects(line),
        line.span.start.to_string(),
        line.span.end.to_string(),
        line.span.of(text).to_owned(),
    ]
}

/// `verb|count|target` joined by `;`, as the demonstration's tables write them.
fn effects(line: &Line) -> String {
    let mut text = String::new();
    for effect in &line.effects {
        let part = if text.is_empty() { "" } else { ";" };
        let count = effect.count.map(|count| count.value.to_string()).unwrap_or_default();
        // Writing to a string does not fail.
        let _ = write!(text, "{part}{}|{count}|{}", effect.verb.value, effect.wording);
    }
    text
}

fn row(writer: &mut csv::Writer<Vec<u8>>, cells: [String; 13]) -> Result<()> {
    writer.write_record(cells).map_err(|error| Failure::new(Exit::Input, "csv", error.to_string()))
}

fn say_problems(name: &str, text: &str, read: &Release) {
    for problem in &read.problems {
        let line = 1 + text.bytes().take(problem.span.start).filter(|byte| *byte == b'\n').count();
        output::warn(&format!("{name}:{line}: {} {} {}", problem.code, problem.detail, problem.hint));
    }
}

fn read(file: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    let limit = RELEASE_FILE_BYTES_MAX + 1;
    let read = if file == Path::new("-") {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|opened| opened.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(Failure::file(file))?;
    let name = file.display();
    if bytes.len() as u64 > RELEASE_FILE_BYTES_MAX {
        let message = format!("{name}: larger than {RELEASE_FILE_BYTES_MAX} bytes");
        return Err(
            Failure::new(Exit::Input, "file-too-large", message).hint("a release is a page or two: split it")
        );
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::new(Exit::Input, "not-utf-8", format!("{name}: byte {at} is not UTF-8 text"))
            .hint("convert it first, for example with `iconv -t UTF-8`")
    })
}

fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path == Path::new("-") || path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.exists() {
        let message = format!("{} is not there", path.display());
        return Err(Failure::new(Exit::Input, "file", message));
    }
    let mut files = Vec::new();
    walk(path, FOLDER_DEPTH_MAX, &mut files)?;
    files.sort();
    if files.is_empty() {
        let message = format!("{} holds no .txt file", path.display());
        return Err(Failure::new(Exit::Input, "no-files", message));
    }
    Ok(files)
}

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder).map_err(Failure::file(folder))? {
        let entry = entry.map_err(Failure::file(folder))?;
        let kind = entry.file_type().map_err(Failure::file(folder))?;
        let path = entry.path();
        // A link is not followed: it could lead back up.
        if kind.is_dir() && depth > 0 {
            walk(&path, depth - 1, files)?;
        } else if kind.is_file()
            && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"))
        {
            files.push(path);
        }
    }
    Ok(())
}
