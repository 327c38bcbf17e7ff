//! Proof: the shield, and the chain of small squares whose filled one is the latest.

use crate::sprite;
use maud::{Markup, html};

/// The shield and what it vouches for.
pub fn seal(words: &Markup) -> Markup {
    html! { p.seal { (sprite::mark("i-seal")) span { (words) } } }
}

/// A step of the chain.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was done.
    pub name: String,
    /// By whom, when, with what digest.
    pub words: Markup,
}

/// The chain; the last step is the latest.
pub fn chain(steps: &[Step]) -> Markup {
    html! {
        ol.chain {
            @for (index, step) in steps.iter().enumerate() {
                li class=[(index + 1 == steps.len()).then_some("now")] {
                    span { (step.name) }
                    span { (step.words) }
                }
            }
        }
    }
}
