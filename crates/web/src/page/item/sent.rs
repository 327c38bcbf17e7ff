//! What was typed into a form of these pages, and what is wrong with which input; the value stays.

use super::Parameters;
use crate::component::form::Field;
use crate::component::notice;
use crate::i18n::{Arg, Say};
use domain::problem::Problem;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// A form: what stands in it, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    inputs: BTreeMap<String, String>,
    wrongs: Vec<(String, Problem)>,
}

impl Sent {
    /// A form as it came: line ends as `\n`, no space around, nothing that no text holds.
    pub(super) fn of(sent: Parameters) -> Self {
        let plain =
            |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "").trim().to_owned();
        let inputs = sent.into_iter().map(|(name, text)| (name, plain(&text))).collect();
        Self { inputs, wrongs: Vec::new() }
    }

    /// A form before anything was typed, but for these inputs.
    pub(super) fn blank<const N: usize>(filled: [(&str, String); N]) -> Self {
        let inputs = filled.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
        Self { inputs, wrongs: Vec::new() }
    }

    /// What stands in an input.
    pub(super) fn at(&self, name: &str) -> &str {
        self.inputs.get(name).map_or("", String::as_str)
    }

    /// What stands in an input, where something does.
    pub(super) fn given(&self, name: &str) -> Option<String> {
        self.inputs.get(name).filter(|text| !text.is_empty()).cloned()
    }

    /// Fills an input that is empty.
    pub(super) fn fill(&mut self, name: &str, text: &str) {
        let input = self.inputs.entry(name.to_owned()).or_default();
        if input.is_empty() {
            text.clone_into(input);
        }
    }

    /// Notes what is wrong with an input.
    pub(super) fn refuse(&mut self, name: &str, code: &str) {
        self.wrongs.push((name.to_owned(), Problem::refuse(code, name)));
    }

    /// Notes what the register refused.
    pub(super) fn refused(&mut self, problems: Vec<Problem>, input: impl Fn(&str) -> String) {
        let refusing = problems.into_iter().filter(Problem::refuses);
        self.wrongs.extend(refusing.map(|problem| (input(&problem.field), problem)));
    }

    /// Whether nothing is wrong.
    pub(super) fn is_right(&self) -> bool {
        self.wrongs.is_empty()
    }

    /// A field whose label is a message, drawn by `draw`.
    pub(super) fn field(
        &self,
        say: Say,
        name: &str,
        (label, hint): (&str, Option<&str>),
        draw: impl Fn(&Field<'_>) -> Markup,
    ) -> Markup {
        let (label, hint) = (say.text(label), hint.map(|hint| say.text(hint)));
        let wrong = self.wrongs.iter().find(|(input, _)| input == name);
        let wrong = wrong.map(|(_, problem)| say.error(&problem.code, &details(problem)));
        draw(&Field {
            name,
            label: &label,
            value: self.at(name),
            hint: hint.as_deref(),
            wrong: wrong.as_deref(),
            is_required: false,
        })
    }

    /// What is wrong, above the form.
    pub(super) fn refusal(&self, say: Say) -> Markup {
        if self.is_right() {
            return html! {};
        }
        notice::error(
            &html! { (say.text("room-refused")) },
            &html! { ul { @for (_, problem) in &self.wrongs { li { (say.error(&problem.code, &details(problem))) } } } },
        )
    }
}

fn details(problem: &Problem) -> Vec<(&str, Arg)> {
    problem.details.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect()
}
