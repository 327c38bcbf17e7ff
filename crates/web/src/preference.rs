//! The reader's language, theme, and whether working pages have keys: from the address, else the cookie, else what the browser asks for.
//!
//! Addresses carry no language prefix: `?lang=ar` and `?theme=dark` are honoured on every GET and remembered in
//! a cookie, so that a link or a test is deterministic and every other address stays the same in both languages.

use crate::cookie;
use crate::i18n::Say;
use crate::limits;
use crate::routes;
use axum::extract::{Form, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::language::Language;
use std::convert::Infallible;

const ON: &str = "on";
const OFF: &str = "off";

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order shown.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The value in cookies, addresses and `data-theme`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

/// What the reader chose; handlers take it as an argument.
#[derive(Clone, Copy, Debug, Default)]
pub struct Preference {
    /// Speaks the reader's language.
    pub say: Say,
    /// Light, dark or auto.
    pub theme: Theme,
    /// Whether the working pages may be worked by keys.
    pub has_keys: bool,
}

impl<S: Sync> FromRequestParts<S> for Preference {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or_default())
    }
}

/// `Set-Cookie` values that remember a choice; scripts need neither, so all are `HttpOnly`.
pub fn remember(
    chosen_language: Option<Language>,
    chosen_theme: Option<Theme>,
    has_keys: Option<bool>,
) -> Vec<HeaderValue> {
    let attributes = format!("Max-Age={}; HttpOnly; SameSite=Lax", limits::PREFERENCE_SECONDS);
    [
        chosen_language.and_then(|language| cookie::write("lang", Say::new(language).code(), &attributes)),
        chosen_theme.and_then(|theme| cookie::write("theme", theme.code(), &attributes)),
        has_keys.and_then(|has| cookie::write("keys", if has { ON } else { OFF }, &attributes)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Middleware: finds the preference, hands it to the handlers, and remembers what the address chose.
pub async fn apply(mut request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    // Programs are answered in the language they ask for with each request, and are given no cookie.
    let is_program = crate::api::is_below(request.uri().path());
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD) && !is_program;
    let chosen_language = value(query, "lang").and_then(Language::parse).filter(|_| is_read);
    let chosen_theme = value(query, "theme").and_then(Theme::parse).filter(|_| is_read);
    let headers = request.headers();
    let preference = Preference {
        say: Say::new(chosen_language.unwrap_or_else(|| asked_language(headers))),
        theme: chosen_theme
            .or_else(|| cookie::read(headers, "theme").and_then(Theme::parse))
            .unwrap_or_default(),
        has_keys: cookie::read(headers, "keys") == Some(ON),
    };
    request.extensions_mut().insert(preference);
    let mut response = next.run(request).await;
    for cookie in remember(chosen_language, chosen_theme, None) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The cookie's language, else Arabic where the browser asks for it before English, else English.
fn asked_language(headers: &HeaderMap) -> Language {
    if let Some(chosen) = cookie::read(headers, "lang").and_then(Language::parse) {
        return chosen;
    }
    headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.split(',').find_map(|entry| Language::parse(entry.trim().get(..2)?)))
        .unwrap_or(Language::English)
}

/// A choice made with a button of the masthead.
#[derive(Debug, serde::Deserialize)]
pub struct Choice {
    /// `en` or `ar`.
    #[serde(default)]
    lang: String,
    /// `auto`, `light` or `dark`.
    #[serde(default)]
    theme: String,
    /// `on` or `off`: keys of the working pages.
    #[serde(default)]
    keys: String,
    /// The address to go back to: a path of this site.
    #[serde(default)]
    back: String,
}

/// Handler: remembers the choice and goes back to the page it was made on.
pub async fn choose(Form(choice): Form<Choice>) -> Response {
    let mut response = Redirect::to(own_path(&choice.back)).into_response();
    let has_keys = [(ON, true), (OFF, false)].into_iter().find(|(each, _)| *each == choice.keys);
    let has_keys = has_keys.map(|(_, has)| has);
    for cookie in remember(Language::parse(&choice.lang), Theme::parse(&choice.theme), has_keys) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// `back` if it is a path of this site, else the overview: the form must not lead anywhere else.
pub(crate) fn own_path(back: &str) -> &str {
    let is_own = back.starts_with('/')
        && !back.starts_with("//")
        && back.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_own { back } else { routes::OVERVIEW }
}

fn value<'query>(query: &'query str, name: &str) -> Option<&'query str> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_back_never_leaves_the_site() {
        assert_eq!(own_path("/incidents?q=%D8%A7"), "/incidents?q=%D8%A7");
        for foreign in ["//evil.example", "https://evil.example", "/\\evil.example", "/a b", ""] {
            assert_eq!(own_path(foreign), "/", "{foreign}");
        }
    }

    #[test]
    fn cookie_wins_over_browser_and_english_is_the_fallback() {
        let mut headers = HeaderMap::new();
        assert_eq!(asked_language(&headers), Language::English);
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("fr, ar-SY;q=0.9, en;q=0.8"));
        assert_eq!(asked_language(&headers), Language::Arabic);
        headers.insert(header::COOKIE, HeaderValue::from_static("lang=en"));
        assert_eq!(asked_language(&headers), Language::English);
    }
}
