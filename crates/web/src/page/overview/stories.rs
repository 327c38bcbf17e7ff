//! Ways into the register: some sentences each, and the records they rest on, in their order.

use crate::component::{address, naming};
use crate::i18n::Say;
use domain::kind::Kind;
use maud::{Markup, html};
use register::record::Record;
use register::selection::Story;

/// The section; nothing where there are no stories.
pub(super) fn part(say: Say, stories: &[Story]) -> Markup {
    html! {
        @if !stories.is_empty() {
            section.part #stories {
                h2 { (say.text("stories-title")) }
                p.quiet.small { (say.text("stories-words")) }
                ol.stories { @for story in stories { li { (one(say, story)) } } }
            }
        }
    }
}

fn one(say: Say, story: &Story) -> Markup {
    html! {
        article {
            h3 { a href=(address::record(Kind::Report, story.id)) { (story.report.title) } }
            @if let Some(words) = &story.report.words { p { (words) } }
            p.small {
                (say.text("stories-cites")) (say.text("colon")) " "
                @for (index, record) in story.cites.iter().enumerate() {
                    @if index > 0 { (say.text("list-separator")) }
                    (cited(say, record))
                }
            }
        }
    }
}

/// Its code where it has one, else its title; the kind says what opens.
fn cited(say: Say, record: &Record) -> Markup {
    let title = naming::title(say, record);
    html! {
        (record.kind.label(say.language)) " "
        a href=(address::record(record.kind, record.id)) title=(title) {
            @match naming::code(record) { Some(code) => bdi.code { (code) }, None => bdi { (title) } }
        }
    }
}
