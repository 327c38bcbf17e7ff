//! What the words of a civilian-harm register mean: kinds of record, counts, uncertain dates and places,
//! vocabularies, independence of reports, ranges, grading rules and text folding.
//!
//! It does no input or output, reads no clock and draws no random number: every id and every time comes from
//! outside. It knows nothing of storage or the web. Start at [`record`] for the kinds, at [`kind`] for their
//! names, at [`problem`] for how a rule that is broken is said.

pub mod agreement;
pub mod codebook;
pub mod consent;
pub mod count;
pub mod edtf;
pub mod fold;
pub mod geodesy;
pub mod grading;
pub mod id;
pub mod independence;
pub mod kind;
pub mod language;
pub mod limits;
pub mod location;
pub mod problem;
pub mod ranges;
pub mod record;
pub mod sealed_text;
pub mod vocabulary;
pub mod when;
