//! What a record captured, as bytes: a server's answer without its header fields and its chunks, or a resource. It is
//! not decompressed where the server compressed it, and nothing of it is run. Start at [`Bodies`].

use super::http::{answer, unchunked};
use super::warc::{Record, unpack};

/// The captured files of a WARC file. Records are to be asked for in the order of the file: the gzip member last
/// unpacked is kept, and no other.
pub struct Bodies<'a> {
    bytes: &'a [u8],
    member: Option<(u64, Vec<u8>)>,
}

impl Record {
    /// Whether it holds a file: a server's answer or a resource that is not empty.
    pub fn is_capture(&self) -> bool {
        matches!(self.kind.as_str(), "response" | "resource") && self.payload_bytes > 0
    }
}

impl<'a> Bodies<'a> {
    /// Of a whole file, whose records were read by [`super::warc::read`].
    pub const fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, member: None }
    }

    /// The file that a record captured; `None` where it cannot be unpacked any more.
    pub fn body(&mut self, record: &Record) -> Option<Vec<u8>> {
        let block = self.unpacked(record)?.get(record.block.clone())?;
        let is_http =
            record.content_type.as_deref().is_some_and(|found| found.starts_with("application/http"));
        if !is_http {
            return Some(block.to_vec());
        }
        let answer = answer(block);
        let joined = if answer.is_chunked { unchunked(answer.body) } else { None };
        Some(joined.map_or_else(|| answer.body.to_vec(), std::borrow::Cow::into_owned))
    }

    fn unpacked(&mut self, record: &Record) -> Option<&[u8]> {
        if !record.is_compressed {
            return Some(self.bytes);
        }
        if self.member.as_ref().is_none_or(|(start, _)| *start != record.member) {
            let start = usize::try_from(record.member).ok()?;
            let (content, _) = unpack(self.bytes.get(start..)?).ok()?;
            self.member = Some((record.member, content));
        }
        self.member.as_ref().map(|(_, content)| content.as_slice())
    }
}
