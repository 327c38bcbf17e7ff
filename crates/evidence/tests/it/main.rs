//! The crate from outside: its folders on a real disk.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::trivially_copy_pass_by_ref,
    reason = "a test that cannot go on stops, says what it skipped, and makes files from small numbers"
)]

mod confinement;
#[cfg(feature = "sabotage")]
mod crash;
mod credentials;
#[cfg(feature = "sabotage")]
mod faults;
mod made;
mod mutation;
mod other_program;
mod package;
mod planted;
mod real_files;
mod rendered;
mod room;
mod rot;
#[cfg(feature = "s3-stand")]
mod stand;
#[cfg(feature = "s3-stand")]
mod store;
mod stream;
mod upload;
mod vault;
