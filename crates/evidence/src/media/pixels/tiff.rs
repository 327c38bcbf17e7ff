//! TIFF by `tiff`: the first image, of 8 or 16 bits, grey, colour or CMYK. Fax, palettes and floating point are refused.

use super::{Picture, Refusal, admit, channels_of};
use crate::limits::{EXIF_BYTES_MAX, PICTURE_BYTES_MAX};
use std::io::Cursor;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::{ColorType, TiffError};

/// Decodes the first image of a TIFF.
pub fn decode(bytes: &[u8]) -> Result<Picture, Refusal> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = usize::try_from(PICTURE_BYTES_MAX).unwrap_or(usize::MAX);
    limits.intermediate_buffer_size = limits.decoding_buffer_size;
    limits.ifd_value_size = EXIF_BYTES_MAX;
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(refusal)?.with_limits(limits);
    let (width_px, height_px) = decoder.dimensions().map_err(refusal)?;
    let (count, bits) = match decoder.colortype().map_err(refusal)? {
        ColorType::Gray(bits) => (1, bits),
        ColorType::GrayA(bits) => (2, bits),
        ColorType::RGB(bits) => (3, bits),
        ColorType::RGBA(bits) => (4, bits),
        ColorType::CMYK(bits) => (5, bits),
        _ => return Err(Refusal::LayoutNotRead),
    };
    if bits != 8 && bits != 16 {
        return Err(Refusal::LayoutNotRead);
    }
    // What is decoded, and the copy of eight bits a channel.
    admit(width_px, height_px, count.min(4) * (u64::from(bits) / 8 + 1))?;
    let samples = match decoder.read_image().map_err(refusal)? {
        DecodingResult::U8(samples) => samples,
        DecodingResult::U16(samples) => samples.iter().map(|sample| sample.to_be_bytes()[0]).collect(),
        _ => return Err(Refusal::LayoutNotRead),
    };
    if count == 5 {
        return Picture::new(
            width_px,
            height_px,
            channels_of(3)?,
            samples.chunks_exact(4).flat_map(of_inks).collect(),
        );
    }
    Picture::new(width_px, height_px, channels_of(usize::try_from(count).unwrap_or(0))?, samples)
}

/// Red, green and blue of four inks.
fn of_inks(inks: &[u8]) -> [u8; 3] {
    let light = |ink: u8| {
        let product = u32::from(255 - ink) * u32::from(255 - inks[3]);
        u8::try_from((product + 127) / 255).unwrap_or(u8::MAX)
    };
    [light(inks[0]), light(inks[1]), light(inks[2])]
}

fn refusal(error: TiffError) -> Refusal {
    match error {
        TiffError::LimitsExceeded | TiffError::IntSizeError => Refusal::PixelsTooMany,
        TiffError::UnsupportedError(_) => Refusal::LayoutNotRead,
        TiffError::IoError(error) => error.into(),
        TiffError::FormatError(_) | TiffError::UsageError(_) => Refusal::Broken,
    }
}
