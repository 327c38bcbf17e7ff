//! How alike two words are: Jaro-Winkler on letters, with bit sets, and one edit.

use crate::limits::SIMILARITY_LETTERS_MAX;

/// Weight of each letter of a shared beginning, and how many count: Winkler's.
const PREFIX_WEIGHT: f64 = 0.1;
const PREFIX_LETTERS_MAX: usize = 4;

/// Jaro-Winkler similarity, 0 to 1. Letters beyond the 64th are not looked at.
pub fn of(first: &str, second: &str) -> f64 {
    let mut letters = [['\0'; SIMILARITY_LETTERS_MAX]; 2];
    let first_length = fill(&mut letters[0], first);
    let second_length = fill(&mut letters[1], second);
    jaro_winkler(&letters[0][..first_length], &letters[1][..second_length])
}

fn fill(letters: &mut [char; SIMILARITY_LETTERS_MAX], word: &str) -> usize {
    let mut length = 0;
    for (slot, letter) in letters.iter_mut().zip(word.chars()) {
        *slot = letter;
        length += 1;
    }
    length
}

/// Jaro-Winkler of at most 64 letters each: matched letters are bits of one word.
pub fn jaro_winkler(first: &[char], second: &[char]) -> f64 {
    if first.is_empty() || second.is_empty() {
        return 0.0;
    }
    let window = (first.len().max(second.len()) / 2).saturating_sub(1);
    let mut matched_second = 0_u64;
    let mut matched_first = 0_u64;
    let mut matches = 0_u32;
    for (at, letter) in first.iter().enumerate() {
        let start = at.saturating_sub(window);
        let end = (at + window + 1).min(second.len());
        for (other, candidate) in second.iter().enumerate().take(end).skip(start) {
            if matched_second & (1 << other) == 0 && candidate == letter {
                matched_second |= 1 << other;
                matched_first |= 1 << at;
                matches += 1;
                break;
            }
        }
    }
    if matches == 0 {
        return 0.0;
    }
    let mut rest = matched_second;
    let mut out_of_order = 0_u32;
    for (at, letter) in first.iter().enumerate() {
        if matched_first & (1 << at) != 0 {
            let other = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            out_of_order += u32::from(second[other] != *letter);
        }
    }
    let count = f64::from(matches);
    let jaro = (count / first.len() as f64
        + count / second.len() as f64
        + (count - f64::from(out_of_order / 2)) / count)
        / 3.0;
    let prefix = first.iter().zip(second).take(PREFIX_LETTERS_MAX).take_while(|(a, b)| a == b).count();
    (prefix as f64 * PREFIX_WEIGHT).mul_add(1.0 - jaro, jaro)
}

/// Whether one letter put in, left out, changed, or swapped with its neighbour makes one word the other.
pub fn within_one_edit(first: &[u8], second: &[u8]) -> bool {
    let (short, long) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    if short.len() < long.len() {
        return short[same..] == long[same + 1..];
    }
    if same == short.len() || short[same + 1..] == long[same + 1..] {
        return true;
    }
    let (a, b) = (&short[same..], &long[same..]);
    a.len() >= 2 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_values_are_met() {
        // Winkler 1990, table of examples.
        for (first, second, value) in
            [("martha", "marhta", 0.961), ("dwayne", "duane", 0.840), ("dixon", "dicksonx", 0.813)]
        {
            assert!((of(first, second) - value).abs() < 0.001, "{first} {second}");
        }
        assert!((of("", "a")).abs() < f64::EPSILON);
    }

    #[test]
    fn one_edit() {
        assert!(within_one_edit(b"mhmd", b"hmd"));
        assert!(within_one_edit(b"mhmd", b"mhdm"));
        assert!(within_one_edit(b"mhmd", b"mhmd"));
        assert!(!within_one_edit(b"mhmd", b"hmdm"));
        assert!(!within_one_edit(b"ab", b"abcd"));
    }
}
