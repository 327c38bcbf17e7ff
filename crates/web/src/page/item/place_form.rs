//! The two forms of the page about places, shown one at a time: where the witness stood and where the event was; which place is shown.

use super::sent::Sent;
use super::{Medium, at, medium, place, time};
use crate::component::{address, form};
use crate::i18n::Say;
use crate::limits::{NOTE_CHARACTERS_MAX, REASON_CHARACTERS_MAX};
use crate::routes;
use domain::vocabulary::{AnnotationKind, MatchConfidence, PrecisionClass, SuppliedBy, Term};
use maud::{Markup, html};
use register::record::Record;

/// The form for a sighting.
pub(super) fn sighting(say: Say, item: &Record, sent: &Sent) -> Markup {
    let here = at(routes::ITEM_PLACE, item.id);
    html! {
        section.part #sighting {
            h2 { (say.text("place-sighting-head")) }
            p.small.quiet { (say.text("place-sighting-words")) }
            p { a href={ (address::with(&here, &[("form", AnnotationKind::Place.slug().to_owned())])) "#matching" } { (say.text("place-match-instead")) } }
            @if place::stated(item).is_some() {
                p { a href={ (address::with(&here, &[("witness", "file".to_owned())])) "#sighting" } { (say.text("place-from-file")) } }
            }
            (sent.refusal(say))
            form.form method="post" action=(here) {
                input type="hidden" name="kind" value=(AnnotationKind::Sighting.slug());
                (spot(say, sent, "witness", "place-witness"))
                (sent.field(say, "incident", ("place-incident", Some("place-incident-hint")), latin))
                (spot(say, sent, "event", "place-event"))
                (sent.field(say, "view", ("place-view", Some("place-view-hint")), latin))
                (sent.field(say, "speaker", ("label-speaker", Some("note-speaker-hint")), form::line))
                (sent.field(say, "words", ("place-words-seen", None), |field| form::lines(field, 2, NOTE_CHARACTERS_MAX)))
                (part(say, item, sent))
                (end(say, sent))
            }
        }
    }
}

/// The form for a match to a place.
pub(super) fn matching(say: Say, item: &Record, sent: &Sent) -> Markup {
    let confidence = choices(say, MatchConfidence::TERMS);
    html! {
        section.part #matching {
            h2 { (say.text("place-match-head")) }
            p.small.quiet { (say.text("place-match-words")) }
            p { a href={ (at(routes::ITEM_PLACE, item.id)) "#sighting" } { (say.text("place-sighting-instead")) } }
            (sent.refusal(say))
            form.form method="post" action=(at(routes::ITEM_PLACE, item.id)) {
                input type="hidden" name="kind" value=(AnnotationKind::Place.slug());
                div.row {
                    (sent.field(say, "name", ("place-name", None), form::line))
                    (sent.field(say, "name_ar", ("place-name-ar", None), form::line))
                }
                (spot(say, sent, "place", "place-shown"))
                (sent.field(say, "words", ("place-words-matched", None), |field| form::lines(field, 2, NOTE_CHARACTERS_MAX)))
                (sent.field(say, "reasons", ("place-reasons", Some("place-reasons-hint")), |field| form::lines(field, 3, NOTE_CHARACTERS_MAX)))
                (sent.field(say, "confidence", ("label-confidence", None), |field| form::choice(field, &confidence)))
                (part(say, item, sent))
                (end(say, sent))
            }
        }
    }
}

/// Coordinates, what they stand for, and who supplied them.
fn spot(say: Say, sent: &Sent, name: &str, label: &str) -> Markup {
    let named = |end: &str| format!("{name}_{end}");
    let (precision, by) = (choices(say, PrecisionClass::TERMS), choices(say, SuppliedBy::TERMS));
    html! {
        fieldset.checks {
            legend { (say.text(label)) }
            (sent.field(say, name, ("place-coordinates", Some("place-coordinates-hint")), latin))
            div.row {
                (sent.field(say, &named("precision"), ("place-precision", None), |field| form::choice(field, &precision)))
                (sent.field(say, &named("radius"), ("place-radius", Some("place-radius-hint")), latin))
                (sent.field(say, &named("by"), ("place-by", None), |field| form::choice(field, &by)))
            }
        }
    }
}

/// Which part of the picture it is about, where it is about one.
fn part(say: Say, item: &Record, sent: &Sent) -> Markup {
    if medium(item) != Medium::Picture {
        return html! {};
    }
    html! {
        fieldset.checks {
            legend { (say.text("place-part")) }
            div.row.shares {
                @for (name, label) in [("left", "look-left"), ("top", "look-top"), ("width", "look-width"), ("height", "look-height")] {
                    (sent.field(say, name, (label, None), time::share))
                }
            }
        }
    }
}

fn end(say: Say, sent: &Sent) -> Markup {
    html! {
        (sent.field(say, "reason", ("form-reason", Some("form-reason-hint")), |field| form::lines(field, 2, REASON_CHARACTERS_MAX)))
        p.actions { button.btn.btn-main { (say.text("place-save")) } }
    }
}

fn choices(say: Say, terms: &[Term]) -> Vec<(String, String)> {
    let none = (String::new(), say.text("none-not-stated"));
    let terms = terms.iter().map(|term| (term.slug.to_owned(), term.label(say.language).to_owned()));
    std::iter::once(none).chain(terms).collect()
}

/// An input whose text runs left to right in every language.
fn latin(field: &form::Field<'_>) -> Markup {
    let described = field.wrong.map(|_| format!("{}-wrong", field.name));
    html! {
        div.field {
            label for=(field.name) { (field.label) }
            @if let Some(hint) = field.hint { small { (hint) } }
            @if let Some(wrong) = field.wrong { p.wrong id={ (field.name) "-wrong" } { (wrong) } }
            input type="text" id=(field.name) name=(field.name) value=(field.value) dir="ltr" autocomplete="off"
                aria-invalid=[field.wrong.map(|_| "true")] aria-describedby=[described];
        }
    }
}
