//! What a file is, told by its first bytes and never by its name.
//!
//! An own table of some twenty lines, because the crate that does this knows two hundred kinds we would refuse anyway,
//! and because the kind decides which decoder meets hostile bytes: a reader has to be able to check it by eye.

use serde::{Deserialize, Serialize};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// JPEG image.
    Jpeg,
    /// PNG image.
    Png,
    /// WebP image.
    Webp,
    /// GIF image.
    Gif,
    /// TIFF image.
    Tiff,
    /// HEIF or AVIF image: its facts are read, its pixels are not.
    Heif,
    /// Uncompressed audio in RIFF or RF64.
    Wav,
    /// MPEG audio, layer 3.
    Mp3,
    /// Ogg, usually with Opus: what messengers send as voice notes.
    Ogg,
    /// MPEG-4 audio.
    M4a,
    /// MPEG-4 video.
    Mp4,
    /// QuickTime video.
    Quicktime,
    /// 3GPP audio or video.
    ThreeGp,
    /// PDF document.
    Pdf,
    /// Office Open XML text.
    Docx,
    /// Any other zip archive.
    Zip,
    /// Text in UTF-8.
    Text,
    /// Something else, or nothing at all.
    Unknown,
}

/// What a kind is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// A still image.
    Image,
    /// Sound only.
    Audio,
    /// Moving images.
    Video,
    /// Pages or text.
    Document,
    /// None of these.
    Other,
}

impl Kind {
    /// Tells the kind from the first [`crate::limits::KIND_BYTES`] bytes of a file; more are not looked at.
    pub fn of(start: &[u8]) -> Self {
        let start = &start[..start.len().min(crate::limits::KIND_BYTES)];
        let at =
            |offset: usize, magic: &[u8]| start.get(offset..).is_some_and(|rest| rest.starts_with(magic));
        if at(0, b"\xFF\xD8\xFF") {
            Self::Jpeg
        } else if at(0, b"\x89PNG\r\n\x1A\n") {
            Self::Png
        } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
            Self::Gif
        } else if at(0, b"II*\0") || at(0, b"MM\0*") {
            Self::Tiff
        } else if at(0, b"RIFF") && at(8, b"WEBP") {
            Self::Webp
        } else if (at(0, b"RIFF") || at(0, b"RF64") || at(0, b"BW64")) && at(8, b"WAVE") {
            Self::Wav
        } else if at(0, b"OggS") {
            Self::Ogg
        } else if at(0, b"%PDF-") {
            Self::Pdf
        } else if at(0, b"PK\x03\x04") {
            if contains(start, b"word/") { Self::Docx } else { Self::Zip }
        } else if at(4, b"ftyp") {
            of_brand(start.get(8..12).unwrap_or_default())
        } else if at(4, b"moov") || at(4, b"mdat") || at(4, b"wide") {
            Self::Quicktime
        } else if at(0, b"ID3") || is_layer_three(start) {
            Self::Mp3
        } else if is_text(start) {
            Self::Text
        } else {
            Self::Unknown
        }
    }

    /// What the kind is read as.
    pub const fn family(self) -> Family {
        match self {
            Self::Jpeg | Self::Png | Self::Webp | Self::Gif | Self::Tiff | Self::Heif => Family::Image,
            Self::Wav | Self::Mp3 | Self::Ogg | Self::M4a => Family::Audio,
            Self::Mp4 | Self::Quicktime | Self::ThreeGp => Family::Video,
            Self::Pdf | Self::Docx | Self::Text => Family::Document,
            Self::Zip | Self::Unknown => Family::Other,
        }
    }

    /// The registered media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Tiff => "image/tiff",
            Self::Heif => "image/heif",
            Self::Wav => "audio/wav",
            Self::Mp3 => "audio/mpeg",
            Self::Ogg => "audio/ogg",
            Self::M4a => "audio/mp4",
            Self::Mp4 => "video/mp4",
            Self::Quicktime => "video/quicktime",
            Self::ThreeGp => "video/3gpp",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Zip => "application/zip",
            Self::Text => "text/plain",
            Self::Unknown => "application/octet-stream",
        }
    }
}

/// The kind of an ISO base media file by its major brand (registered at mp4ra.org).
fn of_brand(brand: &[u8]) -> Kind {
    match brand {
        b"M4A " | b"M4B " | b"F4A " => Kind::M4a,
        b"qt  " => Kind::Quicktime,
        b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1" | b"avif" | b"avis" => Kind::Heif,
        [b'3', b'g', ..] => Kind::ThreeGp,
        _ => Kind::Mp4,
    }
}

/// Whether the bytes begin with the header of an MPEG audio frame of layer 3 (ISO 11172-3, 2.4.1.3).
fn is_layer_three(start: &[u8]) -> bool {
    match start {
        [0xFF, second, third, ..] => {
            let version_known = second & 0x18 != 0x08;
            second & 0xE0 == 0xE0
                && version_known
                && second & 0x06 == 0x02
                && third & 0xF0 != 0xF0
                && third & 0x0C != 0x0C
        }
        _ => false,
    }
}

/// Whether the bytes are text, the last letter possibly cut.
fn is_text(start: &[u8]) -> bool {
    let valid = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !valid.is_empty()
        && !valid.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{c}'))
}

/// Whether `part` stands somewhere in `whole`.
pub fn contains(whole: &[u8], part: &[u8]) -> bool {
    find(whole, part).is_some()
}

/// Where `part` first stands in `whole`.
pub fn find(whole: &[u8], part: &[u8]) -> Option<usize> {
    whole.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_told_by_content() {
        for (start, kind) in [
            (&b"\xFF\xD8\xFF\xE0rest"[..], Kind::Jpeg),
            (b"\x89PNG\r\n\x1A\n", Kind::Png),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Kind::Webp),
            (b"RIFF\x10\0\0\0WAVEfmt ", Kind::Wav),
            (b"RIFF\x10\0\0\0AVI LIST", Kind::Unknown),
            (b"GIF89a", Kind::Gif),
            (b"MM\0*", Kind::Tiff),
            (b"\0\0\0\x18ftypM4A ", Kind::M4a),
            (b"\0\0\0\x18ftyp3gp4", Kind::ThreeGp),
            (b"\0\0\0\x14ftypqt  ", Kind::Quicktime),
            (b"\0\0\0\x18ftypisom", Kind::Mp4),
            (b"\0\0\0\x18ftypheic", Kind::Heif),
            (b"OggS\0\x02", Kind::Ogg),
            (b"\xFF\xFB\x90\x44", Kind::Mp3),
            (b"\xFF\xFF\xFF\xFF", Kind::Unknown),
            (b"ID3\x04", Kind::Mp3),
            (b"%PDF-1.7", Kind::Pdf),
            (b"PK\x03\x04........................word/document.xml", Kind::Docx),
            (b"PK\x03\x04........................photo.jpg", Kind::Zip),
            ("سجل\n".as_bytes(), Kind::Text),
            (b"\0\x01\x02", Kind::Unknown),
            (b"", Kind::Unknown),
        ] {
            assert_eq!(Kind::of(start), kind, "{start:?}");
        }
    }

    #[test]
    fn a_letter_cut_at_the_end_is_still_text() {
        assert_eq!(Kind::of(&"سجل".as_bytes()[..5]), Kind::Text);
    }
}
