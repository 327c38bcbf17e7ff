//! One release: its text with what was read of it, the lines, the sums, its other wordings and what was added later.

use super::{address, item, lines, siblings, sum};
use crate::component::{digest, facts, figure, notice, raw, seal};
use crate::date::{self, Width};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, DataLink, Section};
use crate::{number, routes};
use axum::extract::Path;
use axum::response::Html;
use domain::id::{RecordId, ReleaseId};
use domain::kind::Kind;
use domain::record::{Release, ReleaseLine, TextOrigin};
use domain::when::Zone;
use maud::{Markup, html};
use register::exchange::release::parse;
use register::release::{File, Line, Sum};

/// GET `/releases/{id}`.
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Error> {
    let id: RecordId = id.parse().ok().ok_or(Error::NotFound)?;
    let file = visit.register.release_file(visit.scope, ReleaseId(id.0)).await?;
    let lines = file.lines.iter().map(|line| line.id);
    visit.note(lines.chain([id]).chain(file.renditions.iter().map(|other| other.id))).await?;
    let say = visit.preference.say;
    let title = say.with("release-title", &[("name", siblings::name(&file.release).into())]);
    let mut frame = visit.frame(&title, Section::Releases);
    frame.is_work = true;
    frame.data = vec![DataLink {
        label: "JSON".to_owned(),
        address: format!("{}?format=json", address::record(Kind::Release, id)),
    }];
    Ok(layout::page(&frame, &content(say, &file)))
}

fn content(say: Say, file: &File) -> Markup {
    let release = &file.release;
    html! {
        div.head {
            p.over { a href=(routes::RELEASES) { (say.text("releases-title")) } }
            h1 { (say.html("release-title", &[("name", siblings::name(release).into())])) }
            p { (opening(say, release)) }
            @if release.text_origin == Some(TextOrigin::RenderedFromFacts) {
                (notice::notice(notice::Kind::Plain, &html! { (say.text("release-rendered")) }, &html! { p { (say.text("release-rendered-words")) } }))
            }
            @if let Some(root) = release.rendition_of {
                p { (say.html("release-rendition-of", &[("release", Arg::Html(html! { a href=(address::release(RecordId(root.0))) { (say.text("release-first-wording")) } }))])) }
            }
            @if file.record.conflicts > 0 {
                (notice::notice(notice::Kind::Conflict, &html! { (say.text("release-conflict")) }, &html! {
                    p { a href=(address::record(Kind::Release, file.record.id)) { (say.text("release-conflict-see")) } }
                }))
            }
        }
        (read(say, release, &file.lines, &file.sums))
        (siblings::renditions(say, file))
        (siblings::additions(say, file))
        (about(say, file))
    }
}

/// Who issued it, when, for which days.
fn opening(say: Say, release: &Release) -> Markup {
    let day = |when: &Option<domain::when::When>| {
        let stated = when.as_ref().map(|when| date::element(say, &when.edtf, Width::Full));
        stated.unwrap_or_else(|| figure::not_stated(say))
    };
    say.html(
        "release-opening",
        &[
            ("publisher", release.publisher.as_str().into()),
            ("issued", Arg::Html(day(&release.issued))),
            ("period", Arg::Html(day(&release.period))),
        ],
    )
}

/// The text beside what was read of it, and the sums; also the preview of a text not yet kept.
pub(super) fn read(say: Say, release: &Release, lines: &[Line], sums: &[Sum]) -> Markup {
    let plain: Vec<ReleaseLine> = lines.iter().map(|line| line.line.clone()).collect();
    let items = item::items(release, &plain);
    html! {
        div.split {
            section #text {
                h2 { (say.text("release-text")) }
                (text(say, release, &items))
            }
            section #read {
                h2 { (say.text("release-read")) }
                p.quiet.small { (say.text("release-read-words")) }
                @if items.is_empty() { p { span.none { (say.text("release-no-lines")) } } }
                @else { (lines::table(say, release, lines, &items)) }
                h2.part #sums { (say.text("release-sums")) }
                (sum::list(say, release, &plain, &items, sums))
            }
        }
    }
}

fn text(say: Say, release: &Release, items: &[item::Item]) -> Markup {
    let Some(text) = &release.text else {
        return html! { p { span.none { (say.text("release-no-text")) } } };
    };
    let pieces = parse(text).pieces(text);
    let marks = item::marks(say, text, items, &pieces);
    let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    html! {
        p.quiet.small { (say.html("release-text-words", &[("count", Arg::Html(html! { (number::integer(length)) }))])) }
        (raw::raw(text, &marks, "en", |line| say.with("to-line", &[("line", line.into())])))
        @if let Some(hash) = &release.text_sha256 {
            (seal::seal(&html! { "SHA-256 " (digest::short(hash)) }))
        }
    }
}

/// Source, definition, number, zone, proof.
fn about(say: Say, file: &File) -> Markup {
    let release = &file.release;
    let plain = |term: &str, value: Markup| facts::Fact { term: say.text(term), value, standing: None };
    let mut rows = vec![plain("release-publisher", html! { bdi { (release.publisher) } })];
    if let Some(number) = &release.number {
        rows.push(plain("release-number", html! { bdi { (number) } }));
    }
    rows.push(plain("release-definition", definition(say, release)));
    rows.push(plain("release-zone", zone(say, release)));
    if let Some(words) = &release.late_period_words {
        rows.push(plain("release-late-days", html! { bdi { (words) } }));
    }
    if let Some(url) = &release.url {
        rows.push(plain("release-source", address::outside(url)));
    }
    if let Some(note) = &release.note {
        rows.push(plain("release-note", html! { bdi { (note) } }));
    }
    let record = address::record(Kind::Release, file.record.id);
    html! {
        section.part #about {
            h2 { (say.text("release-about")) }
            (facts::facts(&rows))
            (seal::seal(&html! {
                a href=(record) { (say.text("release-proof")) } " · "
                a href=(routes::RECORD_HISTORY.replace("{kind}", Kind::Release.plural()).replace("{id}", &file.record.id.to_string())) { (say.text("release-history")) }
            }))
        }
    }
}

/// The meaning of "strike" in force, and that figures of different meanings are never added.
pub(super) fn definition(say: Say, release: &Release) -> Markup {
    let words = match release.definition.as_deref() {
        Some(register::release_intake::STRIKE_RELEASE) => Some("release-definition-strike-release"),
        Some(register::release_intake::STRIKE_SUMMARY) => Some("release-definition-strike-summary"),
        _ => None,
    };
    html! {
        @match (words, &release.definition) {
            (Some(words), _) => (say.text(words)),
            (None, Some(code)) => bdi { (code) },
            (None, None) => span.none { (say.text("none-not-stated")) },
        }
        (facts::source(&html! { (say.text("release-definition-apart")) }))
    }
}

fn zone(say: Say, release: &Release) -> Markup {
    match release.period.as_ref().or(release.issued.as_ref()).map(|when| &when.zone) {
        Some(Zone::Named(name)) => html! { bdi { (name) } },
        Some(Zone::Utc) => html! { bdi { "UTC" } },
        Some(Zone::Unknown) | None => {
            html! { span.none { (say.text("zone-unknown")) } " " small.quiet { (say.text("release-zone-words")) } }
        }
    }
}
