//! The codebook: which grades a team gives, by which criteria, and which of them a headline adds up.
//!
//! Records hold a grade as text, checked here, so that a team may load grades of its own. The rules that tie
//! grades to findings and sources are in [`crate::grading`]. Start at [`Codebook::built_in`].

use crate::language::Language;
use crate::limits::{CODEBOOK_BYTES_MAX, CODEBOOK_GRADES_MAX};
use serde::{Deserialize, Serialize};

/// Every code this module can give.
pub const CODES: &[&str] = &[
    "codebook-grade-empty",
    "codebook-grade-twice",
    "codebook-headline-unknown",
    "codebook-near-action-below-zero",
    "codebook-no-grades",
    "codebook-not-readable",
    "codebook-slug-not-valid",
    "codebook-too-large",
];

/// Why a codebook is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not TOML, or not of this shape.
    #[error("the codebook cannot be read: {message}")]
    NotReadable {
        /// What the reader says, with the line.
        message: String,
    },
    /// Larger than any codebook, or more grades than a page can show.
    #[error("a codebook has at most {bytes_max} bytes and {grades_max} grades")]
    TooLarge {
        /// The limit, bytes.
        bytes_max: usize,
        /// The limit, grades.
        grades_max: usize,
    },
    /// No grade at all.
    #[error("the codebook has no grades")]
    NoGrades,
    /// A name or slug that is not lower-case letters, digits and `_`, or the version is empty.
    #[error("{slug:?} is not a slug of lower-case letters, digits and _")]
    SlugNotValid {
        /// The text given.
        slug: String,
    },
    /// Two grades share a slug or an order.
    #[error("the grade {slug:?} or its order stands twice")]
    GradeTwice {
        /// The later of the two.
        slug: String,
    },
    /// A label or criterion is missing in one language.
    #[error("the grade {slug:?} lacks its {field}")]
    GradeEmpty {
        /// The grade.
        slug: String,
        /// The field, such as `label_ar`.
        field: &'static str,
    },
    /// The headline names a grade that is not in the codebook.
    #[error("the headline grade {slug:?} is not a grade of this codebook")]
    HeadlineUnknown {
        /// The text given.
        slug: String,
    },
    /// A window of fewer than 0 days or metres.
    #[error("the window of near action is below 0")]
    NearActionBelowZero,
}

impl Error {
    /// The stable code, one of [`CODES`].
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotReadable { .. } => "codebook-not-readable",
            Self::TooLarge { .. } => "codebook-too-large",
            Self::NoGrades => "codebook-no-grades",
            Self::SlugNotValid { .. } => "codebook-slug-not-valid",
            Self::GradeTwice { .. } => "codebook-grade-twice",
            Self::GradeEmpty { .. } => "codebook-grade-empty",
            Self::HeadlineUnknown { .. } => "codebook-headline-unknown",
            Self::NearActionBelowZero => "codebook-near-action-below-zero",
        }
    }
}

/// One grade with its criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeEntry {
    /// The text that records hold.
    pub slug: String,
    /// Place in lists, lowest first; unique.
    pub order: i64,
    /// English label.
    pub label_en: String,
    /// Arabic label.
    pub label_ar: String,
    /// English criterion, one sentence.
    pub criterion_en: String,
    /// Arabic criterion, one sentence.
    pub criterion_ar: String,
}

impl GradeEntry {
    /// The word shown to a person.
    pub fn label(&self, language: Language) -> &str {
        match language {
            Language::English => &self.label_en,
            Language::Arabic => &self.label_ar,
        }
    }

    /// The criterion shown to a person.
    pub fn criterion(&self, language: Language) -> &str {
        match language {
            Language::English => &self.criterion_en,
            Language::Arabic => &self.criterion_ar,
        }
    }
}

/// What counts as action by a belligerent near the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearAction {
    /// Days before and after.
    pub days: i64,
    /// Distance, metres; the same named place also counts.
    pub radius_m: i64,
}

/// A named, versioned set of grades. `Serialize` gives the shape that [`Codebook::from_toml`] reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codebook {
    /// Short name, a slug.
    pub name: String,
    /// Version; a change of method is a new version.
    pub version: String,
    /// English label.
    pub label_en: String,
    /// Arabic label.
    pub label_ar: String,
    /// Addresses of the texts in which these grades are defined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Grades that a headline range adds up.
    pub headline_grades: Vec<String>,
    /// Whether a conceded number raises the minimum of a range.
    pub conceded_sets_minimum: bool,
    /// The window of near action.
    pub near_action: NearAction,
    /// The grades, in their order.
    pub grades: Vec<GradeEntry>,
}

impl Codebook {
    /// The five Airwars grades (methodology page; source of the Airwars site, `functions/civcas.php`).
    pub fn built_in() -> Self {
        Self::from_toml(include_str!("codebook/airwars.toml")).expect("a test reads the shipped codebook")
    }

    /// Reads and checks a codebook; grades come back in their order.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        let too_large = Error::TooLarge { bytes_max: CODEBOOK_BYTES_MAX, grades_max: CODEBOOK_GRADES_MAX };
        if text.len() > CODEBOOK_BYTES_MAX {
            return Err(too_large);
        }
        let mut book: Self =
            toml::from_str(text).map_err(|error| Error::NotReadable { message: error.to_string() })?;
        if book.grades.len() > CODEBOOK_GRADES_MAX {
            return Err(too_large);
        }
        book.grades.sort_by_key(|grade| grade.order);
        book.check()?;
        Ok(book)
    }

    /// The grade of a slug; `None` is the problem `grade-not-in-codebook`.
    pub fn grade(&self, slug: &str) -> Option<&GradeEntry> {
        self.grades.iter().find(|grade| grade.slug == slug)
    }

    /// Whether a headline range adds up incidents of this grade. Not graded never counts.
    pub fn is_headline(&self, slug: &str) -> bool {
        self.headline_grades.iter().any(|grade| grade == slug)
    }

    /// What records hold in `codebook`, such as `airwars 1`.
    pub fn reference(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    fn check(&self) -> Result<(), Error> {
        if self.grades.is_empty() {
            return Err(Error::NoGrades);
        }
        let slugs = std::iter::once(&self.name).chain(self.grades.iter().map(|grade| &grade.slug));
        if let Some(slug) = slugs.into_iter().find(|slug| !is_slug(slug)) {
            return Err(Error::SlugNotValid { slug: slug.clone() });
        }
        if self.version.trim().is_empty() || self.version.contains(char::is_whitespace) {
            return Err(Error::SlugNotValid { slug: self.version.clone() });
        }
        for (at, grade) in self.grades.iter().enumerate() {
            if self.grades[..at].iter().any(|other| other.slug == grade.slug || other.order == grade.order) {
                return Err(Error::GradeTwice { slug: grade.slug.clone() });
            }
            if let Some((field, _)) = grade_texts(grade).into_iter().find(|(_, text)| text.trim().is_empty())
            {
                return Err(Error::GradeEmpty { slug: grade.slug.clone(), field });
            }
        }
        if let Some(slug) = self.headline_grades.iter().find(|slug| self.grade(slug).is_none()) {
            return Err(Error::HeadlineUnknown { slug: slug.clone() });
        }
        if self.near_action.days < 0 || self.near_action.radius_m < 0 {
            return Err(Error::NearActionBelowZero);
        }
        Ok(())
    }
}

fn grade_texts(grade: &GradeEntry) -> [(&'static str, &str); 4] {
    [
        ("label_en", &grade.label_en),
        ("label_ar", &grade.label_ar),
        ("criterion_en", &grade.criterion_en),
        ("criterion_ar", &grade.criterion_ar),
    ]
}

fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
