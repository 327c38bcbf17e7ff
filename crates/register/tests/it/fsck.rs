//! Nothing can be altered behind the register's back: every byte of an act row, every table, every file of the log.

use crate::life::{incident, make};
use crate::on_both;
use crate::stand::{Stand, reason};
use domain::kind::Kind;
use register::db::Access;
use serde_json::json;

async fn filled(stand: &Stand) {
    for number in 0..5 {
        let id = make(stand, Kind::Incident, incident(&format!("Incident {number}"))).await;
        let assessment = json!({"incident": id, "version": 1, "basis": "adopted", "body": "Recorder", "grade": "fair",
            "killed": {"min": 1, "max": 3, "bound": "range"}});
        make(stand, Kind::Assessment, assessment.as_object().unwrap().clone()).await;
    }
    stand.register.sequence().await.unwrap();
    let findings = stand.register.fsck().await.unwrap();
    assert!(findings.is_sound(), "{:?}", findings.faults);
    assert_eq!((findings.acts, findings.leaves, findings.unsequenced), (11, 11, 0));
}

async fn tampered(stand: &Stand, sql: &str) -> Vec<(String, &'static str)> {
    let mut tx = stand.register.db.begin().await.unwrap();
    tx.script(sql.to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    let findings = stand.register.fsck().await.unwrap();
    findings.faults.into_iter().map(|fault| (fault.what, fault.code)).collect()
}

on_both! {
    async fn each_column_of_an_act_is_held_by_its_leaf(stand: Stand) {
        filled(&stand).await;
        let id = stand.register.acts(stand.scope, None, 1).await.unwrap()[0].act.id;
        let changes = [
            ("at", "'2001-01-01T00:00:00.000Z'"), ("kind", "'incident.Create'"), ("parents", "'[]x'"),
            ("fields", "replace(fields, 'Recorder', 'Recordes')"),
        ];
        for (column, value) in changes {
            let verdict = {
                let mut tx = stand.register.db.begin().await.unwrap();
                let row = tx.rows("select at, kind, parents, fields from act order by position desc limit 1", vec![]).await.unwrap();
                let kept: Vec<String> = (0..4).map(|place| row[0].text(place).unwrap()).collect();
                tx.script(format!("update act set {column} = {value} where position = (select max(position) from act)")).await.unwrap();
                tx.commit().await.unwrap();
                let verdict = stand.register.verify().await.unwrap();
                let mut tx = stand.register.db.begin().await.unwrap();
                tx.run("update act set at = $1, kind = $2, parents = $3, fields = $4 where position = (select max(position) from act)",
                    kept.into_iter().map(Into::into).collect()).await.unwrap();
                tx.commit().await.unwrap();
                verdict
            };
            assert_eq!(verdict.faults.len(), 1, "{column}: {:?}", verdict.faults);
            assert_eq!(verdict.faults[0].what, format!("act {id}"), "{column}");
            assert_eq!(verdict.faults[0].code, "act-altered", "{column}");
        }
        assert!(stand.register.verify().await.unwrap().is_sound(), "restored");
    }

    async fn a_changed_figure_in_a_table_is_named(stand: Stand) {
        filled(&stand).await;
        let faults = tampered(&stand, "update assessment set killed_max = 2 where id = (select id from assessment order by id limit 1)").await;
        assert_eq!(faults.len(), 2);
        assert!(faults[0].0.starts_with("assessment ") && faults[0].1 == "record-differs", "{faults:?}");
        assert_eq!(faults[1], ("incident_shown".to_owned(), "record-differs"));
    }

    async fn what_lists_count_is_held_to_the_records_and_filled_where_it_lacks(stand: Stand) {
        filled(&stand).await;
        let mut stand = stand;
        for change in [
            "update incident_shown set adopted_grade = 'confirmed' where incident = (select i.id from incident i order by i.id desc limit 1)",
            "update incident_shown set clearances = 4",
            "delete from incident_shown where incident = (select i.id from incident i order by i.id limit 1)",
        ] {
            assert_eq!(tampered(&stand, change).await, [("incident_shown".to_owned(), "record-differs")], "{change}");
            // A register that lacks rows, as one made before there were any, is given them all when it is opened.
            tampered(&stand, "delete from incident_shown").await;
            stand = stand.reopen(Access::Write).await;
            assert_eq!(stand.register.fsck().await.unwrap().faults, [], "{change}");
        }
    }

    async fn a_removed_or_slipped_in_row_is_named(stand: Stand) {
        filled(&stand).await;
        let faults = tampered(&stand, "delete from incident where id = (select id from incident order by id limit 1)").await;
        assert!(faults.iter().any(|(_, code)| *code == "record-missing"), "{faults:?}");
    }

    async fn a_removed_act_is_named(stand: Stand) {
        filled(&stand).await;
        let faults = tampered(&stand, "delete from act where position = (select max(position) from act)").await;
        assert!(faults.iter().any(|(_, code)| *code == "act-altered"), "{faults:?}");
    }

    async fn an_unsequenced_tail_is_told_and_is_no_fault(stand: Stand) {
        filled(&stand).await;
        make(&stand, Kind::Incident, incident("Late")).await;
        let findings = stand.register.fsck().await.unwrap();
        assert!(findings.is_sound(), "{:?}", findings.faults);
        assert_eq!(findings.unsequenced, 1);
    }

    async fn a_crash_between_signing_and_numbering_is_mended(stand: Stand) {
        filled(&stand).await;
        let before = stand.register.db.row("select size, root, position, checkpoint from log_state", vec![]).await.unwrap().unwrap();
        make(&stand, Kind::Incident, incident("Signed, not numbered")).await;
        let signed = stand.register.sequence().await.unwrap();
        let mut tx = stand.register.db.begin().await.unwrap();
        tx.run("delete from sequence where number >= $1", vec![before.int(0).unwrap().into()]).await.unwrap();
        tx.run("update log_state set size = $1, root = $2, position = $3, checkpoint = $4",
            vec![before.int(0).unwrap().into(), before.text(1).unwrap().into(), before.int(2).unwrap().into(), before.text(3).unwrap().into()]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!stand.register.verify().await.unwrap().is_sound());
        let stand = stand.reopen(Access::Write).await;
        assert_eq!(stand.register.checkpoint().await.unwrap(), signed);
        let findings = stand.register.fsck().await.unwrap();
        assert!(findings.is_sound(), "{:?}", findings.faults);
    }

    async fn a_register_restored_from_an_older_copy_is_refused(stand: Stand) {
        filled(&stand).await;
        let before = stand.register.db.row("select size, root, position, checkpoint from log_state", vec![]).await.unwrap().unwrap();
        let late = make(&stand, Kind::Incident, incident("Lost by the restore")).await;
        stand.register.sequence().await.unwrap();
        let mut tx = stand.register.db.begin().await.unwrap();
        tx.run("delete from sequence where number >= $1", vec![before.int(0).unwrap().into()]).await.unwrap();
        tx.run("delete from act where subject = $1", vec![late.0.into()]).await.unwrap();
        tx.run("update log_state set size = $1, root = $2, position = $3, checkpoint = $4",
            vec![before.int(0).unwrap().into(), before.text(1).unwrap().into(), before.int(2).unwrap().into(), before.text(3).unwrap().into()]).await.unwrap();
        tx.commit().await.unwrap();
        let Stand { register, folder, .. } = stand;
        register.close().await;
        drop(register);
        let refused = register::Register::open(&folder, Access::Write).await.err().unwrap();
        assert_eq!(refused.code(), "register-rolled-back");
    }

    async fn an_older_log_is_noticed_before_anything_is_signed(stand: Stand) {
        make(&stand, Kind::Incident, incident("One")).await;
        stand.register.sequence().await.unwrap();
        let copy = tempfile::tempdir().unwrap();
        copy_folder(&stand.folder.join("log"), copy.path());
        make(&stand, Kind::Incident, incident("Two")).await;
        stand.register.sequence().await.unwrap();
        let Stand { register, folder, scope, .. } = &stand;
        register.close().await;
        let _ = scope;
        std::fs::remove_dir_all(folder.join("log")).unwrap();
        copy_folder(copy.path(), &folder.join("log"));
        let reader = register::Register::open(folder, Access::Read).await.unwrap();
        let codes: Vec<_> = reader.verify().await.unwrap().faults.into_iter().map(|fault| fault.code).collect();
        assert!(codes.contains(&"log-disagrees"), "{codes:?}");
        let _ = reason("");
    }
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
