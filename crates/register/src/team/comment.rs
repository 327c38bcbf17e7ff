//! Comments: words of one person about a record or a field of it, asking for the attention of others.

use crate::error::Result;
use crate::permission::Operation;
use crate::work::Work;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::{Comment, body};
use serde_json::{Map, json};

impl Work<'_> {
    /// Writes a comment.
    ///
    /// # Errors
    /// `not-found` for the record; `not-a-member` where it asks for the attention of a stranger.
    pub async fn comment(&mut self, comment: &Comment) -> Result<RecordId> {
        self.permit.require(Operation::Comment)?;
        self.stored(comment.about_kind, comment.about.0).await?;
        for person in &comment.mentions {
            self.require_member(*person).await?;
        }
        self.make(Kind::Comment, body(comment)).await
    }

    /// Says that a comment needs no more attention, or that it does again.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn settle_comment(&mut self, comment: RecordId, settled: bool) -> Result<()> {
        self.permit.require(Operation::Comment)?;
        let stored = self.stored(Kind::Comment, comment.0).await?;
        let seen: Vec<ActId> = stored.seen(["settled"].into_iter()).into_iter().map(ActId).collect();
        let changes = Map::from_iter([("settled".to_owned(), json!(settled))]);
        self.alter(Kind::Comment, comment, changes, &seen).await.map(drop)
    }
}
