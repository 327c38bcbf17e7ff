//! How many sides the attributions of one incident hold responsible. Allies are one side.

use crate::id::BelligerentId;
use serde::{Deserialize, Serialize};

/// One belligerent to whom accounts attribute the incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attributed {
    /// The belligerent, or a coalition as a whole.
    pub belligerent: BelligerentId,
    /// The coalitions it belonged to on the day of the incident.
    pub coalitions: Vec<BelligerentId>,
    /// Whether a credible account supports the attribution.
    pub credible: bool,
}

/// The number of rival sides with credible support: 2 or more makes an incident contested (invariant 6).
///
/// Two belligerents are allies where both belonged to one coalition that day, or one is the coalition of the
/// other. Being allied does not pass on: two who share an ally may be rivals. Above 2 the number is a lower bound.
pub fn sides(attributions: &[Attributed]) -> usize {
    let mut credible: Vec<&Attributed> = attributions.iter().filter(|one| one.credible).collect();
    credible.sort_by_key(|one| one.belligerent);
    let from = |first: &&Attributed| {
        let mut sides = vec![*first];
        for one in &credible {
            if !sides.iter().any(|side| are_allies(side, one)) {
                sides.push(one);
            }
        }
        sides.len()
    };
    credible.iter().map(from).max().unwrap_or_default()
}

fn are_allies(one: &Attributed, other: &Attributed) -> bool {
    one.belligerent == other.belligerent
        || one.coalitions.contains(&other.belligerent)
        || other.coalitions.contains(&one.belligerent)
        || one.coalitions.iter().any(|coalition| other.coalitions.contains(coalition))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn attributed(id: u128, coalitions: &[u128], credible: bool) -> Attributed {
        let id_of = |id: u128| BelligerentId(Uuid::from_u128(id));
        Attributed {
            belligerent: id_of(id),
            coalitions: coalitions.iter().map(|id| id_of(*id)).collect(),
            credible,
        }
    }

    #[test]
    fn allies_in_one_coalition_are_no_rivals() {
        let (coalition, one, other) =
            (attributed(1, &[], true), attributed(2, &[1], true), attributed(3, &[1], true));
        assert_eq!(sides(&[coalition, one.clone(), other]), 1);
        let rival = attributed(9, &[], true);
        assert_eq!(sides(&[one.clone(), rival.clone()]), 2);
        assert_eq!(sides(&[one, attributed(9, &[], false)]), 1, "no credible support");
        assert_eq!(sides(&[rival.clone(), rival]), 1, "attributed twice");
        assert_eq!(sides(&[]), 0);
    }

    #[test]
    fn a_common_ally_does_not_make_allies() {
        let common = attributed(1, &[10, 20], true);
        let (one, other) = (attributed(2, &[10], true), attributed(3, &[20], true));
        for order in [[&common, &one, &other], [&other, &common, &one], [&one, &other, &common]] {
            assert_eq!(sides(&order.map(Clone::clone)), 2);
        }
    }
}
