//! Lists of invented victims for tests and benchmarks, with the truth beside them.
//!
//! Five lists: two in Arabic, three in romanisations of their own. People have families that were killed together;
//! lists cover them unequally, spell, leave out and mistake what they hold, and hold some people twice. Names are drawn
//! from the crate's dictionary and from family names put together from syllables; nothing is taken from real persons.
//! Start at [`lists`].

mod invented;
mod record;

use crate::random::Random;
pub use invented::{Human, Word};
pub use record::Record;

/// How many people and how strongly lists distort them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// People, about; the lists hold nearly twice as many records.
    pub people: usize,
    /// The same seed gives the same lists.
    pub seed: u64,
    /// Share of a list's records that it holds a second time.
    pub twice: f64,
    /// Multiplies all error rates.
    pub errors: f64,
}

impl Plan {
    /// So many records over five lists, about, with usual errors.
    pub fn of_records(records: usize, seed: u64) -> Self {
        Self { people: (records as f64 / RECORDS_A_PERSON) as usize, seed, twice: 0.02, errors: 1.0 }
    }
}

/// Records a person has over the five lists, on average: the sum of their shares below, and the second ones.
const RECORDS_A_PERSON: f64 = 1.91;

/// How one list holds people.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ListStyle {
    /// Whether it is written in Arabic letters.
    pub is_arabic: bool,
    /// Which of a name's romanisations it prefers.
    pub romanisation: usize,
    /// Share of people it has.
    pub covers: f64,
    /// Share of records whose father, grandfather, day, age and place it leaves out.
    pub without: [f64; 5],
}

/// The five lists: a ministry, a hospital, a recorder, two organisations.
pub(crate) const LISTS: [ListStyle; 5] = [
    ListStyle { is_arabic: true, romanisation: 0, covers: 0.62, without: [0.03, 0.12, 0.10, 0.08, 0.10] },
    ListStyle { is_arabic: true, romanisation: 0, covers: 0.30, without: [0.10, 0.35, 0.05, 0.15, 0.25] },
    ListStyle { is_arabic: false, romanisation: 0, covers: 0.42, without: [0.15, 0.40, 0.05, 0.35, 0.05] },
    ListStyle { is_arabic: false, romanisation: 1, covers: 0.32, without: [0.08, 0.30, 0.12, 0.20, 0.15] },
    ListStyle { is_arabic: false, romanisation: 2, covers: 0.21, without: [0.25, 0.60, 0.10, 0.40, 0.20] },
];

/// The records of all lists; [`Record::person`] is the truth.
pub fn lists(plan: Plan) -> Vec<Record> {
    let mut random = Random::new(plan.seed);
    let world = invented::World::new(plan.people);
    let mut records = Vec::with_capacity((plan.people as f64 * RECORDS_A_PERSON) as usize + 16);
    let mut person = 0_u32;
    let mut key = 0_u64;
    while (person as usize) < plan.people {
        for human in world.family(&mut random) {
            // Prominent deaths are in many lists, others in few: lists are not independent.
            let attention = 0.45 + 1.1 * random.unit();
            for (list, style) in LISTS.iter().enumerate() {
                if !random.happens((style.covers * attention).min(0.98)) {
                    continue;
                }
                let times = 1 + usize::from(random.happens(plan.twice));
                for _ in 0..times {
                    key += 1;
                    // Keys tell nothing: neither the list's order nor who stands beside whom.
                    let key = crate::random::mix(key ^ (plan.seed << 40));
                    records.push(record::of(&human, person, list, key, plan, &mut random));
                }
            }
            person += 1;
        }
    }
    records
}
