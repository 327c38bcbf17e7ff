//! Ways into the register: a few sentences each, and the records they rest on.

use super::address;
use crate::i18n::Say;
use domain::id::RecordId;
use domain::kind::Kind;
use maud::{Markup, html};
use register::selection::Story;

/// The part of the overview; empty where there are no stories.
pub(super) fn part(say: Say, stories: &[Story]) -> Markup {
    html! {
        @if !stories.is_empty() {
            section.part {
                h2 { (say.text("stories-title")) }
                p { (say.text("stories-words")) }
                ol.stories {
                    @for story in stories {
                        li {
                            h3 { a href=(address(Kind::Report, RecordId(story.id))) { (story.title) } }
                            p { (story.words) }
                            p.small { (say.text("stories-opens")) " " (cited(say, story)) }
                        }
                    }
                }
            }
        }
    }
}

fn cited(say: Say, story: &Story) -> Markup {
    html! {
        @for (place, (kind, id)) in story.cites.iter().enumerate() {
            @if place > 0 { " · " }
            a href=(address(*kind, RecordId(*id))) { (kind.label(say.language)) " " bdi { (place + 1) } }
        }
    }
}
