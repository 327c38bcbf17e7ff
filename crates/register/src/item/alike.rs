//! Pictures that look alike, by the fingerprints kept of them: a proposal to look at both, never a finding, and nothing
//! is merged because of it.
//!
//! Two fingerprints of 64 bits (see [`evidence::media::perceptual`]) that differ in at most [`ALIKE_BITS_MAX`] are
//! proposed: scaling and saving again change a few bits, other pictures about half of them. Turned or cut pictures are
//! not found. Start at [`Register::alike`].

use crate::error::Result;
use crate::limits::{ALIKE_BITS_MAX, ALIKE_COMPARED_MAX, ALIKE_SHOWN_MAX};
use crate::record::Record;
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Body;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Pictures that look like one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alike {
    /// Each with the number of bits, of 64, in which its fingerprint differs; the nearest first.
    pub items: Vec<(Record, u32)>,
    /// Whether there are more, or more pictures than are compared.
    pub has_more: bool,
}

fn fingerprint(text: &str) -> Option<u64> {
    let bits = u64::from_str_radix(text, 16).ok()?;
    // A picture of one colour has no shape, and looks like every other one.
    (bits != 0).then_some(bits)
}

/// The fingerprints of a row: one of a picture, or those in the body of a note that holds frames.
fn of_row(text: &str) -> Result<Vec<u64>> {
    if !text.starts_with('{') {
        return Ok(fingerprint(text).into_iter().collect());
    }
    Ok(of_frames(&json_body(text)?))
}

fn of_frames(note: &Body) -> Vec<u64> {
    let frames = note.get("frames").and_then(Json::as_array).into_iter().flatten();
    frames.filter_map(|frame| fingerprint(frame.as_str()?)).collect()
}

impl Register {
    /// The fingerprints of an item: its own, or those of the frames that a machine made of it.
    async fn fingerprints(&self, scope: Scope, item: &Record) -> Result<Vec<u64>> {
        if let Some(own) = item.text("perceptual").and_then(fingerprint) {
            return Ok(vec![own]);
        }
        if !super::frames::has_frames(item) {
            return Ok(Vec::new());
        }
        let notes = self.records_by(scope, Kind::Annotation, "item", &[item.id], "id").await?;
        Ok(notes.iter().flat_map(|note| of_frames(&note.body)).collect())
    }

    /// Pictures and films of the scope of which one fingerprint is near one of an item's; none for an item without any.
    /// In at most two statements for a picture, three for a film.
    ///
    /// # Errors
    /// From the database.
    pub async fn alike(&self, scope: Scope, item: &Record) -> Result<Alike> {
        let own = self.fingerprints(scope, item).await?;
        if own.is_empty() {
            return Ok(Alike::default());
        }
        let sql = format!(
            "select i.perceptual, i.id from item i
             where i.project = $1{} and i.perceptual is not null and i.id <> $2
             union all
             select a.body, a.item from annotation a
             where a.project = $1{} and a.annotation_kind = 'frames' and a.item <> $2
             order by 1, 2 limit $3",
            scope.sees("i"),
            scope.sees("a")
        );
        let limit = i64::try_from(ALIKE_COMPARED_MAX).unwrap_or(i64::MAX).saturating_add(1);
        let rows = self.db.rows_of(sql, vec![scope.project.0.into(), item.id.0.into(), limit.into()]).await?;
        let mut has_more = rows.len() > ALIKE_COMPARED_MAX;
        let mut nearest: BTreeMap<RecordId, u32> = BTreeMap::new();
        for row in rows.iter().take(ALIKE_COMPARED_MAX) {
            let bits = of_row(&row.text(0)?)?
                .into_iter()
                .flat_map(|other| own.iter().map(move |own| (own ^ other).count_ones()))
                .min();
            if let Some(bits) = bits.filter(|bits| *bits <= ALIKE_BITS_MAX) {
                let known = nearest.entry(RecordId(row.id(1)?)).or_insert(bits);
                *known = bits.min(*known);
            }
        }
        let mut near: Vec<(u32, RecordId)> = nearest.into_iter().map(|(id, bits)| (bits, id)).collect();
        near.sort_unstable();
        has_more |= near.len() > ALIKE_SHOWN_MAX;
        near.truncate(ALIKE_SHOWN_MAX);
        if near.is_empty() {
            return Ok(Alike { items: Vec::new(), has_more });
        }
        let mut records = self.named(scope, near.iter().map(|(_, id)| (Kind::Item, *id))).await?;
        let items = near.into_iter().filter_map(|(bits, id)| Some((records.remove(&id)?, bits))).collect();
        Ok(Alike { items, has_more })
    }
}
