//! One record: now, as it was at a time (`?at=`), or in the version somebody cites (`?version=`).
//!
//! The same page for every kind. `?done=ACT` tells what an edit has just changed. Drawn by [`super::view`].

use super::asked::{self, Parameters, parameter};
use super::custody;
use super::view::{self, View};
use crate::component::naming::{self, Names};
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::limits;
use axum::extract::{Path, Query};
use axum::response::Html;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::Body;
use register::fold::{Folded, StoredAct};
use register::history::Logged;
use register::link_check::{Checked, LinkState};
use register::record::Record;
use register::reference::{Column, Links};

/// Which state of the record is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// As it is.
    Now,
    /// As it was at a time, by the times its acts claim.
    At(String),
    /// As the act with this number (from 1) left it.
    Version(usize),
}

/// Everything the page asked the register for.
pub(super) struct Read {
    /// The record.
    pub record: Record,
    /// Its acts, first to last.
    pub acts: Vec<Logged>,
    /// Its state now.
    pub now: Folded,
    /// Its state at the moment shown; absent before its first act.
    pub then: Option<Folded>,
    /// The moment.
    pub moment: Moment,
    /// Its links.
    pub links: Links,
    /// How many records name it, by column.
    pub referring: Vec<(Column, i64)>,
    /// Every assessment of the same incident and basis, first version first; empty for other kinds.
    pub versions: Vec<Record>,
    /// Whether the address of a report answered when it was last asked, and how that changed.
    pub link: Option<(Checked, Vec<(String, LinkState)>)>,
}

/// GET [`crate::routes::RECORD`].
pub(super) async fn show(
    visit: Visit,
    Path((kind, id)): Path<(String, String)>,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Error> {
    let (kind, id) = (asked::kind(&kind)?, asked::id::<RecordId>(&id)?);
    let read = read(&visit, kind, id, &parameters).await?;
    let names = names(&visit, &read).await?;
    let say = visit.preference.say;
    let title = naming::title(say, &read.record);
    let done = parameter(&parameters, "done").and_then(|act| act.parse::<ActId>().ok());
    let custody = custody::read(&visit, kind, id).await?;
    let view = View { read: &read, names: &names, done, address: &visit.address, custody: custody.as_ref() };
    let content = view::page(say, &view);
    Ok(layout::page(&visit.frame(&title, Section::Records), &content))
}

async fn read(visit: &Visit, kind: Kind, id: RecordId, parameters: &Parameters) -> Result<Read, Error> {
    let (register, scope) = (&visit.register, visit.scope);
    let record = register.record(scope, kind, id).await?;
    visit.note([id]).await?;
    let acts = register.history(scope, kind, id).await?;
    let moment = moment(parameters, &acts)?;
    let plain: Vec<StoredAct> = acts.iter().map(|logged| logged.act.clone()).collect();
    let now = Folded::of(&plain).ok_or(Error::NotFound)?;
    let then = match &moment {
        Moment::Now => Some(now.clone()),
        Moment::Version(number) => plain.get(..*number).and_then(Folded::of),
        Moment::At(at) => {
            let until: Vec<StoredAct> =
                plain.iter().filter(|act| act.at.as_str() <= at.as_str()).cloned().collect();
            Folded::of(&until)
        }
    };
    let after = parameter(parameters, "links").and_then(|text| text.split_once('~'));
    let after = after.and_then(|(role, link)| Some((role.to_owned(), link.parse().ok()?)));
    let links = register.links_of(scope, id, after.as_ref(), limits::LINKS_OF_A_RECORD).await?;
    let referring = register.referring(scope, kind, id).await?;
    let versions = versions(visit, &record).await?;
    let link = if kind == Kind::Report { register.link_of(scope, id).await? } else { None };
    Ok(Read { record, acts, now, then, moment, links, referring, versions, link })
}

/// Every assessment of the same incident and basis.
pub(super) async fn versions(visit: &Visit, record: &Record) -> register::Result<Vec<Record>> {
    if record.kind != Kind::Assessment {
        return Ok(Vec::new());
    }
    let Some(incident) = naming::member(record, "incident").and_then(|id| id.parse::<RecordId>().ok()) else {
        return Ok(Vec::new());
    };
    let mut all =
        visit.register.records_by(visit.scope, Kind::Assessment, "incident", &[incident], "version").await?;
    all.retain(|each| naming::member(each, "basis") == naming::member(record, "basis"));
    Ok(all)
}

fn moment(parameters: &Parameters, acts: &[Logged]) -> Result<Moment, Error> {
    if let Some(act) = parameter(parameters, "version") {
        let act: ActId = asked::id(act)?;
        let place = acts.iter().position(|logged| logged.act.id == act.0).ok_or(Error::NotFound)?;
        return Ok(Moment::Version(place + 1));
    }
    match parameter(parameters, "at") {
        Some(at) => instant(at)
            .map(Moment::At)
            .ok_or_else(|| Error::Invalid { code: "date-not-understood".to_owned(), details: Vec::new() }),
        None => Ok(Moment::Now),
    }
}

/// The last millisecond of a day, minute or second, as acts write their times; `None` for anything else.
fn instant(at: &str) -> Option<String> {
    const LAST: &str = "9999-12-31T23:59:59.999Z";
    let at = at.trim_end_matches('Z');
    let shape: String = at.chars().map(|one| if one.is_ascii_digit() { '0' } else { one }).collect();
    let is_known = ["0000-00-00", "0000-00-00T00:00", "0000-00-00T00:00:00", "0000-00-00T00:00:00.000"];
    is_known.contains(&shape.as_str()).then(|| format!("{at}{}", LAST.get(at.len()..).unwrap_or("Z")))
}

async fn names(visit: &Visit, read: &Read) -> Result<Names, Error> {
    let kind = read.record.kind;
    let disputed: Vec<Body> = read
        .now
        .conflicts()
        .flat_map(|(field, heads)| {
            heads.iter().map(|head| Body::from_iter([(field.to_owned(), head.value.clone())]))
        })
        .collect();
    let before = read.versions.iter().map(|record| &record.body);
    let bodies = [&read.now.body].into_iter().chain(read.then.as_ref().map(|then| &then.body));
    let bodies = bodies.chain(&disputed).chain(before).map(|body| (kind, body));
    let linked = read.links.page.iter().map(|linked| (linked.there_kind, linked.there));
    asked::names(visit, bodies, linked).await
}

#[cfg(test)]
mod tests {
    use super::instant;

    #[test]
    fn a_day_means_its_end() {
        assert_eq!(instant("2026-11-21").as_deref(), Some("2026-11-21T23:59:59.999Z"));
        assert_eq!(instant("2026-11-21T10:30").as_deref(), Some("2026-11-21T10:30:59.999Z"));
        assert_eq!(instant("2026-11-21T10:30:00.123Z").as_deref(), Some("2026-11-21T10:30:00.123Z"));
        assert_eq!(instant("yesterday"), None);
        assert_eq!(instant("2026-11-2"), None);
    }
}
