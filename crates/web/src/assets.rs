//! The stylesheet, the fonts and the one script: embedded, named by their content, kept by browsers for good.
//!
//! `sijil.css` is served as `sijil.<digest>.css`, so a new version is a new address and nothing is ever stale.
//! Every page works without a script. `keys.js` goes only to who switched it on, `passkey.js` is for what browsers offer to
//! scripts alone. Start at [`address`].

use crate::error::Error;
use crate::hexadecimal::hexadecimal;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Every asset lives under this path.
pub const PREFIX: &str = "/assets/";

#[derive(rust_embed::RustEmbed)]
#[folder = "assets"]
struct Files;

/// One asset: its bytes and what a browser must know.
struct Asset {
    bytes: Cow<'static, [u8]>,
    kind: &'static str,
}

/// Assets by their hashed name, and hashed names by their plain name.
struct Catalogue {
    by_hashed: BTreeMap<String, Asset>,
    by_plain: BTreeMap<String, String>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(build);

/// The address of an asset: `sijil.css` becomes `/assets/sijil.1f2e3d4c5b6a.css`.
///
/// A name that is not embedded keeps its plain form, which answers "not found"; the tests check every name used.
pub fn address(name: &str) -> String {
    let hashed = CATALOGUE.by_plain.get(name).map_or(name, String::as_str);
    format!("{PREFIX}{hashed}")
}

/// Handler: one asset. The name holds the digest of the content, so the answer never changes.
pub async fn show(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    let asset = CATALOGUE.by_hashed.get(&name).ok_or(Error::NotFound)?;
    let tag = format!("\"{name}\"");
    if headers.get(header::IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes()) {
        return Ok(StatusCode::NOT_MODIFIED.into_response());
    }
    let fields = [
        (header::CONTENT_TYPE, asset.kind.to_owned()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
        (header::ETAG, tag),
    ];
    Ok((fields, asset.bytes.clone()).into_response())
}

fn build() -> Catalogue {
    let mut catalogue = Catalogue { by_hashed: BTreeMap::new(), by_plain: BTreeMap::new() };
    let (sheets, others): (Vec<Cow<'static, str>>, Vec<_>) =
        Files::iter().partition(|name| extension(name) == "css");
    for name in &others {
        let Some(file) = Files::get(name) else { continue };
        catalogue.add(name, file.data);
    }
    // Stylesheets come last: the addresses of the fonts are written into them.
    for name in &sheets {
        let Some(file) = Files::get(name) else { continue };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let text = catalogue.by_plain.iter().fold(text, |text, (plain, hashed)| text.replace(plain, hashed));
        catalogue.add(name, Cow::Owned(text.into_bytes()));
    }
    catalogue
}

impl Catalogue {
    fn add(&mut self, name: &str, bytes: Cow<'static, [u8]>) {
        let digest = Sha256::digest(&bytes);
        let short = hexadecimal(&digest[..6]);
        let hashed = match name.rsplit_once('.') {
            Some((stem, end)) => format!("{stem}.{short}.{end}"),
            None => format!("{name}.{short}"),
        };
        self.by_plain.insert(name.to_owned(), hashed.clone());
        self.by_hashed.insert(hashed, Asset { bytes, kind: kind(name) });
    }
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, end)| end)
}

fn kind(name: &str) -> &'static str {
    match extension(name) {
        "css" => "text/css; charset=utf-8",
        "woff2" => "font/woff2",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_the_digest_and_the_sheet_names_hashed_fonts() {
        let sheet = address("sijil.css");
        assert!(
            sheet.starts_with("/assets/sijil.") && sheet.len() == "/assets/sijil.css".len() + 13,
            "{sheet}"
        );
        let name = sheet.strip_prefix(PREFIX).expect("address starts with the prefix");
        let text = String::from_utf8_lossy(&CATALOGUE.by_hashed[name].bytes);
        for line in text.lines().filter(|line| line.contains("url(fonts")) {
            let font = line.split("url(").nth(1).and_then(|rest| rest.split(')').next()).expect("closed");
            assert!(CATALOGUE.by_hashed.contains_key(font), "{font} is not an asset");
        }
    }
}
