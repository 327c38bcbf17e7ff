//! The import workbench over HTTP: a table goes in, its problems are named by row and cell, nothing is kept before a
//! reason is given, and the same file a second time makes no act.

use crate::site::{Answer, Site, form, set, sites};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::kind::Kind;
use domain::language::Language;
use register::exchange::table::{Mapping, built_in_names};
use std::collections::BTreeSet;
use tower::ServiceExt;
use web::i18n::ids;

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

/// Every table cell of a label, tags and all.
fn cells<'p>(page: &'p str, label: &str) -> Vec<&'p str> {
    let start = format!("<td data-l=\"{label}\">");
    page.split(start.as_str()).skip(1).filter_map(|rest| rest.split("</td>").next()).collect()
}

/// The words outside every element that is marked as English, without tags.
fn not_english(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, marked)) = rest.split_once("<bdi lang=\"en\" dir=\"ltr\">") {
        kept.push_str(before);
        rest = marked.split_once("</bdi>").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect()
}

/// A date of no calendar, a latitude of no earth, a word of no list, a cell too few, a minimum above its maximum.
const WRONG: &str = "code,title,date,latitude,longitude,geolocation_accuracy,killed_min,killed_max,grade\n\
    CS001,Market,2017-13-40,35.95,39.01,city,4,7,fair\n\
    CS002,Bridge,2017-06-11,3595,39.01,city,4,7,fair\n\
    CS003,School,2017-06-12,35.95,39.01,city,4,7,certainly\n\
    CS004,Road,2017-06-13,35.95,39.01,city\n\
    CS005,House,2017-06-14,thirty five,39.01,city,9,2,weak\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_of_arabic_is_told_in_arabic_what_to_do() {
    for site in sites().await {
        let answer = send(&site, "airwars-incidents", WRONG.as_bytes(), "same-origin").await;
        let path = answer.location().to_owned();
        ended(&site, &path).await;
        let english = site.page(&path).await;
        for advice in
            ["Correct the date.", "add the word to the mapping. Understood: ", "Add the missing cells."]
        {
            assert!(english.contains(advice), "{advice}");
        }
        let arabic = site.page(&format!("{path}?lang=ar")).await;
        let advice = cells(&arabic, "ما العمل");
        assert_eq!(advice.len(), 6, "{advice:?}");
        for hint in [
            "صحّح التاريخ.",
            "اكتب درجات عشرية",
            "أضف الكلمة إلى التخطيط",
            "أضف الخلايا الناقصة",
            "صحّح أحد الحدّين.",
        ] {
            assert!(advice.iter().any(|cell| cell.contains(hint)), "{hint} in {advice:?}");
        }
        assert!(
            cells(&arabic, "المشكلة").iter().any(|why| why.contains("الحد الأدنى <bdi>9</bdi>")),
            "{arabic}"
        );
        for cell in advice {
            let words = not_english(cell);
            for english in ["left out", "Correct", "Write", "Add ", " the ", "landed"] {
                assert!(!words.contains(english), "{words}");
            }
            assert!(cell.contains("<small class=\"quiet\"><bdi lang=\"en\" dir=\"ltr\">"), "{cell}");
        }
        // A table without a column its mapping needs does not land at all, and says so in the reader's language.
        let answer = send(&site, "airwars-incidents", b"code,title\nCS1,Market\n", "same-origin").await;
        let path = answer.location().to_owned();
        ended(&site, &path).await;
        let page = site.page(&format!("{path}?lang=ar")).await;
        assert!(page.contains("تنقص الجدول أعمدة") && !page.contains("lacks"), "{page}");
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

/// No header of it is a spelling of any field.
const FOREIGN: &str = "Ref;When;Where it was;Dead low;Dead high;\"A \"\"]\n=odd\"\n\
    A-1;2017-06-10;Raqqa;4;7;x\nA-2;2017-06-11;Tabqa;0;;y\n";

/// The form to choose columns of a page, filled in otherwise.
fn choice(page: &str, columns: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut inputs = form(page);
    for (field, column) in columns {
        let name = format!("column.{field}");
        assert!(inputs.iter().any(|(each, _)| *each == name), "no choice for {field}");
        assert!(page.contains(&format!("value=\"{column}\"")), "{column} is not offered");
        set(&mut inputs, &name, column);
    }
    set(&mut inputs, "action", "choose");
    inputs
}

fn chosen(page: &str, field: &str) -> String {
    let name = format!("column.{field}");
    form(page).into_iter().find(|(each, _)| *each == name).expect("a choice").1
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_are_chosen_by_hand_and_the_records_hold_their_values() {
    for site in sites().await {
        let answer = send(&site, "airwars-incidents", FOREIGN.as_bytes(), "same-origin").await;
        let path = answer.location().to_owned();
        let failed = ended(&site, &path).await;
        assert!(
            failed.contains("columns-missing") && failed.contains("Choose the column of each field"),
            "{failed}"
        );
        assert!(failed.contains("Nothing can be read without a column for:"), "{failed}");
        assert!(failed.contains("<details class=\"fold\" open>"), "it is what has to be done");
        assert_eq!(chosen(&failed, "date"), "", "nothing fits");
        assert!(failed.contains("A &quot;] =odd"), "the header is offered, as the engine cleans it");

        let most = choice(&failed, &[("code", "Ref"), ("killed_min", "Dead low")]);
        assert_eq!(site.post(&path, &most).await.status, StatusCode::SEE_OTHER);
        let failed = ended(&site, &path).await;
        assert!(failed.contains("columns-missing"), "the day is needed");
        assert_eq!((chosen(&failed, "code"), chosen(&failed, "date")), ("Ref".to_owned(), String::new()));

        let columns = [("date", "When"), ("killed_max", "Dead high"), ("place", "Where it was")];
        assert_eq!(site.post(&path, &choice(&failed, &columns)).await.status, StatusCode::SEE_OTHER);
        let tried = ended(&site, &path).await;
        assert!(
            tried.contains("Nothing is kept yet") && tried.contains("Fields read from a column: 5 of 49."),
            "{tried}"
        );
        assert_eq!(chosen(&tried, "killed_min"), "Dead low");
        let arabic = site.page(&format!("{path}?lang=ar")).await;
        assert!(arabic.contains("القتلى، على الأقل") && arabic.contains("اقرأه مرة أخرى بهذه الأعمدة"));
        assert!(arabic.contains("الحقول المقروءة من عمود: 5 من 49."));
        assert_eq!(incidents(&site).await, 0);

        site.post(&path, &words(&[("action", "commit"), ("reason", "Columns chosen by hand")])).await;
        let done = ended(&site, &path).await;
        assert!(
            done.contains("Every record is an act in the log") && !done.contains("column.date"),
            "{done}"
        );
        assert_eq!(incidents(&site).await, 2);
        let file = site.page("/export/assessments?format=jsonl").await;
        let tolls: Vec<serde_json::Value> =
            file.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(tolls.len(), 2, "{file}");
        assert!(
            file.contains("\"min\":4") && file.contains("\"max\":7") && file.contains("\"min\":0"),
            "{file}"
        );
        let file = site.page("/export/incidents?format=jsonl").await;
        assert!(file.contains("2017-06-10") && file.contains("Raqqa") && file.contains("A-2"), "{file}");
        let late = site.post(&path, &words(&[("action", "choose"), ("column.date", "When")])).await;
        assert_eq!(late.status, StatusCode::BAD_REQUEST, "what is kept is not read again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_that_was_not_offered_is_refused() {
    for site in sites().await {
        let answer = send(&site, "airwars-incidents", TABLE.as_bytes(), "same-origin").await;
        let path = answer.location().to_owned();
        let tried = ended(&site, &path).await;
        assert!(
            tried.contains("<details class=\"fold\">")
                && chosen(&tried, "accuracy") == "geolocation_accuracy"
        );
        let fields = Mapping::built_in("airwars-incidents").expect("a mapping").columns;
        assert_eq!(form(&tried).iter().filter(|(name, _)| name.starts_with("column.")).count(), fields.len());
        for (name, column, code) in [
            ("column.ghost", "date", "field-not-in-mapping"),
            ("column.date", "No such <column>", "column-not-in-file"),
            ("column.date", "Date", "column-not-in-file"),
        ] {
            let answer = site.post(&path, &words(&[("action", "choose"), (name, column)])).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.text().contains(code) && !answer.text().contains("<column>"), "{}", answer.text());
        }
        let twice = words(&[("action", "choose"), ("column.date", "date"), ("column.date", "code")]);
        assert_eq!(site.post(&path, &twice).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(site.post(&path, &words(&[("action", "choose")])).await.status, StatusCode::BAD_REQUEST);
        let away = words(&[("action", "choose"), ("column.grade", "")]);
        assert_eq!(site.post_from(&path, &away, "cross-site").await.status, StatusCode::FORBIDDEN);
        let large = "x".repeat(3 << 20);
        let large = words(&[("action", "choose"), ("column.date", large.as_str())]);
        assert_eq!(site.post(&path, &large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(chosen(&ended(&site, &path).await, "grade"), "grade", "nothing changed");

        assert_eq!(site.post(&path, &away).await.status, StatusCode::SEE_OTHER);
        let tried = ended(&site, &path).await;
        assert_eq!(chosen(&tried, "grade"), "");
        assert!(tried.contains("grade = []\n"), "the mapping below says the same");
        assert!(
            tried.contains("code = [&quot;code&quot;, &quot;codes&quot;"),
            "what was not changed keeps its spellings"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_very_wide_table_offers_one_list() {
    for site in sites().await {
        let names: Vec<String> = (0..1_900).map(|number| format!("field {number}")).collect();
        let file = format!("{}\nA-1,2017-06-10\n", names.join(","));
        let answer = send(&site, "airwars-incidents", file.as_bytes(), "same-origin").await;
        let path = answer.location().to_owned();
        let failed = ended(&site, &path).await;
        assert!(failed.contains("<datalist id=\"columns\">") && failed.len() < 1 << 20, "{}", failed.len());
        let columns = [("code", "field 0"), ("date", "field 1")];
        assert_eq!(site.post(&path, &choice(&failed, &columns)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(chosen(&ended(&site, &path).await, "date"), "field 1");
    }
}

#[test]
fn the_fields_of_the_mappings_that_come_along_have_words_and_no_others() {
    let fields =
        built_in_names().flat_map(|name| Mapping::built_in(name).expect("a mapping").columns.into_keys());
    let wanted: BTreeSet<String> =
        fields.map(|field| format!("import-field-{}", field.replace('_', "-"))).collect();
    for language in [Language::English, Language::Arabic] {
        let ids = ids(language).into_iter().filter(|id| id.starts_with("import-field-"));
        assert_eq!(ids.collect::<BTreeSet<_>>(), wanted, "{language:?}");
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
