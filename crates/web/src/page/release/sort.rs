//! The filters beside the list, each value with the number of releases it would leave.

use super::list::View;
use super::span::country_name;
use crate::component::facets::{Choice, Facets, Group};
use crate::i18n::Say;
use crate::routes;
use maud::html;
use std::collections::BTreeSet;

/// The whole form.
pub(super) fn facets(say: Say, view: &View) -> Facets {
    let filter = &view.filter;
    let words = filter.words.clone().map(|words| ("q".to_owned(), words));
    let place = view.place_in_time().into_iter().map(|(name, value)| (name.to_owned(), value));
    let country = |name: &str| country_name(say, name);
    let plain = |name: &str| name.to_owned();
    let marks = vec![
        mark("late", "yes", &say.text("releases-facet-late"), Some(view.facets.late), filter.late),
        mark("sums", "differ", &say.text("releases-facet-differ"), None, filter.differ),
    ];
    let mut groups = vec![
        group(say.text("releases-facet-year"), "year", &view.facets.years, &filter.years, plain),
        group(
            say.text("releases-facet-country"),
            "country",
            &view.facets.countries,
            &filter.countries,
            country,
        ),
        group(
            say.text("releases-facet-publisher"),
            "publisher",
            &view.facets.publishers,
            &filter.publishers,
            plain,
        ),
    ];
    groups.extend(marks);
    Facets {
        action: format!("{}#list", routes::RELEASES),
        kept: words.into_iter().chain(place).collect(),
        groups,
    }
}

fn mark(name: &str, value: &str, label: &str, count: Option<i64>, is_chosen: bool) -> Group {
    let choice = Choice { value: value.to_owned(), label: html! { (label) }, count, is_chosen };
    Group { legend: String::new(), name: name.to_owned(), choices: vec![choice] }
}

fn group(
    legend: String,
    name: &str,
    counts: &[(String, i64)],
    chosen: &BTreeSet<String>,
    label: impl Fn(&str) -> String,
) -> Group {
    let absent = chosen.iter().filter(|value| !counts.iter().any(|(each, _)| each == *value));
    let all = counts.iter().cloned().chain(absent.map(|value| (value.clone(), 0)));
    let choices = all.map(|(value, count)| Choice {
        label: html! { bdi { (label(&value)) } },
        count: Some(count),
        is_chosen: chosen.contains(&value),
        value,
    });
    Group { legend, name: name.to_owned(), choices: choices.collect() }
}
