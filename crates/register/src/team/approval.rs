//! What needs two people: one asks, another decides, and what was asked for happens in the same transaction as the
//! yes.
//!
//! Here: changes of roles, grades against the rules of grading, merges and splits of incidents and their undoing,
//! opening a record to more people, erasures, exports of many people or of sealed records, and the giving out of a sealed
//! identity, which takes two others. Nobody decides on what they asked for, whatever
//! their roles, the machine's owner included. Start at [`Work::ask`].

use super::export::Exporting;
use super::refuse;
use crate::erasure::Erasing;
use crate::error::{Error, Result};
use crate::heads::Stored;
use crate::incident::merge::Merging;
use crate::incident::split::Splitting;
use crate::incident::unmerge::Kept;
use crate::permission::Operation;
use crate::work::Work;
use domain::id::{ActId, ActorId, IncidentId, RecordId};
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::{Approval, Assessment, Member, body, read};
use domain::vocabulary::{AccessLabel, ApprovalAction, ApprovalOutcome, Basis};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

/// What exactly is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// That somebody does this in the project from now on.
    Member(Member),
    /// That this assessment stands although the rules of grading refuse its grade.
    Assessment(Box<Assessment>),
    /// That more people may see a record, and with it what rests on it.
    Unseal {
        /// The record's kind.
        kind: Kind,
        /// The record.
        record: RecordId,
        /// The label it is to have.
        label: AccessLabel,
    },
    /// That two incidents become one.
    Merge(Merging),
    /// That the merge of an incident into another is undone.
    Unmerge {
        /// The one that was merged.
        merged: IncidentId,
    },
    /// That an incident becomes two.
    Split {
        /// The one that is split.
        from: IncidentId,
        /// What goes to the new one.
        splitting: Splitting,
    },
    /// That somebody exports many people or sealed records.
    Export(Exporting),
    /// That who a source is, as it was sealed, is given to whoever asks; two others have to agree.
    Identity {
        /// The sealed identity.
        identity: RecordId,
    },
    /// That a value, a record or an item with its bytes is destroyed.
    Erase(Erasing),
    /// That a split is undone.
    Unsplit {
        /// The new one, which goes back.
        part: IncidentId,
    },
}

/// What a decision did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// The record that was made or changed; none where the answer was no.
    pub record: Option<RecordId>,
    /// What could not be undone of a merge, because somebody changed it since.
    pub kept: Vec<Kept>,
}

impl Asked {
    const fn action(&self) -> ApprovalAction {
        match self {
            Self::Member(_) => ApprovalAction::RoleChange,
            Self::Assessment(_) => ApprovalAction::GradeOverride,
            Self::Unseal { .. } => ApprovalAction::Unseal,
            Self::Merge(_) => ApprovalAction::Merge,
            Self::Unmerge { .. } => ApprovalAction::Unmerge,
            Self::Split { .. } | Self::Unsplit { .. } => ApprovalAction::Split,
            Self::Export(_) => ApprovalAction::BulkExport,
            Self::Identity { .. } => ApprovalAction::Identity,
            Self::Erase(_) => ApprovalAction::Erase,
        }
    }

    fn subject(&self) -> Option<RecordId> {
        match self {
            Self::Member(_) | Self::Export(_) => None,
            Self::Assessment(assessment) => Some(assessment.incident.into()),
            Self::Unseal { record, .. } | Self::Identity { identity: record } => Some(*record),
            Self::Merge(merging) => Some(merging.survivor.into()),
            Self::Erase(erasing) => Some(erasing.record),
            Self::Unmerge { merged: incident }
            | Self::Split { from: incident, .. }
            | Self::Unsplit { part: incident } => Some((*incident).into()),
        }
    }
}

/// What it takes to ask for something, and to decide on it; nothing where nobody can yet.
pub const fn needed(action: ApprovalAction) -> Option<Operation> {
    match action {
        ApprovalAction::RoleChange => Some(Operation::Members),
        ApprovalAction::GradeOverride => Some(Operation::Override),
        ApprovalAction::Unseal | ApprovalAction::Identity | ApprovalAction::Erase => Some(Operation::Label),
        ApprovalAction::Merge | ApprovalAction::Unmerge | ApprovalAction::Split => Some(Operation::Merge),
        ApprovalAction::BulkExport => Some(Operation::Export),
        // Asked for by the part of the program that does it.
        ApprovalAction::Publish => None,
    }
}

impl Work<'_> {
    /// Asks a second person for something.
    ///
    /// # Errors
    /// `not-permitted`, or the hard rules of what is asked for.
    pub async fn ask(&mut self, asked: &Asked) -> Result<RecordId> {
        let action = asked.action();
        self.permit.require(operation(action)?)?;
        if let Asked::Erase(erasing) = asked {
            let (erasing, label) = self.plan_erasure(erasing).await?;
            return self.keep_asked(&Asked::Erase(erasing), label).await;
        }
        match asked {
            Asked::Member(member) => hold(Kind::Member, member)?,
            Asked::Merge(merging) => drop(self.hold_merge(merging).await?),
            Asked::Unmerge { merged } => drop(self.hold_unmerge(*merged).await?),
            Asked::Split { from, splitting } => drop(self.hold_split(*from, splitting).await?),
            Asked::Unsplit { part } => drop(self.hold_unsplit(*part).await?),
            Asked::Export(exporting) => exporting.hold()?,
            Asked::Assessment(assessment) => {
                if assessment.basis != Basis::Own || assessment.grade.is_none() {
                    return refuse("approval-details-unknown", "grade");
                }
                if assessment.overridden.is_some() || assessment.reviewer.is_some() {
                    return refuse("overridden-by-approval-only", "overridden");
                }
                self.stored(Kind::Incident, assessment.incident.0).await?;
                hold(Kind::Assessment, assessment.as_ref())?;
            }
            Asked::Unseal { kind, record, label } => drop(self.may_widen(*kind, *record, *label).await?),
            Asked::Identity { identity } => drop(self.stored(Kind::SealedIdentity, identity.0).await?),
            // Above.
            Asked::Erase(_) => {}
        }
        let label = match asked {
            Asked::Export(exporting) => {
                self.register.export_weight(self.permit.scope(), exporting.kind).await?.label
            }
            _ => AccessLabel::Team,
        };
        self.keep_asked(asked, label).await
    }

    /// Keeps what is asked for, as closed as what it is about.
    async fn keep_asked(&mut self, asked: &Asked, label: AccessLabel) -> Result<RecordId> {
        let action = asked.action();
        let details = ledger::canonical(&serde_json::to_value(asked).unwrap_or_default())?;
        let approval = Approval {
            action,
            subject: asked.subject(),
            details,
            asked_by: self.permit.actor,
            outcome: ApprovalOutcome::Asked,
            seconded_by: None,
            decided_by: None,
            file_sha256: None,
        };
        let id = self.make(Kind::Approval, body(&approval)).await?;
        self.close_new(Kind::Approval, id, label).await?;
        Ok(id)
    }

    /// Takes back what one asked for.
    ///
    /// # Errors
    /// `not-permitted` for anybody else; `approval-decided`.
    pub async fn withdraw(&mut self, approval: RecordId) -> Result<()> {
        let (stored, found) = self.open_approval(approval).await?;
        if found.asked_by != self.permit.actor {
            return Err(Error::NotPermitted(operation(found.action)?));
        }
        self.settle(&stored, json!({"outcome": ApprovalOutcome::Withdrawn})).await
    }

    /// Says yes or no to what somebody else asked for; with a yes it happens, or with the second where it takes two.
    ///
    /// # Errors
    /// `needs-second-person` for whoever asked; `needs-third-person` for whoever said the first of two yeses; `not-permitted`, `approval-decided`, or whatever refuses the thing
    /// itself: then nothing of the decision is kept.
    pub async fn decide(&mut self, approval: RecordId, is_approved: bool) -> Result<Decided> {
        let (stored, found) = self.open_approval(approval).await?;
        self.permit.require(operation(found.action)?)?;
        let actor = self.permit.actor;
        if actor == found.asked_by {
            return refuse("needs-second-person", "decided_by");
        }
        if is_approved && found.action == ApprovalAction::Identity {
            match found.seconded_by {
                Some(first) if first == actor => return refuse("needs-third-person", "decided_by"),
                Some(_) => {}
                None => {
                    self.settle(&stored, json!({"seconded_by": actor})).await?;
                    return Ok(Decided::default());
                }
            }
        }
        let outcome = if is_approved { ApprovalOutcome::Approved } else { ApprovalOutcome::Refused };
        self.settle(&stored, json!({"outcome": outcome, "decided_by": actor})).await?;
        if !is_approved {
            return Ok(Decided::default());
        }
        let Ok(asked) = serde_json::from_str::<Asked>(&found.details) else {
            return refuse("approval-details-unknown", "details");
        };
        self.happen(approval, found.asked_by, asked).await
    }

    /// Does what was asked for, now that it was agreed to.
    async fn happen(&mut self, approval: RecordId, asked_by: ActorId, asked: Asked) -> Result<Decided> {
        let mut kept = Vec::new();
        let record = match asked {
            Asked::Member(member) => {
                // Nobody gives themselves a role by another's hand, nor decides on their own.
                if member.person == self.permit.actor {
                    return refuse("needs-second-person", "person");
                }
                self.keep_member(&member).await?
            }
            Asked::Merge(merging) => {
                self.unite(&merging, Some(approval), "merge").await?;
                merging.survivor.into()
            }
            Asked::Unmerge { merged } => {
                kept = self.part_again(merged).await?.kept;
                merged.into()
            }
            Asked::Split { from, splitting } => self.part(from, &splitting).await?.into(),
            Asked::Unsplit { part } => {
                let merging = self.hold_unsplit(part).await?;
                self.unite(&merging, Some(approval), "unsplit").await?;
                merging.survivor.into()
            }
            Asked::Assessment(mut assessment) => {
                assessment.overridden = Some(approval);
                assessment.author = Some(asked_by);
                assessment.version = self.next_version(assessment.incident.into(), Basis::Own).await?;
                self.create(Kind::Assessment, body(assessment.as_ref())).await?
            }
            Asked::Unseal { kind, record, label } => {
                self.widen(kind, record, label).await?;
                record
            }
            Asked::Erase(erasing) => self.erase(approval, asked_by, &erasing).await?,
            // Whoever asked may make the file, or be given the text, now: see Work::record_export and
            // Work::give_out_identity.
            Asked::Export(_) | Asked::Identity { .. } => approval,
        };
        Ok(Decided { record: Some(record), kept })
    }

    async fn open_approval(&mut self, id: RecordId) -> Result<(Stored, Approval)> {
        let stored = self.stored(Kind::Approval, id.0).await?;
        let approval: Approval = read(&stored.body).map_err(|problem| Error::Damaged(problem.to_string()))?;
        if approval.outcome == ApprovalOutcome::Asked {
            Ok((stored, approval))
        } else {
            refuse("approval-decided", "outcome")
        }
    }

    async fn settle(&mut self, stored: &Stored, changes: Json) -> Result<()> {
        let changes: Map<String, Json> = changes.as_object().cloned().unwrap_or_default();
        let seen: Vec<ActId> =
            stored.seen(changes.keys().map(String::as_str)).into_iter().map(ActId).collect();
        self.alter(Kind::Approval, RecordId(stored.id), changes, &seen).await.map(drop)
    }
}

fn operation(action: ApprovalAction) -> Result<Operation> {
    needed(action).ok_or_else(|| Error::Refused(vec![Problem::refuse("approval-details-unknown", "action")]))
}

fn hold<R: Serialize>(kind: Kind, record: &R) -> Result<()> {
    domain::record::check(kind, &body(record)).map(drop).map_err(Error::Refused)
}
