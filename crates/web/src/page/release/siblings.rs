//! A release beside others: its other wordings line by line, what later releases add to its days, and the earlier
//! days it adds to. Both sides stay; nothing is merged.

use super::address;
use crate::component::figure;
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use crate::sprite;
use domain::record::{Release, ReleaseLine};
use maud::{Markup, html};
use register::release::{Added, File, Sibling, spelling};

/// Other wordings, side by side.
pub(super) fn renditions(say: Say, file: &File) -> Markup {
    let lines: Vec<ReleaseLine> = file.lines.iter().map(|line| line.line.clone()).collect();
    html! {
        @if !file.renditions.is_empty() {
            section.part #renditions {
                h2 { (say.text("release-renditions")) }
                p.quiet.small { (say.text("release-renditions-words")) }
                @for sibling in &file.renditions { (beside(say, &file.release, &lines, sibling)) }
            }
        }
    }
}

/// What names a release.
pub(super) fn name(release: &Release) -> &str {
    release.number.as_deref().or(release.code.as_deref()).unwrap_or(&release.publisher)
}

fn beside(say: Say, release: &Release, lines: &[ReleaseLine], sibling: &Sibling) -> Markup {
    let rows = rows(say, release, lines, sibling);
    let address = address::release(sibling.id);
    let heads = [say.text("release-place"), name(release).to_owned(), name(&sibling.release).to_owned()];
    html! {
        table.tight.stack {
            caption { a href=(address) { bdi { (name(&sibling.release)) } } (say.text("comma")) " " bdi { (sibling.release.publisher) } }
            thead { tr { th scope="col" { (heads[0]) } th.num scope="col" { bdi { (heads[1]) } } th.num scope="col" { bdi { (heads[2]) } } th scope="col" { span.hide { (say.text("release-agreement")) } } } }
            tbody {
                @for row in &rows {
                    tr {
                        th scope="row" { bdi { (row.name) } @if let Some(day) = &row.day { (say.text("comma")) " " (date::element(say, day, Width::Short)) } }
                        td.num data-l=(heads[1]) { (value(say, "#read", row.mine)) }
                        td.num data-l=(heads[2]) { (value(say, &format!("{address}#read"), row.theirs)) }
                        td { (agreement(say, row)) }
                    }
                }
            }
        }
    }
}

fn value(say: Say, address: &str, side: Side) -> Markup {
    match side {
        Side::Says(value) => figure::integer(address, value),
        Side::NoNumber => figure::not_stated(say),
        Side::Silent => html! { span.none { (say.text("release-not-in-it")) } },
    }
}

fn agreement(say: Say, row: &Pair) -> Markup {
    match (row.mine, row.theirs) {
        (Side::Says(mine), Side::Says(theirs)) if mine == theirs => {
            html! { span.disc { (sprite::mark("i-ok")) (say.text("release-same")) } }
        }
        (Side::Says(_), Side::Says(_)) => {
            html! { span.disc { (sprite::mark("i-differs")) (say.text("release-differs")) } }
        }
        _ => html! { span.faint { (say.text("release-one-only")) } },
    }
}

/// What one side says of a place or total.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// A number.
    Says(i64),
    /// It speaks of it without a number.
    NoNumber,
    /// It does not speak of it.
    Silent,
}

impl Side {
    fn of(strikes: Option<i64>) -> Self {
        strikes.map_or(Self::NoNumber, Self::Says)
    }
}

/// One place or total on both sides.
struct Pair {
    name: String,
    day: Option<String>,
    mine: Side,
    theirs: Side,
}

fn rows(say: Say, release: &Release, lines: &[ReleaseLine], sibling: &Sibling) -> Vec<Pair> {
    let mut rows: Vec<Pair> = Vec::new();
    for total in &release.totals {
        let theirs = sibling
            .release
            .totals
            .iter()
            .find(|other| other.scope == total.scope && other.when == total.when);
        let (place, kind) = super::lines::scope_words(say, &total.scope);
        rows.push(Pair {
            name: format!("{place} ({kind})"),
            day: None,
            mine: Side::of(total.strikes),
            theirs: theirs.map_or(Side::Silent, |total| Side::of(total.strikes)),
        });
    }
    let mut taken = vec![false; sibling.lines.len()];
    for line in lines.iter().filter(|line| line.place_words.is_some()) {
        let found =
            sibling.lines.iter().enumerate().position(|(at, other)| !taken[at] && is_same(line, other));
        if let Some(at) = found {
            taken[at] = true;
        }
        rows.push(Pair {
            name: line.place_words.clone().unwrap_or_default(),
            day: line.when.as_ref().map(|when| when.edtf.clone()),
            mine: Side::of(line.strikes),
            theirs: found
                .and_then(|at| sibling.lines.get(at))
                .map_or(Side::Silent, |line| Side::of(line.strikes)),
        });
    }
    for (line, _) in
        sibling.lines.iter().zip(&taken).filter(|(line, taken)| !**taken && line.place_words.is_some())
    {
        rows.push(Pair {
            name: line.place_words.clone().unwrap_or_default(),
            day: line.when.as_ref().map(|when| when.edtf.clone()),
            mine: Side::Silent,
            theirs: Side::of(line.strikes),
        });
    }
    rows
}

fn is_same(mine: &ReleaseLine, theirs: &ReleaseLine) -> bool {
    let days = |line: &ReleaseLine| line.when.as_ref().map(|when| when.edtf.clone());
    let names = mine.place_words.as_deref().zip(theirs.place_words.as_deref());
    mine.late_addition == theirs.late_addition
        && days(mine) == days(theirs)
        && names.is_some_and(|(mine, theirs)| spelling::same_name(mine, theirs))
}

/// What later releases add to its days, and the releases whose days it adds to.
pub(super) fn additions(say: Say, file: &File) -> Markup {
    html! {
        @if !file.added_by.is_empty() {
            section.part #added {
                h2 { (say.text("release-added-by")) }
                p.quiet.small { (say.text("release-added-by-words")) }
                ul.list-plain { @for added in &file.added_by { li { (added_line(say, added, "release-added-by-line")) } } }
            }
        }
        @if file.lines.iter().any(|line| line.line.late_addition) {
            section.part #late {
                h2 { (say.text("release-adds-to")) }
                p.quiet.small { (say.text("release-adds-to-words")) }
                @if file.adds_to.is_empty() { p { span.none { (say.text("release-adds-to-none-held")) } } }
                ul.list-plain { @for added in &file.adds_to { li { (added_line(say, added, "release-adds-to-line")) } } }
            }
        }
    }
}

fn added_line(say: Say, added: &Added, message: &str) -> Markup {
    let is_later = message == "release-added-by-line";
    let address =
        if is_later { address::line(added.release, added.position) } else { address::release(added.release) };
    let own = if is_later { address.clone() } else { format!("#line-{}", added.position) };
    let strikes = match added.strikes {
        Some(count) => figure::link(&own, &html! { (say.with("count-strikes", &[("count", count.into())])) }),
        None => figure::not_stated(say),
    };
    let place = added.place_words.clone().unwrap_or_default();
    let day = date::element(say, &added.day, Width::Short);
    let release = html! { a href=(address) { bdi { (added.name) } } };
    say.html(
        message,
        &[
            ("strikes", Arg::Html(strikes)),
            ("place", place.into()),
            ("day", Arg::Html(day)),
            ("release", Arg::Html(release)),
        ],
    )
}
