//! A disk of its own (ext4 in a file) whose power can be cut: shut down at once, without its journal being written out.
//! It takes the right to mount; where there is none, tests say so.

use anyhow::{Context, Result, ensure};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// EXT4_IOC_SHUTDOWN without flushing its log. There is no way to it without `unsafe`.
const CUT: &str = "import fcntl, os, struct, sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack('I', 2))";

/// Nothing is made durable because time has passed: what nobody asked for is lost with the power.
const MOUNTED: &str = "loop,commit=600";

/// A mounted disk; it is gone when this is dropped.
#[derive(Debug)]
pub struct Disk {
    held: tempfile::TempDir,
}

impl Disk {
    /// A new one of this size; the error says why this machine has none.
    pub fn new(bytes: u64) -> Result<Self> {
        let disk = Self { held: tempfile::tempdir()? };
        File::create(disk.image())?.set_len(bytes)?;
        run(Command::new("mkfs.ext4").args(["-q", "-F"]).arg(disk.image()))?;
        std::fs::create_dir(disk.folder())?;
        disk.mount()?;
        Ok(disk)
    }

    /// Whether this machine has disks whose power can be cut; says why not.
    pub fn is_possible() -> bool {
        match Self::new(16 * 1024 * 1024).and_then(|disk| disk.cut()) {
            Ok(()) => true,
            Err(why) => {
                crate::skipped(&format!("this machine gives no disk whose power could be cut: {why:#}"));
                false
            }
        }
    }

    /// Where it is.
    pub fn folder(&self) -> PathBuf {
        self.held.path().join("disk")
    }

    /// Cuts its power: what was not made durable is gone, and everything else fails from now on.
    pub fn cut(&self) -> Result<()> {
        run(Command::new("python3").args(["-c", CUT]).arg(self.folder()))
    }

    /// Lets it start again after a cut; whoever has a file open on it keeps it from that.
    pub fn start_again(&self) -> Result<()> {
        run(Command::new("umount").arg(self.folder()))?;
        self.mount()
    }

    fn image(&self) -> PathBuf {
        self.held.path().join("image")
    }

    fn mount(&self) -> Result<()> {
        run(Command::new("mount").args(["-o", MOUNTED]).arg(self.image()).arg(self.folder()))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // One that cannot be unmounted now goes with the machine.
        let _gone = run(Command::new("umount").arg(self.folder()));
    }
}

fn run(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(())
}

/// Makes what is on the disk of a folder durable, and nothing on any other: tests beside this one count on what is not.
pub fn sync(folder: &Path) -> Result<()> {
    run(Command::new("sync").arg("--file-system").arg(folder))
}
