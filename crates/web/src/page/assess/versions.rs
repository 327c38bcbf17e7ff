//! Every version of an incident's assessments: our own with author, review and codebook, those taken over apart, and
//! what differs between two that the address names.

use super::{at, diff, id};
use crate::component::form::{self, Field};
use crate::component::support::proposal;
use crate::component::table::{self, Column, Plain};
use crate::component::{address, empty, figure, grade, naming, notice};
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::page::record::names;
use crate::routes;
use axum::extract::{Path, Query};
use axum::response::Html;
use domain::codebook::Codebook;
use domain::grading::{Support, propose};
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Assessment, Review};
use domain::vocabulary::Basis;
use maud::{Markup, html};
use register::permission::Operation;
use register::record::Record;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Parameters of an address, in order.
type Parameters = Vec<(String, String)>;

/// A version with its assessment read.
pub(super) type Version = (Record, Assessment);

/// What the page shows, read.
struct View {
    incident: Record,
    own: Vec<Version>,
    adopted: Vec<Version>,
    /// The latest review of each version.
    reviews: BTreeMap<RecordId, (Record, Review)>,
    actors: BTreeMap<Uuid, String>,
    /// What is entered supports, where the present codebook has a decision table and another graded.
    support: Option<Support>,
}

/// Every assessment of an incident, by version.
pub(super) async fn all(visit: &Visit, incident: RecordId) -> Result<Vec<Version>, Error> {
    let records =
        visit.register.records_by(visit.scope, Kind::Assessment, "incident", &[incident], "version").await?;
    Ok(records
        .into_iter()
        .map(|record| record.read().map(|read| (record, read)))
        .collect::<Result<_, _>>()?)
}

/// GET [`routes::ASSESSMENTS`].
pub(super) async fn show(
    visit: Visit,
    Path(incident): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let view = read(&visit, id(&incident)?).await?;
    let chosen = chosen(&view, &parameters)?;
    let names = match chosen {
        Some((from, to)) => {
            let bodies = [from, to].map(|(record, _)| (Kind::Assessment, &record.body));
            names(&visit, bodies, []).await?
        }
        None => naming::Names::default(),
    };
    let name = naming::title(say, &view.incident);
    let title = say.with("assess-versions-title", &[("incident", name.clone().into())]);
    let may = visit.permit.may(Operation::Assess);
    let content = html! {
        div.head {
            p.over {
                a href=(address::record(Kind::Incident, view.incident.id)) {
                    @if let Some(code) = naming::code(&view.incident) { bdi { (code) } " " }
                    (naming::words(say, &name))
                }
                " · " a href=(at(routes::INCIDENT_WORK, view.incident.id)) { (say.text("work-title")) }
            }
            h1 { (say.text("assess-versions")) }
        }
        (done(say, &parameters))
        (outdated_with(say, &visit.register.codebook, view.own.last().map(|(_, latest)| latest), view.support.as_ref()))
        @if may { p.actions { a.btn.btn-main href=(at(routes::ASSESS, view.incident.id)) { (say.text("assess-propose-next")) } } }
        (own(say, &view))
        @if view.own.len() + view.adopted.len() > 1 { (choose(say, &view, chosen)) }
        @if let Some((from, to)) = chosen { (diff::diff(say, &names, from, to)) }
        (adopted(say, &view))
    };
    let mut frame = visit.frame(&title, Section::Incidents);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

async fn read(visit: &Visit, incident: RecordId) -> Result<View, Error> {
    let register = &visit.register;
    let incident = register.record(visit.scope, Kind::Incident, incident).await?;
    let (own, adopted): (Vec<Version>, Vec<Version>) =
        all(visit, incident.id).await?.into_iter().partition(|(_, each)| each.basis == Basis::Own);
    let ids: Vec<RecordId> = own.iter().map(|(record, _)| record.id).collect();
    let mut reviews = BTreeMap::new();
    for record in register.records_by(visit.scope, Kind::Review, "assessment", &ids, "id").await? {
        let review: Review = record.read()?;
        reviews.insert(review.assessment, (record, review));
    }
    let book = &register.codebook;
    let is_outdated = own.last().is_some_and(|(_, latest)| names_another(book, latest));
    let support = if is_outdated && *book == Codebook::built_in() {
        register.incident_support(visit.scope, incident.id).await?
    } else {
        None
    };
    let shown = own.iter().chain(&adopted).map(|(record, _)| record.id);
    visit.note(shown.chain([incident.id])).await?;
    Ok(View { incident, own, adopted, reviews, actors: register.actors().await?, support })
}

/// The two versions to compare: those the address names, else the two latest of our own.
fn chosen<'view>(
    view: &'view View,
    parameters: &Parameters,
) -> Result<Option<(&'view Version, &'view Version)>, Error> {
    let named = |name: &str| parameters.iter().find(|(each, _)| each == name).map(|(_, value)| value);
    let find = |text: &String| {
        let id: RecordId = text.parse().map_err(|_not_an_id| Error::NotFound)?;
        let mut all = view.own.iter().chain(&view.adopted);
        all.find(|(record, _)| record.id == id).ok_or(Error::NotFound)
    };
    match (named("from"), named("to")) {
        (Some(from), Some(to)) => Ok(Some((find(from)?, find(to)?))),
        _ => Ok(match view.own.as_slice() {
            [.., before, latest] => Some((before, latest)),
            _ => None,
        }),
    }
}

fn done(say: Say, parameters: &Parameters) -> Markup {
    let has = |name: &str| parameters.iter().any(|(each, _)| each == name);
    html! {
        @if has("done") {
            (notice::notice(notice::Kind::Done, &html! { (say.text("assess-done")) }, &html! { p { (say.text("assess-done-words")) } }))
        }
        @if has("asked") {
            @let waiting = html! { p { a href=(routes::APPROVALS) { (say.text("work-second")) } } };
            (notice::notice(notice::Kind::Done, &html! { (say.text("assess-asked")) }, &waiting))
        }
    }
}

/// Whether an assessment names another codebook, or another version of it, than the present one.
pub(in crate::page) fn names_another(book: &Codebook, assessment: &Assessment) -> bool {
    assessment.codebook.as_ref().is_some_and(|named| *named != book.reference())
}

/// That the latest version was graded by another codebook; nothing where it was not.
pub(super) fn outdated(say: Say, book: &Codebook, latest: Option<&Assessment>) -> Markup {
    outdated_with(say, book, latest, None)
}

/// The same with what the present codebook supports.
pub(in crate::page) fn outdated_with(
    say: Say,
    book: &Codebook,
    latest: Option<&Assessment>,
    support: Option<&Support>,
) -> Markup {
    let Some(latest) = latest.filter(|latest| names_another(book, latest)) else { return html! {} };
    let named = latest.codebook.clone().unwrap_or_default();
    let incident = RecordId::from(latest.incident);
    notice::notice(
        notice::Kind::Correction,
        &say.html("assess-outdated", &[("named", named.into()), ("present", book.reference().into())]),
        &html! {
            p { (say.text("assess-outdated-words")) }
            @match support {
                Some(support) => { p { (say.text("assess-outdated-supports")) (say.text("colon")) } (proposal(say, &propose(support))) }
                None => {}
            }
            p { a href=(at(routes::ASSESS, incident)) { (say.text("assess-outdated-propose")) } " · " a href=(routes::OUTDATED) { (say.text("assess-outdated-all")) } }
        },
    )
}

fn own(say: Say, view: &View) -> Markup {
    if view.own.is_empty() {
        let words = say.text("assess-none-words");
        return empty::nothing_yet(&say.text("assess-none"), &words, &html! {});
    }
    let latest = view.own.last().map(|(record, _)| record.id);
    let rows = view.own.iter().enumerate().rev().map(|(place, (record, version))| {
        let before = place.checked_sub(1).and_then(|before| view.own.get(before));
        vec![
            html! {
                a href=(address::record(Kind::Assessment, record.id)) { (say.with("record-version-number", &[("number", version.version.into())])) }
                @if latest == Some(record.id) { " " small.quiet { (say.text("version-current")) } }
                @if let Some((before, _)) = before { br; small { a href=(between(view, before.id, record.id)) { (say.text("assess-since-before")) } } }
            },
            judged(say, version),
            toll(say, record, version),
            html! { @match version.author { Some(author) => (person(view, author)), None => (figure::not_stated(say)) } br; small.quiet { (made(say, record)) } },
            review(say, view, record),
            html! { @match &version.codebook { Some(book) => bdi { (book) }, None => (figure::not_stated(say)) } },
        ]
    });
    let heads =
        ["version-number", "list-grade", "list-killed", "assess-author", "assess-review", "assess-book"];
    let plain = Plain {
        caption: String::new(),
        columns: heads.iter().map(|head| Column::words(say.text(head))).collect(),
        rows: rows.collect(),
    };
    html! {
        section.part {
            h2 { (say.text("assess-own-head")) }
            (table::scroll(&say.text("assess-own-head"), &table::plain(&plain)))
        }
    }
}

fn judged(say: Say, version: &Assessment) -> Markup {
    let slug = version.grade.as_deref();
    let known =
        slug.and_then(domain::vocabulary::Grade::parse).map(|grade| grade.label(say.language).to_owned());
    let label = known.or_else(|| slug.map(str::to_owned)).unwrap_or_else(|| say.text("grade-none"));
    html! {
        (grade::grade(slug, &label))
        @if version.overridden.is_some() { br; small.quiet { (say.text("assess-overridden")) } }
    }
}

fn toll(say: Say, record: &Record, version: &Assessment) -> Markup {
    match &version.killed {
        Some(killed) => figure::count(say, &address::record(Kind::Assessment, record.id), killed),
        None => figure::not_known(say),
    }
}

fn person(view: &View, actor: ActorId) -> Markup {
    let name = view.actors.get(&actor.0).cloned().unwrap_or_else(|| actor.to_string());
    html! { bdi { (name) } }
}

fn review(say: Say, view: &View, record: &Record) -> Markup {
    let Some((kept, review)) = view.reviews.get(&record.id) else {
        return html! { span.none { (say.text("assess-not-reviewed")) } };
    };
    html! {
        a href=(address::record(Kind::Review, kept.id)) { (review.outcome.label(say.language)) }
        br; (person(view, review.reviewer)) (say.text("comma")) " " small.quiet { (made(say, kept)) }
        @if review.version != record.head_act { br; small { (say.text("assess-changed-after")) } }
    }
}

/// When a record was made: the id of its first act holds the time.
fn made(say: Say, record: &Record) -> Markup {
    date::of_act(record.first_act).map_or_else(|| html! {}, |at| date::instant_element(say, &at))
}

fn between(view: &View, from: RecordId, to: RecordId) -> String {
    let path = at(routes::ASSESSMENTS, view.incident.id);
    format!("{}#diff", address::with(&path, &[("from", from.to_string()), ("to", to.to_string())]))
}

/// The form that chooses two versions.
fn choose(say: Say, view: &View, chosen: Option<(&Version, &Version)>) -> Markup {
    let all = view.own.iter().chain(&view.adopted);
    let options: Vec<(String, String)> =
        all.map(|(record, _)| (record.id.to_string(), naming::title(say, record))).collect();
    let ids = chosen.map(|((from, _), (to, _))| (from.id.to_string(), to.id.to_string())).unwrap_or_default();
    let field = |name: &str, message: &str, value: &str| {
        let label = say.text(message);
        form::choice(&Field { name, label: &label, value, ..Field::default() }, &options)
    };
    html! {
        form.form.part method="get" action=(at(routes::ASSESSMENTS, view.incident.id)) {
            div.row {
                (field("from", "assess-from", &ids.0))
                (field("to", "assess-to", &ids.1))
                div.field { button.btn { (say.text("assess-compare")) } }
            }
        }
    }
}

fn adopted(say: Say, view: &View) -> Markup {
    if view.adopted.is_empty() {
        return html! {};
    }
    let rows = view.adopted.iter().rev().map(|(record, version)| {
        vec![
            html! { a href=(address::record(Kind::Assessment, record.id)) { (naming::title(say, record)) } },
            judged(say, version),
            toll(say, record, version),
            html! { @match &version.as_of { Some(when) => (date::when(say, when, date::Width::Short)), None => (figure::not_stated(say)) } },
            html! { @match &version.codebook { Some(book) => bdi { (book) }, None => (figure::not_stated(say)) } },
        ]
    });
    let heads = ["version-number", "list-grade", "list-killed", "assess-as-of", "assess-book"];
    let plain = Plain {
        caption: String::new(),
        columns: heads.iter().map(|head| Column::words(say.text(head))).collect(),
        rows: rows.collect(),
    };
    let words: Arg = view.adopted.len().into();
    html! {
        section.part {
            h2 { (say.text("assess-adopted-head")) }
            p.small.quiet { (say.with("assess-adopted-words", &[("count", words)])) }
            (table::scroll(&say.text("assess-adopted-head"), &table::plain(&plain)))
        }
    }
}
