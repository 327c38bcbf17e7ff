//! Undoing a merge is asked for; in a register of one person it is done. What later changes hold where it is, is told
//! to whoever made it happen.

use super::{Sent, is_alone, reason, way};
use crate::component::{address, naming, notice};
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::routes;
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::IncidentId;
use domain::kind::Kind;
use maud::html;
use register::incident::unmerge::Kept;
use register::team::approval::Asked;
use std::collections::BTreeSet;

/// POST [`crate::routes::INCIDENT_UNMERGE`].
pub(super) async fn undo(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response, Error> {
    let id = super::id(&id)?;
    let mut work = visit.register.begin(reason(&visit, &form), visit.scope.project).await?;
    let merged = IncidentId(id.0);
    if !is_alone(&visit) {
        work.ask(&Asked::Unmerge { merged }).await?;
        work.commit().await?;
        return Ok(Redirect::to(routes::APPROVALS).into_response());
    }
    let undone = work.unmerge(merged).await?;
    work.commit().await?;
    if undone.kept.is_empty() {
        return Ok(Redirect::to(&address::record(Kind::Incident, id)).into_response());
    }
    told(&visit, id, &undone.kept).await
}

/// What of a merge could not be undone.
pub(in crate::page) async fn told(
    visit: &Visit,
    id: domain::id::RecordId,
    kept: &[Kept],
) -> Result<Response, Error> {
    let say = visit.preference.say;
    let record = visit.register.record(visit.scope, Kind::Incident, id).await?;
    let pointed: BTreeSet<_> = kept.iter().map(|kept| (kept.kind, kept.record)).collect();
    let names =
        naming::Names { records: visit.register.named(visit.scope, pointed).await?, ..Default::default() };
    let title = say.text("unmerged-head");
    let content = html! {
        div.head { (way(say, &record)) h1 { (title) } }
        (notice::notice(
            notice::Kind::Conflict,
            &html! { (say.with("unmerged-kept", &[("count", kept.len().into())])) },
            &html! {
                p { (say.text("unmerged-kept-words")) }
                ul {
                    @for each in kept {
                        li {
                            (each.kind.label(say.language)) (say.text("colon")) " "
                            (names.link(say, &each.record.to_string()))
                            " · " (crate::component::value::label(say, &each.field))
                        }
                    }
                }
            },
        ))
        p.actions { a.btn.btn-main href=(address::record(Kind::Incident, id)) { (say.text("unmerged-to-incident")) } }
    };
    let mut frame = visit.frame(&title, Section::Incidents);
    frame.is_work = true;
    Ok(layout::page(&frame, &content).into_response())
}
