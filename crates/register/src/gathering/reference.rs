//! An address that somebody pasted: a reference, and honestly no more. Nothing is fetched here; whether a copy of what
//! stands there is kept is said by the item that holds it, or by saying that there is none. Start at
//! [`Register::keep_references`].

use super::capture::is_address;
use super::{Gathered, Gathering, Referred};
use crate::error::Result;
use crate::register::Register;
use crate::work::Work;
use domain::id::{ItemId, RecordId, SourceId};
use domain::kind::Kind;
use domain::record::{RawRow, Report, body};
use domain::vocabulary::AccessLabel;

/// What kind of report a bare address is.
const FORM: &str = "web address";
/// The field in which it stands whether a copy is kept.
const CAPTURE: &str = "capture";

/// Whether what stands at an address is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nobody said anything.
    Unsaid,
    /// Another program tried to archive it and says this.
    SaidElsewhere(String),
}

/// An address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub url: String,
    pub standing: Standing,
    /// Where it stands, such as a list of what was archived.
    pub item: Option<RecordId>,
}

impl Register {
    /// Keeps addresses that are no references yet.
    pub(super) async fn keep_references(
        &self,
        order: &Gathering<'_>,
        references: Vec<Reference>,
        gathered: &mut Gathered,
    ) -> Result<()> {
        let (sound, others): (Vec<Reference>, Vec<Reference>) =
            references.into_iter().partition(|one| is_address(&one.url));
        for other in others {
            gathered.trouble(&other.url, "address-not-understood", &"it is no address of the web");
        }
        if sound.is_empty() {
            return Ok(());
        }
        let mut work = self.begin(order.reason.clone(), order.project).await?;
        for reference in sound {
            let (url, known) = (reference.url.clone(), work.reference_to(&reference.url).await?);
            let captured = work.captured_from(&reference.url).await?;
            let (report, is_new) = match known {
                Some(report) => (report, false),
                None => (work.refer(order, reference, captured).await?, true),
            };
            let (report, item) = (report.to_string(), captured.map(|id| id.to_string()));
            gathered.references.push(Referred { url, report, item, is_new });
        }
        work.commit().await?;
        Ok(())
    }
}

impl Work<'_> {
    async fn refer(
        &mut self,
        order: &Gathering<'_>,
        reference: Reference,
        captured: Option<RecordId>,
    ) -> Result<RecordId> {
        let mut raw = RawRow::new();
        let capture = if captured.is_some() { "kept as an item" } else { "none: only the address is kept" };
        raw.insert(CAPTURE.to_owned(), capture.to_owned());
        if let Standing::SaidElsewhere(status) = &reference.standing {
            raw.insert("archive_status".to_owned(), status.clone());
        }
        let report = Report {
            source: order.source.map(|source| SourceId(source.0)),
            title: reference.url.clone(),
            form: Some(FORM.to_owned()),
            url: Some(reference.url),
            item: captured.or(reference.item).map(|item| ItemId(item.0)),
            raw: Some(raw),
            ..Report::default()
        };
        self.create_labelled(Kind::Report, body(&report), order.label.unwrap_or(AccessLabel::Team)).await
    }

    /// The reference to an address, where there is one that this person may see.
    async fn reference_to(&mut self, url: &str) -> Result<Option<RecordId>> {
        let sql = "select r.id from report r where r.project = $1 and r.title = $2 order by r.id";
        self.first_seen(sql, url).await
    }

    /// An item captured from an address, where there is one that this person may see.
    async fn captured_from(&mut self, url: &str) -> Result<Option<RecordId>> {
        let part = serde_json::to_string(url).map_err(|error| crate::Error::Damaged(error.to_string()))?;
        let sql = "select i.id from item i where i.project = $1 and i.body like $2 escape '~' order by i.id";
        let escaped = part.replace('~', "~~").replace('%', "~%").replace('_', "~_");
        self.first_seen(sql, &format!("%\"url\":{escaped}%")).await
    }

    async fn first_seen(&mut self, sql: &'static str, value: &str) -> Result<Option<RecordId>> {
        let values = vec![self.project().0.into(), value.into()];
        for row in self.hands().await?.tx.rows(sql, values).await? {
            let id = row.id(0)?;
            if self.sees(id) {
                return Ok(Some(RecordId(id)));
            }
        }
        Ok(None)
    }
}
