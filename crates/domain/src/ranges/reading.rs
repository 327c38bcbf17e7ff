//! What a dataset's word for a category counts: `killed_civilians`, `injured`, `civilians_killed`, `contested_killed`.

use super::Category;
use crate::vocabulary::{HarmKind, PersonCategory};

/// What the words count, and whether they say that the status of those counted is contested. `None` where they name
/// neither the killed nor the injured, or people of no known category: such a number sets no end of any range.
///
/// Words that name nobody ("killed") count people whose status is not determined; they are never taken for civilians.
pub fn read_category(words: &str) -> Option<(Category, bool)> {
    let words = words.to_lowercase();
    let mut parts: Vec<&str> =
        words.split(|one: char| !one.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let harms: Vec<HarmKind> = parts.iter().filter_map(|part| harm(part)).collect();
    let [harm_kind] = harms[..] else { return None };
    let is_contested = parts.contains(&"contested");
    parts.retain(|part| harm(part).is_none() && !["contested", "of", "the", "among"].contains(part));
    Some((Category { harm: harm_kind, persons: persons(&parts.join("_"))? }, is_contested))
}

fn harm(word: &str) -> Option<HarmKind> {
    match word {
        "killed" | "deaths" | "dead" | "fatalities" => Some(HarmKind::Killed),
        "injured" | "wounded" | "injuries" => Some(HarmKind::Injured),
        _ => None,
    }
}

fn persons(words: &str) -> Option<PersonCategory> {
    Some(match words {
        "" | "people" | "persons" | "total" => PersonCategory::Undetermined,
        "civilian" => PersonCategory::Civilians,
        "child" => PersonCategory::Children,
        "combatants" | "fighters" | "militants" | "belligerent" => PersonCategory::Belligerents,
        _ => PersonCategory::parse(words)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_datasets_are_read_and_others_are_not_guessed() {
        let killed = Category::killed;
        for (words, category, contested) in [
            ("killed_civilians", killed(PersonCategory::Civilians), false),
            ("civilians_killed", killed(PersonCategory::Civilians), false),
            ("Children killed", killed(PersonCategory::Children), false),
            ("killed", killed(PersonCategory::Undetermined), false),
            ("injured_civilians", Category::injured(PersonCategory::Civilians), false),
            ("contested_killed_civilians", killed(PersonCategory::Civilians), true),
            ("killed_belligerents", killed(PersonCategory::Belligerents), false),
        ] {
            assert_eq!(read_category(words), Some((category, contested)), "{words}");
        }
        for words in ["as_worded", "killed_and_injured", "strikes", "killed_cattle", ""] {
            assert_eq!(read_category(words), None, "{words}");
        }
    }
}
