//! Open conflicts: both values side by side with who, when and why, and the way to settle them.

use super::view::View;
use crate::component::shape::{Shape, field};
use crate::component::value::{self, Context};
use crate::component::{address, notice, past};
use crate::date;
use crate::i18n::Say;
use crate::routes;
use domain::id::ActId;
use maud::{Markup, html};
use register::fold::Head;

/// One notice a field in conflict.
pub(super) fn notices(say: Say, view: &View<'_>) -> Markup {
    html! {
        @for (name, heads) in view.read.now.conflicts() { (one(say, view, name, heads)) }
    }
}

fn one(say: Say, view: &View<'_>, name: &str, heads: &[Head]) -> Markup {
    let label = value::label(say, name);
    let head = say.html("conflict-of", &[("field", label.as_str().into())]);
    notice::notice(
        notice::Kind::Conflict,
        &head,
        &html! {
            table.tight {
                tbody { @for head in heads { (row(say, view, name, head)) } }
            }
            p { (say.text("conflict-until")) }
        },
    )
}

fn row(say: Say, view: &View<'_>, name: &str, head: &Head) -> Markup {
    let record = view.record();
    let evidence = address::act(routes::ACT, ActId(head.act));
    let context = Context { say, names: view.names, evidence: &evidence };
    let shape = field(record.kind, name).map_or(Shape::Line, |field| field.shape);
    let logged = view.read.acts.iter().find(|logged| logged.act.id == head.act);
    let keep = address::with(
        &address::of(routes::RECORD_EDIT, record.kind, record.id),
        &[("keep", format!("{name}:{}", head.act))],
    );
    html! {
        tr {
            th scope="row" {
                @if let Some(logged) = logged {
                    @if let Some(actor) = &logged.actor { bdi { (actor) } (say.text("comma")) " " }
                    a href=(evidence) { (date::instant_element(say, &logged.act.at)) }
                }
            }
            td {
                (value::draw(context, shape, &head.value))
                @if let Some(logged) = logged {
                    br;
                    small.quiet {
                        @let why = past::reason(say, logged);
                        (say.html("history-why", &[("reason", why.into())]))
                    }
                }
            }
            td { a.btn.btn-quiet href=(keep) { (say.text("conflict-keep")) } }
        }
    }
}
