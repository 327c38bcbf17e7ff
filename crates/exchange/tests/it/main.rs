//! Tests of tables, coordinates and exports over the real files and over hostile ones.

mod choose;
#[path = "../intake/dice.rs"]
mod dice;
mod grid;
mod hostile;
mod mappings;
mod mutated;
mod out;
mod real;
mod shared;
