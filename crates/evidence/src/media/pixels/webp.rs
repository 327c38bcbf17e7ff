//! WebP by `image-webp`.

use super::{Picture, Refusal, admit, buffer, channels_of};
use crate::limits::PICTURE_BYTES_MAX;
use image_webp::WebPDecoder;
use std::io::Cursor;

/// Decodes a WebP; of an animation the first frame.
pub fn decode(bytes: &[u8]) -> Result<Picture, Refusal> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|_broken| Refusal::Broken)?;
    decoder.set_memory_limit(usize::try_from(PICTURE_BYTES_MAX).unwrap_or(usize::MAX));
    let (width_px, height_px) = decoder.dimensions();
    let count = if decoder.has_alpha() { 4 } else { 3 };
    // The decoder makes a whole copy of its own.
    admit(width_px, height_px, 2 * count as u64)?;
    let mut pixels = buffer(decoder.output_buffer_size())?;
    decoder.read_image(&mut pixels).map_err(|_broken| Refusal::Broken)?;
    Picture::new(width_px, height_px, channels_of(count)?, pixels)
}
