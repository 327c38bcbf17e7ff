//! The sums of facts G11 and G12 and the printed error of 1 September 2017, from texts of our own wording in the
//! grammar of the releases.

use exchange::release::{self, Day, Release, Scope, Verdict};

/// What, of what, stated, added, whether it agrees.
type Tried = (String, String, u32, Option<u64>, Option<bool>);

/// `(what, country or All, stated, added, agrees)` of every check about strikes or engagements that could be tried.
fn tried(release: &Release) -> Vec<Tried> {
    let checks = release.sums.iter().filter(|sum| sum.agrees.is_some());
    checks
        .map(|sum| {
            let scope = match &sum.scope {
                Scope::All => "All".to_owned(),
                Scope::Country(country) => country.clone(),
            };
            (sum.what.to_string(), scope, sum.stated, sum.added, sum.agrees)
        })
        .collect()
}

fn holds(release: &Release, what: &str, scope: &str, total: u32) {
    let expected = (what.to_owned(), scope.to_owned(), total, Some(u64::from(total)), Some(true));
    assert!(tried(release).contains(&expected), "{expected:?} in {:?}", tried(release));
}

fn day(words: &str) -> Day {
    Day::from_iso(words).expect("a day")
}

/// A DoD-like text of one day with two countries.
fn two_countries(issued: &str, lead: (u32, u32), syria: (u32, u32, &str), iraq: (u32, u32, &str)) -> Release {
    let text = format!(
        "AN EXAMPLE CITY, {issued} — Coalition forces kept up the attack yesterday, conducting {} strikes consisting of \
         {} engagements, officials reported today.\n\nStrikes in Syria\n\nIn Syria, coalition military forces conducted \
         {} strikes consisting of {} engagements against ISIS targets:\n\n{}\n\nStrikes in Iraq\n\nIn Iraq, coalition \
         military forces conducted {} strikes consisting of {} engagements against ISIS targets:\n\n{}\n",
        lead.0, lead.1, syria.0, syria.1, syria.2, iraq.0, iraq.1, iraq.2
    );
    crate::lossless::assert_lossless(&text)
}

#[test]
fn g11_22_august_2017() {
    let read = two_countries(
        "Aug. 22, 2017",
        (30, 66),
        (
            22,
            32,
            "-- Near Abu Kamal, a strike destroyed a headquarters.\n-- Near Dayr Az Zawr, one strike destroyed a tank.\n-- Near Raqqa, 20 strikes engaged 13 ISIS tactical units.",
        ),
        (
            8,
            34,
            "-- Near Huwayjah, three strikes destroyed a vehicle.\n-- Near Qaim, two strikes destroyed a boat.\n-- Near Tal Afar, three strikes engaged an ISIS tactical unit.",
        ),
    );
    holds(&read, "lead-strikes", "All", 30);
    holds(&read, "lead-engagements", "All", 66);
    holds(&read, "country-strikes", "Syria", 22);
    holds(&read, "country-strikes", "Iraq", 8);
    assert_eq!(
        read.period.as_ref().map(|period| (period.first, period.last)),
        Some((day("2017-08-21"), day("2017-08-21")))
    );
    assert!(read.sums.iter().all(|sum| sum.agrees != Some(false)));
    let engagements = read.sums.iter().find(|sum| sum.what == "country-engagements").expect("a check");
    assert_eq!(
        (engagements.agrees, engagements.added),
        (None, None),
        "lines print no engagements: not a disagreement"
    );
    assert!(engagements.note.starts_with("cannot be checked"));
}

#[test]
fn g11_country_sums_of_the_other_days() {
    for (issued, syria, iraq, lead) in [
        ("Aug. 9, 2017", (25, 32), (6, 9), (31, 41)),
        ("Aug. 18, 2017", (22, 24), (5, 16), (27, 40)),
        ("March 13, 2018", (5, 8), (8, 82), (13, 90)),
    ] {
        let (in_syria, in_iraq) =
            (format!("-- Near Raqqah, {} strikes.", syria.0), format!("-- Near Mosul, {} strikes.", iraq.0));
        let read = two_countries(issued, lead, (syria.0, syria.1, &in_syria), (iraq.0, iraq.1, &in_iraq));
        holds(&read, "lead-strikes", "All", lead.0);
        holds(&read, "lead-engagements", "All", lead.1);
        holds(&read, "country-strikes", "Syria", syria.0);
        holds(&read, "country-strikes", "Iraq", iraq.0);
    }
}

#[test]
fn g11_13_february_and_2_october() {
    let text = "Officials reported on Feb. 13, 2018:\nIn Syria, coalition military forces conducted 18 strikes.\n\
                In Iraq, coalition military forces conducted eight strikes.\n";
    let read = release::parse(text);
    let strikes =
        |country: &str| read.country(country).and_then(|total| total.strikes).map(|strikes| strikes.value);
    assert_eq!((strikes("Syria"), strikes("Iraq")), (Some(18), Some(8)));
    assert!(read.lead().is_none(), "no lead was printed and none is invented");
    assert!(read.sums.iter().all(|sum| sum.agrees.is_none()), "totals without lines cannot be checked");

    let text = "Oct. 3, 2017\nOn Oct. 2, Coalition military forces conducted 14 strikes in Syria and Iraq.\n\
                In Syria, Coalition military forces conducted 10 strikes against ISIS targets.\n\
                * Near Abu Kamal, six strikes destroyed an oil still.\n* Near Dayr Az Zawr, two strikes destroyed a vehicle.\n\
                * Near Raqqah, two strikes engaged an ISIS tactical unit.\n\
                In Iraq, Coalition military forces conducted four strikes against ISIS targets.\n\
                * Near Huwayjah, one strike destroyed a vehicle.\n* Near Qaim, two strikes destroyed a vehicle.\n\
                * Near Rawah, one strike destroyed a vehicle.\n";
    let read = crate::lossless::assert_lossless(text);
    holds(&read, "country-strikes", "Syria", 10);
    holds(&read, "country-strikes", "Iraq", 4);
    holds(&read, "lead-strikes", "All", 14);
    assert_eq!(read.lines[0].days.as_ref().map(|days| days.first), Some(day("2017-10-02")));
}

#[test]
fn g12_period_totals_without_places_and_the_variant_copy() {
    let period = |days: &str, syria: (u32, &str)| {
        format!(
            "{days}, the task force conducted strikes as follows.\n\
             In Syria, {} strikes consisting of {} engagements engaged 394 ISIS tactical units, and destroyed 244 fighting positions.\n",
            syria.0, syria.1
        )
    };
    for (days, syria, first, last) in [
        ("From Dec. 16 to Dec. 29, 2018", (469, "1,001"), "2018-12-16", "2018-12-29"),
        ("From Dec. 30, 2018, to Jan. 12, 2019", (575, "1,147"), "2018-12-30", "2019-01-12"),
        ("From Jan. 13 to 26, 2019", (645, "1,360"), "2019-01-13", "2019-01-26"),
    ] {
        let text = format!(
            "{days}, Coalition military forces conducted {} strikes in Syria and Iraq.\n{}",
            syria.0,
            period(days, syria)
        );
        let read = crate::lossless::assert_lossless(&text);
        let line = &read.lines[0];
        assert_eq!(line.place, None);
        assert_eq!(line.country.as_ref().map(|country| country.value.as_str()), Some("Syria"));
        assert_eq!(line.strikes.map(|strikes| strikes.value), Some(syria.0));
        assert_eq!(line.engagements.map(|one| one.value.to_string()), Some(syria.1.replace(',', "")));
        assert_eq!(line.effects.len(), 2);
        let days = line.days.as_ref().expect("the period");
        assert_eq!((days.first, days.last), (day(first), day(last)), "{text}");
        assert_eq!(read.wording, release::Wording::PeriodSummary);
    }
    let copy = |last: &str| {
        release::parse(&format!(
            "From Dec. 30, 2018, to Jan. {last}, 2019, Coalition military forces conducted 575 strikes in Syria."
        ))
    };
    let (twelfth, thirteenth) = (copy("12"), copy("13"));
    assert_ne!(twelfth.period.as_ref().map(|one| one.last), thirteenth.period.as_ref().map(|one| one.last));
    assert_eq!(release::same(&twelfth, &thirteenth).verdict, Verdict::Different, "both copies are kept");
}

#[test]
fn the_printed_error_of_1_september_2017_is_shown() {
    let read = two_countries(
        "Sept. 1, 2017",
        (30, 52),
        (
            22,
            38,
            "-- Near Abu Kamal, five strikes destroyed six fuel trucks.\n-- Near Dayr Az Zawr, two strikes engaged two ISIS tactical units.\n-- Near Raqqa, 15 strikes engaged 11 ISIS tactical units.",
        ),
        (
            5,
            25,
            "-- Near Huwayjah, two strikes destroyed five oil stills.\n-- Near Qaim, three strikes destroyed four front-end loaders.\n-- Near Rawah, one strike destroyed a front-end loader.\n-- Near Tal Afar, two strikes engaged an ISIS tactical unit.",
        ),
    );
    let iraq = ("country-strikes".to_owned(), "Iraq".to_owned(), 5, Some(8), Some(false));
    let lead = ("lead-strikes".to_owned(), "All".to_owned(), 30, Some(27), Some(false));
    assert!(tried(&read).contains(&iraq), "{:?}", tried(&read));
    assert!(tried(&read).contains(&lead), "{:?}", tried(&read));
    holds(&read, "country-strikes", "Syria", 22);
    let shown: Vec<_> = read.problems.iter().filter(|problem| problem.code == "sum-differs").collect();
    assert_eq!(
        shown.len(),
        3,
        "lead strikes, Iraq strikes, and 38 + 25 = 63 engagements against 52: {shown:?}"
    );
}

#[test]
fn the_late_block_is_a_sum_of_its_own() {
    let text = "Release # 20170818-01\n\nOn Aug. 17, Coalition military forces conducted 27 strikes consisting of 40 \
                engagements against ISIS terrorists in Syria and Iraq.\n\nIn Syria, Coalition military forces conducted 22 \
                strikes consisting of 24 engagements against ISIS targets.\n*Near Raqqah, 22 strikes engaged 12 ISIS tactical \
                units.\n\nIn Iraq, Coalition military forces conducted five strikes consisting of 16 engagements against ISIS \
                targets.\n*Near Mosul, fives strikes engaged a ISIS tactical unit.\n\nAdditionally, 33 strikes consisting of 47 \
                engagements were conducted in Syria and Iraq on Aug. 15-16 that closed within the last 24 hours.\n\
                *On Aug. 15, near Raqqah, Syria, eight strikes engaged two ISIS tactical units.\n\
                *On Aug. 16, near Raqqah, Syria, 23 strikes engaged 16 ISIS tactical units; and suppressed a mortar team.\n\
                *On Aug. 16, near Shadaddi, Syria, two strikes engaged an ISIS tactical unit.\n";
    let read = crate::lossless::assert_lossless(text);
    holds(&read, "lead-strikes", "All", 27);
    holds(&read, "lead-engagements", "All", 40);
    holds(&read, "country-strikes", "Syria", 22);
    holds(&read, "country-strikes", "Iraq", 5);
    holds(&read, "late-strikes", "All", 33);
    assert_eq!(read.issued.map(|issued| issued.value), Some(day("2017-08-18")), "the number names the day");
    let late: Vec<_> = read.lines.iter().filter(|line| line.late).collect();
    assert_eq!(late.len(), 3);
    assert_eq!(late[1].days.as_ref().map(|days| days.first), Some(day("2017-08-16")));
    assert_eq!(late[1].effects.last().map(|effect| effect.verb.value.as_ref()), Some("suppressed"));
    assert_eq!(read.amendments.len(), 3, "each adds to a day of an earlier release");
    assert!(read.problems.iter().any(|problem| problem.code == "number-misspelled"));
}

#[test]
fn an_unknown_addend_is_no_disagreement() {
    let text = "On Aug. 17, 2017, Coalition military forces conducted nine strikes in Syria.\n\
                -- Near Raqqa, five strikes destroyed a vehicle.\n-- Near Hajin, several strikes destroyed a vehicle.\n";
    let read = release::parse(text);
    let check = read.sums.iter().find(|sum| sum.what == "country-strikes").expect("a check");
    assert_eq!((check.agrees, check.added), (None, None));
    assert_eq!(check.addends, [Some(5), None]);
    assert_eq!(read.lines[1].strikes, None, "several is not a number");
}
