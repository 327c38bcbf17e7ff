//! Statements of time: what each says at least and at most.

use domain::vocabulary::PartOfDay;
use domain::when::{When, Zone};
use proptest::prelude::*;

fn zone(name: &str) -> Zone {
    Zone::parse(name).expect("a name of the bundled database")
}

fn damascus() -> Zone {
    zone("Asia/Damascus")
}

fn bounds(edtf: &str, zone: Zone, part: Option<PartOfDay>) -> String {
    let when = When::from_edtf(edtf, zone, part, None).expect("the table holds statements that are read");
    when.check().expect("what was read is valid");
    format!("{} {}", when.earliest, when.latest)
}

#[test]
fn utc_statements_cover_exactly_what_they_say() {
    for (edtf, expected) in [
        ("2017", "2017-01-01T00:00:00Z 2017-12-31T23:59:59Z"),
        ("2017-06", "2017-06-01T00:00:00Z 2017-06-30T23:59:59Z"),
        ("2016-02", "2016-02-01T00:00:00Z 2016-02-29T23:59:59Z"),
        ("2017-06-10", "2017-06-10T00:00:00Z 2017-06-10T23:59:59Z"),
        ("2017-06-10~", "2017-06-10T00:00:00Z 2017-06-10T23:59:59Z"),
        ("2017-06-XX", "2017-06-01T00:00:00Z 2017-06-30T23:59:59Z"),
        ("2017-06-1X?", "2017-06-10T00:00:00Z 2017-06-19T23:59:59Z"),
        ("2017-XX-31", "2017-01-31T00:00:00Z 2017-12-31T23:59:59Z"),
        ("201X-02-29", "2012-02-29T00:00:00Z 2016-02-29T23:59:59Z"),
        ("201X", "2010-01-01T00:00:00Z 2019-12-31T23:59:59Z"),
        ("2017-21", "2017-03-01T00:00:00Z 2017-06-21T23:59:59Z"),
        ("2018-24", "2017-12-01T00:00:00Z 2019-03-20T23:59:59Z"),
        ("2017-06-06/2017-10", "2017-06-06T00:00:00Z 2017-10-31T23:59:59Z"),
        ("2014-08-08/..", "2014-08-08T00:00:00Z 9999-12-31T23:59:59Z"),
        ("/2019-03-23%", "0000-01-01T00:00:00Z 2019-03-23T23:59:59Z"),
        ("2017-06-28T19:30", "2017-06-28T19:30:00Z 2017-06-28T19:30:59Z"),
        ("2017-06-28T19", "2017-06-28T19:00:00Z 2017-06-28T19:59:59Z"),
        ("2017-06-28T19:30:05+03:00", "2017-06-28T16:30:05Z 2017-06-28T16:30:05Z"),
        ("2017-06-28T19:30Z/2017-06-29", "2017-06-28T19:30:00Z 2017-06-29T23:59:59Z"),
        ("9999-12-29", "9999-12-29T00:00:00Z 9999-12-29T23:59:59Z"),
    ] {
        assert_eq!(bounds(edtf, Zone::Utc, None), expected, "{edtf}");
    }
}

#[test]
fn zones_move_and_an_unknown_zone_widens() {
    assert_eq!(bounds("2017-06-10", damascus(), None), "2017-06-09T21:00:00Z 2017-06-10T20:59:59Z");
    assert_eq!(bounds("2018-12-29", damascus(), None), "2018-12-28T22:00:00Z 2018-12-29T21:59:59Z");
    assert_eq!(bounds("2017-06-10", Zone::Unknown, None), "2017-06-09T10:00:00Z 2017-06-11T11:59:59Z");
    let baghdad = Zone::parse("asia/baghdad").unwrap();
    assert_eq!(baghdad.as_str(), "Asia/Baghdad");
    assert_eq!(bounds("2017-03-17T08:24", baghdad, None), "2017-03-17T05:24:00Z 2017-03-17T05:24:59Z");
    for name in ["Europe/Kyiv", "Asia/Gaza", "Africa/Mogadishu", "Asia/Aden", "Asia/Kabul"] {
        assert_eq!(Zone::parse(name).unwrap().as_str(), name);
    }
}

#[test]
fn a_repeated_hour_covers_both_readings() {
    // Clocks in Syria went back from 00:00 on 27 October 2017, so 23:30 of the 26th came twice.
    assert_eq!(bounds("2017-10-26T23:30", damascus(), None), "2017-10-26T20:30:00Z 2017-10-26T21:30:59Z");
}

#[test]
fn parts_of_the_day_narrow_and_the_night_reaches_on() {
    assert_eq!(
        bounds("2017-06-06", damascus(), Some(PartOfDay::Morning)),
        "2017-06-06T02:00:00Z 2017-06-06T08:59:59Z"
    );
    assert_eq!(
        bounds("2018-11-11", Zone::Utc, Some(PartOfDay::DuringTheNight)),
        "2018-11-11T00:00:00Z 2018-11-12T05:59:59Z"
    );
    assert_eq!(
        bounds("2017-03-20/2017-03-21", Zone::Utc, Some(PartOfDay::DuringTheNight)),
        "2017-03-20T18:00:00Z 2017-03-21T05:59:59Z"
    );
    assert_eq!(
        bounds("2017-10", Zone::Utc, Some(PartOfDay::AroundMidday)),
        "2017-10-01T11:00:00Z 2017-10-31T13:59:59Z"
    );
    assert_eq!(
        bounds("2017-06-28T19:30", Zone::Utc, Some(PartOfDay::Morning)),
        "2017-06-28T19:30:00Z 2017-06-28T19:30:59Z"
    );
}

#[test]
fn a_month_stays_a_month() {
    let when = When::day("2017-06", damascus()).unwrap();
    assert_eq!(when.first_day().as_deref(), Some("2017-06-01"));
    assert_eq!(when.last_day().as_deref(), Some("2017-06-30"));
    assert!(!when.is_one_day());
    let day = When::from_edtf("2017-06-10", damascus(), Some(PartOfDay::DuringTheNight), None).unwrap();
    assert!(day.is_one_day() && day.overlaps(&when) && when.overlaps(&day));
    let open = When::day("2014-08-08/..", Zone::Unknown).unwrap();
    assert!(open.last_day().is_none() && open.overlaps(&when) && !open.is_one_day());
    assert!(!day.overlaps(&When::day("2017-06-12", damascus()).unwrap()));
}

#[test]
fn what_cannot_be_read_is_refused_with_its_code() {
    for (edtf, code) in [
        ("", "date-not-understood"),
        ("10/06/2017", "date-not-understood"),
        ("June 2017", "date-not-understood"),
        ("2017-6-1", "date-not-understood"),
        ("2017-06-10T25:00", "date-not-understood"),
        ("2017-06-10T10:00+15:00", "date-not-understood"),
        ("2017-25", "date-not-understood"),
        ("-0044", "date-not-understood"),
        ("2017-06-10/2017-06-11/2017-06-12", "date-not-understood"),
        ("٢٠١٧-٠٦", "date-not-understood"),
        ("2017-13", "date-does-not-exist"),
        ("2017-02-29", "date-does-not-exist"),
        ("2017-02-3X", "date-does-not-exist"),
        ("2017-02-30T10:00", "date-does-not-exist"),
        ("2017-06-11/2017-06-10", "when-out-of-order"),
        ("/", "when-empty"),
        ("../..", "when-empty"),
    ] {
        assert_eq!(When::day(edtf, Zone::Utc).unwrap_err().code(), code, "{edtf}");
    }
    assert_eq!(When::day(&"2".repeat(100), Zone::Utc).unwrap_err().code(), "date-too-long");
    assert_eq!(Zone::parse("Asia/Raqqa").unwrap_err().code(), "zone-not-known");
    assert_eq!(Zone::parse("EET; DROP").unwrap_err().code(), "zone-not-known");
}

#[test]
fn json_keeps_the_statement_and_a_forged_bound_is_noticed() {
    let when = When::from_edtf("2017-06", damascus(), None, Some("in June".to_owned())).unwrap();
    let json = serde_json::to_string(&when).unwrap();
    assert_eq!(
        json,
        r#"{"edtf":"2017-06","zone":"Asia/Damascus","earliest":"2017-05-31T21:00:00Z","latest":"2017-06-30T20:59:59Z","words":"in June"}"#
    );
    assert_eq!(serde_json::from_str::<When>(&json).unwrap(), when);
    assert!(serde_json::from_str::<When>(&json.replace("Damascus", "Nowhere")).is_err());
    for forged in ["2018-01-01T00:00:00Z", "2017-06-01", "2017-06-01T00:00:00.5Z", "soon"] {
        let wrong = When { earliest: forged.to_owned(), ..when.clone() };
        assert_eq!(wrong.check().unwrap_err().code(), "when-bounds-not-valid", "{forged}");
    }
}

fn zones() -> impl Strategy<Value = Zone> {
    prop::sample::select(vec![
        Zone::Utc,
        Zone::Unknown,
        damascus(),
        zone("Asia/Baghdad"),
        zone("Europe/Kyiv"),
    ])
}

proptest! {
    #[test]
    fn finer_statements_lie_inside_coarser_ones(
        year in 1900_u16..2100, month in 1_u8..=12, day in 1_u8..=28, hour in 0_u8..24, minute in 0_u8..60,
        zone in zones(),
    ) {
        let chain = [
            format!("{year}"),
            format!("{year}-XX"),
            format!("{year}-{month:02}"),
            format!("{year}-{month:02}-XX"),
            format!("{year}-{month:02}-{day:02}"),
            format!("{year}-{month:02}-{day:02}T{hour:02}"),
            format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}"),
        ];
        let read: Vec<_> = chain.iter().map(|edtf| When::day(edtf, zone.clone()).unwrap()).collect();
        for pair in read.windows(2) {
            prop_assert!(pair[0].earliest <= pair[1].earliest && pair[1].latest <= pair[0].latest);
            prop_assert!(pair[0].overlaps(&pair[1]));
        }
    }

    #[test]
    fn an_unknown_zone_contains_every_zone(
        year in 1970_u16..2100, month in 1_u8..=12, day in 1_u8..=28, zone in zones(),
        part in prop::option::of(prop::sample::select(PartOfDay::ALL)),
    ) {
        let edtf = format!("{year}-{month:02}-{day:02}");
        let known = When::from_edtf(&edtf, zone, part, None).unwrap();
        let unknown = When::from_edtf(&edtf, Zone::Unknown, part, None).unwrap();
        prop_assert!(known.earliest <= known.latest);
        prop_assert!(unknown.earliest <= known.earliest && known.latest <= unknown.latest);
        prop_assert!(known.check().is_ok() && unknown.check().is_ok());
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[0-9X./~?%TZ:+-]{0,40}", zone in zones()) {
        if let Ok(when) = When::day(&text, zone) {
            prop_assert!(when.earliest <= when.latest);
            prop_assert!(when.check().is_ok());
        }
    }
}
