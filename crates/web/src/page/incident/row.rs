//! The table of the list: one row an incident, every bar of the page on one scale.

use super::list::View;
use super::{address, sort};
use crate::component::range_bar::{Official, RangeBar, range_bar};
use crate::component::{figure, grade, table};
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use domain::count::Count;
use domain::language::Language;
use domain::location::Location;
use domain::record::{Assessment, Finding, Incident};
use domain::vocabulary::{Grade, Outcome};
use maud::{Markup, html};
use register::incident::Row;
use register::record::Record;

/// One row, read.
struct Line<'a> {
    row: &'a Row,
    incident: Incident,
    shown: Option<(&'a Record, Assessment)>,
    finding: Option<(&'a Record, Finding)>,
}

/// The table. A record that cannot be read is left to its own page, by its code and title.
pub(super) fn table(say: Say, view: &View) -> Markup {
    let lines: Vec<Line<'_>> = view.rows.rows.iter().filter_map(|row| read(view, row)).collect();
    let ends = lines.iter().flat_map(|line| {
        let killed = line.shown.as_ref().and_then(|(_, judged)| judged.killed.as_ref());
        let official = line.finding.as_ref().and_then(|(_, finding)| finding.killed.as_ref());
        [killed, official].into_iter().flatten().flat_map(|count| [count.min, count.max])
    });
    let scale_max = ends.flatten().max().unwrap_or(0).max(1);
    let scale = say.with("list-scale", &[("max", Arg::from(scale_max))]);
    let heads = ["list-code", "list-place", "list-grade", "list-killed", "", "list-official", "list-sources"];
    let inner = html! {
        table.list.stack.tight {
            caption.hide { (say.text("incidents-title")) }
            thead {
                tr {
                    @for (index, head) in heads.iter().enumerate() {
                        th scope="col" class=[(index == 3).then_some("num")] {
                            @if head.is_empty() { (scale) } @else { (say.text(head)) }
                        }
                    }
                }
            }
            tbody { @for line in &lines { (one(say, line, scale_max, &scale)) } }
        }
    };
    table::scroll(&say.text("incidents-title"), &inner)
}

fn read<'a>(view: &View, row: &'a Row) -> Option<Line<'a>> {
    let shown = row.shown(&view.filter).and_then(|record| Some((record, record.read().ok()?)));
    let finding = row.finding.as_ref().and_then(|record| Some((record, record.read().ok()?)));
    Some(Line { row, incident: row.incident.read().ok()?, shown, finding })
}

fn one(say: Say, line: &Line<'_>, scale_max: i64, scale: &str) -> Markup {
    let address = address::incident(line.row.incident.id);
    let incident = &line.incident;
    let killed = line.shown.as_ref().and_then(|(_, judged)| judged.killed.as_ref());
    let official = line.finding.as_ref().and_then(|(_, finding)| finding.killed.as_ref());
    let bar = RangeBar {
        scale_max,
        min: killed.and_then(|count| count.min),
        max: killed.and_then(|count| count.max),
        official: official.and_then(|count| {
            Some(Official { value: count.min.or(count.max)?, is_minimum: count.max.is_none() })
        }),
    };
    html! {
        tr {
            th scope="row" {
                a.code href=(address) {
                    @match incident.codes.first() {
                        Some(code) => bdi { (code) },
                        None => (say.text("list-no-code")),
                    }
                }
                span.sub { (when(say, incident)) }
            }
            td.place data-l=(say.text("list-place")) { span { (place(say, incident, &address)) } }
            td data-l=(say.text("list-grade")) { span { (graded(say, line.shown.as_ref().map(|(_, judged)| judged))) } }
            td.num data-l=(say.text("list-killed")) {
                @match killed {
                    Some(count) => span { (figure::count(say, &address, count)) },
                    None => span { (figure::not_known(say)) },
                }
            }
            td.wide data-l=(scale) { (range_bar(&bar)) }
            td data-l=(say.text("list-official")) { span { (answered(say, line)) } }
            td data-l=(say.text("list-sources")) { span { (sources(say, line, &address)) } }
        }
    }
}

fn when(say: Say, incident: &Incident) -> Markup {
    html! {
        @match &incident.when {
            Some(when) => (date::element(say, &when.edtf, Width::Short)),
            None => (figure::not_known(say)),
        }
    }
}

fn place(say: Say, incident: &Incident, address: &str) -> Markup {
    html! {
        a href=(address) { (title(say, &incident.title, incident.title_ar.as_deref())) }
        span.sub { (place_words(say, incident.location.as_ref())) }
        @if incident.candidate == Some(true) { span.specimen { (say.text("candidate-tag")) } }
    }
}

/// A title in the reader's language where there is one, with its own language where not.
pub(super) fn title(say: Say, english: &str, arabic: Option<&str>) -> Markup {
    match (say.language, arabic) {
        (Language::Arabic, Some(title)) => html! { bdi { (title) } },
        (Language::Arabic, None) => html! { bdi lang=(language_of(english)) { (english) } },
        (Language::English, _) => {
            html! { bdi lang=[(language_of(english) != "en").then_some("ar")] { (english) } }
        }
    }
}

/// The language a text is most likely in, from its first letter: imported titles come in either.
pub(super) fn language_of(text: &str) -> &'static str {
    let is_arabic =
        text.chars().find(|letter| letter.is_alphabetic()).is_some_and(|letter| letter >= '\u{600}');
    if is_arabic { "ar" } else { "en" }
}

/// The words for a place in both scripts, the reader's first, and what its point stands for.
pub(super) fn place_words(say: Say, location: Option<&Location>) -> Markup {
    let words = location.and_then(|location| location.words.as_deref());
    let arabic = location.and_then(|location| location.words_ar.as_deref());
    let precision = location.and_then(|location| location.precision);
    let spelled = if say.mirrored() { [arabic, words] } else { [words, arabic] };
    html! {
        @if words.is_none() && arabic.is_none() { (figure::not_known(say)) }
        @for (index, words) in spelled.into_iter().flatten().enumerate() {
            @if index > 0 { " " }
            bdi lang=(language_of(words)) { (words) }
        }
        @if let Some(precision) = precision { (say.text("comma")) " " (precision.label(say.language)) }
    }
}

fn graded(say: Say, judged: Option<&Assessment>) -> Markup {
    let slug = judged.and_then(|judged| judged.grade.as_deref());
    html! {
        (grade::grade(slug, &sort::grade_label(say, slug)))
        @if let Some(body) = judged.and_then(|judged| judged.body.as_deref()) { span.sub { bdi { (body) } } }
    }
}

fn answered(say: Say, line: &Line<'_>) -> Markup {
    let Some((record, finding)) = &line.finding else {
        return html! { span.none { (say.text("finding-none-held")) } };
    };
    let judged = line.shown.as_ref().map(|(_, judged)| judged);
    html! {
        a href=(address::record(record)) { (finding.outcome.label(say.language)) }
        @if let Some(decided) = &finding.decided { (say.text("comma")) " " (date::interval(say, &decided.edtf, Width::Short)) }
        @if let Some(killed) = &finding.killed { (say.text("list-separator")) (conceded(say, &address::record(record), killed)) }
        @if line.row.findings > 1 {
            (say.text("list-separator")) (say.with("findings-more", &[("count", (line.row.findings - 1).into())]))
        }
        @if let Some(part) = parting(judged, finding) { " " span.disagree { (say.text(part)) } }
    }
}

/// `4 killed conceded`, the figure open to the finding at `address`.
pub(super) fn conceded(say: Say, address: &str, killed: &Count) -> Markup {
    say.html("finding-conceded", &[("count", Arg::Html(figure::count(say, address, killed)))])
}

/// Where an assessment and an official finding part: on whether it happened, or on how many were killed.
pub(super) fn parting(judged: Option<&Assessment>, finding: &Finding) -> Option<&'static str> {
    let judged = judged?;
    let grade = judged.grade.as_deref().and_then(Grade::parse);
    let holds = matches!(grade, Some(Grade::Confirmed | Grade::Fair));
    let refuses = matches!(
        finding.outcome,
        Outcome::NonCredible | Outcome::Denied | Outcome::NoStrikeRecorded | Outcome::CannotDetermine
    );
    if holds && refuses {
        return Some("parting-grade");
    }
    let killed = judged.killed.as_ref()?;
    let denies = matches!(finding.outcome, Outcome::Denied | Outcome::NoStrikeRecorded);
    if denies && killed.min.is_some_and(|min| min > 0) {
        return Some("parting-denied");
    }
    let conceded = finding.killed.as_ref()?;
    let differs = (killed.min, killed.max) != (conceded.min, conceded.max);
    (differs && !killed.is_unknown() && !conceded.is_unknown()).then_some("parting-toll")
}

fn sources(say: Say, line: &Line<'_>, address: &str) -> Markup {
    let accounts = format!("{address}#sources");
    html! {
        @match line.incident.sources_count {
            Some(count) => (figure::link(&accounts, &html! { (say.with("sources-stated", &[("count", count.into())])) })),
            None => (figure::not_stated(say)),
        }
        @if line.row.accounts > 0 {
            span.sub { (figure::link(&accounts, &html! { (say.with("sources-here", &[("count", line.row.accounts.into())])) })) }
        }
    }
}
