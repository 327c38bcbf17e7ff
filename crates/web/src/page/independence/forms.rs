//! What a person can do on the page: accept a proposal, take a tie back, tie two reports.

use super::show::{View, link_to, named};
use crate::component::address;
use crate::component::form::{self, Field};
use crate::component::table::{self, Column, Plain};
use crate::{limits, routes};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::OriginReason;
use maud::{Markup, html};
use register::incident::{Proposal, Sameness, Tie};

/// What the register can see by itself, each to be accepted with one click or left.
pub(super) fn proposals(view: &View<'_>) -> Markup {
    let say = view.say;
    if view.file.proposals.is_empty() || !view.may_tie {
        return html! {};
    }
    html! {
        section.part #proposals {
            h2 { (say.text("indep-proposals")) }
            p.small.quiet { (say.text("indep-proposals-words")) }
            ul.plain-list { @for proposal in &view.file.proposals { li { (one(view, proposal)) } } }
        }
    }
}

fn one(view: &View<'_>, proposal: &Proposal) -> Markup {
    let say = view.say;
    let because = match proposal.sameness {
        Sameness::Address => "indep-same-address",
        Sameness::Text => "indep-same-text",
        Sameness::Speaker => "indep-same-speaker",
    };
    let tie = proposal.tie;
    let why = say.text(because);
    html! {
        form.proposal method="post" action=(routes::INDEPENDENCE.replace("{id}", &view.incident.to_string())) {
            input type="hidden" name="act" value="tie";
            input type="hidden" name="from" value=(tie.from);
            input type="hidden" name="to" value=(tie.to);
            input type="hidden" name="how" value=(tie.reason.slug());
            input type="hidden" name="why" value=(why);
            p {
                (link_to(view, tie.from)) " "
                strong { (tie.reason.label(say.language)) } " "
                (link_to(view, tie.to))
                br; small.quiet { (why) @if let Some(words) = &proposal.words { (say.text("colon")) " " bdi { (words) } } }
            }
            p.actions { button.btn.btn-quiet { (say.text("indep-accept")) } }
        }
    }
}

/// Every tie with what its maker said, and the way to take it back.
pub(super) fn ties(view: &View<'_>) -> Markup {
    let say = view.say;
    if view.file.origins.ties.is_empty() {
        return html! {};
    }
    let rows = view.file.origins.ties.iter().map(|tie| {
        vec![
            html! { (link_to(view, tie.from)) },
            html! {
                (tie.reason.label(say.language))
                @if let Some(gloss) = tie.reason.gloss(say.language) { br; small.quiet { (gloss) } }
            },
            html! { (link_to(view, tie.to)) },
            said_of(view, tie),
        ]
    });
    let heads = ["indep-from", "indep-how", "indep-to", "indep-said"];
    let plain = Plain {
        caption: String::new(),
        columns: heads.iter().map(|head| Column::words(say.text(head))).collect(),
        rows: rows.collect(),
    };
    html! {
        section.part #ties {
            h2 { (say.text("indep-ties")) }
            (table::scroll(&say.text("indep-ties"), &table::plain(&plain)))
        }
    }
}

fn said_of(view: &View<'_>, tie: &Tie) -> Markup {
    let say = view.say;
    let Some(link) = tie.link else {
        return html! { span.quiet { (say.text(if tie.reason == OriginReason::SameAuthor { "indep-follows-source" } else { "indep-follows-parent" })) } };
    };
    html! {
        @if let Some(note) = &tie.note { bdi { (note) } " " }
        a href=(address::record(Kind::Link, link)) { (say.text("indep-link")) }
        @if view.may_take_back { (take_back(view, link)) }
    }
}

fn take_back(view: &View<'_>, link: RecordId) -> Markup {
    let say = view.say;
    let is_asked = view.typed.at("withdraw", "link") == link.to_string();
    let (label, name) = (say.text("indep-take-back-why"), format!("why-{link}"));
    let missing = is_asked.then(|| view.typed.wrongs.first()).flatten();
    let wrong = missing.map(|(_, problem)| say.error(&problem.code, &[]));
    html! {
        details open[is_asked] {
            summary { (say.text("indep-take-back")) }
            form method="post" action=(routes::INDEPENDENCE.replace("{id}", &view.incident.to_string())) {
                input type="hidden" name="act" value="withdraw";
                input type="hidden" name="link" value=(link);
                div.field {
                    label for=(name) { (label) }
                    @if let Some(wrong) = &wrong { p.wrong { (wrong) } }
                    input type="text" id=(name) name="why" required dir="auto" maxlength=(limits::REASON_CHARACTERS_MAX);
                }
                p.actions { button.btn.btn-quiet { (say.text("indep-take-back")) } }
            }
        }
    }
}

/// The form to tie two reports, as it was sent where it was refused.
pub(super) fn tie_form(view: &View<'_>) -> Markup {
    let say = view.say;
    if view.placed.len() < 2 || !view.may_tie {
        return html! {};
    }
    let none = || (String::new(), say.text("edit-choose"));
    let reports = view.placed.iter().map(|each| (each.report.to_string(), named(view, each.report)));
    let reports: Vec<(String, String)> = std::iter::once(none()).chain(reports).collect();
    let reasons = OriginReason::ALL.iter().filter(|reason| **reason != OriginReason::CitesThisRegister);
    let reasons = reasons.map(|reason| {
        let label = reason.label(say.language);
        let words = match reason.gloss(say.language) {
            Some(gloss) => format!("{label} ({gloss})"),
            None => label.to_owned(),
        };
        (reason.slug().to_owned(), words)
    });
    let reasons: Vec<(String, String)> = std::iter::once(none()).chain(reasons).collect();
    let field = |name: &str, label: &str, draw: &dyn Fn(&Field<'_>) -> Markup| {
        let is_tie = view.typed.at("tie", "act") == "tie";
        let wrong = view.typed.wrongs.iter().find(|(input, _)| is_tie && input == name);
        let (label, wrong) = (say.text(label), wrong.map(|(_, problem)| say.error(&problem.code, &[])));
        let value = view.typed.at("tie", name);
        draw(&Field { name, label: &label, value, wrong: wrong.as_deref(), ..Field::default() })
    };
    html! {
        section.part #tie {
            h2 { (say.text("indep-tie")) }
            p.small.quiet { (say.text("indep-tie-words")) }
            form.form method="post" action=(routes::INDEPENDENCE.replace("{id}", &view.incident.to_string())) {
                input type="hidden" name="act" value="tie";
                div.row {
                    (field("from", "indep-from", &|field| form::choice(field, &reports)))
                    (field("how", "indep-how", &|field| form::choice(field, &reasons)))
                    (field("to", "indep-to", &|field| form::choice(field, &reports)))
                }
                (field("why", "form-reason", &|field| {
                    form::lines(&Field { is_required: true, ..field.clone() }, 2, limits::REASON_CHARACTERS_MAX)
                }))
                p.actions { button.btn.btn-main { (say.text("indep-tie-button")) } }
            }
        }
    }
}
