//! What an incident's page says of being one with others: where it went, what was merged into it with its earlier
//! judgments and differing words, its parts, and what may be the same event.

use super::compare::judged;
use super::{at, names};
use crate::component::naming::{self, Names};
use crate::component::shape::fields;
use crate::component::similar::similar;
use crate::component::value::{Context, draw, label};
use crate::component::{address, notice};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::routes;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{Body, Incident};
use maud::{Markup, html};
use register::incident::compared::Family;
use register::incident::merge::is_choosable;
use register::incident::similar::{Similar, Sketch};
use register::permission::Operation;
use register::record::Record;

/// The two places of an incident's page where this is said.
pub(crate) struct Unity {
    /// At the head: that it was merged, and into what.
    pub banner: Markup,
    /// Lower down: the others.
    pub section: Markup,
}

/// Reads and draws both; two statements, two more where something was merged into it.
pub(crate) async fn unity(visit: &Visit, record: &Record, incident: &Incident) -> Result<Unity, Error> {
    let family = visit.register.family(visit.scope, record).await?;
    let sketch = Sketch::of(record.id, incident);
    let alike = visit.register.similar_incidents(visit.scope, &sketch).await?;
    let mut bodies: Vec<&Body> = family.merged.iter().map(|each| &each.body).collect();
    bodies.push(&record.body);
    let names = if family.merged.is_empty() { Names::default() } else { names(visit, &bodies).await? };
    let may = visit.permit.may(Operation::Merge);
    let say = visit.preference.say;
    let banner = incident.merged.as_ref().map(|merged| gone(say, may, record, &family, merged.into.into()));
    let banner = banner.unwrap_or_default();
    let section = if incident.merged.is_some() {
        html! {}
    } else {
        others(say, may, record, incident, &family, &names, &alike)
    };
    Ok(Unity { banner, section })
}

fn gone(say: Say, may: bool, record: &Record, family: &Family, into: RecordId) -> Markup {
    let survivor = family.from.iter().find(|each| each.id == into);
    let history = address::of(routes::RECORD_HISTORY, Kind::Incident, record.id);
    notice::notice(
        notice::Kind::Correction,
        &html! { (say.text("merged-head")) },
        &html! {
            p {
                (say.text("merged-into")) " "
                @match survivor {
                    Some(survivor) => (naming::link(say, survivor)),
                    None => span.none { (say.text("value-not-available")) },
                }
                (say.text("full-stop")) " " (say.text("merged-words")) " "
                a href=(history) { (say.text("merged-act")) }
            }
            @if may { (undo(say, &at(routes::INCIDENT_UNMERGE, record.id), "merged-undo", record.id)) }
        },
    )
}

/// A button that asks for its reason first.
fn undo(say: Say, action: &str, button: &str, id: RecordId) -> Markup {
    let name = format!("reason-{id}");
    html! {
        form.decide method="post" action=(action) {
            input type="hidden" name="do" value="undo";
            label.field for=(name) { (say.text("form-reason")) input type="text" id=(name) name="reason" required maxlength="400" dir="auto"; }
            button.btn { (say.text(button)) }
        }
    }
}

fn others(
    say: Say,
    may: bool,
    record: &Record,
    incident: &Incident,
    family: &Family,
    names: &Names,
    alike: &[Similar],
) -> Markup {
    let from = family.from.iter().find(|each| incident.split_from.is_some_and(|from| from.0 == each.id.0));
    let merge = at(routes::INCIDENT_MERGE, record.id);
    if !may && family.merged.is_empty() && family.parts.is_empty() && from.is_none() && alike.is_empty() {
        return html! {};
    }
    html! {
        section.part #one-event {
            h2 { (say.text("unity-head")) }
            @if let Some(from) = from {
                p { (say.text("unity-split-from")) " " (naming::link(say, from)) (say.text("full-stop")) }
                @if may { (undo(say, &at(routes::INCIDENT_SPLIT, record.id), "split-undo", record.id)) }
            }
            @if !family.parts.is_empty() {
                p { (say.text("unity-parts")) }
                ul { @for part in &family.parts { li { (naming::link(say, part)) } } }
            }
            @for each in &family.merged { (merged(say, may, record, each, family, names)) }
            @if !alike.is_empty() {
                h3 { (say.text("similar-head")) }
                p.small.quiet { (say.text("similar-words")) }
                @if may {
                    (similar(say, alike, |other| address::with(&merge, &[("with", other.to_string())])))
                } @else {
                    (similar(say, alike, |other| address::record(Kind::Incident, other)))
                }
            }
            @if may {
                p.actions {
                    a.btn href=(merge) { (say.text("merge-with-another")) }
                    a.btn href=(at(routes::INCIDENT_SPLIT, record.id)) { (say.text("split-this")) }
                }
            }
        }
    }
}

/// One that was merged into this: where its words differ, what was judged of it, and the way back.
fn merged(say: Say, may: bool, record: &Record, each: &Record, family: &Family, names: &Names) -> Markup {
    let evidence = address::of(routes::RECORD, Kind::Incident, each.id);
    let context = Context { say, names, evidence: &evidence };
    let differing = fields(Kind::Incident).iter().filter(|field| {
        is_choosable(field.name)
            && each.body.contains_key(field.name)
            && each.body.get(field.name) != record.body.get(field.name)
    });
    let id = each.id.to_string();
    let judgments: Vec<Record> = family
        .judgments
        .iter()
        .filter(|judgment| naming::member(judgment, "incident") == Some(id.as_str()))
        .cloned()
        .collect();
    html! {
        h3 { (say.text("unity-merged")) " " (naming::link(say, each)) }
        details {
            summary { (say.text("unity-differs")) }
            dl.facts {
                @for field in differing {
                    div {
                        dt { (label(say, field.name)) }
                        dd { @if let Some(value) = each.body.get(field.name) { (draw(context, field.shape, value)) } }
                    }
                }
            }
        }
        p { strong { (say.text("unity-judgments")) } }
        (judged(say, &judgments))
        @if may { (undo(say, &at(routes::INCIDENT_UNMERGE, each.id), "merged-undo", each.id)) }
    }
}
