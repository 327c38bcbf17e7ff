//! The whole URL map on one page.
//!
//! Each address is a constant with a line that says what it answers; [`router`] joins them to their handlers.
//! Addresses carry no language: see [`crate::preference`]. Records are addressed by id; public codes such as
//! CS1912 are aliases that redirect.

use crate::desk::Desk;
use crate::error::Error;
use crate::preference;
use crate::{api, assets, desk, limits, page};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// GET: the gap, as the bodies stated it.
pub const OVERVIEW: &str = "/";
/// GET: disclosure calendar and the list of releases.
pub const RELEASES: &str = "/releases";
/// GET: the list of incidents with search and facets.
pub const INCIDENTS: &str = "/incidents";
/// GET: tallies over time, and their list.
pub const TALLIES: &str = "/tallies";
/// GET: sources and every other kind of record.
pub const RECORDS: &str = "/records";
/// GET, POST: the import workbench.
pub const IMPORT: &str = "/import";
/// GET: items of evidence by when they came; `?day=` lines up those of a day with its strikes and incidents.
pub const ITEMS: &str = "/items";
/// GET: one item: what it is, what the file states, what is noted in it, what rests on it.
pub const ITEM: &str = "/items/{id}";
/// GET: the bytes of an item, whole or a part by `Range`.
pub const ITEM_BYTES: &str = "/items/{id}/bytes";
/// GET: a picture as a JPEG made from its pixels alone; `?edge=` is its longer side.
pub const ITEM_SHOWN: &str = "/items/{id}/shown";
/// GET: the listening room: sound, waveform, transcript and translation side by side.
pub const ITEM_LISTEN: &str = "/items/{id}/listen";
/// POST: write a note or a passage of an item.
pub const ITEM_NOTES: &str = "/items/{id}/notes";
/// GET, POST: turn a passage into an assertion about an incident; `?annotation=`.
pub const ITEM_ASSERTION: &str = "/items/{id}/assertion";
/// GET, POST: what has to be added to a recording's clock, and why; `?event=` reckons it from a known event.
pub const ITEM_CLOCK: &str = "/items/{id}/clock";
/// GET: the photo room: larger, turned, beside another, with its marked parts; `?beside=`.
pub const ITEM_LOOK: &str = "/items/{id}/look";
/// GET, POST: where a witness stood and how far the event was, which place a picture shows; `?witness=file`.
pub const ITEM_PLACE: &str = "/items/{id}/place";
/// POST: make a copy with parts taken out for good.
pub const ITEM_REDACTION: &str = "/items/{id}/redaction";
/// GET: addresses of reports that do not answer any more, and what rests on them.
pub const LINKS: &str = "/links";
/// GET: the team's queue, by stage.
pub const WORK: &str = "/work";
/// GET, POST: one's own saved searches, what is new in them; save one.
pub const SEARCHES: &str = "/searches";
/// GET, POST: what is new in one of them; open or forget it.
pub const SEARCH: &str = "/searches/{id}";
/// POST: take a task or give it back.
pub const TASK: &str = "/tasks/{id}";
/// GET: what waits for a second person.
pub const APPROVALS: &str = "/approvals";
/// GET, POST: the members of a project; ask for a change of roles.
pub const MEMBERS: &str = "/members";
/// POST: approve, refuse or withdraw.
pub const APPROVAL: &str = "/approvals/{id}";
/// GET, POST: the work on one incident: stage, assignment, comments.
pub const INCIDENT_WORK: &str = "/incidents/{id}/work";
/// GET: how far two coders agree, what to talk about, what to code next.
pub const CODING: &str = "/coding";
/// GET, POST: grade an incident a second time, from its accounts alone.
pub const INCIDENT_CODING: &str = "/incidents/{id}/coding";
/// GET, POST: accept or return an assessment of our own.
pub const REVIEW: &str = "/assessments/{id}/review";
/// GET: one incident.
pub const INCIDENT: &str = "/incidents/{id}";
/// GET: what others did to an incident since a position of the log; `?since=`.
pub const INCIDENT_CHANGES: &str = "/incidents/{id}/changes";
/// GET, POST: enter a source's account of an incident; `?report=` adds another account to a report that is held.
pub const ACCOUNT_NEW: &str = "/incidents/{id}/accounts/new";
/// GET, POST: how independent the reports of an incident are; ties between them, made and taken back.
pub const INDEPENDENCE: &str = "/incidents/{id}/independence";
/// GET, POST: two incidents that are one event: choose the other, compare them, ask for the merge.
pub const INCIDENT_MERGE: &str = "/incidents/{id}/merge";
/// POST: undo the merge of this incident into another.
pub const INCIDENT_UNMERGE: &str = "/incidents/{id}/unmerge";
/// GET, POST: split an incident; `do=undo` puts a part back.
pub const INCIDENT_SPLIT: &str = "/incidents/{id}/split";
/// GET, POST: enter an account of what is no incident yet; it makes a candidate.
pub const ALLEGATION_NEW: &str = "/accounts/new";
/// GET, POST: a conversation with a source, and the care that was taken.
pub const INTERVIEW_NEW: &str = "/sources/{id}/interviews/new";
/// GET, POST: what a source allows, purpose by purpose; note what they said.
pub const CONSENT_NEW: &str = "/sources/{id}/consents/new";
/// POST: a source took a consent back: nothing it covered is used from then on.
pub const CONSENT_WITHDRAW: &str = "/consents/{id}/withdraw";
/// GET, POST: a visit to where an incident happened.
pub const VISIT_NEW: &str = "/incidents/{id}/visits/new";
/// GET, POST: how a question about a record was looked into, by somebody who did not collect it.
pub const VERIFICATION_NEW: &str = "/records/{kind}/{id}/verifications/new";
/// GET: what was promised to people who were asked, and is due to be told back.
pub const FEEDBACK: &str = "/feedback";
/// GET, POST: the public keys of custodians; add one's own, retire one.
pub const CUSTODIAN_KEYS: &str = "/custodian-keys";
/// GET, POST: to whose keys it is sealed who a source is; keep a text that is sealed already.
pub const IDENTITY: &str = "/sources/{id}/identity";
/// POST: ask two others for what was sealed, or be given it once they agreed.
pub const IDENTITY_ASK: &str = "/identities/{id}";
/// GET, POST: what authorities asked for and what they were given; for custodians.
pub const LEGAL: &str = "/legal";
/// GET, POST: answer a legal request, or end its hold.
pub const LEGAL_REQUEST: &str = "/legal/{id}";
/// GET: one release with its text, lines and sums.
pub const RELEASE: &str = "/releases/{id}";
/// GET, POST: paste or upload a release and see what it says before it is kept.
pub const RELEASE_NEW: &str = "/releases/new";
/// GET: the record of a public code such as CS1912; answers with a redirect.
pub const CODE: &str = "/code/{code}";
/// GET, POST: propose an assessment of an incident: its accounts, the ranges they make, the grade they support.
pub const ASSESS: &str = "/incidents/{id}/assess";
/// GET: every version of an incident's assessments, and what changed between two; `?from=&to=`.
pub const ASSESSMENTS: &str = "/incidents/{id}/assessments";
/// GET: assessments of our own by another codebook than the present one.
pub const OUTDATED: &str = "/assessments/outdated";
/// GET: the records of one kind.
pub const RECORDS_OF: &str = "/records/{kind}";
/// GET: one record of any kind: fields, links, warnings, proof. `?at=` shows it as it was.
pub const RECORD: &str = "/records/{kind}/{id}";
/// GET, POST: the incidents that a total contains, and the remainder.
pub const CONTAINS: &str = "/records/{kind}/{id}/contains";
/// GET, POST: change fields of a record, with a reason.
pub const RECORD_EDIT: &str = "/records/{kind}/{id}/edit";
/// GET: who changed a record, when and why.
pub const RECORD_HISTORY: &str = "/records/{kind}/{id}/history";
/// POST: a custodian closes a record to more people at once, or asks for it to be opened to more.
pub const RECORD_LABEL: &str = "/records/{kind}/{id}/label";
/// POST: a custodian asks for a field of a record, or all of it, to be erased.
pub const RECORD_ERASE: &str = "/records/{kind}/{id}/erase";
/// GET: what was erased, on which ground, and what remains to be done; for custodians.
pub const ERASURES: &str = "/erasures";
/// GET: the report of one erasure: what was destroyed, when, by whom, and which copies are beyond this register.
pub const ERASURE: &str = "/erasures/{id}";
/// GET: who read a record while it was closed, and when; for custodians.
pub const RECORD_READERS: &str = "/records/{kind}/{id}/readers";
/// GET: who read any closed record of the project, latest first; for custodians.
pub const READINGS: &str = "/readings";
/// GET, POST: one's own exports; ask a second person for one.
pub const EXPORTS: &str = "/exports";
/// GET, POST: one kind as CSV, JSON Lines, GeoJSON or XLSX; a person of the team says what for and for whom first.
pub const EXPORT: &str = "/export/{kind}";
/// GET, POST: one uploaded file on its way in: mapping, dry run, problems, commit, progress.
pub const IMPORT_FILE: &str = "/import/{upload}";
/// GET, POST: take files in.
pub const ITEM_NEW: &str = "/items/new";
/// POST: begin an upload that comes in pieces.
pub const ITEM_UPLOADS: &str = "/items/uploads";
/// GET, POST: where an upload stands; its next piece.
pub const ITEM_UPLOAD: &str = "/items/uploads/{upload}";
/// POST: keep a whole upload as an item.
pub const ITEM_UPLOAD_KEEP: &str = "/items/uploads/{upload}/keep";
/// GET, POST: take in what items hold: archives, chats, mail, captures of the web.
pub const ITEM_INSIDE: &str = "/items/inside";
/// GET: the chain of custody of an item, as a statement.
pub const ITEM_CUSTODY: &str = "/items/{id}/custody";
/// GET: one act with its values and salts.
pub const ACT: &str = "/log/acts/{id}";
/// GET: the proof of an act, as a `.tlog-proof` text.
pub const ACT_PROOF: &str = "/log/acts/{id}/proof";
/// GET: the leaf of an act, byte for byte.
pub const ACT_LEAF: &str = "/log/acts/{id}/leaf";
/// GET: the last signed checkpoint, as text.
pub const CHECKPOINT: &str = "/log/checkpoint";
/// GET: the token of a timestamp authority over the checkpoint of that many leaves, as it came.
pub const TIMESTAMP_TOKEN: &str = "/log/timestamps/{size}/token";
/// GET: the checkpoint that a token is over, byte for byte.
pub const TIMESTAMP_CHECKPOINT: &str = "/log/timestamps/{size}/checkpoint";
/// GET: acts, checkpoints, proofs, how to verify.
pub const LOG: &str = "/log";
/// GET: the codebook: what each grade means, and what changed.
pub const CODEBOOK: &str = "/codebook";
/// POST: language and theme; answers with a redirect to where the reader was.
pub const DISPLAY: &str = "/display";
/// POST: which project is shown; answers with a redirect to the overview.
pub const PROJECT: &str = "/project";
/// GET, POST: login and password; `?back=` is where to go then.
pub const SIGN_IN: &str = "/sign-in";
/// GET, POST: the code after a right password.
pub const SIGN_IN_CODE: &str = "/sign-in/code";
/// POST: the options by which a browser asks for a passkey to sign in with, as JSON.
pub const SIGN_IN_PASSKEY_BEGIN: &str = "/sign-in/passkey/begin";
/// POST: the passkey that a browser answered with; opens a session.
pub const SIGN_IN_PASSKEY: &str = "/sign-in/passkey";
/// POST: the options by which a browser makes or shows a passkey of whoever is signed in, as JSON.
pub const ACCOUNT_PASSKEY: &str = "/account/passkey";
/// GET, POST: a code or a passkey once more, before what is hard to undo; `?back=` is where to go then.
pub const CONFIRM: &str = "/confirm";
/// GET, POST: one's own sessions, password, passkeys and recovery codes.
pub const ACCOUNT: &str = "/account";
/// GET, POST: accounts, for administrators: invite, reset, deactivate, let in again.
pub const PEOPLE: &str = "/people";
/// POST: goes on as an invented person of an exercise, or comes back; for the owner of the machine.
pub const PRACTISE: &str = "/practise";
/// POST: ends the session.
pub const SIGN_OUT: &str = "/sign-out";
/// GET, POST: accept an invitation: choose a password and put a secret into an authenticator app.
pub const INVITATION: &str = "/invitation";
/// POST: the first code of the authenticator app; answers with the recovery codes, once.
pub const INVITATION_CODE: &str = "/invitation/code";
/// POST: make a token for a program; answers with its secret, once; take one back.
pub const TOKENS: &str = "/account/tokens";
/// GET: the project that a token is for.
pub const API_PROJECTS: &str = "/api/v1/projects";
/// GET, POST: the records of a kind, by pages; make one.
pub const API_RECORDS: &str = "/api/v1/records/{kind}";
/// GET, PATCH: one record with its links and heads; change fields of it.
pub const API_RECORD: &str = "/api/v1/records/{kind}/{id}";
/// GET: the acts of a record.
pub const API_HISTORY: &str = "/api/v1/records/{kind}/{id}/history";
/// GET: records of every kind that hold words.
pub const API_SEARCH: &str = "/api/v1/search";
/// GET: the last signed checkpoint.
pub const API_CHECKPOINT: &str = "/api/v1/checkpoint";
/// GET: the proof of an act, with its leaf, values and salts.
pub const API_PROOF: &str = "/api/v1/acts/{id}/proof";
/// GET: the description of these addresses, as OpenAPI; public.
pub const API_DOCUMENT: &str = "/api/v1/openapi.json";
/// GET: stylesheet, fonts, mark; named by content and kept by browsers.
pub const ASSETS: &str = "/assets/{*name}";
/// GET: `ok` while the process answers; public.
pub const HEALTH: &str = "/health";

/// Every address of the program with its handler.
pub fn router() -> Router<Desk> {
    Router::new()
        .route(ASSETS, get(assets::show))
        .route(HEALTH, get(health))
        .route(DISPLAY, post(preference::choose))
        .route(PROJECT, post(desk::choose))
        .merge(page::router())
        .merge(api::router())
        .fallback(missing)
        .layer(DefaultBodyLimit::max(limits::FORM_BYTES_MAX))
}

async fn health() -> &'static str {
    "ok"
}

async fn missing() -> Error {
    Error::NotFound
}
