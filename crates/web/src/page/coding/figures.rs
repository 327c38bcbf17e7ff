//! The table of agreement, the share that agrees, and kappa with its interval; each figure leads to its pairs.

use crate::component::table::{self, Column, Plain};
use crate::component::{figure, grade};
use crate::desk::Visit;
use crate::i18n::{Arg, Say};
use domain::agreement::{Kappa, NoKappa, Table, Weights};
use maud::{Markup, html};
use register::coding::agreement::{Pair, Pairs};
use std::collections::BTreeMap;

/// The pairs by first and second grade.
pub(super) type Shown<'pairs> = BTreeMap<(&'pairs str, &'pairs str), Vec<&'pairs Pair>>;

/// Where the pairs of a cell are listed.
pub(super) fn cell(first: &str, second: &str) -> String {
    format!("cell-{first}-{second}")
}

/// A grade with its word in the codebook in force.
pub(super) fn graded(visit: &Visit, slug: &str) -> Markup {
    let known = visit.register.codebook.grade(slug);
    grade::grade(Some(slug), known.map_or(slug, |grade| grade.label(visit.preference.say.language)))
}

/// The figures.
pub(super) fn section(visit: &Visit, pairs: &Pairs) -> Markup {
    let say = visit.preference.say;
    let table = pairs.table(&visit.register.codebook);
    let (all, agreeing) = (table.pairs(), table.agreeing());
    let percent = format!("{:.0} %", 100.0 * f64::from(agreeing) / f64::from(all.max(1)));
    html! {
        section.part #figures {
            h2 { (say.text("coding-figures")) }
            (cells(visit, &table))
            p {
                (say.html("coding-agreeing", &[
                    ("agreeing", i64::from(agreeing).into()), ("count", i64::from(all).into()), ("percent", percent.into()),
                ])) " "
                a.fig href="#agreements" { (say.text("coding-which")) }
            }
            (kappa(say, "coding-kappa", table.kappa(Weights::Unweighted)))
            (kappa(say, "coding-kappa-linear", table.kappa(Weights::Linear)))
            p.small.quiet { (say.text("coding-kappa-words")) }
        }
    }
}

fn cells(visit: &Visit, table: &Table) -> Markup {
    let say = visit.preference.say;
    let grades = &visit.register.codebook.grades;
    let used: Vec<usize> = (0..grades.len()).filter(|place| table.is_used(*place)).collect();
    let label = |place: usize| grades[place].label(say.language).to_owned();
    let columns = std::iter::once(Column::words(say.text("coding-first-second")))
        .chain(used.iter().map(|place| Column::figures(label(*place))))
        .collect();
    let rows = used.iter().map(|first| {
        let head = html! { (graded(visit, &grades[*first].slug)) };
        let counts = used.iter().map(|second| {
            let count = table.count(*first, *second);
            let address = format!("#{}", cell(&grades[*first].slug, &grades[*second].slug));
            if count == 0 {
                html! { "0" }
            } else {
                figure::integer(&address, i64::from(count))
            }
        });
        std::iter::once(head).chain(counts).collect()
    });
    let name = say.text("coding-figures");
    table::scroll(&name, &table::plain(&Plain { caption: String::new(), columns, rows: rows.collect() }))
}

fn kappa(say: Say, message: &str, kappa: Result<Kappa, NoKappa>) -> Markup {
    html! {
        p {
            @match kappa {
                Ok(kappa) => {
                    (say.html(message, &[
                        ("value", Arg::Html(html! { a.fig href="#disagreements" { bdi { (decimal(kappa.value)) } } })),
                        ("lower", decimal(kappa.lower).into()),
                        ("upper", decimal(kappa.upper).into()),
                        ("error", decimal(kappa.standard_error).into()),
                    ]))
                }
                Err(NoKappa::NoPairs) => (say.text("coding-kappa-no-pairs")),
                Err(NoKappa::OneCategory) => (say.text("coding-kappa-one-grade")),
            }
        }
    }
}

/// Two decimals, with a true minus.
fn decimal(value: f64) -> String {
    let text = format!("{value:.2}");
    match text.strip_prefix('-') {
        Some("0.00") => "0.00".to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn decimals_read_as_written() {
        assert_eq!([0.4, -0.25, -0.001, 1.0].map(decimal), ["0.40", "−0.25", "0.00", "1.00"]);
    }
}
