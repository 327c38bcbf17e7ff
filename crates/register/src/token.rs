//! What a token may do: at most what its owner may at that moment, and never more than when it was made.
//!
//! The secrets themselves are [`crate::people::token`]. Start at [`Register::make_token`] for making one, at
//! [`Register::admitted`] and [`Register::begin_with`] for what is done with one.

use crate::error::{Error, Result};
use crate::people::token::{NARROWEST, NewToken, Token};
use crate::people::{Secret, Session};
use crate::permission::Permit;
use crate::register::Register;
use crate::work::{Reason, Work};
use domain::id::{ActorId, ProjectId};
use domain::problem::Problem;
use domain::record::Project;
use uuid::Uuid;

impl Register {
    /// Makes a token for whoever is in a session, in one of their projects; its secret is given this once.
    ///
    /// # Errors
    /// `confirm-first` without a fresh factor; `not-found` in a project that is not theirs; `token-label-too-narrow`
    /// above their clearance, or for what is sealed; `token-name-empty` and its like; `tokens-too-many`.
    pub async fn make_token(&self, session: &Session, project: ProjectId, new: &NewToken) -> Result<Secret> {
        self.people.require_fresh(session)?;
        let permit = self.permit(session.actor, project).await?;
        if new.clearance > permit.scope().clearance.min(NARROWEST) {
            return Err(Error::Refused(vec![Problem::refuse("token-label-too-narrow", "clearance")]));
        }
        self.people.keep_token(session.actor, project, permit.roles(), new).await
    }

    /// What a token may do now, and its project; one statement.
    ///
    /// # Errors
    /// `not-found` where its owner has left the project.
    pub async fn admitted(&self, token: &Token) -> Result<(Permit, Project)> {
        let permitted = self.permitted(token.actor).await?;
        let found = permitted.into_iter().find(|(permit, _)| permit.project == token.project);
        let (permit, project) = found.ok_or(Error::NotFound)?;
        Ok((permit.held_to(token), project))
    }

    /// Begins a piece of work with a token, in its project, as its owner.
    ///
    /// # Errors
    /// As [`Register::begin`].
    pub async fn begin_with(&self, token: &Token, why: String) -> Result<Work<'_>> {
        let reason = Reason { actor: token.actor, why };
        let mut work = Work::begin(self, reason, token.project).await?;
        work.permit = work.permit.held_to(token);
        Ok(work)
    }

    /// Destroys somebody's token: one's own, or anybody's for an administrator.
    ///
    /// # Errors
    /// `not-permitted` for anybody else; `not-found`.
    pub async fn revoke_token(&self, by: ActorId, owner: ActorId, id: Uuid) -> Result<()> {
        if by != owner {
            self.require_admin(by).await?;
        }
        self.people.revoke_token(owner, id).await
    }
}
