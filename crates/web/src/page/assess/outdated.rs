//! The assessments of our own that another codebook graded: listed, never regraded by themselves.

use super::{at, id};
use crate::component::paging::{Paging, paging};
use crate::component::table::{self, Column, Plain};
use crate::component::{address, empty, figure, grade, naming};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::{limits, routes};
use axum::extract::Query;
use axum::response::Html;
use domain::kind::Kind;
use domain::vocabulary::Grade;
use maud::{Markup, html};
use register::team::outdated::Outdated;

/// GET [`routes::OUTDATED`].
pub(super) async fn show(
    visit: Visit,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let after =
        parameters.iter().find(|(name, _)| name == "after").map(|(_, value)| id(value)).transpose()?;
    let rows_max = i64::try_from(limits::PAGE_ROWS_MAX).unwrap_or(i64::MAX);
    let mut found = visit.register.outdated(visit.scope, after, rows_max + 1).await?;
    let has_more = found.len() > limits::PAGE_ROWS_MAX;
    found.truncate(limits::PAGE_ROWS_MAX);
    let next = found
        .last()
        .filter(|_| has_more)
        .map(|last| address::with(routes::OUTDATED, &[("after", last.assessment.id.to_string())]));
    let previous = after.map(|_| routes::OUTDATED.to_owned());
    let title = say.text("assess-outdated-head");
    let book = visit.register.codebook.reference();
    let content = html! {
        div.head {
            h1 { (title) }
            p.lede { (say.html("assess-outdated-lede", &[("present", book.into())])) }
        }
        @if found.is_empty() {
            (empty::nothing_yet(&say.text("assess-outdated-nothing"), &say.text("assess-outdated-words"), &html! {}))
        } @else {
            (rows(say, &found))
            (paging(say, &Paging { orders: Vec::new(), previous, next }))
        }
    };
    let mut frame = visit.frame(&title, Section::Incidents);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

fn rows(say: Say, found: &[Outdated]) -> Markup {
    let heads = ["assess-incident", "list-grade", "assess-book", "assess-next"];
    let rows = found.iter().map(|each| {
        let slug = naming::member(&each.assessment, "grade");
        let label = slug.and_then(Grade::parse).map(|grade| grade.label(say.language));
        let label = label.or(slug).map_or_else(|| say.text("grade-none"), str::to_owned);
        vec![
            naming::link(say, &each.incident),
            html! { a href=(address::record(Kind::Assessment, each.assessment.id)) { (grade::grade(slug, &label)) } },
            html! { @match naming::member(&each.assessment, "codebook") { Some(book) => bdi { (book) }, None => (figure::not_stated(say)) } },
            html! {
                a href=(at(routes::ASSESS, each.incident.id)) { (say.text("assess-propose-next")) } " · "
                a href=(at(routes::ASSESSMENTS, each.incident.id)) { (say.text("assess-versions")) }
            },
        ]
    });
    let plain = Plain {
        caption: String::new(),
        columns: heads.iter().map(|head| Column::words(say.text(head))).collect(),
        rows: rows.collect(),
    };
    table::scroll(&say.text("assess-outdated-head"), &table::plain(&plain))
}
