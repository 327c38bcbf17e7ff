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
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;

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

impl Register {
    /// Pictures of the scope that look like an item, in at most two statements; none for an item without fingerprint.
    ///
    /// # Errors
    /// From the database.
    pub async fn alike(&self, scope: Scope, item: &Record) -> Result<Alike> {
        let Some(own) = item.text("perceptual").and_then(fingerprint) else { return Ok(Alike::default()) };
        let sql = format!(
            "select i.perceptual, i.id from item i
             where i.project = $1{} and i.perceptual is not null and i.id <> $2 order by i.perceptual, i.id limit $3",
            scope.sees("i")
        );
        let limit = i64::try_from(ALIKE_COMPARED_MAX).unwrap_or(i64::MAX).saturating_add(1);
        let rows = self.db.rows_of(sql, vec![scope.project.0.into(), item.id.0.into(), limit.into()]).await?;
        let mut has_more = rows.len() > ALIKE_COMPARED_MAX;
        let mut near: Vec<(u32, RecordId)> = Vec::new();
        for row in rows.iter().take(ALIKE_COMPARED_MAX) {
            let Some(other) = fingerprint(&row.text(0)?) else { continue };
            let bits = (own ^ other).count_ones();
            if bits <= ALIKE_BITS_MAX {
                near.push((bits, RecordId(row.id(1)?)));
            }
        }
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
