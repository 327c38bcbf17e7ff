//! Writing a note or a passage: from where to where, the words as heard, their translation, who speaks, how clearly.

use super::sent::Sent;
use super::{Medium, Parameters, at, listen, look, medium, redaction, time};
use crate::component::form;
use crate::component::naming;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::limits::{NOTE_CHARACTERS_MAX, REASON_CHARACTERS_MAX};
use crate::routes;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{ItemId, RecordId};
use domain::kind::Kind;
use domain::record::{Annotation, Region, body};
use domain::vocabulary::{AnnotationKind, Hearing};
use maud::{Markup, html};
use register::Reason;
use register::permission::Operation;
use register::record::Record;

/// Languages offered by name; any other tag may be typed.
const LANGUAGES: [&str; 6] = ["ar", "en", "ku", "ckb", "tr", "fa"];

/// The blank form; with the words of another note where they are to be written as heard, else in the languages of the
/// last one: whoever transcribes writes many of one language.
pub(super) fn blank(say: Say, from: Option<&Record>, last: Option<&Record>) -> Sent {
    let of = |note: Option<&Record>, name: &str| {
        note.and_then(|note| naming::member(note, name)).unwrap_or_default().to_owned()
    };
    let text = |name: &str| of(from, name);
    let place =
        |name: &str| from.and_then(|note| super::whole(note, name)).map(time::exact).unwrap_or_default();
    let kind = text("kind");
    Sent::blank([
        ("start", place("start_milliseconds")),
        ("end", place("end_milliseconds")),
        ("kind", if kind.is_empty() { AnnotationKind::Transcript.slug().to_owned() } else { kind }),
        ("words", text("words")),
        ("language", of(from.or(last), "language")),
        ("translation", text("translation")),
        ("translation_language", of(from.or(last), "translation_language")),
        ("speaker", text("speaker")),
        ("reason", say.text(if from.is_some() { "note-reason-heard" } else { "note-reason" })),
    ])
}

/// The blank form on the page of a picture.
pub(super) fn of_picture(say: Say) -> Sent {
    Sent::blank([("reason", say.text("note-reason-seen"))])
}

/// POST [`routes::ITEM_NOTES`].
pub(super) async fn save(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Parameters>,
) -> Result<Response, Error> {
    visit.permit.require(Operation::Collect)?;
    let item = super::item(&visit, &id).await?;
    let mut sent = Sent::of(sent);
    let is_picture = medium(&item) == Medium::Picture;
    let page = at(if is_picture { routes::ITEM_LOOK } else { routes::ITEM_LISTEN }, item.id);
    if let Some(annotation) = annotation(&mut sent, item.id) {
        match keep(&visit, &annotation, sent.at("reason")).await {
            Ok(note) => {
                let chosen = crate::component::address::with(&page, &[("chosen", note.to_string())]);
                return Ok(Redirect::to(&format!("{chosen}#p{note}")).into_response());
            }
            Err(register::Error::Refused(problems)) => sent.refused(problems, input),
            Err(register::Error::ReasonMissing) => sent.refuse("reason", "reason-missing"),
            Err(error) => return Err(error.into()),
        }
    }
    if is_picture {
        return Ok(
            (StatusCode::UNPROCESSABLE_ENTITY, look::noted(&visit, &item, &sent).await?).into_response()
        );
    }
    let room = listen::read(&visit, &id, &Vec::new()).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, listen::page(&visit, &room, &sent, None)).into_response())
}

/// The input that a field of the record stands in.
fn input(field: &str) -> String {
    match field {
        "start_milliseconds" => "start",
        "end_milliseconds" => "end",
        "region" => "left",
        field => field,
    }
    .to_owned()
}

async fn keep(visit: &Visit, annotation: &Annotation, why: &str) -> register::Result<RecordId> {
    let reason = Reason { actor: visit.actor(), why: why.to_owned() };
    let mut work = visit.register.begin(reason, visit.scope.project).await?;
    let id = work.create(Kind::Annotation, body(annotation)).await?;
    work.commit().await?;
    Ok(id)
}

/// What the form comes to; `None` where something in it is wrong.
pub(super) fn annotation(sent: &mut Sent, item: RecordId) -> Option<Annotation> {
    let (start, end) = (milliseconds(sent, "start"), milliseconds(sent, "end"));
    if sent.at("words").is_empty() {
        sent.refuse("words", "field-empty");
    }
    if ["words", "translation"].iter().any(|name| sent.at(name).chars().count() > NOTE_CHARACTERS_MAX) {
        sent.refuse("words", "note-too-long");
    }
    if sent.at("reason").chars().count() > REASON_CHARACTERS_MAX {
        sent.refuse("reason", "reason-too-long");
    }
    for name in ["language", "translation_language"] {
        if !is_tag(sent.at(name)) {
            sent.refuse(name, "language-not-understood");
        }
    }
    let region = region(sent);
    sent.is_right().then(|| Annotation {
        item: ItemId(item.0),
        kind: AnnotationKind::parse(sent.at("kind")).unwrap_or(AnnotationKind::Note),
        start_milliseconds: start,
        end_milliseconds: end,
        region,
        incident: None,
        sighting: None,
        matched: None,
        frames: Vec::new(),
        words: sent.at("words").to_owned(),
        language: sent.given("language"),
        translation: sent.given("translation"),
        translation_language: sent.given("translation").and(sent.given("translation_language")),
        speaker: sent.given("speaker"),
        hearing: Hearing::parse(sent.at("hearing")),
        machine: false,
        tool: None,
        note: None,
    })
}

/// The part of a picture, where its four numbers are given; what is wrong with one is noted.
pub(super) fn region(sent: &mut Sent) -> Option<Region> {
    let names = ["left", "top", "width", "height"];
    if names.iter().all(|name| sent.at(name).is_empty()) {
        return None;
    }
    let mut shares = [0_u32; 4];
    for (share, name) in shares.iter_mut().zip(names) {
        match redaction::share(sent.at(name)).and_then(|share| u32::try_from(share).ok()) {
            Some(read) => *share = read,
            None => sent.refuse(name, "share-not-understood"),
        }
    }
    let [left, top, width, height] = shares;
    Some(Region { left, top, width, height })
}

fn milliseconds(sent: &mut Sent, name: &str) -> Option<u64> {
    let text = sent.given(name)?;
    let read = time::read(&text);
    if read.is_none() {
        sent.refuse(name, "place-not-understood");
    }
    read
}

/// Whether a text is a language tag, or nothing: letters and digits in parts of up to eight, as RFC 5646 has them.
fn is_tag(text: &str) -> bool {
    text.is_empty()
        || text.split('-').enumerate().all(|(place, part)| {
            let is_first =
                place > 0 || part.bytes().all(|byte| byte.is_ascii_alphabetic()) && part.len() >= 2;
            is_first && (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The form, with what is wrong above it.
pub(super) fn section(say: Say, item: &Record, sent: &Sent) -> Markup {
    let language = say.language;
    let kinds = [AnnotationKind::Transcript, AnnotationKind::Event, AnnotationKind::Note];
    let kinds: Vec<_> =
        kinds.iter().map(|kind| (kind.slug().to_owned(), kind.label(language).to_owned())).collect();
    let none = (String::new(), say.text("none-not-stated"));
    let hearing = Hearing::ALL.iter().map(|one| (one.slug().to_owned(), one.label(language).to_owned()));
    let hearing: Vec<_> = std::iter::once(none).chain(hearing).collect();
    let tags: Vec<String> = LANGUAGES.iter().map(|tag| (*tag).to_owned()).collect();
    let long = |field: &form::Field<'_>| form::lines(field, 3, NOTE_CHARACTERS_MAX);
    html! {
        section.part #note {
            h2 { (say.text("note-head")) }
            (sent.refusal(say))
            form.form.note method="post" action=(at(routes::ITEM_NOTES, item.id)) {
                div.row {
                    (sent.field(say, "start", ("note-start", Some("note-place-hint")), time::field))
                    (sent.field(say, "end", ("note-end", None), time::field))
                    (sent.field(say, "kind", ("label-kind", None), |field| form::choice(field, &kinds)))
                }
                div.row.wide {
                    (sent.field(say, "words", ("note-words", None), long))
                    (sent.field(say, "translation", ("label-translation", None), long))
                }
                div.row {
                    (sent.field(say, "language", ("note-language", Some("note-language-hint")), |field| form::line_offering(field, &tags)))
                    (sent.field(say, "translation_language", ("label-translation-language", None), |field| form::line_offering(field, &tags)))
                }
                div.row {
                    (sent.field(say, "speaker", ("label-speaker", Some("note-speaker-hint")), form::line))
                    (sent.field(say, "hearing", ("label-hearing", None), |field| form::choice(field, &hearing)))
                }
                (sent.field(say, "reason", ("form-reason", Some("form-reason-hint")), |field| form::lines(field, 2, REASON_CHARACTERS_MAX)))
                p.actions { button.btn.btn-main { (say.text("note-save")) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_tag;

    #[test]
    fn a_language_is_a_tag() {
        for tag in ["", "ar", "ckb", "ar-SY", "zh-Hant-TW", "de-1996"] {
            assert!(is_tag(tag), "{tag}");
        }
        for text in ["a", "\"><script>", "ar SY", "ar-", "-", "1a", "عربي", "abcdefghi"] {
            assert!(!is_tag(text), "{text}");
        }
    }
}
