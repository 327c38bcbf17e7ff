//! `sijil timestamp`: one try to get outside time for the log, now.

use crate::asking::authority::Patience;
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::Output;
use crate::stamping::{Attempt, attempt};
use register::Register;
use register::db::Access;
use register::ledger::timestamp::Signature;
use register::timestamp::command;
use serde::Serialize;
use std::path::PathBuf;

/// Ask the timestamp authority of sijil.toml for a token over the last checkpoint, if one is due.
///
/// One token a day (UTC) is due where the log has news since the last one. `sijil serve` and `sijil worker` ask by
/// themselves; this tries once, now, and may run beside them. A try that fails changes nothing: it stays due.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

#[derive(Debug, Default, Serialize)]
struct Told {
    /// Leaves of the checkpoint a token was due for; `None` where none was.
    due: Option<u64>,
    /// What was made.
    done: Option<Done>,
    /// Why none was made.
    failed: Option<Failed>,
}

#[derive(Debug, Serialize)]
struct Done {
    time: String,
    signature: &'static str,
    command: String,
}

#[derive(Debug, Serialize)]
struct Failed {
    code: &'static str,
    message: String,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    let register = Register::open(&arguments.data, Access::Read).await?;
    let told = match attempt(&register.timestamps(), register.nonce()?, Patience::default())? {
        Attempt::NotSet => {
            return Err(Failure::new(Exit::Input, "no-timestamp-authority", "no timestamp authority is set")
                .hint("name one in sijil.toml: [timestamp] and below it authority = \"https://…\""));
        }
        Attempt::NotDue => Told::default(),
        Attempt::Done(leaves, stamp) => {
            let command = command("log/timestamp/", leaves, stamp.time);
            let done = Done { time: stamp.time.to_string(), signature: word(stamp.signature), command };
            Told { due: Some(leaves), done: Some(done), failed: None }
        }
        Attempt::Failed(leaves, why) => {
            let failed = Failed { code: why.code(), message: why.to_string() };
            Told { due: Some(leaves), done: None, failed: Some(failed) }
        }
    };
    output.data(&told, plain)?;
    Ok(if told.failed.is_some() { Exit::Problems } else { Exit::Done })
}

const fn word(signature: Signature) -> &'static str {
    match signature {
        Signature::Trusted => "leads to a trusted certificate",
        Signature::ByItsOwnCertificate => {
            "right by the certificate in the token; whose that is was not checked"
        }
        Signature::NotChecked => "not checked: its algorithm is not known here",
    }
}

fn plain(told: &Told) -> String {
    let Some(leaves) = told.due else {
        return "nothing is due: the last token covers the log, or is of today\n".to_owned();
    };
    match (&told.done, &told.failed) {
        (Some(Done { time, signature, command }), _) => {
            format!("done: {leaves} leaves existed at {time}; signature {signature}\ncheck: {command}\n")
        }
        (None, Some(Failed { code, message })) => {
            format!("failed: {message} ({code}); the checkpoint over {leaves} leaves stays due\n")
        }
        (None, None) => format!("due: {leaves} leaves\n"),
    }
}
