//! The facts of the demonstration's releases, rendered and read back.

use std::collections::BTreeMap;
use std::path::PathBuf;

use exchange::release::{self, CountryFacts, Day, EffectFacts, Facts, LateFacts, LineFacts};
use proptest::prelude::*;

use crate::lossless::assert_lossless;

type Row = BTreeMap<String, String>;

fn table(name: &str) -> Option<Vec<Row>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/demo").join(name);
    if !path.exists() {
        println!("skipped: {name} is not here");
        return None;
    }
    let mut reader = csv::Reader::from_path(path).expect("a file");
    Some(reader.deserialize().map(|row| row.expect("a row")).collect())
}

fn number(row: &Row, column: &str) -> Option<u32> {
    row[column].parse().ok()
}

fn day(row: &Row, column: &str) -> Option<Day> {
    Day::from_iso(&row[column])
}

fn line_facts(row: &Row) -> LineFacts {
    let targets = row["targets"].split(';').filter(|target| !target.is_empty());
    let effects = targets.map(|target| {
        let parts: Vec<_> = target.split('|').collect();
        EffectFacts {
            verb: parts[0].to_owned(),
            count: parts[1].parse().ok(),
            target: parts[2].replace('-', " ").replace(',', "").to_lowercase(),
        }
    });
    LineFacts {
        country: Some(row["country"].clone()).filter(|country| !country.is_empty()),
        // Words of the seed itself ("A, B and C (not split)", "(none reported)", a country) are no printed place.
        place: Some(row["place_printed"].clone())
            .filter(|place| !place.is_empty() && !place.contains(['(', ',']) && *place != row["country"]),
        days: day(row, "day_start").zip(day(row, "day_end")),
        strikes: number(row, "strikes"),
        engagements: number(row, "engagements"),
        late: row["late_addition"] == "y",
        effects: effects.collect(),
    }
}

fn facts(row: &Row, lines: &[Row]) -> Facts {
    let country = |name: &str| {
        let column = name.to_lowercase();
        let strikes = number(row, &format!("strikes_{column}"))?;
        Some(CountryFacts {
            country: name.to_owned(),
            strikes,
            engagements: number(row, &format!("engagements_{column}")),
        })
    };
    let own = lines.iter().filter(|line| line["release_id"] == row["release_id"]);
    let late = number(row, "late_strikes_both");
    Facts {
        number: Some(row["number_printed"].clone()).filter(|number| !number.is_empty()),
        issued: day(row, "issued"),
        period: day(row, "period_start").zip(day(row, "period_end")),
        strikes: number(row, "strikes_both"),
        engagements: number(row, "engagements_both"),
        countries: ["Syria", "Iraq"].into_iter().filter_map(country).collect(),
        lines: own.map(line_facts).collect(),
        late: late.map(|strikes| LateFacts { strikes, engagements: number(row, "late_engagements_both") }),
    }
}

/// Lines in an order that does not depend on the text.
fn sorted(mut facts: Facts) -> Facts {
    facts.lines.sort_by_key(|line| format!("{line:?}"));
    facts
}

fn come_back(facts: &Facts) {
    let text = release::render(facts);
    assert!(text.starts_with(release::RENDERED));
    let read = assert_lossless(&text);
    let mut back = read.facts();
    if facts.strikes.is_none() && facts.countries.is_empty() {
        back.period = facts.period;
    }
    if facts.issued.is_none() && facts.number.is_none() {
        assert_eq!(back.issued, None);
    }
    assert_eq!(sorted(back), sorted(facts.clone()), "{text}");
}

#[test]
fn every_demonstration_release_comes_back_from_its_text() {
    let (Some(releases), Some(lines)) = (table("releases.csv"), table("release_lines.csv")) else { return };
    assert_eq!((releases.len(), lines.len()), (62, 285));
    for row in &releases {
        come_back(&facts(row, &lines));
    }
}

#[test]
fn the_printed_sums_of_the_demonstration_are_what_its_table_says() {
    let (Some(releases), Some(lines)) = (table("releases.csv"), table("release_lines.csv")) else { return };
    for row in &releases {
        let read = release::parse(&release::render(&facts(row, &lines)));
        let differs = |what: &str, country: &str| {
            read.sums.iter().any(|sum| {
                let scope = match &sum.scope {
                    release::Scope::All => "All",
                    release::Scope::Country(country) => country,
                };
                sum.what == what && scope == country && sum.agrees == Some(false)
            })
        };
        let stated = &row["sum_check"];
        let id = &row["release_id"];
        if stated.contains("Syria lines = Syria total") {
            assert!(!differs("country-strikes", "Syria"), "{id}: {:?}", read.sums);
        }
        if stated.contains("Iraq lines = Iraq total") {
            assert!(!differs("country-strikes", "Iraq"), "{id}: {:?}", read.sums);
        }
        if stated.contains("countries = lead total") {
            assert!(!differs("lead-strikes", "All"), "{id}: {:?}", read.sums);
        }
        if id == "DOD-2017-09-01" {
            assert!(
                differs("country-strikes", "Iraq") && differs("lead-strikes", "All"),
                "five printed, eight in the lines"
            );
        }
    }
}

fn any_day() -> impl Strategy<Value = Day> {
    (2014_i16..2020, 1_u8..=12, 1_u8..=28)
        .prop_map(|(year, month, day)| Day::new(Some(year), month, day).expect("a day"))
}

fn any_line(late: bool) -> impl Strategy<Value = LineFacts> {
    let place = prop::sample::select(vec![
        "Raqqah",
        "Dayr Az Zawr",
        "Mar’a",
        "Al Hasakah and Dayr Az Zawr",
        "Hit in Al Anbar Province",
        "Tal Afar",
    ]);
    let target = prop::sample::select(vec![
        "fighting position",
        "command and control node",
        "vbied factory",
        "headquarters",
        "supply route",
        "battery",
        "weapons cache",
        "oil still",
    ]);
    let verb = prop::sample::select(vec!["engaged", "destroyed", "damaged", "suppressed", "struck"]);
    let effect = (verb, prop::option::of(1_u32..2_000), target).prop_map(|(verb, count, target)| {
        EffectFacts { verb: verb.to_owned(), count, target: target.to_owned() }
    });
    let country = prop::sample::select(vec!["Syria", "Iraq"]);
    (
        place,
        country,
        any_day(),
        1_u32..1_500,
        prop::option::of(1_u32..3_000),
        prop::collection::vec(effect, 0..6),
    )
        .prop_map(move |(place, country, day, strikes, engagements, effects)| LineFacts {
            country: Some(country.to_owned()),
            place: Some(place.to_owned()),
            days: Some((day, day)),
            strikes: Some(strikes),
            engagements,
            late,
            effects,
        })
}

fn any_country(name: &'static str) -> impl Strategy<Value = CountryFacts> {
    (1_u32..5_000, prop::option::of(1_u32..9_000)).prop_map(move |(strikes, engagements)| CountryFacts {
        country: name.to_owned(),
        strikes,
        engagements,
    })
}

proptest! {
    #[test]
    fn any_facts_come_back(
        (day, syria, iraq) in (any_day(), any_country("Syria"), any_country("Iraq")),
        lead in (0_u32..9_000, prop::option::of(1_u32..9_000)),
        lines in prop::collection::vec(any_line(false), 0..6),
        late in prop::collection::vec(any_line(true), 0..4),
    ) {
        let late_total = (!late.is_empty()).then_some(LateFacts { strikes: 7, engagements: None });
        come_back(&Facts {
            number: None,
            issued: Some(day),
            period: Some((day, day)),
            strikes: Some(lead.0),
            engagements: lead.1,
            countries: vec![syria, iraq],
            lines: lines.into_iter().chain(late).collect(),
            late: late_total,
        });
    }
}
