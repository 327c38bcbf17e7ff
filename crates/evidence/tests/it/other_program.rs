//! Our blobs are opened by a program that is not ours: Debian's `age`.

use crate::room::{Room, bytes};
use evidence::vault::Digest;
use std::process::Command;

#[test]
fn the_command_age_opens_an_item_with_its_key() {
    if Command::new("age").arg("--version").output().is_err() {
        println!("skipped: there is no command `age`");
        return;
    }
    let mut room = Room::single();
    let vault = room.open();
    let items: Vec<Vec<u8>> = [0, 1, 65_536, 5_000_000].map(|length| bytes(8, length)).to_vec();
    for (kept, item) in room.add(&vault, &items).iter().zip(&items) {
        let key = room.first().join("key.txt");
        std::fs::write(&key, room.keys(&kept.digest)[0].secret_text()).unwrap();
        let opened = Command::new("age")
            .args(["--decrypt", "--identity"])
            .arg(&key)
            .arg(vault.path(&kept.digest))
            .output()
            .unwrap();
        assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
        assert!(opened.stdout == *item);
        assert_eq!(Digest::of(&opened.stdout), kept.digest);
    }
}
