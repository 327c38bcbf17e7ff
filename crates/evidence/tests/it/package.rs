//! Packages: made without a register, accepted by the program of the Library of Congress, refused by both after one
//! byte.

use crate::room::bytes;
use evidence::package::{About, Checked, PackageName, PackageWriter, Problem, verify};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version that is asked of the package index.
const BAGIT: &str = "bagit==1.9.0";

fn about() -> About {
    About {
        organization: "Exercise\nMonitor".to_owned(),
        description: "Recordings of the night of 3 June".to_owned(),
        identifier: String::new(),
        made_on: "2026-11-21".to_owned(),
        contents_en: "\nWHAT IS IN IT\n\n  four files\n".to_owned(),
        contents_ar: "\nما فيها\n\n  أربعة ملفات\n".to_owned(),
    }
}

fn made(folder: &Path) -> PathBuf {
    let package = folder.join("package");
    let mut writer = PackageWriter::begin(&package).unwrap();
    let files =
        [("vault/a", 300_000), ("vault/empty", 0), ("تسجيل ١.opus", 10), ("records/one two.json", 70)];
    for (number, (name, length)) in files.into_iter().enumerate() {
        let name: PackageName = name.parse().unwrap();
        writer.add(&name, length as u64, &mut bytes(number as u64, length).as_slice()).unwrap();
    }
    assert!(!package.exists());
    let written = writer.finish(&about()).unwrap();
    assert_eq!((written.files, written.bytes), (4, 300_080));
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1, "nothing is left beside it");
    package
}

fn append(path: &Path, bytes: &[u8]) {
    let mut all = fs::read(path).unwrap();
    all.extend(bytes);
    fs::remove_file(path).unwrap();
    fs::write(path, all).unwrap();
}

fn only(checked: &Checked, problems: &[Problem]) {
    assert_eq!(checked.problems, problems);
}

#[test]
fn a_package_says_what_it_is_and_is_whole() {
    let held = tempfile::tempdir().unwrap();
    let package = made(held.path());
    let checked = verify(&package).unwrap();
    assert!(checked.is_whole(), "{:?}", checked.problems);
    assert_eq!((checked.files, checked.bytes), (4, 300_080));
    assert_eq!(checked.information[0], ("Source-Organization".to_owned(), "Exercise Monitor".to_owned()));
    assert!(!checked.information.iter().any(|(label, _)| label == "External-Identifier"));
    for (name, word) in [("README.en.txt", "bagit.py --validate"), ("README.ar.txt", "كيف تتحقق منه")]
    {
        assert!(fs::read_to_string(package.join(name)).unwrap().contains(word));
    }
    assert_eq!(PackageWriter::begin(&package).err().unwrap().code(), "evidence-disk-refuses");
}

#[test]
fn every_change_is_named() {
    let held = tempfile::tempdir().unwrap();
    let package = made(held.path());
    let path = |name: &str| name.to_owned();
    append(&package.join("data/vault/a"), b"!");
    let altered = Problem::Altered { path: path("data/vault/a") };
    let sum = Problem::Sum { stated: path("300080.4"), found: path("300081.4") };
    only(&verify(&package).unwrap(), &[altered, sum]);

    let held = tempfile::tempdir().unwrap();
    let package = made(held.path());
    fs::remove_file(package.join("data/vault/empty")).unwrap();
    fs::write(package.join("data/added"), b"").unwrap();
    let missing = Problem::Missing { path: path("data/vault/empty") };
    only(&verify(&package).unwrap(), &[missing, Problem::NotListed { path: path("data/added") }]);

    let held = tempfile::tempdir().unwrap();
    let package = made(held.path());
    append(&package.join("README.ar.txt"), b"!");
    std::os::unix::fs::symlink("/etc/passwd", package.join("data/link")).unwrap();
    fs::write(package.join("fetch.txt"), b"").unwrap();
    let altered = Problem::Altered { path: path("README.ar.txt") };
    let link = Problem::NotAFile { path: path("data/link") };
    only(&verify(&package).unwrap(), &[altered, link, Problem::Elsewhere]);

    let held = tempfile::tempdir().unwrap();
    let package = made(held.path());
    let digest = "0".repeat(64);
    let lines =
        format!("{digest}  data/../../etc/passwd\n{digest}  /etc/passwd\n{digest}  bagit.txt\nnonsense\n");
    append(&package.join("manifest-sha256.txt"), lines.as_bytes());
    let found = verify(&package).unwrap().problems;
    let line = |line| Problem::Line { manifest: path("manifest-sha256.txt"), line };
    for line in [line(5), line(6), line(7), line(8)] {
        assert!(found.contains(&line), "{found:?}");
    }
    assert!(found.contains(&Problem::Altered { path: path("manifest-sha256.txt") }));

    for (name, problem) in [("manifest-sha256.txt", Problem::NoManifest), ("bagit.txt", Problem::NotAPackage)]
    {
        let held = tempfile::tempdir().unwrap();
        let package = made(held.path());
        fs::remove_file(package.join(name)).unwrap();
        assert!(verify(&package).unwrap().problems.contains(&problem));
    }
}

#[test]
fn names_that_collide_and_sources_that_fail_make_no_package() {
    let held = tempfile::tempdir().unwrap();
    let package = held.path().join("package");
    let mut writer = PackageWriter::begin(&package).unwrap();
    writer.add(&"Photo.jpg".parse().unwrap(), 1, &mut &b"1"[..]).unwrap();
    let error = writer.add(&"photo.JPG".parse().unwrap(), 1, &mut &b"2"[..]).unwrap_err();
    assert_eq!(error.code(), "evidence-package-name");
    let folder = File::open(held.path()).unwrap();
    let error = writer.add(&"folder".parse().unwrap(), 1, &mut &folder).unwrap_err();
    assert_eq!(error.code(), "evidence-source-unreadable");
    drop(writer);
    assert_eq!(fs::read_dir(held.path()).unwrap().count(), 0);
}

/// Whatever is done to one byte of one file, the package is not whole any more, and nothing else happens.
#[test]
fn any_changed_byte_is_found() {
    let held = tempfile::tempdir().unwrap();
    let package = made(held.path());
    let names = [
        "data/vault/a",
        "data/records/one two.json",
        "manifest-sha256.txt",
        "bag-info.txt",
        "README.en.txt",
        "bagit.txt",
    ];
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let changed =
        runner.run(&(0..names.len(), any::<prop::sample::Index>(), 1_u8..), |(name, at, change)| {
            let path = package.join(names[name]);
            let whole = fs::read(&path).unwrap();
            let mut bytes = whole.clone();
            bytes[at.index(whole.len())] ^= change;
            fs::remove_file(&path).unwrap();
            fs::write(&path, &bytes).unwrap();
            let checked = verify(&package).unwrap();
            fs::write(&path, &whole).unwrap();
            prop_assert!(!checked.is_whole());
            Ok(())
        });
    changed.unwrap();
    assert!(verify(&package).unwrap().is_whole());
}

/// The Library of Congress's program, in an environment of its own below the target folder.
fn bagit() -> Result<PathBuf, String> {
    let shelf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bagit");
    fs::create_dir_all(&shelf).map_err(|error| error.to_string())?;
    let lock = File::create(shelf.join("lock")).map_err(|error| error.to_string())?;
    lock.lock().map_err(|error| error.to_string())?;
    let (environment, mark) = (shelf.join("environment"), shelf.join(format!("{BAGIT}.whole")));
    if !mark.exists() {
        let _old = fs::remove_dir_all(&environment);
        run(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
        // It asks for its own version by a package that newer Pythons no longer bring.
        let wanted = ["install", "--quiet", "--disable-pip-version-check", BAGIT, "setuptools<81"];
        run(Command::new(environment.join("bin/pip")).args(wanted))?;
        File::create(&mark).map_err(|error| error.to_string())?;
    }
    Ok(environment.join("bin/bagit.py"))
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let told = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(format!("{command:?}: {told}")) }
}

#[test]
fn the_program_of_the_library_of_congress_accepts_a_package_and_refuses_it_after_one_byte() {
    let program = match bagit() {
        Ok(program) => program,
        Err(why) => {
            println!("skipped: bagit.py cannot be installed: {why}");
            return;
        }
    };
    let held = tempfile::tempdir().unwrap();
    let package = made(held.path());
    let validate = || run(Command::new(&program).arg("--validate").arg(&package));
    validate().unwrap();
    // And its packages are accepted by us.
    let theirs = held.path().join("theirs");
    fs::create_dir(&theirs).unwrap();
    let mut file = File::create(theirs.join("100% certain.txt")).unwrap();
    file.write_all(b"theirs").unwrap();
    run(Command::new(&program).arg(&theirs)).unwrap();
    let checked = verify(&theirs).unwrap();
    assert!(checked.is_whole() && checked.files == 1, "{checked:?}");
    append(&package.join("data/vault/a"), b"!");
    validate().unwrap_err();
    assert!(!verify(&package).unwrap().is_whole());
}
