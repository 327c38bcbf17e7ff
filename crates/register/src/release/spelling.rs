//! Which spellings are one place: those resolved to the same place, else those that fold together.
//!
//! Raqqa, Raqqah and Ar Raqqah are one row of a calendar. This groups what is shown; it resolves nothing: a line
//! keeps its words and its own place. Start at [`same_name`].

use domain::fold::query_terms;

/// Whether two names are spellings of one: as many words, articles apart, each with a common key of
/// [`domain::fold`]. Names of no letters are equal only to themselves.
pub fn same_name(first: &str, second: &str) -> bool {
    let (mine, theirs) = (query_terms(first), query_terms(second));
    if mine.is_empty() || mine.len() != theirs.len() {
        return first == second;
    }
    mine.iter().zip(&theirs).all(|(mine, theirs)| mine.iter().any(|key| theirs.contains(key)))
}

#[cfg(test)]
mod tests {
    use super::same_name;

    #[test]
    fn spellings_of_releases_are_one_place() {
        for names in [
            &["Raqqa", "Raqqah", "Ar Raqqah", "الرقة"][..],
            &["Dayr Az Zawr", "Dayr az Zawr", "Dayr Az Zwar"],
            &["Shadaddi", "Al Shadaddi", "Al Shaddadi"],
            &["Tabqa", "Tabqah"],
            &["Hawl", "Al Hawl"],
        ] {
            assert!(names.iter().all(|name| same_name(name, names[0])), "{names:?}");
        }
        for (first, second) in
            [("Tal Afar", "Tal Abyad"), ("Raqqa", "Rawah"), ("Mosul", "Manbij"), ("", "Hajin")]
        {
            assert!(!same_name(first, second), "{first} and {second}");
        }
    }
}
