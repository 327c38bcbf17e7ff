//! The records of one kind: a page at a time in the kind's order, with the few columns that matter for it.

use super::asked::{self, Parameters, parameter};
use super::index;
use crate::component::paging::{Paging, paging};
use crate::component::shape::{Field, field};
use crate::component::table::{self, Column, Plain};
use crate::component::value::{self, Context};
use crate::component::{address, empty, figure, naming};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Arg;
use crate::layout::{self, DataLink, Section};
use crate::{limits, number, routes};
use axum::extract::{Path, Query};
use axum::response::Html;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Body;
use maud::{Markup, html};
use register::listing::{Choice, Listing, Turn};
use register::record::Record;
use register::reference::COLUMNS;

/// The columns of a kind's list beside its name.
const fn columns(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Project => &["code", "exercise", "codebook"],
        Kind::Source => &["kind", "languages", "parent"],
        Kind::Report => &["source", "published", "form", "number"],
        Kind::Assertion => &["report", "about", "polarity", "speaker"],
        Kind::Belligerent => &["kind", "aliases"],
        Kind::Operation => &["period", "area"],
        Kind::Office => &["body", "holder", "held"],
        Kind::Place => &["kind", "governorate", "parent"],
        Kind::Release => &["publisher", "issued", "period", "definition"],
        Kind::ReleaseLine => &["when", "country", "strikes", "release"],
        Kind::Finding => &["outcome", "killed", "place_words", "when", "decided"],
        Kind::Tally => &["kind", "count", "as_of", "area"],
        Kind::Strike => &["when", "location", "kind", "target_words"],
        Kind::Incident => &["when", "location", "strike_status", "candidate"],
        Kind::Assessment => &["incident", "grade", "killed", "basis"],
        Kind::ObjectDamage => &["incident", "destruction", "words"],
        Kind::VictimMention => &["incident", "age", "sex", "status", "outcome"],
        Kind::Link => &["from", "role", "to"],
        Kind::Member => &["person", "roles", "clearance", "ended"],
        Kind::Task => &["incident", "stage", "assignee", "due"],
        Kind::Comment => &["about", "field", "words"],
        Kind::Review => &["assessment", "outcome", "reviewer"],
        Kind::Approval => &["action", "subject", "asked_by", "outcome"],
        Kind::Coding => &["incident", "coder", "grade", "blind"],
        Kind::Item => &["kind", "made", "acquired", "media_type", "source"],
        Kind::Annotation => &["item", "start_milliseconds", "kind", "words"],
        Kind::Interview => &["source", "when", "method", "incident"],
        Kind::SiteVisit => &["incident", "when", "location"],
        Kind::Consent => &["source", "purposes", "given", "expires", "withdrawn"],
        Kind::Verification => &["about", "question", "result"],
        Kind::SealedIdentity => &["source", "handle"],
        Kind::CustodianKey => &["person", "recipient", "retired"],
        Kind::LegalRequest => &["kind", "asked_by", "received", "due", "answer"],
    }
}

/// GET [`routes::RECORDS_OF`].
pub(super) async fn show(
    visit: Visit,
    Path(kind): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Error> {
    let kind = asked::kind(&kind)?;
    let of = COLUMNS.iter().filter(|column| column.kind == kind).find_map(|column| {
        let id: RecordId = parameter(&parameters, column.name)?.parse().ok()?;
        Some((column, id))
    });
    let choice = Choice {
        words: parameter(&parameters, "q").map(|q| q.chars().take(limits::SEARCH_CHARACTERS_MAX).collect()),
        of: of.map(|(column, id)| (column.name, id)),
        ..Choice::default()
    };
    let turn = match (parameter(&parameters, "after"), parameter(&parameters, "before")) {
        (Some(after), _) => Turn::After(after.parse()?),
        (None, Some(before)) => Turn::Before(before.parse()?),
        (None, None) => Turn::First,
    };
    let limit = i64::try_from(limits::PAGE_ROWS_MAX).unwrap_or(i64::MAX);
    let listing = visit.register.page_of(visit.scope, kind, &choice, &turn, limit).await?;
    let shown: Vec<Body> = listing.records.iter().map(|record| columns_of(kind, record)).collect();
    let of = of.map(|(column, id)| (column.to, id));
    let names = asked::names(&visit, shown.iter().map(|body| (kind, body)), of).await?;
    let page =
        Page { kind, choice: &choice, of: of.and_then(|(_, id)| names.records.get(&id)), listing: &listing };
    let say = visit.preference.say;
    let title = say.with("list-title", &[("kind", kind.label(say.language).into())]);
    let mut frame = visit.frame(&title, Section::Records);
    frame.data = exports(kind);
    let content = page.content(say, &names);
    Ok(layout::page(&frame, &content))
}

/// Only the fields a list shows, so that nothing else is looked up.
fn columns_of(kind: Kind, record: &Record) -> Body {
    let shown = |name: &str| columns(kind).contains(&name) || kind == Kind::Link;
    record
        .body
        .iter()
        .filter(|(name, _)| shown(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn exports(kind: Kind) -> Vec<DataLink> {
    let formats = [("csv", "CSV"), ("jsonl", "JSON Lines"), ("geojson", "GeoJSON"), ("xlsx", "XLSX")];
    let has_points =
        matches!(kind, Kind::Incident | Kind::Strike | Kind::Place | Kind::Finding | Kind::Assertion);
    formats
        .into_iter()
        .filter(|(format, _)| has_points || *format != "geojson")
        .map(|(format, label)| DataLink {
            label: label.to_owned(),
            address: address::with(&address::kind(routes::EXPORT, kind), &[("format", format.to_owned())]),
        })
        .collect()
}

struct Page<'page> {
    kind: Kind,
    choice: &'page Choice,
    of: Option<&'page Record>,
    listing: &'page Listing,
}

impl Page<'_> {
    fn kept(&self) -> Vec<(&'static str, String)> {
        self.choice.of.iter().map(|(column, id)| (*column, id.to_string())).collect()
    }

    fn address(&self, more: Option<(&'static str, String)>) -> String {
        let words = self.choice.words.as_ref().map(|words| ("q", words.clone()));
        let pairs: Vec<_> = self.kept().into_iter().chain(words).chain(more).collect();
        address::with(&address::kind(routes::RECORDS_OF, self.kind), &pairs)
    }

    fn content(&self, say: crate::i18n::Say, names: &naming::Names) -> Markup {
        let list = address::kind(routes::RECORDS_OF, self.kind);
        let total = Arg::Html(html! { bdi { (number::integer(self.listing.total)) } });
        html! {
            div.head {
                p.over {
                    a href=(routes::RECORDS) { (say.text("records-title")) }
                    @if self.kind == Kind::Report { " · " a href=(routes::LINKS) { (say.text("links-checked-title")) } }
                }
                h1 { (say.with("list-title", &[("kind", self.kind.label(say.language).into())])) }
                p.lede { (say.text(index::what_is(self.kind))) }
                @if let Some(of) = self.of {
                    p {
                        (say.html("list-of", &[
                            ("field", value::label(say, self.choice.of.map_or("", |(column, _)| column)).into()),
                            ("record", Arg::Html(naming::link(say, of))),
                        ]))
                        " · " a href=(list) { (say.text("list-all")) }
                    }
                }
            }
            @if !register::shape::searched(self.kind).is_empty() {
                (index::search(say, &list, self.choice.words.as_deref(), &self.kept()))
            }
            p.small.quiet { (say.html("list-total", &[("count", total), ("number", self.listing.total.into())])) }
            @if self.listing.records.is_empty() {
                (self.nothing(say, &list))
            } @else {
                (self.table(say, names))
            }
            (paging(say, &Paging {
                orders: Vec::new(),
                previous: self.listing.previous.as_ref().map(|row| self.address(Some(("before", row.to_string())))),
                next: self.listing.next.as_ref().map(|row| self.address(Some(("after", row.to_string())))),
            }))
            p.small {
                (say.text("list-export")) " "
                @for (place, link) in exports(self.kind).iter().enumerate() {
                    @if place > 0 { " · " }
                    a href=(link.address) { bdi { (link.label) } }
                }
            }
        }
    }

    fn nothing(&self, say: crate::i18n::Say, list: &str) -> Markup {
        let Some(words) = &self.choice.words else {
            let action = empty::action(&say.text("list-import"), routes::IMPORT, true);
            return empty::nothing_yet(&say.text("list-nothing"), &say.text("list-nothing-words"), &action);
        };
        let question = say.html("records-nothing-found", &[("words", words.as_str().into())]);
        let looser = [
            (say.text("list-all"), list.to_owned()),
            (say.text("list-everywhere"), address::with(routes::RECORDS, &[("q", words.clone())])),
        ];
        empty::nothing_found(say, &question, &looser)
    }

    fn table(&self, say: crate::i18n::Say, names: &naming::Names) -> Markup {
        let fields: Vec<&Field> =
            columns(self.kind).iter().filter_map(|name| field(self.kind, name)).collect();
        let mut heads = vec![Column::words(self.kind.label(say.language))];
        heads.extend(fields.iter().map(|field| {
            let label = value::label(say, field.name);
            if matches!(
                field.shape,
                crate::component::shape::Shape::Number | crate::component::shape::Shape::Count
            ) {
                Column::figures(label)
            } else {
                Column::words(label)
            }
        }));
        let rows = self.listing.records.iter().map(|record| {
            let evidence = address::record(record.kind, record.id);
            let context = Context { say, names, evidence: &evidence };
            let name = html! {
                (naming::link(say, record))
                @if record.conflicts > 0 { " " span.disagree { (say.text("list-disputed")) } }
            };
            let cells = fields.iter().map(|field| match record.body.get(field.name) {
                Some(value) => value::brief(context, field.shape, value),
                None => figure::not_stated(say),
            });
            std::iter::once(name).chain(cells).collect()
        });
        table::plain(&Plain { caption: String::new(), columns: heads, rows: rows.collect() })
    }
}
