//! The overview: the two latest figures side by side, then everything they rest on.

use super::{gap_chart, gap_table, selection, stories, words};
use crate::component::empty;
use crate::date::{self, Width};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, DataLink, Section};
use crate::page::sign_in::practise;
use crate::{limits, routes};
use axum::extract::Query;
use axum::response::Html;
use domain::codebook::Codebook;
use domain::id::ProjectId;
use domain::kind::Kind;
use domain::record::{Member, Operation, Project};
use domain::vocabulary::{Bound, TallyKind};
use maud::{Markup, html};
use register::release::Disclosure;
use register::selection::{Selection, Story};
use register::tally::{self, Common, Stated};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What the page shows.
pub(super) struct View {
    /// Tallies that count deaths, oldest first.
    pub(super) deaths: Vec<Stated>,
    /// Those of them that may stand side by side.
    pub(super) common: Option<Common>,
    /// Which the table holds.
    pub(super) shown: gap_table::Shown,
    /// All tallies, of every kind.
    pub(super) tallies: i64,
    /// What was disclosed of strikes meanwhile.
    pub(super) disclosure: Disclosure,
    /// The incidents held.
    pub(super) selection: Selection,
    /// Names of operations by code.
    pub(super) operations: BTreeMap<String, Operation>,
    /// Ways into the records.
    pub(super) stories: Vec<Story>,
    /// Grades and which of them a headline adds up.
    pub(super) codebook: Codebook,
    /// People of an exercise that the reader may practise as, with the names of all.
    invented: Vec<Member>,
    names: BTreeMap<Uuid, String>,
}

/// GET `/`.
pub(super) async fn show(
    visit: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let shown = gap_table::Shown::read(words::given(&pairs, "deaths"))?;
    let (register, scope) = (&visit.register, visit.scope);
    let deaths = register.deaths(scope).await?;
    let operations = register.batch(scope, Kind::Operation, None, limits::OPERATIONS_MAX).await?;
    let operations = operations
        .iter()
        .map(|record| record.read::<Operation>().map(|each| (each.code.clone(), each)))
        .collect::<Result<_, _>>()?;
    let (invented, names) = match visit.practice {
        None => (Vec::new(), BTreeMap::new()),
        Some(project) => (invented(&visit, project).await?, register.actors().await?),
    };
    let view = View {
        common: tally::common(TallyKind::CiviliansKilled, &deaths),
        deaths,
        shown,
        tallies: register.tally_sorts(scope, &tally::Filter::default()).await?.tallies,
        disclosure: register.disclosure(scope).await?,
        selection: register.selection(scope).await?,
        operations,
        stories: register.stories(scope, say.language).await?,
        codebook: register.codebook.clone(),
        invented,
        names,
    };
    let title = say.text("gap-title");
    let mut frame = visit.frame(&title, Section::Overview);
    frame.data = [Kind::Tally, Kind::Incident]
        .into_iter()
        .map(|kind| DataLink {
            label: say.with("gap-data", &[("kind", kind.label(say.language).into())]),
            address: format!("{}?format=csv", routes::EXPORT.replace("{kind}", kind.plural())),
        })
        .collect();
    Ok(layout::page(&frame, &content(say, &visit, &view)))
}

async fn invented(visit: &Visit, project: ProjectId) -> Result<Vec<Member>, Error> {
    let members = visit.register.members(project).await?;
    Ok(members.into_iter().map(|(_, member)| member).filter(|member| !member.ended).collect())
}

fn content(say: Say, visit: &Visit, view: &View) -> Markup {
    html! {
        (head(say, view, &visit.project))
        @if let Some(common) = &view.common { (gap_chart::chart(say, TallyKind::CiviliansKilled, common, &view.disclosure)) }
        @if view.deaths.is_empty() && view.selection.incidents == 0 { (nothing(say)) }
        @if !view.deaths.is_empty() { (gap_table::part(say, view)) }
        @if view.selection.incidents > 0 { (selection::part(say, view)) }
        (stories::part(say, &view.stories))
        (projects(say, &visit.projects, &visit.project))
        (practise::offer(say, &view.invented, &view.names))
    }
}

/// The choice between projects, where there are several: figures of two are never counted together.
fn projects(say: Say, projects: &[(String, String)], chosen: &Project) -> Markup {
    html! {
        @if projects.len() > 1 {
            section.part #projects {
            h2 { (say.text("gap-projects")) }
            p.quiet.small { (say.text("gap-projects-words")) }
            form.actions method="post" action=(routes::PROJECT) {
                label {
                    (say.text("gap-project")) " "
                    select name="code" {
                        @for (code, name) in projects {
                            option value=(code) selected[*code == chosen.code] { (name) }
                        }
                    }
                }
                button.btn.btn-quiet { (say.text("gap-project-choose")) }
            }
            }
        }
    }
}

fn head(say: Say, view: &View, project: &Project) -> Markup {
    let sides = view
        .common
        .as_ref()
        .and_then(|common| Some((common, common.official_latest()?, common.documented_latest()?)));
    let Some((common, official, documented)) = sides else {
        let name = match (&project.name_ar, say.mirrored()) {
            (Some(name), true) => name,
            _ => &project.name,
        };
        return html! {
            div.head {
                p.over { bdi { (name) } }
                h1 { (say.text("gap-none")) }
                p.lede { (say.text("gap-none-words")) }
            }
        };
    };
    let since = date::interval(say, &common.extent.since, Width::Full);
    html! {
        div.head {
            p.over {
                (words::stated(say, Some(&common.extent.actor_scope))) (say.text("comma")) " "
                (words::stated(say, Some(&common.extent.area))) (say.text("comma")) " "
                (say.with("gap-since", &[("date", since.into())]))
            }
            h1 { (headline(say, official, documented)) }
            p.small.quiet { (rests(say, official)) (say.text("list-separator")) (rests(say, documented)) }
            p.lede { (lede(say, common, documented)) }
        }
    }
}

/// A figure that its speaker calls the most that it could be is said so.
fn headline(say: Say, official: &Stated, documented: &Stated) -> Markup {
    let is_maximum = documented.tally.status_filter.as_deref() == Some("maximum")
        || documented.tally.count.bound == Some(Bound::UpTo);
    let arguments = [
        ("official", Arg::from(words::name(say, &official.speaker))),
        ("killed", words::killed(say, official).into()),
        ("recorder", words::name(say, &documented.speaker).into()),
        ("documented", words::killed(say, documented).into()),
    ];
    if is_maximum { say.html("gap-headline-could", &arguments) } else { say.html("gap-headline", &arguments) }
}

/// Who, as of when.
fn rests(say: Say, stated: &Stated) -> Markup {
    say.html(
        "gap-as-of",
        &[("who", words::who(say, &stated.speaker).into()), ("date", words::as_of(say, stated).into())],
    )
}

/// What the two figures are, and the latest range with both ends beside the official figure that then stood.
fn lede(say: Say, common: &Common, documented: &Stated) -> Markup {
    let range = common.range_latest();
    let then = range.and_then(|range| common.official_at(range.moment()));
    html! {
        (say.text(if documented.tally.status_filter.as_deref() == Some("maximum") { "gap-unlike-maximum" } else { "gap-unlike" }))
        @if let Some(range) = range {
            " "
            (say.html("gap-range", &[
                ("figure", words::killed(say, range).into()),
                ("who", words::name(say, &range.speaker).into()),
                ("date", words::as_of(say, range).into()),
            ]))
            @if let Some(then) = then {
                " "
                (say.html("gap-range-official", &[
                    ("figure", words::killed(say, then).into()),
                    ("who", words::name(say, &then.speaker).into()),
                    ("date", words::as_of(say, then).into()),
                ]))
            }
        }
    }
}

fn nothing(say: Say) -> Markup {
    let actions = html! { (empty::action(&say.text("gap-import"), routes::IMPORT, true)) };
    empty::nothing_yet(&say.text("gap-empty"), &say.text("gap-empty-words"), &actions)
}
