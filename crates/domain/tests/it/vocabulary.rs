//! Every value has a slug, a label in both languages and its own place in every list.

use domain::language::Language;
use domain::vocabulary::{
    self, Bound, EffectVerb, Grade, LinkRole, ObjectClass, Outcome, PartOfDay, PrecisionClass, RangeBasis,
    ReasonCode, StrikeStatus, StrikeType, SuppliedBy, TallyKind, TargetTerm,
};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn names_and_slugs_are_unique_and_plain() {
    let names: BTreeSet<_> = vocabulary::all().iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), vocabulary::all().len());
    for (name, terms) in vocabulary::all() {
        let slugs: BTreeSet<_> = terms.iter().map(|term| term.slug).collect();
        assert_eq!(slugs.len(), terms.len(), "{name}");
        for slug in slugs.into_iter().chain([*name]) {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            assert!(!slug.is_empty() && slug.bytes().all(plain), "{name} {slug}");
        }
    }
}

#[test]
fn labels_are_in_both_languages_and_tell_values_apart() {
    let is_arabic = |text: &str| text.chars().any(|letter| ('\u{0621}'..='\u{064A}').contains(&letter));
    for (name, terms) in vocabulary::all() {
        for language in Language::ALL {
            let labels: BTreeSet<_> = terms.iter().map(|term| term.label(*language)).collect();
            assert_eq!(labels.len(), terms.len(), "{name} {}", language.code());
        }
        for term in *terms {
            assert!(is_arabic(term.ar) && !is_arabic(term.en), "{name} {}", term.slug);
            if let Some((en, ar)) = term.gloss {
                assert!(is_arabic(ar) && !is_arabic(en) && !en.is_empty(), "{name} {}", term.slug);
            }
        }
    }
}

#[test]
fn a_slug_is_what_json_holds() {
    assert_eq!(serde_json::to_string(&Outcome::NonCredible).unwrap(), "\"non_credible\"");
    assert_eq!(serde_json::from_str::<Bound>("\"at_least\"").unwrap(), Bound::AtLeast);
    assert!(serde_json::from_str::<Bound>("\"estimate\"").is_err());
    for grade in Grade::ALL {
        assert_eq!(Grade::parse(grade.slug()), Some(*grade));
    }
    assert_eq!(Grade::parse("Confirmed"), None);
}

#[test]
fn a_non_credible_finding_is_never_called_false() {
    assert_eq!(
        Outcome::NonCredible.gloss(Language::English),
        Some("not enough evidence for the military; it does not mean false")
    );
    assert!(Outcome::NonCredible.gloss(Language::Arabic).unwrap().contains("ولا يعني"));
}

#[test]
fn centroids_are_coarser_than_spots() {
    let radius = |class: PrecisionClass| class.radius_m().unwrap_or_default();
    let spots =
        PrecisionClass::ALL.iter().filter(|class| !class.is_centroid()).map(|class| radius(*class)).max();
    let centroids =
        PrecisionClass::ALL.iter().filter(|class| class.is_centroid()).map(|class| radius(*class)).min();
    assert!(spots < centroids, "{spots:?} {centroids:?}");
    assert_eq!(PrecisionClass::NoPoint.radius_m(), None);
}

#[test]
fn parts_of_the_day_reach_at_least_their_hours() {
    for part in PartOfDay::ALL {
        let (hours, reach) = (part.hours(), part.reach());
        assert!(hours.0 < hours.1 && reach.0 <= hours.0 && hours.1 <= reach.1, "{part:?}");
    }
}

#[test]
fn targets_follow_the_shared_list() {
    assert_eq!(TargetTerm::ALL.len(), 36);
    assert_eq!(TargetTerm::TrainingCamp.code(), "TG36");
    assert_eq!(TargetTerm::from_term("facility, other"), Some(TargetTerm::FacilityOther));
    assert_eq!(LinkRole::parse("rendition_of"), Some(LinkRole::RenditionOf));
}

/// Every enumerated value of the demonstration's tables is a value here.
#[test]
fn the_demonstration_uses_only_these_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/demo");
    if !folder.is_dir() {
        println!("skipped: the shared demonstration tables are not here");
        return;
    }
    let mut checked = 0;
    let mut column = |file: &str, column: &str, known: &dyn Fn(&str) -> bool| {
        let mut rows = csv::Reader::from_path(folder.join(file)).unwrap();
        let at = rows.headers().unwrap().iter().position(|name| name == column).unwrap();
        for row in rows.records() {
            let row = row.unwrap();
            for value in row[at].split(';').map(str::trim).filter(|value| !value.is_empty()) {
                assert!(known(value), "{file} {column}: {value}");
                checked += 1;
            }
        }
    };
    column("incidents.csv", "grade", &|slug| Grade::parse(slug).is_some());
    column("incidents.csv", "strike_type", &|slug| StrikeType::parse(slug).is_some());
    column("incidents.csv", "strike_status", &|slug| StrikeStatus::parse(slug).is_some());
    column("incidents.csv", "part_of_day", &|slug| PartOfDay::parse(slug).is_some());
    column("incidents.csv", "precision_class", &|slug| PrecisionClass::parse(slug).is_some());
    column("incidents.csv", "point_origin", &|slug| SuppliedBy::parse(slug).is_some());
    column("incidents.csv", "range_basis", &|slug| RangeBasis::parse(slug).is_some());
    column("incidents.csv", "protected_object", &|slug| ObjectClass::parse(slug).is_some());
    column("incidents.csv", "official_outcome", &|slug| Outcome::parse(slug).is_some());
    column("incidents.csv", "official_reason", &|slug| ReasonCode::parse(slug).is_some());
    column("findings.csv", "outcome", &|slug| Outcome::parse(slug).is_some());
    column("findings.csv", "reason_code", &|slug| ReasonCode::parse(slug).is_some());
    column("tallies.csv", "kind", &|slug| TallyKind::parse(slug).is_some());
    column("tallies.csv", "bound", &|slug| Bound::parse(slug).is_some());
    column("places.csv", "precision_class", &|slug| PrecisionClass::parse(slug).is_some());
    column("places.csv", "place_type", &|slug| vocabulary::PlaceKind::parse(slug).is_some());
    column("protected_objects.csv", "object_class", &|slug| ObjectClass::parse(slug).is_some());
    column("targets.csv", "term", &|term| TargetTerm::from_term(term).is_some());
    // The third part of a triple is a wording such as `wellhead`, which the reader of releases normalises.
    column("release_lines.csv", "targets", &|triple| {
        triple.split('|').next().and_then(EffectVerb::parse).is_some()
    });
    assert!(checked > 1_000, "{checked}");
}
