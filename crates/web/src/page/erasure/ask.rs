//! The form by which a custodian asks for a field of a record, or all of it, to be erased.

use crate::component::{address, value};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::limits::REASON_CHARACTERS_MAX;
use crate::routes;
use axum::extract::{Form, Path};
use axum::response::Redirect;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{Body, erased};
use domain::vocabulary::ErasureGround;
use maud::{Markup, html};
use register::Reason;
use register::erasure::{Erasing, is_erasable, is_erasable_whole};
use register::team::approval::Asked;

/// Stands for the whole record where a field is chosen.
const WHOLE: &str = "*";

/// The section of a record's page; nothing for kinds of which nothing is erased.
pub(in crate::page) fn section(say: Say, (kind, id): (Kind, RecordId), body: &Body) -> Markup {
    if !is_erasable(kind) {
        return html! {};
    }
    let fields = body.iter().filter(|(_, value)| erased::by(value).is_none()).map(|(name, _)| name);
    html! {
        section.part #erasure {
            h2 { (say.text("erasure-head")) }
            details {
                summary { (say.text("erasure-ask")) }
                form.form method="post" action=(address::of(routes::RECORD_ERASE, kind, id)) {
                    p.small.quiet { (say.text("erasure-ask-words")) }
                    label.field {
                        (say.text("erasure-what"))
                        select name="field" required {
                            option value="" selected disabled { (say.text("erasure-choose")) }
                            @for name in fields { option value=(name) { (value::label(say, name)) } }
                            @if is_erasable_whole(kind) {
                                option value=(WHOLE) {
                                    (say.text(if kind == Kind::Item { "erasure-whole-item" } else { "erasure-whole" }))
                                }
                            }
                        }
                    }
                    label.field {
                        (say.text("erasure-ground"))
                        select name="ground" {
                            @for ground in ErasureGround::ALL { option value=(ground.slug()) { (ground.label(say.language)) } }
                        }
                    }
                    label.field {
                        (say.text("erasure-words"))
                        input type="text" name="reason" required maxlength=(REASON_CHARACTERS_MAX) dir="auto";
                        small.quiet { (say.text("erasure-words-hint")) }
                    }
                    p.actions { button.btn { (say.text("erasure-ask")) } }
                }
            }
        }
    }
}

/// POST [`routes::RECORD_ERASE`].
pub(super) async fn save(
    visit: Visit,
    Path((kind, id)): Path<(String, String)>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Redirect, Error> {
    let kind = Kind::parse(&kind).filter(|known| known.plural() == kind).ok_or(Error::NotFound)?;
    let record = id.parse().map_err(|_not_an_id| Error::NotFound)?;
    let sent = |name: &str| form.iter().find(|(each, _)| each == name).map(|(_, value)| value.trim());
    let field = sent("field").ok_or(Error::NotUnderstood)?;
    let ground = sent("ground").and_then(ErasureGround::parse).ok_or(Error::NotUnderstood)?;
    let words = sent("reason").unwrap_or_default().to_owned();
    let field = (field != WHOLE).then(|| field.to_owned());
    let reason = Reason { actor: visit.actor(), why: words.clone() };
    let mut work = visit.register.begin(reason, visit.scope.project).await?;
    work.ask(&Asked::Erase(Erasing { kind, record, field, ground, words, reach: Vec::new() })).await?;
    work.commit().await?;
    Ok(Redirect::to(routes::APPROVALS))
}
