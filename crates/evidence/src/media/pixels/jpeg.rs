//! JPEG by `zune-jpeg`, its portable code only.

use super::{Picture, Refusal, admit, buffer, channels_of};
use std::io::Cursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// Longest side a JPEG can state.
const EDGE_MAX: usize = 65_535;

/// Decodes a JPEG into grey or colour.
pub fn decode(bytes: &[u8]) -> Result<Picture, Refusal> {
    // Lenient: a photograph of which the end is missing still shows what it shows.
    let options = DecoderOptions::new_safe()
        .set_strict_mode(false)
        .set_use_unsafe(false)
        .set_max_width(EDGE_MAX)
        .set_max_height(EDGE_MAX);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    decoder.decode_headers().map_err(|_broken| Refusal::Broken)?;
    let info = decoder.info().ok_or(Refusal::Broken)?;
    let (width_px, height_px) = (u32::from(info.width), u32::from(info.height));
    let is_grey = decoder.input_colorspace() == Some(ColorSpace::Luma);
    let count = if is_grey { 1 } else { 3 };
    // A progressive file is held whole as coefficients of two bytes before the first pixel is made.
    let coefficients = if is_progressive(bytes) { 2 * u64::from(info.components) } else { 0 };
    admit(width_px, height_px, count as u64 + coefficients)?;
    let space = if is_grey { ColorSpace::Luma } else { ColorSpace::RGB };
    decoder.set_options(options.jpeg_set_out_colorspace(space));
    let mut pixels = buffer(Some(width_px as usize * height_px as usize * count))?;
    decoder.decode_into(&mut pixels).map_err(|_broken| Refusal::Broken)?;
    Picture::new(width_px, height_px, channels_of(count)?, pixels)
}

/// Whether a progressive frame header stands before the first scan. A mark inside another segment is taken for one too,
/// which only makes the bound tighter.
fn is_progressive(bytes: &[u8]) -> bool {
    bytes
        .windows(2)
        .take_while(|pair| *pair != [0xFF, 0xDA])
        .any(|pair| matches!(pair, [0xFF, 0xC2 | 0xC6 | 0xCA | 0xCE]))
}
