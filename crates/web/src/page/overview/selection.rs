//! This register's own selection of incidents, by grade and by campaign. Each figure opens exactly its rows.

use crate::component::{figure, grade};
use crate::i18n::Say;
use crate::routes;
use domain::codebook::Codebook;
use domain::count::Sum;
use domain::language::Language;
use maud::{Markup, html};
use register::record::Record;
use register::selection::{Part, plus};

/// One line: its words, the parameters that yield its rows, and its sum.
struct Line {
    label: Markup,
    query: String,
    killed: Sum,
}

/// The part of the overview; empty where there is no incident.
pub(super) fn part(say: Say, parts: &[Part], operations: &[Record]) -> Markup {
    let bases: Vec<&str> = ["own", "adopted"]
        .into_iter()
        .filter(|basis| parts.iter().any(|part| part.basis == *basis))
        .collect();
    html! {
        @if !bases.is_empty() {
            section.part {
                h2 { (say.html("selection-title", &[("count", total(parts, &bases).parts.into())])) }
                p { (say.text("selection-words")) }
                @for basis in bases { (of_basis(say, basis, parts, operations)) }
            }
        }
    }
}

fn total(parts: &[Part], bases: &[&str]) -> Sum {
    // Incidents are counted under the first basis that has them all; sums of two bases are never joined.
    sum(parts.iter().filter(|part| Some(&part.basis.as_str()) == bases.last()))
}

fn sum<'p>(parts: impl Iterator<Item = &'p Part>) -> Sum {
    parts.fold(Sum::default(), |sum, part| plus(sum, part.killed))
}

fn of_basis(say: Say, basis: &str, parts: &[Part], operations: &[Record]) -> Markup {
    let here: Vec<&Part> = parts.iter().filter(|part| part.basis == basis).collect();
    let codebook = Codebook::built_in();
    let headline: Vec<&str> = codebook
        .grades
        .iter()
        .map(|grade| grade.slug.as_str())
        .filter(|slug| codebook.is_headline(slug))
        .collect();
    let is_headline = |part: &&&Part| part.grade.as_deref().is_some_and(|grade| headline.contains(&grade));
    let joined = Line {
        label: html! { strong { (say.text("selection-headline")) } },
        query: format!(
            "basis={basis}{}",
            headline.iter().map(|slug| format!("&grade={slug}")).collect::<String>()
        ),
        killed: sum(here.iter().filter(is_headline).copied()),
    };
    let grades = codebook.grades.iter().map(|entry| {
        let label = match say.language {
            Language::English => &entry.label_en,
            Language::Arabic => &entry.label_ar,
        };
        Line {
            label: grade::grade(Some(&entry.slug), label),
            query: format!("basis={basis}&grade={}", entry.slug),
            killed: sum(here.iter().filter(|part| part.grade.as_deref() == Some(&entry.slug)).copied()),
        }
    });
    let none = Line {
        label: grade::grade(None, &say.text("selection-not-graded")),
        query: format!("basis={basis}&grade=none"),
        killed: sum(here.iter().filter(|part| part.grade.is_none()).copied()),
    };
    let lines: Vec<Line> = std::iter::once(joined).chain(grades).chain([none]).collect();
    html! {
        h3 { (say.text(if basis == "own" { "selection-own" } else { "selection-adopted" })) }
        (table(say, &say.text("selection-by-grade"), &lines))
        (table(say, &say.text("selection-by-campaign"), &campaigns(say, basis, &here, operations)))
    }
}

fn campaigns(say: Say, basis: &str, here: &[&Part], operations: &[Record]) -> Vec<Line> {
    let mut names: Vec<Option<&str>> = here.iter().map(|part| part.campaign.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    let line = |name: Option<&str>| Line {
        label: match name {
            Some(code) => html! { bdi { (operation(say, code, operations)) } },
            None => html! { span.none { (say.text("none-not-stated")) } },
        },
        query: format!("basis={basis}&campaign={}", name.unwrap_or("none")),
        killed: sum(here.iter().filter(|part| part.campaign.as_deref() == name).copied()),
    };
    names.into_iter().map(line).collect()
}

/// The name of a campaign's operation, in the reader's language where it has one.
fn operation<'o>(say: Say, code: &'o str, operations: &'o [Record]) -> &'o str {
    let found = operations.iter().find(|record| record.text("code") == Some(code));
    let name = found.and_then(|record| match say.language {
        Language::Arabic => record.text("name_ar").or(record.text("name")),
        Language::English => record.text("name"),
    });
    name.unwrap_or(code)
}

fn table(say: Say, caption: &str, lines: &[Line]) -> Markup {
    html! {
        table.tight.stack {
            caption { (caption) }
            thead { tr {
                th scope="col" { (caption) }
                th.num scope="col" { (say.text("selection-incidents")) }
                th.num scope="col" { (say.text("selection-killed")) }
                th.num scope="col" { (say.text("selection-unknown")) }
            } }
            tbody {
                @for line in lines { (row(say, line)) }
            }
        }
    }
}

fn row(say: Say, line: &Line) -> Markup {
    let address = format!("{}?{}", routes::INCIDENTS, line.query);
    let unknown = line.killed.unknown_min.max(line.killed.unknown_max);
    html! {
        tr {
            th scope="row" { (line.label) }
            td.num data-l=(say.text("selection-incidents")) { (figure::integer(&address, line.killed.parts)) }
            td.num data-l=(say.text("selection-killed")) {
                @if line.killed.parts > unknown {
                    (figure::link(&address, &html! { (crate::number::range(say, line.killed.min, line.killed.max)) }))
                } @else { (figure::not_known(say)) }
            }
            td.num data-l=(say.text("selection-unknown")) {
                (figure::integer(&format!("{address}&killed=unknown&killed=at_least&killed=up_to"), unknown))
            }
        }
    }
}
