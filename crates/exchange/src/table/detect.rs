//! What was told from a table about how it is written, each with its evidence: shown before anything is committed.

use super::read::Encoding;
use super::value::date::{DateOrder, Reading, numeric};
use serde::Serialize;

/// One thing told from the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Detection<T> {
    /// What it is taken to be.
    pub value: T,
    /// Why.
    pub evidence: String,
    /// Whether the evidence leaves no other reading, or the mapping says so.
    pub sure: bool,
}

impl<T> Detection<T> {
    /// The mapping says so.
    pub fn said(value: T) -> Self {
        Self { value, evidence: "the mapping says so".to_owned(), sure: true }
    }
}

/// The shape of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Delimited text.
    Csv,
    /// A workbook.
    Xlsx,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    JsonLines,
}

/// How a table is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Detected {
    /// CSV, workbook or JSON.
    pub format: Detection<Format>,
    /// Of delimited text.
    pub delimiter: Option<Detection<char>>,
    /// Of text.
    pub encoding: Option<Detection<Encoding>>,
    /// Of a workbook.
    pub sheet: Option<Detection<String>>,
    /// Of a JSON document, where the rows are.
    pub path: Option<Detection<String>>,
    /// Whether numbers are written `34,5`; absent where no cell looked at tells.
    pub decimal_comma: Option<Detection<bool>>,
    /// Whether dates are written day first; absent where no cell looked at tells.
    pub day_first: Option<Detection<bool>>,
}

/// What the dates of the sample say about their order.
#[derive(Default)]
pub struct DateEvidence {
    day_first: Option<(u64, String)>,
    month_first: Option<(u64, String)>,
}

impl DateEvidence {
    /// Looks at one cell that the mapping reads as a date.
    pub fn look(&mut self, text: &str, row: u64) {
        match numeric(text) {
            Some(Reading::Only(DateOrder::DayFirst)) if self.day_first.is_none() => {
                self.day_first = Some((row, text.to_owned()));
            }
            Some(Reading::Only(DateOrder::MonthFirst)) if self.month_first.is_none() => {
                self.month_first = Some((row, text.to_owned()));
            }
            _ => {}
        }
    }

    /// The order, where the cells agree on one. Where they contradict each other nothing is told.
    pub fn told(self) -> Option<Detection<bool>> {
        let found = |value: bool, (row, text): (u64, String), order: &str| Detection {
            value,
            evidence: format!("{text} in row {row} can only be {order} first"),
            sure: true,
        };
        match (self.day_first, self.month_first) {
            (Some(seen), None) => Some(found(true, seen, "day")),
            (None, Some(seen)) => Some(found(false, seen, "month")),
            _ => None,
        }
    }
}

/// What the numbers of the sample say about their decimal mark.
#[derive(Default)]
pub struct DecimalEvidence {
    comma: Option<(u64, String)>,
    point: Option<(u64, String)>,
}

impl DecimalEvidence {
    /// Looks at one cell that the mapping reads as a coordinate.
    pub fn look(&mut self, text: &str, row: u64) {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let split = |mark: char| {
            text.trim_start_matches('-')
                .split_once(mark)
                .is_some_and(|(whole, part)| digits(whole) && digits(part))
        };
        if self.comma.is_none() && split(',') {
            self.comma = Some((row, text.to_owned()));
        }
        if self.point.is_none() && split('.') {
            self.point = Some((row, text.to_owned()));
        }
    }

    /// The mark, where a cell shows one.
    pub fn told(self) -> Option<Detection<bool>> {
        match (self.comma, self.point) {
            (Some((row, text)), None) => Some(Detection {
                value: true,
                evidence: format!("{text} in row {row} has a comma before its decimals"),
                sure: true,
            }),
            (None, Some((row, text))) => Some(Detection {
                value: false,
                evidence: format!("{text} in row {row} has a point before its decimals"),
                sure: true,
            }),
            (Some((comma, _)), Some((point, _))) => Some(Detection {
                value: comma < point,
                evidence: format!(
                    "row {comma} has a decimal comma and row {point} a point: each is read as written"
                ),
                sure: false,
            }),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_names_the_row() {
        let mut evidence = DateEvidence::default();
        evidence.look("03/04/2018", 2);
        evidence.look("13/02/2018", 7);
        let told = evidence.told().unwrap();
        assert!(told.value);
        assert_eq!(told.evidence, "13/02/2018 in row 7 can only be day first");
    }

    #[test]
    fn contradicting_dates_tell_nothing() {
        let mut evidence = DateEvidence::default();
        evidence.look("13/02/2018", 7);
        evidence.look("02/13/2018", 8);
        assert_eq!(evidence.told(), None);
    }

    #[test]
    fn tells_decimal_commas() {
        let mut evidence = DecimalEvidence::default();
        evidence.look("36,74615732", 2);
        assert!(evidence.told().unwrap().value);
    }
}
