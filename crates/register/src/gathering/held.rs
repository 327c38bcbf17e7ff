//! Bytes in which one goes to and fro, wherever they are held: a file of a folder, or an item of the vault.

use evidence::vault::ItemSeeker;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Open bytes.
pub(super) enum Held {
    File(File),
    Item(Box<ItemSeeker>),
}

impl Read for Held {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Item(item) => item.read(buffer),
        }
    }
}

impl Seek for Held {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Item(item) => item.seek(to),
        }
    }
}
