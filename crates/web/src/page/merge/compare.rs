//! Two incidents side by side, field by field, with what each rests on; and the form that asks for the merge.

use super::{Sent, at, is_alone, names, sent, way};
use crate::component::naming::{self, Names};
use crate::component::shape::{Field, Shape, fields};
use crate::component::value::{Context, draw, label};
use crate::component::{address, figure, form, grade, notice, table};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::routes;
use axum::response::Html;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Assessment;
use domain::vocabulary::Grade;
use maud::{Markup, html};
use register::incident::compared::{Comparison, Side};
use register::record::Record;
use std::collections::BTreeSet;

/// The page as opened or as sent back.
pub(super) async fn page(
    visit: &Visit,
    survivor: RecordId,
    merged: RecordId,
    typed: &Sent,
    wrong: Option<&str>,
) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let compared = visit.register.comparison(visit.scope, survivor, merged).await?;
    let bodies = [&compared.survivor.incident.body, &compared.merged.incident.body];
    let names = names(visit, &bodies).await?;
    let (one, other) = (&compared.survivor.incident, &compared.merged.incident);
    let title = say.with("merge-title", &[("incident", naming::title(say, one).into())]);
    let swapped = address::with(&at(routes::INCIDENT_MERGE, merged), &[("with", survivor.to_string())]);
    let content = html! {
        div.head {
            (way(say, one))
            h1 { (say.text("merge-compare-head")) }
            p.lede { (say.html("merge-compare-lede", &[("one", called(say, one).into()), ("other", called(say, other).into())])) }
            p.small { a href=(swapped) { (say.html("merge-swap", &[("other", called(say, other).into())])) } }
        }
        @if let Some(wrong) = wrong { (notice::error(&html! { (wrong) }, &html! { p { (say.text("advice-invalid")) } })) }
        @if !compared.datasets.is_empty() {
            (notice::notice(
                notice::Kind::Conflict,
                &html! { (say.text("merge-same-list")) },
                &html! { p { (say.html("merge-same-list-words", &[("list", compared.datasets.join(", ").into())])) } },
            ))
        }
        (sent_form(visit, &compared, &names, typed))
    };
    let mut frame = visit.frame(&title, Section::Incidents);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

/// The code of an incident, or its title where it has none.
pub(super) fn called(say: Say, record: &Record) -> String {
    naming::code(record).map_or_else(|| naming::title(say, record), str::to_owned)
}

fn sent_form(visit: &Visit, compared: &Comparison, names: &Names, typed: &Sent) -> Markup {
    let say = visit.preference.say;
    let (one, other) = (&compared.survivor.incident, &compared.merged.incident);
    let is_alone = is_alone(visit);
    let heads = [String::new(), called(say, one), called(say, other)];
    let inner = html! {
        table.stack.tight {
            caption.hide { (say.text("merge-compare-head")) }
            thead { tr { @for head in &heads { th scope="col" { bdi { (head) } } } } }
            tbody {
                (rests(say, compared, &heads))
                @for field in shown(compared) { (row(say, compared, names, typed, field, &heads)) }
            }
        }
    };
    html! {
        form.form method="post" action=(at(routes::INCIDENT_MERGE, one.id)) {
            input type="hidden" name="with" value=(other.id);
            (table::scroll(&say.text("merge-compare-head"), &inner))
            section.part {
                h2 { (say.text("merge-what-head")) }
                ul {
                    li { (say.html("merge-what-links", &[("one", heads[1].clone().into()), ("other", heads[2].clone().into())])) }
                    li { (say.html("merge-what-codes", &[("one", heads[1].clone().into()), ("other", heads[2].clone().into())])) }
                    li { (say.html("merge-what-judged", &[("other", heads[2].clone().into())])) }
                    li { (say.text("merge-what-undo")) }
                }
            }
            (form::reason(say, sent(typed, "reason").unwrap_or_default(), None))
            p.actions {
                button.btn.btn-main { (say.text(if is_alone { "merge-now" } else { "merge-ask" })) }
                a.btn.btn-quiet href=(address::record(Kind::Incident, one.id)) { (say.text("merge-cancel")) }
            }
        }
    }
}

/// Fields that either of the two has.
fn shown(compared: &Comparison) -> impl Iterator<Item = &'static Field> {
    let (one, other) = (&compared.survivor.incident.body, &compared.merged.incident.body);
    fields(Kind::Incident).iter().filter(move |field| {
        !matches!(field.shape, Shape::Raw)
            && !["merged", "split_from"].contains(&field.name)
            && (one.contains_key(field.name) || other.contains_key(field.name))
    })
}

fn row(
    say: Say,
    compared: &Comparison,
    names: &Names,
    typed: &Sent,
    field: &Field,
    heads: &[String; 3],
) -> Markup {
    let differs = compared.differing.iter().any(|name| name == field.name);
    let name = format!("take.{}", field.name);
    let is_taken = sent(typed, &name) == Some("yes");
    let cell = |side: &Side, taken: bool| {
        let evidence = address::of(routes::RECORD, Kind::Incident, side.incident.id);
        let context = Context { say, names, evidence: &evidence };
        html! {
            @match side.incident.body.get(field.name) {
                Some(value) => div { (draw(context, field.shape, value)) },
                None => div { (figure::not_stated(say)) },
            }
            @if differs {
                label.check {
                    input type="radio" name=(name) value=(if taken { "yes" } else { "no" }) checked[taken == is_taken];
                    span { (say.text(if taken { "merge-take" } else { "merge-keep" })) }
                }
            }
        }
    };
    html! {
        tr {
            th scope="row" { (label(say, field.name)) }
            td data-l=(heads[1]) { div { (cell(&compared.survivor, false)) } }
            td data-l=(heads[2]) { div { (cell(&compared.merged, true)) } }
        }
    }
}

/// What each rests on: accounts and other records by kind, and what is judged of it.
fn rests(say: Say, compared: &Comparison, heads: &[String; 3]) -> Markup {
    let sides = [&compared.survivor, &compared.merged];
    let kinds: BTreeSet<Kind> = sides.iter().flat_map(|side| side.counts.keys().copied()).collect();
    let counted = |side: &Side, kind: Kind| {
        let to = format!("{}#sources", address::record(Kind::Incident, side.incident.id));
        figure::integer(&to, side.counts.get(&kind).copied().unwrap_or_default())
    };
    html! {
        tr {
            th scope="row" { (say.text("merge-judged")) }
            @for (side, head) in sides.iter().zip(&heads[1..]) {
                td data-l=(head) { div { (judged(say, &side.judged)) } }
            }
        }
        @for kind in kinds {
            tr {
                th scope="row" { @if kind == Kind::Assertion { (say.text("merge-accounts")) } @else { (kind.label(say.language)) } }
                @for (side, head) in sides.iter().zip(&heads[1..]) { td data-l=(head) { div { (counted(side, kind)) } } }
            }
        }
    }
}

/// Assessments with grade, body and killed, each open.
pub(super) fn judged(say: Say, all: &[Record]) -> Markup {
    html! {
        @if all.is_empty() { span.none { (say.text("merge-judged-none")) } }
        @for record in all {
            @if let Ok(assessment) = record.read::<Assessment>() {
                @let slug = assessment.grade.as_deref();
                @let known = slug.and_then(Grade::parse).map(|grade| grade.label(say.language).to_owned());
                @let none = say.text("grade-none");
                p {
                    (grade::grade(slug, &known.or_else(|| slug.map(str::to_owned)).unwrap_or(none))) " "
                    (figure::stated(say, &address::record(Kind::Assessment, record.id), assessment.killed.as_ref()))
                    br;
                    a.small href=(address::record(Kind::Assessment, record.id)) { (naming::words(say, &naming::title(say, record))) }
                }
            }
        }
    }
}
