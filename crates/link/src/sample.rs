//! Several clusterings of one linkage, as likely as the scores say: for estimators that must know how unsure links are.

use crate::cluster::{Clusters, Constraints, Edge, cluster};
use crate::error::Error;
use crate::random::{Random, join};
use crate::table::Table;

/// Draws clusterings. Each edge is moved by logistic noise, which makes it count as a link exactly as often as its
/// posterior says; verdicts and lists hold in every draw. The same seed gives the same draws, whatever the rows' order.
pub fn clusterings(
    table: &Table,
    edges: &[Edge],
    constraints: &Constraints,
    threshold_bits: f64,
    seed: u64,
    count: usize,
) -> Result<Vec<Clusters>, Error> {
    let keys = table.keys();
    (0..count)
        .map(|draw| {
            let seed = join(seed, draw as u64);
            let mut moved: Vec<Edge> = edges
                .iter()
                .map(|edge| {
                    let pair = join(join(seed, keys[edge.first as usize]), keys[edge.second as usize]);
                    let unit = Random::new(pair).unit().clamp(1e-12, 1.0 - 1e-12);
                    Edge { bits: edge.bits + (unit / (1.0 - unit)).log2(), ..*edge }
                })
                .collect();
            cluster(table.lists(), &mut moved, constraints, threshold_bits)
        })
        .collect()
}
