//! Every shape of a release line, in texts of our own in the same grammar.

use exchange::release::{self, Bullet, Class, Line, PassageKind, Release, YearFrom};

use crate::lossless::assert_lossless;

fn effects(line: &Line) -> Vec<String> {
    let shown = |effect: &release::Effect| {
        let count = effect.count.map_or("?".to_owned(), |count| count.value.to_string());
        let term = effect.term.as_deref().unwrap_or("-");
        format!("{} {count} {} [{term}]", effect.verb.value, effect.wording)
    };
    line.effects.iter().map(shown).collect()
}

fn place(line: &Line) -> &str {
    line.place.as_ref().map_or("-", |place| place.words.value.as_str())
}

fn strikes(line: &Line) -> Option<u32> {
    line.strikes.map(|strikes| strikes.value)
}

#[test]
fn the_three_bullets_and_none() {
    for (text, bullet) in [
        ("*Near Raqqah, 18 strikes engaged 12 ISIS tactical units.", Bullet::Asterisk),
        ("-- Near Raqqah, 18 strikes engaged 12 ISIS tactical units.", Bullet::DoubleDash),
        ("— Near Raqqah, 18 strikes engaged 12 ISIS tactical units.", Bullet::DoubleDash),
        ("- Near Raqqah, 18 strikes engaged 12 ISIS tactical units.", Bullet::Dash),
        ("• Near Raqqah, 18 strikes engaged 12 ISIS tactical units.", Bullet::Dot),
        ("Near Raqqah, 18 strikes engaged 12 ISIS tactical units.", Bullet::None),
        ("Raqqah, 18 strikes engaged 12 ISIS tactical units.", Bullet::None),
    ] {
        assert_lossless(text);
        let line = release::line(text);
        assert_eq!((line.bullet, place(&line), strikes(&line)), (bullet, "Raqqah", Some(18)), "{text}");
        assert_eq!(effects(&line), ["engaged 12 tactical unit [tactical unit]"]);
    }
}

#[test]
fn a_line_with_its_own_day_and_country() {
    let text = "Aug. 18, 2017\n*On Aug. 16, near Raqqah, Syria, 23 strikes engaged 16 ISIS tactical units.";
    let read = assert_lossless(text);
    let line = &read.lines[0];
    let days = line.days.as_ref().expect("days");
    assert_eq!((days.first.to_string().as_str(), days.year_from), ("2017-08-16", YearFrom::IssueDate));
    assert_eq!(days.span.of(text), "Aug. 16");
    assert_eq!(line.country.as_ref().map(|country| country.value.as_str()), Some("Syria"));
}

#[test]
fn a_year_that_nothing_settles_stays_unknown() {
    let read = assert_lossless("*On Aug. 16, near Raqqah, Syria, 23 strikes engaged 16 ISIS tactical units.");
    let days = read.lines[0].days.as_ref().expect("days");
    assert_eq!((days.first.year, days.year_from), (None, YearFrom::Unresolved));
    assert!(read.problems.iter().any(|problem| problem.code == "year-unresolved"));
    let read =
        assert_lossless("Jan. 4, 2018\n*On Dec. 30, near Hajin, Syria, one strike destroyed a vehicle.");
    assert_eq!(
        read.lines[0].days.as_ref().and_then(|days| days.first.year),
        Some(2017),
        "the December before January"
    );
}

#[test]
fn effects_with_all_separators() {
    let line = release::line(
        "* Near Ramadi, four strikes struck two separate ISIL tactical units and destroyed an ISIL command and control node, \
         19 ISIL-held buildings, three vehicle-borne improvised explosive devices (VBIEDs), cratered an ISIL-used road; \
         damaged 1,200 oil tanks; and denied ISIL access to terrain.",
    );
    assert_eq!(
        effects(&line),
        [
            "struck 2 tactical unit [tactical unit]",
            "destroyed 1 command and control node [command and control node]",
            "destroyed 19 held building [held building]",
            "destroyed 3 vehicle borne improvised explosive device [VBIED]",
            "cratered 1 used road [supply route]",
            "damaged 1200 oil tank [oil installation]",
            "denied ? access to terrain [-]",
        ]
    );
    assert_eq!(line.effects[0].modifiers[0].value, "separate");
    assert_eq!(line.effects[0].force.as_ref().map(|force| force.value.as_str()), Some("ISIL"));
}

#[test]
fn verbs_of_all_years() {
    for verb in [
        "engaged",
        "destroyed",
        "damaged",
        "suppressed",
        "struck",
        "cratered",
        "degraded",
        "disabled",
        "illuminated",
    ] {
        let line = release::line(&format!("-- Near Hajin, two strikes {verb} an ISIS supply route."));
        assert_eq!(line.effects.len(), 1, "{verb}");
        assert_eq!(line.effects[0].verb.value, verb);
    }
    let line = release::line(
        "-- Near Tal Afar, one airstrike struck an ISIL tactical unit, destroying an ISIL excavator.",
    );
    assert_eq!(effects(&line)[1], "destroyed 1 excavator [engineering equipment]");
}

#[test]
fn slips_are_read_and_reported() {
    let text = "*Near Raqqah, fives strikes engaged a ISIS tactical unit and destroyed a fighting positions.";
    let read = assert_lossless(text);
    assert_eq!(strikes(&read.lines[0]), Some(5));
    assert_eq!(effects(&read.lines[0])[1], "destroyed 1 fighting position [fighting position]");
    let codes: Vec<_> =
        read.problems.iter().map(|problem| (problem.code.as_ref(), problem.span.of(text))).collect();
    assert!(codes.contains(&("number-misspelled", "fives")), "{codes:?}");
    assert!(codes.contains(&("article-with-plural", "a fighting positions")), "{codes:?}");
    let line = release::line("*Near Raqqah, one strike engage an ISIS tactical unit.");
    assert_eq!(effects(&line), ["engaged 1 tactical unit [tactical unit]"]);
    let read = assert_lossless(
        "June 14, 2017\n*On June 111-12, near Raqqah, Syria, two strikes destroyed a vehicle.",
    );
    assert!(read.problems.iter().any(|problem| problem.code == "day-not-readable"));
}

#[test]
fn a_sentence_that_names_its_place_is_a_line_with_engagements() {
    let text = "March 16, 2018\nOn March 12, coalition military forces conducted a strike consisting of two engagements \
                against ISIS targets near Shadaddi.";
    let read = assert_lossless(text);
    assert!(read.totals.is_empty());
    let line = &read.lines[0];
    assert_eq!(
        (place(line), strikes(line), line.engagements.map(|one| one.value)),
        ("Shadaddi", Some(1), Some(2))
    );
}

#[test]
fn the_forces_of_a_total_are_not_its_countries() {
    let text = "Attack, bomber, fighter and remotely piloted aircraft conducted 23 strikes consisting of 39 engagements in Syria:";
    let read = assert_lossless(text);
    assert_eq!(read.country("Syria").and_then(|total| total.engagements).map(|one| one.value), Some(39));
    let text = "Coalition forces kept attacking the Islamic State of Iraq and Syria, conducting 30 strikes consisting of 66 engagements.";
    let read = assert_lossless(text);
    assert_eq!(read.lead().and_then(|lead| lead.strikes).map(|one| one.value), Some(30));
}

#[test]
fn no_strikes_is_nought_and_not_unknown() {
    for text in [
        "In Iraq, there were no strikes on Dec. 7, 2017.",
        "There were no reported strikes in Iraq on Dec. 7, 2017.",
        "Coalition military forces did not conduct strikes in Iraq on Dec. 7, 2017.",
        "On Dec. 7, 2017, Coalition military forces conducted no strikes in Iraq.",
    ] {
        let read = assert_lossless(text);
        assert_eq!(
            read.country("Iraq").and_then(|total| total.strikes).map(|one| one.value),
            Some(0),
            "{text}"
        );
    }
}

fn kinds(read: &Release) -> Vec<PassageKind> {
    read.passages.iter().map(|passage| passage.kind).collect()
}

#[test]
fn header_definition_and_standing_text_are_recognised_and_kept() {
    let text = "EXAMPLE COMMAND\nRelease # 20170818-01\nFOR IMMEDIATE RELEASE\nMilitary strikes continue\n\n\
                On Aug. 17, Coalition military forces conducted two strikes in Syria.\n* Near Hajin, two strikes destroyed a tank.\n\n\
                A strike, as the term is used and as defined here, is one or more events near one place.\n\
                So one bomb on one vehicle is one strike, and so are many.\nThe Coalition does not report the number of aircraft.\n";
    let read = assert_lossless(text);
    assert_eq!(read.number.as_ref().map(|number| number.value.as_str()), Some("20170818-01"));
    assert_eq!(read.title.map(|title| title.of(text)), Some("Military strikes continue"));
    assert_eq!(
        kinds(&read),
        [
            PassageKind::Header,
            PassageKind::Header,
            PassageKind::Header,
            PassageKind::Header,
            PassageKind::Total(0),
            PassageKind::Line(0),
            PassageKind::Definition,
            PassageKind::Definition,
            PassageKind::Boilerplate,
        ]
    );
    let classes: Vec<_> = read.pieces(text).iter().map(|piece| piece.class).collect();
    assert!(
        classes.contains(&Class::Number)
            && classes.contains(&Class::Standing)
            && classes.contains(&Class::Target)
    );
}

#[test]
fn per_day_totals_of_a_weekly_release() {
    let text = "March 16, 2018\nBetween March 9 and March 15, coalition military forces conducted six strikes consisting of nine \
                engagements in Syria and Iraq.\n\nStrikes in Syria\nOn March 15 in Syria, coalition military forces conducted two strikes \
                consisting of three engagements against ISIS targets:\n-- Near Abu Kamal, one strike consisting of two engagements \
                destroyed an observation post.\n-- Near Hajin, one strike consisting of one engagement destroyed a vehicle.\n\
                On March 12, coalition military forces conducted a strike consisting of two engagements against ISIS targets near Shadaddi.\n\
                There were no reported strikes in Syria on March 9.\n\nStrikes in Iraq\nOn March 10 in Iraq, coalition military forces \
                conducted three strikes consisting of four engagements against ISIS targets:\n-- Near Rutbah, three strikes destroyed a tunnel.\n";
    let read = assert_lossless(text);
    let days: Vec<_> =
        read.lines.iter().map(|line| line.days.as_ref().map(|days| days.first.to_string())).collect();
    let expected = ["2018-03-15", "2018-03-15", "2018-03-12", "2018-03-10"].map(|day| Some(day.to_owned()));
    assert_eq!(days, expected);
    let lead = read.sums.iter().find(|sum| sum.what == "lead-strikes").expect("a check");
    assert_eq!((lead.added, lead.agrees), (Some(6), Some(true)), "{:?}", read.sums);
    let engagements = read.sums.iter().find(|sum| sum.what == "lead-engagements").expect("a check");
    assert_eq!((engagements.added, engagements.agrees), (Some(9), Some(true)), "{:?}", read.sums);
}

#[test]
fn corrections_are_kept_beside_what_they_correct() {
    let text = "Aug. 18, 2017\nCorrection: the strike near Hajin in the release of Aug. 16 should have read near Abu Kamal.\n\
                On Aug. 17, Coalition military forces conducted one strike in Syria.\n";
    let read = assert_lossless(text);
    assert_eq!(read.amendments.len(), 1);
    assert_eq!(read.amendments[0].kind, release::AmendmentKind::Corrects);
    assert_eq!(
        read.amendments[0].days.as_ref().map(|days| days.first.to_string()).as_deref(),
        Some("2017-08-16")
    );
    assert_eq!(read.totals.len(), 1, "the correction is not counted");
}

#[test]
fn text_in_one_paragraph_is_read_line_by_line() {
    let text = "In Syria, coalition forces conducted three strikes against ISIS targets: -- Near Hajin, two strikes destroyed a tank. \
                -- Near Raqqa, one strike destroyed a van. A strike, as defined here, is one or more events.";
    let read = assert_lossless(text);
    let places: Vec<_> = read.lines.iter().map(place).collect();
    assert_eq!(places, ["Hajin", "Raqqa"]);
    assert_eq!(read.sums[0].agrees, Some(true));
}
