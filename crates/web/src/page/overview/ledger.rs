//! The official ledger of reports, checked month by month. A break is shown, never repaired.

use super::words;
use crate::component::sums::{self, Verdict};
use crate::component::{figure, table};
use crate::date::{self, Width};
use crate::i18n::Say;
use crate::number;
use maud::{Markup, html};
use register::tally::Stated;
use register::tally::ledger::{Balance, Month, figure as one};

/// The section; nothing where nobody reports by month.
pub(super) fn part(say: Say, months: &[Month]) -> Markup {
    let heads = ["ledger-carried", "ledger-received", "ledger-reopened", "ledger-completed", "ledger-left"];
    let heads = heads.map(|id| say.text(id));
    let (title, check) = (say.text("ledger-title"), say.text("ledger-check"));
    let killed = say.text("ledger-killed");
    let inner = html! {
        table.stack.pairs.tight {
            thead { tr {
                th scope="col" { (say.text("ledger-month")) }
                @for head in &heads { th.num scope="col" { (head) } }
                th scope="col" { (check) }
                th.num scope="col" { (killed) }
            } }
            tbody {
                @for month in months {
                    @let stated = [&month.carried, &month.received, &month.reopened, &month.completed, &month.left];
                    tr {
                        th scope="row" { (date::interval(say, &month.month, Width::Short)) " " small.quiet { bdi { (month.body) } } }
                        @for (head, stated) in heads.iter().zip(stated) { td.num data-l=(head) { (cell(say, stated.as_ref())) } }
                        td.verdict data-l=(check) { (verdict(say, month)) }
                        td.num data-l=(killed) { (cell(say, month.killed.as_ref())) }
                    }
                }
            }
        }
    };
    html! {
        @if !months.is_empty() {
            section.part #ledger {
                h2 { (title) }
                p.quiet.small { (say.text("ledger-words")) }
                (table::scroll(&title, &inner))
            }
        }
    }
}

fn cell(say: Say, stated: Option<&Stated>) -> Markup {
    match stated {
        Some(stated) => words::killed(say, stated),
        None => figure::not_stated(say),
    }
}

fn verdict(say: Say, month: &Month) -> Markup {
    let sum = match month.balance() {
        Balance::Open => (Verdict::Open, html! { (say.text("ledger-open")) }),
        Balance::Holds => (Verdict::Agrees, html! { (say.text("ledger-holds")) }),
        Balance::HoldsWithReopened => (Verdict::Agrees, html! { (say.text("ledger-holds-reopened")) }),
        Balance::Breaks(sum) => (Verdict::Differs, working(say, month, sum)),
    };
    html! {
        (sums::verdict(sum.0, &sum.1))
        @if let (Some((before, carried)), Some(stated), Some(now)) = (month.carry_break(), &month.left_before, &month.carried) {
            br;
            @let difference = number::integer(before.abs_diff(carried).try_into().unwrap_or(i64::MAX));
            @let before = figure::integer(&words::of(stated), before);
            @let carried = figure::integer(&words::of(now), carried);
            (sums::verdict(Verdict::Differs, &say.html("ledger-carry", &[("left", before.into()), ("carried", carried.into()), ("difference", difference.into())])))
        }
    }
}

/// The sum of a month that does not add up, each part a link to where it was stated.
fn working(say: Say, month: &Month, sum: i64) -> Markup {
    let stated = |stated: Option<&Stated>| {
        stated
            .map_or_else(|| html! {}, |at| figure::integer(&words::of(at), one(Some(at)).unwrap_or_default()))
    };
    let left = one(month.left.as_ref()).unwrap_or_default();
    let difference = number::integer(left.abs_diff(sum).try_into().unwrap_or(i64::MAX));
    say.html(
        "ledger-breaks",
        &[
            ("carried", stated(month.carried.as_ref()).into()),
            ("received", stated(month.received.as_ref()).into()),
            ("completed", stated(month.completed.as_ref()).into()),
            ("sum", number::integer(sum).into()),
            ("left", stated(month.left.as_ref()).into()),
            ("difference", difference.into()),
        ],
    )
}
