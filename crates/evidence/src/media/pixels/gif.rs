//! GIF by `gif`: the first frame on its canvas.

use super::{Picture, Refusal, admit, buffer};
use crate::limits::PICTURE_BYTES_MAX;
use crate::media::picture::Channels;
use gif::{ColorOutput, DecodeOptions, MemoryLimit};
use std::io::Cursor;
use std::num::NonZeroU64;

/// Decodes a GIF; the canvas around its first frame stays transparent.
pub fn decode(bytes: &[u8]) -> Result<Picture, Refusal> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    if let Some(limit) = NonZeroU64::new(PICTURE_BYTES_MAX) {
        options.set_memory_limit(MemoryLimit::Bytes(limit));
    }
    let mut decoder = options.read_info(Cursor::new(bytes)).map_err(|_broken| Refusal::Broken)?;
    let (width, height) = (usize::from(decoder.width()), usize::from(decoder.height()));
    // The frame and the canvas, side by side.
    admit(u32::from(decoder.width()), u32::from(decoder.height()), 8)?;
    let frame = decoder.next_frame_info().map_err(|_broken| Refusal::Broken)?.ok_or(Refusal::Truncated)?;
    let (left, top) = (usize::from(frame.left), usize::from(frame.top));
    let (frame_width, frame_height) = (usize::from(frame.width), usize::from(frame.height));
    admit(u32::from(frame.width), u32::from(frame.height), 8)?;
    let mut pixels = buffer(Some(decoder.buffer_size()))?;
    decoder.read_into_buffer(&mut pixels).map_err(|_broken| Refusal::Broken)?;
    if (left, top, frame_width, frame_height) == (0, 0, width, height) {
        return Picture::new(
            u32::from(decoder.width()),
            u32::from(decoder.height()),
            Channels::ColourAlpha,
            pixels,
        );
    }
    let mut canvas = buffer(width.checked_mul(height).and_then(|pixels| pixels.checked_mul(4)))?;
    let shown = frame_width.min(width.saturating_sub(left)) * 4;
    for (index, row) in pixels.chunks_exact((frame_width * 4).max(1)).enumerate().take(frame_height) {
        let start = ((top + index) * width + left) * 4;
        if let Some(target) = canvas.get_mut(start..start + shown).filter(|_| top + index < height) {
            target.copy_from_slice(&row[..shown]);
        }
    }
    Picture::new(u32::from(decoder.width()), u32::from(decoder.height()), Channels::ColourAlpha, canvas)
}
