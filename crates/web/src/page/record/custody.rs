//! What a custodian sees beside a record and nobody else: who may see it, a form to close it to more people at once,
//! one to ask another custodian for opening it, and the way to its readers.

use super::asked::{self, parameter};
use crate::component::address;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::limits::REASON_CHARACTERS_MAX;
use crate::routes;
use axum::extract::{Form, Path};
use axum::response::Redirect;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::AccessLabel;
use maud::{Markup, html};
use register::Reason;
use register::permission::Operation;
use register::team::approval::Asked;

/// What the forms need to know; none for whoever is no custodian, and for kinds that bear no label.
pub(super) struct Custody {
    kind: Kind,
    id: RecordId,
    label: AccessLabel,
    /// The custodian's own clearance: further than that they would close themselves out.
    clearance: AccessLabel,
}

impl Custody {
    /// The record.
    pub(super) const fn about(&self) -> (Kind, RecordId) {
        (self.kind, self.id)
    }
}

/// Reads the label for a custodian; no statement for anybody else.
pub(super) async fn read(visit: &Visit, kind: Kind, id: RecordId) -> Result<Option<Custody>, Error> {
    if !visit.permit.may(Operation::Label) {
        return Ok(None);
    }
    let label = visit.register.label_of(&visit.permit, kind, id).await?;
    Ok(label.map(|label| Custody { kind, id, label, clearance: visit.scope.clearance }))
}

/// The section of the record's page.
pub(super) fn section(say: Say, custody: &Custody) -> Markup {
    let labels = AccessLabel::ALL.iter().copied();
    let narrower: Vec<AccessLabel> =
        labels.clone().filter(|label| *label > custody.label && *label <= custody.clearance).collect();
    let wider: Vec<AccessLabel> = labels.filter(|label| *label < custody.label).collect();
    html! {
        section.part #custody {
            h2 { (say.text("custody-head")) }
            p {
                (say.text("label-label")) (say.text("colon")) " " strong { (custody.label.label(say.language)) }
                @if let Some(gloss) = custody.label.gloss(say.language) { (say.text("comma")) " " (gloss) }
            }
            p.small { a href=(address::of(routes::RECORD_READERS, custody.kind, custody.id)) { (say.text("readers-of-this")) } }
            @if !narrower.is_empty() {
                (form(say, custody, &Button { action: "narrow", head: "custody-narrow", words: "custody-narrow-words" }, &narrower))
            }
            @if !wider.is_empty() {
                (form(say, custody, &Button { action: "widen", head: "custody-widen", words: "custody-widen-words" }, &wider))
            }
        }
    }
}

struct Button {
    action: &'static str,
    head: &'static str,
    words: &'static str,
}

fn form(say: Say, custody: &Custody, button: &Button, labels: &[AccessLabel]) -> Markup {
    html! {
        details {
            summary { (say.text(button.head)) }
            form.form method="post" action=(address::of(routes::RECORD_LABEL, custody.kind, custody.id)) {
                p.small.quiet { (say.text(button.words)) }
                label.field {
                    (say.text("label-label"))
                    select name="label" {
                        @for label in labels { option value=(label.slug()) { (label.label(say.language)) } }
                    }
                }
                label.field {
                    (say.text("form-reason"))
                    input type="text" name="reason" required maxlength=(REASON_CHARACTERS_MAX) dir="auto";
                }
                p.actions { button.btn name="do" value=(button.action) { (say.text(button.head)) } }
            }
        }
    }
}

/// POST [`routes::RECORD_LABEL`].
pub(super) async fn save(
    visit: Visit,
    Path((kind, id)): Path<(String, String)>,
    Form(form): Form<asked::Parameters>,
) -> Result<Redirect, Error> {
    let (kind, id) = (asked::kind(&kind)?, asked::id::<RecordId>(&id)?);
    let label = parameter(&form, "label").and_then(AccessLabel::parse).ok_or(Error::NotUnderstood)?;
    let why = parameter(&form, "reason").unwrap_or_default().to_owned();
    let reason = Reason { actor: visit.actor(), why };
    let mut work = visit.register.begin(reason, visit.scope.project).await?;
    let to = match parameter(&form, "do") {
        Some("narrow") => {
            work.narrow(kind, id, label).await?;
            // Who closed it further than they are cleared for themselves is not sent to what they no longer see.
            let is_seen = label <= visit.scope.clearance;
            if is_seen { address::of(routes::RECORD, kind, id) } else { routes::RECORDS.to_owned() }
        }
        Some("widen") => {
            work.ask(&Asked::Unseal { kind, record: id, label }).await?;
            routes::APPROVALS.to_owned()
        }
        _ => return Err(Error::NotUnderstood),
    };
    work.commit().await?;
    Ok(Redirect::to(&to))
}
