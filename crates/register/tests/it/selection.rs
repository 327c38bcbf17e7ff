//! The register's own selection: bases never mixed, unknown never 0; and the stories that lead in.

use crate::on_both;
use crate::stand::{Stand, reason};
use domain::kind::Kind;
use domain::language::Language;
use domain::vocabulary::{Basis, LinkRole};
use register::incident::{Facet, Filter};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One incident with its assessments: basis, grade, killed.
async fn incident(stand: &Stand, campaign: &str, judged: &[(&str, Option<&str>, Value)]) {
    let mut work = stand.register.begin(reason("Fill"), stand.scope.project).await.unwrap();
    let body = json!({"title": "Somewhere", "campaign": campaign, "strike_status": "likely"});
    let id = work.create(Kind::Incident, body.as_object().unwrap().clone()).await.unwrap();
    crate::support::give(&mut work, id).await;
    for (basis, grade, killed) in judged {
        let mut body =
            json!({"incident": id, "version": 1, "basis": basis, "body": "A", "codebook": "airwars 1"});
        if let Some(grade) = grade {
            body["grade"] = json!(grade);
        }
        if !killed.is_null() {
            body["killed"] = killed.clone();
        }
        work.create(Kind::Assessment, body.as_object().unwrap().clone()).await.unwrap();
    }
    work.commit().await.unwrap();
}

async fn some(stand: &Stand) {
    let range = |min: i64, max: i64| json!({"min": min, "max": max, "bound": "range"});
    incident(stand, "one", &[("own", Some("fair"), range(4, 300)), ("adopted", Some("weak"), range(1, 2))])
        .await;
    incident(stand, "one", &[("own", Some("fair"), json!({"bound": "unknown"}))]).await;
    incident(stand, "two", &[("own", Some("confirmed"), json!({"min": 7, "bound": "at_least"}))]).await;
    incident(stand, "two", &[("adopted", None, json!({"max": 9, "bound": "up_to"}))]).await;
    incident(stand, "two", &[]).await;
}

on_both! {
    async fn bases_are_never_mixed_and_unknown_is_never_0(stand: Stand) {
        some(&stand).await;
        let held = stand.register.selection(stand.scope).await.unwrap();
        assert_eq!((held.incidents, held.unassessed), (5, 1));
        let own = held.grades(Basis::Own);
        let fair = own[&Some("fair".to_owned())];
        assert_eq!((fair.incidents, fair.both, fair.both_min, fair.both_max, fair.unknown), (2, 1, 4, 300, 1));
        let headline = held.graded(Basis::Own, &["confirmed".to_owned(), "fair".to_owned()]);
        assert_eq!((headline.incidents, headline.both_min, headline.lower_min, headline.unknown), (3, 4, 7, 1));
        let adopted = held.grades(Basis::Adopted);
        assert_eq!(adopted[&Some("weak".to_owned())].both_max, 2);
        assert_eq!((adopted[&None].upper, adopted[&None].upper_max, adopted[&None].both), (1, 9, 0));
        assert_eq!(held.campaigns(Basis::Own)[&Some("two".to_owned())].incidents, 1);
    }

    /// What each figure of the overview links to leaves exactly the incidents it counts.
    async fn each_figure_is_what_its_link_leaves(stand: Stand) {
        some(&stand).await;
        let held = stand.register.selection(stand.scope).await.unwrap();
        for basis in held.bases() {
            for (grade, toll) in held.grades(basis) {
                let start = Filter::default().with(Facet::Basis, basis.slug());
                let filter = start.with(Facet::Grade, grade.as_deref().unwrap_or("none"));
                let parts = [("range", toll.both), ("at_least", toll.lower), ("up_to", toll.upper), ("unknown", toll.unknown)];
                for (value, count) in parts {
                    let filter = filter.clone().with(Facet::Killed, value);
                    let sorts = stand.register.incident_sorts(stand.scope, &filter).await.unwrap();
                    assert_eq!(sorts.incidents, count, "{basis:?} {grade:?} {value}");
                }
            }
        }
    }

    async fn stories_cost_the_same_with_3_and_with_300_citations(stand: Stand) {
        let mut work = stand.register.begin(reason("Tell"), stand.scope.project).await.unwrap();
        let source = json!({"name": "This register", "kind": "this_register"});
        let source = work.create(Kind::Source, source.as_object().unwrap().clone()).await.unwrap();
        let mut stories = Vec::new();
        for language in ["en", "ar"] {
            let body = json!({
                "title": language, "number": "story-01", "form": "story", "language": language, "source": source,
            });
            stories.push(work.create(Kind::Report, body.as_object().unwrap().clone()).await.unwrap());
        }
        work.commit().await.unwrap();
        let cite = async |count: usize| {
            let mut work = stand.register.begin(reason("Cite"), stand.scope.project).await.unwrap();
            for _ in 0..count {
                let body = json!({"title": "Somewhere"});
                let id = work.create(Kind::Incident, body.as_object().unwrap().clone()).await.unwrap();
                let to = (Kind::Incident, id.0);
                work.link((Kind::Report, stories[1].0), LinkRole::Cites, to, BTreeMap::new()).await.unwrap();
            }
            work.commit().await.unwrap();
        };
        let cost = async || {
            let before = stand.register.db.statements();
            let told = stand.register.stories(stand.scope, Language::Arabic).await.unwrap();
            (told, stand.register.db.statements() - before)
        };
        cite(3).await;
        let (told, with_few) = cost().await;
        assert_eq!((told.len(), told[0].report.title.as_str(), told[0].cites.len()), (1, "ar", 3));
        cite(290).await;
        let (told, with_many) = cost().await;
        assert_eq!(told[0].cites.len(), 293);
        assert_eq!(with_many, with_few);
        assert!(stand.register.stories(stand.scope, Language::English).await.unwrap()[0].cites.is_empty());
    }
}
