//! The accounts of an incident in the form: what each says, its numbers as it gives them, which end it sets, and
//! whether it is left out.

use super::propose::View;
use super::typed::Typed;
use crate::component::category::name as category_name;
use crate::component::{address, empty, figure, form, naming};
use crate::date::{self, Width};
use crate::i18n::Say;
use crate::limits;
use crate::number;
use domain::language::Language;
use domain::ranges::{Category, Range, read_category};
use domain::vocabulary::HarmKind;
use maud::{Markup, html};
use register::incident::{Told, Voice};

/// Every account, first told first.
pub(super) fn list(say: Say, view: &View, typed: &Typed) -> Markup {
    let enter = super::at(crate::routes::ACCOUNT_NEW, view.incident.id);
    if view.ranges.accounts.is_empty() {
        let action = empty::action(&say.text("assess-enter-account"), &enter, true);
        return empty::nothing_yet(
            &say.text("assess-no-accounts"),
            &say.text("assess-no-accounts-words"),
            &action,
        );
    }
    html! {
        ol.told { @for told in &view.ranges.accounts { (account(say, view, typed, told)) } }
        p.small { a href=(enter) { (say.text("assess-enter-account")) } }
    }
}

/// Who speaks, as a link to what they said.
pub(super) fn speaker(say: Say, told: &Told) -> Markup {
    let arabic = told.source_ar.as_deref().filter(|_| say.language == Language::Arabic);
    let name = arabic.or(told.source.as_deref());
    html! {
        a href=(address::record(told.kind, told.id)) {
            @match name {
                Some(name) => (naming::words(say, name)),
                None => (say.text("account-no-speaker")),
            }
        }
    }
}

fn account(say: Say, view: &View, typed: &Typed, told: &Told) -> Markup {
    let (out, why) = (format!("out.{}", told.id), format!("why.{}", told.id));
    let is_out = typed.is_out(told.id);
    let label = say.text("assess-why-out");
    let field = form::Field {
        name: &why,
        label: &label,
        value: typed.at(&why),
        wrong: typed.wrong(&why),
        ..form::Field::default()
    };
    html! {
        li class=[is_out.then_some("out")] {
            p {
                strong { (speaker(say, told)) }
                @if let Some(when) = &told.told { (say.text("comma")) " " (date::when(say, when, Width::Short)) }
            }
            @if !told.words.is_empty() { p.small { (naming::words(say, &shortened(&told.words))) } }
            (numbers(say, told))
            @if told.voice == Voice::Denies { p.small { (say.text("assess-denies")) } }
            @for (harm, named) in &told.contested {
                p.small.quiet { (contested(say, *harm, *named)) }
            }
            (ends(say, view, told))
            label.check {
                input type="checkbox" name=(out) value="yes" checked[is_out];
                span { (say.text("assess-out")) }
            }
            (form::line(&field))
        }
    }
}

fn contested(say: Say, harm: HarmKind, named: i64) -> String {
    let message = match harm {
        HarmKind::Killed => "assess-contested-killed",
        HarmKind::Injured => "assess-contested-injured",
    };
    say.with(message, &[("count", named.into())])
}

/// Its numbers; one that makes no range says so.
fn numbers(say: Say, told: &Told) -> Markup {
    let evidence = address::record(told.kind, told.id);
    html! {
        @if told.counts.is_empty() { p.small.quiet { (say.text("assess-no-number")) } }
        @else {
            ul.plain-list.tight-list {
                @for each in &told.counts {
                    li {
                        @match read_category(&each.category) {
                            Some((category, is_contested)) => {
                                (category_name(say, category))
                                @if is_contested { " (" (say.text("assess-contested")) ")" }
                            }
                            None => { bdi { (each.category.replace('_', " ")) } " (" (say.text("assess-no-range")) ")" }
                        }
                        (say.text("colon")) " " (figure::count(say, &evidence, &each.count))
                        @if let Some(words) = each.count.wording.as_deref().filter(|_| !each.count.is_unknown()) {
                            " " small.quiet { (say.html("value-worded", &[("words", words.into())])) }
                        }
                    }
                }
            }
        }
    }
}

/// The ends of ranges that this account sets.
fn ends(say: Say, view: &View, told: &Told) -> Markup {
    let sets = |range: &Range, is_max: bool| {
        let end = if is_max { &range.max } else { &range.min };
        end.as_ref().filter(|end| end.accounts.contains(&told.id)).map(|end| end.value)
    };
    let set: Vec<(bool, Category, i64)> = view
        .ranges
        .ranges
        .ranges
        .iter()
        .flat_map(|(category, range)| {
            [false, true].into_iter().filter_map(|is_max| Some((is_max, *category, sets(range, is_max)?)))
        })
        .collect();
    html! {
        @for (is_max, category, value) in set {
            p.small {
                @let message = if is_max { "assess-sets-max" } else { "assess-sets-min" };
                @let name = category_name(say, category);
                (say.html(message, &[("category", name.into()), ("value", number::integer(value).into())]))
            }
        }
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(limits::ACCOUNT_CHARACTERS_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
