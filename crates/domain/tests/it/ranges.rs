//! Ranges: ends are figures that somebody stated, unknown stays unknown, and leaving out never widens.

use domain::count::Count;
use domain::id::RecordId;
use domain::limits::RANGE_ACCOUNTS_MAX;
use domain::ranges::{Account, Category, Conceded, End, Exclusion, Figure, Range, Ranges, compute};
use domain::vocabulary::{Bound, HarmKind, PersonCategory};
use proptest::prelude::*;
use uuid::Uuid;

const CIVILIANS: Category = Category::killed(PersonCategory::Civilians);
const BELLIGERENTS: Category = Category::killed(PersonCategory::Belligerents);

fn id(at: usize) -> RecordId {
    RecordId(Uuid::from_u128(at as u128 + 1))
}

fn figure(category: Category, count: Count) -> Figure {
    Figure { category, count, contested: false }
}

fn contested(category: Category, count: Count) -> Figure {
    Figure { contested: true, ..figure(category, count) }
}

fn account(at: usize, figures: Vec<Figure>) -> Account {
    Account { id: id(at), figures, excluded: None }
}

fn exactly(value: i64) -> Count {
    Count::range(Some(value), Some(value))
}

fn bounded(bound: Bound, min: Option<i64>, max: Option<i64>) -> Count {
    Count { min, max, bound: Some(bound), wording: None }
}

fn civilians(counts: Vec<Count>) -> Range {
    let accounts = counts.into_iter().enumerate();
    let accounts: Vec<_> = accounts.map(|(at, count)| account(at, vec![figure(CIVILIANS, count)])).collect();
    compute(&accounts, &Conceded::default()).expect("valid accounts").of(CIVILIANS)
}

#[test]
fn the_ends_are_the_lowest_and_the_highest_account_and_are_named() {
    let range = civilians(vec![exactly(20), Count::range(Some(30), Some(100)), exactly(20)]);
    let min = End { value: 20, open: false, bound: Some(Bound::Exact), accounts: vec![id(0), id(2)] };
    let max = End { value: 100, open: false, bound: Some(Bound::Range), accounts: vec![id(1)] };
    assert_eq!((range.min.as_ref(), range.max.as_ref()), (Some(&min), Some(&max)));
    assert_eq!(range.count(), Count::range(Some(20), Some(100)));
}

#[test]
fn unknown_is_no_zero_and_zero_is_a_figure() {
    let hundreds = Count { bound: Some(Bound::Vague), wording: Some("hundreds".into()), ..Count::default() };
    let range = civilians(vec![exactly(0), Count::default(), exactly(3), hundreds.clone()]);
    assert_eq!(range.count(), Count::range(Some(0), Some(3)));
    assert_eq!((range.unknown, range.words), (vec![id(1), id(3)], vec!["hundreds".to_owned()]));
    assert_eq!(civilians(vec![hundreds.clone()]).count(), hundreds);
    let unknown = civilians(vec![Count::default()]);
    assert_eq!((unknown.min.clone(), unknown.max.clone()), (None, None));
    assert_eq!(unknown.count(), Count::range(None, None));
}

#[test]
fn bounds_are_kept() {
    let at_least = bounded(Bound::AtLeast, Some(20), None);
    assert_eq!(civilians(vec![at_least.clone()]).count(), at_least);
    let more_than = bounded(Bound::MoreThan, Some(60), None);
    assert_eq!(civilians(vec![more_than.clone()]).count(), more_than);
    let up_to = bounded(Bound::UpTo, None, Some(50));
    assert_eq!(civilians(vec![up_to.clone()]).count(), up_to);
    let about = bounded(Bound::About, Some(40), Some(40));
    assert_eq!(civilians(vec![about.clone()]).count(), about);
    let two = Count { wording: Some("a number of injured".into()), ..bounded(Bound::AtLeast, Some(2), None) };
    assert_eq!(civilians(vec![two.clone()]).count(), two, "the words of a coded figure stay with it");
    // The highest figure is itself "at least": the upper end is open, and still named.
    let open = civilians(vec![exactly(15), at_least.clone()]);
    assert_eq!(open.count(), bounded(Bound::AtLeast, Some(15), None));
    assert_eq!(open.max.map(|end| (end.value, end.open)), Some((20, true)));
    // A closed figure above it closes the range.
    assert_eq!(civilians(vec![at_least, exactly(300)]).count(), Count::range(Some(20), Some(300)));
}

#[test]
fn contested_dead_count_nothing_in_both_minima_and_fully_in_both_maxima() {
    let figures = vec![
        figure(CIVILIANS, exactly(4)),
        figure(BELLIGERENTS, exactly(16)),
        contested(CIVILIANS, exactly(60)),
    ];
    let ranges = compute(&[account(0, figures.clone())], &Conceded::default()).unwrap();
    assert_eq!(ranges.of(CIVILIANS).count(), Count::range(Some(4), Some(64)));
    assert_eq!(ranges.of(BELLIGERENTS).count(), Count::range(Some(16), Some(76)));
    let only = compute(&[account(0, figures[2..].to_vec())], &Conceded::default()).unwrap();
    assert_eq!(only.of(CIVILIANS).count(), Count::range(Some(0), Some(60)));
    assert_eq!(only.of(BELLIGERENTS).count(), Count::range(Some(0), Some(60)));
    let children = Category::killed(PersonCategory::Children);
    let part = compute(&[account(0, vec![contested(children, exactly(1))])], &Conceded::default()).unwrap();
    assert_eq!(part.of(children).count(), Count::range(Some(0), Some(1)));
    assert!(part.of(CIVILIANS).min.is_none(), "a total never comes from its parts");
    let vague = vec![figure(CIVILIANS, exactly(4)), contested(CIVILIANS, Count::default())];
    let open = compute(&[account(0, vague)], &Conceded::default()).unwrap();
    assert_eq!(open.of(CIVILIANS).count(), bounded(Bound::AtLeast, Some(4), None));
    let unsettled = vec![figure(CIVILIANS, Count::default()), contested(CIVILIANS, exactly(5))];
    let unknown = compute(&[account(0, unsettled)], &Conceded::default()).unwrap().of(CIVILIANS);
    assert_eq!(unknown.min, None, "an unknown number and 0 contested is unknown");
}

#[test]
fn an_excluded_account_stays_with_its_figures_and_its_reason() {
    let mut left_out = account(1, vec![figure(CIVILIANS, exactly(3_000))]);
    left_out.excluded = Some("not tied to the event".into());
    let accounts = [account(0, vec![figure(CIVILIANS, exactly(4))]), left_out.clone()];
    let ranges = compute(&accounts, &Conceded::default()).unwrap();
    assert_eq!(ranges.of(CIVILIANS).count(), exactly(4));
    let exclusion = &ranges.excluded[0];
    assert_eq!((exclusion.account, exclusion.reason.as_str()), (id(1), "not tied to the event"));
    assert_eq!(exclusion.figures, left_out.figures);
    let none = compute(&accounts[1..], &Conceded::default()).unwrap();
    assert_eq!(none.ranges[&CIVILIANS], Range::default(), "spoken of, and unknown");
}

#[test]
fn killed_and_injured_and_categories_stay_apart() {
    let injured = Category::injured(PersonCategory::Civilians);
    let women = Category::killed(PersonCategory::Women);
    let figures =
        vec![figure(CIVILIANS, exactly(9)), figure(injured, exactly(17)), figure(women, exactly(2))];
    let ranges = compute(&[account(0, figures)], &Conceded::default()).unwrap();
    let counts = [CIVILIANS, injured, women].map(|category| ranges.of(category).count());
    assert_eq!(counts, [exactly(9), exactly(17), exactly(2)]);
    assert_eq!(ranges.ranges.len(), 3);
}

#[test]
fn what_is_conceded_moves_the_range_only_where_the_codebook_says_so() {
    let accounts = [account(0, vec![figure(CIVILIANS, Count::range(Some(2), Some(10)))])];
    let conceded = |value, sets_minimum| Conceded {
        accounts: vec![account(9, vec![figure(CIVILIANS, exactly(value))])],
        sets_minimum,
    };
    let range = |value, sets| compute(&accounts, &conceded(value, sets)).unwrap();
    assert_eq!(range(4, false).of(CIVILIANS).count(), Count::range(Some(2), Some(10)));
    assert_eq!(range(4, false).conceded[&CIVILIANS].count(), exactly(4), "shown in any case");
    let raised = range(4, true).of(CIVILIANS);
    assert_eq!(
        (raised.count(), raised.min.unwrap().accounts),
        (Count::range(Some(4), Some(10)), vec![id(9)])
    );
    assert_eq!(range(1, true).of(CIVILIANS).count(), Count::range(Some(2), Some(10)), "it never lowers");
    assert_eq!(range(12, true).of(CIVILIANS).count(), exactly(12));
    let mut open = conceded(12, true);
    open.accounts[0].figures[0].count = bounded(Bound::AtLeast, Some(12), None);
    let lifted = compute(&accounts, &open).unwrap().of(CIVILIANS).count();
    assert_eq!(lifted, bounded(Bound::AtLeast, Some(12), None), "an open concession stays open");
    let silent = compute(&[account(0, Vec::new())], &conceded(4, true)).unwrap();
    assert!(silent.of(CIVILIANS).min.is_none(), "what is conceded alone is no documented range");
}

#[test]
fn what_cannot_be_computed_is_refused() {
    let codes = |accounts: &[Account]| -> Vec<String> {
        let problems = compute(accounts, &Conceded::default()).unwrap_err();
        problems.into_iter().map(|problem| problem.code).collect()
    };
    let one = account(0, vec![figure(CIVILIANS, exactly(1))]);
    assert_eq!(codes(&[one.clone(), one.clone()]), ["account-twice"]);
    assert_eq!(codes(&[Account { excluded: Some(" ".into()), ..one }]), ["exclusion-needs-reason"]);
    let turned = figure(CIVILIANS, Count::range(Some(5), Some(4)));
    assert_eq!(codes(&[account(0, vec![turned])]), ["count-min-above-max"]);
    let many: Vec<_> = (0..=RANGE_ACCOUNTS_MAX).map(|at| account(at, Vec::new())).collect();
    assert_eq!(codes(&many), ["accounts-too-many"]);
}

fn count() -> impl Strategy<Value = Count> {
    let bound = prop::option::of(prop::sample::select(Bound::ALL));
    let ends = (prop::option::of(0..40_i64), prop::option::of(0..40_i64));
    (ends, bound).prop_map(|((one, other), bound)| {
        let (min, max) = match (one, other) {
            (Some(one), Some(other)) => (Some(one.min(other)), Some(one.max(other))),
            ends => ends,
        };
        Count { min, max, bound, wording: None }
    })
}

fn any_account(at: usize) -> impl Strategy<Value = Account> {
    let persons = [PersonCategory::Civilians, PersonCategory::Belligerents, PersonCategory::Children];
    let category = (prop::sample::select(HarmKind::ALL), prop::sample::select(persons.to_vec()))
        .prop_map(|(harm, persons)| Category { harm, persons });
    let figure = (category, count(), prop::bool::weighted(0.3))
        .prop_map(|(category, count, contested)| Figure { category, count, contested });
    let excluded = prop::option::weighted(0.2, Just("not tied to the event".to_owned()));
    (prop::collection::vec(figure, 0..4), excluded).prop_map(move |(figures, excluded)| Account {
        id: id(at),
        figures,
        excluded,
    })
}

fn accounts() -> impl Strategy<Value = Vec<Account>> {
    (0..6_usize).prop_flat_map(|count| (0..count).map(any_account).collect::<Vec<_>>())
}

fn conceded() -> impl Strategy<Value = Conceded> {
    (prop::option::of(any_account(100)), any::<bool>()).prop_map(|(account, sets_minimum)| Conceded {
        accounts: account.into_iter().collect(),
        sets_minimum,
    })
}

/// How far down and up the ends reach; an open end reaches further than a closed one of the same figure.
fn is_within(inner: &Range, outer: &Range) -> bool {
    let down = |end: &End| (end.value, !end.open);
    let up = |end: &End| (end.value, end.open);
    let low = match (&inner.min, &outer.min) {
        (Some(inner), Some(outer)) => down(inner) >= down(outer),
        (inner, _) => inner.is_none(),
    };
    let high = match (&inner.max, &outer.max) {
        (Some(inner), Some(outer)) => up(inner) <= up(outer),
        (inner, _) => inner.is_none(),
    };
    low && high
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn leaving_out_an_account_never_widens_a_range(list in accounts(), conceded in conceded(), at in 0..6_usize) {
        let at = at % list.len().max(1);
        let before = compute(&list, &conceded).unwrap();
        let mut fewer = list;
        fewer.iter_mut().skip(at).take(1).for_each(|account| account.excluded = Some("left out".into()));
        let after = compute(&fewer, &conceded).unwrap();
        prop_assert!(before.ranges.keys().eq(after.ranges.keys()), "no category is lost");
        for (category, range) in &after.ranges {
            prop_assert!(is_within(range, &before.of(*category)), "{category:?} {before:?} {after:?}");
        }
    }

    #[test]
    fn the_order_of_the_accounts_does_not_matter(
        (list, shuffled) in accounts().prop_flat_map(|list| (Just(list.clone()), Just(list).prop_shuffle())),
        conceded in conceded(),
    ) {
        let turned: Vec<_> = shuffled
            .into_iter()
            .map(|mut account| { account.figures.reverse(); account })
            .collect();
        let (ranges, turned) = (compute(&list, &conceded).unwrap(), compute(&turned, &conceded).unwrap());
        prop_assert_eq!(ranges.ranges, turned.ranges);
        prop_assert_eq!(ranges.conceded, turned.conceded);
        let ids = |list: Vec<Exclusion>| list.into_iter().map(|one| one.account).collect::<Vec<_>>();
        prop_assert_eq!(ids(ranges.excluded), ids(turned.excluded));
    }

    #[test]
    fn the_ends_are_figures_of_the_accounts_that_set_them(list in accounts()) {
        let ranges = compute(&list, &Conceded::default()).unwrap();
        let by = |id: &RecordId| list.iter().find(|account| account.id == *id).unwrap();
        for (category, range) in &ranges.ranges {
            prop_assert!(range.min.is_some() == range.max.is_some() || range.min.is_none());
            if let (Some(min), Some(max)) = (&range.min, &range.max) {
                prop_assert!(min.value <= max.value);
            }
            prop_assert!(range.count().problems("killed").is_empty());
            for end in [&range.min, &range.max].into_iter().flatten() {
                prop_assert!(!end.accounts.is_empty());
                for id in &end.accounts {
                    let account = by(id);
                    prop_assert!(account.excluded.is_none());
                    let is_contested = account.figures.iter().any(|figure| figure.contested);
                    let states = account.figures.iter().any(|figure| {
                        figure.category == *category
                            && [figure.count.min, figure.count.max].contains(&Some(end.value))
                    });
                    prop_assert!(states || is_contested, "{end:?} is a figure of nobody");
                }
            }
        }
    }

    #[test]
    fn contested_dead_never_raise_a_minimum(list in accounts()) {
        let settled: Vec<_> = list
            .iter()
            .cloned()
            .map(|mut account| { account.figures.retain(|figure| !figure.contested); account })
            .collect();
        let (with, without) =
            (compute(&list, &Conceded::default()).unwrap(), compute(&settled, &Conceded::default()).unwrap());
        for (category, range) in &without.ranges {
            prop_assert!(is_within(range, &with.of(*category)), "{category:?}");
        }
    }

    #[test]
    fn accounts_without_numbers_leave_every_range_unknown(list in accounts()) {
        let silent: Vec<_> = list
            .into_iter()
            .map(|mut account| {
                account.figures.iter_mut().for_each(|figure| figure.count = Count::default());
                account
            })
            .collect();
        let ranges: Ranges = compute(&silent, &Conceded::default()).unwrap();
        prop_assert!(ranges.ranges.values().all(|range| range.min.is_none() && range.max.is_none()));
    }
}
