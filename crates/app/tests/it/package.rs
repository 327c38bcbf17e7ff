//! `sijil package` from outside: made, sealed, and checked where there is no register; and a second copy in an object
//! store asked of a program that was built without them.

use crate::running::{argument, done, json, run, stderr};
use register::evidence::sealing::Identities;
use std::process::Command;

const SAID: &str = "an explosion, then a child calling";

#[test]
fn a_sealed_package_is_checked_where_there_is_no_register() {
    let held = tempfile::tempdir().expect("a folder");
    let path = |name: &str| argument(&held.path().join(name));
    let (data, file, key) = (path("register"), path("voice.txt"), path("key"));
    done(&["init", "--data", &data, "--origin", "sijil.test/log"]);
    std::fs::write(&file, SAID).expect("written");
    let added = json(&["evidence", "add", &file, "--data", &data, "--unsandboxed"]);
    let item = added["items"][0]["item"].as_str().expect("an id").to_owned();
    let court = Identities::random();
    std::fs::write(&key, court.secret_text()).expect("written");
    let (plain, sealed) = (path("package"), path("package.tar.age"));
    let make = |to: &str, rest: &[&str]| {
        let mut arguments = vec!["package", "make", &item, "--data", &data, "--to", to];
        arguments.extend(["--organization", "Us", "--recipient", "A court", "--reason", "Asked for"]);
        arguments.extend(rest);
        json(&arguments)
    };
    let made = make(&plain, &[]);
    assert_eq!((made["records"]["item"].as_u64(), made["withheld"].as_u64()), (Some(1), Some(0)));
    make(&sealed, &["--seal", &court.recipients().texts()[0]]);
    // As on another machine.
    std::fs::remove_dir_all(&data).expect("gone");
    for arguments in
        [vec!["package", "verify", &plain], vec!["package", "verify", &sealed, "--identity", &key]]
    {
        assert!(done(&arguments).starts_with("whole: "), "{arguments:?}");
    }
    let bytes = std::fs::read(held.path().join("package.tar.age")).expect("there");
    assert!(!bytes.windows(SAID.len()).any(|part| part == SAID.as_bytes()));
    let wrong = path("wrong");
    std::fs::write(&wrong, Identities::random().secret_text()).expect("written");
    let refused = run(&["package", "verify", &sealed, "--identity", &wrong]);
    assert_eq!(refused.status.code(), Some(5), "{}", stderr(&refused));
    opened_by_others(held.path(), &key);
    let items = held.path().join("package/data/items");
    let packed = std::fs::read_dir(items).expect("items").next().expect("one").expect("read").path();
    std::fs::remove_file(&packed).expect("gone");
    assert_eq!(run(&["package", "verify", &plain]).status.code(), Some(1));
}

/// By the programs that everybody has, where they are here.
#[expect(clippy::print_stdout, reason = "a test says what it skips")]
fn opened_by_others(folder: &std::path::Path, key: &str) {
    let script = format!("age --decrypt --identity {key} package.tar.age | tar --extract --directory out");
    std::fs::create_dir(folder.join("out")).expect("made");
    if !Command::new("age").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: the command age is not here");
        return;
    }
    let output = Command::new("sh").args(["-c", &script]).current_dir(folder).output().expect("a shell");
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(done(&["package", "verify", &argument(&folder.join("out/package"))]).starts_with("whole: "));
}

#[cfg(not(feature = "s3"))]
#[test]
fn a_program_without_object_stores_says_which_one_has_them() {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt as _;
    let held = tempfile::tempdir().expect("a folder");
    let data = argument(&held.path().join("register"));
    done(&["init", "--data", &data, "--origin", "sijil.test/log"]);
    let credentials = held.path().join("credentials");
    std::fs::write(&credentials, "access_key_id = \"key\"\nsecret_access_key = \"secret\"\n")
        .expect("written");
    let order = ["evidence", "second", "s3://copies/register", "--data", &data, "--credentials"];
    let ask = || run(&[&order[..], &[&argument(&credentials)]].concat());
    std::fs::set_permissions(&credentials, Permissions::from_mode(0o644)).expect("set");
    let refused = ask();
    assert!(stderr(&refused).contains("chmod 600"), "{}", stderr(&refused));
    std::fs::set_permissions(&credentials, Permissions::from_mode(0o600)).expect("set");
    let refused = ask();
    assert!(!refused.status.success());
    assert!(stderr(&refused).contains("--features s3"), "{}", stderr(&refused));
    assert!(!stderr(&refused).contains("secret\""), "{}", stderr(&refused));
}
