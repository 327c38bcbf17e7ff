//! A second coder's grade: who may give it, who may see it, and what is paired; on both databases.

use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::support::give;
use crate::team::{by, code, person};
use domain::agreement::{NoKappa, Weights};
use domain::count::Count;
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::{AccessLabel, Role};
use register::Scope;
use register::coding::Coded;
use register::coding::agreement::Pairs;
use serde_json::json;

fn coded(grade: &str) -> Coded {
    Coded {
        grade: grade.to_owned(),
        killed: Some(Count::range(Some(2), Some(4))),
        rationale: "Two families speak of the same house".to_owned(),
        blind: true,
    }
}

async fn incident(stand: &Stand, grade: Option<&str>) -> RecordId {
    let mut work = stand.register.begin(reason("Enter it"), stand.scope.project).await.unwrap();
    let incident =
        work.create(Kind::Incident, body(json!({"title": "Mill", "strike_status": "likely"}))).await.unwrap();
    give(&mut work, incident).await;
    if let Some(grade) = grade {
        let own = json!({"incident": incident, "version": 1, "basis": "own", "grade": grade, "codebook": "airwars 1"});
        work.create(Kind::Assessment, body(own)).await.unwrap();
    }
    work.commit().await.unwrap();
    incident
}

async fn give_code(
    stand: &Stand,
    coder: ActorId,
    incident: RecordId,
    coded: Coded,
    seen: Option<ActId>,
) -> String {
    let mut work = by(stand, coder).await;
    let result = work.code(incident, coded, seen).await;
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

fn team(stand: &Stand) -> Scope {
    stand.scope.up_to(AccessLabel::Team)
}

async fn pairs(stand: &Stand, reader: ActorId) -> Pairs {
    stand.register.coding_pairs(team(stand), reader).await.unwrap()
}

on_both! {
    async fn a_coding_is_unseen_until_two_have_coded(stand: Stand) {
        let [one, two, three] = [
            person(&stand, 1, &[Role::Researcher]).await,
            person(&stand, 2, &[Role::Reviewer]).await,
            person(&stand, 3, &[Role::Researcher]).await,
        ];
        let incident = incident(&stand, None).await;
        assert_eq!(give_code(&stand, one, incident, coded("fair"), None).await, "");
        let register = &stand.register;
        let seen = team(&stand);
        // Nobody else finds it anywhere: among the records, in counts, in the log, or named as what refers.
        let own = register.own_coding(seen, one, incident).await.unwrap().unwrap();
        assert!(own.coding.blind && !own.coding.opened && own.coding.grade == "fair");
        assert_eq!(register.own_coding(seen, two, incident).await.unwrap(), None);
        for scope in [seen, stand.scope.up_to(AccessLabel::Sensitive)] {
            assert!(register.record(scope, Kind::Coding, own.id).await.is_err());
            assert!(register.history(scope, Kind::Coding, own.id).await.is_err());
            assert!(register.act(scope, own.head_act).await.is_err());
            assert!(register.proof(scope, own.head_act).await.is_err());
            assert!(register.batch(scope, Kind::Coding, None, 10).await.unwrap().is_empty());
            assert!(register.counts(scope).await.unwrap().iter().all(|(kind, count)| *kind != Kind::Coding || *count == 0));
            assert!(register.referring(scope, Kind::Incident, incident).await.unwrap().iter().all(|(column, _)| column.kind != Kind::Coding));
            let acts = register.acts(scope, None, 200).await.unwrap();
            assert!(acts.iter().all(|logged| logged.kind() != Some(Kind::Coding)));
        }
        let other = pairs(&stand, two).await;
        assert_eq!((other.pairs.len(), other.closed, other.alone), (0, 1, 0));
        let mine = pairs(&stand, one).await;
        assert_eq!((mine.pairs.len(), mine.closed, mine.alone), (0, 0, 1));
        assert_eq!(mine.table(&register.codebook).kappa(Weights::Unweighted), Err(NoKappa::NoPairs));
        // The second one opens both.
        assert_eq!(give_code(&stand, two, incident, coded("weak"), None).await, "");
        assert!(register.record(seen, Kind::Coding, own.id).await.is_ok());
        for reader in [one, two, three] {
            let known = pairs(&stand, reader).await;
            assert_eq!((known.pairs.len(), known.closed), (1, 0));
            assert_eq!(known.disagreements().count(), 1);
            assert_eq!((known.pairs[0].first.grade.as_str(), known.pairs[0].second.grade.as_str()), ("fair", "weak"));
        }
        sound(&stand).await;
    }

    async fn who_judged_it_does_not_code_it(stand: Stand) {
        let [author, coder, collector] = [
            person(&stand, 1, &[Role::Researcher]).await,
            person(&stand, 2, &[Role::Reviewer]).await,
            person(&stand, 3, &[Role::Collector]).await,
        ];
        let incident = incident(&stand, None).await;
        let mut work = by(&stand, author).await;
        let own = json!({"incident": incident, "version": 1, "basis": "own", "grade": "weak", "codebook": "airwars 1"});
        work.create(Kind::Assessment, body(own)).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(give_code(&stand, author, incident, coded("fair"), None).await, "coder-wrote-assessment");
        assert_eq!(give_code(&stand, collector, incident, coded("fair"), None).await, "not-permitted code");
        assert_eq!(give_code(&stand, coder, incident, coded("splendid"), None).await, "grade-not-in-codebook");
        assert_eq!(give_code(&stand, coder, RecordId(uuid::Uuid::from_u128(7)), coded("fair"), None).await, "not-found");
        assert!(stand.register.wrote_assessment(team(&stand), author, incident).await.unwrap());
        assert!(!stand.register.wrote_assessment(team(&stand), coder, incident).await.unwrap());
        assert_eq!(give_code(&stand, coder, incident, coded("fair"), None).await, "");
        // A pair with the assessment: for those two, not for others who may still code it.
        for reader in [author, coder] {
            let known = pairs(&stand, reader).await;
            assert_eq!(known.pairs.len(), 1);
            assert_eq!((known.pairs[0].first.kind, known.pairs[0].first.grade.as_str()), (Kind::Assessment, "weak"));
        }
        assert_eq!(pairs(&stand, collector).await.pairs, []);
        assert_eq!(pairs(&stand, collector).await.closed, 1);
        // A later assessment does not change what the coder was compared with.
        let mut work = by(&stand, author).await;
        let own = json!({"incident": incident, "version": 2, "basis": "own", "grade": "fair", "codebook": "airwars 1"});
        work.create(Kind::Assessment, body(own)).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(pairs(&stand, coder).await.pairs[0].first.grade, "weak");
    }

    async fn only_its_author_changes_a_coding_and_sees_what_they_change(stand: Stand) {
        let [one, two] = [person(&stand, 1, &[Role::Researcher]).await, person(&stand, 2, &[Role::Reviewer]).await];
        let incident = incident(&stand, None).await;
        let seen = team(&stand);
        assert_eq!(give_code(&stand, one, incident, coded("fair"), None).await, "");
        assert_eq!(give_code(&stand, one, incident, coded("weak"), None).await, "changed-since-seen");
        let own = stand.register.own_coding(seen, one, incident).await.unwrap().unwrap();
        assert_eq!(give_code(&stand, one, incident, coded("weak"), Some(own.head_act)).await, "");
        let own = stand.register.own_coding(seen, one, incident).await.unwrap().unwrap();
        assert!(own.coding.grade == "weak" && own.coding.blind);
        let mut work = by(&stand, two).await;
        let grade = serde_json::Map::from_iter([("grade".to_owned(), json!("fair"))]);
        assert_eq!(code(work.change(Kind::Coding, own.id, grade, &[]).await), "changed-by-its-own-operation");
        drop(work);
        // Once opened a change is a second thought, and leaves the pairs.
        assert_eq!(give_code(&stand, two, incident, coded("weak"), None).await, "");
        assert_eq!(pairs(&stand, one).await.pairs.len(), 1);
        let own = stand.register.own_coding(seen, one, incident).await.unwrap().unwrap();
        assert_eq!(give_code(&stand, one, incident, coded("fair"), Some(own.head_act)).await, "");
        let known = pairs(&stand, one).await;
        assert_eq!((known.pairs.len(), known.not_blind), (0, 1));
    }

    /// Whoever is cleared for what is sealed can read it; then the register knows, and takes the blindness away.
    async fn who_read_anothers_coding_is_not_blind(stand: Stand) {
        let one = person(&stand, 1, &[Role::Researcher]).await;
        let keeper = person(&stand, 2, &[Role::Researcher, Role::Custodian]).await;
        let incident = incident(&stand, None).await;
        assert_eq!(give_code(&stand, one, incident, coded("fair"), None).await, "");
        let own = stand.register.own_coding(stand.scope, one, incident).await.unwrap().unwrap();
        assert_eq!(stand.register.note_reading(keeper, stand.scope, [own.id]).await.unwrap(), 1);
        assert_eq!(give_code(&stand, keeper, incident, coded("fair"), None).await, "");
        let other = stand.register.own_coding(stand.scope, keeper, incident).await.unwrap().unwrap();
        assert!(!other.coding.blind && own.coding.blind);
        assert_eq!(pairs(&stand, one).await.pairs, []);
    }

    async fn labels_of_the_incident_do_not_open_a_coding(stand: Stand) {
        let one = person(&stand, 1, &[Role::Researcher]).await;
        let keepers = [person(&stand, 2, &[Role::Custodian]).await, person(&stand, 3, &[Role::Custodian]).await];
        let incident = incident(&stand, None).await;
        assert_eq!(give_code(&stand, one, incident, coded("fair"), None).await, "");
        let mut work = by(&stand, keepers[0]).await;
        work.narrow(Kind::Incident, incident, AccessLabel::Sensitive).await.unwrap();
        let asked = register::team::approval::Asked::Unseal { kind: Kind::Incident, record: incident, label: AccessLabel::Team };
        let asked = work.ask(&asked).await.unwrap();
        work.commit().await.unwrap();
        let mut work = by(&stand, keepers[1]).await;
        work.decide(asked, true).await.unwrap();
        work.commit().await.unwrap();
        let own = stand.register.own_coding(team(&stand), one, incident).await.unwrap().unwrap();
        assert!(stand.register.record(team(&stand), Kind::Coding, own.id).await.is_err());
        let mut work = by(&stand, keepers[0]).await;
        let asked = register::team::approval::Asked::Unseal { kind: Kind::Coding, record: own.id, label: AccessLabel::Team };
        assert_eq!(code(work.ask(&asked).await), "label-not-for-kind");
        drop(work);
        sound(&stand).await;
    }

    async fn the_draw_leaves_out_what_a_coder_judged(stand: Stand) {
        let [one, two] = [person(&stand, 1, &[Role::Researcher]).await, person(&stand, 2, &[Role::Reviewer]).await];
        let mut all = Vec::new();
        for grade in [None, Some("fair"), Some("weak"), Some("weak"), Some("weak")] {
            all.push(incident(&stand, grade).await);
        }
        let seen = team(&stand);
        let draw = async |reader, seed, number| stand.register.coding_sample(seen, reader, seed, number).await.unwrap();
        let three = draw(one, 5, 3).await;
        assert_eq!(three, draw(two, 5, 3).await, "the same seed draws the same for everybody");
        assert!(three.contains(&all[0]) && three.contains(&all[1]), "one of each grade");
        assert_eq!(give_code(&stand, one, all[1], coded("fair"), None).await, "");
        let rest = draw(one, 5, 50).await;
        assert!(rest.len() == 4 && !rest.contains(&all[1]));
        assert_eq!(draw(two, 5, 50).await.len(), 5);
    }
}
