//! Releases as a calendar, as a list and as one file: which places and days they name, what later releases added,
//! what their sums show.
//!
//! Nothing here adds figures of different definitions, of different releases of one day, or of two renditions of one
//! release. Start at [`calendar`] for place and day, at [`list`] for the releases, at [`file`] for one of them, at
//! [`sums`] for the arithmetic. Reading a text into a release is [`crate::release_intake`].

pub mod calendar;
pub mod disclosure;
pub mod file;
mod filter;
pub mod list;
pub mod spelling;
pub mod sums;

pub use calendar::{Calendar, Cell, Interval, Late, PlaceRow, Window};
pub use disclosure::{Disclosure, Stretch};
pub use file::{Added, File, Line, Sibling};
pub use filter::Filter;
pub use list::{Cursor, Facets, Page, Row, Rows};
pub use sums::{Sum, Verdict};
