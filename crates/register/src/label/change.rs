//! Giving a record a label by hand: narrower by one custodian at once, wider by two.

use super::{is_labelled, of};
use crate::error::Result;
use crate::heads::Stored;
use crate::permission::Operation;
use crate::team::refuse;
use crate::work::Work;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::AccessLabel;

impl Work<'_> {
    /// Makes a record that fewer people may see than what it rests on lets: whoever may make it may close it.
    ///
    /// # Errors
    /// As [`Work::create`]; `label-not-for-kind`.
    pub async fn create_labelled(&mut self, kind: Kind, body: Body, label: AccessLabel) -> Result<RecordId> {
        if label != AccessLabel::Team && !is_labelled(kind) {
            return refuse("label-not-for-kind", "label");
        }
        let id = self.create(kind, body).await?;
        self.close_new(kind, id, label).await?;
        Ok(id)
    }

    /// Closes a record that this work made, as far as it is not closed already.
    pub(crate) async fn close_new(&mut self, kind: Kind, id: RecordId, label: AccessLabel) -> Result<()> {
        if label <= self.labels.of(id.0) {
            return Ok(());
        }
        let tx = &mut self.hands().await?.tx;
        match crate::rows::read_stored(tx, kind, id.0).await? {
            Some(stored) => self.close(kind, &stored, label).await,
            None => Ok(()),
        }
    }

    /// Closes a record, and everything that rests on it, to those not cleared for the label; at once.
    ///
    /// # Errors
    /// `not-permitted`, `not-found`; `label-not-narrower`, `label-not-for-kind`.
    pub async fn narrow(&mut self, kind: Kind, id: RecordId, label: AccessLabel) -> Result<()> {
        self.permit.require(Operation::Label)?;
        let stored = self.stored(kind, id.0).await?;
        if !is_labelled(kind) {
            return refuse("label-not-for-kind", "label");
        }
        if label <= of(&stored)? {
            return refuse("label-not-narrower", "label");
        }
        self.close(kind, &stored, label).await
    }

    /// Closes a record and what rests on it; whoever calls has asked for permission.
    pub(crate) async fn close(&mut self, kind: Kind, stored: &Stored, label: AccessLabel) -> Result<()> {
        self.relabel(kind, stored.id, stored.head_act, label, "narrow").await?;
        self.carry(vec![stored.id], label).await
    }

    /// Whether a record may be opened as far as a label; for whoever asks for it, and again when it happens.
    ///
    /// # Errors
    /// `not-found`; `label-not-wider`, `label-not-for-kind`; `label-rests-on-narrower` where what the record rests on
    /// would stay narrower: that has to be opened first.
    pub(crate) async fn may_widen(&mut self, kind: Kind, id: RecordId, label: AccessLabel) -> Result<Stored> {
        let stored = self.stored(kind, id.0).await?;
        // A coding is opened by the second one of its incident, by no custodian.
        if !is_labelled(kind) || kind == Kind::Coding {
            return refuse("label-not-for-kind", "label");
        }
        if label >= of(&stored)? {
            return refuse("label-not-wider", "label");
        }
        if self.labels.following(kind, &stored.body) > label {
            return refuse("label-rests-on-narrower", "label");
        }
        Ok(stored)
    }

    /// Opens a record as far as a label, and what rests on it as far as everything else it rests on, and whoever
    /// closed it by hand, lets it be opened. The decision of a second custodian leads here, nothing else.
    pub(crate) async fn widen(&mut self, kind: Kind, id: RecordId, label: AccessLabel) -> Result<()> {
        let stored = self.may_widen(kind, id, label).await?;
        let resting = self.resting_on(vec![id.0], |resting| resting.label > label).await?;
        let remaining = self.remaining((id.0, label), &resting).await?;
        self.relabel(kind, id.0, stored.head_act, label, "widen").await?;
        for record in resting.values() {
            if let Some(label) = remaining.get(&record.id).filter(|label| **label < record.label) {
                self.relabel(record.kind, record.id, record.head, *label, "label").await?;
            }
        }
        Ok(())
    }
}
