//! `sijil evidence`: files into the vault and out of it, and whether they are still what they were.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::{self, Output};
use crate::{decoder, progress, project};
use clap::Subcommand;
use domain::id::{RecordId, SourceId};
use domain::vocabulary::{AccessLabel, CustodyAction};
use domain::when::Zone;
use register::db::Access;
use register::evidence::vault::{ScrubStep, SecondState, StoreAddress};
use register::gathering::{Gathered, Gathering};
use register::item::{Arrived, ByteFault, Bytes, Outcome};
use register::register::LOCAL_ACTOR;
use register::settings::ObjectStore;
use register::{Reason, Register, Scope};
use serde::Serialize;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

/// Keep files as evidence: take them in, give their bytes back, check them.
///
/// Every file is fixed by its SHA-256 and encrypted; what it states of itself is read in a confined process. Names and
/// numbers in chats and mail stay inside the preserved file.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Take in files and folders, with what archives, chat exports and mail hold.
    Add(Add),
    /// Write an item's bytes to a new file; its custody says so.
    Get(Get),
    /// Read every byte of every item, in both copies, and compare it with its digest.
    Check(Check),
    /// Keep a second copy of every item in another folder, usually on another disk, or in an object store.
    Second(Second),
    /// Let the programs named in sijil.toml read the words of pictures and recordings; what they say is marked as a
    /// machine's and is never evidence.
    Read(super::evidence_read::Read),
    /// Let the program named in sijil.toml make frames of films; their fingerprints propose pictures that look alike,
    /// and are never evidence.
    Frames(super::evidence_frames::Frames),
    /// Write the statement of custody of an item as a PDF, where this program was built with the feature `pdf`.
    Statement(super::evidence_statement::Statement),
}

#[derive(Debug, clap::Args)]
struct Add {
    /// Files and folders; an address (https://...) is kept as a reference, and nothing is fetched.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Code of the project [default: the first that is no exercise].
    #[arg(long, value_name = "CODE")]
    project: Option<String>,
    /// Who may see it: team, sensitive or sealed [default: sensitive for chats and mail, team for the rest].
    #[arg(long, value_name = "LABEL", value_parser = label)]
    label: Option<AccessLabel>,
    /// Id of the source it comes from.
    #[arg(long, value_name = "ID")]
    source: Option<RecordId>,
    /// Zone in which a chat's clock is read, such as Asia/Damascus [default: unknown].
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// Why, for the history of every record.
    #[arg(long, value_name = "TEXT", default_value = "Take files in")]
    reason: String,
    /// Read files even where this kernel cannot confine a hostile one.
    #[arg(long)]
    unsandboxed: bool,
}

#[derive(Debug, clap::Args)]
struct Get {
    /// Id of the item.
    #[arg(value_name = "ITEM")]
    item: RecordId,
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// File to write; it must not be there.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Code of the project [default: the first that is no exercise].
    #[arg(long, value_name = "CODE")]
    project: Option<String>,
    /// To whom, and what for.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, clap::Args)]
struct Check {
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Mend what is damaged from the other copy.
    #[arg(long)]
    repair: bool,
}

#[derive(Debug, clap::Args)]
struct Second {
    /// The folder, or s3://BUCKET/PREFIX for a part of a bucket (programs built with `--features s3`).
    #[arg(value_name = "FOLDER|ADDRESS")]
    place: PathBuf,
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Where the object store answers: https://, or http:// on this machine [default: Amazon's own].
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Region that requests to the object store are signed for [default: us-east-1].
    #[arg(long, value_name = "NAME")]
    region: Option<String>,
    /// File of access_key_id and secret_access_key, readable by its owner only [default: AWS_ACCESS_KEY_ID and
    /// AWS_SECRET_ACCESS_KEY of the environment].
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,
}

fn label(text: &str) -> Result<AccessLabel, String> {
    AccessLabel::parse(text).ok_or_else(|| "labels: team, sensitive, sealed".to_owned())
}

#[derive(Serialize)]
struct Checked {
    items: u64,
    second_copy: String,
    faults: Vec<Named>,
    mended: u64,
}

#[derive(Serialize)]
struct Named {
    sha256: String,
    code: &'static str,
    detail: String,
}

impl From<ByteFault> for Named {
    fn from(fault: ByteFault) -> Self {
        Self { sha256: fault.sha256, code: fault.code, detail: fault.detail }
    }
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    match arguments.action {
        Action::Add(add) => self::add(add, output).await,
        Action::Get(get) => self::get(get, output).await,
        Action::Check(check) => self::check(check, output).await,
        Action::Second(second) => self::second(second, output).await,
        Action::Read(read) => super::evidence_read::run(read, output).await,
        Action::Statement(asked) => super::evidence_statement::run(asked, output).await,
        Action::Frames(frames) => super::evidence_frames::run(frames, output).await,
    }
}

async fn add(add: Add, output: Output) -> Result<Exit> {
    let zone = match add.zone.as_deref().map(Zone::parse).transpose() {
        Ok(zone) => zone.unwrap_or_default(),
        Err(error) => return Err(Failure::new(Exit::Usage, error.code(), "the zone is not known")),
    };
    let register = Register::open(&add.data, Access::Write).await?;
    decoder::set_up(&register, add.unsandboxed);
    let (project, _) = project::named(&register, add.project.as_deref()).await?;
    let bar = progress::items("taking in");
    let (addresses, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        add.paths.into_iter().partition(|path| is_address(path));
    let order = Gathering {
        paths,
        addresses: addresses.iter().map(|address| address.to_string_lossy().into_owned()).collect(),
        reason: Reason { actor: LOCAL_ACTOR, why: add.reason },
        project,
        label: add.label,
        source: add.source.map(|source| SourceId(source.0)),
        zone,
        progress: &|done| {
            bar.inc(done.arrived.len() as u64);
            acknowledge(output, done.arrived);
        },
    };
    let gathered = register.gather(&order).await;
    bar.finish_and_clear();
    let gathered = gathered?;
    register.sequence().await?;
    output.data(&gathered, text)?;
    let is_whole = !gathered.troubles.iter().any(|trouble| trouble.is_error);
    Ok(if is_whole { Exit::Done } else { Exit::Problems })
}

/// Whether what was given is no path but an address of the web.
fn is_address(given: &Path) -> bool {
    let text = given.to_string_lossy();
    text.starts_with("https://") || text.starts_with("http://")
}

/// Says what is there for good as soon as it is: whoever is cut off knows what need not be sent again. As JSON it is
/// one document, at the end.
fn acknowledge(output: Output, arrived: &[Arrived]) {
    if output.json {
        return;
    }
    let mut text = String::new();
    for one in arrived {
        let mark = if one.outcome == Outcome::New { "new    " } else { "already" };
        // Writing to a string does not fail.
        let _ = writeln!(text, "{mark} {} {:>12} {} {}", one.sha256, one.size_bytes, one.id, one.name);
    }
    // Where standard output fails, the summary fails on it as well.
    let _ = output::print(&text);
}

fn text(gathered: &Gathered) -> String {
    let mut text = String::new();
    for reference in &gathered.references {
        let mark = if reference.is_new { "new    " } else { "already" };
        let kept = reference.item.as_deref().map_or_else(
            || "only the address is kept, nothing was captured".to_owned(),
            |item| format!("captured as item {item}"),
        );
        // Writing to a string does not fail.
        let _ = writeln!(text, "{mark} reference {} {}: {kept}", reference.report, reference.url);
    }
    for trouble in &gathered.troubles {
        let weight = if trouble.is_error { "error" } else { "note" };
        let _ = writeln!(text, "{weight}: {}: {} ({})", trouble.file, trouble.detail, trouble.code);
    }
    let (new, all) = (gathered.new_items(), gathered.items.len());
    let _ = writeln!(text, "{all} files, {new} of them new; {} messages became reports", gathered.reports);
    text
}

async fn get(get: Get, output: Output) -> Result<Exit> {
    let register = Register::open(&get.data, Access::Write).await?;
    let (project, _) = project::named(&register, get.project.as_deref()).await?;
    let open = register.item_bytes(LOCAL_ACTOR, Scope::of(project), get.item).await?;
    register.note_custody(LOCAL_ACTOR, project, get.item, CustodyAction::Exported, Some(&get.reason)).await?;
    register.sequence().await?;
    let mut file =
        OpenOptions::new().write(true).create_new(true).open(&get.out).map_err(Failure::file(&get.out))?;
    let copied = open.whole().map_err(Failure::from).and_then(|mut whole| {
        std::io::copy(&mut whole, &mut file).and_then(|bytes| file.sync_all().map(|()| bytes)).map_err(
            |error| {
                Failure::new(Exit::Damaged, "evidence-damaged", format!("the item cannot be read: {error}"))
            },
        )
    });
    match copied {
        Ok(bytes) => {
            let sha256 = open.digest.to_string();
            output.data(&serde_json::json!({ "sha256": sha256, "bytes": bytes }), |_| {
                format!("{sha256} {bytes} bytes\n")
            })?;
            Ok(Exit::Done)
        }
        Err(failure) => {
            // What was written is not the item.
            let _gone = std::fs::remove_file(&get.out);
            Err(failure)
        }
    }
}

async fn check(check: Check, output: Output) -> Result<Exit> {
    let access = if check.repair { Access::Write } else { Access::Read };
    let register = Register::open(&check.data, access).await?;
    let mended = if check.repair { mend(&register).await? } else { 0 };
    let (items, faults) = register.check_bytes(Bytes::Read).await?;
    let is_sound = faults.is_empty();
    let second_copy = match register.vault().map(|vault| vault.second_state().clone()) {
        Ok(SecondState::None) | Err(_) => "none".to_owned(),
        Ok(SecondState::There) => "there".to_owned(),
        Ok(SecondState::Away(why)) => format!("away: {why}"),
    };
    let faults = faults.into_iter().map(Named::from).collect();
    let checked = Checked { items, second_copy, faults, mended };
    output.data(&checked, |checked| {
        let mut text = String::new();
        for fault in &checked.faults {
            // As above.
            let _ = writeln!(text, "{}: {} ({})", fault.sha256, fault.detail, fault.code);
        }
        let verdict = if checked.faults.is_empty() { "sound" } else { "NOT AS THEY WERE" };
        let _ =
            writeln!(text, "{verdict}: {} items read to the end, {} mended", checked.items, checked.mended);
        let _ = writeln!(text, "second copy: {}", checked.second_copy);
        text
    })?;
    Ok(if is_sound { Exit::Done } else { Exit::Problems })
}

/// Reads everything and mends what is damaged; gives how many items were mended.
async fn mend(register: &Register) -> Result<u64> {
    let mut mended = 0;
    loop {
        let step = register.scrub_step(ScrubStep::default()).await?;
        mended += step.mended;
        if step.pass_is_done {
            register.sequence().await?;
            return Ok(mended);
        }
    }
}

async fn second(second: Second, output: Output) -> Result<Exit> {
    let register = Register::open(&second.data, Access::Write).await?;
    if second.place.to_str().is_some_and(|text| text.starts_with(StoreAddress::SCHEME)) {
        let whole = |file: PathBuf| file.canonicalize().map_err(Failure::file(&file));
        let credentials = second.credentials.map(whole).transpose()?;
        let store = ObjectStore { endpoint: second.endpoint, region: second.region, credentials };
        register.set_up_second_copy(&second.place, Some(store))?;
    } else {
        std::fs::create_dir_all(&second.place).map_err(Failure::file(&second.place))?;
        let folder = second.place.canonicalize().map_err(Failure::file(&second.place))?;
        register.set_up_second_copy(&folder, None)?;
    }
    register.close().await;
    drop(register);
    let register = Register::open(&second.data, Access::Write).await?;
    let brought = mend(&register).await?;
    output.data(&serde_json::json!({ "brought": brought }), |_| format!("{brought} items brought over\n"))?;
    Ok(Exit::Done)
}
