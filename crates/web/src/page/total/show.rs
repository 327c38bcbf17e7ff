//! The total, the sum of what it contains on each basis, the remainder as an interval, and the form that ties more.

use super::asked;
use crate::component::table::{self, Column, Plain};
use crate::component::{address, figure, form, naming, notice};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::{number, routes};
use axum::extract::Path;
use axum::response::Html;
use domain::count::Remainder;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{Assertion, Tally};
use domain::vocabulary::Basis;
use maud::{Markup, html};
use register::containment::{Contained, Containment, Summed};
use register::permission::Operation;

/// What stands in the form and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub incident: String,
    pub why: String,
    pub wrong_incident: Option<String>,
    pub wrong_why: Option<String>,
}

/// GET [`routes::CONTAINS`].
pub(super) async fn show(
    visit: Visit,
    Path((kind, id)): Path<(String, String)>,
) -> Result<Html<String>, Error> {
    let (kind, id) = asked(&kind, &id)?;
    page(&visit, kind, id, &Typed::default()).await
}

/// The page, with what was typed.
pub(super) async fn page(
    visit: &Visit,
    kind: Kind,
    id: RecordId,
    typed: &Typed,
) -> Result<Html<String>, Error> {
    let held = visit.register.contained(visit.scope, kind, id).await?;
    let mut shown = vec![id];
    for part in &held.parts {
        shown.push(part.incident.id);
        shown.extend(part.judged.values().map(|(assessment, _)| *assessment));
    }
    visit.note(shown).await?;
    let say = visit.preference.say;
    let name = naming::title(say, &held.total);
    let title = say.with("contains-title", &[("total", name.clone().into())]);
    let may = visit.permit.may(Operation::Collect);
    let content = html! {
        div.head {
            p.over { a href=(address::of(routes::RECORD, kind, id)) { (naming::words(say, &name)) } }
            h1 { (say.text("contains-head")) }
            p.lede { (say.text("contains-lede")) }
        }
        (contradictions(say, &held))
        (sums(say, &held))
        (parts(say, &held, may))
        @if may { (tie_form(say, &held, typed)) }
    };
    Ok(layout::page(&visit.frame(&title, Section::Records), &content))
}

/// The total as it is stated.
fn stated(say: Say, held: &Containment) -> Markup {
    let evidence = address::of(routes::RECORD, held.total.kind, held.total.id);
    let tally = held.total.read::<Tally>().ok().filter(|_| held.total.kind == Kind::Tally);
    let claim = held.total.read::<Assertion>().ok().filter(|_| held.total.kind == Kind::Assertion);
    html! {
        @if let Some(tally) = tally {
            div { dt { (tally.kind.label(say.language)) } dd { (figure::count(say, &evidence, &tally.count)) } }
        }
        @if let Some(claim) = claim {
            @for each in &claim.counts {
                div { dt { bdi { (each.category.replace('_', " ")) } } dd { (figure::count(say, &evidence, &each.count)) } }
            }
            @if claim.counts.is_empty() { div { dt { (say.text("contains-total")) } dd { (figure::not_stated(say)) } } }
        }
    }
}

fn sums(say: Say, held: &Containment) -> Markup {
    html! {
        section.part #sums {
            h2 { (say.text("contains-beside")) }
            dl.facts {
                (stated(say, held))
                @for summed in &held.sums {
                    div { dt { (basis(say, summed.basis)) } dd { (figure::total(say, "#parts", &summed.sum)) } }
                    @if let Some(Remainder::Between { min, max }) = summed.remainder {
                        div { dt { (say.text("contains-rest")) } dd { (rest(say, min, max)) } }
                    }
                }
            }
            @if held.sums.is_empty() && !held.parts.is_empty() {
                p { span.none { (say.text(if held.is_cut { "contains-cut" } else { "contains-unknown" })) } }
            }
            @if held.is_official { p.small.quiet { (say.text("contains-official")) } }
            @else if held.civilians.is_none() { p.small.quiet { (say.text("contains-unlike")) } }
            @else if !held.sums.is_empty() { p.small.quiet { (say.text("contains-rest-words")) } }
        }
    }
}

fn basis(say: Say, basis: Basis) -> String {
    say.text(match basis {
        Basis::Own => "contains-own",
        Basis::Adopted => "contains-adopted",
    })
}

/// The remainder: never one number unless both ends are it.
fn rest(say: Say, min: i64, max: Option<i64>) -> Markup {
    let range = match max {
        Some(max) => number::range(say, min, max),
        None => say.with("contains-at-least", &[("count", min.into())]),
    };
    figure::link("#parts", &html! { bdi { (range) } })
}

/// A total below what it contains: both are shown, and nobody settles it here.
fn contradictions(say: Say, held: &Containment) -> Markup {
    let below = held.sums.iter().filter_map(|summed: &Summed| match summed.remainder {
        Some(Remainder::Contradiction { by }) => Some((summed.basis, by)),
        _ => None,
    });
    html! {
        @for (basis_of, by) in below {
            (notice::notice(
                notice::Kind::Conflict,
                &html! { (say.text("contains-contradiction")) },
                &html! { p { (say.html("contains-contradiction-words", &[
                    ("basis", basis(say, basis_of).into()), ("count", by.into()),
                ])) } },
            ))
        }
    }
}

fn parts(say: Say, held: &Containment, may: bool) -> Markup {
    let mut columns = vec![
        Column::words(say.text("contains-incident")),
        Column::figures(basis(say, Basis::Own)),
        Column::figures(basis(say, Basis::Adopted)),
    ];
    if may {
        columns.push(Column::words(say.text("contains-take-out")));
    }
    let rows = held.parts.iter().map(|part| {
        let mut cells = vec![naming::link(say, &part.incident)];
        cells.extend([Basis::Own, Basis::Adopted].map(|basis| killed(say, part, basis)));
        if may {
            cells.push(take_out(say, held, part));
        }
        cells
    });
    let plain = Plain { caption: String::new(), columns, rows: rows.collect() };
    html! {
        section.part #parts {
            h2 { (say.text("contains-parts")) }
            @if held.parts.is_empty() { p { span.none { (say.text("contains-none")) } } }
            @else { (table::scroll(&say.text("contains-parts"), &table::plain(&plain))) }
        }
    }
}

fn killed(say: Say, part: &Contained, basis: Basis) -> Markup {
    match part.judged.get(&basis) {
        Some((id, Some(count))) => figure::count(say, &address::record(Kind::Assessment, *id), count),
        _ => figure::not_known(say),
    }
}

fn here(held: &Containment) -> String {
    address::of(routes::CONTAINS, held.total.kind, held.total.id)
}

fn take_out(say: Say, held: &Containment, part: &Contained) -> Markup {
    html! {
        form method="post" action=(here(held)) {
            input type="hidden" name="do" value="take-out";
            input type="hidden" name="link" value=(part.link);
            label.hide for={ "why-" (part.link) } { (say.text("form-reason")) }
            input type="text" id={ "why-" (part.link) } name="why" required maxlength="400" dir="auto" placeholder=(say.text("form-reason"));
            " " button.btn.btn-quiet { (say.text("contains-take-out")) }
        }
    }
}

fn tie_form(say: Say, held: &Containment, typed: &Typed) -> Markup {
    let [label, hint, why] =
        ["contains-which", "contains-which-hint", "form-reason"].map(|message| say.text(message));
    let incident = form::Field {
        name: "incident",
        label: &label,
        value: &typed.incident,
        hint: Some(&hint),
        wrong: typed.wrong_incident.as_deref(),
        is_required: true,
    };
    let reason = form::Field {
        name: "why",
        label: &why,
        value: &typed.why,
        hint: None,
        wrong: typed.wrong_why.as_deref(),
        is_required: true,
    };
    html! {
        section.part #tie {
            h2 { (say.text("contains-tie")) }
            form.form method="post" action=(here(held)) {
                input type="hidden" name="do" value="tie";
                (form::line(&incident))
                (form::line(&reason))
                p.actions { button.btn.btn-main { (say.text("contains-tie-button")) } }
            }
        }
    }
}
