//! One local user: a key printed at start opens a session, kept as a cookie.
//!
//! Not accounts, roles or second factors: those come with the team. The key and every session are 256 random
//! bits; the server keeps only their SHA-256. `http://localhost:PORT/?key=…` answers with a redirect to the same
//! address without the key and the cookie `sijil-PORT` (`HttpOnly; SameSite=Strict`). Without it every page
//! answers 401 and says what to do. The cookie's name holds the port because cookies do not: two registers on one
//! machine must not sign each other out. Start at [`Sessions::new`].

use crate::cookie;
use crate::error::Error;
use crate::hexadecimal::hexadecimal;
use crate::limits;
use crate::routes;
use axum::Extension;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::ActorId;
use register::register::LOCAL_ACTOR;
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// What is kept of a key or a session: its SHA-256.
type Fingerprint = [u8; 32];

/// The secret that opens a session; shown once, in the printed address.
pub struct Key(String);

impl Key {
    /// Draws 256 bits from the operating system.
    pub fn draw() -> Result<Self, getrandom::Error> {
        secret().map(Self)
    }

    /// A key given from outside: a test, or a service that prints nothing.
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The address to print: `http://localhost:PORT/?key=…`.
    pub fn address(&self, origin: &str) -> String {
        format!("{origin}/?key={}", self.0)
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Key(…)")
    }
}

/// Who a request comes from; put into its extensions by [`require`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The pseudonym under which they act.
    pub actor: ActorId,
}

struct Session {
    fingerprint: Fingerprint,
    actor: ActorId,
    opened: Instant,
    seen: Instant,
}

/// The live sessions of this process.
pub struct Sessions {
    key: Fingerprint,
    cookie: String,
    is_secure: bool,
    live: Mutex<Vec<Session>>,
}

impl Sessions {
    /// Sessions opened by `key`; `port` names the cookie, `is_secure` says that people reach us over https.
    pub fn new(key: &Key, port: u16, is_secure: bool) -> Arc<Self> {
        let cookie = if is_secure { format!("__Host-sijil-{port}") } else { format!("sijil-{port}") };
        let live = Mutex::new(Vec::new());
        Arc::new(Self { key: fingerprint(&key.0), cookie, is_secure, live })
    }

    /// Opens a session if `key` is the right one; gives the `Set-Cookie` value.
    pub fn open(&self, key: &str, now: Instant) -> Option<HeaderValue> {
        if !equal(&fingerprint(key), &self.key) {
            tracing::warn!("a wrong key was presented");
            return None;
        }
        self.open_for(LOCAL_ACTOR, now)
    }

    /// Opens a session for somebody who has shown who they are; gives the `Set-Cookie` value.
    pub fn open_for(&self, actor: ActorId, now: Instant) -> Option<HeaderValue> {
        let secret = secret().ok()?;
        let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        live.retain(|session| is_alive(session, now));
        if live.len() >= limits::SESSIONS_MAX {
            live.remove(0);
        }
        live.push(Session { fingerprint: fingerprint(&secret), actor, opened: now, seen: now });
        let secure = if self.is_secure { "; Secure" } else { "" };
        let age = limits::SESSION_LIFE.as_secs();
        cookie::write(&self.cookie, &secret, &format!("Max-Age={age}; HttpOnly; SameSite=Strict{secure}"))
    }

    /// Who the live session of the request belongs to; seeing it keeps it alive.
    pub fn admits(&self, headers: &HeaderMap, now: Instant) -> Option<SignedIn> {
        let secret = cookie::read(headers, &self.cookie)?;
        let wanted = fingerprint(secret);
        let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        live.retain(|session| is_alive(session, now));
        let mut admitted = None;
        for session in live.iter_mut() {
            if equal(&session.fingerprint, &wanted) {
                session.seen = now;
                admitted = Some(SignedIn { actor: session.actor });
            }
        }
        admitted
    }

    /// Ends the request's session; gives the `Set-Cookie` value that removes the cookie.
    pub fn close(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        if let Some(secret) = cookie::read(headers, &self.cookie) {
            let wanted = fingerprint(secret);
            let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
            live.retain(|session| !equal(&session.fingerprint, &wanted));
        }
        let secure = if self.is_secure { "; Secure" } else { "" };
        cookie::write(&self.cookie, "", &format!("Max-Age=0; HttpOnly; SameSite=Strict{secure}"))
    }
}

/// Middleware: turns the printed key into a cookie, and answers 401 where there is no session.
///
/// Assets, the health check and the choice of language and theme are public: they hold nothing of the register,
/// and the 401 page needs its style and its buttons.
pub async fn require(
    Extension(sessions): Extension<Arc<Sessions>>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if path.starts_with(crate::assets::PREFIX) || [routes::HEALTH, routes::DISPLAY].contains(&path) {
        return next.run(request).await;
    }
    let now = Instant::now();
    if matches!(*request.method(), Method::GET | Method::HEAD)
        && let Some((key, clean)) = split_key(request.uri())
    {
        return match sessions.open(key, now) {
            Some(cookie) => ([(header::SET_COOKIE, cookie)], Redirect::to(&clean)).into_response(),
            None => Error::NotSignedIn.into_response(),
        };
    }
    match sessions.admits(request.headers(), now) {
        Some(signed_in) => {
            request.extensions_mut().insert(signed_in);
            next.run(request).await
        }
        None => Error::NotSignedIn.into_response(),
    }
}

/// The key in an address and the address without it. The address given back is always a path of this site.
fn split_key(uri: &Uri) -> Option<(&str, String)> {
    let query = uri.query()?;
    let key = query.split('&').find_map(|pair| pair.strip_prefix("key="))?;
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("key=")).collect();
    let path = format!("/{}", uri.path().trim_start_matches('/'));
    Some((key, if rest.is_empty() { path } else { format!("{path}?{}", rest.join("&")) }))
}

fn is_alive(session: &Session, now: Instant) -> bool {
    now.saturating_duration_since(session.opened) < limits::SESSION_LIFE
        && now.saturating_duration_since(session.seen) < limits::SESSION_IDLE
}

fn fingerprint(secret: &str) -> Fingerprint {
    Sha256::digest(secret.as_bytes()).into()
}

/// Compares in constant time: the time taken does not depend on where the two differ.
fn equal(left: &Fingerprint, right: &Fingerprint) -> bool {
    left.iter().zip(right).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hexadecimal(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn carrying(cookie: &HeaderValue) -> HeaderMap {
        let text = cookie.to_str().expect("ascii");
        let pair = text.split(';').next().expect("first part");
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(pair).expect("cookie"));
        headers
    }

    #[test]
    fn only_the_right_key_opens_and_the_secret_is_not_kept() {
        let key = Key::draw().expect("random bits");
        let sessions = Sessions::new(&key, 8080, false);
        let now = Instant::now();
        assert!(sessions.open("guess", now).is_none());
        let cookie = sessions.open(&key.0, now).expect("opens");
        let text = cookie.to_str().expect("ascii");
        assert!(text.starts_with("sijil-8080=") && text.contains("HttpOnly; SameSite=Strict"));
        assert_eq!(key.0.len(), 64);
        assert!(sessions.admits(&carrying(&cookie), now).is_some());
        assert!(sessions.admits(&HeaderMap::new(), now).is_none());
        assert_eq!(format!("{key:?}"), "Key(…)");
    }

    #[test]
    fn a_session_ends_when_idle_when_old_and_when_closed() {
        let key = Key::from_text("k");
        let sessions = Sessions::new(&key, 1, true);
        let start = Instant::now();
        let headers = carrying(&sessions.open("k", start).expect("opens"));
        assert!(sessions.admits(&headers, start + limits::SESSION_IDLE / 2).is_some());
        assert!(sessions.admits(&headers, start + limits::SESSION_IDLE * 2).is_none());
        let headers = carrying(&sessions.open("k", start).expect("opens"));
        let mut at = Duration::ZERO;
        while at + limits::SESSION_IDLE / 2 < limits::SESSION_LIFE {
            at += limits::SESSION_IDLE / 2;
            assert_eq!(sessions.admits(&headers, start + at).is_some(), at < limits::SESSION_LIFE);
        }
        assert!(sessions.admits(&headers, start + limits::SESSION_LIFE).is_none());
        let headers = carrying(&sessions.open("k", start).expect("opens"));
        sessions.close(&headers);
        assert!(sessions.admits(&headers, start).is_none());
    }

    #[test]
    fn old_sessions_give_way() {
        let sessions = Sessions::new(&Key::from_text("k"), 1, false);
        let now = Instant::now();
        let first = carrying(&sessions.open("k", now).expect("opens"));
        for _ in 0..limits::SESSIONS_MAX {
            sessions.open("k", now).expect("opens");
        }
        assert!(sessions.admits(&first, now).is_none());
    }

    #[test]
    fn the_clean_address_stays_on_this_site() {
        let uri: Uri = "//evil.example/x?key=1&lang=ar".parse().expect("uri");
        let (key, clean) = split_key(&uri).expect("key");
        assert_eq!(key, "1");
        assert!(clean.starts_with('/') && !clean.starts_with("//"), "{clean}");
    }
}
