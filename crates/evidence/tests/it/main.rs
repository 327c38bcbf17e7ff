//! The crate from outside: its folders on a real disk.

#[cfg(feature = "sabotage")]
mod crash;
#[cfg(feature = "sabotage")]
mod faults;
mod other_program;
mod package;
mod room;
mod rot;
mod stream;
mod upload;
mod vault;
