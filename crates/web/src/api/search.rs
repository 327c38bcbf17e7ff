//! Records of every kind that hold words: how many of each, and the first of them.

use super::asked::{Parameters, invalid};
use super::caller::Caller;
use super::view::Answer;
use crate::error::Error;
use crate::limits;
use serde_json::json;

/// GET [`crate::routes::API_SEARCH`]: `q`.
pub(super) async fn show(caller: Caller, mut parameters: Parameters) -> Result<Answer, Error> {
    let words = parameters.take("q").ok_or_else(|| invalid("parameter-missing", "name", "q"))?;
    parameters.end()?;
    let words: String = words.chars().take(limits::SEARCH_CHARACTERS_MAX).collect();
    let found = caller.register.found(caller.scope, &words, limits::FOUND_OF_A_KIND).await?;
    let mut ids = Vec::new();
    for found in &found {
        ids.extend(found.first.iter().map(|id| (found.kind, *id)));
    }
    let records = caller.register.named(caller.scope, ids).await?;
    caller.note(records.keys().copied()).await?;
    let found = found.iter().map(|found| {
        let first = found.first.iter().filter_map(|id| records.get(id));
        let first = first.map(|record| json!({"id": record.id, "name": record.name()}));
        json!({"kind": found.kind.slug(), "total": found.total, "first": first.collect::<Vec<_>>()})
    });
    Ok(Answer::of(&json!({"found": found.collect::<Vec<_>>()})))
}
