//! The import workbench over HTTP: a table goes in, its problems are named by row and cell, nothing is kept before a
//! reason is given, and the same file a second time makes no act.

use crate::site::{Answer, Site, sites};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::kind::Kind;
use tower::ServiceExt;

const TABLE: &str = "code,title,date,latitude,longitude,geolocation_accuracy,killed_min,killed_max,grade\n\
    CS001,Market,2017-06-10,35.95,39.01,city,4,7,fair\n\
    CS002,Bridge,2017-13-40,,,,,,weak\n";

async fn send(site: &Site, mapping: &str, file: &[u8], from: &str) -> Answer {
    let mut body = format!(
        "--cut\r\nContent-Disposition: form-data; name=\"mapping\"\r\n\r\n{mapping}\r\n--cut\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"../../table.csv\"\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--cut--\r\n");
    let request = Request::builder()
        .method("POST")
        .uri("/import")
        .header(header::HOST, "localhost:8080")
        .header(header::COOKIE, &site.cookie)
        .header("sec-fetch-site", from)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
        .body(Body::from(body))
        .expect("request");
    let answer = site.router.clone().oneshot(request).await.expect("answer");
    let (status, headers) = (answer.status(), answer.headers().clone());
    let bytes = axum::body::to_bytes(answer.into_body(), 8 << 20).await.expect("body").to_vec();
    Answer { status, headers, bytes }
}

/// The page of an upload once its job has ended; each look lets the job go on.
async fn ended(site: &Site, path: &str) -> String {
    for _ in 0..10_000 {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        if !answer.headers.contains_key("refresh") {
            return answer.text();
        }
        tokio::task::yield_now().await;
    }
    unreachable!("the job did not end");
}

fn words(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

async fn incidents(site: &Site) -> i64 {
    let counts = site.register.counts(site.scope).await.expect("counts");
    counts.into_iter().find(|(kind, _)| *kind == Kind::Incident).map_or(0, |(_, count)| count)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_tried_then_kept_and_a_second_time_makes_no_act() {
    for site in sites().await {
        let answer = send(&site, "airwars-incidents", TABLE.as_bytes(), "same-origin").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let path = answer.location().to_owned();
        let tried = ended(&site, &path).await;
        assert!(tried.contains("Nothing is kept yet") && tried.contains("2017-13-40"), "{tried}");
        assert_eq!(incidents(&site).await, 0);

        let bare = site.post(&path, &words(&[("action", "commit"), ("reason", " ")])).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "no reason, no act");
        let kept = site.post(&path, &words(&[("action", "commit"), ("reason", "A list of a partner")])).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
        let done = ended(&site, &path).await;
        assert!(done.contains("Every record is an act in the log"), "{done}");
        assert_eq!(incidents(&site).await, 2, "the row with a wrong date lands without it");
        let arabic = site.page(&format!("{path}?lang=ar")).await;
        assert!(arabic.contains("dir=\"rtl\"") && !arabic.contains('⟦'));

        let acts = site.register.acts(site.scope, None, 100).await.expect("acts").len();
        let again = send(&site, "airwars-incidents", TABLE.as_bytes(), "same-origin").await;
        let path = again.location().to_owned();
        ended(&site, &path).await;
        site.post(&path, &words(&[("action", "commit"), ("reason", "Once more")])).await;
        ended(&site, &path).await;
        assert_eq!(site.register.acts(site.scope, None, 100).await.expect("acts").len(), acts);

        site.post(&path, &words(&[("action", "discard")])).await;
        assert_eq!(site.get(&path).await.status, StatusCode::NOT_FOUND);
        let left = std::fs::read_dir(site.register.folder.uploads()).expect("folder").count();
        assert_eq!(left, 1, "the discarded file is gone, the first one waits");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_table_is_told_with_its_code() {
    for site in sites().await {
        for file in [&b"\0\xff\xfe\0"[..], b"", b"PK\x03\x04broken", b"a,b\n1,2\n", "{\"x\":".as_bytes()] {
            let answer = send(&site, "airwars-incidents", file, "same-origin").await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            let page = ended(&site, answer.location()).await;
            assert!(page.contains("Nothing of this file landed") && !page.contains('⟦'), "{page}");
        }
        assert_eq!(send(&site, "no-such-mapping", b"a", "same-origin").await.status, StatusCode::BAD_REQUEST);
        assert_eq!(send(&site, "ucdp-ged", b"a", "cross-site").await.status, StatusCode::FORBIDDEN);
        assert_eq!(site.get("/import/not-an-id").await.status, StatusCode::NOT_FOUND);
        let answer = send(&site, "airwars-incidents", TABLE.as_bytes(), "same-origin").await;
        let path = answer.location().to_owned();
        ended(&site, &path).await;
        site.post(&path, &words(&[("action", "again"), ("mapping", "name = 3")])).await;
        assert!(ended(&site, &path).await.contains("mapping-not-understood"));
    }
}

#[tokio::test]
async fn records_leave_in_each_format() {
    for site in sites().await {
        let body = serde_json::json!({"name": "A paper"});
        site.make(Kind::Source, body).await;
        for (format, part) in
            [("csv", "A paper"), ("jsonl", "A paper"), ("geojson", "FeatureCollection"), ("xlsx", "PK")]
        {
            let answer = site.get(&format!("/export/sources?format={format}")).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert!(answer.text().contains(part), "{format}");
            assert!(
                answer.headers[header::CONTENT_DISPOSITION].to_str().expect("ascii").contains("sources.")
            );
        }
        assert!(site.get("/export/sources?about=1").await.text().contains("checkpoint"));
        assert_eq!(site.get("/export/sources?format=exe").await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get("/export/projects").await.status, StatusCode::NOT_FOUND);
    }
}
