//! What every page starts from: the register, the project being read, and what the frame says of both.
//!
//! A handler takes a [`Visit`]; it holds the scope that every read of `register` wants. Which project is read is
//! remembered in a cookie; `?project=CODE` is honoured on every GET.

use crate::access::{self, Needs, Proof};
use crate::cookie;
use crate::error::Error;
use crate::layout::{Frame, Reviewing, Section, Standing};
use crate::limits;
use crate::page::{Jobs, Owner};
use crate::preference::{Preference, own_path};
use crate::routes;
use crate::session::{Held, Sessions, SignedIn};
use axum::extract::{Form, FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{Method, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{ActorId, ProjectId, RecordId};
use domain::language::Language;
use domain::record::Project;
use register::permission::Permit;
use register::{Register, Scope};
use serde::Deserialize;
use std::sync::Arc;

const COOKIE: &str = "project";

/// The register that this program serves.
#[derive(Clone)]
pub struct Desk {
    /// The register.
    pub register: Arc<Register>,
    /// Uploads on their way in.
    pub(crate) jobs: Arc<Jobs>,
}

impl Desk {
    /// A desk before a register.
    pub fn new(register: Arc<Register>) -> Self {
        Self { register, jobs: Arc::default() }
    }
}

/// One request's reader: what they may see, in which language.
pub struct Visit {
    /// The register.
    pub register: Arc<Register>,
    /// Uploads on their way in.
    pub(crate) jobs: Arc<Jobs>,
    /// What the reader may do in the project being read.
    pub permit: Permit,
    /// What may be seen.
    pub scope: Scope,
    /// The project being read.
    pub project: Project,
    /// The exercise whose people the reader may practise as.
    pub practice: Option<ProjectId>,
    /// Every project, for the choice between them: code and name.
    pub projects: Vec<(String, String)>,
    /// Language and theme.
    pub preference: Preference,
    /// What the frame says of the register.
    pub standing: Standing,
    /// Path and query of this request.
    pub address: String,
    /// Whether the reader showed a factor lately.
    is_proved: bool,
    /// Where a reader comes back to who must show one: this page, or the one whose form was sent.
    back: String,
}

impl Visit {
    /// The pseudonym of the reader.
    pub const fn actor(&self) -> ActorId {
        self.permit.actor
    }

    /// Whose the uploads of this visit are.
    pub(crate) const fn owner(&self) -> Owner {
        Owner { actor: self.permit.actor, project: self.scope.project }
    }

    /// Notes that the reader is shown these records, where they are sensitive or sealed; before they are.
    pub(crate) async fn note(&self, records: impl IntoIterator<Item = RecordId>) -> Result<(), Error> {
        self.register.note_reading(self.permit.actor, self.scope, records).await?;
        Ok(())
    }

    /// Lets nobody on who has not shown a factor lately.
    ///
    /// # Errors
    /// [`Error::ConfirmFirst`].
    pub fn require_proof(&self) -> Result<(), Error> {
        if self.is_proved { Ok(()) } else { Err(Error::ConfirmFirst { back: self.back.clone() }) }
    }

    /// The frame of an ordinary page of this visit.
    pub fn frame<'page>(&'page self, title: &'page str, section: Section) -> Frame<'page> {
        Frame::new(self.preference, title, &self.address, section, &self.standing)
    }
}

impl FromRequestParts<Desk> for Visit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Error> {
        let preference = parts.extensions.get::<Preference>().copied().unwrap_or_default();
        let language = preference.say.language;
        let query = parts.uri.query().unwrap_or_default();
        let asked = query.split('&').find_map(|pair| pair.strip_prefix("project="));
        let asked = asked.or_else(|| cookie::read(&parts.headers, COOKIE)).map(str::to_owned);
        let register = Arc::clone(&desk.register);
        let SignedIn { actor, session } =
            parts.extensions.get::<SignedIn>().ok_or(Error::NotSignedIn)?.clone();
        let projects = register.permitted(actor).await?;
        let chosen = projects.iter().find(|(_, project)| asked.as_ref() == Some(&project.code));
        let chosen =
            chosen.or_else(|| projects.iter().find(|(_, project)| !project.exercise)).or(projects.first());
        let (permit, project) = chosen.cloned().ok_or(Error::NoRole)?;
        let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
        match access::needs(route, &parts.method) {
            Some(Needs::May(operation)) => permit.require(operation)?,
            Some(Needs::Session | Needs::Varies) => {}
            // A page that nobody said anything about is nobody's.
            Some(Needs::Nothing) | None => return Err(Error::NotFound),
        }
        let is_proved = register.people.is_fresh(&session);
        let back = back(parts);
        if access::proof(route, &parts.method) == Proof::Always && !is_proved {
            return Err(Error::ConfirmFirst { back });
        }
        let sessions = parts.extensions.get::<Arc<Sessions>>();
        let is_practising =
            sessions.is_some_and(|sessions| sessions.held(Held::Behind, &parts.headers).is_some());
        // Invented people have no account; their names stand with the pseudonyms of the program.
        let reader = match session.name {
            None if is_practising => register.actors().await?.remove(&actor.0),
            name => name,
        };
        let practice = permit.is_owner().then(|| projects.iter().find(|(_, project)| project.exercise));
        let practice = practice.flatten().map(|(permit, _)| permit.project);
        let checkpoint = register.checkpoint().await?;
        let standing = Standing {
            name: name(&project, language),
            as_of: register.now(),
            checkpoint: i64::try_from(checkpoint.size).ok().filter(|size| *size > 0),
            reviewing: if register.settings.one_person {
                Reviewing::ByNobody
            } else {
                Reviewing::BySecondPerson
            },
            credits: Vec::new(),
            is_exercise: project.exercise,
            reader,
            is_practising,
        };
        let projects = projects.iter().map(|(_, each)| (each.code.clone(), name(each, language))).collect();
        let address = parts.uri.path_and_query().map_or("/", |address| address.as_str()).to_owned();
        Ok(Self {
            register,
            jobs: Arc::clone(&desk.jobs),
            scope: permit.scope(),
            permit,
            project,
            practice,
            projects,
            preference,
            standing,
            address,
            is_proved,
            back,
        })
    }
}

/// The page that a reader is on: the one asked for, or the one whose form was sent.
fn back(parts: &Parts) -> String {
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return parts.uri.path_and_query().map_or("/", |address| address.as_str()).to_owned();
    }
    let text = |name: header::HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let page = text(header::REFERER).and_then(|page| page.split_once("://")).map(|(_, rest)| rest);
    let own = page.zip(text(header::HOST)).and_then(|(page, host)| page.strip_prefix(host));
    own_path(own.unwrap_or_default()).to_owned()
}

fn name(project: &Project, language: Language) -> String {
    match (language, &project.name_ar) {
        (Language::Arabic, Some(name)) => name.clone(),
        _ => project.name.clone(),
    }
}

/// The choice of a project.
#[derive(Deserialize)]
pub struct Choice {
    /// Its code.
    pub code: String,
}

/// Remembers the project to read.
pub async fn choose(Form(choice): Form<Choice>) -> Response {
    let is_code = choice.code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let attributes = format!("Max-Age={}; HttpOnly; SameSite=Lax", limits::PREFERENCE_SECONDS);
    let cookie = is_code.then(|| cookie::write(COOKIE, &choice.code, &attributes)).flatten();
    match cookie {
        Some(cookie) => ([(header::SET_COOKIE, cookie)], Redirect::to(routes::OVERVIEW)).into_response(),
        None => Error::NotUnderstood.into_response(),
    }
}

/// What a failure of the register is to a reader. Logged here, once, without values.
fn failed(error: register::Error) -> Error {
    match error {
        register::Error::NotFound => Error::NotFound,
        register::Error::Erased(act) => Error::Erased { act },
        register::Error::NotPermitted(operation) => Error::NotPermitted { operation: operation.slug() },
        register::Error::Refused(problems) => {
            match problems.into_iter().find(domain::problem::Problem::refuses) {
                Some(problem) => {
                    Error::Invalid { code: problem.code, details: problem.details.into_iter().collect() }
                }
                None => Error::NotUnderstood,
            }
        }
        register::Error::SignInRefused
        | register::Error::SignInThrottled
        | register::Error::ConfirmFirst
        | register::Error::ReasonMissing
        | register::Error::ReasonTooLong { .. }
        | register::Error::Input(_)
        // What no act can hold: a number with a fraction, too many fields, too long a text.
        | register::Error::Ledger(
            register::ledger::Error::NotWhole
            | register::ledger::Error::TooManyFields { .. }
            | register::ledger::Error::LeafTooLong { .. },
        ) => Error::Invalid { code: error.code().to_owned(), details: Vec::new() },
        register::Error::Evidence(evidence) => of_bytes(&evidence),
        other => {
            tracing::error!(code = other.code(), "the register failed");
            Error::Unavailable { code: other.code().to_owned() }
        }
    }
}

fn of_bytes(error: &register::evidence::Error) -> Error {
    use register::evidence::Error as Bytes;
    match error {
        Bytes::NoUpload => Error::NotFound,
        Bytes::UploadOffset { .. } | Bytes::UploadBusy => Error::Conflict { code: error.code().to_owned() },
        Bytes::UploadTooLong { .. } => Error::TooLarge,
        other => {
            tracing::error!(code = other.code(), "bytes cannot be kept or given");
            Error::Unavailable { code: other.code().to_owned() }
        }
    }
}

impl From<register::Error> for Error {
    fn from(error: register::Error) -> Self {
        failed(error)
    }
}
