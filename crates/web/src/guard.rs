//! What every request and answer must satisfy: known host, same-site changes, bounded size, strict headers.
//!
//! Not who is asking ([`crate::session`]). Cross-site forgery is refused by `Sec-Fetch-Site` and `Origin`, not by
//! tokens in forms; a program that sends neither is no browser and must still carry the session. Start at
//! [`check`].

use crate::error::Error;
use crate::limits;
use axum::Extension;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The content security policy of architecture.md section 6, word for word.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; \
     style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; \
     form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Headers of every answer. The referrer stays within the site: with `no-referrer` browsers send
/// `Origin: null` with forms, which older ones without `Sec-Fetch-Site` could not be told apart by.
const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// Marks an answer that is a file of unknown origin: a browser shows it where nothing of it can run, and it is given
/// byte for byte.
#[derive(Clone, Copy, Debug)]
pub struct Untrusted;

/// The content security policy of such an answer.
pub const UNTRUSTED_POLICY: &str = "sandbox";

/// Tells browsers to come over https alone, for two years; sent where the public address is one of https.
const HTTPS_ALONE: (&str, &str) = ("strict-transport-security", "max-age=63072000; includeSubDomains");

/// The names this server answers to, each as a `Host` header has it, such as `localhost:8080`.
#[derive(Clone, Debug)]
pub struct Hosts {
    names: Arc<[String]>,
    /// Whether people reach us over https.
    is_secure: bool,
}

impl Hosts {
    /// The loopback names with `port`, and the host of `public_url` where one is set.
    ///
    /// Anything else is refused, so that a foreign name made to resolve to this machine reads nothing.
    pub fn new(port: u16, public_url: Option<&str>) -> Self {
        let mut names: Vec<String> =
            ["localhost", "127.0.0.1", "[::1]"].iter().map(|name| format!("{name}:{port}")).collect();
        if let Some(host) = public_url.and_then(host_of) {
            names.push(host.to_ascii_lowercase());
        }
        let is_secure = public_url.is_some_and(|url| url.starts_with("https://"));
        Self { names: names.into(), is_secure }
    }

    /// The name people know this server by: the host of its public address, or the first loopback name.
    pub fn name(&self) -> &str {
        match &*self.names {
            [name, _, _] | [.., name] => name,
            [] => "",
        }
    }

    fn knows(&self, host: &str) -> bool {
        self.names.iter().any(|name| name.eq_ignore_ascii_case(host))
    }
}

/// Middleware: refuses unknown hosts, over-long addresses and cross-site changes; sets the headers.
pub async fn check(Extension(hosts): Extension<Hosts>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&hosts, &request) {
        Some(error) => error.into_response(),
        None => next.run(request).await,
    };
    let is_untrusted = response.extensions().get::<Untrusted>().is_some();
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if is_untrusted {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(UNTRUSTED_POLICY));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Middleware: where people come over https, has browsers come no other way and send no cookie any other way.
pub async fn over_https(Extension(hosts): Extension<Hosts>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if hosts.is_secure {
        let headers = response.headers_mut();
        let cookies: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().map(secured).collect();
        headers.remove(header::SET_COOKIE);
        for cookie in cookies {
            headers.append(header::SET_COOKIE, cookie);
        }
        let (name, value) = HTTPS_ALONE;
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// A cookie that is sent over https only.
fn secured(cookie: &HeaderValue) -> HeaderValue {
    let text = cookie.to_str().unwrap_or_default();
    if text.split(';').any(|part| part.trim() == "Secure") {
        return cookie.clone();
    }
    HeaderValue::from_str(&format!("{text}; Secure")).unwrap_or_else(|_error| cookie.clone())
}

fn refusal(hosts: &Hosts, request: &Request) -> Option<Error> {
    let headers = request.headers();
    let address_bytes = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if address_bytes > limits::ADDRESS_BYTES_MAX {
        return Some(Error::TooLarge);
    }
    let host = text(headers, &header::HOST)
        .or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str));
    let Some(host) = host.filter(|host| hosts.knows(host)) else { return Some(Error::UnknownHost) };
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    (!is_read && !is_same_site(headers, host)).then_some(Error::CrossSite)
}

/// Whether a change comes from our own page, or from a program that is no browser.
fn is_same_site(headers: &HeaderMap, host: &str) -> bool {
    if let Some(site) = text(headers, &HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match text(headers, &header::ORIGIN) {
        Some(origin) => host_of(origin).is_some_and(|name| name.eq_ignore_ascii_case(host)),
        None => true,
    }
}

fn text<'headers>(headers: &'headers HeaderMap, name: &HeaderName) -> Option<&'headers str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The host and port of an address: `https://a.example:8443/x` gives `a.example:8443`.
fn host_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn changes_come_from_our_own_pages() {
        let cases: [(&[(&str, &str)], bool); 7] = [
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://localhost:80")], false),
            (&[("origin", "http://localhost:80")], true),
            (&[("origin", "null")], false),
            (&[], true),
        ];
        for (pairs, expected) in cases {
            assert_eq!(is_same_site(&headers(pairs), "localhost:80"), expected, "{pairs:?}");
        }
    }

    #[test]
    fn only_known_hosts() {
        let hosts = Hosts::new(8080, Some("https://register.example/"));
        assert!(
            hosts.knows("LOCALHOST:8080") && hosts.knows("register.example") && hosts.knows("[::1]:8080")
        );
        assert!(!hosts.knows("localhost") && !hosts.knows("evil.example:8080"));
    }
}
