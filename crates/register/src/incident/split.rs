//! Splitting: accounts of another event that were entered under one incident get an incident of their own.
//!
//! The new one begins with the same place and time, which a person then corrects. Undone by merging it back
//! ([`Work::unsplit`]), which leaves a mark and its code as any merge does. Start at [`Work::split`].

use super::merge::{Merging, incident_of};
use super::moving::Pointer;
use crate::error::Result;
use crate::limits::MERGE_MOVED_MAX;
use crate::permission::Operation;
use crate::register::Register;
use crate::scope::Scope;
use crate::team::refuse;
use crate::work::Work;
use domain::id::{IncidentId, RecordId};
use domain::kind::Kind;
use domain::record::{Body, Incident, body};
use domain::vocabulary::AccessLabel;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is to become an incident of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Splitting {
    /// Title of the new incident.
    pub title: String,
    /// Its codes.
    pub codes: Vec<String>,
    /// What goes to it: links, mentions, damages and comments of the first.
    pub moved: BTreeSet<(Kind, RecordId)>,
}

impl Work<'_> {
    /// Splits an incident at once: for the one person of a register of one person.
    ///
    /// # Errors
    /// `needs-second-person` in any other register; `not-permitted`; `merged-already`; `split-of-nothing` where
    /// nothing, or something that is not of this incident, is to go; `split-of-closed` where not everyone in the
    /// project may see it.
    pub async fn split(&mut self, from: IncidentId, splitting: &Splitting) -> Result<IncidentId> {
        self.permit.require(Operation::Merge)?;
        self.require_alone("split_from")?;
        self.part(from, splitting).await
    }

    /// The new incident and what goes to it, where the split may be done: asked when somebody asks a second person for
    /// it, and again when it happens.
    ///
    /// # Errors
    /// As [`Self::split`], but for permission; the refusals of an incident.
    pub(crate) async fn hold_split(
        &mut self,
        from: IncidentId,
        splitting: &Splitting,
    ) -> Result<(Body, Vec<Pointer>)> {
        let stored = self.stored(Kind::Incident, from.0).await?;
        let incident = incident_of(&stored)?;
        if incident.merged.is_some() {
            return refuse("merged-already", "merged");
        }
        if stored.label != AccessLabel::Team.slug() {
            return refuse("split-of-closed", "label");
        }
        if splitting.moved.is_empty() || splitting.moved.len() > MERGE_MOVED_MAX {
            return refuse("split-of-nothing", "moved");
        }
        let part = body(&Incident {
            title: splitting.title.trim().to_owned(),
            codes: splitting.codes.clone(),
            split_from: Some(from),
            operation: incident.operation,
            campaign: incident.campaign,
            when: incident.when,
            location: incident.location,
            place: incident.place,
            country: incident.country,
            governorate: incident.governorate,
            ..Incident::default()
        });
        domain::record::check(Kind::Incident, &part).map_err(crate::error::Error::Refused)?;
        let mut pointers = Vec::with_capacity(splitting.moved.len());
        for (kind, record) in &splitting.moved {
            let Some(field) = self.field_pointing(*kind, *record, from).await? else {
                return refuse("split-of-nothing", "moved");
            };
            pointers.push(Pointer { kind: *kind, record: record.0, field: field.to_owned() });
        }
        Ok((part, pointers))
    }

    /// Splits; whoever calls has asked for permission.
    pub(crate) async fn part(&mut self, from: IncidentId, splitting: &Splitting) -> Result<IncidentId> {
        let (part, pointers) = self.hold_split(from, splitting).await?;
        let part = self.make(Kind::Incident, part).await?;
        for pointer in pointers {
            self.point(pointer, part.0, "split").await?;
        }
        Ok(IncidentId(part.0))
    }

    /// Undoes a split at once, for the one person of a register of one person: all of the new incident goes back to
    /// the one it was split from, later additions too.
    ///
    /// # Errors
    /// `needs-second-person` in any other register; `not-permitted`; `not-merged` where it was not split from any; the
    /// refusals of a merge.
    pub async fn unsplit(&mut self, part: IncidentId) -> Result<()> {
        self.permit.require(Operation::Merge)?;
        self.require_alone("split_from")?;
        let merging = self.hold_unsplit(part).await?;
        self.unite(&merging, None, "unsplit").await
    }

    /// The merge that undoes a split, where it may be undone.
    ///
    /// # Errors
    /// `not-found`, `not-merged`, the refusals of a merge.
    pub(crate) async fn hold_unsplit(&mut self, part: IncidentId) -> Result<Merging> {
        let stored = self.stored(Kind::Incident, part.0).await?;
        let Some(survivor) = incident_of(&stored)?.split_from else {
            return refuse("not-merged", "split_from");
        };
        let merging = Merging { survivor, merged: part, taken: Vec::new() };
        self.hold_merge(&merging).await?;
        Ok(merging)
    }

    /// The field by which a record points at an incident; `None` where it does not.
    async fn field_pointing(
        &mut self,
        kind: Kind,
        record: RecordId,
        incident: IncidentId,
    ) -> Result<Option<&'static str>> {
        let fields: &[&str] = match kind {
            Kind::Link => &["to", "from"],
            Kind::VictimMention | Kind::ObjectDamage => &["incident"],
            Kind::Comment => &["about"],
            _ => return Ok(None),
        };
        let stored = self.stored(kind, record.0).await?;
        let id = incident.to_string();
        let points =
            |field: &&&str| stored.body.get(**field).and_then(serde_json::Value::as_str) == Some(id.as_str());
        Ok(fields.iter().find(points).copied())
    }
}

impl Register {
    /// A code for a part of an incident: its own with the next free letter, such as `CI715a`; `None` where it has no
    /// code or no letter is free.
    ///
    /// # Errors
    /// `not-found`, or from the database.
    pub async fn code_of_part(&self, scope: Scope, from: IncidentId) -> Result<Option<String>> {
        let record = self.record(scope, Kind::Incident, from.into()).await?;
        let incident: Incident = record.read()?;
        let Some(code) = incident.codes.first() else { return Ok(None) };
        let stem = code.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
        if stem.is_empty() || !stem.ends_with(|digit: char| digit.is_ascii_digit()) {
            return Ok(None);
        }
        // A letter passed over would tell that something closed bears it.
        let sql = format!(
            "select i.code from incident i where i.project = $1 and i.code >= $2 and i.code <= $3{}",
            scope.sees("i")
        );
        let values = vec![scope.project.0.into(), stem.into(), format!("{stem}zz").into()];
        let mut used: BTreeSet<String> = incident.codes.iter().cloned().collect();
        for row in self.db.rows_of(sql, values).await? {
            used.extend(row.maybe_text(0)?);
        }
        Ok(('a'..='z').map(|letter| format!("{stem}{letter}")).find(|code| !used.contains(code)))
    }
}
