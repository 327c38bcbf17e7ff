//! What a record is tied to: its links by role, both ways, and the records that name it in a field.

use super::view::View;
use crate::component::{address, figure, naming, value};
use crate::i18n::{Arg, Say};
use crate::layout;
use crate::{number, routes};
use domain::kind::Kind;
use domain::vocabulary::LinkRole;
use maud::{Markup, html};
use register::record::Linked;

/// The links of this page, grouped by role and direction.
pub(super) fn links(say: Say, view: &View<'_>) -> Markup {
    let links = &view.read.links;
    if links.total == 0 {
        return html! {};
    }
    let mut groups: Vec<((bool, &str), Vec<&Linked>)> = Vec::new();
    for linked in &links.page {
        let key = (linked.outgoing, linked.role.as_str());
        match groups.iter_mut().find(|(each, _)| *each == key) {
            Some((_, group)) => group.push(linked),
            None => groups.push((key, vec![linked])),
        }
    }
    html! {
        section.part #links {
            h2 { (say.text("links-title")) " " small.quiet { bdi { (number::integer(links.total)) } } }
            @for ((outgoing, role), group) in &groups {
                h3.after { (role_words(say, *outgoing, role)) }
                ul { @for linked in group { li { (one(say, view, linked)) } } }
            }
            @if let Some((role, link)) = &links.next {
                p.small {
                    a href={ (layout::with_parameter(view.address, "links", &address::encoded(&format!("{role}~{link}")))) "#links" } {
                        (say.text("links-more"))
                    }
                }
            }
        }
    }
}

fn role_words(say: Say, outgoing: bool, role: &str) -> Markup {
    let known = LinkRole::parse(role);
    let label = known.map_or(role, |role| role.label(say.language));
    // In Arabic a label may end in a preposition, which is written as one with the word after it.
    let words = match naming::joined(label) {
        _ if outgoing => say.html("links-outgoing", &[("role", label.into())]),
        Some(label) => html! { (say.with("links-incoming-joined", &[("role", label.into())])) },
        None => say.html("links-incoming", &[("role", label.into())]),
    };
    html! {
        (words)
        @if let Some(gloss) = known.and_then(|role| role.gloss(say.language)) { " " small.quiet { "(" (gloss) ")" } }
    }
}

fn one(say: Say, view: &View<'_>, linked: &Linked) -> Markup {
    let link = address::of(routes::RECORD, Kind::Link, linked.link);
    html! {
        small.quiet { (linked.there_kind.label(say.language)) } " "
        (view.names.link(say, &linked.there.to_string()))
        @for (name, text) in &linked.attributes {
            (say.text("comma")) " " small { bdi { (name) } (say.text("colon")) " " (naming::words(say, text)) }
        }
        " " small { a href=(link) { (say.text("links-one")) } }
    }
}

/// How many records name this one, each number a link to them.
pub(super) fn referring(say: Say, view: &View<'_>) -> Markup {
    let referring = &view.read.referring;
    if referring.is_empty() {
        return html! {};
    }
    html! {
        section.part #referring {
            h2 { (say.text("referring-title")) }
            ul {
                @for (column, count) in referring {
                    @let list = address::with(
                        &address::kind(routes::RECORDS_OF, column.kind),
                        &[(column.name, view.record().id.to_string())],
                    );
                    li {
                        (say.html("referring-one", &[
                            ("kind", column.kind.label(say.language).into()),
                            ("field", value::label(say, column.name).into()),
                            ("count", Arg::Html(figure::integer(&list, *count))),
                        ]))
                    }
                }
            }
        }
    }
}
