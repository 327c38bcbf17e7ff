//! The process killed, and the power cut, at random moments of ingesting: what was acknowledged is there, and whatever
//! has a name is whole. A power cut is a disk of its own (ext4 in a file) that is shut down without its journal being
//! written out; the run that forgets to make anything durable must be found out, or the others prove nothing.
//!
//! `SIJIL_TEST_KILLS` and `SIJIL_TEST_POWER_CUTS` say how many.

use evidence::vault::{Digest, ItemKey, Place, UploadId, Vault};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

const KILLS: u64 = 100;
const POWER_CUTS: u64 = 30;
const SABOTAGED_CUTS: u64 = 10;
const SABOTAGE_FOUND_MIN: u64 = 9;

/// Of the image of the disk.
const DISK_BYTES: u64 = 192 * 1024 * 1024;

/// Shuts an ext4 down at once: EXT4_IOC_SHUTDOWN without flushing its log. There is no way to it without `unsafe`.
const CUT: &str = "import fcntl, os, struct, sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack('I', 2))";

fn how_many(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().unwrap())
}

/// What the driver said before it died.
#[derive(Debug, Default)]
struct Told {
    keys: BTreeMap<Digest, Vec<ItemKey>>,
    kept: BTreeMap<Digest, bool>,
    uploads: BTreeMap<String, u64>,
}

impl Told {
    fn hear(&mut self, line: &str) {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["key", digest, key] => {
                self.keys.entry(digest.parse().unwrap()).or_default().push(key.parse().unwrap());
            }
            ["kept", digest, second] => {
                self.kept.insert(digest.parse().unwrap(), second == "true");
            }
            ["upload", id] => {
                self.uploads.insert(id.to_owned(), 0);
            }
            ["stands", id, bytes] => {
                self.uploads.insert(id.to_owned(), bytes.parse().unwrap());
            }
            // The last line may be cut off in the middle.
            _ => {}
        }
    }

    /// Compares the folders with what was said.
    fn stands(&self, first: &Path, second: &Path) -> Result<(), String> {
        let vault =
            Vault::open(first, Some(&second.into())).map_err(|error| format!("it does not open: {error}"))?;
        let keys = |digest: &Digest| self.keys.get(digest).cloned().unwrap_or_default();
        let good = |place, digest: &Digest| match vault.verify(place, digest, &keys(digest)) {
            Ok(verdict) if verdict.is_good() => Ok(()),
            Ok(verdict) => Err(format!("{digest}: {verdict:?}")),
            Err(error) => Err(format!("{digest}: {error}")),
        };
        for (digest, in_both) in &self.kept {
            good(Place::First, digest)?;
            if *in_both {
                good(Place::Second, digest)?;
            }
        }
        for (id, bytes) in &self.uploads {
            let id: UploadId = id.parse().map_err(|error| format!("{error}"))?;
            let stands_at = vault.upload_stands_at(&id).map_err(|error| format!("upload: {error}"))?;
            if stands_at < *bytes {
                return Err(format!("upload: {stands_at} of {bytes} bytes"));
            }
        }
        for (place, folder) in [(Place::First, first), (Place::Second, second)] {
            for byte in 0..=u8::MAX {
                let names =
                    std::fs::read_dir(folder.join(format!("{byte:02x}"))).map_err(|e| e.to_string())?;
                for name in names {
                    let name = name.map_err(|error| error.to_string())?.file_name();
                    if let Ok(digest) = name.to_string_lossy().parse() {
                        good(place, &digest)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// A running driver and its words.
struct Driver {
    process: Child,
    lines: Receiver<String>,
    told: Told,
}

impl Driver {
    fn start(first: &Path, second: &Path, seed: u64, forget_syncs: bool) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vault-driver"));
        command.arg(first).arg(second).arg(seed.to_string());
        command.args(forget_syncs.then_some("forget-syncs"));
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self { process, lines, told: Told::default() }
    }

    /// Listens until something was acknowledged and then for so long.
    fn listen(&mut self, after: Duration) {
        let mut until: Option<Instant> = None;
        loop {
            let wait =
                until.map_or(Duration::from_mins(1), |until| until.saturating_duration_since(Instant::now()));
            match self.lines.recv_timeout(wait) {
                Ok(line) => self.told.hear(&line),
                Err(RecvTimeoutError::Timeout) if until.is_some() => return,
                Err(error) => panic!("the driver says nothing: {error}"),
            }
            if until.is_none() && !self.told.kept.is_empty() {
                until = Some(Instant::now() + after);
            }
        }
    }

    /// Kills it and hears what it had still said.
    fn end(mut self) -> Told {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        while let Ok(line) = self.lines.recv() {
            self.told.hear(&line);
        }
        self.told
    }
}

/// Some moment of the first third of a second.
fn moment(number: u64) -> Duration {
    Duration::from_millis(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32 & 0xff)
}

/// Both copies, made by us and not by the driver.
fn prepare(folder: &Path) -> (PathBuf, PathBuf) {
    let (first, second) = (folder.join("first"), folder.join("second"));
    drop(Vault::open(&first, None).unwrap());
    Vault::set_up_second(&first, &second.as_path().into()).unwrap();
    (first, second)
}

#[test]
fn a_killed_process_loses_nothing_it_acknowledged() {
    let held = tempfile::tempdir().unwrap();
    let (first, second) = prepare(held.path());
    let (mut told, kills) = (Told::default(), how_many("SIJIL_TEST_KILLS", KILLS));
    for kill in 0..kills {
        let mut driver = Driver::start(&first, &second, kill + 1, false);
        driver.listen(moment(kill) / 4);
        let more = driver.end();
        told.keys.extend(more.keys);
        told.kept.extend(more.kept);
        told.uploads.extend(more.uploads);
        // All of it every tenth time, and in the end: each check reads everything.
        if kill % 10 == 9 || kill + 1 == kills {
            told.stands(&first, &second).unwrap_or_else(|fault| panic!("kill {kill}: {fault}"));
        }
    }
    println!(
        "{kills} kills, {} items and {} uploads acknowledged, 0 lost",
        told.kept.len(),
        told.uploads.len()
    );
    assert!(told.kept.len() as u64 >= kills);
}

/// A disk in a file, mounted.
struct Disk {
    held: tempfile::TempDir,
}

impl Disk {
    /// `Err` says why this machine has none.
    fn new() -> Result<Self, String> {
        let disk = Self { held: tempfile::tempdir().map_err(|error| error.to_string())? };
        let image = std::fs::File::create(disk.image()).map_err(|error| error.to_string())?;
        image.set_len(DISK_BYTES).map_err(|error| error.to_string())?;
        run(Command::new("mkfs.ext4").args(["-q", "-F"]).arg(disk.image()))?;
        std::fs::create_dir(disk.folder()).map_err(|error| error.to_string())?;
        disk.mount()?;
        Ok(disk)
    }

    fn image(&self) -> PathBuf {
        self.held.path().join("image")
    }

    fn folder(&self) -> PathBuf {
        self.held.path().join("disk")
    }

    fn mount(&self) -> Result<(), String> {
        run(Command::new("mount").args(["-o", "loop"]).arg(self.image()).arg(self.folder()))
    }

    fn unmount(&self) -> Result<(), String> {
        run(Command::new("umount").arg(self.folder()))
    }

    fn cut(&self) -> Result<(), String> {
        run(Command::new("python3").args(["-c", CUT]).arg(self.folder()))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _gone = self.unmount();
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim()))
    }
}

/// One cut; gives how many items were acknowledged, and what the check says.
fn cut_power(seed: u64, forget_syncs: bool) -> (usize, Result<(), String>) {
    let disk = Disk::new().unwrap();
    let (first, second) = prepare(&disk.folder());
    run(&mut Command::new("sync")).unwrap();
    let mut driver = Driver::start(&first, &second, seed, forget_syncs);
    driver.listen(moment(seed));
    disk.cut().unwrap();
    let told = driver.end();
    disk.unmount().unwrap();
    disk.mount().unwrap();
    (told.kept.len(), told.stands(&first, &second))
}

fn has_disks() -> bool {
    match Disk::new().and_then(|disk| disk.cut()) {
        Ok(()) => true,
        Err(why) => {
            println!("skipped: this machine gives no disk whose power could be cut: {why}");
            false
        }
    }
}

#[test]
fn a_power_cut_loses_nothing_acknowledged() {
    if !has_disks() {
        return;
    }
    let (mut kept, cuts) = (0, how_many("SIJIL_TEST_POWER_CUTS", POWER_CUTS));
    for cut in 0..cuts {
        let (items, outcome) = cut_power(cut + 1, false);
        outcome.unwrap_or_else(|fault| panic!("cut {cut}: {fault}"));
        kept += items;
    }
    println!("{cuts} power cuts, {kept} items acknowledged, 0 lost");
}

#[test]
fn sabotage_a_vault_that_forgets_to_make_bytes_durable_is_found_out() {
    if !has_disks() {
        return;
    }
    let mut found = 0;
    for cut in 0..SABOTAGED_CUTS {
        let (items, outcome) = cut_power(cut + 1, true);
        if let Err(fault) = outcome {
            println!("cut {cut}, {items} acknowledged: {fault}");
            found += 1;
        }
    }
    assert!(found >= SABOTAGE_FOUND_MIN, "only {found} of {SABOTAGED_CUTS} cuts were found out");
}
