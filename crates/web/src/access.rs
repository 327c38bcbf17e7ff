//! What every address needs of whoever asks: nothing, a session, or an operation that one of their roles allows.
//!
//! The first gate: it spares a person forms they may not send. The register decides again, whatever stands here. An
//! address that is missing from [`TABLE`] is refused to everybody, so that none is open by oversight. Start at
//! [`needs`].

use crate::routes;
use axum::http::Method;
use register::permission::Operation;

/// What an address needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Anybody may ask: it holds nothing of the register.
    Nothing,
    /// A session, whoever's.
    Session,
    /// A role that allows this, in the project being read.
    May(Operation),
    /// Whatever the record or the button asked for needs; the page and the register decide.
    Varies,
}

use Needs::{May, Nothing, Session, Varies};
use Operation::{Assess, Collect, Comment, Export, Import, Label, Members, Merge, Read, ReadLog};

/// Every address with the methods it answers to: what reading it needs, and what sending to it needs.
pub const TABLE: &[(&str, Option<Needs>, Option<Needs>)] = &[
    (routes::OVERVIEW, Some(May(Read)), None),
    (routes::RELEASES, Some(May(Read)), None),
    (routes::INCIDENTS, Some(May(Read)), None),
    (routes::TALLIES, Some(May(Read)), None),
    (routes::RECORDS, Some(May(Read)), None),
    (routes::IMPORT, Some(May(Import)), Some(May(Import))),
    (routes::IMPORT_FILE, Some(May(Import)), Some(May(Import))),
    (routes::ITEM_NEW, Some(May(Collect)), Some(May(Collect))),
    (routes::ITEM_UPLOADS, None, Some(May(Collect))),
    (routes::ITEM_UPLOAD, Some(May(Collect)), Some(May(Collect))),
    (routes::ITEM_UPLOAD_KEEP, None, Some(May(Collect))),
    (routes::ITEM_INSIDE, Some(May(Collect)), Some(May(Collect))),
    (routes::ITEM_CUSTODY, Some(May(Read)), None),
    (routes::LINKS, Some(May(Read)), None),
    (routes::ITEMS, Some(May(Read)), None),
    (routes::ITEM, Some(May(Read)), None),
    (routes::ITEM_BYTES, Some(May(Read)), None),
    (routes::ITEM_SHOWN, Some(May(Read)), None),
    // Whoever may not write is shown no form.
    (routes::ITEM_LISTEN, Some(May(Read)), None),
    (routes::ITEM_NOTES, None, Some(May(Collect))),
    (routes::ITEM_ASSERTION, Some(May(Collect)), Some(May(Collect))),
    (routes::ITEM_LOOK, Some(May(Read)), None),
    (routes::ITEM_PLACE, Some(May(Read)), Some(May(Collect))),
    (routes::ITEM_REDACTION, None, Some(May(Collect))),
    (routes::ITEM_CLOCK, Some(May(Collect)), Some(May(Collect))),
    (routes::WORK, Some(May(Read)), None),
    // Whoever reads incidents may save a search for them; another's is not there.
    (routes::SEARCHES, Some(May(Read)), Some(May(Read))),
    (routes::SEARCH, Some(May(Read)), Some(May(Read))),
    (routes::TASK, None, Some(May(Comment))),
    (routes::APPROVALS, Some(May(Read)), None),
    (routes::MEMBERS, Some(May(Members)), Some(May(Members))),
    (routes::APPROVAL, None, Some(Varies)),
    (routes::INCIDENT_WORK, Some(May(Read)), Some(Varies)),
    (routes::REVIEW, Some(May(Read)), Some(May(Operation::Review))),
    (routes::CODING, Some(May(Read)), None),
    // Whoever may not code is told so on the page, and shown no form.
    (routes::INCIDENT_CODING, Some(May(Read)), Some(May(Operation::Code))),
    // Whoever may not assess is told so on the page, and shown no form.
    (routes::ASSESS, Some(May(Read)), Some(May(Assess))),
    (routes::ASSESSMENTS, Some(May(Read)), None),
    (routes::OUTDATED, Some(May(Read)), None),
    (routes::INCIDENT, Some(May(Read)), None),
    (routes::INCIDENT_CHANGES, Some(May(Read)), None),
    (routes::INCIDENT_MERGE, Some(May(Merge)), Some(May(Merge))),
    (routes::INCIDENT_UNMERGE, None, Some(May(Merge))),
    (routes::INCIDENT_SPLIT, Some(May(Merge)), Some(May(Merge))),
    (routes::ACCOUNT_NEW, Some(May(Collect)), Some(May(Collect))),
    (routes::INDEPENDENCE, Some(May(Read)), Some(May(Collect))),
    (routes::INTERVIEW_NEW, Some(May(Collect)), Some(May(Collect))),
    // Whoever reads a source may know what they allow; only who collects is shown the form.
    (routes::CONSENT_NEW, Some(May(Read)), Some(May(Collect))),
    (routes::CONSENT_WITHDRAW, None, Some(May(Collect))),
    (routes::VISIT_NEW, Some(May(Collect)), Some(May(Collect))),
    (routes::VERIFICATION_NEW, Some(May(Operation::Resolve)), Some(May(Operation::Resolve))),
    (routes::FEEDBACK, Some(May(Read)), None),
    (routes::CUSTODIAN_KEYS, Some(May(Read)), Some(May(Label))),
    // Whoever collects seals, and whoever keeps the keys.
    (routes::IDENTITY, Some(May(Read)), Some(Varies)),
    (routes::IDENTITY_ASK, None, Some(May(Label))),
    (routes::LEGAL, Some(May(Label)), Some(May(Label))),
    (routes::LEGAL_REQUEST, Some(May(Label)), Some(May(Label))),
    (routes::ALLEGATION_NEW, Some(May(Collect)), Some(May(Collect))),
    (routes::RELEASE, Some(May(Read)), None),
    (routes::RELEASE_NEW, Some(May(Collect)), Some(May(Collect))),
    (routes::CODE, Some(May(Read)), None),
    (routes::RECORDS_OF, Some(May(Read)), None),
    (routes::RECORD, Some(May(Read)), None),
    (routes::RECORD_EDIT, Some(Varies), Some(Varies)),
    (routes::CONTAINS, Some(May(Read)), Some(May(Collect))),
    (routes::RECORD_HISTORY, Some(May(Read)), None),
    (routes::RECORD_LABEL, None, Some(May(Label))),
    (routes::RECORD_ERASE, None, Some(May(Label))),
    (routes::ERASURES, Some(May(Label)), None),
    (routes::ERASURE, Some(May(Label)), None),
    (routes::RECORD_READERS, Some(May(ReadLog)), None),
    (routes::READINGS, Some(May(ReadLog)), None),
    (routes::EXPORT, Some(May(Export)), Some(May(Export))),
    (routes::EXPORTS, Some(May(Export)), Some(May(Export))),
    (routes::ACT, Some(May(Read)), None),
    (routes::ACT_PROOF, Some(May(Read)), None),
    (routes::ACT_LEAF, Some(May(Read)), None),
    (routes::CHECKPOINT, Some(May(Read)), None),
    (routes::TIMESTAMP_TOKEN, Some(May(Read)), None),
    (routes::TIMESTAMP_CHECKPOINT, Some(May(Read)), None),
    (routes::LOG, Some(May(Read)), None),
    (routes::CODEBOOK, Some(May(Read)), None),
    (routes::SIGN_IN, Some(Nothing), Some(Nothing)),
    (routes::SIGN_IN_CODE, Some(Nothing), Some(Nothing)),
    (routes::SIGN_IN_PASSKEY_BEGIN, None, Some(Nothing)),
    (routes::SIGN_IN_PASSKEY, None, Some(Nothing)),
    (routes::INVITATION, Some(Nothing), Some(Nothing)),
    (routes::INVITATION_CODE, None, Some(Nothing)),
    (routes::PRACTISE, None, Some(Varies)),
    (routes::SIGN_OUT, None, Some(Session)),
    (routes::ACCOUNT_PASSKEY, None, Some(Session)),
    (routes::CONFIRM, Some(Session), Some(Session)),
    (routes::ACCOUNT, Some(Session), Some(Session)),
    (routes::PEOPLE, Some(May(Members)), Some(May(Members))),
    (routes::PROJECT, None, Some(Session)),
    (routes::TOKENS, None, Some(Session)),
    (routes::API_PROJECTS, Some(May(Read)), None),
    (routes::API_RECORDS, Some(May(Read)), Some(Varies)),
    (routes::API_RECORD, Some(May(Read)), Some(Varies)),
    (routes::API_HISTORY, Some(May(Read)), None),
    (routes::API_SEARCH, Some(May(Read)), None),
    (routes::API_CHECKPOINT, Some(May(Read)), None),
    (routes::API_PROOF, Some(May(Read)), None),
    (routes::API_DOCUMENT, Some(Nothing), None),
    (routes::DISPLAY, None, Some(Nothing)),
    (routes::ASSETS, Some(Nothing), None),
    (routes::HEALTH, Some(Nothing), None),
];

/// When somebody must have shown a factor lately: a session that was left open, or taken, opens and destroys nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Never.
    Never,
    /// Always.
    Always,
    /// Where what is asked for is grave; the page decides by [`crate::desk::Visit::require_proof`] or the register.
    Varies,
}

/// Whether what is sent for an operation is hard to undo, or opens what is closed.
const fn is_grave(operation: Operation) -> bool {
    matches!(operation, Operation::Override | Merge | Label | Members | Operation::Projects)
}

/// What a request to a matched route must prove; of addresses that are not in [`TABLE`] everything.
pub fn proof(route: &str, method: &Method) -> Proof {
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    match (route, needs(route, method)) {
        // Deciding for two: widening, roles, merges, grades against the rules. What nobody knows proves everything.
        (routes::APPROVAL, Some(_)) | (_, None) => Proof::Always,
        // More than a hundred people, or anything sealed. One's own factors and tokens: the register asks before each change.
        (routes::EXPORT | routes::ACCOUNT | routes::ACCOUNT_PASSKEY | routes::TOKENS, Some(_)) => {
            Proof::Varies
        }
        (_, Some(May(operation))) if !is_read && is_grave(operation) => Proof::Always,
        (_, Some(_)) => Proof::Never,
    }
}

/// What a request to a matched route needs; `None` where the table does not know it.
pub fn needs(route: &str, method: &Method) -> Option<Needs> {
    let (_, read, send) = TABLE.iter().find(|(each, ..)| *each == route)?;
    let needs = if matches!(*method, Method::GET | Method::HEAD) { *read } else { *send };
    if matches!(needs, Some(May(_))) && is_removed(route, method) { Some(Varies) } else { needs }
}

/// Whether a test removed the line, to see whether others notice. Never in a released build.
#[cfg(feature = "sabotage")]
fn is_removed(route: &str, method: &Method) -> bool {
    register::sabotage::is_removed_at(format!("{method} {route}"))
}

#[cfg(not(feature = "sabotage"))]
const fn is_removed(_route: &str, _method: &Method) -> bool {
    false
}
