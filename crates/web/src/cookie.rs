//! Reading and writing cookies: the few lines of RFC 6265 that the program needs.
//!
//! Not sessions ([`crate::session`]) and not preferences ([`crate::preference`]), which give them meaning.

use crate::limits;
use axum::http::{HeaderMap, HeaderValue, header};

/// The value of the cookie `name`, if the request carries it.
pub fn read<'headers>(headers: &'headers HeaderMap, name: &str) -> Option<&'headers str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter(|value| value.len() <= limits::COOKIE_BYTES_MAX)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// A `Set-Cookie` value for the whole site; `None` where the parts hold characters a cookie may not.
///
/// `attributes` are appended as they stand, such as `HttpOnly; SameSite=Strict`.
pub fn write(name: &str, value: &str, attributes: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{name}={value}; Path=/; {attributes}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_named_cookie_only() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("lang=ar; sijil-8080=abc; theme=dark"));
        assert_eq!(read(&headers, "theme"), Some("dark"));
        assert_eq!(read(&headers, "sijil-8080"), Some("abc"));
        assert_eq!(read(&headers, "heme"), None);
    }
}
