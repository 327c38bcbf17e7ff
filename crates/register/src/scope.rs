//! What a reader may see: one project, up to an access label. Every read takes a scope.
//!
//! A person's scope comes from their [`crate::permission::Permit`]. A closed record and a missing one run the same
//! statements and give the same answer.

use domain::id::ProjectId;
use domain::vocabulary::AccessLabel;

/// What a reader may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The project; figures of two projects are never counted together.
    pub project: ProjectId,
    /// The narrowest label that is seen.
    pub clearance: AccessLabel,
}

impl Scope {
    /// Everything of one project.
    pub const fn of(project: ProjectId) -> Self {
        Self { project, clearance: AccessLabel::Sealed }
    }

    /// The same project up to a label.
    #[must_use]
    pub const fn up_to(self, clearance: AccessLabel) -> Self {
        Self { project: self.project, clearance }
    }

    /// The rest of a condition that leaves only what may be seen of the table called `name`; nothing where
    /// everything may. Goes behind the condition on the project, in every statement that reads records.
    pub(crate) fn sees(self, name: &str) -> String {
        match self.clearance {
            AccessLabel::Sealed => String::new(),
            AccessLabel::Sensitive => format!(" and {name}.label <> 'sealed'"),
            AccessLabel::Team => format!(" and {name}.label = 'team'"),
        }
    }
}
