//! The log: its last signed checkpoint, and the proof of one act.

use super::asked::{self, Parameters};
use super::caller::Caller;
use super::view::Answer;
use crate::error::Error;
use axum::extract::Path;
use domain::id::{ActId, RecordId};
use serde_json::json;

/// GET [`crate::routes::API_CHECKPOINT`].
pub(super) async fn checkpoint(caller: Caller, parameters: Parameters) -> Result<Answer, Error> {
    parameters.end()?;
    let checkpoint = caller.register.checkpoint().await?;
    Ok(Answer::of(&json!({
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "root": checkpoint.root_text(),
        "note": checkpoint.text(),
        "key": caller.register.verifier().to_string(),
    })))
}

/// GET [`crate::routes::API_PROOF`].
pub(super) async fn proof(
    caller: Caller,
    Path(id): Path<String>,
    parameters: Parameters,
) -> Result<Answer, Error> {
    let id: ActId = asked::id(&id)?;
    parameters.end()?;
    let (proof, leaf) = caller.register.proof(caller.scope, id).await?;
    let disclosure = caller.register.opened(caller.scope, id).await?;
    caller.note([RecordId(disclosure.logged.act.subject)]).await?;
    Ok(Answer::of(&json!({
        "act": id,
        "key": caller.register.verifier().to_string(),
        "proof": proof,
        "leaf": String::from_utf8_lossy(&leaf),
        "fields": disclosure.document(),
    })))
}
