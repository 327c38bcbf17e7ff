//! Names of people in Arabic and Latin letters: taken apart, made comparable, and compared with reasons.
//!
//! A name is read once ([`Name::read`]) into parts with roles: ism, nasab, laqab, kunya, nisba, mother. Each part has
//! a [`Word`]: its folded form, its meanings in the dictionary and its consonant skeleton, which Arabic and Latin
//! spellings share. [`agreement`] says why two words or names agree. What a name says of a person is not judged here:
//! that two people bear one name makes them one person nowhere in this module.

pub mod agreement;
pub mod dictionary;
mod part;
mod particle;
mod reversed;
mod skeleton;
mod word;

pub use part::{Name, Part, Relation, Role};
pub use word::{Script, Word};
