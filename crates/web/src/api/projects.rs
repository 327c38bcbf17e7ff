//! The project that a token is for, and what the token may do in it.

use super::asked::Parameters;
use super::caller::Caller;
use super::view::Answer;
use crate::error::Error;
use register::permission::Operation;
use serde_json::json;

/// GET [`crate::routes::API_PROJECTS`].
pub(super) async fn show(caller: Caller, parameters: Parameters) -> Result<Answer, Error> {
    parameters.end()?;
    let may = Operation::ALL.into_iter().filter(|operation| caller.permit.may(*operation));
    let project = json!({
        "id": caller.scope.project,
        "code": caller.project.code,
        "name": caller.project.name,
        "name_ar": caller.project.name_ar,
        "exercise": caller.project.exercise,
        "clearance": caller.scope.clearance.slug(),
        "may": may.map(Operation::slug).collect::<Vec<_>>(),
    });
    Ok(Answer::of(&json!({"projects": [project]})))
}
