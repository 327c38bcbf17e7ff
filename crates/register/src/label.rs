//! Access labels: who in a project may see a record, and how that follows from what the record rests on.
//!
//! A record is never wider than what it rests on: a report takes the label of its source, an assertion that of its
//! report, a link the narrower of its two ends. Two acts give a label by hand: `narrow` (one custodian, at once) and
//! `widen` (two custodians); both are carried on, in the same transaction, to everything that rests on the record, by
//! acts of the verb `label`. Who sees what is [`crate::Scope`]. Start at [`rests_on`] and [`crate::Work::narrow`].

mod carry;
mod change;
mod shown;
mod sound;

use crate::db::Tx;
use crate::error::{Error, Result};
use crate::heads::Stored;
use domain::id::ProjectId;
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::AccessLabel;
use serde_json::Value as Json;
use std::collections::HashMap;
use uuid::Uuid;

/// Codes of this module's refusals, for the test that each has its sentence.
pub const CODES: &[&str] =
    &["label-not-for-kind", "label-not-narrower", "label-not-wider", "label-rests-on-narrower"];

/// A column of ids by which records of a kind rest on others.
pub(crate) struct Base {
    pub kind: Kind,
    pub column: &'static str,
    field: &'static str,
}

const fn base(kind: Kind, column: &'static str, field: &'static str) -> Base {
    Base { kind, column, field }
}

/// Every such column. Accounts that an assessment includes are in its body alone: see [`cited`].
pub(crate) const BASES: [Base; 36] = [
    base(Kind::Report, "source", "source"),
    base(Kind::Assertion, "report", "report"),
    base(Kind::ReleaseLine, "release", "release"),
    base(Kind::Finding, "report", "report"),
    base(Kind::Tally, "report", "report"),
    base(Kind::VictimMention, "report", "report"),
    base(Kind::VictimMention, "incident", "incident"),
    base(Kind::ObjectDamage, "incident", "incident"),
    base(Kind::Assessment, "incident", "incident"),
    base(Kind::Task, "incident", "incident"),
    base(Kind::Comment, "about", "about"),
    base(Kind::Review, "assessment", "assessment"),
    base(Kind::Approval, "subject", "subject"),
    base(Kind::Coding, "incident", "incident"),
    base(Kind::Coding, "against", "against"),
    base(Kind::Report, "item", "item"),
    base(Kind::Assertion, "annotation", "annotation"),
    base(Kind::Item, "source", "source"),
    base(Kind::Item, "container", "container"),
    // Not "redacted_from": a redaction begins with the label of what it was made from, and custodians may widen it.
    base(Kind::Item, "derived_from", "derived_from"),
    base(Kind::Annotation, "item", "item"),
    base(Kind::Annotation, "incident", "incident"),
    base(Kind::Interview, "source", "source"),
    base(Kind::Interview, "incident", "incident"),
    base(Kind::Interview, "report", "report"),
    base(Kind::Interview, "item", "item"),
    base(Kind::SiteVisit, "incident", "incident"),
    base(Kind::SiteVisit, "report", "report"),
    base(Kind::Consent, "source", "source"),
    base(Kind::Consent, "covers", "covers"),
    base(Kind::Consent, "item", "item"),
    base(Kind::Verification, "about", "about"),
    base(Kind::SealedIdentity, "source", "source"),
    base(Kind::LegalRequest, "item", "item"),
    base(Kind::Link, "from_record", "from"),
    base(Kind::Link, "to_record", "to"),
];

/// What a record of a kind rests on, by the ids in its body.
pub(crate) fn rests_on(kind: Kind, body: &Body) -> Vec<Uuid> {
    let named = BASES.iter().filter(|base| base.kind == kind).filter_map(|base| id(body.get(base.field)?));
    named.chain(cited(kind, body)).collect()
}

fn id(value: &Json) -> Option<Uuid> {
    Uuid::parse_str(value.as_str()?).ok()
}

/// The accounts that an assessment includes, or that one asked for would; what a split that is asked for would move.
pub(crate) fn cited(kind: Kind, body: &Body) -> Vec<Uuid> {
    let of = |assessment: Option<&Json>| {
        let included = assessment.and_then(|body| body.get("included")).and_then(Json::as_array);
        included.into_iter().flatten().filter_map(|cited| id(cited.get("record")?)).collect::<Vec<Uuid>>()
    };
    match kind {
        Kind::Assessment => {
            let included = body.get("included").and_then(Json::as_array);
            included.into_iter().flatten().filter_map(|cited| id(cited.get("record")?)).collect()
        }
        Kind::Approval => {
            let details = body.get("details").and_then(Json::as_str).unwrap_or_default();
            let details: Option<Json> = serde_json::from_str(details).ok();
            let details = details.as_ref();
            let moved = details.and_then(|details| details.get("split")?.get("splitting")?.get("moved"));
            let moved = moved.and_then(Json::as_array).into_iter().flatten();
            let moved = moved.filter_map(|pair| id(pair.get(1)?));
            of(details.and_then(|details| details.get("assessment"))).into_iter().chain(moved).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether records of a kind bear a label of their own: who is in a project, and what it is called, all of it knows.
pub const fn is_labelled(kind: Kind) -> bool {
    !matches!(kind, Kind::Project | Kind::Member)
}

/// The label of a stored record.
pub(crate) fn of(stored: &Stored) -> Result<AccessLabel> {
    AccessLabel::parse(&stored.label).ok_or_else(|| Error::Damaged(format!("unknown label {}", stored.label)))
}

/// The records of a project that are closed to somebody, with what this piece of work made of them. Read once a piece
/// of work, in one statement over indexes that hold only such records.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    closed: HashMap<Uuid, AccessLabel>,
    /// Records made closed in this work: what was made before them and names them has to follow.
    made: Vec<Uuid>,
}

impl Labels {
    pub(crate) async fn read(tx: &mut Tx, project: ProjectId) -> Result<Self> {
        let sql = "select id, label from closed_record where project = $1";
        let mut closed = HashMap::new();
        for row in tx.rows(sql, vec![project.0.into()]).await? {
            let label = row.text(1)?;
            let label =
                AccessLabel::parse(&label).ok_or_else(|| Error::Damaged(format!("unknown label {label}")))?;
            closed.insert(row.id(0)?, label);
        }
        Ok(Self { closed, made: Vec::new() })
    }

    /// Whether nothing in the project is closed to anybody.
    pub(crate) fn is_all_open(&self) -> bool {
        self.closed.is_empty()
    }

    /// The label of a record of the project; of one that is not there, the widest.
    pub(crate) fn of(&self, id: Uuid) -> AccessLabel {
        self.closed.get(&id).copied().unwrap_or(AccessLabel::Team)
    }

    pub(crate) fn set(&mut self, id: Uuid, label: AccessLabel) {
        if label == AccessLabel::Team {
            self.closed.remove(&id);
        } else {
            self.closed.insert(id, label);
        }
    }

    /// The narrowest label of what a record rests on.
    pub(crate) fn following(&self, kind: Kind, body: &Body) -> AccessLabel {
        if self.closed.is_empty() {
            return AccessLabel::Team;
        }
        rests_on(kind, body).into_iter().map(|id| self.of(id)).max().unwrap_or(AccessLabel::Team)
    }

    /// The label of a new record.
    pub(crate) fn give(&mut self, id: Uuid, kind: Kind, body: &Body) -> AccessLabel {
        let label = self.following(kind, body);
        if label != AccessLabel::Team {
            self.set(id, label);
            self.made.push(id);
        }
        label
    }

    /// The label a record takes by a change that lets it rest on something narrower; a change never widens.
    pub(crate) fn narrowed(&self, kind: Kind, stored: &Stored, body: &Body) -> Result<Option<AccessLabel>> {
        let following = self.following(kind, body);
        Ok((following > of(stored)?).then_some(following))
    }

    pub(crate) fn take_made(&mut self) -> Vec<(Uuid, AccessLabel)> {
        let made = std::mem::take(&mut self.made);
        made.into_iter().map(|id| (id, self.of(id))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{Read, columns};
    use serde_json::json;

    #[test]
    fn every_base_is_a_column_of_its_kind() {
        for base in &BASES {
            let column = columns(base.kind).iter().find(|column| column.name == base.column);
            let path = column.and_then(|column| match column.from {
                Read::Id(path) => Some(path),
                _ => None,
            });
            assert_eq!(path, Some(base.field), "{:?} {}", base.kind, base.column);
        }
    }

    #[test]
    fn an_assessment_rests_on_its_incident_and_on_what_it_includes() {
        let [incident, account, other] = [1, 2, 3].map(Uuid::from_u128);
        let body = json!({
            "incident": incident, "included": [{"record": account}], "excluded": [{"cited": {"record": other}}],
        });
        let body = body.as_object().unwrap();
        assert_eq!(rests_on(Kind::Assessment, body), [incident, account]);
        let asked = json!({"subject": incident, "details": json!({"assessment": body}).to_string()});
        assert_eq!(rests_on(Kind::Approval, asked.as_object().unwrap()), [incident, account]);
    }
}
