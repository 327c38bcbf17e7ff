//! This register's own selection of incidents, by basis, grade and campaign: counts and tolls, bases never mixed.
//!
//! A selection is not a census: these sums say what is held here, nothing of the whole. An unknown end is counted
//! and adds nothing. Also here: the stories that lead into the records. Start at [`Register::selection`].

use crate::error::Result;
use crate::incident::Toll;
use crate::incident::shown::{BOTH, LOWER, NEITHER, UPPER};
use crate::limits::STORIES_MAX;
use crate::record::{RECORD, Record, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::language::Language;
use domain::record::Report;
use domain::vocabulary::Basis;
use std::collections::{BTreeMap, BTreeSet};

/// The incidents held, by whose assessment they are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// All incidents.
    pub incidents: i64,
    /// Incidents without any assessment.
    pub unassessed: i64,
    /// Tolls by basis, grade (`None`: not graded) and campaign (`None`: none named). One incident stands once a basis.
    cells: BTreeMap<(Basis, Option<String>, Option<String>), Toll>,
}

impl Selection {
    /// Bases that occur.
    pub fn bases(&self) -> BTreeSet<Basis> {
        self.cells.keys().map(|key| key.0).collect()
    }

    /// Tolls of a basis by grade.
    pub fn grades(&self, basis: Basis) -> BTreeMap<Option<String>, Toll> {
        self.by(basis, |grade, _| grade.clone())
    }

    /// Tolls of a basis by campaign.
    pub fn campaigns(&self, basis: Basis) -> BTreeMap<Option<String>, Toll> {
        self.by(basis, |_, campaign| campaign.clone())
    }

    /// The toll of a basis over some grades.
    pub fn graded(&self, basis: Basis, grades: &[String]) -> Toll {
        let mut total = Toll::default();
        for (grade, toll) in self.grades(basis) {
            if grade.is_some_and(|grade| grades.contains(&grade)) {
                add(&mut total, &toll);
            }
        }
        total
    }

    fn by(
        &self,
        basis: Basis,
        part: impl Fn(&Option<String>, &Option<String>) -> Option<String>,
    ) -> BTreeMap<Option<String>, Toll> {
        let mut tolls: BTreeMap<Option<String>, Toll> = BTreeMap::new();
        for ((_, grade, campaign), toll) in self.cells.iter().filter(|(key, _)| key.0 == basis) {
            add(tolls.entry(part(grade, campaign)).or_default(), toll);
        }
        tolls
    }
}

fn add(total: &mut Toll, part: &Toll) {
    total.incidents += part.incidents;
    total.both += part.both;
    total.both_min += part.both_min;
    total.both_max += part.both_max;
    total.lower += part.lower;
    total.lower_min += part.lower_min;
    total.upper += part.upper;
    total.upper_max += part.upper_max;
    total.unknown += part.unknown;
}

/// A story: some words, and the records they lead to, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Its report.
    pub id: RecordId,
    /// Title, words, number.
    pub report: Report,
    /// What it cites.
    pub cites: Vec<Record>,
}

/// Incidents of one basis and their killed.
fn sums(of: &str) -> String {
    let count = |ends| format!("cast(sum(case when s.{of}_ends = {ends} then 1 else 0 end) as bigint)");
    let sum = |ends, end| {
        format!(
            "cast(coalesce(sum(case when s.{of}_ends = {ends} then s.{of}_killed_{end} end), 0) as bigint)"
        )
    };
    [
        "count(*)".to_owned(),
        count(BOTH),
        sum(BOTH, "min"),
        sum(BOTH, "max"),
        count(LOWER),
        sum(LOWER, "min"),
        count(UPPER),
        sum(UPPER, "max"),
        count(NEITHER),
    ]
    .join(", ")
}

impl Register {
    /// Counts and tolls of what is held; one statement.
    ///
    /// # Errors
    /// From the database.
    pub async fn selection(&self, scope: Scope) -> Result<Selection> {
        let shown = format!("from incident_shown s where s.project = $1{}", scope.is_shown("s"));
        let arm = |basis: Basis| {
            let of = basis.slug();
            format!(
                "select '{of}', s.{of}_grade, s.campaign, {} {shown} and s.{of} is not null group by s.{of}_grade, s.campaign",
                sums(of),
            )
        };
        let zeros = "0, 0, 0, 0, 0, 0, 0, 0";
        let sql = format!(
            "{} union all {} union all select 'all', null, null, count(*), {zeros} {shown}
             union all select 'none', null, null, count(*), {zeros} {shown} and s.own is null and s.adopted is null",
            arm(Basis::Own),
            arm(Basis::Adopted)
        );
        let rows = self.db.rows_of(sql, vec![scope.project.0.into()]).await?;
        let mut selection = Selection::default();
        for row in &rows {
            let Some(basis) = Basis::parse(&row.text(0)?) else {
                if row.text(0)? == "all" {
                    selection.incidents = row.int(3)?;
                } else {
                    selection.unassessed = row.int(3)?;
                }
                continue;
            };
            let toll = Toll {
                incidents: row.int(3)?,
                both: row.int(4)?,
                both_min: row.int(5)?,
                both_max: row.int(6)?,
                lower: row.int(7)?,
                lower_min: row.int(8)?,
                upper: row.int(9)?,
                upper_max: row.int(10)?,
                unknown: row.int(11)?,
            };
            selection.cells.insert((basis, row.maybe_text(1)?, row.maybe_text(2)?), toll);
        }
        Ok(selection)
    }

    /// The stories in a language, by number: two statements, and one for each kind of record they cite.
    ///
    /// # Errors
    /// From the database.
    pub async fn stories(&self, scope: Scope, language: Language) -> Result<Vec<Story>> {
        let sql = format!(
            "select {RECORD} from report r where r.project = $1{}
               and r.source in (select s.id from source s where s.project = $1{} and s.source_kind = 'this_register')
               and r.body like $2 order by r.number, r.id limit {STORIES_MAX}",
            scope.sees("r"),
            scope.sees("s")
        );
        // Bodies are canonical JSON text, so these words cannot stand inside a value.
        let form = r#"%"form":"story"%"#;
        let rows = self.db.rows_of(sql, vec![scope.project.0.into(), form.into()]).await?;
        let mut stories = Vec::new();
        for row in &rows {
            let record = record_of(Kind::Report, row)?;
            let report: Report = record.read()?;
            if report.language.as_deref() == Some(language.code()) {
                stories.push(Story { id: record.id, report, cites: Vec::new() });
            }
        }
        let ids: Vec<RecordId> = stories.iter().map(|story| story.id).collect();
        let mut links = self.links(scope, &ids).await?;
        links.retain(|link| link.outgoing && link.role == "cites");
        let mut cited: BTreeMap<Kind, Vec<RecordId>> = BTreeMap::new();
        for link in &links {
            cited.entry(link.there_kind).or_default().push(link.there);
        }
        let mut found: BTreeMap<RecordId, Record> = BTreeMap::new();
        for (kind, ids) in cited {
            found
                .extend(self.records(scope, kind, &ids).await?.into_iter().map(|record| (record.id, record)));
        }
        for story in &mut stories {
            let here = links.iter().filter(|link| link.here == story.id);
            story.cites = here.filter_map(|link| found.get(&link.there).cloned()).collect();
        }
        Ok(stories)
    }
}
