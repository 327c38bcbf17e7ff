//! "In this register": the incidents held, by grade and by campaign, each figure open to exactly its rows.
//!
//! Our own assessments and those taken over stand apart; an unknown end is counted and adds nothing.

use super::gap::View;
use crate::component::{address, figure, grade, notice, table};
use crate::i18n::{Arg, Say};
use crate::{number, routes};
use domain::language::Language;
use domain::vocabulary::{Basis, Grade};
use maud::{Markup, html};
use register::incident::{Facet, Filter, Toll};

/// The section.
pub(super) fn part(say: Say, view: &View) -> Markup {
    let held = &view.selection;
    let all = figure::link(
        routes::INCIDENTS,
        &html! { (say.with("count-incidents", &[("count", held.incidents.into())])) },
    );
    html! {
        section.part #selection {
            h2 { (say.html("selection-title", &[("incidents", all.into())])) }
            (notice::notice(notice::Kind::Plain, &html! { strong { (say.text("selection-not")) } }, &html! { p { (say.text("selection-words")) } }))
            @for basis in held.bases() { (by_basis(say, view, basis)) }
            @if held.unassessed > 0 {
                @let link = figure::integer(&list(&Filter::default().with(Facet::Basis, "none")), held.unassessed);
                p { (say.html("selection-unassessed", &[("count", link.into())])) }
            }
            p.small { a href=(routes::CODEBOOK) { (say.text("selection-codebook")) } }
        }
    }
}

fn list(filter: &Filter) -> String {
    address::with(routes::INCIDENTS, &filter.parameters())
}

fn by_basis(say: Say, view: &View, basis: Basis) -> Markup {
    let start = Filter::default().with(Facet::Basis, basis.slug());
    let headline = view
        .codebook
        .headline_grades
        .iter()
        .fold(start.clone(), |filter, grade| filter.with(Facet::Grade, grade));
    let labels: Vec<String> =
        view.codebook.headline_grades.iter().rev().map(|slug| grade_label(say, view, Some(slug))).collect();
    let grades = grades(view, basis).into_iter().map(|(slug, toll)| {
        let value = slug.as_deref().unwrap_or("none");
        let label = html! { (grade::grade(slug.as_deref(), &grade_label(say, view, slug.as_deref()))) };
        (label, start.clone().with(Facet::Grade, value), toll)
    });
    let campaigns = view.selection.campaigns(basis).into_iter().map(|(code, toll)| {
        let value = code.clone().unwrap_or_else(|| "none".to_owned());
        (campaign(say, view, code.as_deref()), start.clone().with(Facet::Campaign, &value), toll)
    });
    let mut rows: Vec<(Markup, Filter, Toll)> = grades.collect();
    let total = view.selection.graded(basis, &view.codebook.headline_grades);
    let label = html! { strong { (labels.join(&say.text("selection-and"))) } };
    rows.push((label, headline, total));
    html! {
        h3 { (basis.label(say.language)) }
        @if let Some(gloss) = basis.gloss(say.language) { p.small.quiet { (gloss) } }
        (tolls(say, "selection-grade", &rows))
        (tolls(say, "selection-campaign", &campaigns.collect::<Vec<_>>()))
    }
}

/// Grades in the order of the codebook, then others, then not graded.
fn grades(view: &View, basis: Basis) -> Vec<(Option<String>, Toll)> {
    let mut grades: Vec<(Option<String>, Toll)> = view.selection.grades(basis).into_iter().collect();
    let place = |slug: &Option<String>| match slug {
        None => i64::MAX,
        Some(slug) => view.codebook.grade(slug).map_or(i64::MAX - 1, |grade| grade.order),
    };
    grades.sort_by_key(|(slug, _)| place(slug));
    grades
}

fn grade_label(say: Say, view: &View, slug: Option<&str>) -> String {
    match slug {
        None => say.text("grade-none"),
        Some(slug) => match (view.codebook.grade(slug), Grade::parse(slug)) {
            (Some(entry), _) => entry.label(say.language).to_owned(),
            (None, Some(grade)) => grade.label(say.language).to_owned(),
            (None, None) => slug.to_owned(),
        },
    }
}

fn campaign(say: Say, view: &View, code: Option<&str>) -> Markup {
    let Some(code) = code else { return html! { span.none { (say.text("facet-no-campaign")) } } };
    let Some(operation) = view.operations.get(code) else { return html! { bdi { (code) } } };
    let arabic = operation.name_ar.as_ref().filter(|_| say.language == Language::Arabic);
    html! { bdi { (arabic.unwrap_or(&operation.name)) } }
}

/// One table: how many, the known ends of those with both, with one, and how many are not known at all.
fn tolls(say: Say, head: &str, rows: &[(Markup, Filter, Toll)]) -> Markup {
    let title = say.text(head);
    let heads =
        ["selection-incidents", "selection-both", "selection-lower", "selection-upper", "selection-unknown"];
    let heads = heads.map(|id| say.text(id));
    let inner = html! {
        table.stack.tight.pairs {
            thead { tr {
                th scope="col" { (title) }
                @for head in &heads { th.num scope="col" { (head) } }
            } }
            tbody {
                @for (label, filter, toll) in rows {
                    tr {
                        th scope="row" { (label) }
                        @for (head, cell) in heads.iter().zip(cells(say, filter, toll)) {
                            td.num data-l=(head) { (cell) }
                        }
                    }
                }
            }
        }
    };
    table::scroll(&title, &inner)
}

fn cells(say: Say, filter: &Filter, toll: &Toll) -> [Markup; 5] {
    let of = |value: &str| list(&filter.clone().with(Facet::Killed, value));
    let sum = |count: i64, value: &str, words: String| {
        if count == 0 {
            return html! { span.faint { (say.text("selection-none")) } };
        }
        let words = say.html(
            "selection-in",
            &[("figure", Arg::Html(html! { bdi { (words) } })), ("count", count.into())],
        );
        figure::link(&of(value), &words)
    };
    let unknown = if toll.unknown == 0 {
        html! { span.faint { (say.text("selection-none")) } }
    } else {
        figure::integer(&of("unknown"), toll.unknown)
    };
    let least = format!("{} {}", say.text("bound-at-least"), number::integer(toll.lower_min));
    let most = format!("{} {}", say.text("bound-up-to"), number::integer(toll.upper_max));
    [
        figure::integer(&list(filter), toll.incidents),
        sum(toll.both, "range", number::range(say, toll.both_min, toll.both_max)),
        sum(toll.lower, "at_least", least),
        sum(toll.upper, "up_to", most),
        unknown,
    ]
}
