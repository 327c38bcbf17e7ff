//! What can go wrong with a request, and how it is told: a status, a stable code, a page or a problem document.
//!
//! Handlers return `Result<_, Error>` and use `?`. The error travels in the response's extensions to [`show`],
//! which knows the reader's language and writes the page (`states` of the design) or, under `/api/`, an
//! RFC 9457 problem. Use [`Error::NotFound`] for what is not there or not visible, [`Error::Invalid`] for input
//! that a rule refuses, [`Error::Unavailable`] for what failed here. Log where the error arises, once.

use crate::component::{address, digest, notice};
use crate::i18n::{Arg, Say};
use crate::layout::{self, Frame};
use crate::preference::Preference;
use crate::routes;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::html;

/// Why a request has no ordinary answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing at this address, or nothing this reader may see; the two are not told apart.
    #[error("not found")]
    NotFound,
    /// What was here was erased, all of it, by this act.
    #[error("erased")]
    Erased {
        /// The act.
        act: domain::id::ActId,
    },
    /// The address exists, the method does not.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// No session: the printed address with its key was not opened, or the session ended.
    #[error("not signed in")]
    NotSignedIn,
    /// The token is missing, wrong, revoked or too old; never which.
    #[error("token refused")]
    TokenRefused,
    /// Too many wrong tokens within a minute.
    #[error("too many wrong tokens")]
    TokenThrottled,
    /// The caller takes nothing that is answered here.
    #[error("not acceptable")]
    NotAcceptable,
    /// The body is of a type that is not read here.
    #[error("media type not read")]
    MediaType,
    /// A change was asked for by another site's page.
    #[error("cross-site request")]
    CrossSite,
    /// The reader's roles in this project do not allow it; `operation` is what they lack.
    #[error("not permitted: {operation}")]
    NotPermitted {
        /// Slug of the operation, such as `review`.
        operation: &'static str,
    },
    /// Somebody who is signed in is no member of any project.
    #[error("no role in any project")]
    NoRole,
    /// A factor must be shown again before this; `back` is the page to come back to.
    #[error("confirm first")]
    ConfirmFirst {
        /// A path of this site.
        back: String,
    },
    /// The `Host` header names something this server does not answer for.
    #[error("unknown host")]
    UnknownHost,
    /// The body or the address is longer than `limits` allow.
    #[error("request too large")]
    TooLarge,
    /// The request could not be read as a form, a query or a table.
    #[error("request not understood")]
    NotUnderstood,
    /// The record is here, and what was asked for cannot be made of it; `code` says why.
    #[error("not made: {code}")]
    NotMade {
        /// Stable code, such as `media-kind-not-read`.
        code: String,
    },
    /// A rule refuses the input; `code` is its stable code and `details` fill its sentence.
    #[error("invalid: {code}")]
    Invalid {
        /// Stable code, such as `count-min-above-max`.
        code: String,
        /// Values of the sentence, by name.
        details: Vec<(String, String)>,
    },
    /// The record changed since the form was opened.
    #[error("conflict: {code}")]
    Conflict {
        /// Stable code, such as `changed-meanwhile`.
        code: String,
    },
    /// Something here failed; nothing was changed.
    #[error("unavailable: {code}")]
    Unavailable {
        /// Stable code, such as `database-busy`.
        code: String,
    },
}

/// Codes of the errors that carry none of their own, for the catalogue's completeness test.
pub const CODES: &[&str] = &[
    "confirm-first",
    "cross-site",
    "erased",
    "media-type",
    "method-not-allowed",
    "no-role",
    "not-acceptable",
    "not-found",
    "not-permitted",
    "not-signed-in",
    "not-understood",
    "token-refused",
    "token-throttled",
    "too-large",
    "unknown-host",
];

impl Error {
    /// The HTTP status.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::NotMade { .. } => StatusCode::NOT_FOUND,
            Self::Erased { .. } => StatusCode::GONE,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotSignedIn | Self::TokenRefused => StatusCode::UNAUTHORIZED,
            Self::TokenThrottled => StatusCode::TOO_MANY_REQUESTS,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::CrossSite | Self::NotPermitted { .. } | Self::NoRole => StatusCode::FORBIDDEN,
            Self::ConfirmFirst { .. } => StatusCode::SEE_OTHER,
            Self::UnknownHost => StatusCode::MISDIRECTED_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotUnderstood => StatusCode::BAD_REQUEST,
            Self::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The stable code, which is also the translation key `error-<code>`.
    pub fn code(&self) -> &str {
        match self {
            Self::NotFound => "not-found",
            Self::Erased { .. } => "erased",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::NotSignedIn => "not-signed-in",
            Self::TokenRefused => "token-refused",
            Self::TokenThrottled => "token-throttled",
            Self::NotAcceptable => "not-acceptable",
            Self::MediaType => "media-type",
            Self::CrossSite => "cross-site",
            Self::NotPermitted { .. } => "not-permitted",
            Self::NoRole => "no-role",
            Self::ConfirmFirst { .. } => "confirm-first",
            Self::UnknownHost => "unknown-host",
            Self::TooLarge => "too-large",
            Self::NotUnderstood => "not-understood",
            Self::Invalid { code, .. }
            | Self::NotMade { code }
            | Self::Conflict { code }
            | Self::Unavailable { code } => code,
        }
    }

    /// What happened, in the reader's language.
    pub fn sentence(&self, say: Say) -> String {
        let details: Vec<(&str, Arg)> = match self {
            Self::Invalid { details, .. } => {
                details.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect()
            }
            _ => Vec::new(),
        };
        say.error(self.code(), &details)
    }

    /// What is safe and what to do next, one message for each class of error.
    const fn advice(&self) -> &'static str {
        match self {
            Self::NotFound => "advice-not-found",
            Self::Erased { .. } => "advice-erased",
            Self::NotMade { .. } => "advice-not-made",
            Self::MethodNotAllowed
            | Self::UnknownHost
            | Self::NotUnderstood
            | Self::NotAcceptable
            | Self::MediaType => "advice-address",
            Self::NotSignedIn | Self::TokenRefused | Self::TokenThrottled => "advice-not-signed-in",
            Self::CrossSite => "advice-cross-site",
            Self::NotPermitted { .. } => "advice-not-permitted",
            Self::ConfirmFirst { .. } => "confirm-words",
            Self::NoRole => "advice-no-role",
            Self::TooLarge => "advice-too-large",
            Self::Invalid { .. } => "advice-invalid",
            Self::Conflict { .. } => "advice-conflict",
            Self::Unavailable { .. } => "advice-unavailable",
        }
    }
}

impl From<&domain::problem::Problem> for Error {
    fn from(problem: &domain::problem::Problem) -> Self {
        let details = problem.details.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        Self::Invalid { code: problem.code.clone(), details }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::ConfirmFirst { back } = &self {
            let back = address::encoded(back);
            return Redirect::to(&layout::with_parameter(routes::CONFIRM, "back", &back)).into_response();
        }
        let mut response = self.status().into_response();
        let told = match self {
            Self::TokenRefused => Some((header::WWW_AUTHENTICATE, "Bearer realm=\"sijil\"")),
            Self::TokenThrottled => Some((header::RETRY_AFTER, "60")),
            _ => None,
        };
        if let Some((name, value)) = told {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Middleware: writes the page or the problem document of an error that a handler returned.
pub async fn show(preference: Preference, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let error = match response.extensions().get::<Error>() {
        Some(error) => error.clone(),
        None => match (response.status(), response.headers().contains_key(header::CONTENT_TYPE)) {
            // What axum itself refuses: its plain English sentence gives way to our page.
            (StatusCode::METHOD_NOT_ALLOWED, _) => Error::MethodNotAllowed,
            (StatusCode::PAYLOAD_TOO_LARGE, _) => Error::TooLarge,
            (
                StatusCode::BAD_REQUEST
                | StatusCode::UNPROCESSABLE_ENTITY
                | StatusCode::UNSUPPORTED_MEDIA_TYPE,
                true,
            ) if is_plain(&response) => Error::NotUnderstood,
            _ => return response,
        },
    };
    let status = error.status();
    let mut shown = if crate::api::is_below(&path) {
        problem_document(preference.say, &error)
    } else {
        page(preference, &error, &path).into_response()
    };
    *shown.status_mut() = status;
    for (name, value) in response.headers() {
        // Which methods there are is told to whoever used a wrong one, and to nobody who may not use any.
        let is_told = name != header::ALLOW || error == Error::MethodNotAllowed;
        if is_told && name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            shown.headers_mut().append(name, value.clone());
        }
    }
    shown
}

fn is_plain(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/plain"))
}

/// The page of an error: what happened, what is safe, what to do, a code.
fn page(preference: Preference, error: &Error, path: &str) -> Html<String> {
    let say = preference.say;
    let title = error.sentence(say);
    let body = html! {
        div.text {
            h1 { (title) }
            (notice::error(&html! { (say.text(error.advice())) }, &html! {
                @if let Error::Erased { act } = error {
                    p { a href=(address::act(routes::ACT, *act)) { (say.text("erased-by")) " " (digest::short(&act.to_string())) } }
                }
                p {
                    @if *error == Error::NotSignedIn { a href=(path) { (say.text("error-try-again")) } " · " }
                    @else { a href="/" { (say.text("error-to-overview")) } " · " }
                    (say.text("error-code")) " " code { (error.code()) }
                }
            }))
        }
    };
    layout::page(&Frame::bare(preference, &title, path), &body)
}

/// An RFC 9457 problem document.
fn problem_document(say: Say, error: &Error) -> Response {
    let details: serde_json::Map<String, serde_json::Value> = match error {
        Error::Invalid { details, .. } => {
            details.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect()
        }
        Error::Erased { act } => std::iter::once(("act".to_owned(), act.to_string().into())).collect(),
        Error::NotPermitted { operation } => {
            std::iter::once(("operation".to_owned(), (*operation).into())).collect()
        }
        _ => serde_json::Map::new(),
    };
    let document = serde_json::json!({
        "type": format!("urn:sijil:problem:{}", error.code()),
        "title": error.sentence(say),
        "status": error.status().as_u16(),
        "code": error.code(),
        "details": details,
    });
    ([(header::CONTENT_TYPE, "application/problem+json")], document.to_string()).into_response()
}
