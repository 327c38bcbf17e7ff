//! Merging, undoing, splitting: whatever is done in whatever order, nothing is lost, nothing counts twice, and undoing
//! restores.

use crate::life::{body, make};
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::team::{by, code, person};
use domain::id::{ActId, IncidentId, RecordId};
use domain::kind::Kind;
use domain::record::{Body, Incident};
use domain::vocabulary::{AccessLabel, LinkRole, Role};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use register::incident::merge::Merging;
use register::incident::split::Splitting;
use register::incident::{Filter, Order, Page};
use register::team::approval::Asked;
use register::work::Work;
use serde_json::{Map, json};
use std::collections::{BTreeMap, BTreeSet};

async fn work(stand: &Stand) -> Work<'_> {
    stand.register.begin(reason("Try it"), stand.scope.project).await.unwrap()
}

async fn incident(stand: &Stand, code: &str, title: &str) -> IncidentId {
    let made = body(json!({"title": title, "codes": [code], "governorate": title}));
    IncidentId(make(stand, Kind::Incident, made).await.0)
}

async fn report_about(stand: &Stand, incident: IncidentId, title: &str) -> RecordId {
    let mut work = work(stand).await;
    let report = work.create(Kind::Report, body(json!({"title": title}))).await.unwrap();
    let to = (Kind::Incident, incident.0);
    let link = work.link((Kind::Report, report.0), LinkRole::About, to, BTreeMap::new()).await.unwrap();
    work.commit().await.unwrap();
    link
}

async fn assess(stand: &Stand, incident: IncidentId, min: i64) {
    let assessment = json!({"incident": incident, "version": 1, "basis": "adopted", "body": "Recorder",
        "killed": {"min": min, "max": min, "bound": "range"}});
    make(stand, Kind::Assessment, body(assessment)).await;
}

fn merging(survivor: IncidentId, merged: IncidentId) -> Merging {
    Merging { survivor, merged, taken: Vec::new() }
}

async fn merge(stand: &Stand, survivor: IncidentId, merged: IncidentId) -> String {
    let mut work = work(stand).await;
    let result = work.merge(&merging(survivor, merged)).await;
    if result.is_ok() {
        work.commit().await.unwrap();
    }
    code(result)
}

async fn unmerge(stand: &Stand, merged: IncidentId) -> String {
    let mut work = work(stand).await;
    let result = work.unmerge(merged).await;
    if result.is_ok() {
        work.commit().await.unwrap();
    }
    code(result)
}

async fn sound(stand: &Stand) {
    stand.register.sequence().await.unwrap();
    let findings = stand.register.fsck().await.unwrap();
    assert!(findings.is_sound(), "{:?}", findings.faults);
}

async fn all(stand: &Stand, kind: Kind) -> BTreeMap<RecordId, Body> {
    let records = stand.register.batch(stand.scope, kind, None, 10_000).await.unwrap();
    records.into_iter().map(|record| (record.id, record.body)).collect()
}

async fn target(stand: &Stand, link: RecordId) -> String {
    let record = stand.register.record(stand.scope, Kind::Link, link).await.unwrap();
    record.text("to").unwrap().to_owned()
}

async fn shown(stand: &Stand, id: IncidentId) -> Body {
    stand.register.record(stand.scope, Kind::Incident, id.into()).await.unwrap().body
}

async fn listed(stand: &Stand) -> (BTreeSet<RecordId>, i64) {
    let filter = Filter::default();
    let rows =
        stand.register.incidents(stand.scope, &filter, Order::Newest, &Page::First, 1000).await.unwrap();
    let sorts = stand.register.incident_sorts(stand.scope, &filter).await.unwrap();
    assert_eq!(sorts.incidents, i64::try_from(rows.rows.len()).unwrap());
    (rows.rows.into_iter().map(|row| row.incident.id).collect(), sorts.adopted.both_min)
}

on_both! {
    async fn a_merge_moves_what_points_and_undoing_moves_it_back(stand: Stand) {
        let (kept, gone) = (incident(&stand, "CS001", "Mill").await, incident(&stand, "CS002", "The mill").await);
        assess(&stand, kept, 3).await;
        assess(&stand, gone, 5).await;
        let link = report_about(&stand, gone, "A paper").await;
        let mention = make(&stand, Kind::VictimMention, body(json!({"incident": gone, "role": "a child"}))).await;
        make(&stand, Kind::ObjectDamage, body(json!({"incident": gone, "class": "school"}))).await;
        let mut work_up = work(&stand).await;
        work_up.take_up(gone.into()).await.unwrap();
        work_up.commit().await.unwrap();
        let kinds = [Kind::Incident, Kind::Link, Kind::VictimMention, Kind::ObjectDamage, Kind::Task, Kind::Assessment];
        let mut before = Vec::new();
        for kind in kinds {
            before.push(all(&stand, kind).await);
        }
        assert_eq!(listed(&stand).await.1, 8);

        assert_eq!(merge(&stand, kept, gone).await, "");
        sound(&stand).await;
        assert_eq!(target(&stand, link).await, kept.to_string());
        let moved = stand.register.record(stand.scope, Kind::VictimMention, mention).await.unwrap();
        assert_eq!(moved.text("incident"), Some(kept.to_string().as_str()));
        assert_eq!(shown(&stand, kept).await["codes"], json!(["CS001", "CS002"]));
        assert_eq!(shown(&stand, kept).await["title"], json!("Mill"));
        assert_eq!(listed(&stand).await, (BTreeSet::from([kept.into()]), 3), "never summed");
        let selection = stand.register.selection(stand.scope).await.unwrap();
        assert_eq!(selection.incidents, 1);
        let found = stand.register.records_of_code(stand.scope, "CS002").await.unwrap();
        assert_eq!(found.iter().map(|record| record.id).collect::<Vec<_>>(), [kept.into()]);
        let mut output = Vec::new();
        let format = exchange::out::Format::JsonLines;
        stand.register.export(stand.scope, Kind::Incident, format, &mut output).await.unwrap();
        let text = String::from_utf8(output).unwrap();
        let tombstone = text.lines().find(|line| line.contains("merged_into")).unwrap();
        assert!(tombstone.contains(&kept.to_string()) && !tombstone.contains("The mill"), "{tombstone}");

        assert_eq!(unmerge(&stand, gone).await, "");
        sound(&stand).await;
        for (kind, before) in kinds.into_iter().zip(before) {
            assert_eq!(all(&stand, kind).await, before, "{kind:?}");
        }
        assert_eq!(listed(&stand).await.1, 8);
        assert_eq!(unmerge(&stand, gone).await, "not-merged");
    }

    async fn fields_chosen_by_hand_are_taken_and_given_back_unless_edited_since(stand: Stand) {
        let (kept, gone) = (incident(&stand, "CS001", "Mill").await, incident(&stand, "CS002", "The mill").await);
        let link = report_about(&stand, gone, "A paper").await;
        let other = incident(&stand, "CS009", "Elsewhere").await;
        let mut merge = work(&stand).await;
        let taken = vec!["title".to_owned(), "governorate".to_owned()];
        merge.merge(&Merging { survivor: kept, merged: gone, taken }).await.unwrap();
        merge.commit().await.unwrap();
        assert_eq!(shown(&stand, kept).await["title"], json!("The mill"));
        let stored = stand.register.stored(stand.scope, Kind::Incident, kept.into()).await.unwrap();
        let seen: Vec<ActId> = stored.seen(["title", "note"].into_iter()).into_iter().map(ActId).collect();
        let mut edit = work(&stand).await;
        let changes = Map::from_iter([("title".to_owned(), json!("Old mill")), ("note".to_owned(), json!("n"))]);
        edit.change(Kind::Incident, kept.into(), changes, &seen).await.unwrap();
        let stored = stand.register.stored(stand.scope, Kind::Link, link).await.unwrap();
        let seen: Vec<ActId> = stored.seen(["to"].into_iter()).into_iter().map(ActId).collect();
        edit.change(Kind::Link, link, Map::from_iter([("to".to_owned(), json!(other))]), &seen).await.unwrap();
        edit.commit().await.unwrap();
        let mut undo = work(&stand).await;
        let undone = undo.unmerge(gone).await.unwrap();
        undo.commit().await.unwrap();
        sound(&stand).await;
        let now = shown(&stand, kept).await;
        assert_eq!((&now["title"], &now["note"], &now["governorate"]), (&json!("Old mill"), &json!("n"), &json!("Mill")));
        assert_eq!(now["codes"], json!(["CS001"]));
        assert_eq!(target(&stand, link).await, other.to_string(), "the later edit stays");
        let kept: Vec<(Kind, &str)> = undone.kept.iter().map(|kept| (kept.kind, kept.field.as_str())).collect();
        assert_eq!(kept, [(Kind::Link, "to"), (Kind::Incident, "title")], "and is told");
    }

    async fn chains_are_undone_from_their_end_and_circles_are_refused(stand: Stand) {
        let a = incident(&stand, "CS001", "A").await;
        let b = incident(&stand, "CS002", "B").await;
        let c = incident(&stand, "CS003", "C").await;
        let link = report_about(&stand, a, "A paper").await;
        assert_eq!(merge(&stand, a, a).await, "merge-with-itself");
        assert_eq!(merge(&stand, b, a).await, "");
        assert_eq!(merge(&stand, c, a).await, "merged-already");
        assert_eq!(merge(&stand, a, b).await, "merged-already", "no circle");
        assert_eq!(merge(&stand, c, b).await, "");
        assert_eq!(merge(&stand, a, c).await, "merged-already", "no circle of three");
        assert_eq!(target(&stand, link).await, c.to_string());
        let found = stand.register.records_of_code(stand.scope, "CS001").await.unwrap();
        assert_eq!(found.iter().map(|record| record.id).collect::<Vec<_>>(), [c.into()]);
        assert_eq!(unmerge(&stand, a).await, "unmerge-later-first");
        assert_eq!(unmerge(&stand, b).await, "");
        assert_eq!(target(&stand, link).await, b.to_string());
        assert_eq!(unmerge(&stand, a).await, "");
        assert_eq!(target(&stand, link).await, a.to_string());
        sound(&stand).await;
    }

    async fn an_account_of_both_counts_once(stand: Stand) {
        let (kept, gone) = (incident(&stand, "CS001", "Mill").await, incident(&stand, "CS002", "The mill").await);
        let link = report_about(&stand, gone, "A paper").await;
        let report = all(&stand, Kind::Link).await[&link]["from"].as_str().unwrap().parse::<RecordId>().unwrap();
        let mut both = work(&stand).await;
        both.link((Kind::Report, report.0), LinkRole::About, (Kind::Incident, kept.0), BTreeMap::new()).await.unwrap();
        both.commit().await.unwrap();
        assert_eq!(merge(&stand, kept, gone).await, "");
        let rows = stand.register.incidents(stand.scope, &Filter::default(), Order::Newest, &Page::First, 10).await.unwrap();
        assert_eq!(rows.rows[0].accounts, 1);
        assert_eq!(target(&stand, link).await, gone.to_string(), "the second link stays where it was");
    }

    async fn a_merge_takes_two_people_and_its_marks_are_written_by_nothing_else(stand: Stand) {
        let (kept, gone) = (incident(&stand, "CS001", "Mill").await, incident(&stand, "CS002", "The mill").await);
        let one = person(&stand, 1, &[Role::Researcher]).await;
        let other = person(&stand, 2, &[Role::Reviewer]).await;
        let collector = person(&stand, 3, &[Role::Collector]).await;
        let asked = Asked::Merge(merging(kept, gone));
        let mut work = by(&stand, collector).await;
        assert_eq!(code(work.ask(&asked).await), "not-permitted merge");
        assert_eq!(code(work.unmerge(gone).await), "not-permitted merge");
        drop(work);
        let mut work = by(&stand, one).await;
        assert_eq!(code(work.merge(&merging(kept, gone)).await), "needs-second-person");
        let forged = Map::from_iter([("merged".to_owned(), json!({"into": kept}))]);
        let forged = work.change(Kind::Incident, gone.into(), forged, &[]).await;
        assert_eq!(code(forged), "changed-by-its-own-operation");
        let forged = work.create(Kind::Incident, body(json!({"title": "T", "merged": {"into": kept}}))).await;
        assert_eq!(code(forged), "changed-by-its-own-operation");
        let approval = work.ask(&asked).await.unwrap();
        work.commit().await.unwrap();
        let mut work = by(&stand, one).await;
        assert_eq!(code(work.decide(approval, true).await), "needs-second-person");
        drop(work);
        let mut work = by(&stand, other).await;
        assert_eq!(work.decide(approval, true).await.unwrap().record, Some(kept.into()));
        work.commit().await.unwrap();
        let record: Incident = domain::record::read(&shown(&stand, gone).await).unwrap();
        assert_eq!(record.merged.unwrap().approval, Some(approval));
        sound(&stand).await;
    }

    async fn undoing_a_merge_and_splitting_take_two_people(stand: Stand) {
        let (kept, gone) = (incident(&stand, "CS001", "Mill").await, incident(&stand, "CS002", "The mill").await);
        let link = report_about(&stand, kept, "A paper").await;
        assert_eq!(merge(&stand, kept, gone).await, "");
        let one = person(&stand, 1, &[Role::Researcher]).await;
        let other = person(&stand, 2, &[Role::Reviewer]).await;
        let splitting = Splitting {
            title: "Another".to_owned(),
            codes: Vec::new(),
            moved: BTreeSet::from([(Kind::Link, link)]),
        };
        let mut work = by(&stand, one).await;
        assert_eq!(code(work.unmerge(gone).await), "needs-second-person");
        assert_eq!(code(work.split(kept, &splitting).await), "needs-second-person");
        assert_eq!(code(work.unsplit(kept).await), "needs-second-person");
        drop(work);
        let ask = async |asked: Asked| {
            let mut work = by(&stand, one).await;
            let approval = work.ask(&asked).await;
            if approval.is_ok() {
                work.commit().await.unwrap();
            }
            approval
        };
        let agree = async |approval: RecordId| {
            let mut work = by(&stand, one).await;
            assert_eq!(code(work.decide(approval, true).await), "needs-second-person");
            drop(work);
            let mut work = by(&stand, other).await;
            let decided = work.decide(approval, true).await.unwrap();
            work.commit().await.unwrap();
            decided
        };
        assert_eq!(code(ask(Asked::Unmerge { merged: kept }).await), "not-merged");
        assert_eq!(code(ask(Asked::Unsplit { part: kept }).await), "not-merged");
        let nothing = Splitting { title: "Another".to_owned(), ..Splitting::default() };
        assert_eq!(code(ask(Asked::Split { from: kept, splitting: nothing }).await), "split-of-nothing");
        let untitled = Splitting { title: " ".to_owned(), ..splitting.clone() };
        assert_eq!(code(ask(Asked::Split { from: kept, splitting: untitled }).await), "field-empty");

        let asked = ask(Asked::Unmerge { merged: gone }).await.unwrap();
        let again = ask(Asked::Unmerge { merged: gone }).await.unwrap();
        assert!(shown(&stand, gone).await.contains_key("merged"), "nothing happens before the yes");
        let decided = agree(asked).await;
        assert_eq!((decided.record, decided.kept), (Some(gone.into()), Vec::new()));
        assert!(!shown(&stand, gone).await.contains_key("merged"));
        let mut work = by(&stand, other).await;
        assert_eq!(code(work.decide(again, true).await), "not-merged", "it happened already");
        drop(work);

        let asked = ask(Asked::Split { from: kept, splitting: splitting.clone() }).await.unwrap();
        let part = agree(asked).await.record.unwrap();
        assert_eq!(target(&stand, link).await, part.to_string());
        let asked = ask(Asked::Unsplit { part: IncidentId(part.0) }).await.unwrap();
        assert_eq!(agree(asked).await.record, Some(kept.into()));
        assert_eq!(target(&stand, link).await, kept.to_string());
        sound(&stand).await;
    }

    /// What is asked for names what would move: nobody reads it who may not see all of that.
    async fn a_split_asked_for_is_as_closed_as_what_it_moves(stand: Stand) {
        let whole = incident(&stand, "CI715", "Two strikes").await;
        let link = report_about(&stand, whole, "First").await;
        let one = person(&stand, 1, &[Role::Custodian, Role::Researcher]).await;
        let lesser = person(&stand, 2, &[Role::Researcher]).await;
        let mut work = by(&stand, one).await;
        work.narrow(Kind::Link, link, AccessLabel::Sealed).await.unwrap();
        let splitting = Splitting { title: "T".to_owned(), codes: Vec::new(), moved: BTreeSet::from([(Kind::Link, link)]) };
        let approval = work.ask(&Asked::Split { from: whole, splitting }).await.unwrap();
        work.commit().await.unwrap();
        let scope = stand.register.permit(lesser, stand.scope.project).await.unwrap().scope();
        assert!(stand.register.open_approvals(scope, 5).await.unwrap().is_empty());
        let mut work = by(&stand, lesser).await;
        assert_eq!(code(work.decide(approval, true).await), "not-found");
        drop(work);
        sound(&stand).await;
    }

    async fn a_split_is_undone_and_redone(stand: Stand) {
        let whole = incident(&stand, "CI715", "Two strikes").await;
        let (stays, goes) = (report_about(&stand, whole, "First").await, report_about(&stand, whole, "Second").await);
        let suggested = stand.register.code_of_part(stand.scope, whole).await.unwrap().unwrap();
        assert_eq!(suggested, "CI715a");
        let mut work_split = work(&stand).await;
        let splitting = Splitting {
            title: "The second strike".to_owned(),
            codes: vec![suggested.clone()],
            moved: BTreeSet::from([(Kind::Link, goes)]),
        };
        let part = work_split.split(whole, &splitting).await.unwrap();
        work_split.commit().await.unwrap();
        assert_eq!(stand.register.code_of_part(stand.scope, whole).await.unwrap().unwrap(), "CI715b");
        assert_eq!((target(&stand, stays).await, target(&stand, goes).await), (whole.to_string(), part.to_string()));
        let mut again = work(&stand).await;
        assert_eq!(code(again.split(whole, &splitting).await), "split-of-nothing", "it is not of this one any more");
        drop(again);
        let mut undo = work(&stand).await;
        undo.unsplit(part).await.unwrap();
        undo.commit().await.unwrap();
        assert_eq!(target(&stand, goes).await, whole.to_string());
        assert_eq!(listed(&stand).await.0, BTreeSet::from([whole.into()]));
        assert_eq!(unmerge(&stand, part).await, "");
        assert_eq!(target(&stand, goes).await, part.to_string());
        sound(&stand).await;
    }

    async fn no_sequence_of_merges_edits_links_splits_and_undoings_loses_anything(stand: Stand) {
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        for _ in 0..4 {
            let steps = prop::collection::vec((0..6_u8, 0..64_usize, 0..64_usize), 24);
            let steps = steps.new_tree(&mut runner).unwrap().current();
            walk(&stand, &steps).await;
        }
    }
}

/// Makes some incidents, does the steps, then undoes every merge: each link ends where the last hand put it.
#[expect(clippy::too_many_lines, reason = "one walk, step by step")]
async fn walk(stand: &Stand, steps: &[(u8, usize, usize)]) {
    let mut incidents = Vec::new();
    // Where the last hand put each link.
    let mut home: BTreeMap<RecordId, IncidentId> = BTreeMap::new();
    for number in 0..4 {
        let made = incident(stand, &format!("TS{:03}", incidents.len()), &format!("Incident {number}")).await;
        home.insert(report_about(stand, made, "An account").await, made);
        incidents.push(made);
    }
    let mut codes: BTreeMap<IncidentId, serde_json::Value> = BTreeMap::new();
    let mut merges: Vec<IncidentId> = Vec::new();
    for (step, one, other) in steps {
        let (one, other) = (incidents[one % incidents.len()], incidents[other % incidents.len()]);
        match step {
            0 | 1 => {
                if merge(stand, one, other).await.is_empty() {
                    merges.push(other);
                }
            }
            2 => {
                if unmerge(stand, one).await.is_empty() {
                    merges.retain(|merged| *merged != one);
                }
            }
            3 => drop(home.insert(report_about(stand, one, "Another account").await, one)),
            4 => {
                let stored = stand.register.stored(stand.scope, Kind::Incident, one.into()).await.unwrap();
                let seen: Vec<ActId> = stored.seen(["title"].into_iter()).into_iter().map(ActId).collect();
                let mut edit = work(stand).await;
                let changes = Map::from_iter([("title".to_owned(), json!(format!("Edited {other}")))]);
                edit.change(Kind::Incident, one.into(), changes, &seen).await.unwrap();
                edit.commit().await.unwrap();
            }
            _ => {
                let links = all(stand, Kind::Link).await;
                let here = json!(one);
                let Some((link, _)) =
                    links.iter().find(|(id, body)| body["to"] == here && home.contains_key(id))
                else {
                    continue;
                };
                let mut split = work(stand).await;
                let splitting = Splitting {
                    title: "A part".to_owned(),
                    codes: Vec::new(),
                    moved: BTreeSet::from([(Kind::Link, *link)]),
                };
                if let Ok(part) = split.split(one, &splitting).await {
                    split.commit().await.unwrap();
                    home.insert(*link, part);
                    incidents.push(part);
                }
            }
        }
        holds(stand, &incidents, &merges, &home).await;
    }
    // The order in which merges are undone is any that is allowed.
    while !merges.is_empty() {
        let before = merges.len();
        for merged in merges.clone() {
            if unmerge(stand, merged).await.is_empty() {
                merges.retain(|each| *each != merged);
            }
        }
        assert!(merges.len() < before, "one of them can always be undone");
    }
    holds(stand, &incidents, &merges, &home).await;
    for (link, incident) in &home {
        assert_eq!(target(stand, *link).await, incident.to_string());
    }
    for id in incidents {
        let body = shown(stand, id).await;
        codes.insert(id, body.get("codes").cloned().unwrap_or_default());
    }
    let mut seen = BTreeSet::new();
    for codes in codes.values().filter_map(|codes| codes.as_array()) {
        assert!(
            codes.len() == 1 && seen.insert(codes[0].to_string()),
            "codes are where they were: {codes:?}"
        );
    }
    // The next walk finds nothing of this one in its way.
}

async fn holds(
    stand: &Stand,
    incidents: &[IncidentId],
    merges: &[IncidentId],
    home: &BTreeMap<RecordId, IncidentId>,
) {
    sound(stand).await;
    let links = all(stand, Kind::Link).await;
    assert!(home.keys().all(|link| links.contains_key(link)), "no link is lost");
    let standing: BTreeSet<String> =
        incidents.iter().filter(|id| !merges.contains(id)).map(ToString::to_string).collect();
    let (rows, _) = listed(stand).await;
    let rows: BTreeSet<String> = rows.iter().map(ToString::to_string).collect();
    assert!(standing.is_subset(&rows), "every incident that stands is listed");
    assert!(merges.iter().all(|merged| !rows.contains(&merged.to_string())), "no other");
}

on_both! {
    async fn what_may_be_the_same_event_is_suggested_with_its_reasons(stand: Stand) {
        use domain::when::{When, Zone};
        use register::incident::similar::{Likeness, Sketch};
        let day = |text: &str| When::day(text, Zone::Unknown).unwrap();
        let point = |lat: i64| json!({"lat_e7": lat, "lon_e7": 390_000_000});
        let at = |title: &str, when: &str, location: serde_json::Value| {
            body(json!({"title": title, "when": day(when), "location": location}))
        };
        let near = make(&stand, Kind::Incident, at("One", "2017-06-11",
            json!({"point": point(359_000_000), "precision": "exact"}))).await;
        make(&stand, Kind::Incident, at("Far", "2017-06-10", json!({"point": point(369_000_000), "precision": "exact"}))).await;
        let named = make(&stand, Kind::Incident, at("Two", "2017-06-10", json!({"words": "الرقة"}))).await;
        make(&stand, Kind::Incident, at("Later", "2017-06-14", json!({"words": "Raqqa"}))).await;
        let worded = make(&stand, Kind::Incident, at("Mansoura school shelter", "2017-06-09", json!({}))).await;
        let merged = make(&stand, Kind::Incident, at("Gone", "2017-06-10", json!({"words": "Raqqa"}))).await;
        assert_eq!(merge(&stand, IncidentId(near.0), IncidentId(merged.0)).await, "");
        let location = serde_json::from_value(json!({"words": "Raqqa", "point": point(359_050_000), "precision": "exact"}));
        let sketch = Sketch {
            id: None,
            when: Some(day("2017-06-10")),
            location: Some(location.unwrap()),
            words: "The school of Mansoura".to_owned(),
        };
        let before = stand.register.db.statements();
        let similar = stand.register.similar_incidents(stand.scope, &sketch).await.unwrap();
        assert_eq!(stand.register.db.statements() - before, 1);
        let found: BTreeMap<RecordId, Vec<Likeness>> =
            similar.into_iter().map(|each| (each.incident.id, each.likeness.into_iter().collect())).collect();
        let shared = vec!["mansoura".to_owned(), "school".to_owned()];
        let expected = BTreeMap::from([
            (near, vec![Likeness::Near { km: 1 }]),
            (named, vec![Likeness::SamePlace { words: "الرقة".to_owned() }]),
            (worded, vec![Likeness::Words { shared }]),
        ]);
        assert_eq!(found, expected);
        let undated = Sketch { when: None, ..sketch };
        assert!(stand.register.similar_incidents(stand.scope, &undated).await.unwrap().is_empty());
    }

    async fn two_records_are_compared_with_what_points_at_them(stand: Stand) {
        let (kept, gone) = (incident(&stand, "CS001", "Mill").await, incident(&stand, "CS002", "The mill").await);
        report_about(&stand, gone, "A paper").await;
        assess(&stand, gone, 5).await;
        let compared = stand.register.comparison(stand.scope, kept.into(), gone.into()).await.unwrap();
        assert_eq!(compared.differing, ["governorate", "title"]);
        assert_eq!(compared.merged.counts, BTreeMap::from([(Kind::Report, 1)]));
        assert_eq!((compared.survivor.judged.len(), compared.merged.judged.len()), (0, 1));
        assert_eq!(merge(&stand, kept, gone).await, "");
        let record = stand.register.record(stand.scope, Kind::Incident, kept.into()).await.unwrap();
        let family = stand.register.family(stand.scope, &record).await.unwrap();
        assert_eq!(family.merged.iter().map(|record| record.id).collect::<Vec<_>>(), [gone.into()]);
        assert_eq!(family.judgments.len(), 1, "readable under the survivor");
        let record = stand.register.record(stand.scope, Kind::Incident, gone.into()).await.unwrap();
        let family = stand.register.family(stand.scope, &record).await.unwrap();
        assert_eq!(family.from.iter().map(|record| record.id).collect::<Vec<_>>(), [kept.into()]);
    }
}
