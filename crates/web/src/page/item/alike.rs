//! Pictures that look like this one, proposed to be looked at beside it. Likeness is no evidence, and nothing is merged.

use super::{at, title};
use crate::component::naming;
use crate::i18n::Say;
use crate::routes;
use maud::{Markup, html};
use register::item::Alike;
use register::limits::ALIKE_BITS_MAX;

/// The proposals; nothing where there is none.
pub(super) fn draw(say: Say, alike: &Alike) -> Markup {
    html! {
        @if !alike.items.is_empty() {
            section.part #alike {
                h2 { (say.text("item-alike")) }
                p.small.quiet { (say.with("item-alike-words", &[("bits", i64::from(ALIKE_BITS_MAX).into())])) }
                ul {
                    @for (item, bits) in &alike.items {
                        li {
                            a href=(at(routes::ITEM, item.id)) { (naming::words(say, &title(say, item))) }
                            " " small.quiet { (say.with("item-alike-bits", &[("bits", i64::from(*bits).into())])) }
                        }
                    }
                }
                @if alike.has_more { p.small.quiet { (say.text("item-alike-more")) } }
            }
        }
    }
}
