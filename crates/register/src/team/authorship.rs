//! Who an assessment of our own is by: its author is whoever makes it, its reviewer is set by no one but a review, and
//! a grade against the rules names the approval that allows it.

use super::refuse;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::permission::Permit;
use crate::rows::json_body;
use domain::id::ActorId;
use domain::record::{Approval, Body};
use domain::vocabulary::{ApprovalAction, ApprovalOutcome, Basis};
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// Whether this is the body of an assessment of our own.
pub(crate) fn is_own(body: &Body) -> bool {
    body.get("basis").and_then(Json::as_str) == Some(Basis::Own.slug())
}

/// Signs a new assessment: an absent author becomes the actor. Somebody else's name is refused, but for the owner of
/// the machine (who may take in another register's assessments) and for what `asked_by` asked for.
pub(crate) fn sign(permit: &Permit, body: &mut Body, asked_by: Option<ActorId>) -> Result<()> {
    if !is_own(body) || permit.is_owner() {
        return Ok(());
    }
    if body.contains_key("reviewer") {
        return refuse("reviewer-set-by-review", "reviewer");
    }
    let author = asked_by.unwrap_or(permit.actor);
    match body.get("author") {
        None | Some(Json::Null) => drop(body.insert("author".to_owned(), json!(author))),
        Some(named) if *named == json!(author) => {}
        Some(_) => return refuse("author-is-actor", "author"),
    }
    Ok(())
}

/// Refuses a change of what an assessment of our own says of its making.
pub(crate) fn hold(permit: &Permit, before: &Body, changes: &Body) -> Result<()> {
    if permit.is_owner() || !is_own(before) {
        return Ok(());
    }
    match ["reviewer", "author", "overridden", "basis", "incident"]
        .iter()
        .find(|field| changes.get(**field).is_some_and(|value| Some(value) != before.get(**field)))
    {
        None => Ok(()),
        Some(&"overridden") => refuse("overridden-by-approval-only", "overridden"),
        Some(&"reviewer") => refuse("reviewer-set-by-review", "reviewer"),
        Some(field) => refuse("author-is-actor", field),
    }
}

/// The approval by which an assessment may stand against the rules of grading, and who asked for it; `None` where it
/// names none.
///
/// # Errors
/// `overridden-by-approval-only` where the approval named is not one for this incident and grade.
pub(crate) async fn overriding(tx: &mut Tx, project: Uuid, body: &Body) -> Result<Option<ActorId>> {
    let Some(named) = body.get("overridden").and_then(Json::as_str) else { return Ok(None) };
    let id = Uuid::parse_str(named).unwrap_or_default();
    let sql = "select p.body from approval p where p.id = $1 and p.project = $2";
    let rows = tx.rows(sql, vec![id.into(), project.into()]).await?;
    let Some(row) = rows.first() else { return refuse("overridden-by-approval-only", "overridden") };
    let approval: Approval = domain::record::read(&json_body(&row.text(0)?)?)
        .map_err(|problem| Error::Damaged(problem.to_string()))?;
    let asked: Body = json_body(&approval.details)?;
    let asked = asked.get("assessment").and_then(Json::as_object);
    let agrees = approval.action == ApprovalAction::GradeOverride
        && approval.outcome == ApprovalOutcome::Approved
        && asked.is_some_and(|asked| {
            ["incident", "grade"].iter().all(|field| asked.get(*field) == body.get(*field))
        });
    if agrees { Ok(Some(approval.asked_by)) } else { refuse("overridden-by-approval-only", "overridden") }
}
