//! The table of what was read: totals and lines with their numbers, places, days, figures and effects. Each number
//! leads to its words and back.

use super::item::{Item, Of};
use super::{effect, span};
use crate::component::{figure, name};
use crate::date::{self, Width};
use crate::i18n::Say;
use domain::language::Language;
use domain::record::{Release, Total};
use domain::when::When;
use maud::{Markup, html};
use register::release::{Line, sums};

/// The table.
pub(super) fn table(say: Say, release: &Release, lines: &[Line], items: &[Item]) -> Markup {
    let heads = [
        say.text("release-line"),
        say.text("release-place"),
        say.text("release-day"),
        say.text("release-strikes"),
        say.text("release-engagements"),
        say.text("release-effects"),
    ];
    html! {
        table.stack.tight {
            thead { tr { @for (index, head) in heads.iter().enumerate() { th scope="col" class=[[3, 4].contains(&index).then_some("num")] { (head) } } } }
            tbody {
                @for item in items {
                    @match item.of {
                        Of::Total(index) => @if let Some(total) = release.totals.get(index) { (total_row(say, release, total, item, &heads)) },
                        Of::Line(index) => @if let Some(line) = lines.get(index) { (line_row(say, line, item, &heads)) },
                    }
                }
            }
        }
    }
}

fn number_cell(say: Say, item: &Item, position: Option<i64>) -> Markup {
    html! {
        th scope="row" {
            @if let Some(position) = position { span.line-anchor id={ "line-" (position) } {} }
            @if item.span.is_some() {
                a href={ "#s" (item.number) } aria-label=(say.with("line-to-words", &[("line", item.number.into())])) { (item.number) }
            } @else { (item.number) }
        }
    }
}

fn total_row(say: Say, release: &Release, total: &Total, item: &Item, heads: &[String; 6]) -> Markup {
    let (place, kind) = scope_words(say, &total.scope);
    let when = total
        .when
        .as_ref()
        .or(release.period.as_ref().filter(|_| sums::late_country(&total.scope).is_none()));
    html! {
        tr id={ "l" (item.number) } {
            (number_cell(say, item, None))
            td data-l=(heads[1]) { span { (place) br; small.quiet { (kind) } } }
            td data-l=(heads[2]) { span { (day(say, when)) } }
            td.num data-l=(heads[3]) { (stated(say, item, total.strikes)) }
            td.num data-l=(heads[4]) { (stated(say, item, total.engagements)) }
            td data-l=(heads[5]) { span { span.none { (say.text("release-no-effects")) } } }
        }
    }
}

/// What a total covers and what kind of total it is.
pub(super) fn scope_words(say: Say, scope: &str) -> (String, String) {
    match (scope, sums::late_country(scope)) {
        (sums::BOTH, _) => (say.text("release-both"), say.text("release-lead-total")),
        (_, Some("")) => (say.text("release-both"), say.text("release-late-total")),
        (_, Some(country)) => (span::country_name(say, country), say.text("release-late-total")),
        (country, None) => (span::country_name(say, country), say.text("release-country-total")),
    }
}

fn line_row(say: Say, line: &Line, item: &Item, heads: &[String; 6]) -> Markup {
    let fields = &line.line;
    html! {
        tr id={ "l" (item.number) } {
            (number_cell(say, item, Some(fields.position)))
            td data-l=(heads[1]) { span { (place(say, line)) } }
            td data-l=(heads[2]) { span { (day(say, fields.when.as_ref())) } }
            td.num data-l=(heads[3]) { (stated(say, item, fields.strikes)) }
            td.num data-l=(heads[4]) { (stated(say, item, fields.engagements)) }
            td data-l=(heads[5]) { span { (effect::effects(say, &fields.effects)) } }
        }
    }
}

/// The place: resolved name with the other script and the words printed, or the words with "not resolved".
fn place(say: Say, line: &Line) -> Markup {
    let fields = &line.line;
    let country = fields.country.as_deref().map(|country| span::country_name(say, country));
    html! {
        @match (&line.place, &fields.place_words) {
            (Some((latin, arabic)), words) => {
                @match (say.language, arabic) {
                    (Language::English, Some(arabic)) => (name::both_scripts(latin, Some((arabic, "ar")))),
                    (Language::Arabic, Some(arabic)) => (name::both_scripts(arabic, Some((latin, "en")))),
                    _ => bdi { (latin) },
                }
                @if let Some(words) = words.as_ref().filter(|words| *words != latin) {
                    br; small.quiet { (say.html("release-printed", &[("words", words.as_str().into())])) }
                }
            }
            (None, Some(words)) => { bdi { (words) } br; small.quiet { (say.text("release-not-resolved")) } }
            (None, None) => span.none { (say.text(if fields.period_total { "release-place-withheld" } else { "release-no-place" })) },
        }
        @if country.is_some() || fields.late_addition || fields.period_total {
            br;
            small.quiet {
                @if let Some(country) = &country { bdi { (country) } }
                @if fields.late_addition { @if country.is_some() { (say.text("comma")) " " } (say.text("release-earlier-day")) }
                @if fields.period_total { @if country.is_some() { (say.text("comma")) " " } (say.text("release-period-total")) }
            }
        }
    }
}

fn day(say: Say, when: Option<&When>) -> Markup {
    html! {
        @match when {
            Some(when) => {
                (date::element(say, &when.edtf, Width::Short))
                @if let Some(words) = &when.words { br; small.quiet { bdi { (words) } } }
            }
            None => (figure::not_stated(say)),
        }
    }
}

fn stated(say: Say, item: &Item, value: Option<i64>) -> Markup {
    let address =
        if item.span.is_some() { format!("#s{}", item.number) } else { format!("#l{}", item.number) };
    match value {
        Some(value) => figure::integer(&address, value),
        None => figure::not_stated(say),
    }
}
