//! The list's table: issued, covered days, publisher, printed totals, places named, added late, and whether the parts
//! make the total.

use super::list::View;
use super::{address, span, sum};
use crate::component::figure;
use crate::date::{self, Width};
use crate::i18n::Say;
use maud::{Markup, html};
use register::release::{Row, sums};
use std::collections::BTreeSet;

/// The table of one page.
pub(super) fn table(say: Say, view: &View) -> Markup {
    let country = span::country_name(say, &view.country);
    let strikes = say.with("releases-strikes-of", &[("country", country.as_str().into())]);
    let heads = [
        say.text("releases-issued"),
        say.text("releases-covers"),
        strikes,
        say.text("releases-engagements"),
        say.text("releases-places"),
        say.text("releases-late"),
        say.text("releases-sums"),
    ];
    html! {
        table.stack.pairs.tight {
            thead { tr { @for (index, head) in heads.iter().enumerate() { th scope="col" class=[[2, 3].contains(&index).then_some("num")] { (head) } } } }
            tbody { @for row in &view.rows.rows { (one(say, view, row, &heads)) } }
        }
    }
}

fn one(say: Say, view: &View, row: &Row, heads: &[String; 7]) -> Markup {
    let release = &row.release;
    let address = address::release(row.id);
    let total = release.totals.iter().find(|total| total.scope == view.country);
    let of_country = row.lines.iter().filter(|line| line.country.as_deref() == Some(view.country.as_str()));
    let period = of_country.clone().find(|line| line.period_total);
    let strikes = total.and_then(|total| total.strikes).or_else(|| period.and_then(|line| line.strikes));
    let engagements =
        total.and_then(|total| total.engagements).or_else(|| period.and_then(|line| line.engagements));
    let places: BTreeSet<&str> = of_country
        .filter(|line| !line.late_addition)
        .filter_map(|line| line.place_words.as_deref())
        .collect();
    html! {
        tr {
            th scope="row" {
                a href=(address) {
                    @match &release.issued {
                        Some(issued) => (date::element(say, &issued.edtf, Width::Short)),
                        None => (say.text("releases-not-dated")),
                    }
                }
                @if let Some(number) = release.number.as_ref().or(release.code.as_ref()) { br; small.quiet { bdi { (number) } } }
            }
            td data-l=(heads[1]) {
                span {
                    @match &release.period {
                        Some(period) => (date::element(say, &period.edtf, Width::Short)),
                        None => (figure::not_stated(say)),
                    }
                    br; small.quiet { bdi { (release.publisher) } }
                    @if release.rendition_of.is_some() { br; small.specimen { (say.text("releases-rendition")) } }
                }
            }
            td.num data-l=(heads[2]) { (stated(say, &address, strikes)) }
            td.num data-l=(heads[3]) { (stated(say, &address, engagements)) }
            td data-l=(heads[4]) {
                span {
                    @if places.is_empty() { span.none { (say.text("releases-no-place")) } }
                    @else { (figure::link(&format!("{address}#read"), &html! { (places.len()) })) }
                }
            }
            td data-l=(heads[5]) { span { (late(say, row, &address)) } }
            td.verdict data-l=(heads[6]) { span { (sum::verdict(say, &address, sums::verdict(&row.sums))) } }
        }
    }
}

fn stated(say: Say, address: &str, value: Option<i64>) -> Markup {
    match value {
        Some(value) => figure::integer(&format!("{address}#read"), value),
        None => figure::not_stated(say),
    }
}

/// Strikes of earlier days: the total printed, and how many of them have a line here.
fn late(say: Say, row: &Row, address: &str) -> Markup {
    let printed =
        row.release.totals.iter().find(|total| total.scope == sums::LATE).and_then(|total| total.strikes);
    let lines: Vec<_> = row.lines.iter().filter(|line| line.late_addition).collect();
    let days: BTreeSet<String> = lines
        .iter()
        .filter_map(|line| line.when.as_ref())
        .filter_map(domain::when::When::first_day)
        .collect();
    let known = lines.iter().map(|line| line.strikes).sum::<Option<i64>>().filter(|_| !lines.is_empty());
    let count = printed.or(known);
    html! {
        @match count {
            Some(count) => {
                (figure::link(&format!("{address}#late"), &html! { (say.with("count-strikes", &[("count", count.into())])) }))
                @if !days.is_empty() { " " (say.with("releases-of-days", &[("count", days.len().into())])) }
            }
            None if lines.is_empty() => (say.text("releases-late-none")),
            None => (figure::not_stated(say)),
        }
    }
}
