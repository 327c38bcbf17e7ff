//! The closed lists of words of a register: each value has a slug for records, a label and, where the word
//! misleads, a gloss, in English and Arabic.
//!
//! Not the grades of a team's own codebook (see [`crate::codebook`]) and not campaigns, which are records.
//! Start at [`all`] for every list, or at [`Grade`] for the shape of one.

use crate::language::Language;

/// One value of a vocabulary, as documentation and the API show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Snake-case text that records hold.
    pub slug: &'static str,
    /// English label.
    pub en: &'static str,
    /// Arabic label.
    pub ar: &'static str,
    /// English and Arabic gloss, where the label alone misleads.
    pub gloss: Option<(&'static str, &'static str)>,
}

impl Term {
    /// The label in a language.
    pub const fn label(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Arabic => self.ar,
        }
    }

    /// The gloss in a language, where there is one.
    pub const fn gloss(&self, language: Language) -> Option<&'static str> {
        match (self.gloss, language) {
            (None, _) => None,
            (Some((en, _)), Language::English) => Some(en),
            (Some((_, ar)), Language::Arabic) => Some(ar),
        }
    }
}

macro_rules! gloss {
    () => {
        None
    };
    ($en:literal $ar:literal) => {
        Some(($en, $ar))
    };
}

/// Makes one vocabulary: `Variant "slug" "English" "Arabic" ("English gloss" "Arabic gloss")`.
macro_rules! vocabulary {
    (
        $(#[$doc:meta])* $vocabulary:ident $name:literal {
            $($variant:ident $slug:literal $en:literal $ar:literal $(($gloss_en:literal $gloss_ar:literal))?),+ $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        pub enum $vocabulary {
            $(#[doc = $en] #[serde(rename = $slug)] $variant),+
        }

        impl $vocabulary {
            /// The vocabulary's name in documentation and the API.
            pub const NAME: &'static str = $name;

            /// Every value, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Every value with its labels, in the order of [`Self::ALL`].
            pub const TERMS: &'static [super::Term] = &[$(super::Term {
                slug: $slug,
                en: $en,
                ar: $ar,
                gloss: gloss!($($gloss_en $gloss_ar)?),
            }),+];

            /// The slug, labels and gloss together.
            pub const fn term(self) -> &'static super::Term {
                &Self::TERMS[self as usize]
            }

            /// The text that records hold.
            pub const fn slug(self) -> &'static str {
                self.term().slug
            }

            /// The value of a slug; `None` where there is none.
            pub fn parse(slug: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.slug() == slug)
            }

            /// The word shown to a person.
            pub const fn label(self, language: crate::language::Language) -> &'static str {
                self.term().label(language)
            }

            /// What the word means, where it misleads without.
            pub const fn gloss(self, language: crate::language::Language) -> Option<&'static str> {
                self.term().gloss(language)
            }
        }
    };
}

mod casualty;
mod decision;
mod evidence;
mod force;
mod harm;
mod item;
mod judgment;
mod object;
mod origin;
mod place;
mod target;
mod team;
mod testimony;
mod time;

pub use casualty::{DiscountGround, HarmKind, PersonCategory};
pub use decision::{Disclosure, Outcome, ReasonCode, Standard};
pub use evidence::{ChangeReason, Credibility, LinkRole, Polarity, Reliability, SourceKind};
pub use force::{Attribution, BelligerentKind, StrikeStatus, StrikeType};
pub use harm::{AgeClass, CauseOfHarm, CivilianStatus, Observation, Sex, VictimOutcome};
pub use item::{
    Acquisition, AnnotationKind, ClockBasis, CustodyAction, Derivation, Hearing, ItemKind, MatchConfidence,
    StatedCheck,
};
pub use judgment::{Basis, Bound, Grade, RangeBasis, TallyKind};
pub use object::{Destruction, ObjectClass};
pub use origin::{OriginReason, OriginStanding, OriginTie, ReportOrigin};
pub use place::{PlaceKind, PrecisionClass, SuppliedBy};
pub use target::{EffectVerb, TargetTerm};
pub use team::{
    AccessLabel, ApprovalAction, ApprovalOutcome, ClosedOutcome, ErasureGround, ReviewOutcome, Role, Stage,
};
pub use testimony::{
    ConsentForm, ConsentPurpose, InterviewMethod, LegalAnswer, LegalRequestKind, VerificationResult,
};
pub use time::PartOfDay;

/// Every vocabulary with its values, by name: what the reference page and the API list.
pub const fn all() -> &'static [(&'static str, &'static [Term])] {
    macro_rules! list {
        ($($vocabulary:ident)+) => {
            &[$(($vocabulary::NAME, $vocabulary::TERMS)),+]
        };
    }
    list!(
        AccessLabel Acquisition AgeClass AnnotationKind ApprovalAction ApprovalOutcome Attribution Basis
        BelligerentKind Bound CauseOfHarm ChangeReason CivilianStatus ClockBasis ClosedOutcome ConsentForm
        ConsentPurpose Credibility CustodyAction Derivation Destruction Disclosure DiscountGround EffectVerb
        ErasureGround Grade HarmKind
        Hearing InterviewMethod ItemKind LegalAnswer LegalRequestKind LinkRole MatchConfidence ObjectClass Observation
        OriginReason OriginStanding OriginTie Outcome PartOfDay PersonCategory PlaceKind Polarity
        PrecisionClass RangeBasis ReasonCode Reliability ReportOrigin ReviewOutcome Role Sex SourceKind Stage
        Standard StatedCheck StrikeStatus StrikeType SuppliedBy TallyKind TargetTerm VerificationResult
        VictimOutcome
    )
}
