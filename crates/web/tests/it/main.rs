//! The web crate from outside: what the pages are made of, what the guards refuse, what the catalogues hold.

mod accounts;
mod api;
mod api_canary;
mod api_refusals;
mod assess;
#[path = "../../../ledger/tests/it/authority.rs"]
mod authority;
mod authorization;
mod canary;
mod catalogue;
mod coding;
mod custody;
mod edit;
mod erasure;
mod evidence;
mod export;
mod figures;
mod filled;
mod graphic;
mod http;
mod https;
mod import;
mod incident;
mod item;
mod keys;
mod links;
mod markup;
mod merge;
mod openapi;
mod overview;
mod passkeys;
mod place;
mod proof;
mod record;
mod release;
#[cfg(feature = "sabotage")]
mod sabotage;
mod search;
mod sign_in;
mod since;
mod site;
mod style;
mod testimony;
mod timestamp;
mod token_pages;
mod total;
mod work;

#[path = "../../../register/tests/it/planted.rs"]
#[expect(
    clippy::unwrap_used,
    dead_code,
    reason = "shared with the tests of the register, which use all of it"
)]
mod planted;

#[path = "../../../register/tests/it/gone.rs"]
#[expect(clippy::unwrap_used, reason = "shared with the tests of the register")]
mod gone;

#[path = "../../../register/tests/it/kept.rs"]
#[expect(clippy::unwrap_used, reason = "shared with the tests of the register")]
mod kept;

#[path = "../../../register/tests/it/beside.rs"]
#[expect(clippy::unwrap_used, reason = "shared with the tests of the register")]
mod beside;

/// What [`planted`] is made with.
mod life {
    pub fn body(value: serde_json::Value) -> domain::record::Body {
        serde_json::from_value(value).expect("object")
    }
}

/// What [`planted`] gives as its reason.
mod stand {
    pub use crate::site::reason;
}

#[path = "../../examples/gallery/parts.rs"]
mod parts;

use domain::language::Language;
use web::i18n::Say;
use web::preference::{Preference, Theme};

/// The gallery of every component and chart in a language.
fn gallery(language: Language) -> String {
    parts::gallery(Preference { say: Say::new(language), theme: Theme::Dark, has_keys: false }).into_string()
}
