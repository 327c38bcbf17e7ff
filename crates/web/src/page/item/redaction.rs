//! Copies with parts taken out for good: painted over in a picture, silenced in a recording. The original is not
//! touched; the copy is an item of its own that names it, with what was taken out and by which program.

use super::sent::Sent;
use super::{Medium, Parameters, at, made, medium, time, whole};
use crate::component::form;
use crate::component::naming;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::limits::{REASON_CHARACTERS_MAX, REDACTED_BYTES_MAX, REDACTION_CHARACTERS_MAX};
use crate::routes;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::RecordId;
use domain::record::Item;
use domain::vocabulary::{AccessLabel, Acquisition, Derivation};
use domain::when::{When, Zone};
use maud::{Markup, html};
use register::Reason;
use register::evidence::media::redact::{Range, Region};
use register::evidence::sandbox::{Reply, Request};
use register::item::TakeIn;
use register::permission::Operation;
use register::record::Record;
use serde_json::json;

/// POST [`routes::ITEM_REDACTION`].
pub(super) async fn save(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Parameters>,
) -> Result<Response, Error> {
    visit.permit.require(Operation::Collect)?;
    let item = super::item(&visit, &id).await?;
    let mut sent = Sent::of(sent);
    if sent.at("reason").is_empty() {
        sent.refuse("reason", "reason-missing");
    }
    if let Some((request, words)) = request(&mut sent, &item).filter(|_| sent.is_right()) {
        match make(&visit, &item, request, words, sent.at("reason")).await? {
            Ok(copy) => return Ok(Redirect::to(&at(routes::ITEM, copy)).into_response()),
            Err(code) => sent.refuse("parts", code),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, super::look::again(&visit, &item, &sent).await?).into_response())
}

/// What is asked of the child, and the same in words for the record; what is wrong is noted.
fn request(sent: &mut Sent, item: &Record) -> Option<(Request, String)> {
    let text = sent.at("parts").to_owned();
    if text.is_empty() {
        sent.refuse("parts", "field-empty");
        return None;
    }
    if text.chars().count() > REDACTION_CHARACTERS_MAX
        || whole(item, "size_bytes").is_some_and(|size| size > REDACTED_BYTES_MAX)
    {
        sent.refuse("parts", "media-bytes-too-many");
        return None;
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let request = match medium(item) {
        Medium::Picture => {
            let size = whole(item, "width_pixels").zip(whole(item, "height_pixels"));
            let Some(size) = size else {
                sent.refuse("parts", "picture-size-not-known");
                return None;
            };
            lines.map(|line| region(line, size)).collect::<Option<Vec<_>>>().map(|regions| {
                let words: Vec<String> = regions
                    .iter()
                    .map(|one| format!("{},{} {}x{}", one.left_px, one.top_px, one.width_px, one.height_px))
                    .collect();
                (
                    Request::RedactImage { regions },
                    format!("painted over (left,top width x height, pixels): {}", words.join("; ")),
                )
            })
        }
        Medium::Sound => lines.map(range).collect::<Option<Vec<_>>>().map(|ranges| {
            let words: Vec<String> = ranges
                .iter()
                .map(|one| format!("{}-{}", time::exact(one.start), time::exact(one.end)))
                .collect();
            (Request::MuteAudio { ranges }, format!("silenced: {}", words.join("; ")))
        }),
        Medium::Film | Medium::Other => {
            sent.refuse("parts", "media-kind-not-read");
            return None;
        }
    };
    if request.is_none() {
        sent.refuse("parts", "parts-not-understood");
    }
    request
}

/// `12.5 20 30 10`: left, top, width and height in hundredths of the picture; grown to whole pixels.
fn region(line: &str, (width, height): (u64, u64)) -> Option<Region> {
    let parts: Vec<u64> =
        line.split([' ', ';']).filter(|part| !part.is_empty()).map(share).collect::<Option<_>>()?;
    let [left, top, wide, high] = parts.as_slice() else { return None };
    let span = |from: u64, size: u64, whole: u64| {
        let start = from * whole / WHOLE;
        let end = ((from + size) * whole).div_ceil(WHOLE).min(whole);
        Some((u32::try_from(start).ok()?, u32::try_from(end.checked_sub(start)?).ok()?))
    };
    if left + wide > WHOLE || top + high > WHOLE || *wide == 0 || *high == 0 {
        return None;
    }
    let (left_px, width_px) = span(*left, *wide, width)?;
    let (top_px, height_px) = span(*top, *high, height)?;
    Some(Region { left_px, top_px, width_px, height_px })
}

/// Millionths of a picture.
const WHOLE: u64 = 1_000_000;

/// A share of a picture such as `12.5` hundredths, in millionths.
pub(super) fn share(text: &str) -> Option<u64> {
    let text: String = text.trim().chars().map(time::western).collect();
    let (whole, fraction) = text.split_once(['.', '٫']).unwrap_or((&text, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || fraction.len() > 4 || !is_number(whole) || !is_number(fraction)
    {
        return None;
    }
    let value = whole.parse::<u64>().ok()? * 10_000 + format!("{fraction:0<4}").parse::<u64>().ok()?;
    (value <= WHOLE).then_some(value)
}

/// `1:24-2:04`.
fn range(line: &str) -> Option<Range> {
    let (start, end) = line.split_once(['-', '–'])?;
    let (start, end) = (time::read(start)?, time::read(end)?);
    (start < end).then_some(Range { start, end })
}

/// Has the copy made and takes it in; the code of why not.
async fn make(
    visit: &Visit,
    item: &Record,
    request: Request,
    words: String,
    why: &str,
) -> Result<made::Made<RecordId>, Error> {
    let open = visit.register.item_bytes(visit.actor(), visit.scope, item.id).await?;
    let (reply, bytes) = match made::decode(visit, open, request).await? {
        Ok(done) => done,
        Err(code) => return Ok(Err(code)),
    };
    let media_type = match reply {
        Reply::Image(made) => made.kind.media_type(),
        Reply::Audio { .. } => "audio/wav",
        _ => return Ok(Err("media-child-crashed")),
    };
    let copy = copy(visit, item, media_type, &words)?;
    let reason = Reason { actor: visit.actor(), why: why.to_owned() };
    let order = TakeIn { reason, project: visit.scope.project, label: AccessLabel::Team, progress: &|_| {} };
    let arrived =
        visit.register.take_in(order, move |filling| filling.add(&mut bytes.as_slice(), copy)).await?;
    Ok(arrived.first().map(|one| one.id).ok_or("media-child-crashed"))
}

/// What is said of the copy before its own bytes are read: what it is made from, how, and what it keeps of that one.
fn copy(visit: &Visit, item: &Record, media_type: &str, words: &str) -> Result<Item, Error> {
    let now = visit.register.now();
    let second = now.get(..19).map(|second| format!("{second}Z")).unwrap_or_default();
    let acquired =
        When::from_edtf(&second, Zone::Utc, None, None).map_err(|_no_time| Error::NotUnderstood)?;
    let mut body = serde_json::Map::new();
    for kept in [
        "kind",
        "source",
        "made",
        "made_basis",
        "clock_offset_seconds",
        "clock_reason",
        "languages",
        "graphic",
    ] {
        if let Some(value) = item.body.get(kept) {
            body.insert(kept.to_owned(), value.clone());
        }
    }
    // The name that the file came with may tell what is taken out of it, and the copy may be opened to more people.
    let told = naming::member(item, "title").filter(|title| !title.trim().is_empty());
    let told = told.unwrap_or_else(|| super::kind(item).label(visit.preference.say.language));
    let own = json!({
        "sha256": "",
        "size_bytes": 0,
        "media_type": media_type,
        "acquisition": Acquisition::MadeHere.slug(),
        "acquired": acquired,
        "title": visit.preference.say.with("redact-copy", &[("item", told.into())]),
        "redacted_from": item.id,
        "derivation": Derivation::Redaction.slug(),
        "method": format!("sijil {}: {words}", env!("CARGO_PKG_VERSION")),
    });
    body.extend(own.as_object().cloned().unwrap_or_default());
    domain::record::read(&body).map_err(|problem| {
        tracing::error!(%problem, "the record of a copy could not be made");
        Error::NotUnderstood
    })
}

/// The form, on the page of either room.
pub(super) fn section(say: Say, item: &Record, sent: &Sent) -> Markup {
    let (hint, label) = match medium(item) {
        Medium::Picture => ("redact-regions-hint", "redact-regions"),
        Medium::Sound => ("redact-ranges-hint", "redact-ranges"),
        Medium::Film | Medium::Other => return html! {},
    };
    if medium(item) == Medium::Sound && naming::member(item, "media_type") != Some("audio/wav") {
        return html! {};
    }
    let parts = |field: &form::Field<'_>| form::lines(field, 3, REDACTION_CHARACTERS_MAX);
    html! {
        section.part #redact {
            h2 { (say.text("redact-head")) }
            p.small.quiet { (say.text("redact-words")) }
            (sent.refusal(say))
            form.form method="post" action=(at(routes::ITEM_REDACTION, item.id)) {
                (sent.field(say, "parts", (label, Some(hint)), parts))
                p.actions data-take hidden { button.btn.btn-quiet type="button" { (say.text("redact-take")) } }
                (sent.field(say, "reason", ("form-reason", Some("form-reason-hint")), |field| form::lines(field, 2, REASON_CHARACTERS_MAX)))
                p.actions { button.btn { (say.text("redact-make")) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_grow_to_whole_pixels_and_stay_inside() {
        let of = |line| region(line, (101, 50));
        let region = |left_px, top_px, width_px, height_px| Region { left_px, top_px, width_px, height_px };
        assert_eq!(of("0 0 100 100"), Some(region(0, 0, 101, 50)));
        assert_eq!(of("50 ٥٠ 0.0001 10"), Some(region(50, 25, 1, 5)));
        for wrong in ["", "0 0 0 10", "50 0 60 10", "1 2 3", "1 2 3 4 5", "a 0 1 1", "-1 0 1 1", "0 0 101 1"]
        {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn ranges_are_places_of_a_recording() {
        assert_eq!(range("1:24-2:04.5"), Some(Range { start: 84_000, end: 124_500 }));
        assert_eq!(range("0:02–0:01"), None);
        assert_eq!(range("0:02"), None);
    }
}
