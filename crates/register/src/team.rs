//! The team's own work: who is a member, how far each incident has come, comments, reviews, and what needs two people.
//!
//! Each is an operation of [`crate::Work`] with rules of its own, held here and not in the pages: nobody reviews
//! what they wrote, and nobody approves what they asked for. Start at [`review`] and [`approval`].

pub mod approval;
pub mod authorship;
pub mod comment;
pub mod export;
pub mod member;
pub mod outdated;
pub mod proposal;
pub mod queue;
pub mod review;
pub mod task;

use crate::error::{Error, Result};
use domain::problem::Problem;

/// The refusal of one rule.
pub(crate) fn refuse<T>(code: &str, field: &str) -> Result<T> {
    Err(Error::Refused(vec![Problem::refuse(code, field)]))
}

/// Codes of this folder's refusals, for the test that each has its sentence.
pub const CODES: &[&str] = &[
    "approval-decided",
    "approval-details-unknown",
    "assessment-in-conflict",
    "assessment-missing",
    "assessment-superseded",
    "author-is-actor",
    "changed-by-its-own-operation",
    "changed-since-seen",
    "export-needs-second-person",
    "export-not-granted",
    "needs-second-person",
    "not-a-member",
    "not-in-review",
    "overridden-by-approval-only",
    "review-of-own-only",
    "reviewer-is-author",
    "reviewer-set-by-review",
    "stage-not-allowed",
    "task-exists",
    "task-taken",
];
