//! The form: accounts on one side, what they come to on the other, and below them the grade with its reasons.

use super::propose::View;
use super::typed::Typed;
use super::{accounts, at, ranges, versions};
use crate::component::form::{self, Field};
use crate::component::support::{proposal, refusal};
use crate::component::{address, naming, notice};
use crate::desk::Visit;
use crate::i18n::{Arg, Say};
use crate::{limits, routes};
use domain::codebook::Codebook;
use domain::grading::propose;
use domain::kind::Kind;
use maud::{Markup, html};
use register::permission::Operation;
use register::record::Record;

/// Lines of the longer texts.
const LINES: u8 = 5;
/// Lines of a reason.
const REASON_LINES: u8 = 2;

/// The page for whoever may assess.
pub(super) fn form(visit: &Visit, view: &View, typed: &Typed) -> Markup {
    let say = visit.preference.say;
    html! {
        (head(say, &view.incident))
        (wrongs(say, view, typed))
        (versions::outdated(say, &visit.register.codebook, view.latest.as_ref().map(|(_, latest)| latest)))
        form.form.assess method="post" action=(at(routes::ASSESS, view.incident.id)) {
            input type="hidden" name="seen" value=(typed.at("seen"));
            div.split {
                section {
                    h2 { (say.text("accounts-head")) }
                    (accounts::list(say, view, typed))
                }
                section {
                    h2 { (say.text("assess-ranges-head")) }
                    p.small.quiet { (say.text("assess-ranges-words")) }
                    p.actions {
                        // First in the form: the Enter key reckons and keeps nothing.
                        button.btn name="do" value="recompute" { (say.text("assess-recompute")) }
                        small.quiet { (say.text("assess-recompute-words")) }
                    }
                    (ranges::editable(say, view, typed))
                }
            }
            div.split {
                section { (supported(visit, view)) }
                section { (judgment(visit, view, typed)) }
            }
        }
    }
}

/// The page for whoever may not.
pub(super) fn closed(say: Say, incident: &Record, why: &str) -> Markup {
    html! {
        (head(say, incident))
        p.notice.notice-plain { (say.text(why)) }
        p.actions {
            a.btn href=(at(routes::ASSESSMENTS, incident.id)) { (say.text("assess-versions")) }
        }
    }
}

fn head(say: Say, incident: &Record) -> Markup {
    let name = naming::title(say, incident);
    html! {
        div.head {
            p.over {
                a href=(address::record(Kind::Incident, incident.id)) {
                    @if let Some(code) = naming::code(incident) { bdi { (code) } " " }
                    (naming::words(say, &name))
                }
                " · " a href=(at(routes::ASSESSMENTS, incident.id)) { (say.text("assess-versions")) }
                " · " a href=(at(routes::INDEPENDENCE, incident.id)) { (say.text("assess-independence")) }
            }
            h1 { (say.text("assess-head")) }
            p.lede { (say.text("assess-lede")) }
        }
    }
}

/// Everything that is wrong, each with the way to its input.
fn wrongs(say: Say, view: &View, typed: &Typed) -> Markup {
    if typed.wrongs.is_empty() {
        return html! {};
    }
    notice::error(
        &html! { (say.text("assess-refused")) },
        &html! {
            ul {
                @for (input, sentence) in &typed.wrongs {
                    li {
                        @if input.is_empty() { (sentence) } @else { a href={ "#" (input) } { (sentence) } }
                        @if let Some(about) = about(say, view, input) { " " small.quiet { (about) } }
                    }
                }
            }
        },
    )
}

/// What an input is about, where its sentence does not say.
fn about(say: Say, view: &View, input: &str) -> Option<Markup> {
    if let Some(id) = input.strip_prefix("why.").and_then(|id| id.parse().ok()) {
        return view.ranges.told(id).map(|told| accounts::speaker(say, told));
    }
    let field = input.split('.').next().unwrap_or_default();
    let is_range = super::typed::RANGES.iter().any(|(range, ..)| *range == field);
    is_range.then(|| html! { (super::typed::range_name(say, field)) })
}

/// What the register supports. A team's own codebook has no decision table.
fn supported(visit: &Visit, view: &View) -> Markup {
    let say = visit.preference.say;
    html! {
        h2 { (say.text("supported-head")) }
        @if visit.register.codebook == Codebook::built_in() {
            p.small.quiet { (say.text("supported-words")) }
            (proposal(say, &propose(&view.support)))
        } @else {
            p { (say.text("assess-by-hand")) }
        }
        p.small.quiet { (book(say, &visit.register.codebook)) }
    }
}

fn book(say: Say, book: &Codebook) -> Markup {
    let name = html! { a href=(routes::CODEBOOK) { bdi { (book.reference()) } } };
    say.html("assess-codebook", &[("codebook", Arg::Html(name))])
}

fn judgment(visit: &Visit, view: &View, typed: &Typed) -> Markup {
    let say = visit.preference.say;
    let grades = visit.register.codebook.grades.iter();
    let grades = grades.map(|grade| (grade.slug.clone(), grade.label(say.language).to_owned()));
    let options: Vec<(String, String)> =
        std::iter::once((String::new(), say.text("grade-none"))).chain(grades).collect();
    html! {
        h2 { (say.text("assess-judgment-head")) }
        (field(say, typed, "grade", "list-grade", None, &|field| form::choice(field, &options)))
        (refused(visit, view, typed))
        (field(say, typed, "rationale", "label-rationale", Some("assess-rationale-hint"), &|field| {
            form::lines(field, LINES, domain::limits::TEXT_CHARS_MAX)
        }))
        (field(say, typed, "reason", "form-reason", Some("form-reason-hint"), &|field| {
            form::lines(field, REASON_LINES, limits::REASON_CHARACTERS_MAX)
        }))
        @if let Some(wrong) = typed.wrong("submit") { p.wrong { (wrong) } }
        label.check {
            input #submit type="checkbox" name="submit" value="yes" checked[typed.at("submit") == "yes"];
            span { (say.text("assess-submit")) }
        }
        p.actions {
            button.btn.btn-main name="do" value="propose" { (say.text("assess-propose")) }
            a href=(address::record(Kind::Incident, view.incident.id)) { (say.text("edit-leave")) }
        }
    }
}

/// Why the rules refuse the chosen grade, and the way to a second person.
fn refused(visit: &Visit, view: &View, typed: &Typed) -> Markup {
    let say = visit.preference.say;
    if view.refused.is_empty() {
        return html! {};
    }
    notice::notice(
        notice::Kind::Conflict,
        &html! { (say.text("assess-grade-refused")) },
        &html! {
            ul { @for problem in &view.refused { li { (refusal(say, problem)) } } }
            @if visit.permit.may(Operation::Override) {
                p.small { (say.text("assess-ask-words")) }
                (field(say, typed, "ask", "assess-ask-why", None, &|field| {
                    form::lines(field, REASON_LINES, limits::REASON_CHARACTERS_MAX)
                }))
                p.actions { button.btn name="do" value="ask" { (say.text("assess-ask")) } }
            }
        },
    )
}

/// A field whose label and hint are messages.
fn field(
    say: Say,
    typed: &Typed,
    name: &str,
    label: &str,
    hint: Option<&str>,
    draw: &dyn Fn(&Field<'_>) -> Markup,
) -> Markup {
    let (label, hint) = (say.text(label), hint.map(|hint| say.text(hint)));
    draw(&Field {
        name,
        label: &label,
        value: typed.at(name),
        hint: hint.as_deref(),
        wrong: typed.wrong(name),
        is_required: false,
    })
}
