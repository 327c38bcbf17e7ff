//! Columns chosen by hand: the mapping stays what it was but for them, whatever the columns are called.

use exchange::error::Error;
use exchange::table::{self, ChosenField, Mapping, built_in_names, fields, with_columns};
use proptest::prelude::*;
use std::collections::BTreeMap;

const AIRWARS: &str = "airwars-incidents";

fn text(name: &str) -> &'static str {
    Mapping::built_in_text(name).expect("a mapping that comes with the program")
}

fn chosen(pairs: &[(&str, Option<&str>)]) -> BTreeMap<String, Option<String>> {
    pairs.iter().map(|(name, column)| ((*name).to_owned(), column.map(str::to_owned))).collect()
}

fn columns(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Everything that a mapping says.
fn whole(text: &str) -> toml::Table {
    Mapping::parse(text).expect("a mapping");
    text.parse().expect("TOML")
}

/// The same with the columns set, without going through the text.
fn expected(text: &str, chosen: &BTreeMap<String, Option<String>>) -> toml::Table {
    let mut whole = whole(text);
    for (name, column) in chosen {
        let list = column.clone().into_iter().map(toml::Value::String).collect();
        whole["columns"].as_table_mut().expect("a table").insert(name.clone(), toml::Value::Array(list));
    }
    whole
}

fn summary(file: &str, mapping: &str) -> Result<table::Summary, Error> {
    let mapping = Mapping::parse(mapping).expect("a mapping");
    table::import(file.as_bytes(), "chosen.csv", &mapping, &mut |_| {})
}

#[test]
fn fields_stand_in_the_order_of_the_text_beside_their_columns() {
    let found =
        fields(text(AIRWARS), &columns(&["Title", "date_start", "incident_code", "code", "Extra"])).unwrap();
    let field = |name: &str, column: Option<&str>, is_needed| ChosenField {
        name: name.to_owned(),
        column: column.map(str::to_owned),
        is_needed,
    };
    let first = [
        field("code", Some("code"), true),
        field("previous", None, false),
        field("title", Some("Title"), false),
        field("title_ar", None, false),
        field("campaign", None, false),
        field("date", Some("date_start"), true),
    ];
    assert_eq!(found[..6], first);
    for name in built_in_names() {
        let mapping = Mapping::built_in(name).unwrap();
        assert_eq!(fields(text(name), &[]).unwrap().len(), mapping.columns.len(), "{name}");
    }
    assert_eq!(fields("name = 3", &[]).unwrap_err().code(), "mapping-not-understood");
}

#[test]
fn a_table_of_other_headers_lands_through_the_chosen_columns() {
    let file = "Ref,When,Dead low,Dead high\nA1,2017-06-10,4,7\nA2,2017-06-11,0,\n";
    let wrong = summary(file, text(AIRWARS)).unwrap_err();
    assert_eq!(wrong.to_string(), "the table lacks code, date; it has Ref, When, Dead low, Dead high");
    let choice = chosen(&[
        ("code", Some("Ref")),
        ("date", Some("When")),
        ("killed_min", Some("Dead low")),
        ("killed_max", None),
    ]);
    let mapping = with_columns(text(AIRWARS), &choice).unwrap();
    assert!(mapping.starts_with("# Incidents in the shape"), "comments stay");
    assert!(mapping.contains("\ndate = [\"When\"]\n") && mapping.contains("\nkilled_max = []\n"));
    let landed = summary(file, &mapping).unwrap();
    assert_eq!((landed.rows, landed.refused), (2, 0));
    assert_eq!(landed.columns_unread, ["Dead high"]);
    let read = fields(&mapping, &landed.columns).unwrap();
    for (name, column) in &choice {
        assert_eq!(read.iter().find(|field| field.name == *name).unwrap().column, *column, "{name}");
    }

    let without = with_columns(&mapping, &chosen(&[("date", None)])).unwrap();
    let wrong = summary(file, &without).unwrap_err();
    assert_eq!(wrong.to_string(), "the table lacks date; it has Ref, When, Dead low, Dead high");
    let elsewhere = with_columns(&mapping, &chosen(&[("code", Some("No such column"))])).unwrap();
    assert!(summary(file, &elsewhere).unwrap_err().to_string().starts_with("the table lacks code;"));
}

#[test]
fn every_way_to_write_columns_is_kept_around_the_choice() {
    let head = "name = 'x' # a comment\ntitle = 'x'\ndataset = 'x'\n";
    let ways = [
        "[columns]\na = ['A', # first\n  \"B\",\n] # after\n'odd \"]\" key' = []\nb = [\"C\"]\n",
        "columns = { a = ['A', 'B'], 'odd \"]\" key' = [], b = ['C'] }\n",
        "columns.b = ['C']\ncolumns.a = [\"\"\"A\nB\"\"\"]\ncolumns.'odd \"]\" key' = ['س']\n",
        "[columns]\r\na = ['A']\r\nb=['C']   # end\r\n\"odd \\\"]\\\" key\" = [ '[', ']' ]",
    ];
    let choice = chosen(&[("a", Some("z ]\"")), ("odd \"]\" key", Some("ع"))]);
    for way in ways {
        let text = format!("{head}{way}");
        let changed = with_columns(&text, &choice).unwrap();
        assert_eq!(whole(&changed), expected(&text, &choice), "{changed}");
        assert!(changed.contains("# a comment"));
        assert_eq!(with_columns(&text, &BTreeMap::new()).unwrap(), text);
    }
}

#[test]
fn what_cannot_be_chosen_is_told() {
    let wrong = |text: &str, choice: &[(&str, Option<&str>)]| {
        with_columns(text, &chosen(choice)).unwrap_err().to_string()
    };
    assert!(wrong(text(AIRWARS), &[("killed", Some("Dead"))]).contains("\"killed\" is not in [columns]"));
    assert!(wrong(text("sijil"), &[("code", None)]).contains("\"code\" is not in [columns]"));
    assert!(wrong("name = 3", &[]).contains("not understood"));
    let long = "x".repeat(300 * 1024);
    assert!(wrong(text(AIRWARS), &[("code", Some(&long))]).contains("more than"));
}

#[test]
fn the_columns_of_a_file_are_told_without_its_mapping() {
    let mapping = Mapping::built_in(AIRWARS).unwrap();
    let of = |bytes: &[u8], name: &str| table::columns_of(bytes, name, &mapping);
    assert_eq!(of(b"When;Dead low;\n1;2;3\n", "a.csv").unwrap(), ["When", "Dead low", "column 3"]);
    assert_eq!(of(b"[{\"When\": 1}, {\"Dead\": 2}]", "a.json").unwrap(), ["When", "Dead"]);
    assert_eq!(of(b"{\"When\": 1}\n{\"Dead\": 2}\n", "a.jsonl").unwrap(), ["When", "Dead"]);
    assert_eq!(of(b"", "a.csv").unwrap_err().code(), "table-empty");
}

/// Names of columns that try to end the text, the list or the line they stand in.
fn column() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\]\\[\"'\\\\#,=\n\r\t\u{0}\u{1f}\u{7f}\u{85}\u{202e}\u{feff}a-z ]{0,12}",
        "[ء-ي\u{200f} ]{1,12}",
        Just("\"]\n[[draft]]\nslot = \"x\"".to_owned()),
        Just("'''".to_owned()),
        Just("\\u0000".to_owned()),
    ]
}

proptest! {
    #[test]
    fn nothing_but_the_chosen_columns_changes(
        at in 0..7_usize,
        picks in proptest::collection::vec((any::<prop::sample::Index>(), proptest::option::of(column())), 0..8),
    ) {
        let text = text(built_in_names().nth(at).unwrap());
        let names: Vec<String> = Mapping::parse(text).unwrap().columns.into_keys().collect();
        let choice: BTreeMap<String, Option<String>> = picks
            .into_iter()
            .filter(|_| !names.is_empty())
            .map(|(pick, column)| (pick.get(&names).clone(), column))
            .collect();
        let changed = with_columns(text, &choice).unwrap();
        prop_assert_eq!(whole(&changed), expected(text, &choice));
        let comments = |text: &str| text.lines().filter(|line| line.starts_with('#')).count();
        prop_assert!(comments(&changed) >= comments(text));
        let present: Vec<String> = choice.values().flatten().cloned().collect();
        for field in fields(&changed, &present).unwrap() {
            if let Some(column) = choice.get(&field.name) {
                prop_assert_eq!(&field.column, column);
            }
        }
    }
}
