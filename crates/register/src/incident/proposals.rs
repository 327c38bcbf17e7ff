//! Ties between reports that the register can see by itself: proposals for a person, never made unasked.
//!
//! Two reports of one address or one text are one account twice; two that quote a speaker of the same words may rest
//! on one witness. What follows from a common source or body is no proposal: it is reckoned with already. Start at
//! [`Register::origins_file`].

use super::origins::{NewTie, Origins};
use crate::error::Result;
use crate::limits::TIES_PROPOSED_MAX;
use crate::record::Record;
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::OriginReason;
use std::collections::{BTreeMap, BTreeSet};

/// What two reports have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sameness {
    /// Their address.
    Address,
    /// Their text, but for marks and spaces.
    Text,
    /// Who speaks in them, in the same words.
    Speaker,
}

/// A tie that a person may accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The tie: the later report first.
    pub tie: NewTie,
    /// What the two have in common.
    pub sameness: Sameness,
    /// The words that are the same, where they are few.
    pub words: Option<String>,
}

/// Everything that the page of an incident's independence shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OriginsFile {
    /// What is reckoned.
    pub origins: Origins,
    /// Every report of the reckoning, by id.
    pub reports: BTreeMap<RecordId, Record>,
    /// Their sources, by id.
    pub sources: BTreeMap<RecordId, Record>,
    /// Ties to be looked at.
    pub proposals: Vec<Proposal>,
}

impl Register {
    /// The independence of an incident's reports with what is needed to show it; the statements do not grow with it.
    /// `None` where some of the reports are closed to the reader.
    ///
    /// # Errors
    /// `not-found` where the incident is not in the scope.
    pub async fn origins_file(&self, scope: Scope, incident: RecordId) -> Result<Option<OriginsFile>> {
        let Some(origins) = self.incident_origins(scope, incident).await? else { return Ok(None) };
        let ids: Vec<RecordId> =
            origins.independence.reports.iter().map(|traced| RecordId(traced.report.0)).collect();
        let reports: BTreeMap<RecordId, Record> =
            self.records(scope, Kind::Report, &ids).await?.into_iter().map(|each| (each.id, each)).collect();
        let sources: BTreeSet<RecordId> =
            reports.values().filter_map(|report| report.text("source")?.parse().ok()).collect();
        let sources: Vec<RecordId> = sources.into_iter().collect();
        let sources = self.records(scope, Kind::Source, &sources).await?;
        let speakers = self.speakers_about(scope, incident).await?;
        let proposals = proposals(&origins, &reports, &speakers);
        let sources = sources.into_iter().map(|each| (each.id, each)).collect();
        Ok(Some(OriginsFile { origins, reports, sources, proposals }))
    }

    /// Who speaks in the statements about an incident: report and words.
    async fn speakers_about(&self, scope: Scope, incident: RecordId) -> Result<Vec<(RecordId, String)>> {
        let sql = format!(
            "select a.report, a.body from link l join assertion a on a.id = l.from_record
             where l.to_record = $1 and l.role in ('about', 'reports') and l.from_kind = 'assertion'
               and l.project = $2{} and a.project = $2{} and {} order by a.id",
            scope.sees("l"),
            scope.sees("a"),
            super::CERTAIN
        );
        let values = vec![incident.0.into(), scope.project.0.into()];
        let mut speakers = Vec::new();
        for row in self.db.rows_of(sql, values).await? {
            let body = json_body(&row.text(1)?)?;
            let speaker = body.get("speaker").and_then(serde_json::Value::as_str);
            if let (Some(report), Some(speaker)) = (row.maybe_id(0)?, speaker) {
                speakers.push((RecordId(report), speaker.to_owned()));
            }
        }
        Ok(speakers)
    }
}

fn proposals(
    origins: &Origins,
    reports: &BTreeMap<RecordId, Record>,
    speakers: &[(RecordId, String)],
) -> Vec<Proposal> {
    let mut alike: BTreeMap<(Sameness, String), BTreeMap<RecordId, String>> = BTreeMap::new();
    let mut add = |sameness: Sameness, key: String, report: RecordId, words: &str| {
        if !key.is_empty() && reports.contains_key(&report) {
            alike.entry((sameness, key)).or_default().insert(report, words.to_owned());
        }
    };
    for (id, report) in reports {
        if let Some(url) = report.text("url") {
            add(Sameness::Address, address(url), *id, url);
        }
        if let Some(words) = report.text("words") {
            add(Sameness::Text, domain::fold::fold(words), *id, "");
        }
    }
    for (report, speaker) in speakers {
        add(Sameness::Speaker, domain::fold::fold(speaker), *report, speaker);
    }
    let day = |id: &RecordId| reports.get(id).and_then(|report| report.text("published/earliest"));
    let mut known: BTreeSet<(RecordId, RecordId)> =
        origins.ties.iter().flat_map(|tie| [(tie.from, tie.to), (tie.to, tie.from)]).collect();
    let mut proposals = Vec::new();
    for ((sameness, _), reports) in alike {
        let mut ids: Vec<RecordId> = reports.keys().copied().collect();
        ids.sort_by_key(|id| (day(id).is_none(), day(id), *id));
        let Some((first, later)) = ids.split_first() else { continue };
        for from in later.iter().filter(|from| known.insert((**from, *first))) {
            let reason = match sameness {
                Sameness::Address | Sameness::Text => OriginReason::Reposts,
                Sameness::Speaker => OriginReason::SameWitness,
            };
            let words = reports.get(from).filter(|words| !words.is_empty()).cloned();
            proposals.push(Proposal { tie: NewTie { from: *from, to: *first, reason }, sameness, words });
        }
    }
    proposals.truncate(TIES_PROPOSED_MAX);
    proposals
}

/// An address without what leads to the same page all the same.
fn address(url: &str) -> String {
    let url = url.trim();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.split('#').next().unwrap_or_default();
    let url = url.strip_prefix("www.").unwrap_or(url);
    url.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_page_are_one() {
        for same in ["http://www.a.example/x/#top", "https://a.example/x", "a.example/x/"] {
            assert_eq!(address(same), "a.example/x");
        }
        assert_ne!(address("https://a.example/x?id=1"), address("https://a.example/x?id=2"));
        assert_eq!(address(" https:// "), "");
    }
}
