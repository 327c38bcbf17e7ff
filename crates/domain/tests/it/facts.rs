//! Facts of section 10 of the domain specification that concern grades and ranges, entered as plain values.
//!
//! Totals over many incidents (G2-G17, G21, G22) are tallies of named bodies: no range of an incident is computed
//! from them, and they are tested where tallies are read.

use domain::codebook::Codebook;
use domain::count::Count;
use domain::grading::{Support, problems, propose};
use domain::id::{IncidentId, RecordId, ReportId};
use domain::independence::{Edge, Report, reckon};
use domain::ranges::{Account, Category, Conceded, Figure, Ranges, compute};
use domain::record::Assessment;
use domain::vocabulary::{Basis, Bound, Grade, OriginReason, Outcome, PersonCategory, ReportOrigin};
use uuid::Uuid;

const KILLED: Category = Category::killed(PersonCategory::Civilians);
const INJURED: Category = Category::injured(PersonCategory::Civilians);
const CHILDREN: Category = Category::killed(PersonCategory::Children);
const FIGHTERS: Category = Category::killed(PersonCategory::Belligerents);

fn count(min: i64, max: i64) -> Count {
    Count::range(Some(min), Some(max))
}

fn bounded(bound: Bound, min: i64) -> Count {
    Count { min: Some(min), max: None, bound: Some(bound), wording: None }
}

fn says(category: Category, count: Count) -> Figure {
    Figure { category, count, contested: false }
}

/// Said by the attacker alone to have been fighters: that is context and no evidence, so their status is contested.
fn said_to_be_fighters(count: Count) -> Figure {
    Figure { category: FIGHTERS, count, contested: true }
}

fn account(id: u128, figures: Vec<Figure>) -> Account {
    Account { id: RecordId(Uuid::from_u128(id)), figures, excluded: None }
}

fn by(ranges: &Ranges, category: Category) -> (Vec<u128>, Vec<u128>) {
    let range = ranges.of(category);
    let ids = |end: Option<domain::ranges::End>| {
        end.iter().flat_map(|end| &end.accounts).map(|id| id.0.as_u128()).collect()
    };
    (ids(range.min), ids(range.max))
}

/// The grade proposed, and that the hard rules let our own assessment hold it.
fn proposed(support: &Support) -> Option<Grade> {
    let grade = propose(support).grade;
    let body = serde_json::json!({
        "incident": IncidentId(Uuid::nil()), "version": 1, "basis": Basis::Own, "grade": grade,
    });
    let assessment: Assessment = serde_json::from_value(body).expect("an assessment");
    assert_eq!(problems(&assessment, support), []);
    grade
}

/// Two accounts of different origin and a third that repeats the first.
fn origins_of_three_reports() -> usize {
    let id = |at| ReportId(Uuid::from_u128(at));
    let report = |at| Report { id: id(at), origin: ReportOrigin::Known, excluded: false };
    let repeats = Edge { from: id(3), to: id(1), reason: OriginReason::Reposts };
    reckon(&[report(1), report(2), report(3)], &[repeats]).expect("three reports").count()
}

/// G1: "at least 1,417" and "more than 13,000" keep their bounds; neither becomes an end of the other.
#[test]
fn an_official_minimum_and_a_recorders_minimum_keep_their_bounds() {
    for stated in [bounded(Bound::AtLeast, 1_417), bounded(Bound::MoreThan, 13_000)] {
        let ranges =
            compute(&[account(1, vec![says(KILLED, stated.clone())])], &Conceded::default()).unwrap();
        assert_eq!(ranges.of(KILLED).count(), stated);
    }
}

/// G18: what was said of 18 March 2019 over the years. CS1912 is Confirmed, 4-300.
#[test]
fn cs1912_is_confirmed_with_4_to_300_killed() {
    let command = bounded(Bound::MoreThan, 60);
    let mut untied = account(5, vec![says(KILLED, count(3_000, 3_000))]);
    untied.excluded = Some("a claim of 3,000 that is not tied to the event".into());
    let accounts = [
        account(1, vec![says(KILLED, count(160, 300)), says(CHILDREN, count(45, 45))]),
        account(
            2,
            vec![
                says(KILLED, count(4, 4)),
                said_to_be_fighters(count(16, 16)),
                says(Category::killed(PersonCategory::Undetermined), command.clone()),
            ],
        ),
        account(
            3,
            vec![
                says(KILLED, count(4, 4)),
                says(Category::killed(PersonCategory::Women), count(1, 1)),
                says(CHILDREN, count(3, 3)),
                said_to_be_fighters(count(52, 52)),
                Figure { contested: true, ..says(CHILDREN, count(1, 1)) },
                says(INJURED, count(15, 15)),
                says(Category::injured(PersonCategory::Belligerents), count(2, 2)),
            ],
        ),
        untied,
    ];
    let conceded =
        |sets_minimum| Conceded { accounts: vec![account(9, vec![says(KILLED, count(4, 4))])], sets_minimum };
    for sets_minimum in [Codebook::built_in().conceded_sets_minimum, true] {
        let ranges = compute(&accounts, &conceded(sets_minimum)).unwrap();
        assert_eq!(ranges.of(KILLED).count(), count(4, 300));
        assert_eq!(by(&ranges, KILLED), (vec![2, 3], vec![1]));
        assert_eq!(ranges.of(INJURED).count(), count(15, 15));
        assert_eq!(ranges.of(CHILDREN).count(), count(3, 45));
        assert_eq!(ranges.of(FIGHTERS).count(), count(0, 52), "no minimum from the attacker's word alone");
        assert_eq!(ranges.of(Category::killed(PersonCategory::Undetermined)).count(), command);
        assert_eq!(ranges.excluded[0].figures[0].count, count(3_000, 3_000));
    }
    let support = Support { findings: vec![Outcome::Credible, Outcome::Credible], ..Support::default() };
    assert_eq!(proposed(&support), Some(Grade::Confirmed));
    assert!(propose(&support).disagreements.is_empty());
}

/// G19: four conceded three years later; the local range stays.
#[test]
fn cs1908_is_confirmed_and_four_conceded_leave_20_to_100() {
    let accounts =
        [account(1, vec![says(KILLED, count(20, 20))]), account(2, vec![says(KILLED, count(100, 100))])];
    for sets_minimum in [false, true] {
        let conceded = Conceded { accounts: vec![account(9, vec![says(KILLED, count(4, 4))])], sets_minimum };
        let ranges = compute(&accounts, &conceded).unwrap();
        assert_eq!(ranges.of(KILLED).count(), count(20, 100));
        assert_eq!(by(&ranges, KILLED), (vec![1], vec![2]));
        assert_eq!(ranges.conceded[&KILLED].count(), count(4, 4), "both are shown");
    }
    let support = Support {
        findings: vec![Outcome::Credible],
        independent_origins: origins_of_three_reports(),
        near_action: Some("declared".into()),
        ..Support::default()
    };
    assert_eq!(proposed(&support), Some(Grade::Confirmed));
    let before = Support { findings: Vec::new(), ..support };
    assert_eq!(proposed(&before), Some(Grade::Fair), "what it is without the acceptance");
}

/// G20: Fair with 15 killed; the official finding is non-credible; they disagree and both show.
#[test]
fn cs1885_is_fair_and_the_official_finding_disagrees() {
    let accounts = [account(1, vec![says(KILLED, count(15, 15))])];
    let ranges = compute(&accounts, &Conceded::default()).unwrap();
    assert_eq!(ranges.of(KILLED).count(), count(15, 15));
    assert_eq!(origins_of_three_reports(), 2);
    let support = Support {
        findings: vec![Outcome::NonCredible],
        independent_origins: origins_of_three_reports(),
        near_action: Some("likely".into()),
        ..Support::default()
    };
    assert_eq!(proposed(&support), Some(Grade::Fair));
    let disagreements = propose(&support).disagreements;
    assert_eq!(disagreements.len(), 1);
    assert_eq!(disagreements[0].outcome, Outcome::NonCredible);
}

/// Section 1: Confirmed may be 0-0 killed where only injuries are accepted (CS1892a); 0 is a figure.
#[test]
fn a_confirmed_incident_may_have_none_killed() {
    let injured = bounded(Bound::AtLeast, 1);
    let accounts = [account(1, vec![says(KILLED, count(0, 0)), says(INJURED, injured.clone())])];
    let ranges = compute(&accounts, &Conceded::default()).unwrap();
    assert_eq!((ranges.of(KILLED).count(), ranges.of(INJURED).count()), (count(0, 0), injured));
    let support = Support { findings: vec![Outcome::Credible], ..Support::default() };
    assert_eq!(proposed(&support), Some(Grade::Confirmed));
}

/// Section 1: "a number of injured" is coded at least 2 and keeps its words (ISPT0376).
#[test]
fn a_number_of_injured_is_at_least_two_in_its_words() {
    let stated = Count { wording: Some("a number of injured".into()), ..bounded(Bound::AtLeast, 2) };
    let ranges = compute(&[account(1, vec![says(INJURED, stated.clone())])], &Conceded::default()).unwrap();
    assert_eq!(ranges.of(INJURED).count(), stated);
    assert_eq!(ranges.of(KILLED).count(), Count::range(None, None), "of the killed nothing is said");
}
