//! The facts of documents: what a PDF says in clear, and the dates and pages that an office document states.
//!
//! No crate reads PDFs for a price we would pay here, so that only what stands uncompressed is told, with its doubt.
//! Text is not taken out. Names of authors are not read: they are people, not facts about a file.

use super::stated::{StatedTime, stated_text};
use super::{Carried, Doubt, Facts};
use crate::limits::{ARCHIVE_ENTRIES_MAX, ARCHIVE_RATIO_MAX, DOCUMENT_PART_BYTES_MAX, PARTS_MAX};
use crate::media::Refusal;
use crate::media::kind::{contains, find};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Reads a PDF.
pub fn read_pdf(bytes: &[u8], facts: &mut Facts) {
    for (mark, field) in [(&b"/CreationDate"[..], "pdf CreationDate"), (b"/ModDate", "pdf ModDate")] {
        if let Some(time) = behind(bytes, mark).and_then(|text| StatedTime::parse(field, &text)) {
            facts.time(time);
        }
    }
    facts.software = behind(bytes, b"/Producer");
    if contains(bytes, b"<x:xmpmeta") || contains(bytes, b"/Metadata") {
        facts.carry(Carried::Xmp);
    }
    if contains(bytes, b"/C2PA_Manifest") {
        facts.carry(Carried::ContentCredentials);
    }
    let pages = count_pages(bytes);
    // Compressed objects hide pages: then a count would be too small, and none is given.
    if pages == 0 || contains(bytes, b"/ObjStm") {
        facts.doubt(Doubt::PagesUnknown);
    } else {
        facts.pages = u32::try_from(pages).ok();
        facts.doubt(Doubt::PagesCounted);
    }
    let last = &bytes[bytes.len().saturating_sub(2_048)..];
    if !contains(last, b"%%EOF") {
        facts.doubt(Doubt::Truncated);
    }
}

/// The text in brackets behind a mark, where it stands in clear.
fn behind(bytes: &[u8], mark: &[u8]) -> Option<String> {
    let rest = bytes.get(find(bytes, mark)? + mark.len()..)?;
    let rest = rest.trim_ascii_start().strip_prefix(b"(")?;
    let end = rest.iter().take(400).position(|byte| *byte == b')')?;
    stated_text(&rest[..end])
}

/// Objects of type `/Page`, which is not `/Pages`.
fn count_pages(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    let mut pages = 0;
    for _ in 0..PARTS_MAX {
        let Some(at) = find(rest, b"/Type") else { break };
        rest = &rest[at + 5..];
        let name = rest.trim_ascii_start();
        let is_page = name
            .strip_prefix(b"/Page")
            .is_some_and(|after| after.first().is_none_or(|byte| !byte.is_ascii_alphanumeric()));
        pages += usize::from(is_page);
    }
    pages
}

/// Reads an office document's `docProps`.
pub fn read_docx(bytes: &[u8], facts: &mut Facts) -> Result<(), Refusal> {
    let mut archive = open_archive(bytes)?;
    facts.carry(Carried::Tags);
    let core = part(&mut archive, "docProps/core.xml")?;
    for (element, field) in [
        ("dcterms:created", "docx created"),
        ("dcterms:modified", "docx modified"),
        ("cp:lastPrinted", "docx printed"),
    ] {
        if let Some(time) = element_of(&core, element).and_then(|text| StatedTime::parse(field, text)) {
            facts.time(time);
        }
    }
    let application = part(&mut archive, "docProps/app.xml")?;
    facts.pages = element_of(&application, "Pages")
        .and_then(|text| text.trim().parse().ok())
        .filter(|pages| *pages <= 1_000_000);
    facts.software = element_of(&application, "Application").and_then(|text| stated_text(text.as_bytes()));
    let has_media = archive.file_names().flatten().any(|name| name.starts_with("word/media/"));
    if has_media {
        facts.carry(Carried::Application);
    }
    match facts.pages {
        Some(_) => facts.doubt(Doubt::PagesCounted),
        None => facts.doubt(Doubt::PagesUnknown),
    }
    Ok(())
}

/// Opens a zip that claims no more than an archive may hold. Nothing is unpacked.
pub fn open_archive(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| Refusal::Broken)?;
    if archive.len() > ARCHIVE_ENTRIES_MAX {
        return Err(Refusal::ArchiveTooLarge);
    }
    let mut claimed = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_broken| Refusal::Broken)?;
        claimed = claimed.saturating_add(entry.size());
    }
    let allowed = (bytes.len() as u64).saturating_mul(ARCHIVE_RATIO_MAX);
    if claimed > allowed { Err(Refusal::ArchiveTooLarge) } else { Ok(archive) }
}

/// One small part as text; empty where there is none. More than it may hold is a bomb, whatever its header claims.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, Refusal> {
    let Ok(entry) = archive.by_name(name) else { return Ok(String::new()) };
    let mut text = Vec::new();
    entry.take(DOCUMENT_PART_BYTES_MAX + 1).read_to_end(&mut text)?;
    if text.len() as u64 > DOCUMENT_PART_BYTES_MAX {
        return Err(Refusal::ArchiveTooLarge);
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The text of the first element of a name; office writers put no elements inside these.
fn element_of<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let start = text.match_indices(&format!("<{name}")).find_map(|(index, found)| {
        let after = &text[index + found.len()..];
        after.starts_with(['>', ' ']).then(|| after.find('>').map(|end| &after[end + 1..]))?
    })?;
    start.split('<').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::Kind;

    #[test]
    fn a_pdf_in_clear_tells_its_date_and_pages() {
        let mut facts = Facts::of(Kind::Pdf);
        read_pdf(
            b"%PDF-1.4 /Type /Pages /Type/Page /Type /Page\n/CreationDate (D:20170322010203+03'00') %%EOF",
            &mut facts,
        );
        assert_eq!(facts.pages, Some(2));
        assert_eq!(facts.times[0].offset_minutes, Some(180));
        assert_eq!(facts.doubts, [Doubt::PagesCounted]);
        let mut facts = Facts::of(Kind::Pdf);
        read_pdf(b"%PDF-1.5 /Type/Page /Type/ObjStm /CreationDate(", &mut facts);
        assert_eq!((facts.pages, facts.doubts), (None, vec![Doubt::PagesUnknown, Doubt::Truncated]));
    }

    #[test]
    fn an_element_is_found_by_its_whole_name() {
        let text = r#"<a><Pages2>9</Pages2><Pages x="1">12</Pages></a>"#;
        assert_eq!(element_of(text, "Pages"), Some("12"));
        assert_eq!(element_of(text, "Page"), None);
        assert_eq!(element_of("<Pages", "Pages"), None);
    }
}
