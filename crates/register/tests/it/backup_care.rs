//! What becomes of backups and of registers restored from them: rolled back, expired, cut off.

use crate::backup::{Keeper, NAME, files_below, keep, mention};
use crate::on_both;
use crate::stand::Stand;
use jiff::Timestamp;
use register::backup::{self, Restoration};
use register::db::{Access, Address, Db};
use register::{Error, Register};
use std::collections::BTreeMap;
use std::path::PathBuf;

on_both! {
    /// A restore that fails half way, and one that was only a try, leave nothing: no folder, no table on the server.
    async fn what_is_not_kept_leaves_nothing(stand: Stand) {
        let keeper = Keeper::of(&stand);
        mention(&stand).await;
        stand.register.sequence().await.unwrap();
        keeper.back_up(&stand.register).await;
        let secrets_only = Restoration { identities: keeper.secrets.clone(), ..keeper.restoration(&stand, "half") };
        assert_eq!(secrets_only.run().await.unwrap_err().code(), "sealing-wrong-identity", "the values are left");
        let tried = keeper.restoration(&stand, "tried");
        assert!(tried.run().await.unwrap().findings.is_sound());
        tried.remove().await.unwrap();
        for restoration in [secrets_only, tried] {
            assert!(!restoration.to.exists());
            let Some((url, schema)) = restoration.server else { continue };
            for suffix in ["", "_keyring", "_people", "_readings"] {
                let address = Address::Server { url: url.clone(), schema: format!("{schema}{suffix}") };
                let db = Db::open(&address, Access::Read).await.unwrap();
                assert!(db.is_empty().await.unwrap(), "{schema}{suffix}");
                db.close().await;
            }
        }
    }

    /// A register of an older state beside a log that went on refuses to sign; so does one restored although a later
    /// state was seen, and its own backup folder notices as well.
    async fn a_register_that_was_rolled_back_refuses_to_sign(stand: Stand) {
        let keeper = Keeper::of(&stand);
        mention(&stand).await;
        stand.register.sequence().await.unwrap();
        let old = keeper.back_up(&stand.register).await;
        assert_eq!(keeper.restore(&stand, "old").await.refuses_to_sign, None);
        mention(&stand).await;
        stand.register.sequence().await.unwrap();
        let seen = backup::read_seen(&stand.folder).unwrap();

        // The old database over the log that went on.
        let over = stand.temporary.path().join("old");
        std::fs::remove_dir_all(over.join("log")).unwrap();
        for (path, bytes) in files_below(&stand.folder.join("log")) {
            let to = over.join("log").join(path.strip_prefix(stand.folder.join("log")).unwrap());
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::write(to, bytes).unwrap();
        }
        let refused = Register::open(&over, Access::Write).await.err().unwrap();
        assert_eq!(refused.code(), "register-rolled-back", "{refused}");
        assert!(refused.to_string().contains("restored from an older copy"), "{refused}");
        let before = files_below(&over.join("log"));
        assert!(Register::open(&over, Access::Read).await.is_ok(), "it can be read");
        assert_eq!(files_below(&over.join("log")), before, "nothing was signed");

        // Its own log, but a later checkpoint was seen.
        let restoration = Restoration { seen: vec![seen.clone()], ..keeper.restoration(&stand, "seen") };
        let why = restoration.run().await.unwrap().refuses_to_sign.unwrap();
        assert!(why.contains("was seen"), "{why}");
        let refused = Register::open(&stand.temporary.path().join("seen"), Access::Write).await.err().unwrap();
        assert_eq!(refused.code(), "register-rolled-back");

        // The folder itself holds a later run.
        keeper.back_up(&stand.register).await;
        let restoration = Restoration { run: Some(old.run), ..keeper.restoration(&stand, "older") };
        assert!(restoration.run().await.unwrap().refuses_to_sign.is_some());
        assert_eq!(keeper.restore(&stand, "latest").await.refuses_to_sign, None);

        // And a register that was rolled back unnoticed is no backup of this folder.
        std::fs::remove_file(stand.temporary.path().join("seen/keys/seen.checkpoint")).unwrap();
        let unnoticed = Register::open(&stand.temporary.path().join("seen"), Access::Write).await.unwrap();
        let refused = keeper.request(Timestamp::now()).run(&unnoticed).await.unwrap_err();
        assert!(matches!(refused, Error::RolledBack(_)), "{refused}");
        unnoticed.close().await;
    }

    /// Thirty days after, parts go and tiles and originals stay.
    async fn what_holds_values_or_secrets_expires(stand: Stand) {
        let keeper = Keeper::of(&stand);
        mention(&stand).await;
        keep(&stand.folder, b"an original");
        stand.register.sequence().await.unwrap();
        let day = |days: i64| Timestamp::from_second(Timestamp::now().as_second() + days * 24 * 60 * 60).unwrap();
        let old = keeper.request(day(-31)).run(&stand.register).await.unwrap();
        assert_eq!(old.expired, Vec::<String>::new());
        let checked = backup::check(&keeper.to, None, None, None, day(0)).unwrap();
        assert_eq!(checked.faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["backup-expired"]);
        let new = keeper.request(day(0)).run(&stand.register).await.unwrap();
        assert_eq!(new.expired, [old.register.name.clone(), old.keyring.name.clone()]);
        assert_eq!((new.files_copied, new.files_kept), (0, old.files_kept));
        assert!(!keeper.to.join(&old.register.name).exists() && !keeper.keyring_to.join(&old.keyring.name).exists());
        assert!(keeper.restore(&stand, "new").await.findings.is_sound());
        assert_eq!(backup::expire(&keeper.to, day(29)).unwrap(), Vec::<String>::new());
        assert_eq!(backup::expire(&keeper.to, day(31)).unwrap(), [new.register.name]);
        assert_eq!(backup::expire(&keeper.keyring_to, day(31)).unwrap(), [new.keyring.name]);
        let left = files_below(&keeper.to).into_keys().filter(|path| path.starts_with(keeper.to.join("vault"))).count();
        assert_eq!(left, 2, "the mark of the vault and one original");
        assert_eq!(backup::check(&keeper.to, None, None, None, day(0)).unwrap_err().code(), "no-backup");
        assert_eq!(backup::expire(stand.temporary.path(), day(0)).unwrap_err().code(), "no-backup");
    }
}

/// What a run that died left is no backup, and the next one sweeps it; nothing in the clear stays either.
#[tokio::test]
async fn what_a_run_that_died_left_is_no_backup() {
    let stand = crate::stand::stand(crate::stand::On::Sqlite).await.unwrap();
    let keeper = Keeper::of(&stand);
    let whole = keeper.back_up(&stand.register).await;
    std::fs::create_dir(stand.folder.join("tmp/backup")).unwrap();
    std::fs::write(stand.folder.join("tmp/backup/register.sqlite"), NAME).unwrap();
    std::fs::write(keeper.to.join("unfinished/x.register.age"), "half").unwrap();
    // Everything but the last manifest.
    let dying = keeper.back_up(&stand.register).await;
    std::fs::remove_file(keeper.to.join(format!("manifests/{}.register.manifest", dying.run))).unwrap();
    let checked = backup::check(&keeper.to, Some(&keeper.keyring_to), None, None, Timestamp::now()).unwrap();
    assert_eq!(checked.run, whole.run);
    let refused = backup::check(&keeper.to, None, Some(&dying.run), None, Timestamp::now());
    assert_eq!(refused.unwrap_err().code(), "no-backup");
    let next = keeper.back_up(&stand.register).await;
    assert_eq!(next.files_copied, 0);
    let parts: Vec<PathBuf> = files_below(&keeper.to.join("parts")).into_keys().collect();
    assert_eq!(parts, [keeper.to.join(&whole.register.name), keeper.to.join(&next.register.name)]);
    assert_eq!(files_below(&keeper.to.join("unfinished")), BTreeMap::new());
    // A server that starts sweeps what lies beside it.
    std::fs::create_dir(stand.folder.join("tmp/backup")).unwrap();
    let stand = stand.reopen(Access::Write).await;
    assert!(!stand.folder.join("tmp/backup").exists());
}
