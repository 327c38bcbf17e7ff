//! Files of unknown origin are decoded here: in a child process that can open nothing, reach nothing and run nothing.
//!
//! The parent hands over bytes by standard input and reads pieces and one answer from standard output; it checks every
//! field of the answer and believes none. The child confines itself before it reads its first byte: Landlock (no file,
//! no TCP), seccomp (no call but those that read, write and take memory), limits of memory, processor time and file
//! size. Where the kernel lacks one of the two walls the child refuses, unless told to do without.
//!
//! Start at [`parent::Sandbox`] to decode a file, at [`child::run`] for the other end, at [`confinement`] for the walls,
//! at [`message`] for what the two say to each other.

pub mod child;
pub mod confinement;
pub mod external;
pub mod frame;
pub mod message;
pub mod parent;
mod plausible;
mod self_test;

pub use external::{External, Said};
pub use message::{Reply, Request};
pub use parent::{Feed, Sandbox, Verdict, Walls};
