//! The acts of a record, first to last.

use super::asked::{self, Parameters, invalid};
use super::caller::Caller;
use super::view::{self, Answer};
use crate::error::Error;
use axum::extract::Path;
use domain::id::RecordId;
use serde_json::json;
use uuid::Uuid;

/// GET [`crate::routes::API_HISTORY`]: `limit`, and `after` an act.
pub(super) async fn show(
    caller: Caller,
    Path((kind, id)): Path<(String, String)>,
    mut parameters: Parameters,
) -> Result<Answer, Error> {
    let (kind, id) = (asked::kind(&kind)?, asked::id::<RecordId>(&id)?);
    let limit = usize::try_from(parameters.limit()?).unwrap_or(usize::MAX);
    let after = parameters.take("after");
    parameters.end()?;
    let acts = caller.register.history(caller.scope, kind, id).await?;
    caller.note([id]).await?;
    let start = match after {
        None => 0,
        Some(text) => {
            let place =
                text.parse::<Uuid>().ok().and_then(|id| acts.iter().position(|each| each.act.id == id));
            place.ok_or_else(|| invalid("code-not-recognised", "code", &text))? + 1
        }
    };
    let end = acts.len().min(start.saturating_add(limit));
    let page = acts.get(start..end).unwrap_or_default();
    let next = page.last().filter(|_| end < acts.len()).map(|logged| logged.act.id);
    Ok(Answer::of(&json!({
        "acts": page.iter().map(view::act).collect::<Vec<_>>(),
        "total": acts.len(),
        "next": next,
    })))
}
