//! `sijil package`: chosen records, or an incident with everything it rests on, in a folder or a sealed file that a
//! court can check without this program; and the check.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::Output;
use crate::project;
use clap::Subcommand;
use domain::consent::Denial;
use domain::id::RecordId;
use domain::vocabulary::{AccessLabel, ConsentPurpose};
use register::db::Access;
use register::evidence::package::{self, Checked};
use register::evidence::sealing::Recipients;
use register::package::{Destination, Packed, Packing, verify_sealed};
use register::register::LOCAL_ACTOR;
use register::{Reason, Register};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Hand records over: what they say, their acts and proofs, files and custody, as a BagIt folder; or check one.
///
/// `bagit.py --validate` checks the folder, `verify_proof.py` inside it every proof, neither of them ours to trust. What
/// a source does not allow for the purpose stays out; the README inside says how much, and why.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a package of chosen records; each item's custody says to whom it went.
    Make(Make),
    /// Check a package; needs no register, and puts nothing of a sealed one on a disk.
    Verify(Verify),
}

#[derive(Debug, clap::Args)]
struct Make {
    /// Ids of records of any kind.
    #[arg(required_unless_present = "incident", value_name = "RECORD")]
    records: Vec<RecordId>,
    /// Id of an incident, to pack with everything it rests on.
    #[arg(long, value_name = "ID")]
    incident: Vec<RecordId>,
    /// Up to which label things come along with an incident: team, sensitive or sealed.
    #[arg(long, value_name = "LABEL", default_value = "team", value_parser = label)]
    label: AccessLabel,
    /// What it is for, as sources were asked: court, share_official, share_partner, publish_anonymous, publish_named...
    #[arg(long, value_name = "PURPOSE", default_value = "court", value_parser = purpose)]
    purpose: ConsentPurpose,
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The folder to make, or the file where it is sealed; it must not be there.
    #[arg(long, value_name = "PATH")]
    to: PathBuf,
    /// Seal it to this age recipient (age1...), so that only they open it; more than one may be given.
    #[arg(long, value_name = "AGE")]
    seal: Vec<String>,
    /// Code of the project [default: the first that is no exercise].
    #[arg(long, value_name = "CODE")]
    project: Option<String>,
    /// Who hands it over.
    #[arg(long, value_name = "NAME")]
    organization: String,
    /// To whom.
    #[arg(long, value_name = "NAME")]
    recipient: String,
    /// What for.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, clap::Args)]
struct Verify {
    /// The folder, or the sealed file.
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// File of the identity that opens a sealed package (AGE-SECRET-KEY-1...).
    #[arg(long, value_name = "FILE")]
    identity: Vec<PathBuf>,
}

fn label(text: &str) -> Result<AccessLabel, String> {
    AccessLabel::parse(text).ok_or_else(|| "labels: team, sensitive, sealed".to_owned())
}

fn purpose(text: &str) -> Result<ConsentPurpose, String> {
    ConsentPurpose::parse(text).ok_or_else(|| {
        let all: Vec<&str> = ConsentPurpose::ALL.iter().map(|purpose| purpose.slug()).collect();
        format!("purposes: {}", all.join(", "))
    })
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    match arguments.action {
        Action::Make(make) => self::make(make, output).await,
        Action::Verify(verify) => self::verify(&verify, output),
    }
}

async fn make(make: Make, output: Output) -> Result<Exit> {
    let to = if make.seal.is_empty() {
        Destination::Folder(&make.to)
    } else {
        let recipients = Recipients::read(&make.seal)
            .map_err(|error| Failure::new(Exit::Usage, error.code(), error.to_string()))?;
        Destination::Sealed(&make.to, recipients)
    };
    let register = Register::open(&make.data, Access::Write).await?;
    let (project, _) = project::named(&register, make.project.as_deref()).await?;
    let packing = Packing {
        reason: Reason { actor: LOCAL_ACTOR, why: make.reason },
        project,
        records: make.records,
        incidents: make.incident,
        label: make.label,
        purpose: make.purpose,
        to,
        organization: make.organization,
        recipient: make.recipient,
    };
    let packed = register.package(packing).await?;
    output.data(&told(&packed), |_| told_in_words(&packed))?;
    Ok(Exit::Done)
}

/// A reason as a word of the machine.
fn slug(denial: Denial) -> &'static str {
    match denial {
        Denial::NeverAsked => "never-asked",
        Denial::CoversElse => "covers-else",
        Denial::Expired => "expired",
        Denial::Refused => "refused",
        Denial::Withdrawn => "withdrawn",
    }
}

fn told(packed: &Packed) -> serde_json::Value {
    let records: BTreeMap<_, _> = packed.kinds.iter().map(|(kind, count)| (kind.slug(), count)).collect();
    let left_out: BTreeMap<_, _> =
        packed.left_out.iter().map(|(denial, count)| (slug(*denial), count)).collect();
    json!({
        "files": packed.written.files, "bytes": packed.written.bytes, "records": records, "left_out": left_out,
        "withheld": packed.withheld,
    })
}

fn told_in_words(packed: &Packed) -> String {
    let mut text = String::new();
    for (kind, count) in &packed.kinds {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{:>6} {}", count, kind.slug());
    }
    for (denial, count) in &packed.left_out {
        let _ = writeln!(text, "{count:>6} left out for want of consent: {}", slug(*denial));
    }
    if packed.withheld > 0 {
        let _ = writeln!(text, "{:>6} fields withheld that point to what is not in it", packed.withheld);
    }
    let _ = writeln!(text, "{} files, {} bytes", packed.written.files, packed.written.bytes);
    text
}

fn verify(verify: &Verify, output: Output) -> Result<Exit> {
    let shown = verify.path.display();
    let checked = if verify.identity.is_empty() {
        package::verify(&verify.path)
            .map_err(|error| Failure::new(Exit::Input, error.code(), format!("{shown}: {error}")))?
    } else {
        let identities = super::restore::identities(&verify.identity)?;
        verify_sealed(&verify.path, &identities)
            .map_err(|error| Failure::new(Exit::Input, error.code(), format!("{shown}: {error}")))?
    };
    let problems: Vec<_> = checked
        .problems
        .iter()
        .map(|problem| json!({ "code": problem.code(), "detail": problem.to_string() }))
        .collect();
    let told = json!({ "files": checked.files, "bytes": checked.bytes, "problems": problems });
    output.data(&told, |_| text(&checked))?;
    Ok(if checked.is_whole() { Exit::Done } else { Exit::Problems })
}

fn text(checked: &Checked) -> String {
    let mut text = String::new();
    for problem in &checked.problems {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{problem} ({})", problem.code());
    }
    let verdict = if checked.is_whole() { "whole" } else { "NOT AS IT WAS MADE" };
    let _ = writeln!(text, "{verdict}: {} files, {} bytes", checked.files, checked.bytes);
    text
}
