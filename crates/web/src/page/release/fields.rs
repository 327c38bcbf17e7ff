//! What the paste form holds: the text and what a person says beside it. Nothing of it is kept between requests: the
//! preview carries the text in the form, digit by digit, because browsers rewrite line ends.

use crate::hexadecimal::hexadecimal;
use crate::i18n::Say;
use crate::limits;
use domain::problem::Problem;
use domain::when::Zone;
use maud::{Markup, html};
use register::release_intake::{Fields, STRIKE_RELEASE, STRIKE_SUMMARY};

/// The form as sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    /// The text.
    pub(super) text: String,
    /// How the bytes of an uploaded file were read, if they were not UTF-8.
    pub(super) read_as: Option<&'static str>,
    /// Publisher.
    pub(super) publisher: String,
    /// Address.
    pub(super) url: String,
    /// Day of issue.
    pub(super) issued: String,
    /// Days covered.
    pub(super) period: String,
    /// Zone.
    pub(super) zone: String,
    /// Definition of "strike".
    pub(super) definition: String,
    /// Release of which it is another wording.
    pub(super) rendition_of: String,
    /// Reason of the commit.
    pub(super) reason: String,
    /// Whether to keep it.
    pub(super) keep: bool,
}

/// The zones offered: none, UTC, where it happened, where it was issued.
pub(super) const ZONES: [&str; 5] = ["unknown", "utc", "Asia/Damascus", "Asia/Baghdad", "America/New_York"];

impl Given {
    /// The fields as the intake takes them.
    pub(super) fn fields(&self) -> Result<Fields, Problem> {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        for (name, value) in
            [("publisher", &self.publisher), ("url", &self.url), ("definition", &self.definition)]
        {
            if value.chars().count() > limits::FIELD_CHARACTERS_MAX || value.chars().any(char::is_control) {
                return Err(Problem::refuse("field-too-long", name).with("max", limits::FIELD_CHARACTERS_MAX));
            }
        }
        if self.publisher.trim().is_empty() {
            return Err(Problem::refuse("field-empty", "publisher"));
        }
        let zone = Zone::parse(self.zone.trim())
            .map_err(|error| Problem::refuse(error.code(), "zone").with("zone", self.zone.trim()))?;
        Ok(Fields {
            publisher: self.publisher.trim().to_owned(),
            url: some(&self.url),
            issued: some(&self.issued),
            period: some(&self.period),
            zone,
            definition: some(&self.definition),
        })
    }

    /// The fields as hidden inputs of the commit form.
    pub(super) fn hidden(&self, definition: &str) -> Markup {
        let values = [
            ("publisher", self.publisher.as_str()),
            ("url", &self.url),
            ("issued", &self.issued),
            ("period", &self.period),
            ("zone", &self.zone),
            ("definition", definition),
        ];
        html! {
            input type="hidden" name="text_hex" value=(hexadecimal(self.text.as_bytes()));
            @for (name, value) in values { input type="hidden" name=(name) value=(value); }
        }
    }
}

/// Definitions offered, with their words.
pub(super) fn definitions(say: Say) -> Vec<(String, String)> {
    vec![
        (String::new(), say.text("release-new-definition-auto")),
        (STRIKE_RELEASE.to_owned(), say.text("release-definition-name-release")),
        (STRIKE_SUMMARY.to_owned(), say.text("release-definition-name-summary")),
    ]
}

/// Zones offered, with their words.
pub(crate) fn zones(say: Say) -> Vec<(String, String)> {
    ZONES
        .iter()
        .map(|zone| {
            let words = match *zone {
                "unknown" => say.text("release-new-zone-unknown"),
                "utc" => "UTC".to_owned(),
                named => named.to_owned(),
            };
            ((*zone).to_owned(), words)
        })
        .collect()
}
