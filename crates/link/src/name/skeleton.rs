//! The consonant skeleton of a word: one short code for the Arabic spelling of a name and its romanisations.
//!
//! Vowels, hamza and ayn are dropped within a word and are `a` at its start; letters that romanisers confuse share a
//! code (`q k`, `t th`, `s s`, `d dh`); doubled letters are one. `محمد`, `Mohammed` and `Mihemed` are `mhmd`.
//! Made for words that [`super::word`] has already freed of the article.

/// The skeleton of a folded word of either script; empty for other scripts and for numbers.
pub(super) fn of(form: &str) -> String {
    if form.is_ascii() { latin(form.as_bytes()) } else { arabic(form) }
}

fn arabic(form: &str) -> String {
    let letters: Vec<char> = form.chars().collect();
    let mut codes = String::with_capacity(letters.len());
    for (at, letter) in letters.iter().enumerate() {
        let is_last = at + 1 == letters.len();
        let code = match letter {
            'ا' | 'ع' | 'ء' if at == 0 => 'a',
            'و' if at == 0 => 'w',
            'ي' if at == 0 => 'y',
            'ب' | 'پ' => 'b',
            'ت' | 'ط' | 'ث' => 't',
            'ج' | 'چ' | 'ژ' => 'j',
            'ح' => 'h',
            'ه' if !is_last => 'h',
            'خ' => 'x',
            'د' | 'ض' | 'ذ' => 'd',
            'ر' => 'r',
            'ز' | 'ظ' => 'z',
            'س' | 'ص' => 's',
            'ش' => 'c',
            'غ' | 'گ' => 'g',
            'ف' | 'ڤ' => 'f',
            'ق' | 'ك' => 'k',
            'ل' => 'l',
            'م' => 'm',
            'ن' => 'n',
            _ => continue,
        };
        push(&mut codes, code);
    }
    codes
}

fn latin(form: &[u8]) -> String {
    let mut codes = String::with_capacity(form.len());
    let mut at = 0;
    while let Some(letter) = form.get(at) {
        let next = form.get(at + 1).copied().unwrap_or(b' ');
        let is_last = at + 1 == form.len();
        let is_pair = next == b'h' && matches!(letter, b'k' | b'g' | b's' | b'c' | b't' | b'd' | b'p');
        let code = match (letter, is_pair) {
            (b'g', _) => 'g',
            (b's' | b'c', true) => 'c',
            (b't', _) => 't',
            (b'd', _) => 'd',
            (b'p', true) | (b'f' | b'v', _) => 'f',
            (b'b' | b'p', _) => 'b',
            (b'j', _) => 'j',
            (b'h', _) if !is_last => 'h',
            (b'k', true) | (b'x', _) => 'x',
            (b'r', _) => 'r',
            (b'z', _) => 'z',
            (b's', _) => 's',
            (b'k' | b'q' | b'c', _) => 'k',
            (b'l', _) => 'l',
            (b'm', _) => 'm',
            (b'n', _) => 'n',
            (b'w', _) if at == 0 => 'w',
            (b'y', _) if at == 0 => 'y',
            (b'a' | b'e' | b'i' | b'o' | b'u', _) if at == 0 => 'a',
            _ => {
                at += 1;
                continue;
            }
        };
        at += if is_pair { 2 } else { 1 };
        push(&mut codes, code);
    }
    codes
}

fn push(codes: &mut String, code: char) {
    if !codes.ends_with(code) {
        codes.push(code);
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn both_scripts_share_a_code() {
        for (arabic, latin) in [
            ("محمد", "mohammed"),
            ("يوسف", "yousef"),
            ("خليل", "khalil"),
            ("عثمان", "othman"),
            ("شحاده", "shehadeh"),
            ("قاسم", "kassem"),
            ("وليد", "waleed"),
            ("غسان", "ghassan"),
            ("فاطمه", "fatimah"),
        ] {
            assert_eq!(of(arabic), of(latin), "{arabic} and {latin}");
        }
    }

    #[test]
    fn different_names_have_different_codes() {
        assert_ne!(of("احمد"), of("محمد"));
        assert_ne!(of("خالد"), of("وليد"));
        assert_eq!(of("123"), "");
    }
}
