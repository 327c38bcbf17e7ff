//! What exactly was asked for, as whoever decides on it reads it.

use super::{Names, graded, person};
use crate::component::{address, digest, naming, value};
use crate::desk::Visit;
use crate::i18n::{Arg, Say};
use crate::page::erasure;
use crate::routes;
use domain::id::{IncidentId, RecordId};
use domain::kind::Kind;
use domain::record::{Assessment, Member};
use maud::{Markup, html};
use register::incident::merge::Merging;
use register::incident::split::Splitting;
use register::team::approval::Asked;
use register::team::export::Exporting;

/// Records by id, to be called by their names: whatever something asked for is about.
pub(super) type Called = erasure::Named;

/// The records that something asked for is about.
pub(super) fn about(details: &str) -> Vec<(Kind, RecordId)> {
    let incidents: Vec<IncidentId> = match serde_json::from_str::<Asked>(details) {
        Ok(Asked::Merge(merging)) => vec![merging.survivor, merging.merged],
        Ok(Asked::Unmerge { merged }) => vec![merged],
        Ok(Asked::Split { from, .. }) => vec![from],
        Ok(Asked::Unsplit { part }) => vec![part],
        Ok(Asked::Assessment(assessment)) => vec![assessment.incident],
        Ok(Asked::Erase(erasing)) => return erasure::records(&erasing).collect(),
        Ok(Asked::Unseal { kind, record, .. }) => return vec![(kind, record)],
        Ok(Asked::Identity { identity }) => return vec![(Kind::SealedIdentity, identity)],
        _ => Vec::new(),
    };
    incidents.into_iter().map(|id| (Kind::Incident, id.into())).collect()
}

pub(super) fn asked(visit: &Visit, names: &Names, called: &Called, details: &str) -> Markup {
    let say = visit.preference.say;
    match serde_json::from_str::<Asked>(details) {
        Ok(Asked::Member(member)) => of_member(say, names, &member),
        Ok(Asked::Assessment(assessment)) => of_grade(visit, called, &assessment),
        Ok(Asked::Unseal { kind, record, label }) => {
            html! {
                p {
                    (erasure::record(say, called, (kind, record)))
                    (say.text("colon")) " " (say.text("approvals-opens")) " " (label.label(say.language))
                }
            }
        }
        Ok(Asked::Merge(merging)) => of_merge(say, called, &merging),
        Ok(Asked::Unmerge { merged }) => of_one(say, called, "merge-approval-undo", merged),
        Ok(Asked::Split { from, splitting }) => of_split(say, called, from, &splitting),
        Ok(Asked::Unsplit { part }) => of_one(say, called, "merge-approval-unsplit", part),
        Ok(Asked::Export(exporting)) => of_export(say, &exporting),
        Ok(Asked::Erase(erasing)) => erasure::asked(say, called, &erasing),
        Ok(Asked::Identity { identity }) => html! {
            p { (erasure::record(say, called, (Kind::SealedIdentity, identity))) }
            p.small { (say.text("approvals-two-others")) }
        },
        Err(_) => html! { code { (details) } },
    }
}

fn of_member(say: Say, names: &Names, member: &Member) -> Markup {
    html! {
        p {
            (person(names, member.person)) (say.text("colon")) " "
            @if member.ended { (say.text("approvals-leaves")) }
            @for (index, role) in member.roles.iter().enumerate() {
                @if index > 0 { (say.text("list-separator")) }
                (role.label(say.language))
            }
            " · " (say.text("label-clearance")) " " (member.clearance.label(say.language))
        }
    }
}

fn of_grade(visit: &Visit, called: &Called, assessment: &Assessment) -> Markup {
    let say = visit.preference.say;
    html! {
        p { (say.text("approvals-incident")) (say.text("colon")) " " (incident(say, called, assessment.incident)) }
        p { (graded(visit, assessment.grade.as_deref())) }
        @if let Some(rationale) = &assessment.rationale { p { (naming::words(say, rationale)) } }
    }
}

/// An incident by its name; by its kind where the reader may not see it.
fn incident(say: Say, called: &Called, id: IncidentId) -> Markup {
    match called.get(&id.into()) {
        Some(record) => naming::link(say, record),
        None => {
            html! { a href=(address::record(Kind::Incident, id.into())) { (Kind::Incident.label(say.language)) } }
        }
    }
}

fn of_merge(say: Say, called: &Called, merging: &Merging) -> Markup {
    let page = routes::INCIDENT_MERGE.replace("{id}", &merging.survivor.to_string());
    let page = address::with(&page, &[("with", merging.merged.to_string())]);
    html! {
        p {
            (say.html("merge-compare-lede", &[
                ("one", Arg::Html(incident(say, called, merging.survivor))),
                ("other", Arg::Html(incident(say, called, merging.merged))),
            ]))
        }
        p { a href=(page) { (say.text("merge-approval")) } }
        @if !merging.taken.is_empty() {
            p {
                (say.text("merge-approval-taken")) " "
                @for (index, field) in merging.taken.iter().enumerate() {
                    @if index > 0 { (say.text("list-separator")) }
                    (value::label(say, field))
                }
            }
        }
    }
}

/// What is to become of one incident.
fn of_one(say: Say, called: &Called, words: &str, id: IncidentId) -> Markup {
    html! { p { (say.text(words)) " " (incident(say, called, id)) } }
}

fn of_split(say: Say, called: &Called, from: IncidentId, splitting: &Splitting) -> Markup {
    html! {
        (of_one(say, called, "merge-approval-split", from))
        p {
            strong { (naming::words(say, &splitting.title)) }
            @for code in &splitting.codes { " · " bdi { (code) } }
        }
        p { (say.text("merge-approval-moves")) }
        ul {
            @for (kind, record) in &splitting.moved {
                li {
                    a href=(address::of(routes::RECORD, *kind, *record)) {
                        (kind.label(say.language)) " " (digest::short(&record.to_string()))
                    }
                }
            }
        }
    }
}

fn of_export(say: Say, exporting: &Exporting) -> Markup {
    html! {
        p { (say.with("exports-approval", &[("kind", exporting.kind.label(say.language).into())])) }
        p { (say.text("exports-purpose")) (say.text("colon")) " " (naming::words(say, &exporting.purpose)) }
        p { (say.text("exports-recipient")) (say.text("colon")) " " (naming::words(say, &exporting.recipient)) }
    }
}
