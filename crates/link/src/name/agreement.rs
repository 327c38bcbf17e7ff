//! Why two words or two names agree, strongest reason first.
//!
//! For people who ask "why did this match?" and for search. The engine uses [`of_words`] as its ladder.

use super::{Name, Role, Word};
use crate::similarity;

/// Why two words agree. Ordered: a smaller reason is a stronger one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// The same letters as written.
    Exact,
    /// The same letters after folding hamza, taa marbuta, marks, joins and articles.
    Folded,
    /// Two spellings of one name of the dictionary in one alphabet.
    Dictionary,
    /// The same consonants in one alphabet.
    Skeleton,
    /// The same name or the same consonants in two alphabets.
    CrossScript,
    /// Nearly the same letters.
    Similar,
}

/// Similarity from which two words of one alphabet are nearly the same.
const SIMILAR_MIN: f64 = 0.88;

/// Why two folded words agree; `None` where they do not. Never [`Why::Exact`], which needs the text as written.
pub fn of_words(first: &Word, second: &Word) -> Option<Why> {
    let one_script = first.script == second.script;
    if one_script && first.form == second.form {
        return Some(Why::Folded);
    }
    let shares_meaning = first.meanings.iter().any(|meaning| second.meanings.contains(meaning));
    let both_known = !first.meanings.is_empty() && !second.meanings.is_empty();
    let shares_skeleton = !first.skeleton.is_empty() && first.skeleton == second.skeleton;
    match (one_script, shares_meaning, shares_skeleton && !both_known) {
        (true, true, _) => Some(Why::Dictionary),
        (true, false, true) => Some(Why::Skeleton),
        (false, true, _) | (false, false, true) => Some(Why::CrossScript),
        _ => is_similar(first, second, one_script).then_some(Why::Similar),
    }
}

fn is_similar(first: &Word, second: &Word, one_script: bool) -> bool {
    if one_script && similarity::of(&first.form, &second.form) >= SIMILAR_MIN {
        return true;
    }
    let longest = first.skeleton.len().max(second.skeleton.len());
    longest >= 4 && similarity::within_one_edit(first.skeleton.as_bytes(), second.skeleton.as_bytes())
}

/// Why two texts agree as names, part by part: the reason for each role that both have and agree on.
pub fn of_names(first: &str, second: &str) -> Vec<(Role, Why)> {
    if first == second {
        return Name::read(first).parts.into_iter().map(|part| (part.role, Why::Exact)).collect();
    }
    let (first, second) = (Name::read(first), Name::read(second));
    first
        .parts
        .iter()
        .filter_map(|part| {
            let role = if part.role == Role::Nisba { Role::Family } else { part.role };
            Some((role, of_words(&part.word, second.word(role)?)?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(first: &str, second: &str) -> Option<Why> {
        of_words(&Word::read(first).expect("a word"), &Word::read(second).expect("a word"))
    }

    #[test]
    fn reasons_are_told_apart() {
        assert_eq!(why("أحمد", "احمد"), Some(Why::Folded));
        assert_eq!(why("Ahmad", "Ehmed"), Some(Why::Dictionary));
        assert_eq!(why("أحمد", "Ahmad"), Some(Why::CrossScript));
        assert_eq!(why("Zarzouq", "Zerzuq"), Some(Why::Skeleton));
        assert_eq!(why("زرزوق", "Zarzouk"), Some(Why::CrossScript));
        assert_eq!(why("Mohammed", "Mahmoud"), Some(Why::Similar));
        assert_eq!(why("Ahmad", "Khalil"), None);
        assert_eq!(why("المصري", "al-Masri"), Some(Why::CrossScript));
        assert_eq!(why("عبد الرحمن", "Abdelrahman"), Some(Why::CrossScript));
        assert_eq!(why("صلاح الدين", "Salaheddin"), Some(Why::CrossScript));
    }

    #[test]
    fn names_agree_by_role() {
        let found = of_names("أحمد خالد المصري", "Ahmad Khaled Masri");
        assert_eq!(
            found,
            [
                (Role::Ism, Why::CrossScript),
                (Role::Nasab(1), Why::CrossScript),
                (Role::Family, Why::CrossScript)
            ]
        );
        assert_eq!(of_names("Ahmad Masri", "Ahmad Masri")[0].1, Why::Exact);
    }
}
