//! Files as people bring them: nine in ten as small as messages and thumbnails, a few photographs and clips, five long
//! recordings in 10,000, and real ones among them. The same number makes the same files.

use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

const MIB: u64 = 1024 * 1024;

/// Some files in a folder.
#[derive(Debug)]
pub struct MixedFiles {
    /// Where they are, in the order of their names.
    pub paths: Vec<PathBuf>,
    /// All together.
    pub bytes: u64,
    /// Those that were copied from somewhere else.
    pub real: usize,
}

/// Makes a folder of `count` files: those below `real` come first, then made-up ones from 1 B to 200 MB.
pub fn write(folder: &Path, count: usize, real: Option<&Path>) -> Result<MixedFiles> {
    fs::create_dir(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut files = MixedFiles { paths: Vec::new(), bytes: 0, real: 0 };
    let given = real.map(crate::demonstration::files_below).transpose()?.unwrap_or_default();
    for (number, from) in given.iter().take(count).enumerate() {
        let name = from.file_name().context("a file has a name")?.to_string_lossy();
        let path = folder.join(format!("{number:06}-{name}"));
        files.bytes += fs::copy(from, &path)?;
        files.paths.push(path);
        files.real += 1;
    }
    let mut state = 7;
    for number in files.real..count {
        let (path, length) = (folder.join(format!("{number:06}")), length(number as u64));
        made_up(&path, length, &mut state)?;
        files.bytes += length;
        files.paths.push(path);
    }
    Ok(files)
}

/// Length of the n-th made-up file.
fn length(number: u64) -> u64 {
    let varied = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    match number % 10_000 {
        117 => 200 * MIB,
        2_017 | 4_017 | 6_017 | 8_017 => 100 * MIB,
        _ if number % 100 == 50 => 4 * MIB + varied % MIB,
        _ if number % 10 == 5 => 100_000 + varied % 900_000,
        _ if number % 1_000 == 101 => 1,
        _ => 9 + varied % 20_000,
    }
}

/// Writes a file of bytes in which no pattern repeats, so that nothing is saved on any of them. Nine or more begin with bytes that are
/// those of no kind of file, and of no other file here.
pub fn made_up(path: &Path, length: u64, state: &mut u64) -> Result<()> {
    let mut file = BufWriter::with_capacity(1 << 16, File::create(path)?);
    let mut left = length;
    while left > 0 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let mut bytes = (*state ^ *state >> 29).to_le_bytes();
        if left == length && length > 1 {
            bytes[0] = 0x01;
        }
        let wanted = usize::try_from(left.min(8))?;
        file.write_all(&bytes[..wanted])?;
        left -= wanted as u64;
    }
    Ok(file.flush()?)
}
