//! The list of incidents is exactly what a filter says, every row comes once, and a page costs a fixed number of
//! statements.

use crate::on_both;
use crate::stand::{Stand, reason};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::LinkRole;
use domain::when::{When, Zone};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use register::incident::{Cursor, Facet, Filter, Order, Page, Row, Toll};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// An assessment as made for a test.
#[derive(Clone, Debug)]
struct Judged {
    grade: Option<&'static str>,
    min: Option<i64>,
    max: Option<i64>,
}

/// An incident as made for a test.
#[derive(Clone, Debug)]
struct Made {
    when: Option<&'static str>,
    place: &'static str,
    campaign: Option<&'static str>,
    objects: Vec<&'static str>,
    candidate: bool,
    own: Option<Judged>,
    adopted: Option<Judged>,
    /// Outcomes with the day of the decision, and whether the link is only possible.
    findings: Vec<(&'static str, Option<&'static str>, bool)>,
}

const PLACES: [&str; 5] = ["Raqqah", "الرَّقّة", "Ar Raqqah", "Hajin", "الباغوز"];

/// Grades taken over stand whatever the register holds; those of our own here need no support.
fn judged(grades: [&'static str; 3]) -> impl Strategy<Value = Option<Judged>> {
    let grade = prop::option::of(prop::sample::select(grades.to_vec()));
    prop::option::of((grade, prop::option::of(0..20_i64), prop::option::of(20..50_i64)))
        .prop_map(|judged| judged.map(|(grade, min, max)| Judged { grade, min, max }))
}

fn made() -> impl Strategy<Value = Made> {
    let when = prop::option::of(prop::sample::select(vec![
        "2017-06-10",
        "2017-06-10/2017-06-14",
        "2017-06",
        "2018",
        "2019-03-18",
        "../2017-06-01",
        "2018-12-30/..",
    ]));
    let outcome = prop::sample::select(vec!["credible", "non_credible", "denied"]);
    let decided = prop::option::of(prop::sample::select(vec!["2018-01-05", "2019-12-05", "2022-03-10"]));
    (
        when,
        prop::sample::select(PLACES.to_vec()),
        prop::option::of(prop::sample::select(vec!["raqqa2017", "deirezzor2018_19"])),
        prop::sample::subsequence(vec!["hospital", "field_hospital", "school"], 0..=2),
        prop::bool::weighted(0.2),
        judged(["discounted", "weak", "weak"]),
        judged(["confirmed", "fair", "weak"]),
        prop::collection::vec((outcome, decided, prop::bool::weighted(0.3)), 0..=2),
    )
        .prop_map(|(when, place, campaign, objects, candidate, own, adopted, findings)| Made {
            when,
            place,
            campaign,
            objects,
            candidate,
            own,
            adopted,
            findings,
        })
}

fn some(runner: &mut TestRunner, count: usize) -> Vec<Made> {
    (0..count).map(|_| made().new_tree(runner).unwrap().current()).collect()
}

fn day(text: &str) -> When {
    When::day(text, Zone::Unknown).unwrap()
}

async fn keep(stand: &Stand, all: &[Made]) -> Vec<RecordId> {
    let mut work = stand.register.begin(reason("Try it"), stand.scope.project).await.unwrap();
    let mut ids = Vec::new();
    for (number, made) in all.iter().enumerate() {
        let mut body = json!({
            "title": format!("Incident {number}"), "codes": [format!("TS{number:04}")],
            "location": {"words": made.place}, "protected_objects": made.objects, "candidate": made.candidate,
        });
        if let Some(when) = made.when {
            body["when"] = json!(day(when));
        }
        if let Some(campaign) = made.campaign {
            body["campaign"] = json!(campaign);
        }
        let id = work.create(Kind::Incident, crate::life::body(body)).await.unwrap();
        for (basis, judged) in [("own", &made.own), ("adopted", &made.adopted)] {
            let Some(judged) = judged else { continue };
            let old = json!({"incident": id, "version": 1, "basis": basis, "body": "Recorder", "grade": "discounted"});
            work.create(Kind::Assessment, crate::life::body(old)).await.unwrap();
            let mut body = json!({"incident": id, "version": 2, "basis": basis, "body": "Recorder"});
            if let Some(grade) = judged.grade {
                body["grade"] = json!(grade);
            }
            body["killed"] = json!(domain::count::Count::range(judged.min, judged.max));
            work.create(Kind::Assessment, crate::life::body(body)).await.unwrap();
        }
        for (outcome, decided, possible) in &made.findings {
            let mut body = json!({"body": "Task force", "outcome": outcome});
            if let Some(decided) = decided {
                body["decided"] = json!(day(decided));
            }
            let finding = work.create(Kind::Finding, crate::life::body(body)).await.unwrap();
            let attributes = possible.then(|| ("certainty".to_owned(), "possible".to_owned()));
            let (from, to) = ((Kind::Finding, finding.0), (Kind::Incident, id.0));
            work.link(from, LinkRole::Decides, to, attributes.into_iter().collect()).await.unwrap();
        }
        ids.push(id);
    }
    work.commit().await.unwrap();
    ids
}

/// The values an incident has in each facet, worked out apart from the register.
fn values(made: &Made, facet: Facet, adopted: bool) -> BTreeSet<String> {
    let shown = if adopted { made.adopted.as_ref() } else { made.own.as_ref().or(made.adopted.as_ref()) };
    let text = |value: &str| BTreeSet::from([value.to_owned()]);
    match facet {
        Facet::Grade => text(shown.and_then(|judged| judged.grade).unwrap_or("none")),
        Facet::Basis => {
            let mut bases = BTreeSet::new();
            bases.extend(made.own.as_ref().map(|_| "own".to_owned()));
            bases.extend(made.adopted.as_ref().map(|_| "adopted".to_owned()));
            if bases.is_empty() { text("none") } else { bases }
        }
        Facet::Campaign => text(made.campaign.unwrap_or("none")),
        Facet::Outcome => {
            let certain = made.findings.iter().filter(|(.., possible)| !possible).rev();
            let latest = certain.fold(None::<(&str, &str)>, |best, (outcome, decided, _)| {
                let decided = decided.unwrap_or("");
                match best {
                    Some((_, day)) if day >= decided => best,
                    _ => Some((outcome, decided)),
                }
            });
            text(latest.map_or("none", |(outcome, _)| outcome))
        }
        Facet::Object if made.objects.is_empty() => text("none"),
        Facet::Object => made.objects.iter().map(|object| (*object).to_owned()).collect(),
        Facet::Killed => {
            let values: &[&str] = match shown.map(|judged| (judged.min, judged.max)) {
                None | Some((None, None)) => &["unknown"],
                Some((Some(_), None)) => &["known", "at_least"],
                Some((None, Some(_))) => &["known", "up_to"],
                Some((Some(_), Some(_))) => &["known", "range"],
            };
            values.iter().map(|value| (*value).to_owned()).collect()
        }
        Facet::Candidate => text(if made.candidate { "yes" } else { "no" }),
    }
}

fn is_left(made: &Made, filter: &Filter, but: Option<Facet>, adopted: bool) -> bool {
    let facets = filter.chosen.iter().filter(|(facet, _)| Some(**facet) != but);
    let by_facet =
        facets.into_iter().all(|(facet, chosen)| !values(made, *facet, adopted).is_disjoint(chosen));
    let (from, to) = filter.days().unwrap();
    let by_day = (from.is_none() && to.is_none())
        || made.when.map(day).is_some_and(|when| {
            from.is_none_or(|from| when.last_day().is_none_or(|last| last >= from))
                && to.is_none_or(|to| when.first_day().is_none_or(|first| first <= to))
        });
    let raqqa = PLACES[..3].contains(&made.place);
    by_facet && by_day && filter.words.as_ref().is_none_or(|_| raqqa)
}

fn filters() -> impl Strategy<Value = Filter> {
    let choice = prop::sample::select(vec![
        ("grade", "confirmed"),
        ("grade", "fair"),
        ("grade", "none"),
        ("basis", "own"),
        ("basis", "adopted"),
        ("basis", "none"),
        ("campaign", "raqqa2017"),
        ("campaign", "none"),
        ("outcome", "non_credible"),
        ("outcome", "credible"),
        ("outcome", "none"),
        ("object", "hospital"),
        ("object", "school"),
        ("object", "none"),
        ("killed", "unknown"),
        ("killed", "range"),
        ("killed", "at_least"),
        ("killed", "known"),
        ("candidate", "yes"),
        ("candidate", "no"),
        ("from", "2017-06-12"),
        ("from", "2018"),
        ("to", "2018-12"),
        ("to", "2019-03-18"),
        ("q", "الرقة"),
        ("q", "Raqqa"),
    ]);
    prop::collection::vec(choice, 0..4).prop_map(|pairs| Filter::read(pairs).unwrap())
}

/// Reads every page, forwards, then every page back to the first.
async fn pages(stand: &Stand, filter: &Filter, order: Order, limit: i64) -> Vec<Row> {
    let ask =
        async |page: Page| stand.register.incidents(stand.scope, filter, order, &page, limit).await.unwrap();
    let mut all: Vec<Row> = Vec::new();
    let mut page = ask(Page::First).await;
    assert!(!page.has_earlier);
    loop {
        all.extend(page.rows.clone());
        let Some(last) = page.rows.last().filter(|_| page.has_later) else { break };
        page = ask(Page::After(last.cursor.clone())).await;
        assert!(page.has_earlier && !page.rows.is_empty());
    }
    let mut back: Vec<Row> = page.rows.clone();
    while let Some(first) = back.first().cloned() {
        let before = ask(Page::Before(first.cursor)).await;
        if before.rows.is_empty() {
            break;
        }
        back.splice(0..0, before.rows);
    }
    let ids = |rows: &[Row]| rows.iter().map(|row| row.incident.id).collect::<Vec<_>>();
    assert_eq!(ids(&back), ids(&all), "backwards as forwards");
    all
}

fn toll(all: &[&Judged]) -> Toll {
    let mut toll = Toll { incidents: i64::try_from(all.len()).unwrap(), ..Toll::default() };
    for judged in all {
        match (judged.min, judged.max) {
            (None, None) => toll.unknown += 1,
            (Some(min), None) => (toll.lower, toll.lower_min) = (toll.lower + 1, toll.lower_min + min),
            (None, Some(max)) => (toll.upper, toll.upper_max) = (toll.upper + 1, toll.upper_max + max),
            (Some(min), Some(max)) => {
                toll.both += 1;
                toll.both_min += min;
                toll.both_max += max;
            }
        }
    }
    toll
}

async fn agrees(stand: &Stand, all: &[(RecordId, Made)], filter: &Filter) {
    let adopted = filter.shows_adopted();
    let left: Vec<&(RecordId, Made)> =
        all.iter().filter(|(_, made)| is_left(made, filter, None, adopted)).collect();
    let expected: BTreeSet<RecordId> = left.iter().map(|(id, _)| *id).collect();
    for order in Order::ALL {
        let rows = pages(stand, filter, order, 7).await;
        let found: Vec<RecordId> = rows.iter().map(|row| row.incident.id).collect();
        assert_eq!(found.len(), expected.len(), "each row once: {filter:?} {order:?}");
        assert_eq!(found.iter().copied().collect::<BTreeSet<_>>(), expected, "{filter:?} {order:?}");
        if order == Order::Toll {
            let keys: Vec<i64> = rows.iter().map(|row| row.cursor.key.parse().unwrap()).collect();
            assert!(keys.windows(2).all(|pair| pair[0] >= pair[1]), "unknown last: {keys:?}");
        }
    }
    let sorts = stand.register.incident_sorts(stand.scope, filter).await.unwrap();
    assert_eq!(sorts.incidents, i64::try_from(left.len()).unwrap(), "{filter:?}");
    for (basis, told) in [("own", sorts.own), ("adopted", sorts.adopted)] {
        let chosen = filter.values(Facet::Basis).is_none_or(|chosen| chosen.contains(basis));
        let alone = filter.clone().only(Facet::Basis, basis);
        let left =
            all.iter().filter(|(_, made)| chosen && is_left(made, &alone, None, alone.shows_adopted()));
        let judged = left
            .filter_map(|(_, made)| if basis == "own" { made.own.as_ref() } else { made.adopted.as_ref() });
        assert_eq!(told, toll(&judged.collect::<Vec<_>>()), "{basis} of {filter:?}");
    }
    for facet in Facet::ALL.into_iter().filter(|facet| *facet != Facet::Basis) {
        let mut counts: BTreeMap<String, i64> = BTreeMap::new();
        for (_, made) in all.iter().filter(|(_, made)| is_left(made, filter, Some(facet), adopted)) {
            for value in values(made, facet, adopted) {
                *counts.entry(value).or_default() += 1;
            }
        }
        assert_eq!(sorts.counts[&facet], counts, "{facet:?} of {filter:?}");
    }
    // Of a basis: as many as there are once it is chosen alone.
    for basis in ["own", "adopted", "none"] {
        let alone = filter.clone().only(Facet::Basis, basis);
        let count = all.iter().filter(|(_, made)| is_left(made, &alone, None, alone.shows_adopted())).count();
        let told = sorts.counts[&Facet::Basis].get(basis).copied().unwrap_or(0);
        assert_eq!(told, i64::try_from(count).unwrap(), "{basis} of {filter:?}");
    }
}

on_both! {
    async fn the_list_is_exactly_what_the_filter_says(stand: Stand) {
        let mut runner = TestRunner::deterministic();
        let made = some(&mut runner, 40);
        let ids = keep(&stand, &made).await;
        let all: Vec<(RecordId, Made)> = ids.into_iter().zip(made).collect();
        agrees(&stand, &all, &Filter::default()).await;
        for _ in 0..40 {
            let filter = filters().new_tree(&mut runner).unwrap().current();
            agrees(&stand, &all, &filter).await;
        }
    }

    async fn a_page_costs_the_same_for_few_and_for_many(stand: Stand) {
        let mut runner = TestRunner::deterministic();
        let filter = Filter::default().with(Facet::Killed, "known");
        let cost = async || {
            let before = stand.register.db.statements();
            stand.register.incidents(stand.scope, &filter, Order::Newest, &Page::First, 50).await.unwrap();
            stand.register.incident_sorts(stand.scope, &filter).await.unwrap();
            stand.register.found_elsewhere(stand.scope, "Raqqa").await.unwrap();
            stand.register.db.statements() - before
        };
        keep(&stand, &some(&mut runner, 3)).await;
        let few = cost().await;
        keep(&stand, &some(&mut runner, 297)).await;
        assert_eq!((few, cost().await), (3, 3));
    }

    async fn a_file_costs_the_same_with_2_and_with_200_links(stand: Stand) {
        let incident = keep(&stand, &some(&mut TestRunner::deterministic(), 1)).await[0];
        let link_more = async |count: usize| {
            let mut work = stand.register.begin(reason("Link"), stand.scope.project).await.unwrap();
            for number in 0..count {
                let source = work.create(Kind::Source, crate::life::body(json!({"name": format!("S{number}")}))).await.unwrap();
                let report = json!({"title": "Account", "source": source});
                let report = work.create(Kind::Report, crate::life::body(report)).await.unwrap();
                let claim = json!({"report": report, "claim": "It was bombed"});
                let claim = work.create(Kind::Assertion, crate::life::body(claim)).await.unwrap();
                let to = (Kind::Incident, incident.0);
                work.link((Kind::Report, report.0), LinkRole::About, to, BTreeMap::new()).await.unwrap();
                work.link((Kind::Assertion, claim.0), LinkRole::CandidateFor, to, BTreeMap::new()).await.unwrap();
            }
            work.commit().await.unwrap();
        };
        let read = async || {
            let before = stand.register.db.statements();
            let file = stand.register.incident_file(stand.scope, incident).await.unwrap();
            (stand.register.db.statements() - before, file)
        };
        link_more(2).await;
        let (few, file) = read().await;
        let reports = |file: &register::incident::File| file.linked.iter().filter(|each| each.record.kind == Kind::Report).count();
        assert_eq!((reports(&file), file.has_more_linked), (2, false));
        assert_eq!(file.linked.iter().filter(|each| each.is_candidate()).count(), 2);
        assert_eq!(file.origins.len(), 4, "two sources, and the two reports that the assertions stand in");
        link_more(198).await;
        let (many, file) = read().await;
        assert_eq!((reports(&file), file.has_more_linked, few), (200, false, many));
        link_more(1).await;
        assert!(read().await.1.has_more_linked);
    }

    async fn a_code_finds_its_record_whatever_its_case(stand: Stand) {
        let twice = |title: &str| crate::life::body(json!({"title": title, "codes": ["CS1891a", "X-HAJIN-HOSP"]}));
        let first = crate::life::make(&stand, Kind::Incident, twice("One")).await;
        let second = crate::life::make(&stand, Kind::Incident, twice("Two")).await;
        crate::life::make(&stand, Kind::Incident, crate::life::body(json!({"title": "Longer", "codes": ["CS1891"]}))).await;
        let finding = json!({"body": "Task force", "outcome": "denied", "code": "DF043", "incident_words": "CS1891a"});
        let finding = crate::life::make(&stand, Kind::Finding, crate::life::body(finding)).await;
        let ids = async |code: &str| -> Vec<RecordId> {
            stand.register.records_of_code(stand.scope, code).await.unwrap().iter().map(|record| record.id).collect()
        };
        for code in ["CS1891a", "cs1891A", "x-hajin-hosp"] {
            assert_eq!(ids(code).await, [first, second], "{code}");
        }
        assert_eq!(ids("df043").await, [finding]);
        assert_eq!(ids("CS189").await, []);
        assert_eq!(ids("%_'\"").await, []);
    }

    async fn another_project_sees_nothing(stand: Stand) {
        let ids = keep(&stand, &some(&mut TestRunner::deterministic(), 5)).await;
        let other = domain::record::Project { code: "other".into(), name: "Other".into(), ..Default::default() };
        let other = register::Scope::of(stand.register.make_project(reason("Another"), &other).await.unwrap());
        let rows = stand.register.incidents(other, &Filter::default(), Order::Newest, &Page::First, 50).await.unwrap();
        assert_eq!(rows.rows, []);
        assert_eq!(stand.register.incident_sorts(other, &Filter::default()).await.unwrap().incidents, 0);
        assert_eq!(stand.register.incident_file(other, ids[0]).await.err().unwrap().code(), "not-found");
        assert_eq!(stand.register.records_of_code(other, "TS0001").await.unwrap(), []);
        assert_eq!(stand.register.found_elsewhere(other, "Task").await.unwrap(), []);
    }
}

#[test]
fn parameters_read_back_what_they_wrote() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..200 {
        let filter = filters().new_tree(&mut runner).unwrap().current();
        let pairs = filter.parameters();
        let again = Filter::read(pairs.iter().map(|(name, value)| (*name, value.as_str()))).unwrap();
        assert_eq!(again, filter);
    }
}

#[test]
fn values_that_are_no_values_are_refused() {
    for (name, value) in [
        ("grade", "Fair'; drop"),
        ("basis", "theirs"),
        ("outcome", "x"),
        ("object", "tank"),
        ("killed", "0"),
        ("candidate", "maybe"),
        ("from", "yesterday"),
        ("to", "2018-02-30"),
        ("campaign", &"x".repeat(201)),
    ] {
        assert_eq!(Filter::read([(name, value)]).err().unwrap().code(), "record-refused", "{name}={value}");
    }
    assert!(Filter::read([("from", "2019"), ("to", "2018")]).is_err());
    for text in ["", "~", "1~x", "2017~00000000", "x~00000000-0000-0000-0000-000000000000"] {
        assert!(
            Cursor::parse(text, Order::Newest).is_err() && Cursor::parse(text, Order::Toll).is_err(),
            "{text}"
        );
    }
}
