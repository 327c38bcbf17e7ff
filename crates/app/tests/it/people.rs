//! `sijil user`: people come in by an invitation that is printed once.

use crate::running::{argument, done, json, run, stderr};

#[test]
fn people_are_invited_listed_reset_and_deactivated() {
    let held = tempfile::tempdir().expect("a folder");
    let data = argument(&held.path().join("data"));
    done(&["init", "--data", &data]);
    let admin = json(&["user", "add", "--data", &data, "layla", "--name", "Layla", "--admin"]);
    let invitation = admin["invitation"].as_str().expect("text");
    assert_eq!(invitation.len(), 39, "{invitation}");
    let plain = done(&["user", "add", "--data", &data, "omar", "--name", "عمر"]);
    assert!(plain.contains("/invitation") && plain.contains("once"), "{plain}");
    let acts = json(&["verify", &data])["acts"].clone();
    let taken = run(&["user", "add", "--data", &data, "LAYLA", "--name", "Other", "--role", "reviewer"]);
    assert_eq!(taken.status.code(), Some(1), "{}", stderr(&taken));
    assert!(stderr(&taken).contains("login-taken"), "{}", stderr(&taken));
    assert_eq!(json(&["verify", &data])["acts"], acts, "nothing is left of who was refused");
    let unknown = run(&["user", "add", "--data", &data, "x", "--name", "X", "--role", "king"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("researcher"), "{}", stderr(&unknown));

    let again = json(&["user", "reset", "--data", &data, "layla"]);
    assert_eq!(again["actor"], admin["actor"]);
    assert_ne!(again["invitation"], admin["invitation"]);
    done(&["user", "deactivate", "--data", &data, "omar"]);
    let listed = json(&["user", "list", "--data", &data]);
    let states: Vec<&str> =
        listed.as_array().expect("list").iter().filter_map(|one| one["state"].as_str()).collect();
    assert_eq!(states, ["invited", "deactivated"]);
    assert!(!listed.to_string().contains(invitation));
    let nobody = run(&["user", "reset", "--data", &data, "nobody"]);
    assert_eq!(nobody.status.code(), Some(4));
    let checked = json(&["fsck", &data]);
    assert_eq!(checked["faults_count"], 0);
}
