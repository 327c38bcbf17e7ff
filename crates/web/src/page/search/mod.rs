//! Searches that a person saved: how many incidents each leaves now, how many of them are new or changed since they
//! last opened it, and which.
//!
//! Nobody else's are shown, nor counted. The form that saves one stands on the list of incidents: [`form`]. Start at
//! [`list`].

mod list;
mod one;

use crate::component::address;
use crate::desk::{Desk, Visit};
use crate::error::Error;
use crate::i18n::Say;
use crate::routes;
use axum::Router;
use axum::extract::{Form, Path};
use axum::response::Redirect;
use axum::routing::get;
use maud::{Markup, html};
use register::incident::news::News;
use register::incident::{Filter, Order};
use register::limits::SAVED_SEARCH_NAME_CHARS_MAX;
use register::saved_search::SavedSearch;
use uuid::Uuid;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::SEARCHES, get(list::show).post(save))
        .route(routes::SEARCH, get(one::show).post(act))
}

/// What a form sent, in order.
type Sent = Vec<(String, String)>;

fn sent<'form>(form: &'form Sent, name: &str) -> Option<&'form str> {
    let found = form.iter().find(|(each, value)| each == name && !value.trim().is_empty());
    found.map(|(_, value)| value.trim())
}

/// The form that saves a search, closed until it is wanted.
pub(super) fn form(say: Say, filter: &Filter, order: Order) -> Markup {
    html! {
        details.small {
            summary { (say.text("searches-save")) }
            form.searchbar method="post" action=(routes::SEARCHES) {
                @for (name, value) in pairs(filter, order) { input type="hidden" name=(name) value=(value); }
                label.field.grow {
                    (say.text("searches-name"))
                    input type="text" name="name" required maxlength=(SAVED_SEARCH_NAME_CHARS_MAX) dir="auto";
                }
                button.btn { (say.text("searches-save")) }
                a href=(routes::SEARCHES) { (say.text("searches-title")) }
            }
        }
    }
}

fn pairs(filter: &Filter, order: Order) -> Vec<(&'static str, String)> {
    let mut pairs = filter.parameters();
    if order != Order::default() {
        pairs.push(("sort", order.slug().to_owned()));
    }
    pairs
}

/// The list of incidents that a search leaves.
fn results(search: &SavedSearch) -> String {
    address::with(routes::INCIDENTS, &pairs(&search.filter, search.order))
}

fn at(id: Uuid) -> String {
    routes::SEARCH.replace("{id}", &id.to_string())
}

fn id(text: &str) -> Result<Uuid, Error> {
    text.parse().map_err(|_not_an_id| Error::NotFound)
}

/// "at least" beside a number that more acts than were looked at may have made larger.
fn at_least(say: Say, news: News) -> Markup {
    html! { @if news.is_at_least { (say.text("searches-at-least")) " " } }
}

/// The buttons of one search.
fn buttons(say: Say, search: &SavedSearch) -> Markup {
    html! {
        form method="post" action=(at(search.id)) {
            button.btn name="do" value="open" { (say.text("searches-open")) } " "
            button.btn.btn-quiet name="do" value="forget" { (say.text("searches-forget")) }
        }
    }
}

/// POST [`routes::SEARCHES`].
async fn save(visit: Visit, Form(form): Form<Sent>) -> Result<Redirect, Error> {
    let filter = Filter::read(form.iter().map(|(name, value)| (name.as_str(), value.as_str())))?;
    let order = sent(&form, "sort").and_then(Order::parse).unwrap_or_default();
    let name = sent(&form, "name").unwrap_or_default();
    visit.register.save_search(&visit.permit, name, &filter, order).await?;
    Ok(Redirect::to(routes::SEARCHES))
}

/// POST [`routes::SEARCH`]: opened, or forgotten.
async fn act(visit: Visit, Path(search): Path<String>, Form(form): Form<Sent>) -> Result<Redirect, Error> {
    let search = id(&search)?;
    match sent(&form, "do") {
        Some("open") => {
            let search = visit.register.open_search(&visit.permit, search).await?;
            Ok(Redirect::to(&results(&search)))
        }
        Some("forget") => {
            visit.register.forget_search(&visit.permit, search).await?;
            Ok(Redirect::to(routes::SEARCHES))
        }
        _ => Err(Error::NotUnderstood),
    }
}
