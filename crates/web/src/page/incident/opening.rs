//! The opening of an incident's page: what, where, when, and the grade beside the official answer.

use super::file::View;
use super::{address, findings, row, sort};
use crate::component::{figure, grade, notice};
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use crate::routes;
use domain::kind::Kind;
use domain::language::Language;
use domain::record::{Assessment, Finding};
use domain::vocabulary::Grade;
use maud::{Markup, html};
use register::incident::Linked;
use register::record::Record;

/// Codes, title, date and place, and what must be said before anything is read.
pub(super) fn head(say: Say, view: &View<'_>) -> Markup {
    let incident = &view.incident;
    let other = match say.language {
        Language::English => incident.title_ar.as_deref().map(|title| (title, "ar")),
        Language::Arabic if incident.title_ar.is_some() => Some((incident.title.as_str(), "en")),
        Language::Arabic => None,
    };
    html! {
        div.head {
            p.over {
                a href=(routes::INCIDENTS) { (say.text("incidents-title")) }
                @for code in &incident.codes { " · " bdi { (code) } }
            }
            h1 {
                (row::title(say, &incident.title, incident.title_ar.as_deref()))
                @if let Some((title, language)) = other { " " bdi.other lang=(language) { (title) } }
            }
            p.lede {
                (row::place_words(say, incident.location.as_ref())) (say.text("full-stop")) " "
                @match &incident.when {
                    Some(when) => {
                        (date::when(say, when, Width::Full)) (say.text("full-stop")) " "
                    }
                    None => { (say.text("file-no-date")) " " }
                }
                @if let Some((record, judged)) = view.shown() { (toll(say, record, judged)) }
            }
            @if let Some(words) = incident.when.as_ref().and_then(|when| when.words.as_deref()) {
                p.small.quiet { (say.html("file-date-words", &[("words", words.into())])) }
            }
        }
        (warnings(say, view))
    }
}

/// One sentence on the killed, its figure open.
fn toll(say: Say, record: &Record, judged: &Assessment) -> Markup {
    match &judged.killed {
        Some(killed) if !killed.is_unknown() => {
            let figure = figure::count(say, &address::record(record), killed);
            say.html("file-killed", &[("count", Arg::Html(figure))])
        }
        _ => html! { (say.text("file-killed-unknown")) },
    }
}

fn warnings(say: Say, view: &View<'_>) -> Markup {
    let history = address::plain(routes::RECORD_HISTORY, Kind::Incident, view.file.incident.id);
    let conflicts =
        view.file.incident.conflicts + view.judged.iter().map(|(record, _)| record.conflicts).sum::<i64>();
    let records = std::iter::once(&view.file.incident).chain(view.judged.iter().map(|(record, _)| *record));
    let problems: Vec<String> = records
        .filter_map(|record| domain::record::check(record.kind, &record.body).ok())
        .flatten()
        .map(|problem| {
            let details: Vec<(&str, Arg)> =
                problem.details.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect();
            say.error(&problem.code, &details)
        })
        .collect();
    html! {
        @if view.incident.candidate == Some(true) {
            (notice::notice(
                notice::Kind::Unverified,
                &html! { (say.text("candidate-head")) },
                &html! { p { (say.text("candidate-words")) } },
            ))
        }
        @if conflicts > 0 {
            (notice::notice(
                notice::Kind::Conflict,
                &html! { (say.text("conflict-head")) },
                &html! { p { (say.text("conflict-words")) " " a href=(history) { (say.text("conflict-settle")) } } },
            ))
        }
        @if !problems.is_empty() {
            (notice::notice(
                notice::Kind::Plain,
                &html! { (say.text("warnings-head")) },
                &html! { ul { @for problem in &problems { li { (problem) } } } },
            ))
        }
    }
}

/// Grade and official answer, neither below the other.
pub(super) fn side(say: Say, view: &View<'_>) -> Markup {
    let judgments = html! {
        @if view.judged.is_empty() {
            p.small.quiet { (say.text("side-assessment")) }
            p { (grade::big(None, &say.text("grade-none"))) }
            p.small.quiet { (say.text("side-not-assessed")) }
        }
        @for (record, judged) in &view.judged { (judgment(say, record, judged)) }
    };
    let answers = html! {
        p.small.quiet { (say.text("side-answer")) }
        @match view.findings.first() {
            None => {
                p { strong { (say.text("finding-none-held")) } }
                p.small.quiet { (say.text("side-no-finding")) }
            }
            Some((linked, finding)) => { (answer(say, view, linked, finding)) }
        }
    };
    grade::beside(&judgments, &answers)
}

fn judgment(say: Say, record: &Record, judged: &Assessment) -> Markup {
    let slug = judged.grade.as_deref();
    let gloss = match slug.map(Grade::parse) {
        None => Some(say.text("grade-none-gloss")),
        Some(grade) => grade.and_then(|grade| grade.gloss(say.language)).map(str::to_owned),
    };
    html! {
        p.small.quiet {
            a href=(address::record(record)) { (judged.basis.label(say.language)) }
            @if let Some(body) = &judged.body { (say.text("colon")) " " bdi { (body) } }
            @if let Some(as_of) = &judged.as_of { (say.text("comma")) " " (date::element(say, &as_of.edtf, Width::Short)) }
        }
        p { (grade::big(slug, &sort::grade_label(say, slug))) }
        @if let Some(gloss) = gloss { p.small.quiet { (gloss) } }
        p.small.quiet {
            @if let Some(codebook) = &judged.codebook {
                a href=(routes::CODEBOOK) { (say.html("side-codebook", &[("codebook", codebook.as_str().into())])) }
            }
        }
    }
}

fn answer(say: Say, view: &View<'_>, linked: &Linked, finding: &Finding) -> Markup {
    let judged = view.shown().map(|(_, judged)| judged);
    html! {
        p {
            strong { a href=(address::record(&linked.record)) { (finding.outcome.label(say.language)) } }
            @if let Some(part) = row::parting(judged, finding) { " " span.disagree { (say.text(part)) } }
        }
        @if let Some(gloss) = finding.outcome.gloss(say.language) { p.small.quiet { (gloss) } }
        @if let Some(killed) = &finding.killed { p { (row::conceded(say, &address::record(&linked.record), killed)) } }
        p.small.quiet {
            bdi { (finding.body) }
            @if let Some(decided) = &finding.decided { (say.text("comma")) " " (date::element(say, &decided.edtf, Width::Full)) }
            @if let Some(after) = findings::how_long_after(say, view.incident.when.as_ref(), finding) { (say.text("comma")) " " (after) }
            @if let Some(reason) = &finding.reason { (say.text("full-stop")) " " (say.text("finding-reason")) (say.text("colon")) " " (findings::reason(say, reason)) }
        }
        @if view.findings.len() > 1 {
            p.small { a href="#findings" { (say.with("findings-more", &[("count", (view.findings.len() - 1).into())])) } }
        }
    }
}
