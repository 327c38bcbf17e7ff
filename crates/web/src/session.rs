//! Who a request comes from: the cookie of a session, and the key printed at start that opens one.
//!
//! Sessions themselves, passwords and codes are `register::people`; the pages that ask for them are
//! [`crate::page`]'s `sign_in`. In a register of one person `http://localhost:PORT/?key=…` answers with a redirect to
//! the same address without the key and the cookie `sijil-PORT` (`HttpOnly; SameSite=Strict`), and without it every
//! page answers 401 and says what to do. In a team's, a page asked for without a session leads to the sign-in page.
//! The cookie's name holds the port because cookies do not: two registers on one machine must not sign each other
//! out. Start at [`Sessions::new`].

use crate::api::{self, door::Door};
use crate::cookie;
use crate::error::Error;
use crate::hexadecimal::hexadecimal;
use crate::layout;
use crate::routes;
use axum::Extension;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::ActorId;
use register::passkey::RelyingParty;
use register::people::{Factor, People, Secret, Session};
use register::register::LOCAL_ACTOR;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What is kept of the key: its SHA-256.
type Fingerprint = [u8; 32];

/// The secret that opens a session; shown once, in the printed address.
pub struct Key(String);

impl Key {
    /// Draws 256 bits from the operating system.
    pub fn draw() -> Result<Self, getrandom::Error> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(hexadecimal(&bytes)))
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

/// How people come in.
#[derive(Debug)]
pub enum Entrance<'key> {
    /// One person, by the printed key, as [`LOCAL_ACTOR`].
    Key(&'key Key),
    /// A team, by their accounts.
    Accounts,
    /// A demonstration of a team: by accounts, and by the printed key as somebody of the team.
    AccountsAndKey(&'key Key, ActorId),
}

/// Who a request comes from; put into its extensions by [`require`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The pseudonym under which they act.
    pub actor: ActorId,
    /// Their session.
    pub session: Session,
}

/// A cookie that holds a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// A session.
    Session,
    /// A right password that waits for its code.
    Half,
    /// An invitation being accepted.
    Invitation,
    /// A passkey being made or shown.
    Ceremony,
    /// The owner's own session while they practise as somebody else.
    Behind,
}

impl Held {
    /// What its name adds, and how long browsers keep it at most, in seconds.
    const fn terms(self) -> (&'static str, i64) {
        match self {
            Self::Session => ("", register::limits::SESSION_SECONDS),
            Self::Behind => ("-behind", register::limits::SESSION_SECONDS),
            Self::Half => ("-half", register::limits::HALF_SIGNED_IN_SECONDS),
            Self::Ceremony => ("-ceremony", register::limits::CEREMONY_SECONDS),
            Self::Invitation => ("-invitation", crate::limits::INVITATION_COOKIE_SECONDS),
        }
    }

    /// An invitation's link is opened from a message: the cookie must survive the redirect that takes the code out
    /// of the address. It lets nobody in by itself.
    const fn same_site(self) -> &'static str {
        match self {
            Self::Session | Self::Half | Self::Behind | Self::Ceremony => "Strict",
            Self::Invitation => "Lax",
        }
    }
}

/// The sessions of this server, by their cookies.
pub struct Sessions {
    people: People,
    key: Option<(Fingerprint, ActorId)>,
    has_accounts: bool,
    port: u16,
    is_secure: bool,
    door: Door,
    /// The site that passkeys are made for, where its address can hold any.
    site: Option<RelyingParty>,
}

impl Sessions {
    /// Sessions of `people`. `port` names the cookie; `public_url` is where people reach us, if not on this machine.
    /// Passkeys are made for that address alone, or for `http://localhost:PORT`.
    pub fn new(people: &People, entrance: &Entrance<'_>, port: u16, public_url: Option<&str>) -> Arc<Self> {
        let (key, has_accounts) = match entrance {
            Entrance::Key(key) => (Some((fingerprint(&key.0), LOCAL_ACTOR)), false),
            Entrance::Accounts => (None, true),
            Entrance::AccountsAndKey(key, actor) => (Some((fingerprint(&key.0), *actor)), true),
        };
        let local = format!("http://localhost:{port}");
        let site = RelyingParty::new(public_url.unwrap_or(&local)).ok();
        let is_secure = public_url.is_some_and(|url| url.starts_with("https://"));
        Arc::new(Self {
            people: people.clone(),
            key,
            has_accounts,
            port,
            is_secure,
            door: Door::default(),
            site,
        })
    }

    /// The site that passkeys are made for, where the request was sent to its address: browsers use them nowhere
    /// else.
    pub(crate) fn site(&self, headers: &HeaderMap) -> Option<&RelyingParty> {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok())?;
        self.site.as_ref().filter(|site| self.has_accounts && site.is_at(host))
    }

    /// The address that passkeys are made for, where there is one.
    pub(crate) fn site_address(&self) -> Option<&str> {
        self.site.as_ref().map(RelyingParty::address)
    }

    /// Opens a session if `key` is the printed one; gives the `Set-Cookie` value.
    async fn open(&self, key: &str) -> Result<HeaderValue, Error> {
        let opens = self.key.as_ref().filter(|(printed, _)| equal(&fingerprint(key), printed));
        let Some((_, actor)) = opens else {
            tracing::warn!("a wrong key was presented");
            return Err(Error::NotSignedIn);
        };
        self.open_for(*actor).await
    }

    /// Opens a session for somebody as the printed key does; gives the `Set-Cookie` value.
    ///
    /// # Errors
    /// From the database.
    pub async fn open_for(&self, actor: ActorId) -> Result<HeaderValue, Error> {
        let secret = self.people.open_session(actor, Factor::PrintedKey).await?;
        self.hold(Held::Session, &secret)
    }

    /// Who the live session of a request belongs to; seeing it keeps it alive.
    async fn admits(&self, headers: &HeaderMap) -> Result<SignedIn, Error> {
        let secret = self.held(Held::Session, headers).ok_or(Error::NotSignedIn)?;
        let session = self.people.session(&secret).await?.ok_or(Error::NotSignedIn)?;
        Ok(SignedIn { actor: session.actor, session })
    }

    /// The `Set-Cookie` value that has the browser hold a secret.
    pub(crate) fn hold(&self, held: Held, secret: &Secret) -> Result<HeaderValue, Error> {
        // A typed invitation may hold anything; what no cookie can hold is no secret of ours.
        self.cookie(held, secret.expose(), held.terms().1).ok_or(Error::NotUnderstood)
    }

    /// The same for a secret that a request held under another name.
    pub(crate) fn hold_text(&self, held: Held, secret: &str) -> Result<HeaderValue, Error> {
        self.cookie(held, secret, held.terms().1).ok_or(Error::NotUnderstood)
    }

    /// The `Set-Cookie` value that has the browser forget.
    pub(crate) fn forget(&self, held: Held) -> Result<HeaderValue, Error> {
        self.cookie(held, "", 0).ok_or(Error::NotUnderstood)
    }

    /// The secret that a request holds.
    pub(crate) fn held(&self, held: Held, headers: &HeaderMap) -> Option<String> {
        cookie::read(headers, &self.name(held)).map(str::to_owned)
    }

    fn cookie(&self, held: Held, value: &str, seconds: i64) -> Option<HeaderValue> {
        let is_plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let secure = if self.is_secure { "; Secure" } else { "" };
        let attributes = format!("Max-Age={seconds}; HttpOnly; SameSite={}{secure}", held.same_site());
        is_plain.then(|| cookie::write(&self.name(held), value, &attributes)).flatten()
    }

    fn name(&self, held: Held) -> String {
        let prefix = if self.is_secure { "__Host-" } else { "" };
        format!("{prefix}sijil{}-{}", held.terms().0, self.port)
    }

    /// What a request without a session is answered with: a reader of a team is led to the sign-in page.
    fn turned_away(&self, request: &Request) -> Response {
        let uri = request.uri();
        let is_page = *request.method() == Method::GET;
        if !(self.has_accounts && is_page) {
            return Error::NotSignedIn.into_response();
        }
        let asked = uri.path_and_query().map_or("/", |address| address.as_str());
        if asked == routes::OVERVIEW {
            return Redirect::to(routes::SIGN_IN).into_response();
        }
        let back = crate::component::address::encoded(asked);
        Redirect::to(&layout::with_parameter(routes::SIGN_IN, "back", &back)).into_response()
    }

    /// Whether an address is for people without a session. Assets, the health check and the choice of language and
    /// theme hold nothing of the register; the sign-in pages ask for what they need.
    fn is_public(&self, path: &str) -> bool {
        let signs_in = [
            routes::SIGN_IN,
            routes::SIGN_IN_CODE,
            routes::SIGN_IN_PASSKEY,
            routes::SIGN_IN_PASSKEY_BEGIN,
            routes::INVITATION,
            routes::INVITATION_CODE,
        ];
        path.starts_with(crate::assets::PREFIX)
            || [routes::HEALTH, routes::DISPLAY, routes::API_DOCUMENT].contains(&path)
            || (self.has_accounts && signs_in.contains(&path))
    }
}

/// Middleware: turns the printed key into a cookie, and lets nobody past without a session.
pub async fn require(
    Extension(sessions): Extension<Arc<Sessions>>,
    mut request: Request,
    next: Next,
) -> Response {
    if sessions.is_public(request.uri().path()) {
        return next.run(request).await;
    }
    // A session opens no address for programs, and a token no page.
    if api::is_below(request.uri().path()) {
        return match sessions.door.admit(&sessions.people, request.headers()).await {
            Ok(token) => {
                request.extensions_mut().insert(token);
                next.run(request).await
            }
            Err(error) => error.into_response(),
        };
    }
    if matches!(*request.method(), Method::GET | Method::HEAD)
        && let Some((key, clean)) = split_key(request.uri())
    {
        return match sessions.open(key).await {
            Ok(cookie) => ([(header::SET_COOKIE, cookie)], Redirect::to(&clean)).into_response(),
            Err(error) => error.into_response(),
        };
    }
    match sessions.admits(request.headers()).await {
        Ok(signed_in) => {
            request.extensions_mut().insert(signed_in);
            next.run(request).await
        }
        Err(Error::NotSignedIn) => sessions.turned_away(&request),
        Err(error) => error.into_response(),
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

fn fingerprint(secret: &str) -> Fingerprint {
    Sha256::digest(secret.as_bytes()).into()
}

/// Compares in constant time: the time taken does not depend on where the two differ.
fn equal(left: &Fingerprint, right: &Fingerprint) -> bool {
    left.iter().zip(right).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_long_and_silent() {
        let key = Key::draw().expect("random bits");
        assert_eq!((key.0.len(), format!("{key:?}").as_str()), (64, "Key(…)"));
    }

    #[test]
    fn the_clean_address_stays_on_this_site() {
        let uri: Uri = "//evil.example/x?key=1&lang=ar".parse().expect("uri");
        let (key, clean) = split_key(&uri).expect("key");
        assert_eq!(key, "1");
        assert!(clean.starts_with('/') && !clean.starts_with("//"), "{clean}");
    }
}
