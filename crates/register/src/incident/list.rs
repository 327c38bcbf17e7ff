//! One page of the list of incidents, in one statement, by keyset.

use super::filter::narrow;
use super::{CERTAIN, Facet, Filter};
use crate::db::{Row as Stored, Value};
use crate::error::{Error, Result};
use crate::record::Record;
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::problem::Problem;
use uuid::Uuid;

/// How the list is sorted; ties by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By earliest possible moment, latest first; without a date last.
    #[default]
    Newest,
    /// By earliest possible moment; without a date first.
    Oldest,
    /// By the highest figure of killed that is known, highest first; not known last.
    Toll,
}

impl Order {
    /// Every order, in that of the page.
    pub const ALL: [Self; 3] = [Self::Newest, Self::Oldest, Self::Toll];

    /// The value of the parameter `sort`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Toll => "toll",
        }
    }

    /// Reads the parameter `sort`.
    pub fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.slug() == slug)
    }

    const fn is_falling(self) -> bool {
        matches!(self, Self::Newest | Self::Toll)
    }
}

/// Where a page begins or ends: the sort key of a row and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The key: a moment, or a toll.
    pub key: String,
    /// The incident.
    pub id: Uuid,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}~{}", self.key, self.id)
    }
}

impl Cursor {
    /// Reads the parameter `after` or `before`.
    ///
    /// # Errors
    /// `record-refused` with `code-not-recognised`.
    pub fn parse(text: &str, order: Order) -> Result<Self> {
        let read = || {
            let (key, id) = text.split_once('~')?;
            let fits = match order {
                Order::Toll => key.parse::<i64>().is_ok(),
                Order::Newest | Order::Oldest => {
                    key.len() <= 24
                        && key.bytes().all(|byte| byte.is_ascii_digit() || b"-:TZ".contains(&byte))
                }
            };
            fits.then_some(Self { key: key.to_owned(), id: Uuid::parse_str(id).ok()? })
        };
        let shown: String = text.chars().take(80).collect();
        read().ok_or_else(|| {
            Error::Refused(vec![Problem::refuse("code-not-recognised", "after").with("code", shown)])
        })
    }
}

/// Which rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The first.
    #[default]
    First,
    /// Those after a row.
    After(Cursor),
    /// Those before a row.
    Before(Cursor),
}

/// One incident of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The incident.
    pub incident: Record,
    /// Our own current assessment.
    pub own: Option<Record>,
    /// The current assessment taken over.
    pub adopted: Option<Record>,
    /// The latest finding that decides it.
    pub finding: Option<Record>,
    /// How many findings decide it.
    pub findings: i64,
    /// How many reports and assertions held here are about it, candidates apart.
    pub accounts: i64,
    /// Its sort key.
    pub cursor: Cursor,
}

impl Row {
    /// The assessment the list shows.
    pub fn shown(&self, filter: &Filter) -> Option<&Record> {
        if filter.shows_adopted() {
            self.adopted.as_ref()
        } else {
            self.own.as_ref().or(self.adopted.as_ref())
        }
    }
}

/// A page of rows and whether there are more on either side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The rows, in the order asked for.
    pub rows: Vec<Row>,
    /// Whether rows come before these.
    pub has_earlier: bool,
    /// Whether rows come after these.
    pub has_later: bool,
}

/// The shown assessment's column.
pub(crate) fn shown(filter: &Filter) -> impl Fn(&str) -> String + use<> {
    let adopted = filter.shows_adopted();
    move |column| {
        if adopted {
            format!("s.adopted_{column}")
        } else {
            format!("case when s.own is not null then s.own_{column} else s.adopted_{column} end")
        }
    }
}

/// Incidents with no more tables than the filter and the order look at.
pub(super) fn needed(filter: &Filter, order: Order, scope: Scope) -> String {
    let has = |facet| filter.values(facet).is_some();
    let judged = [Facet::Grade, Facet::Basis, Facet::Killed, Facet::Outcome];
    if order == Order::Toll || judged.into_iter().any(has) {
        format!("incident i join incident_shown s on s.incident = i.id{}", scope.is_shown("s"))
    } else {
        "incident i".to_owned()
    }
}

const COLUMNS: &str = "i.id, i.first_act, i.head_act, i.conflicts, i.body,
    o.id, o.first_act, o.head_act, o.conflicts, o.body,
    a.id, a.first_act, a.head_act, a.conflicts, a.body,
    f.id, f.first_act, f.head_act, f.conflicts, f.body";

impl Register {
    /// A page of the incidents that a filter leaves.
    ///
    /// # Errors
    /// `record-refused` for a date or cursor that is not understood, or from the database.
    pub async fn incidents(
        &self,
        scope: Scope,
        filter: &Filter,
        order: Order,
        page: &Page,
        limit: i64,
    ) -> Result<Rows> {
        let (sql, values) = self.list_statement(scope, filter, order, page, limit)?;
        let stored = self.db.rows_of(sql, values).await?;
        let mut rows = stored.iter().map(|row| row_of(row, order)).collect::<Result<Vec<_>>>()?;
        let wanted = usize::try_from(limit).unwrap_or(0);
        let has_more = rows.len() > wanted;
        rows.truncate(wanted);
        let is_back = matches!(page, Page::Before(_));
        if is_back {
            rows.reverse();
        }
        let is_first = matches!(page, Page::First);
        let (has_earlier, has_later) = if is_back { (has_more, true) } else { (!is_first, has_more) };
        Ok(Rows { rows, has_earlier, has_later })
    }

    fn list_statement(
        &self,
        scope: Scope,
        filter: &Filter,
        order: Order,
        page: &Page,
        limit: i64,
    ) -> Result<(String, Vec<Value>)> {
        let (project, mut parts) = self.incident_parts(scope, filter)?;
        let shown = shown(filter);
        narrow(&mut parts, filter, &shown);
        let key = match order {
            Order::Newest | Order::Oldest => "coalesce(i.earliest, '')".to_owned(),
            Order::Toll => format!("coalesce({}, {}, -1)", shown("killed_max"), shown("killed_min")),
        };
        let is_back = matches!(page, Page::Before(_));
        if let Page::After(cursor) | Page::Before(cursor) = page {
            let mark = match order {
                Order::Toll => parts.bind(cursor.key.parse::<i64>().unwrap_or(-1)),
                Order::Newest | Order::Oldest => parts.bind(cursor.key.as_str()),
            };
            let id = parts.bind(cursor.id);
            let sign = if order.is_falling() == is_back { ">" } else { "<" };
            // The bound by one column is what SQLite finds its place in the index by.
            parts.conditions.push(format!("{key} {sign}= {mark} and ({key}, i.id) {sign} ({mark}, {id})"));
        }
        let direction = if order.is_falling() == is_back { "asc" } else { "desc" };
        let limited = parts.bind(limit + 1);
        let sees = scope.sees_link("l");
        // The rows are found by index first; bodies are read for these alone.
        let sql = format!(
            "select {COLUMNS},
               (select count(*) from link l where l.to_record = i.id and l.role = 'decides' and l.project = {project}{sees} and {CERTAIN}),
               (select count(*) from link l where l.to_record = i.id and l.role in ('about', 'reports') and l.project = {project}{sees}
                 and l.from_kind in ('report', 'assertion') and {CERTAIN}),
               k.sort_key
             from (select i.id as id, {key} as sort_key from {} where {}
               order by {key} {direction}, i.id {direction} limit {limited}) k
             join incident i on i.id = k.id join incident_shown s on s.incident = i.id{}
             left join assessment o on o.id = s.own left join assessment a on a.id = s.adopted
             left join finding f on f.id = s.finding order by k.sort_key {direction}, i.id {direction}",
            needed(filter, order, scope),
            parts.conditions.join(" and "),
            scope.is_shown("s"),
        );
        Ok((sql, parts.values))
    }
}

fn row_of(row: &Stored, order: Order) -> Result<Row> {
    let incident = record_at(Kind::Incident, row, 0)?.ok_or(Error::NotFound)?;
    let key = match order {
        Order::Toll => row.int(22)?.to_string(),
        Order::Newest | Order::Oldest => row.text(22)?,
    };
    Ok(Row {
        own: record_at(Kind::Assessment, row, 5)?,
        adopted: record_at(Kind::Assessment, row, 10)?,
        finding: record_at(Kind::Finding, row, 15)?,
        findings: row.int(20)?,
        accounts: row.int(21)?,
        cursor: Cursor { key, id: incident.id.0 },
        incident,
    })
}

/// A record whose five columns start at `first`; `None` where it is not there.
pub(crate) fn record_at(kind: Kind, row: &Stored, first: usize) -> Result<Option<Record>> {
    let Some(id) = row.maybe_id(first)? else { return Ok(None) };
    Ok(Some(Record {
        id: RecordId(id),
        kind,
        first_act: ActId(row.id(first + 1)?),
        head_act: ActId(row.id(first + 2)?),
        conflicts: row.int(first + 3)?,
        body: json_body(&row.text(first + 4)?)?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::plan;
    use domain::id::ProjectId;

    #[tokio::test]
    async fn lists_and_counts_go_by_index() {
        let (_folder, register) = plan::register().await;
        let scope = Scope::of(ProjectId(Uuid::nil()));
        let found = Filter { words: Some("Raqqa".to_owned()), ..Filter::default() };
        for filter in [Filter::default(), Filter::default().with(Facet::Grade, "fair"), found] {
            for order in Order::ALL {
                let statement = register.list_statement(scope, &filter, order, &Page::First, 50);
                let plan = plan::of(&register, statement.expect("statement")).await;
                let uses = |index: &str| plan.iter().any(|line| line.contains(index));
                assert!(uses("SEARCH s USING PRIMARY KEY") && uses("link_to"), "{plan:#?}");
                let is_whole = |line: &&String| {
                    line.starts_with("SCAN") && !line.contains("VIRTUAL") && !line.contains("SCAN k")
                };
                assert!(
                    !plan.iter().any(|line| is_whole(&line)),
                    "no table is read from end to end: {plan:#?}"
                );
                let inner = plan.iter().take_while(|line| !line.contains("SCAN k"));
                let sorts = inner.filter(|line| line.contains("TEMP B-TREE FOR ORDER BY")).count();
                let by_index = order != Order::Toll && filter.words.is_none();
                assert!(!by_index || (uses("incident_dated") && sorts == 0), "{order:?}: {plan:#?}");
            }
            let statement = register.sorts_statement(scope, &filter).expect("statement");
            let plan = plan::of(&register, statement).await;
            let scanned = plan.iter().any(|line| line.starts_with("SCAN") && !line.contains("VIRTUAL"));
            assert!(!scanned && plan.iter().any(|line| line.starts_with("SEARCH s")), "{plan:#?}");
            let sorted = plan.iter().any(|line| line.contains("TEMP B-TREE"));
            assert!(
                !sorted || filter.words.is_some(),
                "all incidents are counted in the order of an index: {plan:#?}"
            );
        }
    }
}
