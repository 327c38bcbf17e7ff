//! What the columns of a table mean: a TOML file, data and not code. The reference of every key is
//! `docs/reference/mappings.md`.
//!
//! Start at [`Mapping::parse`], or at [`Mapping::built_in`] for the mappings that come with the program.

mod checks;
mod choose;
mod field;
mod template;

pub use choose::{ChosenField, fields, with_columns};
pub use field::{Field, Matches, ObjectSpec, WordTable, ZoneSpec};
pub use template::Template;

use super::read::{Encoding, Written};
use super::value::date::DateOrder;
use crate::coordinates::doubt::Region;
use crate::error::Error;
use crate::limits::MAPPING_BYTES_MAX;
use domain::kind::Kind;
use domain::vocabulary::LinkRole;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The mappings that come with the program, by name.
const BUILT_IN: &[(&str, &str)] = &[
    ("airwars-incidents", include_str!("../../../mappings/airwars-incidents.toml")),
    ("airwars-victims", include_str!("../../../mappings/airwars-victims.toml")),
    ("nl-mod-strikes", include_str!("../../../mappings/nl-mod-strikes.toml")),
    ("sijil", include_str!("../../../mappings/sijil.toml")),
    ("timemap-events", include_str!("../../../mappings/timemap-events.toml")),
    ("timemap-sources", include_str!("../../../mappings/timemap-sources.toml")),
    ("ucdp-ged", include_str!("../../../mappings/ucdp-ged.toml")),
];

/// Names of the mappings that come with the program.
pub fn built_in_names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// A mapping.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Name, such as `ucdp-ged`.
    pub name: String,
    /// What it reads, in a few words.
    pub title: String,
    /// The same in Arabic.
    #[serde(default)]
    pub title_ar: Option<String>,
    /// What becomes of a row and what the mapping decides.
    #[serde(default)]
    pub about: String,
    /// First part of every row's identity: rows of one data set are the same row if their keys are.
    pub dataset: String,
    /// Whether the columns are mapped or the file is an export of this program.
    #[serde(default)]
    pub form: Form,
    /// How the file is written, where that is known.
    #[serde(default)]
    pub table: TableSpec,
    /// Our name of a column to the spellings of its header; the first one found is read.
    #[serde(default)]
    pub columns: BTreeMap<String, Vec<String>>,
    /// Columns without which the file is not this table.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Columns that tell rows apart; without any, the row's digest does.
    #[serde(default)]
    pub key: Vec<String>,
    /// Cells that hold several things.
    #[serde(default)]
    pub lists: BTreeMap<String, ListSpec>,
    /// What a row becomes.
    #[serde(default, rename = "draft")]
    pub drafts: Vec<DraftSpec>,
    /// How its drafts are tied to each other.
    #[serde(default, rename = "link")]
    pub links: Vec<LinkSpec>,
}

/// What kind of table a mapping reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Columns of somebody's table.
    #[default]
    Columns,
    /// Records as [`crate::out`] writes them.
    Records,
}

/// How the file is written; what is not said is detected.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSpec {
    /// Delimiter of text.
    pub delimiter: Option<char>,
    /// Encoding of text.
    pub encoding: Option<String>,
    /// `day-first` or `month-first`, for dates such as `03/04/2018`.
    pub dates: Option<DatesSpec>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// JSON pointer to the rows.
    pub path: Option<String>,
    /// `unknown` lets rows land whose last cells are missing.
    pub short_rows: Option<ShortRows>,
    /// Texts that mean "not known", apart from an empty cell.
    #[serde(default)]
    pub unknown: Vec<String>,
    /// The area in which points are expected, degrees.
    pub region: Option<RegionSpec>,
}

/// The order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DatesSpec {
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
}

impl DatesSpec {
    /// The same for the reader of dates.
    pub const fn order(self) -> DateOrder {
        match self {
            Self::DayFirst => DateOrder::DayFirst,
            Self::MonthFirst => DateOrder::MonthFirst,
        }
    }
}

/// What happens to short rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShortRows {
    /// They land; the missing cells are unknown.
    Unknown,
    /// They are refused.
    Refuse,
}

/// A box of degrees, written as text so that no float enters.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionSpec {
    /// Southern edge.
    pub south: String,
    /// Western edge.
    pub west: String,
    /// Northern edge.
    pub north: String,
    /// Eastern edge.
    pub east: String,
}

/// A cell that holds several things.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListSpec {
    /// The column.
    pub column: String,
    /// What stands between two of them; a JSON list needs none.
    #[serde(default)]
    pub split: Option<String>,
    /// Letters taken off both ends of the whole cell.
    #[serde(default)]
    pub trim: String,
    /// Names of the parts of one of them; without any, the whole of it is called `text`.
    #[serde(default)]
    pub parts: Vec<String>,
    /// What stands between two parts; the last part takes the rest.
    #[serde(default)]
    pub separator: Option<String>,
    /// Whether equal ones count once.
    #[serde(default)]
    pub distinct: bool,
}

/// One record that a row becomes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftSpec {
    /// Its name within the row.
    pub slot: String,
    /// Its kind.
    pub kind: Kind,
    /// A list: one record for each thing in it.
    #[serde(default)]
    pub each: Option<String>,
    /// Made only where one of these columns says something.
    #[serde(default)]
    pub only_if: Vec<String>,
    /// Records of the same text here are one record, over all rows and files.
    #[serde(default)]
    pub shared: Option<Template>,
    /// Whether it carries the row as read.
    #[serde(default)]
    pub raw: bool,
    /// Fields without which the row is refused, or the one thing of a list left out.
    #[serde(default)]
    pub required: Vec<String>,
    /// Its fields.
    pub fields: BTreeMap<String, Field>,
    /// Fields filled by the register with the record that has a public code.
    #[serde(default)]
    pub lookups: BTreeMap<String, LookupSpec>,
}

/// A record to be found by its public code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookupSpec {
    /// Its kind.
    pub kind: Kind,
    /// The column that holds the code.
    pub column: String,
}

/// A link between two records of a row.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkSpec {
    /// Slot of the record that points.
    pub from: String,
    /// What the link says.
    pub role: LinkRole,
    /// Slot of the record pointed at.
    pub to: String,
}

impl Mapping {
    /// Reads and checks a mapping.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let wrong = |why: String| Error::MappingNotUnderstood { why };
        if text.len() > MAPPING_BYTES_MAX {
            return Err(wrong(format!("it has more than {MAPPING_BYTES_MAX} bytes")));
        }
        let mapping: Self = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
        mapping.check().map_err(wrong)?;
        Ok(mapping)
    }

    /// A mapping that comes with the program; `None` where there is none of that name.
    pub fn built_in(name: &str) -> Option<Self> {
        let (_, text) = BUILT_IN.iter().find(|(found, _)| *found == name)?;
        Some(Self::parse(text).expect("the tests read every built-in mapping"))
    }

    /// The text of a mapping that comes with the program, to start one's own from.
    pub fn built_in_text(name: &str) -> Option<&'static str> {
        BUILT_IN.iter().find(|(found, _)| *found == name).map(|(_, text)| *text)
    }

    /// Our name of the columns read as dates, for the detection of their order.
    pub fn date_columns(&self) -> Vec<&str> {
        let mut columns = Vec::new();
        self.each_field(&mut |field| field.date_columns(&mut columns));
        columns
    }

    /// Our name of the columns read as degrees, for the detection of the decimal mark.
    pub fn degree_columns(&self) -> Vec<&str> {
        let mut columns = Vec::new();
        self.each_field(&mut |field| field.degree_columns(&mut columns));
        columns
    }

    fn each_field<'a>(&'a self, look: &mut dyn FnMut(&'a Field)) {
        for draft in &self.drafts {
            for field in draft.fields.values() {
                field.each(look);
            }
        }
    }

    /// The encoding said.
    pub fn encoding(&self) -> Option<Encoding> {
        self.table.encoding.as_deref().and_then(Encoding::parse)
    }

    /// What it says about how the file is written.
    pub fn written(&self) -> Written<'_> {
        Written {
            delimiter: self.table.delimiter,
            encoding: self.encoding(),
            sheet: self.table.sheet.as_deref(),
            path: self.table.path.as_deref(),
            short_rows_land: self.table.short_rows == Some(ShortRows::Unknown),
            keep_objects: self.form == Form::Records,
        }
    }

    /// The region said.
    pub fn region(&self) -> Option<Region> {
        self.table.region.as_ref().and_then(checks::region)
    }
}
