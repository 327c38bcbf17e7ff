//! Where the real files are. They are read in place and never copied into the project.

use std::path::PathBuf;

/// The bytes of a file of the shared data; `None`, with a printed line, where it is absent.
pub fn bytes(path: &str) -> Option<Vec<u8>> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    let found = std::fs::read(file).ok();
    if found.is_none() {
        println!("skipped: {path} is not here");
    }
    found
}
