//! The filters beside the list, each value with the number of incidents it would leave.

use super::list::{View, sort_parameter};
use crate::component::facets::{Choice, Facets, Group};
use crate::component::grade;
use crate::i18n::Say;
use crate::routes;
use domain::language::Language;
use domain::vocabulary::{Basis, Grade, ObjectClass, Outcome};
use maud::{Markup, html};
use register::incident::Facet;
use std::collections::BTreeSet;

/// The whole form.
pub(super) fn facets(say: Say, view: &View) -> Facets {
    let plain = view.filter.parameters().into_iter().filter(|(name, _)| ["q", "from", "to"].contains(name));
    let mut kept: Vec<(String, String)> = plain.map(|(name, value)| (name.to_owned(), value)).collect();
    kept.extend(sort_parameter(view.order));
    let groups = Facet::ALL.into_iter().map(|facet| group(say, view, facet));
    Facets {
        action: routes::INCIDENTS.to_owned(),
        kept,
        groups: groups.filter(|g| !g.choices.is_empty()).collect(),
    }
}

fn group(say: Say, view: &View, facet: Facet) -> Group {
    let none = BTreeSet::new();
    let chosen = view.filter.values(facet).unwrap_or(&none);
    let counts = view.sorts.counts.get(&facet);
    let count = |value: &str| counts.and_then(|counts| counts.get(value)).copied().unwrap_or(0);
    let choices = order(facet, view)
        .into_iter()
        .filter(|value| count(value) > 0 || chosen.contains(value))
        .map(|value| Choice {
            label: label(say, view, facet, &value),
            count: Some(count(&value)),
            is_chosen: chosen.contains(&value),
            value,
        });
    Group { legend: legend(say, facet), name: facet.parameter().to_owned(), choices: choices.collect() }
}

/// The values of a facet in the order of their vocabulary, then others that occur, then absence.
fn order(facet: Facet, view: &View) -> Vec<String> {
    let known: Vec<&str> = match facet {
        Facet::Grade => Grade::ALL.iter().map(|grade| grade.slug()).collect(),
        Facet::Basis => Basis::ALL.iter().map(|basis| basis.slug()).collect(),
        Facet::Outcome => Outcome::ALL.iter().map(|outcome| outcome.slug()).collect(),
        Facet::Object => ObjectClass::ALL.iter().map(|class| class.slug()).collect(),
        Facet::Killed => vec!["known", "range", "at_least", "up_to", "unknown"],
        Facet::Candidate => vec!["yes", "no"],
        Facet::Campaign => view.operations.keys().map(String::as_str).collect(),
    };
    let mut values: Vec<String> = known.into_iter().map(str::to_owned).collect();
    let occurring = view.sorts.counts.get(&facet).into_iter().flat_map(|counts| counts.keys());
    let chosen = view.filter.values(facet).into_iter().flatten();
    for value in occurring.chain(chosen) {
        if value != "none" && !values.contains(value) {
            values.push(value.clone());
        }
    }
    values.push("none".to_owned());
    values
}

fn legend(say: Say, facet: Facet) -> String {
    say.text(match facet {
        Facet::Grade => "facet-grade",
        Facet::Basis => "facet-basis",
        Facet::Campaign => "facet-campaign",
        Facet::Outcome => "facet-outcome",
        Facet::Object => "facet-object",
        Facet::Killed => "facet-killed",
        Facet::Candidate => "facet-candidate",
    })
}

fn label(say: Say, view: &View, facet: Facet, value: &str) -> Markup {
    let language = say.language;
    match facet {
        Facet::Grade if value == "none" => grade::grade(None, &grade_label(say, None)),
        Facet::Grade => grade::grade(Some(value), &grade_label(say, Some(value))),
        Facet::Basis => {
            words(Basis::parse(value).map(|basis| basis.label(language)), say, "facet-not-assessed")
        }
        Facet::Outcome => {
            words(Outcome::parse(value).map(|outcome| outcome.label(language)), say, "facet-no-finding")
        }
        Facet::Object => {
            words(ObjectClass::parse(value).map(|class| class.label(language)), say, "facet-no-object")
        }
        Facet::Killed => html! { (say.text(match value {
            "known" => "facet-killed-known",
            "range" => "facet-killed-range",
            "at_least" => "facet-killed-at-least",
            "up_to" => "facet-killed-up-to",
            _ => "none-not-known",
        })) },
        Facet::Candidate => {
            html! { (say.text(if value == "yes" { "facet-candidate-yes" } else { "facet-candidate-no" })) }
        }
        Facet::Campaign if value == "none" => html! { span.none { (say.text("facet-no-campaign")) } },
        Facet::Campaign => campaign(say, view, value),
    }
}

fn words(label: Option<&'static str>, say: Say, absent: &str) -> Markup {
    html! { @match label { Some(label) => (label), None => span.none { (say.text(absent)) } } }
}

fn campaign(say: Say, view: &View, code: &str) -> Markup {
    let Some(operation) = view.operations.get(code) else { return html! { bdi { (code) } } };
    let arabic = operation.name_ar.as_ref().filter(|_| say.language == Language::Arabic);
    html! { bdi { (arabic.unwrap_or(&operation.name)) } }
}

/// The word of a grade; one of another codebook as it stands.
pub(super) fn grade_label(say: Say, slug: Option<&str>) -> String {
    match slug {
        None => say.text("grade-none"),
        Some(slug) => {
            Grade::parse(slug).map_or_else(|| slug.to_owned(), |grade| grade.label(say.language).to_owned())
        }
    }
}
