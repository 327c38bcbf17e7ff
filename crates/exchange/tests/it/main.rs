//! Tests of tables and coordinates over the real files and over hostile ones.

mod grid;
mod shared;
