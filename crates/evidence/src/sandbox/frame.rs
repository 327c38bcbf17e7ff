//! The frames a child writes: pieces of an image or of sound, then one answer for each input.
//!
//! A frame is a letter, four bytes of length (least first) and that many bytes. Inputs of a batch come to the child as
//! eight bytes of length (least first) and that many bytes.

use crate::limits::{PIECE_BYTES_MAX, REPLY_BYTES_MAX};
use std::io::{self, Read, Write};

/// A frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A piece of what the child makes.
    Piece(Vec<u8>),
    /// The answer, as JSON: the end of one input.
    Reply(Vec<u8>),
}

/// Writes a frame; a longer piece becomes several.
pub fn write(output: &mut impl Write, frame: &Frame) -> io::Result<()> {
    let mut put = |letter: u8, bytes: &[u8]| {
        let length = u32::try_from(bytes.len()).map_err(|_too_long| io::ErrorKind::InvalidInput)?;
        output.write_all(&[letter])?;
        output.write_all(&length.to_le_bytes())?;
        output.write_all(bytes)
    };
    match frame {
        Frame::Piece(bytes) => bytes.chunks(PIECE_BYTES_MAX as usize).try_for_each(|piece| put(b'P', piece)),
        Frame::Reply(bytes) => put(b'R', bytes),
    }
}

/// Reads a frame; `None` where the child wrote no more, or what is no frame.
pub fn read(input: &mut (impl Read + ?Sized)) -> Option<Frame> {
    let mut header = [0; 5];
    input.read_exact(&mut header).ok()?;
    let length = u32::from_le_bytes([header[1], header[2], header[3], header[4]]);
    let limit = match header[0] {
        b'P' => PIECE_BYTES_MAX,
        b'R' => REPLY_BYTES_MAX,
        _ => return None,
    };
    if length > limit {
        return None;
    }
    let mut bytes = vec![0; length as usize];
    input.read_exact(&mut bytes).ok()?;
    Some(if header[0] == b'P' { Frame::Piece(bytes) } else { Frame::Reply(bytes) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_longer() {
        let mut bytes = Vec::new();
        let long = vec![7; PIECE_BYTES_MAX as usize + 1];
        write(&mut bytes, &Frame::Piece(long.clone())).unwrap();
        write(&mut bytes, &Frame::Reply(b"{}".to_vec())).unwrap();
        let mut input = &bytes[..];
        assert_eq!(read(&mut input), Some(Frame::Piece(long[..PIECE_BYTES_MAX as usize].to_vec())));
        assert_eq!(read(&mut input), Some(Frame::Piece(vec![7])));
        assert_eq!(read(&mut input), Some(Frame::Reply(b"{}".to_vec())));
        assert_eq!(read(&mut input), None);
        assert_eq!(read(&mut &b"P\xFF\xFF\xFF\xFF"[..]), None);
        assert_eq!(read(&mut &b"X\0\0\0\0"[..]), None);
    }
}
