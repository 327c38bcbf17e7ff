//! The two languages in which everything is shown.
//!
//! Not the languages a source may speak, which are free text in its record.

/// A language of the pages, labels and exports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, left to right.
    #[default]
    English,
    /// Modern Standard Arabic, right to left.
    Arabic,
}

impl Language {
    /// Both languages.
    pub const ALL: &'static [Self] = &[Self::English, Self::Arabic];

    /// The code in addresses and in the `lang` attribute.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
        }
    }

    /// The value of the `dir` attribute.
    pub const fn dir(self) -> &'static str {
        match self {
            Self::English => "ltr",
            Self::Arabic => "rtl",
        }
    }

    /// The language of a code; `None` where there is none.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|language| language.code() == code)
    }
}
