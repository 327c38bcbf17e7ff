//! What a reader may see: one project, up to an access label. Every read takes a scope.
//!
//! One scope until the register has a team. A closed record and a missing one run the same statements and give the
//! same answer.

use domain::id::ProjectId;

/// What a reader may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The project; figures of two projects are never counted together.
    pub project: ProjectId,
}

impl Scope {
    /// Everything of one project.
    pub const fn of(project: ProjectId) -> Self {
        Self { project }
    }
}
