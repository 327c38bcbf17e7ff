//! Folds text for search: one form for all spellings of a word, and keys shared by the Arabic and the Latin
//! spelling of a name.
//!
//! The original text is never changed; folded text is an index, not something to show. Whether two people bear
//! the same name is not decided here. Start at [`fold`]; databases store [`index_text`] and are asked with
//! [`query_terms`].

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

mod skeleton;

/// The start of every search key. No word of a language starts so.
pub const KEY_PREFIX: &str = "x0";

/// Folds a text to runs of letters and digits parted by single spaces: compatibility forms and presentation forms
/// resolved, marks and diacritics dropped, letter variants made one, digits ASCII, lower case. Apostrophes and ayn
/// marks join (`Mar’a` = `Mara`), everything else that is no letter or digit parts. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = Folded { text: String::with_capacity(text.len()), parted: false };
    // Before decomposition too: the spacing acute accent would become a space there.
    let plain = text.chars().filter(|letter| !joins(*letter));
    for letter in plain.nfkd().filter(|letter| !joins(*letter) && !is_combining_mark(*letter)) {
        if letter.is_ascii() {
            folded.push(letter.to_ascii_lowercase());
        } else if letter.to_lowercase().eq([letter]) {
            folded.push(letter);
        } else {
            letter
                .to_lowercase()
                .nfkd()
                .filter(|letter| !is_combining_mark(*letter))
                .for_each(|l| folded.push(l));
        }
    }
    folded.text
}

struct Folded {
    text: String,
    /// Whether a separator was seen since the last letter.
    parted: bool,
}

impl Folded {
    fn push(&mut self, letter: char) {
        let replaced = replacement(letter);
        if replaced.is_none() && !letter.is_alphanumeric() {
            self.parted = true;
            return;
        }
        if self.parted && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.parted = false;
        match replaced {
            Some(text) => self.text.push_str(text),
            None => self.text.push(digit(letter)),
        }
    }
}

/// Characters that are dropped without parting a word: tatweel, bidirectional and zero-width marks, the soft
/// hyphen, apostrophes and the marks that stand for ayn and hamza in Latin letters.
const fn joins(letter: char) -> bool {
    matches!(
        letter,
        '\u{0640}' | '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
            | '\'' | '`' | '\u{00B4}' | '\u{2018}'..='\u{201B}' | '\u{FF07}'
            | '\u{02B9}'..='\u{02BF}' | '\u{02C8}' | '\u{02CA}' | '\u{02CB}' | '\u{055A}' | '\u{A78B}' | '\u{A78C}'
            | '\u{0674}'
    )
}

/// Letters that compatibility decomposition leaves apart although readers search for them as one.
const fn replacement(letter: char) -> Option<&'static str> {
    Some(match letter {
        'أ' | 'إ' | 'آ' | 'ٱ' => "ا",
        'ى' | 'ئ' | 'ی' | 'ې' | 'ێ' | 'ۍ' | 'ے' => "ي",
        'ؤ' | 'ۆ' | 'ۇ' | 'ۈ' | 'ۋ' | 'ۊ' => "و",
        'ة' | 'ۃ' | 'ە' | 'ہ' | 'ھ' => "ه",
        'ک' | 'ڪ' => "ك",
        'ڕ' => "ر",
        'ڵ' => "ل",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// The zero of every run of ten decimal digits in the Basic Multilingual Plane that decomposition leaves alone.
const ZEROS: [u32; 34] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0,
    0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50,
];

fn digit(letter: char) -> char {
    let code = u32::from(letter);
    ZEROS
        .iter()
        .filter_map(|zero| code.checked_sub(*zero))
        .find(|value| *value < 10)
        .and_then(|value| char::from_digit(value, 10))
        .unwrap_or(letter)
}

/// The keys under which a text is found from the other script or another romanisation, without [`fold`]'s words;
/// sorted, each once. `الرقة`, `Raqqa` and `Ar Raqqah` share one key.
pub fn search_keys(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let mut keys: Vec<String> = words.iter().flat_map(|word| skeleton::of_word(word)).collect();
    keys.extend(words.iter().flat_map(|word| skeleton::of_parts(word)));
    keys.extend(skeleton::of_pairs(&words));
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter().map(|key| format!("{KEY_PREFIX}{key}")).collect()
}

/// What a full-text index holds of a text: its folded words, then its keys.
pub fn index_text(text: &str) -> String {
    std::iter::once(fold(text))
        .chain(search_keys(text))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The terms of a query: for each word its alternatives, the folded word first, then its keys. All terms must be
/// found, one alternative of each. Latin articles count only where the query is nothing else.
pub fn query_terms(query: &str) -> Vec<Vec<String>> {
    let folded = fold(query);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let only_articles = words.iter().all(|word| skeleton::is_article(word));
    words
        .into_iter()
        .filter(|word| only_articles || !skeleton::is_article(word))
        .map(|word| {
            let keys = skeleton::of_word(word).into_iter().map(|key| format!("{KEY_PREFIX}{key}"));
            std::iter::once(word.to_owned()).chain(keys).collect()
        })
        .collect()
}
