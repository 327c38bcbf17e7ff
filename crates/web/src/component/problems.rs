//! Problems of an import, one row each: file, row, cell, what stands there, why, and what to do.

use crate::component::table;
use crate::i18n::Say;
use crate::number;
use maud::{Markup, html};

/// One problem.
#[derive(Clone, Debug)]
pub struct Row {
    /// The file's name.
    pub file: String,
    /// The row in the file, counted from 1 with its head.
    pub row: Option<i64>,
    /// The column or cell.
    pub cell: String,
    /// What stands in the file.
    pub given: String,
    /// What was read; absent where nothing was.
    pub read_as: Option<String>,
    /// Why it is a problem.
    pub problem: Markup,
    /// What to do.
    pub advice: Markup,
}

/// The table of problems.
pub fn problems(say: Say, rows: &[Row]) -> Markup {
    let heads = [
        "problems-file",
        "problems-row",
        "problems-cell",
        "problems-given",
        "problems-read",
        "problems-why",
        "problems-do",
    ];
    let names: Vec<String> = heads.iter().map(|id| say.text(id)).collect();
    let inner = html! {
        table.tight.stack.problems {
            thead { tr { @for (index, name) in names.iter().enumerate() { th scope="col" class=[(index == 1).then_some("num")] { (name) } } } }
            tbody {
                @for row in rows {
                    tr {
                        td data-l=(names[0]) { bdi { (row.file) } }
                        td.num data-l=(names[1]) { @if let Some(number) = row.row { (number::integer(number)) } }
                        td data-l=(names[2]) { bdi { (row.cell) } }
                        td.cellbad data-l=(names[3]) { bdi.given { (row.given) } }
                        td data-l=(names[4]) {
                            @match &row.read_as {
                                Some(value) => bdi { (value) },
                                None => span.none { (say.text("problems-nothing")) },
                            }
                        }
                        td data-l=(names[5]) { span { (row.problem) } }
                        td data-l=(names[6]) { span { (row.advice) } }
                    }
                }
            }
        }
    };
    table::scroll(&say.text("problems-label"), &inner)
}
