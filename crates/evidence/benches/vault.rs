//! Ingesting mixed files, against what a careful person does by hand on the same disk in the same run: `age` for each
//! file, and `sha256sum` of all and `cp`. The goal is 0.8 of the slower of the two. Ours is durable when it ends, with
//! every name on the disk; what is done by hand is not, unless `sync` comes last, so both figures are printed.
//!
//! `SIJIL_TEST_BENCH_FILES` says how many (10,000); about 0.2 MB each on average, from 1 B to 200 MB.

use evidence::vault::{ItemKey, Outcome, Vault};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

type Outcomes<T> = Result<T, Box<dyn Error>>;

const FILES: u64 = 10_000;
const MIB: u64 = 1024 * 1024;

/// Length of the n-th file: nine in ten are small, as messages and thumbnails are; five of 10,000 are long recordings.
fn length(number: u64) -> u64 {
    let varied = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    match number % 10_000 {
        17 => 200 * MIB,
        2_017 | 4_017 | 6_017 | 8_017 => 100 * MIB,
        _ if number % 100 == 50 => 4 * MIB + varied % MIB,
        _ if number % 10 == 5 => 100_000 + varied % 900_000,
        _ => 1 + varied % 20_000,
    }
}

fn write_file(path: &Path, length: u64, state: &mut u64) -> Outcomes<()> {
    let mut file = BufWriter::with_capacity(1 << 16, File::create(path)?);
    let mut left = length;
    while left > 0 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let bytes = (*state ^ *state >> 29).to_le_bytes();
        let wanted = usize::try_from(left.min(8))?;
        file.write_all(&bytes[..wanted])?;
        left -= wanted as u64;
    }
    Ok(file.flush()?)
}

fn write_sources(folder: &Path, count: u64) -> Outcomes<(Vec<PathBuf>, u64)> {
    fs::create_dir(folder)?;
    let (mut state, mut all, mut paths) = (7, 0, Vec::new());
    for number in 0..count {
        let path = folder.join(format!("{number:06}"));
        write_file(&path, length(number), &mut state)?;
        all += length(number);
        paths.push(path);
    }
    Ok((paths, all))
}

/// Ingests all, batch by batch; gives how many were new.
fn ingest(
    folder: &Path,
    sources: &[PathBuf],
    keyring: &mut BTreeMap<String, Vec<ItemKey>>,
) -> Outcomes<usize> {
    let vault = Vault::open(folder, None)?;
    let mut added = 0;
    let mut sources = sources.iter().peekable();
    while sources.peek().is_some() {
        let mut batch = vault.batch()?;
        while !batch.is_full()
            && let Some(path) = sources.next()
        {
            let staged = batch.stage(&mut File::open(path)?)?;
            keyring.entry(staged.digest.to_string()).or_default().push(staged.key.clone());
        }
        let kept = batch.keep(&|digest| keyring.get(&digest.to_string()).cloned().unwrap_or_default())?;
        added += kept.iter().filter(|kept| kept.outcome == Outcome::Added).count();
    }
    Ok(added)
}

fn run(command: &mut Command) -> Outcomes<()> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}").into()) }
}

/// `age` for each file, one after the other.
fn by_age(folder: &Path, sources: &[PathBuf]) -> Outcomes<()> {
    fs::create_dir(folder)?;
    let key = folder.with_extension("key");
    run(Command::new("age-keygen").arg("-o").arg(&key).stderr(Stdio::null()))?;
    let recipients = folder.with_extension("recipients");
    run(Command::new("age-keygen").arg("-y").arg("-o").arg(&recipients).arg(&key))?;
    for path in sources {
        let name = path.file_name().ok_or("a file has a name")?;
        run(Command::new("age").arg("-R").arg(&recipients).arg("-o").arg(folder.join(name)).arg(path))?;
    }
    fs::remove_file(key)?;
    Ok(fs::remove_file(recipients)?)
}

/// `sha256sum` of each file, then `cp`, as a shell would do it.
fn by_copying(folder: &Path, sources: &[PathBuf]) -> Outcomes<()> {
    fs::create_dir(folder)?;
    for path in sources {
        run(Command::new("sha256sum").arg(path))?;
        run(Command::new("cp").arg(path).arg(folder))?;
    }
    Ok(())
}

/// The same with one process for all files: what a careful person with a long memory does.
fn by_copying_at_once(folder: &Path, sources: &[PathBuf]) -> Outcomes<()> {
    fs::create_dir(folder)?;
    for some in sources.chunks(2_000) {
        run(Command::new("sha256sum").args(some))?;
        run(Command::new("cp").arg("--target-directory").arg(folder).args(some))?;
    }
    Ok(())
}

/// The time something takes, and with everything on the disk.
type Times = (Duration, Duration);

fn timed(folder: &Path, work: impl FnOnce() -> Outcomes<()>) -> Outcomes<Times> {
    let started = Instant::now();
    work()?;
    let done = started.elapsed();
    run(Command::new("sync").arg("--file-system").arg(folder))?;
    Ok((done, started.elapsed()))
}

fn resident_kib_max() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}

/// What is printed of one way of doing it.
fn line(what: &str, bytes: u64, (done, durable): Times) -> Outcomes<String> {
    let megabytes = f64::from(u32::try_from(bytes / 1_000_000)?);
    let rate = megabytes / durable.as_secs_f64();
    let (done, durable) = (done.as_secs_f64(), durable.as_secs_f64());
    Ok(format!("{what:<34} {done:>7.1} s, on the disk {durable:>7.1} s, {rate:>6.0} MB/s"))
}

/// All ways over the same files, each removed before the next; says how the first compares with the slower of the
/// two by hand.
fn compare(held: &Path, sources: &[PathBuf], bytes: u64, say: &mut dyn FnMut(&str)) -> Outcomes<()> {
    let folder = |name: &str| held.join(name);
    let mut keyring = BTreeMap::new();
    let mut ingest_anew = |expected: usize| {
        timed(held, || match ingest(&folder("vault"), sources, &mut keyring)? {
            added if added == expected => Ok(()),
            added => Err(format!("{added} were new").into()),
        })
    };
    let vault = ingest_anew(sources.len())?;
    say(&line("the vault", bytes, vault)?);
    say(&line("the vault, the same again", bytes, ingest_anew(0)?)?);
    say(&format!("resident memory at most {}", resident_kib_max()));
    fs::remove_dir_all(folder("vault"))?;
    let copied = timed(held, || by_copying(&folder("copied"), sources))?;
    say(&line("sha256sum and cp", bytes, copied)?);
    fs::remove_dir_all(folder("copied"))?;
    let at_once = timed(held, || by_copying_at_once(&folder("copied"), sources))?;
    say(&line("sha256sum and cp, one process each", bytes, at_once)?);
    fs::remove_dir_all(folder("copied"))?;
    let mut slower = copied;
    if Command::new("age").arg("--version").output().is_ok() {
        let aged = timed(held, || by_age(&folder("age"), sources))?;
        say(&line("age", bytes, aged)?);
        fs::remove_dir_all(folder("age"))?;
        slower = slower.max(aged);
    } else {
        say("skipped: there is no command `age`");
    }
    let ratio = |ours: Duration, theirs: Duration| theirs.as_secs_f64() / ours.as_secs_f64();
    let (plain, durable) = (ratio(vault.0, slower.0), ratio(vault.1, slower.1));
    say(&format!("against the slower: {plain:.2}; both on the disk: {durable:.2}; goal 0.80"));
    Ok(())
}

fn main() -> Outcomes<()> {
    let count = std::env::var("SIJIL_TEST_BENCH_FILES").map_or(Ok(FILES), |text| text.parse())?;
    let mut output = std::io::stdout().lock();
    let mut say = |text: &str| {
        // A closed output stops nobody from measuring.
        let _told = writeln!(output, "{text}");
    };
    let held = tempfile::Builder::new().prefix("vault-bench-").tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let (sources, bytes) = write_sources(&held.path().join("sources"), count)?;
    run(Command::new("sync").arg("--file-system").arg(held.path()))?;
    say(&format!("{count} files, {} MB", bytes / 1_000_000));
    compare(held.path(), &sources, bytes, &mut say)?;
    // Starting a process for each file weighs more than its bytes; here are the bytes alone.
    let long = held.path().join("long");
    write_file(&long, 512 * MIB, &mut 7)?;
    run(Command::new("sync").arg("--file-system").arg(held.path()))?;
    say("\none file, 512 MiB");
    compare(held.path(), &[long], 512 * MIB, &mut say)
}
