//! `sijil init`: makes an empty register.

use crate::exit::Exit;
use crate::failure::Result;
use crate::output::Output;
use domain::record::Project;
use register::origin::Origin;
use register::register::{Creation, LOCAL_ACTOR};
use register::{Reason, Register};
use serde::Serialize;
use std::path::PathBuf;

/// Make an empty register in a new data folder.
///
/// The folder is readable by its owner only. Without `--database` everything is kept in it; with it, records are
/// kept on a PostgreSQL server. Keep the printed key: it verifies the log, also without this program.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Data folder; made where it is not there.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// PostgreSQL address, such as postgres://user@host/database.
    #[arg(long, value_name = "URL", env = "SIJIL_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// Schema of the register on that server; made where it is not there.
    #[arg(long, value_name = "NAME", requires = "database", default_value = "sijil")]
    schema: String,
    /// Name of the log, the first line of every checkpoint; cannot be changed later.
    #[arg(long, value_name = "NAME", default_value = "localhost/sijil")]
    origin: String,
    /// One person works here alone; every page will say that nothing was reviewed by a second person.
    #[arg(long)]
    one_person: bool,
    /// Code of the first project; every record belongs to one.
    #[arg(long, value_name = "CODE", default_value = "main")]
    project: String,
    /// Name of the first project.
    #[arg(long, value_name = "NAME", default_value = "Main project")]
    project_name: String,
}

#[derive(Serialize)]
struct Made {
    folder: String,
    origin: String,
    /// Key that verifies the log.
    verifier: String,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    let creation = Creation {
        origin_line: arguments.origin,
        one_person: arguments.one_person,
        server: arguments.database.map(|url| (url, arguments.schema)),
        origin: Origin::Machine,
    };
    let register = Register::create(&arguments.data, creation).await?;
    let project = Project { code: arguments.project, name: arguments.project_name, ..Project::default() };
    let reason = Reason { actor: LOCAL_ACTOR, why: "The register is made".to_owned() };
    register.make_project(reason, &project).await?;
    register.sequence().await?;
    let made = Made {
        folder: arguments.data.display().to_string(),
        origin: register.settings.origin.clone(),
        verifier: register.verifier().to_string(),
    };
    output.data(&made, |made| {
        format!("register {} made in {}\nverifier {}\n", made.origin, made.folder, made.verifier)
    })?;
    Ok(Exit::Done)
}
