//! Small parts that the three pages share: who speaks, a tally's figure, dates, parameters of an address.

use crate::component::{address, figure};
use crate::date::{self, Width};
use crate::i18n::Say;
use domain::kind::Kind;
use domain::language::Language;
use maud::{Markup, html};
use register::tally::{Speaker, Stated};

/// The name of a speaker in the reader's language where there is one.
pub(super) fn name(say: Say, speaker: &Speaker) -> String {
    match (say.language, &speaker.name_ar) {
        (Language::Arabic, Some(name)) => name.clone(),
        _ => speaker.name.clone(),
    }
}

/// The same, open to its Source where one is held.
pub(super) fn who(say: Say, speaker: &Speaker) -> Markup {
    let name = html! { bdi { (name(say, speaker)) } };
    match speaker.source {
        Some(id) => html! { a href=(address::record(Kind::Source, id)) { (name) } },
        None => name,
    }
}

/// The page of a tally.
pub(super) fn of(stated: &Stated) -> String {
    address::record(Kind::Tally, stated.id)
}

/// Its figure with its bound, open to its record, also where it is words only or not known.
pub(super) fn killed(say: Say, stated: &Stated) -> Markup {
    figure::link(&of(stated), &crate::number::count(say, &stated.tally.count))
}

/// What it is as of.
pub(super) fn as_of(say: Say, stated: &Stated) -> Markup {
    match &stated.tally.as_of {
        Some(when) => date::element(say, &when.edtf, Width::Short),
        None => figure::not_stated(say),
    }
}

/// Words that stand in the data in English, marked so in an Arabic page.
pub(super) fn stated(say: Say, words: Option<&str>) -> Markup {
    let language = match say.language {
        Language::English => None,
        Language::Arabic => Some("en"),
    };
    match words {
        Some(words) => html! { bdi lang=[language] { (words) } },
        None => figure::not_stated(say),
    }
}

/// The first value of a parameter; empty ones are none.
pub(super) fn given<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(each, value)| each == name && !value.is_empty()).map(|(_, value)| value.as_str())
}
