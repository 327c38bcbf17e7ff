//! Records out as a file and back in: the same bodies, in every format.

use domain::kind::Kind;
use exchange::out::{self, About, Format, GradeDefinition, Record};
use exchange::table::{self, Mapping, RowOutcome};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const FORMATS: [Format; 4] = [Format::Csv, Format::JsonLines, Format::GeoJson, Format::Xlsx];

fn about() -> About {
    About {
        title: "Incidents".to_owned(),
        register: "Test".to_owned(),
        checkpoint: Some("example.org/log\n5\nAAAA\n".to_owned()),
        codebook: Some("airwars 1".to_owned()),
        grades: vec![GradeDefinition {
            grade: "fair".to_owned(),
            en: "Fair".to_owned(),
            ar: "معقول".to_owned(),
            criterion_en: "two or more".to_owned(),
            criterion_ar: "مصدران".to_owned(),
        }],
        ..About::default()
    }
}

fn back(format: Format, bytes: &[u8]) -> (Vec<RowOutcome>, table::Summary) {
    let mut rows = Vec::new();
    let name = format!("export.{}", format.extension());
    let mapping = Mapping::built_in("sijil").expect("it reads");
    let summary = table::import(bytes, &name, &mapping, &mut |row| rows.push(row)).expect("it reads");
    (rows, summary)
}

fn text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "",
        "NA",
        "=1+1",
        "+1",
        "-5",
        "@x",
        "'",
        "''",
        "0",
        "007",
        "true",
        "[1",
        "{",
        "\"",
        "a,b;c\td",
        " lead",
        "trail ",
        "two\nlines",
        "cr\r",
        "\u{feff}x",
        "\u{0}",
        "\u{1}",
        "_x000D_",
        "الرقة",
        "\u{202e}x",
        "\u{fffe}",
        "＝1",
        "1.5",
        "9223372036854775808",
        "\n",
        "\t",
        " ",
        "a\\b",
        "\u{85}",
        "-",
        "--5",
        "\u{2028}",
        "NA ",
        "null",
    ]);
    prop_oneof![special.prop_map(str::to_owned), "\\PC{0,12}", any::<String>()]
}

fn name() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "", "a.b", "a#2", "a\\", " a", "a  b", "a ", "=x", "\u{feff}", "_x0041_", "min", "é", "column 3",
        "\u{7}",
    ]);
    prop_oneof!["[a-z_]{1,6}", special.prop_map(str::to_owned), "\\PC{1,5}"]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        text().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from)
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn record() -> impl Strategy<Value = Record> {
    let raw = prop::option::of(prop::collection::btree_map(name(), text(), 1..5));
    let fields = prop::collection::btree_map(name(), value(), 0..6);
    let kind = prop::sample::select(Kind::ALL.to_vec());
    (kind, "[0-9a-f]{8}", prop::option::of(text()), fields, raw).prop_map(|(kind, id, code, fields, raw)| {
        let mut body: Map<String, Value> = fields.into_iter().collect();
        body.remove("raw");
        if let Some(raw) = raw {
            body.insert("raw".to_owned(), json!(raw));
        }
        Record { kind, id, code, version: Some("12".to_owned()), body }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn an_export_reads_back_unchanged(records in prop::collection::vec(record(), 1..6)) {
        for format in FORMATS {
            let (bytes, beside) = out::to_bytes(format, &records, &about()).unwrap();
            prop_assert_eq!(beside.is_some(), matches!(format, Format::Csv | Format::JsonLines));
            let (rows, summary) = back(format, &bytes);
            prop_assert_eq!(summary.refused, 0, "{:?}: {:?}", format, rows);
            prop_assert_eq!(rows.len(), records.len());
            for (row, record) in rows.iter().zip(&records) {
                prop_assert_eq!(&row.drafts[0].body, &record.body, "{:?}", format);
                prop_assert_eq!(row.drafts[0].kind, record.kind);
                prop_assert_eq!(&row.identity.key[0], &record.id);
            }
        }
    }
}

#[test]
fn says_what_the_figures_mean() {
    let body = json!({ "title": "Raqqa", "location": { "point": { "lat_e7": 359_506_000, "lon_e7": 390_094_000 }, "precision": "city" } });
    let other = json!({ "title": "=1+1", "country": "Syria" });
    let record = |body: &Value| Record {
        kind: Kind::Incident,
        id: "x".to_owned(),
        code: Some("CS1912".to_owned()),
        version: None,
        body: body.as_object().unwrap().clone(),
    };
    let records = [record(&body), record(&other)];
    let text = |format| String::from_utf8(out::to_bytes(format, &records, &about()).unwrap().0).unwrap();
    let csv = text(Format::Csv);
    assert!(csv.contains("incident,x,CS1912,NA,NA,359506000,390094000,city,Raqqa\n"), "{csv}");
    assert!(csv.contains("'=1+1"));
    let beside = out::to_bytes(Format::Csv, &records, &about()).unwrap().1.unwrap();
    assert!(beside.contains("\"checkpoint\": \"example.org/log") && beside.contains("\"unknown\": \"NA\""));
    assert!(text(Format::JsonLines).contains("\"country\":null"));
    let geojson: Value = serde_json::from_str(&text(Format::GeoJson)).unwrap();
    assert_eq!(geojson["features"][0]["geometry"]["coordinates"], json!([39.0094, 35.9506]));
    assert_eq!(geojson["features"][1]["geometry"], Value::Null);
    assert_eq!(geojson["about"]["grades"][0]["ar"], "معقول");
}

#[test]
fn long_texts_go_on_in_further_columns() {
    let long = "الرقة 2017 ".repeat(9_000);
    let body = json!({ "title": long }).as_object().unwrap().clone();
    let record = Record { kind: Kind::Incident, id: "x".to_owned(), code: None, version: None, body };
    let (bytes, _) = out::to_bytes(Format::Xlsx, std::slice::from_ref(&record), &about()).unwrap();
    let (rows, _) = back(Format::Xlsx, &bytes);
    assert!(rows[0].drafts[0].body == record.body);
}

#[test]
fn an_edited_export_is_refused_row_by_row() {
    let csv = "record_kind,record_id,title,codes\nincident,1,a,NA\nghost,2,b,NA\nincident,NA,c,NA\nincident,4,d,[broken\n";
    let (rows, summary) = back(Format::Csv, csv.as_bytes());
    assert_eq!((summary.rows, summary.refused), (4, 3));
    let codes: Vec<&str> = rows.iter().flat_map(|row| &row.problems).map(|problem| problem.code).collect();
    assert_eq!(codes, ["record-kind-not-known", "record-id-missing", "record-cell-not-understood"]);
}
