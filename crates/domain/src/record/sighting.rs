//! Where a witness stood, what they saw from there, and which place a picture shows: what somebody measured or matched,
//! with what it rests on.
//!
//! The figures of a sighting are those of [`crate::geodesy`] and of nothing else: a record that states others is
//! refused. A match is a proposal until somebody else confirms it in a verification.

use super::{gather, needed};
use crate::geodesy::{self, FORMULA, Measured};
use crate::location::Location;
use crate::problem::Problem;
use crate::vocabulary::MatchConfidence;
use serde::{Deserialize, Serialize};

/// Distance and bearing of an event from where a witness stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sighting {
    /// Where the witness stood; a point with its precision.
    pub witness: Location,
    /// Where the event was; a point with its precision.
    pub event: Location,
    /// Direction of the middle of the picture, hundredths of a degree clockwise from true north, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view_hundredths: Option<i64>,
    /// From the one to the other, metres.
    pub distance_m: i64,
    /// How much that may be off, metres.
    pub distance_uncertainty_m: i64,
    /// Direction of the event from the witness, hundredths of a degree clockwise from true north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bearing_hundredths: Option<i64>,
    /// How much that may be off; absent where any direction is possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bearing_uncertainty_hundredths: Option<i64>,
    /// How it was reckoned: [`FORMULA`].
    pub formula: String,
}

impl Sighting {
    /// Measures; `None` where either place has no point or no radius.
    pub fn measured(witness: Location, event: Location, view_hundredths: Option<i64>) -> Option<Self> {
        let measured = geodesy::measure(&witness, &event)?;
        Some(Self {
            witness,
            event,
            view_hundredths,
            distance_m: measured.distance_m,
            distance_uncertainty_m: measured.distance_uncertainty_m,
            bearing_hundredths: measured.bearing_hundredths,
            bearing_uncertainty_hundredths: measured.bearing_uncertainty_hundredths,
            formula: FORMULA.to_owned(),
        })
    }

    /// How far to the right (above 0) or left (below 0) of the middle of the picture the event lies, hundredths of a
    /// degree; `None` where the view or the direction is not known.
    pub fn turn_hundredths(&self) -> Option<i64> {
        self.bearing_uncertainty_hundredths?;
        Some(geodesy::turn(self.view_hundredths?, self.bearing_hundredths?))
    }

    pub(super) fn problems(&self) -> Vec<Problem> {
        let refuse = |code| vec![Problem::refuse(code, "sighting")];
        let view = self.view_hundredths.is_some_and(|view| !(0..geodesy::FULL_TURN).contains(&view));
        let measured = geodesy::measure(&self.witness, &self.event);
        gather([
            self.witness.problems("sighting"),
            self.event.problems("sighting"),
            if view { refuse("bearing-outside-circle") } else { Vec::new() },
            match measured {
                None => refuse("sighting-without-radius"),
                Some(measured) if !self.states(measured) => refuse("sighting-not-as-measured"),
                Some(_) => Vec::new(),
            },
        ])
    }

    /// Whether the figures are the measured ones, but for the last digit: another machine may round it otherwise.
    fn states(&self, measured: Measured) -> bool {
        let close = |stated: i64, measured: i64| stated.abs_diff(measured) <= 1;
        let both = |stated: Option<i64>, measured: Option<i64>| match (stated, measured) {
            (Some(stated), Some(measured)) => geodesy::turn(stated, measured).abs() <= 1,
            (stated, measured) => stated == measured,
        };
        let is_stated_angle =
            self.bearing_hundredths.is_none_or(|angle| (0..geodesy::FULL_TURN).contains(&angle));
        self.formula == FORMULA
            && is_stated_angle
            && close(self.distance_m, measured.distance_m)
            && close(self.distance_uncertainty_m, measured.distance_uncertainty_m)
            && both(self.bearing_hundredths, measured.bearing_hundredths)
            && both(self.bearing_uncertainty_hundredths, measured.bearing_uncertainty_hundredths)
    }
}

/// The place that a picture, or a part of it, is held to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceMatch {
    /// The place: its name, its coordinates, or both.
    pub location: Location,
    /// What in the picture agrees with what of the place.
    pub reasons: String,
    /// How sure whoever matched it is.
    pub confidence: MatchConfidence,
}

impl PlaceMatch {
    pub(super) fn problems(&self) -> Vec<Problem> {
        let place = &self.location;
        let is_somewhere = place.point.is_some()
            || [&place.words, &place.words_ar, &place.mgrs]
                .into_iter()
                .flatten()
                .any(|text| !text.trim().is_empty());
        gather([
            needed(&self.reasons, "matched").into_iter().collect(),
            place.problems("matched"),
            (!is_somewhere).then(|| Problem::refuse("match-of-no-place", "matched")).into_iter().collect(),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Point;
    use crate::vocabulary::PrecisionClass;

    fn place(lat: &str, lon: &str) -> Location {
        Location {
            point: Point::parse(lat, lon),
            precision: Some(PrecisionClass::Building),
            ..Location::default()
        }
    }

    #[test]
    fn a_sighting_states_what_is_measured_and_nothing_else() {
        let seen =
            Sighting::measured(place("35.95", "39.00"), place("35.96", "39.00"), Some(34_000)).unwrap();
        assert_eq!(seen.problems(), []);
        assert_eq!((seen.distance_m, seen.bearing_hundredths), (1_110, Some(0)));
        assert_eq!(seen.turn_hundredths(), Some(2_000));
        let code = |seen: Sighting| seen.problems().first().map(|problem| problem.code.clone());
        let wrong = "sighting-not-as-measured";
        assert_eq!(code(Sighting { distance_m: 900, ..seen.clone() }).as_deref(), Some(wrong));
        assert_eq!(code(Sighting { bearing_hundredths: None, ..seen.clone() }).as_deref(), Some(wrong));
        assert_eq!(
            code(Sighting { bearing_hundredths: Some(36_000), ..seen.clone() }).as_deref(),
            Some(wrong)
        );
        assert_eq!(code(Sighting { formula: "flat".into(), ..seen.clone() }).as_deref(), Some(wrong));
        let close = Sighting { bearing_hundredths: Some(35_999), distance_m: 1_109, ..seen.clone() };
        assert_eq!(close.problems(), []);
        let around = Sighting { view_hundredths: Some(36_000), ..seen.clone() };
        assert_eq!(code(around).as_deref(), Some("bearing-outside-circle"));
        let nowhere = Location { precision: Some(PrecisionClass::Unknown), ..place("35.96", "39.00") };
        assert_eq!(Sighting::measured(nowhere.clone(), seen.event.clone(), None), None);
        assert_eq!(code(Sighting { witness: nowhere, ..seen }).as_deref(), Some("sighting-without-radius"));
    }

    #[test]
    fn a_match_names_a_place_and_why() {
        let named = Location { words: Some("the clock tower".into()), ..Location::default() };
        let one =
            PlaceMatch { location: named, reasons: "the dome".into(), confidence: MatchConfidence::Likely };
        assert_eq!(one.problems(), []);
        let bare = PlaceMatch { location: Location::default(), ..one.clone() };
        assert_eq!(bare.problems()[0].code, "match-of-no-place");
        assert_eq!(PlaceMatch { reasons: " ".into(), ..one }.problems()[0].code, "field-empty");
    }
}
