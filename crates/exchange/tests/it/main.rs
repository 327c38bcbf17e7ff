//! Tests of tables, coordinates and exports over the real files and over hostile ones.

mod choose;
mod grid;
mod hostile;
mod mappings;
mod mutated;
mod out;
mod real;
mod shared;
