//! A long file takes no more memory than a short one. `SIJIL_TEST_STREAM_MIB` sets its length (64; 1024 by hand).

use crate::room::Room;
use evidence::vault::{Place, Verdict};
use std::io::Read;

/// Bytes out of nowhere, so many.
struct Generated {
    left: u64,
    state: u64,
}

impl Read for Generated {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let wanted = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        for chunk in buffer[..wanted].chunks_mut(8) {
            self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            chunk.copy_from_slice(&self.state.to_le_bytes()[..chunk.len()]);
        }
        self.left -= wanted as u64;
        Ok(wanted)
    }
}

/// What the system has given this process at most, in KiB.
fn resident_kib_max() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn a_long_file_passes_in_bounded_memory() {
    let mib: u64 = std::env::var("SIJIL_TEST_STREAM_MIB").map_or(64, |text| text.parse().unwrap());
    let mut room = Room::twin();
    let vault = room.open();
    let before = resident_kib_max();
    let mut batch = vault.batch().unwrap();
    let size_bytes = mib * 1024 * 1024;
    batch.stage(&mut Generated { left: size_bytes, state: 1 }).unwrap();
    let kept = room.keep(batch).unwrap();
    let (digest, keys) = (kept[0].digest, room.keys(&kept[0].digest));
    assert_eq!(kept[0].size_bytes, size_bytes);
    let read = std::io::copy(&mut vault.item(&digest, &keys).unwrap(), &mut std::io::sink()).unwrap();
    assert_eq!(read, size_bytes);
    assert_eq!(vault.verify(Place::Second, &digest, &keys).unwrap(), Verdict::Good { size_bytes });
    let (Some(before), Some(after)) = (before, resident_kib_max()) else {
        println!("skipped: this system does not say how much memory a process has");
        return;
    };
    println!("{mib} MiB through the vault took {} KiB more than before", after - before);
    // Buffers of a few hundred KiB each; other tests of this process share the figure where they run as threads.
    assert!(after - before < 40 * 1024, "{} KiB", after - before);
}
