//! The preview of a text: what would be kept, beside the text; nothing is kept yet.

use super::fields::Given;
use super::{file, kin, monthly, new, problem};
use crate::component::{facts, notice};
use crate::date::{self, Width};
use crate::i18n::Say;
use crate::routes;
use domain::id::{PlaceId, RecordId};
use domain::record::Place;
use domain::when::When;
use maud::{Markup, html};
use register::record::Record;
use register::release::Line;
use register::release_intake::{Draft, Kin, MonthlyDraft};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The preview of a release.
pub(super) fn release(
    say: Say,
    given: &Given,
    draft: &Draft,
    kin: &Kin,
    places: &[Record],
    said: Option<&str>,
) -> Markup {
    let lines = lines(draft, places);
    let definition = draft.release.definition.clone().unwrap_or_default();
    html! {
        (head(say, given, "release-new-is-release"))
        (kin::section(say, kin))
        (facts::facts(&read_facts(say, draft)))
        (file::read(say, &draft.release, &lines, &draft.sums))
        section.part {
            h2 { (say.text("release-new-problems")) }
            (problem::table(say, &given.text, &draft.read.problems))
            @let verbs = draft.verbs_left();
            @if !verbs.is_empty() { p.quiet.small { (say.with("release-new-verbs-left", &[("verbs", verbs.join(&format!("{} ", say.text("comma"))).into())])) } }
        }
        @if kin.same_text.is_none() {
            section.part {
                h2 { (say.text("release-new-keep")) }
                form method="post" enctype="multipart/form-data" action=(routes::RELEASE_NEW) {
                    (given.hidden(&definition))
                    (kin::choice(say, kin, &given.rendition_of))
                    (new::commit(say, given, &say.with("release-new-keep-lines", &[("count", draft.lines.len().into())]), said))
                }
            }
        }
        (change(say, given))
    }
}

/// The preview of a monthly report.
pub(super) fn monthly(say: Say, given: &Given, draft: &MonthlyDraft, said: Option<&str>) -> Markup {
    html! {
        (head(say, given, "release-new-is-monthly"))
        (monthly::read(say, &given.text, draft))
        section.part {
            h2 { (say.text("release-new-problems")) }
            (problem::table(say, &given.text, &draft.read.problems))
        }
        section.part {
            h2 { (say.text("release-new-keep")) }
            form method="post" enctype="multipart/form-data" action=(routes::RELEASE_NEW) {
                (given.hidden(&given.definition))
                (new::commit(say, given, &say.with("release-new-keep-report", &[("tallies", draft.tallies.len().into()), ("findings", draft.findings.len().into())]), said))
            }
        }
        (change(say, given))
    }
}

fn head(say: Say, given: &Given, is: &str) -> Markup {
    html! {
        div.head {
            p.over { a href=(routes::RELEASES) { (say.text("releases-title")) } }
            h1 { (say.text("release-new-preview-title")) }
            p { strong { (say.text(is)) } " " (say.text("release-new-nothing-kept")) }
            @if let Some(encoding) = given.read_as {
                (notice::notice(notice::Kind::Plain, &html! { (say.html("release-new-read-as", &[("encoding", encoding.into())])) }, &html! {}))
            }
        }
    }
}

/// The text again, to change it.
fn change(say: Say, given: &Given) -> Markup {
    html! {
        details.part {
            summary { (say.text("release-new-change")) }
            (new::paste_form(say, given))
        }
    }
}

fn read_facts(say: Say, draft: &Draft) -> Vec<facts::Fact> {
    let release = &draft.release;
    let day = |when: &Option<When>| {
        let stated = when.as_ref().map(|when| date::when(say, when, Width::Full));
        stated.unwrap_or_else(|| html! { span.none { (say.text("release-new-day-missing")) } })
    };
    let plain = |term: &str, value: Markup| facts::Fact { term: say.text(term), value, standing: None };
    let mut rows = vec![
        plain("release-publisher", html! { bdi { (release.publisher) } }),
        plain("release-new-issued", day(&release.issued)),
        plain("release-new-period", day(&release.period)),
        plain("release-definition", file::definition(say, release)),
    ];
    if let Some(number) = &release.number {
        rows.insert(1, plain("release-number", html! { bdi { (number) } }));
    }
    rows
}

/// The draft's lines as those of a release, with the names of their places.
fn lines(draft: &Draft, places: &[Record]) -> Vec<Line> {
    let names: BTreeMap<PlaceId, (String, Option<String>)> = places
        .iter()
        .filter_map(|record| Some((PlaceId(record.id.0), record.read::<Place>().ok()?)))
        .map(|(id, place)| (id, (place.name, place.name_ar)))
        .collect();
    let lines = draft.lines.iter().map(|line| Line {
        id: RecordId(Uuid::nil()),
        place: line.place.and_then(|place| names.get(&place).cloned()),
        line: line.clone(),
    });
    lines.collect()
}
