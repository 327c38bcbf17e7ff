//! What reading a file found: counts, columns, problems by row and cell, and what can be done next.

use super::choose::{self, Turn};
use super::jobs::{Failure, Upload};
use super::start::field;
use crate::component::{advice, form, notice, problems};
use crate::i18n::Say;
use crate::{limits, number, routes};
use domain::language::Language;
use maud::{Markup, html};
use register::exchange::table::Problem;
use register::import::{Imported, Keep};

/// A file being read.
pub(super) fn running(say: Say, upload: &Upload, address: &str) -> Markup {
    html! {
        p { (say.html("import-running", &[("rows", upload.rows_done().into())])) }
        p { a href=(address) { (say.text("import-look-again")) } " " (say.text("import-can-leave")) }
    }
}

/// A file that could not be read as the table of its mapping.
pub(super) fn failed(say: Say, failure: &Failure, upload: &Upload, address: &str) -> Markup {
    let code = failure.code.as_str();
    html! {
        (notice::error(&html! { (say.text("import-failed")) }, &html! { p { (say.error(code, &[])) " " code { (code) } } }))
        (choose::section(say, upload, &failure.columns, Turn::Unread, address))
        (again(say, upload, address))
        (discard(say, address))
    }
}

/// A file that was read.
pub(super) fn done(say: Say, keep: Keep, imported: &Imported, upload: &Upload, address: &str) -> Markup {
    let kind = if keep == Keep::Commit { notice::Kind::Done } else { notice::Kind::Plain };
    let head = say.text(if keep == Keep::Commit { "import-kept" } else { "import-tried" });
    let choice = match keep {
        Keep::DryRun => choose::section(say, upload, &imported.summary.columns, Turn::Read, address),
        Keep::Commit => html! {},
    };
    html! {
        (notice::notice(kind, &html! { (head) }, &html! {}))
        (counts(say, imported))
        (columns(say, imported, &choice))
        (listed(say, imported))
        @match keep {
            Keep::Commit => {
                p { a href=(routes::RECORDS) { (say.text("import-to-records")) } " · " a href=(routes::LOG) { (say.text("import-to-log")) } }
            }
            Keep::DryRun => {
                section.part {
                    h2 { (say.text("import-commit")) }
                    form.form method="post" action=(address) {
                        (form::reason(say, "", None))
                        p.actions { button.btn.btn-main name="action" value="commit" { (say.text("import-commit-button")) } }
                    }
                }
                (again(say, upload, address))
            }
        }
        (discard(say, address))
    }
}

fn counts(say: Say, imported: &Imported) -> Markup {
    let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let summary = &imported.summary;
    let lines = [
        ("import-rows", summary.rows),
        ("import-landed", summary.landed),
        ("import-landed-with-problems", summary.landed_with_problems),
        ("import-refused", summary.refused + imported.refused_by_rules),
        ("import-created", imported.created),
        ("import-changed", imported.changed),
        ("import-unchanged", imported.unchanged),
        ("import-acts", imported.acts),
    ];
    html! {
        table.pairs {
            tbody { @for (label, value) in lines { tr { th scope="row" { (say.text(label)) } td.num { bdi { (number::integer(whole(value))) } } } } }
        }
    }
}

/// How the file was read, and below it the choice of columns, which then says what no field reads.
fn columns(say: Say, imported: &Imported, choice: &Markup) -> Markup {
    let summary = &imported.summary;
    let list = |names: &[String]| {
        html! {
            @if names.is_empty() { span.none { (say.text("import-none")) } } @else {
                @for (place, name) in names.iter().enumerate() { @if place > 0 { " · " } bdi { code { (name) } } }
            }
        }
    };
    html! {
        section.part {
            h2 { (say.text("import-columns")) }
            dl.facts {
                div { dt { (say.text("import-columns-all")) } dd { (list(&summary.columns)) } }
                @if choice.0.is_empty() {
                    div { dt { (say.text("import-columns-unread")) } dd { (list(&summary.columns_unread)) } }
                    div { dt { (say.text("import-columns-absent")) } dd { (list(&summary.columns_absent)) } }
                }
                @if let Some(delimiter) = &summary.detected.delimiter {
                    div { dt { (say.text("import-delimiter")) } dd { code { (delimiter.value) } " " bdi.quiet { (delimiter.evidence) } } }
                }
                @if let Some(comma) = &summary.detected.decimal_comma {
                    div { dt { (say.text("import-decimal-comma")) } dd { (yes(say, comma.value)) " " bdi.quiet { (comma.evidence) } } }
                }
                @if let Some(first) = &summary.detected.day_first {
                    div { dt { (say.text("import-day-first")) } dd { (yes(say, first.value)) " " bdi.quiet { (first.evidence) } } }
                }
            }
        }
        (choice)
    }
}

fn yes(say: Say, value: bool) -> String {
    say.text(if value { "import-yes" } else { "import-no" })
}

fn listed(say: Say, imported: &Imported) -> Markup {
    let rows: Vec<problems::Row> = imported
        .problems
        .iter()
        .take(limits::IMPORT_PROBLEMS_SHOWN)
        .map(|problem| row(say, problem))
        .collect();
    let more = imported.problems_count.saturating_sub(rows.len() as u64);
    html! {
        @if !rows.is_empty() {
            section.part {
                h2 { (say.html("import-problems", &[("count", i64::try_from(imported.problems_count).unwrap_or(i64::MAX).into())])) }
                (problems::problems(say, &rows))
                @if more > 0 { p { (say.html("import-more-problems", &[("count", i64::try_from(more).unwrap_or(i64::MAX).into())])) } }
            }
        }
    }
}

fn row(say: Say, problem: &Problem) -> problems::Row {
    problems::Row {
        file: problem.file.clone(),
        row: i64::try_from(problem.row).ok().filter(|row| *row > 0),
        cell: problem.column.clone(),
        given: problem.value.clone(),
        read_as: None,
        problem: advice::sentence(say, problem.code, &problem.values),
        advice: advice::advice(say, problem.code, &problem.values, &problem.detail),
    }
}

/// The mapping as text: the columns of the file are tied to fields here, by hand.
fn again(say: Say, upload: &Upload, address: &str) -> Markup {
    let (label, hint) = (say.text("import-mapping-text"), say.text("import-mapping-hint"));
    let text = field("mapping", &label, &upload.mapping, Some(&hint));
    html! {
        section.part {
            h2 { (say.text("import-again")) }
            details {
                summary { (say.text("import-mapping-open")) }
                form.form method="post" action=(address) {
                    div dir=(Language::English.dir()) { (form::lines(&text, 24, limits::FORM_BYTES_MAX)) }
                    p.actions { button.btn name="action" value="again" { (say.text("import-again-button")) } }
                }
            }
        }
    }
}

fn discard(say: Say, address: &str) -> Markup {
    html! {
        form.form method="post" action=(address) { p.actions { button.btn name="action" value="discard" { (say.text("import-discard")) } " " (say.text("import-discard-words")) } }
    }
}
