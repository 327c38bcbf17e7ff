//! Tallies: who is official, what may stand side by side, the list by keyset, the monthly ledger.

use crate::on_both;
use crate::stand::{Stand, reason};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::TallyKind;
use domain::when::{When, Zone};
use register::tally::ledger::Balance;
use register::tally::{Cursor, Filter, Page, Side, common};
use serde_json::{Value, json};

fn when(text: &str) -> When {
    When::day(text, Zone::Unknown).unwrap()
}

async fn keep(stand: &Stand, kind: Kind, bodies: Vec<Value>) -> Vec<RecordId> {
    let mut work = stand.register.begin(reason("Fill"), stand.scope.project).await.unwrap();
    let mut ids = Vec::new();
    for body in bodies {
        ids.push(work.create(kind, body.as_object().unwrap().clone()).await.unwrap());
    }
    work.commit().await.unwrap();
    ids
}

fn total(body: &str, as_of: &str, period: &str, count: &Value) -> Value {
    json!({
        "body": body, "kind": "civilians_killed", "as_of": when(as_of), "period": when(period),
        "area": "Iraq and Syria", "actor_scope": "Coalition", "count": count,
    })
}

fn month(kind: &str, month: &str, figure: i64) -> Value {
    json!({
        "body": "Task force", "kind": kind, "period": when(month),
        "count": {"min": figure, "max": figure, "bound": "exact"},
    })
}

async fn sources(stand: &Stand) {
    let sources = vec![
        json!({"name": "Task force", "name_ar": "قوة", "kind": "official"}),
        json!({"name": "Recorder", "kind": "recorder"}),
    ];
    keep(stand, Kind::Source, sources).await;
}

on_both! {
    async fn only_like_totals_stand_side_by_side(stand: Stand) {
        sources(&stand).await;
        let least = |figure: i64| json!({"min": figure, "bound": "at_least"});
        keep(&stand, Kind::Tally, vec![
            total("Task force", "2017-06-02", "2014-08/2017-04", &least(484)),
            total("Task force", "2019-07-26", "2014-08/2019-06", &least(1321)),
            total("Task force", "2019-07-26", "2014-08/2019-06", &least(1321)),
            total("Task force", "2020-01", "2014-08/2019-12", &least(1370)),
            total("Task force", "2020-01-02", "2014-08/2019-11", &least(1359)),
            total("Task force", "2021", "2014-08/..", &least(1417)),
            total("Recorder", "2019-08-07", "2014-08-08/2019-08-07", &json!({"min": 8106, "max": 12980, "bound": "range"})),
            total("Recorder", "2021", "2014-08/2021", &json!({"min": 13000, "bound": "more_than"})),
            // One month, words only, and a body that no Source names: all in the list, none in the series.
            total("Task force", "2021-02", "2021-01", &json!({"min": 7, "max": 7, "bound": "exact"})),
            total("Recorder", "2021-03", "2014-08/2021", &json!({"bound": "vague", "wording": "hundreds"})),
            total("Somebody", "2021-04", "2014-08/2021", &least(99)),
        ]).await;
        let deaths = stand.register.deaths(stand.scope).await.unwrap();
        assert_eq!(deaths.len(), 11);
        let somebody = deaths.iter().find(|stated| stated.tally.body == "Somebody").unwrap();
        assert!(!somebody.speaker.is_official() && !somebody.speaker.is_recorder());
        assert_eq!(somebody.speaker.source, None);
        let common = common(TallyKind::CiviliansKilled, &deaths).unwrap();
        let minima: Vec<Option<i64>> = common.official.iter().map(|stated| stated.tally.count.min).collect();
        assert_eq!(minima, [Some(484), Some(1321), Some(1359), Some(1370), Some(1417)]);
        assert_eq!(common.aside.len(), 1, "the second statement of 1,321 is kept aside");
        assert!(common.is_repeated(&common.aside[0]));
        assert_eq!(common.documented_latest().unwrap().tally.count.min, Some(13000));
        let range = common.range_latest().unwrap();
        assert_eq!((range.tally.count.min, range.tally.count.max), (Some(8106), Some(12980)));
        assert_eq!(common.official_at(range.moment()).unwrap().tally.count.min, Some(1321));
        assert!(register::tally::common(TallyKind::AllPersonsKilled, &deaths).is_none());
    }

    async fn pages_hold_each_tally_once_and_cost_the_same(stand: Stand) {
        sources(&stand).await;
        let least = |figure: i64| json!({"min": figure, "bound": "at_least"});
        let few = (0..3).map(|at| total("Task force", "2017-06-02", "2014-08/2017-04", &least(at))).collect();
        keep(&stand, Kind::Tally, few).await;
        let cost = async |stand: &Stand| {
            let before = stand.register.db.statements();
            stand.register.tallies(stand.scope, &Filter::default(), &Page::First, 50).await.unwrap();
            stand.register.tally_sorts(stand.scope, &Filter::default()).await.unwrap();
            stand.register.deaths(stand.scope).await.unwrap();
            stand.register.monthly_ledger(stand.scope).await.unwrap();
            stand.register.db.statements() - before
        };
        let with_few = cost(&stand).await;
        let many = (0..300)
            .map(|at| {
                let body = if at % 3 == 0 { "Recorder" } else { "Task force" };
                total(body, &format!("{}-{:02}", 2015 + at / 60, 1 + at % 12), "2014-08/2019-04", &least(at))
            })
            .collect();
        keep(&stand, Kind::Tally, many).await;
        assert_eq!(cost(&stand).await, with_few);
        let filter = Filter::read([("side", "other")]).unwrap();
        let sorts = stand.register.tally_sorts(stand.scope, &filter).await.unwrap();
        assert_eq!(sorts.tallies, 100);
        assert_eq!(sorts.sides[&Side::Official], 203);
        let (mut page, mut seen) = (Page::First, Vec::new());
        loop {
            let rows = stand.register.tallies(stand.scope, &filter, &page, 17).await.unwrap();
            seen.extend(rows.rows.iter().map(|stated| (stated.moment().to_owned(), stated.id.0)));
            match rows.rows.last().filter(|_| rows.has_later) {
                Some(last) => page = Page::After(Cursor::parse(&Cursor::at(last).to_string()).unwrap()),
                None => break,
            }
        }
        let mut sorted = seen.clone();
        sorted.sort();
        sorted.dedup();
        sorted.reverse();
        assert_eq!(seen, sorted);
        assert_eq!(seen.len(), 100);
    }

    async fn a_break_of_the_ledger_is_shown_and_not_repaired(stand: Stand) {
        keep(&stand, Kind::Tally, vec![
            month("reports_open_at_end", "2017-08", 350),
            month("reports_carried_over", "2017-09", 344),
            month("reports_received", "2017-09", 302),
            month("reports_completed", "2017-09", 127),
            month("reports_carried_over", "2018-11", 194),
            month("reports_received", "2018-11", 15),
            month("reports_completed", "2018-11", 25),
            month("reports_open_at_end", "2018-11", 184),
            month("reports_carried_over", "2018-12", 184),
            month("reports_received", "2018-12", 10),
            month("reports_completed", "2018-12", 12),
            month("reports_open_at_end", "2018-12", 180),
            // Since the beginning: no month's figure.
            month("reports_received", "2014-08/2018-12", 9999),
        ]).await;
        let ledger = stand.register.monthly_ledger(stand.scope).await.unwrap();
        let months: Vec<&str> = ledger.iter().map(|month| month.month.as_str()).collect();
        assert_eq!(months, ["2017-08", "2017-09", "2018-11", "2018-12"]);
        assert_eq!(ledger[1].carry_break(), Some((350, 344)));
        let balances: Vec<Balance> = ledger.iter().map(register::tally::ledger::Month::balance).collect();
        assert_eq!(balances, [Balance::Open, Balance::Open, Balance::Holds, Balance::Breaks(182)]);
        assert_eq!(ledger[3].carry_break(), None);
    }
}

#[test]
fn parameters_read_back_and_others_are_refused() {
    let filter = Filter::read([("kind", "strikes"), ("body", "A & B"), ("side", "official")]).unwrap();
    let pairs = filter.parameters();
    let again = Filter::read(pairs.iter().map(|(name, value)| (*name, value.as_str()))).unwrap();
    assert_eq!(again, filter);
    assert!(Filter::read([("kind", "nonsense")]).is_err());
    assert!(Filter::read([("side", "both")]).is_err());
}
