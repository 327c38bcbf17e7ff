//! The people who were asked: interviews, visits, consent, verification, what is due to be told back, who a source is
//! as it was sealed, and what authorities asked for.
//!
//! Every form works without scripts. What may be done is held by the register; here are pages. Start at [`sheet`] for
//! the forms that make a record, at [`identity`] for what the server never sees.

mod consent;
mod feedback;
mod identity;
mod interview;
mod keys;
mod legal;
mod sheet;

use crate::component::address;
use crate::desk::{Desk, Visit};
use crate::error::Error;
use crate::routes;
use axum::Router;
use axum::routing::{get, post};
use domain::id::RecordId;
use domain::kind::Kind;
use register::Reason;

/// What browsers make keys and seal with.
const LIBRARY: &str = "vendor/age.js";

/// The stylesheet of the pages where something is made in the browser.
const SHEET: &str = "room.css";

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::INTERVIEW_NEW, get(interview::interview).post(interview::save_interview))
        .route(routes::VISIT_NEW, get(interview::visit).post(interview::save_visit))
        .route(routes::VERIFICATION_NEW, get(interview::verification).post(interview::save_verification))
        .route(routes::CONSENT_NEW, get(consent::show).post(consent::save))
        .route(routes::CONSENT_WITHDRAW, post(consent::withdraw))
        .route(routes::FEEDBACK, get(feedback::show))
        .route(routes::CUSTODIAN_KEYS, get(keys::show).post(keys::save))
        .route(routes::IDENTITY, get(identity::show).post(identity::save))
        .route(routes::IDENTITY_ASK, post(identity::ask))
        .route(routes::LEGAL, get(legal::list).post(legal::save))
        .route(routes::LEGAL_REQUEST, get(legal::show).post(legal::answer))
}

/// Where a record's page leads from here: message of the link, address.
pub(in crate::page) fn ways(kind: Kind, id: RecordId) -> Vec<(&'static str, String)> {
    let over = |route: &str| route.replace("{id}", &id.to_string());
    match kind {
        Kind::Source => vec![
            ("way-interview", over(routes::INTERVIEW_NEW)),
            ("way-consent", over(routes::CONSENT_NEW)),
            ("way-identity", over(routes::IDENTITY)),
        ],
        Kind::Incident => vec![("way-visit", over(routes::VISIT_NEW))],
        Kind::Item | Kind::Report | Kind::Assertion | Kind::Annotation => {
            vec![("way-verification", address::of(routes::VERIFICATION_NEW, kind, id))]
        }
        _ => Vec::new(),
    }
}

/// What a form sent, in order.
type Sent = Vec<(String, String)>;

/// The first value of a name that is not empty.
fn sent<'form>(form: &'form Sent, name: &str) -> Option<&'form str> {
    let found = form.iter().find(|(each, value)| each == name && !value.trim().is_empty());
    found.map(|(_, value)| value.trim())
}

/// Every value of a name.
fn all_sent<'form>(form: &'form Sent, name: &str) -> Vec<&'form str> {
    form.iter()
        .filter(|(each, value)| each == name && !value.is_empty())
        .map(|(_, value)| value.as_str())
        .collect()
}

fn id(text: &str) -> Result<RecordId, Error> {
    text.parse().map_err(|_not_an_id| Error::NotFound)
}

fn reason(visit: &Visit, form: &Sent) -> Reason {
    Reason { actor: visit.actor(), why: sent(form, "reason").unwrap_or_default().to_owned() }
}

/// Today, `YYYY-MM-DD`, as the register's clock has it.
fn today(visit: &Visit) -> String {
    visit.register.now().get(..10).unwrap_or_default().to_owned()
}
