//! The fields of every kind of record in the order in which they are shown, with what each holds.
//!
//! One table for the page of a record and for its edit form; a test goes over filled records of every kind and
//! fails where a field is missing here. Labels are the messages `label-<name>`, shared by fields of one name.
//! Start at [`fields`].

mod item;
mod table;
mod testimony;

use domain::kind::Kind;
use domain::vocabulary::Term;

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Words of one line.
    Line,
    /// Words of several lines.
    Lines,
    /// An address elsewhere.
    Address,
    /// An address elsewhere at which material may be graphic: a link only where that is known not to be.
    Material,
    /// A language tag, digest or key, shown in the mono face.
    Code,
    /// A whole number.
    Number,
    /// A count with its bound.
    Count,
    /// A time with its zone.
    When,
    /// A place with its precision.
    Location,
    /// One value of a vocabulary.
    Choice(&'static [Term]),
    /// Several values of a vocabulary.
    Choices(&'static [Term]),
    /// Yes or no; absent is not known.
    Flag,
    /// Yes or no; absent is no.
    Mark,
    /// Texts, one a line.
    Texts,
    /// The id of a record of a kind.
    Id(Kind),
    /// The id of a record whose kind the field does not say.
    AnyId,
    /// The pseudonym of whoever did it.
    Actor,
    /// The pseudonyms of several people.
    Actors,
    /// A grade of the codebook in force.
    Grade,
    /// A list of parts, each with these members.
    Parts(&'static [Field]),
    /// One part with these members.
    Part(&'static [Field]),
    /// Bytes of the release's text; carried along, never typed.
    Span,
    /// The imported row: cells by column.
    Raw,
    /// Texts by name.
    Attributes,
}

/// Whether the edit form offers a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editing {
    /// It may be changed.
    Open,
    /// What the record is: changing it would make another record, or break what rests on it.
    Fixed,
}

/// A field of a record or a member of a part.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in acts, the API and exports.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether the edit form offers it.
    pub editing: Editing,
    /// Whether the record is none without it.
    pub need: Need,
}

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It may be absent: nobody stated it.
    Optional,
    /// Without it the record is refused.
    Required,
}

/// The fields of a kind, in order.
pub const fn fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Project => table::PROJECT,
        Kind::Source => table::SOURCE,
        Kind::Report => table::REPORT,
        Kind::Assertion => table::ASSERTION,
        Kind::Belligerent => table::BELLIGERENT,
        Kind::Operation => table::OPERATION,
        Kind::Office => table::OFFICE,
        Kind::Place => table::PLACE,
        Kind::Release => table::RELEASE,
        Kind::ReleaseLine => table::RELEASE_LINE,
        Kind::Finding => table::FINDING,
        Kind::Tally => table::TALLY,
        Kind::Strike => table::STRIKE,
        Kind::Incident => table::INCIDENT,
        Kind::Assessment => table::ASSESSMENT,
        Kind::ObjectDamage => table::OBJECT_DAMAGE,
        Kind::VictimMention => table::VICTIM_MENTION,
        Kind::Link => table::LINK,
        Kind::Member => table::MEMBER,
        Kind::Task => table::TASK,
        Kind::Comment => table::COMMENT,
        Kind::Review => table::REVIEW,
        Kind::Approval => table::APPROVAL,
        Kind::Coding => table::CODING,
        Kind::Item => item::ITEM,
        Kind::Annotation => item::ANNOTATION,
        Kind::Interview => testimony::INTERVIEW,
        Kind::SiteVisit => testimony::SITE_VISIT,
        Kind::Consent => testimony::CONSENT,
        Kind::Verification => testimony::VERIFICATION,
        Kind::SealedIdentity => testimony::SEALED_IDENTITY,
        Kind::CustodianKey => testimony::CUSTODIAN_KEY,
        Kind::LegalRequest => testimony::LEGAL_REQUEST,
    }
}

/// The field of a name; `None` where the kind has none.
pub fn field(kind: Kind, name: &str) -> Option<&'static Field> {
    fields(kind).iter().find(|field| field.name == name)
}
