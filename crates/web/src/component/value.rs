//! The value of a field of a record, drawn by what it is: counts with their bounds, times with their doubts, places
//! with what their point stands for, vocabulary by label and gloss, ids as links.
//!
//! Start at [`draw`].

use super::naming::{Names, words};
use super::shape::{Field, Shape};
use super::{address, category, figure, grade};
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use crate::number;
use domain::count::Count;
use domain::limits::{WHEN_FIRST, WHEN_LAST};
use domain::location::Location;
use domain::vocabulary::{Grade, Term};
use domain::when::When;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value as Json;

/// What drawing needs beside the value.
#[derive(Clone, Copy, Debug)]
pub struct Context<'page> {
    /// The reader's language.
    pub say: Say,
    /// Whatever ids point at.
    pub names: &'page Names,
    /// Where figures lead: the act that gave the value.
    pub evidence: &'page str,
}

/// Draws a value; what cannot be read as its shape is shown as it is stored.
pub fn draw(context: Context<'_>, shape: Shape, value: &Json) -> Markup {
    let say = context.say;
    if let Some(act) = domain::record::erased::by(value) {
        return erased(say, act);
    }
    known(context, shape, value).unwrap_or_else(|| match value {
        Json::Null => figure::not_stated(say),
        Json::String(text) => words(say, text),
        other => html! { code { (other.to_string()) } },
    })
}

/// What is shown where a value was erased: that it was, and by which act.
pub fn erased(say: Say, act: domain::id::ActId) -> Markup {
    html! {
        a.none href=(address::act(crate::routes::ACT, act)) { (say.text("erased-by")) " " (super::digest::short(&act.to_string())) }
    }
}

fn known(context: Context<'_>, shape: Shape, value: &Json) -> Option<Markup> {
    let say = context.say;
    Some(match shape {
        Shape::Line => words(say, value.as_str()?),
        Shape::Lines => lines(say, value.as_str()?),
        Shape::Address => address::outside(value.as_str()?),
        // Whether it may be opened is not known here; the page of a record makes it a link.
        Shape::Material => html! { bdi dir="ltr" { (value.as_str()?) } },
        Shape::Code => html! { code { (value.as_str()?) } },
        Shape::Number => figure::integer(context.evidence, value.as_i64()?),
        Shape::Count => {
            let count = Count::deserialize(value).ok()?;
            html! {
                (figure::count(say, context.evidence, &count))
                @if let Some(wording) = count.wording.as_deref().filter(|_| !count.is_unknown()) {
                    " " small.quiet { (say.html("value-worded", &[("words", wording.into())])) }
                }
            }
        }
        Shape::When => when(say, &When::deserialize(value).ok()?),
        Shape::Location => location(say, &Location::deserialize(value).ok()?),
        Shape::Choice(terms) => term(say, terms, value.as_str()?),
        Shape::Choices(terms) => {
            let chosen = value.as_array()?.iter().filter_map(Json::as_str);
            html! { ul { @for slug in chosen { li { (term(say, terms, slug)) } } } }
        }
        Shape::Grade => {
            let slug = value.as_str()?;
            let known = Grade::parse(slug);
            let label = known.map_or(slug, |grade| grade.label(say.language));
            html! {
                (grade::grade(Some(slug), label))
                @if let Some(gloss) = known.and_then(|grade| grade.gloss(say.language)) { " " small.quiet { (gloss) } }
            }
        }
        Shape::Flag | Shape::Mark => {
            html! { (say.text(if value.as_bool()? { "value-yes" } else { "value-no" })) }
        }
        Shape::Texts => {
            let texts = value.as_array()?.iter().filter_map(Json::as_str);
            html! { ul { @for text in texts { li { (words(say, text)) } } } }
        }
        Shape::Id(_) | Shape::AnyId => context.names.link(say, value.as_str()?),
        Shape::Actor => actor(context, value.as_str()?),
        Shape::Actors => {
            let actors = value.as_array()?.iter().filter_map(Json::as_str);
            html! { ul { @for id in actors { li { (actor(context, id)) } } } }
        }
        Shape::Parts(members) => parts(context, members, value.as_array()?),
        Shape::Part(members) => part(context, members, value),
        Shape::Span => {
            let (start, end) = (value.get("start")?.as_i64()?, value.get("end")?.as_i64()?);
            say.html("value-span", &[("start", start.into()), ("end", end.into())])
        }
        Shape::Raw => raw(say, value)?,
        Shape::Attributes => {
            let pairs = value.as_object()?;
            html! { ul { @for (name, text) in pairs { li { bdi { (name) } (say.text("colon")) " " (words(say, text.as_str().unwrap_or_default())) } } } }
        }
    })
}

fn actor(context: Context<'_>, id: &str) -> Markup {
    let name = uuid::Uuid::parse_str(id).ok().and_then(|id| context.names.actors.get(&id));
    html! { bdi { (name.map_or(id, String::as_str)) } }
}

fn lines(say: Say, text: &str) -> Markup {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    html! {
        @for (place, line) in lines.iter().enumerate() {
            @if place > 0 { br; }
            (words(say, line))
        }
    }
}

/// A time in full: in words, then what was written, the zone and the bounds outside which it cannot lie.
fn when(say: Say, value: &When) -> Markup {
    let open = |end: &str| end == WHEN_FIRST || end == WHEN_LAST;
    let bound = |end: &str| Arg::Html(date::instant_element(say, end));
    html! {
        (date::when(say, value, Width::Full))
        @if let Some(text) = &value.words { " " small.quiet { (say.html("value-worded", &[("words", text.as_str().into())])) } }
        br;
        small.quiet {
            code { (value.edtf) } " · "
            @if open(&value.earliest) || open(&value.latest) {
                (say.text("value-when-open"))
            } @else if date::instant(say, &value.earliest) == date::instant(say, &value.latest) {
                // Known to the minute that is shown: the two would read the same.
                (date::instant_element(say, &value.earliest))
            } @else {
                (say.html("value-when-bounds", &[("earliest", bound(&value.earliest)), ("latest", bound(&value.latest))]))
            }
        }
    }
}

/// The words for a place, those in the reader's script first.
fn spelled(say: Say, place: &Location) -> [Option<&str>; 2] {
    let (own, arabic) = (place.words.as_deref(), place.words_ar.as_deref());
    if say.mirrored() { [arabic, own] } else { [own, arabic] }
}

fn location(say: Say, value: &Location) -> Markup {
    let language = say.language;
    html! {
        @for (index, text) in spelled(say, value).into_iter().flatten().enumerate() {
            @if index > 0 { " " }
            span.quiet[index > 0] { (words(say, text)) }
        }
        @if let Some(mgrs) = &value.mgrs { " " code { (mgrs) } }
        @if value.words.is_some() || value.words_ar.is_some() || value.mgrs.is_some() { br; }
        @match value.point {
            Some(point) => {
                @let (lat, lon) = point.degrees();
                bdi dir="ltr" { (lat) ", " (lon) } " "
            }
            None => { span.none { (say.text("value-no-point")) } " " }
        }
        small.quiet {
            @if let Some(precision) = value.precision {
                (precision.label(language))
                @if let Some(gloss) = precision.gloss(language) { (say.text("colon")) " " (gloss) }
                @if precision.is_centroid() && value.point.is_some() { " · " strong { (say.text("value-centroid")) } }
            }
            @if let Some(sigma) = value.sigma_m { " · " (say.html("value-sigma", &[("metres", sigma.into())])) }
            @if let Some(by) = value.supplied_by {
                " · " (say.html("value-supplied-by", &[("who", by.label(language).into())]))
            }
        }
    }
}

fn term(say: Say, terms: &[Term], slug: &str) -> Markup {
    let Some(term) = terms.iter().find(|term| term.slug == slug) else {
        return html! { bdi { (slug) } };
    };
    html! {
        (term.label(say.language))
        @if let Some(gloss) = term.gloss(say.language) { " " small.quiet { "(" (gloss) ")" } }
    }
}

/// The label of a field or of a member of a part.
pub fn label(say: Say, name: &str) -> String {
    say.text(&format!("label-{}", name.replace('_', "-")))
}

fn parts(context: Context<'_>, members: &[Field], parts: &[Json]) -> Markup {
    let used: Vec<&Field> =
        members.iter().filter(|member| parts.iter().any(|part| part.get(member.name).is_some())).collect();
    html! {
        table.tight.stack {
            thead { tr { @for member in &used { th scope="col" { (label(context.say, member.name)) } } } }
            tbody {
                @for part in parts {
                    tr {
                        @for member in &used {
                            td data-l=(label(context.say, member.name)) {
                                span {
                                    @match part.get(member.name) {
                                        Some(Json::String(worded)) if member.name == "category" => (category::named(context.say, worded)),
                                        Some(value) => (draw(context, member.shape, value)),
                                        None => (figure::not_stated(context.say)),
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn part(context: Context<'_>, members: &[Field], value: &Json) -> Markup {
    let used = members.iter().filter_map(|member| Some((member, value.get(member.name)?)));
    html! {
        @for (place, (member, value)) in used.enumerate() {
            @if place > 0 { (context.say.text("list-separator")) }
            (label(context.say, member.name)) (context.say.text("colon")) " " (draw(context, member.shape, value))
        }
    }
}

/// The imported row, folded: cells as they stood, by the names of their columns.
fn raw(say: Say, value: &Json) -> Option<Markup> {
    let cells = value.as_object()?;
    Some(html! {
        details {
            summary { (say.html("value-raw", &[("count", cells.len().into())])) }
            table.tight {
                tbody {
                    @for (name, cell) in cells {
                        tr { th scope="row" { code { (name) } } td { (words(say, cell.as_str().unwrap_or_default())) } }
                    }
                }
            }
        }
    })
}

/// A count in words, for sentences.
pub fn count_words(say: Say, value: &Json) -> Option<String> {
    Count::deserialize(value).ok().map(|count| number::count_text(say, &count))
}

/// A value in little room: the figure, the date, the words; doubts and glosses are on the record's own page.
pub fn brief(context: Context<'_>, shape: Shape, value: &Json) -> Markup {
    let say = context.say;
    let short = match shape {
        Shape::When => When::deserialize(value).ok().map(|when| date::element(say, &when.edtf, Width::Short)),
        Shape::Location => Location::deserialize(value).ok().map(|place| place_words(say, &place)),
        Shape::Count => {
            Count::deserialize(value).ok().map(|count| figure::count(say, context.evidence, &count))
        }
        Shape::Choice(terms) => value.as_str().map(|slug| {
            let label = terms.iter().find(|term| term.slug == slug).map(|term| term.label(say.language));
            html! { (label.unwrap_or(slug)) }
        }),
        Shape::Grade => value.as_str().map(|slug| {
            let label = Grade::parse(slug).map(|grade| grade.label(say.language));
            grade::grade(Some(slug), label.unwrap_or(slug))
        }),
        Shape::Texts => value.as_array().map(|texts| {
            let texts: Vec<&str> = texts.iter().filter_map(Json::as_str).collect();
            words(say, &texts.join(&say.text("list-separator")))
        }),
        _ => None,
    };
    short.unwrap_or_else(|| draw(context, shape, value))
}

fn place_words(say: Say, place: &Location) -> Markup {
    match (&place.words, &place.words_ar, &place.mgrs) {
        (_, Some(text), _) if say.mirrored() => words(say, text),
        (Some(text), ..) | (None, Some(text), _) => words(say, text),
        (None, None, Some(mgrs)) => html! { code { (mgrs) } },
        (None, None, None) => match place.point {
            Some(point) => {
                let (lat, lon) = point.degrees();
                html! { bdi dir="ltr" { (lat) ", " (lon) } }
            }
            None => figure::not_stated(say),
        },
    }
}
