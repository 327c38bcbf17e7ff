//! Writing a package: into a folder beside its place, which takes its name when everything is on the disk; or, file by
//! file, to whoever seals it, so that no plain copy is ever on a disk.

use super::PackageName;
use super::manifest::{Digests, Hashed};
use crate::limits::STREAM_BUFFER_BYTES;
use crate::vault::disk::{self, NewFile};
use crate::{Error, Result};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufWriter, Read, Write as _};
use std::path::{Path, PathBuf};

const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// What the package says of itself, to a person who has nothing but it.
const READ_ME: &[(&str, &str)] =
    &[("README.en.txt", include_str!("README.en.txt")), ("README.ar.txt", include_str!("README.ar.txt"))];

/// What stands in `bag-info.txt`. A line break in a value becomes a blank; an empty value is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Who answers for it.
    pub organization: String,
    /// What it is, in a sentence or two.
    pub description: String,
    /// What it is known by to the organization.
    pub identifier: String,
    /// The day it is made, `YYYY-MM-DD`.
    pub made_on: String,
    /// What is in it, what was left out and why: the end of the page in English.
    pub contents_en: String,
    /// The same in Arabic.
    pub contents_ar: String,
}

/// A package that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The folder.
    pub folder: PathBuf,
    /// Files of the payload.
    pub files: u64,
    /// Bytes of the payload.
    pub bytes: u64,
}

/// Takes a file of a package: its path in the package, its length, its bytes.
pub type TakeFile<'a> = dyn FnMut(&str, u64, &mut dyn Read) -> Result<()> + 'a;

/// A package in the making. Dropped before [`Self::finish`], it leaves nothing.
pub struct PackageWriter<'a> {
    target: Target<'a>,
    manifest: String,
    names: BTreeSet<String>,
    files: u64,
    bytes: u64,
}

enum Target<'a> {
    Folder { folder: PathBuf, building: PathBuf, folders: BTreeSet<PathBuf> },
    Files(&'a mut TakeFile<'a>),
}

impl<'a> PackageWriter<'a> {
    /// Begins a package whose files go to `take`, one after another.
    pub fn to_files(take: &'a mut TakeFile<'a>) -> Self {
        Self::of(Target::Files(take))
    }

    const fn of(target: Target<'a>) -> Self {
        Self { target, manifest: String::new(), names: BTreeSet::new(), files: 0, bytes: 0 }
    }

    /// Begins a package in a folder that does not exist yet.
    pub fn begin(folder: &Path) -> Result<Self> {
        let taken = || Error::Disk(io::ErrorKind::AlreadyExists.into());
        if folder.exists() {
            return Err(taken());
        }
        let name = folder.file_name().and_then(|name| name.to_str()).ok_or_else(taken)?;
        let building = folder.with_file_name(format!("{name}.unfinished"));
        fs::create_dir(&building)?;
        fs::create_dir(building.join("data"))?;
        Ok(Self::of(Target::Folder { folder: folder.to_owned(), building, folders: BTreeSet::new() }))
    }

    /// Adds a file of so many bytes under this name. A name that differs from another only by capital letters is
    /// refused, for systems that do not tell them apart. After an error the package cannot be finished as it was
    /// meant: drop it.
    pub fn add(&mut self, name: &PackageName, size_bytes: u64, source: &mut dyn Read) -> Result<()> {
        if !self.names.insert(name.as_str().to_lowercase()) {
            return Err(Error::PackageName(name.to_string()));
        }
        let digests = match &mut self.target {
            Target::Folder { building, folders, .. } => into_folder(building, folders, name, source)?,
            Target::Files(take) => {
                let mut hashed = Hashed::new(source);
                take(&format!("data/{name}"), size_bytes, &mut hashed)?;
                hashed.finish()
            }
        };
        if digests.size_bytes != size_bytes {
            return Err(Error::Source(io::ErrorKind::UnexpectedEof.into()));
        }
        writeln!(self.manifest, "{}  data/{name}", digests.sha256).expect("a string takes everything");
        self.files += 1;
        self.bytes += digests.size_bytes;
        Ok(())
    }

    /// Writes the manifests and what the package says of itself, and gives it its name. The folder of one that went to
    /// files is empty.
    pub fn finish(mut self, about: &About) -> Result<Written> {
        let mut tags = String::new();
        let information = self.information(about);
        let manifest = std::mem::take(&mut self.manifest);
        let mut texts = vec![
            ("bagit.txt", DECLARATION.to_owned()),
            ("bag-info.txt", information),
            ("manifest-sha256.txt", manifest),
        ];
        let contents = [&about.contents_en, &about.contents_ar];
        texts.extend(
            READ_ME.iter().zip(contents).map(|((name, text), contents)| (*name, format!("{text}{contents}"))),
        );
        for (name, text) in &texts {
            let digest = self.write_tag(name, text)?;
            writeln!(tags, "{digest}  {name}").expect("a string takes everything");
        }
        self.write_tag("tagmanifest-sha256.txt", &tags)?;
        let (files, bytes) = (self.files, self.bytes);
        let Target::Folder { folder, building, folders } = &self.target else {
            return Ok(Written { folder: PathBuf::new(), files, bytes });
        };
        for inner in folders.iter().chain([&building.join("data"), building]) {
            disk::sync_folder(inner)?;
        }
        disk::rename_to_new(building, folder)?;
        if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            disk::sync_folder(parent)?;
        }
        Ok(Written { folder: folder.clone(), files, bytes })
    }

    fn information(&self, about: &About) -> String {
        let software = concat!("Sijil ", env!("CARGO_PKG_VERSION"));
        let sum = format!("{}.{}", self.bytes, self.files);
        let lines = [
            ("Source-Organization", about.organization.as_str()),
            ("External-Description", &about.description),
            ("External-Identifier", &about.identifier),
            ("Bagging-Date", &about.made_on),
            ("Payload-Oxum", &sum),
            ("Bag-Software-Agent", software),
        ];
        lines.iter().fold(String::new(), |mut text, (label, value)| {
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            if !value.is_empty() {
                writeln!(text, "{label}: {value}").expect("a string takes everything");
            }
            text
        })
    }

    fn write_tag(&mut self, name: &str, text: &str) -> Result<String> {
        match &mut self.target {
            Target::Folder { building, .. } => {
                let mut file = NewFile::create(&building.join(name))?;
                file.write_all(text.as_bytes())?;
                file.sync()?;
            }
            Target::Files(take) => take(name, text.len() as u64, &mut text.as_bytes())?,
        }
        Ok(crate::vault::Digest::of(text.as_bytes()).to_string())
    }
}

impl Drop for PackageWriter<'_> {
    fn drop(&mut self) {
        if let Target::Folder { building, .. } = &self.target {
            // Gone already where it was finished.
            let _left = fs::remove_dir_all(building);
        }
    }
}

fn into_folder(
    building: &Path,
    folders: &mut BTreeSet<PathBuf>,
    name: &PackageName,
    source: &mut dyn Read,
) -> Result<Digests> {
    let path = building.join("data").join(name.as_str());
    let parent = path.parent().expect("it lies below the payload").to_owned();
    fs::create_dir_all(&parent)?;
    folders.extend(parent.ancestors().take_while(|path| *path != building).map(PathBuf::from));
    let mut file = BufWriter::with_capacity(STREAM_BUFFER_BYTES, NewFile::create(&path)?);
    let mut copied = Copied { source, into: &mut file, refused: None };
    let digests = Digests::read(&mut copied, false, &mut vec![0; STREAM_BUFFER_BYTES]);
    let refused = copied.refused.take();
    let digests = match (refused, digests) {
        (Some(error), _) => return Err(error.into()),
        (None, digests) => digests.map_err(Error::Source)?,
    };
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync()?;
    Ok(digests)
}

/// Bytes that are written to a file as they are read.
struct Copied<'a, W> {
    source: &'a mut dyn Read,
    into: &'a mut W,
    refused: Option<io::Error>,
}

impl<W: io::Write> Read for Copied<'_, W> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        match self.into.write_all(&buffer[..read]) {
            Ok(()) => Ok(read),
            Err(error) => {
                self.refused = Some(error);
                Ok(0)
            }
        }
    }
}
