//! Invented people: families with a father, a grandfather, a family name, a day and a place.

use crate::name::dictionary::{self, Entry, Kind};
use crate::random::Random;

/// A name in the spellings that lists choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// An entry of the dictionary.
    Entry(u16),
    /// A family name put together from syllables, by its number.
    Syllables(u32),
}

/// One person.
#[derive(Debug, Clone, Copy)]
pub struct Human {
    /// Own name, father's, grandfather's, family's.
    pub names: [Word; 4],
    /// 1 for men, 2 for women.
    pub sex: u32,
    /// Years at death.
    pub age_years: i32,
    /// Day of death.
    pub day: i32,
    /// Country, governorate, district, place.
    pub place: [u32; 4],
}

/// What all people of a plan share: which names there are and how common they are.
pub(crate) struct World {
    men: Weighted,
    women: Weighted,
    families: Weighted,
    /// Family names from syllables.
    invented: usize,
    events: usize,
}

/// Entries with rising sums of their weights.
struct Weighted {
    entries: Vec<u16>,
    sums: Vec<f64>,
}

impl Weighted {
    fn new(is_wanted: impl Fn(&Entry) -> bool) -> Self {
        let mut sum = 0.0;
        let (mut entries, mut sums) = (Vec::new(), Vec::new());
        for (number, entry) in
            dictionary::get().entries().iter().enumerate().filter(|(_, entry)| is_wanted(entry))
        {
            // Classes stand about a factor 3 apart; within a class, earlier entries are commoner.
            sum += 3_f64.powi(-i32::from(entry.class)) / (1.0 + sums.len() as f64 / 60.0);
            entries.push(number as u16);
            sums.push(sum);
        }
        Self { entries, sums }
    }

    fn draw(&self, random: &mut Random) -> Word {
        let at = random.unit() * self.sums.last().copied().unwrap_or(0.0);
        let number = self.sums.partition_point(|sum| *sum <= at).min(self.entries.len() - 1);
        Word::Entry(self.entries[number])
    }
}

/// Share of families whose name is in the dictionary.
const KNOWN_FAMILIES: f64 = 0.35;

const DAYS: usize = 900;
const PLACES: u32 = 240;

impl World {
    pub fn new(people: usize) -> Self {
        Self {
            men: Weighted::new(|entry| matches!(entry.kind, Kind::Man | Kind::Either)),
            women: Weighted::new(|entry| matches!(entry.kind, Kind::Woman | Kind::Either)),
            families: Weighted::new(|entry| entry.kind == Kind::Family),
            invented: (people / 60).clamp(400, 60_000),
            events: (people / 9).max(20),
        }
    }

    /// The victims of one family: mostly one, at times many of them in one event.
    pub fn family(&self, random: &mut Random) -> Vec<Human> {
        let family = if random.happens(KNOWN_FAMILIES) {
            self.families.draw(random)
        } else {
            // Some families are large: the square leans to low numbers.
            let share = random.unit();
            Word::Syllables((share * share * self.invented as f64) as u32)
        };
        let grandfather = self.men.draw(random);
        let father = self.men.draw(random);
        let size = match random.below(100) {
            0..62 => 1,
            62..80 => 2,
            80..90 => 3,
            90..97 => 4 + random.below(3),
            _ => 7 + random.below(6),
        };
        let event = random.below(self.events) as u64;
        let mut humans: Vec<Human> = Vec::with_capacity(size);
        // Brothers and sisters do not bear one name: a family of whom chance says so has a member less.
        for nth in 0..size {
            let human = self.human(random, [father, grandfather, family], event, nth);
            if humans.iter().all(|other| other.names[0] != human.names[0]) {
                humans.push(human);
            }
        }
        humans
    }

    fn human(&self, random: &mut Random, kin: [Word; 3], event: u64, nth: usize) -> Human {
        let sex = 1 + u32::from(random.happens(0.46));
        let own = if sex == 1 { self.men.draw(random) } else { self.women.draw(random) };
        let [father, grandfather, family] = kin;
        // A family killed together: brothers and sisters, at times the father or a cousin among them.
        let names = match random.below(20) {
            0 if nth > 0 => [father, grandfather, self.men.draw(random), family],
            1..4 if nth > 0 => [own, self.men.draw(random), grandfather, family],
            _ => [own, father, grandfather, family],
        };
        let sex = if names[0] == father && nth > 0 { 1 } else { sex };
        let mut at = Random::new(event ^ 0xE7E7);
        let day = at.below(DAYS) as i32;
        let place = at.below(PLACES as usize) as u32;
        let age = random.unit();
        Human {
            names,
            sex,
            age_years: (age * age * 75.0) as i32,
            day,
            place: [1, 1 + place % 6, 1 + place % 40, 1 + place],
        }
    }
}

/// Syllables in Arabic and in three romanisations.
const SYLLABLES: [(&str, [&str; 3]); 32] = [
    ("با", ["ba", "ba", "baa"]),
    ("دو", ["dou", "du", "do"]),
    ("ري", ["ri", "ree", "ri"]),
    ("شا", ["sha", "sha", "cha"]),
    ("قو", ["qo", "ko", "qu"]),
    ("مي", ["mi", "mee", "mi"]),
    ("طا", ["ta", "ta", "taa"]),
    ("خو", ["kho", "khu", "kho"]),
    ("سي", ["si", "see", "si"]),
    ("لا", ["la", "la", "la"]),
    ("زو", ["zo", "zou", "zu"]),
    ("ني", ["ni", "nee", "ni"]),
    ("غا", ["gha", "gha", "ga"]),
    ("فو", ["fo", "fou", "fu"]),
    ("حي", ["hi", "hee", "hi"]),
    ("كا", ["ka", "ka", "ka"]),
    ("جو", ["jo", "jou", "ju"]),
    ("صي", ["si", "see", "si"]),
    ("را", ["ra", "ra", "ra"]),
    ("تو", ["to", "tou", "tu"]),
    ("بر", ["bar", "ber", "bar"]),
    ("كن", ["kan", "ken", "kan"]),
    ("مش", ["mash", "mesh", "mach"]),
    ("دق", ["daq", "dak", "daq"]),
    ("سل", ["sal", "sel", "sal"]),
    ("حم", ["ham", "hem", "ham"]),
    ("زن", ["zan", "zen", "zan"]),
    ("طر", ["tar", "ter", "tar"]),
    ("فد", ["fad", "fed", "fad"]),
    ("نج", ["naj", "nej", "nag"]),
    ("لس", ["las", "les", "las"]),
    ("ود", ["wad", "wed", "wad"]),
];

/// A word in Arabic letters (`None`) or a romanisation.
pub(crate) fn spelt(word: Word, romanisation: Option<usize>, random: &mut Random) -> String {
    match word {
        Word::Syllables(number) => {
            let mut rest = crate::random::mix(u64::from(number) + 77);
            let count = 2 + (rest % 2) as usize;
            let mut text = String::new();
            for _ in 0..count {
                rest /= 32;
                let (arabic, latin) = SYLLABLES[(rest % 32) as usize];
                text.push_str(romanisation.map_or(arabic, |style| latin[style]));
            }
            match romanisation {
                None => text,
                Some(_) => capitalised(&text),
            }
        }
        Word::Entry(entry) => {
            let entry = &dictionary::get().entries()[usize::from(entry)];
            let spellings = if romanisation.is_some() { &entry.latin } else { &entry.arabic };
            // A list mostly keeps to its own spelling.
            let usual = romanisation.unwrap_or(0) % spellings.len();
            let at = if random.happens(0.8) { usual } else { random.below(spellings.len()) };
            spellings[at].to_owned()
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
