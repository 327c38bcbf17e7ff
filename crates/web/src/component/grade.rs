//! The grade: a square and its word.
//!
//! The codes are those of the default codebook; a grade of another codebook gets the dashed square and its word.

use crate::sprite;
use maud::{Markup, html};

/// The mark of a grade code in the sprite.
pub fn mark_id(code: Option<&str>) -> &'static str {
    match code {
        Some("confirmed") => "g-confirmed",
        Some("fair") => "g-fair",
        Some("weak") => "g-weak",
        Some("contested") => "g-contested",
        Some("discounted") => "g-discounted",
        _ => "g-none",
    }
}

/// The square and the word of a grade; `code` is absent where nothing has been graded.
pub fn grade(code: Option<&str>, label: &str) -> Markup {
    html! { span.grade { (sprite::mark(mark_id(code))) (label) } }
}

/// The same, in the size of a page's opening.
pub fn big(code: Option<&str>, label: &str) -> Markup {
    html! { span.grade.grade-big { (sprite::mark(mark_id(code))) (label) } }
}

/// A grade and an official finding side by side, neither below the other.
pub fn beside(grade: &Markup, finding: &Markup) -> Markup {
    html! { div.side { div { (grade) } div { (finding) } } }
}
