//! What is new in one saved search: the incidents behind the number, latest change first.

use super::{buttons, id, results};
use crate::component::{address, empty, naming};
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Arg;
use crate::layout::{self, Section};
use crate::{limits, routes};
use axum::extract::Path;
use axum::response::Html;
use domain::kind::Kind;
use maud::html;

/// GET [`routes::SEARCH`]; looking at it leaves the number as it is, opening the search does not.
pub(super) async fn show(visit: Visit, Path(search): Path<String>) -> Result<Html<String>, Error> {
    let limit = i64::try_from(limits::PAGE_ROWS_MAX).unwrap_or(i64::MAX);
    let (search, changed) = visit.register.saved_search(&visit.permit, id(&search)?, limit).await?;
    visit.note(changed.iter().map(|record| record.id)).await?;
    let say = visit.preference.say;
    let title = say.with("searches-new-title", &[("search", search.name.as_str().into())]);
    let opened = register::people::time(search.opened_at);
    let content = html! {
        div.head {
            p.over { a href=(routes::SEARCHES) { (say.text("searches-title")) } }
            h1 { (say.html("searches-new-title", &[("search", search.name.as_str().into())])) }
            p.lede {
                (say.html("searches-since", &[("when", Arg::Html(date::instant_element(say, &opened)))])) " "
                a href=(results(&search)) { (say.text("searches-all")) }
            }
        }
        @if changed.is_empty() {
            (empty::nothing_yet(&say.text("searches-nothing-new"), &say.text("searches-nothing-new-words"), &html! {}))
        } @else {
            ul {
                @for record in &changed {
                    li {
                        a href=(address::record(Kind::Incident, record.id)) {
                            @if let Some(code) = naming::code(record) { bdi { (code) } " " }
                            (naming::words(say, &naming::title(say, record)))
                        }
                    }
                }
            }
            @if changed.len() >= limits::PAGE_ROWS_MAX {
                p.small.quiet { (say.with("searches-cut", &[("count", changed.len().into())])) }
            }
        }
        (buttons(say, &search))
    };
    let mut frame = visit.frame(&title, Section::Work);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}
