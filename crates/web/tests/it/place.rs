//! Distance, bearing and match to a place on pages: what is typed, what is reckoned, what is shown of it.

use super::item::{HOSTILE, taken};
use super::kept::coming;
use super::site::{Site, set, sites};
use axum::http::StatusCode;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::location::{Location, Point};
use domain::record::Item;
use domain::vocabulary::{AccessLabel, PrecisionClass, SuppliedBy};
use serde_json::json;

async fn picture(site: &Site, name: &str) -> RecordId {
    let stated = Location {
        point: Point::parse("35.95", "39"),
        precision: Some(PrecisionClass::Exact),
        supplied_by: Some(SuppliedBy::File),
        ..Location::default()
    };
    let item = Item { media_type: "image/jpeg".into(), location: Some(stated), ..coming(name) };
    taken(site, item, format!("no picture {name}").into_bytes(), AccessLabel::Team).await
}

fn sent(values: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut sent = Vec::new();
    for (name, value) in
        [("kind", "sighting"), ("words", "Smoke"), ("reason", "Measured")].iter().chain(values)
    {
        set(&mut sent, name, value);
    }
    sent
}

fn plain(page: &str) -> String {
    let mut text = page.replace(['\u{2068}', '\u{2069}'], "");
    while let (Some(from), Some(to)) = (text.find("<bdi"), text.find("</bdi>")) {
        let end = text[from..].find('>').map_or(from, |end| from + end + 1);
        if to < end {
            break;
        }
        text = format!("{}{}{}", &text[..from], &text[end..to], &text[to + 6..]);
    }
    text
}

#[tokio::test]
async fn a_sighting_is_reckoned_from_what_is_typed() {
    for site in sites().await {
        let id = picture(&site, "a.jpg").await;
        let here = format!("/items/{id}/place");
        assert!(site.page(&format!("/items/{id}?lang=en")).await.contains(&here));
        let blank = site.page(&format!("{here}?lang=en")).await;
        assert!(blank.contains("Nothing was measured or matched"), "{blank}");
        let filled = site.page(&format!("{here}?witness=file&lang=en")).await;
        assert!(
            filled.contains("value=\"35.95, 39\"") && filled.contains("value=\"file\" selected"),
            "{filled}"
        );
        let typed = [
            ("witness", "35°57'00\"N 39°00'00\"E"),
            ("witness_precision", "exact"),
            ("witness_by", "file"),
            ("event", "35.96, 39.0"),
            ("event_precision", "building"),
            ("event_radius", "٤٠"),
            ("view", "340"),
            ("speaker", HOSTILE),
        ];
        let kept = site.post(&here, &sent(&typed)).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
        let page = site.page(&format!("{here}?lang=en")).await;
        let words = plain(&page);
        // One hundredth of a degree of the meridian there; √(20² + 40²) = 44.7; asin(44.72 ∕ 1109.7) = 2.31°.
        assert!(words.contains("Distance 1,110 m ± 45 m."), "{words}");
        assert!(words.contains("Bearing 0° ± 2.31° from true north (north)."), "{words}");
        assert!(
            words.contains("20° to the right of the middle of the picture, which looks towards 340°"),
            "{words}"
        );
        assert!(
            words.contains("Proposal: confirmed by nobody else yet") && !page.contains("<script>alert"),
            "{page}"
        );
        let arabic = plain(&site.page(&format!("{here}?lang=ar")).await);
        assert!(arabic.contains("المسافة 1,110 م ± 45 م.") && arabic.contains("(شمال)"), "{arabic}");
        let overlapping = [
            ("witness", "35.95, 39"),
            ("witness_precision", "village"),
            ("event", "35.951, 39"),
            ("event_precision", "village"),
        ];
        assert_eq!(site.post(&here, &sent(&overlapping)).await.status, StatusCode::SEE_OTHER);
        assert!(site.page(&format!("{here}?lang=en")).await.contains("Bearing not determined"));
    }
}

#[tokio::test]
async fn what_cannot_be_reckoned_is_said_beside_its_input() {
    for site in sites().await {
        let id = picture(&site, "c.jpg").await;
        let here = format!("/items/{id}/place");
        let right = [
            ("witness", "35.95, 39"),
            ("witness_precision", "exact"),
            ("event", "35.96, 39"),
            ("event_precision", "exact"),
        ];
        for (name, value, told) in [
            ("witness", "", "must be filled in"),
            ("witness", HOSTILE, "35.95"),
            ("event", "95, 39", "outside"),
            ("event_precision", "", "precision"),
            ("event_precision", "unknown", "what each point stands for"),
            ("witness_radius", "far", "number"),
            ("view", "361", "0 to 359.99"),
            ("words", "", "must be filled in"),
            ("incident", "no-such-code", "code"),
        ] {
            let mut wrong = sent(&right);
            set(&mut wrong, name, value);
            let refused = site.post(&format!("{here}?lang=en"), &wrong).await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{name} {value}: {}",
                refused.text()
            );
            let text = refused.text();
            assert!(text.contains("Nothing was kept") && text.contains(told), "{name} {value}: {text}");
            assert!(!text.contains("<script>alert") && !text.contains('⟦'), "{text}");
        }
    }
}

#[tokio::test]
async fn the_place_of_an_incident_is_taken_and_a_match_waits_for_another_person() {
    for site in sites().await {
        let id = picture(&site, "b.jpg").await;
        let here = format!("/items/{id}/place");
        let location =
            json!({"point": {"lat_e7": 359_600_000, "lon_e7": 390_000_000}, "precision": "village"});
        let with = json!({"title": "House in Place A", "codes": ["E-01"], "location": location});
        site.make(Kind::Incident, with).await;
        site.make(Kind::Incident, json!({"title": "Nowhere", "codes": ["E-02"]})).await;
        let typed = |code: &'static str| {
            sent(&[("witness", "35.95, 39"), ("witness_precision", "exact"), ("incident", code)])
        };
        assert_eq!(site.post(&here, &typed("E-01")).await.status, StatusCode::SEE_OTHER);
        let refused = site.post(&format!("{here}?lang=en"), &typed("E-02")).await;
        assert!(refused.text().contains("no point with a radius"), "{}", refused.text());
        let matched = sent(&[
            ("kind", "place"),
            ("name", "the clock tower"),
            ("name_ar", "برج الساعة"),
            ("reasons", HOSTILE),
            ("confidence", "likely"),
            ("left", "10"),
            ("top", "10"),
            ("width", "20"),
            ("height", "30"),
        ]);
        let kept = site.post(&here, &matched).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
        let page = site.page(&format!("{here}?lang=en")).await;
        assert!(
            page.contains("House in Place A") && plain(&page).contains("Distance 1,110 m ± 1,001 m."),
            "{page}"
        );
        assert!(page.contains("the clock tower") && page.contains("x=\"100000\" y=\"100000\""), "{page}");
        assert!(page.contains("/verifications/new") && !page.contains("<script>alert"), "{page}");
        let form = site.page(&format!("{here}?form=place&lang=ar")).await;
        assert!(form.contains("name=\"reasons\"") && form.contains("المطابقة مع مكان"), "{form}");
        for (name, value) in [("name", ""), ("reasons", ""), ("confidence", ""), ("width", "95")] {
            let mut wrong = matched.clone();
            set(&mut wrong, name, value);
            if name == "name" {
                set(&mut wrong, "name_ar", "");
            }
            let refused = site.post(&format!("{here}?lang=en"), &wrong).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", refused.text());
            assert!(refused.text().contains("برج الساعة") || name == "name", "what was typed stays");
        }
        let before = site.register.db.statements();
        site.page(&here).await;
        let statements = site.register.db.statements() - before;
        for _ in 0..12 {
            assert_eq!(site.post(&here, &typed("E-01")).await.status, StatusCode::SEE_OTHER);
        }
        let before = site.register.db.statements();
        site.page(&here).await;
        assert_eq!(site.register.db.statements() - before, statements, "as many statements for many records");
        let sound = taken(&site, coming("a.wav"), super::item::wav(1), AccessLabel::Team).await;
        assert_eq!(site.get(&format!("/items/{sound}/place")).await.status, StatusCode::NOT_FOUND);
    }
}
