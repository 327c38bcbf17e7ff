//! The fields of each kind, kind by kind, in the order of their page. Types and look-up: [`super`].

use super::Shape::{
    Actor, Actors, Address, AnyId, Attributes, Choice, Choices, Code, Count, Flag, Grade, Id, Line, Lines,
    Location, Mark, Material, Number, Part, Parts, Raw, Span, Texts, When,
};
use super::{Editing, Field, Need, Shape};
use domain::kind::Kind;
use domain::vocabulary as v;
use domain::vocabulary::Term;

pub(super) const fn open(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, editing: Editing::Open, need: Need::Optional }
}

pub(super) const fn must(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, editing: Editing::Open, need: Need::Required }
}

pub(super) const fn fixed(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, editing: Editing::Fixed, need: Need::Optional }
}

pub(super) const NOTE: Field = open("note", Lines);
pub(super) const RAW: Field = fixed("raw", Raw);
const URL: Field = open("url", Address);
pub(super) const MATERIAL: Field = open("url", Material);
const NAME: Field = must("name", Line);
const NAME_AR: Field = open("name_ar", Line);
pub(super) const WHEN: Field = open("when", When);
pub(super) const LOCATION: Field = open("location", Location);
const COUNTRY: Field = open("country", Line);

const CITED: &[Field] = &[fixed("record", AnyId), fixed("version", Code)];

const MERGED: &[Field] = &[
    fixed("into", Id(Kind::Incident)),
    fixed("act", Code),
    fixed("approval", Id(Kind::Approval)),
    fixed(
        "moved",
        Parts(&[fixed("kind", Code), fixed("record", AnyId), fixed("field", Code), fixed("act", Code)]),
    ),
    fixed("codes", Texts),
    fixed("taken", Texts),
];

pub(super) const PROJECT: &[Field] = &[
    fixed("code", Line),
    NAME,
    NAME_AR,
    open("about", Lines),
    open("about_ar", Lines),
    fixed("exercise", Mark),
    open("codebook", Line),
];

pub(super) const SOURCE: &[Field] = &[
    NAME,
    NAME_AR,
    open("kind", Choice(v::SourceKind::TERMS)),
    URL,
    open("languages", Texts),
    open("reliability", Parts(&[must("topic", Line), must("reliability", Choice(v::Reliability::TERMS))])),
    open("interests", Lines),
    open("access", Lines),
    open("parent", Id(Kind::Source)),
    open("credit", Line),
    NOTE,
    RAW,
];

pub(super) const REPORT: &[Field] = &[
    must("title", Line),
    open("source", Id(Kind::Source)),
    open("number", Line),
    open("form", Line),
    open("published", When),
    open("period", When),
    MATERIAL,
    open("archive_url", Material),
    open("item", Id(Kind::Item)),
    open("language", Code),
    open("words", Lines),
    open("first_hand", Flag),
    open("origin", Choice(v::ReportOrigin::TERMS)),
    open("credibility", Choice(v::Credibility::TERMS)),
    open("graphic", Flag),
    NOTE,
    RAW,
];

pub(super) const ASSERTION: &[Field] = &[
    must("claim", Lines),
    must("report", Id(Kind::Report)),
    open("form", Line),
    open("speaker", Line),
    open("speaker_role", Line),
    open("polarity", Choice(v::Polarity::TERMS)),
    open("said", When),
    open("about", When),
    LOCATION,
    open("counts", Parts(&[must("category", Line), must("count", Count)])),
    open("actors", Line),
    open("verification", Lines),
    open("publication", Line),
    open("official_position", Lines),
    MATERIAL,
    open("annotation", Id(Kind::Annotation)),
    NOTE,
    RAW,
];

pub(super) const BELLIGERENT: &[Field] =
    &[NAME, NAME_AR, open("kind", Choice(v::BelligerentKind::TERMS)), open("aliases", Texts), NOTE];

pub(super) const OPERATION: &[Field] =
    &[must("code", Line), NAME, NAME_AR, open("period", When), open("area", Line), NOTE];

pub(super) const OFFICE: &[Field] = &[
    must("office", Line),
    must("body", Line),
    open("state", Line),
    open("holder", Line),
    open("held", When),
    open("acting", Mark),
    open("confirmed", Line),
    URL,
    NOTE,
    RAW,
];

pub(super) const PLACE: &[Field] = &[
    must("code", Line),
    NAME,
    NAME_AR,
    open("alternate_names", Texts),
    open("kind", Choice(v::PlaceKind::TERMS)),
    LOCATION,
    open("radius_m", Number),
    open("parent", Id(Kind::Place)),
    open("governorate", Line),
    open("basis", Line),
    URL,
    NOTE,
];

pub(super) const RELEASE: &[Field] = &[
    must("publisher", Line),
    open("code", Line),
    open("number", Line),
    open("issued", When),
    open("period", When),
    open("definition", Lines),
    open(
        "totals",
        Parts(&[
            must("scope", Line),
            open("strikes", Number),
            open("engagements", Number),
            WHEN,
            fixed("span", Span),
        ]),
    ),
    open("late_period_words", Line),
    open("rendition_of", Id(Kind::Release)),
    open("sum_note", Lines),
    fixed("text", Lines),
    fixed("text_origin", Choice(TEXT_ORIGIN)),
    fixed("text_sha256", Code),
    URL,
    NOTE,
    RAW,
];

/// The origins of a release's text, which are an enum of the domain without labels of its own.
const TEXT_ORIGIN: &[Term] = &[
    Term {
        slug: "original", en: "The publisher's own words", ar: "كلمات الناشر نفسه", gloss: None
    },
    Term {
        slug: "rendered_from_facts",
        en: "Rendered from facts",
        ar: "مصوغ من الوقائع",
        gloss: Some((
            "composed by this program from facts typed by hand; not the publisher's words",
            "صاغه هذا البرنامج من وقائع أُدخلت يدويًا؛ وليس كلام الناشر",
        )),
    },
];

pub(super) const RELEASE_LINE: &[Field] = &[
    fixed("release", Id(Kind::Release)),
    fixed("position", Number),
    COUNTRY,
    open("place_words", Line),
    open("place", Id(Kind::Place)),
    WHEN,
    open("strikes", Number),
    open("engagements", Number),
    open("late_addition", Mark),
    open("period_total", Mark),
    open(
        "effects",
        Parts(&[
            must("verb", Choice(v::EffectVerb::TERMS)),
            open("count", Number),
            must("words", Line),
            open("term", Choice(v::TargetTerm::TERMS)),
            fixed("span", Span),
        ]),
    ),
    fixed("span", Span),
    URL,
    NOTE,
    RAW,
];

pub(super) const FINDING: &[Field] = &[
    must("body", Line),
    must("outcome", Choice(v::Outcome::TERMS)),
    open("reason", Choice(v::ReasonCode::TERMS)),
    open("words", Lines),
    open("killed", Count),
    open("injured", Count),
    open("code", Line),
    WHEN,
    open("decided", When),
    open("place_words", Line),
    COUNTRY,
    LOCATION,
    open("via", Line),
    open("case_number", Line),
    open("list_number", Line),
    open("standard", Choice(v::Standard::TERMS)),
    open("report", Id(Kind::Report)),
    open("report_words", Line),
    open("incident_words", Line),
    URL,
    NOTE,
    RAW,
];

pub(super) const TALLY: &[Field] = &[
    must("body", Line),
    must("kind", Choice(v::TallyKind::TERMS)),
    must("count", Count),
    open("measure_words", Line),
    open("as_of", When),
    open("period", When),
    open("area", Line),
    open("actor_scope", Line),
    open("status_filter", Line),
    open("subgroup", Line),
    open("definition", Lines),
    open("code", Line),
    open("report", Id(Kind::Report)),
    URL,
    NOTE,
    RAW,
];

pub(super) const STRIKE: &[Field] = &[
    open("codes", Texts),
    WHEN,
    LOCATION,
    COUNTRY,
    open("kind", Choice(v::StrikeType::TERMS)),
    open("mission", Line),
    open("belligerents", Texts),
    open("munitions", Parts(&[must("words", Line), open("count", Number), open("basis", Line)])),
    open("target_words", Line),
    open(
        "disclosure",
        Parts(&[
            must("fact", Choice(FACTS)),
            must("disclosure", Choice(v::Disclosure::TERMS)),
            open("by", Line),
            WHEN,
        ]),
    ),
    URL,
    NOTE,
    RAW,
];

/// The five facts of a strike, which the domain holds as plain text.
const FACTS: &[Term] = &[
    Term { slug: "date", en: "Date", ar: "التاريخ", gloss: None },
    Term { slug: "time", en: "Time", ar: "الوقت", gloss: None },
    Term { slug: "place", en: "Place", ar: "المكان", gloss: None },
    Term { slug: "weapon", en: "Weapon", ar: "السلاح", gloss: None },
    Term { slug: "target", en: "Target", ar: "الهدف", gloss: None },
];

pub(super) const INCIDENT: &[Field] = &[
    open("codes", Texts),
    must("title", Line),
    open("title_ar", Line),
    open("operation", Id(Kind::Operation)),
    open("campaign", Line),
    WHEN,
    LOCATION,
    open("place", Id(Kind::Place)),
    COUNTRY,
    open("governorate", Line),
    open("strike_types", Choices(v::StrikeType::TERMS)),
    open("strike_status", Choice(v::StrikeStatus::TERMS)),
    open("harm_reported", Flag),
    open("causes", Choices(v::CauseOfHarm::TERMS)),
    open(
        "belligerents",
        Parts(&[
            NAME,
            open("belligerent", Id(Kind::Belligerent)),
            open("attribution", Choice(v::Attribution::TERMS)),
        ]),
    ),
    open("observations", Choices(v::Observation::TERMS)),
    open("protected_objects", Choices(v::ObjectClass::TERMS)),
    open("sources_count", Number),
    open("victims_named_count", Number),
    open("related", Texts),
    open("candidate", Flag),
    URL,
    open("description", Lines),
    NOTE,
    fixed("merged", Part(MERGED)),
    fixed("split_from", Id(Kind::Incident)),
    RAW,
];

pub(super) const ASSESSMENT: &[Field] = &[
    fixed("incident", Id(Kind::Incident)),
    fixed("version", Number),
    fixed("basis", Choice(v::Basis::TERMS)),
    open("body", Line),
    open("grade", Grade),
    open("killed", Count),
    open("injured", Count),
    open("killed_children", Count),
    open("killed_women", Count),
    open("killed_men", Count),
    open("killed_belligerents", Count),
    open("named", Number),
    open("range_basis", Choice(v::RangeBasis::TERMS)),
    open("rationale", Lines),
    open("as_of", When),
    open("codebook", Line),
    fixed("included", Parts(CITED)),
    fixed("excluded", Parts(&[fixed("cited", Part(CITED)), fixed("reason", Line)])),
    fixed("author", Actor),
    fixed("reviewer", Actor),
    fixed("overridden", Id(Kind::Approval)),
    URL,
    NOTE,
    RAW,
];

pub(super) const OBJECT_DAMAGE: &[Field] = &[
    fixed("incident", Id(Kind::Incident)),
    must("class", Choice(v::ObjectClass::TERMS)),
    open("words", Line),
    open("destruction", Choice(v::Destruction::TERMS)),
    open("claims", Texts),
    open("warning_given", Flag),
    URL,
    NOTE,
];

pub(super) const VICTIM_MENTION: &[Field] = &[
    open("names", Parts(&[must("text", Line), open("language", Code)])),
    open(
        "age",
        Part(&[
            open("years_min", Number),
            open("years_max", Number),
            open("class", Choice(v::AgeClass::TERMS)),
            open("words", Line),
        ]),
    ),
    open("sex", Choice(v::Sex::TERMS)),
    open("role", Line),
    open("outcome", Choice(v::VictimOutcome::TERMS)),
    open("status", Choice(v::CivilianStatus::TERMS)),
    open("relation", Line),
    open("incident", Id(Kind::Incident)),
    open("report", Id(Kind::Report)),
    NOTE,
    RAW,
];

pub(super) const LINK: &[Field] = &[
    fixed("from", AnyId),
    fixed("from_kind", Choice(KINDS)),
    fixed("role", Choice(v::LinkRole::TERMS)),
    fixed("to", AnyId),
    fixed("to_kind", Choice(KINDS)),
    fixed("attributes", Attributes),
];

pub(super) const MEMBER: &[Field] = &[
    fixed("person", Actor),
    fixed("roles", Choices(v::Role::TERMS)),
    fixed("clearance", Choice(v::AccessLabel::TERMS)),
    fixed("ended", Mark),
    NOTE,
];

pub(super) const TASK: &[Field] = &[
    fixed("incident", Id(Kind::Incident)),
    fixed("stage", Choice(v::Stage::TERMS)),
    fixed("assignee", Actor),
    fixed("due", Line),
    fixed("outcome", Choice(v::ClosedOutcome::TERMS)),
    NOTE,
];

pub(super) const COMMENT: &[Field] = &[
    fixed("about", AnyId),
    fixed("about_kind", Choice(KINDS)),
    fixed("field", Code),
    fixed("words", Lines),
    fixed("mentions", Actors),
    fixed("settled", Mark),
];

pub(super) const REVIEW: &[Field] = &[
    fixed("assessment", Id(Kind::Assessment)),
    fixed("version", Code),
    fixed("outcome", Choice(v::ReviewOutcome::TERMS)),
    fixed("reviewer", Actor),
    fixed("words", Lines),
    fixed("comments", Parts(&[fixed("field", Code), fixed("words", Lines)])),
];

pub(super) const APPROVAL: &[Field] = &[
    fixed("action", Choice(v::ApprovalAction::TERMS)),
    fixed("subject", AnyId),
    fixed("details", Code),
    fixed("asked_by", Actor),
    fixed("outcome", Choice(v::ApprovalOutcome::TERMS)),
    fixed("seconded_by", Actor),
    fixed("decided_by", Actor),
    fixed("file_sha256", Code),
];

pub(super) const CODING: &[Field] = &[
    fixed("incident", Id(Kind::Incident)),
    fixed("coder", Actor),
    fixed("codebook", Code),
    fixed("grade", Grade),
    fixed("killed", Count),
    fixed("blind", Mark),
    fixed("rationale", Lines),
    fixed("against", Id(Kind::Assessment)),
    fixed("against_version", Code),
    fixed("against_grade", Grade),
    fixed("opened", Mark),
];

/// Kinds of record as a vocabulary, for the fields of links that hold one.
const KINDS: &[Term] = &{
    use domain::language::Language::{Arabic, English};
    let mut terms = [Term { slug: "", en: "", ar: "", gloss: None }; Kind::ALL.len()];
    let mut place = 0;
    while place < terms.len() {
        let kind = Kind::ALL[place];
        terms[place] =
            Term { slug: kind.slug(), en: kind.label(English), ar: kind.label(Arabic), gloss: None };
        place += 1;
    }
    terms
};
