//! Everything that enters or leaves a register as a file: strike releases, monthly reports, tables, and what others
//! hand over as chats, mail, web captures and bundles. It turns bytes into typed values with their problems and
//! writes typed values as files; it stores nothing and decides nothing. Start at [`release::parse`], [`monthly`],
//! [`table::import`], [`out::Writer`], or at [`chat`], [`mail`], [`web_capture`] and [`provenance_bundle`].

pub mod archive;
pub mod chat;
pub mod coordinates;
pub mod digest;
pub mod error;
pub mod limits;
pub mod mail;
pub mod monthly;
pub mod out;
pub mod problem;
pub mod provenance_bundle;
pub mod release;
pub mod table;
pub mod web_capture;
