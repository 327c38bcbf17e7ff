//! Acts → salted commitments → Merkle tree → signed checkpoints → proofs, and their verification offline.
//!
//! Outside time for checkpoints is [`timestamp`]'s. It knows nothing of databases, the web or what an act is about. The format is specified in
//! `docs/spec/ledger.md`; vectors and a verifier that shares no code with this crate stand beside it. Start at
//! [`act`] for what is logged, at [`log`] for the log on disk, at [`verify`] for checking a folder.
//!
//! Compatibility: whatever this version writes, later versions verify. A change of format is a new version number in
//! the leaf or a new header in the proof, never a change of meaning.

pub mod act;
pub mod canonical;
pub mod checkpoint;
pub mod commitment;
mod culprit;
mod disk;
pub mod error;
pub mod leaf;
pub mod limits;
pub mod log;
pub mod note;
pub mod proof;
pub mod tile;
pub mod timestamp;
pub mod tree;
pub mod verify;

pub use act::{Act, Stored, leaf_bytes};
pub use canonical::canonical;
pub use checkpoint::Checkpoint;
pub use disk::read_tile;
pub use error::{Error, Result};
pub use leaf::Leaf;
pub use log::Log;
pub use note::{Signer, Verifier};
pub use proof::verify_proof;
pub use verify::{Fault, Verified, verify_folder, verify_tiles};
