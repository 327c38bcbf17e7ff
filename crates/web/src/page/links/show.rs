//! The list, dead ones first, and the line on the page of a report.

use crate::component::table::{self, Column, Plain};
use crate::component::{address, empty, graphic, naming, notice};
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::{number, routes};
use axum::response::Html;
use domain::kind::Kind;
use maud::{Markup, html};
use register::link_check::{Broken, Checked, LinkState, Links};
use register::record::Record;
use serde_json::Value as Json;

/// GET [`routes::LINKS`].
pub(super) async fn show(visit: Visit) -> Result<Html<String>, Error> {
    let links = visit.register.links_checked(visit.scope).await?;
    let mut shown = Vec::new();
    for broken in &links.broken {
        shown.push(broken.report.id);
        shown.extend(broken.incidents.iter().map(|incident| incident.id));
    }
    visit.note(shown).await?;
    let say = visit.preference.say;
    let title = say.text("links-checked-title");
    let content = html! {
        div.head {
            p.over { a href=(address::kind(routes::RECORDS_OF, Kind::Report)) { (Kind::Report.label(say.language)) } }
            h1 { (title) }
            p.lede { (say.text("links-checked-lede")) }
        }
        @if links.counts.is_empty() {
            (empty::nothing_yet(&say.text("links-none"), &say.text("links-none-words"), &html! {}))
        } @else {
            (counts(say, &links))
            (died(say, &links, &visit.register.now()))
            (list(say, &links))
        }
    };
    let mut frame = visit.frame(&title, Section::Records);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

fn word(say: Say, state: LinkState) -> String {
    say.text(match state {
        LinkState::Dead => "link-dead",
        LinkState::Unclear => "link-unclear",
        LinkState::Alive => "link-alive",
    })
}

/// Why an address does not answer, in words; a status as it is.
fn detail(say: Say, checked: &Checked) -> Markup {
    match checked.detail.as_str() {
        "host-not-found" => html! { (say.text("link-host-not-found")) },
        "no-answer" => html! { (say.text("link-no-answer")) },
        status => html! { (say.html("link-status", &[("status", status.into())])) },
    }
}

fn counts(say: Say, links: &Links) -> Markup {
    let reports = address::kind(routes::RECORDS_OF, Kind::Report);
    html! {
        dl.facts.part {
            @for state in LinkState::ALL {
                @let count = links.counts.get(&state).copied().unwrap_or(0);
                div { dt { (word(say, state)) } dd { a.fig href=(if state == LinkState::Alive { reports.as_str() } else { "#broken" }) { (number::integer(count)) } } }
            }
        }
    }
}

/// Those found dead yesterday or today.
fn died(say: Say, links: &Links, now: &str) -> Markup {
    let today = date::day_number(day(now));
    let is_new = |broken: &&Broken| {
        let since = date::day_number(day(&broken.checked.since));
        broken.checked.state == LinkState::Dead
            && today.zip(since).is_some_and(|(today, since)| today - since <= 1)
    };
    let new: Vec<&Broken> = links.broken.iter().filter(is_new).collect();
    html! {
        @if !new.is_empty() {
            (notice::notice(
                notice::Kind::Correction,
                &html! { (say.with("links-died", &[("count", new.len().into())])) },
                &html! { ul { @for broken in new { li { (naming::link(say, &broken.report)) } } } },
            ))
        }
    }
}

fn day(instant: &str) -> &str {
    instant.get(..10).unwrap_or(instant)
}

fn list(say: Say, links: &Links) -> Markup {
    let heads = ["links-report", "links-state", "links-archive", "links-incidents"];
    let rows = links.broken.iter().map(|broken| {
        vec![
            html! { (naming::link(say, &broken.report)) br; small.quiet { bdi dir="ltr" { (broken.checked.url) } } },
            state(say, &broken.checked),
            archive(say, &broken.report),
            html! {
                @if broken.incidents.is_empty() { span.none { (say.text("links-no-incident")) } }
                @else { ul.plain-list { @for incident in &broken.incidents { li { (naming::link(say, incident)) } } } }
            },
        ]
    });
    let columns = heads.iter().map(|head| Column::words(say.text(head))).collect();
    let plain = Plain { caption: String::new(), columns, rows: rows.collect() };
    html! {
        section.part #broken {
            h2 { (say.text("links-broken")) }
            @if links.broken.is_empty() { p { span.none { (say.text("links-all-alive")) } } }
            @else { (table::scroll(&say.text("links-broken"), &table::plain(&plain))) }
            @if links.has_more { p.small { (say.text("links-cut")) } }
        }
    }
}

fn state(say: Say, checked: &Checked) -> Markup {
    html! {
        strong { (word(say, checked.state)) } (say.text("colon")) " " (detail(say, checked)) br;
        small.quiet { (say.text("link-since")) " " (date::instant_element(say, &checked.since)) }
    }
}

/// A preserved copy, where the report has one.
fn archive(say: Say, report: &Record) -> Markup {
    let Some(archive) = naming::member(report, "archive_url") else {
        return html! { span.none { (say.text("links-no-archive")) } };
    };
    let is_graphic = report.body.get("graphic").and_then(Json::as_bool) == Some(true);
    graphic::guarded(say, is_graphic, &address::outside(archive))
}

/// The line on the page of a report: whether its address answered when it was last asked, and how that changed.
pub(in crate::page) fn of_report(
    say: Say,
    url: Option<&str>,
    known: Option<&(Checked, Vec<(String, LinkState)>)>,
) -> Markup {
    // Another address since: of that one nothing is known.
    let Some((checked, changes)) = known.filter(|(checked, _)| Some(checked.url.as_str()) == url) else {
        return html! {};
    };
    html! {
        section.part #link {
            h2 { (say.text("link-head")) }
            p {
                strong { (word(say, checked.state)) } (say.text("colon")) " " (detail(say, checked)) ". "
                (say.text("link-checked")) " " (date::instant_element(say, &checked.checked))
                (say.text("comma")) " " (say.text("link-since")) " " (date::instant_element(say, &checked.since))
            }
            @if changes.len() > 1 {
                ul.small { @for (at, state) in changes { li { (date::instant_element(say, at)) (say.text("colon")) " " (word(say, *state)) } } }
            }
            p.small { a href=(routes::LINKS) { (say.text("links-checked-title")) } }
        }
    }
}
