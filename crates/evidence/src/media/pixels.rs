//! Decoding the pixels of a JPEG, PNG, WebP, GIF or TIFF: one decoder each, chosen by content.
//!
//! Only in a confined child. The size is looked at before memory is taken; an animation gives its first frame. What is
//! decoded has eight bits a channel and no metadata at all. Why not the crate `image`: docs/decisions/0012. Start at
//! [`decode`].

mod gif;
mod jpeg;
mod png;
mod tiff;
mod webp;

use super::picture::{Channels, Picture};
use super::{Kind, Refusal};
use crate::limits::{PICTURE_BYTES_MAX, PICTURE_PIXELS_MAX};

/// Decodes an image that is wholly in memory.
pub fn decode(bytes: &[u8]) -> Result<Picture, Refusal> {
    match Kind::of(bytes) {
        Kind::Jpeg => jpeg::decode(bytes),
        Kind::Png => png::decode(bytes),
        Kind::Webp => webp::decode(bytes),
        Kind::Gif => gif::decode(bytes),
        Kind::Tiff => tiff::decode(bytes),
        _ => Err(Refusal::KindNotRead),
    }
}

/// Refuses a size of which decoding would take more memory than a child has, at `bytes_per_pixel` for all copies.
fn admit(width_px: u32, height_px: u32, bytes_per_pixel: u64) -> Result<(), Refusal> {
    let pixels = u64::from(width_px) * u64::from(height_px);
    if pixels == 0 {
        Err(Refusal::Broken)
    } else if pixels > PICTURE_PIXELS_MAX || pixels.saturating_mul(bytes_per_pixel) > PICTURE_BYTES_MAX {
        Err(Refusal::PixelsTooMany)
    } else {
        Ok(())
    }
}

/// A whole buffer for a decoder to fill.
fn buffer(length: Option<usize>) -> Result<Vec<u8>, Refusal> {
    let length = length.filter(|length| *length as u64 <= PICTURE_BYTES_MAX).ok_or(Refusal::PixelsTooMany)?;
    Ok(vec![0; length])
}

/// The channels of that many bytes.
const fn channels_of(count: usize) -> Result<Channels, Refusal> {
    match count {
        1 => Ok(Channels::Grey),
        2 => Ok(Channels::GreyAlpha),
        3 => Ok(Channels::Colour),
        4 => Ok(Channels::ColourAlpha),
        _ => Err(Refusal::LayoutNotRead),
    }
}
