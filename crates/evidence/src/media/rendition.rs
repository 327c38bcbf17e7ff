//! Copies for looking: a JPEG of bounded size, upright, on white, made from pixels alone.
//!
//! Nothing of the original but its pixels gets here, so that no metadata can survive.

use super::picture::{Channels, Picture};
use super::{Kind, Refusal};
use crate::limits::{RENDITION_EDGE_MAX_PX, RENDITION_QUALITY};
use crate::sandbox::message::Made;

/// Makes a JPEG of at most `edge_px` on its longer side; a smaller image keeps its size.
pub fn make(picture: &Picture, orientation: u8, edge_px: u32) -> Result<(Made, Vec<u8>), Refusal> {
    if !(1..=RENDITION_EDGE_MAX_PX).contains(&edge_px) {
        return Err(Refusal::OutOfRange);
    }
    let small = picture.within(edge_px).upright(orientation).opaque();
    let (width, height) = (picture.width_px, picture.height_px);
    let (original_width_px, original_height_px) =
        if (5..=8).contains(&orientation) { (height, width) } else { (width, height) };
    let bytes = jpeg(&small, RENDITION_QUALITY)?;
    let (width_px, height_px) = (small.width_px, small.height_px);
    Ok((Made { kind: Kind::Jpeg, width_px, height_px, original_width_px, original_height_px }, bytes))
}

/// Encodes an opaque picture as JPEG.
pub fn jpeg(picture: &Picture, quality: u8) -> Result<Vec<u8>, Refusal> {
    let colors = match picture.channels {
        Channels::Grey => jpeg_encoder::ColorType::Luma,
        Channels::Colour => jpeg_encoder::ColorType::Rgb,
        Channels::GreyAlpha | Channels::ColourAlpha => return Err(Refusal::LayoutNotRead),
    };
    let side = |pixels: u32| u16::try_from(pixels).map_err(|_too_long| Refusal::PixelsTooMany);
    let (width, height) = (side(picture.width_px)?, side(picture.height_px)?);
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
    encoder.encode(&picture.bytes, width, height, colors).map_err(|_refused| Refusal::LayoutNotRead)?;
    Ok(bytes)
}

/// Encodes a picture as PNG.
pub fn png(picture: &Picture) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width_px, picture.height_px);
    encoder.set_color(match picture.channels {
        Channels::Grey => png::ColorType::Grayscale,
        Channels::GreyAlpha => png::ColorType::GrayscaleAlpha,
        Channels::Colour => png::ColorType::Rgb,
        Channels::ColourAlpha => png::ColorType::Rgba,
    });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(&picture.bytes)?;
        writer.finish()
    });
    written.map_err(|_refused| Refusal::LayoutNotRead)?;
    Ok(bytes)
}
