//! Rival accounts side by side, one column each, the register's own last and on the accent's wash.

use crate::component::table;
use maud::{Markup, html};

/// Whose account a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// A source's.
    Source,
    /// This register's own.
    Own,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub struct Account {
    /// Who says it; plain text, since phones repeat it before each value.
    pub name: String,
    /// When it was said.
    pub when: String,
    /// Address of the report.
    pub address: Option<String>,
    /// Source or register.
    pub voice: Voice,
}

/// What each account says on one matter; as many cells as columns.
#[derive(Clone, Debug)]
pub struct Matter {
    /// The matter, such as "Civilians killed".
    pub name: String,
    /// What is to be noticed of it, such as that the accounts differ.
    pub note: Option<String>,
    /// One cell a column: a figure, words, or "not stated".
    pub cells: Vec<Markup>,
}

/// The table; `label` names it for those who cannot see it.
pub fn accounts(label: &str, columns: &[Account], matters: &[Matter]) -> Markup {
    let inner = html! {
        table.accounts.stack {
            thead {
                tr {
                    td {}
                    @for column in columns {
                        th scope="col" class=[(column.voice == Voice::Own).then_some("own")] {
                            @match &column.address {
                                Some(address) => a href=(address) { bdi { (column.name) } },
                                None => bdi { (column.name) },
                            }
                            small { (column.when) }
                        }
                    }
                }
            }
            tbody {
                @for matter in matters {
                    tr {
                        th scope="row" { (matter.name) @if let Some(note) = &matter.note { br; span.disagree { (note) } } }
                        @for (column, cell) in columns.iter().zip(&matter.cells) {
                            td data-l=(column.name) class=[(column.voice == Voice::Own).then_some("own")] { span { (cell) } }
                        }
                    }
                }
            }
        }
    };
    table::scroll(label, &inner)
}
