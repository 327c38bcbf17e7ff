//! What a reader may see: one project, up to an access label. Every read takes a scope.
//!
//! A person's scope comes from their [`crate::permission::Permit`]. A closed record and a missing one run the same
//! statements and give the same answer. Start at [`Scope`].

use crate::sabotage;
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

    /// Whether the reader sees every label.
    #[cfg_attr(feature = "sabotage", track_caller)]
    pub fn is_full(self) -> bool {
        matches!(self.clearance, AccessLabel::Sealed) || sabotage::is_removed()
    }

    /// Whether a record of this label is seen; a label that is not understood is not.
    #[cfg_attr(feature = "sabotage", track_caller)]
    pub fn may_see(self, label: &str) -> bool {
        AccessLabel::parse(label).is_some_and(|label| label <= self.clearance) || sabotage::is_removed()
    }

    /// The rest of a condition that leaves only what may be seen of the table called `name`; nothing where
    /// everything may. Goes behind the condition on the project, in every statement that reads records.
    #[cfg_attr(feature = "sabotage", track_caller)]
    pub(crate) fn sees(self, name: &str) -> String {
        if sabotage::is_removed() {
            return String::new();
        }
        Self::lets(self.clearance, name)
    }

    /// [`Self::sees`] for whatever is kept beside the records, of which a reader asks later.
    pub(crate) fn lets(clearance: AccessLabel, name: &str) -> String {
        match clearance {
            AccessLabel::Sealed => String::new(),
            AccessLabel::Sensitive => format!(" and {name}.label <> 'sealed'"),
            AccessLabel::Team => format!(" and {name}.label = 'team'"),
        }
    }

    /// The rest of a condition that leaves the one row of each incident, of the table `incident_shown` called `name`,
    /// that this clearance is shown.
    #[cfg_attr(feature = "sabotage", track_caller)]
    pub(crate) fn is_shown(self, name: &str) -> String {
        let bit = match self.clearance {
            _ if sabotage::is_removed() => 4,
            AccessLabel::Team => 1,
            AccessLabel::Sensitive => 2,
            AccessLabel::Sealed => 4,
        };
        format!(" and ({name}.clearances & {bit}) <> 0")
    }

    /// The rest of a condition that leaves only rows whose column `id` names no closed record, whatever its kind.
    #[cfg_attr(feature = "sabotage", track_caller)]
    pub(crate) fn sees_named(self, id: &str) -> String {
        match self.hidden("c") {
            Some(hidden) => {
                format!(" and not exists (select 1 from closed_record c where c.id = {id} and {hidden})")
            }
            None => String::new(),
        }
    }

    /// [`Self::sees`] for the link called `name`, and for both of its ends: a link is as narrow as they are, and yet
    /// each is asked.
    #[cfg_attr(feature = "sabotage", track_caller)]
    pub(crate) fn sees_link(self, name: &str) -> String {
        let from = self.sees_named(&format!("{name}.from_record"));
        let to = self.sees_named(&format!("{name}.to_record"));
        self.sees(name) + &from + &to
    }

    /// The condition under which a row of the table called `name` is not seen; `None` where everything is.
    #[cfg_attr(feature = "sabotage", track_caller)]
    pub(crate) fn hidden(self, name: &str) -> Option<String> {
        if sabotage::is_removed() {
            return None;
        }
        match self.clearance {
            AccessLabel::Sealed => None,
            AccessLabel::Sensitive => Some(format!("{name}.label = 'sealed'")),
            AccessLabel::Team => Some(format!("{name}.label <> 'team'")),
        }
    }
}
