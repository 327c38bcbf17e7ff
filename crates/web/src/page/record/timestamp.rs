//! Outside time on the page of the log: the tokens, how far each was checked here, and how to check it elsewhere.
//!
//! Nothing is claimed that was not checked when the page was made.

use super::asked::{Parameters, parameter};
use crate::component::table::{self, Column, Plain};
use crate::component::{address, notice};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::{date, limits, number, routes};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use register::ledger::timestamp::{Signature, Stamp};
use register::timestamp::{Half, Kept, command};

/// Name of the parameter that asks for tokens over fewer leaves than it says.
const BEFORE: &str = "tokens";

/// The part of the page of the log that lists the tokens.
pub(super) fn section(visit: &Visit, parameters: &Parameters) -> Markup {
    let say = visit.preference.say;
    let before = parameter(parameters, BEFORE).and_then(|text| text.parse().ok());
    let timestamps = visit.register.timestamps();
    let latest = timestamps.latest(before, limits::LOG_TIMESTAMPS + 1);
    html! {
        section.part #timestamps {
            h2 { (say.text("timestamp-title")) }
            p { (say.text("timestamp-lede")) }
            @match latest {
                Ok(kept) => {
                    @if timestamps.authority.is_none() { p.small.quiet.after { (say.text("timestamp-no-authority")) } }
                    @else if kept.is_empty() { p.after { (say.text("timestamp-none")) } }
                    @if !kept.is_empty() { (list(say, &kept)) }
                }
                // The rest of the log is shown all the same.
                Err(error) => {
                    (notice::notice(notice::Kind::Error, &html! { (say.text(&format!("error-{}", error.code()))) }, &html! {}))
                }
            }
        }
    }
}

fn list(say: Say, kept: &[Kept]) -> Markup {
    let shown = kept.get(..limits::LOG_TIMESTAMPS).unwrap_or(kept);
    let heads = [
        Column::words(say.text("timestamp-when")),
        Column::figures(say.text("timestamp-covers")),
        Column::words(say.text("timestamp-signature")),
        Column::words(say.text("timestamp-files")),
    ];
    html! {
        div.after {
            (table::plain(&Plain {
                caption: String::new(),
                columns: heads.into(),
                rows: shown.iter().map(|one| row(say, one)).collect(),
            }))
        }
        (commands(say, shown))
        @if let Some(last) = shown.last().filter(|_| kept.len() > shown.len()) {
            p.small.after {
                a href={ (address::with(routes::LOG, &[(BEFORE, last.size.to_string())])) "#timestamps" } {
                    (say.text("timestamp-earlier"))
                }
            }
        }
    }
}

fn row(say: Say, kept: &Kept) -> Vec<Markup> {
    let token = file_address(routes::TIMESTAMP_TOKEN, kept.size);
    let checkpoint = file_address(routes::TIMESTAMP_CHECKPOINT, kept.size);
    let covers = i64::try_from(kept.size).unwrap_or(i64::MAX);
    let files = html! {
        a href=(token) { (say.text("timestamp-token")) }
        br;
        a href=(checkpoint) { (say.text("timestamp-checkpoint")) }
    };
    let covers = html! { a.fig href=(checkpoint) { (number::integer(covers)) } };
    match &kept.outcome {
        Ok(stamp) => vec![time(say, stamp), covers, html! { (how_far(say, stamp)) }, files],
        Err(wrong) => vec![
            html! { strong { (say.text("timestamp-wrong")) } },
            covers,
            html! {
                (say.text(&format!("error-{}", wrong.code))) " "
                code dir="ltr" { "log/" (wrong.path) } (say.text("colon")) " "
                span lang="en" dir="ltr" { (wrong.reason) }
            },
            files,
        ],
    }
}

fn time(say: Say, stamp: &Stamp) -> Markup {
    let exact = stamp.time.to_string();
    html! { (date::instant_element(say, &exact)) br; small.quiet { bdi dir="ltr" { (exact) } } }
}

fn how_far(say: Say, stamp: &Stamp) -> String {
    say.text(match stamp.signature {
        Signature::Trusted => "timestamp-trusted",
        Signature::ByItsOwnCertificate => "timestamp-own",
        Signature::NotChecked => "timestamp-not-checked",
    })
}

/// The commands a reader can paste, each for the two files of a token in one folder; that of the last stands open.
fn commands(say: Say, shown: &[Kept]) -> Markup {
    let held = shown.iter().filter_map(|kept| Some((kept.size, kept.outcome.as_ref().ok()?.time)));
    let commands: Vec<String> = held.map(|(size, time)| command("", size, time)).collect();
    let Some((last, others)) = commands.split_first() else { return html! {} };
    html! {
        h3.after { (say.text("timestamp-check")) }
        p { (say.text("timestamp-how")) }
        div.raw.after dir="ltr" { (last) }
        @if !others.is_empty() {
            details.after {
                summary { (say.text("timestamp-check-others")) }
                div.raw dir="ltr" { (others.join("\n")) }
            }
        }
    }
}

fn file_address(route: &str, size: u64) -> String {
    route.replace("{size}", &size.to_string())
}

/// GET [`routes::TIMESTAMP_TOKEN`].
pub(super) async fn token(visit: Visit, Path(size): Path<String>) -> Result<Response, Error> {
    file(&visit, &size, Half::Token, "tsr", "application/timestamp-reply")
}

/// GET [`routes::TIMESTAMP_CHECKPOINT`].
pub(super) async fn checkpoint(visit: Visit, Path(size): Path<String>) -> Result<Response, Error> {
    file(&visit, &size, Half::Checkpoint, "checkpoint", "application/octet-stream")
}

fn file(visit: &Visit, size: &str, half: Half, ending: &str, media: &str) -> Result<Response, Error> {
    let size: u64 = size.parse().map_err(|_not_a_number| Error::NotFound)?;
    let bytes = visit.register.timestamps().file(size, half)?;
    let disposition = format!("attachment; filename=\"{size}.{ending}\"");
    Ok(([(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response())
}
