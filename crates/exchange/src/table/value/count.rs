//! Numbers of people as tables write them, in one cell or in several.

use super::latin_digits;
use domain::count::Count;
use domain::vocabulary::Bound;

/// Reads a whole number: `4`, `1,417`, `1 417`, `4.0`. No other fraction.
pub fn whole(text: &str) -> Option<i64> {
    let text = latin_digits(text.trim());
    let text = text.strip_suffix(".0").unwrap_or(&text);
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut groups = digits.split([',', ' ', '\u{a0}', '\u{202f}', '٬']);
    let first = groups.next()?;
    let mut number = String::from(first);
    let mut grouped = false;
    for group in groups {
        grouped = true;
        if group.len() != 3 {
            return None;
        }
        number.push_str(group);
    }
    let shaped = !number.is_empty()
        && number.len() <= 15
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && (!grouped || (1..=3).contains(&first.len()));
    shaped.then(|| number.parse::<i64>().ok())?.map(|number| sign * number)
}

/// Reads a count of one cell: `4`, `4-300`, `at least 20`, `20+`, `> 20`, `about 20`, `up to 6`. Other words are
/// kept as words with no number.
pub fn count(text: &str) -> Count {
    let words = text.trim();
    let lower = latin_digits(words).to_lowercase();
    let worded = |min, max, bound| Count { min, max, bound: Some(bound), wording: Some(words.to_owned()) };
    if let Some(number) = whole(&lower) {
        return Count::range(Some(number), Some(number));
    }
    if let Some((low, high)) = lower.split_once(['-', '–', '—']).or_else(|| lower.split_once(" to "))
        && let (Some(low), Some(high)) = (whole(low), whole(high))
    {
        return Count::range(Some(low), Some(high));
    }
    let after = |starts: &[&str]| starts.iter().find_map(|start| lower.strip_prefix(start)).and_then(whole);
    if let Some(number) =
        after(&["at least", "≥", ">=", "min"]).or_else(|| lower.strip_suffix('+').and_then(whole))
    {
        return worded(Some(number), None, Bound::AtLeast);
    }
    if let Some(number) = after(&["more than", "over", ">"]) {
        return worded(Some(number), None, Bound::MoreThan);
    }
    if let Some(number) = after(&["up to", "at most", "≤", "<=", "max"]) {
        return worded(None, Some(number), Bound::UpTo);
    }
    if let Some(number) = after(&["about", "around", "approximately", "approx.", "circa", "ca.", "~", "≈"])
    {
        return worded(Some(number), Some(number), Bound::About);
    }
    worded(None, None, Bound::Vague)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_whole_numbers() {
        for (text, expected) in
            [("4", 4), ("1,417", 1417), ("1 417", 1417), ("4.0", 4), ("٤٢", 42), ("-3", -3)]
        {
            assert_eq!(whole(text), Some(expected), "{text}");
        }
        for text in ["", "4.5", "4,5", "1,41", "14,17,1", "4a", "9999999999999999", "-", "1,,417"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn reads_counts_with_their_bound() {
        assert_eq!(count("4–300"), Count::range(Some(4), Some(300)));
        assert_eq!(count("0"), Count::range(Some(0), Some(0)));
        assert_eq!(count("At least 1,417").bound, Some(Bound::AtLeast));
        assert_eq!(count("20+").min, Some(20));
        assert_eq!((count("up to 6").min, count("up to 6").max), (None, Some(6)));
        let words = count("hundreds");
        assert!(words.is_unknown());
        assert_eq!((words.bound, words.wording.as_deref()), (Some(Bound::Vague), Some("hundreds")));
    }
}
