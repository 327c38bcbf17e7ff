//! The three real files through their mappings: every row accounted for, every problem named.

use crate::shared::{accounted, bytes, import};
use std::collections::HashSet;

#[test]
fn ucdp_events() {
    let Some(bytes) = bytes("ucdp-ged-syria/campaign_subset.csv") else { return };
    let (rows, summary) = import(&bytes, "campaign_subset.csv", "ucdp-ged");
    let counts = accounted(&rows, &summary);
    println!("{counts:?} {:?}", summary.problems_by_code);
    assert_eq!((summary.rows, summary.refused), (879, 0));
    // Six events have a low estimate above the high one: the count is left out, and the row says so.
    assert_eq!(summary.problems_by_code.iter().collect::<Vec<_>>(), [(&"count-min-above-max", &6)]);
    assert_eq!((counts["incident"], counts["assertion"]), (879, 879));
    assert_eq!(counts["link reports"], 879);
    let names: HashSet<&str> = rows
        .iter()
        .flat_map(|row| &row.drafts)
        .filter(|draft| draft.kind == domain::kind::Kind::Source)
        .filter_map(|draft| draft.body["name"].as_str())
        .collect();
    assert!(names.contains("SOHR") && names.contains("Airwars"), "{names:?}");
}

#[test]
fn dutch_strikes() {
    let Some(bytes) = bytes("nl-airstrikes/nl_strikes_2014_2018_unclass.csv") else { return };
    let (rows, summary) = import(&bytes, "nl_strikes_2014_2018_unclass.csv", "nl-mod-strikes");
    let counts = accounted(&rows, &summary);
    println!("{counts:?} {:?}", summary.problems_by_code);
    assert_eq!((summary.rows, summary.refused), (2_188, 0));
    assert_eq!((counts["strike"], counts["finding"]), (2_188, 21));
    let distinct: HashSet<&Vec<String>> = rows.iter().map(|row| &row.identity.key).collect();
    assert_eq!(distinct.len(), 1_399, "equal rows are told apart by their number alone");
    assert_eq!(summary.detected.delimiter.as_ref().map(|found| found.value), Some(';'));
    assert_eq!(summary.detected.decimal_comma.as_ref().map(|found| found.value), Some(true));
}

#[test]
fn the_cleaned_dutch_list_reads_with_the_same_mapping() {
    let Some(bytes) = bytes("nl-airstrikes/nl_syria_clean.csv") else { return };
    let (rows, summary) = import(&bytes, "nl_syria_clean.csv", "nl-mod-strikes");
    let counts = accounted(&rows, &summary);
    assert_eq!((summary.rows, summary.refused, counts["strike"]), (331, 0, 331));
    for row in &rows {
        let day = row.raw["date"].as_str().unwrap();
        let edtf = row.drafts[0].body["when"]["edtf"].as_str().unwrap();
        assert!(edtf.starts_with(day), "row {}: {edtf} is not {day}", row.row_number);
    }
}

#[test]
fn timemap_events_and_sources() {
    let Some(bytes) = bytes("ukraine-civharm/export_events.json") else { return };
    let (rows, summary) = import(&bytes, "export_events.json", "timemap-events");
    let counts = accounted(&rows, &summary);
    println!("{counts:?} {:?}", summary.problems_by_code);
    assert_eq!((summary.rows, summary.refused), (1_159, 0));
    assert_eq!(counts["incident"], 1_159);
    let shared: HashSet<String> = rows
        .iter()
        .flat_map(|row| &row.drafts)
        .filter_map(|draft| draft.shared_key.clone())
        .filter(|key| key.starts_with("timemap-source:"))
        .collect();
    assert_eq!(shared.len(), 2_346);

    let Some(bytes) = crate::shared::bytes("ukraine-civharm/export_sources.json") else { return };
    let (rows, summary) = import(&bytes, "export_sources.json", "timemap-sources");
    let counts = accounted(&rows, &summary);
    assert_eq!((summary.rows, summary.refused, counts["report"]), (2_725, 0, 2_725));
    let known: HashSet<String> = rows.iter().filter_map(|row| row.drafts[0].shared_key.clone()).collect();
    assert!(shared.is_subset(&known), "every source an event names is in the file of sources");
}

#[test]
fn a_second_import_gives_the_same_rows() {
    let Some(bytes) = bytes("nl-airstrikes/nl_strikes_2014_2018_unclass.csv") else { return };
    let (first, _) = import(&bytes, "a.csv", "nl-mod-strikes");
    let (second, _) = import(&bytes, "a.csv", "nl-mod-strikes");
    assert!(first == second);
}
