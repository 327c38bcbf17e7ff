//! Files in a stream, as a plain `tar` (POSIX ustar): what a sealed part holds. `age --decrypt … | tar --list` reads it.
//!
//! Names are our own and short; there are no folders, links or rights in it. Start at [`Writer`] and [`Reader`].

use crate::error::{Error, Result};
use std::io::{Read, Write};

const BLOCK: usize = 512;
/// What eleven octal digits hold; above, the size is written in binary as GNU tar does.
const OCTAL_SIZE_MAX: u64 = 0o777_7777_7777;

/// Writes files one after another.
pub struct Writer<W: Write> {
    to: W,
}

impl<W: Write> Writer<W> {
    /// An archive that goes to `to`.
    pub const fn new(to: W) -> Self {
        Self { to }
    }

    /// Adds a file of exactly so many bytes.
    ///
    /// # Errors
    /// Where the source ends early, or from either side.
    pub fn file(&mut self, name: &str, size: u64, from: &mut dyn Read) -> Result<()> {
        self.to.write_all(&header(name, size)?).map_err(file_error(name))?;
        let copied = std::io::copy(&mut from.take(size), &mut self.to).map_err(file_error(name))?;
        if copied != size {
            return Err(Error::Damaged(format!("{name} became shorter while it was read")));
        }
        let rest = usize::try_from(size % BLOCK as u64).unwrap_or(0);
        if rest > 0 {
            self.to.write_all(&[0; BLOCK][rest..]).map_err(file_error(name))?;
        }
        Ok(())
    }

    /// Adds a file from memory.
    ///
    /// # Errors
    /// As [`Self::file`].
    pub fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.file(name, bytes.len() as u64, &mut { bytes })
    }

    /// Ends the archive and gives the sink back.
    ///
    /// # Errors
    /// From the sink.
    pub fn finish(mut self) -> Result<W> {
        self.to.write_all(&[0; 2 * BLOCK]).map_err(file_error("the end of the archive"))?;
        Ok(self.to)
    }
}

fn file_error(name: &str) -> impl FnOnce(std::io::Error) -> Error {
    let path = name.to_owned();
    move |source| Error::File { path, source }
}

fn header(name: &str, size: u64) -> Result<[u8; BLOCK]> {
    let mut block = [0; BLOCK];
    if name.is_empty() || name.len() > 100 {
        return Err(Error::Damaged("a name is too long for an archive".to_owned()));
    }
    let mut put = |place: usize, text: &[u8]| block[place..place + text.len()].copy_from_slice(text);
    put(0, name.as_bytes());
    put(100, b"0000600\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    if size <= OCTAL_SIZE_MAX {
        put(124, format!("{size:011o}\0").as_bytes());
    } else {
        put(124, &[0x80, 0, 0, 0]);
        put(128, &size.to_be_bytes());
    }
    // No time: the manifest has it, and a part of the same content is the same archive.
    put(136, b"00000000000\0");
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    let sum = checksum(&block);
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Ok(block)
}

/// The sum of a header's bytes with spaces where the sum itself stands.
fn checksum(block: &[u8; BLOCK]) -> u32 {
    block
        .iter()
        .enumerate()
        .map(|(place, byte)| if (148..156).contains(&place) { 32 } else { u32::from(*byte) })
        .sum()
}

/// Reads files one after another.
pub struct Reader<R: Read> {
    from: R,
    /// Bytes of the present file that nobody read, and of its padding.
    left: u64,
    padding: u64,
}

impl<R: Read> Reader<R> {
    /// An archive that comes from `from`.
    pub const fn new(from: R) -> Self {
        Self { from, left: 0, padding: 0 }
    }

    /// The next file's name and size; what was not read of the last is passed over. `None` at the end, which is only
    /// told once everything was read and authenticated.
    ///
    /// # Errors
    /// `stored-data-damaged` where it is no archive of ours, or from the source.
    pub fn next(&mut self) -> Result<Option<(String, u64)>> {
        let rest = self.left + self.padding;
        let passed = std::io::copy(&mut (&mut self.from).take(rest), &mut std::io::sink());
        if passed.map_err(file_error("archive"))? != rest {
            return Err(Error::Damaged("the archive ends inside a file".to_owned()));
        }
        (self.left, self.padding) = (0, 0);
        let mut block = [0; BLOCK];
        self.from.read_exact(&mut block).map_err(file_error("archive"))?;
        if block == [0; BLOCK] {
            std::io::copy(&mut self.from, &mut std::io::sink()).map_err(file_error("archive"))?;
            return Ok(None);
        }
        let (name, size) = read_header(&block).ok_or_else(|| Error::Damaged("not an archive".to_owned()))?;
        self.left = size;
        self.padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
        Ok(Some((name, size)))
    }

    /// The whole present file, of at most `max` bytes.
    ///
    /// # Errors
    /// `stored-data-damaged` where it is longer, or from the source.
    pub fn whole(&mut self, max: u64) -> Result<Vec<u8>> {
        if self.left > max {
            return Err(Error::Damaged(format!("a file of an archive is longer than {max} bytes")));
        }
        let mut bytes = Vec::new();
        self.read_to_end(&mut bytes).map_err(file_error("archive"))?;
        if self.left > 0 {
            return Err(Error::Damaged("the archive ends inside a file".to_owned()));
        }
        Ok(bytes)
    }
}

impl<R: Read> Read for Reader<R> {
    /// Reads the present file and nothing beyond it.
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = (&mut self.from).take(self.left).read(buffer)?;
        self.left -= read as u64;
        Ok(read)
    }
}

fn read_header(block: &[u8; BLOCK]) -> Option<(String, u64)> {
    let octal = |text: &[u8]| {
        let text = std::str::from_utf8(text).ok()?.trim_matches(['\0', ' ']);
        u64::from_str_radix(text, 8).ok()
    };
    if octal(&block[148..156])? != u64::from(checksum(block)) || block[156] != b'0' {
        return None;
    }
    let name = block[..100].split(|byte| *byte == 0).next()?;
    let size = match block[124] {
        0x80 => u64::from_be_bytes(block[128..136].try_into().ok()?),
        _ => octal(&block[124..136])?,
    };
    Some((std::str::from_utf8(name).ok().filter(|name| !name.is_empty())?.to_owned(), size))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new());
        for (name, bytes) in files {
            writer.bytes(name, bytes).unwrap();
        }
        writer.finish().unwrap()
    }

    #[test]
    fn files_come_out_as_they_went_in() {
        let files = [("a.json", b"{}".to_vec()), ("register/act.0", vec![7; 1024]), ("none", Vec::new())];
        let bytes = archive(&files);
        assert_eq!(bytes.len() % BLOCK, 0);
        let mut reader = Reader::new(bytes.as_slice());
        for (name, content) in &files {
            assert_eq!(reader.next().unwrap().unwrap(), ((*name).to_owned(), content.len() as u64));
            assert_eq!(reader.whole(4096).unwrap(), *content);
        }
        assert_eq!(reader.next().unwrap(), None);
        let mut passing = Reader::new(bytes.as_slice());
        let names = std::iter::from_fn(|| passing.next().unwrap()).map(|(name, _)| name);
        assert_eq!(names.collect::<Vec<_>>(), ["a.json", "register/act.0", "none"]);
    }

    #[test]
    fn what_is_cut_or_no_archive_is_refused() {
        let bytes = archive(&[("a", vec![1; 2000])]);
        for length in [0, 100, 700, 1900] {
            let mut reader = Reader::new(&bytes[..length]);
            assert!(reader.next().is_err() || reader.next().is_err(), "{length}");
        }
        assert!(Reader::new([5; 512].as_slice()).next().is_err());
        let mut long = Reader::new(bytes.as_slice());
        long.next().unwrap();
        assert!(long.whole(1999).is_err());
        assert!(Writer::new(Vec::new()).bytes(&"x".repeat(101), b"").is_err());
        let short = Writer::new(Vec::new()).file("a", 5, &mut b"four".as_slice());
        assert!(short.is_err());
    }

    #[test]
    fn sizes_beyond_eight_gigabytes_are_kept() {
        for size in [0, 1, OCTAL_SIZE_MAX, OCTAL_SIZE_MAX + 1, 1 << 40] {
            assert_eq!(read_header(&header("a", size).unwrap()), Some(("a".to_owned(), size)));
        }
    }
}
