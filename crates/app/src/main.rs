//! The binary `sijil`.
fn main() {}
