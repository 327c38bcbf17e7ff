//! The crate from outside: its folders on a real disk.

#![expect(clippy::unwrap_used, reason = "tests stop where they fail")]
#![cfg_attr(
    feature = "sabotage",
    expect(
        clippy::panic,
        clippy::print_stdout,
        reason = "tests stop where they fail and say what they skip"
    )
)]

mod confinement;
#[cfg(feature = "sabotage")]
mod crash;
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
mod stream;
mod upload;
mod vault;
