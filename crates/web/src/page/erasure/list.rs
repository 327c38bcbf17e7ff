//! What was erased in a project, the latest first.

use crate::component::table::{self, Column, Plain};
use crate::component::{address, empty};
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::routes;
use axum::extract::Query;
use axum::response::Html;
use maud::html;
use register::erasure::Erasure;
use register::limits::ERASURES_PER_PAGE;

/// GET [`routes::ERASURES`].
pub(super) async fn show(
    visit: Visit,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Error> {
    let before = parameters.iter().find(|(name, _)| name == "before").map(|(_, value)| value.as_str());
    let erasures = visit.register.erasures(&visit.permit, before).await?;
    let about = erasures.iter().map(|erasure| (erasure.erasing.kind, erasure.erasing.record));
    let named = visit.register.named(visit.scope, about).await?;
    visit.note(named.keys().copied()).await?;
    let say = visit.preference.say;
    let title = say.text("erasures-title");
    let row = |erasure: &Erasure| {
        let page = routes::ERASURE.replace("{id}", &erasure.id.to_string());
        vec![
            html! { a href=(page) { (date::instant_element(say, &erasure.agreed)) } },
            super::show::what(say, &named, &erasure.erasing),
            html! { (erasure.ground().label(say.language)) },
            html! { (say.text(super::show::standing(erasure))) },
        ]
    };
    let heads = ["erasure-agreed", "erasure-what", "erasure-ground", "erasure-standing"];
    let columns = heads.iter().map(|head| Column::words(say.text(head))).collect();
    let plain = Plain { caption: String::new(), columns, rows: erasures.iter().map(row).collect() };
    let is_full = i64::try_from(erasures.len()).is_ok_and(|count| count == ERASURES_PER_PAGE);
    let last = erasures.last().filter(|_| is_full);
    let content = html! {
        div.head {
            p.over { a href=(routes::WORK) { (say.text("work-title")) } " · " a href=(routes::APPROVALS) { (say.text("approvals-title")) } }
            h1 { (title) }
            p.lede { (say.text("erasures-lede")) }
        }
        @if erasures.is_empty() {
            (empty::nothing_yet(&say.text("erasures-none"), &say.text("erasures-none-words"), &html! {}))
        } @else {
            section.part { (table::scroll(&title, &table::plain(&plain))) }
        }
        @if let Some(last) = last {
            p.small { a href=(address::with(routes::ERASURES, &[("before", last.agreed.clone())])) { (say.text("erasures-earlier")) } }
        }
    };
    Ok(layout::page(&visit.frame(&title, Section::Work), &content))
}
