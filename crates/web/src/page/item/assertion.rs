//! From a passage to an assertion about an incident: one form, one piece of work. The report of the item is made with
//! the first one.

use super::passages::{self, Passages};
use super::sent::Sent;
use super::{Parameters, at, over, parameter};
use crate::component::form;
use crate::component::naming;
use crate::component::{address, notice};
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::limits::{NOTE_CHARACTERS_MAX, REASON_CHARACTERS_MAX};
use crate::routes;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::LinkRole;
use maud::{Markup, html};
use register::Reason;
use register::item::Passage;
use register::permission::Operation;
use register::record::Record;

/// GET [`routes::ITEM_ASSERTION`].
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let (item, passages) = read(&visit, &id).await?;
    let note = parameter(&parameters, "annotation").ok_or(Error::NotFound)?;
    let note = passages.one(super::id(note)?).ok_or(Error::NotFound)?;
    let incident = match passages.latest_incident() {
        Some(incident) => incident,
        None => about(&visit, &item).await?.unwrap_or_default(),
    };
    let sent = Sent::blank([
        ("annotation", note.id.to_string()),
        ("claim", naming::member(note, "words").unwrap_or_default().to_owned()),
        ("incident", incident),
        ("reason", say.text("assert-reason")),
    ]);
    Ok(page(&visit, &item, note, &sent))
}

/// POST [`routes::ITEM_ASSERTION`].
pub(super) async fn save(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Parameters>,
) -> Result<Response, Error> {
    visit.permit.require(Operation::Collect)?;
    let mut sent = Sent::of(sent);
    let (item, passages) = read(&visit, &id).await?;
    let note = passages.one(super::id(sent.at("annotation"))?).ok_or(Error::NotFound)?;
    let incident = incident(&visit, &mut sent).await?;
    if sent.at("claim").chars().count() > NOTE_CHARACTERS_MAX {
        sent.refuse("claim", "note-too-long");
    }
    if let Some(incident) = incident.filter(|_| sent.is_right()) {
        let passage = Passage {
            annotation: note.id,
            incident,
            claim: sent.at("claim").to_owned(),
            note: sent.given("note"),
        };
        let reason = Reason { actor: visit.actor(), why: sent.at("reason").to_owned() };
        match visit.register.assert_passage(visit.scope, reason, &passage).await {
            Ok(made) => {
                let room = [("chosen", note.id.to_string()), ("asserted", made.assertion.to_string())];
                let room = address::with(&at(routes::ITEM_LISTEN, item.id), &room);
                return Ok(Redirect::to(&format!("{room}#p{}", note.id)).into_response());
            }
            Err(register::Error::Refused(problems)) => sent.refused(problems, str::to_owned),
            Err(error @ (register::Error::ReasonMissing | register::Error::ReasonTooLong { .. })) => {
                sent.refuse("reason", error.code());
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&visit, &item, note, &sent)).into_response())
}

async fn read(visit: &Visit, id: &str) -> Result<(Record, Passages), Error> {
    let item = super::item(visit, id).await?;
    let passages = Passages::read(visit, item.id).await?;
    Ok((item, passages))
}

/// The code, or the id, of the one incident that the item itself is said to be about; nothing where there are several.
async fn about(visit: &Visit, item: &Record) -> Result<Option<String>, Error> {
    let links = visit.register.links(visit.scope, &[item.id]).await?;
    let about = links.iter().filter(|link| {
        link.outgoing && link.role == LinkRole::About.slug() && link.there_kind == Kind::Incident
    });
    let incidents =
        visit.register.named(visit.scope, about.map(|link| (link.there_kind, link.there))).await?;
    visit.note(incidents.keys().copied()).await?;
    let mut all = incidents.values();
    Ok(match (all.next(), all.next()) {
        (Some(only), None) => Some(passages::named(only)),
        _ => None,
    })
}

/// The incident that a code or an id names; what is wrong is noted.
pub(super) async fn incident(visit: &Visit, sent: &mut Sent) -> Result<Option<RecordId>, Error> {
    let text = sent.at("incident").to_owned();
    if text.is_empty() {
        sent.refuse("incident", "field-empty");
        return Ok(None);
    }
    if let Ok(id) = text.parse::<RecordId>() {
        return Ok(Some(visit.register.record(visit.scope, Kind::Incident, id).await?.id));
    }
    let known = visit.register.records_of_code(visit.scope, &text).await?;
    let mut incidents = known.iter().filter(|record| record.kind == Kind::Incident);
    let found = match (incidents.next(), incidents.next()) {
        (Some(only), None) => Some(only.id),
        _ => None,
    };
    if found.is_none() {
        sent.refuse("incident", "incident-code-not-known");
    }
    Ok(found)
}

fn page(visit: &Visit, item: &Record, note: &Record, sent: &Sent) -> Html<String> {
    let say = visit.preference.say;
    let heading = say.text("assert-title");
    let text = |name: &str| naming::member(note, name).filter(|text| !text.is_empty());
    let content = html! {
        div.head {
            (over(say, Some(item)))
            h1 { (heading) }
            p.lede { (say.text("assert-lede")) }
        }
        (sent.refusal(say))
        @if passages::is_machine(note) {
            (notice::notice(notice::Kind::Unverified, &html! { (say.error("machine-words-unchecked", &[])) }, &html! {}))
        }
        section.part {
            p.small.quiet {
                @if let Some(place) = passages::place(note) { bdi dir="ltr" { (place) } }
                @if let Some(speaker) = text("speaker") { " · " (naming::words(say, speaker)) }
            }
            blockquote.said lang=[text("language")] dir="auto" { (text("words").unwrap_or_default()) }
            @if let Some(translation) = text("translation") {
                blockquote.said lang=[text("translation_language")] dir="auto" { (translation) }
            }
            (form(visit, item, sent))
        }
    };
    let mut frame = visit.frame(&heading, Section::Items);
    frame.is_work = true;
    frame.sheet = Some(super::SHEET);
    layout::page(&frame, &content)
}

/// The input that is empty has the focus, else the button: then Enter is the second key.
fn form(visit: &Visit, item: &Record, sent: &Sent) -> Markup {
    let say = visit.preference.say;
    let is_known = !sent.at("incident").is_empty();
    let long = |field: &form::Field<'_>| form::lines(field, 3, NOTE_CHARACTERS_MAX);
    html! {
        form.form method="post" action=(at(routes::ITEM_ASSERTION, item.id)) {
            input type="hidden" name="annotation" value=(sent.at("annotation"));
            (sent.field(say, "incident", ("assert-incident", Some("assert-incident-hint")), |field| code(field, !is_known)))
            (sent.field(say, "claim", ("label-claim", Some("assert-claim-hint")), long))
            (sent.field(say, "note", ("label-note", None), form::line))
            (sent.field(say, "reason", ("form-reason", Some("form-reason-hint")), |field| form::lines(field, 2, REASON_CHARACTERS_MAX)))
            p.actions { button.btn.btn-main autofocus[is_known] { (say.text("assert-save")) } }
        }
    }
}

fn code(field: &form::Field<'_>, has_focus: bool) -> Markup {
    let described = field.wrong.map(|_| format!("{}-wrong", field.name));
    html! {
        div.field {
            label for=(field.name) { (field.label) }
            @if let Some(hint) = field.hint { small { (hint) } }
            @if let Some(wrong) = field.wrong { p.wrong id={ (field.name) "-wrong" } { (wrong) } }
            input type="text" id=(field.name) name=(field.name) value=(field.value) dir="ltr" required autofocus[has_focus]
                aria-invalid=[field.wrong.map(|_| "true")] aria-describedby=[described];
        }
    }
}
