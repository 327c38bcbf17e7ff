//! One end of a range: the figure, whether it is open, and the accounts that set it.

use crate::id::RecordId;
use crate::vocabulary::Bound;
use serde::{Deserialize, Serialize};

/// The figure at one end of a range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The figure.
    pub value: i64,
    /// Whether the account leaves this end open: "at least 20" at the upper end, "up to 50" at the lower one.
    pub open: bool,
    /// The bound as stated, where the accounts that set the end agree on it.
    pub bound: Option<Bound>,
    /// The accounts that set it, in order of id.
    pub accounts: Vec<RecordId>,
}

impl End {
    /// The lower of two ends; an open one is lower than a closed one of the same figure.
    pub(super) fn lower(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        pick(one, other, |end| (end.value, !end.open))
    }

    /// The higher of two ends; an open one is higher than a closed one of the same figure.
    pub(super) fn higher(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        pick(one, other, |end| (-end.value, !end.open))
    }
}

/// The end with the lesser key; both where the keys are equal.
fn pick(one: Option<End>, other: Option<End>, key: impl Fn(&End) -> (i64, bool)) -> Option<End> {
    match (one, other) {
        (Some(one), Some(other)) => Some(match key(&one).cmp(&key(&other)) {
            std::cmp::Ordering::Less => one,
            std::cmp::Ordering::Greater => other,
            std::cmp::Ordering::Equal => both(one, other),
        }),
        (one, other) => one.or(other),
    }
}

fn both(mut one: End, other: End) -> End {
    if one.bound != other.bound {
        one.bound = None;
    }
    one.accounts.extend(other.accounts);
    one.accounts.sort_unstable();
    one.accounts.dedup();
    one
}
