//! Every operation on a team's data: permission, transaction, act. The only crate with SQL.
//!
//! It does not parse other people's formats (that is `exchange`), hash or sign (that is `ledger`), or show anything
//! (that is `web`). Start at [`Register`] for a data folder, at [`work::Work`] for changing something, at
//! [`fold`] for what a record is after its acts.
//!
//! Which error where: this crate's [`Error`] everywhere; a broken rule of the domain is
//! [`Error::Refused`] with the problems, a closed record and a missing one are both [`Error::NotFound`].

pub mod account_intake;
pub mod backup;
mod batch;
pub mod coding;
pub mod consent;
pub mod containment;
pub mod db;
pub mod dialect;
pub mod disclosure;
pub mod erasure;
pub mod error;
pub mod export;
pub mod fold;
pub mod folder;
pub mod fsck;
pub mod gathering;
pub mod heads;
pub mod history;
pub mod import;
pub mod incident;
pub mod interview;
pub mod item;
pub mod label;
pub mod legal;
pub mod limits;
pub mod link_check;
pub mod listing;
pub mod look;
pub mod origin;
pub mod package;
pub mod passkey;
pub mod people;
pub mod permission;
pub mod reading;
pub mod record;
pub mod reference;
pub mod register;
pub mod release;
pub mod release_intake;
mod rows;
pub mod sabotage;
pub mod saved_search;
pub mod scope;
pub mod sealed;
pub mod search;
pub mod selection;
pub mod sequencer;
pub mod settings;
pub mod shape;
mod store;
pub mod tally;
pub mod team;
pub mod timestamp;
pub mod token;
pub mod verification;
pub mod work;

pub use error::{Error, Result};
pub use register::Register;
pub use scope::Scope;
pub use work::{Done, Reason, Work};

// The engines that also work on plain files are reached through here: the program's arrows lead through this crate.
pub use evidence;
pub use exchange;
pub use ledger;
