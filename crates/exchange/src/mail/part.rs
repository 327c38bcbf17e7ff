//! The parts of a message: found by their boundaries, decoded, and counted; never deeper than a limit.

use super::header::{Block, block};
use super::{Encoding, Message, Part, Role};
use crate::digest::sha256;
use crate::limits::{MAIL_DEPTH_MAX, MAIL_PARTS_MAX};
use crate::problem::{Place, Problems, said};
use mail_parser::HeaderName;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use std::borrow::Cow;
use std::ops::Range;

/// Reading the parts of one message.
pub struct Walk<'a> {
    /// The bytes of the message.
    pub bytes: &'a [u8],
    /// Where its problems are.
    pub place: Place,
    /// Problems of the file.
    pub problems: &'a mut Problems,
    /// Parts found so far.
    pub parts: Vec<Part>,
    /// Nested messages found so far.
    pub nested: Vec<Message>,
}

/// Where a part stands.
struct Spot {
    number: String,
    depth: usize,
    /// Within `multipart/digest`, where a part without a type is a message.
    is_in_digest: bool,
}

/// What a part's fields say.
struct Stated {
    media_type: String,
    boundary: Option<String>,
    charset: Option<String>,
    name: Option<String>,
    is_attachment: bool,
    encoding: Encoding,
    content_id: Option<String>,
}

/// The content of a part: decoded anew from the bytes of its message. `None` where it cannot be decoded.
pub fn content<'a>(message: &'a [u8], part: &Part) -> Option<Cow<'a, [u8]>> {
    decoded(message.get(part.bytes.clone())?, part.encoding)
}

fn decoded(bytes: &[u8], encoding: Encoding) -> Option<Cow<'_, [u8]>> {
    match encoding {
        Encoding::Plain => Some(Cow::Borrowed(bytes)),
        Encoding::Base64 => base64_decode(bytes).map(Cow::Owned),
        Encoding::QuotedPrintable => quoted_printable_decode(bytes).map(Cow::Owned),
    }
}

impl Walk<'_> {
    /// The parts of a message whose fields are read already.
    pub fn message(&mut self, fields: &Block, body: Range<usize>, depth: usize) {
        let spot = Spot { number: "1".to_owned(), depth, is_in_digest: false };
        self.part(fields, body, &spot);
    }

    fn part(&mut self, fields: &Block, body: Range<usize>, spot: &Spot) {
        if self.parts.len() >= MAIL_PARTS_MAX {
            return;
        }
        let stated = stated(fields, spot.is_in_digest);
        if stated.media_type.starts_with("multipart/") {
            if spot.depth >= MAIL_DEPTH_MAX {
                self.too_deep(spot);
            } else if let Some(found) = stated.boundary.as_deref().and_then(|mark| self.split(&body, mark)) {
                return self.parts_of(&found, spot, stated.media_type == "multipart/digest");
            } else {
                let detail = "a multipart without its boundary; it is kept as one part";
                let told = said(detail, "Look at the part in the file.");
                self.problems.warning(self.place, "entry-not-understood", &spot.number, "", told);
            }
        }
        if matches!(stated.media_type.as_str(), "message/rfc822" | "message/global") {
            if spot.depth < MAIL_DEPTH_MAX {
                self.nest(&body, stated.encoding, spot);
            } else {
                self.too_deep(spot);
            }
        }
        self.leaf(stated, body, spot);
    }

    fn too_deep(&mut self, spot: &Spot) {
        let detail =
            format!("parts are nested more than {MAIL_DEPTH_MAX} deep; from here on they are kept as one");
        let told = said(detail, "Cut the part out of the file and read it by itself.");
        self.problems.warning(self.place, "nested-too-deep", &spot.number, "", told);
    }

    fn parts_of(&mut self, ranges: &[Range<usize>], spot: &Spot, is_in_digest: bool) {
        for (at, range) in ranges.iter().enumerate() {
            if self.parts.len() >= MAIL_PARTS_MAX {
                let detail =
                    format!("more than {MAIL_PARTS_MAX} parts; the rest of the message was not read");
                let told = said(detail, "Cut the message out of the file and look at it by itself.");
                self.problems.error(self.place, "too-many-entries", &spot.number, "", told);
                return;
            }
            let (head, body) = block(self.bytes, range);
            let fields = Block::read(&self.bytes[head]);
            let number = format!("{}.{}", spot.number, at + 1);
            self.part(&fields, body..range.end, &Spot { number, depth: spot.depth + 1, is_in_digest });
        }
    }

    /// The ranges between the lines of a boundary; `None` without any such line.
    fn split(&self, body: &Range<usize>, mark: &str) -> Option<Vec<Range<usize>>> {
        let mut ranges = Vec::new();
        let mut start = None;
        let mut at = body.start;
        while at < body.end {
            let rest = &self.bytes[at..body.end];
            let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |found| found + 1);
            if let Some(is_last) = boundary(&rest[..length], mark.as_bytes()) {
                if let Some(start) = start {
                    ranges.push(start..before_line_end(self.bytes, start, at));
                }
                start = (!is_last).then_some(at + length);
                if is_last {
                    return Some(ranges);
                }
            }
            at += length;
        }
        ranges.extend(start.map(|start| start..body.end));
        (!ranges.is_empty()).then_some(ranges)
    }

    fn nest(&mut self, body: &Range<usize>, encoding: Encoding, spot: &Spot) {
        let Some(content) = decoded(&self.bytes[body.clone()], encoding) else { return };
        let ordinal = self.nested.len() as u64 + 1;
        let mut nested =
            super::message::message(&content, 0..content.len(), spot.depth + 1, self.place, self.problems);
        nested.ordinal = ordinal;
        nested.bytes = body.clone();
        self.nested.push(nested);
    }

    fn leaf(&mut self, stated: Stated, bytes: Range<usize>, spot: &Spot) {
        let found = decoded(&self.bytes[bytes.clone()], stated.encoding);
        if found.is_none() {
            let detail = format!(
                "the part is not the {:?} it says it is; its bytes are kept as written",
                stated.encoding
            );
            let told = said(detail, "The message may have been cut off or changed on its way.");
            self.problems.warning(self.place, "entry-not-understood", &spot.number, "", told);
        }
        let is_text =
            stated.media_type.starts_with("text/") && !stated.is_attachment && stated.name.is_none();
        let role = match stated.media_type.as_str() {
            "message/rfc822" | "message/global" => Role::Nested,
            "text/html" if is_text => Role::Html,
            _ if is_text => Role::Text,
            _ => Role::Attachment,
        };
        let text = found.as_deref().filter(|_| matches!(role, Role::Text | Role::Html));
        let text = text.map(|content| self.text(content, stated.charset.as_deref(), spot));
        self.parts.push(Part {
            number: spot.number.clone(),
            media_type: stated.media_type,
            role,
            name: stated.name,
            content_id: stated.content_id,
            bytes,
            encoding: stated.encoding,
            content_bytes: found.as_deref().map(|content| content.len() as u64),
            sha256: found.as_deref().map(sha256),
            text,
        });
    }

    fn text(&mut self, content: &[u8], charset: Option<&str>, spot: &Spot) -> String {
        if let Some(decoder) = charset.and_then(|charset| charset_decoder(charset.as_bytes())) {
            return decoder(content);
        }
        let text = String::from_utf8_lossy(content);
        if matches!(text, Cow::Owned(_)) {
            let detail =
                "the part says no character set that is known, and is not UTF-8; such bytes are shown as �";
            let told = said(detail, "The original bytes stay in the file.");
            let value = charset.unwrap_or_default();
            self.problems.warning(self.place, "bytes-not-in-encoding", &spot.number, value, told);
        }
        text.into_owned()
    }
}

/// Whether a line is the boundary, and whether it is the last one.
fn boundary(line: &[u8], mark: &[u8]) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(mark)?;
    let (rest, is_last) = rest.strip_prefix(b"--").map_or((rest, false), |rest| (rest, true));
    rest.iter().all(u8::is_ascii_whitespace).then_some(is_last)
}

/// The line end before a boundary belongs to the boundary (RFC 2046, 5.1.1).
fn before_line_end(bytes: &[u8], start: usize, end: usize) -> usize {
    let text = &bytes[start..end];
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    start + text.strip_suffix(b"\r").unwrap_or(text).len()
}

fn stated(fields: &Block, is_in_digest: bool) -> Stated {
    let kind = fields.content_type(&HeaderName::ContentType);
    let disposition = fields.content_type(&HeaderName::ContentDisposition);
    let default = if is_in_digest { "message/rfc822" } else { "text/plain" };
    let media_type = kind.map_or_else(
        || default.to_owned(),
        |kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase(),
    );
    let attribute = |name: &str| kind.and_then(|kind| kind.attribute(name)).map(str::to_owned);
    let file_name = disposition.and_then(|found| found.attribute("filename")).map(str::to_owned);
    let encoding = fields.written("content-transfer-encoding").unwrap_or_default();
    let encoding = match encoding.trim().to_ascii_lowercase().as_str() {
        "base64" => Encoding::Base64,
        "quoted-printable" => Encoding::QuotedPrintable,
        _ => Encoding::Plain,
    };
    Stated {
        boundary: attribute("boundary").filter(|mark| !mark.is_empty()),
        charset: attribute("charset"),
        name: file_name.or_else(|| attribute("name")),
        is_attachment: disposition.is_some_and(mail_parser::ContentType::is_attachment),
        encoding,
        content_id: fields.text(&HeaderName::ContentId),
        media_type,
    }
}
