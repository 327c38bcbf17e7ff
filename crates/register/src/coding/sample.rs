//! Which incidents to code next: drawn at random by a seed, as many of each grade, so that rare grades are coded too.
//!
//! The same seed draws the same order from the same incidents, whoever asks. Grades choose the incidents and are not
//! said: the draw is shuffled again. A kappa of such a sample is one of equal shares, not of the register's own.
//! Start at [`Register::coding_sample`].

use super::{named, written_by};
use crate::error::Result;
use crate::limits::{CODING_CANDIDATES_MAX, CODING_SAMPLE_MAX};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::{ActorId, RecordId};
use std::collections::BTreeMap;
use uuid::Uuid;

impl Register {
    /// At most `number` incidents that this reader may code and has not: neither coded nor assessed by them; one
    /// statement.
    ///
    /// # Errors
    /// From the database.
    pub async fn coding_sample(
        &self,
        scope: Scope,
        reader: ActorId,
        seed: u64,
        number: usize,
    ) -> Result<Vec<RecordId>> {
        let sql = format!(
            "select i.id, g.grade from incident i
             left join assessment g on g.incident = i.id and g.project = $1 and g.basis = 'own' and g.current{}
             where i.project = $1{} and not i.candidate and i.merged_into is null
               and not exists (select 1 from coding c where c.incident = i.id and c.coder = $2 and c.codebook = $4)
               and not exists (select 1 from assessment a where a.incident = i.id and a.project = $1
                 and a.basis = 'own' and {})
             order by i.id limit $5",
            scope.sees("g"),
            scope.sees("i"),
            written_by("a", 2, 3)
        );
        let values = vec![
            scope.project.0.into(),
            reader.0.into(),
            named(reader).into(),
            self.codebook.reference().into(),
            CODING_CANDIDATES_MAX.into(),
        ];
        let rows = self.db.rows_of(sql, values).await?;
        let mut strata: BTreeMap<Option<String>, Vec<Uuid>> = BTreeMap::new();
        for row in &rows {
            strata.entry(row.maybe_text(1)?).or_default().push(row.id(0)?);
        }
        Ok(draw(strata, seed, number.min(CODING_SAMPLE_MAX)).into_iter().map(RecordId).collect())
    }
}

/// Takes from each stratum in turn, each in its drawn order, then shuffles what was taken.
fn draw(strata: BTreeMap<Option<String>, Vec<Uuid>>, seed: u64, number: usize) -> Vec<Uuid> {
    let mut strata: Vec<Vec<Uuid>> = strata.into_values().collect();
    for stratum in &mut strata {
        // From the back, so that the first drawn is the last.
        stratum.sort_by_key(|id| std::cmp::Reverse(drawn(seed, *id)));
    }
    let mut taken = Vec::new();
    while taken.len() < number && strata.iter().any(|stratum| !stratum.is_empty()) {
        let left = number - taken.len();
        taken.extend(strata.iter_mut().filter_map(Vec::pop).take(left));
    }
    taken.sort_by_key(|id| drawn(!seed, *id));
    taken
}

/// A number that looks random for every id of a seed: the finaliser of SplitMix64 over both halves of the id.
fn drawn(seed: u64, id: Uuid) -> (u64, Uuid) {
    let mix = |value: u64| {
        let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    };
    let (high, low) = id.as_u64_pair();
    (mix(mix(mix(seed) ^ high) ^ low), id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn strata(sizes: &[usize]) -> BTreeMap<Option<String>, Vec<Uuid>> {
        let ids = |place: usize, size: usize| {
            (0..size).map(|number| Uuid::from_u128(((place + 1) as u128) << 64 | number as u128)).collect()
        };
        sizes.iter().enumerate().map(|(place, size)| (Some(place.to_string()), ids(place, *size))).collect()
    }

    proptest! {
        #[test]
        fn a_draw_is_the_same_again_and_as_even_as_it_can_be(
            sizes in prop::collection::vec(0..20_usize, 1..6),
            seed in any::<u64>(),
            number in 0..40_usize,
        ) {
            let once = draw(strata(&sizes), seed, number);
            prop_assert_eq!(&once, &draw(strata(&sizes), seed, number));
            prop_assert_eq!(once.len(), number.min(sizes.iter().sum()));
            let of = |place: usize| once.iter().filter(|id| id.as_u64_pair().0 == place as u64 + 1).count();
            let most = (0..sizes.len()).map(of).max().unwrap_or(0);
            for (place, size) in sizes.iter().enumerate() {
                prop_assert!(of(place) + 1 >= most.min(*size), "{place} has too few");
            }
        }
    }

    #[test]
    fn another_seed_draws_others() {
        assert_ne!(draw(strata(&[50, 50]), 1, 10), draw(strata(&[50, 50]), 2, 10));
    }
}
