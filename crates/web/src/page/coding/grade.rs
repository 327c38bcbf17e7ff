//! Grading an incident from its accounts alone: no present grade, range, reason or other coding is on the page, and
//! no link leads to one.

use super::typed::Typed;
use super::{at, id};
use crate::component::support::refusal;
use crate::component::{address, category, figure, form, naming, notice};
use crate::date::{self, Width};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::{limits, routes};
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::language::Language;
use domain::record::Incident;
use maud::{Markup, html};
use register::Reason;
use register::coding::{Coded, OwnCoding};
use register::incident::Told;
use register::permission::Operation;
use register::record::Record;
use std::collections::{BTreeMap, BTreeSet};

/// Records that may stand beside an incident and are no judgment of ours.
const BESIDE: [Kind; 5] = [Kind::Finding, Kind::Strike, Kind::Release, Kind::ReleaseLine, Kind::Tally];

/// What the page shows, read.
struct View {
    incident: Record,
    said: Incident,
    accounts: Vec<Told>,
    beside: Vec<Record>,
    own: Option<OwnCoding>,
    wrote: bool,
}

async fn read(visit: &Visit, id: RecordId) -> Result<View, Error> {
    let register = &visit.register;
    let incident = register.record(visit.scope, Kind::Incident, id).await?;
    let said: Incident = incident.read()?;
    let wrote = register.wrote_assessment(visit.scope, visit.actor(), id).await?;
    let own = register.own_coding(visit.scope, visit.actor(), id).await?;
    let ranges = register.incident_ranges(visit.scope, id, &BTreeMap::new()).await?;
    let links = register.links(visit.scope, &[id]).await?;
    let told: BTreeSet<RecordId> = ranges.accounts.iter().map(|told| told.id).collect();
    let beside = links.iter().filter(|link| BESIDE.contains(&link.there_kind) && !told.contains(&link.there));
    let beside = register.named(visit.scope, beside.map(|link| (link.there_kind, link.there))).await?;
    let shown = told.iter().chain(beside.keys()).copied().chain([id]);
    visit.note(shown).await?;
    let beside = beside.into_values().collect();
    Ok(View { incident, said, accounts: ranges.accounts, beside, own, wrote })
}

/// GET [`routes::INCIDENT_CODING`].
pub(super) async fn show(visit: Visit, Path(incident): Path<String>) -> Result<Html<String>, Error> {
    let view = read(&visit, id(&incident)?).await?;
    let typed = Typed::opened(view.own.as_ref());
    Ok(page(&visit, &view, &typed))
}

/// POST [`routes::INCIDENT_CODING`].
pub(super) async fn save(
    visit: Visit,
    Path(incident): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    visit.permit.require(Operation::Code)?;
    let say = visit.preference.say;
    let view = read(&visit, id(&incident)?).await?;
    let mut typed = Typed::sent(sent);
    if let Some(coded) = typed.coded(say) {
        let seen = typed.at("seen").parse().ok();
        match keep(&visit, view.incident.id, coded, seen).await {
            Ok(()) => {
                return Ok(Redirect::to(&at(routes::INCIDENT_CODING, view.incident.id)).into_response());
            }
            Err(register::Error::Refused(problems)) => {
                for problem in problems.iter().filter(|problem| problem.refuses()) {
                    typed.refuse(&problem.field, refusal(say, problem));
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&visit, &view, &typed)).into_response())
}

async fn keep(visit: &Visit, incident: RecordId, coded: Coded, seen: Option<ActId>) -> register::Result<()> {
    let reason = Reason { actor: visit.actor(), why: "Coded from the accounts".to_owned() };
    let mut work = visit.register.begin(reason, visit.scope.project).await?;
    work.code(incident, coded, seen).await?;
    work.commit().await.map(drop)
}

fn page(visit: &Visit, view: &View, typed: &Typed) -> Html<String> {
    let say = visit.preference.say;
    let name = naming::title(say, &view.incident);
    let title = say.with("coding-of", &[("incident", name.clone().into())]);
    let content = html! {
        div.head {
            p.over { a href=(routes::CODING) { (say.text("coding-title")) } }
            h1 { (say.text("coding-head")) }
            p.lede { (naming::words(say, &name)) }
            p.small.quiet { (say.text("coding-lede")) }
        }
        (facts(say, &view.said))
        section.part #accounts {
            h2 { (say.text("coding-accounts")) }
            @if view.accounts.is_empty() { p { span.none { (say.text("coding-no-accounts")) } } }
            ol.told { @for told in &view.accounts { (account(say, told)) } }
            @if !view.beside.is_empty() {
                h3 { (say.text("coding-beside")) }
                ul { @for record in &view.beside { li { (record.kind.label(say.language)) (say.text("colon")) " " (naming::link(say, record)) } } }
            }
        }
        section.part #code {
            h2 { (say.text("coding-yours")) }
            (kept(say, view))
            @if view.wrote { p.notice.notice-plain { (say.text("coding-wrote")) } }
            @else if !visit.permit.may(Operation::Code) { p.notice.notice-plain { (say.text("coding-not-yours")) } }
            @else { (code_form(visit, view, typed)) }
        }
    };
    let mut frame = visit.frame(&title, Section::Work);
    frame.is_work = true;
    layout::page(&frame, &content)
}

/// When and where, as far as the incident says so; neither its description nor what anybody made of it.
fn facts(say: Say, said: &Incident) -> Markup {
    let place = said.location.as_ref().and_then(|location| match say.language {
        Language::Arabic => location.words_ar.as_deref().or(location.words.as_deref()),
        Language::English => location.words.as_deref(),
    });
    html! {
        dl.facts.part {
            @if let Some(when) = &said.when { div { dt { (say.text("label-when")) } dd { (date::when(say, when, Width::Full)) } } }
            @if let Some(place) = place { div { dt { (say.text("label-location")) } dd { (naming::words(say, place)) } } }
        }
    }
}

/// One account: who says what, with its numbers as it gives them.
fn account(say: Say, told: &Told) -> Markup {
    let evidence = address::record(told.kind, told.id);
    let arabic = told.source_ar.as_deref().filter(|_| say.language == Language::Arabic);
    html! {
        li {
            p {
                strong {
                    a href=(evidence) {
                        @match arabic.or(told.source.as_deref()) {
                            Some(name) => (naming::words(say, name)),
                            None => (say.text("account-no-speaker")),
                        }
                    }
                }
                @if let Some(when) = &told.told { (say.text("comma")) " " (date::when(say, when, Width::Short)) }
            }
            @if !told.words.is_empty() { p.small { (naming::words(say, &told.words)) } }
            @if !told.counts.is_empty() {
                ul.plain-list.tight-list {
                    @for each in &told.counts {
                        li {
                            (category::named(say, &each.category)) (say.text("colon")) " "
                            (figure::count(say, &evidence, &each.count))
                        }
                    }
                }
            }
        }
    }
}

/// That the reader has coded it, and what follows.
fn kept(say: Say, view: &View) -> Markup {
    let Some(own) = &view.own else { return html! {} };
    let head = html! {
        (say.text("coding-kept"))
        @if let Some(when) = date::of_act(own.head_act) { " " (date::instant_element(say, &when)) }
    };
    let opened = if own.coding.opened { "coding-kept-opened" } else { "coding-kept-closed" };
    let blind = if own.coding.blind { "coding-kept-blind" } else { "coding-kept-not-blind" };
    notice::notice(
        notice::Kind::Done,
        &head,
        &html! {
            p { (say.text(blind)) " " (say.text(opened)) }
            p { a href=(routes::CODING) { (say.text("coding-to-agreement")) } }
        },
    )
}

fn code_form(visit: &Visit, view: &View, typed: &Typed) -> Markup {
    let say = visit.preference.say;
    let book = &visit.register.codebook;
    let grades: Vec<(&str, String, Option<String>)> = book
        .grades
        .iter()
        .map(|grade| {
            let (label, criterion) = (grade.label(say.language), grade.criterion(say.language));
            (grade.slug.as_str(), label.to_owned(), Some(criterion.to_owned()))
        })
        .collect();
    let blind = [
        ("yes", say.text("coding-blind-yes"), None),
        ("no", say.text("coding-blind-no"), Some(say.text("coding-blind-no-words"))),
    ];
    let [grade, min, max, why, blindness] =
        ["coding-grade", "coding-killed-min", "coding-killed-max", "coding-why", "coding-blind"]
            .map(|message| say.text(message));
    let killed = say.text("coding-killed-hint");
    html! {
        form.form method="post" action=(at(routes::INCIDENT_CODING, view.incident.id)) {
            @if let Some(wrong) = typed.wrong("version").or(typed.wrong("")).or(typed.wrong("coder")).or(typed.wrong("incident")) {
                (notice::error(&html! { (wrong) }, &html! { p { (say.text("advice-invalid")) } }))
            }
            input type="hidden" name="seen" value=(view.own.as_ref().map(|own| own.head_act.to_string()).unwrap_or_default());
            p.small.quiet { (say.html("coding-codebook", &[("codebook", book.reference().into())])) }
            (form::choice_in_sight(&typed.field("grade", &grade, None), &grades))
            (form::number(&typed.field("killed_min", &min, Some(&killed))))
            (form::number(&typed.field("killed_max", &max, None)))
            (form::lines(&typed.field("rationale", &why, None), 3, limits::REASON_CHARACTERS_MAX))
            (form::choice_in_sight(&typed.field("blind", &blindness, None), &blind))
            p.actions { button.btn.btn-main { (say.text(if view.own.is_some() { "coding-change" } else { "coding-keep" })) } }
        }
    }
}
