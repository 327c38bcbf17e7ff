//! WACZ: a zip with WARC files, a list of pages and a data package that states the digest of each file in it.

use super::warc::{self, Warc};
use crate::archive::{Archive, Entry};
use crate::digest::{Checked, Verdict, check};
use crate::error::Error;
use crate::limits::{ARCHIVE_ENTRIES_MAX, WACZ_PAGES_MAX, WACZ_TEXT_BYTES_MAX, WARC_BYTES_MAX};
use crate::problem::{Place, Problem, Problems, said};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashSet;
use std::io::Cursor;

/// A file that the data package lists, or that it does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its name in the package.
    pub name: String,
    /// Its size, as found; absent where it is not there or cannot be unpacked.
    pub bytes: Option<u64>,
    /// Its digest.
    pub digest: Checked,
}

/// A page, as the capturing program lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its address.
    pub url: String,
    /// Its title.
    pub title: Option<String>,
    /// When it was captured, as written.
    pub date: Option<String>,
}

/// Whether the package is signed. Signatures are not checked here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// None is stated.
    None,
    /// One is stated, and was not checked.
    NotChecked,
}

/// A package, read.
#[derive(Clone, Debug)]
pub struct Wacz {
    /// Of the format.
    pub version: Option<String>,
    /// As stated.
    pub title: Option<String>,
    /// When it was made, as written.
    pub created: Option<String>,
    /// The program that made it.
    pub software: Option<String>,
    /// The files of the package.
    pub resources: Vec<Resource>,
    /// The digest of the data package itself, where `datapackage-digest.json` states it.
    pub package_digest: Checked,
    /// Whether it is signed.
    pub signature: Signature,
    /// Its pages.
    pub pages: Vec<Page>,
    /// Its WARC files, by name.
    pub captures: Vec<(String, Warc)>,
    /// What a person should look at.
    pub problems: Vec<Problem>,
}

#[derive(Deserialize)]
struct Package {
    wacz_version: Option<String>,
    title: Option<String>,
    created: Option<String>,
    software: Option<String>,
    #[serde(default)]
    resources: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    path: Option<String>,
    name: Option<String>,
    hash: Option<String>,
    bytes: Option<u64>,
}

/// The data package's name.
const PACKAGE: &str = "datapackage.json";
/// The name of the file that states its digest.
const PACKAGE_DIGEST: &str = "datapackage-digest.json";

/// Reads a package. `file` is its name for problems.
pub fn read(bytes: &[u8], file: &str) -> Result<Wacz, Error> {
    let archive = Archive::open(Cursor::new(bytes), file)?;
    let mut reader = Reader { archive, problems: Problems::of(file), file: file.to_owned() };
    let not_read = |why: &str| Error::IntakeNotRead { format: "a WACZ package", why: why.to_owned() };
    let entry = reader.archive.named(PACKAGE).ok_or_else(|| not_read("it has no datapackage.json"))?;
    let content = reader.archive.content(&entry, WACZ_TEXT_BYTES_MAX);
    let content = content.ok_or_else(|| not_read("its datapackage.json cannot be unpacked"))?;
    let package: Package = serde_json::from_slice(&content)
        .map_err(|error| not_read(&format!("its datapackage.json is not understood: {error}")))?;
    let (package_digest, signature) = reader.package_digest(&content);
    let (resources, captures) = reader.resources(&package.resources);
    let pages = reader.pages();
    let Reader { archive, mut problems, .. } = reader;
    problems.take(archive.into_problems());
    let Package { wacz_version, title, created, software, .. } = package;
    let version = wacz_version;
    let problems = problems.into_list();
    Ok(Wacz {
        version,
        title,
        created,
        software,
        resources,
        package_digest,
        signature,
        pages,
        captures,
        problems,
    })
}

struct Reader<'a> {
    archive: Archive<Cursor<&'a [u8]>>,
    problems: Problems,
    file: String,
}

impl Reader<'_> {
    fn package_digest(&mut self, package: &[u8]) -> (Checked, Signature) {
        let entry = self.archive.named(PACKAGE_DIGEST);
        let content = entry.and_then(|entry| self.archive.content(&entry, WACZ_TEXT_BYTES_MAX));
        let stated: Value =
            content.and_then(|content| serde_json::from_slice(&content).ok()).unwrap_or_default();
        let checked = check(stated.get("hash").and_then(Value::as_str), &[package]);
        self.tell(PACKAGE, &checked);
        let signature = match stated.get("signedData") {
            Some(Value::Object(_)) => Signature::NotChecked,
            _ => Signature::None,
        };
        if signature == Signature::NotChecked {
            let told = said(
                "the package is signed; the signature was not checked",
                "Check it with another program.",
            );
            self.problems.warning(Place::File, "signature-not-checked", PACKAGE_DIGEST, "", told);
        }
        (checked, signature)
    }

    fn tell(&mut self, name: &str, checked: &Checked) {
        let (code, detail, hint) = match checked.verdict {
            Verdict::Broken => (
                "digest-broken",
                "the file does not have the digest that is stated for it: one of them was changed",
                "Do not rest anything on this file; get the package again.",
            ),
            Verdict::NotStated => (
                "digest-not-stated",
                "no digest is stated for the file: the package cannot show that it was not changed",
                "Ask who made the package for its digest.",
            ),
            Verdict::NotChecked(why) => ("digest-not-checked", why, "Check it with another program."),
            Verdict::Valid => return,
        };
        let value = checked.stated.as_deref().unwrap_or_default();
        self.problems.warning(Place::File, code, name, value, said(detail, hint));
    }

    /// Every file: those listed, in the order listed, then those that are not.
    fn resources(&mut self, listed: &[Listed]) -> (Vec<Resource>, Vec<(String, Warc)>) {
        let (mut resources, mut captures) = (Vec::new(), Vec::new());
        let mut seen = HashSet::from([PACKAGE.to_owned(), PACKAGE_DIGEST.to_owned()]);
        if listed.len() > ARCHIVE_ENTRIES_MAX {
            let detail = format!(
                "more than {ARCHIVE_ENTRIES_MAX} files are listed; the rest of the list was not read"
            );
            let told = said(detail, "Look at the package with another program.");
            self.problems.error(Place::File, "too-many-entries", PACKAGE, "", told);
        }
        for one in listed.iter().take(ARCHIVE_ENTRIES_MAX) {
            let Some(name) = one.path.as_ref().or(one.name.as_ref()) else { continue };
            if !seen.insert(name.clone()) {
                continue;
            }
            let Some(entry) = self.archive.named(name) else {
                let told = said("the package lists a file that is not in it", "Get the package again.");
                self.problems.error(Place::File, "media-missing", name, "", told);
                let stated = one.hash.clone();
                let digest =
                    Checked { stated, verdict: Verdict::NotChecked("the file is not in the package") };
                resources.push(Resource { name: name.clone(), bytes: None, digest });
                continue;
            };
            resources.push(self.resource(&entry, one.hash.as_deref(), one.bytes, &mut captures));
        }
        let unlisted: Vec<Entry> =
            self.archive.entries().iter().filter(|entry| !seen.contains(&entry.name)).cloned().collect();
        for entry in unlisted {
            let told = said("the package does not list this file", "It may have been put in later.");
            self.problems.warning(Place::File, "archive-entry-unlisted", &entry.name, "", told);
            resources.push(self.resource(&entry, None, None, &mut captures));
        }
        (resources, captures)
    }

    fn resource(
        &mut self,
        entry: &Entry,
        stated: Option<&str>,
        stated_bytes: Option<u64>,
        captures: &mut Vec<(String, Warc)>,
    ) -> Resource {
        let name = entry.name.clone();
        let Some(content) = self.archive.content(entry, WARC_BYTES_MAX) else {
            let verdict = Verdict::NotChecked("the file cannot be unpacked");
            let digest = Checked { stated: stated.map(str::to_owned), verdict };
            return Resource { name, bytes: None, digest };
        };
        let digest = check(stated, &[&content]);
        self.tell(&name, &digest);
        let bytes = content.len() as u64;
        if stated_bytes.is_some_and(|stated| stated != bytes) {
            let detail =
                format!("the package says it has {} bytes; it has {bytes}", stated_bytes.unwrap_or_default());
            let told = said(detail, "Get the package again.");
            self.problems.warning(Place::File, "field-not-understood", &name, "", told);
        }
        if has_ending(&name, &[".warc", ".warc.gz"]) {
            match warc::read(&content, &format!("{}/{name}", self.file)) {
                Ok(mut found) => {
                    self.problems.take(std::mem::take(&mut found.problems));
                    captures.push((name.clone(), found));
                }
                Err(error) => {
                    let told = said(error.to_string(), "Look at the file by itself.");
                    self.problems.error(Place::File, "entry-not-understood", &name, "", told);
                }
            }
        }
        Resource { name, bytes: Some(bytes), digest }
    }

    /// The pages of `pages/*.jsonl`; their first line says what the list is.
    fn pages(&mut self) -> Vec<Page> {
        let lists: Vec<Entry> = self
            .archive
            .entries()
            .iter()
            .filter(|entry| entry.name.starts_with("pages/") && has_ending(&entry.name, &[".jsonl"]))
            .cloned()
            .collect();
        let mut pages = Vec::new();
        for entry in lists {
            let Some(content) = self.archive.content(&entry, WACZ_TEXT_BYTES_MAX) else { continue };
            for (number, line) in content.split(|byte| *byte == b'\n').enumerate() {
                if line.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                let place = Place::Line(number as u64 + 1);
                if pages.len() >= WACZ_PAGES_MAX {
                    let detail = format!("more than {WACZ_PAGES_MAX} pages; the rest was not read");
                    self.problems.error(
                        place,
                        "too-many-entries",
                        &entry.name,
                        "",
                        said(detail, "Look at the list by itself."),
                    );
                    return pages;
                }
                self.page(line, place, &entry.name, &mut pages);
            }
        }
        pages
    }

    fn page(&mut self, line: &[u8], place: Place, name: &str, pages: &mut Vec<Page>) {
        let read = serde_json::from_slice::<Value>(line);
        let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        match read {
            Ok(value) if value.get("format").is_some() && value.get("url").is_none() => {}
            Ok(value) if text(&value, "url").is_some() => pages.push(Page {
                url: text(&value, "url").unwrap_or_default(),
                title: text(&value, "title"),
                date: text(&value, "ts"),
            }),
            other => {
                let detail =
                    other.map_or_else(|error| error.to_string(), |_| "a page without its address".to_owned());
                let shown = String::from_utf8_lossy(&line[..line.len().min(400)]).into_owned();
                let told = said(detail, "The pages around it landed.");
                self.problems.error(place, "json-not-understood", name, &shown, told);
            }
        }
    }
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}
