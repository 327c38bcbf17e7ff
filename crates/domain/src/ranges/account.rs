//! What one account says of one category: its lowest and its highest figure.

use super::{Account, Category, End, Figure};
use crate::count::Count;
use crate::id::RecordId;
use crate::vocabulary::{Bound, PersonCategory};
use std::collections::BTreeSet;

/// One figure of an account at one end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    value: i64,
    open: bool,
    bound: Option<Bound>,
}

impl Edge {
    pub(super) fn by(self, account: RecordId) -> End {
        End { value: self.value, open: self.open, bound: self.bound, accounts: vec![account] }
    }
}

/// The lowest and the highest figure of an account; both `None` where it gives no number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub low: Option<Edge>,
    pub high: Option<Edge>,
    pub words: Vec<String>,
}

/// The categories an account speaks of. A contested figure of civilians is one of belligerents too.
pub(super) fn categories(account: &Account) -> BTreeSet<Category> {
    account.figures.iter().flat_map(categories_of).collect()
}

fn categories_of(figure: &Figure) -> Vec<Category> {
    let harm = figure.category.harm;
    let both = [PersonCategory::Civilians, PersonCategory::Belligerents];
    if figure.contested && both.contains(&figure.category.persons) {
        both.map(|persons| Category { harm, persons }).to_vec()
    } else {
        vec![figure.category]
    }
}

/// What the account says of the category: its settled figures, and on top of their highest those of contested
/// status, which add 0 to the lowest.
pub(super) fn span(account: &Account, category: Category) -> Span {
    let figures = account.figures.iter().filter(|figure| categories_of(figure).contains(&category));
    let (contested, settled): (Vec<&Figure>, Vec<&Figure>) = figures.partition(|figure| figure.contested);
    let words = contested.iter().chain(&settled).filter_map(|figure| figure.count.wording.clone()).collect();
    let (low, high) = ends(&settled);
    let (_, contested_high) = ends(&contested);
    let none_settled = settled.is_empty();
    let nothing = Edge { value: 0, open: false, bound: None };
    let low = if none_settled && contested_high.is_some() { Some(nothing) } else { low };
    let high = match (high, contested_high) {
        (Some(high), Some(more)) => Some(Edge {
            value: high.value.saturating_add(more.value),
            open: high.open || more.open,
            bound: if high.bound == more.bound { high.bound } else { None },
        }),
        // Some of contested status come on top in a number nobody gives: the end is open.
        (Some(high), None) => Some(Edge { open: high.open || !contested.is_empty(), ..high }),
        (None, Some(more)) => Some(Edge { open: more.open || !none_settled, ..more }),
        (None, None) => None,
    };
    Span { low, high, words }
}

/// The lowest and the highest of alternative figures.
fn ends(figures: &[&Figure]) -> (Option<Edge>, Option<Edge>) {
    let low = figures.iter().filter_map(|figure| low(&figure.count));
    let high = figures.iter().filter_map(|figure| high(&figure.count));
    (
        low.min_by_key(|edge| (edge.value, !edge.open, edge.bound)),
        high.max_by_key(|edge| (edge.value, edge.open, edge.bound)),
    )
}

/// The lowest figure of a count: its minimum, or what it is "up to", open.
fn low(count: &Count) -> Option<Edge> {
    let bound = count.bound;
    match (count.min, count.max) {
        (Some(min), max) => {
            let open = bound == Some(Bound::UpTo) && max == Some(min);
            Some(Edge { value: min, open, bound })
        }
        (None, Some(max)) => Some(Edge { value: max, open: true, bound }),
        (None, None) => None,
    }
}

/// The highest figure of a count: its maximum, or what it is "at least", open.
fn high(count: &Count) -> Option<Edge> {
    let bound = count.bound;
    match (count.min, count.max) {
        (min, Some(max)) => {
            let open = matches!(bound, Some(Bound::AtLeast | Bound::MoreThan)) && min == Some(max);
            Some(Edge { value: max, open, bound })
        }
        (Some(min), None) => Some(Edge { value: min, open: true, bound }),
        (None, None) => None,
    }
}
