//! What a list makes of an invented person: spelling, gaps, slips and errors.

use super::invented::{Human, spelt};
use super::{LISTS, Plan};
use crate::person::Person;
use crate::random::Random;

/// A row of a generated list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Which list, from 0.
    pub list: u32,
    /// The row's key.
    pub key: u64,
    /// Who it is: the truth, never a feature.
    pub person: u32,
    /// The name as the list writes it.
    pub name: String,
    /// Years.
    pub age_years: Option<i32>,
    /// 1 for men, 2 for women, 0 unknown.
    pub sex: u32,
    /// Day of death.
    pub day: Option<i32>,
    /// Codes from the country down.
    pub place: [u32; 4],
}

impl Record {
    /// The row as the engine takes it.
    pub fn as_person(&self) -> Person<'_> {
        Person {
            names: [&self.name, ""],
            age_years: self.age_years,
            sex: self.sex,
            day: self.day,
            place: self.place,
            ..Person::default()
        }
    }
}

/// Chances of a slip in a word, of a kunya for an own name, of a nameless child, of errors in day, age, sex, place.
const SLIP: f64 = 0.035;
const KUNYA: f64 = 0.004;
const NAMELESS: f64 = 0.006;
const DAY_OFF: f64 = 0.12;
const AGE_OFF: f64 = 0.18;
const SEX_WRONG: f64 = 0.008;
const PLACE_OFF: f64 = 0.10;

/// Writes a person down in a list.
pub(super) fn of(
    human: &Human,
    person: u32,
    list: usize,
    key: u64,
    plan: Plan,
    random: &mut Random,
) -> Record {
    let style = &LISTS[list];
    let missing = style.without.map(|share| random.happens(share));
    let often = |share: f64| (share * plan.errors).min(1.0);
    let name = name(human, style.is_arabic, style.romanisation, missing, plan, random);
    let mut day = human.day;
    if random.happens(often(DAY_OFF)) {
        let off = if random.happens(0.7) { 1 } else { 2 + random.below(25) as i32 };
        day += if random.happens(0.5) { off } else { -off };
    }
    let mut age = human.age_years;
    if random.happens(often(AGE_OFF)) {
        let off = if random.happens(0.75) { 1 } else { 2 + random.below(5) as i32 };
        age = (age + if random.happens(0.5) { off } else { -off }).max(0);
    }
    let sex = if random.happens(often(SEX_WRONG)) { 3 - human.sex } else { human.sex };
    let mut place = human.place;
    if random.happens(often(PLACE_OFF)) {
        place[3] = 1 + random.below(240) as u32;
    } else if random.happens(0.1) {
        place[3] = 0;
    }
    Record {
        list: list as u32,
        key,
        person,
        name,
        age_years: (!missing[3]).then_some(age),
        sex: if random.happens(0.04) { 0 } else { sex },
        day: (!missing[2]).then_some(day),
        place: if missing[4] { [0; 4] } else { place },
    }
}

fn name(
    human: &Human,
    is_arabic: bool,
    romanisation: usize,
    missing: [bool; 5],
    plan: Plan,
    random: &mut Random,
) -> String {
    let romanisation = (!is_arabic).then_some(romanisation);
    let [own, father, grandfather, family] = human.names;
    let mut parts: Vec<String> = Vec::with_capacity(4);
    let is_nameless = human.age_years < 3 && random.happens(NAMELESS * 8.0 * plan.errors);
    if is_nameless {
        parts.push(if is_arabic { "طفل" } else { "Child of" }.to_owned());
    } else if random.happens(KUNYA * plan.errors) {
        parts.push(format!(
            "{} {}",
            if is_arabic { "أبو" } else { "Abu" },
            spelt(father, romanisation, random)
        ));
    } else {
        parts.push(spelt(own, romanisation, random));
    }
    // Without the father's name nobody writes the grandfather's.
    if !missing[0] || is_nameless {
        parts.push(spelt(father, romanisation, random));
        if !missing[1] {
            parts.push(spelt(grandfather, romanisation, random));
        }
    }
    parts.push(spelt(family, romanisation, random));
    let opening = usize::from(is_nameless);
    for part in &mut parts[opening..] {
        if random.happens(SLIP * plan.errors) {
            *part = slipped(part, random);
        }
    }
    parts.join(" ")
}

/// A word with one letter left out, doubled, changed or swapped with the next.
fn slipped(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 {
        return word.to_owned();
    }
    let at = 1 + random.below(letters.len() - 2);
    match random.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 => letters.swap(at, at + 1),
        _ => letters[at] = letters[random.below(letters.len())],
    }
    letters.into_iter().collect()
}
