//! The register on both databases: each story is written once and run on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop where they fail and say what they skip"
)]

mod account_intake;
mod alike;
mod attempts;
mod attempts_kept;
#[path = "../../../ledger/tests/it/authority.rs"]
mod authority;
mod backup;
mod backup_care;
mod beside;
mod canary;
mod captures;
mod coding;
mod conflict;
mod consent;
mod containment;
#[cfg_attr(
    not(feature = "sabotage"),
    expect(dead_code, reason = "a crawl is made again only where checks are removed")
)]
mod crawl;
mod device;
mod erasure;
mod export_two;
mod fsck;
mod gathering;
mod gone;
mod import;
mod incident;
mod inside;
mod item;
mod kept;
mod labels;
mod life;
mod link_check;
mod listing;
mod look;
mod merge;
mod package;
mod passkeys;
mod people;
mod permits;
mod planted;
mod questions;
mod ranges;
mod reading;
mod release;
#[cfg(feature = "sabotage")]
mod sabotage;
mod saved_search;
mod sealed;
mod selection;
mod sequences;
mod sighting;
mod stand;
mod support;
mod tally;
mod team;
mod timestamp;
mod token;
