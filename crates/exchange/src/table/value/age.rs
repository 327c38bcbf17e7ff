//! Ages as lists write them: years as an interval, the words always kept where they say more.

use super::count::whole;
use super::folded;
use domain::record::Age;
use domain::vocabulary::AgeClass;

/// Oldest age taken as years.
const YEARS_MAX: i64 = 120;

/// Reads an age: `34`, `9 months`, `20-30`, `14/15`, `30s`, `child`. The second value says that only the words are
/// kept, because the text does not read as an age.
pub fn age(text: &str) -> (Age, bool) {
    let words = text.trim();
    let lower = folded(words);
    let years = |min: i64, max: i64, words: Option<&str>| Age {
        years_min: Some(min),
        years_max: Some(max),
        class: None,
        words: words.map(str::to_owned),
    };
    let plausible = |number: &i64| (0..=YEARS_MAX).contains(number);
    if let Some(number) = whole(&lower).filter(plausible) {
        return (years(number, number, None), true);
    }
    let class = match lower.as_str() {
        "child" | "boy" | "girl" | "infant" | "baby" | "طفل" | "طفلة" | "رضيع" => {
            Some(AgeClass::Child)
        }
        "adult" | "man" | "woman" | "بالغ" => Some(AgeClass::Adult),
        "unknown" => Some(AgeClass::Unknown),
        _ => None,
    };
    if class.is_some() {
        return (Age { class, words: Some(words.to_owned()), ..Age::default() }, true);
    }
    if let Some((number, unit)) = number_and_unit(&lower) {
        let found = match unit {
            "years" | "year" | "yrs" | "y" | "years old" | "year old" | "سنة" | "سنوات" | "عام" => {
                Some((number, number))
            }
            "months" | "month" | "m" | "أشهر" | "شهر" | "اشهر" => Some((number / 12, number / 12)),
            "weeks" | "week" | "days" | "day" | "أيام" | "يوم" => Some((0, 0)),
            "s" if number % 10 == 0 => Some((number, number + 9)),
            _ => None,
        };
        if let Some((min, max)) = found.filter(|(min, max)| plausible(min) && plausible(max)) {
            return (years(min, max, Some(words)), true);
        }
    }
    if let Some((low, high)) = lower.split_once(['-', '–', '/']) {
        let (low, high) = (whole(low).filter(plausible), whole(high).filter(plausible));
        if let (Some(low), Some(high)) = (low, high)
            && low <= high
        {
            return (years(low, high, Some(words)), true);
        }
    }
    (Age { words: Some(words.to_owned()), ..Age::default() }, false)
}

fn number_and_unit(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|letter: char| !letter.is_numeric())?;
    Some((whole(&text[..end])?, text[end..].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_ages_of_real_lists() {
        for (text, expected) in [
            ("34", Some((34, 34))),
            ("9 months", Some((0, 0))),
            ("20-30", Some((20, 30))),
            ("14/15", Some((14, 15))),
            ("30s", Some((30, 39))),
            ("34s", None),
            ("18 months", Some((1, 1))),
            ("٧ سنوات", Some((7, 7))),
            ("300", None),
            ("30-20", None),
            ("old", None),
            ("3 days", Some((0, 0))),
            ("12 years old", Some((12, 12))),
        ] {
            let (age, clear) = age(text);
            assert_eq!(age.years_min.zip(age.years_max), expected, "{text}");
            assert_eq!(clear, expected.is_some(), "{text}");
            assert!(clear || age.words.as_deref() == Some(text));
        }
        assert_eq!(age("child").0.class, Some(AgeClass::Child));
    }
}
