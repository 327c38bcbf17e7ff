//! What is known of an item: what we say, how it came, and what the file states of itself. The last are claims of the
//! file, never evidence; what the reading was unsure of stands beside them in sentences.

use crate::component::facts::{Fact, facts};
use crate::component::graphic;
use crate::component::naming::Names;
use crate::component::shape::{Shape, field};
use crate::component::value::{self, Context};
use crate::component::{address, digest, naming};
use crate::i18n::Say;
use crate::routes;
use domain::kind::Kind;
use maud::{Markup, html};
use register::item::CREDENTIALS;
use register::record::Record;
use serde_json::Value as Json;

/// What it is and how it came.
const CAME: [&str; 16] = [
    "kind",
    "size_bytes",
    "media_type",
    "acquisition",
    "acquired",
    "file_name",
    "source",
    "url",
    "container",
    "path",
    "derived_from",
    "redacted_from",
    "derivation",
    "method",
    "languages",
    "note",
];

/// What the file states of itself, or somebody in its place.
const STATED: [&str; 13] = [
    "made",
    "made_basis",
    "clock_offset_seconds",
    "clock_reason",
    "location",
    "device",
    "duration_milliseconds",
    "width_pixels",
    "height_pixels",
    "perceptual",
    "stated",
    "stated_check",
    "stated_check_words",
];

/// Both lists and the doubts.
pub(super) fn draw(say: Say, item: &Record, names: &Names) -> Markup {
    let doubts: Vec<&str> = item
        .body
        .get("doubts")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect();
    let stated = rows(say, item, names, &STATED);
    html! {
        section.part {
            h2 { (say.text("item-came")) }
            p.digest { (say.text("label-sha256")) " " (digest::full(naming::member(item, "sha256").unwrap_or_default())) }
            (facts(&rows(say, item, names, &CAME)))
        }
        section.part #stated {
            h2 { (say.text("item-stated")) }
            p.small.quiet { (say.text("item-stated-words")) }
            @if stated.is_empty() { p { span.none { (say.text("item-states-nothing")) } } }
            @else { (facts(&stated)) }
            @if let Some(sentence) = credentials(item) {
                h3 { (say.text("credentials-title")) }
                p #credentials { (say.text(sentence)) }
            }
            @if !doubts.is_empty() {
                h3 { (say.text("label-doubts")) }
                ul.doubts { @for doubt in doubts { li { (sentence(say, doubt)) } } }
            }
        }
    }
}

/// What is known of the content credentials that a file carries, in a sentence. That nobody was asked is not that there
/// are none.
fn credentials(item: &Record) -> Option<&'static str> {
    let stated = item.body.get("stated")?;
    let said = |name: &str| stated.get(name).and_then(Json::as_str);
    match said(CREDENTIALS) {
        Some("valid") => Some("credentials-valid"),
        Some("broken") => Some("credentials-broken"),
        Some("none") => Some("credentials-none"),
        Some(_) => Some("credentials-unknown"),
        None => said("carries")?.split(", ").any(|one| one == CREDENTIALS).then_some("credentials-not-asked"),
    }
}

/// A doubt in words; one that has none yet as it is stored.
fn sentence(say: Say, doubt: &str) -> Markup {
    let known = ["doubt", "error"].into_iter().map(|kind| format!("{kind}-{doubt}")).find(|id| say.has(id));
    html! { @if let Some(id) = known { (say.text(&id)) } @else { code { (doubt) } } }
}

fn rows(say: Say, item: &Record, names: &Names, wanted: &[&str]) -> Vec<Fact> {
    let evidence = address::of(routes::RECORD_HISTORY, Kind::Item, item.id);
    let context = Context { say, names, evidence: &evidence };
    let row = |name: &&str| {
        let (field, value) = (field(Kind::Item, name)?, item.body.get(*name)?);
        let value = match (field.shape, value.as_str()) {
            (Shape::Material, Some(url)) => {
                graphic::guarded(say, super::is_graphic(item), &address::outside(url))
            }
            _ => value::draw(context, field.shape, value),
        };
        Some(Fact { term: value::label(say, name), value, standing: None })
    };
    wanted.iter().filter_map(row).collect()
}
