//! Pixels in memory: turned upright, made smaller, painted over.
//!
//! Eight bits a channel, rows from the top, one to four channels. Colour profiles are not applied. Start at [`Picture`].

use super::Refusal;

/// An image of whole pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Width; at least 1.
    pub width_px: u32,
    /// Height; at least 1.
    pub height_px: u32,
    /// How the bytes of a pixel are to be read.
    pub channels: Channels,
    /// `width_px` × `height_px` × channels bytes.
    pub bytes: Vec<u8>,
}

/// What the bytes of a pixel are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channels {
    /// Grey.
    Grey,
    /// Grey and how opaque it is.
    GreyAlpha,
    /// Red, green, blue.
    Colour,
    /// Red, green, blue and how opaque they are.
    ColourAlpha,
}

impl Channels {
    /// Bytes of a pixel.
    pub const fn count(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::GreyAlpha => 2,
            Self::Colour => 3,
            Self::ColourAlpha => 4,
        }
    }
}

impl Picture {
    /// Takes over decoded bytes; refuses where they are not as many as the size says.
    pub fn new(width_px: u32, height_px: u32, channels: Channels, bytes: Vec<u8>) -> Result<Self, Refusal> {
        let pixels = u64::from(width_px) * u64::from(height_px);
        if pixels == 0 || pixels * channels.count() as u64 != bytes.len() as u64 {
            return Err(Refusal::Broken);
        }
        Ok(Self { width_px, height_px, channels, bytes })
    }

    fn row_bytes(&self) -> usize {
        self.width_px as usize * self.channels.count()
    }

    /// The same on a white ground: grey or colour, nothing transparent.
    #[must_use]
    pub fn opaque(self) -> Self {
        let (colours, channels) = match self.channels {
            Channels::Grey | Channels::Colour => return self,
            Channels::GreyAlpha => (1, Channels::Grey),
            Channels::ColourAlpha => (3, Channels::Colour),
        };
        let on_white = |value: u8, alpha: u8| {
            let mixed = (u32::from(value) * u32::from(alpha) + 255 * (255 - u32::from(alpha)) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        let bytes = self.bytes.chunks_exact(colours + 1);
        let bytes =
            bytes.flat_map(|pixel| pixel[..colours].iter().map(|value| on_white(*value, pixel[colours])));
        Self { bytes: bytes.collect(), channels, ..self }
    }

    /// The same upright, by EXIF orientation 1 to 8 (Exif 2.32, table 6); another number changes nothing.
    #[must_use]
    pub fn upright(self, orientation: u8) -> Self {
        if !(2..=8).contains(&orientation) {
            return self;
        }
        let (width, height, count) = (self.width_px as usize, self.height_px as usize, self.channels.count());
        let is_turned = orientation >= 5;
        let (new_width, new_height) = if is_turned { (height, width) } else { (width, height) };
        let mut bytes = Vec::with_capacity(self.bytes.len());
        for y in 0..new_height {
            for x in 0..new_width {
                let (from_x, from_y) = match orientation {
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (y, height - 1 - x),
                    7 => (width - 1 - y, height - 1 - x),
                    _ => (width - 1 - y, x),
                };
                let start = (from_y * width + from_x) * count;
                bytes.extend_from_slice(&self.bytes[start..start + count]);
            }
        }
        let (width_px, height_px) =
            if is_turned { (self.height_px, self.width_px) } else { (self.width_px, self.height_px) };
        Self { width_px, height_px, bytes, channels: self.channels }
    }

    /// The same no larger than `edge_px` on its longer side; a smaller one stays as it is.
    #[must_use]
    pub fn within(&self, edge_px: u32) -> Self {
        let longer = self.width_px.max(self.height_px);
        if longer <= edge_px || edge_px == 0 {
            return self.clone();
        }
        let scaled = |side: u32| {
            let rounded = (u64::from(side) * u64::from(edge_px) + u64::from(longer) / 2) / u64::from(longer);
            u32::try_from(rounded).unwrap_or(edge_px).max(1)
        };
        self.averaged(scaled(self.width_px), scaled(self.height_px))
    }

    /// Exactly this size, smaller or equal on both sides: every new pixel is the mean of the area it covers, where an
    /// old pixel on the border counts by the share that lies inside.
    #[must_use]
    pub fn averaged(&self, width_px: u32, height_px: u32) -> Self {
        let count = self.channels.count();
        let columns = Shares::of(self.width_px, width_px);
        let rows = Shares::of(self.height_px, height_px);
        let mut bytes = Vec::with_capacity(width_px as usize * height_px as usize * count);
        let mut sums = vec![0_u64; width_px as usize * count];
        for row in &rows.0 {
            sums.fill(0);
            for (from_y, weight_y) in row.sources() {
                let line = &self.bytes[from_y * self.row_bytes()..(from_y + 1) * self.row_bytes()];
                for (column, sums) in columns.0.iter().zip(sums.chunks_exact_mut(count)) {
                    for (from_x, weight_x) in column.sources() {
                        let weight = weight_x * weight_y;
                        for (sum, value) in sums.iter_mut().zip(&line[from_x * count..(from_x + 1) * count]) {
                            *sum += weight * u64::from(*value);
                        }
                    }
                }
            }
            let total = u64::from(self.width_px) * u64::from(self.height_px);
            bytes.extend(sums.iter().map(|sum| u8::try_from((sum + total / 2) / total).unwrap_or(u8::MAX)));
        }
        Self { width_px, height_px, channels: self.channels, bytes }
    }

    /// One byte of brightness for each pixel (ITU-R BT.601), on white where it is transparent.
    #[must_use]
    pub fn brightness(self) -> Self {
        let opaque = self.opaque();
        if opaque.channels == Channels::Grey {
            return opaque;
        }
        let bytes = opaque.bytes.chunks_exact(3).map(|pixel| {
            let weighed = 299 * u32::from(pixel[0]) + 587 * u32::from(pixel[1]) + 114 * u32::from(pixel[2]);
            u8::try_from((weighed + 500) / 1_000).unwrap_or(u8::MAX)
        });
        Self { bytes: bytes.collect(), channels: Channels::Grey, ..opaque }
    }

    /// Paints a rectangle black and opaque; what lies outside the image is left out.
    pub fn black_out(&mut self, left: u32, top: u32, width: u32, height: u32) {
        let count = self.channels.count();
        let has_alpha = matches!(self.channels, Channels::GreyAlpha | Channels::ColourAlpha);
        let right = left.saturating_add(width).min(self.width_px) as usize;
        let bottom = top.saturating_add(height).min(self.height_px) as usize;
        let row_bytes = self.row_bytes();
        for y in top as usize..bottom {
            let row = &mut self.bytes[y * row_bytes..(y + 1) * row_bytes];
            for pixel in row.chunks_exact_mut(count).take(right).skip(left as usize) {
                pixel.fill(0);
                if has_alpha {
                    pixel[count - 1] = u8::MAX;
                }
            }
        }
    }
}

/// Which old pixels make each new one, along one side.
struct Shares(Vec<Share>);

/// The old pixels of one new one, in units of which an old pixel has as many as there are new pixels.
struct Share {
    first: usize,
    weights: Vec<u64>,
}

impl Shares {
    fn of(old: u32, new: u32) -> Self {
        let (old, new) = (u64::from(old), u64::from(new));
        let share = |index: u64| {
            let (start, end) = (index * old, (index + 1) * old);
            let (first, last) = (start / new, (end - 1) / new);
            let weight = |pixel: u64| ((pixel + 1) * new).min(end) - (pixel * new).max(start);
            Share {
                first: usize::try_from(first).unwrap_or(usize::MAX),
                weights: (first..=last).map(weight).collect(),
            }
        };
        Self((0..new).map(share).collect())
    }
}

impl Share {
    fn sources(&self) -> impl Iterator<Item = (usize, u64)> {
        self.weights.iter().enumerate().map(|(index, weight)| (self.first + index, *weight))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grey(width: u32, height: u32, bytes: &[u8]) -> Picture {
        Picture::new(width, height, Channels::Grey, bytes.to_vec()).unwrap()
    }

    #[test]
    fn each_orientation_turns_the_first_row_where_it_belongs() {
        // A F-like mark: 1 2 above 3 4 above 5 6.
        let picture = grey(2, 3, &[1, 2, 3, 4, 5, 6]);
        for (orientation, width, expected) in [
            (1, 2, [1, 2, 3, 4, 5, 6]),
            (2, 2, [2, 1, 4, 3, 6, 5]),
            (3, 2, [6, 5, 4, 3, 2, 1]),
            (4, 2, [5, 6, 3, 4, 1, 2]),
            (5, 3, [1, 3, 5, 2, 4, 6]),
            (6, 3, [5, 3, 1, 6, 4, 2]),
            (7, 3, [6, 4, 2, 5, 3, 1]),
            (8, 3, [2, 4, 6, 1, 3, 5]),
        ] {
            let turned = picture.clone().upright(orientation);
            assert_eq!((turned.width_px, &turned.bytes[..]), (width, &expected[..]), "{orientation}");
        }
    }

    #[test]
    fn a_smaller_picture_is_the_mean_of_what_it_covers() {
        assert_eq!(grey(4, 2, &[0, 100, 10, 30, 100, 200, 20, 40]).averaged(2, 1).bytes, [100, 25]);
        // Three into two: the middle one counts half on each side.
        assert_eq!(grey(3, 1, &[0, 90, 240]).averaged(2, 1).bytes, [30, 190]);
        let small = grey(3, 1, &[1, 2, 3]);
        assert_eq!(small.within(3), small);
    }

    #[test]
    fn transparent_becomes_white_and_painted_becomes_black() {
        let mut picture = Picture::new(2, 1, Channels::ColourAlpha, vec![9, 9, 9, 0, 9, 9, 9, 255]).unwrap();
        assert_eq!(picture.clone().opaque().bytes, [255, 255, 255, 9, 9, 9]);
        picture.black_out(0, 0, 1, u32::MAX);
        assert_eq!(picture.bytes, [0, 0, 0, 255, 9, 9, 9, 255]);
    }

    proptest! {
        #[test]
        fn any_size_fits_the_edge_and_keeps_one_colour(width in 1_u32..200, height in 1_u32..200, edge in 1_u32..250, shade: u8) {
            let picture = grey(width, height, &vec![shade; (width * height) as usize]);
            let small = picture.within(edge);
            prop_assert!(small.width_px.max(small.height_px) <= edge.max(1).max(width.max(height).min(edge)));
            prop_assert!(small.bytes.iter().all(|value| *value == shade));
            prop_assert_eq!(small.bytes.len(), (small.width_px * small.height_px) as usize);
        }
    }
}
