//! Splitting: which accounts, mentions and damages are of another event, and what that is called.

use super::{Sent, at, is_alone, reason, refusal, sent, way};
use crate::component::{address, form, naming, notice};
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::routes;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::id::{IncidentId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::LinkRole;
use maud::{Markup, html};
use register::incident::split::Splitting;
use register::permission::Operation;
use register::record::Record;
use register::team::approval::Asked;
use std::collections::BTreeSet;

/// GET [`routes::INCIDENT_SPLIT`].
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Error> {
    visit.permit.require(Operation::Merge)?;
    page(&visit, super::id(&id)?, &Sent::new(), None).await
}

/// One thing that can go, with its value in the form.
struct Item<'a> {
    value: String,
    record: &'a Record,
    said: String,
}

async fn page(visit: &Visit, id: RecordId, typed: &Sent, wrong: Option<&str>) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let file = visit.register.incident_file(visit.scope, id).await?;
    let mentions =
        visit.register.records_by(visit.scope, Kind::VictimMention, "incident", &[id], "r.id").await?;
    let suggested = visit.register.code_of_part(visit.scope, IncidentId(id.0)).await?.unwrap_or_default();
    let mut items: Vec<Item<'_>> = Vec::new();
    for linked in &file.linked {
        let role = LinkRole::parse(&linked.role).map_or("", |role| role.label(say.language));
        let said = format!("{}{}{role}", linked.record.kind.label(say.language), say.text("list-separator"));
        items.push(Item { value: value(Kind::Link, linked.link), record: &linked.record, said });
    }
    for record in mentions.iter().chain(&file.damages) {
        let said = record.kind.label(say.language).to_owned();
        items.push(Item { value: value(record.kind, record.id), record, said });
    }
    let title = say.with("split-title", &[("incident", naming::title(say, &file.incident).into())]);
    let content = html! {
        div.head {
            (way(say, &file.incident))
            h1 { (say.text("split-head")) }
            p.lede { (say.text("split-lede")) }
        }
        @if let Some(wrong) = wrong { (notice::error(&html! { (wrong) }, &html! { p { (say.text("advice-invalid")) } })) }
        @if items.is_empty() {
            p { span.none { (say.text("split-nothing")) } }
        } @else {
            (sent_form(visit, id, &items, typed, &suggested))
        }
    };
    let mut frame = visit.frame(&title, Section::Incidents);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

fn value(kind: Kind, id: RecordId) -> String {
    format!("{}:{id}", kind.slug())
}

fn sent_form(visit: &Visit, id: RecordId, items: &[Item<'_>], typed: &Sent, suggested: &str) -> Markup {
    let say = visit.preference.say;
    let is_chosen = |value: &str| typed.iter().any(|(name, sent)| name == "move" && sent == value);
    let (title, code) = (say.text("split-name"), say.text("split-code"));
    let hint = say.text("split-code-hint");
    let name = form::Field {
        name: "title",
        label: &title,
        value: sent(typed, "title").unwrap_or_default(),
        is_required: true,
        ..form::Field::default()
    };
    let typed_code = if typed.is_empty() { suggested } else { sent(typed, "code").unwrap_or_default() };
    let code = form::Field {
        name: "code",
        label: &code,
        value: typed_code,
        hint: Some(&hint),
        ..form::Field::default()
    };
    html! {
        form.form method="post" action=(at(routes::INCIDENT_SPLIT, id)) {
            fieldset.field.group {
                legend { (say.text("split-what")) }
                @for item in items {
                    label.check {
                        input type="checkbox" name="move" value=(item.value) checked[is_chosen(&item.value)];
                        span { (naming::words(say, &naming::title(say, item.record))) br; small.quiet { (item.said) } }
                    }
                }
            }
            (form::line(&name))
            (form::line(&code))
            p.small.quiet { (say.text("split-after")) }
            (form::reason(say, sent(typed, "reason").unwrap_or_default(), None))
            p.actions {
                button.btn.btn-main name="do" value="split" { (say.text(if is_alone(visit) { "split-do" } else { "split-ask" })) }
                a.btn.btn-quiet href=(address::record(Kind::Incident, id)) { (say.text("merge-cancel")) }
            }
        }
    }
}

/// POST [`routes::INCIDENT_SPLIT`]: splits, or with `do=undo` puts a part back.
pub(super) async fn save(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response, Error> {
    let id = super::id(&id)?;
    let incident = IncidentId(id.0);
    if sent(&form, "do") == Some("undo") {
        let record = visit.register.record(visit.scope, Kind::Incident, id).await?;
        let whole = record.text("split_from").and_then(|text| text.parse().ok()).ok_or(Error::NotFound)?;
        let mut work = visit.register.begin(reason(&visit, &form), visit.scope.project).await?;
        let is_alone = is_alone(&visit);
        if is_alone {
            work.unsplit(incident).await?;
        } else {
            work.ask(&Asked::Unsplit { part: incident }).await?;
        }
        work.commit().await?;
        let to = if is_alone { address::record(Kind::Incident, whole) } else { routes::APPROVALS.to_owned() };
        return Ok(Redirect::to(&to).into_response());
    }
    match attempt(&visit, &form, incident).await {
        Ok(Some(part)) => Ok(Redirect::to(&address::record(Kind::Incident, part.into())).into_response()),
        Ok(None) => Ok(Redirect::to(routes::APPROVALS).into_response()),
        Err(error) => {
            let wrong = refusal(visit.preference.say, error)?;
            let page = page(&visit, id, &form, Some(&wrong)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The new incident, or nothing where a second person was asked.
async fn attempt(visit: &Visit, form: &Sent, incident: IncidentId) -> register::Result<Option<IncidentId>> {
    let chosen = form.iter().filter(|(name, _)| name == "move");
    let moved: BTreeSet<(Kind, RecordId)> = chosen
        .filter_map(|(_, value)| {
            let (kind, id) = value.split_once(':')?;
            Some((Kind::parse(kind)?, id.parse().ok()?))
        })
        .collect();
    let splitting = Splitting {
        title: sent(form, "title").unwrap_or_default().to_owned(),
        codes: sent(form, "code").map(str::to_owned).into_iter().collect(),
        moved,
    };
    let mut work = visit.register.begin(reason(visit, form), visit.scope.project).await?;
    let part = if is_alone(visit) {
        Some(work.split(incident, &splitting).await?)
    } else {
        work.ask(&Asked::Split { from: incident, splitting }).await?;
        None
    };
    work.commit().await?;
    Ok(part)
}
