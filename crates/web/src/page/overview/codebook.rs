//! The codebook: grades with their criteria in both languages, the window of near action, every vocabulary.

use crate::component::grade;
use crate::component::table::{self, Column, Plain};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use axum::response::Html;
use domain::codebook::{Codebook, GradeEntry};
use domain::language::Language;
use domain::vocabulary::{self, Term};
use maud::{Markup, html};

/// GET `/codebook`.
pub(super) async fn show(visit: Visit) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let title = say.text("codebook-title");
    let frame = visit.frame(&title, Section::Overview);
    Ok(layout::page(&frame, &content(say, &visit.register.codebook)))
}

fn content(say: Say, book: &Codebook) -> Markup {
    let label = match say.language {
        Language::English => &book.label_en,
        Language::Arabic => &book.label_ar,
    };
    html! {
        div.head {
            h1 { (say.text("codebook-title")) }
            p.lede { bdi { (label) } (say.text("comma")) " " (say.html("codebook-version", &[("version", book.version.as_str().into())])) }
        }
        section.part #grades {
            h2 { (say.text("codebook-grades")) }
            p.small.quiet { (say.text("codebook-grades-words")) }
            (grades(say, book))
            @if !book.sources.is_empty() {
                p.small { (say.text("codebook-sources")) }
                ul.small { @for source in &book.sources { li { a href=(source) rel="noreferrer" { bdi dir="ltr" { (source) } } } } }
            }
            p { (say.with("codebook-near", &[("days", book.near_action.days.into()), ("metres", book.near_action.radius_m.into())])) }
            p { (say.text(if book.conceded_sets_minimum { "codebook-conceded-yes" } else { "codebook-conceded-no" })) }
        }
        section.part #vocabularies {
            h2 { (say.text("codebook-vocabularies")) }
            p.small.quiet { (say.text("codebook-vocabularies-words")) }
            @for (name, terms) in vocabulary::all() { (list(say, name, terms)) }
        }
    }
}

fn grades(say: Say, book: &Codebook) -> Markup {
    let table = Plain {
        caption: String::new(),
        columns: vec![
            Column::words(say.text("codebook-grade")),
            Column::words("English"),
            Column::words("العربية"),
            Column::words(say.text("codebook-counted")),
        ],
        rows: book.grades.iter().map(|entry| row(say, book, entry)).collect(),
    };
    table::scroll(&say.text("codebook-grades"), &table::plain(&table))
}

fn row(say: Say, book: &Codebook, entry: &GradeEntry) -> Vec<Markup> {
    let in_headline =
        if book.is_headline(&entry.slug) { "codebook-counted-yes" } else { "codebook-counted-no" };
    vec![
        grade::grade(Some(&entry.slug), entry.label(say.language)),
        html! { span lang="en" dir="ltr" { strong { (entry.label_en) } ". " (entry.criterion_en) } },
        html! { span lang="ar" dir="rtl" { strong { (entry.label_ar) } ". " (entry.criterion_ar) } },
        html! { (say.text(in_headline)) },
    ]
}

fn list(say: Say, name: &str, terms: &[Term]) -> Markup {
    let table = Plain {
        caption: String::new(),
        columns: vec![
            Column::words(say.text("codebook-slug")),
            Column::words("English"),
            Column::words("العربية"),
        ],
        rows: terms.iter().map(term).collect(),
    };
    html! {
        details #(name) {
            summary { code { (name) } " " span.quiet { (say.with("codebook-terms", &[("count", terms.len().into())])) } }
            (table::scroll(name, &table::plain(&table)))
        }
    }
}

fn term(term: &Term) -> Vec<Markup> {
    let words = |language: Language, direction: &str| {
        html! {
            span lang=(language.code()) dir=(direction) {
                (term.label(language))
                @if let Some(gloss) = term.gloss(language) { " " small.quiet { "(" (gloss) ")" } }
            }
        }
    };
    vec![html! { code { (term.slug) } }, words(Language::English, "ltr"), words(Language::Arabic, "rtl")]
}
