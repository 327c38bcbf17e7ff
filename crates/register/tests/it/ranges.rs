//! The ranges of an incident from accounts entered by the public operations; and versions that no two people share.

use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use domain::count::Count;
use domain::grading::{problems, propose};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::ranges::Category;
use domain::record::Assessment;
use domain::vocabulary::{Bound, Grade, LinkRole, Outcome, PersonCategory};
use register::Error;
use register::incident::IncidentRanges;
use register::work::Work;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const KILLED: Category = Category::killed(PersonCategory::Civilians);
const CHILDREN: Category = Category::killed(PersonCategory::Children);
const FIGHTERS: Category = Category::killed(PersonCategory::Belligerents);
const INJURED: Category = Category::injured(PersonCategory::Civilians);

fn count(min: i64, max: i64) -> Count {
    Count::range(Some(min), Some(max))
}

fn said(category: &str, min: i64, max: i64) -> Value {
    json!({"category": category, "count": count(min, max)})
}

async fn link(work: &mut Work<'_>, from: (Kind, RecordId), role: LinkRole, incident: RecordId) {
    work.link((from.0, from.1.0), role, (Kind::Incident, incident.0), BTreeMap::new()).await.unwrap();
}

async fn incident(work: &mut Work<'_>, of: Value) -> RecordId {
    work.create(Kind::Incident, body(of)).await.unwrap()
}

/// A source's report with one claim about the incident: the claim and the report.
async fn account(
    work: &mut Work<'_>,
    incident: RecordId,
    name: &str,
    counts: Vec<Value>,
) -> (RecordId, RecordId) {
    let source = work.create(Kind::Source, body(json!({"name": name}))).await.unwrap();
    let report = json!({"title": format!("By {name}"), "source": source, "first_hand": true});
    let report = work.create(Kind::Report, body(report)).await.unwrap();
    let claim = json!({"report": report, "claim": format!("{name} says so"), "counts": counts});
    let claim = work.create(Kind::Assertion, body(claim)).await.unwrap();
    link(work, (Kind::Assertion, claim), LinkRole::About, incident).await;
    (claim, report)
}

async fn finding(work: &mut Work<'_>, incident: RecordId, of: Value) -> RecordId {
    let finding = work.create(Kind::Finding, body(of)).await.unwrap();
    link(work, (Kind::Finding, finding), LinkRole::Decides, incident).await;
    finding
}

/// Who set the two ends of the killed civilians.
fn by(of: &IncidentRanges) -> (Vec<RecordId>, Vec<RecordId>) {
    let range = of.ranges.of(KILLED);
    (range.min.map_or(vec![], |end| end.accounts), range.max.map_or(vec![], |end| end.accounts))
}

fn sorted(mut ids: Vec<RecordId>) -> Vec<RecordId> {
    ids.sort_unstable();
    ids
}

async fn ranges(stand: &Stand, incident: RecordId, excluded: &[(RecordId, &str)]) -> IncidentRanges {
    let excluded = excluded.iter().map(|(id, why)| (*id, (*why).to_owned())).collect();
    let before = stand.register.db.statements();
    let found = stand.register.incident_ranges(stand.scope, incident, &excluded).await.unwrap();
    assert_eq!(stand.register.db.statements() - before, 1);
    found
}

fn assessment(incident: RecordId, grade: &str) -> Assessment {
    serde_json::from_value(json!({"incident": incident, "version": 1, "basis": "own", "grade": grade}))
        .unwrap()
}

on_both! {
    /// G18: 4-300 with a claim of 3,000 left out, Confirmed; the conceded four stand beside it.
    async fn cs1912_is_4_to_300_with_3000_left_out(stand: Stand) {
        let mut work = stand.register.begin(reason("Baghuz"), stand.scope.project).await.unwrap();
        let target = incident(&mut work, json!({"title": "Baghuz", "codes": ["CS1912"]})).await;
        let local = vec![said("killed_civilians", 160, 300), said("killed_children", 45, 45)];
        let (local, _) = account(&mut work, target, "Local sources", local).await;
        let undetermined = json!({"category": "killed", "count": {"min": 60, "bound": "more_than"}});
        let command = vec![said("killed_civilians", 4, 4), said("contested_killed_belligerents", 16, 16), undetermined];
        let (command, _) = account(&mut work, target, "Command", command).await;
        let review = vec![
            said("killed_civilians", 4, 4), said("killed_women", 1, 1), said("killed_children", 3, 3),
            said("injured_civilians", 15, 15), said("injured_belligerents", 2, 2),
        ];
        let (review, _) = account(&mut work, target, "Review", review).await;
        let (untied, untied_report) = account(&mut work, target, "A channel", vec![said("killed_civilians", 3000, 3000)]).await;
        let conceded = json!({"body": "Command", "outcome": "credible", "killed": count(4, 4)});
        let conceded = finding(&mut work, target, conceded).await;
        work.commit().await.unwrap();

        let all = ranges(&stand, target, &[]).await;
        assert_eq!(all.ranges.of(KILLED).count(), count(4, 3000), "as long as nobody leaves it out");
        let of = ranges(&stand, target, &[(untied, "Not tied to the event")]).await;
        assert_eq!(of.ranges.of(KILLED).count(), count(4, 300));
        assert_eq!(by(&of), (sorted(vec![command, review]), vec![local]));
        assert_eq!((of.ranges.of(CHILDREN).count(), of.ranges.of(INJURED).count()), (count(3, 45), count(15, 15)));
        assert_eq!(of.ranges.of(FIGHTERS).count(), count(0, 16), "no minimum from the attacker's word alone");
        let undetermined = of.ranges.of(Category::killed(PersonCategory::Undetermined)).count();
        assert_eq!((undetermined.min, undetermined.bound), (Some(60), Some(Bound::MoreThan)));
        assert_eq!(of.ranges.excluded[0].reason, "Not tied to the event");
        assert_eq!(of.silenced(), BTreeMap::from([(untied_report, "Not tied to the event".to_owned())]));
        assert_eq!((of.accounts.len(), of.conceded[0].id), (4, conceded));
        assert_eq!(of.ranges.conceded[&KILLED].count(), count(4, 4));
        let support = stand.register.incident_support(stand.scope, target).await.unwrap().unwrap();
        assert_eq!(propose(&support).grade, Some(Grade::Confirmed));
        assert!(problems(&assessment(target, "confirmed"), &support).is_empty());
    }

    /// G19: the conceded four leave 20-100 as it is; G20: a finding of non-credible stands beside Fair and 15.
    async fn what_is_decided_stands_beside_the_range(stand: Stand) {
        let mut work = stand.register.begin(reason("Camp"), stand.scope.project).await.unwrap();
        let target = incident(&mut work, json!({"title": "Camp", "codes": ["CS1908"]})).await;
        let (low, _) = account(&mut work, target, "One", vec![said("killed_civilians", 20, 20)]).await;
        let (high, _) = account(&mut work, target, "Two", vec![said("killed_civilians", 100, 100)]).await;
        finding(&mut work, target, json!({"body": "Task force", "outcome": "credible", "killed": count(4, 4)})).await;
        let soussa = json!({"title": "Soussa", "codes": ["CS1885"], "strike_status": "likely"});
        let soussa = incident(&mut work, soussa).await;
        for name in ["Three", "Four"] {
            account(&mut work, soussa, name, vec![said("killed_civilians", 15, 15)]).await;
        }
        finding(&mut work, soussa, json!({"body": "Task force", "outcome": "non_credible", "killed": count(0, 0)})).await;
        work.commit().await.unwrap();

        let of = ranges(&stand, target, &[]).await;
        assert_eq!((of.ranges.of(KILLED).count(), by(&of)), (count(20, 100), (vec![low], vec![high])));
        assert_eq!(of.ranges.conceded[&KILLED].count(), count(4, 4));
        let of = ranges(&stand, soussa, &[]).await;
        assert_eq!(of.ranges.of(KILLED).count(), count(15, 15));
        assert!(of.conceded.is_empty() && of.ranges.conceded.is_empty(), "it concedes nothing");
        let proposal = propose(&stand.register.incident_support(stand.scope, soussa).await.unwrap().unwrap());
        assert_eq!(proposal.grade, Some(Grade::Fair));
        assert_eq!(proposal.disagreements[0].outcome, Outcome::NonCredible);
    }

    async fn nothing_unknown_or_denied_becomes_a_number(stand: Stand) {
        let mut work = stand.register.begin(reason("Odd"), stand.scope.project).await.unwrap();
        let target = incident(&mut work, json!({"title": "Odd"})).await;
        let worded = json!({"category": "killed_civilians", "count": {"bound": "vague", "wording": "dozens"}});
        let (vague, report) = account(&mut work, target, "Worded", vec![worded, said("as_worded", 7, 9)]).await;
        let (five, listing) = account(&mut work, target, "List", vec![said("killed_civilians", 5, 5)]).await;
        for (status, outcome) in [("contested", "killed"), ("contested", "died_later"), ("civilian", "killed"), ("contested", "missing")] {
            let mention = json!({"report": listing, "incident": target, "status": status, "outcome": outcome});
            work.create(Kind::VictimMention, body(mention)).await.unwrap();
        }
        let denial = json!({"report": report, "claim": "Nobody was", "polarity": "denies", "counts": [said("killed_civilians", 900, 900)]});
        let denial = work.create(Kind::Assertion, body(denial)).await.unwrap();
        link(&mut work, (Kind::Assertion, denial), LinkRole::About, target).await;
        let silent = work.create(Kind::Report, body(json!({"title": "No number"}))).await.unwrap();
        link(&mut work, (Kind::Report, silent), LinkRole::About, target).await;
        link(&mut work, (Kind::Report, report), LinkRole::About, target).await;
        let other = work.create(Kind::Report, body(json!({"title": "Perhaps"}))).await.unwrap();
        let possible = BTreeMap::from([("certainty".to_owned(), "possible".to_owned())]);
        work.link((Kind::Report, other.0), LinkRole::About, (Kind::Incident, target.0), possible).await.unwrap();
        work.commit().await.unwrap();

        let of = ranges(&stand, target, &[]).await;
        let ids: Vec<RecordId> = of.accounts.iter().map(|told| told.id).collect();
        assert_eq!(sorted(ids), sorted(vec![vague, five, denial, silent]), "a report speaks through its claims");
        let range = of.ranges.of(KILLED);
        assert_eq!(range.count(), count(3, 5), "two of the five are of contested status");
        assert_eq!(of.ranges.of(FIGHTERS).count(), count(0, 2));
        assert_eq!((range.unknown, range.words), (vec![vague], vec!["dozens".to_owned()]));
        assert!(of.told(vague).unwrap().has_unread());
        // The report is silent only where all it says is left out.
        let some = ranges(&stand, target, &[(vague, "Hearsay")]).await;
        assert!(some.silenced().is_empty());
        let all = ranges(&stand, target, &[(vague, "Hearsay"), (denial, "Hearsay")]).await;
        assert_eq!(all.silenced().keys().copied().collect::<Vec<_>>(), [report]);
        let unreasoned = BTreeMap::from([(five, " ".to_owned())]);
        let refused = stand.register.incident_ranges(stand.scope, target, &unreasoned).await;
        assert!(matches!(refused, Err(Error::Refused(found)) if found[0].code == "exclusion-needs-reason"));
    }

    /// What two people propose at once gets two numbers, and whoever did not see the other's is told so.
    async fn two_people_never_take_one_version(stand: Stand) {
        let mut work = stand.register.begin(reason("Mill"), stand.scope.project).await.unwrap();
        let target = incident(&mut work, json!({"title": "Mill"})).await;
        work.commit().await.unwrap();
        let by_one = async |grade: &str, seen: i64| {
            let mut work = stand.register.begin(reason("Propose"), stand.scope.project).await?;
            let made = work.propose(assessment(target, grade), seen).await?;
            work.commit().await?;
            Ok::<RecordId, Error>(made)
        };
        let (one, other) = tokio::join!(by_one("weak", 0), by_one("discounted", 0));
        let refused = [&one, &other].into_iter().filter_map(|made| made.as_ref().err());
        let codes: Vec<String> = refused
            .map(|error| match error {
                Error::Refused(found) => found[0].code.clone(),
                error => error.to_string(),
            })
            .collect();
        assert_eq!(codes, ["changed-since-seen"]);
        let (second, third) = tokio::join!(by_one("weak", 1), by_one("weak", 1));
        assert!(second.is_ok() != third.is_ok());
        let next = async |seen: &mut i64| loop {
            match by_one("weak", *seen).await {
                Ok(_) => break,
                Err(_) => *seen += 1,
            }
        };
        let (mut here, mut there) = (2, 2);
        tokio::join!(next(&mut here), next(&mut there));
        let all = stand.register.records_by(stand.scope, Kind::Assessment, "incident", &[target], "version").await.unwrap();
        let versions: Vec<i64> = all.iter().map(|each| each.body["version"].as_i64().unwrap()).collect();
        assert_eq!(versions, [1, 2, 3, 4]);
        let file = stand.register.incident_file(stand.scope, target).await.unwrap();
        assert_eq!(file.current, [all[3].id].into(), "the last one is current, and only it");
        stand.register.sequence().await.unwrap();
        assert!(stand.register.fsck().await.unwrap().is_sound());
    }
}
