//! Members of a project: given a first role by the machine's owner, changed by two administrators.

use crate::error::Result;
use crate::permission::Operation;
use crate::work::Work;
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Member, body};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

impl Work<'_> {
    /// Makes somebody a member, or changes what they do here, without asking anybody: for the owner of the machine
    /// only. Everybody else asks: [`Work::ask`].
    ///
    /// # Errors
    /// `not-permitted`, or `record-refused` by the rules of [`Member`].
    pub async fn set_member(&mut self, member: &Member) -> Result<RecordId> {
        if !self.permit.is_owner() {
            return Err(crate::Error::NotPermitted(Operation::Members));
        }
        self.keep_member(member).await
    }

    pub(crate) async fn keep_member(&mut self, member: &Member) -> Result<RecordId> {
        self.moved_people.push(member.person);
        let Some(id) = self.membership(member.person).await? else {
            return self.make(Kind::Member, body(member)).await;
        };
        let stored = self.stored(Kind::Member, id).await?;
        let mut changes: Map<String, Json> = body(member);
        // What is not said any more is taken away.
        for field in
            stored.body.keys().filter(|field| !changes.contains_key(*field)).cloned().collect::<Vec<_>>()
        {
            changes.insert(field, Json::Null);
        }
        changes.retain(|field, value| stored.body.get(field).unwrap_or(&Json::Null) != value);
        if !changes.is_empty() {
            let seen: Vec<ActId> =
                stored.seen(changes.keys().map(String::as_str)).into_iter().map(ActId).collect();
            self.alter(Kind::Member, RecordId(id), changes, &seen).await?;
        }
        Ok(RecordId(id))
    }

    async fn membership(&mut self, person: ActorId) -> Result<Option<Uuid>> {
        let sql = "select m.id from member m where m.person = $1 and m.project = $2";
        let project = self.project().0;
        let rows = self.hands().await?.tx.rows(sql, vec![person.0.into(), project.into()]).await?;
        rows.first().map(|row| row.id(0)).transpose()
    }

    pub(crate) async fn require_member(&mut self, person: ActorId) -> Result<()> {
        let sql = "select m.id from member m where m.person = $1 and m.project = $2 and not m.ended";
        let project = self.project().0;
        let is_member =
            !self.hands().await?.tx.rows(sql, vec![person.0.into(), project.into()]).await?.is_empty();
        if is_member || crate::permission::is_owner(person) {
            Ok(())
        } else {
            super::refuse("not-a-member", "person")
        }
    }
}
