//! The facts of an MP4, QuickTime, M4A or 3GPP file (ISO 14496-12): boxes from front to back.
//!
//! The pictures and sounds are skipped; the one box that describes them, `moov`, is read whole and handed to
//! [`super::iso_description`].

use super::{Carried, Doubt, Facts, iso_description};
use crate::limits::{DESCRIPTION_BYTES_MAX, PARTS_MAX};
use crate::media::Refusal;
use crate::media::forward::Forward;
use std::io::Read;

/// The box that holds a C2PA manifest store (C2PA 2.1, A.5).
const CONTENT_CREDENTIALS: [u8; 16] =
    [0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81];

/// The box that holds XMP (XMP part 3, 1.2.7).
const XMP: [u8; 16] =
    [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC];

/// Reads the boxes of a file.
pub fn read<R: Read>(input: &mut Forward<R>, facts: &mut Facts) -> Result<(), Refusal> {
    let mut is_described = false;
    for _ in 0..PARTS_MAX {
        let Some(header) = input.array::<8>() else { break };
        let (mut length, mut taken) =
            (u64::from(u32::from_be_bytes([header[0], header[1], header[2], header[3]])), 8);
        if length == 1 {
            length = u64::from_be_bytes(input.array::<8>().ok_or(Refusal::Truncated)?);
            taken = 16;
        }
        let name = &header[4..8];
        // A length of 0 means up to the end of the file.
        let body = if length == 0 { u64::MAX } else { length.checked_sub(taken).ok_or(Refusal::Broken)? };
        match name {
            b"moov" if !is_described => {
                is_described = true;
                let content = if length == 0 {
                    input.rest(DESCRIPTION_BYTES_MAX)?
                } else {
                    input.exactly(body, DESCRIPTION_BYTES_MAX)?
                };
                iso_description::read(&content, facts);
                continue;
            }
            b"uuid" if body >= 16 => {
                let user = input.array::<16>().ok_or(Refusal::Truncated)?;
                match user {
                    CONTENT_CREDENTIALS => facts.carry(Carried::ContentCredentials),
                    XMP => facts.carry(Carried::Xmp),
                    _ => facts.carry(Carried::Application),
                }
                skip(input, body - 16, facts);
                continue;
            }
            b"meta" | b"udta" => facts.carry(Carried::Tags),
            _ => {}
        }
        skip(input, body, facts);
    }
    if !is_described {
        facts.doubt(Doubt::Truncated);
    }
    Ok(())
}

fn skip<R: Read>(input: &mut Forward<R>, length: u64, facts: &mut Facts) {
    if input.skip(length) < length && length != u64::MAX {
        facts.doubt(Doubt::Truncated);
    }
}
