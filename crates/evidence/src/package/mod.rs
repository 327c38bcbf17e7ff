//! A package: chosen files in a folder that anybody can check in ten years, without this program. It is a BagIt 1.0 bag
//! (RFC 8493) with SHA-256 manifests and a page in plain English and Arabic that says what it is and how to check it.
//!
//! It needs no register and no vault: [`PackageWriter`] takes bytes from wherever the caller has them, [`verify()`]
//! takes a folder, also one that another program made, [`PackageCheck`] the files of one as they come out of a seal. What goes in, and under which label, is the caller's to decide.

mod check;
mod manifest;
mod name;
mod seen;
mod write;

pub use check::{Checked, Problem, verify};
pub use name::PackageName;
pub use seen::PackageCheck;
pub use write::{About, PackageWriter, TakeFile, Written};
