//! The codebook in force: what each grade means; and every vocabulary the register uses.

use crate::component::grade;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::number;
use axum::response::{IntoResponse, Response};
use domain::codebook::Codebook;
use domain::language::Language;
use domain::vocabulary;
use maud::{Markup, html};

/// GET `/codebook`.
pub(super) async fn show(visit: Visit) -> Result<Response, Error> {
    let say = visit.preference.say;
    let codebook = Codebook::built_in();
    let content = html! {
        div.head {
            h1 { (say.text("codebook-title")) }
            p.lede { (say.html("codebook-lede", &[("name", codebook.reference().as_str().into())])) }
        }
        dl.facts {
            @for entry in &codebook.grades {
                @let (label, criterion) = match say.language {
                    Language::English => (&entry.label_en, &entry.criterion_en),
                    Language::Arabic => (&entry.label_ar, &entry.criterion_ar),
                };
                div { dt { (grade::grade(Some(&entry.slug), label)) } dd { (criterion) } }
            }
        }
        p { (say.html("codebook-near", &[
            ("days", codebook.near_action.days.into()),
            ("kilometres", (codebook.near_action.radius_m / 1000).into()),
        ])) }
        p { (say.text("codebook-unknown")) }
        h2 { (say.text("codebook-vocabularies")) }
        @for (name, terms) in vocabulary::all() { (terms_of(say, name, terms)) }
    };
    Ok(layout::page(&visit.frame(&say.text("codebook-title"), Section::Records), &content).into_response())
}

fn terms_of(say: Say, name: &str, terms: &[vocabulary::Term]) -> Markup {
    html! {
        details {
            summary { code { (name) } " " bdi { "(" (number::integer(i64::try_from(terms.len()).unwrap_or(0))) ")" } }
            dl {
                @for term in terms {
                    dt { (if say.language == Language::English { term.en } else { term.ar }) " " code.quiet { (term.slug) } }
                    @if let Some((en, ar)) = term.gloss {
                        dd { (if say.language == Language::English { en } else { ar }) }
                    }
                }
            }
        }
    }
}
