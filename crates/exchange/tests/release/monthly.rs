//! Monthly reports: facts G4 to G10 in our own wording, the findings, the break between two months.

use exchange::monthly::{self, MonthlyReport, Outcome};

use Outcome::{Credible, Duplicate, NonCredible};

use crate::lossless::assert_lossless_monthly;

fn number(stated: Option<exchange::release::Stated<u32>>) -> Option<u32> {
    stated.map(|stated| stated.value)
}

fn ledger(read: &MonthlyReport) -> [Option<u32>; 7] {
    let ledger = &read.ledger;
    [
        ledger.carried_over,
        ledger.received,
        ledger.completed,
        ledger.credible,
        ledger.non_credible,
        ledger.duplicate,
        ledger.open,
    ]
    .map(number)
}

fn check(read: &MonthlyReport, what: &str) -> Option<bool> {
    read.checks.iter().find(|check| check.what == what).expect("a check").agrees
}

#[test]
fn g4_march_2017() {
    let text = "May 1, 2017\nIn the month of March, the task force carried over 43 open reports of possible civilian casualties from \
        previous months and received 27 new reports. The assessment of 28 reports was completed. Out of the 28 completed, nine reports \
        were determined to be credible, 17 reports were assessed to be non-credible and two were duplicate reports. Forty-two reports are still open.\n\
        The Coalition conducted a total of 20,205 strikes that included 42,089 separate engagements between August 2014 and March 2017. \
        During this period, the total number of reports of possible civilian casualties was 396 (.94 percent of engagements). \
        The total number of credible reports during this period was 102 (.24 percent).\n";
    let read = assert_lossless_monthly(text);
    assert_eq!(ledger(&read), [43, 27, 28, 9, 17, 2, 42].map(Some));
    let cumulative = &read.cumulative;
    assert_eq!(
        [cumulative.strikes, cumulative.engagements, cumulative.reports, cumulative.credible].map(number),
        [20_205, 42_089, 396, 102].map(Some)
    );
    assert_eq!((check(&read, "open-at-end"), check(&read, "completed-parts")), (Some(true), Some(true)));
    assert_eq!(read.published.map(|day| day.value.to_string()).as_deref(), Some("2017-05-01"));
    assert_eq!(read.month.map(|month| month.value.1), Some(3));
    assert_eq!(read.ledger.open.map(|open| open.span.of(text)), Some("Forty-two"));
}

fn month(
    carried: u32,
    received: u32,
    completed: u32,
    parts: &str,
    open: &str,
    strikes: &str,
    deaths: &str,
) -> MonthlyReport {
    let text = format!(
        "The Coalition conducted {strikes} strikes since August 2014. Based on information available, the task force assesses at least \
         {deaths} civilians have been unintentionally killed by Coalition strikes since the beginning of the operation.\n\
         The task force carried over {carried} open reports from previous months and received {received} new reports. The task force \
         completed {completed} civilian casualty assessment reports. {parts} A total of {open} reports are still being assessed.\n"
    );
    assert_lossless_monthly(&text)
}

#[test]
fn g5_april_2017_follows_march() {
    let read = assert_lossless_monthly(
        "In April, the task force received 43 new reports and completed 47 reports. Of those, 31 reports were assessed to be \
         non-credible and 16 reports were credible and resulted in 132 unintentional civilian deaths. To date, at least 484 civilians have been \
         unintentionally killed by Coalition strikes. Thirty-eight reports are still open.",
    );
    assert_eq!(ledger(&read), [None, Some(43), Some(47), Some(16), Some(31), None, Some(38)]);
    assert_eq!((number(read.ledger.deaths), number(read.cumulative.deaths_at_least)), (Some(132), Some(484)));
    assert_eq!(check(&read, "open-at-end"), None, "nothing printed was carried over: cannot be checked");
    let march_open = 42;
    assert_eq!(march_open + 43 - 47, 38);
}

#[test]
fn g6_the_break_between_august_and_september_2017_warns() {
    let august = assert_lossless_monthly(
        "At least 735 civilians have been unintentionally killed since the beginning of the operation. In August, 350 reports are still open.",
    );
    let september = month(
        344,
        302,
        127,
        "Of those, 105 reports were assessed to be non-credible, six were duplicate reports and 16 reports were credible and resulted in 51 unintentional civilian deaths.",
        "519",
        "27,566",
        "786",
    );
    assert_eq!(ledger(&september), [344, 302, 127, 16, 105, 6, 519].map(Some));
    assert_eq!(
        (check(&september, "open-at-end"), check(&september, "completed-parts")),
        (Some(true), Some(true))
    );
    let between = monthly::follows(&august, &september);
    let carried = between.iter().find(|check| check.what == "carried-over").expect("a check");
    assert_eq!((carried.agrees, carried.stated, carried.computed), (Some(false), 344, Some(350)));
    assert!(carried.note.contains("350") && carried.note.contains("344"));
    let deaths = between.iter().find(|check| check.what == "deaths").expect("a check");
    assert_eq!((deaths.agrees, deaths.computed), (Some(true), Some(786)));
}

#[test]
fn g8_to_g10_later_months() {
    let three = |credible: &str, duplicate: &str, others: &str, deaths: &str| {
        format!(
            "{credible} reports were determined to be credible and resulted in {deaths} unintentional civilian deaths, {duplicate} duplicate, \
             and {others} reports were assessed to be non-credible."
        )
    };
    let november = month(194, 15, 25, &three("Three", "two were", "20", "15"), "184", "31,406", "1,139");
    assert_eq!(ledger(&november), [194, 15, 25, 3, 20, 2, 184].map(Some));
    let december = month(184, 10, 12, &three("Five", "one was", "six", "51"), "182", "32,397", "1,190");
    assert_eq!(ledger(&december), [184, 10, 12, 5, 6, 1, 182].map(Some));
    for read in [&november, &december] {
        assert_eq!((check(read, "open-at-end"), check(read, "completed-parts")), (Some(true), Some(true)));
    }
    assert!(
        monthly::follows(&november, &december).iter().all(|check| check.agrees == Some(true)),
        "184 carried, 1,139 + 51 = 1,190"
    );
    let august = month(
        97,
        2,
        20,
        "Seven reports were determined to be credible and resulted in 22 unintentional civilian deaths. Thirteen reports were assessed to be non-credible.",
        "79",
        "34,573",
        "1,335",
    );
    assert_eq!(ledger(&august), [Some(97), Some(2), Some(20), Some(7), Some(13), None, Some(79)]);
    assert_eq!(check(&august, "open-at-end"), Some(true));
    assert_eq!(number(august.cumulative.deaths_at_least), Some(1_335));
}

#[test]
fn g7_july_2018_without_a_carry_over() {
    let read = assert_lossless_monthly(
        "The Coalition conducted 29,920 strikes. It assesses at least 1,061 civilians have been unintentionally killed. The task force \
         completed 18 reports. Three reports were determined to be credible. Fifteen reports were assessed to be non-credible. A total of 216 reports are still open.",
    );
    assert_eq!(ledger(&read), [None, None, Some(18), Some(3), Some(15), None, Some(216)]);
    assert_eq!(
        (number(read.cumulative.strikes), number(read.cumulative.deaths_at_least)),
        (Some(29_920), Some(1_061))
    );
}

#[test]
fn reopened_reports_are_part_of_the_identity_and_the_exception_is_told() {
    let read = assert_lossless_monthly(
        "The task force carried over 122 open reports from previous months and received seven new reports. It completed 18 reports. \
         Three reports were reopened. A total of 111 reports are still open.",
    );
    assert_eq!(number(read.ledger.reopened), Some(3));
    let check = read.checks.iter().find(|check| check.what == "open-at-end").expect("a check");
    assert_eq!((check.agrees, check.computed), (Some(false), Some(114)));
    assert!(check.note.contains("already among those carried over"), "{}", check.note);
}

const FINDINGS: &str = "Credible reports\n\n\
    1. June 14, 2017, near Raqqah, Syria, via self-report: A strike on a fighting position. Two civilians were unintentionally killed and one was injured.\n\
    2. Jan. 25, 2019, near Marashidah, Syria, via self-report (2664/CS1891a), MGRS 37SFU781164: It is more likely than not that three \
    civilians were unintentionally killed\nwhen they entered the target area.\n\n\
    Non-credible reports:\n\
    3. May 13, 2017, near Tabqah, Syria, via social media report: After a review of available information it was assessed that no Coalition \
    strikes were conducted in the area.\n\
    4. March 25, 2017, near Example Town, Iraq, via NGO report: The report gave insufficient information on the time and place.\n\
    5. Feb. 15-16, 2016, near Mosul, Iraq, via media report, grid 38S LF 1533 7374: No civilians were harmed.\n\n\
    Duplicate reports\n6. Oct. 18, 2018, near Susah, Syria, via Airwars report: A duplicate of a report assessed before.\n";

#[test]
fn findings_with_all_their_parts() {
    let read = assert_lossless_monthly(FINDINGS);
    assert_eq!(read.findings.len(), 6);
    let outcomes: Vec<_> =
        read.findings.iter().map(|finding| finding.outcome.map(|outcome| outcome.value)).collect();
    assert_eq!(outcomes, [Credible, Credible, NonCredible, NonCredible, NonCredible, Duplicate].map(Some));
    let reasons: Vec<_> = read
        .findings
        .iter()
        .map(|finding| finding.reason.as_ref().map(|reason| reason.value.as_ref()))
        .collect();
    assert_eq!(
        reasons,
        [
            None,
            Some("entered_target_area"),
            Some("no_strikes_in_area"),
            Some("insufficient_information"),
            Some("video_shows_no_harm"),
            Some("duplicate_report")
        ]
    );
    let conceded: Vec<_> =
        read.findings.iter().map(|finding| (number(finding.killed), number(finding.injured))).collect();
    assert_eq!(
        conceded,
        [(Some(2), Some(1)), (Some(3), None), (None, None), (None, None), (None, None), (None, None)]
    );
    let second = &read.findings[1];
    let words = |stated: &Option<exchange::release::Stated<String>>| {
        stated.as_ref().map(|stated| stated.value.clone()).unwrap_or_default()
    };
    assert_eq!(
        [&second.place, &second.country, &second.via, &second.mgrs, &second.case_number].map(words),
        ["Marashidah", "Syria", "self-report", "37SFU781164", "2664/CS1891a"]
    );
    assert_eq!(second.mgrs_box_m, Some(100));
    assert_eq!(words(&read.findings[4].mgrs), "38S LF 1533 7374");
    assert_eq!(read.findings[4].mgrs_box_m, Some(10));
    let days: Vec<_> = read
        .findings
        .iter()
        .map(|finding| finding.days.as_ref().map(|days| format!("{}/{}", days.first, days.last)))
        .collect();
    assert_eq!(days[4].as_deref(), Some("2016-02-15/2016-02-16"));
    assert_eq!(days[1].as_deref(), Some("2019-01-25/2019-01-25"));
    assert_eq!(read.findings[3].item.map(|item| item.value), Some(4));
}

#[test]
fn combatants_are_not_conceded_civilians() {
    let read = assert_lossless_monthly(
        "1. June 14, 2017, near Raqqah, Syria, via self-report: Four ISIS fighters were killed and one civilian was unintentionally killed.",
    );
    assert_eq!((number(read.findings[0].killed), number(read.findings[0].injured)), (Some(1), None));
    assert_eq!(read.findings[0].outcome.map(|outcome| outcome.value), Some(Credible));
}

#[test]
fn a_finding_without_its_parts_says_so() {
    let read = assert_lossless_monthly("7. June 14, 2017, near Raqqah, Syria no more words");
    let codes: Vec<_> = read.problems.iter().map(|problem| problem.code.as_ref()).collect();
    assert_eq!(codes, ["finding-without-colon", "source-not-stated", "outcome-unknown"]);
}
