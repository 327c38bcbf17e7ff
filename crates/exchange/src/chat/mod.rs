//! Exports of chats: bytes become messages with what is known of their time, their sender as a handle and their
//! attachments linked to the files that came along. Names and numbers of senders are kept apart, in
//! [`Pseudonyms`], so that a caller may seal them. Nothing is stored, and no zone is guessed.
//!
//! Start at [`whatsapp::read`] or [`telegram::read`].

mod media;
mod pseudonym;
pub mod telegram;
pub mod whatsapp;

pub use media::{Attachment, Link, MediaEntry, MediaIndex};
pub use pseudonym::{Bearer, Handle, Part, Pseudonyms};
