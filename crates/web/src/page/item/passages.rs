//! What is noted in an item, in its order: words and translation side by side, who speaks, how clearly, and what was
//! made of it.

use super::time;
use super::{at, whole};
use crate::component::{address, naming};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::routes;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::{AnnotationKind, Hearing, LinkRole};
use maud::{Markup, html};
use register::permission::Operation;
use register::record::{Linked, Record};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What is noted in an item, and the assertions that rest on it.
#[derive(Debug, Default)]
pub(super) struct Passages {
    /// Notes by where they begin; those of no place first.
    pub all: Vec<Record>,
    /// Assertions by note.
    assertions: BTreeMap<RecordId, Vec<Record>>,
    /// What each assertion is about.
    about: Vec<Linked>,
    incidents: BTreeMap<RecordId, Record>,
}

impl Passages {
    /// Reads them in at most four statements, and notes that they are shown.
    pub(super) async fn read(visit: &Visit, item: RecordId) -> Result<Self, Error> {
        let (register, scope) = (&visit.register, visit.scope);
        let mut all =
            register.records_by(scope, Kind::Annotation, "item", &[item], "start_milliseconds").await?;
        // The databases order what has no place differently.
        all.sort_by_key(|note| (whole(note, "start_milliseconds"), note.id));
        let ids: Vec<RecordId> = all.iter().map(|note| note.id).collect();
        let made = register.records_by(scope, Kind::Assertion, "annotation", &ids, "id").await?;
        let made_ids: Vec<RecordId> = made.iter().map(|assertion| assertion.id).collect();
        let mut about = register.links(scope, &made_ids).await?;
        about.retain(|link| {
            link.outgoing && link.role == LinkRole::About.slug() && link.there_kind == Kind::Incident
        });
        let incidents = register.named(scope, about.iter().map(|link| (link.there_kind, link.there))).await?;
        visit.note(ids.into_iter().chain(made_ids).chain(incidents.keys().copied())).await?;
        let mut assertions: BTreeMap<RecordId, Vec<Record>> = BTreeMap::new();
        for assertion in made {
            let note = naming::member(&assertion, "annotation").and_then(|id| id.parse().ok());
            if let Some(note) = note {
                assertions.entry(note).or_default().push(assertion);
            }
        }
        Ok(Self { all, assertions, about, incidents })
    }

    /// The note of an id.
    pub(super) fn one(&self, id: RecordId) -> Option<&Record> {
        self.all.iter().find(|note| note.id == id)
    }

    /// The note written last.
    pub(super) fn latest(&self) -> Option<&Record> {
        self.all.iter().max_by_key(|note| note.id)
    }

    /// The code, or the id, of the incident that the latest assertion made here is about: what the next is likely about.
    pub(super) fn latest_incident(&self) -> Option<String> {
        let latest = self.assertions.values().flatten().max_by_key(|assertion| assertion.id)?;
        let link = self.about.iter().find(|link| link.here == latest.id)?;
        let incident = self.incidents.get(&link.there)?;
        Some(named(incident))
    }

    fn incidents_of(&self, assertion: RecordId) -> impl Iterator<Item = &Record> {
        self.about
            .iter()
            .filter(move |link| link.here == assertion)
            .filter_map(|link| self.incidents.get(&link.there))
    }
}

/// The code of an incident, or its id: what the form for an assertion takes.
pub(super) fn named(incident: &Record) -> String {
    naming::code(incident).map_or_else(|| incident.id.to_string(), str::to_owned)
}

/// The list; `chosen` is the one that the keys act on first.
pub(super) fn list(visit: &Visit, item: RecordId, passages: &Passages, chosen: Option<RecordId>) -> Markup {
    html! {
        ol.script #passages {
            @for note in &passages.all { (one(visit, item, passages, note, chosen == Some(note.id))) }
        }
    }
}

/// What a note marks: from here to there, or from here on.
pub(super) fn place(note: &Record) -> Option<String> {
    let start = whole(note, "start_milliseconds")?;
    Some(match whole(note, "end_milliseconds").filter(|end| *end != start) {
        Some(end) => format!("{}–{}", time::clock(start), time::clock(end)),
        None => time::clock(start),
    })
}

/// Words in their language, set in its direction.
fn said(class: &str, text: &str, language: Option<&str>) -> Markup {
    html! {
        p class=(class) lang=[language] dir="auto" {
            @for (place, line) in text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
                @if place > 0 { br; }
                (line)
            }
        }
    }
}

fn one(visit: &Visit, item: RecordId, passages: &Passages, note: &Record, is_chosen: bool) -> Markup {
    let say = visit.preference.say;
    let text = |name: &str| naming::member(note, name).filter(|text| !text.is_empty());
    let kind = text("kind").and_then(AnnotationKind::parse).unwrap_or(AnnotationKind::Note);
    let class = if kind == AnnotationKind::Transcript { "said" } else { "sound" };
    let anchor = format!("p{}", note.id);
    let start = whole(note, "start_milliseconds").map(|start| start.to_string());
    let end = whole(note, "end_milliseconds").map(|end| end.to_string());
    html! {
        li id=(anchor) data-start=[start] data-end=[end] aria-current=[is_chosen.then_some("true")] {
            @match place(note) {
                Some(place) => a.tc.fix href={ "#" (anchor) } { bdi dir="ltr" { (place) } },
                None => span.tc.none { (say.text("listen-no-place")) },
            }
            (said(class, text("words").unwrap_or_default(), text("language")))
            @match text("translation") {
                Some(translation) => (said(class, translation, text("translation_language"))),
                None => p.sound.none { (say.text("listen-no-translation")) },
            }
            div.seg-about {
                (about(say, note, kind))
                (actions(visit, item, note))
            }
            @for assertion in passages.assertions.get(&note.id).into_iter().flatten() {
                div.seg {
                    strong { (Kind::Assertion.label(say.language)) } " · "
                    (naming::words(say, naming::member(assertion, "claim").unwrap_or_default()))
                    @for incident in passages.incidents_of(assertion.id) { " · " (naming::link(say, incident)) }
                    " · " a href=(address::record(Kind::Assertion, assertion.id)) { (say.text("listen-open")) }
                }
            }
        }
    }
}

/// What the note is, who speaks, how clearly, and whether a machine wrote it.
fn about(say: Say, note: &Record, kind: AnnotationKind) -> Markup {
    let text = |name: &str| naming::member(note, name).filter(|text| !text.is_empty());
    let hearing = text("hearing").and_then(Hearing::parse);
    html! {
        span.small.quiet {
            (kind.label(say.language))
            @if let Some(speaker) = text("speaker") { " · " (naming::words(say, speaker)) }
            @if let Some(hearing) = hearing { " · " (hearing.label(say.language)) }
            @if let Some(note) = text("note") { " · " (naming::words(say, note)) }
        }
        @if is_machine(note) {
            " " strong.machine { (say.html("listen-machine", &[("tool", text("tool").unwrap_or_default().into())])) }
        }
    }
}

/// Whether a machine wrote the words.
pub(super) fn is_machine(note: &Record) -> bool {
    note.body.get("machine").and_then(Json::as_bool) == Some(true)
}

fn actions(visit: &Visit, item: RecordId, note: &Record) -> Markup {
    let say = visit.preference.say;
    let own = address::record(Kind::Annotation, note.id);
    html! {
        span.small {
            " · " a href=(own) { (say.text("listen-record")) }
            @if visit.permit.may(Operation::Collect) {
                @if is_machine(note) {
                    @let again = address::with(&at(routes::ITEM_LISTEN, item), &[("from", note.id.to_string())]);
                    " · " a href={ (again) "#note" } { (say.text("listen-write-as-heard")) }
                } @else {
                    @let assert = address::with(&at(routes::ITEM_ASSERTION, item), &[("annotation", note.id.to_string())]);
                    " · " a.assert href=(assert) { (say.text("listen-assert")) }
                }
            }
        }
    }
}
