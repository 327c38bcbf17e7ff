//! A second coder's grade over HTTP: what the page keeps back, what the form gives back, and the page of agreement.

use super::site::{Site, form, set, sites};
use axum::http::StatusCode;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::Role;
use serde_json::json;

/// An incident with accounts, and an assessment by the owner that says a word nobody may read before coding.
async fn judged(site: &Site, grade: &str, number: usize) -> (RecordId, RecordId) {
    let incident =
        json!({"title": format!("Mill {number}"), "strike_status": "likely", "description": "CANARY told"});
    let id = site.make(Kind::Incident, incident).await;
    site.support(id).await;
    let own = json!({"incident": id, "version": 1, "basis": "own", "grade": grade, "codebook": "airwars 1",
        "killed": {"min": 7771, "max": 7772}, "rationale": "CANARY reason"});
    (id, site.make(Kind::Assessment, own).await)
}

#[tokio::test]
async fn a_coder_sees_the_accounts_and_nothing_that_answers() {
    for mut site in sites().await {
        let (target, assessment) = judged(&site, "fair", 1).await;
        site.become_member(1, &[Role::Researcher]).await;
        let here = format!("/incidents/{target}/coding");
        let page = site.page(&here).await;
        assert!(page.contains("Agency") && page.contains("Task force") && page.contains("Mill 1"), "{page}");
        let answers =
            ["CANARY", "7771", "7,771", &assessment.to_string(), &format!("/records/incidents/{target}\"")];
        for answer in answers {
            assert!(!page.contains(answer), "{answer} in {page}");
        }
        assert!(!page.contains(" checked"), "no grade is chosen beforehand");
        // What is missing is said beside its field, and what was typed stays.
        let mut sent = form(&page);
        for name in ["grade", "blind"] {
            set(&mut sent, name, "");
        }
        set(&mut sent, "killed_min", "9");
        set(&mut sent, "killed_max", "4");
        let wrong = site.post(&here, &sent).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.text().contains("Choose one.")
                && wrong.text().contains("Say why.")
                && wrong.text().contains("value=\"9\"")
        );
        for (name, value) in [("grade", "weak"), ("rationale", "One family <only>"), ("blind", "yes")] {
            set(&mut sent, name, value);
        }
        let wrong = site.post(&here, &sent).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "9 to 4 is no range");
        set(&mut sent, "killed_max", "12");
        assert_eq!(site.post(&here, &sent).await.location(), here);
        let kept = site.page(&here).await;
        assert!(kept.contains("It counts as blind.") && kept.contains("One family &lt;only&gt;"), "{kept}");
        assert!(!kept.contains("CANARY"));
        // The same form again saw nothing of what is kept by now.
        assert_eq!(site.post(&here, &sent).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let agreement = site.page("/coding").await;
        assert!(
            agreement.contains("id=\"cell-fair-weak\"")
                && agreement.contains("agreement of first with second"),
            "{agreement}"
        );
        let arabic = site.page("/coding?lang=ar").await;
        assert!(arabic.contains("كابا") && arabic.contains("زوج واحد"), "{arabic}");
        assert!(site.page(&format!("{here}?lang=ar")).await.contains("حُفظ ترميزك"));
    }
}

#[tokio::test]
async fn who_may_not_code_is_told_so_and_sees_no_figures_of_others() {
    for mut site in sites().await {
        let (target, _) = judged(&site, "fair", 1).await;
        let here = format!("/incidents/{target}/coding");
        let coder = site.become_member(1, &[Role::Reviewer]).await;
        let mut sent = form(&site.page(&here).await);
        for (name, value) in [("grade", "weak"), ("rationale", "SECRET why"), ("blind", "yes")] {
            set(&mut sent, name, value);
        }
        assert_eq!(site.post(&here, &sent).await.location(), here);
        let other = site.become_member(2, &[Role::Researcher]).await;
        let page = site.page("/coding").await;
        assert!(page.contains("1 coding is closed to you") && !page.contains("cell-"), "{page}");
        for path in [
            here.clone(),
            format!("/records/incidents/{target}"),
            "/records/codings".to_owned(),
            "/log".to_owned(),
        ] {
            let answer = site.get(&path).await.text();
            assert!(!answer.contains("SECRET") && !answer.contains("coding.create"), "{path}");
        }
        site.become_member(3, &[Role::Campaigner]).await;
        assert!(site.page(&here).await.contains("Your roles do not include coding"));
        assert_eq!(site.post(&here, &sent).await.status, StatusCode::FORBIDDEN);
        site.hand_to(other).await;
        set(&mut sent, "seen", "");
        assert_eq!(site.post(&here, &sent).await.location(), here);
        // Two have coded: both are open, the first is beside the assessment.
        for reader in [coder, other] {
            site.hand_to(reader).await;
            assert!(site.page("/coding").await.contains("cell-fair-weak"));
            assert!(site.page("/records/codings").await.contains("Mill"));
        }
    }
}

#[tokio::test]
async fn the_page_of_agreement_asks_as_much_of_one_pair_as_of_many() {
    for mut site in sites().await {
        let coder = site.become_member(1, &[Role::Reviewer]).await;
        let mut statements = Vec::new();
        for (first, last) in [(0, 3), (3, 30)] {
            for number in first..last {
                let (target, _) = judged(&site, if number % 2 == 0 { "fair" } else { "weak" }, number).await;
                let reason = register::Reason { actor: coder, why: "Code it".to_owned() };
                let mut work = site.register.begin(reason, site.scope.project).await.expect("work");
                let coded = register::coding::Coded {
                    grade: if number % 3 == 0 { "weak" } else { "fair" }.to_owned(),
                    killed: None,
                    rationale: "As told".to_owned(),
                    blind: true,
                };
                work.code(target, coded, None).await.expect("coded");
                work.commit().await.expect("kept");
            }
            let before = site.register.db.statements();
            let page = site.page("/coding").await;
            statements.push(site.register.db.statements() - before);
            assert!(page.contains("Cohen’s kappa"), "{page}");
        }
        assert_eq!(statements[0], statements[1]);
    }
}
