//! The merge is asked for; in a register of one person it is done.

use super::{Sent, compare, is_alone, reason, refusal, sent};
use crate::component::address;
use crate::desk::Visit;
use crate::error::Error;
use crate::routes;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::IncidentId;
use domain::kind::Kind;
use register::incident::merge::Merging;
use register::team::approval::Asked;

/// POST [`routes::INCIDENT_MERGE`].
pub(super) async fn ask(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response, Error> {
    let survivor = super::id(&id)?;
    let merged = super::id(sent(&form, "with").ok_or(Error::NotUnderstood)?)?;
    let taken =
        form.iter().filter(|(_, value)| value == "yes").filter_map(|(name, _)| name.strip_prefix("take."));
    let taken = taken.map(str::to_owned).collect();
    let merging = Merging { survivor: IncidentId(survivor.0), merged: IncidentId(merged.0), taken };
    match attempt(&visit, &form, merging).await {
        Ok(true) => Ok(Redirect::to(&address::record(Kind::Incident, survivor)).into_response()),
        Ok(false) => Ok(Redirect::to(routes::APPROVALS).into_response()),
        Err(error) => {
            let wrong = refusal(visit.preference.say, error)?;
            let page = compare::page(&visit, survivor, merged, &form, Some(&wrong)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Whether it is done already.
async fn attempt(visit: &Visit, form: &Sent, merging: Merging) -> register::Result<bool> {
    let is_alone = is_alone(visit);
    let mut work = visit.register.begin(reason(visit, form), visit.scope.project).await?;
    if is_alone {
        work.merge(&merging).await?;
    } else {
        work.ask(&Asked::Merge(merging)).await?;
    }
    work.commit().await?;
    Ok(is_alone)
}
