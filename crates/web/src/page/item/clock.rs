//! A recording's clock: how much has to be added to it, and why. It is reckoned from a known event that is heard in the
//! recording, and shown before it is kept; the file's own statement stays as it is.
//!
//! Where the event or the recording is known to a span of time only, so is the offset: then a person chooses, and
//! nothing is put in the middle.

use super::sent::Sent;
use super::{Parameters, at, over, parameter, time, title};
use crate::component::form;
use crate::component::{naming, notice};
use crate::date::{self, Width};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::limits::REASON_CHARACTERS_MAX;
use crate::routes;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::limits::{WHEN_FIRST, WHEN_LAST};
use domain::vocabulary::ClockBasis;
use domain::when::When;
use maud::{Markup, html};
use register::Reason;
use register::item::Timed;
use register::permission::Operation;
use register::record::Record;
use serde::Deserialize as _;
use serde_json::{Map, Value as Json};

/// The fields that a clock is set by.
const FIELDS: [&str; 3] = ["clock_offset_seconds", "clock_reason", "made_basis"];

/// What the page shows.
struct View {
    item: Record,
    made: Option<When>,
    /// Strikes and incidents of that day.
    events: Vec<Timed>,
    /// The acts whose values the form shows.
    seen: Vec<ActId>,
    /// The least and the most that has to be added, from the event chosen.
    reckoned: Option<(i64, i64)>,
}

/// GET [`routes::ITEM_CLOCK`].
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Error> {
    let mut view = read(&visit, &id).await?;
    let given = |name: &str| parameter(&parameters, name).unwrap_or_default().to_owned();
    let mut sent = Sent::blank([("event", given("event")), ("heard", given("heard"))]);
    reckon(&mut view, &mut sent);
    let item = &view.item;
    if let Some((offset, most)) = view.reckoned {
        if offset == most {
            sent.fill("offset", &time::signed(offset));
        }
        let event = view.events.iter().find(|event| event.record.id.to_string() == sent.at("event"));
        let event = event.map(|event| naming::title(visit.preference.say, &event.record));
        let words = [("event", event.unwrap_or_default().into()), ("place", sent.at("heard").into())];
        sent.fill("clock_reason", &visit.preference.say.with("clock-reason-event", &words));
    } else if let Some(offset) = register::item::offset_seconds(item) {
        sent.fill("offset", &time::signed(offset));
        sent.fill("clock_reason", naming::member(item, "clock_reason").unwrap_or_default());
    }
    sent.fill("reason", &visit.preference.say.text("clock-reason"));
    Ok(page(&visit, &view, &sent))
}

/// POST [`routes::ITEM_CLOCK`].
pub(super) async fn save(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Parameters>,
) -> Result<Response, Error> {
    visit.permit.require(Operation::Collect)?;
    let view = read(&visit, &id).await?;
    let mut sent = Sent::of(sent);
    let offset = time::read_signed(sent.at("offset"));
    if offset.is_none() {
        sent.refuse("offset", "number-not-understood");
    }
    if sent.at("clock_reason").is_empty() {
        sent.refuse("clock_reason", "clock-offset-unreasoned");
    }
    if let Some(offset) = offset.filter(|_| sent.is_right()) {
        match keep(&visit, view.item.id, offset, &sent).await {
            Ok(()) => return Ok(Redirect::to(&at(routes::ITEM, view.item.id)).into_response()),
            Err(register::Error::Refused(problems)) => sent.refused(problems, |field| match field {
                "clock_offset_seconds" => "offset".to_owned(),
                field => field.to_owned(),
            }),
            Err(error @ (register::Error::ReasonMissing | register::Error::ReasonTooLong { .. })) => {
                sent.refuse("reason", error.code());
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&visit, &view, &sent)).into_response())
}

async fn keep(visit: &Visit, item: RecordId, offset: i64, sent: &Sent) -> register::Result<()> {
    let mut fields = Map::from_iter([
        ("clock_offset_seconds".to_owned(), Json::from(offset)),
        ("clock_reason".to_owned(), Json::from(sent.at("clock_reason"))),
    ]);
    if !sent.at("event").is_empty() {
        fields.insert("made_basis".to_owned(), Json::from(ClockBasis::KnownEvent.slug()));
    }
    let seen: Vec<ActId> = sent.at("seen").split(',').filter_map(|act| act.parse().ok()).collect();
    let reason = Reason { actor: visit.actor(), why: sent.at("reason").to_owned() };
    let mut work = visit.register.begin(reason, visit.scope.project).await?;
    work.change(Kind::Item, item, fields, &seen).await?;
    work.commit().await.map(drop)
}

async fn read(visit: &Visit, id: &str) -> Result<View, Error> {
    let item = super::item(visit, id).await?;
    let stored = visit.register.stored(visit.scope, Kind::Item, item.id).await?;
    let seen = stored.seen(FIELDS.into_iter()).into_iter().map(ActId).collect();
    let made = item.body.get("made").and_then(|made| When::deserialize(made).ok());
    let timed = register::item::timed(item.clone());
    let day = timed.as_ref().and_then(|timed| timed.earliest.get(..10)).filter(|day| *day > "0001");
    let mut events = match day {
        Some(day) => visit.register.night(visit.scope, day).await?.all,
        None => Vec::new(),
    };
    events.retain(|timed| timed.record.kind != Kind::Item);
    visit.note(events.iter().map(|event| event.record.id)).await?;
    Ok(View { item, made, events, seen, reckoned: None })
}

/// Reckons the offset of the event chosen: when it was, less where it is heard, less what the clock said at the start.
fn reckon(view: &mut View, sent: &mut Sent) {
    let (event, heard) = (sent.at("event").to_owned(), sent.at("heard").to_owned());
    if event.is_empty() {
        return;
    }
    let heard = if heard.is_empty() { Some(0) } else { time::read(&heard) };
    let Some(heard) = heard else { return sent.refuse("heard", "place-not-understood") };
    let event = view.events.iter().find(|each| each.record.id.to_string() == event);
    let (Some(event), Some(made)) = (event, &view.made) else { return };
    view.reckoned = span(event, made, heard);
}

fn span(event: &Timed, made: &When, heard_milliseconds: u64) -> Option<(i64, i64)> {
    let second = |text: &str| {
        let is_open = [WHEN_FIRST, WHEN_LAST].contains(&text);
        let instant = text.parse::<jiff::Timestamp>().ok().filter(|_| !is_open);
        instant.map(jiff::Timestamp::as_second)
    };
    let heard = i64::try_from(heard_milliseconds / 1_000).ok()?;
    let least = second(&event.earliest)? - heard - second(&made.latest)?;
    let most = second(&event.latest)? - heard - second(&made.earliest)?;
    Some((least, most))
}

fn page(visit: &Visit, view: &View, sent: &Sent) -> Html<String> {
    let say = visit.preference.say;
    let heading = say.text("clock-title");
    let content = html! {
        div.head {
            (over(say, Some(&view.item)))
            h1 { (heading) }
            p.lede { (naming::words(say, &title(say, &view.item))) }
            p.small.quiet { (stated(say, view)) }
        }
        (sent.refusal(say))
        section.part {
            h2 { (say.text("clock-event-head")) }
            @if view.made.is_none() { p { span.none { (say.text("clock-needs-made")) } } }
            @else if view.events.is_empty() { p { span.none { (say.text("clock-no-events")) } } }
            @else { (events(say, view, sent)) }
        }
        section.part {
            h2 { (say.text("clock-set-head")) }
            (reckoned(say, view))
            (form(say, view, sent))
        }
    };
    let mut frame = visit.frame(&heading, Section::Items);
    frame.is_work = true;
    frame.sheet = Some(super::SHEET);
    layout::page(&frame, &content)
}

/// What the file states, and what is added to it now.
fn stated(say: Say, view: &View) -> Markup {
    html! {
        @match &view.made {
            Some(made) => (date::when(say, made, Width::Full)),
            None => span.none { (say.text("item-made-not-known")) },
        }
        @if let Some(offset) = register::item::offset_seconds(&view.item) {
            " " (say.html("item-clock-moved", &[("seconds", time::signed(offset).into())]))
        }
    }
}

fn events(say: Say, view: &View, sent: &Sent) -> Markup {
    let options = view.events.iter().map(|event| {
        let when = event.record.body.get("when").and_then(|when| When::deserialize(when).ok());
        let when = when.map_or_else(
            || date::instant(say, &event.earliest),
            |when| date::interval(say, &when.edtf, Width::Full),
        );
        let name = naming::title(say, &event.record);
        let kind = event.record.kind.label(say.language);
        (event.record.id.to_string(), format!("{when} · {kind}{} {name}", say.text("colon")))
    });
    let options: Vec<(String, String)> = options.collect();
    html! {
        form.form method="get" action=(at(routes::ITEM_CLOCK, view.item.id)) {
            (sent.field(say, "event", ("clock-event", Some("clock-event-hint")), |field| form::choice(field, &options)))
            (sent.field(say, "heard", ("clock-heard", Some("note-place-hint")), time::field))
            p.actions { button.btn { (say.text("clock-reckon")) } }
        }
    }
}

/// What was reckoned: one number where everything is known to the second, else from where to where.
fn reckoned(say: Say, view: &View) -> Markup {
    let Some((least, most)) = view.reckoned else { return html! {} };
    let seconds = |seconds: i64| Arg::Html(html! { bdi dir="ltr" { (time::signed(seconds)) } });
    let words = if least == most {
        say.html("clock-reckoned", &[("seconds", seconds(least))])
    } else {
        say.html("clock-reckoned-between", &[("least", seconds(least)), ("most", seconds(most))])
    };
    notice::notice(notice::Kind::Plain, &words, &html! {})
}

fn form(say: Say, view: &View, sent: &Sent) -> Markup {
    let seen: Vec<String> = view.seen.iter().map(ToString::to_string).collect();
    let seen = if sent.at("seen").is_empty() { seen.join(",") } else { sent.at("seen").to_owned() };
    html! {
        form.form method="post" action=(at(routes::ITEM_CLOCK, view.item.id)) {
            input type="hidden" name="seen" value=(seen);
            input type="hidden" name="event" value=(sent.at("event"));
            (sent.field(say, "offset", ("label-clock-offset-seconds", Some("clock-offset-hint")), offset))
            (sent.field(say, "clock_reason", ("label-clock-reason", None), |field| form::lines(field, 2, REASON_CHARACTERS_MAX)))
            (sent.field(say, "reason", ("form-reason", Some("form-reason-hint")), |field| form::lines(field, 2, REASON_CHARACTERS_MAX)))
            p.actions { button.btn.btn-main { (say.text("clock-save")) } }
        }
    }
}

fn offset(field: &form::Field<'_>) -> Markup {
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::when::Zone;

    fn event(earliest: &str, latest: &str) -> Timed {
        let record = Record {
            id: RecordId(uuid::Uuid::nil()),
            kind: Kind::Strike,
            first_act: ActId(uuid::Uuid::nil()),
            head_act: ActId(uuid::Uuid::nil()),
            conflicts: 0,
            body: Map::new(),
        };
        Timed { record, earliest: earliest.to_owned(), latest: latest.to_owned(), offset_seconds: None }
    }

    #[test]
    fn an_offset_is_a_span_where_the_event_is_one() {
        let made = When::from_edtf("2018-12-31T22:57:00Z", Zone::Utc, None, None).unwrap();
        let exact = event("2018-12-31T23:00:00Z", "2018-12-31T23:00:00Z");
        assert_eq!(span(&exact, &made, 96_000), Some((84, 84)));
        let hour = event("2018-12-31T23:00:00Z", "2018-12-31T23:59:59Z");
        assert_eq!(span(&hour, &made, 96_000), Some((84, 3_683)));
        assert_eq!(span(&event(WHEN_FIRST, "2018-12-31T23:00:00Z"), &made, 0), None);
    }
}
