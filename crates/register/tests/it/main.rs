//! The register on both databases: each story is written once and run on SQLite and on PostgreSQL.

mod conflict;
mod fsck;
mod life;
mod stand;
