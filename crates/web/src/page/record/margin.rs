//! Beside a record: its proof, its versions, what can be done with it, and the way to any date in the past.

use super::show::Moment;
use super::view::View;
use crate::component::{address, digest, seal};
use crate::i18n::{Arg, Say};
use crate::{number, routes};
use domain::id::ActId;
use domain::kind::Kind;
use maud::{Markup, html};
use register::history::Logged;

/// The margin.
pub(super) fn margin(say: Say, view: &View<'_>) -> Markup {
    let record = view.record();
    let edit = address::of(routes::RECORD_EDIT, record.kind, record.id);
    let history = address::of(routes::RECORD_HISTORY, record.kind, record.id);
    html! {
        aside.margin aria-label=(say.text("record-margin")) {
            h3 { (say.text("record-proof")) }
            @if let Some(last) = shown_act(view) { (proof(say, last)) }
            @if !record.kind.is_of_the_team() {
                div.controls {
                    h3 { (say.text("record-change")) }
                    @if record.kind == Kind::Link {
                        p.small.quiet { (say.text("record-link-fixed")) }
                    } @else {
                        p { a href=(edit) { (say.text(edit_words(record.kind))) } }
                    }
                }
            }
            h3 { (say.text("record-past")) }
            p {
                a href=(history) { (say.text("record-history")) } " "
                small.quiet { (say.with("record-versions-count", &[("count", view.read.acts.len().into())])) }
            }
            (earlier(say, view))
            form action=(address::of(routes::RECORD, record.kind, record.id)) {
                label.field {
                    (say.text("record-at"))
                    input.date type="text" name="at" placeholder="2026-11-21" maxlength="24" dir="ltr"
                        value=[match &view.read.moment { Moment::At(at) => at.get(..10), _ => None }];
                }
                p.actions { button.btn.btn-quiet { (say.text("record-at-go")) } }
            }
        }
    }
}

const fn edit_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Tally | Kind::Assessment => "record-correct-toll",
        _ => "record-edit",
    }
}

/// The act that made the version shown.
fn shown_act<'page>(view: &'page View<'_>) -> Option<&'page Logged> {
    let head = view.read.then.as_ref()?.head_act;
    view.read.acts.iter().find(|logged| logged.act.id == head)
}

/// The act's number in the log, its proof, and its id.
pub(super) fn proof(say: Say, logged: &Logged) -> Markup {
    let act = ActId(logged.act.id);
    let page = address::act(routes::ACT, act);
    let words = html! {
        @match logged.number {
            Some(number) => {
                @let number = html! { a.fig href=(page) { bdi { (number::integer(number)) } } };
                (say.html("record-act-number", &[("number", Arg::Html(number))]))
            }
            None => a href=(page) { (say.text("record-act-waiting")) },
        }
    };
    html! {
        (seal::seal(&words))
        p.small {
            (say.text("record-head-act")) " " (digest::short(&act.to_string()))
            @if logged.number.is_some() {
                br; a href=(address::act(routes::ACT_PROOF, act)) { (say.text("record-download-proof")) }
                " · " a href=(address::act(routes::ACT_LEAF, act)) { (say.text("record-download-leaf")) }
            }
        }
    }
}

/// The latest earlier versions; the history has them all.
fn earlier(say: Say, view: &View<'_>) -> Markup {
    const SHOWN: usize = 5;
    let record = view.record();
    let acts = view.read.acts.iter().enumerate().rev().skip(1).take(SHOWN);
    html! {
        @if view.read.acts.len() > 1 {
            p.small {
                (say.text("record-earlier"))
                @for (place, logged) in acts {
                    " "
                    a href=(address::with(&address::of(routes::RECORD, record.kind, record.id), &[("version", logged.act.id.to_string())])) {
                        bdi { (number::integer(i64::try_from(place + 1).unwrap_or(i64::MAX))) }
                    }
                }
            }
        }
    }
}
