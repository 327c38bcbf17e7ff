//! Text of cells as the values of a record. Each function either gives a value or says why not; none guesses.

pub mod age;
pub mod count;
pub mod date;

/// Arabic and Persian digits as Latin ones, other letters unchanged.
pub fn latin_digits(text: &str) -> std::borrow::Cow<'_, str> {
    let arabic = |letter: char| matches!(letter, '٠'..='٩' | '۰'..='۹');
    if text.is_ascii() || !text.contains(arabic) {
        return text.into();
    }
    let digit =
        |letter: char, zero: char| char::from_digit(letter as u32 - zero as u32, 10).unwrap_or(letter);
    let latin = |letter: char| match letter {
        '٠'..='٩' => digit(letter, '٠'),
        '۰'..='۹' => digit(letter, '۰'),
        _ => letter,
    };
    text.chars().map(latin).collect::<String>().into()
}

/// A value of a table for comparison: lower case, single blanks.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}
