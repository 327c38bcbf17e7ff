//! People who were asked: interviews, visits to the place, what was consented to, and what somebody verified.
//!
//! Not the words themselves, which are a report and its assertions; not who the person is, which is a sealed
//! identity.

use super::{Rules, gather, needed};
use crate::id::{ActorId, IncidentId, ItemId, RecordId, ReportId, SourceId};
use crate::location::Location;
use crate::problem::Problem;
use crate::sealed_text;
use crate::vocabulary::{
    ConsentForm, ConsentPurpose, InterviewMethod, LegalAnswer, LegalRequestKind, VerificationResult,
};
use crate::when::{When, Zone};
use serde::{Deserialize, Serialize};

/// A conversation with a source, and the care that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interview {
    /// Who was asked.
    pub source: SourceId,
    /// When.
    pub when: When,
    /// How.
    pub method: InterviewMethod,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// Where; never the home of a living person more finely than its quarter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Members of the team who were there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<ActorId>,
    /// Who else was there, by role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others_present: Option<String>,
    /// Language tag in which they spoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Interpreter, by role or pseudonym.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<String>,
    /// Whether they were asked who had interviewed them before (Berkeley Protocol, Murad Code).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior_asked: Option<bool>,
    /// What they answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior_interviews: Option<String>,
    /// What was weighed of the harm the interview could do, and what was done about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harm_check: Option<String>,
    /// What was promised to be told back to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback_promised: Option<String>,
    /// By which day, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback_due: Option<String>,
    /// When it was told back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback_given: Option<When>,
    /// The report that holds their account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<ReportId>,
    /// The recording or notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Rules for Interview {
    fn problems(&self) -> Vec<Problem> {
        gather([
            self.harm_check
                .is_none()
                .then(|| Problem::warn("harm-unchecked", "harm_check"))
                .into_iter()
                .collect(),
            (self.prior_asked != Some(true))
                .then(|| Problem::warn("prior-interviews-unasked", "prior_asked"))
                .into_iter()
                .collect(),
            (self.feedback_due.is_some() && self.feedback_promised.is_none())
                .then(|| Problem::refuse("field-empty", "feedback_promised"))
                .into_iter()
                .collect(),
            day(self.feedback_due.as_deref(), "feedback_due"),
            self.location.as_ref().map(|place| place.problems("location")).unwrap_or_default(),
        ])
    }
}

fn day(text: Option<&str>, field: &str) -> Vec<Problem> {
    let wrong =
        text.is_some_and(|text| text.len() != 10 || When::from_edtf(text, Zone::Utc, None, None).is_err());
    wrong.then(|| Problem::refuse("day-not-understood", field)).into_iter().collect()
}

/// A visit to where it happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteVisit {
    /// When.
    pub when: When,
    /// The incident.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Members of the team who were there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<ActorId>,
    /// Who else was there, by role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others_present: Option<String>,
    /// How it was done: what was measured, walked, photographed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// What was seen.
    pub observed: String,
    /// Remains of munitions, as seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub munition_remains: Option<String>,
    /// Who allowed it, and what was not allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<String>,
    /// What was weighed of the harm the visit could do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harm_check: Option<String>,
    /// The report that holds what was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<ReportId>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Rules for SiteVisit {
    fn problems(&self) -> Vec<Problem> {
        gather([
            needed(&self.observed, "observed").into_iter().collect(),
            self.harm_check
                .is_none()
                .then(|| Problem::warn("harm-unchecked", "harm_check"))
                .into_iter()
                .collect(),
            self.location.as_ref().map(|place| place.problems("location")).unwrap_or_default(),
        ])
    }
}

/// What a source allows to be done with what they gave. Only what is named is allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Who consents.
    pub source: SourceId,
    /// The one record it covers; absent where it covers everything this source gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<RecordId>,
    /// What is allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<ConsentPurpose>,
    /// What was asked and refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<ConsentPurpose>,
    /// When it was given.
    pub given: When,
    /// How.
    pub form: ConsentForm,
    /// The last day on which it holds, `YYYY-MM-DD`; absent where without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// Who consented for a child, by role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<String>,
    /// The recording or paper it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// When it was withdrawn; nothing is allowed from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<When>,
    /// What they said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_words: Option<String>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Rules for Consent {
    fn problems(&self) -> Vec<Problem> {
        let both = self.purposes.iter().any(|purpose| self.refused.contains(purpose));
        gather([
            both.then(|| Problem::refuse("consent-both-ways", "refused")).into_iter().collect(),
            (self.purposes.is_empty() && self.refused.is_empty())
                .then(|| Problem::refuse("field-empty", "purposes"))
                .into_iter()
                .collect(),
            day(self.expires.as_deref(), "expires"),
        ])
    }
}

/// A question about an item or a statement, how it was looked into, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// The item or statement.
    pub about: RecordId,
    /// The question.
    pub question: String,
    /// How it was looked into.
    pub method: String,
    /// What came of it.
    pub result: VerificationResult,
    /// Why.
    pub reasons: String,
    /// Who looked into it; never whoever collected it.
    pub reviewer: ActorId,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Rules for Verification {
    fn problems(&self) -> Vec<Problem> {
        let texts = [("question", &self.question), ("method", &self.method), ("reasons", &self.reasons)];
        texts.into_iter().filter_map(|(field, text)| needed(text, field)).collect()
    }
}

/// Who a source is, sealed to named custodians before it came here: neither the server nor its thief can read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedIdentity {
    /// The source.
    pub source: SourceId,
    /// The pseudonym under which they are spoken of.
    pub handle: String,
    /// The sealed text: an armoured `age` file.
    pub sealed: String,
    /// To whose keys it is sealed: custodians' public keys, `age1…`.
    pub recipients: Vec<String>,
    /// Our own note; never who they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Rules for SealedIdentity {
    fn problems(&self) -> Vec<Problem> {
        let keys = sealed_text::keys(&self.sealed);
        let is_to_all = keys.is_none_or(|keys| keys == self.recipients.len());
        gather([
            needed(&self.handle, "handle").into_iter().collect(),
            keys.is_none().then(|| Problem::refuse("not-sealed", "sealed")).into_iter().collect(),
            self.recipients
                .is_empty()
                .then(|| Problem::refuse("field-empty", "recipients"))
                .into_iter()
                .collect(),
            (!is_to_all).then(|| Problem::refuse("sealed-to-others", "recipients")).into_iter().collect(),
        ])
    }
}

/// A custodian's public key, to which identities are sealed. Its other half never comes here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustodianKey {
    /// Whose key.
    pub person: ActorId,
    /// The key, `age1…`.
    pub recipient: String,
    /// Whether nothing more is sealed to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Rules for CustodianKey {
    fn problems(&self) -> Vec<Problem> {
        let is_key = self.recipient.starts_with("age1")
            && self.recipient.len() == 62
            && self.recipient.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        (!is_key).then(|| Problem::refuse("key-malformed", "recipient")).into_iter().collect()
    }
}

/// What an authority or another party asked of the register, and what it was given; a hold keeps records from being
/// erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalRequest {
    /// What it is.
    pub kind: LegalRequestKind,
    /// Who asks.
    pub asked_by: String,
    /// Under which order or law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// When it came.
    pub received: When,
    /// What is asked for.
    pub asked_for: String,
    /// The records it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<RecordId>,
    /// Whether nothing of these records may be erased.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub holds: bool,
    /// By which day it must be answered, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<LegalAnswer>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<When>,
    /// What was given, to whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// The order itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Rules for LegalRequest {
    fn problems(&self) -> Vec<Problem> {
        gather([
            needed(&self.asked_by, "asked_by").into_iter().collect(),
            needed(&self.asked_for, "asked_for").into_iter().collect(),
            (self.holds && self.records.is_empty())
                .then(|| Problem::refuse("hold-of-nothing", "records"))
                .into_iter()
                .collect(),
            day(self.due.as_deref(), "due"),
        ])
    }
}
