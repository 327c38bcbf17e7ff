//! A ProofMode zip: photos and videos, each with a table of facts (`HASH.proof.csv`, `HASH.proof.json`) and
//! signatures (`.asc`), where HASH is the SHA-256 of the photo or video. The facts name a device and a place: they
//! are given as written and kept nowhere else.

use super::{MediaFile, tell, verdict};
use crate::archive::{Archive, Entry};
use crate::digest::{Checked, Verdict};
use crate::error::Error;
use crate::limits::{BUNDLE_FACTS_BYTES_MAX, BUNDLE_MEDIA_BYTES_MAX};
use crate::problem::{Place, Problem, Problems, said};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::{Read, Seek};

/// Whether something is signed. Signatures are not checked here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// There is none.
    None,
    /// There is one, and it was not checked.
    NotChecked,
}

/// The proof of one photo or video.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// The digest in the names of its files, in lower-case hexadecimal.
    pub hash: String,
    /// Whether the photo or video has that digest.
    pub digest: Checked,
    /// Whether the facts state the same digest as the names of their files.
    pub facts_digest: Checked,
    /// The photo or video, by its place in [`Bundle::media`].
    pub media: Option<usize>,
    /// The facts, as written.
    pub facts: Map<String, Value>,
    /// Of the photo or video.
    pub media_signature: Signature,
    /// Of the facts.
    pub facts_signature: Signature,
    /// Names of time stamps and attestations that came along (`.ots`, `.gst`, `.devicecheck`). Not checked.
    pub stamps: Vec<String>,
}

/// A bundle, read.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// Every proof, in order of its digest.
    pub proofs: Vec<Proof>,
    /// The photos and videos: those of the bundle, then those given.
    pub media: Vec<MediaFile>,
    /// The public key that came along, as written. That it is somebody's is not checked.
    pub public_key: Option<String>,
    /// What a person should look at.
    pub problems: Vec<Problem>,
}

/// The files of one proof.
#[derive(Default)]
struct Files {
    json: Option<Entry>,
    csv: Option<Entry>,
    media_is_signed: bool,
    facts_are_signed: bool,
    stamps: Vec<String>,
}

/// What the facts call the digest.
const HASH_FACT: &str = "File Hash SHA256";
/// What the facts call the file.
const PATH_FACT: &str = "File Path";

/// Whether a file of this name, of an archive, is the facts of a proof.
pub fn is_proof(name: &str) -> bool {
    of_proof(name.rsplit(['/', '\\']).next().unwrap_or(name))
        .is_some_and(|(_, rest)| rest.starts_with("proof."))
}

/// Reads a bundle. `file` is its name for problems, `given` are media files that came beside it. Photos and videos are
/// read piece by piece, never whole.
pub fn read<R: Read + Seek>(reader: R, file: &str, given: &[MediaFile]) -> Result<Bundle, Error> {
    let mut archive = Archive::open(reader, file)?;
    let mut problems = Problems::of(file);
    let (mut proofs, mut media, mut public_key) = (BTreeMap::<String, Files>::new(), Vec::new(), None);
    for entry in archive.entries().to_vec() {
        let name = entry.file_name().to_owned();
        if name == "pubkey.asc" {
            let content = archive.content(&entry, BUNDLE_FACTS_BYTES_MAX);
            public_key = content.map(|content| String::from_utf8_lossy(&content).into_owned());
        } else if let Some((hash, rest)) = of_proof(&name) {
            sort(proofs.entry(hash).or_default(), rest, entry);
        } else if name != "HowToVerifyProofData.txt"
            && let Some(sha256) = archive.sha256(&entry, BUNDLE_MEDIA_BYTES_MAX)
        {
            media.push(MediaFile { name: entry.name.clone(), sha256 });
        }
    }
    if proofs.is_empty() {
        let why = "no file in it is named after a digest, as HASH.proof.json is".to_owned();
        return Err(Error::IntakeNotRead { format: "a ProofMode bundle", why });
    }
    media.extend_from_slice(given);
    let mut found = Vec::with_capacity(proofs.len());
    for (hash, files) in proofs {
        found.push(proof(hash, files, &media, &mut archive, &mut problems));
    }
    for (at, file) in media.iter().enumerate() {
        if !found.iter().any(|proof| proof.media == Some(at)) {
            let told =
                said("no proof in the bundle is of this file", "It may have been put in later, or changed.");
            problems.warning(Place::File, "attachment-unmentioned", "", &file.name, told);
        }
    }
    problems.take(archive.into_problems());
    Ok(Bundle { proofs: found, media, public_key, problems: problems.into_list() })
}

/// Splits `HASH.rest`.
fn of_proof(name: &str) -> Option<(String, &str)> {
    let (hash, rest) = name.split_once('.')?;
    let fits = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let known = ["proof.", "asc", "ots", "gst", "devicecheck", "nonce"];
    (fits && known.iter().any(|start| rest.starts_with(start))).then(|| (hash.to_ascii_lowercase(), rest))
}

fn sort(files: &mut Files, rest: &str, entry: Entry) {
    match rest {
        "proof.json" => files.json = Some(entry),
        "proof.csv" => files.csv = Some(entry),
        "asc" => files.media_is_signed = true,
        "proof.json.asc" | "proof.csv.asc" => files.facts_are_signed = true,
        _ => files.stamps.push(entry.name),
    }
}

fn proof<R: Read + Seek>(
    hash: String,
    files: Files,
    media: &[MediaFile],
    archive: &mut Archive<R>,
    problems: &mut Problems,
) -> Proof {
    let facts = facts(&files, archive, problems);
    let fact = |name: &str| facts.get(name).and_then(Value::as_str);
    let (digest, at) = verdict(Some(&hash), fact(PATH_FACT), media);
    tell(problems, Place::File, &hash, &digest);
    let stated = fact(HASH_FACT).map(str::to_owned);
    let facts_verdict = match &stated {
        None => Verdict::NotStated,
        Some(stated) if stated.eq_ignore_ascii_case(&hash) => Verdict::Valid,
        Some(_) => Verdict::Broken,
    };
    if facts_verdict == Verdict::Broken {
        let detail = "the facts state another digest than the names of their files";
        let told = said(detail, "Do not rest anything on these facts.");
        problems.warning(
            Place::File,
            "digest-broken",
            HASH_FACT,
            stated.as_deref().unwrap_or_default(),
            told,
        );
    }
    let signature = |is_there: bool| if is_there { Signature::NotChecked } else { Signature::None };
    if files.media_is_signed || files.facts_are_signed {
        let detail = "the proof is signed; its signatures were not checked";
        let told = said(detail, "Check them with gpg and the key of whoever took it.");
        problems.warning(Place::File, "signature-not-checked", &hash, "", told);
    }
    Proof {
        hash,
        digest,
        facts_digest: Checked { stated, verdict: facts_verdict },
        media: at,
        media_signature: signature(files.media_is_signed),
        facts_signature: signature(files.facts_are_signed),
        stamps: files.stamps,
        facts,
    }
}

/// The facts of the JSON file; of the CSV file where there is no JSON that is understood.
fn facts<R: Read + Seek>(
    files: &Files,
    archive: &mut Archive<R>,
    problems: &mut Problems,
) -> Map<String, Value> {
    for (entry, is_json) in [(&files.json, true), (&files.csv, false)] {
        let Some(entry) = entry else { continue };
        let Some(content) = archive.content(entry, BUNDLE_FACTS_BYTES_MAX) else { continue };
        let found = if is_json { of_json(&content) } else { of_csv(&content) };
        if let Some(found) = found {
            return found;
        }
        let start = String::from_utf8_lossy(&content[..content.len().min(400)]).into_owned();
        let told = said("the facts are not understood", "Look at the file by itself.");
        problems.error(
            Place::Entry(entry.index as u64 + 1),
            "entry-not-understood",
            &entry.name,
            &start,
            told,
        );
    }
    Map::new()
}

fn of_json(content: &[u8]) -> Option<Map<String, Value>> {
    match serde_json::from_slice(content).ok()? {
        Value::Object(found) => Some(found),
        Value::Array(list) => list.into_iter().find_map(|one| match one {
            Value::Object(found) => Some(found),
            _ => None,
        }),
        _ => None,
    }
}

/// A row of names, then rows of values; the last one is the proof that was made last.
fn of_csv(content: &[u8]) -> Option<Map<String, Value>> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(content);
    let mut records = rows.byte_records().filter_map(Result::ok);
    let text = |cell: &[u8]| String::from_utf8_lossy(cell).trim().to_owned();
    let names: Vec<String> = records.next()?.iter().map(text).collect();
    let last = records.last()?;
    let cells = names.into_iter().zip(last.iter().map(text));
    let found: Map<String, Value> = cells
        .filter(|(name, cell)| !name.is_empty() && !cell.is_empty())
        .map(|(name, cell)| (name, cell.into()))
        .collect();
    (!found.is_empty()).then_some(found)
}
