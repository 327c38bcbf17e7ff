//! `sijil evidence frames`: a program of other people makes frames of films, one item after the other.

use super::evidence_read::of_families;
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::Output;
use crate::{decoder, progress, project};
use domain::id::RecordId;
use register::db::Access;
use register::item::FramesRead;
use register::register::LOCAL_ACTOR;
use register::{Reason, Register, Scope};
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Frames {
    /// Ids of items [default: every film of the project, and every picture that has no fingerprint].
    #[arg(value_name = "ITEM")]
    items: Vec<RecordId>,
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Code of the project [default: the first that is no exercise].
    #[arg(long, value_name = "CODE")]
    project: Option<String>,
    /// Why, for the history of every note.
    #[arg(long, value_name = "TEXT", default_value = "Let a machine make frames")]
    reason: String,
    /// Run the program even where this kernel cannot confine it.
    #[arg(long)]
    unsandboxed: bool,
}

/// Runs the command.
pub async fn run(frames: Frames, output: Output) -> Result<Exit> {
    let register = Register::open(&frames.data, Access::Write).await?;
    if register.settings.commands.as_ref().is_none_or(|commands| commands.frames.is_none()) {
        return Err(Failure::new(Exit::Usage, "no-command", "no program is named that makes frames")
            .hint("see commands.frames in docs/reference/settings.md"));
    }
    decoder::set_up(&register, frames.unsandboxed);
    let (project, _) = project::named(&register, frames.project.as_deref()).await?;
    let items = if frames.items.is_empty() {
        of_families(&register, Scope::of(project), &["image", "video"]).await?
    } else {
        frames.items
    };
    let bar = progress::items("making frames");
    let mut all: Vec<FramesRead> = Vec::new();
    for item in items {
        let reason = Reason { actor: LOCAL_ACTOR, why: frames.reason.clone() };
        all.extend(register.read_frames(reason, project, &[item]).await?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    register.sequence().await?;
    output.data(&all, |all| text(all))?;
    Ok(if all.iter().any(|one| one.failed.is_some()) { Exit::Problems } else { Exit::Done })
}

fn text(all: &[FramesRead]) -> String {
    let mut text = String::new();
    for one in all {
        // Writing to a string does not fail.
        let _ = match one.failed {
            Some(why) => writeln!(text, "{} failed: {why}", one.item),
            None => writeln!(text, "{} {} fingerprints, made by a machine", one.item, one.frames),
        };
    }
    let _ = writeln!(text, "{} items read", all.len());
    text
}
