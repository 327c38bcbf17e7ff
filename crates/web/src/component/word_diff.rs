//! Two texts side by side with the words marked that only one of them has.
//!
//! Words are what stands between spaces; the longest common run of words stays unmarked. Start at [`marked`].

use crate::limits::COMPARED_WORDS_MAX;
use maud::{Markup, html};

/// A run of words, and whether the other text has it too.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    words: String,
    is_common: bool,
}

/// The old text with what is gone struck out, and the new one with what is new underlined.
pub fn marked(old: &str, new: &str) -> (Markup, Markup) {
    let (old, new) = runs(old, new);
    let old =
        html! { @for run in &old { @if run.is_common { (run.words) } @else { del { (run.words) } } " " } };
    let new =
        html! { @for run in &new { @if run.is_common { (run.words) } @else { ins { (run.words) } } " " } };
    (old, new)
}

fn runs(old: &str, new: &str) -> (Vec<Run>, Vec<Run>) {
    let old: Vec<&str> = old.split_whitespace().collect();
    let new: Vec<&str> = new.split_whitespace().collect();
    let (mut in_old, mut in_new) = (vec![false; old.len()], vec![false; new.len()]);
    // Longer texts are marked as wholes: the table below grows with the product of their lengths.
    if old.len() <= COMPARED_WORDS_MAX && new.len() <= COMPARED_WORDS_MAX {
        common(&old, &new, &mut in_old, &mut in_new);
    }
    (gathered(&old, &in_old), gathered(&new, &in_new))
}

/// Marks the words of a longest common subsequence.
fn common(old: &[&str], new: &[&str], in_old: &mut [bool], in_new: &mut [bool]) {
    let width = new.len() + 1;
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for row in (0..old.len()).rev() {
        for column in (0..new.len()).rev() {
            lengths[row * width + column] = if old[row] == new[column] {
                lengths[(row + 1) * width + column + 1] + 1
            } else {
                lengths[(row + 1) * width + column].max(lengths[row * width + column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < old.len() && column < new.len() {
        if old[row] == new[column] {
            in_old[row] = true;
            in_new[column] = true;
            row += 1;
            column += 1;
        } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
}

fn gathered(words: &[&str], common: &[bool]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (word, is_common) in words.iter().zip(common) {
        match runs.last_mut() {
            Some(run) if run.is_common == *is_common => {
                run.words.push(' ');
                run.words.push_str(word);
            }
            _ => runs.push(Run { words: (*word).to_owned(), is_common: *is_common }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_marked() {
        let (old, new) = marked("Two accounts, one of a family", "Three accounts, one of a family & more");
        assert_eq!(old.0, "<del>Two</del> accounts, one of a family ");
        assert_eq!(new.0, "<ins>Three</ins> accounts, one of a family <ins>&amp; more</ins> ");
        let (old, new) = marked("", "نصّ جديد");
        assert_eq!((old.0.as_str(), new.0.as_str()), ("", "<ins>نصّ جديد</ins> "));
    }

    #[test]
    fn long_texts_are_marked_as_wholes() {
        let long = "word ".repeat(COMPARED_WORDS_MAX + 1);
        let (old, _) = runs(&long, "word");
        assert!(old.len() == 1 && !old[0].is_common);
    }
}
