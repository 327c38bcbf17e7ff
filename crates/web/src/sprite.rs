//! The marks of the notation, drawn once a page and used by reference: squares for grades, circles for
//! disclosure, the shield of proof, agreement and difference.
//!
//! Every mark stands beside its word; none is read by colour. Start at [`mark`].

use maud::{Markup, PreEscaped, html};

/// The hidden drawing that every page carries.
const SPRITE: &str = include_str!("sprite.svg");

/// The sprite, to be put at the top of `<body>`.
pub fn sprite() -> Markup {
    PreEscaped(SPRITE.to_owned())
}

/// A mark by its id in the sprite, such as `g-fair`; decorative, since its word stands beside it.
pub fn mark(id: &str) -> Markup {
    html! { svg.mk aria-hidden="true" { use href={ "#" (id) } {} } }
}
