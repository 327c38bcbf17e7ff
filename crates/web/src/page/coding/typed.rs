//! What stands in the form of a coding: typed, or as the coder left it.

use crate::component::form::Field;
use crate::i18n::Say;
use crate::limits;
use domain::count::Count;
use register::coding::{Coded, OwnCoding};
use std::collections::BTreeMap;

/// The values of the form and what is wrong with them.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    values: BTreeMap<String, String>,
    wrongs: BTreeMap<String, String>,
}

impl Typed {
    /// The form as its coder left it; empty where they have not coded.
    pub fn opened(own: Option<&OwnCoding>) -> Self {
        let Some(own) = own else { return Self::default() };
        let end = |pick: fn(&Count) -> Option<i64>| {
            own.coding.killed.as_ref().and_then(pick).map(|end| end.to_string()).unwrap_or_default()
        };
        let values = [
            ("grade", own.coding.grade.clone()),
            ("killed_min", end(|killed| killed.min)),
            ("killed_max", end(|killed| killed.max)),
            ("rationale", own.coding.rationale.clone()),
            ("seen", own.head_act.to_string()),
        ];
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { values, wrongs: BTreeMap::new() }
    }

    /// What was sent.
    pub fn sent(form: Vec<(String, String)>) -> Self {
        let values = form.into_iter().map(|(name, value)| (name, value.trim().to_owned())).collect();
        Self { values, wrongs: BTreeMap::new() }
    }

    pub fn at(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    pub fn refuse(&mut self, field: &str, sentence: String) {
        let field = if field == "killed" { "killed_min" } else { field };
        self.wrongs.entry(field.to_owned()).or_insert(sentence);
    }

    pub fn wrong(&self, name: &str) -> Option<&str> {
        self.wrongs.get(name).map(String::as_str)
    }

    pub fn is_refused(&self) -> bool {
        !self.wrongs.is_empty()
    }

    /// A field of the form.
    pub fn field<'view>(
        &'view self,
        name: &'view str,
        label: &'view str,
        hint: Option<&'view str>,
    ) -> Field<'view> {
        Field { name, label, hint, value: self.at(name), wrong: self.wrong(name), is_required: false }
    }

    /// What the coder says; `None` where something is wrong, which is noted beside its field.
    pub fn coded(&mut self, say: Say) -> Option<Coded> {
        let ends = ["killed_min", "killed_max"].map(|name| self.end(say, name));
        for name in ["grade", "blind"] {
            if self.at(name).is_empty() {
                self.refuse(name, say.text("coding-choose"));
            }
        }
        let rationale = self.at("rationale").to_owned();
        if rationale.is_empty() {
            self.refuse("rationale", say.text("coding-why-needed"));
        } else if rationale.chars().count() > limits::REASON_CHARACTERS_MAX {
            self.refuse("rationale", say.error("reason-too-long", &[]));
        }
        let [min, max] = ends;
        let is_stated = min.is_some() || max.is_some();
        let coded = Coded {
            grade: self.at("grade").to_owned(),
            killed: is_stated.then(|| Count::range(min, max)),
            rationale,
            blind: self.at("blind") == "yes",
        };
        (!self.is_refused()).then_some(coded)
    }

    fn end(&mut self, say: Say, name: &str) -> Option<i64> {
        let text = self.at(name);
        if text.is_empty() {
            return None;
        }
        let end = text.parse().ok();
        if end.is_none() {
            self.refuse(name, say.text("coding-whole-number"));
        }
        end
    }
}
