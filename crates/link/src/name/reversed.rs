//! Arabic text whose letters were reversed when it was taken out of a PDF: `عائشة` stored as `ةشئاع`.
//!
//! Decides on signs that Arabic spelling gives, never on the dictionary alone: taa marbuta and alif maqsura do not
//! stand at the start of a word. Takes folded words together with the raw text, because folding hides the signs.

use super::dictionary;

/// The text turned round, if it was reversed. All of it: a PDF reverses lines, not words.
pub(super) fn restored(text: &str) -> Option<String> {
    let words = text.split_whitespace();
    let signs = words.clone().filter(|word| word.starts_with(['ة', 'ى', 'ﺓ', 'ﺔ', 'ﻯ', 'ﻰ'])).count();
    let turned: String = text.chars().rev().collect();
    // Names without a taa marbuta show no sign: there all words must be known turned round, and none as they stand.
    let is_reversed = signs > 0 || (known(&turned) >= 2 && known(text) == 0);
    is_reversed.then_some(turned)
}

fn known(text: &str) -> usize {
    let folded = domain::fold::fold(text);
    folded
        .split(' ')
        .filter(|word| {
            word.chars().count() > 2 && !word.is_ascii() && !dictionary::get().meanings(word).is_empty()
        })
        .count()
}
