//! Writes the gallery of every component and chart, in both languages, light and dark, into a folder: a page to
//! look at while working on the style. `cargo run -p web --example gallery -- FOLDER`. All figures are specimens.

mod parts;

use domain::language::Language;
use std::path::PathBuf;
use web::i18n::Say;
use web::preference::{Preference, Theme};

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "gallery".to_owned()));
    std::fs::create_dir_all(&folder)?;
    let sheet = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sijil.css");
    for language in Language::ALL {
        for theme in [Theme::Light, Theme::Dark] {
            let preference = Preference { say: Say::new(*language), theme, has_keys: false };
            let page = parts::gallery(preference).into_string();
            let page = page.replace(&web::assets::address("sijil.css"), &format!("file://{sheet}"));
            std::fs::write(folder.join(format!("gallery.{}.{}.html", language.code(), theme.code())), page)?;
        }
    }
    Ok(())
}
