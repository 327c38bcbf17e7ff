//! The mappings that come with the program, and what a wrong mapping says.

use crate::shared::{accounted, import};
use exchange::table::{Mapping, built_in_names};

#[test]
fn every_built_in_mapping_reads() {
    let names: Vec<&str> = built_in_names().collect();
    assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
    for name in names {
        let mapping = Mapping::parse(Mapping::built_in_text(name).unwrap()).unwrap();
        assert_eq!(mapping.name, name);
        assert!(mapping.title_ar.is_some() && !mapping.about.is_empty(), "{name}");
    }
    assert!(Mapping::built_in("ghost").is_none());
}

#[test]
fn every_built_in_mapping_is_documented() {
    let page = include_str!("../../../../docs/reference/mappings.md");
    for name in built_in_names() {
        assert!(
            page.contains(&format!("## `{name}`")),
            "{name} has no section in docs/reference/mappings.md"
        );
        for column in Mapping::built_in(name).unwrap().columns.keys() {
            assert!(
                page.contains(&format!("`{column}`")),
                "{name}: {column} is not in docs/reference/mappings.md"
            );
        }
    }
}

#[test]
fn a_wrong_mapping_says_what_is_wrong() {
    let head = "name = \"x\"\ntitle = \"x\"\ndataset = \"x\"\n";
    let why = |rest: &str| Mapping::parse(&format!("{head}{rest}")).unwrap_err().to_string();
    assert!(why("key = [\"id\"]").contains("\"id\" is neither in [columns]"));
    assert!(why("colums = {}").contains("unknown field"));
    assert!(why("[[draft]]\nslot = \"a\"\nkind = \"ghost\"\nfields = {}").contains("ghost"));
    let field = |field: &str| {
        why(&format!(
            "[columns]\na = [\"A\"]\n[[draft]]\nslot = \"s\"\nkind = \"incident\"\n[draft.fields]\nx = {field}\n"
        ))
    };
    assert!(field("{ read = \"text\", column = \"b\" }").contains("\"b\" is neither"));
    assert!(
        field("{ read = \"word\", column = \"a\", words = { vocabulary = \"ghost\" } }")
            .contains("no vocabulary")
    );
    assert!(field("{ read = \"word\", column = \"a\", words = { vocabulary = \"grade\", values = { x = \"good\" } } }").contains("no word"));
    assert!(field("{ read = \"reference\", slot = \"t\" }").contains("no draft"));
    assert!(field("{ read = \"when\", column = \"a\", zone = \"Mars\" }").contains("Mars"));
    assert!(field("{ read = \"template\", template = \"{a\" }").contains("open {"));
    assert!(field("{ read = \"text\", column = \"a\", colour = 1 }").contains("colour"));
}

#[test]
fn victims_keep_what_the_list_says() {
    let text = "code,name,name_ar,age,gender,killed_or_injured,civilian_status\n\
                CS001,A B,أ ب,9 months,F,Killed,Civilian\nCS001,,,34s,x,Injured,\nCS002,C,,20-30,M,killed,contested\n";
    let (rows, summary) = import(text.as_bytes(), "victims.csv", "airwars-victims");
    accounted(&rows, &summary);
    assert_eq!((summary.landed, summary.landed_with_problems), (2, 1));
    let first = &rows[0].drafts[0];
    assert_eq!(first.body["names"].as_array().unwrap().len(), 2);
    assert_eq!(first.body["age"]["years_max"], 0);
    assert_eq!((first.lookups[0].field.as_str(), first.lookups[0].code.as_str()), ("incident", "CS001"));
    assert!(rows[1].drafts[0].body.get("status").is_none(), "never filled in");
    let codes: Vec<&str> = rows[1].problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["value-not-in-list", "age-not-clear"]);
}

#[test]
fn a_recorders_row_is_an_incident_and_an_adopted_assessment() {
    let text = "ref_codes,title,date_start,date_end,part_of_day,place_en,place_ar,lat,lon,precision_class,belligerents_suspected,\
                strike_type,strike_status,grade,killed_min,killed_max,injured_min,injured_max,country\n\
                CS1908 RS5678,Baghuz,2019-03-13,2019-03-14,during_the_night,Baghuz,الباغوز,34.45,40.94,Village,US-led Coalition; Unknown,\
                Airstrike and/or Artillery,Likely strike,Fair,20,100,,,Syria\n";
    let (rows, summary) = import(text.as_bytes(), "incidents.csv", "airwars-incidents");
    accounted(&rows, &summary);
    assert_eq!(summary.landed, 1, "{:?}", rows[0].problems);
    let (incident, assessment) = (&rows[0].drafts[0].body, &rows[0].drafts[1].body);
    assert_eq!(incident["codes"], serde_json::json!(["CS1908", "RS5678"]));
    assert_eq!(incident["strike_types"], serde_json::json!(["airstrike_or_artillery"]));
    assert_eq!(incident["when"]["edtf"], "2019-03-13/2019-03-14");
    assert_eq!(incident["belligerents"][0]["attribution"], "suspected");
    assert_eq!((&assessment["basis"], &assessment["body"]), (&"adopted".into(), &"Airwars".into()));
    assert_eq!((&assessment["killed"]["min"], &assessment["killed"]["max"]), (&20.into(), &100.into()));
    assert!(assessment.get("injured").is_none(), "unknown, not zero");
}
