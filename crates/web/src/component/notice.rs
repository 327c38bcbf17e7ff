//! Notices, told apart by their border and first line, not by hue; one of a kind in a section.

use maud::{Markup, html};

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Not verified and in no total: dashed.
    Unverified,
    /// Accounts or edits that contradict each other: double rule.
    Conflict,
    /// What changed, and why: bar at the start.
    Correction,
    /// Failure or refusal: heavy top.
    Error,
    /// A plain remark.
    Plain,
    /// Something invented, shown as an example.
    Example,
    /// Done, in one line, with the way back.
    Done,
}

/// A notice: its first line says what it is.
pub fn notice(kind: Kind, head: &Markup, body: &Markup) -> Markup {
    let class = match kind {
        Kind::Unverified => "notice-unverified",
        Kind::Conflict => "notice-conflict",
        Kind::Correction => "notice-correction",
        Kind::Error => "notice-error",
        Kind::Plain => "notice-plain",
        Kind::Example => "notice-example",
        Kind::Done => "notice-done",
    };
    let role = match kind {
        Kind::Error => Some("alert"),
        Kind::Done => Some("status"),
        _ => None,
    };
    html! { div class={ "notice " (class) } role=[role] { p { (head) } (body) } }
}

/// What failed or was refused: what happened, then what is safe and what to do.
pub fn error(head: &Markup, body: &Markup) -> Markup {
    notice(Kind::Error, head, body)
}

/// "specimen": the tag on anything invented.
pub fn specimen(words: &str) -> Markup {
    html! { span.specimen { (words) } }
}
