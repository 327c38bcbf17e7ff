//! The range of an incident: for each category of person, killed and injured apart, the lowest and the highest
//! figure among the accounts that are used, and which accounts set each end.
//!
//! Rules of section 1 of the domain specification, kept here:
//!
//! * Unknown is never 0: an account without a number sets no end and is listed; a category without any number is
//!   unknown. A 0 that an account states is a figure.
//! * Bounds are kept: "at least 20" is a lowest figure of 20 and leaves the upper end open there.
//! * Where the civilian status of some of the dead is contested, they count 0 in the minimum of civilians and 0 in
//!   that of belligerents, and fully in both maxima ([`Figure::contested`]).
//! * An excluded account sets no end and stays in the result with its figures and the reason.
//! * The conceded number stands beside the range and moves it only where the codebook says so.
//!
//! Never a midpoint, never a sum of categories or of accounts: the total does not come from its parts. Start at
//! [`compute`].

mod account;
mod end;
mod reading;

use crate::count::Count;
use crate::id::RecordId;
use crate::limits::RANGE_ACCOUNTS_MAX;
use crate::problem::Problem;
use crate::vocabulary::{Bound, HarmKind, PersonCategory};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

pub use end::End;
pub use reading::read_category;

/// What is counted: killed or injured, among whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Category {
    /// Killed or injured.
    pub harm: HarmKind,
    /// Among whom.
    pub persons: PersonCategory,
}

impl Category {
    /// A category of the killed.
    pub const fn killed(persons: PersonCategory) -> Self {
        Self { harm: HarmKind::Killed, persons }
    }

    /// A category of the injured.
    pub const fn injured(persons: PersonCategory) -> Self {
        Self { harm: HarmKind::Injured, persons }
    }
}

/// One figure of one account. Two figures of one category in one account are alternatives, such as "20, perhaps
/// 30"; they are never added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What it counts.
    pub category: Category,
    /// How many, as stated.
    pub count: Count,
    /// Whether the civilian status of those counted is contested. They come on top of the account's settled
    /// figures. For civilians or belligerents they count in both categories; for a part, such as children, in that
    /// part only, because a total never comes from its parts.
    #[serde(default)]
    pub contested: bool,
}

/// What one source says of the harm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The assertion, report or finding.
    pub id: RecordId,
    /// Its figures; none where it gives no number.
    pub figures: Vec<Figure>,
    /// Why the account is left out; absent where it is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excluded: Option<String>,
}

/// What a belligerent concedes, and whether it moves the range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conceded {
    /// The conceding accounts; an excluded one moves nothing.
    pub accounts: Vec<Account>,
    /// The codebook's `conceded_sets_minimum`: a conceded minimum is the least that the range may start at.
    pub sets_minimum: bool,
}

/// The range of one category.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The lowest figure; `None` is unknown.
    pub min: Option<End>,
    /// The highest figure; `None` is unknown.
    pub max: Option<End>,
    /// The accounts used that give a figure, in order of id.
    pub accounts: Vec<RecordId>,
    /// The accounts used that speak of the category without a number that could set an end.
    pub unknown: Vec<RecordId>,
    /// The words that the accounts used give beside or instead of a number, in order.
    pub words: Vec<String>,
}

impl Range {
    /// The range as a record holds it. An end that is open in the account that sets it stays unknown there: "at
    /// least 15" where the highest figure is itself "at least 20". [`Range::max`] still names the 20. The words are
    /// kept where one account alone speaks, or where there are only words.
    pub fn count(&self) -> Count {
        let closed = |end: &Option<End>| end.as_ref().filter(|end| !end.open).map(|end| end.value);
        let mut count = Count::range(closed(&self.min), closed(&self.max));
        let bounds = [&self.min, &self.max].map(|end| end.as_ref().and_then(|end| end.bound));
        match (count.bound, bounds) {
            (Some(Bound::Exact), [Some(Bound::About), Some(Bound::About)]) => {
                count.bound = Some(Bound::About);
            }
            (Some(Bound::AtLeast), [Some(Bound::MoreThan), _]) => count.bound = Some(Bound::MoreThan),
            (Some(Bound::Unknown), _) if !self.words.is_empty() => count.bound = Some(Bound::Vague),
            _ => {}
        }
        let is_of_one_account = self.accounts.len() + self.unknown.len() == 1;
        if !self.words.is_empty() && (is_of_one_account || count.bound == Some(Bound::Vague)) {
            count.wording = Some(self.words.join("; "));
        }
        count
    }
}

/// An account left out, with all it said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// The account.
    pub account: RecordId,
    /// Why.
    pub reason: String,
    /// What it said.
    pub figures: Vec<Figure>,
}

/// The ranges of an incident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges {
    /// One range for each category that any account speaks of, used or not.
    pub ranges: BTreeMap<Category, Range>,
    /// What was left out, in order of id.
    pub excluded: Vec<Exclusion>,
    /// What is conceded, by category: always shown beside the range.
    pub conceded: BTreeMap<Category, Range>,
}

impl Ranges {
    /// The range of a category; unknown where no account speaks of it.
    pub fn of(&self, category: Category) -> Range {
        self.ranges.get(&category).cloned().unwrap_or_default()
    }
}

/// Computes the range of every category. The order of the accounts and of their figures does not matter.
///
/// Refuses more than [`RANGE_ACCOUNTS_MAX`] accounts, an account that stands twice, a count that is not valid and
/// an exclusion without a reason.
pub fn compute(accounts: &[Account], conceded: &Conceded) -> Result<Ranges, Vec<Problem>> {
    let problems = input_problems(accounts, conceded);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut ranges = ranges_of(accounts);
    let conceded_ranges = ranges_of(&conceded.accounts);
    if conceded.sets_minimum {
        for (category, range) in &conceded_ranges {
            ranges.entry(*category).and_modify(|documented| raise(documented, range));
        }
    }
    let mut excluded: Vec<Exclusion> = accounts.iter().filter_map(exclusion).collect();
    excluded.sort_by_key(|exclusion| exclusion.account);
    Ok(Ranges { ranges, excluded, conceded: conceded_ranges })
}

fn exclusion(account: &Account) -> Option<Exclusion> {
    account.excluded.clone().map(|reason| Exclusion {
        account: account.id,
        reason,
        figures: account.figures.clone(),
    })
}

fn ranges_of(accounts: &[Account]) -> BTreeMap<Category, Range> {
    let mut sorted: Vec<&Account> = accounts.iter().collect();
    sorted.sort_by_key(|account| account.id);
    let mut ranges: BTreeMap<Category, Range> = BTreeMap::new();
    for account in sorted {
        for category in account::categories(account) {
            let range = ranges.entry(category).or_default();
            if account.excluded.is_none() {
                add(range, account, category);
            }
        }
    }
    ranges
}

/// Widens a range by what one account says.
fn add(range: &mut Range, account: &Account, category: Category) {
    let span = account::span(account, category);
    if span.low.is_none() && span.high.is_none() {
        range.unknown.push(account.id);
    } else {
        range.accounts.push(account.id);
    }
    for words in span.words {
        if !range.words.contains(&words) {
            range.words.push(words);
            range.words.sort_unstable();
        }
    }
    range.min = End::lower(range.min.take(), span.low.map(|edge| edge.by(account.id)));
    range.max = End::higher(range.max.take(), span.high.map(|edge| edge.by(account.id)));
}

/// Lifts both known ends to the least that is conceded. Where no account gives a figure there is no range to lift.
fn raise(range: &mut Range, conceded: &Range) {
    let Some(least) = conceded.min.as_ref().filter(|end| !end.open) else { return };
    if range.min.as_ref().is_some_and(|min| (min.value, !min.open) < (least.value, true)) {
        range.min = Some(least.clone());
    }
    // "At least 28" conceded above all accounts leaves the upper end open at 28.
    let top = conceded.max.as_ref().filter(|max| max.value == least.value).unwrap_or(least);
    if range.max.as_ref().is_some_and(|max| (max.value, max.open) < (top.value, top.open)) {
        range.max = Some(top.clone());
    }
}

fn input_problems(accounts: &[Account], conceded: &Conceded) -> Vec<Problem> {
    if accounts.len() + conceded.accounts.len() > RANGE_ACCOUNTS_MAX {
        return vec![
            Problem::refuse("accounts-too-many", "included").with("accounts_max", RANGE_ACCOUNTS_MAX),
        ];
    }
    let mut problems = Vec::new();
    for list in [accounts, &conceded.accounts] {
        let mut seen = BTreeSet::new();
        for account in list {
            if !seen.insert(account.id) {
                problems.push(Problem::refuse("account-twice", "included").with("account", account.id));
            }
            if account.excluded.as_deref().is_some_and(|reason| reason.trim().is_empty()) {
                problems
                    .push(Problem::refuse("exclusion-needs-reason", "excluded").with("account", account.id));
            }
            let counts = account.figures.iter().flat_map(|figure| figure.count.problems("included"));
            problems.extend(counts.map(|problem| problem.with("account", account.id)));
        }
    }
    problems
}
