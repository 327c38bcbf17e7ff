//! Facts as term, value and standing: the five facts of a strike, or the fields of any record.

use maud::{Markup, html};

/// One row.
#[derive(Clone, Debug)]
pub struct Fact {
    /// What the value is of, such as "Date".
    pub term: String,
    /// The value with its own source line, if any (see [`source`]).
    pub value: Markup,
    /// Who gave it and how far, such as a disclosure mark; absent where the value stands alone.
    pub standing: Option<Markup>,
}

/// The list.
pub fn facts(rows: &[Fact]) -> Markup {
    html! {
        dl.facts {
            @for row in rows {
                div {
                    dt { (row.term) }
                    dd { (row.value) }
                    @if let Some(standing) = &row.standing { dd { (standing) } }
                }
            }
        }
    }
}

/// A second line under a value or a standing.
pub fn source(words: &Markup) -> Markup {
    html! { span.src { (words) } }
}
