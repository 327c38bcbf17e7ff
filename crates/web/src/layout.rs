//! The frame of every page: masthead, sections, as-of line, content, foot.
//!
//! Not the pages: they hand over a [`Frame`] and their content. The frame always shows the date and the log's
//! checkpoint, and says when nobody reviews. Start at [`page`].

use crate::assets;
use crate::date;
use crate::i18n::Arg;
use crate::number;
use crate::preference::{Preference, Theme};
use crate::routes;
use crate::sprite;
use axum::response::Html;
use domain::language::Language;
use maud::{DOCTYPE, Markup, html};

/// The sections of the masthead, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The gap: tallies as their bodies stated them.
    Overview,
    /// Official strike releases and the disclosure calendar.
    Releases,
    /// Documented incidents.
    Incidents,
    /// Items of evidence.
    Items,
    /// What anybody said in figures, over time.
    Tallies,
    /// Sources and every other kind of record.
    Records,
    /// The team's queue, reviews and approvals.
    Work,
    /// The import workbench.
    Import,
    /// Acts, checkpoints and proofs.
    Log,
}

impl Section {
    /// Every section, in the masthead's order.
    pub const ALL: [Self; 9] = [
        Self::Overview,
        Self::Releases,
        Self::Incidents,
        Self::Items,
        Self::Tallies,
        Self::Records,
        Self::Work,
        Self::Import,
        Self::Log,
    ];

    /// Its first address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Overview => routes::OVERVIEW,
            Self::Releases => routes::RELEASES,
            Self::Incidents => routes::INCIDENTS,
            Self::Items => routes::ITEMS,
            Self::Tallies => routes::TALLIES,
            Self::Records => routes::RECORDS,
            Self::Work => routes::WORK,
            Self::Import => routes::IMPORT,
            Self::Log => routes::LOG,
        }
    }

    const fn message(self) -> &'static str {
        match self {
            Self::Overview => "nav-overview",
            Self::Releases => "nav-releases",
            Self::Incidents => "nav-incidents",
            Self::Items => "nav-items",
            Self::Tallies => "nav-tallies",
            Self::Records => "nav-records",
            Self::Work => "nav-work",
            Self::Import => "nav-import",
            Self::Log => "nav-log",
        }
    }
}

/// Whether a second person reviews what this register states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reviewing {
    /// A second person reviews; the frame says nothing.
    #[default]
    BySecondPerson,
    /// A register of one person: every page says so.
    ByNobody,
}

/// What the frame says about the register as it stands.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// The register's name, in the reader's language.
    pub name: String,
    /// When the page was made: RFC 3339, UTC.
    pub as_of: String,
    /// Size of the tree at the last signed checkpoint; absent before the first.
    pub checkpoint: Option<i64>,
    /// Whether a second person reviews.
    pub reviewing: Reviewing,
    /// Who is owed credit for what is shown, one sentence each.
    pub credits: Vec<String>,
    /// The project of the Exercise is marked on every page.
    pub is_exercise: bool,
    /// Name of who is signed in; absent in a register of one person.
    pub reader: Option<String>,
    /// Whether the owner of the machine practises as somebody else.
    pub is_practising: bool,
}

/// One address that gives the page's content as data.
#[derive(Clone, Debug)]
pub struct DataLink {
    /// Its name, such as `CSV`.
    pub label: String,
    /// Its address.
    pub address: String,
}

/// Everything of a page but its content.
#[derive(Clone, Debug)]
pub struct Frame<'page> {
    /// Language and theme.
    pub preference: Preference,
    /// Title of the document, without the product's name.
    pub title: &'page str,
    /// Path and query of this page, for the links that change language or theme.
    pub address: &'page str,
    /// The section marked as current.
    pub section: Option<Section>,
    /// The register as it stands; absent where nothing of it may be shown (401, failures).
    pub standing: Option<&'page Standing>,
    /// Same content as data.
    pub data: Vec<DataLink>,
    /// Denser type, for working pages.
    pub is_work: bool,
    /// Can be worked by keys, where the reader switched them on.
    pub has_keys: bool,
    /// A script module that the page is loaded with; without it the page still serves.
    pub module: Option<&'static str>,
    /// A second stylesheet, of pages that have much of their own.
    pub sheet: Option<&'static str>,
}

impl<'page> Frame<'page> {
    /// A frame that tells nothing of the register: for errors and for people without a session.
    pub const fn bare(preference: Preference, title: &'page str, address: &'page str) -> Self {
        Self {
            preference,
            title,
            address,
            section: None,
            standing: None,
            data: Vec::new(),
            is_work: false,
            has_keys: false,
            module: None,
            sheet: None,
        }
    }

    /// A frame of an ordinary page.
    pub const fn new(
        preference: Preference,
        title: &'page str,
        address: &'page str,
        section: Section,
        standing: &'page Standing,
    ) -> Self {
        let (section, standing) = (Some(section), Some(standing));
        Self {
            preference,
            title,
            address,
            section,
            standing,
            data: Vec::new(),
            is_work: false,
            has_keys: false,
            module: None,
            sheet: None,
        }
    }
}

/// The whole document, ready to be answered.
pub fn page(frame: &Frame<'_>, content: &Markup) -> Html<String> {
    Html(document(frame, content).into_string())
}

/// The whole document as markup.
pub fn document(frame: &Frame<'_>, content: &Markup) -> Markup {
    let say = frame.preference.say;
    let theme = match frame.preference.theme {
        Theme::Auto => None,
        Theme::Light | Theme::Dark => Some(frame.preference.theme.code()),
    };
    html! {
        (DOCTYPE)
        html lang=(say.code()) dir=(say.direction()) data-theme=[theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (frame.title) " · " (say.text("product")) }
                link rel="stylesheet" href=(assets::address("sijil.css"));
                @if let Some(sheet) = frame.sheet { link rel="stylesheet" href=(assets::address(sheet)); }
                link rel="icon" type="image/svg+xml" href=(assets::address("mark.svg"));
                @if frame.has_keys && frame.preference.has_keys {
                    script type="module" src=(assets::address("keys.js")) {}
                }
                @if let Some(module) = frame.module { script type="module" src=(assets::address(module)) {} }
            }
            body.work[frame.is_work] {
                a.skip href="#main" { (say.text("skip")) }
                (sprite::sprite())
                header { (masthead(frame)) (as_of(frame)) }
                main.page #main {
                    (banners(frame))
                    (content)
                }
                (foot(frame))
            }
        }
    }
}

fn masthead(frame: &Frame<'_>) -> Markup {
    let say = frame.preference.say;
    let other = match say.language {
        Language::English => ("ar", "سجل"),
        Language::Arabic => ("en", "Sijil"),
    };
    html! {
        div.mast {
            a.mast-mark href=(routes::OVERVIEW) { (say.text("product")) " " bdi lang=(other.0) { (other.1) } }
            span.mast-reg { @if let Some(standing) = frame.standing { (standing.name) } }
            div.mast-tools {
                @if frame.standing.is_some() { (find(frame)) }
                (language_link(frame))
                @if let Some(reader) = frame.standing.and_then(|standing| standing.reader.as_deref()) {
                    (reader_form(frame, reader))
                }
                (theme_form(frame))
            }
            @if frame.standing.is_some() {
                nav.mast-nav aria-label=(say.text("nav-main")) {
                    @for section in Section::ALL {
                        a href=(section.path()) aria-current=[(frame.section == Some(section)).then_some("page")] {
                            (say.text(section.message()))
                        }
                    }
                }
            }
        }
    }
}

fn find(frame: &Frame<'_>) -> Markup {
    let say = frame.preference.say;
    html! {
        form.mast-find role="search" action=(routes::INCIDENTS) aria-label=(say.text("find-everything")) {
            label.hide for="find" { (say.text("find-label")) }
            input #find type="search" name="q" placeholder=(say.text("find-hint")) maxlength="200";
        }
    }
}

/// The link to this page in the other language, named in that language.
fn language_link(frame: &Frame<'_>) -> Markup {
    let (code, name) = match frame.preference.say.language {
        Language::English => ("ar", "العربية"),
        Language::Arabic => ("en", "English"),
    };
    html! { a href=(with_parameter(frame.address, "lang", code)) lang=(code) hreflang=(code) { (name) } }
}

fn theme_form(frame: &Frame<'_>) -> Markup {
    let say = frame.preference.say;
    html! {
        form.theme method="post" action=(routes::DISPLAY) aria-label=(say.text("theme")) {
            input type="hidden" name="back" value=(without_parameter(frame.address, "theme"));
            @for theme in Theme::ALL {
                button name="theme" value=(theme.code())
                    aria-pressed=(if theme == frame.preference.theme { "true" } else { "false" }) {
                    (say.text(match theme {
                        Theme::Auto => "theme-auto",
                        Theme::Light => "theme-light",
                        Theme::Dark => "theme-dark",
                    }))
                }
            }
        }
    }
}

/// Who is signed in, and the way out.
fn reader_form(frame: &Frame<'_>, reader: &str) -> Markup {
    let say = frame.preference.say;
    html! {
        form.reader method="post" action=(routes::SIGN_OUT) {
            @if frame.standing.is_some_and(|standing| standing.is_practising) {
                bdi { (reader) } " "
                button.plain formaction=(routes::PRACTISE) { (say.text("practise-stop")) }
            } @else {
                a href=(routes::ACCOUNT) { bdi { (reader) } } " "
                button.plain { (say.text("sign-out")) }
            }
        }
    }
}

fn as_of(frame: &Frame<'_>) -> Markup {
    let say = frame.preference.say;
    let Some(standing) = frame.standing else { return html! {} };
    html! {
        p.asof {
            span { (say.html("asof", &[("instant", date::instant_element(say, &standing.as_of).into())])) }
            " "
            span.seal {
                (sprite::mark("i-seal"))
                a href=(routes::LOG) {
                    @match standing.checkpoint {
                        Some(size) => (say.html("asof-checkpoint", &[("number", Arg::Html(html! { bdi { (number::integer(size)) } }))])),
                        None => (say.text("asof-no-checkpoint")),
                    }
                }
            }
            " "
            span.wide-only { (say.text("asof-figures")) }
        }
    }
}

fn banners(frame: &Frame<'_>) -> Markup {
    let say = frame.preference.say;
    let Some(standing) = frame.standing else { return html! {} };
    html! {
        @if standing.is_exercise {
            p.banner { span.specimen { (say.text("exercise")) } " " (say.text("exercise-words")) }
        }
        @if standing.reviewing == Reviewing::ByNobody {
            p.banner { (say.text("review-by-nobody")) }
        }
    }
}

fn foot(frame: &Frame<'_>) -> Markup {
    let say = frame.preference.say;
    html! {
        footer.foot {
            div {
                p { (say.text("foot-purpose")) }
                @if let Some(standing) = frame.standing {
                    @for credit in &standing.credits { p { bdi { (credit) } } }
                }
            }
            p {
                @if !frame.data.is_empty() {
                    (say.text("foot-data")) " "
                    @for (index, link) in frame.data.iter().enumerate() {
                        @if index > 0 { " · " }
                        a href=(link.address) { bdi { (link.label) } }
                    }
                }
            }
            p {
                @if frame.standing.is_some() {
                    a href=(routes::CODEBOOK) { (say.text("foot-codebook")) }
                    br;
                    a href=(routes::LOG) { (say.text("foot-verify")) }
                }
            }
        }
    }
}

/// `address` with `name=value` in its query, replacing an earlier one.
pub fn with_parameter(address: &str, name: &str, value: &str) -> String {
    let clean = without_parameter(address, name);
    let joint = if clean.contains('?') { '&' } else { '?' };
    format!("{clean}{joint}{name}={value}")
}

/// `address` without the parameter `name`.
pub fn without_parameter(address: &str, name: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let kept: Vec<&str> =
        query.split('&').filter(|pair| pair.split('=').next() != Some(name) && !pair.is_empty()).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_link_keeps_the_rest_of_the_address() {
        assert_eq!(with_parameter("/incidents?q=a&lang=en", "lang", "ar"), "/incidents?q=a&lang=ar");
        assert_eq!(with_parameter("/", "lang", "ar"), "/?lang=ar");
        assert_eq!(without_parameter("/x?theme=dark", "theme"), "/x");
    }
}
