//! Tables: the scrolling frame of the rare wide one, and the twin of every chart.

use crate::i18n::Say;
use maud::{Markup, html};

/// A table that may be wider than the page: focusable and named.
pub fn scroll(label: &str, inner: &Markup) -> Markup {
    html! { div.scroll tabindex="0" role="region" aria-label=(label) { (inner) } }
}

/// A table of plain rows; the first cell of each row is its head. Cells stack on a phone under their column's name.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    /// The caption.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, as many cells as columns.
    pub rows: Vec<Vec<Markup>>,
}

/// A column of a plain table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its head.
    pub name: String,
    /// Figures stand at the end edge.
    pub is_number: bool,
}

impl Column {
    /// A column of words.
    pub fn words(name: impl Into<String>) -> Self {
        Self { name: name.into(), is_number: false }
    }

    /// A column of figures.
    pub fn figures(name: impl Into<String>) -> Self {
        Self { name: name.into(), is_number: true }
    }
}

/// The table by itself.
pub fn plain(table: &Plain) -> Markup {
    html! {
        table.tight.stack {
            @if !table.caption.is_empty() { caption { (table.caption) } }
            thead {
                tr {
                    @for column in &table.columns {
                        th scope="col" class=[column.is_number.then_some("num")] { (column.name) }
                    }
                }
            }
            tbody {
                @for row in &table.rows {
                    tr {
                        @for (index, (column, cell)) in table.columns.iter().zip(row).enumerate() {
                            @if index == 0 {
                                th scope="row" { (cell) }
                            } @else {
                                td data-l=(column.name) class=[column.is_number.then_some("num")] { span { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// "The same as a table": the twin under a chart.
pub fn twin(say: Say, table: &Plain) -> Markup {
    html! {
        details.twin {
            summary { (say.text("chart-twin")) }
            (scroll(&table.caption, &plain(table)))
        }
    }
}
