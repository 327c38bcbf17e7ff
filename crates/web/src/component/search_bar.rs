//! The search above a list: words in either script, and an interval of dates.

use crate::i18n::Say;
use crate::limits;
use maud::{Markup, html};

/// What the search holds now.
#[derive(Clone, Debug, Default)]
pub struct SearchBar {
    /// Address of the list.
    pub action: String,
    /// The words looked for.
    pub words: String,
    /// First day, month or year.
    pub from: String,
    /// Last day, month or year.
    pub to: String,
    /// What else the address holds: filters and order.
    pub kept: Vec<(String, String)>,
}

/// Draws the search.
pub fn search_bar(say: Say, bar: &SearchBar) -> Markup {
    html! {
        form.searchbar.part role="search" action=(bar.action) {
            @for (name, value) in &bar.kept { input type="hidden" name=(name) value=(value); }
            label.field.grow {
                (say.text("search-words"))
                input type="search" name="q" value=(bar.words) maxlength=(limits::SEARCH_CHARACTERS_MAX) dir="auto";
            }
            label.field {
                (say.text("search-from"))
                input.date type="text" name="from" value=(bar.from) maxlength="10" placeholder="2017-06" dir="ltr";
            }
            label.field {
                (say.text("search-to"))
                input.date type="text" name="to" value=(bar.to) maxlength="10" placeholder="2017-10" dir="ltr";
            }
            button.btn.btn-main { (say.text("search-go")) }
        }
    }
}
