//! Links that died: whether the address of a report still answered when the machine last asked.
//!
//! What is kept here is no act and nobody's judgment: one row a report, overwritten by each check, and a row for each
//! change of state. Asking itself is done elsewhere (`sijil links check`); this says which addresses there are to ask,
//! keeps what came of it, and lists the dead. Addresses of reports that are closed to somebody are never asked: the
//! request itself would tell whoever answers it what is looked into here. Start at [`Register::links_to_check`].

use crate::db::{Row, Value};
use crate::error::{Error, Result};
use crate::limits::{DEAD_LINKS_SHOWN_MAX, LINK_CHANGES_SHOWN_MAX, STATEMENT_PARAMETERS_MAX};
use crate::record::{RECORD, Record, marks, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::AccessLabel;
use std::collections::{BTreeMap, BTreeSet};

/// Whether an address answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkState {
    /// Its host does not exist, or says that the page is gone.
    Dead,
    /// It answers neither with the page nor that it is gone: it refuses, fails, or is silent.
    Unclear,
    /// It answers with a page.
    Alive,
}

impl LinkState {
    /// Every state, the worst first.
    pub const ALL: [Self; 3] = [Self::Dead, Self::Unclear, Self::Alive];

    /// The text in tables and messages.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Dead => "dead",
            Self::Unclear => "unclear",
            Self::Alive => "alive",
        }
    }

    /// The state of a slug.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == text)
    }
}

/// An address to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToCheck {
    /// The report.
    pub report: RecordId,
    /// Its address.
    pub url: String,
}

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The report.
    pub report: RecordId,
    /// The address asked.
    pub url: String,
    /// Whether it answers.
    pub state: LinkState,
    /// The status of the answer, such as `404`, or why there is none, such as `host-not-found`.
    pub detail: String,
}

/// What is known of a report's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The address that was asked; another one now has not been.
    pub url: String,
    /// Whether it answered.
    pub state: LinkState,
    /// As [`Seen::detail`].
    pub detail: String,
    /// When it was last asked: RFC 3339, UTC.
    pub checked: String,
    /// Since when it is in this state, as far as it was asked.
    pub since: String,
}

/// A report whose address does not answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// The report.
    pub report: Record,
    /// What is known of its address.
    pub checked: Checked,
    /// The incidents that rest on it, itself or through what it says.
    pub incidents: Vec<Record>,
}

/// The addresses of a project by how they answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// How many are in each state.
    pub counts: BTreeMap<LinkState, i64>,
    /// The dead, then the unclear, latest first; at most [`DEAD_LINKS_SHOWN_MAX`].
    pub broken: Vec<Broken>,
    /// Whether there are more.
    pub has_more: bool,
}

impl Register {
    /// Addresses of reports that everybody in the project may see, longest unasked first.
    ///
    /// # Errors
    /// From the database.
    pub async fn links_to_check(&self, scope: Scope, limit: usize) -> Result<Vec<ToCheck>> {
        let sql = format!(
            "select r.id, r.body, coalesce(k.checked, ''), coalesce(k.url, '') from report r
             left join link_check k on k.report = r.id
             where r.project = $1{} and r.body like '%\"url\":\"http%' order by 3, r.id",
            scope.up_to(AccessLabel::Team).sees("r")
        );
        let mut found = Vec::new();
        for row in self.db.rows_of(sql, vec![scope.project.0.into()]).await? {
            let body = crate::rows::json_body(&row.text(1)?)?;
            let Some(url) = body.get("url").and_then(serde_json::Value::as_str) else { continue };
            let is_address = url.starts_with("http://") || url.starts_with("https://");
            if is_address && found.len() < limit {
                found.push(ToCheck { report: RecordId(row.id(0)?), url: url.to_owned() });
            }
        }
        Ok(found)
    }

    /// Keeps what came of asking; a row of history where the state is another than before, or the address is.
    ///
    /// # Errors
    /// From the database; then nothing of it was kept.
    pub async fn keep_checks(&self, scope: Scope, seen: &[Seen]) -> Result<u64> {
        let now = self.now();
        let mut tx = self.db.begin().await?;
        let mut changes = 0;
        for seen in seen {
            let sql = "select state, url, since from link_check where report = $1";
            let rows = tx.rows(sql, vec![seen.report.0.into()]).await?;
            let before = rows.first().map(|row| Ok::<_, Error>((row.text(0)?, row.text(1)?, row.text(2)?)));
            let same =
                before.transpose()?.filter(|(state, url, _)| *state == seen.state.slug() && *url == seen.url);
            if same.is_none() {
                let change: Vec<Value> = vec![
                    seen.report.0.into(),
                    seen.url.as_str().into(),
                    now.as_str().into(),
                    seen.state.slug().into(),
                    seen.detail.as_str().into(),
                ];
                tx.insert("link_change", &["report", "url", "at", "state", "detail"], vec![change]).await?;
                changes += 1;
            }
            let since = same.map_or_else(|| now.clone(), |(_, _, since)| since);
            let sql = "insert into link_check (report, project, url, state, detail, checked, since)
                values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (report) do update set url = excluded.url, state = excluded.state,
                  detail = excluded.detail, checked = excluded.checked, since = excluded.since";
            let row: Vec<Value> = vec![
                seen.report.0.into(),
                scope.project.0.into(),
                seen.url.as_str().into(),
                seen.state.slug().into(),
                seen.detail.as_str().into(),
                now.as_str().into(),
                since.into(),
            ];
            tx.run(sql, row).await?;
        }
        tx.commit().await?;
        Ok(changes)
    }

    /// What is known of one report's address, and how that changed, latest first; two statements.
    ///
    /// # Errors
    /// From the database.
    pub async fn link_of(
        &self,
        scope: Scope,
        report: RecordId,
    ) -> Result<Option<(Checked, Vec<(String, LinkState)>)>> {
        let sql = format!(
            "select k.url, k.state, k.detail, k.checked, k.since from link_check k join report r on r.id = k.report
             where k.report = $1 and r.project = $2{}",
            scope.sees("r")
        );
        let rows = self.db.rows_of(sql, vec![report.0.into(), scope.project.0.into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let checked = checked(row, 0)?;
        let sql = "select at, state from link_change where report = $1 order by position desc limit $2";
        let rows = self.db.rows(sql, vec![report.0.into(), LINK_CHANGES_SHOWN_MAX.into()]).await?;
        let changes =
            rows.iter().map(|row| Ok((row.text(0)?, state(&row.text(1)?)?))).collect::<Result<_>>()?;
        Ok(Some((checked, changes)))
    }

    /// The addresses that do not answer, with the incidents that rest on them; four statements.
    ///
    /// # Errors
    /// From the database.
    pub async fn links_checked(&self, scope: Scope) -> Result<Links> {
        let sees = scope.sees("r");
        let sql = format!(
            "select k.state, count(*) from link_check k join report r on r.id = k.report
             where k.project = $1 and r.project = $1{sees} group by k.state"
        );
        let mut found = Links::default();
        for row in self.db.rows_of(sql, vec![scope.project.0.into()]).await? {
            found.counts.insert(state(&row.text(0)?)?, row.int(1)?);
        }
        let sql = format!(
            "select {RECORD}, k.url, k.state, k.detail, k.checked, k.since from link_check k
             join report r on r.id = k.report
             where k.project = $1 and r.project = $1{sees} and k.state <> 'alive'
             order by k.state, k.since desc, r.id limit $2"
        );
        let values = vec![scope.project.0.into(), (DEAD_LINKS_SHOWN_MAX + 1).into()];
        for row in self.db.rows_of(sql, values).await? {
            let report = record_of(Kind::Report, &row)?;
            let checked = checked(&row, 5)?;
            // Of an address given since, nothing is known.
            if report.text("url") == Some(checked.url.as_str()) {
                found.broken.push(Broken { report, checked, incidents: Vec::new() });
            }
        }
        let max = usize::try_from(DEAD_LINKS_SHOWN_MAX).unwrap_or(usize::MAX);
        found.has_more = found.broken.len() > max;
        found.broken.truncate(max);
        self.resting(scope, &mut found.broken).await?;
        Ok(found)
    }

    /// The incidents that each of the reports is tied to, itself or through an assertion.
    async fn resting(&self, scope: Scope, broken: &mut [Broken]) -> Result<()> {
        let reports: Vec<RecordId> = broken.iter().map(|each| each.report.id).collect();
        let mut tied: BTreeSet<(RecordId, RecordId)> = BTreeSet::new();
        for chunk in reports.chunks((STATEMENT_PARAMETERS_MAX - 1) / 2) {
            let of = marks(2, chunk.len());
            let sql = format!(
                "select l.from_record, l.to_record from link l
                 where l.project = $1{link} and l.from_record in ({of}) and l.to_kind = 'incident'
                   and l.role in ('about', 'reports')
                 union select a.report, l.to_record from assertion a join link l on l.from_record = a.id
                 where a.project = $1{claim} and a.report in ({of}) and l.project = $1{link}
                   and l.to_kind = 'incident' and l.role in ('about', 'reports')",
                link = scope.sees("l"),
                claim = scope.sees("a"),
            );
            let mut values: Vec<Value> = vec![scope.project.0.into()];
            values.extend(chunk.iter().map(|id| Value::from(id.0)));
            for row in self.db.rows_of(sql, values).await? {
                tied.insert((RecordId(row.id(0)?), RecordId(row.id(1)?)));
            }
        }
        let incidents =
            self.named(scope, tied.iter().map(|(_, incident)| (Kind::Incident, *incident))).await?;
        for each in broken {
            let ids =
                tied.iter().filter(|(report, _)| *report == each.report.id).map(|(_, incident)| incident);
            each.incidents = ids.filter_map(|id| incidents.get(id).cloned()).collect();
        }
        Ok(())
    }
}

fn checked(row: &Row, first: usize) -> Result<Checked> {
    Ok(Checked {
        url: row.text(first)?,
        state: state(&row.text(first + 1)?)?,
        detail: row.text(first + 2)?,
        checked: row.text(first + 3)?,
        since: row.text(first + 4)?,
    })
}

fn state(slug: &str) -> Result<LinkState> {
    LinkState::parse(slug).ok_or_else(|| Error::Damaged(format!("unknown state of a link {slug}")))
}
