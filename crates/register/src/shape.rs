//! Which columns of a kind's table are taken out of its body, and which of its words are searched.
//!
//! A table is `id, project, label, first_act, head_act, conflicts, body` plus these. They can always be made anew
//! from the body; fsck does so and compares. Start at [`columns`].

use crate::db::Value;
use domain::fold::fold;
use domain::kind::Kind;
use domain::record::Body;
use serde_json::Value as Json;
use uuid::Uuid;

/// Columns every table of records has, in the order in which rows are written.
pub const COMMON: [&str; 7] = ["id", "project", "label", "first_act", "head_act", "conflicts", "body"];

/// How a column is read from a body; the text is a path of member names parted by `/`.
#[derive(Clone, Copy, Debug)]
pub enum Read {
    /// Text.
    Text(&'static str),
    /// Text, folded for comparison.
    Folded(&'static str),
    /// First of a list of texts.
    First(&'static str),
    /// A list of slugs, each between spaces so that one can be looked for.
    Slugs(&'static str),
    /// Whole number.
    Int(&'static str),
    /// Id.
    Id(&'static str),
    /// Yes or no; absent is no.
    Flag(&'static str),
    /// First local day of a When.
    FirstDay(&'static str),
    /// Last local day of a When.
    LastDay(&'static str),
    /// Any value, as canonical JSON text.
    Json(&'static str),
    /// Set by the write path, not by the body.
    Derived,
}

/// A column and how it is read.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name in the table.
    pub name: &'static str,
    /// How it is read.
    pub from: Read,
}

const fn column(name: &'static str, from: Read) -> Column {
    Column { name, from }
}

/// The extracted columns of a kind, in the order of its migration.
pub const fn columns(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Project | Kind::Operation => CODED,
        Kind::Source => SOURCE,
        Kind::Report => REPORT,
        Kind::Assertion => ASSERTION,
        Kind::Belligerent => BELLIGERENT,
        Kind::Office => OFFICE,
        Kind::Place => PLACE,
        Kind::Release => RELEASE,
        Kind::ReleaseLine => RELEASE_LINE,
        Kind::Finding => FINDING,
        Kind::Tally => TALLY,
        Kind::Strike => STRIKE,
        Kind::Incident => INCIDENT,
        Kind::Assessment => ASSESSMENT,
        Kind::ObjectDamage => OBJECT_DAMAGE,
        Kind::VictimMention => VICTIM_MENTION,
        Kind::Link => LINK,
        Kind::Member => MEMBER,
        Kind::Task => TASK,
        Kind::Comment => COMMENT,
        Kind::Review => REVIEW,
        Kind::Approval => APPROVAL,
        Kind::Coding => CODING,
        Kind::Item => ITEM,
        Kind::Annotation => ANNOTATION,
        Kind::Interview => INTERVIEW,
        Kind::SiteVisit => SITE_VISIT,
        Kind::Consent => CONSENT,
        Kind::Verification => VERIFICATION,
        Kind::SealedIdentity => SEALED_IDENTITY,
        Kind::CustodianKey => CUSTODIAN_KEY,
        Kind::LegalRequest => LEGAL_REQUEST,
    }
}

const CODED: &[Column] = &[column("code", Read::Text("code"))];

const SOURCE: &[Column] = &[
    column("name", Read::Text("name")),
    column("source_kind", Read::Text("kind")),
    column("parent", Read::Id("parent")),
];

const REPORT: &[Column] = &[
    column("source", Read::Id("source")),
    column("title", Read::Text("title")),
    column("number", Read::Text("number")),
    column("earliest", Read::Text("published/earliest")),
    column("item", Read::Id("item")),
];

const ASSERTION: &[Column] = &[
    column("report", Read::Id("report")),
    column("earliest", Read::Text("about/earliest")),
    column("latest", Read::Text("about/latest")),
    column("annotation", Read::Id("annotation")),
];

const BELLIGERENT: &[Column] = &[column("name", Read::Text("name"))];

const OFFICE: &[Column] = &[
    column("office", Read::Text("office")),
    column("holder", Read::Text("holder")),
    column("earliest", Read::Text("held/earliest")),
];

const PLACE: &[Column] = &[
    column("code", Read::Text("code")),
    column("name", Read::Text("name")),
    column("place_kind", Read::Text("kind")),
    column("parent", Read::Id("parent")),
];

const RELEASE: &[Column] = &[
    column("code", Read::Text("code")),
    column("number", Read::Text("number")),
    column("publisher", Read::Text("publisher")),
    column("issued", Read::Text("issued/earliest")),
    column("earliest", Read::Text("period/earliest")),
    column("latest", Read::Text("period/latest")),
    column("rendition_of", Read::Id("rendition_of")),
    column("text_sha256", Read::Text("text_sha256")),
    column("day_start", Read::FirstDay("period")),
    column("day_end", Read::LastDay("period")),
    column("definition", Read::Text("definition")),
    column("text_origin", Read::Text("text_origin")),
    column("totals", Read::Json("totals")),
];

const RELEASE_LINE: &[Column] = &[
    column("release", Read::Id("release")),
    column("line_position", Read::Int("position")),
    column("country", Read::Text("country")),
    column("place_words", Read::Text("place_words")),
    column("place_folded", Read::Folded("place_words")),
    column("place", Read::Id("place")),
    column("day_start", Read::FirstDay("when")),
    column("day_end", Read::LastDay("when")),
    column("strikes", Read::Int("strikes")),
    column("engagements", Read::Int("engagements")),
    column("late_addition", Read::Flag("late_addition")),
    column("period_total", Read::Flag("period_total")),
];

const FINDING: &[Column] = &[
    column("code", Read::Text("code")),
    column("finding_body", Read::Text("body")),
    column("outcome", Read::Text("outcome")),
    column("earliest", Read::Text("when/earliest")),
    column("decided", Read::Text("decided/earliest")),
    column("report", Read::Id("report")),
];

const TALLY: &[Column] = &[
    column("code", Read::Text("code")),
    column("tally_body", Read::Text("body")),
    column("tally_kind", Read::Text("kind")),
    column("as_of", Read::Text("as_of/earliest")),
    column("area", Read::Text("area")),
    column("count_min", Read::Int("count/min")),
    column("count_max", Read::Int("count/max")),
    column("bound", Read::Text("count/bound")),
    column("report", Read::Id("report")),
];

const STRIKE: &[Column] = &[
    column("earliest", Read::Text("when/earliest")),
    column("latest", Read::Text("when/latest")),
    column("strike_kind", Read::Text("kind")),
];

const INCIDENT: &[Column] = &[
    column("code", Read::First("codes")),
    column("title", Read::Text("title")),
    column("campaign", Read::Text("campaign")),
    column("day_start", Read::FirstDay("when")),
    column("day_end", Read::LastDay("when")),
    column("earliest", Read::Text("when/earliest")),
    column("latest", Read::Text("when/latest")),
    column("strike_status", Read::Text("strike_status")),
    column("candidate", Read::Flag("candidate")),
    column("objects", Read::Slugs("protected_objects")),
    column("merged_into", Read::Id("merged/into")),
    column("split_from", Read::Id("split_from")),
];

const ASSESSMENT: &[Column] = &[
    column("incident", Read::Id("incident")),
    column("version", Read::Int("version")),
    column("basis", Read::Text("basis")),
    column("assessment_body", Read::Text("body")),
    column("grade", Read::Text("grade")),
    column("killed_min", Read::Int("killed/min")),
    column("killed_max", Read::Int("killed/max")),
    column("injured_min", Read::Int("injured/min")),
    column("injured_max", Read::Int("injured/max")),
    column("current", Read::Derived),
];

const OBJECT_DAMAGE: &[Column] =
    &[column("incident", Read::Id("incident")), column("class", Read::Text("class"))];

const VICTIM_MENTION: &[Column] =
    &[column("incident", Read::Id("incident")), column("report", Read::Id("report"))];

const LINK: &[Column] = &[
    column("from_record", Read::Id("from")),
    column("from_kind", Read::Text("from_kind")),
    column("role", Read::Text("role")),
    column("to_record", Read::Id("to")),
    column("to_kind", Read::Text("to_kind")),
];

const MEMBER: &[Column] = &[column("person", Read::Id("person")), column("ended", Read::Flag("ended"))];

const TASK: &[Column] = &[
    column("incident", Read::Id("incident")),
    column("stage", Read::Text("stage")),
    column("assignee", Read::Id("assignee")),
    column("due", Read::Text("due")),
];

const COMMENT: &[Column] = &[
    column("about", Read::Id("about")),
    column("settled", Read::Flag("settled")),
    column("mentions", Read::Slugs("mentions")),
];

const REVIEW: &[Column] = &[
    column("assessment", Read::Id("assessment")),
    column("version", Read::Id("version")),
    column("outcome", Read::Text("outcome")),
];

const APPROVAL: &[Column] = &[
    column("action", Read::Text("action")),
    column("subject", Read::Id("subject")),
    column("outcome", Read::Text("outcome")),
];

const CODING: &[Column] = &[
    column("incident", Read::Id("incident")),
    column("coder", Read::Id("coder")),
    column("codebook", Read::Text("codebook")),
    column("grade", Read::Text("grade")),
    column("blind", Read::Flag("blind")),
    column("opened", Read::Flag("opened")),
    column("against", Read::Id("against")),
    column("against_grade", Read::Text("against_grade")),
];

const ITEM: &[Column] = &[
    column("item_kind", Read::Text("kind")),
    column("sha256", Read::Text("sha256")),
    column("size_bytes", Read::Int("size_bytes")),
    column("media_type", Read::Text("media_type")),
    column("source", Read::Id("source")),
    column("container", Read::Id("container")),
    column("derived_from", Read::Id("derived_from")),
    column("redacted_from", Read::Id("redacted_from")),
    column("acquired", Read::Text("acquired/earliest")),
    column("earliest", Read::Text("made/earliest")),
    column("latest", Read::Text("made/latest")),
    column("perceptual", Read::Text("perceptual")),
    column("graphic", Read::Flag("graphic")),
];

const ANNOTATION: &[Column] = &[
    column("item", Read::Id("item")),
    column("annotation_kind", Read::Text("kind")),
    column("start_milliseconds", Read::Int("start_milliseconds")),
    column("machine", Read::Flag("machine")),
    column("incident", Read::Id("incident")),
];

const INTERVIEW: &[Column] = &[
    column("source", Read::Id("source")),
    column("incident", Read::Id("incident")),
    column("report", Read::Id("report")),
    column("item", Read::Id("item")),
    column("earliest", Read::Text("when/earliest")),
    column("feedback_due", Read::Text("feedback_due")),
    column("feedback_given", Read::Text("feedback_given/earliest")),
];

const SITE_VISIT: &[Column] = &[
    column("incident", Read::Id("incident")),
    column("report", Read::Id("report")),
    column("earliest", Read::Text("when/earliest")),
];

const CONSENT: &[Column] = &[
    column("source", Read::Id("source")),
    column("covers", Read::Id("covers")),
    column("item", Read::Id("item")),
    column("earliest", Read::Text("given/earliest")),
    column("expires", Read::Text("expires")),
    column("withdrawn", Read::Text("withdrawn/earliest")),
];

const VERIFICATION: &[Column] = &[column("about", Read::Id("about")), column("result", Read::Text("result"))];

const SEALED_IDENTITY: &[Column] =
    &[column("source", Read::Id("source")), column("handle", Read::Text("handle"))];

const CUSTODIAN_KEY: &[Column] =
    &[column("person", Read::Id("person")), column("retired", Read::Flag("retired"))];

const LEGAL_REQUEST: &[Column] = &[
    column("request_kind", Read::Text("kind")),
    column("item", Read::Id("item")),
    column("earliest", Read::Text("received/earliest")),
    column("due", Read::Text("due")),
    column("answer", Read::Text("answer")),
    column("holds", Read::Flag("holds")),
];

/// Paths of the words a search finds a record of this kind by; empty where it is not searched.
pub const fn searched(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Incident => &[
            "codes",
            "title",
            "title_ar",
            "location/words",
            "location/words_ar",
            "governorate",
            "related",
            "description",
        ],
        Kind::Source => &["name", "name_ar"],
        Kind::Report => &["title", "number", "words"],
        Kind::Assertion => &["claim", "speaker", "location/words", "location/words_ar"],
        Kind::Place => &["name", "name_ar", "alternate_names", "code"],
        Kind::Release => &["code", "number", "publisher", "note"],
        Kind::ReleaseLine => &["place_words"],
        Kind::Finding => &["code", "body", "place_words", "incident_words", "case_number"],
        Kind::Tally => &["code", "body", "measure_words", "area"],
        Kind::Strike => &["codes", "location/words", "target_words"],
        Kind::Office => &["office", "body"],
        Kind::Belligerent => &["name", "name_ar", "aliases"],
        Kind::Operation => &["code", "name", "name_ar"],
        Kind::Item => &["title", "file_name", "path", "note"],
        Kind::Annotation => &[
            "words",
            "translation",
            "speaker",
            "matched/reasons",
            "matched/location/words",
            "matched/location/words_ar",
        ],
        Kind::SiteVisit => &["observed", "munition_remains", "location/words", "location/words_ar"],
        Kind::Project
        | Kind::Assessment
        | Kind::ObjectDamage
        | Kind::VictimMention
        | Kind::Link
        | Kind::Member
        | Kind::Task
        | Kind::Comment
        | Kind::Review
        | Kind::Approval
        | Kind::Coding
        | Kind::Interview
        | Kind::Consent
        | Kind::Verification
        | Kind::SealedIdentity
        | Kind::CustodianKey
        | Kind::LegalRequest => &[],
    }
}

/// The value at a path of member names parted by `/`.
pub fn at<'a>(body: &'a Body, path: &str) -> Option<&'a Json> {
    let mut names = path.split('/');
    let mut value = body.get(names.next()?)?;
    for name in names {
        value = value.get(name)?;
    }
    Some(value)
}

fn text<'a>(body: &'a Body, path: &str) -> Option<&'a str> {
    at(body, path).and_then(Json::as_str)
}

/// The value of a column for a body. A derived column starts as yes; the write path settles it.
pub fn value(body: &Body, from: Read) -> Value {
    match from {
        Read::Text(path) => Value::Text(text(body, path).map(str::to_owned)),
        Read::Folded(path) => Value::Text(text(body, path).map(fold)),
        Read::First(path) => {
            let first = at(body, path).and_then(Json::as_array).and_then(|list| list.first());
            Value::Text(first.and_then(Json::as_str).map(str::to_owned))
        }
        Read::Slugs(path) => {
            let list = at(body, path).and_then(Json::as_array).filter(|list| !list.is_empty());
            let slugs = list.map(|list| list.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(" "));
            Value::Text(slugs.map(|slugs| format!(" {slugs} ")))
        }
        Read::Int(path) => Value::Int(at(body, path).and_then(Json::as_i64)),
        Read::Id(path) => Value::Id(text(body, path).and_then(|text| Uuid::parse_str(text).ok())),
        Read::Flag(path) => Value::Flag(at(body, path).and_then(Json::as_bool).unwrap_or(false)),
        Read::FirstDay(path) => Value::Text(day(body, path, domain::when::When::first_day)),
        Read::LastDay(path) => Value::Text(day(body, path, domain::when::When::last_day)),
        Read::Json(path) => Value::Text(at(body, path).map(ToString::to_string)),
        Read::Derived => Value::Flag(true),
    }
}

fn day(body: &Body, path: &str, pick: impl Fn(&domain::when::When) -> Option<String>) -> Option<String> {
    let when = at(body, path)?;
    let when = <domain::when::When as serde::Deserialize>::deserialize(when).ok()?;
    pick(&when)
}

/// The folded words under which a record is found, with the keys that join Arabic and Latin spellings.
pub fn search_words(kind: Kind, body: &Body) -> Option<String> {
    let paths = searched(kind);
    if paths.is_empty() {
        return None;
    }
    // What was merged is found as the record that stands for it, which bears its codes.
    if kind == Kind::Incident && body.contains_key("merged") {
        return Some(String::new());
    }
    let mut words = String::new();
    for value in paths.iter().filter_map(|path| at(body, path)) {
        let list = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
        for text in list.iter().filter_map(Json::as_str) {
            words.push_str(text);
            words.push(' ');
        }
    }
    Some(domain::fold::index_text(&words))
}
