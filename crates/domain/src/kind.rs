//! The kinds of record: their names in acts, tables, addresses and exports.
//!
//! Not the records themselves, which are in [`crate::record`].

use crate::language::Language;
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $slug:literal $plural:literal $en:literal $ar:literal),+ $(,)?) => {
        /// A kind of record. The slug is the table's name, the act's prefix and the export's name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $($(#[$doc])* #[serde(rename = $slug)] $name),+
        }

        impl Kind {
            /// Every kind, in the order in which data flows.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name in acts, tables and exports, singular, such as `release_line`.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug),+ }
            }

            /// The name in web addresses, plural, such as `release-lines`.
            pub const fn plural(self) -> &'static str {
                match self { $(Self::$name => $plural),+ }
            }

            /// The kind of a slug or of a plural; `None` where there is none.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($slug | $plural => Some(Self::$name),)+ _ => None }
            }

            /// The word shown to a person.
            pub const fn label(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::English) => $en, (Self::$name, Language::Arabic) => $ar),+
                }
            }
        }
    };
}

kinds!(
    /// A compartment of work; every record belongs to one.
    Project "project" "projects" "Project" "مشروع",
    /// Whoever says something: a witness, a paper, a recorder, a ministry.
    Source "source" "sources" "Source" "مصدر",
    /// One source's account at one time.
    Report "report" "reports" "Report" "تقرير",
    /// One statement of a report: who did what to whom, as worded.
    Assertion "assertion" "assertions" "Assertion" "إفادة",
    /// A party to the fighting.
    Belligerent "belligerent" "belligerents" "Belligerent" "طرف محارب",
    /// A campaign or operation with its dates.
    Operation "operation" "operations" "Operation" "عملية",
    /// A public office and who held it when.
    Office "office" "offices" "Office" "منصب",
    /// A place of the gazetteer.
    Place "place" "places" "Place" "مكان",
    /// An official strike release.
    Release "release" "releases" "Release" "بيان",
    /// One line of a release.
    ReleaseLine "release_line" "release-lines" "Release line" "سطر بيان",
    /// Anybody's decision about one event.
    Finding "finding" "findings" "Finding" "قرار",
    /// Anybody's total.
    Tally "tally" "tallies" "Tally" "حصيلة",
    /// One use of force.
    Strike "strike" "strikes" "Strike" "ضربة",
    /// One moment and place at which harm to civilians is alleged.
    Incident "incident" "incidents" "Incident" "حادثة",
    /// A graded judgment about an incident.
    Assessment "assessment" "assessments" "Assessment" "تقييم",
    /// Damage to an object in an incident.
    ObjectDamage "object_damage" "object-damages" "Damage to an object" "ضرر بعين",
    /// A victim as one list names or describes them.
    VictimMention "victim_mention" "victim-mentions" "Mention of a victim" "ذكر ضحية",
    /// A typed link from one record to another.
    Link "link" "links" "Link" "صلة",
    /// A person's roles in a project.
    Member "member" "members" "Member" "عضو",
    /// The work on one incident.
    Task "task" "tasks" "Task" "مهمة",
    /// Words of the team about a record.
    Comment "comment" "comments" "Comment" "تعليق",
    /// A second person's decision about an assessment.
    Review "review" "reviews" "Review" "مراجعة",
    /// What two people must agree on.
    Approval "approval" "approvals" "Approval" "موافقة",
    /// A second coder's own grade of an incident.
    Coding "coding" "codings" "Second coding" "ترميز ثانٍ",
    /// One preserved file.
    Item "item" "items" "Item of evidence" "مادة إثبات",
    /// What somebody notes at a place of an item.
    Annotation "annotation" "annotations" "Note in an item" "ملاحظة في مادة",
    /// A conversation with a source.
    Interview "interview" "interviews" "Interview" "مقابلة",
    /// A visit to where it happened.
    SiteVisit "site_visit" "site-visits" "Site visit" "زيارة ميدانية",
    /// What a source allows to be done with what they gave.
    Consent "consent" "consents" "Consent" "رضا",
    /// How a question about an item or statement was looked into.
    Verification "verification" "verifications" "Verification" "تحقُّق",
    /// Who a source is, sealed to custodians.
    SealedIdentity "sealed_identity" "sealed-identities" "Sealed identity" "هوية مختومة",
    /// A custodian's public key.
    CustodianKey "custodian_key" "custodian-keys" "Key of a custodian" "مفتاح أمين الحفظ",
    /// What an authority asked of the register.
    LegalRequest "legal_request" "legal-requests" "Legal request" "طلب قانوني",
);

impl Kind {
    /// Whether the record is a statement: what somebody said, which is versioned and never overwritten.
    pub const fn is_statement(self) -> bool {
        matches!(
            self,
            Self::Report
                | Self::Assertion
                | Self::Release
                | Self::ReleaseLine
                | Self::Finding
                | Self::Tally
                | Self::VictimMention
        )
    }

    /// Whether records of this kind are exported.
    pub const fn is_exported(self) -> bool {
        !matches!(self, Self::Project | Self::Consent) && !self.is_of_the_team()
    }

    /// Whether the record is of the team's own work rather than of what happened: it is never exported or published
    /// with the rest, and changes only by the operation it belongs to.
    pub const fn is_of_the_team(self) -> bool {
        matches!(
            self,
            Self::Member
                | Self::Task
                | Self::Comment
                | Self::Review
                | Self::Approval
                | Self::Coding
                | Self::SealedIdentity
                | Self::CustodianKey
                | Self::LegalRequest
        )
    }
}
