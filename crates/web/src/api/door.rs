//! Whether a request carries a token that opens: `Authorization: Bearer sijil_…`, nothing else.
//!
//! A token is looked up by its hash, so that the time taken tells nothing of it. Wrong ones are counted, and told to
//! wait beyond [`limits::WRONG_TOKENS_PER_MINUTE_MAX`]; a right one is never kept waiting by them.

use crate::error::Error;
use crate::limits;
use axum::http::{HeaderMap, header};
use register::people::{People, Token};
use std::sync::{Mutex, PoisonError};

/// Wrong tokens of the current minute: which minute, and how many.
#[derive(Debug, Default)]
pub(crate) struct Door(Mutex<(i64, u32)>);

impl Door {
    /// The live token of a request.
    pub(crate) async fn admit(&self, people: &People, headers: &HeaderMap) -> Result<Token, Error> {
        let Some(secret) = bearer(headers) else { return Err(Error::TokenRefused) };
        match people.token(secret).await? {
            Some(token) => Ok(token),
            None => Err(self.refuse(people.now())),
        }
    }

    fn refuse(&self, now: i64) -> Error {
        let mut wrong = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if wrong.0 != now / 60 {
            *wrong = (now / 60, 0);
        }
        wrong.1 = wrong.1.saturating_add(1);
        if wrong.1 > limits::WRONG_TOKENS_PER_MINUTE_MAX {
            Error::TokenThrottled
        } else {
            Error::TokenRefused
        }
    }
}

/// What stands behind `Bearer` in the one `Authorization` header of a request.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let (scheme, secret) = all.next()?.to_str().ok()?.split_once(' ')?;
    (all.next().is_none() && scheme.eq_ignore_ascii_case("bearer")).then(|| secret.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_bearer_is_read() {
        let of = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::AUTHORIZATION, axum::http::HeaderValue::from_static(value));
            }
            bearer(&headers).map(str::to_owned)
        };
        assert_eq!(of(&["Bearer sijil_1"]).as_deref(), Some("sijil_1"));
        assert_eq!(of(&["bearer sijil_1"]).as_deref(), Some("sijil_1"));
        for refused in [&["Basic sijil_1"][..], &["sijil_1"], &["Bearer a", "Bearer b"], &[]] {
            assert_eq!(of(refused), None, "{refused:?}");
        }
    }

    #[test]
    fn wrong_tokens_wait_until_the_next_minute() {
        let door = Door::default();
        for _ in 0..limits::WRONG_TOKENS_PER_MINUTE_MAX {
            assert_eq!(door.refuse(59), Error::TokenRefused);
        }
        assert_eq!(door.refuse(59), Error::TokenThrottled);
        assert_eq!(door.refuse(60), Error::TokenRefused);
    }
}
