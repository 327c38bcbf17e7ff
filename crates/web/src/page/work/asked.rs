//! What exactly was asked for, as whoever decides on it reads it.

use super::{Names, graded, person};
use crate::component::{address, digest, naming, value};
use crate::desk::Visit;
use crate::i18n::Say;
use crate::routes;
use domain::id::IncidentId;
use domain::kind::Kind;
use domain::record::{Assessment, Member};
use maud::{Markup, html};
use register::incident::merge::Merging;
use register::incident::split::Splitting;
use register::team::approval::Asked;
use register::team::export::Exporting;

pub(super) fn asked(visit: &Visit, names: &Names, details: &str) -> Markup {
    match serde_json::from_str::<Asked>(details) {
        Ok(Asked::Member(member)) => of_member(visit.preference.say, names, &member),
        Ok(Asked::Assessment(assessment)) => of_grade(visit, &assessment),
        Ok(Asked::Unseal { kind, record, label }) => {
            let say = visit.preference.say;
            html! {
                p {
                    a href=(address::of(routes::RECORD, kind, record)) { (kind.label(say.language)) }
                    (say.text("colon")) " " (say.text("approvals-opens")) " " (label.label(say.language))
                }
            }
        }
        Ok(Asked::Merge(merging)) => of_merge(visit.preference.say, &merging),
        Ok(Asked::Unmerge { merged }) => of_one(visit.preference.say, "merge-approval-undo", merged),
        Ok(Asked::Split { from, splitting }) => of_split(visit.preference.say, from, &splitting),
        Ok(Asked::Unsplit { part }) => of_one(visit.preference.say, "merge-approval-unsplit", part),
        Ok(Asked::Export(exporting)) => of_export(visit.preference.say, &exporting),
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

fn of_grade(visit: &Visit, assessment: &Assessment) -> Markup {
    let say = visit.preference.say;
    html! {
        p {
            a href=(address::record(Kind::Incident, assessment.incident.into())) { (say.text("approvals-incident")) }
            (say.text("colon")) " " (graded(visit, assessment.grade.as_deref()))
        }
        @if let Some(rationale) = &assessment.rationale { p { (naming::words(say, rationale)) } }
    }
}

fn of_merge(say: Say, merging: &Merging) -> Markup {
    let page = routes::INCIDENT_MERGE.replace("{id}", &merging.survivor.to_string());
    let page = address::with(&page, &[("with", merging.merged.to_string())]);
    html! {
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
fn of_one(say: Say, words: &str, incident: IncidentId) -> Markup {
    let name = Kind::Incident.label(say.language);
    html! { p { (say.text(words)) " " a href=(address::record(Kind::Incident, incident.into())) { (name) } } }
}

fn of_split(say: Say, from: IncidentId, splitting: &Splitting) -> Markup {
    html! {
        (of_one(say, "merge-approval-split", from))
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
