//! `sijil key`: what is sealed is opened by whoever it is sealed to and by nobody else, other programs of the same form
//! read it, and no register that keeps it holds the name.

use crate::running::{argument, done, json, run, sijil, stderr};
use domain::id::{ActorId, SourceId};
use domain::kind::Kind;
use domain::record::{CustodianKey, Member, Project, SealedIdentity};
use domain::vocabulary::{AccessLabel, Role};
use register::db::Access;
use register::register::LOCAL_ACTOR;
use register::{Reason, Register};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A name that stands nowhere else.
const NAME: &str = "Zanbaqah bint Qutayfah";

/// Runs a command with a text on its standard input.
fn fed(command: &mut Command, text: &str) -> Output {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it reads");
    child.wait_with_output().expect("it ends")
}

fn seal(keys: &[&str], text: &str) -> String {
    let mut command = sijil();
    command.args(["key", "seal"]);
    for key in keys {
        command.args(["--to", key]);
    }
    let output = fed(&mut command, text);
    assert!(output.status.success(), "{}", stderr(&output));
    String::from_utf8(output.stdout).expect("text")
}

fn open(file: &str, sealed: &str) -> Output {
    fed(sijil().args(["key", "open", "--identity", file]), sealed)
}

fn new(folder: &Path, name: &str) -> (String, String) {
    let file = argument(&folder.join(name));
    let key = json(&["key", "new", "--out", &file])["public_key"].as_str().expect("text").to_owned();
    (file, key)
}

#[test]
fn what_is_sealed_is_opened_by_its_keys_alone() {
    let held = tempfile::tempdir().expect("a folder");
    let [one, two, other] = ["one", "two", "other"].map(|name| new(held.path(), name));
    assert_eq!(std::fs::metadata(&one.0).expect("a file").permissions().mode() & 0o777, 0o600);
    assert!(one.1.starts_with("age1") && one.1.len() == 62);
    let sealed = seal(&[&one.1, &two.1], &format!("{NAME}\nقرب المسجد\n"));
    assert_eq!(domain::sealed_text::keys(&sealed), Some(2));
    for (file, _) in [&one, &two] {
        let opened = open(file, &sealed);
        assert_eq!(
            String::from_utf8_lossy(&opened.stdout),
            format!("{NAME}\nقرب المسجد\n"),
            "{}",
            stderr(&opened)
        );
    }
    let refused = open(&other.0, &sealed);
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(1), 0));

    let taken = run(&["key", "new", "--out", &one.0]);
    assert_eq!(taken.status.code(), Some(5), "a key is never written over");
    let strange = fed(sijil().args(["key", "seal", "--to", "AGE-SECRET-KEY-1QQ"]), NAME);
    assert_eq!(strange.status.code(), Some(2));
    assert!(!stderr(&strange).contains("QQ") && !stderr(&strange).contains(NAME), "{}", stderr(&strange));
    let nothing = fed(sijil().args(["key", "seal", "--to", &one.1]), " \n");
    assert_eq!(nothing.status.code(), Some(5));
}

#[test]
fn a_passphrase_protects_the_private_half() {
    let held = tempfile::tempdir().expect("a folder");
    let (file, words, wrong) =
        (held.path().join("key"), held.path().join("words"), held.path().join("wrong"));
    std::fs::write(&words, "حصان صحيح بطارية\n").expect("written");
    std::fs::write(&wrong, "something else\n").expect("written");
    let [file, words, wrong] = [file, words, wrong].map(|path| argument(&path));
    let key = done(&["key", "new", "--out", &file, "--passphrase-file", &words]);
    let kept = std::fs::read_to_string(&file).expect("text");
    assert!(kept.starts_with("-----BEGIN AGE ENCRYPTED FILE-----") && !kept.contains("SECRET"), "{kept}");
    let sealed = seal(&[key.trim()], NAME);
    assert_eq!(open(&file, &sealed).status.code(), Some(2));
    let with = |words: &str| {
        fed(sijil().args(["key", "open", "--identity", &file, "--passphrase-file", words]), &sealed)
    };
    assert_eq!(with(&wrong).status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&with(&words).stdout), format!("{NAME}\n"));
}

/// What the browser seals with, run outside of one; and the program that the form comes from.
#[test]
fn others_of_the_same_form_agree() {
    let held = tempfile::tempdir().expect("a folder");
    let (file, key) = new(held.path(), "key");
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/assets/vendor/age.js");
    // Its name ends in `.js` beside no package: told here that it is a module.
    let module = held.path().join("age.mjs");
    std::fs::copy(library, &module).expect("copied");
    let script = format!(
        "import {{ Encrypter, armor }} from {:?};
         const one = new Encrypter(); one.addRecipient({key:?});
         process.stdout.write(armor.encode(await one.encrypt({NAME:?})));",
        argument(&module)
    );
    match Command::new("node").args(["--input-type=module", "-e", &script]).output() {
        Err(_) => println!("skipped: no node, so the browser's library is not tried"),
        Ok(output) => {
            let sealed = String::from_utf8_lossy(&output.stdout).into_owned();
            assert_eq!(domain::sealed_text::keys(&sealed), Some(1), "{}", stderr(&output));
            assert_eq!(String::from_utf8_lossy(&open(&file, &sealed).stdout), format!("{NAME}\n"));
        }
    }
    if Command::new("age").arg("--version").output().is_err() {
        println!("skipped: no age, so no other program of the form is tried");
        return;
    }
    let opened = fed(Command::new("age").args(["--decrypt", "--identity", &file]), &seal(&[&key], NAME));
    assert_eq!(String::from_utf8_lossy(&opened.stdout).trim(), NAME, "{}", stderr(&opened));
    let sealed = fed(Command::new("age").args(["--armor", "--recipient", &key]), NAME);
    let sealed = String::from_utf8_lossy(&sealed.stdout).into_owned();
    assert_eq!(domain::sealed_text::keys(&sealed), Some(1));
    assert_eq!(String::from_utf8_lossy(&open(&file, &sealed).stdout), format!("{NAME}\n"));
}

fn files_with(folder: &Path, word: &[u8], found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_with(&path, word, found);
        } else if std::fs::read(&path).expect("a file").windows(word.len()).any(|part| part == word) {
            found.push(path.display().to_string());
        }
    }
}

#[tokio::test]
async fn no_register_that_keeps_it_holds_the_name() {
    let held = tempfile::tempdir().expect("a folder");
    let (data, temporary) = (held.path().join("data"), held.path().join("temporary"));
    std::fs::create_dir(&temporary).expect("a folder");
    done(&["init", "--data", &argument(&data)]);
    let (file, key) = new(held.path(), "key");
    let mut command = sijil();
    command.args(["key", "seal", "--to", &key]).env("TMPDIR", &temporary).env("SIJIL_LOG", "debug");
    let output = fed(&mut command, NAME);
    assert!(!stderr(&output).contains(NAME), "{}", stderr(&output));
    let sealed = String::from_utf8(output.stdout).expect("text");

    let register = Register::open(&data, Access::Write).await.expect("opened");
    keep(&register, &key, &sealed).await;
    register.sequence().await.expect("numbered");
    register.close().await;
    drop(register);
    // The pseudonym is found where the name would be: the search looks into the right files.
    for (word, is_found) in [("Heron of the third", true), ("AGE-SECRET-KEY", false), (NAME, false)] {
        let mut found = Vec::new();
        files_with(&data, word.as_bytes(), &mut found);
        files_with(&temporary, word.as_bytes(), &mut found);
        assert_eq!(!found.is_empty(), is_found, "{word}: {found:?}");
    }
    assert_eq!(String::from_utf8_lossy(&open(&file, &sealed).stdout), format!("{NAME}\n"));
}

async fn keep(register: &Register, key: &str, sealed: &str) {
    let reason = |actor| Reason { actor, why: "Seal it".to_owned() };
    let project = Project { code: "one".to_owned(), name: "One".to_owned(), ..Project::default() };
    let project = register.make_project(reason(LOCAL_ACTOR), &project).await.expect("a project");
    let person = ActorId(uuid::Uuid::from_u128(0x7000_0000_0000_4000_8000_0000_0000_0001));
    let roles = vec![Role::Custodian];
    let member = Member { person, roles, clearance: AccessLabel::Sealed, ended: false, note: None };
    let mut work = register.begin(reason(LOCAL_ACTOR), project).await.expect("work");
    work.set_member(&member).await.expect("a member");
    let source = serde_json::json!({"name": "W1", "kind": "witness"});
    let source = work.create(Kind::Source, source.as_object().expect("one").clone()).await.expect("a source");
    work.commit().await.expect("kept");
    let mut work = register.begin(reason(person), project).await.expect("work");
    let own = CustodianKey { person, recipient: key.to_owned(), retired: false, note: None };
    work.add_custodian_key(&own).await.expect("a key");
    let mut identity = SealedIdentity {
        source: SourceId(source.0),
        handle: "Heron of the third".to_owned(),
        sealed: format!("{NAME}\n{sealed}"),
        recipients: vec![key.to_owned()],
        note: None,
    };
    assert!(work.seal_identity(&identity).await.is_err(), "a name beside what is sealed");
    identity.sealed = sealed.to_owned();
    work.seal_identity(&identity).await.expect("kept");
    work.commit().await.expect("kept");
}
