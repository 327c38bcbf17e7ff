//! Particles of Arabic names and how the words beside them join: `عبد الرحمن`, `Abd al-Rahman` and `Abdelrahman`
//! become one word, `نور الدين` and `Noureddin` another; articles of the Latin alphabet go.
//!
//! Works on folded words, one name at a time, and knows nothing of roles.

/// Forms of the article written apart, with the letter before which each stands; `None` before any.
const ARTICLES: [(&str, Option<u8>); 22] = [
    ("al", None),
    ("el", None),
    ("ul", None),
    ("ar", Some(b'r')),
    ("er", Some(b'r')),
    ("ur", Some(b'r')),
    ("as", Some(b's')),
    ("es", Some(b's')),
    ("us", Some(b's')),
    ("ash", Some(b's')),
    ("esh", Some(b's')),
    ("at", Some(b't')),
    ("et", Some(b't')),
    ("ad", Some(b'd')),
    ("ed", Some(b'd')),
    ("ud", Some(b'd')),
    ("an", Some(b'n')),
    ("en", Some(b'n')),
    ("un", Some(b'n')),
    ("az", Some(b'z')),
    ("ez", Some(b'z')),
    ("uz", Some(b'z')),
];

/// Second halves that join to the word before, and the one form they take.
const DIN: [&str; 18] = [
    "aldin", "eldin", "uldin", "aldeen", "eldeen", "uldeen", "aldine", "eldine", "addin", "eddin", "uddin",
    "eddine", "addeen", "eddeen", "uddeen", "aldyn", "ldin", "adin",
];

/// What `Abd` stands before without an article.
const SERVANT_OF: [&str; 9] = ["ربه", "رب", "الله", "rabbo", "rabo", "rabbuh", "allah", "alla", "ullah"];

/// Whether a folded Latin word is the article before a word.
fn is_article(word: &str, next: &str) -> bool {
    ARTICLES.iter().any(|(article, letter)| {
        *article == word && letter.is_none_or(|letter| next.as_bytes().first() == Some(&letter))
    })
}

/// Joins the words of a folded name. The second of each pair says whether the word had a Latin article.
pub(super) fn joined(folded: &str) -> Vec<(String, bool)> {
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut found: Vec<(String, bool)> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let (form, had_article, used) = next(rest);
        at += used;
        if let Some(joined) = suffix(&form).and_then(|suffix| Some(found.last()?.0.clone() + suffix)) {
            if let Some(last) = found.last_mut() {
                last.0 = joined;
            }
        } else {
            found.push((form, had_article));
        }
    }
    found
}

/// The next joined word, whether an article was passed, and how many words it took.
fn next(words: &[&str]) -> (String, bool, usize) {
    let word = words[0];
    let Some(following) = words.get(1).copied() else { return (alone(word), false, 1) };
    if is_servant(word) {
        let is_article = is_article(following, words.get(2).copied().unwrap_or(""));
        if let Some(third) = words.get(2).filter(|_| is_article) {
            return (servant(third), false, 3);
        }
        if joins_servant(word, following) {
            return (servant(following), false, 2);
        }
    }
    if is_father_or_mother(word) {
        let (rest, _, used) = next(&words[1..]);
        let head =
            if matches!(word, "ام" | "om" | "um" | "umm" | "oum" | "omm") { "ام" } else { "ابو" };
        let head = match (rest.is_ascii(), head) {
            (true, "ام") => "um",
            (true, _) => "abu",
            (false, head) => head,
        };
        return (format!("{head}{}", rest.strip_prefix("ال").unwrap_or(&rest)), false, used + 1);
    }
    if is_article(word, following) {
        if matches!(following, "din" | "deen" | "dine") {
            return ("aldin".to_owned(), false, 2);
        }
        let (rest, _, used) = next(&words[1..]);
        return (rest, true, used + 1);
    }
    (alone(word), false, 1)
}

/// Kunya and family particles: father of, mother of.
pub(super) fn is_father_or_mother(word: &str) -> bool {
    matches!(
        word,
        "ابو" | "ابا" | "ابي" | "ام" | "abu" | "abo" | "abou" | "um" | "umm" | "om" | "omm" | "oum" | "bu"
    )
}

fn is_servant(word: &str) -> bool {
    matches!(
        word,
        "عبد" | "abd" | "abdul" | "abdel" | "abdal" | "abdoul" | "abed" | "abid" | "ebd" | "ebdul" | "abdil"
    )
}

fn joins_servant(word: &str, following: &str) -> bool {
    SERVANT_OF.contains(&following)
        || matches!(word, "abdul" | "abdel" | "abdal" | "abdoul" | "ebdul" | "abdil")
        || (word == "عبد" && following.starts_with("ال"))
        || (word.is_ascii()
            && (following.starts_with("al") || following.starts_with("el"))
            && following.len() > 5)
}

/// `Abd` and what follows it, without the article.
fn servant(of: &str) -> String {
    if of.is_ascii() {
        let bare = of
            .strip_prefix("al")
            .or_else(|| of.strip_prefix("el"))
            .filter(|rest| rest.len() >= 4)
            .unwrap_or(of);
        match of {
            "allah" | "alla" | "lah" | "llah" => "abdullah".to_owned(),
            _ => format!("abdul{bare}"),
        }
    } else {
        format!("عبد{of}")
    }
}

/// One word as it stands, its inner compound written one way.
fn alone(word: &str) -> String {
    if !word.is_ascii() {
        return word.to_owned();
    }
    if let Some(rest) =
        word.strip_prefix("abd").or_else(|| word.strip_prefix("ebd")).filter(|rest| rest.len() >= 4)
    {
        let bare = rest.trim_start_matches(['a', 'e', 'u', 'o', 'i']);
        let bytes = bare.as_bytes();
        if bare.len() < rest.len() && bare.len() >= 2 {
            if matches!(bare, "lah" | "llah" | "la" | "lla") {
                return "abdullah".to_owned();
            }
            if bytes[0] == b'l' && bare.len() >= 4 {
                return format!("abdul{}", &bare[1..]);
            }
            if bytes[0] == bytes[1] {
                return format!("abdul{}", &bare[1..]);
            }
        }
    }
    if let Some((stem, _)) =
        DIN.iter().find_map(|end| Some((word.strip_suffix(end)?, end))).filter(|(stem, _)| stem.len() >= 2)
    {
        return format!("{stem}din");
    }
    word.to_owned()
}

/// What a second half adds to the word before it; `None` if the word is no second half.
fn suffix(word: &str) -> Option<&'static str> {
    match word {
        "الدين" => Some("الدين"),
        "الله" => Some("الله"),
        "العابدين" => Some("العابدين"),
        "الاسلام" => Some("الاسلام"),
        "الهدي" => Some("الهدي"),
        "allah" | "alla" | "ullah" => Some("allah"),
        word if DIN.contains(&word) => Some("din"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::joined;

    fn forms(folded: &str) -> Vec<String> {
        joined(folded).into_iter().map(|(form, _)| form).collect()
    }

    #[test]
    fn servants_are_one_word() {
        for written in
            ["abd al rahman", "abdul rahman", "abdelrahman", "abdurrahman", "abd alrahman", "abd ar rahman"]
        {
            assert_eq!(forms(written), ["abdulrahman"], "{written}");
        }
        assert_eq!(forms("عبد الرحمن خالد"), ["عبدالرحمن", "خالد"]);
        assert_eq!(forms("abd allah"), ["abdullah"]);
        assert_eq!(forms("abdallah"), ["abdullah"]);
    }

    #[test]
    fn second_halves_join_and_articles_go() {
        assert_eq!(forms("nour al din"), forms("noureddin"));
        assert_eq!(forms("صلاح الدين حسن"), ["صلاحالدين", "حسن"]);
        assert_eq!(joined("khaled al masri")[1], ("masri".to_owned(), true));
        assert_eq!(forms("ابو سالم"), ["ابوسالم"]);
        assert_eq!(forms("عبد"), ["عبد"]);
    }
}
