//! Digests and ids in the mono face, never mirrored.

use maud::{Markup, html};

/// A digest in short, `9c41…e07b`, the whole of it as its title; texts of up to 12 characters stand whole.
pub fn short(hex: &str) -> Markup {
    let shown = match (hex.get(..4), hex.len().checked_sub(4).and_then(|start| hex.get(start..))) {
        (Some(start), Some(end)) if hex.len() > 12 => format!("{start}…{end}"),
        _ => hex.to_owned(),
    };
    html! { code title=(hex) { (shown) } }
}

/// A digest, id or key in full.
pub fn full(text: &str) -> Markup {
    html! { code { (text) } }
}
