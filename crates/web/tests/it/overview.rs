//! The overview, tallies and the codebook over HTTP: both languages, every figure a link, constant statements.

use super::site::{Site, reason, sites};
use axum::http::StatusCode;
use domain::kind::Kind;
use domain::when::{When, Zone};
use serde_json::{Value, json};

fn when(text: &str) -> When {
    When::day(text, Zone::Unknown).expect("day")
}

fn total(body: &str, as_of: &str, period: &str, count: &Value, filter: &str) -> Value {
    json!({
        "body": body, "kind": "civilians_killed", "as_of": when(as_of), "period": when(period),
        "area": "Iraq and Syria", "actor_scope": "Coalition", "count": count, "status_filter": filter,
    })
}

/// Both sides of a gap, a month of the ledger that breaks, and incidents under both bases.
async fn gap(site: &Site) {
    site.make(Kind::Source, json!({"name": "Task force", "name_ar": "قوة المهام", "kind": "official"})).await;
    site.make(Kind::Source, json!({"name": "Recorder", "kind": "recorder"})).await;
    let least = |figure: i64| json!({"min": figure, "bound": "at_least"});
    let range = json!({"min": 8106, "max": 12980, "bound": "range"});
    let more = json!({"min": 13000, "bound": "more_than"});
    for body in [
        total("Task force", "2019-07-26", "2014-08/2019-06", &least(1321), "credible"),
        total("Task force", "2021", "2014-08/..", &least(1417), "credible"),
        total("Recorder", "2019-08-07", "2014-08-08/2019-08-07", &range, "likely"),
        total("Recorder", "2021", "2014-08/2021", &more, "maximum"),
        json!({"body": "Task force", "kind": "reports_open_at_end", "period": when("2017-08"), "count": {"min": 350, "max": 350}}),
        json!({"body": "Task force", "kind": "reports_carried_over", "period": when("2017-09"), "count": {"min": 344, "max": 344}}),
    ] {
        site.make(Kind::Tally, body).await;
    }
    for (basis, killed) in [("own", json!({"min": 4, "max": 300})), ("adopted", json!({"bound": "unknown"}))]
    {
        incident(site, basis, killed).await;
    }
}

async fn incident(site: &Site, basis: &str, killed: Value) {
    let id = site.make(Kind::Incident, json!({"title": "Somewhere"})).await;
    site.support(id).await;
    let body = json!({
        "incident": id, "version": 1, "basis": basis, "body": "A", "grade": "fair", "killed": killed, "codebook": "airwars 1",
    });
    site.make(Kind::Assessment, body).await;
}

/// What is left of markup without its links of class `fig` and without tags.
fn without_figures(html: &str) -> String {
    let mut parts = html.split("<a class=\"fig\"");
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        rest.push_str(part.split_once("</a>").expect("an end of the link").1);
    }
    let tags = rest.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    tags.collect()
}

/// The inner markup of every element that starts with `open`.
fn inner<'a>(html: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    let cut = |part: &'a str| part.split(close).next().unwrap_or_default();
    html.split(open).skip(1).map(cut).map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect()
}

fn figures_are_links(page: &str) {
    let mut cells = inner(page, "<td class=\"num\"", "</td>");
    cells.extend(inner(page, "<h1", "</h1>"));
    assert!(cells.len() > 2, "no figures on the page");
    for cell in cells {
        let rest = without_figures(cell);
        assert!(!rest.chars().any(|letter| letter.is_ascii_digit()), "a figure without evidence: {cell}");
    }
}

#[tokio::test]
async fn both_sides_are_said_with_their_bounds_and_never_subtracted() {
    for site in sites().await {
        gap(&site).await;
        let page = site.page("/?lang=en").await;
        let headline = inner(&page, "<h1", "</h1>")[0];
        assert!(headline.contains("at least</span> 1,417") && headline.contains("more than</span> 13,000"));
        assert!(headline.contains("could be"), "a maximum is said to be one");
        assert!(page.contains("8,106–12,980") && page.contains("never subtracted"));
        // Neither a difference (11,583), a midpoint (10,543) nor a sum of the two.
        for computed in ["11,583", "10,543", "14,417"] {
            assert!(!page.contains(computed), "{computed}");
        }
        assert!(page.contains("/incidents?grade=fair&amp;basis=own&amp;killed=range"), "{page}");
        assert!(page.contains("Not to be set beside an official total."));
        figures_are_links(&page);
        let arabic = site.page("/?lang=ar").await;
        assert!(arabic.contains("قوة المهام") && arabic.contains("8,106 إلى 12,980"));
        figures_are_links(&arabic);
    }
}

#[tokio::test]
async fn each_link_of_the_selection_is_an_address_that_answers() {
    for site in sites().await {
        gap(&site).await;
        let page = site.page("/?lang=en").await;
        let links: Vec<String> = page
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(|link| link.replace("&amp;", "&"))
            .collect();
        let links: Vec<&String> = links.iter().filter(|link| link.starts_with("/incidents?")).collect();
        assert!(links.len() >= 6, "{links:?}");
        for link in links {
            assert!(site.page(link).await.contains("<h1"), "{link}");
        }
    }
}

#[tokio::test]
async fn tallies_are_filtered_and_the_ledger_shows_its_break() {
    for site in sites().await {
        gap(&site).await;
        let page = site.page("/tallies?lang=en").await;
        assert!(
            page.contains("the month before left")
                && page.contains("344</a> carried over: a difference of <bdi>6</bdi>")
        );
        figures_are_links(&page);
        let official = site.page("/tallies?side=official&kind=civilians_killed").await;
        let table = inner(&official, "class=\"browse\"", "</table>")[0];
        assert!(table.contains("1,417") && !table.contains("13,000"));
        figures_are_links(&site.page("/tallies?lang=ar").await);
        assert_eq!(site.get("/tallies?kind=nonsense").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(site.get("/?deaths=nonsense").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn an_empty_register_says_what_would_stand_here() {
    for site in sites().await {
        let page = site.page("/?lang=en").await;
        assert!(page.contains("No two comparable figures are held here."));
        assert!(!page.contains("class=\"fig\""), "no number where nothing is held");
        site.page("/tallies?lang=ar").await;
    }
}

#[tokio::test]
async fn the_codebook_has_every_criterion_in_both_languages() {
    for site in sites().await {
        let book = domain::codebook::Codebook::built_in();
        for language in ["en", "ar"] {
            let page = site.page(&format!("/codebook?lang={language}")).await;
            for grade in &book.grades {
                assert!(
                    page.contains(&grade.criterion_en) && page.contains(&grade.criterion_ar),
                    "{}",
                    grade.slug
                );
            }
            assert!(page.contains("id=\"tally_kind\"") && page.contains("10,000"));
        }
    }
}

#[tokio::test]
async fn the_pages_ask_as_often_for_few_as_for_many() {
    for site in sites().await {
        gap(&site).await;
        let cost = async |path: &str| {
            let before = site.register.db.statements();
            site.page(path).await;
            site.register.db.statements() - before
        };
        let paths = ["/?lang=en", "/tallies?lang=en"];
        let few = [cost(paths[0]).await, cost(paths[1]).await];
        let mut work = site.register.begin(reason("Fill"), site.scope.project).await.expect("work");
        for at in 0..300_i64 {
            let as_of = format!("{}-{:02}", 2015 + at / 60, 1 + at % 12);
            let count = json!({"min": at, "bound": "at_least"});
            let body = total("Task force", &as_of, "2014-08/2019-04", &count, "credible");
            work.create(Kind::Tally, body.as_object().expect("object").clone()).await.expect("tally");
            let body = json!({"title": "Somewhere"});
            work.create(Kind::Incident, body.as_object().expect("object").clone()).await.expect("incident");
        }
        work.commit().await.expect("kept");
        let many = [cost(paths[0]).await, cost(paths[1]).await];
        assert_eq!(few, many);
        assert!(few.iter().all(|count| *count <= 16), "{few:?}");
    }
}
