//! "Tallies as their bodies stated them": one row a statement, official and documented apart, nothing computed.

use super::gap::View;
use super::words;
use crate::component::address;
use crate::component::table::{self, Column, Plain};
use crate::date::{self, Width};
use crate::error::Error;
use crate::i18n::Say;
use crate::routes;
use domain::vocabulary::TallyKind;
use maud::{Markup, html};
use register::tally::common::extent;
use register::tally::{DEATHS, Stated};

/// Which tallies the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Those that may stand side by side.
    Campaign,
    /// All of a kind.
    Kind(TallyKind),
}

impl Shown {
    /// Reads the parameter.
    pub(super) fn read(text: Option<&str>) -> Result<Self, Error> {
        let Some(slug) = text else { return Ok(Self::Campaign) };
        if slug == "campaign" {
            return Ok(Self::Campaign);
        }
        let kind = DEATHS.into_iter().find(|kind| kind.slug() == slug);
        kind.map(Self::Kind).ok_or_else(|| Error::Invalid {
            code: "code-not-recognised".to_owned(),
            details: vec![("code".to_owned(), slug.chars().take(80).collect())],
        })
    }
}

/// The section.
pub(super) fn part(say: Say, view: &View) -> Markup {
    // Without two sides there is nothing comparable; then all of the first kind that occurs.
    let shown = match (view.shown, &view.common) {
        (Shown::Campaign, None) => Shown::Kind(DEATHS[0]),
        (shown, _) => shown,
    };
    let rows: Vec<&Stated> = view.deaths.iter().filter(|stated| is_shown(view, shown, stated)).collect();
    let (official, documented): (Vec<&Stated>, Vec<&Stated>) =
        rows.into_iter().partition(|stated| stated.speaker.is_official());
    html! {
        section.part #tallies {
            h2 { (say.text("gap-tallies")) }
            p.quiet.small { (say.text("gap-tallies-words")) }
            (choices(say, view, shown))
            @if shown == Shown::Campaign { p.quiet.small { (say.text("gap-once")) } }
            (group(say, "gap-official", &official))
            (group(say, "gap-documented", &documented))
            p { a href=(routes::TALLIES) { (say.with("gap-all-tallies", &[("count", view.tallies.into())])) } }
        }
    }
}

fn is_shown(view: &View, shown: Shown, stated: &Stated) -> bool {
    match shown {
        Shown::Kind(kind) => stated.tally.kind == kind,
        Shown::Campaign => view.common.as_ref().is_some_and(|common| {
            stated.tally.kind == TallyKind::CiviliansKilled
                && extent(stated).as_ref() == Some(&common.extent)
                && !common.is_repeated(stated)
        }),
    }
}

fn choices(say: Say, view: &View, shown: Shown) -> Markup {
    let mut choices = Vec::new();
    if view.common.is_some() {
        choices.push((Shown::Campaign, "campaign", say.text("gap-shown-campaign")));
    }
    for kind in DEATHS {
        if view.deaths.iter().any(|stated| stated.tally.kind == kind) {
            choices.push((Shown::Kind(kind), kind.slug(), kind.label(say.language).to_owned()));
        }
    }
    html! {
        nav.small aria-label=(say.text("gap-shown")) {
            @for (index, (choice, slug, label)) in choices.iter().enumerate() {
                @if index > 0 { " · " }
                @if *choice == shown { strong aria-current="true" { (label) } }
                @else {
                    a href={ (address::with(routes::OVERVIEW, &[("deaths", (*slug).to_owned())])) "#tallies" } { (label) }
                }
            }
        }
    }
}

fn group(say: Say, title: &str, rows: &[&Stated]) -> Markup {
    html! {
        h3 { (say.text(title)) }
        @if rows.is_empty() { p.none { (say.text("gap-none-held")) } }
        @else { (listing(say, &rows.iter().rev().copied().collect::<Vec<_>>(), &say.text(title))) }
    }
}

/// A table of tallies; also on the page of all of them.
pub(super) fn listing(say: Say, rows: &[&Stated], caption: &str) -> Markup {
    let plain = Plain {
        caption: String::new(),
        columns: vec![
            Column::words(say.text("tally-as-of")),
            Column::words(say.text("tally-who")),
            Column::figures(say.text("tally-figure")),
            Column::words(say.text("tally-what")),
            Column::words(say.text("tally-area")),
            Column::words(say.text("tally-period")),
            Column::words(say.text("tally-actor")),
        ],
        rows: rows.iter().map(|stated| row(say, stated)).collect(),
    };
    table::scroll(caption, &table::plain(&plain))
}

fn row(say: Say, stated: &Stated) -> Vec<Markup> {
    let tally = &stated.tally;
    vec![
        words::as_of(say, stated),
        words::who(say, &stated.speaker),
        words::killed(say, stated),
        html! {
            (tally.kind.label(say.language))
            @if let Some(measure) = &tally.measure_words { br; small.quiet { (words::stated(say, Some(measure))) } }
            @if let Some(filter) = &tally.status_filter { br; small.quiet { (words::stated(say, Some(filter))) } }
        },
        words::stated(say, tally.area.as_deref()),
        match &tally.period {
            Some(period) => html! { span { (date::interval(say, &period.edtf, Width::Short)) } },
            None => crate::component::figure::not_stated(say),
        },
        words::stated(say, tally.actor_scope.as_deref()),
    ]
}
