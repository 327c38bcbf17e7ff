//! Figures as a reader follows them: each opens what it rests on and exactly as many rows as it says, nothing unlike
//! stands in one row, a grade that no longer stands counts nowhere.

use crate::site::{Site, sites};
use axum::http::StatusCode;
use domain::kind::Kind;
use domain::when::{When, Zone};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn when(edtf: &str) -> When {
    When::from_edtf(edtf, Zone::Unknown, None, None).expect("a date")
}

fn tally(body: &str, as_of: &str, period: &str, count: &Value) -> Value {
    json!({
        "body": body, "kind": "civilians_killed", "as_of": when(as_of), "period": when(period),
        "area": "Iraq and Syria", "actor_scope": "US-led Coalition", "count": count,
    })
}

async fn sources(site: &Site) {
    site.make(Kind::Source, json!({"name": "Task force", "kind": "official"})).await;
    site.make(Kind::Source, json!({"name": "Recorder", "kind": "recorder"})).await;
}

/// Official minima and a documented range over the same years.
async fn campaign(site: &Site) {
    sources(site).await;
    for (as_of, min) in [("2018-08-30", 1061), ("2019-01-31", 1190), ("2019-08-07", 1321)] {
        let count = json!({"min": min, "bound": "at_least"});
        site.make(Kind::Tally, tally("Task force", as_of, "2014-08/2019-07", &count)).await;
    }
    let range = json!({"min": 8106, "max": 12980, "bound": "range"});
    site.make(Kind::Tally, tally("Recorder", "2019-08-07", "2014-08/2019-07", &range)).await;
    let month = json!({"min": 70_707, "max": 70_707, "bound": "exact"});
    site.make(Kind::Tally, tally("Recorder", "2019-09", "2019-08", &month)).await;
}

/// An incident and its assessments taken over: versions of a grade and a toll.
async fn incident(site: &Site, code: &str, versions: &[(&str, Value)]) {
    let id =
        site.make(Kind::Incident, json!({"title": code, "codes": [code], "campaign": "raqqa2017"})).await;
    for (version, (grade, killed)) in (1..).zip(versions) {
        let mut body = json!({
            "incident": id, "version": version, "basis": "adopted", "body": "Recorder", "grade": grade,
            "codebook": "airwars 1",
        });
        if !killed.is_null() {
            body["killed"] = killed.clone();
        }
        site.make(Kind::Assessment, body).await;
    }
}

/// Fair, both ends; fair, a minimum only; confirmed, not known; weak, regraded from fair with another toll.
async fn selection(site: &Site) {
    incident(site, "TS1", &[("fair", json!({"min": 5, "max": 9}))]).await;
    incident(site, "TS2", &[("fair", json!({"min": 40}))]).await;
    incident(site, "TS3", &[("confirmed", Value::Null)]).await;
    let regraded = [("fair", json!({"min": 900, "max": 901})), ("weak", json!({"min": 1, "max": 2}))];
    incident(site, "TS4", &regraded).await;
}

/// Addresses of links with the text they show, in order.
fn links(markup: &str) -> Vec<(String, String)> {
    markup
        .split("<a ")
        .skip(1)
        .filter_map(|rest| {
            let (tag, rest) = rest.split_once('>')?;
            let address = tag.split("href=\"").nth(1)?.split('"').next()?.replace("&amp;", "&");
            Some((address, words(rest.split("</a>").next()?)))
        })
        .collect()
}

/// Text without tags.
fn words(markup: &str) -> String {
    let mut text = String::new();
    for (index, piece) in markup.split('<').enumerate() {
        let rest = if index == 0 { piece } else { piece.split_once('>').map_or("", |(_, rest)| rest) };
        text.push_str(rest);
    }
    text.trim().to_owned()
}

/// What stands between the frame's head and foot.
fn content(page: &str) -> &str {
    page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("content")
}

/// Table rows.
fn rows(page: &str) -> Vec<&str> {
    content(page).split("<tr").skip(1).map(|rest| rest.split("</tr>").next().unwrap_or_default()).collect()
}

#[tokio::test]
async fn every_figure_opens_something_that_is_there() {
    for site in sites().await {
        campaign(&site).await;
        selection(&site).await;
        let mut addresses = BTreeSet::new();
        for path in ["/", "/tallies", "/codebook", "/?lang=ar", "/tallies?lang=ar", "/codebook?lang=ar"] {
            let page = site.page(path).await;
            addresses.extend(links(content(&page)).into_iter().map(|(address, _)| address));
        }
        addresses.retain(|address| address.starts_with('/'));
        assert!(addresses.len() > 20, "{addresses:?}");
        for address in addresses {
            let status = site.get(&address).await.status;
            assert!(status == StatusCode::OK || status.is_redirection(), "{address}: {status}");
        }
    }
}

#[tokio::test]
async fn the_selection_and_official_totals_never_share_a_row() {
    for site in sites().await {
        campaign(&site).await;
        selection(&site).await;
        for path in ["/", "/?lang=ar"] {
            let page = site.page(path).await;
            let (mut ours, mut theirs) = (0, 0);
            for row in rows(&page) {
                let (selected, stated) = (row.contains("\"/incidents?"), row.contains("/records/tallies/"));
                assert!(!(selected && stated), "{path}: {row}");
                ours += usize::from(selected);
                theirs += usize::from(stated);
            }
            assert!(ours > 3 && theirs > 3, "{path}: {ours} {theirs}");
        }
        let page = site.page("/").await;
        assert!(page.contains("a selection") && page.contains("set beside an official total"));
        for difference in ["6,785", "11,659", "10,543", "11,864"] {
            assert!(!page.contains(difference), "nothing is subtracted or averaged: {difference}");
        }
        assert!(page.contains("8,106–12,980") && page.contains("1,321"));
    }
}

#[tokio::test]
async fn a_month_is_not_set_beside_a_campaign() {
    for site in sites().await {
        campaign(&site).await;
        let page = site.page("/").await;
        let opening = page.split("</h1>").next().expect("heading");
        assert!(opening.contains("1,321") && !opening.contains("70,707"), "the latest of like figures");
        let chart =
            page.split("<figure class=\"chart\"").nth(1).and_then(|rest| rest.split("</figure>").next());
        assert!(!chart.expect("chart").contains("70,707"));
        assert!(site.page("/tallies").await.contains("70,707"));
    }
}

#[tokio::test]
async fn each_count_of_the_selection_opens_as_many_incidents() {
    for site in sites().await {
        selection(&site).await;
        let page = site.page("/").await;
        let counted: Vec<(String, i64)> = links(content(&page))
            .into_iter()
            .filter(|(address, _)| address.starts_with("/incidents?"))
            .filter_map(|(address, text)| Some((address, text.parse().ok()?)))
            .collect();
        // Of the four, two are fair: the first grade of the fourth no longer stands.
        let fair = counted.iter().find(|(address, _)| {
            address.contains("grade=fair") && !address.contains("confirmed") && !address.contains("killed")
        });
        assert_eq!(fair.map(|(_, count)| *count), Some(2), "{counted:?}");
        assert!(!page.contains("900") && !page.contains("901"), "a grade that no longer stands is not added");
        for (address, count) in counted.iter().filter(|(address, _)| !address.contains("killed=")) {
            let list = site.page(address).await;
            let said = match count {
                0 => "No incident".to_owned(),
                1 => "1 incident".to_owned(),
                more => format!("{more} incidents"),
            };
            assert!(words(content(&list)).contains(&said), "{address} says {said}");
        }
    }
}

#[tokio::test]
async fn the_ledger_says_month_by_month_what_its_reports_acknowledge() {
    for site in sites().await {
        campaign(&site).await;
        let report = site.make(Kind::Report, json!({"title": "Monthly report"})).await;
        let month = json!({
            "body": "Task force", "kind": "reports_received", "period": when("2018-07"), "count": {"min": 18, "max": 18},
        });
        site.make(Kind::Tally, month).await;
        for (body, end, min) in
            [("Task force", "2018-07", 1063), ("Task force", "2018-08", 1114), ("Recorder", "2018-08", 6576)]
        {
            let count = json!({"min": min, "bound": "at_least"});
            let mut figure = tally(body, "2018-09-28", &format!("2014-08/{end}"), &count);
            figure["report"] = json!(report);
            site.make(Kind::Tally, figure).await;
        }
        let page = site.page("/tallies").await;
        let ledger = page.split("id=\"ledger\"").nth(1).and_then(|rest| rest.split("</table>").next());
        let ledger = ledger.expect("the ledger");
        let rows: Vec<&str> = ledger.split("<tr").skip(2).collect();
        assert_eq!(
            rows.len(),
            2,
            "who states no ledger has no month in it, nor has what stands in no report"
        );
        assert!(rows[0].contains(">18</a>") && rows[0].contains("1,063"), "{}", rows[0]);
        assert!(rows[1].contains("1,114") && rows[1].contains("not stated"), "{}", rows[1]);
        let figures: Vec<(String, String)> = rows.iter().flat_map(|row| links(row)).collect();
        assert_eq!(figures.len(), 3, "each figure opens its tally: {figures:?}");
    }
}
