//! Where a witness stood, how far and in which direction the event was, and which place a picture shows: one page with
//! what was measured and matched so far, and a form for each.
//!
//! A coordinate is typed in whatever way it is printed somewhere: decimal, in degrees, as a grid reference. The figures
//! are reckoned by the register and never typed. Start at [`show`] and [`save`].

use super::sent::Sent;
use super::{
    Medium, Parameters, assertion, at, is_asked_for, is_graphic, medium, note, parameter, place_form, placed,
};
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::limits::{NOTE_CHARACTERS_MAX, REASON_CHARACTERS_MAX};
use crate::routes;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::geodesy;
use domain::id::{IncidentId, ItemId, RecordId};
use domain::kind::Kind;
use domain::location::Location;
use domain::record::{Annotation, PlaceMatch, Sighting};
use domain::vocabulary::{AnnotationKind, MatchConfidence, PrecisionClass, SuppliedBy};
use maud::html;
use register::Reason;
use register::exchange::coordinates;
use register::permission::Operation;
use register::record::Record;
use serde::Deserialize as _;

/// The form that the page shows, of the two.
pub(super) struct Typed {
    /// Whether it is the one for a match, not the one for a sighting.
    is_match: bool,
    sent: Sent,
}

/// GET [`routes::ITEM_PLACE`].
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Error> {
    let item = item(&visit, &id).await?;
    let is_match = parameter(&parameters, "form") == Some(AnnotationKind::Place.slug());
    let reason = if is_match { "place-reason-matched" } else { "place-reason-seen" };
    let mut sent = Sent::blank([("reason", visit.preference.say.text(reason))]);
    if parameter(&parameters, "witness") == Some("file") {
        fill_from_file(&item, &mut sent);
    }
    let typed = Typed { is_match, sent };
    let is_open = !is_graphic(&item) || is_asked_for(&parameters);
    page(&visit, &item, &typed, is_open).await
}

/// POST [`routes::ITEM_PLACE`].
pub(super) async fn save(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Parameters>,
) -> Result<Response, Error> {
    visit.permit.require(Operation::Collect)?;
    let item = item(&visit, &id).await?;
    let mut sent = Sent::of(sent);
    let is_match = sent.at("kind") == AnnotationKind::Place.slug();
    let annotation =
        if is_match { matching(&mut sent, item.id) } else { sighting(&visit, &mut sent, item.id).await? };
    if let Some(annotation) = annotation {
        let reason = Reason { actor: visit.actor(), why: sent.at("reason").to_owned() };
        match visit.register.mark_picture(visit.scope, reason, &annotation).await {
            Ok(made) => {
                return Ok(
                    Redirect::to(&format!("{}#p{made}", at(routes::ITEM_PLACE, item.id))).into_response()
                );
            }
            Err(register::Error::Refused(problems)) => sent.refused(problems, input),
            Err(error @ (register::Error::ReasonMissing | register::Error::ReasonTooLong { .. })) => {
                sent.refuse("reason", error.code());
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = page(&visit, &item, &Typed { is_match, sent }, !is_graphic(&item)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The item, where it is a picture or a film: nothing else shows a place.
async fn item(visit: &Visit, id: &str) -> Result<Record, Error> {
    let item = super::item(visit, id).await?;
    if matches!(medium(&item), Medium::Picture | Medium::Film) { Ok(item) } else { Err(Error::NotFound) }
}

/// Takes the place that the file states for where the witness stood: a claim, marked as the file's.
fn fill_from_file(item: &Record, sent: &mut Sent) {
    let Some(place) = stated(item) else { return };
    let Some(point) = place.point else { return };
    let (lat, lon) = point.degrees();
    sent.fill("witness", &format!("{lat}, {lon}"));
    sent.fill("witness_by", SuppliedBy::File.slug());
    sent.fill("witness_precision", place.precision.unwrap_or(PrecisionClass::Within100m).slug());
    if let Some(radius) = place.sigma_m {
        sent.fill("witness_radius", &radius.to_string());
    }
}

/// The place of the item, where it has a point.
pub(super) fn stated(item: &Record) -> Option<Location> {
    let place = Location::deserialize(item.body.get("location")?).ok()?;
    place.point.is_some().then_some(place)
}

/// The input that a field of the record stands in.
fn input(field: &str) -> String {
    match field {
        "sighting" => "witness",
        "matched" => "place",
        "region" => "left",
        field => field,
    }
    .to_owned()
}

/// What the form for a sighting comes to; `None` where something in it is wrong.
async fn sighting(visit: &Visit, sent: &mut Sent, item: RecordId) -> Result<Option<Annotation>, Error> {
    let incident =
        if sent.at("incident").is_empty() { None } else { assertion::incident(visit, sent).await? };
    let witness = place(sent, "witness", true);
    let event = match incident.filter(|_| sent.at("event").is_empty()) {
        Some(incident) => of_incident(visit, sent, incident).await?,
        None => place(sent, "event", true),
    };
    let view = bearing(sent);
    let words = words(sent);
    let region = note::region(sent);
    let (Some(witness), Some(event), true) = (witness, event, sent.is_right()) else { return Ok(None) };
    let Some(sighting) = Sighting::measured(witness, event, view) else {
        sent.refuse("witness_precision", "sighting-without-radius");
        return Ok(None);
    };
    let incident = incident.map(|id| IncidentId(id.0));
    let annotation =
        Annotation { incident, sighting: Some(sighting), ..bare(item, AnnotationKind::Sighting, words) };
    Ok(Some(Annotation { region, speaker: sent.given("speaker"), ..annotation }))
}

/// The place of an incident, where it has a point.
async fn of_incident(visit: &Visit, sent: &mut Sent, incident: RecordId) -> Result<Option<Location>, Error> {
    let incident = visit.register.record(visit.scope, Kind::Incident, incident).await?;
    visit.note([incident.id]).await?;
    let place = stated(&incident);
    if place.as_ref().and_then(geodesy::radius_m).is_none() {
        sent.refuse("event", "incident-without-point");
        return Ok(None);
    }
    Ok(place)
}

/// What the form for a match comes to; `None` where something in it is wrong.
fn matching(sent: &mut Sent, item: RecordId) -> Option<Annotation> {
    let mut location = place(sent, "place", false).unwrap_or_default();
    location.words = sent.given("name");
    location.words_ar = sent.given("name_ar");
    if location.point.is_none() && location.words.is_none() && location.words_ar.is_none() {
        sent.refuse("name", "match-of-no-place");
    }
    let confidence = MatchConfidence::parse(sent.at("confidence"));
    if confidence.is_none() {
        sent.refuse("confidence", "field-empty");
    }
    if sent.at("reasons").is_empty() {
        sent.refuse("reasons", "field-empty");
    }
    let words = words(sent);
    let region = note::region(sent);
    let matched = PlaceMatch { location, reasons: sent.at("reasons").to_owned(), confidence: confidence? };
    sent.is_right().then(|| Annotation {
        region,
        matched: Some(matched),
        ..bare(item, AnnotationKind::Place, words)
    })
}

fn bare(item: RecordId, kind: AnnotationKind, words: String) -> Annotation {
    Annotation {
        item: ItemId(item.0),
        kind,
        start_milliseconds: None,
        end_milliseconds: None,
        region: None,
        incident: None,
        sighting: None,
        matched: None,
        frames: Vec::new(),
        words,
        language: None,
        translation: None,
        translation_language: None,
        speaker: None,
        hearing: None,
        machine: false,
        tool: None,
        note: None,
    }
}

/// The words, with what is wrong with them and with the reason noted.
fn words(sent: &mut Sent) -> String {
    if sent.at("words").is_empty() {
        sent.refuse("words", "field-empty");
    }
    for name in ["words", "reasons", "speaker", "name", "name_ar"] {
        if sent.at(name).chars().count() > NOTE_CHARACTERS_MAX {
            sent.refuse(name, "note-too-long");
        }
    }
    if sent.at("reason").chars().count() > REASON_CHARACTERS_MAX {
        sent.refuse("reason", "reason-too-long");
    }
    sent.at("words").to_owned()
}

/// The place typed into the inputs `name`, `name_precision`, `name_radius` and `name_by`; what is wrong is noted.
fn place(sent: &mut Sent, name: &str, is_needed: bool) -> Option<Location> {
    let text = sent.at(name).to_owned();
    if text.is_empty() {
        if is_needed {
            sent.refuse(name, "field-empty");
        }
        return None;
    }
    let mut location = Location {
        precision: PrecisionClass::parse(sent.at(&format!("{name}_precision"))),
        supplied_by: SuppliedBy::parse(sent.at(&format!("{name}_by"))),
        ..Location::default()
    };
    match coordinates::pair(&text) {
        Ok(point) => location.point = Some(point),
        Err(wrong) => match coordinates::mgrs(&text) {
            Ok(grid) => {
                location.point = Some(grid.centre);
                location.precision = location.precision.or(Some(grid.precision));
                location.mgrs = Some(grid.reference);
            }
            Err(_no_grid) => sent.refuse(name, wrong.code()),
        },
    }
    let radius = format!("{name}_radius");
    if let Some(text) = sent.given(&radius) {
        match plain(&text).map(i64::from) {
            Some(metres) if metres > 0 => location.sigma_m = Some(metres),
            _ => sent.refuse(&radius, "number-not-understood"),
        }
    }
    if location.precision.is_none() {
        sent.refuse(&format!("{name}_precision"), "point-without-precision");
    }
    Some(location)
}

/// A whole number in Western or Arabic digits.
fn plain(text: &str) -> Option<u32> {
    let digits: Option<String> = text.chars().map(western).collect();
    digits?.parse().ok()
}

/// A digit of either script as a Western one.
fn western(digit: char) -> Option<char> {
    match digit {
        '0'..='9' => Some(digit),
        '٠'..='٩' => char::from_digit(u32::from(digit) - u32::from('٠'), 10),
        _ => None,
    }
}

/// The direction of the middle of the picture: degrees with at most two decimals, below 360.
fn bearing(sent: &mut Sent) -> Option<i64> {
    let text = sent.given("view")?;
    let read = hundredths(&text);
    if read.is_none() {
        sent.refuse("view", "bearing-outside-circle");
    }
    read
}

fn hundredths(text: &str) -> Option<i64> {
    let text = text.trim_end_matches('°').trim();
    let (whole, part) = text.split_once(['.', ',', '٫']).unwrap_or((text, ""));
    if part.chars().count() > 2 || part.is_empty() && text.ends_with(['.', ',', '٫']) {
        return None;
    }
    let part = match part.chars().count() {
        0 => 0,
        1 => plain(part)? * 10,
        _ => plain(part)?,
    };
    let read = i64::from(plain(whole)?) * 100 + i64::from(part);
    (0..geodesy::FULL_TURN).contains(&read).then_some(read)
}

async fn page(visit: &Visit, item: &Record, typed: &Typed, is_open: bool) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let placed = placed::Placed::read(visit, item.id).await?;
    let name = super::title(say, item);
    let heading = say.with("place-title", &[("item", name.clone().into())]);
    let content = html! {
        div.head {
            (super::over(say, Some(item)))
            h1 { (say.text("place-head")) }
            p.lede { (say.text("place-lede")) }
        }
        (placed::picture(say, item, &placed, is_open))
        (placed::list(visit, &placed))
        @if visit.permit.may(Operation::Collect) {
            @if typed.is_match { (place_form::matching(say, item, &typed.sent)) }
            @else { (place_form::sighting(say, item, &typed.sent)) }
        }
    };
    let mut frame = visit.frame(&heading, Section::Items);
    frame.is_work = true;
    frame.sheet = Some(super::SHEET);
    Ok(layout::page(&frame, &content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direction_is_read_to_the_hundredth() {
        for (text, read) in
            [("0", 0), ("51", 5_100), ("51.2", 5_120), ("359.99", 35_999), ("٤٥٫٥", 4_550), ("90°", 9_000)]
        {
            assert_eq!(hundredths(text), Some(read), "{text}");
        }
        for text in ["", "360", "-1", "51.234", "north", "51.", "1e2", "99999999999"] {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }

    #[test]
    fn a_place_is_read_as_it_is_printed() {
        let read = |text: &str| {
            let mut sent =
                Sent::blank([("witness", text.to_owned()), ("witness_precision", "building".to_owned())]);
            let place = place(&mut sent, "witness", true);
            sent.is_right().then_some(place).flatten().and_then(|place| place.point)
        };
        let decimal = read("35.95, 39.01").expect("decimal");
        assert_eq!(read("35°57'00\"N 39°00'36\"E"), Some(decimal));
        assert!(read("37SEV0084778764").is_some());
        assert_eq!(read("somewhere"), None);
        assert_eq!(read("95, 39"), None);
    }
}
