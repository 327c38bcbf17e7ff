//! `sijil evidence read`: programs of other people read the words of items, one item after the other.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::Output;
use crate::{decoder, progress, project};
use domain::id::RecordId;
use domain::kind::Kind;
use register::db::Access;
use register::item::WordsRead;
use register::limits::ROWS_PER_BATCH;
use register::register::LOCAL_ACTOR;
use register::{Reason, Register, Scope};
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Read {
    /// Ids of items [default: every picture and recording of the project].
    #[arg(value_name = "ITEM")]
    items: Vec<RecordId>,
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Code of the project [default: the first that is no exercise].
    #[arg(long, value_name = "CODE")]
    project: Option<String>,
    /// Why, for the history of every note.
    #[arg(long, value_name = "TEXT", default_value = "Let a machine read the words")]
    reason: String,
    /// Run the programs even where this kernel cannot confine them.
    #[arg(long)]
    unsandboxed: bool,
}

/// Runs the command.
pub async fn run(read: Read, output: Output) -> Result<Exit> {
    let register = Register::open(&read.data, Access::Write).await?;
    let commands = register.settings.commands.clone().unwrap_or_default();
    if commands.recognition.is_none() && commands.transcription.is_none() {
        let message = "no program is named that reads words";
        return Err(Failure::new(Exit::Usage, "no-command", message)
            .hint("see commands.recognition and commands.transcription in docs/reference/settings.md"));
    }
    decoder::set_up(&register, read.unsandboxed);
    let (project, _) = project::named(&register, read.project.as_deref()).await?;
    let items = if read.items.is_empty() {
        of_families(&register, Scope::of(project), &["image", "audio", "video"]).await?
    } else {
        read.items
    };
    let bar = progress::items("reading");
    let mut all: Vec<WordsRead> = Vec::new();
    for item in items {
        let reason = Reason { actor: LOCAL_ACTOR, why: read.reason.clone() };
        all.extend(register.read_words(reason, project, &[item]).await?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    register.sequence().await?;
    output.data(&all, |all| text(all))?;
    Ok(if all.iter().any(|one| one.failed.is_some()) { Exit::Problems } else { Exit::Done })
}

/// Items of the project whose media type begins with one of these.
pub(super) async fn of_families(
    register: &Register,
    scope: Scope,
    families: &[&str],
) -> Result<Vec<RecordId>> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let batch = register.batch(scope, Kind::Item, after, ROWS_PER_BATCH).await?;
        let Some(last) = batch.last() else { return Ok(found) };
        after = Some(last.id);
        found.extend(batch.iter().filter_map(|item| {
            let media = item.text("media_type")?.split('/').next()?;
            families.contains(&media).then_some(item.id)
        }));
    }
}

fn text(all: &[WordsRead]) -> String {
    let mut text = String::new();
    for one in all {
        // Writing to a string does not fail.
        let _ = match one.failed {
            Some(why) => writeln!(text, "{} failed: {why}", one.item),
            None => writeln!(text, "{} {} notes, written by a machine", one.item, one.notes),
        };
    }
    let _ = writeln!(text, "{} items read", all.len());
    text
}
