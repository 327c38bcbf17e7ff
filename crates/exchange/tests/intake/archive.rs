//! Zip archives, honest and not.

use crate::dice::Dice;
use crate::mutation;
use crate::zips::archive;
use exchange::archive::Archive;
use exchange::limits::{ARCHIVE_ENTRIES_MAX, ARCHIVE_LEVELS_MAX};
use std::io::Cursor;

const BYTES_MAX: u64 = 1 << 22;

fn open(bytes: &[u8]) -> Result<Archive<Cursor<&[u8]>>, exchange::error::Error> {
    Archive::open(Cursor::new(bytes), "a.zip")
}

#[test]
fn files_are_listed_and_given() {
    let bytes =
        archive(&[("Chat/_chat.txt", b"hello"), ("Chat/IMG-1.jpg", b"\xff\xd8"), ("../../x", b"astray")]);
    let mut found = open(&bytes).unwrap();
    let entries = found.entries().to_vec();
    let names: Vec<_> = entries.iter().map(|entry| (entry.name.as_str(), entry.bytes)).collect();
    assert_eq!(names, [("Chat/_chat.txt", 5), ("Chat/IMG-1.jpg", 2), ("../../x", 6)]);
    assert_eq!(entries[0].file_name(), "_chat.txt");
    assert_eq!(found.content(&entries[0], BYTES_MAX).as_deref(), Some(&b"hello"[..]));
    assert_eq!(found.content(&entries[2], BYTES_MAX).as_deref(), Some(&b"astray"[..]));
    assert_eq!(found.content(&entries[0], 4), None);
    let codes: Vec<_> = found.into_problems().iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["archive-name-unsafe", "archive-entry-too-large"]);
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![0; 64 << 20];
    let error = open(&archive(&[("zeros", &zeros)])).err().unwrap();
    assert_eq!(error.code(), "archive-refused");
    // Among enough other bytes the whole is no bomb; the entry is.
    let mut dice = Dice(7);
    let noise: Vec<u8> = (0..400_000).map(|_| u8::try_from(dice.throw(256)).unwrap()).collect();
    let bytes = archive(&[("noise", &noise), ("zeros", &zeros[..8 << 20])]);
    let mut found = open(&bytes).unwrap();
    let entries = found.entries().to_vec();
    assert!(found.content(&entries[0], BYTES_MAX).is_some());
    assert_eq!(found.content(&entries[1], BYTES_MAX * 4), None);
    assert_eq!(found.into_problems()[0].code, "archive-ratio-too-high");
}

#[test]
fn a_size_that_is_a_lie_is_told() {
    let mut bytes = archive(&[("a", &b"hello ".repeat(1_000))]);
    let declared = 6_000_u32.to_le_bytes();
    while let Some(at) = bytes.windows(4).position(|window| window == declared) {
        bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let mut found = open(&bytes).unwrap();
    let entries = found.entries().to_vec();
    assert_eq!(found.content(&entries[0], BYTES_MAX), None);
    let code = found.into_problems()[0].code;
    assert!(matches!(code, "archive-entry-too-large" | "archive-entry-broken"), "{code}");
}

#[test]
fn entries_that_share_their_bytes_are_refused() {
    let bytes = archive(&[("aa", b"hello"), ("bb", b"hello")]);
    // Both entries of the directory point to the first file.
    let directory = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let second =
        directory + 4 + bytes[directory + 4..].windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let mut shared = bytes.clone();
    shared[second + 42..second + 46].copy_from_slice(&[0; 4]);
    assert_eq!(open(&shared).err().unwrap().code(), "archive-refused");
}

#[test]
fn entries_and_levels_have_limits() {
    let names: Vec<String> = (0..=ARCHIVE_ENTRIES_MAX).map(|number| number.to_string()).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(open(&archive(&files)).err().unwrap().code(), "archive-refused");
    let mut bytes = archive(&[("leaf", b"x")]);
    for _ in 0..ARCHIVE_LEVELS_MAX {
        bytes = archive(&[("inner.zip", &bytes)]);
    }
    let mut outer = open(&bytes).unwrap();
    let entry = outer.entries()[0].clone();
    let mut inner = outer.inner(&entry, BYTES_MAX).unwrap().unwrap();
    for level in 3..=ARCHIVE_LEVELS_MAX {
        let entry = inner.entries()[0].clone();
        inner = inner.inner(&entry, BYTES_MAX).unwrap().unwrap_or_else(|| unreachable!("level {level}"));
    }
    let entry = inner.entries()[0].clone();
    assert_eq!(inner.inner(&entry, BYTES_MAX).err().unwrap().code(), "archive-refused");
}

#[test]
fn mutated_archives() {
    let wholes = [
        archive(&[("Chat/_chat.txt", &b"hello ".repeat(30)), ("Chat/IMG-1.jpg", b"\xff\xd8\x01")]),
        archive(&[("inner.zip", &archive(&[("a", b"b")]))]),
    ];
    let pieces: [&[u8]; 8] = [
        b"PK\x01\x02",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"PK\x06\x06",
        b"\xff\xff\xff\xff",
        b"\xff\xff\xff\xff\xff\xff\xff\x7f",
        b"\0\0\0\0",
        b"../",
    ];
    let (mut read, mut refused) = (0_u64, 0_u64);
    mutation::each(&wholes, &pieces, |_, bytes| {
        let Ok(mut found) = open(bytes) else { return };
        for entry in found.entries().to_vec() {
            match found.content(&entry, BYTES_MAX) {
                Some(content) => {
                    assert_eq!(content.len() as u64, entry.bytes);
                    read += 1;
                }
                None => refused += 1,
            }
        }
        assert!(refused == 0 || !found.into_problems().is_empty() || read > 0);
    });
    assert!(read > 0 && refused > 0, "{read} read, {refused} refused");
}
