//! Who may do what: operations, the roles that allow them, and the permit of one person in one project.
//!
//! Held below the web layer: [`crate::Work`] takes a permit before it does anything, reads take a
//! [`Scope`] that comes from one. Whoever runs the program on the machine that holds the data folder owns all of it
//! and needs no role; what they do is in the log under their own pseudonym. Start at [`allows`].

use crate::db::{Row, Value};
use crate::error::{Error, Result};
use crate::people::{Reach, Token};
use crate::register::{LOCAL_ACTOR, PROGRAM_ACTOR, Register};
use crate::rows::json_body;
use crate::sabotage;
use crate::scope::Scope;
use domain::id::{ActorId, ProjectId, RecordId};
use domain::kind::Kind;
use domain::record::{Body, Member, Project};
use domain::vocabulary::{AccessLabel, Role};
use serde_json::Value as Json;

/// What can be done in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// See what the person's clearance covers.
    Read,
    /// Write comments.
    Comment,
    /// Take in sources, reports, assertions, releases, findings, tallies and mentions, and correct them.
    Collect,
    /// Import tables and releases.
    Import,
    /// Make and change incidents, strikes, damages, belligerents, operations and links.
    Resolve,
    /// Make and change places, and say where an incident or strike was.
    Locate,
    /// Propose an assessment.
    Assess,
    /// Give out work, set its due day, close what needs no assessment.
    Triage,
    /// Accept or return somebody else's assessment.
    Review,
    /// Grade an incident a second time, from its accounts alone.
    Code,
    /// Export the records of a kind.
    Export,
    /// Ask for, and decide on, a grade against the rules of grading.
    Override,
    /// Ask for, and decide on, a merge of incidents.
    Merge,
    /// Narrow who may see a record; ask for, and decide on, widening it.
    Label,
    /// See who read sensitive and sealed records.
    ReadLog,
    /// See members; ask for, and decide on, changes of roles.
    Members,
    /// Make and change projects.
    Projects,
}

impl Operation {
    /// Whether it only looks at what is there.
    const fn is_reading(self) -> bool {
        matches!(self, Self::Read | Self::Export | Self::ReadLog)
    }

    /// Whether it is about more than one project's records, so that no token does it.
    const fn is_beyond_tokens(self) -> bool {
        matches!(self, Self::Members | Self::Projects)
    }

    /// Every operation, in the order of the reference page.
    pub const ALL: [Self; 17] = [
        Self::Read,
        Self::Comment,
        Self::Collect,
        Self::Import,
        Self::Resolve,
        Self::Locate,
        Self::Assess,
        Self::Triage,
        Self::Review,
        Self::Code,
        Self::Export,
        Self::Override,
        Self::Merge,
        Self::Label,
        Self::ReadLog,
        Self::Members,
        Self::Projects,
    ];

    /// The name in documentation, and in the details of a refusal.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Comment => "comment",
            Self::Collect => "collect",
            Self::Import => "import",
            Self::Resolve => "resolve",
            Self::Locate => "locate",
            Self::Assess => "assess",
            Self::Triage => "triage",
            Self::Review => "review",
            Self::Code => "code",
            Self::Export => "export",
            Self::Override => "override",
            Self::Merge => "merge",
            Self::Label => "label",
            Self::ReadLog => "read-log",
            Self::Members => "members",
            Self::Projects => "projects",
        }
    }

    /// What it takes to make or change a record of a kind; `None` for the team's own work, which changes only by
    /// operations of its own.
    pub const fn to_write(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Project => Self::Projects,
            Kind::Source
            | Kind::Report
            | Kind::Assertion
            | Kind::Release
            | Kind::ReleaseLine
            | Kind::Finding
            | Kind::Tally
            | Kind::VictimMention
            | Kind::Item
            | Kind::Annotation
            | Kind::Interview
            | Kind::SiteVisit
            | Kind::Consent => Self::Collect,
            Kind::Belligerent
            | Kind::Operation
            | Kind::Office
            | Kind::Strike
            | Kind::Incident
            | Kind::ObjectDamage
            | Kind::Link
            | Kind::Verification => Self::Resolve,
            Kind::Place => Self::Locate,
            Kind::Assessment => Self::Assess,
            Kind::Member
            | Kind::Task
            | Kind::Comment
            | Kind::Review
            | Kind::Approval
            | Kind::Coding
            | Kind::SealedIdentity
            | Kind::CustodianKey
            | Kind::LegalRequest => return None,
        })
    }
}

/// Whether a role allows an operation.
pub const fn allows(role: Role, operation: Operation) -> bool {
    use Operation as O;
    match operation {
        O::Read | O::Comment => true,
        O::Collect => matches!(role, Role::Collector | Role::Researcher),
        O::Import | O::Resolve | O::Assess => matches!(role, Role::Researcher),
        O::Locate => matches!(role, Role::Geolocator | Role::Researcher),
        O::Triage => matches!(role, Role::Researcher | Role::Reviewer),
        O::Review => matches!(role, Role::Reviewer),
        O::Export => {
            matches!(role, Role::Researcher | Role::Reviewer | Role::Publisher | Role::Statistician)
        }
        O::Code | O::Override | O::Merge => matches!(role, Role::Researcher | Role::Reviewer),
        O::Label | O::ReadLog => matches!(role, Role::Custodian),
        O::Members | O::Projects => matches!(role, Role::Admin),
    }
}

/// What it takes to make this record: a candidate incident and a link from a statement belong to collecting.
pub(crate) fn to_create(kind: Kind, body: &Body) -> Option<Operation> {
    let says = |field: &str| body.get(field).and_then(Json::as_str).and_then(Kind::parse);
    let is_collected = match kind {
        Kind::Incident => body.get("candidate").and_then(Json::as_bool) == Some(true),
        Kind::Link => says("from_kind").is_some_and(Kind::is_statement),
        _ => false,
    };
    if is_collected { Some(Operation::Collect) } else { Operation::to_write(kind) }
}

/// Fields of an incident or strike that say where it was.
const WHERE_FIELDS: [&str; 3] = ["location", "governorate", "place"];

/// Whether a record of the kind says where it was, which may be found by whoever does nothing else with it.
const fn is_somewhere(kind: Kind) -> bool {
    matches!(kind, Kind::Incident | Kind::Strike)
}

/// What it takes to change these fields of a record of a kind.
pub(crate) fn to_change<'a>(kind: Kind, mut fields: impl Iterator<Item = &'a str>) -> Option<Operation> {
    if is_somewhere(kind) && fields.all(|field| WHERE_FIELDS.contains(&field)) {
        return Some(Operation::Locate);
    }
    Operation::to_write(kind)
}

/// Whose hand it is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    /// Whoever runs the program on the machine, and the program itself.
    Owner,
    /// A person of the team.
    Person(Member),
    /// A token of either, with what of its owner's roles and clearance it has.
    Token(Member, Reach),
}

/// What one person may do in one project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permit {
    /// Who.
    pub actor: ActorId,
    /// Where.
    pub project: ProjectId,
    standing: Standing,
}

impl Permit {
    /// Whether the person may.
    #[cfg_attr(feature = "sabotage", track_caller)]
    pub fn may(&self, operation: Operation) -> bool {
        let may = match &self.standing {
            Standing::Owner => true,
            Standing::Person(member) => member.roles.iter().any(|role| allows(*role, operation)),
            Standing::Token(member, reach) => {
                let is_open = *reach == Reach::Write || operation.is_reading();
                is_open
                    && !operation.is_beyond_tokens()
                    && member.roles.iter().any(|role| allows(*role, operation))
            }
        };
        may || sabotage::is_let_through()
    }

    /// # Errors
    /// `not-permitted` where the person may not.
    #[cfg_attr(feature = "sabotage", track_caller)]
    pub fn require(&self, operation: Operation) -> Result<()> {
        if self.may(operation) { Ok(()) } else { Err(Error::NotPermitted(operation)) }
    }

    /// Whether the person may change anything of a record of a kind; which fields is asked when they do.
    ///
    /// # Errors
    /// `not-permitted`; `not-found` for the team's own work, which is not changed as a record.
    #[cfg_attr(feature = "sabotage", track_caller)]
    pub fn require_change(&self, kind: Kind) -> Result<()> {
        match Operation::to_write(kind) {
            None => Err(Error::NotFound),
            Some(_) if is_somewhere(kind) && self.may(Operation::Locate) => Ok(()),
            Some(operation) => self.require(operation),
        }
    }

    /// Whether this is the machine's owner, whom no second person watches here.
    pub const fn is_owner(&self) -> bool {
        matches!(self.standing, Standing::Owner)
    }

    /// The person's roles; every role for the owner.
    pub fn roles(&self) -> &[Role] {
        match &self.standing {
            Standing::Owner => Role::ALL,
            Standing::Person(member) | Standing::Token(member, _) => &member.roles,
        }
    }

    /// What a token of this person may: the roles it was made with that are still theirs, up to its label.
    #[must_use]
    pub fn held_to(self, token: &Token) -> Self {
        let roles = token.roles.iter().copied().filter(|role| self.roles().contains(role)).collect();
        let clearance = token.clearance.min(self.scope().clearance);
        let member = Member { person: self.actor, roles, clearance, ended: false, note: None };
        Self { standing: Standing::Token(member, token.reach), ..self }
    }

    /// What the person may read.
    pub const fn scope(&self) -> Scope {
        let clearance = match &self.standing {
            Standing::Owner => AccessLabel::Sealed,
            Standing::Person(member) | Standing::Token(member, _) => member.clearance,
        };
        Scope { project: self.project, clearance }
    }
}

/// The statement that finds a person's memberships, in every project or in one.
const MEMBERSHIPS: &str = "select m.id, m.project, m.body from member m where m.person = $1 and not m.ended";

pub(crate) const fn is_owner(actor: ActorId) -> bool {
    actor.0.as_u128() == LOCAL_ACTOR.0.as_u128() || actor.0.as_u128() == PROGRAM_ACTOR.0.as_u128()
}

pub(crate) fn memberships(actor: ActorId) -> (&'static str, Vec<Value>) {
    (MEMBERSHIPS, vec![actor.0.into()])
}

/// The permit that the memberships found give in a project.
///
/// # Errors
/// `not-found` where the person is not a member: a closed project is answered like one that is not there.
pub(crate) fn permit(actor: ActorId, project: ProjectId, rows: &[Row]) -> Result<Permit> {
    if is_owner(actor) {
        return Ok(Permit { actor, project, standing: Standing::Owner });
    }
    for row in rows {
        // The nil project is the whole register: there only administrators do anything.
        let member: Member = read(row)?;
        let is_here = ProjectId(row.id(1)?) == project;
        if is_here || (project.0.is_nil() && member.roles.contains(&Role::Admin)) {
            return Ok(Permit { actor, project, standing: Standing::Person(member) });
        }
    }
    Err(Error::NotFound)
}

fn read(row: &Row) -> Result<Member> {
    let body = json_body(&row.text(2)?)?;
    domain::record::read(&body).map_err(|problem| Error::Damaged(problem.to_string()))
}

impl Register {
    /// What a person may do in a project.
    ///
    /// # Errors
    /// `not-found` where they are not a member of it, or there is none.
    pub async fn permit(&self, actor: ActorId, project: ProjectId) -> Result<Permit> {
        let (sql, values) = memberships(actor);
        permit(actor, project, &self.db.rows(sql, values).await?)
    }

    /// The permits of a person, project by project; one statement. The owner of the machine has one for each.
    ///
    /// # Errors
    /// From the database.
    pub async fn permits(&self, actor: ActorId) -> Result<Vec<Permit>> {
        if is_owner(actor) {
            let owner = |(project, _)| Permit { actor, project, standing: Standing::Owner };
            return Ok(self.projects().await?.into_iter().map(owner).collect());
        }
        let (sql, values) = memberships(actor);
        let rows = self.db.rows(sql, values).await?;
        rows.iter()
            .map(|row| {
                let standing = Standing::Person(read(row)?);
                Ok(Permit { actor, project: ProjectId(row.id(1)?), standing })
            })
            .collect()
    }

    /// The projects a person may read, by code, each with their permit; one statement.
    ///
    /// # Errors
    /// From the database.
    pub async fn permitted(&self, actor: ActorId) -> Result<Vec<(Permit, Project)>> {
        if is_owner(actor) {
            let owner = |project| Permit { actor, project, standing: Standing::Owner };
            let projects = self.projects().await?;
            return Ok(projects.into_iter().map(|(id, project)| (owner(id), project)).collect());
        }
        let sql = "select m.id, m.project, m.body, p.body from member m join project p on p.id = m.project
                   where m.person = $1 and not m.ended order by p.code";
        let rows = self.db.rows(sql, vec![actor.0.into()]).await?;
        rows.iter()
            .map(|row| {
                let standing = Standing::Person(read(row)?);
                let project = domain::record::read(&json_body(&row.text(3)?)?);
                let project = project.map_err(|problem| Error::Damaged(problem.to_string()))?;
                Ok((Permit { actor, project: ProjectId(row.id(1)?), standing }, project))
            })
            .collect()
    }

    /// Whether somebody administers the register: is administrator of one of its projects, or owns the machine.
    ///
    /// # Errors
    /// `not-permitted` where they do not.
    pub async fn require_admin(&self, actor: ActorId) -> Result<()> {
        let permits = self.permits(actor).await?;
        let may = is_owner(actor) || permits.iter().any(|permit| permit.may(Operation::Members));
        if may { Ok(()) } else { Err(Error::NotPermitted(Operation::Members)) }
    }

    /// The members of a project with the id of each membership, those who left included.
    ///
    /// # Errors
    /// From the database.
    pub async fn members(&self, project: ProjectId) -> Result<Vec<(RecordId, Member)>> {
        let sql = "select m.id, m.project, m.body from member m where m.project = $1 order by m.id";
        let rows = self.db.rows(sql, vec![project.0.into()]).await?;
        rows.iter().map(|row| Ok((RecordId(row.id(0)?), read(row)?))).collect()
    }
}
