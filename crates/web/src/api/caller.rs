//! Who asks with a token: what they may do and see, as a handler takes it.
//!
//! The same first gate as for pages ([`crate::access`]) stands here; the register decides again.

use crate::access::{self, Needs};
use crate::desk::Desk;
use crate::error::Error;
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use domain::id::RecordId;
use domain::record::Project;
use register::people::Token;
use register::permission::Permit;
use register::{Register, Scope};
use std::sync::Arc;

/// One request of a program.
pub(super) struct Caller {
    /// The register.
    pub register: Arc<Register>,
    /// What it was asked with.
    pub token: Token,
    /// What the token may do.
    pub permit: Permit,
    /// What it may see.
    pub scope: Scope,
    /// Its project.
    pub project: Project,
}

impl Caller {
    /// Notes that the token's owner is given these records, where they are sensitive or sealed; before they are.
    pub(super) async fn note(&self, records: impl IntoIterator<Item = RecordId>) -> Result<(), Error> {
        self.register.note_reading(self.permit.actor, self.scope, records).await?;
        Ok(())
    }
}

impl FromRequestParts<Desk> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Error> {
        let token = parts.extensions.get::<Token>().ok_or(Error::TokenRefused)?.clone();
        let register = Arc::clone(&desk.register);
        let (permit, project) = match register.admitted(&token).await {
            Err(register::Error::NotFound) => return Err(Error::NoRole),
            admitted => admitted?,
        };
        let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
        match access::needs(route, &parts.method) {
            Some(Needs::May(operation)) => permit.require(operation)?,
            Some(Needs::Varies) => {}
            Some(Needs::Session | Needs::Nothing) | None => return Err(Error::NotFound),
        }
        if !takes_json(&parts.headers) {
            return Err(Error::NotAcceptable);
        }
        let scope = permit.scope();
        Ok(Self { register, token, permit, scope, project })
    }
}

/// Whether a request takes JSON: it names no type, or one that JSON is of.
fn takes_json(headers: &HeaderMap) -> bool {
    let mut named = headers.get_all(header::ACCEPT).iter().peekable();
    if named.peek().is_none() {
        return true;
    }
    named.filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(',')).any(|range| {
        let mut parts = range.split(';').map(str::trim);
        let media = parts.next().unwrap_or_default().to_ascii_lowercase();
        let is_refused = parts.any(|part| {
            let weight = part.strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
            weight.is_some_and(|weight| weight <= 0.0)
        });
        matches!(media.as_str(), "" | "*/*" | "application/*" | "application/json") && !is_refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn json_is_taken_where_it_is_not_refused() {
        let takes = |accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            takes_json(&headers)
        };
        assert!(takes_json(&HeaderMap::new()));
        for accept in
            ["*/*", "application/json", "text/html, application/*;q=0.5", "Application/JSON; charset=utf-8"]
        {
            assert!(takes(accept), "{accept}");
        }
        for accept in ["text/html", "application/json;q=0", "application/xml, text/*"] {
            assert!(!takes(accept), "{accept}");
        }
    }
}
