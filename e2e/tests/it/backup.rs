//! Backups from outside: made beside a running server, cut off at any moment, opened with `age` and `tar` alone, and
//! restored by commands on a machine that has nothing else.

use e2e::demonstration::{copy_folder, files_below};
use e2e::program::{Finished, Program};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Two keys made for this test with `age-keygen`; they open nothing else.
const VALUES: [&str; 2] = [
    "age12ps6as2ya67727wc2n7fwtdy6s9rqnmm4yaen5lzewenz3d72ffqhq8kmd",
    "AGE-SECRET-KEY-19JWGZNPSKH2VA48WEF0ZHMU2SRZGZ2GREHJPLA68P4Z8GYW9M7WSDCD04E",
];
const SECRETS: [&str; 2] = [
    "age1ganrm0avjryx8fuc7y9dpj8hcvh695qykpksa6lv32fdqu28lemqrvnr9k",
    "AGE-SECRET-KEY-1EQLDKG0XDVNCS826ESG3DK5Z99A7S36TSTRYDD4ZCXPUH89REDWSFXCXFY",
];
/// A person in the register of this test; composed.
const NAME: &str = "Canary Al-Planted";
const KILLS: u32 = 12;

struct Stage {
    program: Program,
    held: tempfile::TempDir,
}

impl Stage {
    /// A register with some incidents, and the files of both keys.
    fn set(rows: usize) -> Self {
        let stage = Self::begin();
        stage.succeed(&["init", "--one-person", "--data", &stage.path("data")]);
        stage.import("A", rows);
        stage
    }

    /// The files of both keys, and no register yet.
    fn begin() -> Self {
        let held = tempfile::tempdir().expect("a folder to work in");
        let stage = Self { program: Program::sijil().expect("the built program"), held };
        for (name, [_, secret]) in [("values.key", VALUES), ("secrets.key", SECRETS)] {
            fs::write(stage.path(name), format!("# made for a test\n{secret}\n")).expect("a file");
        }
        stage
    }

    fn path(&self, name: &str) -> String {
        self.held.path().join(name).to_string_lossy().into_owned()
    }

    fn run(&self, arguments: &[&str]) -> Finished {
        self.program.run(arguments).expect("a program that starts")
    }

    fn succeed(&self, arguments: &[&str]) -> String {
        self.program.succeed(arguments).expect("it succeeds")
    }

    fn import(&self, prefix: &str, rows: usize) {
        let rows: Vec<String> = (0..rows)
            .map(|row| format!("{prefix}{row},{NAME} {row},2017-06-{:02},Raqqa,fair,1,4\n", 1 + row % 28))
            .collect();
        let head = "code,title,date,place,grade,killed_min,killed_max\n";
        fs::write(self.path("table.csv"), format!("{head}{}", rows.concat())).expect("a table");
        let (data, table) = (self.path("data"), self.path("table.csv"));
        self.succeed(&["import", "--data", &data, "--map", "airwars-incidents", &table, "--commit"]);
    }

    fn backup_arguments(&self) -> Vec<String> {
        let (data, to, keyring) = (self.path("data"), self.path("to"), self.path("to-keyring"));
        let words =
            ["backup", "--data", &data, "--to", &to, "--recipient", VALUES[0], "--keyring-to", &keyring];
        words.into_iter().chain(["--keyring-recipient", SECRETS[0], "--json"]).map(str::to_owned).collect()
    }

    fn back_up(&self) -> Value {
        let report = self.program.succeed(&self.backup_arguments()).expect("a backup");
        serde_json::from_str(&report).expect("JSON")
    }

    fn check(&self, more: &[&str]) -> Finished {
        let (to, keyring) = (self.path("to"), self.path("to-keyring"));
        self.run(&[&["verify-backup", &to, "--keyring", &keyring, "--json"], more].concat())
    }

    fn restore(&self, to: &str, more: &[&str]) -> Finished {
        let paths = ["to", "to-keyring", "values.key", "secrets.key", to].map(|name| self.path(name));
        let [from, keyring, values, secrets, data] = paths.each_ref().map(String::as_str);
        let words = ["restore", "--from", from, "--keyring-from", keyring, "--identity", values];
        self.run(&[&words[..], &["--identity", secrets, "--data", data], more].concat())
    }

    fn incidents(&self, data: &str) -> String {
        let exported =
            self.succeed(&["export", "--data", &self.path(data), "--kind", "incident", "--format", "jsonl"]);
        let mut lines: Vec<&str> = exported.lines().collect();
        lines.sort_unstable();
        lines.join("\n")
    }

    /// Files that hold this, below a folder.
    fn holding(&self, folder: &str, plain: &str) -> Vec<PathBuf> {
        let folder = self.held.path().join(folder);
        let files = if folder.exists() { files_below(&folder).expect("files") } else { Vec::new() };
        let holds = |bytes: &[u8]| bytes.windows(plain.len()).any(|part| part == plain.as_bytes());
        files.into_iter().filter(|path| holds(&fs::read(path).expect("readable"))).collect()
    }
}

#[test]
fn a_register_backed_up_while_it_is_served_comes_back_on_a_new_machine() {
    let stage = Stage::set(200);
    let data = stage.path("data");
    let then = stage.incidents("data");
    let server =
        stage.program.serve(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]).expect("it serves");
    let first = stage.back_up();
    assert!(first["bytes_copied"].as_u64().is_some_and(|bytes| bytes > 10_000), "{first}");
    let second = stage.back_up();
    assert_eq!(second["bytes_copied"], 0, "{second}");
    assert_eq!(server.stop().expect("it stops"), Some(0));

    let whole = stage.check(&[]);
    assert_eq!(whole.code, Some(0), "{whole:?}");
    let (values, secrets, scratch) =
        (stage.path("values.key"), stage.path("secrets.key"), stage.path("scratch"));
    fs::create_dir(&scratch).expect("a folder");
    let identities = ["--identity", &values, "--identity", &secrets, "--scratch", &scratch];
    let tried = stage.check(&identities);
    assert_eq!(tried.code, Some(0), "{tried:?}");
    let verdict: Value = serde_json::from_str(&tried.stdout).expect("JSON");
    assert_eq!(verdict["restored"]["findings"]["faults_count"], 0);
    assert!(verdict["restored"]["findings"]["records"].as_u64().is_some_and(|records| records >= 400));
    assert_eq!(fs::read_dir(&scratch).expect("a folder").count(), 0, "what was tried is removed");

    // The machine is gone.
    fs::rename(&data, stage.path("gone")).expect("a folder");
    let restored = stage.restore("new", &[]);
    assert_eq!(restored.code, Some(0), "{restored:?}");
    stage.succeed(&["fsck", &stage.path("new")]);
    assert_eq!(stage.incidents("new"), then);
    let server = stage.program.serve(&["serve", "--data", &stage.path("new"), "--listen", "127.0.0.1:0"]);
    assert_eq!(server.expect("it serves").stop().expect("it stops"), Some(0));
    let again = stage.restore("new", &[]);
    assert_eq!(again.code, Some(5), "an existing folder is refused: {again:?}");
    for folder in ["to", "to-keyring"] {
        assert_eq!(stage.holding(folder, NAME), Vec::<PathBuf>::new());
    }
    assert!(!stage.holding("new", NAME).is_empty(), "the search finds what is there");
}

/// In ten years nobody has this program: `age` and `tar` open a part.
#[test]
fn a_part_is_opened_by_age_and_tar() {
    if Command::new("age").arg("--version").output().is_err() {
        println!("skipped: no age");
        return;
    }
    let stage = Stage::set(3);
    let report = stage.back_up();
    for (folder, part, key, expected) in [
        ("to", "register", "values.key", ["sijil.toml", "keys/log.vkey", "register.sqlite"].as_slice()),
        (
            "to-keyring",
            "keyring",
            "secrets.key",
            &["sijil.toml", "keys/log.seed", "keyring.sqlite", "people.sqlite"],
        ),
    ] {
        let sealed = Path::new(&stage.path(folder)).join(report[part]["name"].as_str().expect("a name"));
        let tar = stage.path("part.tar");
        let mut age = Command::new("age");
        age.args(["--decrypt", "--identity", &stage.path(key), "--output", &tar]);
        let opened = age.arg(&sealed).output().expect("age runs");
        assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
        let listed = Command::new("tar").args(["--list", "--file", &tar]).output().expect("tar runs");
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        let names = String::from_utf8_lossy(&listed.stdout).into_owned();
        let names: Vec<&str> = names.lines().collect();
        assert!(expected.iter().all(|name| names.contains(name)), "{names:?}");
        fs::remove_file(&tar).expect("a file");
    }
}

#[test]
fn a_flipped_byte_is_named_and_nothing_is_restored_from_it() {
    let stage = Stage::set(20);
    stage.back_up();
    let mut files = files_below(&stage.held.path().join("to")).expect("files");
    files.extend(files_below(&stage.held.path().join("to-keyring")).expect("files"));
    let mut flipped = 0;
    for file in files {
        let whole = fs::read(&file).expect("readable");
        if whole.is_empty() {
            continue;
        }
        let mut altered = whole.clone();
        altered[whole.len() / 3] ^= 4;
        fs::write(&file, &altered).expect("writable");
        let verdict = stage.check(&[]);
        let told = format!("{}{}", verdict.stdout, verdict.stderr);
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(matches!(verdict.code, Some(1 | 4..=6)), "{name}: {verdict:?}");
        assert!(told.contains(&name), "{name} is not named in: {told}");
        assert!(!told.contains("panicked"), "{told}");
        let restored = stage.restore("new", &[]);
        assert!(restored.code.is_some_and(|code| code != 0), "{name}: {restored:?}");
        assert!(!stage.held.path().join("new").exists(), "{name}");
        fs::write(&file, &whole).expect("writable");
        flipped += 1;
    }
    assert!(flipped >= 8, "{flipped} files");
    let refused = stage.check(&["--identity", &stage.path("secrets.key")]);
    assert_eq!(refused.code, Some(5), "{refused:?}");
    assert!(refused.stderr.contains("sealed to others"), "{refused:?}");
    assert_eq!(stage.restore("new", &[]).code, Some(0));
}

/// A disk that takes no more, as a limit on the length of files stands for it.
#[test]
fn a_full_disk_ends_a_backup_cleanly_and_leaves_none() {
    let stage = Stage::set(300);
    stage.back_up();
    let sealed = files_below(&stage.held.path().join("to/parts")).expect("parts");
    let largest = fs::metadata(&sealed[0]).expect("a part").len();
    let shell = Program::at(Path::new("/bin/sh"));
    let program = e2e::binary::sijil().expect("a program").to_string_lossy().into_owned();
    for blocks in [0, 1, largest / 2048, largest / 1024 + 1] {
        let stand = stage.path("full");
        let mut arguments = stage.backup_arguments();
        for argument in &mut arguments {
            *argument = argument.replace(&stage.path("to"), &stand);
        }
        // 512 bytes a block; the signal that would end the program is left to it as an error.
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let words: Vec<&str> =
            ["-c", &script, &program].into_iter().chain(arguments.iter().map(String::as_str)).collect();
        let full = shell.run(&words).expect("a shell");
        assert!(matches!(full.code, Some(5 | 6)), "{blocks} blocks: {full:?}");
        assert!(!full.stderr.contains("panicked"), "{full:?}");
        let checked = stage.run(&["verify-backup", &stand]);
        assert_eq!(checked.code, Some(4), "{checked:?}");
        for folder in ["full", "full-keyring", "data/tmp"] {
            assert_eq!(stage.holding(folder, NAME), Vec::<PathBuf>::new(), "{blocks} blocks");
        }
        let unfinished = stage.held.path().join("full/unfinished");
        if unfinished.exists() {
            assert_eq!(fs::read_dir(unfinished).expect("a folder").count(), 0);
        }
        for folder in ["full", "full-keyring"].map(|name| stage.held.path().join(name)) {
            if folder.exists() {
                fs::remove_dir_all(folder).expect("a folder");
            }
        }
    }
    stage.back_up();
}

#[test]
fn a_killed_backup_leaves_the_one_before() {
    let stage = Stage::set(400);
    let first = stage.program.run(&stage.backup_arguments()).expect("it runs");
    assert_eq!(first.code, Some(0), "{first:?}");
    let runs = || {
        let checked = stage.check(&[]);
        assert_eq!(checked.code, Some(0), "{checked:?}");
        serde_json::from_str::<Value>(&checked.stdout).expect("JSON")["checked"]["run"].to_string()
    };
    let mut last = runs();
    let (mut killed, mut whole) = (0, 0);
    for kill in 1..=KILLS {
        stage.import(&format!("K{kill}-"), 5);
        let was_killed =
            stage.program.kill_after(&stage.backup_arguments(), first.took * kill / KILLS).expect("it runs");
        killed += u32::from(was_killed);
        let now = runs();
        whole += u32::from(now != last);
        assert!(now >= last, "a run that was whole stays");
        last = now;
    }
    println!("{killed} of {KILLS} backups killed in time; {whole} were whole before");
    assert!(killed > 0, "none was killed before it ended");
    stage.back_up();
    assert_eq!(stage.holding("data/tmp", NAME), Vec::<PathBuf>::new());
    let parts = files_below(&stage.held.path().join("to/parts")).expect("parts").len();
    let manifests = files_below(&stage.held.path().join("to/manifests")).expect("manifests").len();
    assert_eq!(parts, manifests, "what was killed is swept");
    assert_eq!(stage.restore("new", &[]).code, Some(0));
    stage.succeed(&["fsck", &stage.path("new")]);
}

/// An old copy over the log that went on signs nothing, and says so in both languages.
#[test]
fn a_register_that_was_rolled_back_is_not_served() {
    let stage = Stage::set(10);
    stage.back_up();
    stage.import("B", 10);
    assert_eq!(stage.restore("old", &[]).code, Some(0), "nobody has seen the later log");
    let (log, old) = (stage.held.path().join("data/log"), stage.held.path().join("old/log"));
    fs::remove_dir_all(&old).expect("a folder");
    copy_folder(&log, &old).expect("a copy");
    let before = files_below(&old).expect("files");
    let refused = stage.run(&["serve", "--data", &stage.path("old"), "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.code, Some(6), "{refused:?}");
    for said in [
        "register-rolled-back",
        "older than its log",
        "هذا السجل أقدم من سجل أفعاله",
        "Restore the latest backup",
    ] {
        assert!(refused.stderr.contains(said), "{said}: {}", refused.stderr);
    }
    assert_eq!(files_below(&old).expect("files"), before, "nothing was signed");
    stage.succeed(&["export", "--data", &stage.path("old"), "--kind", "incident", "--format", "csv"]);

    // The later checkpoint was seen, and whoever restores says so.
    let seen = stage.restore("seen", &["--seen", &stage.path("data")]);
    assert_eq!(seen.code, Some(1), "{seen:?}");
    assert!(seen.stderr.contains("a checkpoint over"), "{seen:?}");
    let refused = stage.run(&[
        "import",
        "--data",
        &stage.path("seen"),
        "--map",
        "airwars-incidents",
        &stage.path("table.csv"),
        "--commit",
    ]);
    assert_eq!(refused.code, Some(6), "{refused:?}");
    assert!(refused.stderr.contains("register-rolled-back"), "{refused:?}");
    // The latest backup is the way out.
    stage.back_up();
    assert_eq!(stage.restore("latest", &["--seen", &stage.path("data")]).code, Some(0));
}

#[test]
fn both_parts_in_one_folder_must_be_asked_for_and_is_said_loudly() {
    let stage = Stage::set(1);
    let (data, to) = (stage.path("data"), stage.path("to"));
    let words = ["backup", "--data", &data, "--to", &to, "--recipient", VALUES[0]];
    let refused = stage.run(&words);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    let same = stage.run(&[&words[..], &["--keyring-to", &to]].concat());
    assert_eq!(same.code, Some(5), "{same:?}");
    let beside = stage.run(&[&words[..], &["--keyring-beside"]].concat());
    assert_eq!(beside.code, Some(0), "{beside:?}");
    assert!(beside.stderr.contains("warning:") && beside.stderr.contains("one folder"), "{beside:?}");
    let expired = stage.succeed(&["backup", "--expire", "--to", &to]);
    assert_eq!(expired, "nothing has expired\n");
}

/// On a server: into another schema, and tried in one that is removed again.
#[test]
fn a_register_on_postgres_comes_back_in_another_schema() {
    let Ok(url) = std::env::var("SIJIL_TEST_POSTGRES") else {
        assert!(std::env::var_os("SIJIL_TEST_STRICT").is_none(), "SIJIL_TEST_POSTGRES is not set");
        println!("skipped: no PostgreSQL (SIJIL_TEST_POSTGRES is not set)");
        return;
    };
    let stage = Stage::begin();
    let schema = format!("e{}", std::process::id());
    let restored_schema = format!("{schema}_again");
    let data = stage.path("data");
    stage.succeed(&["init", "--one-person", "--data", &data, "--database", &url, "--schema", &schema]);
    stage.import("A", 100);
    let then = stage.incidents("data");
    let server =
        stage.program.serve(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]).expect("it serves");
    stage.back_up();
    assert_eq!(server.stop().expect("it stops"), Some(0));

    let (values, secrets) = (stage.path("values.key"), stage.path("secrets.key"));
    let identities = ["--identity", &values, "--identity", &secrets];
    let untold = stage.check(&identities);
    assert_eq!(untold.code, Some(2), "no server is touched unasked: {untold:?}");
    let tried = stage.check(&[&identities[..], &["--database", &url]].concat());
    assert_eq!(tried.code, Some(0), "{tried:?}");

    let taken = stage.restore("new", &["--database", &url, "--schema", &schema]);
    assert_eq!(taken.code, Some(5), "a schema in use is not touched: {taken:?}");
    assert_eq!(stage.incidents("data"), then);
    let restored = stage.restore("new", &["--database", &url, "--schema", &restored_schema]);
    assert_eq!(restored.code, Some(0), "{restored:?}");
    stage.succeed(&["fsck", &stage.path("new")]);
    assert_eq!(stage.incidents("new"), then);
    for folder in ["to", "to-keyring"] {
        for plain in [NAME, &url, "postgres://"] {
            assert_eq!(stage.holding(folder, plain), Vec::<PathBuf>::new());
        }
    }
}
