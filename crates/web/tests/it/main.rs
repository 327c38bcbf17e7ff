//! The web crate from outside: what the pages are made of, what the guards refuse, what the catalogues hold.

mod accounts;
mod authorization;
mod catalogue;
mod edit;
mod figures;
mod filled;
mod http;
mod import;
mod incident;
mod markup;
mod overview;
mod record;
mod release;
mod site;
mod style;
mod work;

#[path = "../../examples/gallery/parts.rs"]
mod parts;

use domain::language::Language;
use web::i18n::Say;
use web::preference::{Preference, Theme};

/// The gallery of every component and chart in a language.
fn gallery(language: Language) -> String {
    parts::gallery(Preference { say: Say::new(language), theme: Theme::Dark }).into_string()
}
