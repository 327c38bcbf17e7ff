//! One incident: what is judged of it beside what was decided, and everything both rest on.

use super::{accounts, address, candidates, changes, facts, findings, opening, sources, supported, trail};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, DataLink, Section};
use crate::page::assess::outdated_with;
use crate::page::merge::{Unity, unity};
use crate::routes;
use axum::extract::{Path, Query};
use axum::response::Html;
use domain::codebook::Codebook;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{Assessment, Finding, Incident};
use domain::vocabulary::Basis;
use maud::{Markup, html};
use register::incident::{File, Linked, Origins};
use register::permission::Operation;
use register::record::Record;
use serde::de::DeserializeOwned;

/// Everything the page shows, read.
pub(super) struct View<'a> {
    /// As the register gave it.
    pub(super) file: &'a File,
    /// The incident.
    pub(super) incident: Incident,
    /// Current assessments, our own first.
    pub(super) judged: Vec<(&'a Record, Assessment)>,
    /// Findings that decide it, latest first.
    pub(super) findings: Vec<(&'a Linked, Finding)>,
    /// The account that was entered just now, to be marked.
    pub(super) entered: Option<RecordId>,
    /// What each report adds to the independent origins.
    pub(super) origins: Origins,
    /// Whether the reader may enter accounts.
    pub(super) may_collect: bool,
}

/// GET `/incidents/{id}`.
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Error> {
    let id: RecordId = id.parse().ok().ok_or(Error::NotFound)?;
    let file = visit.register.incident_file(visit.scope, id).await?;
    // The decision table is the built-in codebook's; a team's own grades by hand until it brings one.
    let is_built_in = visit.register.codebook == Codebook::built_in();
    let support =
        if is_built_in { Some(visit.register.incident_support(visit.scope, id).await?) } else { None };
    let entered = parameters.iter().find(|(name, _)| name == "entered");
    let entered = entered.and_then(|(_, value)| value.parse().ok());
    let origins = visit.register.incident_origins(visit.scope, id).await?;
    // Where some of them are closed to the reader no number is said; the section of the grade says why.
    let origins = origins.unwrap_or_default();
    let may_collect = visit.permit.may(Operation::Collect);
    let view = View { entered, origins, may_collect, ..View::of(&file)? };
    visit.note(seen(&file)).await?;
    let since = visit.register.look_at(&visit.permit, id).await?;
    let unity = unity(&visit, &file.incident, &view.incident).await?;
    let say = visit.preference.say;
    let title = trail::heading(&view.incident);
    let supported = match &support {
        Some(Some(support)) => supported::section(say, &view, support),
        Some(None) => supported::closed(say),
        None => html! {},
    };
    let since = changes::line(say, id, since);
    let mut frame = visit.frame(&title, Section::Incidents);
    frame.data = vec![DataLink {
        label: "JSON".to_owned(),
        address: format!("{}?format=json", address::plain(routes::RECORD, Kind::Incident, id)),
    }];
    Ok(layout::page(&frame, &content(say, &view, &visit.register.codebook, &(since, supported), &unity)))
}

/// Everything of the page that is a record.
fn seen(file: &File) -> impl Iterator<Item = RecordId> {
    let linked = file.linked.iter().flat_map(|linked| [linked.link, linked.record.id]);
    let records = file.assessments.iter().chain(&file.damages).chain(&file.setting).chain(&file.related);
    let records = records.chain(file.origins.values()).chain([&file.incident]);
    records.map(|record| record.id).chain(linked)
}

impl<'a> View<'a> {
    fn of(file: &'a File) -> Result<Self, Error> {
        let mut judged = Vec::new();
        for record in file.assessments.iter().filter(|record| file.current.contains(&record.id)) {
            judged.push((record, record.read::<Assessment>()?));
        }
        let mut decided = read_linked::<Finding>(file, Kind::Finding);
        decided.retain(|(linked, _)| linked.role == "decides" && !linked.is_candidate());
        let day = |finding: &Finding| finding.decided.as_ref().map(|when| when.earliest.clone());
        decided.sort_by_key(|(linked, finding)| std::cmp::Reverse((day(finding), linked.record.id)));
        Ok(Self {
            file,
            incident: file.incident.read()?,
            judged,
            findings: decided,
            entered: None,
            origins: Origins::default(),
            may_collect: false,
        })
    }

    /// The assessment shown first: our own, else one taken over.
    pub(super) fn shown(&self) -> Option<&(&'a Record, Assessment)> {
        self.judged.first()
    }
}

/// Linked records of a kind, read; one that cannot be read is left to the list of links.
pub(super) fn read_linked<R: DeserializeOwned>(file: &File, kind: Kind) -> Vec<(&Linked, R)> {
    let linked = file.linked.iter().filter(|linked| linked.record.kind == kind);
    linked.filter_map(|linked| Some((linked, linked.record.read().ok()?))).collect()
}

fn content(
    say: Say,
    view: &View<'_>,
    book: &Codebook,
    (since, supported): &(Markup, Markup),
    unity: &Unity,
) -> Markup {
    let own = view.judged.iter().map(|(_, judged)| judged).find(|judged| judged.basis == Basis::Own);
    html! {
        (opening::head(say, view))
        (since)
        (unity.banner)
        (opening::side(say, view))
        div.with-margin {
            div {
                (outdated_with(say, book, own, None))
                (facts::toll(say, view))
                (facts::five(say, view))
                (accounts::section(say, view))
                (candidates::section(say, view))
                (findings::section(say, view))
                (sources::section(say, view))
                (supported)
                (facts::record(say, view))
                (facts::damage(say, view))
                (sources::related(say, view))
                (unity.section)
                (trail::versions(say, view))
                (trail::history(say, view))
            }
            (trail::margin(say, view))
        }
    }
}
