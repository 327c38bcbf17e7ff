//! Places in a recording: `1:24`, `1:02:03.5`, as they are typed and as they are shown. They run from left to right in
//! every language, as on any player.

use crate::component::form::Field;
use maud::{Markup, html};

/// Milliseconds as `1:24`, or `1:02:03`, without the fraction.
pub(super) fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// The same with its fraction, where it has one: what a form holds.
pub(super) fn exact(milliseconds: u64) -> String {
    let (clock, fraction) = (clock(milliseconds), milliseconds % 1_000);
    if fraction == 0 { clock } else { format!("{clock}.{fraction:03}").trim_end_matches('0').to_owned() }
}

/// Reads `84`, `1:24`, `1:02:03` or `1:24.5`, with digits of either script; `None` for anything else.
pub(super) fn read(text: &str) -> Option<u64> {
    let text: String = text.trim().chars().map(western).collect();
    let (clock, fraction) = text.split_once(['.', ',', '٫']).unwrap_or((&text, ""));
    let parts: Vec<&str> = clock.split(':').collect();
    if parts.len() > 3 || fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut seconds = 0_u64;
    for (place, part) in parts.iter().enumerate() {
        let is_number = (1..=6).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        let value: u64 = part.parse().ok().filter(|_| is_number)?;
        if place > 0 && value > 59 {
            return None;
        }
        seconds = seconds * 60 + value;
    }
    let fraction: u64 = format!("{fraction:0<3}").parse().ok()?;
    Some(seconds * 1_000 + fraction)
}

/// A digit of either script as a western one; any other letter as it is.
pub(super) fn western(letter: char) -> char {
    let value = match letter {
        '٠'..='٩' => u32::from(letter) - u32::from('٠'),
        '۰'..='۹' => u32::from(letter) - u32::from('۰'),
        _ => return letter,
    };
    char::from_digit(value, 10).unwrap_or(letter)
}

/// Seconds to be added to a clock, with their sign: `+45`, `−3600`.
pub(super) fn signed(seconds: i64) -> String {
    let number = crate::number::integer(i64::try_from(seconds.unsigned_abs()).unwrap_or(i64::MAX));
    if seconds < 0 { format!("\u{2212}{number}") } else { format!("+{number}") }
}

/// Reads a whole number of seconds with any sign and digits of either script.
pub(super) fn read_signed(text: &str) -> Option<i64> {
    let plain =
        text.trim().chars().filter(|letter| !matches!(letter, ',' | '٬' | ' ' | '\u{200e}' | '\u{200f}'));
    let plain: String =
        plain.map(western).map(|letter| if letter == '\u{2212}' { '-' } else { letter }).collect();
    plain.parse().ok()
}

/// A field for a place in a recording.
pub(super) fn field(field: &Field<'_>) -> Markup {
    with_example(field, "0:00")
}

/// A field for a share of a picture, in hundredths.
pub(super) fn share(field: &Field<'_>) -> Markup {
    with_example(field, "0")
}

fn with_example(field: &Field<'_>, example: &str) -> Markup {
    let described = field.wrong.map(|_| format!("{}-wrong", field.name));
    html! {
        div.field {
            label for=(field.name) { (field.label) }
            @if let Some(hint) = field.hint { small { (hint) } }
            @if let Some(wrong) = field.wrong { p.wrong id={ (field.name) "-wrong" } { (wrong) } }
            input type="text" id=(field.name) name=(field.name) value=(field.value) dir="ltr" autocomplete="off"
                placeholder=(example) aria-invalid=[field.wrong.map(|_| "true")] aria-describedby=[described];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_what_is_shown() {
        for (text, milliseconds) in [
            ("0:00", 0),
            ("1:24", 84_000),
            ("1:02:03.5", 3_723_500),
            ("0:07.25", 7_250),
            ("100:00", 6_000_000),
        ] {
            assert_eq!(read(text), Some(milliseconds), "{text}");
            assert_eq!(read(&exact(milliseconds)), Some(milliseconds), "{text}");
        }
        assert_eq!(read("٢:١٣"), Some(133_000));
        assert_eq!(read(" 84 "), Some(84_000));
        for wrong in ["", ":", "1:60", "1:2:3:4", "1:24.5555", "-1", "one", "1:24.x", "9999999:00"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_clock_may_be_late_or_early() {
        assert_eq!((signed(45).as_str(), signed(-3_600).as_str()), ("+45", "\u{2212}3,600"));
        assert_eq!(
            (read_signed("\u{2212}3,600"), read_signed("+٤٥"), read_signed("x")),
            (Some(-3_600), Some(45), None)
        );
    }
}
