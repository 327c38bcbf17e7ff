//! Why a whole file or a whole mapping is not read or written. What is wrong with one cell is a
//! [`crate::table::Problem`], with one message or record a [`crate::problem::Problem`]; releases and reports never
//! fail.

/// What stops a file, with a code that is also the translation key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read or written.
    #[error("the file cannot be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// More bytes than this program takes at once.
    #[error("the file has more than {bytes_max} bytes")]
    FileTooLarge {
        /// The limit.
        bytes_max: u64,
    },
    /// Neither text, nor a workbook, nor JSON.
    #[error("this is not a table this program reads: {why}")]
    FormatNotRead {
        /// What it looks like.
        why: String,
    },
    /// A workbook that cannot be opened.
    #[error("the workbook cannot be opened: {why}")]
    WorkbookBroken {
        /// What the reader says.
        why: String,
    },
    /// A workbook that unpacks to more than it may.
    #[error("the workbook unpacks to more than {bytes_max} bytes")]
    WorkbookTooLarge {
        /// The limit.
        bytes_max: u64,
    },
    /// The workbook has no sheet of this name.
    #[error("there is no sheet {sheet:?}; the workbook has {sheets}")]
    SheetNotFound {
        /// The name asked for.
        sheet: String,
        /// The names there are.
        sheets: String,
    },
    /// No header row.
    #[error("the table is empty: it has no header row")]
    TableEmpty,
    /// More columns than a table may have.
    #[error("the table has more than {columns_max} columns")]
    TooManyColumns {
        /// The limit.
        columns_max: usize,
    },
    /// JSON without rows where the mapping says they are.
    #[error("there are no rows at {path:?}: {why}")]
    RowsNotFound {
        /// JSON pointer.
        path: String,
        /// What is there instead.
        why: String,
    },
    /// Columns the mapping cannot do without.
    #[error("the table lacks {columns}; it has {present}")]
    ColumnsMissing {
        /// The missing columns.
        columns: String,
        /// The columns there are.
        present: String,
    },
    /// Not a mapping.
    #[error("the mapping is not understood: {why}")]
    MappingNotUnderstood {
        /// What is wrong, with the place in the file where it is known.
        why: String,
    },
    /// A number in a record that no cell can hold.
    #[error("the field {field:?} holds a number that is not whole")]
    NumberNotWhole {
        /// Dotted name of the field.
        field: String,
    },
    /// More rows or columns than a workbook can hold.
    #[error("a workbook holds at most {rows_max} rows and {columns_max} columns")]
    WorkbookFull {
        /// Rows of a sheet.
        rows_max: u32,
        /// Columns of a sheet.
        columns_max: u16,
    },
    /// A chat, mailbox, capture or bundle of more bytes than are read at once.
    #[error("the file has more than {bytes_max} bytes")]
    IntakeTooLarge {
        /// The limit.
        bytes_max: u64,
    },
    /// Not the format it was given as.
    #[error("this is not {format} that this program reads: {why}")]
    IntakeNotRead {
        /// What it was given as.
        format: &'static str,
        /// What it looks like.
        why: String,
    },
    /// An archive that cannot be opened, or that is built to do harm.
    #[error("the archive is refused: {why}")]
    ArchiveRefused {
        /// What is wrong with it.
        why: String,
    },
}

/// Every code [`Error::code`] can give.
pub const CODES: &[&str] = &[
    "archive-refused",
    "columns-missing",
    "file-cannot-be-read",
    "file-too-large",
    "format-not-read",
    "intake-not-read",
    "intake-too-large",
    "mapping-not-understood",
    "number-not-whole",
    "rows-not-found",
    "sheet-not-found",
    "table-empty",
    "too-many-columns",
    "workbook-broken",
    "workbook-full",
    "workbook-too-large",
];

impl Error {
    /// The stable code, one of [`CODES`].
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "file-cannot-be-read",
            Self::FileTooLarge { .. } => "file-too-large",
            Self::FormatNotRead { .. } => "format-not-read",
            Self::WorkbookBroken { .. } => "workbook-broken",
            Self::WorkbookTooLarge { .. } => "workbook-too-large",
            Self::SheetNotFound { .. } => "sheet-not-found",
            Self::TableEmpty => "table-empty",
            Self::TooManyColumns { .. } => "too-many-columns",
            Self::RowsNotFound { .. } => "rows-not-found",
            Self::ColumnsMissing { .. } => "columns-missing",
            Self::MappingNotUnderstood { .. } => "mapping-not-understood",
            Self::NumberNotWhole { .. } => "number-not-whole",
            Self::WorkbookFull { .. } => "workbook-full",
            Self::IntakeTooLarge { .. } => "intake-too-large",
            Self::IntakeNotRead { .. } => "intake-not-read",
            Self::ArchiveRefused { .. } => "archive-refused",
        }
    }

    /// What the person can do about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Io(_) => "Check that the file is whole and may be read, then try again.",
            Self::FileTooLarge { .. } => "Save it as CSV, which has no such limit, or split it.",
            Self::FormatNotRead { .. } => "Save it as CSV (UTF-8), as .xlsx, or as JSON.",
            Self::WorkbookBroken { .. } => {
                "Open it in a spreadsheet program and save it again as .xlsx or CSV."
            }
            Self::WorkbookTooLarge { .. } => "Save the sheet you need as CSV.",
            Self::SheetNotFound { .. } => "Name one of these sheets in the mapping: [table] sheet = \"…\".",
            Self::TableEmpty => "Check that the first row holds the names of the columns.",
            Self::TooManyColumns { .. } => "Remove the columns that are not needed, or check the delimiter.",
            Self::RowsNotFound { .. } => "Name the place of the array in the mapping: [table] path = \"/…\".",
            Self::ColumnsMissing { .. } => {
                "Choose the mapping of this table, or add the spelling of its headers to [columns]."
            }
            Self::MappingNotUnderstood { .. } => {
                "Correct the mapping; docs/reference/mappings.md lists every key."
            }
            Self::NumberNotWhole { .. } => "Store it as text: records hold whole numbers only.",
            Self::WorkbookFull { .. } => "Export as CSV or JSON Lines, which have no such limit.",
            Self::IntakeTooLarge { .. } => "Keep it as it is in the vault, or export it again in parts.",
            Self::IntakeNotRead { .. } => {
                "Keep it as it is in the vault; docs/reference/intake-formats.md says what is read."
            }
            Self::ArchiveRefused { .. } => {
                "Keep it as it is in the vault, and ask whoever sent it for the files one by one."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_are_sorted_and_unique() {
        assert!(super::CODES.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
