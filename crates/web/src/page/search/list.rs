//! A person's saved searches, each with its two numbers.

use super::{at, at_least, buttons, results};
use crate::component::table::{self, Column, Plain};
use crate::component::{empty, figure};
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::routes;
use axum::response::Html;
use maud::{Markup, html};
use register::incident::news::News;
use register::limits::SAVED_SEARCHES_MAX;
use register::saved_search::SavedSearch;

/// GET [`routes::SEARCHES`].
pub(super) async fn show(visit: Visit) -> Result<Html<String>, Error> {
    let searches = visit.register.saved_searches(&visit.permit).await?;
    let say = visit.preference.say;
    let title = say.text("searches-title");
    let content = html! {
        div.head {
            p.over {
                a href=(routes::WORK) { (say.text("work-title")) } " · "
                a href=(routes::INCIDENTS) { (say.text("incidents-title")) }
            }
            h1 { (title) }
            p.lede { (say.text("searches-lede")) }
        }
        @if searches.is_empty() {
            @let all = html! { a href=(routes::INCIDENTS) { (say.text("work-to-incidents")) } };
            (empty::nothing_yet(&say.text("searches-none"), &say.text("searches-none-words"), &all))
        } @else {
            (list(say, &searches))
            p.small.quiet { (say.with("searches-limit", &[("count", SAVED_SEARCHES_MAX.into())])) }
        }
    };
    let mut frame = visit.frame(&title, Section::Work);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

fn list(say: Say, searches: &[(SavedSearch, News)]) -> Markup {
    let rows = searches.iter().map(|(search, news)| {
        let opened = register::people::time(search.opened_at);
        vec![
            html! { bdi { (search.name) } },
            figure::integer(&results(search), news.matching.unwrap_or_default()),
            html! { (at_least(say, *news)) (figure::integer(&at(search.id), news.changed)) },
            date::instant_element(say, &opened),
            buttons(say, search),
        ]
    });
    let columns = vec![
        Column::words(say.text("searches-column-name")),
        Column::figures(say.text("searches-column-matching")),
        Column::figures(say.text("searches-column-changed")),
        Column::words(say.text("searches-column-opened")),
        Column::words(say.text("work-next")),
    ];
    table::plain(&Plain { caption: String::new(), columns, rows: rows.collect() })
}
