//! Broken and hostile tables: each fault is named with its row and cell, and the rest lands.

use crate::shared::{accounted, import};
use exchange::table::{self, Mapping, REFERENCE_MARK, RowOutcome, Severity};
use std::io::Read;

const HEAD: &str = "code,title,date,country,latitude,longitude,killed_min,killed_max,grade,sources\n";

fn incidents(rows: &str) -> (Vec<RowOutcome>, table::Summary) {
    let (rows, summary) = import(format!("{HEAD}{rows}").as_bytes(), "incidents.csv", "airwars-incidents");
    accounted(&rows, &summary);
    (rows, summary)
}

fn codes(row: &RowOutcome) -> Vec<&str> {
    row.problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn ragged_rows_are_refused_and_the_rest_lands() {
    let (rows, summary) = incidents(
        "CS001,a,2017-06-10,Syria,35.9,39.0,1,2,fair,\nCS002,a, b,2017-06-10,Syria,35.9,39.0,1,2,fair,x\nCS003,a\nCS004,d,2017-06-11,Syria,35.9,39.0,1,2,weak,\n",
    );
    assert_eq!((summary.rows, summary.landed, summary.refused), (4, 2, 2));
    assert_eq!((codes(&rows[1]), codes(&rows[2])), (vec!["row-too-long"], vec!["row-too-short"]));
    assert_eq!((rows[1].row_number, rows[3].row_number), (3, 5));
}

#[test]
fn a_stray_quote_costs_one_row() {
    let (rows, summary) = incidents(
        "CS001,\"a,2017-06-10,Syria,35.9,39.0,1,2,fair,\nCS002,b,2017-06-10,Syria,35.9,39.0,1,2,fair,\nCS003,\"two\nlines\",2017-06-10,Syria,35.9,39.0,1,2,fair,\n",
    );
    assert_eq!(summary.rows, 3);
    assert_eq!(codes(&rows[0]), ["quote-not-closed"]);
    assert_eq!(rows[2].drafts[0].body["title"], "two\nlines");
}

#[test]
fn bad_cells_are_left_out_and_named() {
    let mut bytes = HEAD.as_bytes().to_vec();
    bytes.extend_from_slice("الرقة,".repeat(40).as_bytes());
    bytes.extend_from_slice(b"\nCS001,a\xff,2017-06-10,Syria,35.9,39.0,1,2,fair,\nCS002,b\0c,2017-06-10,Syria,35.9,39.0,1,2,fair,\n");
    let (rows, summary) = import(&bytes, "incidents.csv", "airwars-incidents");
    accounted(&rows, &summary);
    assert_eq!(codes(&rows[1]), ["bytes-not-in-encoding"]);
    assert_eq!(codes(&rows[2]), ["cell-has-nul"]);
    assert_eq!(rows[2].raw["title"], "b␀c");
    assert_eq!(rows[2].drafts[0].body["title"], "CS002 - 2017-06-10", "the title is made of what is sound");
}

#[test]
fn each_value_that_does_not_fit_says_why() {
    let (rows, _) = incidents(
        "CS001,a,1970-01-01,Syria,35.9,4239.00416,5,2,fair,\nCS002,b,03/04/2018,Syria,35.9,,many,2,good,\nCS003,c,2017-02-30,Mars,39.0,35.9,1,2,weak,\n",
    );
    assert_eq!(codes(&rows[0]), ["coordinate-outside-earth", "count-min-above-max", "date-of-an-epoch"]);
    assert!(rows[0].problems[0].hint.contains("42.3900416"), "{:?}", rows[0].problems[0]);
    assert!(rows[0].drafts[0].body.get("location").is_none(), "nothing is put in its place");
    let mut second = codes(&rows[1]);
    second.sort_unstable();
    assert_eq!(
        second,
        ["coordinates-incomplete", "count-not-understood", "date-ambiguous", "value-not-in-list"]
    );
    assert_eq!(rows[1].drafts[1].body["killed"]["max"], 2);
    assert!(rows[1].drafts[1].body["killed"].get("min").is_none(), "unknown is not zero");
    assert_eq!(codes(&rows[2]), ["date-does-not-exist"]);
    assert!(rows.iter().flat_map(|row| &row.problems).all(|problem| problem.file == "incidents.csv"));
}

#[test]
fn the_order_of_dates_is_told_from_the_file_and_never_from_one_cell() {
    let row = |date: &str| format!("CS001,a,{date},Syria,,,1,2,fair,\n");
    let (rows, summary) =
        incidents(&format!("{}{}{}", row("03/04/2018"), row("13/02/2018"), row("02/14/2018")));
    assert_eq!(summary.detected.day_first, None, "the two contradict each other");
    assert_eq!(codes(&rows[0]), ["date-ambiguous"]);
    let (rows, summary) = incidents(&format!("{}{}", row("03/04/2018"), row("13/02/2018")));
    assert_eq!(summary.detected.day_first.unwrap().evidence, "13/02/2018 in row 3 can only be day first");
    assert_eq!(rows[0].drafts[0].body["when"]["edtf"], "2018-04-03");
}

#[test]
fn headers_may_be_blank_or_repeated() {
    let text = "code,,date,code\nCS001,x,2017-06-10,CS002\n";
    let (rows, summary) = import(text.as_bytes(), "a.csv", "airwars-incidents");
    assert_eq!(summary.columns, ["code", "column 2", "date", "code (2)"]);
    let found: Vec<&str> = summary.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(found, ["header-blank", "header-repeated"]);
    assert_eq!(rows[0].raw["code (2)"], "CS002");
    assert_eq!(summary.columns_unread, ["column 2", "code (2)"]);
}

#[test]
fn a_key_that_stands_twice_is_two_rows() {
    let row = "CS001,a,2017-06-10,Syria,,,1,2,fair,\n";
    let (rows, _) = incidents(&row.repeat(3));
    let shown: Vec<String> = rows.iter().map(|row| row.identity.to_string()).collect();
    assert_eq!(
        shown,
        ["airwars-incidents:CS001#1", "airwars-incidents:CS001#2", "airwars-incidents:CS001#3"]
    );
}

#[test]
fn sources_are_shared_and_reports_are_not() {
    let (rows, _) = incidents("CS001,a,2017-06-10,Syria,,,1,2,fair,SOHR; VDC;SOHR\n");
    let drafts = &rows[0].drafts;
    let keys: Vec<_> = drafts.iter().filter_map(|draft| draft.shared_key.as_deref()).collect();
    assert_eq!(keys, ["source:SOHR", "source:VDC"]);
    let report = drafts.iter().find(|draft| draft.slot == "report_2").unwrap();
    assert_eq!(
        (&report.body["source"], &report.shared_key),
        (&format!("{REFERENCE_MARK}source_2").into(), &None)
    );
    assert_eq!(rows[0].links.len(), 2);
}

#[test]
fn another_table_is_refused_by_its_columns() {
    let mapping = Mapping::built_in("ucdp-ged").unwrap();
    let error = table::import(HEAD.as_bytes(), "a.csv", &mapping, &mut |_| {}).unwrap_err();
    assert_eq!(error.code(), "columns-missing");
    assert!(error.to_string().contains("id, date_start, best"), "{error}");
}

#[test]
fn files_that_are_no_tables_are_refused_with_a_reason() {
    let mapping = Mapping::built_in("airwars-incidents").unwrap();
    let code =
        |bytes: &[u8], name: &str| table::import(bytes, name, &mapping, &mut |_| {}).unwrap_err().code();
    assert_eq!(code(b"", "a.csv"), "table-empty");
    assert_eq!(code(b"%PDF-1.7", "a.csv"), "format-not-read");
    assert_eq!(code(b"\xd0\xcf\x11\xe0\xa1\xb1", "a.xls"), "format-not-read");
    assert_eq!(code(b"PK\x03\x04 and nothing", "a.xlsx"), "workbook-broken");
    assert_eq!(code(b"hello", "a.json"), "format-not-read");
    assert_eq!(code(b"{\"a\": 1", "a.json"), "columns-missing");
}

#[test]
fn deep_json_costs_one_row() {
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let text = format!(
        "[{{\"code\":\"CS001\",\"date\":\"2017-06-10\"}},{{\"code\":\"CS002\",\"x\":{deep}}},{{\"code\":\"CS003\",\"date\":\"2017-06-11\"}}]"
    );
    let (rows, summary) = import(text.as_bytes(), "a.json", "airwars-incidents");
    accounted(&rows, &summary);
    assert_eq!((summary.rows, summary.landed, summary.refused), (3, 2, 1));
    assert_eq!(codes(&rows[1]), ["json-too-deep"]);
}

#[test]
fn a_huge_cell_is_left_out_and_its_start_kept() {
    let (rows, _) = incidents(&format!("CS001,{},2017-06-10,Syria,,,1,2,fair,\n", "x".repeat(900_000)));
    assert_eq!(codes(&rows[0]), ["cell-too-long"]);
    assert_eq!(rows[0].raw["title"].as_str().unwrap().chars().count(), 1_001);
}

struct Rows<F>(F);

impl<F: FnMut(&mut [u8]) -> std::io::Result<usize>> Read for Rows<F> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        (self.0)(out)
    }
}

#[test]
fn a_long_table_is_read_as_it_comes() {
    let row: &[u8] = b"CS001,a,2017-06-10,Syria,35.9,39.0,1,2,fair,\n";
    let mut left = 29_999;
    let mut open: &[u8] = HEAD.as_bytes();
    let endless = std::io::BufReader::new(Rows(move |out: &mut [u8]| {
        if open.is_empty() && left > 0 {
            (open, left) = (row, left - 1);
        }
        open.read(out)
    }));
    let mapping = Mapping::built_in("airwars-incidents").unwrap();
    let mut rows = 0;
    let summary = table::import(endless, "a.csv", &mapping, &mut |row| {
        assert!(row.problems.iter().all(|problem| problem.severity == Severity::Warning));
        rows += 1;
    });
    assert_eq!((summary.unwrap().landed, rows), (29_999, 29_999));
}

#[test]
fn encodings_are_told() {
    let text = format!("{HEAD}CS001,الرقة المدينة,2017-06-10,Syria,,,1,2,fair,المرصد السوري\n");
    let arabic = encoding_rs::WINDOWS_1256.encode(&text).0.into_owned();
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let tabbed = text.replace(',', "\t").into_bytes();
    for bytes in [arabic, utf16, marked, tabbed] {
        let (rows, summary) = import(&bytes, "a.csv", "airwars-incidents");
        assert_eq!(rows[0].drafts[0].body["title"], "الرقة المدينة", "{:?}", summary.detected);
    }
}
