//! A name taken apart: which word is the person's own, which the father's, the family's, a title, a kunya.
//!
//! The order of words decides, because lists of victims write ism, father, grandfather, family in this order and leave
//! parts out: two words are ism and family, three ism, father and family. A guess, not a fact: the engine also
//! compares parts across their places. Start at [`Name::read`].

use super::dictionary;
use super::word::{Script, Word};
use super::{particle, reversed};
use crate::limits::{NAME_LETTERS_MAX, NAME_PARTS_MAX};

/// What a part of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The person's own name.
    Ism,
    /// The father's, grandfather's … name: 1, 2, ….
    Nasab(u8),
    /// The family's name.
    Family,
    /// A family name that says where from or of which tribe.
    Nisba,
    /// `Abu Khaled`, `Umm Ahmad`: father, mother of.
    Kunya,
    /// A title or epithet.
    Laqab,
    /// The mother's name.
    Mother,
}

/// How a nameless person is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// "child of", "son of", "daughter of".
    ChildOf,
    /// "wife of", "husband of".
    SpouseOf,
    /// "mother of", "father of".
    ParentOf,
    /// "brother of", "sister of".
    SiblingOf,
}

/// A part of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub role: Role,
    /// The word, made comparable.
    pub word: Word,
}

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// In the order written, titles and particles between names left out.
    pub parts: Vec<Part>,
    /// Set where the person has no name of their own and is described by another's.
    pub relation: Option<Relation>,
    /// Whether the letters stood in reverse order.
    pub was_reversed: bool,
    /// Whether the text was longer than is read.
    pub cut: bool,
}

impl Name {
    /// Takes a name of either script apart. Never fails: a text without a letter has no parts.
    pub fn read(text: &str) -> Self {
        let cut = text.chars().nth(NAME_LETTERS_MAX).is_some();
        let text: String = text.chars().take(NAME_LETTERS_MAX).collect();
        let turned = reversed::restored(&text);
        let folded = domain::fold::fold(turned.as_deref().unwrap_or(&text));
        let (relation, rest) = relation(&folded);
        let (own, mother) = before_mother(rest);
        let mut words = words(own);
        let mut parts = Vec::with_capacity(words.len() + 1);
        let titles = words.iter().take_while(|(form, _)| dictionary::get().is_title(form)).count();
        // A name that is nothing but titles is a name: Haji, Sheikh.
        let titles = if titles == words.len() { 0 } else { titles };
        let rest = words.split_off(titles);
        parts.extend(
            words
                .into_iter()
                .map(|(form, article)| Part { role: Role::Laqab, word: Word::of(&form, article) }),
        );
        let is_kunya = |form: &str| {
            ["ابو", "ام", "abu", "um"]
                .iter()
                .any(|head| form.strip_prefix(head).is_some_and(|rest| rest.chars().count() > 2))
                && dictionary::get().meanings(form).is_empty()
        };
        let starts_with_kunya = particle::is_father_or_mother(own.split(' ').nth(titles).unwrap_or(""))
            && rest.first().is_some_and(|(form, _)| is_kunya(form));
        let roles = roles(rest.len() - usize::from(starts_with_kunya), relation.is_some());
        let roles = std::iter::repeat_n(Role::Kunya, usize::from(starts_with_kunya)).chain(roles);
        parts.extend(rest.into_iter().zip(roles).map(|((form, article), role)| {
            let nisba = role == Role::Family && is_nisba(&form, article);
            Part { role: if nisba { Role::Nisba } else { role }, word: Word::of(&form, article) }
        }));
        parts.extend(mother.into_iter().flat_map(|text| {
            super::part::words(text)
                .into_iter()
                .take(1)
                .map(|(form, article)| Part { role: Role::Mother, word: Word::of(&form, article) })
        }));
        parts.truncate(NAME_PARTS_MAX);
        Self { parts, relation, was_reversed: turned.is_some(), cut }
    }

    /// The word of the part with this role; the family also where it is a nisba.
    pub fn word(&self, role: Role) -> Option<&Word> {
        self.parts
            .iter()
            .find(|part| part.role == role || (role == Role::Family && part.role == Role::Nisba))
            .map(|part| &part.word)
    }

    /// The alphabet of most of its parts.
    pub fn script(&self) -> Script {
        let arabic = self.parts.iter().filter(|part| part.word.script == Script::Arabic).count();
        let latin = self.parts.iter().filter(|part| part.word.script == Script::Latin).count();
        match (arabic, latin) {
            (0, 0) => Script::Other,
            (arabic, latin) if arabic >= latin => Script::Arabic,
            _ => Script::Latin,
        }
    }
}

/// The joined words of a folded text, without `ibn` and its like between names.
fn words(folded: &str) -> Vec<(String, bool)> {
    particle::joined(folded)
        .into_iter()
        .filter(|(form, _)| {
            !matches!(form.as_str(), "بن" | "ابن" | "بنت" | "bin" | "ibn" | "ben" | "bint" | "b")
        })
        .filter(|(form, _)| form.chars().any(char::is_alphabetic))
        .collect()
}

/// The roles of so many words in their order.
fn roles(words: usize, is_described: bool) -> Vec<Role> {
    if is_described {
        // "child of Ahmad Khalil": the first word is the father's.
        return match words {
            0 => Vec::new(),
            1 => vec![Role::Family],
            _ => (1..words).map(|at| Role::Nasab(at as u8)).chain([Role::Family]).collect(),
        };
    }
    match words {
        0 => Vec::new(),
        1 => vec![Role::Ism],
        _ => std::iter::once(Role::Ism)
            .chain((1..words - 1).map(|at| Role::Nasab(at as u8)))
            .chain([Role::Family])
            .collect(),
    }
}

/// Openings that describe a person by another's name.
const RELATIONS: [(&str, Relation); 34] = [
    ("child of ", Relation::ChildOf),
    ("children of ", Relation::ChildOf),
    ("son of ", Relation::ChildOf),
    ("daughter of ", Relation::ChildOf),
    ("baby of ", Relation::ChildOf),
    ("infant of ", Relation::ChildOf),
    ("unnamed child of ", Relation::ChildOf),
    ("ابن ", Relation::ChildOf),
    ("ابنه ", Relation::ChildOf),
    ("بنت ", Relation::ChildOf),
    ("طفل ", Relation::ChildOf),
    ("طفله ", Relation::ChildOf),
    ("رضيع ", Relation::ChildOf),
    ("رضيعه ", Relation::ChildOf),
    ("نجل ", Relation::ChildOf),
    ("wife of ", Relation::SpouseOf),
    ("husband of ", Relation::SpouseOf),
    ("زوجه ", Relation::SpouseOf),
    ("زوج ", Relation::SpouseOf),
    ("ارمله ", Relation::SpouseOf),
    ("حرم ", Relation::SpouseOf),
    ("mother of ", Relation::ParentOf),
    ("father of ", Relation::ParentOf),
    ("والده ", Relation::ParentOf),
    ("والد ", Relation::ParentOf),
    ("brother of ", Relation::SiblingOf),
    ("sister of ", Relation::SiblingOf),
    ("اخ ", Relation::SiblingOf),
    ("اخت ", Relation::SiblingOf),
    ("شقيق ", Relation::SiblingOf),
    ("شقيقه ", Relation::SiblingOf),
    ("the child of ", Relation::ChildOf),
    ("the wife of ", Relation::SpouseOf),
    ("the son of ", Relation::ChildOf),
];

fn relation(folded: &str) -> (Option<Relation>, &str) {
    RELATIONS
        .iter()
        .find_map(|(opening, relation)| Some((Some(*relation), folded.strip_prefix(opening)?)))
        .unwrap_or((None, folded))
}

/// The text before the mother's name, and the mother's name.
fn before_mother(folded: &str) -> (&str, Option<&str>) {
    [" والدته ", " والدتها ", " امه ", " امها ", " mother "]
        .iter()
        .find_map(|mark| folded.split_once(mark))
        .map_or((folded, None), |(own, mother)| (own, Some(mother)))
}

/// Whether a family name says where from: the article before it and a long i at its end.
fn is_nisba(form: &str, had_article: bool) -> bool {
    let ends = form.ends_with('ي') || form.ends_with('i') || form.ends_with('y');
    ends && (had_article || form.starts_with("ال")) && form.chars().count() > 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<(Role, String)> {
        Name::read(text).parts.into_iter().map(|part| (part.role, part.word.form)).collect()
    }

    #[test]
    fn parts_follow_the_order_of_words() {
        assert_eq!(
            shape("Dr. Ahmad bin Khaled Abd al-Rahman al-Raqqawi"),
            [
                (Role::Laqab, "dr".to_owned()),
                (Role::Ism, "ahmad".to_owned()),
                (Role::Nasab(1), "khaled".to_owned()),
                (Role::Nasab(2), "abdulrahman".to_owned()),
                (Role::Nisba, "raqqawi".to_owned()),
            ]
        );
        let one = Name::read("أبو خالد");
        assert_eq!(one.parts[0].role, Role::Kunya);
    }

    #[test]
    fn the_nameless_are_described() {
        let name = Name::read("طفلة محمد الخطيب");
        assert_eq!(name.relation, Some(Relation::ChildOf));
        assert!(name.word(Role::Ism).is_none());
        assert_eq!(name.word(Role::Nasab(1)).map(|word| word.form.as_str()), Some("محمد"));
        assert_eq!(Name::read("Wife of Ahmad Khalil").relation, Some(Relation::SpouseOf));
    }

    #[test]
    fn reversed_letters_are_turned_round() {
        let name = Name::read("دمحم ةشئاع");
        assert!(name.was_reversed);
        assert_eq!(name.word(Role::Ism).map(|word| word.form.as_str()), Some("عايشه"));
        assert!(!Name::read("عائشة محمد").was_reversed);
        assert!(Name::read("نسح دمحا").was_reversed);
    }

    #[test]
    fn hostile_text_is_bounded() {
        let name = Name::read(&"محمد\0 ".repeat(100_000));
        assert!(name.cut && name.parts.len() <= NAME_PARTS_MAX);
        assert!(Name::read("\u{feff} 12 --").parts.is_empty());
    }
}
