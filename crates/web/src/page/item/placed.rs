//! What was measured and matched in a picture so far: the figures with what they rest on, and how far others stand behind
//! them.

use super::look::region;
use super::{Medium, at, closed, medium, title};
use crate::component::naming::{self, Names};
use crate::component::shape::Shape;
use crate::component::{address, value};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::number;
use crate::page::record::names;
use crate::routes;
use domain::geodesy;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{PlaceMatch, Sighting};
use domain::vocabulary::{AnnotationKind, VerificationResult};
use maud::{Markup, html};
use register::item::{Standing, standing};
use register::record::Record;
use serde::Deserialize as _;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Directions of the compass from north clockwise, as messages.
const COMPASS: [&str; 8] = [
    "compass-north",
    "compass-north-east",
    "compass-east",
    "compass-south-east",
    "compass-south",
    "compass-south-west",
    "compass-west",
    "compass-north-west",
];

/// What was measured and matched in one item.
pub(super) struct Placed {
    notes: Vec<Record>,
    checked: BTreeMap<RecordId, Vec<Record>>,
    names: Names,
}

impl Placed {
    /// Reads it in a constant number of statements, and notes that it is shown.
    pub(super) async fn read(visit: &Visit, item: RecordId) -> Result<Self, Error> {
        let (register, scope) = (&visit.register, visit.scope);
        let mut notes = register.records_by(scope, Kind::Annotation, "item", &[item], "id").await?;
        notes.retain(|note| kind(note).is_some());
        let ids: Vec<RecordId> = notes.iter().map(|note| note.id).collect();
        let checked = register.verifications(scope, &ids).await?;
        let all = checked.values().flatten();
        let bodies = notes.iter().chain(all).map(|record| (record.kind, &record.body));
        let names = names(visit, bodies, std::iter::empty()).await?;
        let shown = checked.values().flatten().map(|record| record.id).chain(names.records.keys().copied());
        visit.note(ids.into_iter().chain(shown)).await?;
        Ok(Self { notes, checked, names })
    }
}

/// The kind of a note, where it measures or matches.
fn kind(note: &Record) -> Option<AnnotationKind> {
    let kind = naming::member(note, "kind").and_then(AnnotationKind::parse)?;
    matches!(kind, AnnotationKind::Sighting | AnnotationKind::Place).then_some(kind)
}

/// The picture with the parts that are matched; nothing of a film.
pub(super) fn picture(say: Say, item: &Record, placed: &Placed, is_open: bool) -> Markup {
    if medium(item) != Medium::Picture {
        return html! {};
    }
    if !is_open {
        return closed(say, &at(routes::ITEM_PLACE, item.id));
    }
    let shown = address::with(&at(routes::ITEM_SHOWN, item.id), &[("edge", "1600".to_owned())]);
    html! {
        figure.shown.looked {
            div.frame {
                div.turned {
                    img src=(shown) alt=(say.with("item-picture", &[("item", title(say, item).into())]));
                    svg.marks viewBox="0 0 1000000 1000000" preserveAspectRatio="none" aria-hidden="true" {
                        @for [left, top, width, height] in placed.notes.iter().filter_map(region) {
                            rect x=(left) y=(top) width=(width) height=(height) {}
                        }
                    }
                }
            }
            figcaption.small.quiet { (say.text("item-picture-words")) }
        }
    }
}

/// Everything measured and matched, in the order in which it was written.
pub(super) fn list(visit: &Visit, placed: &Placed) -> Markup {
    let say = visit.preference.say;
    html! {
        section.part #placed {
            h2 { (say.text("place-so-far")) }
            @if placed.notes.is_empty() { p { span.none { (say.text("place-none")) } } }
            ol.plain-list {
                @for note in &placed.notes { (one(say, placed, note)) }
            }
        }
    }
}

fn one(say: Say, placed: &Placed, note: &Record) -> Markup {
    let checked = placed.checked.get(&note.id).map(Vec::as_slice).unwrap_or_default();
    let label = kind(note).map(|kind| kind.label(say.language)).unwrap_or_default();
    html! {
        li id={ "p" (note.id) } {
            h3 { (label) " " (stands(say, standing(checked))) }
            p { (naming::words(say, naming::member(note, "words").unwrap_or_default())) }
            @if let Some(speaker) = naming::member(note, "speaker") { p.small { (say.text("label-speaker")) (say.text("colon")) " " (naming::words(say, speaker)) } }
            @if let Some(seen) = note.body.get("sighting").and_then(|it| Sighting::deserialize(it).ok()) {
                (sighting(say, placed, note, &seen))
            }
            @if let Some(matched) = note.body.get("matched").and_then(|it| PlaceMatch::deserialize(it).ok()) {
                (match_of(say, placed, note, &matched))
            }
            @for verification in checked { (verified(say, placed, verification)) }
            p.small {
                a href=(address::record(Kind::Annotation, note.id)) { (say.text("listen-record")) } " · "
                a href=(address::of(routes::RECORD_HISTORY, Kind::Annotation, note.id)) { (say.text("place-history")) } " · "
                a href=(address::of(routes::VERIFICATION_NEW, Kind::Annotation, note.id)) { (say.text("place-verify")) }
            }
        }
    }
}

fn stands(say: Say, standing: Standing) -> Markup {
    let words = match standing {
        Standing::Proposed => "place-proposed",
        Standing::Confirmed => "place-confirmed",
        Standing::Refuted => "place-refuted",
    };
    html! { small { strong { (say.text(words)) } } }
}

fn sighting(say: Say, placed: &Placed, note: &Record, seen: &Sighting) -> Markup {
    html! {
        p {
            (distance(say, seen)) " "
            (direction(say, seen))
            @if let Some(turn) = turn(say, seen) { " " (turn) }
        }
        dl.facts {
            div { dt { (value::label(say, "witness")) } dd { (drawn(say, placed, Shape::Location, note, &["sighting", "witness"])) (radius(say, &seen.witness)) } }
            div { dt { (value::label(say, "event")) } dd {
                @if let Some(incident) = naming::member(note, "incident") { (placed.names.link(say, incident)) br; }
                (drawn(say, placed, Shape::Location, note, &["sighting", "event"])) (radius(say, &seen.event))
            } }
            div { dt { (say.text("place-formula")) } dd.small { code { (seen.formula) } (say.text("colon")) " " (say.text("place-formula-words")) } }
        }
    }
}

fn match_of(say: Say, placed: &Placed, note: &Record, matched: &PlaceMatch) -> Markup {
    html! {
        dl.facts {
            div { dt { (say.text("place-shown")) } dd { (drawn(say, placed, Shape::Location, note, &["matched", "location"])) } }
            div { dt { (value::label(say, "reasons")) } dd { (naming::words(say, &matched.reasons)) } }
            div { dt { (value::label(say, "confidence")) } dd { (matched.confidence.label(say.language)) } }
        }
    }
}

fn drawn(say: Say, placed: &Placed, shape: Shape, note: &Record, path: &[&str]) -> Markup {
    let evidence = address::record(Kind::Annotation, note.id);
    let context = value::Context { say, names: &placed.names, evidence: &evidence };
    let mut found = path.iter().skip(1).fold(note.body.get(path[0]), |value, name| value?.get(name));
    html! { @if let Some(value) = found.take() { (value::draw(context, shape, value)) } }
}

/// The radius that was reckoned with.
fn radius(say: Say, place: &domain::location::Location) -> Markup {
    html! {
        @if let Some(radius) = geodesy::radius_m(place) {
            small.quiet { " · " (say.html("place-reckoned-radius", &[("metres", number::integer(radius).into())])) }
        }
    }
}

/// How far: metres with what they may be off.
fn distance(say: Say, seen: &Sighting) -> Markup {
    let named = [("metres", seen.distance_m), ("unsure", seen.distance_uncertainty_m)];
    say.html("place-distance", &named.map(|(name, metres)| (name, bdi(&number::integer(metres)))))
}

/// In which direction; in words where any is possible.
fn direction(say: Say, seen: &Sighting) -> Markup {
    let (Some(bearing), Some(unsure)) = (seen.bearing_hundredths, seen.bearing_uncertainty_hundredths) else {
        return html! { span.none { (say.text("place-no-direction")) } };
    };
    let named = [
        ("degrees", bdi(&degrees(bearing))),
        ("unsure", bdi(&degrees(unsure))),
        ("compass", compass(say, bearing).into()),
    ];
    say.html("place-direction", &named)
}

/// How far from the middle of the picture the event lies.
fn turn(say: Say, seen: &Sighting) -> Option<Markup> {
    let turn = seen.turn_hundredths()?;
    let message = if turn < 0 { "place-turn-left" } else { "place-turn-right" };
    let named = [("degrees", bdi(&degrees(turn.abs()))), ("view", bdi(&degrees(seen.view_hundredths?)))];
    Some(say.html(message, &named))
}

fn bdi(text: &str) -> Arg {
    Arg::Html(html! { bdi dir="ltr" { (text) } })
}

fn compass(say: Say, bearing_hundredths: i64) -> String {
    // Eight winds of 45° each, north from 337.5° on.
    let wind = (bearing_hundredths + 2_250).rem_euclid(geodesy::FULL_TURN) / 4_500;
    usize::try_from(wind)
        .ok()
        .and_then(|wind| COMPASS.get(wind))
        .map(|wind| say.text(wind))
        .unwrap_or_default()
}

/// Hundredths of a degree as degrees without trailing zeros.
fn degrees(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    format!("{}°", text.trim_end_matches('0').trim_end_matches('.'))
}

fn verified(say: Say, placed: &Placed, verification: &Record) -> Markup {
    let text = |name: &str| naming::member(verification, name).unwrap_or_default();
    let result = VerificationResult::parse(text("result")).map(|result| result.label(say.language));
    let reviewer = verification.body.get("reviewer").and_then(Json::as_str).and_then(|id| id.parse().ok());
    let reviewer = reviewer.and_then(|id| placed.names.actors.get(&id));
    html! {
        p.small {
            a href=(address::record(Kind::Verification, verification.id)) { (result.unwrap_or_default()) }
            @if let Some(reviewer) = reviewer { " · " (naming::words(say, reviewer)) }
            (say.text("colon")) " " (naming::words(say, text("reasons")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::degrees;

    #[test]
    fn degrees_are_short() {
        assert_eq!(
            (degrees(0).as_str(), degrees(5_120).as_str(), degrees(705).as_str()),
            ("0°", "51.2°", "7.05°")
        );
    }
}
