//! The form of an account: what a hurried person fills in first, what can wait below it.

use super::typed::{COUNTS, Typed};
use crate::component::form::{self, Field};
use crate::component::{naming, notice};
use crate::i18n::{Arg, Say};
use crate::limits;
use domain::id::RecordId;
use domain::vocabulary::{Credibility, OriginReason, OriginTie, Polarity, Reliability, SourceKind, Term};
use maud::{Markup, html};
use register::record::Record;

/// Languages offered by name; any other is given in the record itself. A message and a tag each.
const LANGUAGES: [(&str, &str); 9] = [
    ("enter-language-ar", "ar"),
    ("enter-language-en", "en"),
    ("enter-language-ku", "ku"),
    ("enter-language-ckb", "ckb"),
    ("enter-language-tr", "tr"),
    ("enter-language-fa", "fa"),
    ("enter-language-ru", "ru"),
    ("enter-language-fr", "fr"),
    ("enter-language-de", "de"),
];

/// What the form offers to choose from.
#[derive(Clone, Debug, Default)]
pub(super) struct Offers {
    /// Names of sources.
    pub sources: Vec<String>,
    /// Names of belligerents.
    pub belligerents: Vec<String>,
    /// Reports of the incident.
    pub reports: Vec<Record>,
    /// The report that the account is added to.
    pub held: Option<Record>,
}

/// A form with what it offers.
#[derive(Clone, Copy)]
pub(super) struct Form<'page> {
    pub say: Say,
    pub typed: &'page Typed,
    pub offers: &'page Offers,
    /// Where it is sent.
    pub action: &'page str,
    /// Whether the account is of no incident yet.
    pub is_allegation: bool,
}

impl Form<'_> {
    fn wrong(self, name: &str) -> Option<String> {
        let (_, problem) = self.typed.wrongs.iter().find(|(input, _)| input == name)?;
        Some(self.say.error(&problem.code, &details(problem)))
    }

    /// A field whose label is the message `label`, drawn by `draw`.
    fn field(
        self,
        name: &str,
        label: &str,
        hint: Option<&str>,
        draw: impl Fn(&Field<'_>) -> Markup,
    ) -> Markup {
        let (label, hint) = (self.say.text(label), hint.map(|hint| self.say.text(hint)));
        let wrong = self.wrong(name);
        draw(&Field {
            name,
            label: &label,
            value: self.typed.at(name),
            hint: hint.as_deref(),
            wrong: wrong.as_deref(),
            is_required: false,
        })
    }
}

fn details(problem: &domain::problem::Problem) -> Vec<(&str, Arg)> {
    problem.details.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect()
}

/// The form, with what is wrong above it.
pub(super) fn form(form: Form<'_>) -> Markup {
    let say = form.say;
    html! {
        (refusal(form))
        form.form.account method="post" action=(form.action) {
            div.half {
                @match &form.offers.held {
                    Some(report) => { (held(say, report)) }
                    None => { (text(form)) (source(form)) }
                }
                @if form.is_allegation { (form.field("title", "enter-title", Some("enter-title-hint"), form::line)) }
                (claim(form))
            }
            div.half {
                (form.field("actors", "enter-actors", Some("enter-actors-hint"), |field| form::line_offering(field, &form.offers.belligerents)))
                (counts(form))
                @if form.offers.held.is_none() { (origin(form)) (ratings(form)) }
                (form.field("reason", "form-reason", Some("form-reason-hint"), |field| form::lines(field, 2, limits::REASON_CHARACTERS_MAX)))
                p.actions {
                    button.btn.btn-main name="step" value="keep" { (say.text("enter-keep")) }
                    button.btn name="step" value="another" { (say.text("enter-keep-another")) }
                }
            }
        }
    }
}

/// That nothing was kept, and where to look; each problem leads to its input.
fn refusal(form: Form<'_>) -> Markup {
    let say = form.say;
    if form.typed.wrongs.is_empty() {
        return html! {};
    }
    notice::error(
        &html! { (say.text("edit-refused")) },
        &html! {
            p { (say.text("edit-refused-words")) }
            ul {
                @for (input, problem) in &form.typed.wrongs {
                    li {
                        @if let Some(label) = label(input) { a href={ "#" (place(input)) } { (say.text(label)) } (say.text("colon")) " " }
                        (say.error(&problem.code, &details(problem)))
                    }
                }
            }
        },
    )
}

/// The id of an input on the page; rows of numbers and choices in sight are groups.
fn place(input: &str) -> String {
    let is_group = input == "origin" || COUNTS.iter().any(|(name, _)| *name == input);
    if is_group { format!("group-{input}") } else { input.to_owned() }
}

/// The message that names an input.
fn label(input: &str) -> Option<&'static str> {
    Some(match input.split('.').next().unwrap_or_default() {
        "source" => "enter-source",
        "title" => "enter-title",
        "claim" => "enter-claim",
        "words" => "enter-words",
        "url" => "enter-url",
        "published" => "enter-published",
        "about" => "enter-about",
        "place" => "enter-place",
        "topic" => "enter-topic",
        "taken_from" => "enter-taken-from",
        "reason" => "form-reason",
        "killed" => "enter-killed",
        "children" => "enter-children",
        "women" => "enter-women",
        "injured" => "enter-injured",
        _ => return None,
    })
}

fn held(say: Say, report: &Record) -> Markup {
    html! {
        input type="hidden" name="report" value=(report.id);
        p { (say.html("enter-held", &[("report", report.name().into())])) }
    }
}

fn text(form: Form<'_>) -> Markup {
    let say = form.say;
    let languages = LANGUAGES.iter().map(|(message, tag)| ((*tag).to_owned(), say.text(message)));
    let guess = (String::new(), say.text("enter-language-guess"));
    let languages: Vec<_> = std::iter::once(guess).chain(languages).collect();
    html! {
        (form.field("url", "enter-url", None, form::address))
        (form.field("words", "enter-words", Some("enter-words-hint"), |field| form::lines(field, 5, domain::limits::TEXT_CHARS_MAX)))
        div.row {
            (form.field("published", "enter-published", Some("enter-date-hint"), form::line))
            (form.field("language", "enter-language", None, |field| form::choice(field, &languages)))
        }
        label.check {
            input type="checkbox" name="graphic" value="yes" checked[form.typed.at("graphic") == "yes"];
            span { (say.text("enter-graphic")) }
        }
    }
}

fn source(form: Form<'_>) -> Markup {
    let offers = &form.offers.sources;
    html! {
        div.row {
            (form.field("source", "enter-source", Some("enter-source-hint"), |field| {
                form::line_offering(&Field { is_required: true, ..field.clone() }, offers)
            }))
            (form.field("kind", "enter-kind", Some("enter-kind-hint"), |field| form::choice(field, &options(form.say, SourceKind::TERMS))))
        }
    }
}

fn claim(form: Form<'_>) -> Markup {
    let hint = if form.offers.held.is_some() { None } else { Some("enter-claim-hint") };
    html! {
        (form.field("claim", "enter-claim", hint, |field| form::lines(field, 3, domain::limits::TEXT_CHARS_MAX)))
        div.row {
            (form.field("speaker", "enter-speaker", Some("enter-speaker-hint"), form::line))
            (form.field("polarity", "enter-polarity", None, |field| form::choice(field, &options(form.say, Polarity::TERMS))))
        }
        div.row {
            (form.field("about", "enter-about", Some("enter-date-hint"), form::line))
            (form.field("place", "enter-place", Some("enter-place-hint"), form::line))
        }
    }
}

/// Numbers, beside their words: a row each.
fn counts(form: Form<'_>) -> Markup {
    let say = form.say;
    let ends = [("min", "enter-min"), ("max", "enter-max"), ("words", "enter-wording")];
    html! {
        table.figures.tight {
            caption.small.quiet { (say.text("enter-counts-words")) }
            thead { tr { td {} @for (_, label) in ends { th scope="col" { (say.text(label)) } } } }
            tbody {
                @for (name, _) in COUNTS {
                    @if let Some(wrong) = row_wrong(form, name) { tr { td colspan="4" { p.wrong { (wrong) } } } }
                    tr id={ "group-" (name) } {
                        th scope="row" { @if let Some(label) = label(name) { (say.text(label)) } }
                        @for (end, label) in ends { td { (number(form, name, end, &say.text(label))) } }
                    }
                }
            }
        }
    }
}

/// What is wrong with a row of numbers, or with the first of its inputs that is wrong.
fn row_wrong(form: Form<'_>, name: &str) -> Option<String> {
    form.wrong(name).or_else(|| ["min", "max"].iter().find_map(|end| form.wrong(&format!("{name}.{end}"))))
}

/// One input of a row, named by its row and its column.
fn number(form: Form<'_>, name: &str, end: &str, column: &str) -> Markup {
    let (say, input) = (form.say, format!("{name}.{end}"));
    let row = label(name).map(|label| say.text(label)).unwrap_or_default();
    let is_number = end != "words";
    html! {
        input type="text" id=(input) name=(input) value=(form.typed.at(&input)) inputmode=[is_number.then_some("numeric")]
            dir=(if is_number { "ltr" } else { "auto" }) aria-label={ (row) (say.text("comma")) " " (column) }
            aria-invalid=[form.wrong(&input).or_else(|| form.wrong(name)).map(|_| "true")];
    }
}

/// Where the report has its account from; what is not said costs an origin.
fn origin(form: Form<'_>) -> Markup {
    let say = form.say;
    let words = |id: &str| Some(say.text(id));
    let mut choices = vec![
        ("", say.text("enter-origin-unknown"), words("enter-origin-unknown-means")),
        ("first_hand", say.text("enter-origin-first-hand"), words("enter-origin-first-hand-means")),
        ("heard", say.text("enter-origin-heard"), words("enter-origin-heard-means")),
    ];
    if !form.offers.reports.is_empty() {
        choices.push(("report", say.text("enter-origin-report"), words("enter-origin-report-means")));
    }
    choices.push((
        "this_register",
        say.text("enter-origin-this-register"),
        words("enter-origin-this-register-means"),
    ));
    let reports = form.offers.reports.iter().map(|report| (report.id.to_string(), named(report)));
    let none = (String::new(), say.text("edit-choose"));
    let reports: Vec<(String, String)> = std::iter::once(none).chain(reports).collect();
    let derives = |reason: &&OriginReason| {
        reason.tie() == OriginTie::DerivesFrom && **reason != OriginReason::CitesThisRegister
    };
    let ways = OriginReason::ALL.iter().filter(derives);
    let ways: Vec<_> =
        ways.map(|reason| (reason.slug().to_owned(), reason.label(say.language).to_owned())).collect();
    html! {
        (form.field("origin", "enter-origin", None, |field| form::choice_in_sight(field, &choices)))
        @if !form.offers.reports.is_empty() {
            div.row {
                (form.field("taken_how", "enter-taken-how", None, |field| form::choice(field, &ways)))
                (form.field("taken_from", "enter-taken-from", None, |field| form::choice(field, &reports)))
            }
        }
    }
}

/// A report in a list of choices: its date and its title.
fn named(report: &Record) -> String {
    let day = report.text("published/edtf").unwrap_or_default();
    format!("{day} {}", report.name()).trim().to_owned()
}

fn ratings(form: Form<'_>) -> Markup {
    let say = form.say;
    let is_open = ["credibility", "reliability"].iter().any(|name| !form.typed.at(name).is_empty());
    html! {
        details open[is_open] {
            summary { (say.text("enter-ratings")) }
            (form.field("credibility", "enter-credibility", Some("enter-credibility-hint"), |field| {
                form::choice(field, &options(say, Credibility::TERMS))
            }))
            div.row {
                (form.field("reliability", "enter-reliability", Some("enter-reliability-hint"), |field| {
                    form::choice(field, &options(say, Reliability::TERMS))
                }))
                (form.field("topic", "enter-topic", Some("enter-topic-hint"), form::line))
            }
        }
    }
}

/// The terms of a vocabulary, "not stated" first.
fn options(say: Say, terms: &[Term]) -> Vec<(String, String)> {
    let none = (String::new(), say.text("none-not-stated"));
    let terms = terms.iter().map(|term| (term.slug.to_owned(), term.label(say.language).to_owned()));
    std::iter::once(none).chain(terms).collect()
}

/// The incident that an account is entered for, as a way back.
pub(super) fn over(say: Say, incident: Option<&Record>, address: impl Fn(RecordId) -> String) -> Markup {
    html! {
        p.over {
            a href=(crate::routes::INCIDENTS) { (say.text("incidents-title")) }
            @if let Some(incident) = incident { " · " a href=(address(incident.id)) { bdi { (naming::title(say, incident)) } } }
        }
    }
}
