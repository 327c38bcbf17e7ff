//! Incidents as a list and as one file: what filters leave, how many of each sort, and everything one page shows.
//!
//! Nothing here judges. The *shown* assessment of an incident is the current one of our own, else the current one
//! taken over; where only assessments taken over are asked for, that one. Sums of the two are never mixed, and an
//! unknown toll is counted, never added. Start at [`Filter`], then at [`list`], [`sorts`] and [`file`].

pub mod code;
pub mod compared;
pub mod file;
mod filter;
pub mod list;
pub mod merge;
mod moving;
pub mod news;
pub mod origins;
pub mod proposals;
pub mod ranges;
pub mod similar;
pub mod since;
pub mod sorts;
pub mod split;
pub(crate) mod support;
pub mod unmerge;

pub use file::{File, Linked, Step};
pub use filter::{Facet, Filter};
pub use list::{Cursor, Order, Page, Row};
pub use origins::{NewTie, Origins, Tie};
pub use proposals::{OriginsFile, Proposal, Sameness};
pub use ranges::{IncidentRanges, Told, Voice};
pub use sorts::{Sorts, Toll};

use crate::db::Value;
use crate::scope::Scope;

/// Parts of a statement with the values bound so far.
pub(crate) struct Parts {
    pub(crate) values: Vec<Value>,
    pub(crate) conditions: Vec<String>,
}

impl Parts {
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    pub(crate) fn bind_all(&mut self, values: impl IntoIterator<Item = String>) -> String {
        values.into_iter().map(|value| self.bind(value)).collect::<Vec<_>>().join(", ")
    }
}

/// A link that says of itself that it is only possible is a candidate, whatever its role. Bodies are canonical JSON
/// text, so these words cannot stand inside a value.
pub(crate) const CERTAIN: &str =
    r#"l.body not like '%"certainty":"possible"%' and l.body not like '%"certainty":"?"%'"#;

/// Ids of the reports that are accounts of incident `$1` in project `$2`: linked themselves or through an assertion.
pub(crate) const ACCOUNTS: &str = r#"select case when l.from_kind = 'report' then l.from_record else a.report end
    from link l left join assertion a on a.id = l.from_record
    where l.to_record = $1 and l.role in ('about', 'reports') and l.from_kind in ('report', 'assertion')
      and l.project = $2 and l.body not like '%"certainty":"possible"%' and l.body not like '%"certainty":"?"%'"#;

/// Beside [`ACCOUNTS`]: leaves out statements that deny the event. They are accounts, but none that supports a grade.
pub(crate) const NOT_DENIED: &str = r#"(a.body is null or a.body not like '%"polarity":"denies"%')"#;

/// A tie `e` between reports that nobody took back.
pub(crate) const STANDING: &str = r#"e.body not like '%"withdrawn":"%'"#;

/// The current assessment of incident `i` on a basis, as table `name`: where two claim to be, the later one. The
/// index holds all that filters ask of it. The project is asked for so that no index over projects is taken.
///
/// For a reader to whom some are closed it is the newest they may see, current or not: nothing is reckoned anew.
pub(crate) fn assessed(name: &str, basis: &str, project: &str, scope: Scope) -> String {
    let current = |table: &str| {
        if scope.is_full() { format!(" and {table}.current = true") } else { scope.sees(table) }
    };
    format!(
        " left join assessment {name} on {name}.incident = i.id and {name}.basis = '{basis}'{}
            and not ({name}.project <> {project}) and not exists (select 1 from assessment n
              where n.incident = {name}.incident and n.basis = {name}.basis{}
                and not (n.project <> {project}) and (n.version, n.id) > ({name}.version, {name}.id))",
        current(name),
        current("n")
    )
}

/// The latest finding that decides incident `i`, as table `f`.
pub(crate) fn decided(project: &str, scope: Scope) -> String {
    format!(
        " left join finding f on f.id = (select e.id from link l join finding e on e.id = l.from_record
            where l.to_record = i.id and l.role = 'decides' and l.project = {project}{} and e.project = {project}{}
              and {CERTAIN} order by coalesce(e.decided, '') desc, e.id desc limit 1)",
        scope.sees("l"),
        scope.sees("e")
    )
}

/// Incidents `i` with their current assessments, own `o` and taken over `a`, and the latest finding `f`.
pub(crate) fn joined(project: &str, scope: Scope) -> String {
    let assessments = assessed("o", "own", project, scope) + &assessed("a", "adopted", project, scope);
    format!("incident i{assessments}{}", decided(project, scope))
}
