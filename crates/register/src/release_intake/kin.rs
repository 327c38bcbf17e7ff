//! A draft beside what is held: the same text, another wording of the same release, releases it adds to, releases
//! that add to it. Nothing is decided: a person sees it before the commit.

use super::draft::Draft;
use crate::error::Result;
use crate::limits::RELEASES_COMPARED_MAX;
use crate::record::{RECORD, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Release;
use exchange::release::{self as text, Difference, Verdict};

/// A held release of the same days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The release.
    pub release: RecordId,
    /// What names it.
    pub name: String,
    /// The wording it is of, if it is a rendition itself.
    pub root: RecordId,
    /// What the two are to each other.
    pub verdict: Verdict,
    /// How many stated values agree.
    pub agreeing: usize,
    /// Where they differ.
    pub differences: Vec<Difference>,
}

/// A held release whose days late lines belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adds {
    /// The held release.
    pub release: RecordId,
    /// What names it.
    pub name: String,
    /// Index of the late line: in the draft where the draft adds, else position in the held release.
    pub line: i64,
    /// The day, ISO.
    pub day: String,
    /// Place as printed.
    pub place_words: Option<String>,
    /// How many.
    pub strikes: Option<i64>,
}

/// What a draft is to the releases held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kin {
    /// A release with exactly this text.
    pub same_text: Option<(RecordId, String)>,
    /// Releases of the same days that are the same release, or nearly.
    pub renditions: Vec<Compared>,
    /// Releases of the same days that say something else.
    pub others: Vec<Compared>,
    /// Earlier releases to whose days this one adds.
    pub adds_to: Vec<Adds>,
    /// Releases that add to the days of this one.
    pub added_by: Vec<Adds>,
    /// Earlier releases of days that this one says it corrects.
    pub corrects: Vec<(RecordId, String)>,
}

struct Held {
    id: RecordId,
    release: Release,
    first: String,
    last: String,
}

impl Held {
    fn name(&self) -> String {
        let release = &self.release;
        release.number.clone().or_else(|| release.code.clone()).unwrap_or_else(|| release.publisher.clone())
    }

    fn holds(&self, first: &str, last: &str) -> bool {
        *self.first <= *first && *last <= *self.last
    }
}

impl Register {
    /// Compares a draft with the releases held. Three statements.
    ///
    /// # Errors
    /// From the database.
    pub async fn release_kin(&self, scope: Scope, draft: &Draft) -> Result<Kin> {
        let mut kin = Kin { same_text: self.same_text(scope, draft).await?, ..Kin::default() };
        let days = draft.release.period.as_ref().and_then(|period| period.first_day().zip(period.last_day()));
        let held = self.held_around(scope, draft, days.as_ref()).await?;
        if let Some((first, last)) = &days {
            for one in held.iter().filter(|one| one.first == *first && one.last == *last) {
                compare(&mut kin, draft, one);
            }
            kin.added_by = self.held_additions(scope, first, last).await?;
        }
        additions(&mut kin, draft, &held);
        corrections(&mut kin, draft, &held, days.as_ref());
        Ok(kin)
    }

    /// The release that holds exactly this text.
    pub(crate) async fn same_text(&self, scope: Scope, draft: &Draft) -> Result<Option<(RecordId, String)>> {
        let sql = format!(
            "select id, coalesce(number, code, publisher) from release
            where project = $1{} and text_sha256 = $2 order by id limit 1",
            scope.sees("release")
        );
        let hash = draft.release.text_sha256.clone();
        let rows = self.db.rows_of(sql, vec![scope.project.0.into(), hash.into()]).await?;
        rows.first().map(|row| Ok((RecordId(row.id(0)?), row.maybe_text(1)?.unwrap_or_default()))).transpose()
    }

    /// Releases whose period meets the draft's days or those of its late lines.
    async fn held_around(
        &self,
        scope: Scope,
        draft: &Draft,
        days: Option<&(String, String)>,
    ) -> Result<Vec<Held>> {
        let late = draft.lines.iter().filter_map(|line| line.when.as_ref());
        let all: Vec<(String, String)> =
            late.filter_map(|when| when.first_day().zip(when.last_day())).chain(days.cloned()).collect();
        let first =
            all.iter().map(|(first, _)| first.clone()).min().unwrap_or_else(|| "9999-12-31".to_owned());
        let last = all.iter().map(|(_, last)| last.clone()).max().unwrap_or_else(|| "0000-01-01".to_owned());
        let sql = format!(
            "select {RECORD}, r.day_start, r.day_end from release r
             where r.project = $1{} and r.day_start <= $3 and r.day_end >= $2
             order by r.day_end desc, r.id limit $4",
            scope.sees("r")
        );
        let values = vec![scope.project.0.into(), first.into(), last.into(), RELEASES_COMPARED_MAX.into()];
        let rows = self.db.rows_of(sql, values).await?;
        rows.iter()
            .map(|row| {
                let record = record_of(Kind::Release, row)?;
                Ok(Held { id: record.id, release: record.read()?, first: row.text(5)?, last: row.text(6)? })
            })
            .collect()
    }

    /// Late lines of held releases that belong to these days.
    async fn held_additions(&self, scope: Scope, first: &str, last: &str) -> Result<Vec<Adds>> {
        let sql = format!(
            "select r.id, coalesce(r.number, r.code, r.publisher), l.line_position, l.day_start, l.place_words, l.strikes
            from release_line l join release r on r.id = l.release and r.project = $1{} and r.rendition_of is null
            where l.project = $1{} and l.late_addition = true and l.day_start >= $2 and l.day_end <= $3
            order by coalesce(r.issued, ''), r.id, l.line_position limit $4",
            scope.sees("r"),
            scope.sees("l")
        );
        let values = vec![scope.project.0.into(), first.into(), last.into(), RELEASES_COMPARED_MAX.into()];
        let rows = self.db.rows_of(sql, values).await?;
        rows.iter()
            .map(|row| {
                Ok(Adds {
                    release: RecordId(row.id(0)?),
                    name: row.maybe_text(1)?.unwrap_or_default(),
                    line: row.maybe_int(2)?.unwrap_or(0),
                    day: row.text(3)?,
                    place_words: row.maybe_text(4)?,
                    strikes: row.maybe_int(5)?,
                })
            })
            .collect()
    }
}

fn compare(kin: &mut Kin, draft: &Draft, held: &Held) {
    let Some(words) = &held.release.text else { return };
    let compared = text::same(&text::parse(words), &draft.read);
    let root = held.release.rendition_of.map_or(held.id, |root| RecordId(root.0));
    let compared = Compared {
        release: held.id,
        name: held.name(),
        root,
        verdict: compared.verdict,
        agreeing: compared.agreeing,
        differences: compared.differences,
    };
    match compared.verdict {
        Verdict::Same | Verdict::SameWithDifferences => kin.renditions.push(compared),
        Verdict::AddsTo | Verdict::Different | Verdict::Unknown => kin.others.push(compared),
    }
}

fn additions(kin: &mut Kin, draft: &Draft, held: &[Held]) {
    for line in draft.lines.iter().filter(|line| line.late_addition) {
        let Some((first, last)) = line.when.as_ref().and_then(|when| when.first_day().zip(when.last_day()))
        else {
            continue;
        };
        for one in held.iter().filter(|one| one.holds(&first, &last) && one.release.rendition_of.is_none()) {
            kin.adds_to.push(Adds {
                release: one.id,
                name: one.name(),
                line: line.position,
                day: first.clone(),
                place_words: line.place_words.clone(),
                strikes: line.strikes,
            });
        }
    }
}

fn corrections(kin: &mut Kin, draft: &Draft, held: &[Held], own: Option<&(String, String)>) {
    let corrected =
        draft.read.amendments.iter().filter(|amendment| amendment.kind == text::AmendmentKind::Corrects);
    for days in corrected.filter_map(|amendment| amendment.days.as_ref()) {
        let (first, last) = (days.first.to_string(), days.last.to_string());
        let is_own = own.is_some_and(|own| own.0 <= first && last <= own.1);
        for one in held
            .iter()
            .filter(|one| !is_own && one.holds(&first, &last) && one.release.rendition_of.is_none())
        {
            let found = (one.id, one.name());
            if !kin.corrects.contains(&found) {
                kin.corrects.push(found);
            }
        }
    }
}
