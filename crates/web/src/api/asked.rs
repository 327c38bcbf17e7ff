//! What an address asks for: its kind and id, and its parameters, each of which must be known and stand once.

use crate::error::Error;
use crate::limits;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use domain::kind::Kind;
use std::collections::BTreeMap;

/// Something wrong with a request, by its code, with one value of its sentence.
pub(super) fn invalid(code: &str, name: &str, value: &str) -> Error {
    let shown: String = value.chars().take(limits::CHOICE_CHARACTERS_SHOWN).collect();
    Error::Invalid { code: code.to_owned(), details: vec![(name.to_owned(), shown)] }
}

/// The kind of an address; only its plural is one, so that every record has one address.
pub(super) fn kind(text: &str) -> Result<Kind, Error> {
    Kind::parse(text).filter(|kind| kind.plural() == text).ok_or(Error::NotFound)
}

/// The id of an address: only its usual spelling is one.
pub(super) fn id<Id: std::str::FromStr + ToString>(text: &str) -> Result<Id, Error> {
    let id: Id = text.parse().map_err(|_not_an_id| Error::NotFound)?;
    if id.to_string() == text.to_ascii_lowercase() { Ok(id) } else { Err(Error::NotFound) }
}

/// The parameters of an address.
#[derive(Debug)]
pub(super) struct Parameters(BTreeMap<String, String>);

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Error> {
        let Query(pairs): Query<Vec<(String, String)>> =
            Query::try_from_uri(&parts.uri).map_err(|_not_a_query| Error::NotUnderstood)?;
        let mut parameters = BTreeMap::new();
        for (name, value) in pairs {
            if parameters.contains_key(&name) {
                return Err(invalid("parameter-not-known", "name", &name));
            }
            parameters.insert(name, value);
        }
        Ok(Self(parameters))
    }
}

impl Parameters {
    /// Takes a parameter out.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    /// Takes a number of rows out, from 1 to [`limits::API_ROWS_MAX`].
    pub(super) fn limit(&mut self) -> Result<i64, Error> {
        let Some(text) = self.take("limit") else { return Ok(limits::API_ROWS) };
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let limit = text.parse().ok().filter(|limit| is_plain && (1..=limits::API_ROWS_MAX).contains(limit));
        limit.ok_or_else(|| invalid("limit-not-understood", "max", &limits::API_ROWS_MAX.to_string()))
    }

    /// Refuses what is left: a misspelt filter must not give an unfiltered answer.
    pub(super) fn end(self) -> Result<(), Error> {
        match self.0.into_keys().next() {
            None => Ok(()),
            Some(name) => Err(invalid("parameter-not-known", "name", &name)),
        }
    }
}
