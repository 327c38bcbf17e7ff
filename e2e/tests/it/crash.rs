//! The program killed in the middle of an import, at moments spread over all of it: the next start puts things right,
//! the file landed whole or not at all, every act has its secret and its leaf, and the import can simply be repeated.
//!
//! The sabotage runs lose what a wrong order of commits would lose; the same check must refuse them.

use e2e::demonstration::copy_folder;
use e2e::program::Program;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

const ROWS: u64 = 1_500;
const KILLS: u32 = 10;

struct Stage {
    program: Program,
    held: tempfile::TempDir,
    table: String,
}

impl Stage {
    /// A register with a first project and a few incidents, and a table still to be imported.
    fn set() -> Self {
        let held = tempfile::tempdir().expect("a folder to work in");
        let program = Program::sijil().expect("the built program");
        let stage = Self { program, table: held.path().join("later.csv").display().to_string(), held };
        let (first, base) = (stage.held.path().join("first.csv"), stage.folder("base"));
        std::fs::write(&first, table("A", 20)).expect("room for a table");
        std::fs::write(&stage.table, table("B", ROWS)).expect("room for a table");
        stage.program.succeed(&["init", "--one-person", "--data", &base]).expect("a new register");
        stage.import(&base, &first.display().to_string()).expect("the first table");
        stage
    }

    fn folder(&self, name: &str) -> String {
        self.held.path().join(name).display().to_string()
    }

    fn copy(&self, name: &str) -> String {
        let folder = self.folder(name);
        copy_folder(Path::new(&self.folder("base")), Path::new(&folder)).expect("a copy");
        folder
    }

    fn import(&self, data: &str, file: &str) -> Result<Value, String> {
        let finished = self.program.run(&arguments(data, file)).expect("a program that starts");
        if finished.code != Some(0) {
            return Err(format!(
                "import ended with {:?}: {}{}",
                finished.code, finished.stdout, finished.stderr
            ));
        }
        Ok(serde_json::from_str::<Value>(&finished.stdout).expect("JSON")[0].clone())
    }

    /// What a person does after a crash: imports the file again, and checks. Gives whether the file had landed before.
    fn stands(&self, data: &str) -> Result<bool, String> {
        let again = self.import(data, &self.table)?;
        let count = |name: &str| again[name].as_u64().expect("a count");
        // An incident and an assessment a row.
        let landed = match (count("created"), count("unchanged")) {
            (0, unchanged) if unchanged == 2 * ROWS => true,
            (created, 0) if created == 2 * ROWS => false,
            (created, unchanged) => {
                return Err(format!("a part landed: {created} made, {unchanged} there"));
            }
        };
        for check in ["fsck", "verify"] {
            let finished = self.program.run(&[check, data]).expect("a program that starts");
            if finished.code != Some(0) {
                return Err(format!("{check}: {}{}", finished.stdout, finished.stderr));
            }
        }
        Ok(landed)
    }
}

fn table(prefix: &str, rows: u64) -> String {
    let mut text = "code,title,date,place,grade,killed_min,killed_max\n".to_owned();
    for row in 0..rows {
        let day = 1 + row % 28;
        writeln!(text, "{prefix}{row},Strike on house {row},2017-06-{day:02},Raqqa,fair,1,4")
            .expect("a string");
    }
    text
}

fn arguments<'a>(data: &'a str, file: &'a str) -> [&'a str; 8] {
    ["import", "--data", data, "--map", "airwars-incidents", file, "--commit", "--json"]
}

#[test]
fn a_killed_import_leaves_the_file_whole_or_not_there() {
    let stage = Stage::set();
    let whole = stage.program.run(&arguments(&stage.copy("whole"), &stage.table)).unwrap();
    assert_eq!(whole.code, Some(0), "{}", whole.stderr);
    let (mut killed, mut landed) = (0, 0);
    for kill in 1..=KILLS {
        let data = stage.copy(&format!("kill-{kill}"));
        let after = whole.took * kill / KILLS;
        killed += u32::from(stage.program.kill_after(&arguments(&data, &stage.table), after).unwrap());
        landed +=
            u32::from(stage.stands(&data).unwrap_or_else(|fault| panic!("killed after {after:?}: {fault}")));
    }
    println!("{killed} of {KILLS} runs killed in time; the file had landed in {landed}");
    // Where the machine is busy the last kills may come early, where it is idle too late; never all of them.
    assert!(killed >= KILLS / 2, "only {killed} of {KILLS} runs were killed before they ended");
}

/// The files of a folder whose names begin so, from one copy of the register to another.
fn put_back(from: &str, to: &str, prefix: &str) {
    let names = |folder: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("a data folder").flatten().map(|entry| entry.path());
        entries
            .filter(|path| path.file_name().expect("a name").to_string_lossy().starts_with(prefix))
            .collect()
    };
    for path in names(to) {
        std::fs::remove_file(path).expect("a file of ours");
    }
    for path in names(from) {
        std::fs::copy(&path, Path::new(to).join(path.file_name().expect("a name"))).expect("a copy");
    }
}

#[test]
fn sabotage_the_check_refuses_what_a_wrong_order_would_lose() {
    let stage = Stage::set();
    // Each loses the later state of one of the three stores, as if it had not been durable before the others.
    for (lost, prefix) in [("the secrets", "keyring.sqlite"), ("the rows", "register.sqlite")] {
        let data = stage.copy(&format!("lost-{prefix}"));
        stage.import(&data, &stage.table).unwrap();
        put_back(&stage.folder("base"), &data, prefix);
        let fault = stage.stands(&data).expect_err(lost);
        println!("without {lost}: {}", fault.lines().next().unwrap_or_default());
    }
    let data = stage.copy("lost-log");
    stage.import(&data, &stage.table).unwrap();
    std::fs::remove_dir_all(Path::new(&data).join("log")).unwrap();
    copy_folder(&Path::new(&stage.folder("base")).join("log"), &Path::new(&data).join("log")).unwrap();
    let fault = stage.stands(&data).expect_err("the log");
    println!("without the log: {}", fault.lines().next().unwrap_or_default());
}

#[test]
fn a_killed_server_starts_again_at_once() {
    let stage = Stage::set();
    let data = stage.copy("served");
    for _ in 0..3 {
        let server = stage.program.serve(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]).unwrap();
        // Dropping kills it: no lock, half-written file or socket may hold up the next.
        drop(server);
    }
    assert_eq!(stage.stands(&data), Ok(false));
    assert!(
        stage
            .program
            .kill_after(&["serve", "--data", &data, "--listen", "127.0.0.1:0"], Duration::from_millis(300))
            .unwrap()
    );
    assert_eq!(stage.stands(&data), Ok(true));
}
