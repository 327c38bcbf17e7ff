//! A file that arrives in pieces.

use crate::room::{Room, bytes, files};
use evidence::Error;
use evidence::vault::{Digest, Outcome, UploadId};
use std::io::Read;

/// Gives so many bytes and then fails, as a connection does.
struct Cut<'a>(&'a [u8]);

impl Read for Cut<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() {
            return Err(std::io::ErrorKind::ConnectionReset.into());
        }
        self.0.read(buffer)
    }
}

#[test]
fn an_upload_cut_again_and_again_is_the_file_in_the_end_and_never_lies_open() {
    let mut room = Room::single();
    let vault = room.open();
    let item = [bytes(1, 9_000_000), b"a witness's own words".repeat(10)].concat();
    let (id, key) = vault.begin_upload(Some(item.len() as u64)).unwrap();
    let mut at = 0;
    for cut in [1, 100_000, 0, 8_500_000] {
        let error = vault.add_to_upload(&id, at as u64, &mut Cut(&item[at..at + cut])).unwrap_err();
        assert_eq!(error.code(), "evidence-source-unreadable");
        at += cut;
        assert_eq!(vault.upload_stands_at(&id).unwrap(), at as u64);
    }
    let error = vault.add_to_upload(&id, 5, &mut &item[5..]).unwrap_err();
    assert!(matches!(error, Error::UploadOffset { stands_at } if stands_at == at as u64));
    drop(vault);
    // The next day.
    let vault = room.open();
    let id: UploadId = id.to_string().parse().unwrap();
    assert_eq!(vault.add_to_upload(&id, at as u64, &mut &item[at..]).unwrap(), item.len() as u64);
    assert!(!files(&room.first()).values().any(|file| file.windows(9).any(|window| window == b"a witness")));
    let mut batch = vault.batch().unwrap();
    assert_eq!(vault.finish_upload(&id, &key, &mut batch).unwrap().digest, Digest::of(&item));
    let kept = room.keep(batch).unwrap();
    assert_eq!(kept[0].outcome, Outcome::Added);
    assert_eq!(vault.uploads().unwrap().len(), 1);
    vault.discard_upload(&id).unwrap();
    vault.discard_upload(&id).unwrap();
    assert_eq!(vault.uploads().unwrap(), []);
    assert!(matches!(vault.upload_stands_at(&id), Err(Error::NoUpload)));
    assert!(room.read(&vault, &kept[0].digest).unwrap() == item);
}

#[test]
fn an_upload_has_a_length_and_one_writer_at_a_time() {
    let room = Room::single();
    let vault = room.open();
    let (id, _) = vault.begin_upload(Some(10)).unwrap();
    let error = vault.add_to_upload(&id, 0, &mut &[0; 11][..]).unwrap_err();
    assert!(matches!(error, Error::UploadTooLong { bytes_max: 10 }));
    assert_eq!(vault.upload_stands_at(&id).unwrap(), 10);
    assert_eq!(vault.add_to_upload(&id, 10, &mut &[][..]).unwrap(), 10);
    assert!(vault.add_to_upload(&id, 10, &mut &[1][..]).is_err());
    let lock = std::fs::File::create(room.first().join("upload").join(id.to_string()).join("lock")).unwrap();
    lock.lock().unwrap();
    assert!(matches!(vault.add_to_upload(&id, 10, &mut &[][..]), Err(Error::UploadBusy)));
    for wrong in ["../../etc", "", &"A".repeat(32), &"é".repeat(16)] {
        assert!(wrong.parse::<UploadId>().is_err(), "{wrong}");
    }
    let nobodys: UploadId = "0".repeat(32).parse().unwrap();
    assert!(matches!(vault.add_to_upload(&nobodys, 0, &mut &[][..]), Err(Error::NoUpload)));
}

#[test]
fn a_damaged_piece_stops_the_upload_from_being_finished() {
    let room = Room::single();
    let vault = room.open();
    let (id, key) = vault.begin_upload(None).unwrap();
    vault.add_to_upload(&id, 0, &mut &bytes(1, 1_000)[..]).unwrap();
    vault.add_to_upload(&id, 1_000, &mut &bytes(2, 1_000)[..]).unwrap();
    let path = room.first().join("upload").join(id.to_string()).join(format!("{:020}-1000", 1_000));
    let mut piece = std::fs::read(&path).unwrap();
    let last = piece.len() - 1;
    piece[last] ^= 1;
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, piece).unwrap();
    let mut batch = vault.batch().unwrap();
    let error = vault.finish_upload(&id, &key, &mut batch).unwrap_err();
    assert_eq!(error.code(), "evidence-source-unreadable");
    assert_eq!(batch.staged().len(), 0);
}
