//! Consonant skeletons: one code for the Arabic spelling of a name and for its romanisations.
//!
//! Built for places of Syria and Iraq in Arabic and in the Latin spellings of gazetteers, releases and recorders.
//! Vowels, hamza and ayn inside a word are dropped; a vowel or ayn at its start is `a`; a short skeleton also ends
//! in `a` where the word ends in a or in taa marbuta. It takes folded words only. Start at [`of_word`].

/// Latin forms of the Arabic article, alone as a word.
const ARTICLES: [&str; 20] = [
    "al", "el", "ul", "ar", "er", "as", "es", "ash", "esh", "at", "et", "ath", "ad", "ed", "adh", "edh",
    "an", "en", "az", "ez",
];

/// Skeletons of words that are written apart or together with the next: tall, kafr, deir, abu, albu, khan, bayt.
const JOINING: [&str; 7] = ["tl", "kfr", "dr", "ab", "alb", "xn", "bt"];

/// The same words as they start a longer one.
const JOINED_LATIN: [&str; 8] = ["albu", "abu", "tall", "tell", "kafar", "kafr", "deir", "dayr"];
const JOINED_ARABIC: [&str; 3] = ["البو", "ابو", "كفر"];

/// Letters of an Arabic and of a Latin word short enough to be found by one consonant.
const SHORT_LETTERS: usize = 3;
const SHORT_LETTERS_LATIN: usize = 4;

/// Spellings of "Abu" that stand alone and do not show its first vowel.
const ABU: [&str; 5] = ["albu", "bu", "bo", "البو", "بو"];

/// Whether a folded Latin word is a form of the Arabic article.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

/// The skeletons of one folded word, likeliest first; none for numbers, articles, other scripts and words with
/// too few consonants.
pub(super) fn of_word(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    if is_article(word) {
        return found;
    }
    if ABU.contains(&word) {
        found.push("ab".to_owned());
    }
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        of_latin(&mut found, word);
        if let Some(bare) = without_latin_article(word) {
            of_latin(&mut found, bare);
        }
    } else if word.chars().all(is_arabic) {
        of_arabic(&mut found, without_arabic_article(word));
    }
    found
}

fn of_latin(found: &mut Vec<String>, word: &str) {
    let is_short = word.len() <= SHORT_LETTERS_LATIN;
    let whole = latin(word);
    let with_h = format!("{}h", whole.codes);
    let ends_in_h = word.ends_with('h') && whole.ends_in_a;
    push(found, whole, is_short);
    // Malaḩ is ملح: a folded h may also be a consonant.
    if ends_in_h {
        push(found, Skeleton { codes: with_h, ends_in_a: false }, is_short);
    }
    // "Jourat al Sous" is جورة السوس: the t is the taa marbuta of a first word.
    if let Some(stem) = word.strip_suffix("at").filter(|stem| stem.len() >= 2) {
        push(found, Skeleton { codes: latin(stem).codes, ends_in_a: true }, is_short);
    }
}

fn of_arabic(found: &mut Vec<String>, word: &str) {
    let is_short = word.chars().count() <= SHORT_LETTERS;
    push(found, arabic(word), is_short);
    // A final hamza or ayn is not written in Latin letters or leaves an a, and a final yaa may be an alif maqsura.
    if word.ends_with(['ء', 'ع', 'ي']) {
        push(found, Skeleton { ends_in_a: true, ..arabic(word) }, is_short);
    }
}

/// The skeletons of the two halves of a word written together, such as `Tallkalakh` or `البوكمال`.
pub(super) fn of_parts(word: &str) -> Vec<String> {
    let mut joined = JOINED_LATIN.iter().chain(&JOINED_ARABIC);
    let Some((head, rest)) = joined.find_map(|head| Some((*head, word.strip_prefix(*head)?))) else {
        return Vec::new();
    };
    // Deirezzor is deir, the article and zor; Kafranbel is kafr and nabl.
    let mut parts = of_word(glued_article(rest).unwrap_or(rest));
    if let Some(rest) = rest.strip_prefix(['a', 'e']) {
        parts.extend(of_word(rest));
    }
    if rest.chars().count() <= SHORT_LETTERS || parts.is_empty() {
        return Vec::new();
    }
    let head = match head {
        "albu" | "البو" => "abu",
        other => other,
    };
    of_word(head).into_iter().chain(parts).collect()
}

/// The skeletons of neighbours that are also written as one word, articles between them passed over.
pub(super) fn of_pairs(words: &[&str]) -> Vec<String> {
    let words: Vec<Vec<String>> =
        words.iter().filter(|word| !is_article(word)).map(|word| of_word(word)).collect();
    let mut found = Vec::new();
    for pair in words.windows(2) {
        let [first, second] = pair else { continue };
        let (Some(first), Some(second)) = (first.first(), second.first()) else { continue };
        if JOINING.contains(&first.as_str()) {
            let second = if first.len() + second.len() > 3 { second.trim_end_matches('a') } else { second };
            // البوكمال: the a of "Abu" is lost after the article.
            found.extend(first.strip_prefix("a").map(|rest| format!("{rest}{second}")));
            found.push(format!("{first}{second}"));
        }
    }
    found
}

struct Skeleton {
    codes: String,
    ends_in_a: bool,
}

/// Keeps a skeleton if it has two codes, or one in a short word. Those of at most two consonants are told apart
/// further by the ending: `Raqqa` is `rqa`, `Iraq` is `arq`.
fn push(found: &mut Vec<String>, skeleton: Skeleton, is_short: bool) {
    let Skeleton { mut codes, ends_in_a } = skeleton;
    let consonants = codes.strip_prefix('a').unwrap_or(&codes).len();
    if consonants == 0 || (codes.len() == 1 && !is_short) {
        return;
    }
    if consonants <= 2 && ends_in_a {
        codes.push('a');
    }
    if !found.contains(&codes) {
        found.push(codes);
    }
}

/// `alraqqa` and `arraqqah` without their article; `None` where there is none to see.
fn without_latin_article(word: &str) -> Option<&str> {
    glued_article(word).filter(|rest| rest.len() >= 4)
}

fn glued_article(word: &str) -> Option<&str> {
    match word.as_bytes() {
        [b'a' | b'e', b'l', next, ..] if !is_vowel(*next) => Some(&word[2..]),
        [b'a' | b'e', first @ (b'r' | b's' | b't' | b'd' | b'n' | b'z'), next, ..] if first == next => {
            Some(&word[2..])
        }
        _ => None,
    }
}

fn without_arabic_article(word: &str) -> &str {
    for article in ["وال", "بال", "فال", "كال", "لل", "ال"] {
        let least = if article == "ال" { 2 } else { 3 };
        if let Some(rest) = word.strip_prefix(article).filter(|rest| rest.chars().count() >= least) {
            return rest;
        }
    }
    word
}

const fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{0621}'..='\u{064A}' | '\u{0671}'..='\u{06D3}')
}

const fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn latin(word: &str) -> Skeleton {
    let bytes = word.as_bytes();
    let mut codes = String::new();
    let mut before: Option<char> = None;
    let mut at = 0;
    while at < bytes.len() {
        let (code, width) = latin_code(&bytes[at..], at == 0);
        let is_final_h = bytes[at] == b'h' && at + 1 == bytes.len() && at > 0;
        // Doubled letters are one; the same letter after a vowel is another.
        if let Some(code) = code.filter(|code| !is_final_h && before != Some(*code)) {
            codes.push(code);
        }
        before = code;
        at += width;
    }
    let ends_in_a = word.ends_with(['a', 'e'])
        || (word.ends_with('h')
            && !["sh", "kh", "gh", "th", "dh", "ch"].iter().any(|end| word.ends_with(end)));
    Skeleton { codes, ends_in_a }
}

fn latin_code(rest: &[u8], is_first: bool) -> (Option<char>, usize) {
    let digraph = match rest {
        [b's' | b'c', b'h', ..] => Some('y'),
        [b'k', b'h', ..] => Some('x'),
        [b'g', b'h', ..] => Some('g'),
        [b't', b'h', ..] => Some('c'),
        [b'd', b'h', ..] => Some('z'),
        [b'd', b'j', ..] | [b'z', b'h', ..] => Some('j'),
        [b'p', b'h', ..] => Some('f'),
        _ => None,
    };
    if digraph.is_some() {
        return (digraph, 2);
    }
    let code = match rest[0] {
        b'a' | b'e' | b'i' | b'o' | b'u' if is_first => Some('a'),
        b'w' if is_first => Some('w'),
        b'y' if is_first => Some('i'),
        b'b' | b'p' => Some('b'),
        b'c' | b'k' => Some('k'),
        b'f' | b'v' => Some('f'),
        b'x' => Some('x'),
        code @ (b'd' | b'g' | b'h' | b'j' | b'l' | b'm' | b'n' | b'q' | b'r' | b's' | b't' | b'z') => {
            Some(char::from(code))
        }
        _ => None,
    };
    (code, 1)
}

fn arabic(word: &str) -> Skeleton {
    let ends_in_a = word.ends_with(['ه', 'ا']) && word.chars().nth(1).is_some();
    let stem = word.strip_suffix('ه').filter(|stem| !stem.is_empty()).unwrap_or(word);
    let codes = stem.chars().enumerate().filter_map(|(at, letter)| arabic_code(letter, at == 0)).collect();
    Skeleton { codes, ends_in_a }
}

const fn arabic_code(letter: char, is_first: bool) -> Option<char> {
    Some(match letter {
        'ا' | 'ع' | 'ء' if is_first => 'a',
        'و' if is_first => 'w',
        'ي' if is_first => 'i',
        'ب' | 'پ' => 'b',
        'ت' | 'ط' => 't',
        'ث' => 'c',
        'ج' | 'ژ' => 'j',
        'چ' | 'ش' => 'y',
        'ح' | 'ه' => 'h',
        'خ' => 'x',
        'د' | 'ض' => 'd',
        'ذ' | 'ز' | 'ظ' => 'z',
        'ر' => 'r',
        'س' | 'ص' => 's',
        'غ' | 'گ' => 'g',
        'ف' | 'ڤ' => 'f',
        'ق' => 'q',
        'ك' => 'k',
        'ل' => 'l',
        'م' => 'm',
        'ن' => 'n',
        _ => return None,
    })
}
