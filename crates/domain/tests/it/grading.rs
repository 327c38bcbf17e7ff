//! Proposed grades: they pass the hard rules, what they say is missing is what is missing, and a denial lowers none.

use domain::grading::{REASON_CODES, Reason, Support, problems, propose};
use domain::id::IncidentId;
use domain::record::Assessment;
use domain::vocabulary::{Basis, DiscountGround, Grade, Outcome};
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

fn graded(grade: Option<Grade>) -> Assessment {
    let body = serde_json::json!({
        "incident": IncidentId(Uuid::nil()), "version": 1, "basis": Basis::Own, "grade": grade,
    });
    serde_json::from_value(body).expect("an assessment")
}

fn codes(reasons: &[Reason]) -> Vec<&str> {
    reasons.iter().map(|reason| reason.code.as_str()).collect()
}

fn fair() -> Support {
    Support { independent_origins: 2, near_action: Some("declared line".into()), ..Support::default() }
}

#[test]
fn the_table_is_followed_in_its_order() {
    let mut support = Support::default();
    let proposal = propose(&support);
    assert_eq!((proposal.grade, codes(&proposal.reasons)), (None, vec!["no-origin"]));
    support.independent_origins = 1;
    let proposal = propose(&support);
    assert_eq!(proposal.grade, Some(Grade::Weak));
    assert_eq!(codes(&proposal.reasons), ["one-origin", "no-near-action"]);
    let better = proposal.better.unwrap();
    assert_eq!(better.grade, Grade::Fair);
    assert_eq!(codes(&better.missing), ["need-origins", "need-near-action"]);
    assert_eq!(better.missing[0].details["missing"], "1");
    support.independent_origins = 2;
    assert_eq!(propose(&support).grade, Some(Grade::Weak), "two origins without a sign of action nearby");
    support.near_action = Some("  ".into());
    assert_eq!(propose(&support).grade, Some(Grade::Weak), "blank words are no basis");
    support.near_action = Some("declared line".into());
    let proposal = propose(&support);
    assert_eq!(
        (proposal.grade, codes(&proposal.reasons)),
        (Some(Grade::Fair), vec!["origins", "near-action"])
    );
    support.rival_attributions = 2;
    let proposal = propose(&support);
    assert_eq!(proposal.grade, Some(Grade::Contested));
    assert_eq!(codes(&proposal.better.unwrap().missing), ["need-one-side"]);
    support.discount.push(DiscountGround::AnotherPartyLikely);
    let proposal = propose(&support);
    assert_eq!(
        (proposal.grade, codes(&proposal.reasons)),
        (Some(Grade::Discounted), vec!["another-party-likely"])
    );
    assert_eq!(proposal.better.unwrap().grade, Grade::Contested);
    support.accepted_publicly = true;
    let proposal = propose(&support);
    assert_eq!((proposal.grade, proposal.better), (Some(Grade::Confirmed), None));
}

#[test]
fn assumed_origins_support_no_grade_and_are_named() {
    let support = Support { independent_origins: 1, assumed_origins: 3, ..fair() };
    let proposal = propose(&support);
    assert_eq!(proposal.grade, Some(Grade::Weak));
    assert_eq!(proposal.better.unwrap().missing[0].details["assumed"], "3");
}

#[test]
fn a_denial_is_shown_and_counts_nothing() {
    let findings = vec![Outcome::Open, Outcome::NonCredible, Outcome::CannotDetermine];
    let proposal = propose(&Support { findings, ..fair() });
    assert_eq!(proposal.grade, Some(Grade::Fair));
    assert_eq!(proposal.disagreements.len(), 1);
    assert_eq!(
        (proposal.disagreements[0].finding, proposal.disagreements[0].outcome),
        (1, Outcome::NonCredible)
    );
    assert_eq!(codes(&proposal.reasons).last(), Some(&"denial-counts-nothing"));
}

fn support() -> impl Strategy<Value = Support> {
    let near = prop::option::of(prop::sample::select(vec!["declared line", "likely report", " "]));
    (
        prop::collection::vec(prop::sample::select(Outcome::ALL), 0..4),
        prop::bool::weighted(0.2),
        (0..4_usize, 0..4_usize),
        near,
        0..4_usize,
        prop::collection::vec(prop::sample::select(DiscountGround::ALL), 0..2),
    )
        .prop_map(|(findings, accepted_publicly, origins, near, rival_attributions, discount)| Support {
            findings,
            accepted_publicly,
            independent_origins: origins.0,
            assumed_origins: origins.1,
            near_action: near.map(str::to_owned),
            rival_attributions,
            discount,
        })
}

/// The support once a person has found what the reason asks for.
fn mended(mut support: Support, reason: &Reason) -> Support {
    match reason.code.as_str() {
        "need-acceptance" => support.findings.push(Outcome::Credible),
        "need-ground-withdrawn" => {
            support.discount.retain(|ground| ground.slug() != reason.details["ground"]);
        }
        "need-near-action" => support.near_action = Some("likely report".into()),
        "need-one-side" => support.rival_attributions = 1,
        "need-origins" => {
            support.independent_origins += reason.details["missing"].parse::<usize>().expect("a number");
        }
        code => unreachable!("{code} says nothing that can be mended"),
    }
    support
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn a_proposal_breaks_no_hard_rule(support in support()) {
        let proposal = propose(&support);
        prop_assert_eq!(problems(&graded(proposal.grade), &support), vec![]);
        let said: Vec<&Reason> =
            proposal.reasons.iter().chain(proposal.better.iter().flat_map(|better| &better.missing)).collect();
        prop_assert!(!proposal.reasons.is_empty());
        prop_assert!(said.iter().all(|reason| REASON_CODES.contains(&reason.code.as_str())));
    }

    #[test]
    fn nothing_is_confirmed_without_an_acceptance(mut support in support()) {
        let accepts =
            |outcome: &Outcome| matches!(outcome.slug(), "credible" | "credible_after_reopening" | "acknowledged");
        support.findings.retain(|outcome| !accepts(outcome));
        support.accepted_publicly = false;
        prop_assert_ne!(propose(&support).grade, Some(Grade::Confirmed));
        prop_assert!(!problems(&graded(Some(Grade::Confirmed)), &support).is_empty());
    }

    #[test]
    fn fair_and_contested_need_what_they_need(support in support()) {
        match propose(&support).grade {
            Some(Grade::Fair) => prop_assert!(support.independent_origins >= 2 && support.has_near_action()),
            Some(Grade::Contested) => prop_assert!(support.rival_attributions >= 2),
            _ => {}
        }
    }

    #[test]
    fn a_denial_changes_no_grade(support in support(), at in 0..4_usize) {
        let denials = [Outcome::NonCredible, Outcome::Denied, Outcome::NoStrikeRecorded, Outcome::Duplicate];
        let mut denied = support.clone();
        denied.findings.push(denials[at]);
        let (before, after) = (propose(&support), propose(&denied));
        prop_assert_eq!(before.grade, after.grade);
        prop_assert_eq!(before.better, after.better);
        prop_assert!(after.disagreements.len() >= before.disagreements.len());
        let is_shown = after.disagreements.len() == before.disagreements.len() + 1;
        let contradicts = matches!(after.grade, Some(Grade::Confirmed | Grade::Fair)) && at < 3;
        prop_assert_eq!(is_shown, contradicts);
    }

    #[test]
    fn what_is_said_to_be_missing_is_all_that_is_missing(support in support()) {
        if let Some(better) = propose(&support).better {
            prop_assert!(!better.missing.is_empty());
            let complete = better.missing.iter().fold(support.clone(), mended);
            prop_assert_eq!(propose(&complete).grade, Some(better.grade));
            for left_out in 0..better.missing.len() {
                let items = better.missing.iter().enumerate().filter(|(at, _)| *at != left_out);
                let partial = items.fold(support.clone(), |support, (_, reason)| mended(support, reason));
                prop_assert_ne!(propose(&partial).grade, Some(better.grade), "{:?}", better.missing[left_out]);
            }
        }
    }
}

#[test]
fn reason_codes_are_sorted_and_unique() {
    let codes: BTreeSet<_> = REASON_CODES.iter().collect();
    assert!(codes.into_iter().eq(REASON_CODES));
}
