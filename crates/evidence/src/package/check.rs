//! Checking a package: every file listed, every listed file there and unchanged, nothing else. The folder may come
//! from anybody; nothing in it is trusted, followed out of it, or changed.

use super::manifest::{self, Algorithm, Digests};
use super::seen::Seen;
use crate::Result;
use crate::limits::{PACKAGE_DEPTH_MAX, PACKAGE_FILES_MAX, PACKAGE_TAG_BYTES_MAX, STREAM_BUFFER_BYTES};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Files of the payload that are there.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// What is wrong; nothing where the package is whole.
    pub problems: Vec<Problem>,
    /// Manifests of digests this program does not know, left unchecked; one it knows was there beside them.
    pub unchecked: Vec<String>,
    /// What `bag-info.txt` says, label and value, in its order.
    pub information: Vec<(String, String)>,
}

impl Checked {
    /// Whether the package is whole.
    pub const fn is_whole(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Something wrong with a package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// `bagit.txt` is missing or is not that of a bag of version 1.0 or 0.97 in UTF-8.
    NotAPackage,
    /// No manifest of the payload has a digest this program can check.
    NoManifest,
    /// A line of a manifest, counted from 1, is not `<digest> <path>`, or names what may not be named there.
    Line {
        /// The manifest.
        manifest: String,
        /// The line.
        line: u64,
    },
    /// A listed file is not there.
    Missing {
        /// Its path in the package.
        path: String,
    },
    /// A file of the payload is not listed by every manifest of the payload.
    NotListed {
        /// Its path in the package.
        path: String,
    },
    /// A file is not the one that was packed.
    Altered {
        /// Its path in the package.
        path: String,
    },
    /// Something that is neither a file nor a folder, such as a link, or lies too deep.
    NotAFile {
        /// Its path in the package.
        path: String,
    },
    /// The payload has not the bytes and files that `bag-info.txt` states.
    Sum {
        /// As stated: bytes, a full stop, files.
        stated: String,
        /// As found.
        found: String,
    },
    /// Some of it is to be fetched from elsewhere, so it is not whole here.
    Elsewhere,
    /// A manifest or a tag file is longer than this program reads, or there are more files than it counts.
    TooLarge {
        /// Which file.
        path: String,
    },
}

impl Problem {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAPackage => "package-not-a-package",
            Self::NoManifest => "package-no-manifest",
            Self::Line { .. } => "package-line",
            Self::Missing { .. } => "package-missing",
            Self::NotListed { .. } => "package-not-listed",
            Self::Altered { .. } => "package-altered",
            Self::NotAFile { .. } => "package-not-a-file",
            Self::Sum { .. } => "package-sum",
            Self::Elsewhere => "package-elsewhere",
            Self::TooLarge { .. } => "package-too-large",
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotAPackage => text.write_str("this is no package"),
            Self::NoManifest => text.write_str("no manifest has a digest that can be checked"),
            Self::Line { manifest, line } => write!(text, "{manifest}: line {line} is none of a manifest"),
            Self::Missing { path } => write!(text, "{path}: listed, and not there"),
            Self::NotListed { path } => write!(text, "{path}: there, and not listed"),
            Self::Altered { path } => write!(text, "{path}: not the file that was packed"),
            Self::NotAFile { path } => write!(text, "{path}: neither a file nor a folder"),
            Self::Sum { stated, found } => write!(text, "{stated} stated, {found} found"),
            Self::Elsewhere => text.write_str("part of it is to be fetched from elsewhere"),
            Self::TooLarge { path } => write!(text, "{path}: longer than is read"),
        }
    }
}

/// Checks a folder to the last byte. An error is the disk's; what is wrong with the package is in what is returned.
pub fn verify(folder: &Path) -> Result<Checked> {
    Check { files: Files::Folder(folder), checked: Checked::default(), present: BTreeMap::new() }.all()
}

/// Where the files are.
pub(super) enum Files<'a> {
    Folder(&'a Path),
    Seen(&'a Seen),
}

/// A manifest's paths and digests.
struct Listed {
    algorithm: Algorithm,
    of_payload: bool,
    digests: BTreeMap<String, String>,
}

pub(super) struct Check<'a> {
    pub(super) files: Files<'a>,
    pub(super) checked: Checked,
    /// Every file with its length, by its path in the package.
    pub(super) present: BTreeMap<String, u64>,
}

impl Check<'_> {
    /// Everything there is to be said.
    pub(super) fn all(mut self) -> Result<Checked> {
        if !self.declares_itself()? {
            self.checked.problems.push(Problem::NotAPackage);
            return Ok(self.checked);
        }
        if let Files::Folder(folder) = self.files {
            self.walk(folder, "", 0)?;
        }
        if self.present.contains_key("fetch.txt") {
            self.checked.problems.push(Problem::Elsewhere);
        }
        let manifests = self.manifests()?;
        self.compare(&manifests)?;
        self.sum()?;
        self.checked.problems.sort();
        self.checked.problems.dedup();
        Ok(self.checked)
    }

    fn declares_itself(&mut self) -> Result<bool> {
        let Some(text) = self.read_tag("bagit.txt")? else { return Ok(false) };
        let values = labelled(&text);
        let value =
            |label: &str| values.iter().find(|(found, _)| found == label).map(|(_, value)| value.as_str());
        let version = value("BagIt-Version");
        Ok(matches!(version, Some("1.0" | "0.97"))
            && value("Tag-File-Character-Encoding")
                .is_some_and(|encoding| encoding.eq_ignore_ascii_case("UTF-8")))
    }

    /// Collects every file, following nothing out of the folder.
    fn walk(&mut self, folder: &Path, below: &str, depth: usize) -> Result<()> {
        for entry in fs::read_dir(folder.join(below))? {
            let entry = entry?;
            let name = entry.file_name();
            let path = match name.to_str() {
                Some(name) if below.is_empty() => name.to_owned(),
                Some(name) => format!("{below}/{name}"),
                None => format!("{below}/{}", name.to_string_lossy()),
            };
            let kind = entry.file_type()?;
            if kind.is_dir() && depth < PACKAGE_DEPTH_MAX {
                self.walk(folder, &path, depth + 1)?;
            } else if kind.is_file() && name.to_str().is_some() {
                if self.present.len() >= PACKAGE_FILES_MAX {
                    self.checked.problems.push(Problem::TooLarge { path });
                    return Ok(());
                }
                self.present.insert(path, entry.metadata()?.len());
            } else {
                self.checked.problems.push(Problem::NotAFile { path });
            }
        }
        Ok(())
    }

    /// Reads every manifest whose digests are known.
    fn manifests(&mut self) -> Result<Vec<Listed>> {
        let names: Vec<String> = self.present.keys().filter(|path| !path.contains('/')).cloned().collect();
        let mut manifests = Vec::new();
        for name in names {
            let Some(stem) = name.strip_suffix(".txt") else { continue };
            let (kind, of_payload) = match (stem.strip_prefix("manifest-"), stem.strip_prefix("tagmanifest-"))
            {
                (Some(kind), _) => (kind, true),
                (_, Some(kind)) => (kind, false),
                _ => continue,
            };
            match Algorithm::of_name(kind) {
                Some(algorithm) => manifests.extend(self.manifest(&name, algorithm, of_payload)?),
                None => self.checked.unchecked.push(name),
            }
        }
        if !manifests.iter().any(|manifest| manifest.of_payload) {
            self.checked.problems.push(Problem::NoManifest);
        }
        Ok(manifests)
    }

    fn manifest(&mut self, name: &str, algorithm: Algorithm, of_payload: bool) -> Result<Option<Listed>> {
        let Some(text) = self.read_tag(name)? else { return Ok(None) };
        let mut digests = BTreeMap::new();
        for (number, line) in (1..).zip(text.split('\n')) {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.is_empty() {
                continue;
            }
            let good = manifest::read_line(line, algorithm)
                .filter(|(_, path)| path.starts_with("data/") == of_payload && stays_inside(path));
            let is_new = good.is_some_and(|(digest, path)| digests.insert(path, digest).is_none());
            if !is_new {
                self.checked.problems.push(Problem::Line { manifest: name.to_owned(), line: number });
            }
        }
        Ok(Some(Listed { algorithm, of_payload, digests }))
    }

    /// Reads each file once and compares it with every manifest that lists it.
    fn compare(&mut self, manifests: &[Listed]) -> Result<()> {
        let mut buffer = vec![0; STREAM_BUFFER_BYTES];
        for (path, size_bytes) in &self.present {
            let is_payload = path.starts_with("data/");
            if is_payload {
                self.checked.files += 1;
                self.checked.bytes += size_bytes;
            }
            let listed: Vec<&Listed> =
                manifests.iter().filter(|list| list.digests.contains_key(path)).collect();
            if is_payload && manifests.iter().any(|list| list.of_payload && !list.digests.contains_key(path))
            {
                self.checked.problems.push(Problem::NotListed { path: path.clone() });
            }
            if listed.is_empty() {
                continue;
            }
            let with_sha512 = listed.iter().any(|list| list.algorithm == Algorithm::Sha512);
            let read;
            let digests = match self.files {
                Files::Seen(seen) => &seen.digests[path],
                Files::Folder(folder) => {
                    let mut file = File::open(folder.join(path))?;
                    read = Digests::read(&mut file, with_sha512, &mut buffer)?;
                    &read
                }
            };
            let is_altered = |list: &&Listed| list.digests[path] != digests.of(list.algorithm);
            if listed.iter().any(is_altered) {
                self.checked.problems.push(Problem::Altered { path: path.clone() });
            }
        }
        let listed: BTreeSet<&String> = manifests.iter().flat_map(|list| list.digests.keys()).collect();
        for path in listed.into_iter().filter(|path| !self.present.contains_key(*path)) {
            self.checked.problems.push(Problem::Missing { path: path.clone() });
        }
        Ok(())
    }

    /// Compares the payload with what the package says it holds.
    fn sum(&mut self) -> Result<()> {
        let Some(text) = self.read_tag("bag-info.txt")? else { return Ok(()) };
        self.checked.information = labelled(&text);
        let found = format!("{}.{}", self.checked.bytes, self.checked.files);
        let stated =
            self.checked.information.iter().filter(|(label, _)| label.eq_ignore_ascii_case("Payload-Oxum"));
        for (_, stated) in stated.filter(|(_, stated)| *stated != found) {
            self.checked.problems.push(Problem::Sum { stated: stated.clone(), found: found.clone() });
        }
        Ok(())
    }

    /// A file beside the payload as text; `None` where there is none, or none that can be read as text.
    fn read_tag(&mut self, name: &str) -> Result<Option<String>> {
        let folder = match self.files {
            Files::Folder(folder) => folder,
            Files::Seen(seen) => {
                return Ok(seen.tags.get(name).and_then(|bytes| String::from_utf8(bytes.clone()).ok()));
            }
        };
        let path = folder.join(name);
        match fs::symlink_metadata(&path) {
            Ok(about) if about.is_file() => {}
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let mut bytes = Vec::new();
        File::open(&path)?.take(PACKAGE_TAG_BYTES_MAX + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > PACKAGE_TAG_BYTES_MAX {
            self.checked.problems.push(Problem::TooLarge { path: name.to_owned() });
            return Ok(None);
        }
        Ok(String::from_utf8(bytes).ok())
    }
}

/// Whether a listed path leads to something in the package.
fn stays_inside(path: &str) -> bool {
    !path.starts_with('/') && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

/// Lines of `label: value`; a line that begins with a blank goes on with the value before.
fn labelled(text: &str) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> = Vec::new();
    for line in text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()) {
        match (values.last_mut(), line.split_once(':')) {
            (Some((_, value)), _) if line.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (_, Some((label, value))) => values.push((label.trim().to_owned(), value.trim().to_owned())),
            _ => {}
        }
    }
    values
}
