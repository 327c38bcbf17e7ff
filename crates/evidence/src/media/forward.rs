//! Reading a file of any length from front to back: a pipe from the vault, or a descriptor that can skip.
//!
//! Nothing is kept but what is asked for, and what is asked for has a limit. Start at [`Forward`].

use super::Refusal;
use std::io::{self, Read, Seek, SeekFrom};

/// Shorter stretches are read through rather than sought past: a seek throws a read-ahead buffer away.
const SEEK_BYTES_MIN: u64 = 64 << 10;

/// Goes to a position, counted from the start.
type Seeking<R> = fn(&mut R, u64) -> io::Result<u64>;

/// A reader that only goes forward.
#[derive(Debug)]
pub struct Forward<R> {
    reader: R,
    position: u64,
    /// Bytes already taken from the reader by [`Forward::peek`] and not yet handed out.
    ahead: Vec<u8>,
    /// How to go to a position without reading, and the length of the whole, where the reader can.
    seek: Option<(Seeking<R>, u64)>,
}

impl<R: Read> Forward<R> {
    /// Over a pipe.
    pub const fn new(reader: R) -> Self {
        Self { reader, position: 0, ahead: Vec::new(), seek: None }
    }

    /// Bytes gone by.
    pub const fn position(&self) -> u64 {
        self.position
    }

    /// Bytes to come, where that is known.
    pub fn remaining(&self) -> Option<u64> {
        self.seek.map(|(_, length)| length.saturating_sub(self.position))
    }

    /// The next bytes, at most `length`, which stay to be read.
    pub fn peek(&mut self, length: usize) -> Result<&[u8], Refusal> {
        let missing = length.saturating_sub(self.ahead.len());
        self.reader.by_ref().take(missing as u64).read_to_end(&mut self.ahead)?;
        Ok(&self.ahead[..length.min(self.ahead.len())])
    }

    /// Exactly `N` bytes; `None` at the end.
    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        self.read_exact(&mut bytes).ok().map(|()| bytes)
    }

    /// Exactly `length` bytes, or a refusal where they are more than `limit` or not there.
    pub fn exactly(&mut self, length: u64, limit: u64) -> Result<Vec<u8>, Refusal> {
        if length > limit {
            return Err(Refusal::BytesTooMany);
        }
        let bytes = self.up_to(length)?;
        if bytes.len() as u64 == length { Ok(bytes) } else { Err(Refusal::Truncated) }
    }

    /// At most `length` bytes. Memory is taken as bytes come, so that a claimed length costs nothing.
    pub fn up_to(&mut self, length: u64) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        self.by_ref().take(length).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// All that is left, or a refusal where it is more than `limit`.
    pub fn rest(&mut self, limit: u64) -> Result<Vec<u8>, Refusal> {
        let bytes = self.up_to(limit.saturating_add(1))?;
        if bytes.len() as u64 > limit { Err(Refusal::BytesTooMany) } else { Ok(bytes) }
    }

    /// Leaves out `length` bytes and tells how many there were.
    pub fn skip(&mut self, length: u64) -> u64 {
        match self.seek {
            Some((seek, whole)) if length >= SEEK_BYTES_MIN => {
                let there = length.min(whole.saturating_sub(self.position));
                self.ahead.clear();
                let gone = seek(&mut self.reader, self.position + there).map_or(0, |_| there);
                self.position += gone;
                gone
            }
            _ => io::copy(&mut self.by_ref().take(length), &mut io::sink()).unwrap_or(0),
        }
    }
}

impl<R: Read + Seek> Forward<R> {
    /// Over a file; where it cannot seek after all (a pipe behind a descriptor), over its bytes as they come.
    pub fn over(mut reader: R) -> Self {
        let seek: Seeking<R> = |reader, position| reader.seek(SeekFrom::Start(position));
        let length = reader.seek(SeekFrom::End(0)).and_then(|length| reader.rewind().map(|()| length)).ok();
        Self { seek: length.map(|length| (seek, length)), ..Self::new(reader) }
    }
}

impl<R: Read> Read for Forward<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = if self.ahead.is_empty() {
            self.reader.read(buffer)?
        } else {
            let read = buffer.len().min(self.ahead.len());
            buffer[..read].copy_from_slice(&self.ahead[..read]);
            self.ahead.drain(..read);
            read
        };
        self.position += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn a_pipe_and_a_file_are_read_alike() {
        let bytes: Vec<u8> = (0..100).collect();
        let mut pipe = Forward::new(&bytes[..]);
        let mut file = Forward::over(Cursor::new(bytes.clone()));
        assert_eq!((pipe.remaining(), file.remaining()), (None, Some(100)));
        assert_eq!((pipe.peek(3), file.peek(3)), (Ok(&bytes[..3]), Ok(&bytes[..3])));
        assert_eq!((pipe.skip(10), file.skip(10)), (10, 10));
        assert_eq!((pipe.array::<2>(), file.array::<2>()), (Some([10, 11]), Some([10, 11])));
        assert_eq!((pipe.skip(1_000), file.skip(1_000)), (88, 88));
        assert_eq!((pipe.array::<1>(), file.array::<1>()), (None, None));
        assert_eq!((pipe.position(), file.position()), (100, 100));
    }

    #[test]
    fn a_long_skip_seeks_to_the_same_place() {
        let bytes: Vec<u8> = (0..=255).cycle().take(300_000).collect();
        let mut pipe = Forward::new(&bytes[..]);
        let mut file = Forward::over(Cursor::new(bytes.clone()));
        assert!(pipe.peek(50).is_ok() && file.peek(50).is_ok());
        assert_eq!((pipe.skip(200_001), file.skip(200_001)), (200_001, 200_001));
        assert_eq!((pipe.array::<1>(), file.array::<1>()), (Some([bytes[200_001]]), Some([bytes[200_001]])));
        assert_eq!((pipe.skip(1 << 40), file.skip(1 << 40)), (99_998, 99_998));
    }

    #[test]
    fn a_claimed_length_is_not_believed() {
        let mut pipe = Forward::new(&b"abc"[..]);
        assert_eq!(pipe.exactly(1 << 40, 10), Err(Refusal::BytesTooMany));
        assert_eq!(pipe.exactly(4, 10), Err(Refusal::Truncated));
        assert_eq!(Forward::new(&b"abcd"[..]).rest(3), Err(Refusal::BytesTooMany));
    }
}
