//! What to leave of the tallies: the parameters of the list's address.
//!
//! | parameter | values |
//! |---|---|
//! | `kind` | what is counted, a slug of `tally_kind` |
//! | `body` | who states it, as named on the tally |
//! | `side` | `official`, or `other` (everybody else, also who is not held as a Source) |
//!
//! Values of one parameter widen, parameters narrow. A parameter may repeat.

use crate::error::{Error, Result};
use crate::incident::Parts;
use crate::limits::{FILTER_CHARS_MAX, FILTER_VALUES_MAX};
use crate::scope::Scope;
use domain::problem::Problem;
use domain::vocabulary::TallyKind;
use std::collections::BTreeSet;

/// Which side a body is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// An official body.
    Official,
    /// Anybody else.
    Other,
}

impl Side {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Official, Self::Other];

    /// The value of the parameter.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Other => "other",
        }
    }

    /// Reads the parameter.
    pub fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.slug() == slug)
    }
}

/// A choice of tallies. The default leaves all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Kinds, by slug.
    pub kinds: BTreeSet<String>,
    /// Bodies, as named.
    pub bodies: BTreeSet<String>,
    /// Sides.
    pub sides: BTreeSet<Side>,
}

impl Filter {
    /// Reads the parameters of an address; others are left to the caller, empty ones choose nothing.
    ///
    /// # Errors
    /// `record-refused` with `code-not-recognised`, naming the parameter.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self> {
        let mut filter = Self::default();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let is_short = value.chars().count() <= FILTER_CHARS_MAX && !value.chars().any(char::is_control);
            match name {
                "kind" if TallyKind::parse(value).is_some() => {
                    filter.kinds.insert(value.to_owned());
                }
                "body" if is_short && filter.bodies.len() < FILTER_VALUES_MAX => {
                    filter.bodies.insert(value.to_owned());
                }
                "side" => {
                    filter.sides.insert(Side::parse(value).ok_or_else(|| refused("side", value))?);
                }
                "kind" => return Err(refused("kind", value)),
                "body" => return Err(refused("body", value)),
                _ => {}
            }
        }
        Ok(filter)
    }

    /// The parameters that [`Self::read`] reads back, not yet encoded for an address.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let kinds = self.kinds.iter().map(|kind| ("kind", kind.clone()));
        let bodies = self.bodies.iter().map(|body| ("body", body.clone()));
        kinds.chain(bodies).chain(self.sides.iter().map(|side| ("side", side.slug().to_owned()))).collect()
    }

    /// Adds its conditions over table `r`, with `s` the kind of source of its body.
    pub(super) fn narrow(&self, scope: Scope, parts: &mut Parts) {
        for (column, values) in [("r.tally_kind", &self.kinds), ("r.tally_body", &self.bodies)] {
            if !values.is_empty() {
                let marks = parts.bind_all(values.iter().cloned());
                parts.conditions.push(format!("{column} in ({marks})"));
            }
        }
        if self.sides.len() == 1 {
            let is_official = self.sides.contains(&Side::Official);
            let exists = format!(
                "exists (select 1 from source s where s.project = $1{} and s.name = r.tally_body
                   and s.source_kind = 'official')",
                scope.sees("s")
            );
            parts.conditions.push(if is_official { exists } else { format!("not {exists}") });
        }
    }
}

fn refused(field: &'static str, value: &str) -> Error {
    let shown: String = value.chars().take(FILTER_CHARS_MAX).collect();
    Error::Refused(vec![Problem::refuse("code-not-recognised", field).with("code", shown)])
}
