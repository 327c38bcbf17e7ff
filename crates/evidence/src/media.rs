//! What a machine can say about a photograph, a recording or a document, and the copies made for looking and sharing.
//!
//! The readers here take bytes of unknown origin: the register calls them through [`crate::sandbox`], never directly.
//! Nothing here is evidence by itself, and no original is ever written to. Start at [`kind`] for what a file is, at
//! [`facts`] for what it states about itself.

pub mod content_credentials;
pub mod facts;
pub mod forward;
pub mod kind;
pub mod perceptual;
pub mod picture;
pub mod pixels;
pub mod redact;
pub mod refusal;
pub mod rendition;
pub mod wav;
pub mod waveform;

pub use facts::Facts;
pub use kind::Kind;
pub use refusal::Refusal;
