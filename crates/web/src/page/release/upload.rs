//! The paste form on its way in: fields and at most one file, each bounded; bytes that are not UTF-8 are read as
//! Windows-1252 and said to be.

use super::fields::Given;
use crate::error::Error;
use crate::limits;
use axum::extract::Multipart;
use register::exchange::table::Encoding;

/// Reads the form. A file wins over the text field; the text of a preview (hexadecimal) wins over both.
pub(super) async fn read(mut form: Multipart) -> Result<Given, Error> {
    let mut given = Given::default();
    let mut carried = None;
    let mut uploaded = None;
    while let Some(field) = form.next_field().await.map_err(|error| refused(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|error| refused(&error))?;
        if name == "file" {
            uploaded = (!bytes.is_empty()).then(|| bytes.to_vec()).or(uploaded);
            continue;
        }
        let value = String::from_utf8(bytes.to_vec()).ok().ok_or(Error::NotUnderstood)?;
        match name.as_str() {
            "text" => given.text = plain_line_ends(&value),
            "text_hex" => carried = Some(from_hexadecimal(&value)?),
            "publisher" => given.publisher = value,
            "url" => given.url = value,
            "issued" => given.issued = value,
            "period" => given.period = value,
            "zone" => given.zone = value,
            "definition" => given.definition = value,
            "rendition_of" => given.rendition_of = value,
            "reason" => given.reason = plain_line_ends(&value),
            "step" => given.keep = value == "keep",
            _ => {}
        }
    }
    if let Some(bytes) = uploaded {
        (given.text, given.read_as) = decoded(bytes);
    }
    if let Some(text) = carried {
        given.text = text;
    }
    if given.text.len() > limits::PASTE_BYTES_MAX {
        return Err(Error::TooLarge);
    }
    Ok(given)
}

fn refused(error: &axum::extract::multipart::MultipartError) -> Error {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge
    } else {
        Error::NotUnderstood
    }
}

/// Browsers send every line end of a text field as CR LF, whatever was pasted.
fn plain_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn decoded(bytes: Vec<u8>) -> (String, Option<&'static str>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text.strip_prefix('\u{FEFF}').map_or_else(|| text.clone(), str::to_owned), None),
        Err(error) => (Encoding::Windows1252.cell(error.into_bytes(), "text").0, Some("Windows-1252")),
    }
}

fn from_hexadecimal(text: &str) -> Result<String, Error> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let bytes: Option<Vec<u8>> = text
        .as_bytes()
        .chunks(2)
        .map(|pair| match *pair {
            [high, low] => Some(digit(high)? << 4 | digit(low)?),
            _ => None,
        })
        .collect();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(Error::NotUnderstood)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_text_survives_the_form(text in "\\PC*|[\r\n\t\u{0}-\u{7f}الرقة]*") {
            let carried = crate::hexadecimal::hexadecimal(text.as_bytes());
            prop_assert_eq!(from_hexadecimal(&carried).expect("hexadecimal"), text);
        }
    }

    #[test]
    fn broken_digits_are_refused_and_other_encodings_said() {
        for bad in ["0", "0g", "ff", "é"] {
            assert_eq!(from_hexadecimal(bad), Err(Error::NotUnderstood), "{bad}");
        }
        assert_eq!(
            decoded(b"Near Raqqa \x96 two".to_vec()),
            ("Near Raqqa – two".to_owned(), Some("Windows-1252"))
        );
        assert_eq!(decoded("\u{FEFF}الرقة".as_bytes().to_vec()), ("الرقة".to_owned(), None));
    }
}
