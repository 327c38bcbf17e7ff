//! Keeping a draft: one piece of work makes the release, its lines and its links; files one after another.

use super::draft::{Draft, Fields};
use super::kin::Kin;
use super::monthly::MonthlyDraft;
use super::{Paste, read};
use crate::error::{Error, Result};
use crate::register::Register;
use crate::scope::Scope;
use crate::work::{Reason, Work};
use domain::id::{RecordId, ReleaseId};
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::{Source, body};
use domain::vocabulary::{LinkRole, SourceKind};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What became of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A release was made.
    Release(RecordId),
    /// A report was made, with its figures and findings.
    Monthly(RecordId),
    /// Exactly this text is held already.
    Held(RecordId),
    /// Nothing in it could be read as either.
    Unread,
}

/// One text of several, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptText {
    /// Its name, such as that of its file.
    pub name: String,
    /// What became of it, or why nothing did.
    pub outcome: std::result::Result<Kept, Vec<Problem>>,
    /// Acts made.
    pub acts: u64,
}

impl Register {
    /// Fills what the register knows: the places of lines, and the definition in force where none was chosen.
    ///
    /// # Errors
    /// From the database.
    pub async fn complete(&self, scope: Scope, draft: &mut Draft) -> Result<()> {
        self.resolve_places(scope, &mut draft.lines).await?;
        draft.sums = crate::release::sums::check(&draft.release, &draft.lines);
        Ok(())
    }

    /// Keeps a release: the record, its lines, and its links to the releases it is another wording of, adds to or
    /// corrects. `rendition_of` is the one a person said it is another wording of.
    ///
    /// # Errors
    /// `text-already-held`, `record-refused`, `reason-missing`, or from the database; nothing was kept then.
    pub async fn keep_release(
        &self,
        scope: Scope,
        reason: Reason,
        draft: &Draft,
        kin: &Kin,
        rendition_of: Option<ReleaseId>,
    ) -> Result<(ReleaseId, u64)> {
        if let Some((held, name)) = self.same_text(scope, draft).await? {
            let problem =
                Problem::refuse("text-already-held", "text").with("name", name).with("release", held);
            return Err(Error::Refused(vec![problem]));
        }
        let known = kin
            .renditions
            .iter()
            .chain(&kin.others)
            .any(|one| Some(one.root.0) == rendition_of.map(|id| id.0));
        if rendition_of.is_some() && !known {
            return Err(Error::Refused(vec![
                Problem::refuse("code-not-recognised", "rendition_of")
                    .with("code", rendition_of.map(|id| id.to_string()).unwrap_or_default()),
            ]));
        }
        let source = self.source_named(scope, &draft.release.publisher).await?;
        let mut work = self.begin(reason, scope.project).await?;
        let id = work.new_id()?;
        let mut release = draft.release.clone();
        release.rendition_of = rendition_of;
        work.create_as(id, Kind::Release, body(&release), None).await?;
        for line in &draft.lines {
            let mut line = line.clone();
            line.release = ReleaseId(id);
            work.create(Kind::ReleaseLine, body(&line)).await?;
        }
        let source = source_or_new(&mut work, source, &release.publisher).await?;
        link(&mut work, (Kind::Source, source), LinkRole::SourceOf, (Kind::Release, id), &[]).await?;
        if let Some(root) = rendition_of {
            link(&mut work, (Kind::Release, id), LinkRole::RenditionOf, (Kind::Release, root.0), &[]).await?;
        }
        relate(&mut work, id, kin).await?;
        let acts = work.commit().await?.acts;
        Ok((ReleaseId(id), acts))
    }

    /// Keeps a monthly report with its figures and findings.
    ///
    /// # Errors
    /// As [`Self::keep_release`], without the text already held.
    pub async fn keep_monthly(
        &self,
        scope: Scope,
        reason: Reason,
        draft: &MonthlyDraft,
    ) -> Result<(RecordId, u64)> {
        let source = self.source_named(scope, &draft.publisher).await?;
        let mut work = self.begin(reason, scope.project).await?;
        let id = work.new_id()?;
        let source = source_or_new(&mut work, source, &draft.publisher).await?;
        let mut report = draft.report.clone();
        report.source = Some(domain::id::SourceId(source));
        work.create_as(id, Kind::Report, body(&report), None).await?;
        let report = Some(domain::id::ReportId(id));
        for tally in &draft.tallies {
            let mut tally = tally.clone();
            tally.report = report;
            let made = work.create(Kind::Tally, body(&tally)).await?;
            link(&mut work, (Kind::Tally, made.0), LinkRole::PartOf, (Kind::Report, id), &[]).await?;
        }
        for finding in &draft.findings {
            let mut finding = finding.clone();
            finding.report = report;
            let made = work.create(Kind::Finding, body(&finding)).await?;
            link(&mut work, (Kind::Finding, made.0), LinkRole::PartOf, (Kind::Report, id), &[]).await?;
        }
        let acts = work.commit().await?.acts;
        Ok((RecordId(id), acts))
    }

    /// Keeps texts one after another, as an import of files does: each is read, compared with what is held by then,
    /// and kept by a piece of work of its own. A text that is another wording of exactly one release becomes its
    /// rendition; one that might be of several is kept by itself.
    ///
    /// # Errors
    /// From the database. What a rule refuses is said beside its text and does not stop the others.
    pub async fn keep_texts(
        &self,
        scope: Scope,
        reason: &Reason,
        fields: &Fields,
        texts: Vec<(String, String)>,
    ) -> Result<Vec<KeptText>> {
        let mut kept = Vec::with_capacity(texts.len());
        for (name, text) in texts {
            let outcome = self.keep_text(scope, reason, fields, &text).await;
            kept.push(match outcome {
                Ok((outcome, acts)) => KeptText { name, outcome: Ok(outcome), acts },
                Err(Error::Refused(problems)) => KeptText { name, outcome: Err(problems), acts: 0 },
                Err(error) => return Err(error),
            });
        }
        Ok(kept)
    }

    async fn keep_text(
        &self,
        scope: Scope,
        reason: &Reason,
        fields: &Fields,
        text: &str,
    ) -> Result<(Kept, u64)> {
        match read(text, fields)? {
            Paste::Neither => Ok((Kept::Unread, 0)),
            Paste::Monthly(draft) => {
                let (id, acts) = self.keep_monthly(scope, reason.clone(), &draft).await?;
                Ok((Kept::Monthly(id), acts))
            }
            Paste::Release(mut draft) => {
                self.complete(scope, &mut draft).await?;
                let kin = self.release_kin(scope, &draft).await?;
                if let Some((held, _)) = kin.same_text {
                    return Ok((Kept::Held(held), 0));
                }
                let mut roots: Vec<RecordId> = kin.renditions.iter().map(|one| one.root).collect();
                roots.sort_unstable();
                roots.dedup();
                let only = roots.first().filter(|_| roots.len() == 1).map(|root| ReleaseId(root.0));
                let (id, acts) = self.keep_release(scope, reason.clone(), &draft, &kin, only).await?;
                Ok((Kept::Release(RecordId(id.0)), acts))
            }
        }
    }

    async fn source_named(&self, scope: Scope, name: &str) -> Result<Option<Uuid>> {
        let sql = format!(
            "select id from source where project = $1{} and name = $2 order by id limit 1",
            scope.sees("source")
        );
        let rows = self.db.rows_of(sql, vec![scope.project.0.into(), name.into()]).await?;
        rows.first().map(|row| row.id(0)).transpose()
    }
}

async fn source_or_new(work: &mut Work<'_>, known: Option<Uuid>, name: &str) -> Result<Uuid> {
    if let Some(known) = known {
        return Ok(known);
    }
    let source = Source { name: name.to_owned(), kind: Some(SourceKind::Official), ..Source::default() };
    Ok(work.create(Kind::Source, body(&source)).await?.0)
}

/// Links to the releases whose days it adds to or corrects, and from those that add to its own. Each pair once.
async fn relate(work: &mut Work<'_>, id: Uuid, kin: &Kin) -> Result<()> {
    let mut earlier: BTreeMap<RecordId, Vec<String>> = BTreeMap::new();
    for adds in &kin.adds_to {
        earlier.entry(adds.release).or_default().push(adds.line.to_string());
    }
    for (release, lines) in earlier {
        let lines = lines.join(" ");
        link(work, (Kind::Release, id), LinkRole::AddsTo, (Kind::Release, release.0), &[("lines", &lines)])
            .await?;
    }
    let mut later: BTreeMap<RecordId, Vec<String>> = BTreeMap::new();
    for adds in &kin.added_by {
        later.entry(adds.release).or_default().push(adds.line.to_string());
    }
    for (release, lines) in later {
        let lines = lines.join(" ");
        link(work, (Kind::Release, release.0), LinkRole::AddsTo, (Kind::Release, id), &[("lines", &lines)])
            .await?;
    }
    for (release, _) in &kin.corrects {
        link(work, (Kind::Release, id), LinkRole::Corrects, (Kind::Release, release.0), &[]).await?;
    }
    Ok(())
}

async fn link(
    work: &mut Work<'_>,
    from: (Kind, Uuid),
    role: LinkRole,
    to: (Kind, Uuid),
    attributes: &[(&str, &str)],
) -> Result<()> {
    let attributes =
        attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    work.link(from, role, to, attributes).await.map(drop)
}
