//! Backups: a register copied while it runs, sealed, and brought back on another machine.
//!
//! A backup folder holds, for each run, a sealed part with values and, in another folder sealed to other people, one
//! with the secrets that prove them; both expire. Tiles of the log and blobs of the vault are in no part: they say
//! nothing without secrets and keys, never change, and are kept once and for ever. Erasure is not part of this: where
//! it will be replayed is marked in [`restore`]. Why so: docs/decisions/0014; the layout: docs/reference/backup.md.
//!
//! Start at [`Request::run`] for making one, [`check`] for checking one without any key, [`Restoration::run`] for
//! bringing one back, [`expire`] for what may no longer be kept.

pub(crate) mod archive;
mod check;
mod database;
mod expire;
mod file;
mod folder;
mod kept;
mod manifest;
mod restore;
mod unpack;
mod write;

/// Codes of what can be wrong with a backup; each has its sentence in the catalogues.
pub const CODES: &[&str] = &[
    "backup-damaged",
    "backup-expired",
    "backup-file-altered",
    "backup-file-missing",
    "backup-folder",
    "no-backup",
    "register-rolled-back",
    "sealing-altered",
    "sealing-disk",
    "sealing-no-identity",
    "sealing-not-a-recipient",
    "sealing-wrong-identity",
];

pub use check::{Checked, check};
pub use expire::expire;
pub use folder::BackupFolder;
pub use manifest::{Holds, Manifest};
pub(crate) use restore::is_continued;
pub use restore::{Restoration, Restored, read_seen};
pub(crate) use write::sweep_snapshots;
pub use write::{Report, Request};
