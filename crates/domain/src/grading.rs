//! The hard rules of grading that need more than the assessment itself (invariants 4, 5, 6 and 8).
//!
//! They bind our own assessments; an adopted one is shown as its body graded it. The caller gathers the
//! [`Support`] from the records; nothing is looked up here. [`problems`] says whether a grade may stand,
//! [`propose`] which grade the built-in codebook supports and why, [`sides`] how many rivals there are.

mod proposal;
mod rivals;

use crate::problem::Problem;
use crate::record::Assessment;
use crate::vocabulary::{Basis, DiscountGround, Grade, Outcome};

pub use proposal::{Better, Disagreement, Proposal, REASON_CODES, Reason, propose};
pub use rivals::{Attributed, sides};

/// What the register holds about an incident, gathered for the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// Findings by belligerents attributed in the incident, each body's latest.
    pub findings: Vec<Outcome>,
    /// A public acceptance of responsibility other than a finding.
    pub accepted_publicly: bool,
    /// Independent origins among the included accounts: [`crate::independence::Independence::count`].
    pub independent_origins: usize,
    /// Further origins if every report of unknown origin stood alone. They support no grade; a proposal names them
    /// as what could be asked about.
    pub assumed_origins: usize,
    /// Why action nearby is held likely (a declared line, a likely report, a note); empty is none.
    pub near_action: Option<String>,
    /// Rival attributions with credible support; allies in one coalition count once ([`sides`]).
    pub rival_attributions: usize,
    /// Why the case is held to be none of harm to civilians by the belligerent, as a person judged it.
    pub discount: Vec<DiscountGround>,
}

impl Support {
    /// Whether a belligerent attributed in the incident accepted responsibility for harm to civilians in it.
    pub fn is_accepted(&self) -> bool {
        self.accepted_publicly || self.findings.iter().any(|outcome| outcome.accepts())
    }

    /// Whether a basis for action nearby is given.
    pub fn has_near_action(&self) -> bool {
        self.near_action.as_deref().is_some_and(|basis| !basis.trim().is_empty())
    }
}

/// What the hard rules say of a grade; empty where it may stand. A non-credible finding counts for nothing, in
/// neither direction (invariant 8).
pub fn problems(assessment: &Assessment, support: &Support) -> Vec<Problem> {
    if assessment.basis == Basis::Adopted {
        return Vec::new();
    }
    let grade = assessment.grade.as_deref().and_then(Grade::parse);
    let mut problems = Vec::new();
    if grade == Some(Grade::Confirmed) && !support.is_accepted() {
        problems.push(Problem::refuse("confirmed-needs-acceptance", "grade"));
    }
    if grade == Some(Grade::Fair) {
        if support.independent_origins < 2 {
            let origins = support.independent_origins;
            problems.push(Problem::refuse("fair-needs-two-origins", "grade").with("origins", origins));
        }
        if !support.has_near_action() {
            problems.push(Problem::refuse("fair-needs-near-action", "grade"));
        }
    }
    if grade == Some(Grade::Contested) && support.rival_attributions < 2 {
        problems.push(Problem::refuse("contested-needs-rivals", "grade"));
    }
    if matches!(grade, Some(Grade::Fair | Grade::Weak)) && support.rival_attributions >= 2 {
        problems.push(Problem::refuse("rivals-not-contested", "grade"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::IncidentId;
    use uuid::Uuid;

    fn graded(grade: &str, basis: Basis) -> Assessment {
        let body = serde_json::json!({
            "incident": IncidentId(Uuid::nil()), "version": 1, "basis": basis, "grade": grade, "body": "Recorder",
        });
        serde_json::from_value(body).unwrap()
    }

    fn codes(grade: &str, support: &Support) -> Vec<String> {
        problems(&graded(grade, Basis::Own), support).into_iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn confirmed_needs_an_acceptance_and_a_denial_is_none() {
        let mut support = Support { findings: vec![Outcome::NonCredible], ..Support::default() };
        assert_eq!(codes("confirmed", &support), ["confirmed-needs-acceptance"]);
        support.findings.push(Outcome::Credible);
        assert!(codes("confirmed", &support).is_empty());
        let acknowledged = Support { findings: vec![Outcome::Acknowledged], ..Support::default() };
        assert!(codes("confirmed", &acknowledged).is_empty(), "a public acceptance is one");
    }

    #[test]
    fn fair_needs_two_origins_and_action_nearby() {
        let one = Support { independent_origins: 1, ..Support::default() };
        assert_eq!(codes("fair", &one), ["fair-needs-two-origins", "fair-needs-near-action"]);
        let two = Support { independent_origins: 2, near_action: Some("declared line".into()), ..one };
        assert!(codes("fair", &two).is_empty());
        let denied = Support { findings: vec![Outcome::NonCredible], ..two };
        assert!(codes("fair", &denied).is_empty(), "a non-credible finding never lowers a grade");
    }

    #[test]
    fn contested_exactly_where_rivals_are() {
        let rivals = Support { rival_attributions: 2, ..Support::default() };
        assert!(codes("contested", &rivals).is_empty());
        assert_eq!(codes("weak", &rivals), ["rivals-not-contested"]);
        assert_eq!(codes("contested", &Support::default()), ["contested-needs-rivals"]);
    }

    #[test]
    fn adopted_grades_stand_as_their_body_gave_them() {
        assert!(problems(&graded("confirmed", Basis::Adopted), &Support::default()).is_empty());
    }
}
