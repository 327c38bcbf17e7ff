//! What a source allows: the standing answer to each purpose, each consent with a way to withdraw it, and the form that
//! notes what they said, purpose by purpose.

use super::sheet::{self, Sheet};
use super::{Sent, id, interview, reason, sent, today};
use crate::component::table::{self, Column, Plain};
use crate::component::{address, form, notice};
use crate::date::{self, Width};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::Section;
use crate::routes;
use axum::extract::{Form, Path, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::consent::{Answer, Denial, answer};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::{Body, Consent};
use domain::vocabulary::{AccessLabel, ConsentPurpose};
use domain::when::{When, Zone};
use maud::{Markup, html};
use register::permission::Operation;
use register::record::Record;
use serde_json::json;

/// What a row of the form may say.
const SAID: [(&str, &str); 3] = [("", "consent-not-asked"), ("yes", "consent-yes"), ("no", "consent-no")];

/// GET [`routes::CONSENT_NEW`].
pub(super) async fn show(
    visit: Visit,
    Path(source): Path<String>,
    Query(form): Query<Sent>,
) -> Result<Html<String>, Error> {
    let source = sheet::about(&visit, Kind::Source, id(&source)?).await?;
    let consents = consents(&visit, source.id).await?;
    let covers = sent(&form, "covers").and_then(|text| text.parse().ok());
    Ok(sheet::blank(&of_consent(&visit, &source, &consents, &form, covers)))
}

/// POST [`routes::CONSENT_NEW`].
pub(super) async fn save(
    visit: Visit,
    Path(source): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response, Error> {
    let source = sheet::about(&visit, Kind::Source, id(&source)?).await?;
    let consents = consents(&visit, source.id).await?;
    let covers = sent(&form, "covers").and_then(|text| text.parse().ok());
    let sheet = of_consent(&visit, &source, &consents, &form, covers);
    interview::save(&sheet, form).await
}

/// POST [`routes::CONSENT_WITHDRAW`].
pub(super) async fn withdraw(
    visit: Visit,
    Path(consent): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response, Error> {
    let stored = visit.register.stored(visit.scope, Kind::Consent, id(&consent)?).await?;
    let consent: Consent = domain::record::read(&stored.body).map_err(|_damaged| Error::NotUnderstood)?;
    let day = When::day(&today(&visit), Zone::Utc).map_err(|_not_a_day| Error::NotUnderstood)?;
    let mut changes = Body::from_iter([("withdrawn".to_owned(), json!(day))]);
    if let Some(words) = sent(&form, "words") {
        changes.insert("withdrawn_words".to_owned(), json!(words));
    }
    let seen = stored.seen(changes.keys().map(String::as_str)).into_iter().map(ActId).collect::<Vec<_>>();
    let mut work = visit.register.begin(reason(&visit, &form), visit.scope.project).await?;
    work.change(Kind::Consent, RecordId(stored.id), changes, &seen).await?;
    work.commit().await?;
    let back = routes::CONSENT_NEW.replace("{id}", &consent.source.to_string());
    Ok(Redirect::to(&format!("{back}#held")).into_response())
}

/// The consents of a source that the reader may see, with their records.
async fn consents(visit: &Visit, source: RecordId) -> Result<Vec<(Record, Consent)>, Error> {
    let records = visit.register.records_by(visit.scope, Kind::Consent, "source", &[source], "r.id").await?;
    visit.note(records.iter().map(|record| record.id)).await?;
    let read = |record: Record| record.read::<Consent>().map(|consent| (record, consent));
    Ok(records.into_iter().map(read).collect::<register::Result<_>>()?)
}

fn of_consent<'page>(
    visit: &'page Visit,
    source: &Record,
    consents: &[(Record, Consent)],
    form: &Sent,
    covers: Option<RecordId>,
) -> Sheet<'page> {
    let say = visit.preference.say;
    let mut set = Body::from_iter([("source".to_owned(), json!(source.id))]);
    let of = |said: &str| -> Vec<&str> {
        let slug = |purpose: &ConsentPurpose| purpose.slug();
        ConsentPurpose::ALL.iter().map(slug).filter(|slug| sent(form, &row(slug)) == Some(said)).collect()
    };
    for (field, said) in [("purposes", of("yes")), ("refused", of("no"))] {
        if !said.is_empty() {
            set.insert(field.to_owned(), json!(said));
        }
    }
    if let Some(covers) = covers {
        set.insert("covers".to_owned(), json!(covers));
    }
    Sheet {
        kind: Kind::Consent,
        set,
        without: &["purposes", "refused", "withdrawn", "withdrawn_words"],
        also: &[],
        needs: &[],
        action: routes::CONSENT_NEW.replace("{id}", &source.id.to_string()),
        title: "consent-title",
        lede: "consent-lede",
        over: interview::over(visit, source),
        first: matrix(say, form, covers),
        above: html! {
            (standing(visit, consents))
            (held(visit, consents))
            @if visit.permit.may(Operation::Collect) { section.part { h2 { (say.text("consent-note")) } } }
        },
        label: Some(AccessLabel::Sensitive),
        section: Section::Records,
        visit,
    }
}

fn row(slug: &str) -> String {
    format!("said.{slug}")
}

/// One row a purpose: not asked, allowed, refused.
fn matrix(say: Say, form: &Sent, covers: Option<RecordId>) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.text("consent-matrix")) {
            table.figures {
                caption.small.quiet { (say.text("consent-matrix-words")) }
                thead { tr { td {} @for (_, words) in SAID { th scope="col" { (say.text(words)) } } } }
                tbody {
                    @for purpose in ConsentPurpose::ALL {
                        @let name = row(purpose.slug());
                        @let said = sent(form, &name).unwrap_or_default();
                        tr {
                            th scope="row" { (purpose.label(say.language)) }
                            @for (value, words) in SAID {
                                @let label = format!("{}{} {}", purpose.label(say.language), say.text("colon"), say.text(words));
                                td { input type="radio" name=(name) value=(value) checked[value == said] aria-label=(label); }
                            }
                        }
                    }
                }
            }
        }
        @if let Some(covers) = covers {
            input type="hidden" name="covers" value=(covers);
            p.small { (say.text("consent-covers-one")) }
        } @else {
            p.small.quiet { (say.text("consent-covers-all")) }
        }
    }
}

/// What holds today, purpose by purpose, as far as the reader may know.
fn standing(visit: &Visit, consents: &[(Record, Consent)]) -> Markup {
    let say = visit.preference.say;
    let day = today(visit);
    let all: Vec<Consent> = consents.iter().map(|(_, consent)| consent.clone()).collect();
    let rows = ConsentPurpose::ALL.iter().map(|purpose| {
        let found = answer(&all, &[], *purpose, &day);
        let is_later = |consent: &Consent| {
            let names = consent.purposes.contains(purpose) || consent.refused.contains(purpose);
            names && consent.given.first_day().is_some_and(|first| first > day)
        };
        let found = match found {
            Err(Denial::NeverAsked) if all.iter().any(is_later) => {
                html! { (say.text("consent-denial-later")) }
            }
            found => told(say, found),
        };
        vec![html! { (purpose.label(say.language)) }, found]
    });
    let columns =
        ["consent-purpose", "consent-today"].iter().map(|head| Column::words(say.text(head))).collect();
    let plain = Plain { caption: say.text("consent-standing-words"), columns, rows: rows.collect() };
    html! {
        section.part #standing {
            h2 { (say.text("consent-standing")) }
            (table::scroll(&say.text("consent-standing"), &table::plain(&plain)))
        }
    }
}

/// An answer in words.
fn told(say: Say, found: Answer) -> Markup {
    match found {
        Ok(()) => html! { strong { (say.text("consent-allowed")) } },
        Err(denial) => html! { (say.text(why_not(denial))) },
    }
}

const fn why_not(denial: Denial) -> &'static str {
    match denial {
        Denial::NeverAsked => "consent-denial-never-asked",
        Denial::CoversElse => "consent-denial-covers-else",
        Denial::Expired => "consent-denial-expired",
        Denial::Refused => "consent-denial-refused",
        Denial::Withdrawn => "consent-denial-withdrawn",
    }
}

fn held(visit: &Visit, consents: &[(Record, Consent)]) -> Markup {
    let say = visit.preference.say;
    html! {
        section.part #held {
            h2 { (say.text("consent-held")) }
            @if consents.is_empty() { p { span.none { (say.text("consent-none")) } } }
            @for (record, consent) in consents { (one(visit, record, consent)) }
        }
    }
}

fn one(visit: &Visit, record: &Record, consent: &Consent) -> Markup {
    let say = visit.preference.say;
    let list = |purposes: &[ConsentPurpose]| {
        purposes
            .iter()
            .map(|purpose| purpose.label(say.language))
            .collect::<Vec<_>>()
            .join(&say.text("list-separator"))
    };
    html! {
        div.part {
            p {
                a href=(address::of(routes::RECORD, Kind::Consent, record.id)) { (date::when(say, &consent.given, Width::Full)) }
                @if consent.covers.is_some() { " · " (say.text("consent-covers-one")) }
                @if !consent.purposes.is_empty() { br; strong { (say.text("consent-yes")) } (say.text("colon")) " " (list(&consent.purposes)) }
                @if !consent.refused.is_empty() { br; strong { (say.text("consent-no")) } (say.text("colon")) " " (list(&consent.refused)) }
                @if let Some(last) = &consent.expires { br; (say.text("label-expires")) (say.text("colon")) " " bdi { (last) } }
            }
            @if let Some(when) = &consent.withdrawn {
                (notice::notice(
                    notice::Kind::Correction,
                    &html! { (say.text("label-withdrawn")) (say.text("colon")) " " (date::when(say, when, Width::Full)) },
                    &html! { @if let Some(words) = &consent.withdrawn_words { p dir="auto" { (words) } } },
                ))
            } @else if visit.permit.may(Operation::Collect) {
                (withdrawing(say, record.id))
            }
        }
    }
}

fn withdrawing(say: Say, consent: RecordId) -> Markup {
    let label = say.text("label-withdrawn-words");
    let name = format!("words-{consent}");
    html! {
        details {
            summary { (say.text("consent-withdraw")) }
            form.form method="post" action=(routes::CONSENT_WITHDRAW.replace("{id}", &consent.to_string())) {
                p.small { (say.text("consent-withdraw-words")) }
                label.field for=(name) { (label) }
                textarea id=(name) name="words" rows="3" maxlength=(domain::limits::TEXT_CHARS_MAX) dir="auto" {}
                (form::reason(say, "", None))
                p.actions { button.btn.btn-main { (say.text("consent-withdraw")) } }
            }
        }
    }
}
