//! Arithmetic checked, one line a sum: ✓ agrees, ≠ differs, or cannot be checked. A break is shown, never repaired.

use crate::sprite;
use maud::{Markup, html};

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Both sides are equal.
    Agrees,
    /// They differ.
    Differs,
    /// A side is missing.
    Open,
}

/// One sum.
#[derive(Clone, Debug)]
pub struct Check {
    /// What the check found.
    pub verdict: Verdict,
    /// Both sides of it, with their figures as links, and what follows.
    pub words: Markup,
}

/// The list of sums.
pub fn checks(checks: &[Check]) -> Markup {
    html! {
        ul.sumcheck {
            @for check in checks { li { (sprite::mark(mark_id(check.verdict))) span { (check.words) } } }
        }
    }
}

/// The verdict in a table's cell: a mark and its word.
pub fn verdict(verdict: Verdict, words: &Markup) -> Markup {
    match verdict {
        Verdict::Open => html! { span.faint { (words) } },
        Verdict::Agrees | Verdict::Differs => {
            html! { span.disc { (sprite::mark(mark_id(verdict))) (words) } }
        }
    }
}

const fn mark_id(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agrees => "i-ok",
        Verdict::Differs => "i-differs",
        Verdict::Open => "d-unk",
    }
}
