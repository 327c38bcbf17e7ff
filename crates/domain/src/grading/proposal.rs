//! The grade that the built-in codebook supports, with reasons, what the next better one lacks, and which official
//! findings disagree.
//!
//! The decision table of section 1 of the domain specification, in its order: Confirmed, Discounted, Contested,
//! Fair, Weak, not graded. It proposes; a person decides, and [`super::problems`] holds the hard rules. A team's
//! own codebook has no table here: its grades are given by hand.

use super::Support;
use crate::vocabulary::{DiscountGround, Grade, Outcome};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Every code of a [`Reason`]; the sentence is the message `grade-reason-<code>`.
pub const REASON_CODES: &[&str] = &[
    "accepted-by-finding",
    "accepted-publicly",
    "another-party-likely",
    "combatants-by-local-sources",
    "denial-counts-nothing",
    "near-action",
    "need-acceptance",
    "need-ground-withdrawn",
    "need-near-action",
    "need-one-side",
    "need-origins",
    "no-near-action",
    "no-origin",
    "one-origin",
    "origins",
    "rivals",
];

/// One reason, as a code and the values that make the sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// One of [`REASON_CODES`].
    pub code: String,
    /// Values by name: numbers, slugs of vocabularies, words of the near-action basis.
    pub details: BTreeMap<String, String>,
}

impl Reason {
    fn new(code: &str) -> Self {
        Self { code: code.to_owned(), details: BTreeMap::new() }
    }

    #[must_use]
    fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }
}

/// The next better grade and all that it lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Better {
    /// The grade.
    pub grade: Grade,
    /// What is missing; every item is needed.
    pub missing: Vec<Reason>,
}

/// A finding that says otherwise than the proposed grade. It is shown beside the grade and lowers nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// Place in [`Support::findings`].
    pub finding: usize,
    /// What it says.
    pub outcome: Outcome,
}

/// The grade that the support carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The grade; `None` is not graded.
    pub grade: Option<Grade>,
    /// Why this one.
    pub reasons: Vec<Reason>,
    /// The next better grade; `None` for Confirmed.
    pub better: Option<Better>,
    /// Official findings that disagree with the grade.
    pub disagreements: Vec<Disagreement>,
}

/// Proposes the grade that the support carries. The proposal always passes [`super::problems`].
pub fn propose(support: &Support) -> Proposal {
    let grade = grade(support);
    let mut reasons = reasons(grade, support);
    let disagreements = disagreements(grade, support);
    if !disagreements.is_empty() {
        reasons.push(Reason::new("denial-counts-nothing").with("findings", disagreements.len()));
    }
    Proposal { grade, reasons, better: better(grade, support), disagreements }
}

fn grade(support: &Support) -> Option<Grade> {
    if support.is_accepted() {
        Some(Grade::Confirmed)
    } else if !support.discount.is_empty() {
        Some(Grade::Discounted)
    } else if support.rival_attributions >= 2 {
        Some(Grade::Contested)
    } else if support.independent_origins >= 2 && support.has_near_action() {
        Some(Grade::Fair)
    } else if support.independent_origins >= 1 {
        Some(Grade::Weak)
    } else {
        None
    }
}

fn reasons(grade: Option<Grade>, support: &Support) -> Vec<Reason> {
    match grade {
        Some(Grade::Confirmed) => acceptances(support),
        Some(Grade::Discounted) => {
            grounds(support).into_iter().map(|ground| Reason::new(code(ground))).collect()
        }
        Some(Grade::Contested) => vec![Reason::new("rivals").with("rivals", support.rival_attributions)],
        Some(Grade::Fair | Grade::Weak) => vec![origins(support), near_action(support)],
        None => vec![Reason::new("no-origin").with("assumed", support.assumed_origins)],
    }
}

fn acceptances(support: &Support) -> Vec<Reason> {
    let findings = support.findings.iter().filter(|outcome| outcome.accepts()).count();
    let by_finding = (findings > 0).then(|| Reason::new("accepted-by-finding").with("findings", findings));
    let publicly = support.accepted_publicly.then(|| Reason::new("accepted-publicly"));
    by_finding.into_iter().chain(publicly).collect()
}

fn grounds(support: &Support) -> Vec<DiscountGround> {
    DiscountGround::ALL.iter().copied().filter(|ground| support.discount.contains(ground)).collect()
}

const fn code(ground: DiscountGround) -> &'static str {
    match ground {
        DiscountGround::CombatantsByLocalSources => "combatants-by-local-sources",
        DiscountGround::AnotherPartyLikely => "another-party-likely",
    }
}

fn origins(support: &Support) -> Reason {
    let code = if support.independent_origins == 1 { "one-origin" } else { "origins" };
    Reason::new(code).with("origins", support.independent_origins).with("assumed", support.assumed_origins)
}

fn near_action(support: &Support) -> Reason {
    match support.near_action.as_deref().map(str::trim).filter(|basis| !basis.is_empty()) {
        Some(basis) => Reason::new("near-action").with("basis", basis),
        None => Reason::new("no-near-action"),
    }
}

/// Better is what carries more: not graded, Weak, Fair, Confirmed. Contested is bettered once one side remains;
/// Discounted once its grounds are withdrawn, to whatever the rest then carries.
fn better(grade: Option<Grade>, support: &Support) -> Option<Better> {
    let (grade, missing) = match grade {
        Some(Grade::Confirmed) => return None,
        Some(Grade::Fair) => (Grade::Confirmed, vec![Reason::new("need-acceptance")]),
        Some(Grade::Contested) => {
            let one_side = Reason::new("need-one-side").with("rivals", support.rival_attributions);
            (Grade::Fair, std::iter::once(one_side).chain(missing_for_fair(support)).collect())
        }
        Some(Grade::Weak) => (Grade::Fair, missing_for_fair(support)),
        Some(Grade::Discounted) => {
            let without = Support { discount: Vec::new(), ..support.clone() };
            let withdrawn =
                |ground: DiscountGround| Reason::new("need-ground-withdrawn").with("ground", ground.slug());
            (self::grade(&without)?, grounds(support).into_iter().map(withdrawn).collect())
        }
        None => (Grade::Weak, vec![missing_origins(support, 1)]),
    };
    Some(Better { grade, missing })
}

fn missing_for_fair(support: &Support) -> Vec<Reason> {
    let origins = (support.independent_origins < 2).then(|| missing_origins(support, 2));
    let near_action = (!support.has_near_action()).then(|| Reason::new("need-near-action"));
    origins.into_iter().chain(near_action).collect()
}

fn missing_origins(support: &Support, needed: usize) -> Reason {
    let missing = needed.saturating_sub(support.independent_origins);
    Reason::new("need-origins").with("missing", missing).with("assumed", support.assumed_origins)
}

/// Only Confirmed and Fair say that the belligerent likely harmed civilians, so only they can be contradicted by a
/// body that denies it. A body that cannot tell, or has not decided, contradicts nothing.
fn disagreements(grade: Option<Grade>, support: &Support) -> Vec<Disagreement> {
    if !matches!(grade, Some(Grade::Confirmed | Grade::Fair)) {
        return Vec::new();
    }
    let findings = support.findings.iter().enumerate();
    findings
        .filter(|(_, outcome)| denies(**outcome))
        .map(|(finding, outcome)| Disagreement { finding, outcome: *outcome })
        .collect()
}

const fn denies(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::NonCredible | Outcome::Denied | Outcome::NoStrikeRecorded)
}
