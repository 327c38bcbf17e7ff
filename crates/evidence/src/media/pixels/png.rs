//! PNG by `png`.

use super::{Picture, Refusal, admit, buffer, channels_of};
use crate::limits::PICTURE_BYTES_MAX;
use png::{Decoder, DecodingError, Limits, Transformations};
use std::io::Cursor;

/// Decodes a PNG into eight bits a channel; of an animation the first frame.
pub fn decode(bytes: &[u8]) -> Result<Picture, Refusal> {
    let limits = Limits { bytes: usize::try_from(PICTURE_BYTES_MAX).unwrap_or(usize::MAX) };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(refusal)?;
    let (color, depth) = reader.output_color_type();
    if depth != png::BitDepth::Eight {
        return Err(Refusal::LayoutNotRead);
    }
    let (width_px, height_px) = (reader.info().width, reader.info().height);
    let channels = channels_of(color.samples())?;
    admit(width_px, height_px, channels.count() as u64)?;
    let mut pixels = buffer(reader.output_buffer_size())?;
    let frame = reader.next_frame(&mut pixels).map_err(refusal)?;
    // The first frame of an animation may be smaller than its canvas.
    pixels.truncate(frame.buffer_size());
    Picture::new(frame.width, frame.height, channels, pixels)
}

fn refusal(error: DecodingError) -> Refusal {
    match error {
        DecodingError::LimitsExceeded => Refusal::PixelsTooMany,
        DecodingError::IoError(error) => error.into(),
        DecodingError::Format(_) | DecodingError::Parameter(_) => Refusal::Broken,
    }
}
