//! Which encoding a text is in, said with its evidence, and its bytes as text.

use crate::table::detect::Detection;
use crate::table::problem::Fault;
use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};
use serde::Serialize;
use std::io::{BufRead, BufReader, Read};

/// An encoding tables come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Encoding {
    /// UTF-8, with or without mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Western European.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// Arabic.
    #[serde(rename = "windows-1256")]
    Windows1256,
}

impl Encoding {
    /// The encoding of a name such as `windows-1256`; `None` where it is not read here.
    pub fn parse(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Self::Utf8),
            "utf-16le" | "utf-16" => Some(Self::Utf16Le),
            "utf-16be" => Some(Self::Utf16Be),
            "windows-1252" | "cp1252" | "latin1" | "iso-8859-1" => Some(Self::Windows1252),
            "windows-1256" | "cp1256" => Some(Self::Windows1256),
            _ => None,
        }
    }

    /// Length of the mark at the start of `head`, bytes.
    pub fn mark(self, head: &[u8]) -> usize {
        let mark: &[u8] = match self {
            Self::Utf8 => b"\xef\xbb\xbf",
            Self::Utf16Le => b"\xff\xfe",
            Self::Utf16Be => b"\xfe\xff",
            Self::Windows1252 | Self::Windows1256 => b"",
        };
        if head.starts_with(mark) { mark.len() } else { 0 }
    }

    /// The text of one cell, and what is wrong with its bytes. NUL becomes ␀, a byte of no letter �.
    pub fn cell(self, bytes: Vec<u8>, column: &str) -> (String, Option<Fault>) {
        let text = match self {
            Self::Windows1252 => WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned(),
            Self::Windows1256 => WINDOWS_1256.decode_without_bom_handling(&bytes).0.into_owned(),
            Self::Utf8 | Self::Utf16Le | Self::Utf16Be => match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => {
                    let text = String::from_utf8_lossy(error.as_bytes()).replace('\0', "␀");
                    let at = error.utf8_error().valid_up_to();
                    let fault = Fault::error(
                        "bytes-not-in-encoding",
                        column,
                        &text,
                        format!("byte {at} of the cell is not UTF-8; the cell was left out"),
                        "Correct the cell, or name the file's encoding in the mapping: [table] encoding = \"…\".",
                    );
                    return (text, Some(fault));
                }
            },
        };
        if !text.contains('\0') {
            return (text, None);
        }
        let text = text.replace('\0', "␀");
        let hint = "Remove the NUL characters (shown as ␀) from the cell.";
        let fault = Fault::error("cell-has-nul", column, &text, "the cell holds NUL; it was left out", hint);
        (text, Some(fault))
    }

    /// A reader of the same text in UTF-8 where the encoding uses two bytes a letter; otherwise the reader itself.
    pub fn reader<'a>(self, inner: impl Read + 'a) -> Box<dyn BufRead + 'a> {
        let decoder = match self {
            Self::Utf16Le => UTF_16LE.new_decoder_without_bom_handling(),
            Self::Utf16Be => UTF_16BE.new_decoder_without_bom_handling(),
            Self::Utf8 | Self::Windows1252 | Self::Windows1256 => {
                return Box::new(BufReader::with_capacity(1 << 16, inner));
            }
        };
        Box::new(BufReader::new(Transcoder {
            inner,
            decoder,
            bytes: Vec::new(),
            text: Vec::new(),
            sent: 0,
            ended: false,
        }))
    }
}

/// Tells the encoding of a text from its start; `whole` where that is all of it.
pub fn detect(head: &[u8], whole: bool) -> Detection<Encoding> {
    let sure = |value, evidence: &str| Detection { value, evidence: evidence.to_owned(), sure: true };
    if head.starts_with(b"\xef\xbb\xbf") {
        return sure(Encoding::Utf8, "the file starts with the mark of UTF-8");
    }
    if head.starts_with(b"\xff\xfe") {
        return sure(Encoding::Utf16Le, "the file starts with the mark of UTF-16, low byte first");
    }
    if head.starts_with(b"\xfe\xff") {
        return sure(Encoding::Utf16Be, "the file starts with the mark of UTF-16, high byte first");
    }
    if let Some(found) = without_mark(head) {
        return found;
    }
    let (letters, broken) = utf8_letters(head, whole);
    if broken == 0 {
        let evidence = match letters {
            0 => "every byte looked at is ASCII".to_owned(),
            _ => format!("all {letters} letters beyond ASCII are valid UTF-8"),
        };
        return Detection { value: Encoding::Utf8, evidence, sure: true };
    }
    if letters > 3 * broken {
        let evidence = format!("{letters} letters beyond ASCII are valid UTF-8; {broken} bytes are not");
        return Detection { value: Encoding::Utf8, evidence, sure: false };
    }
    by_runs(head)
}

/// UTF-16 without mark: every other byte of Latin text and of digits is 0.
fn without_mark(head: &[u8]) -> Option<Detection<Encoding>> {
    let start = &head[..head.len().min(4_096)];
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let half = start.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    let found = |value, which| Detection {
        value,
        evidence: format!("{which} of two bytes is mostly 0"),
        sure: false,
    };
    if half >= 4 && odd * 10 > half * 3 && even * 10 < half {
        return Some(found(Encoding::Utf16Le, "the second"));
    }
    (half >= 4 && even * 10 > half * 3 && odd * 10 < half).then(|| found(Encoding::Utf16Be, "the first"))
}

/// How many letters beyond ASCII are valid UTF-8, and how many bytes are not. A letter cut off at the end of a
/// sample is neither.
fn utf8_letters(head: &[u8], whole: bool) -> (usize, usize) {
    let (mut letters, mut broken) = (0, 0);
    let mut chunks = head.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        let cut = !whole && chunks.peek().is_none();
        if !cut {
            broken += chunk.invalid().len();
        }
    }
    (letters, broken)
}

/// Arabic words in Windows-1256 are runs of bytes beyond ASCII; accented letters in Windows-1252 stand alone.
fn by_runs(head: &[u8]) -> Detection<Encoding> {
    let high = head.iter().filter(|byte| **byte >= 0x80).count();
    let in_runs = head.windows(2).filter(|pair| pair[0] >= 0x80 && pair[1] >= 0x80).count();
    let value = if in_runs * 2 > high { Encoding::Windows1256 } else { Encoding::Windows1252 };
    let evidence = format!("not UTF-8; {in_runs} of {high} bytes beyond ASCII are followed by another one");
    Detection { value, evidence, sure: false }
}

struct Transcoder<R> {
    inner: R,
    decoder: Decoder,
    bytes: Vec<u8>,
    text: Vec<u8>,
    sent: usize,
    ended: bool,
}

impl<R: Read> Transcoder<R> {
    fn fill(&mut self) -> std::io::Result<()> {
        let mut block = vec![0; 1 << 14];
        let read = self.inner.read(&mut block)?;
        self.ended = read == 0;
        self.bytes.extend_from_slice(&block[..read]);
        self.text.resize(self.bytes.len() * 3 + 16, 0);
        let (result, used, written, _) = self.decoder.decode_to_utf8(&self.bytes, &mut self.text, self.ended);
        debug_assert_eq!(result, CoderResult::InputEmpty, "three bytes are enough for any unit of UTF-16");
        self.bytes.drain(..used);
        self.text.truncate(written);
        self.sent = 0;
        Ok(())
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while self.sent == self.text.len() && !self.ended {
            self.fill()?;
        }
        let count = out.len().min(self.text.len() - self.sent);
        out[..count].copy_from_slice(&self.text[self.sent..self.sent + count]);
        self.sent += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_encodings_apart() {
        let arabic = "المكان;التاريخ\nالرقة;2017-06-10\n";
        let dutch = "Plaats;Café\nRaqqa;één\n";
        assert_eq!(detect(arabic.as_bytes(), true).value, Encoding::Utf8);
        assert_eq!(detect(&WINDOWS_1256.encode(arabic).0, true).value, Encoding::Windows1256);
        assert_eq!(detect(&WINDOWS_1252.encode(dutch).0, true).value, Encoding::Windows1252);
        let utf16: Vec<u8> = dutch.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(detect(&utf16, true).value, Encoding::Utf16Le);
        let utf16: Vec<u8> = dutch.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(detect(&utf16, true).value, Encoding::Utf16Be);
        let mut text = String::new();
        Encoding::Utf16Be.reader(&utf16[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, dutch);
    }

    #[test]
    fn one_broken_byte_does_not_change_the_encoding() {
        let mut bytes = "الرقة;الطبقة;دير الزور\n".repeat(5).into_bytes();
        bytes.push(0xff);
        bytes.push(b'\n');
        let found = detect(&bytes, true);
        assert_eq!((found.value, found.sure), (Encoding::Utf8, false));
    }

    #[test]
    fn broken_cells_are_named() {
        let (text, fault) = Encoding::Utf8.cell(b"ab\xff".to_vec(), "title");
        assert_eq!((text.as_str(), fault.unwrap().code), ("ab\u{fffd}", "bytes-not-in-encoding"));
        let (text, fault) = Encoding::Utf8.cell(b"a\0b".to_vec(), "title");
        assert_eq!((text.as_str(), fault.unwrap().code), ("a␀b", "cell-has-nul"));
    }
}
