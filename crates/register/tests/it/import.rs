//! Tables come in, come in again, and come in changed.

use crate::life::body;
use crate::on_both;
use crate::stand::{On, Stand, reason};
use domain::id::{ActId, ProjectId};
use domain::kind::Kind;
use register::Scope;
use register::exchange::out::Format;
use register::exchange::table::Mapping;
use register::import::{Imported, Keep, Order};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;

async fn import(stand: &Stand, path: &Path, mapping: &str, keep: Keep) -> Imported {
    import_into(stand, stand.scope.project, path, mapping, keep).await
}

async fn import_into(stand: &Stand, project: ProjectId, path: &Path, mapping: &str, keep: Keep) -> Imported {
    let order = Order {
        path: path.to_owned(),
        file_name: path.file_name().unwrap().to_string_lossy().into_owned(),
        mapping: Mapping::built_in(mapping).unwrap(),
        keep,
        reason: reason("Import a table"),
        project,
        progress: Arc::default(),
    };
    stand.register.import(order).await.unwrap()
}

fn table(stand: &Stand, text: &str) -> PathBuf {
    let path = stand.temporary.path().join("incidents.csv");
    std::fs::write(&path, text).unwrap();
    path
}

async fn count(stand: &Stand, kind: Kind) -> i64 {
    count_of(stand, stand.scope, kind).await
}

async fn count_of(stand: &Stand, scope: Scope, kind: Kind) -> i64 {
    let counts = stand.register.counts(scope).await.unwrap();
    counts.into_iter().find(|(each, _)| *each == kind).map_or(0, |(_, count)| count)
}

const TWO: &str = "code,title,date,latitude,longitude,geolocation_accuracy,killed_min,killed_max,grade\n\
    CS001,Market,2017-06-10,35.95,39.01,city,4,7,fair\n\
    CS002,Bridge,2017-06-11,,,,,,weak\n";

on_both! {
    async fn a_dry_run_says_what_the_commit_does_and_keeps_nothing(stand: Stand) {
        let path = table(&stand, TWO);
        let tried = import(&stand, &path, "airwars-incidents", Keep::DryRun).await;
        assert_eq!(count(&stand, Kind::Incident).await, 0);
        let done = import(&stand, &path, "airwars-incidents", Keep::Commit).await;
        assert_eq!((tried.created, tried.acts), (done.created, done.acts));
        assert_eq!(done.summary.rows, 2);
        assert_eq!(count(&stand, Kind::Incident).await, 2);
        assert_eq!(count(&stand, Kind::Assessment).await, 2);
        stand.register.sequence().await.unwrap();
        let findings = stand.register.fsck().await.unwrap();
        assert!(findings.is_sound(), "{:?}", findings.faults);
    }

    async fn the_same_file_makes_no_act_and_a_changed_row_only_its_change(stand: Stand) {
        let path = table(&stand, TWO);
        import(&stand, &path, "airwars-incidents", Keep::Commit).await;
        let again = import(&stand, &path, "airwars-incidents", Keep::Commit).await;
        assert_eq!((again.acts, again.created, again.changed), (0, 0, 0));
        assert!(again.unchanged > 0);

        let path = table(&stand, &TWO.replace(",4,7,", ",4,9,"));
        let changed = import(&stand, &path, "airwars-incidents", Keep::Commit).await;
        assert_eq!((changed.created, changed.acts), (0, changed.changed));
        let found = stand.register.search(stand.scope, "Market", 5).await.unwrap();
        let acts = stand.register.history(stand.scope, Kind::Incident, found[0].1).await.unwrap();
        let last = &acts.last().unwrap().act;
        let fields: Vec<_> = last.fields.keys().map(String::as_str).collect();
        assert_eq!(fields, ["project", "raw", "why"], "of the incident only the raw row changed");
        assert_eq!(last.parents, [acts[0].act.id], "its parent is the import before");
    }

    async fn a_person_s_edit_is_never_overwritten_by_an_import(stand: Stand) {
        let path = table(&stand, TWO);
        import(&stand, &path, "airwars-incidents", Keep::Commit).await;
        let id = stand.register.search(stand.scope, "Bridge", 5).await.unwrap()[0].1;
        let seen = ActId(stand.register.stored(stand.scope, Kind::Incident, id).await.unwrap().first_act);
        let mut work = stand.register.begin(reason("The old bridge"), stand.scope.project).await.unwrap();
        work.change(Kind::Incident, id, body(json!({"title": "Old bridge"})), &[seen]).await.unwrap();
        work.commit().await.unwrap();
        import(&stand, &path, "airwars-incidents", Keep::Commit).await;
        let record = stand.register.record(stand.scope, Kind::Incident, id).await.unwrap();
        assert_eq!((record.text("title"), record.conflicts), (Some("Old bridge"), 0));
        let path = table(&stand, &TWO.replace("Bridge", "New bridge"));
        import(&stand, &path, "airwars-incidents", Keep::Commit).await;
        let record = stand.register.record(stand.scope, Kind::Incident, id).await.unwrap();
        assert_eq!((record.text("title"), record.conflicts), (Some("Old bridge"), 1), "both values stand");
    }

    async fn a_bad_row_is_named_and_the_others_land(stand: Stand) {
        let path = table(&stand, &format!("{TWO}CS003,Wrong,2017-13-40,99.5,39.0,city,9,2,fair\n"));
        let done = import(&stand, &path, "airwars-incidents", Keep::Commit).await;
        assert_eq!(done.summary.rows, 3);
        assert!(count(&stand, Kind::Incident).await >= 2);
        assert!(done.problems.iter().any(|problem| problem.row == 4 && !problem.hint.is_empty()), "{:?}", done.problems);
    }
}

async fn exported(stand: &Stand, kind: Kind, format: Format) -> (PathBuf, Vec<u8>) {
    let mut bytes = Vec::new();
    stand.register.export(stand.scope, kind, format, &mut bytes).await.unwrap();
    let path = stand.temporary.path().join(format!("{}.{}", kind.slug(), format.extension()));
    std::fs::write(&path, &bytes).unwrap();
    (path, bytes)
}

const KINDS: [Kind; 2] = [Kind::Incident, Kind::Assessment];
const FORMATS: [Format; 4] = [Format::Csv, Format::JsonLines, Format::GeoJson, Format::Xlsx];

on_both! {
    async fn an_export_comes_back_as_the_records_it_was(stand: Stand) {
        let path = table(&stand, TWO);
        import(&stand, &path, "airwars-incidents", Keep::Commit).await;
        for format in FORMATS {
            let other = crate::stand::stand(On::Sqlite).await.unwrap();
            for kind in KINDS {
                let (path, bytes) = exported(&stand, kind, format).await;
                let own = import(&stand, &path, "sijil", Keep::Commit).await;
                assert_eq!(own.acts, 0, "{kind:?} {format:?} changes nothing where it comes from");
                let there = import(&other, &path, "sijil", Keep::Commit).await;
                assert_eq!((there.problems_count, there.created), (0, own.unchanged), "{kind:?} {format:?}");
                let again = import(&other, &path, "sijil", Keep::Commit).await;
                assert_eq!(again.acts, 0);
                let mine = stand.register.batch(stand.scope, kind, None, 10).await.unwrap();
                let theirs = other.register.batch(other.scope, kind, None, 10).await.unwrap();
                assert!(!mine.is_empty() && !bytes.is_empty());
                for (one, two) in mine.iter().zip(&theirs) {
                    assert_eq!((one.id, &one.body), (two.id, &two.body), "{kind:?} {format:?}");
                }
                assert_eq!(mine.len(), theirs.len());
            }
        }
    }

    async fn what_one_project_imported_is_new_to_another(stand: Stand) {
        let second = domain::record::Project {
            code: "second".to_owned(),
            name: "Second".to_owned(),
            exercise: true,
            ..domain::record::Project::default()
        };
        let second = stand.register.make_project(reason("Begin"), &second).await.unwrap();
        let path = table(&stand, TWO);
        let first = import(&stand, &path, "airwars-incidents", Keep::Commit).await;
        let there = import_into(&stand, second, &path, "airwars-incidents", Keep::Commit).await;
        assert_eq!((there.created, there.unchanged, there.problems_count), (first.created, 0, first.problems_count));
        let (of_first, of_second) =
            (count(&stand, Kind::Incident).await, count_of(&stand, Scope::of(second), Kind::Incident).await);
        assert_eq!((of_first, of_second), (2, 2));
        for project in [stand.scope.project, second] {
            let again = import_into(&stand, project, &path, "airwars-incidents", Keep::Commit).await;
            assert_eq!((again.acts, again.unchanged), (0, first.created), "each knows its own rows");
        }
        // Exported ids that another project bears: answered as if they were free, by records of the project's own.
        let (path, _) = exported(&stand, Kind::Incident, Format::JsonLines).await;
        let moved = import_into(&stand, second, &path, "sijil", Keep::Commit).await;
        assert_eq!((moved.created, moved.problems_count), (2, 0));
        let again = import_into(&stand, second, &path, "sijil", Keep::Commit).await;
        assert_eq!((again.acts, again.unchanged), (0, 2));
        assert_eq!(count(&stand, Kind::Incident).await, 2, "the first project's records are left alone");
        stand.register.sequence().await.unwrap();
        let findings = stand.register.fsck().await.unwrap();
        assert!(findings.is_sound(), "{:?}", findings.faults);
    }

    async fn a_cell_that_looks_like_a_reference_stays_a_text(stand: Stand) {
        for slot in ["place", "incident", "report", "source", "assessment"] {
            let path = table(&stand, &TWO.replace("Market", &format!("@{slot}")).replace("CS0", slot));
            import(&stand, &path, "airwars-incidents", Keep::Commit).await;
            let found = stand.register.batch(stand.scope, Kind::Incident, None, 100).await.unwrap();
            let kept = found.iter().any(|record| record.text("title") == Some(&format!("@{slot}")));
            assert!(kept, "{slot}");
        }
    }

    async fn a_corrected_export_changes_what_was_corrected_and_no_later_edit(stand: Stand) {
        let path = table(&stand, TWO);
        import(&stand, &path, "airwars-incidents", Keep::Commit).await;
        let (path, bytes) = exported(&stand, Kind::Incident, Format::JsonLines).await;
        let id = stand.register.search(stand.scope, "Market", 5).await.unwrap()[0].1;
        let seen = ActId(stand.register.stored(stand.scope, Kind::Incident, id).await.unwrap().first_act);
        let mut work = stand.register.begin(reason("After the export"), stand.scope.project).await.unwrap();
        work.change(Kind::Incident, id, body(json!({"note": "Kept"})), &[seen]).await.unwrap();
        work.commit().await.unwrap();
        let corrected = String::from_utf8(bytes).unwrap().replace("\"Market\"", "\"Old market\"");
        std::fs::write(&path, corrected).unwrap();
        let done = import(&stand, &path, "sijil", Keep::Commit).await;
        assert_eq!((done.acts, done.changed), (1, 1));
        let record = stand.register.record(stand.scope, Kind::Incident, id).await.unwrap();
        assert_eq!((record.text("title"), record.text("note"), record.conflicts), (Some("Old market"), Some("Kept"), 0));
    }
}

fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

async fn whole_file(stand: Stand, path: &str, mapping: &str, rows: u64, kind: Kind) {
    let Some(path) = shared(path) else { return };
    let first = import(&stand, &path, mapping, Keep::Commit).await;
    assert_eq!(first.summary.rows, rows, "every row is seen");
    let named =
        first.problems.iter().filter(|problem| problem.file.is_empty() || problem.hint.is_empty()).count();
    assert_eq!(named, 0, "every problem names its file and what to do");
    let landed = first.summary.landed + first.summary.landed_with_problems - first.refused_by_rules;
    assert_eq!(landed + first.summary.refused + first.refused_by_rules, rows);
    assert_eq!(
        u64::try_from(count(&stand, kind).await).unwrap(),
        landed,
        "one {kind:?} for each row that landed"
    );
    assert_eq!((first.summary.refused, first.refused_by_rules), (0, 0), "{:?}", first.problems.first());
    let second = import(&stand, &path, mapping, Keep::Commit).await;
    assert_eq!((second.acts, second.created, second.changed), (0, 0, 0), "a second import makes no act");
    stand.register.sequence().await.unwrap();
    let findings = stand.register.fsck().await.unwrap();
    assert!(findings.is_sound(), "{:?}", findings.faults);
    println!("{mapping}: {rows} rows, {} records, {} problems", first.created, first.problems_count);
}

on_both! {
    async fn the_ucdp_events(stand: Stand) {
        whole_file(stand, "ucdp-ged-syria/campaign_subset.csv", "ucdp-ged", 879, Kind::Incident).await;
    }

    async fn the_dutch_strikes_true_duplicates_and_all(stand: Stand) {
        let file = "nl-airstrikes/nl_strikes_2014_2018_unclass.csv";
        whole_file(stand, file, "nl-mod-strikes", 2_188, Kind::Strike).await;
    }

    async fn the_events_of_a_timemap(stand: Stand) {
        whole_file(stand, "ukraine-civharm/export_events.json", "timemap-events", 1_159, Kind::Incident).await;
    }
}
