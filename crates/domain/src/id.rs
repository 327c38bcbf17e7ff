//! Ids: one newtype per thing that can be pointed at, so that a strike's id cannot be handed over as an
//! incident's.
//!
//! Ids are UUIDs made outside this crate (UUIDv7 for records, UUIDv4 for what is sealed or public). Public codes
//! such as CS1912 are aliases and never ids. Start at [`RecordId`], the id of a record of any kind.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

macro_rules! record_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        ids!($($(#[$doc])* $name),+);
        $(impl From<$name> for RecordId {
            fn from(id: $name) -> Self {
                Self(id.0)
            }
        })+
    };
}

ids!(
    /// A record of any kind, or a link: whatever an act can be about.
    RecordId,
    /// An act of the ledger.
    ActId,
    /// The pseudonym under which a person or the program acts.
    ActorId,
    /// The machine on which an act was made.
    DeviceId,
);

record_ids!(
    /// A project.
    ProjectId,
    /// A source.
    SourceId,
    /// A report.
    ReportId,
    /// An assertion.
    AssertionId,
    /// A belligerent.
    BelligerentId,
    /// An operation.
    OperationId,
    /// An office.
    OfficeId,
    /// A place.
    PlaceId,
    /// A release.
    ReleaseId,
    /// A line of a release.
    ReleaseLineId,
    /// A finding.
    FindingId,
    /// A tally.
    TallyId,
    /// A strike.
    StrikeId,
    /// An incident.
    IncidentId,
    /// An assessment.
    AssessmentId,
    /// Damage to an object.
    ObjectDamageId,
    /// A mention of a victim.
    VictimMentionId,
    /// A link between two records.
    LinkId,
    /// An item of evidence.
    ItemId,
    /// A note in an item.
    AnnotationId,
);
