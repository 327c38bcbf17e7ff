//! Erasures brought to a register that was restored from a backup made before them: the list of a later state names
//! them, without a value, and each is decided and carried out here as it was there.
//!
//! The act here is the program's, because the one of then is in no log that this register holds; the approval that it
//! names keeps who asked and who agreed. Start at [`Register::listed_erasures`] and [`Register::replay_erasures`].

use super::Erasing;
use crate::error::{Error, Result};
use crate::register::{PROGRAM_ACTOR, Register};
use crate::rows::json_body;
use crate::team::approval::Asked;
use crate::work::{Reason, Work};
use domain::id::{ActId, ActorId, ProjectId, RecordId};
use domain::kind::Kind;
use domain::record::{Approval, body};
use domain::vocabulary::{ApprovalAction, ApprovalOutcome};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};

/// The erasures of a register, as they are kept beside its backups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// Name of the log.
    pub log: String,
    /// Erasures, the first agreed first.
    pub erasures: Vec<Listed>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The approval in which it was agreed to.
    pub approval: RecordId,
    /// Its project.
    pub project: ProjectId,
    /// The act that erased.
    pub act: ActId,
    /// When it was agreed to.
    pub agreed: String,
    /// Who asked.
    pub asked_by: ActorId,
    /// Who agreed.
    pub agreed_by: ActorId,
    /// What, with all it reached.
    pub erasing: Erasing,
}

impl Listing {
    /// Reads a list.
    ///
    /// # Errors
    /// `input-not-understood`.
    pub fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|error| Error::Input(format!("the list of erasures: {error}")))
    }
}

impl Register {
    /// Every erasure of every project: what to keep where the backups are, to be brought to whichever is restored.
    ///
    /// # Errors
    /// From the database.
    pub async fn listed_erasures(&self) -> Result<Listing> {
        let sql = "select e.approval, e.project, e.act, e.agreed, r.body from erasure e
                   join approval r on r.id = e.approval order by e.agreed, e.approval";
        let mut erasures = Vec::new();
        for row in self.db.rows(sql, Vec::new()).await? {
            let damaged = || Error::Damaged("an erasure was agreed to in something else".to_owned());
            let approval = domain::record::read::<Approval>(&json_body(&row.text(4)?)?);
            let approval = approval.map_err(|problem| Error::Damaged(problem.to_string()))?;
            let Ok(Asked::Erase(erasing)) = serde_json::from_str(&approval.details) else {
                return Err(damaged());
            };
            erasures.push(Listed {
                approval: RecordId(row.id(0)?),
                project: ProjectId(row.id(1)?),
                act: ActId(row.id(2)?),
                agreed: row.text(3)?,
                asked_by: approval.asked_by,
                agreed_by: approval.decided_by.ok_or_else(damaged)?,
                erasing,
            });
        }
        Ok(Listing { log: self.settings.origin.clone(), erasures })
    }

    /// Carries out the erasures of a list that this register does not know; gives how many. Without `signs` nothing is
    /// put into the log: the register refuses to sign, because a later state of it was seen.
    ///
    /// # Errors
    /// `log-disagrees` for the list of another register; from the database, or what stood in the way of one.
    pub(crate) async fn replay_erasures(&self, listing: &Listing, signs: bool) -> Result<u64> {
        if listing.log != self.settings.origin {
            return Err(Error::LogDisagrees(format!(
                "the list of erasures is of another log, {}",
                listing.log
            )));
        }
        let mut replayed = 0;
        for listed in &listing.erasures {
            let sql = "select e.approval from erasure e where e.approval = $1";
            if self.db.row(sql, vec![listed.approval.0.into()]).await?.is_some() {
                continue;
            }
            let sql = "select p.id from project p where p.id = $1";
            if self.db.row(sql, vec![listed.project.0.into()]).await?.is_none() {
                continue;
            }
            let why = format!("Erased after this backup was made, by act {}", listed.act);
            let reason = Reason { actor: PROGRAM_ACTOR, why };
            let mut work = self.begin(reason, listed.project).await?;
            work.replay(listed).await?;
            work.commit_acts().await?;
            self.carry_to_its_end(listed.approval, signs).await?;
            let sql = "select e.trouble from erasure e where e.approval = $1";
            let row = self.db.row(sql, vec![listed.approval.0.into()]).await?;
            if let Some(code) = row.map(|row| row.maybe_text(0)).transpose()?.flatten() {
                let why = format!("the erasure {} could not be carried out: {code}", listed.approval);
                return Err(Error::Damaged(why));
            }
            replayed += 1;
        }
        Ok(replayed)
    }
}

impl Work<'_> {
    async fn replay(&mut self, listed: &Listed) -> Result<()> {
        let Listed { approval, erasing, asked_by, agreed_by, .. } = listed;
        let found = self.stored(Kind::Approval, approval.0).await;
        match found {
            Ok(stored) => {
                let changes = json!({"outcome": ApprovalOutcome::Approved, "decided_by": agreed_by});
                let changes: Map<_, _> = changes.as_object().cloned().unwrap_or_default();
                let seen = stored.seen(changes.keys().map(String::as_str)).into_iter().map(ActId);
                let seen: Vec<ActId> = seen.collect();
                self.alter(Kind::Approval, *approval, changes, &seen).await?;
            }
            Err(Error::NotFound) => {
                let details = serde_json::to_value(Asked::Erase(erasing.clone())).unwrap_or_default();
                let agreed = Approval {
                    action: ApprovalAction::Erase,
                    subject: Some(erasing.record),
                    details: ledger::canonical(&details)?,
                    asked_by: *asked_by,
                    outcome: ApprovalOutcome::Approved,
                    seconded_by: None,
                    decided_by: Some(*agreed_by),
                    file_sha256: None,
                };
                self.make_as(approval.0, Kind::Approval, body(&agreed)).await?;
            }
            Err(error) => return Err(error),
        }
        let mut acts = Vec::new();
        for reach in &erasing.reach {
            // What was made after the backup is not here.
            let stored = match self.stored(reach.kind, reach.record.0).await {
                Ok(stored) => stored,
                Err(Error::NotFound) => continue,
                Err(error) => return Err(error),
            };
            let label = crate::label::of(&stored)?;
            let said = reach.said(erasing.ground, *approval, (*asked_by, *agreed_by));
            acts.push((self.erase_one(reach.kind, stored, &said).await?, reach, label));
        }
        self.note_erasure(*approval, erasing, &acts).await
    }
}
