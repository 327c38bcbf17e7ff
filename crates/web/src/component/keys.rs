//! Keys of the working pages: what stands beside them, and which button a letter goes to.
//!
//! Only for a reader who switched them on: `assets/keys.js` is loaded with the pages that have them, and nothing of it
//! shows otherwise. Every page works without.

use crate::preference::Preference;
use maud::{Markup, html};

/// The value of `aria-keyshortcuts` of a button, which the script finds it by.
pub fn shortcut(preference: Preference, key: &'static str) -> Option<&'static str> {
    preference.has_keys.then_some(key)
}

/// What the keys of a page do: key, and the message that says it.
pub fn legend(preference: Preference, keys: &[(&str, &str)]) -> Markup {
    let say = preference.say;
    html! {
        @if preference.has_keys {
            p.keys aria-label=(say.text("keys-label")) {
                @for (key, message) in keys { span { kbd dir="ltr" { (key) } " " (say.text(message)) } " " }
            }
        }
    }
}
