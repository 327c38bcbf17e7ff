//! Keeping a review: a refusal gives the form back with everything that was typed.

use super::{Sent, at, review, sent};
use crate::desk::Visit;
use crate::error::Error;
use crate::routes;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{ActId, RecordId};
use domain::record::FieldComment;
use domain::vocabulary::ReviewOutcome;
use register::Reason;
use register::team::review::Verdict;

/// POST [`routes::REVIEW`].
pub(super) async fn save(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response, Error> {
    let id = super::id(&id)?;
    let outcome = sent(&form, "do").and_then(ReviewOutcome::parse).ok_or(Error::NotUnderstood)?;
    let version =
        sent(&form, "version").and_then(|act| act.parse::<ActId>().ok()).ok_or(Error::NotUnderstood)?;
    match keep(&visit, id, version, verdict(outcome, &form)).await {
        Ok(()) => {
            let record = visit.register.record(visit.scope, domain::kind::Kind::Assessment, id).await?;
            let incident = record.read::<domain::record::Assessment>()?.incident.into();
            Ok(Redirect::to(&at(routes::INCIDENT_WORK, incident)).into_response())
        }
        Err(error) => match Error::from(error) {
            refused @ Error::Invalid { .. } => {
                let view = review::read(&visit, id).await?;
                let page = review::page(&visit, &view, &form, Some(&refused.sentence(visit.preference.say)));
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
            other => Err(other),
        },
    }
}

async fn keep(visit: &Visit, id: RecordId, version: ActId, verdict: Verdict) -> register::Result<()> {
    let why = verdict.words.clone().unwrap_or_else(|| match verdict.outcome {
        ReviewOutcome::Accepted => "Accepted in review".to_owned(),
        ReviewOutcome::Returned => "Returned in review".to_owned(),
    });
    let reason = Reason { actor: visit.actor(), why };
    let mut work = visit.register.begin(reason, visit.scope.project).await?;
    work.review(id, version, verdict).await?;
    work.commit().await?;
    Ok(())
}

fn verdict(outcome: ReviewOutcome, form: &Sent) -> Verdict {
    let comments = form.iter().filter_map(|(name, words)| {
        let field = name.strip_prefix("comment.").filter(|_| !words.trim().is_empty())?;
        Some(FieldComment { field: field.to_owned(), words: words.trim().to_owned() })
    });
    Verdict { outcome, words: sent(form, "words").map(str::to_owned), comments: comments.collect() }
}
