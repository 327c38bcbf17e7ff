//! How one field is filled. Each variant is a `read = "…"` of the mapping file.

use super::template::Template;
use crate::table::value::folded;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// How one field is filled from a row.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "read", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Field {
    /// The text of a column.
    Text {
        /// The column.
        column: String,
    },
    /// Text joined from columns.
    Template {
        /// The template.
        template: Template,
    },
    /// Always the same.
    Constant {
        /// The value.
        value: Value,
    },
    /// A whole number.
    Integer {
        /// The column.
        column: String,
    },
    /// Yes or no.
    Boolean {
        /// The column.
        column: String,
    },
    /// A word of a vocabulary, or of the table given here.
    Word {
        /// The column.
        column: String,
        /// How cells become words.
        #[serde(rename = "words", default)]
        table: WordTable,
    },
    /// Several such words in one cell.
    Words {
        /// The column.
        column: String,
        /// What stands between two of them.
        split: String,
        /// How they become words.
        #[serde(rename = "words", default)]
        table: WordTable,
    },
    /// Several texts in one cell.
    Texts {
        /// The column.
        column: String,
        /// What stands between two of them.
        split: String,
    },
    /// The first of several texts in one cell.
    FirstText {
        /// The column.
        column: String,
        /// What stands between two of them; a JSON list needs none.
        #[serde(default)]
        split: Option<String>,
        /// Texts that stand for "not shown".
        #[serde(default)]
        unless: Vec<String>,
    },
    /// A date or a time, as a statement with its bounds.
    When {
        /// The column of the (first) day.
        column: String,
        /// The column of the last day.
        #[serde(default)]
        end: Option<String>,
        /// The column of the time of day.
        #[serde(default)]
        time: Option<String>,
        /// The column of the time at which it ended.
        #[serde(default)]
        end_time: Option<String>,
        /// Times that stand for "not known".
        #[serde(default)]
        unknown_times: Vec<String>,
        /// The part of the day.
        #[serde(default)]
        part_of_day: Option<Box<Self>>,
        /// The zone in which it is to be read.
        zone: ZoneSpec,
        /// The words used.
        #[serde(default)]
        words: Option<Template>,
    },
    /// A place: any of a point, a grid reference and words.
    Location {
        /// The column of the latitude.
        #[serde(default)]
        latitude: Option<String>,
        /// The column of the longitude.
        #[serde(default)]
        longitude: Option<String>,
        /// The column that holds both.
        #[serde(default)]
        point: Option<String>,
        /// The column of the grid reference.
        #[serde(default)]
        mgrs: Option<String>,
        /// The words used.
        #[serde(default)]
        words: Option<Template>,
        /// The words used, in Arabic.
        #[serde(default)]
        words_ar: Option<Template>,
        /// What the point stands for.
        #[serde(default)]
        precision: Option<Box<Self>>,
        /// Who supplied it.
        #[serde(default)]
        supplied_by: Option<Box<Self>>,
    },
    /// A count: from two columns, or from one as worded.
    Count {
        /// The column of the minimum.
        #[serde(default)]
        min: Option<String>,
        /// The column of the maximum.
        #[serde(default)]
        max: Option<String>,
        /// The column that holds all of it.
        #[serde(default)]
        column: Option<String>,
        /// What kind of bound it is, where the figures do not say.
        #[serde(default)]
        bound: Option<String>,
        /// The words used.
        #[serde(default)]
        wording: Option<Template>,
    },
    /// An age as lists write it.
    Age {
        /// The column.
        column: String,
    },
    /// Another draft of the same row.
    Reference {
        /// Its slot.
        slot: String,
    },
    /// The first of these that says something.
    First {
        /// The readings in order.
        of: Vec<Self>,
    },
    /// Objects, one for each entry whose needed fields say something.
    Objects {
        /// The entries.
        of: Vec<ObjectSpec>,
    },
    /// Named parties, each with how firmly the incident is laid to it.
    Named {
        /// The columns in order; a name already taken is not taken again.
        of: Vec<PartySpec>,
    },
    /// Objects, one for each thing of a list.
    Items {
        /// The list.
        list: String,
        /// The fields of each.
        fields: BTreeMap<String, Self>,
    },
}

/// One object of a list of objects.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectSpec {
    /// Its fields.
    pub fields: BTreeMap<String, Field>,
    /// Fields without which it is not made.
    #[serde(default)]
    pub needs: Vec<String>,
}

/// A column of named parties.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartySpec {
    /// The column.
    pub column: String,
    /// What stands between two names.
    pub split: String,
    /// `suspected` or `known`.
    pub attribution: domain::vocabulary::Attribution,
}

/// The zone of dates: a name, or told from a column.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum ZoneSpec {
    /// `utc`, `unknown` or a name of the IANA database.
    Name(String),
    /// Told from the row.
    By(Box<Field>),
}

/// How a cell is compared with the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matches {
    /// The whole cell.
    #[default]
    Whole,
    /// Its end.
    End,
    /// Anywhere in it.
    Anywhere,
}

/// How cells become words. Upper and lower case and runs of blanks do not matter.
#[derive(Clone, Debug, Default)]
pub struct WordTable {
    /// The vocabulary whose slugs and labels are understood without being listed.
    pub vocabulary: Option<String>,
    /// Folded cell to word.
    pub words: HashMap<String, String>,
    /// The listed cells alone, for messages and for partial matches.
    pub listed: Vec<(String, String)>,
    /// How a cell is compared.
    pub matches: Matches,
    /// The word where nothing fits; without it that is a problem.
    pub otherwise: Option<String>,
}

impl WordTable {
    /// The word of a cell; `None` where nothing fits.
    pub fn word(&self, cell: &str) -> Option<&str> {
        // Most cells are written as the list or the label has them: those need no folding.
        if let Some(word) = self.words.get(cell) {
            return Some(word);
        }
        let cell = folded(cell);
        if let Some(word) = self.words.get(&cell) {
            return Some(word);
        }
        let partial = self.listed.iter().find(|(listed, _)| match self.matches {
            Matches::Whole => false,
            Matches::End => cell.ends_with(listed.as_str()),
            Matches::Anywhere => cell.contains(listed.as_str()),
        });
        partial.map(|(_, word)| word.as_str()).or(self.otherwise.as_deref())
    }

    /// A few of the cells understood, for a hint.
    pub fn some(&self) -> String {
        let mut known: Vec<&str> = if self.listed.is_empty() {
            self.words.values().map(String::as_str).collect()
        } else {
            self.listed.iter().map(|(cell, _)| cell.as_str()).collect()
        };
        known.sort_unstable();
        known.dedup();
        known.truncate(12);
        known.join(", ")
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTable {
    #[serde(default)]
    vocabulary: Option<String>,
    #[serde(default)]
    values: BTreeMap<String, String>,
    #[serde(default)]
    matches: Matches,
    #[serde(default)]
    otherwise: Option<String>,
}

impl<'de> Deserialize<'de> for WordTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = WrittenTable::deserialize(deserializer)?;
        let mut words = HashMap::new();
        if let Some(name) = &written.vocabulary {
            let known = domain::vocabulary::all().iter().find(|(found, _)| found == name);
            let (_, terms) =
                known.ok_or_else(|| serde::de::Error::custom(format!("there is no vocabulary {name:?}")))?;
            for term in *terms {
                for text in [term.slug, term.en, term.ar, &term.slug.replace('_', " ")] {
                    words.insert(folded(text), term.slug.to_owned());
                    words.insert(text.to_owned(), term.slug.to_owned());
                }
            }
            let foreign = written.values.values().chain(&written.otherwise);
            if let Some(word) =
                foreign.into_iter().find(|word| !terms.iter().any(|term| term.slug == word.as_str()))
            {
                return Err(serde::de::Error::custom(format!(
                    "{word:?} is no word of the vocabulary {name:?}"
                )));
            }
        }
        words.extend(written.values.iter().map(|(cell, word)| (cell.clone(), word.clone())));
        let listed: Vec<(String, String)> =
            written.values.into_iter().map(|(cell, word)| (folded(&cell), word)).collect();
        words.extend(listed.iter().cloned());
        let WrittenTable { vocabulary, matches, otherwise, .. } = written;
        Ok(Self { vocabulary, words, listed, matches, otherwise })
    }
}

impl Field {
    /// Shows this field and every one inside it.
    pub fn each<'a>(&'a self, look: &mut dyn FnMut(&'a Self)) {
        look(self);
        match self {
            Self::First { of } => of.iter().for_each(|field| field.each(look)),
            Self::Objects { of } => {
                for field in of.iter().flat_map(|object| object.fields.values()) {
                    field.each(look);
                }
            }
            Self::Items { fields, .. } => fields.values().for_each(|field| field.each(look)),
            Self::When { part_of_day, zone, .. } => {
                if let Some(field) = part_of_day {
                    field.each(look);
                }
                if let ZoneSpec::By(field) = zone {
                    field.each(look);
                }
            }
            Self::Location { precision, supplied_by, .. } => {
                precision.iter().chain(supplied_by).for_each(|field| field.each(look));
            }
            _ => {}
        }
    }

    /// The columns this field names itself, without those inside it.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::Text { column }
            | Self::Integer { column }
            | Self::Boolean { column }
            | Self::Word { column, .. }
            | Self::Words { column, .. }
            | Self::Texts { column, .. }
            | Self::FirstText { column, .. }
            | Self::Age { column } => vec![column],
            Self::Template { template } => template.columns().collect(),
            Self::When { column, end, time, end_time, words, .. } => {
                let more = [end, time, end_time].into_iter().flatten().map(String::as_str);
                let words = words.iter().flat_map(Template::columns);
                std::iter::once(column.as_str()).chain(more).chain(words).collect()
            }
            Self::Location { latitude, longitude, point, mgrs, words, words_ar, .. } => {
                let cells = [latitude, longitude, point, mgrs].into_iter().flatten().map(String::as_str);
                cells.chain(words.iter().chain(words_ar).flat_map(Template::columns)).collect()
            }
            Self::Count { min, max, column, wording, .. } => {
                let cells = [min, max, column].into_iter().flatten().map(String::as_str);
                cells.chain(wording.iter().flat_map(Template::columns)).collect()
            }
            Self::Named { of } => of.iter().map(|party| party.column.as_str()).collect(),
            Self::Constant { .. }
            | Self::Reference { .. }
            | Self::First { .. }
            | Self::Objects { .. }
            | Self::Items { .. } => Vec::new(),
        }
    }

    /// The columns read as dates.
    pub fn date_columns<'a>(&'a self, columns: &mut Vec<&'a str>) {
        if let Self::When { column, end, .. } = self {
            columns.push(column);
            columns.extend(end.as_deref());
        }
    }

    /// The columns read as degrees.
    pub fn degree_columns<'a>(&'a self, columns: &mut Vec<&'a str>) {
        if let Self::Location { latitude, longitude, .. } = self {
            columns.extend(latitude.iter().chain(longitude).map(String::as_str));
        }
    }
}
