//! The English and Arabic catalogues (Fluent) and the one handle that pages speak through: [`Say`].
//!
//! Not the labels of vocabularies: those come from `domain` with each value. Messages live in
//! `locales/<language>/*.ftl`. A missing message is shown as `⟦id⟧`, logged, and fails the tests.
//! Directional isolates are left to `<bdi>`: [`Say::html`] wraps each foreign text in one.

use crate::number;
use domain::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use maud::{Markup, PreEscaped};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

#[derive(rust_embed::RustEmbed)]
#[folder = "locales"]
struct Locales;

type Catalogue = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| load("en"));
static ARABIC: LazyLock<Catalogue> = LazyLock::new(|| load("ar"));

/// Opens and closes the place of an argument while Fluent formats; both are private-use characters.
const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

/// A value that a message takes.
#[derive(Clone, Debug)]
pub enum Arg {
    /// A number: chooses the plural form and is written with thousands separators.
    Number(i64),
    /// A name or words of any script; [`Say::html`] isolates it in `<bdi>`.
    Text(String),
    /// Ready markup, such as a figure's link; only [`Say::html`] takes it.
    Html(Markup),
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Markup> for Arg {
    fn from(html: Markup) -> Self {
        Self::Html(html)
    }
}

/// Speaks one language. Cheap to copy; every view takes one.
#[derive(Clone, Copy, Default)]
pub struct Say {
    /// The language of the page.
    pub language: Language,
}

impl std::fmt::Debug for Say {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Say({})", self.code())
    }
}

impl Say {
    /// A handle for `language`.
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// The code for `lang` attributes and cookies: `en` or `ar`.
    pub const fn code(self) -> &'static str {
        self.language.code()
    }

    /// The direction of the page: `ltr` or `rtl`.
    pub const fn direction(self) -> &'static str {
        self.language.dir()
    }

    /// Whether the page runs from right to left; charts are then drawn mirrored.
    pub const fn mirrored(self) -> bool {
        matches!(self.language, Language::Arabic)
    }

    /// The message `id` without arguments.
    pub fn text(self, id: &str) -> String {
        self.format(id, None)
    }

    /// The message `id` as plain text, for titles and attributes.
    pub fn with(self, id: &str, arguments: &[(&str, Arg)]) -> String {
        let mut values = FluentArgs::new();
        for (name, argument) in arguments {
            values.set((*name).to_owned(), plain(argument));
        }
        self.format(id, Some(&values))
    }

    /// The message `id` as markup: the sentence is escaped, texts stand in `<bdi>`, markup stands as it is.
    pub fn html(self, id: &str, arguments: &[(&str, Arg)]) -> Markup {
        let mut values = FluentArgs::new();
        let mut pieces: Vec<Markup> = Vec::new();
        for (name, argument) in arguments {
            let value = match argument {
                Arg::Number(_) => plain(argument),
                Arg::Text(text) => place(&mut pieces, maud::html! { bdi { (text) } }),
                Arg::Html(html) => place(&mut pieces, html.clone()),
            };
            values.set((*name).to_owned(), value);
        }
        PreEscaped(fill(&self.format(id, Some(&values)), &pieces))
    }

    /// The message for an error code, or the code itself where the catalogue has none.
    pub fn error(self, code: &str, arguments: &[(&str, Arg)]) -> String {
        let id = format!("error-{code}");
        if self.has(&id) { self.with(&id, arguments) } else { code.to_owned() }
    }

    /// Whether the catalogue has the message.
    pub fn has(self, id: &str) -> bool {
        catalogue(self.language).has_message(id)
    }

    fn format(self, id: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let catalogue = catalogue(self.language);
        let Some(pattern) = catalogue.get_message(id).and_then(|message| message.value()) else {
            tracing::error!(id, language = self.code(), "message is missing from the catalogue");
            return format!("⟦{id}⟧");
        };
        let mut errors = Vec::new();
        let text = catalogue.format_pattern(pattern, arguments, &mut errors).into_owned();
        if errors.is_empty() {
            return text;
        }
        tracing::error!(id, language = self.code(), ?errors, "message could not be filled");
        format!("⟦{id}⟧ {text}")
    }
}

/// Ids of every message of a language, sorted; for the tests that compare catalogues.
pub fn ids(language: Language) -> Vec<String> {
    let mut ids: Vec<String> = sources(Say::new(language).code())
        .iter()
        .flat_map(|source| {
            source
                .lines()
                .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
                .filter_map(|line| line.split_once('=').map(|(id, _)| id.trim().to_owned()))
                .collect::<Vec<_>>()
        })
        .collect();
    ids.sort();
    ids
}

fn catalogue(language: Language) -> &'static Catalogue {
    match language {
        Language::English => &ENGLISH,
        Language::Arabic => &ARABIC,
    }
}

fn sources(code: &str) -> Vec<String> {
    let mut paths: Vec<_> = Locales::iter().filter(|path| path.starts_with(&format!("{code}/"))).collect();
    paths.sort();
    paths
        .iter()
        .filter_map(|path| Locales::get(path))
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .collect()
}

fn load(code: &str) -> Catalogue {
    let language: LanguageIdentifier = code.parse().expect("both codes are language identifiers");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(number::integer(whole(number.value))),
        _ => None,
    }));
    for source in sources(code) {
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
            tracing::error!(code, ?errors, "catalogue has lines that cannot be read");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(code, ?errors, "catalogue repeats a message");
        }
    }
    bundle
}

#[expect(clippy::cast_possible_truncation, reason = "arguments enter as i64; Fluent keeps numbers as f64")]
fn whole(value: f64) -> i64 {
    value as i64
}

fn plain(argument: &Arg) -> FluentValue<'static> {
    match argument {
        Arg::Number(number) => FluentValue::from(*number),
        Arg::Text(text) => FluentValue::from(text.clone()),
        Arg::Html(html) => FluentValue::from(html.0.clone()),
    }
}

fn place(pieces: &mut Vec<Markup>, html: Markup) -> FluentValue<'static> {
    pieces.push(html);
    FluentValue::from(format!("{OPEN}{}{CLOSE}", pieces.len() - 1))
}

/// Escapes the formatted sentence and puts each piece in its place.
fn fill(sentence: &str, pieces: &[Markup]) -> String {
    let mut html = String::with_capacity(sentence.len() + 64);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once(OPEN) {
        html.push_str(&escape(before));
        let Some((number, following)) = after.split_once(CLOSE) else { break };
        if let Some(piece) = number.parse::<usize>().ok().and_then(|index| pieces.get(index)) {
            html.push_str(&piece.0);
        }
        rest = following;
    }
    html.push_str(&escape(rest));
    html
}

fn escape(text: &str) -> String {
    maud::html! { (text) }.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_uses_its_six_plural_forms() {
        let say = Say::new(Language::Arabic);
        let forms: Vec<String> = [0_i64, 1, 2, 3, 11, 100]
            .iter()
            .map(|n| say.with("count-strikes", &[("count", (*n).into())]))
            .collect();
        assert_eq!(forms, ["لا ضربات", "ضربة واحدة", "ضربتان", "3 ضربات", "11 ضربة", "100 ضربة"]);
    }

    #[test]
    fn numbers_get_separators_and_texts_get_isolates() {
        let say = Say::new(Language::English);
        assert_eq!(say.with("count-strikes", &[("count", 34_402_i64.into())]), "34,402 strikes");
        let html = say.html("asof-checkpoint", &[("number", Arg::Html(maud::html! { b { "7" } }))]);
        assert_eq!(html.0, "Log checkpoint <b>7</b>");
        let html = say.html("import-file", &[("name", "<x>.csv".into())]);
        assert_eq!(html.0, "File <bdi>&lt;x&gt;.csv</bdi>");
    }

    #[test]
    fn a_missing_message_is_loud() {
        assert_eq!(Say::new(Language::English).text("no-such-message"), "⟦no-such-message⟧");
    }

    #[test]
    fn both_catalogues_hold_the_same_messages_once() {
        let english = ids(Language::English);
        assert_eq!(english, ids(Language::Arabic));
        assert!(english.windows(2).all(|pair| pair[0] != pair[1]), "a message is defined twice");
    }
}
