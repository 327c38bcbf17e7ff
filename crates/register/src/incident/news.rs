//! What several searches leave now, and which incidents of them somebody else changed since a position of the log.
//!
//! An incident has changed when there is a later act about it or about what hangs on it: its assessments, accounts,
//! findings and other links, comments, mentions and damages. One statement for all searches together, whatever their
//! number; at most [`CHANGES_READ_MAX`] acts are looked at, the latest. Start at [`Register::news_of`].

use super::filter::narrow;
use super::list::{needed, shown};
use super::{Filter, Order};
use crate::db::Value;
use crate::error::Result;
use crate::limits::{CHANGES_READ_MAX, PAGE_ROWS_MAX};
use crate::record::{RECORD, Record, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::ActorId;
use domain::kind::Kind;

/// A search, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// What it leaves.
    pub filter: Filter,
    /// The last act of the project when it was last opened.
    pub since: i64,
}

/// What a search leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Incidents that it leaves now; not counted where only changes were asked for.
    pub matching: Option<i64>,
    /// Those of them that are new or changed.
    pub changed: i64,
    /// Whether there were more acts than are looked at: then there may be more.
    pub is_at_least: bool,
}

/// What to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// All that match, and the changed ones.
    All,
    /// The changed ones alone, which costs little where little has changed.
    Changed,
}

/// A statement that is put together from others, each with marks that begin at one.
struct Joined {
    sql: String,
    values: Vec<Value>,
}

impl Joined {
    /// The marks of a part of a statement, moved behind the values that are bound already; these are bound after.
    fn shift(&self, part: &str) -> String {
        let mut pieces = part.split('$');
        let mut sql = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
            let (number, rest) = piece.split_at(digits);
            sql.push('$');
            match number.parse::<usize>() {
                Ok(number) => sql.push_str(&(number + self.values.len()).to_string()),
                Err(_not_a_mark) => sql.push_str(number),
            }
            sql.push_str(rest);
        }
        sql
    }
}

impl Register {
    /// The last act of a project, as a position to ask from later; 0 where there is none.
    ///
    /// # Errors
    /// From the database.
    pub async fn last_position(&self, scope: Scope) -> Result<i64> {
        let sql = "select coalesce(max(a.position), 0) from act a where a.project = $1";
        let row = self.db.row(sql, vec![scope.project.0.into()]).await?;
        row.map_or(Ok(0), |row| row.int(0))
    }

    /// What searches leave, in their order; acts of `but` are no news to whoever made them. One statement, none where
    /// there is no search.
    ///
    /// # Errors
    /// `record-refused` for a date that is not understood, or from the database.
    pub async fn news_of(
        &self,
        scope: Scope,
        but: ActorId,
        searches: &[Watched],
        counted: Counted,
    ) -> Result<Vec<News>> {
        let Some(since) = searches.iter().map(|watched| watched.since).min() else { return Ok(Vec::new()) };
        let mut joined = since_statement(scope, but, since);
        joined.sql.push_str(" select cast(-1 as bigint), count(*), cast(0 as bigint) from since");
        for (place, watched) in searches.iter().enumerate() {
            let arm = self.arm(scope, watched, place, counted, &mut joined)?;
            joined.sql.push_str(&arm);
        }
        let rows = self.db.rows_of(joined.sql, joined.values).await?;
        let mut news = vec![News::default(); searches.len()];
        let mut is_at_least = false;
        for row in &rows {
            match usize::try_from(row.int(0)?).ok().and_then(|place| news.get_mut(place)) {
                Some(found) => {
                    found.matching = (counted == Counted::All).then_some(row.int(1)?);
                    found.changed = row.int(2)?;
                }
                None => is_at_least = row.int(1)? >= CHANGES_READ_MAX,
            }
        }
        for each in &mut news {
            each.is_at_least = is_at_least;
        }
        Ok(news)
    }

    fn arm(
        &self,
        scope: Scope,
        watched: &Watched,
        place: usize,
        counted: Counted,
        joined: &mut Joined,
    ) -> Result<String> {
        let (_, mut parts) = self.incident_parts(scope, &watched.filter)?;
        narrow(&mut parts, &watched.filter, shown(&watched.filter));
        let since = parts.bind(watched.since);
        let tables = needed(&watched.filter, Order::Newest, scope);
        let conditions = parts.conditions.join(" and ");
        let changed =
            format!("cast(coalesce(sum(case when c.position > {since} then 1 else 0 end), 0) as bigint)");
        let join = match counted {
            Counted::All => "left join",
            Counted::Changed => "join",
        };
        let arm = format!(
            " union all select cast({place} as bigint), count(*), {changed}
             from {tables} {join} changed c on c.incident = i.id where {conditions}"
        );
        let arm = joined.shift(&arm);
        joined.values.extend(parts.values);
        Ok(arm)
    }

    /// The incidents of a search that are new or changed, latest change first, at most `limit`; one statement.
    ///
    /// # Errors
    /// As [`Self::news_of`].
    pub async fn changed_in(
        &self,
        scope: Scope,
        but: ActorId,
        watched: &Watched,
        limit: i64,
    ) -> Result<Vec<Record>> {
        let mut joined = since_statement(scope, but, watched.since);
        let (_, mut parts) = self.incident_parts(scope, &watched.filter)?;
        narrow(&mut parts, &watched.filter, shown(&watched.filter));
        let limit = parts.bind(limit.clamp(1, PAGE_ROWS_MAX));
        let tables = needed(&watched.filter, Order::Newest, scope);
        // The joins add columns of the same names: the rows are found first.
        let listed = format!(
            " select {RECORD} from (select i.id as id, c.position as position
               from {tables} join changed c on c.incident = i.id where {}
               order by c.position desc limit {limit}) k
             join incident r on r.id = k.id order by k.position desc",
            parts.conditions.join(" and ")
        );
        let listed = joined.shift(&listed);
        joined.sql.push_str(&listed);
        joined.values.extend(parts.values);
        let rows = self.db.rows_of(joined.sql, joined.values).await?;
        rows.iter().map(|row| record_of(Kind::Incident, row)).collect()
    }
}

/// The acts since a position, as `since`, and the incidents they changed with the latest of them, as `changed`.
fn since_statement(scope: Scope, but: ActorId, since: i64) -> Joined {
    let (judged, tied, said) = (scope.sees("b"), scope.sees_link("l"), scope.sees("m"));
    let (harmed, named) = (scope.sees("d"), scope.sees("v"));
    let sql = format!(
        "with since as (select a.subject, a.kind, a.position from act a
           where a.project = $1 and a.position > $2 and a.actor <> $3 order by a.position desc limit $4),
         touched as (
           select s.subject as incident, s.position from since s where s.kind like 'incident.%'
           union all select b.incident, s.position from since s join assessment b on b.id = s.subject
             where s.kind like 'assessment.%' and b.project = $1{judged}
           union all select l.to_record, s.position from since s join link l on l.id = s.subject
             where s.kind like 'link.%' and l.to_kind = 'incident' and l.project = $1{tied}
           union all select l.from_record, s.position from since s join link l on l.id = s.subject
             where s.kind like 'link.%' and l.from_kind = 'incident' and l.project = $1{tied}
           union all select l.to_record, s.position from since s join link l on l.from_record = s.subject
             where (s.kind like 'report.%' or s.kind like 'assertion.%' or s.kind like 'finding.%')
               and l.to_kind = 'incident' and l.project = $1{tied}
           union all select coalesce(b.incident, m.about), s.position from since s join comment m on m.id = s.subject
             left join assessment b on b.id = m.about where s.kind like 'comment.%' and m.project = $1{said}
           union all select d.incident, s.position from since s join object_damage d on d.id = s.subject
             where s.kind like 'object_damage.%' and d.project = $1{harmed}
           union all select v.incident, s.position from since s join victim_mention v on v.id = s.subject
             where s.kind like 'victim_mention.%' and v.project = $1{named}),
         changed as (select t.incident, max(t.position) as position from touched t group by t.incident)"
    );
    let values = vec![scope.project.0.into(), since.into(), but.0.into(), CHANGES_READ_MAX.into()];
    Joined { sql, values }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_move_behind_what_is_bound() {
        let joined = Joined { sql: String::new(), values: vec![1.into(), 2.into()] };
        assert_eq!(
            joined.shift("a = $1 and b in ($10, $2) and '$.x'"),
            "a = $3 and b in ($12, $4) and '$.x'"
        );
    }
}
