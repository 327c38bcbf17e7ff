//! What was typed of an account, and what it comes to: a draft, or what is wrong with which input.
//!
//! Unknown stays unknown: an empty number is none, and a row of numbers nobody filled in is no count. Start at
//! [`Typed::draft`].

use crate::limits;
use domain::count::Count;
use domain::id::RecordId;
use domain::location::Location;
use domain::problem::Problem;
use domain::record::{CategoryCount, Incident, Rating, Report};
use domain::vocabulary::{Bound, Credibility, OriginReason, Polarity, Reliability, ReportOrigin, SourceKind};
use domain::when::{When, Zone};
use register::account_intake::{AccountDraft, Claim, NewText, Text};
use std::collections::BTreeMap;

/// The numbers of an account that the form asks for: start of the inputs' names, category of the record.
pub(super) const COUNTS: [(&str, &str); 4] = [
    ("killed", "killed_civilians"),
    ("children", "killed_children"),
    ("women", "killed_women"),
    ("injured", "injured_civilians"),
];

/// Letters of Arabic script that Arabic itself does not use.
const NOT_ARABIC: &str = "پچژگکیەێۆڕڵۇۋٹڈں";

/// What stands in the form, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// Inputs by name.
    inputs: BTreeMap<String, String>,
    /// What is wrong, by input; an empty name is the whole.
    pub wrongs: Vec<(String, Problem)>,
}

impl Typed {
    /// A form as it was sent.
    pub(super) fn sent(sent: Vec<(String, String)>) -> Self {
        let inputs = sent.into_iter().map(|(name, text)| (name, plain(&text)));
        Self { inputs: inputs.collect(), wrongs: Vec::new() }
    }

    /// A form before anything was typed, but for these inputs.
    pub(super) fn blank<const N: usize>(filled: [(&str, String); N]) -> Self {
        let inputs = filled.into_iter().map(|(name, text)| (name.to_owned(), text));
        Self { inputs: inputs.collect(), wrongs: Vec::new() }
    }

    /// What stands in an input.
    pub(super) fn at(&self, name: &str) -> &str {
        self.inputs.get(name).map_or("", String::as_str)
    }

    /// What stands in an input, where something does.
    pub(super) fn given(&self, name: &str) -> Option<String> {
        self.inputs.get(name).filter(|text| !text.is_empty()).cloned()
    }

    /// Notes what is wrong with an input.
    pub(super) fn refuse(&mut self, name: &str, code: &str) {
        self.wrongs.push((name.to_owned(), Problem::refuse(code, name)));
    }

    /// Notes what the register refused, each beside the input it is about.
    pub(super) fn refused(&mut self, problems: Vec<Problem>) {
        let problems = problems.into_iter().filter(Problem::refuses);
        self.wrongs.extend(problems.map(|problem| {
            let input = match problem.field.as_str() {
                "location" => "place",
                "counts" => "killed",
                "to" => "taken_from",
                "name" => "source",
                field => field,
            };
            (input.to_owned(), problem)
        }));
    }

    /// The report that the account is added to, where it is held already.
    pub(super) fn held(&self) -> Option<RecordId> {
        self.at("report").parse().ok()
    }

    /// The account; what is wrong is noted and `None` given.
    pub(super) fn draft(&mut self) -> Option<AccountDraft> {
        if self.at("reason").is_empty() {
            self.refuse("reason", "reason-missing");
        } else if self.at("reason").chars().count() > limits::REASON_CHARACTERS_MAX {
            self.refuse("reason", "reason-too-long");
        }
        let text = match self.held() {
            Some(report) => Text::Held(report),
            None => Text::New(Box::new(self.new_text())),
        };
        let claim = self.claim();
        self.wrongs.is_empty().then_some(AccountDraft { text, claim })
    }

    /// The candidate that an account of no incident makes.
    pub(super) fn incident(&mut self) -> Incident {
        if self.at("title").is_empty() {
            self.refuse("title", "field-empty");
        }
        Incident {
            title: self.at("title").to_owned(),
            when: self.inputs.contains_key("about").then(|| self.when("about")).flatten(),
            location: self.location(),
            ..Incident::default()
        }
    }

    fn new_text(&mut self) -> NewText {
        if self.at("source").is_empty() {
            self.refuse("source", "field-empty");
        }
        let (first_hand, origin) = match self.at("origin") {
            "first_hand" => (Some(true), None),
            "heard" | "report" => (Some(false), None),
            "this_register" => (None, Some(ReportOrigin::ThisRegister)),
            _ => (None, None),
        };
        NewText {
            source: self.at("source").to_owned(),
            kind: SourceKind::parse(self.at("kind")),
            rating: self.rating(),
            report: Report {
                published: self.when("published"),
                url: self.given("url"),
                language: self.language(),
                words: self.given("words"),
                first_hand,
                origin,
                // A box that is not ticked says nothing: nobody may have looked.
                graphic: (self.at("graphic") == "yes").then_some(true),
                credibility: Credibility::parse(self.at("credibility")),
                ..Report::default()
            },
            taken_from: self.taken_from(),
        }
    }

    fn claim(&mut self) -> Claim {
        // A short text is its own claim: nobody has to paste it twice.
        let words = self.given("words").filter(|text| text.chars().count() <= limits::CLAIM_CHARACTERS_TAKEN);
        let claim = self.given("claim").or(words).unwrap_or_default();
        if claim.is_empty() {
            self.refuse("claim", "field-empty");
        }
        Claim {
            claim,
            speaker: self.given("speaker"),
            polarity: Polarity::parse(self.at("polarity")),
            about: self.when("about"),
            location: self.location(),
            counts: COUNTS.iter().filter_map(|(name, category)| self.count(name, category)).collect(),
            actors: self.given("actors"),
        }
    }

    fn location(&self) -> Option<Location> {
        let words = self.given("place")?;
        Some(if has_arabic(&words) {
            Location { words_ar: Some(words), ..Location::default() }
        } else {
            Location { words: Some(words), ..Location::default() }
        })
    }

    fn when(&mut self, name: &str) -> Option<When> {
        let text: String = self.given(name)?.chars().map(western).collect();
        match When::day(&text, Zone::Unknown) {
            Ok(when) => Some(when),
            Err(error) => {
                if !self.wrongs.iter().any(|(input, _)| input == name) {
                    self.refuse(name, error.code());
                }
                None
            }
        }
    }

    fn taken_from(&mut self) -> Option<(RecordId, OriginReason)> {
        if self.at("origin") != "report" {
            return None;
        }
        let report: Option<RecordId> = self.at("taken_from").parse().ok();
        let reason = OriginReason::parse(self.at("taken_how")).or(Some(OriginReason::Quotes));
        if report.is_none() {
            self.refuse("taken_from", "field-empty");
        }
        report.zip(reason)
    }

    fn rating(&mut self) -> Option<Rating> {
        let reliability = Reliability::parse(self.at("reliability"))?;
        let topic = self.given("topic");
        if topic.is_none() {
            self.refuse("topic", "field-empty");
        }
        Some(Rating { topic: topic?, reliability })
    }

    /// The chosen language; where none is, Arabic if the text is in its letters.
    fn language(&self) -> Option<String> {
        let chosen = self.given("language");
        let text = [self.at("words"), self.at("claim")].concat();
        chosen.filter(|tag| tag.len() <= 12).or_else(|| is_arabic(&text).then(|| "ar".to_owned()))
    }

    fn count(&mut self, name: &str, category: &str) -> Option<CategoryCount> {
        let (min, max) = (self.number(name, "min"), self.number(name, "max"));
        let wording = self.given(&format!("{name}.words"));
        if min.is_none() && max.is_none() && wording.is_none() {
            return None;
        }
        let mut count = Count { wording, ..Count::range(min, max) };
        if count.is_unknown() {
            count.bound = Some(Bound::Unknown);
        }
        let problems = count.problems(name);
        self.wrongs.extend(problems.into_iter().map(|problem| (name.to_owned(), problem)));
        Some(CategoryCount { category: category.to_owned(), count })
    }

    /// A whole number with digits of either script, with or without separators.
    fn number(&mut self, name: &str, end: &str) -> Option<i64> {
        let input = format!("{name}.{end}");
        let text = self.given(&input)?;
        let digits: String =
            text.chars().filter(|one| !matches!(one, ',' | '٬' | ' ' | '\u{a0}')).map(western).collect();
        let number = digits.parse().ok();
        if number.is_none() {
            self.refuse(&input, "number-not-understood");
        }
        number
    }
}

/// A text as a browser sends it: line ends as `\n`, no space around it, and nothing that no text holds.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "").trim().to_owned()
}

fn western(digit: char) -> char {
    let value = match digit {
        '٠'..='٩' => u32::from(digit) - u32::from('٠'),
        '۰'..='۹' => u32::from(digit) - u32::from('۰'),
        _ => return digit,
    };
    char::from_digit(value, 10).unwrap_or(digit)
}

fn has_arabic(text: &str) -> bool {
    text.chars().any(|letter| matches!(letter, '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D5}'))
}

/// Mostly letters that Arabic uses, and none that only other languages of its script use.
fn is_arabic(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic());
    let (mut arabic, mut others) = (0_usize, 0_usize);
    for letter in letters {
        if NOT_ARABIC.contains(letter) {
            return false;
        }
        if matches!(letter, '\u{620}'..='\u{64A}') { arabic += 1 } else { others += 1 }
    }
    arabic > others
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(inputs: &[(&str, &str)]) -> Typed {
        let reason = ("reason".to_owned(), "Entered".to_owned());
        let inputs = inputs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        Typed::sent(std::iter::once(reason).chain(inputs).collect())
    }

    #[test]
    fn a_short_text_is_its_own_claim_and_says_its_language() {
        let mut typed =
            typed(&[("source", "Orient"), ("words", "قُتل عشرة مدنيين\r\n"), ("killed.min", "١٠")]);
        let draft = typed.draft().expect("whole");
        assert_eq!(draft.claim.claim, "قُتل عشرة مدنيين");
        assert_eq!(draft.claim.counts[0].count, Count::range(Some(10), None));
        let Text::New(text) = draft.text else { unreachable!("no report is held") };
        assert_eq!((text.report.language.as_deref(), text.report.first_hand), (Some("ar"), None));
    }

    #[test]
    fn the_language_of_other_words_is_left_to_the_person() {
        assert!(is_arabic("ضربة على السوق (CJTF)") && !is_arabic("Strike on السوق"));
        assert!(!is_arabic("بمباران بازار چه گفت") && !is_arabic(""));
    }

    #[test]
    fn nothing_typed_is_no_count() {
        let mut typed =
            typed(&[("source", "A"), ("claim", "x"), ("women.words", "several"), ("killed.max", "0")]);
        let counts = typed.draft().expect("whole").claim.counts;
        let found: Vec<_> =
            counts.iter().map(|each| (each.category.as_str(), each.count.min, each.count.max)).collect();
        assert_eq!(found, [("killed_civilians", None, Some(0)), ("killed_women", None, None)]);
    }

    #[test]
    fn each_problem_stands_at_its_input() {
        let mut typed = typed(&[
            ("killed.min", "ten"),
            ("injured.min", "9"),
            ("injured.max", "2"),
            ("published", "June"),
            ("origin", "report"),
            ("reliability", "b"),
        ]);
        assert!(typed.draft().is_none());
        let inputs: Vec<&str> = typed.wrongs.iter().map(|(input, _)| input.as_str()).collect();
        assert_eq!(inputs, ["source", "topic", "published", "taken_from", "claim", "killed.min", "injured"]);
    }
}
