//! What an incident shows in lists, counts and the overview: its current assessments and the finding that decides it,
//! for each clearance, kept in a table of its own so that no page has to reckon it for every incident there is.
//!
//! A piece of work notes which incidents it [`Touched`] and reckons those anew before it commits; fsck reckons all of
//! them and compares. It holds nothing that the records do not say.

use super::CERTAIN;
use crate::db::{Db, Tx, Value};
use crate::error::Result;
use crate::limits::INCIDENTS_SETTLED_AT_ONCE;
use crate::register::Register;
use crate::scope::Scope;
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::AccessLabel;
use serde_json::Value as Json;
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How many ends of a toll are known, as the column holds it; null where there is no assessment.
pub(crate) const NEITHER: i64 = 0;
/// A minimum only.
pub(crate) const LOWER: i64 = 1;
/// A maximum only.
pub(crate) const UPPER: i64 = 2;
/// Both.
pub(crate) const BOTH: i64 = 3;

const COLUMNS: &str = "project, own, own_grade, own_ends, own_killed_min, own_killed_max,
    adopted, adopted_grade, adopted_ends, adopted_killed_min, adopted_killed_max,
    campaign, finding, outcome, objects, candidate";

/// The incidents whose rows a piece of work has to reckon anew.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    incidents: BTreeSet<Uuid>,
    /// Records by which incidents are found when the work is done.
    through: BTreeSet<(Kind, Uuid)>,
}

impl Touched {
    /// By a record that is made, and by what a changed one said before.
    pub(crate) fn note(&mut self, kind: Kind, id: Uuid, body: &Body) {
        let named =
            |field: &str| body.get(field).and_then(Json::as_str).and_then(|id| Uuid::parse_str(id).ok());
        match kind {
            Kind::Incident => {
                self.incidents.insert(id);
            }
            Kind::Assessment => self.incidents.extend(named("incident")),
            Kind::Link if body.get("role").and_then(Json::as_str) == Some("decides") => {
                self.incidents.extend(named("to"));
            }
            _ => {}
        }
    }

    /// By a record whose body is not at hand, or that is reached by links.
    pub(crate) fn note_through(&mut self, kind: Kind, id: Uuid) {
        match kind {
            Kind::Incident => {
                self.incidents.insert(id);
            }
            Kind::Assessment | Kind::Link | Kind::Finding => {
                self.through.insert((kind, id));
            }
            _ => {}
        }
    }

    /// Reckons the rows of every incident touched.
    pub(crate) async fn settle(self, tx: &mut Tx, views: Views) -> Result<()> {
        let Self { mut incidents, through } = self;
        let mut ids_by_kind: BTreeMap<Kind, Vec<Uuid>> = BTreeMap::new();
        for (kind, id) in through {
            ids_by_kind.entry(kind).or_default().push(id);
        }
        for (kind, ids) in ids_by_kind {
            let sql = match kind {
                Kind::Assessment => "select incident from assessment where id in",
                Kind::Link => "select to_record from link where role = 'decides' and id in",
                _ => "select to_record from link where role = 'decides' and from_record in",
            };
            for chunk in ids.chunks(INCIDENTS_SETTLED_AT_ONCE) {
                let (marks, ids) = bound(chunk);
                for row in tx.rows(AssertSqlSafe(format!("{sql} ({marks})")), ids).await? {
                    incidents.extend(row.maybe_id(0)?);
                }
            }
        }
        let incidents: Vec<Uuid> = incidents.into_iter().collect();
        for chunk in incidents.chunks(INCIDENTS_SETTLED_AT_ONCE) {
            let (marks, ids) = bound(chunk);
            let old = format!("delete from incident_shown where incident in ({marks})");
            tx.run(AssertSqlSafe(old), ids.clone()).await?;
            tx.run(AssertSqlSafe(insert(views, &format!(" and i.id in ({marks})"))), ids).await?;
        }
        Ok(())
    }
}

/// Marks that stand in a statement more than once, and the ids they stand for.
fn bound(ids: &[Uuid]) -> (String, Vec<Value>) {
    let marks: Vec<String> = (1..=ids.len()).map(|place| format!("${place}")).collect();
    (marks.join(", "), ids.iter().map(|id| (*id).into()).collect())
}

/// How many ways there are to see the incidents of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Views {
    /// One: nothing in it is closed to anybody.
    Same,
    /// One for each clearance.
    ByClearance,
}

/// Fills the table of a register that was made before it had one. It is filled as a whole and settled from then on, so
/// that one row tells that it was.
pub(crate) async fn fill_where_empty(db: &Db) -> Result<()> {
    let lacks = "select 1 from incident i where i.merged_into is null
        and not exists (select 1 from incident_shown) limit 1";
    if db.row(lacks, Vec::new()).await?.is_none() {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    tx.run(AssertSqlSafe(insert(Views::ByClearance, "")), Vec::new()).await?;
    tx.commit().await
}

fn insert(views: Views, which: &str) -> String {
    format!("insert into incident_shown (incident, clearances, {COLUMNS}) {}", reckoned(views, which))
}

/// The rows as the records say they should be, of the incidents that the rest of a condition chooses.
fn reckoned(views: Views, which: &str) -> String {
    let clearances: &[(i64, AccessLabel)] = match views {
        Views::Same => &[(7, AccessLabel::Sealed)],
        Views::ByClearance => {
            &[(1, AccessLabel::Team), (2, AccessLabel::Sensitive), (4, AccessLabel::Sealed)]
        }
    };
    let seen = clearances.iter().map(|(bit, clearance)| seen_by(*bit, *clearance, which));
    let seen = seen.collect::<Vec<_>>().join(" union all ");
    format!(
        "select incident, cast(sum(bit) as bigint) as clearances, {COLUMNS} from ({seen}) r group by incident, {COLUMNS}"
    )
}

fn seen_by(bit: i64, clearance: AccessLabel, which: &str) -> String {
    let open = |table: &str| Scope::lets(clearance, table);
    let judged = |table: &str, name: &str| {
        format!(
            "{table}.id as {name}, {table}.grade as {name}_grade,
             cast(case when {table}.id is null then null
               when {table}.killed_min is null and {table}.killed_max is null then {NEITHER}
               when {table}.killed_max is null then {LOWER} when {table}.killed_min is null then {UPPER}
               else {BOTH} end as bigint) as {name}_ends,
             {table}.killed_min as {name}_killed_min, {table}.killed_max as {name}_killed_max"
        )
    };
    format!(
        "select i.id as incident, {bit} as bit, i.project, {}, {}, i.campaign,
           f.id as finding, f.outcome, i.objects, i.candidate
         from incident i{}{}
         left join finding f on f.id = (select e.id from link l join finding e on e.id = l.from_record
           where l.to_record = i.id and l.role = 'decides' and l.project = i.project{} and e.project = i.project{}
             and {CERTAIN} order by coalesce(e.decided, '') desc, e.id desc limit 1)
         where i.merged_into is null{}{which}",
        judged("o", "own"),
        judged("a", "adopted"),
        assessed("o", "own", clearance),
        assessed("a", "adopted", clearance),
        open("l"),
        open("e"),
        open("i"),
    )
}

/// The current assessment of incident `i` on a basis, as table `name`: where two claim to be, the later one. To whom
/// some are closed it is the newest they may see, current or not: nothing is reckoned anew.
fn assessed(name: &str, basis: &str, clearance: AccessLabel) -> String {
    let counts = |table: &str| match clearance {
        AccessLabel::Sealed => format!(" and {table}.current = true"),
        _ => Scope::lets(clearance, table),
    };
    format!(
        " left join assessment {name} on {name}.incident = i.id and {name}.basis = '{basis}'{}
            and not ({name}.project <> i.project) and not exists (select 1 from assessment n
              where n.incident = {name}.incident and n.basis = {name}.basis{}
                and not (n.project <> i.project) and (n.version, n.id) > ({name}.version, {name}.id))",
        counts(name),
        counts("n")
    )
}

impl Register {
    /// How many rows are not as the records say: missing, left over or different.
    pub(crate) async fn wrongly_shown(&self) -> Result<i64> {
        let kept = format!("select incident, clearances, {COLUMNS} from incident_shown");
        let reckoned = reckoned(Views::ByClearance, "");
        let sql = format!(
            "select (select count(*) from (select * from ({kept}) k except select * from ({reckoned}) m) x)
                  + (select count(*) from (select * from ({reckoned}) m except select * from ({kept}) k) y)"
        );
        self.db.rows_of(sql, Vec::new()).await?.first().map_or(Ok(0), |row| row.int(0))
    }
}
