//! Links between the pages of a list: earlier, later, and how it is sorted. Keyset pages have no numbers.

use crate::i18n::Say;
use maud::{Markup, html};

/// A way to sort the list.
#[derive(Clone, Debug)]
pub struct Order {
    /// Its name in words.
    pub label: String,
    /// Its address; absent for the order shown now.
    pub address: Option<String>,
}

/// The links under a list.
#[derive(Clone, Debug, Default)]
pub struct Paging {
    /// The orders on offer.
    pub orders: Vec<Order>,
    /// Address of the rows before these.
    pub previous: Option<String>,
    /// Address of the rows after these.
    pub next: Option<String>,
}

/// Draws the links.
pub fn paging(say: Say, paging: &Paging) -> Markup {
    html! {
        nav.pager aria-label=(say.text("paging")) {
            span {
                @for (index, order) in paging.orders.iter().enumerate() {
                    @if index > 0 { " · " }
                    @match &order.address {
                        Some(address) => a href=(address) { (order.label) },
                        None => strong { (order.label) },
                    }
                }
            }
            span {
                @if let Some(address) = &paging.previous { a rel="prev" href=(address) { (say.text("paging-previous")) } }
                @if paging.previous.is_some() && paging.next.is_some() { " · " }
                @if let Some(address) = &paging.next { a rel="next" href=(address) { (say.text("paging-next")) } }
            }
        }
    }
}
