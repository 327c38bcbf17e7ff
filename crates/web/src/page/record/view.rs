//! How a record is drawn: what must be said first, every field, what it is tied to, and its proof.

use super::custody::{self, Custody};
use super::show::{Moment, Read};
use super::{conflict, margin, ties};
use crate::component::facts::{Fact, facts};
use crate::component::history;
use crate::component::naming::{self, Names};
use crate::component::notice;
use crate::component::past::{self, differences, steps};
use crate::component::shape::{Shape, fields};
use crate::component::value::{self, Context};
use crate::component::{address, grade, graphic};
use crate::date;
use crate::i18n::{Arg, Say};
use crate::page::erasure;
use crate::page::{links, testimony};
use crate::routes;
use domain::id::ActId;
use domain::kind::Kind;
use domain::record::Body;
use maud::{Markup, html};
use register::fold::Folded;
use register::record::Record;
use serde_json::Value as Json;

/// What the page is made of.
pub(super) struct View<'page> {
    /// What was read.
    pub read: &'page Read,
    /// Names of what it mentions.
    pub names: &'page Names,
    /// The act of an edit just made.
    pub done: Option<ActId>,
    /// Path and query of the page.
    pub address: &'page str,
    /// For a custodian.
    pub custody: Option<&'page Custody>,
}

impl View<'_> {
    /// The record.
    pub const fn record(&self) -> &Record {
        &self.read.record
    }

    /// Whether the page shows the record as it is.
    pub fn is_now(&self) -> bool {
        self.read.moment == Moment::Now
    }
}

/// The content of the page.
pub(super) fn page(say: Say, view: &View<'_>) -> Markup {
    html! {
        (head(say, view))
        @if let Some(done) = view.done { (corrected(say, view, done)) }
        @if !view.is_now() { (as_it_was(say, view)) }
        @if view.is_now() {
            (conflict::notices(say, view))
            (warnings(say, view))
        }
        div.with-margin {
            div {
                @if let Some(then) = &view.read.then { (body(say, view, then)) }
                @if view.is_now() { (links::of_report(say, naming::member(view.record(), "url"), view.read.link.as_ref())) }
                (ties::links(say, view))
                (ties::referring(say, view))
                (versions(say, view))
                @if let Some(custody) = view.custody { (custody::section(say, custody)) (erasure::section(say, custody.about(), &view.read.now.body)) }
            }
            (margin::margin(say, view))
        }
    }
}

fn head(say: Say, view: &View<'_>) -> Markup {
    let record = view.record();
    let title = naming::title(say, record);
    let code = naming::code(record).filter(|code| *code != title);
    html! {
        div.head {
            p.over {
                a href=(routes::RECORDS) { (say.text("records-title")) } " · "
                a href=(address::kind(routes::RECORDS_OF, record.kind)) { (record.kind.label(say.language)) }
                @if let Some(code) = code { " · " bdi { (code) } }
                @if let Some(parent) = naming::parent(record) { " · " (view.names.link(say, parent)) }
            }
            h1 { (naming::words(say, &title)) }
            p.small.quiet { (standing(say, view)) }
        }
    }
}

/// Which version this is, how to cite it, and the page a kind has of its own.
fn standing(say: Say, view: &View<'_>) -> Markup {
    let record = view.record();
    let total = view.read.acts.len();
    let number = match view.read.moment {
        Moment::Version(number) => number,
        _ => total,
    };
    let cited = view.read.acts.get(number.saturating_sub(1)).map_or(record.head_act, |act| ActId(act.act.id));
    let cite = address::with(
        &address::of(routes::RECORD, record.kind, record.id),
        &[("version", cited.to_string())],
    );
    html! {
        @if record.kind.is_statement() { (say.text("record-statement")) " " }
        (say.html("record-version-of", &[("number", number.into()), ("total", total.into())]))
        (say.text("comma")) " "
        a href=(cite) { (say.text("record-cite")) }
        @if matches!(record.kind, Kind::Incident | Kind::Release) {
            " · " a href=(address::record(record.kind, record.id)) { (say.text("record-own-page")) }
        }
        @for (words, way) in testimony::ways(record.kind, record.id) { " · " a href=(way) { (say.text(words)) } }
        @if register::containment::may_contain(record.kind) {
            " · " a href=(address::of(routes::CONTAINS, record.kind, record.id)) { (say.text("contains-open")) }
        }
    }
}

/// A value; an address of material is a link, behind a warning where the material is graphic.
fn drawn(context: Context<'_>, kind: Kind, body: &Body, shape: Shape, value: &Json) -> Markup {
    match (shape, value.as_str()) {
        (Shape::Material, Some(url)) => {
            let is_graphic = graphic::is_graphic(kind, body, context.names);
            graphic::guarded(context.say, is_graphic, &address::outside(url))
        }
        _ => value::draw(context, shape, value),
    }
}

/// "Corrected: was, now, why", after an edit.
fn corrected(say: Say, view: &View<'_>, done: ActId) -> Markup {
    let read = view.read;
    let kind = view.record().kind;
    let Some(place) = read.acts.iter().position(|logged| logged.act.id == done.0) else { return html! {} };
    let step = steps(&read.acts, place..place + 1).into_iter().next();
    let Some(step) = step else { return html! {} };
    let evidence = address::act(routes::ACT, done);
    let older = earlier_version(read);
    let changes = match older.filter(|_| place == 0) {
        Some(older) => differences(kind, &older.body, &read.now.body),
        None => step.changes,
    };
    let shown = changes.iter().filter(|change| change.field != "version");
    let is_disputed = !step.disputed.is_empty();
    let head = if is_disputed { "done-disputed" } else { "done-corrected" };
    let kind_of_notice = if is_disputed { notice::Kind::Correction } else { notice::Kind::Done };
    notice::notice(
        kind_of_notice,
        &html! { (say.text(head)) },
        &html! {
            @for change in shown {
                p { (history::one(say, &past::change(say, kind, view.names, &evidence, change))) }
            }
            p.small { (say.html("history-why", &[("reason", past::reason(say, step.logged).into())])) }
            @if is_disputed { p { (say.text("done-disputed-words")) } }
            p.small {
                a href=(evidence) { (say.text("done-act")) }
                @if let Some(older) = older.filter(|_| place == 0) {
                    " · " a href=(address::record(kind, older.id)) { (say.text("done-older")) }
                }
            }
        },
    )
}

/// The assessment that this one replaces.
fn earlier_version(read: &Read) -> Option<&Record> {
    let place = read.versions.iter().position(|each| each.id == read.record.id)?;
    read.versions.get(place.checked_sub(1)?)
}

/// The banner over a state of the past, with what has changed since.
fn as_it_was(say: Say, view: &View<'_>) -> Markup {
    let (read, record) = (view.read, view.record());
    let now = address::of(routes::RECORD, record.kind, record.id);
    let head = match &read.moment {
        Moment::At(at) => say.html("past-at", &[("instant", Arg::Html(date::instant_element(say, at)))]),
        Moment::Version(number) => say.html("past-version", &[("number", (*number).into())]),
        Moment::Now => return html! {},
    };
    let Some(then) = &read.then else {
        return notice::notice(
            notice::Kind::Correction,
            &head,
            &html! {
                p { (say.text("past-not-yet")) " " a href=(now) { (say.text("past-now")) } }
            },
        );
    };
    let since = differences(record.kind, &then.body, &read.now.body);
    notice::notice(
        notice::Kind::Correction,
        &head,
        &html! {
            @if since.is_empty() {
                p { (say.text("past-same")) }
            } @else {
                p { (say.text("past-since")) }
                @for difference in &since {
                    p { (history::one(say, &past::change(say, record.kind, view.names, &now, difference))) }
                }
            }
            p { a href=(now) { (say.text("past-now")) } }
        },
    )
}

/// Rules that warn.
fn warnings(say: Say, view: &View<'_>) -> Markup {
    let record = view.record();
    let problems = domain::record::check(record.kind, &record.body).unwrap_or_else(|problems| problems);
    html! {
        @if !problems.is_empty() {
            (notice::notice(notice::Kind::Plain, &html! { (say.text("record-warnings")) }, &html! {
                ul {
                    @for problem in &problems {
                        @let details: Vec<(&str, Arg)> =
                            problem.details.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect();
                        li {
                            @if !problem.field.is_empty() { (value::label(say, &problem.field)) (say.text("colon")) " " }
                            (say.error(&problem.code, &details))
                        }
                    }
                }
            }))
        }
    }
}

/// Every field, in the order of the kind; those nobody stated are named at the end.
fn body(say: Say, view: &View<'_>, then: &Folded) -> Markup {
    let kind = view.record().kind;
    let rows: Vec<Fact> = fields(kind)
        .iter()
        .filter_map(|field| {
            let value = then.body.get(field.name)?;
            let head = then.heads.get(field.name).and_then(|heads| heads.first());
            let act = head.map_or(then.first_act, |head| head.act);
            let evidence = address::act(routes::ACT, ActId(act));
            let context = Context { say, names: view.names, evidence: &evidence };
            let is_disputed = then.heads.get(field.name).is_some_and(|heads| heads.len() > 1);
            let number = view.read.acts.iter().position(|logged| logged.act.id == act).map(|place| place + 1);
            let standing = html! {
                @if is_disputed { span.disagree { (say.text("record-disputed")) } " " }
                @if let Some(number) = number.filter(|_| act != then.first_act) {
                    small { a href=(evidence) { (say.with("record-since-version", &[("number", number.into())])) } }
                }
            };
            let is_told = is_disputed || act != then.first_act;
            Some(Fact {
                term: value::label(say, field.name),
                value: drawn(context, kind, &then.body, field.shape, value),
                standing: is_told.then_some(standing),
            })
        })
        .collect();
    let absent: Vec<String> = fields(kind)
        .iter()
        .filter(|field| !then.body.contains_key(field.name))
        .map(|field| value::label(say, field.name))
        .collect();
    html! {
        section.part #fields {
            h2 { (say.text("record-fields")) }
            (facts(&rows))
            @if !absent.is_empty() {
                p.small.after {
                    span.none { (say.text("none-not-stated")) } (say.text("colon")) " "
                    (absent.join(&say.text("list-separator")))
                }
            }
        }
    }
}

/// Every version of an assessment.
fn versions(say: Say, view: &View<'_>) -> Markup {
    let read = view.read;
    if read.versions.len() < 2 {
        return html! {};
    }
    html! {
        section.part #versions {
            h2 { (say.text("record-versions")) }
            ul {
                @for version in read.versions.iter().rev() {
                    @let evidence = address::record(version.kind, version.id);
                    @let context = Context { say, names: view.names, evidence: &evidence };
                    li {
                        @if version.id == read.record.id { strong { (naming::title(say, version)) } }
                        @else { (naming::link(say, version)) }
                        @if let Some(slug) = naming::member(version, "grade") {
                            (say.text("comma")) " "
                            (grade::grade(Some(slug), domain::vocabulary::Grade::parse(slug).map_or(slug, |grade| grade.label(say.language))))
                        }
                        @if let Some(killed) = version.body.get("killed") {
                            (say.text("comma")) " " (value::label(say, "killed")) " "
                            (value::brief(context, Shape::Count, killed))
                        }
                    }
                }
            }
        }
    }
}
