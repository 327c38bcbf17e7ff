//! The start of a message's first line: its date and time, in whatever digits, order and form the phone wrote them.
//! Only the shape is read here; which number is the day is decided over the whole file by [`super::order`].

use std::ops::Range;

/// How a line's start is set off from its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// `[31/12/20, 23:59:59] `, as iOS writes it.
    Brackets,
    /// `31/12/2020, 23:59 - `, as Android writes it.
    Dash,
    /// `31/12/20, 23:59:59: `, as old versions of iOS wrote it.
    Colon,
}

/// Half of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// AM, ص.
    Before,
    /// PM, م.
    After,
}

/// A date and time as they stand in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Brackets, dash or colon.
    pub form: Form,
    /// The three numbers of the date, in the order written.
    pub date: [u32; 3],
    /// Digits of the first number: four where the year comes first.
    pub first_digits: usize,
    /// Digits of the last number.
    pub last_digits: usize,
    /// What stands between the numbers of the date.
    pub separator: char,
    /// As written, 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
    /// 0 to 59, where it is written.
    pub second: Option<u32>,
    /// Where a half of the day is written.
    pub half: Option<Half>,
    /// The time as written, as bytes of the line.
    pub written: Range<usize>,
    /// Where the rest of the line starts.
    pub rest: usize,
}

/// Words for the halves of the day, without dots, blanks and marks, in lower case.
const HALVES: &[(&str, Half)] = &[
    ("am", Half::Before),
    ("pm", Half::After),
    ("a", Half::Before),
    ("p", Half::After),
    ("ص", Half::Before),
    ("م", Half::After),
    ("صباحا", Half::Before),
    ("مساء", Half::After),
    ("قظ", Half::Before),
    ("بظ", Half::After),
    ("öö", Half::Before),
    ("ös", Half::After),
    ("vorm", Half::Before),
    ("nachm", Half::After),
    ("上午", Half::Before),
    ("下午", Half::After),
    ("午前", Half::Before),
    ("午後", Half::After),
    ("오전", Half::Before),
    ("오후", Half::After),
];

/// Words that join a date to its time.
const JOINTS: &[&str] =
    &["à", "klo", "um", "at", "kl", "las", "a", "الساعة", "في", "ساعت", "saat", "ore", "om"];

/// Commas and words between date and time.
const PIECES_BETWEEN_MAX: usize = 4;

/// Letters a word between date and time may have.
const WORD_CHARS_MAX: usize = 12;

/// Whether a letter is invisible and only sets the direction of its neighbours, or marks the start of a file.
pub const fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// A text without marks, trimmed.
pub fn without_marks(text: &str) -> String {
    let kept: String = text.chars().filter(|letter| !is_mark(*letter)).collect();
    kept.trim().to_owned()
}

/// Reads the start of a line; `None` where it is not the start of a message.
pub fn stamp(line: &str) -> Option<Stamp> {
    let mut at = Cursor { line, at: 0 };
    let brackets = at.eat(|letter| letter == '[').is_some();
    at.skip_marks();
    let start = at.at;
    let (date, digits, separator) = date(&mut at)?;
    let mut half = None;
    if !between(&mut at, &mut half) {
        return None;
    }
    let (hour, minute, second) = time(&mut at)?;
    let mut end = at.at;
    if half.is_none()
        && let Some(found) = half_after(&mut at)
    {
        half = Some(found);
        end = at.at;
    }
    at.skip_blanks();
    let form = form(&mut at, brackets)?;
    if hour > 23 || minute > 59 || second.is_some_and(|second| second > 59) {
        return None;
    }
    let (first_digits, last_digits) = (digits[0], digits[2]);
    let (written, rest) = (start..end, at.at);
    Some(Stamp {
        form,
        date,
        first_digits,
        last_digits,
        separator,
        hour,
        minute,
        second,
        half,
        written,
        rest,
    })
}

fn form(at: &mut Cursor, brackets: bool) -> Option<Form> {
    let form = if brackets {
        at.eat(|letter| letter == ']')?;
        Form::Brackets
    } else if at.eat(|letter| matches!(letter, '-' | '–')).is_some() {
        Form::Dash
    } else {
        at.eat(|letter| letter == ':')?;
        Form::Colon
    };
    // One blank belongs to the form; marks and further blanks are the message's.
    if at.line[at.at..].starts_with(is_blank) {
        at.advance();
        return Some(form);
    }
    (form == Form::Brackets || at.line.len() == at.at).then_some(form)
}

fn date(at: &mut Cursor) -> Option<([u32; 3], [usize; 3], char)> {
    let (first, first_digits) = at.number(4)?;
    let separator = at.eat(|letter| matches!(letter, '/' | '.' | '-'))?;
    at.skip_blanks();
    let (second, second_digits) = at.number(2)?;
    at.eat(|letter| letter == separator)?;
    at.skip_blanks();
    let (third, third_digits) = at.number(4)?;
    let fits = |digits: usize| matches!(digits, 1 | 2 | 4);
    let one_year = first_digits < 3 || third_digits < 3;
    (fits(first_digits) && fits(third_digits) && one_year).then_some((
        [first, second, third],
        [first_digits, second_digits, third_digits],
        separator,
    ))
}

/// Passes over what stands between date and time; a half of the day may be written there. Whether a time follows.
fn between(at: &mut Cursor, half: &mut Option<Half>) -> bool {
    let start = at.at;
    at.eat(|letter| letter == '.');
    for _ in 0..PIECES_BETWEEN_MAX {
        at.skip_blanks();
        if at.eat(|letter| matches!(letter, ',' | '،')).is_some() {
            continue;
        }
        if at.peek().is_some_and(|letter| digit(letter).is_some()) {
            return at.at > start;
        }
        let Some(word) = at.word() else { return false };
        let is_joint = JOINTS.contains(&word.as_str());
        let found = half_of(&word).filter(|_| !is_joint);
        if found.is_none() && !is_joint {
            return false;
        }
        *half = found.or(*half);
    }
    false
}

fn time(at: &mut Cursor) -> Option<(u32, u32, Option<u32>)> {
    let (hour, _) = at.number(2)?;
    let colon = at.eat(|letter| matches!(letter, ':' | '.'))?;
    let (minute, digits) = at.number(2)?;
    if digits != 2 {
        return None;
    }
    let before = at.at;
    if at.eat(|letter| letter == colon).is_some() {
        match at.number(2) {
            Some((second, 2)) => return Some((hour, minute, Some(second))),
            _ => at.at = before,
        }
    }
    Some((hour, minute, None))
}

/// A half of the day behind the time; the cursor stays where there is none.
fn half_after(at: &mut Cursor) -> Option<Half> {
    let before = at.at;
    at.skip_blanks();
    let mut word = String::new();
    // "p. m." is written with a blank between its letters.
    for _ in 0..2 {
        let Some(piece) = at.word() else { break };
        word.push_str(&piece);
        let here = at.at;
        at.skip_blanks();
        if let Some(half) = half_of(&word).filter(|_| !matches!(word.as_str(), "a" | "p")) {
            at.at = here;
            return Some(half);
        }
    }
    if let Some(half) = half_of(&word) {
        return Some(half);
    }
    at.at = before;
    None
}

fn half_of(word: &str) -> Option<Half> {
    HALVES.iter().find(|(known, _)| *known == word).map(|(_, half)| *half)
}

/// The value of a Western, Arabic-Indic or Persian digit.
pub const fn digit(letter: char) -> Option<u32> {
    match letter {
        '0'..='9' => Some(letter as u32 - '0' as u32),
        '\u{0660}'..='\u{0669}' => Some(letter as u32 - 0x0660),
        '\u{06f0}'..='\u{06f9}' => Some(letter as u32 - 0x06f0),
        _ => None,
    }
}

const fn is_vowel_sign(letter: char) -> bool {
    matches!(letter, '\u{064b}'..='\u{0652}')
}

const fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// A place in a line; marks are passed over.
struct Cursor<'a> {
    line: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn first(&self) -> Option<char> {
        self.line[self.at..].chars().next()
    }

    fn advance(&mut self) {
        self.at += self.first().map_or(0, char::len_utf8);
    }

    fn skip_marks(&mut self) {
        while self.first().is_some_and(is_mark) {
            self.advance();
        }
    }

    fn skip_blanks(&mut self) {
        while self.first().is_some_and(|letter| is_mark(letter) || is_blank(letter)) {
            self.advance();
        }
    }

    fn peek(&mut self) -> Option<char> {
        self.skip_marks();
        self.first()
    }

    fn eat(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let before = self.at;
        let found = self.peek().filter(|letter| wanted(*letter));
        if found.is_some() {
            self.advance();
        } else {
            self.at = before;
        }
        found
    }

    /// A number and how many digits it has.
    fn number(&mut self, digits_max: usize) -> Option<(u32, usize)> {
        let (mut value, mut digits) = (0, 0);
        while let Some(found) = self.peek().and_then(digit) {
            digits += 1;
            if digits > digits_max {
                return None;
            }
            value = value * 10 + found;
            self.advance();
        }
        (digits > 0).then_some((value, digits))
    }

    /// A word in lower case, without its dots and its vowel signs.
    fn word(&mut self) -> Option<String> {
        let mut word = String::new();
        let mut letters = 0;
        while let Some(letter) =
            self.eat(|letter| letter.is_alphabetic() || letter == '.' || is_vowel_sign(letter))
        {
            letters += 1;
            if letters > WORD_CHARS_MAX {
                return None;
            }
            if letter.is_alphabetic() && !is_vowel_sign(letter) {
                word.extend(letter.to_lowercase());
            }
        }
        (!word.is_empty()).then_some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Clock = (u32, u32, Option<u32>);

    fn read(line: &str) -> (Form, [u32; 3], Clock, Option<Half>, String, String) {
        let found = stamp(line).unwrap_or_else(|| unreachable!("{line:?} is a message"));
        let written = line[found.written.clone()].to_owned();
        let clock = (found.hour, found.minute, found.second);
        (found.form, found.date, clock, found.half, written, line[found.rest..].to_owned())
    }

    #[test]
    fn phones_of_many_countries() {
        let (form, date, clock, half, written, rest) = read("12/31/20, 11:59\u{202f}PM - Nur: hello");
        assert_eq!((form, date, clock), (Form::Dash, [12, 31, 20], (11, 59, None)));
        assert_eq!((half, rest.as_str()), (Some(Half::After), "Nur: hello"));
        assert_eq!(written, "12/31/20, 11:59\u{202f}PM");
        let arabic = "٣١\u{200f}/١٢\u{200f}/٢٠٢٠، ١١:٥٩ م - نور: مرحبا";
        let (form, date, clock, half, ..) = read(arabic);
        assert_eq!((form, date, clock), (Form::Dash, [31, 12, 2020], (11, 59, None)));
        assert_eq!(half, Some(Half::After));
        let (form, date, clock, half, _, rest) =
            read("\u{200e}[31/12/20, 23:59:58] Nur: \u{200e}image omitted");
        assert_eq!((form, date, clock, half), (Form::Brackets, [31, 12, 20], (23, 59, Some(58)), None));
        assert_eq!(rest, "Nur: \u{200e}image omitted");
        assert_eq!(read("31/12/2020 à 23:59 - N: x").2, (23, 59, None));
        assert_eq!(read("[31.12.2020 klo 23.59.58] N: x").2, (23, 59, Some(58)));
        assert_eq!(read("31/12/20 11:59 p. m. - N: x").3, Some(Half::After));
        assert_eq!(read("31/12/20 9:09 a.\u{a0}m. - N: x").3, Some(Half::Before));
        assert_eq!(read("31.12.2020 ÖS 11:59 - N: x").3, Some(Half::After));
        assert_eq!(read("2020. 12. 31. 23:59 - N: x").1, [2020, 12, 31]);
        assert_eq!(read("۱۴۰۰/۱/۲, ۱۰:۰۹ - N: x").1, [1400, 1, 2]);
        assert_eq!(read("31/12/20, 23:59:58: N: x").0, Form::Colon);
        assert_eq!(read("[٣١\u{200f}/١٢\u{200f}/٢٠٢٠، ١١:٥٩:٥٨ م] نور: س").2, (11, 59, Some(58)));
        assert_eq!(read("31/12/2020، 09:15 صباحًا - N: x").3, Some(Half::Before));
    }

    #[test]
    fn ordinary_lines_are_no_start() {
        for line in [
            "",
            "hello",
            "[",
            "31/12",
            "31/12/2020",
            "31/12/2020 tomorrow 10:30 - come",
            "12:30 - 13:00",
            "31/12/2020, 25:00 - N: x",
            "31/12/2020, 23:60 - N: x",
            "31/12/2020, 23:5 - N: x",
            "123/12/2020, 23:59 - N: x",
            "2020/12/2020, 23:59 - N: x",
            "31/12/2020, 23:59 N: x",
            "31/12/2020, 23:59 -N",
            "[31/12/2020, 23:59 N: x",
            "١٢٣٤٥/١/١، ١:٠٠ - N: x",
        ] {
            assert_eq!(stamp(line), None, "{line:?}");
        }
    }
}
