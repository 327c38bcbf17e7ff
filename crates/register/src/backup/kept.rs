//! Tiles and blobs: copied once, never overwritten, listed with their digests.
//!
//! Each run that adds or misses something writes a list that names the list before it. What is there under the same
//! name, size and beginning is not copied again; where a blob came back encrypted anew it is kept beside the old one.
//! Start at [`Kept::read`] and [`Adding`].

use super::file::{Named, NewFile, digest, make_folder, names};
use crate::error::{Error, Result};
use crate::limits::{KEPT_BYTES_TOGETHER, KEPT_FILES_TOGETHER, KEPT_HEAD_BYTES, KEPT_VERSIONS_MAX};
use evidence::durable::Disk;
use ledger::tile::Tile;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// First line of a list.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    sijil_kept: u32,
    before: Option<Named>,
}

/// A line of a list: where a file of the register is kept; `None` once the register no longer has it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    name: String,
    kept: Option<Named>,
}

/// Every tile and blob that a backup keeps, by its name below the data folder.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Where each is.
    pub files: BTreeMap<String, Named>,
}

impl Kept {
    /// Reads the lists from the last one back to the first; each must be as the next says.
    ///
    /// # Errors
    /// `backup-damaged`, naming the list.
    pub fn read(folder: &Path, last: Option<&Named>) -> Result<Self> {
        let (mut lists, mut next) = (Vec::new(), last.cloned());
        while let Some(list) = next {
            let damaged = |why: &str| Error::BackupDamaged(format!("{} {why}", list.name));
            let read = File::open(folder.join(&list.name)).and_then(|mut file| digest(&mut file));
            if read.map_err(|error| damaged(&error.to_string()))? != (list.bytes, list.sha256.clone()) {
                return Err(damaged("is not as it was written"));
            }
            let mut first = String::new();
            open(folder, &list)?.read_line(&mut first).map_err(Error::file(folder))?;
            let head: Head = serde_json::from_str(&first).map_err(|_why| damaged("is no list"))?;
            // Each list is older than the next by its name, so that there is an end.
            if head.before.as_ref().is_some_and(|before| before.name >= list.name) {
                return Err(damaged("follows a later one"));
            }
            next = head.before;
            lists.push(list);
        }
        let mut kept = Self::default();
        for list in lists.iter().rev() {
            for line in open(folder, list)?.lines().skip(1) {
                let line = line.map_err(Error::file(folder))?;
                let line: Line = serde_json::from_str(&line)
                    .map_err(|_why| Error::BackupDamaged(format!("{} is no list", list.name)))?;
                is_ours(&line.name)?;
                match line.kept {
                    Some(named) => {
                        is_ours(&named.name)?;
                        kept.files.insert(line.name, named)
                    }
                    None => kept.files.remove(&line.name),
                };
            }
        }
        Ok(kept)
    }

    /// The last list in a folder, also of a run that died after it.
    ///
    /// # Errors
    /// From the file system.
    pub fn last(folder: &Path) -> Result<Option<Named>> {
        let Some(name) = names(&folder.join("kept"))?.pop() else { return Ok(None) };
        let name = format!("kept/{name}");
        let path = folder.join(&name);
        let (bytes, sha256) =
            File::open(&path).and_then(|mut file| digest(&mut file)).map_err(Error::file(&path))?;
        Ok(Some(Named { name, bytes, sha256 }))
    }
}

fn open(folder: &Path, list: &Named) -> Result<BufReader<File>> {
    let path = folder.join(&list.name);
    Ok(BufReader::new(File::open(&path).map_err(Error::file(&path))?))
}

/// Lists come from a disk that others may write to: what they name stays below `log` and `vault`.
fn is_ours(name: &str) -> Result<()> {
    let mut parts = name.split('/');
    let below = matches!(parts.next(), Some("log" | "vault")) && name.contains('/');
    if below && parts.all(|part| !part.is_empty() && part != "." && part != ".." && !part.contains('\\')) {
        return Ok(());
    }
    Err(Error::BackupDamaged("a list names a file outside of it".to_owned()))
}

/// A run that adds what is new.
pub struct Adding<'a> {
    folder: &'a Path,
    disk: Disk,
    unfinished: PathBuf,
    /// Copied, but not yet durable or named: where each is, where it goes.
    waiting: Vec<(PathBuf, PathBuf)>,
    waiting_bytes: u64,
    kept: Kept,
    before: Option<Named>,
    list: String,
    lines: Vec<Line>,
    folders: BTreeSet<PathBuf>,
    /// Files copied.
    pub files: u64,
    /// Bytes of them.
    pub bytes: u64,
}

impl<'a> Adding<'a> {
    /// Begins from the lists there are.
    ///
    /// # Errors
    /// From the file system.
    pub fn begin(folder: &'a Path, run: &str, kept: Kept, before: Option<Named>) -> Result<Self> {
        Ok(Self {
            folder,
            disk: Disk::of(folder).map_err(Error::file(folder))?,
            unfinished: folder.join("unfinished").join(format!("{run}.copy")),
            waiting: Vec::new(),
            waiting_bytes: 0,
            kept,
            before,
            list: format!("kept/{run}.jsonl"),
            lines: Vec::new(),
            folders: BTreeSet::new(),
            files: 0,
            bytes: 0,
        })
    }

    /// Adds the tiles of a log of so many leaves, partial ones as they were at that size.
    ///
    /// # Errors
    /// Where a tile cannot be read, or from the file system.
    pub fn tiles(&mut self, log: &Path, size: u64) -> Result<()> {
        for part in Tile::parts(size) {
            for tile in Tile::of_part(part, size, 0) {
                let name = format!("log/{}", tile.path());
                if self.here(&name).is_none() {
                    let bytes = ledger::read_tile(log, tile)?;
                    self.copy(&name, &mut bytes.as_slice())?;
                }
            }
        }
        Ok(())
    }

    /// Adds what stands beside the tiles: timestamps over checkpoints of at most so many leaves. They are never
    /// rewritten.
    ///
    /// # Errors
    /// From the file system.
    pub fn timestamps(&mut self, log: &Path, size: u64) -> Result<()> {
        for stamp in names(&log.join("timestamp"))? {
            let name = format!("log/timestamp/{stamp}");
            if stamped(&stamp).is_some_and(|leaves| leaves <= size) && self.here(&name).is_none() {
                let path = log.join("timestamp").join(&stamp);
                self.copy(&name, &mut File::open(&path).map_err(Error::file(&path))?)?;
            }
        }
        Ok(())
    }

    /// Adds the blobs of a vault, and notes those that are gone from it. What is unfinished or set aside is not taken.
    ///
    /// # Errors
    /// From the file system.
    pub fn blobs(&mut self, vault: &Path) -> Result<()> {
        let mut found = BTreeSet::new();
        for name in names(vault)? {
            if name == "vault" {
                found.insert("vault/vault".to_owned());
            } else if is_hexadecimal(&name, 2) {
                let blobs = names(&vault.join(&name))?;
                let blobs = blobs.iter().filter(|blob| is_hexadecimal(blob, 64) && blob.starts_with(&name));
                found.extend(blobs.map(|blob| format!("vault/{name}/{blob}")));
            }
        }
        let gone: Vec<String> =
            self.kept.files.keys().filter(|name| name.starts_with("vault/")).cloned().collect();
        for name in gone.into_iter().filter(|name| !found.contains(name)) {
            self.kept.files.remove(&name);
            self.lines.push(Line { name, kept: None });
        }
        for name in found {
            let path = vault.join(name.trim_start_matches("vault/"));
            match File::open(&path) {
                // Erased since it was listed: the next run notes it as gone.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(Error::file(&path)(error)),
                Ok(mut file) => self.blob(&name, &path, &mut file)?,
            }
        }
        Ok(())
    }

    fn blob(&mut self, name: &str, path: &Path, file: &mut File) -> Result<()> {
        if let Some(named) = self.here(name) {
            let size = file.metadata().map_err(Error::file(path))?.len();
            let kept = self.folder.join(&named.name);
            if size == named.bytes && beginning(path)? == beginning(&kept)? {
                return Ok(());
            }
        }
        self.copy(name, file)
    }

    /// Where a name is kept, if the file is there in its length.
    fn here(&self, name: &str) -> Option<&Named> {
        let named = self.kept.files.get(name)?;
        let found = std::fs::symlink_metadata(self.folder.join(&named.name)).ok()?;
        (found.is_file() && found.len() == named.bytes).then_some(named)
    }

    /// Copies a file under the first of its names that is free; one that holds these bytes already is left as it is.
    fn copy(&mut self, name: &str, from: &mut dyn Read) -> Result<()> {
        let unfinished = &self.unfinished.with_extension(format!("copy-{}", self.waiting.len()));
        let mut file = NewFile::create(unfinished)?;
        std::io::copy(from, &mut file).map_err(Error::file(unfinished))?;
        let (bytes, sha256) = file.digest();
        for version in 1..=KEPT_VERSIONS_MAX {
            let path = if version == 1 { name.to_owned() } else { format!("{name}.{version}") };
            let to = self.folder.join(&path);
            let is_same = match File::open(&to) {
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    self.waiting.push((unfinished.clone(), to));
                    self.waiting_bytes += bytes;
                    self.files += 1;
                    self.bytes += bytes;
                    true
                }
                Err(error) => return Err(Error::file(&to)(error)),
                Ok(mut there) => digest(&mut there).map_err(Error::file(&to))? == (bytes, sha256.clone()),
            };
            if is_same {
                if self.waiting.last().is_none_or(|(waiting, _)| waiting != unfinished) {
                    std::fs::remove_file(unfinished).map_err(Error::file(unfinished))?;
                }
                let named = Named { name: path, bytes, sha256 };
                self.kept.files.insert(name.to_owned(), named.clone());
                self.lines.push(Line { name: name.to_owned(), kept: Some(named) });
                let is_full =
                    self.waiting.len() >= KEPT_FILES_TOGETHER || self.waiting_bytes >= KEPT_BYTES_TOGETHER;
                return if is_full { self.place() } else { Ok(()) };
            }
        }
        Err(Error::BackupDamaged(format!("{name} came back changed too many times")))
    }

    /// Makes what waits durable, then gives it its names.
    fn place(&mut self) -> Result<()> {
        let written: Vec<PathBuf> = self.waiting.iter().map(|(unfinished, _)| unfinished.clone()).collect();
        self.disk.sync(&written).map_err(Error::file(self.folder))?;
        for (unfinished, to) in self.waiting.drain(..) {
            let parent = to.parent().unwrap_or(self.folder);
            make_folder(parent)?;
            std::fs::rename(&unfinished, &to).map_err(Error::file(&to))?;
            let above = parent.ancestors().take_while(|up| up.starts_with(self.folder));
            self.folders.extend(above.map(Path::to_owned));
        }
        self.waiting_bytes = 0;
        Ok(())
    }

    /// Makes the names durable, then writes the list where there is something to tell; gives the last list.
    ///
    /// # Errors
    /// From the file system.
    pub fn finish(mut self) -> Result<(Kept, Option<Named>)> {
        self.place()?;
        let folders: Vec<PathBuf> = self.folders.iter().cloned().collect();
        self.disk.sync(&folders).map_err(Error::file(self.folder))?;
        if self.lines.is_empty() {
            return Ok((self.kept, self.before));
        }
        let file = |error| Error::file(&self.unfinished)(error);
        let mut to = BufWriter::new(NewFile::create(&self.unfinished)?);
        let mut write = |line: serde_json::Result<String>| {
            let line = line.map_err(|error| Error::Damaged(error.to_string()))?;
            writeln!(to, "{line}").map_err(file)
        };
        write(serde_json::to_string(&Head { sijil_kept: 1, before: self.before.clone() }))?;
        self.lines.iter().try_for_each(|line| write(serde_json::to_string(line)))?;
        let (bytes, sha256) =
            to.into_inner().map_err(|error| file(error.into_error()))?.finish().map_err(file)?;
        super::file::name_new(&self.unfinished, &self.folder.join(&self.list))?;
        Ok((self.kept, Some(Named { name: self.list, bytes, sha256 })))
    }
}

/// Leaves of the checkpoint that a file of a timestamp is about, by its name.
fn stamped(name: &str) -> Option<u64> {
    let size = name.strip_suffix(".tsr").or_else(|| name.strip_suffix(".checkpoint"))?;
    size.parse().ok().filter(|number: &u64| number.to_string() == size)
}

fn is_hexadecimal(name: &str, length: usize) -> bool {
    name.len() == length && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn beginning(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(KEPT_HEAD_BYTES);
    let file = File::open(path).map_err(Error::file(path))?;
    file.take(KEPT_HEAD_BYTES as u64).read_to_end(&mut bytes).map_err(Error::file(path))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_name_nothing_outside() {
        assert!(is_ours("log/tile/0/000").is_ok());
        assert!(is_ours("vault/vault").is_ok());
        for name in
            ["log", "keys/log.seed", "log/../keys/log.seed", "/etc/passwd", "vault//a", "vault/./a", ""]
        {
            assert!(is_ours(name).is_err(), "{name}");
        }
    }

    #[test]
    fn timestamps_go_with_the_log_up_to_its_size() {
        let temporary = tempfile::tempdir().unwrap();
        let (folder, log) = (temporary.path().join("to"), temporary.path().join("log"));
        for path in [folder.join("unfinished"), folder.join("kept"), log.join("timestamp")] {
            make_folder(&path).unwrap();
        }
        for name in ["7.tsr", "7.checkpoint", "9.checkpoint", "07.tsr", "7.tsr.new", "notes"] {
            std::fs::write(log.join("timestamp").join(name), name).unwrap();
        }
        let mut adding = Adding::begin(&folder, "1", Kept::default(), None).unwrap();
        adding.timestamps(&log, 8).unwrap();
        let (kept, _) = adding.finish().unwrap();
        let names: Vec<&String> = kept.files.keys().collect();
        assert_eq!(names, ["log/timestamp/7.checkpoint", "log/timestamp/7.tsr"]);
        assert_eq!(std::fs::read_to_string(folder.join("log/timestamp/7.tsr")).unwrap(), "7.tsr");
    }

    fn run(folder: &Path, name: &str, vault: &Path) -> (u64, u64, Option<Named>) {
        make_folder(&folder.join("unfinished")).unwrap();
        make_folder(&folder.join("kept")).unwrap();
        let before = Kept::last(folder).unwrap();
        let kept = Kept::read(folder, before.as_ref()).unwrap();
        let mut adding = Adding::begin(folder, name, kept, before).unwrap();
        adding.blobs(vault).unwrap();
        let copied = (adding.files, adding.bytes);
        let (_, last) = adding.finish().unwrap();
        (copied.0, copied.1, last)
    }

    #[test]
    fn only_what_is_new_is_copied_and_nothing_is_overwritten() {
        let temporary = tempfile::tempdir().unwrap();
        let (folder, vault) = (temporary.path().join("to"), temporary.path().join("vault"));
        let digest = "ab".repeat(32);
        std::fs::create_dir_all(vault.join("ab")).unwrap();
        std::fs::create_dir_all(vault.join("tmp")).unwrap();
        std::fs::write(vault.join("vault"), "sijil-vault 1\nid\n").unwrap();
        std::fs::write(vault.join("tmp/unfinished"), "x").unwrap();
        std::fs::write(vault.join("ab").join(&digest), "encrypted once").unwrap();
        std::fs::write(vault.join("ab").join(format!("{digest}.damaged-1")), "bad").unwrap();
        let (files, bytes, first) = run(&folder, "1", &vault);
        assert_eq!((files, bytes), (2, 31));
        let (files, bytes, again) = run(&folder, "2", &vault);
        assert_eq!((files, bytes), (0, 0));
        assert_eq!(first, again, "nothing to tell, no list");
        // Erased, and added again: the same name and size, another key.
        std::fs::write(vault.join("ab").join(&digest), "encrypted anew").unwrap();
        let (files, bytes, last) = run(&folder, "3", &vault);
        assert_eq!((files, bytes), (1, 14));
        let name = format!("vault/ab/{digest}");
        let kept = Kept::read(&folder, last.as_ref()).unwrap();
        assert_eq!(kept.files[&name].name, format!("{name}.2"));
        let old = Kept::read(&folder, first.as_ref()).unwrap();
        assert_eq!(std::fs::read_to_string(folder.join(&old.files[&name].name)).unwrap(), "encrypted once");
        std::fs::remove_file(vault.join("ab").join(&digest)).unwrap();
        let (files, _, last) = run(&folder, "4", &vault);
        assert_eq!(files, 0);
        assert!(!Kept::read(&folder, last.as_ref()).unwrap().files.contains_key(&name));
        let list = folder.join("kept/3.jsonl");
        let text = std::fs::read_to_string(&list).unwrap().replace("\"bytes\":14", "\"bytes\":15");
        std::fs::write(&list, text).unwrap();
        let refused = Kept::read(&folder, last.as_ref()).unwrap_err().to_string();
        assert!(refused.contains("kept/3.jsonl"), "{refused}");
    }
}
