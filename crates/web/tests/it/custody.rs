//! What a custodian does on the page of a record: closes it, asks for it to be opened, and sees who read it.

use super::site::{Site, sites};
use axum::http::StatusCode;
use domain::id::ActorId;
use domain::kind::Kind;
use domain::record::Member;
use domain::vocabulary::{AccessLabel, Role};
use serde_json::json;

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

async fn custodian(site: &mut Site, number: u128) -> ActorId {
    let person = site.become_member(number, &[Role::Custodian]).await;
    let sealed = AccessLabel::Sealed;
    let member = Member { person, roles: vec![Role::Custodian], clearance: sealed, ended: false, note: None };
    let reason = super::site::reason("Clear them");
    let mut work = site.register.begin(reason, site.scope.project).await.expect("work");
    work.set_member(&member).await.expect("member");
    work.commit().await.expect("kept");
    site.hand_to(person).await;
    person
}

#[tokio::test]
async fn a_custodian_closes_a_record_and_two_open_it_again() {
    for mut site in sites().await {
        let source = site.make(Kind::Source, json!({"name": "A nurse"})).await;
        let here = format!("/records/sources/{source}");
        let researcher = site.become_member(1, &[Role::Researcher]).await;
        let page = site.page(&here).await;
        assert!(!page.contains("custody") && !page.contains("/readers"), "{page}");
        for path in [format!("{here}/readers"), "/readings".to_owned()] {
            assert_eq!(site.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let first = custodian(&mut site, 2).await;
        let page = site.page(&here).await;
        assert!(
            page.contains("Close it to more people") && !page.contains("Ask for it to be opened"),
            "{page}"
        );
        assert!(site.page(&format!("{here}?lang=ar")).await.contains("ضيّق الاطّلاع عليه"));
        let silent = pairs(&[("do", "narrow"), ("label", "sensitive")]);
        assert_eq!(
            site.post(&format!("{here}/label"), &silent).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let narrow = pairs(&[("do", "narrow"), ("label", "sensitive"), ("reason", "She could be found")]);
        assert_eq!(site.post(&format!("{here}/label"), &narrow).await.location(), here);
        let again = site.post(&format!("{here}/label"), &narrow).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);

        site.hand_to(researcher).await;
        assert_eq!(site.get(&here).await.status, StatusCode::NOT_FOUND);

        site.hand_to(first).await;
        assert!(site.page(&here).await.contains("Ask for it to be opened"));
        let readers = site.page(&format!("{here}/readers")).await;
        assert!(readers.contains("Label at the time") && !readers.contains("A nurse"), "{readers}");
        let before =
            site.register.readings_before(&permit(&site, first).await, None, 50).await.expect("log").0;
        assert!(site.page("/readings").await.contains(&here));
        assert!(site.page("/readings?lang=ar").await.contains("الاطّلاع على السجلات المغلقة"));
        let after =
            site.register.readings_before(&permit(&site, first).await, None, 50).await.expect("log").0;
        assert_eq!(before, after, "looking at the log reads nothing");

        let widen = pairs(&[("do", "widen"), ("label", "team"), ("reason", "She left the country")]);
        assert_eq!(site.post(&format!("{here}/label"), &widen).await.location(), "/approvals");
        let approval = site.register.open_approvals(site.scope, 5).await.expect("open")[0].id;
        let yes = pairs(&[("do", "approve"), ("reason", "Heard from her")]);
        let own = site.post(&format!("/approvals/{approval}"), &yes).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "not by whoever asked");
        custodian(&mut site, 3).await;
        assert!(site.page("/approvals").await.contains("to be opened as far as"));
        assert_eq!(site.post(&format!("/approvals/{approval}"), &yes).await.location(), "/approvals");
        site.hand_to(researcher).await;
        assert!(site.page(&here).await.contains("A nurse"));
    }
}

async fn permit(site: &Site, actor: ActorId) -> register::permission::Permit {
    site.register.permit(actor, site.scope.project).await.expect("permit")
}
