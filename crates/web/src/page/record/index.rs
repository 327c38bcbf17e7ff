//! Every kind of record with how many there are, and a search over all of them in either script.

use super::asked::{Parameters, parameter};
use crate::component::table::{self, Column, Plain};
use crate::component::{address, empty, figure, naming};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::{limits, routes};
use axum::extract::Query;
use axum::response::Html;
use domain::kind::Kind;
use maud::{Markup, html};
use register::listing::Found;
use register::permission::Operation;
use register::record::Record;
use std::collections::BTreeMap;

/// GET [`routes::RECORDS`].
pub(super) async fn show(visit: Visit, Query(parameters): Query<Parameters>) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let counts = visit.register.counts(visit.scope).await?;
    let asked = parameter(&parameters, "q");
    let asked = asked.map(|q| q.chars().take(limits::SEARCH_CHARACTERS_MAX).collect::<String>());
    let found = match &asked {
        Some(words) => visit.register.found(visit.scope, words, limits::FOUND_OF_A_KIND).await?,
        None => Vec::new(),
    };
    let ids = found.iter().flat_map(|found| found.first.iter().map(|id| (found.kind, *id)));
    let ids: Vec<_> = ids.collect();
    let records =
        if ids.is_empty() { BTreeMap::new() } else { visit.register.named(visit.scope, ids).await? };
    let title = say.text("records-title");
    let content = html! {
        div.head {
            h1 { (title) }
            p.lede { (say.text("records-lede")) }
            @if visit.permit.may(Operation::ReadLog) { p.small { a href=(routes::READINGS) { (say.text("readings-title")) } } }
        }
        (search(say, routes::RECORDS, asked.as_deref(), &[]))
        @if let Some(words) = &asked { (results(say, words, &found, &records)) }
        section.part {
            h2 { (say.text("records-kinds")) }
            (kinds(say, &counts))
        }
    };
    Ok(layout::page(&visit.frame(&title, Section::Records), &content))
}

/// A search box over `action`.
pub(super) fn search(say: Say, action: &str, words: Option<&str>, kept: &[(&str, String)]) -> Markup {
    html! {
        form.searchbar.part role="search" action=(action) {
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
            label.field.grow {
                (say.text("search-words"))
                input type="search" name="q" value=(words.unwrap_or_default())
                    maxlength=(limits::SEARCH_CHARACTERS_MAX) dir="auto";
            }
            button.btn.btn-main { (say.text("search-go")) }
        }
    }
}

fn kinds(say: Say, counts: &[(Kind, i64)]) -> Markup {
    let rows = counts.iter().map(|(kind, count)| {
        let list = address::kind(routes::RECORDS_OF, *kind);
        vec![
            html! { a href=(list) { (kind.label(say.language)) } },
            figure::integer(&list, *count),
            html! { (say.text(what_is(*kind))) },
        ]
    });
    table::plain(&Plain {
        caption: String::new(),
        columns: vec![
            Column::words(say.text("records-kind")),
            Column::figures(say.text("records-count")),
            Column::words(say.text("records-what")),
        ],
        rows: rows.collect(),
    })
}

/// What a kind is, in one sentence.
pub(super) const fn what_is(kind: Kind) -> &'static str {
    match kind {
        Kind::Project => "kind-project",
        Kind::Source => "kind-source",
        Kind::Report => "kind-report",
        Kind::Assertion => "kind-assertion",
        Kind::Belligerent => "kind-belligerent",
        Kind::Operation => "kind-operation",
        Kind::Office => "kind-office",
        Kind::Place => "kind-place",
        Kind::Release => "kind-release",
        Kind::ReleaseLine => "kind-release-line",
        Kind::Finding => "kind-finding",
        Kind::Tally => "kind-tally",
        Kind::Strike => "kind-strike",
        Kind::Incident => "kind-incident",
        Kind::Assessment => "kind-assessment",
        Kind::ObjectDamage => "kind-object-damage",
        Kind::VictimMention => "kind-victim-mention",
        Kind::Link => "kind-link",
        Kind::Member => "kind-member",
        Kind::Task => "kind-task",
        Kind::Comment => "kind-comment",
        Kind::Review => "kind-review",
        Kind::Approval => "kind-approval",
        Kind::Coding => "kind-coding",
        Kind::Item => "kind-item",
        Kind::Annotation => "kind-annotation",
        Kind::Interview => "kind-interview",
        Kind::SiteVisit => "kind-site-visit",
        Kind::Consent => "kind-consent",
        Kind::Verification => "kind-verification",
        Kind::SealedIdentity => "kind-sealed-identity",
        Kind::CustodianKey => "kind-custodian-key",
        Kind::LegalRequest => "kind-legal-request",
    }
}

fn results(
    say: Say,
    words: &str,
    found: &[Found],
    records: &BTreeMap<domain::id::RecordId, Record>,
) -> Markup {
    if found.is_empty() {
        let question = say.html("records-nothing-found", &[("words", words.into())]);
        return empty::nothing_found(
            say,
            &question,
            &[(say.text("records-all"), routes::RECORDS.to_owned())],
        );
    }
    html! {
        section.part #found {
            h2 { (say.html("records-found", &[("words", words.into())])) }
            @for of_kind in found {
                @let list = address::with(&address::kind(routes::RECORDS_OF, of_kind.kind), &[("q", words.to_owned())]);
                h3 {
                    (say.html("records-found-of", &[
                        ("kind", of_kind.kind.label(say.language).into()),
                        ("count", Arg::Html(figure::integer(&list, of_kind.total))),
                    ]))
                }
                ul {
                    @for record in of_kind.first.iter().filter_map(|id| records.get(id)) {
                        li { (naming::link(say, record)) }
                    }
                }
            }
        }
    }
}
