//! The built-in codebook, a team's own, and what is refused.

use domain::codebook::{CODES, Codebook};
use domain::language::Language;
use domain::vocabulary::Grade;

#[test]
fn the_built_in_codebook_has_the_five_grades() {
    let book = Codebook::built_in();
    let slugs: Vec<_> = book.grades.iter().map(|grade| grade.slug.as_str()).collect();
    assert_eq!(slugs, Grade::ALL.iter().map(|grade| grade.slug()).collect::<Vec<_>>());
    for grade in Grade::ALL {
        let entry = book.grade(grade.slug()).unwrap();
        for language in Language::ALL {
            assert_eq!(entry.label(*language), grade.label(*language));
            assert!(entry.criterion(*language).len() > 20);
        }
    }
    assert_eq!(book.reference(), "airwars 1");
    assert!(book.is_headline("fair") && !book.is_headline("weak"));
    assert!(!book.conceded_sets_minimum);
    assert_eq!((book.near_action.days, book.near_action.radius_m), (1, 10_000));
}

const OWN: &str = r#"
name = "two_grades"
version = "2026-01"
label_en = "Verified or not"
label_ar = "متحقَّق منه أو لا"
headline_grades = ["verified"]
conceded_sets_minimum = true
[near_action]
days = 0
radius_m = 500
[[grades]]
slug = "reported"
order = 2
label_en = "Reported"
label_ar = "مُبلَّغ عنه"
criterion_en = "Any account."
criterion_ar = "أي رواية."
[[grades]]
slug = "verified"
order = 1
label_en = "Verified"
label_ar = "متحقَّق منه"
criterion_en = "A visit to the place."
criterion_ar = "زيارة المكان."
"#;

#[test]
fn a_team_loads_its_own_grades_in_their_order() {
    let book = Codebook::from_toml(OWN).unwrap();
    assert_eq!(book.grades[0].slug, "verified");
    assert!(book.grade("confirmed").is_none());
}

#[test]
fn each_mistake_has_its_code() {
    let grade = OWN.rfind("[[grades]]").map(|at| &OWN[at..]).unwrap_or_default();
    let many = grade.repeat(30);
    let cases = [
        (OWN.replace("radius_m", "radius"), "codebook-not-readable"),
        ("name = 3".to_owned(), "codebook-not-readable"),
        (format!("{OWN}\n# {}", "x".repeat(70_000)), "codebook-too-large"),
        (format!("{OWN}{many}"), "codebook-too-large"),
        (
            OWN.split("[[grades]]").next().unwrap().replace("[near_action]", "grades = []\n[near_action]"),
            "codebook-no-grades",
        ),
        (OWN.replace("\"two_grades\"", "\"Two grades\""), "codebook-slug-not-valid"),
        (OWN.replace("2026-01", "2026 01"), "codebook-slug-not-valid"),
        (OWN.replace("slug = \"reported\"", "slug = \"verified\""), "codebook-grade-twice"),
        (OWN.replace("order = 2", "order = 1"), "codebook-grade-twice"),
        (OWN.replace("زيارة المكان.", " "), "codebook-grade-empty"),
        (OWN.replace("[\"verified\"]", "[\"fair\"]"), "codebook-headline-unknown"),
        (OWN.replace("days = 0", "days = -1"), "codebook-near-action-below-zero"),
    ];
    for (text, code) in &cases {
        assert_eq!(Codebook::from_toml(text).unwrap_err().code(), *code);
    }
    let seen: std::collections::BTreeSet<_> = cases.iter().map(|(_, code)| *code).collect();
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), CODES);
}
