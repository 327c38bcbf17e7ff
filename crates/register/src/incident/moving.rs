//! What points at an incident, and how it comes to point at another: the one way a merge, its undoing and a split
//! move things.
//!
//! Start at [`Work::pointing_at`] and [`Work::point`]; [`Trail`] says what a field would return to.

use crate::db::Value;
use crate::error::{Error, Result};
use crate::record::marks;
use crate::team::refuse;
use crate::work::Work;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::Moved;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A field of a record that points at an incident.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pointer {
    pub kind: Kind,
    pub record: Uuid,
    pub field: String,
}

/// Acts that move things.
const MOVES: [&str; 4] = ["merge", "unmerge", "split", "unsplit"];

/// Those of them that take another back.
const RETURNS: [&str; 2] = ["unmerge", "unsplit"];

/// Whether a link says of itself that it is only possible, for the table of that name.
fn certain(table: &str) -> String {
    format!("({})", super::CERTAIN.replace("l.body", &format!("{table}.body")))
}

impl Work<'_> {
    /// What points at incident `from` and is to point at `to`. What `to` has already is left where it is: a link of
    /// the same role and certainty to the same record would count one account twice, and one incident has one task.
    /// Assessments stay with the record they judged.
    pub(crate) async fn pointing_at(&mut self, from: Uuid, to: Uuid) -> Result<Vec<Pointer>> {
        let link = |here: &str, there: &str, field: &str, kind: &str| {
            format!(
                "select 'link', '{field}', r.id from link r
                 where r.{here} = $1 and r.project = $2 and r.{kind} = 'incident' and r.{there} <> $3
                   and not exists (select 1 from link s where s.{here} = $3 and s.{there} = r.{there}
                     and s.role = r.role and {} = {})",
                certain("s"),
                certain("r")
            )
        };
        let plain = |table: &str, field: &str, rest: &str| {
            format!(
                "select '{table}', '{field}', r.id from {table} r where r.{field} = $1 and r.project = $2{rest}"
            )
        };
        let arms = [
            link("from_record", "to_record", "from", "from_kind"),
            link("to_record", "from_record", "to", "to_kind"),
            plain("victim_mention", "incident", ""),
            plain("object_damage", "incident", ""),
            plain("task", "incident", " and not exists (select 1 from task s where s.incident = $3)"),
            plain("comment", "about", ""),
        ];
        let sql = sqlx::AssertSqlSafe(format!("{} order by 1, 2, 3", arms.join(" union all ")));
        let values: Vec<Value> = vec![from.into(), self.project().0.into(), to.into()];
        let rows = self.hands().await?.tx.rows(sql, values).await?;
        let pointer = |row: &crate::db::Row| {
            let kind = crate::record::kind_of(&row.text(0)?)?;
            Ok(Pointer { kind, record: row.id(2)?, field: row.text(1)? })
        };
        rows.iter().map(pointer).collect()
    }

    /// Makes a field point at an incident.
    ///
    /// # Errors
    /// `merge-conflict-open` where two values of the field stand beside each other.
    pub(crate) async fn point(&mut self, pointer: Pointer, to: Uuid, verb: &str) -> Result<Moved> {
        let Pointer { kind, record, field } = pointer;
        let stored = self.stored(kind, record).await?;
        let heads = stored.heads_of(&field);
        if heads.len() > 1 {
            return refuse("merge-conflict-open", &field);
        }
        let seen: Vec<ActId> = heads.into_iter().map(ActId).collect();
        let change = Map::from_iter([(field.clone(), Json::String(to.to_string()))]);
        let act = self.put(kind, RecordId(record), change, &seen, verb, None).await?;
        Ok(Moved { kind, record: RecordId(record), field, act: ActId(act) })
    }

    /// The trails of what was moved, in its order; a record that is not there has none.
    pub(crate) async fn trails(&mut self, moved: &[Moved]) -> Result<Vec<Trail>> {
        let mut acts: BTreeMap<Uuid, Vec<(Uuid, String, Json)>> = BTreeMap::new();
        for chunk in moved.chunks(crate::limits::STATEMENT_PARAMETERS_MAX) {
            let sql = format!(
                "select a.subject, a.id, a.kind, a.fields from act a where a.subject in ({}) order by a.position",
                marks(1, chunk.len())
            );
            let values = chunk.iter().map(|each| Value::from(each.record.0)).collect();
            for row in self.hands().await?.tx.rows(sqlx::AssertSqlSafe(sql), values).await? {
                let fields = serde_json::from_str(&row.text(3)?);
                let fields = fields.map_err(|error| Error::Damaged(error.to_string()))?;
                acts.entry(row.id(0)?).or_default().push((row.id(1)?, row.text(2)?, fields));
            }
        }
        let of = |each: &Moved| {
            let mut trail = Trail::default();
            for (act, kind, fields) in acts.get(&each.record.0).into_iter().flatten() {
                if let Some(value) = fields.get(&each.field) {
                    trail.step(*act, kind.rsplit('.').next().unwrap_or_default(), value);
                }
            }
            trail
        };
        Ok(moved.iter().map(of).collect())
    }
}

/// What a field pointed at, one after another, without the ways there and back again: where a move was reversed, both
/// it and its reversal are gone.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Trail {
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq)]
struct Step {
    value: Json,
    acts: Vec<Uuid>,
    is_move: bool,
}

impl Trail {
    fn step(&mut self, act: Uuid, verb: &str, value: &Json) {
        let is_move = MOVES.contains(&verb);
        if let [.., before, last] = self.steps.as_mut_slice()
            && RETURNS.contains(&verb)
            && last.is_move
            && before.value == *value
        {
            before.acts.push(act);
            self.steps.pop();
            return;
        }
        self.steps.push(Step { value: value.clone(), acts: vec![act], is_move });
    }

    /// Whether nobody has pointed the field elsewhere by hand since `act` did, nor a later move that still stands.
    pub fn rests_on(&self, act: ActId) -> bool {
        self.steps.last().is_some_and(|last| last.acts.contains(&act.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn trail(steps: &[(u128, &str, &str)]) -> Trail {
        let mut trail = Trail::default();
        for (act, verb, value) in steps {
            trail.step(Uuid::from_u128(*act), verb, &json!(value));
        }
        trail
    }

    fn act(number: u128) -> ActId {
        ActId(Uuid::from_u128(number))
    }

    #[test]
    fn a_move_that_was_reversed_leaves_the_one_before_in_force() {
        let there = [(1, "create", "a"), (2, "merge", "b"), (3, "merge", "c")];
        assert!(trail(&there).rests_on(act(3)) && !trail(&there).rests_on(act(2)));
        let back = [(1, "create", "a"), (2, "merge", "b"), (3, "merge", "c"), (4, "unmerge", "b")];
        assert!(trail(&back).rests_on(act(2)), "the first merge can be undone again");
        let split = [(1, "create", "a"), (2, "merge", "b"), (3, "split", "d"), (4, "unsplit", "b")];
        assert!(trail(&split).rests_on(act(2)), "as if it had never been split");
        assert!(trail(&split).rests_on(act(4)), "and the split can be done again");
        let joined = [(1, "create", "a"), (2, "merge", "b"), (3, "split", "d"), (4, "merge", "b")];
        assert!(!trail(&joined).rests_on(act(2)), "the split stands, its incident is merged");
    }

    #[test]
    fn a_hand_that_pointed_elsewhere_is_never_overruled() {
        let edited = [(1, "create", "a"), (2, "merge", "b"), (3, "change", "z"), (4, "merge", "b")];
        assert!(!trail(&edited).rests_on(act(2)), "it came to b by way of z");
        assert!(trail(&edited).rests_on(act(4)));
        let same = [(1, "create", "a"), (2, "merge", "b"), (3, "change", "b")];
        assert!(!trail(&same).rests_on(act(2)), "somebody said b");
    }
}
