//! `sijil user`: the people of a team's register, from the machine that holds it.
//!
//! What people do afterwards they do on the pages. An invitation is printed once and kept nowhere.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::Output;
use crate::project;
use clap::Subcommand;
use domain::record::Member;
use domain::vocabulary::{AccessLabel, Role};
use register::db::Access;
use register::people::{Account, Newcomer, People, Secret};
use register::register::LOCAL_ACTOR;
use register::{Error, Reason, Register};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Invite people into a team's register, and take their way in away.
///
/// Works beside a running server, but for `add` with a role: roles are records, and one process writes those. Without
/// a role somebody can sign in and sees nothing until an administrator gives them one.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make an account, and print its invitation.
    Add(Add),
    /// List the accounts.
    List(Folder),
    /// Destroy somebody's password, authenticator and recovery codes, and print a new invitation.
    Reset(Named),
    /// End somebody's sessions and let them in no more; `reset` lets them in again.
    Deactivate(Named),
}

#[derive(Debug, clap::Args)]
struct Folder {
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

#[derive(Debug, clap::Args)]
struct Named {
    #[command(flatten)]
    folder: Folder,
    /// What they sign in with.
    #[arg(value_name = "LOGIN")]
    login: String,
}

#[derive(Debug, clap::Args)]
struct Add {
    #[command(flatten)]
    named: Named,
    /// The name others see.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Give the role of administrator: the same as `--role admin`.
    #[arg(long)]
    admin: bool,
    /// Role in the project, such as researcher or reviewer; can be given more than once.
    #[arg(long, value_name = "ROLE", value_parser = role)]
    role: Vec<Role>,
    /// Code of the project the roles are for [default: the first].
    #[arg(long, value_name = "CODE")]
    project: Option<String>,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| {
        let roles: Vec<&str> = Role::ALL.iter().map(|role| role.slug()).collect();
        format!("roles: {}", roles.join(", "))
    })
}

#[derive(Serialize)]
struct Invited {
    login: String,
    actor: String,
    /// Accepts at `/invitation`; shown this once.
    invitation: String,
}

#[derive(Serialize)]
struct Listed {
    login: String,
    name: String,
    state: &'static str,
    actor: String,
    /// Last sign-in, RFC 3339; absent before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_in: Option<String>,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    match arguments.action {
        Action::Add(add) => add_one(add, output).await,
        Action::List(folder) => list(&folder.data, output).await,
        Action::Reset(named) => {
            let (people, account) = found(&named).await?;
            let invitation = people.reset(account.actor).await?;
            invited(&account.login, account.actor, &invitation, output)
        }
        Action::Deactivate(named) => {
            let (people, account) = found(&named).await?;
            people.deactivate(account.actor).await?;
            let account = people.account(account.actor).await?;
            output.data(&listed(account), |one| format!("{} is {}\n", one.login, one.state))?;
            Ok(Exit::Done)
        }
    }
}

async fn add_one(add: Add, output: Output) -> Result<Exit> {
    let newcomer = Newcomer::new(&add.named.login, &add.name);
    let mut roles = add.role;
    if add.admin && !roles.contains(&Role::Admin) {
        roles.push(Role::Admin);
    }
    let data = &add.named.folder.data;
    let invitation = if roles.is_empty() {
        People::open(data).await?.invite(&newcomer).await
    } else {
        let register = Register::open(data, Access::Write).await.map_err(in_use)?;
        let (project, _) = project::named(&register, add.project.as_deref()).await?;
        let clearance =
            if roles.contains(&Role::Custodian) { AccessLabel::Sealed } else { AccessLabel::Team };
        let member = Member { person: newcomer.actor, roles, clearance, ended: false, note: None };
        let reason = Reason { actor: LOCAL_ACTOR, why: "Invited into the team".to_owned() };
        let mut work = register.begin(reason, project).await?;
        work.set_member(&member).await?;
        // Last before the role is kept: a login that is taken leaves nothing behind.
        let invitation = register.people.invite(&newcomer).await.map_err(Failure::from)?;
        work.commit().await?;
        register.sequence().await?;
        Ok(invitation)
    };
    invited(&add.named.login, newcomer.actor, &invitation?, output)
}

fn in_use(error: Error) -> Failure {
    let is_locked = matches!(error, Error::Locked);
    let failure = Failure::from(error);
    if is_locked {
        failure
            .hint("stop the server for a moment, or add the person without a role and give it on the pages")
    } else {
        failure
    }
}

async fn found(named: &Named) -> Result<(People, Account)> {
    let people = People::open(&named.folder.data).await?;
    let account = people.account_of(&named.login).await.map_err(|error| match error {
        Error::NotFound => {
            Failure::new(Exit::NotFound, "no-account", format!("there is no login {}", named.login))
                .hint("`sijil user list --data DIR` lists them")
        }
        error => error.into(),
    })?;
    Ok((people, account))
}

fn invited(login: &str, actor: domain::id::ActorId, invitation: &Secret, output: Output) -> Result<Exit> {
    let (login, actor) = (login.to_owned(), actor.0.to_string());
    let invited = Invited { login, actor, invitation: invitation.grouped() };
    output.data(&invited, |invited| {
        format!(
            "{} can come in at /invitation within 7 days, once:\n{}\nHand it over in person or by a channel you trust; it is kept nowhere.\n",
            invited.login, invited.invitation
        )
    })?;
    Ok(Exit::Done)
}

async fn list(data: &Path, output: Output) -> Result<Exit> {
    let accounts = People::open(data).await?.accounts().await?;
    let all: Vec<Listed> = accounts.into_iter().map(listed).collect();
    output.data(&all, |all| {
        all.iter().fold(String::new(), |mut text, one| {
            let when = one.signed_in.as_deref().unwrap_or("never signed in");
            // Writing to a string does not fail.
            let _ = writeln!(text, "{}\t{}\t{}\t{when}", one.login, one.name, one.state);
            text
        })
    })?;
    Ok(Exit::Done)
}

fn listed(account: Account) -> Listed {
    let at = |seconds: i64| register::people::time(seconds);
    Listed {
        login: account.login,
        name: account.name,
        state: account.state.slug(),
        actor: account.actor.0.to_string(),
        signed_in: account.signed_in_at.map(at),
    }
}
