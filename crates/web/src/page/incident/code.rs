//! From a public code to its record, whatever its case; where a code was used more than once, a choice.

use super::{address, row};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::limits;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use register::record::Record;

/// GET `/code/{code}`.
pub(super) async fn show(visit: Visit, Path(code): Path<String>) -> Result<Response, Error> {
    let code = code.trim();
    if code.is_empty() || code.chars().count() > limits::SEARCH_CHARACTERS_MAX {
        return Err(Error::NotFound);
    }
    let found = visit.register.records_of_code(visit.scope, code).await?;
    match found.as_slice() {
        [] => Err(Error::NotFound),
        [one] => Ok(Redirect::to(&address::record(one)).into_response()),
        several => {
            let say = visit.preference.say;
            let title = say.with("code-title", &[("code", code.into())]);
            let frame = visit.frame(&title, Section::Incidents);
            Ok(layout::page(&frame, &choice(say, code, several)).into_response())
        }
    }
}

fn choice(say: Say, code: &str, records: &[Record]) -> Markup {
    html! {
        div.text {
            h1 { (say.html("code-title", &[("code", code.into())])) }
            p { (say.html("code-several", &[("count", Arg::from(records.len()))])) }
            ul {
                @for record in records {
                    li {
                        a href=(address::record(record)) { bdi lang=(row::language_of(&record.name())) { (record.name()) } }
                        (say.text("comma")) " " (record.kind.label(say.language))
                        @if let Some(day) = record.text("when/edtf") {
                            (say.text("comma")) " " (crate::date::interval(say, day, crate::date::Width::Full))
                        }
                    }
                }
            }
        }
    }
}
