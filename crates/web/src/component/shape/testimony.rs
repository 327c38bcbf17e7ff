//! The fields of interviews, visits, consent, verification, sealed identities and legal requests.

use super::Field;
use super::Shape::{Actor, Actors, AnyId, Choice, Choices, Code, Flag, Id, Line, Lines, Mark, Texts, When};
use super::table::{LOCATION, NOTE, WHEN, fixed, must, open};
use domain::kind::Kind;
use domain::vocabulary as v;

pub(super) const INTERVIEW: &[Field] = &[
    fixed("source", Id(Kind::Source)),
    WHEN,
    must("method", Choice(v::InterviewMethod::TERMS)),
    open("incident", Id(Kind::Incident)),
    LOCATION,
    fixed("team", Actors),
    open("others_present", Line),
    open("language", Code),
    open("interpreter", Line),
    open("prior_asked", Flag),
    open("prior_interviews", Lines),
    open("harm_check", Lines),
    open("feedback_promised", Lines),
    open("feedback_due", Line),
    open("feedback_given", When),
    open("report", Id(Kind::Report)),
    open("item", Id(Kind::Item)),
    NOTE,
];

pub(super) const SITE_VISIT: &[Field] = &[
    open("incident", Id(Kind::Incident)),
    WHEN,
    LOCATION,
    fixed("team", Actors),
    open("others_present", Line),
    open("method", Lines),
    must("observed", Lines),
    open("munition_remains", Lines),
    open("permission", Lines),
    open("harm_check", Lines),
    open("report", Id(Kind::Report)),
    NOTE,
];

pub(super) const CONSENT: &[Field] = &[
    fixed("source", Id(Kind::Source)),
    fixed("covers", AnyId),
    open("purposes", Choices(v::ConsentPurpose::TERMS)),
    open("refused", Choices(v::ConsentPurpose::TERMS)),
    must("given", When),
    must("form", Choice(v::ConsentForm::TERMS)),
    open("expires", Line),
    open("guardian", Line),
    open("item", Id(Kind::Item)),
    open("withdrawn", When),
    open("withdrawn_words", Lines),
    NOTE,
];

pub(super) const VERIFICATION: &[Field] = &[
    fixed("about", AnyId),
    must("question", Lines),
    must("method", Lines),
    must("result", Choice(v::VerificationResult::TERMS)),
    must("reasons", Lines),
    fixed("reviewer", Actor),
    NOTE,
];

pub(super) const SEALED_IDENTITY: &[Field] = &[
    fixed("source", Id(Kind::Source)),
    fixed("handle", Line),
    fixed("sealed", Code),
    fixed("recipients", Texts),
    NOTE,
];

pub(super) const CUSTODIAN_KEY: &[Field] =
    &[fixed("person", Actor), fixed("recipient", Code), fixed("retired", Mark), NOTE];

pub(super) const LEGAL_REQUEST: &[Field] = &[
    fixed("kind", Choice(v::LegalRequestKind::TERMS)),
    fixed("asked_by", Line),
    fixed("order", Lines),
    fixed("received", When),
    fixed("asked_for", Lines),
    fixed("records", Texts),
    fixed("holds", Mark),
    fixed("due", Line),
    fixed("answer", Choice(v::LegalAnswer::TERMS)),
    fixed("answered", When),
    fixed("given", Lines),
    fixed("item", Id(Kind::Item)),
    NOTE,
];
