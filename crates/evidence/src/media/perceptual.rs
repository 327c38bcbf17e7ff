//! Two fingerprints of what an image looks like, to propose near-duplicates. Never a proof of anything.
//!
//! The difference hash is Neal Krawetz's ("Kind of Like That", 2013): is each of 9×8 grey pixels darker than its right
//! neighbour. The transform hash is that of Christoph Zauner's thesis ("Implementation and Benchmarking of Perceptual
//! Image Hash Functions", 2010): the 8×8 lowest frequencies of a 32×32 cosine transform, without the constant one,
//! each above the median or not. Both survive scaling and re-encoding; neither survives cropping or turning.

use super::picture::Picture;
use serde::{Deserialize, Serialize};

/// The fingerprints of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Perceptual {
    /// Difference hash.
    #[serde(with = "hexadecimal")]
    pub difference: u64,
    /// Transform hash.
    #[serde(with = "hexadecimal")]
    pub transform: u64,
}

impl Perceptual {
    /// In how many of 64 bits each fingerprint differs: difference hash, transform hash.
    pub const fn distance(self, other: Self) -> (u32, u32) {
        ((self.difference ^ other.difference).count_ones(), (self.transform ^ other.transform).count_ones())
    }
}

/// Takes the fingerprints of an image as shown.
pub fn of(picture: &Picture, orientation: u8) -> Perceptual {
    // Small first: turning and weighing a whole photograph would cost seconds for the same bits.
    let small = picture.within(512).upright(orientation).brightness();
    Perceptual { difference: difference(&small), transform: transform(&small) }
}

/// Exactly this size; a side that is shorter is repeated.
fn sized(picture: &Picture, width: u32, height: u32) -> Vec<u8> {
    let wide = (picture.width_px.max(width), picture.height_px.max(height));
    if wide == (picture.width_px, picture.height_px) {
        return picture.averaged(width, height).bytes;
    }
    let nearest = |x: u32, y: u32| {
        let (from_x, from_y) = (x * picture.width_px / wide.0, y * picture.height_px / wide.1);
        picture.bytes[(from_y * picture.width_px + from_x) as usize]
    };
    let bytes =
        (0..wide.1).flat_map(|y| (0..wide.0).map(move |x| (x, y))).map(|(x, y)| nearest(x, y)).collect();
    Picture { width_px: wide.0, height_px: wide.1, channels: picture.channels, bytes }
        .averaged(width, height)
        .bytes
}

fn difference(picture: &Picture) -> u64 {
    let grey = sized(picture, 9, 8);
    let bits = grey.chunks_exact(9).flat_map(|row| row.windows(2).map(|pair| pair[0] < pair[1]));
    bits.fold(0, |hash, bit| (hash << 1) | u64::from(bit))
}

/// The cosine of `(2x + 1) u π / 64`, times 2^14, so that every machine takes the same bits.
fn cosine(x: usize, u: usize) -> i64 {
    // The first quarter of a wave of 128 steps, rounded.
    const QUARTER: [i64; 33] = [
        16_384, 16_364, 16_305, 16_207, 16_069, 15_893, 15_679, 15_426, 15_137, 14_811, 14_449, 14_053,
        13_623, 13_160, 12_665, 12_140, 11_585, 11_003, 10_394, 9_760, 9_102, 8_423, 7_723, 7_005, 6_270,
        5_520, 4_756, 3_981, 3_196, 2_404, 1_606, 804, 0,
    ];
    match ((2 * x + 1) * u) % 128 {
        step @ 0..=32 => QUARTER[step],
        step @ 33..=64 => -QUARTER[64 - step],
        step @ 65..=96 => -QUARTER[step - 64],
        step => QUARTER[128 - step],
    }
}

fn transform(picture: &Picture) -> u64 {
    let grey = sized(picture, 32, 32);
    let along_rows =
        |y: usize, u: usize| (0..32).map(|x| i64::from(grey[y * 32 + x]) * cosine(x, u)).sum::<i64>();
    let rows: Vec<i64> =
        (0..32).flat_map(|y| (0..9).map(move |u| (y, u))).map(|(y, u)| along_rows(y, u)).collect();
    let along_columns = |v: usize, u: usize| (0..32).map(|y| rows[y * 9 + u] * cosine(y, v)).sum::<i64>();
    // Frequencies 1 to 8 both ways: the constant one tells brightness, not shape.
    let lowest: Vec<i64> =
        (1..9).flat_map(|v| (1..9).map(move |u| (v, u))).map(|(v, u)| along_columns(v, u)).collect();
    let mut sorted = lowest.clone();
    sorted.sort_unstable();
    let twice_the_median = sorted[31] + sorted[32];
    lowest.iter().fold(0, |hash, value| (hash << 1) | u64::from(2 * value > twice_the_median))
}

/// Sixteen letters of hexadecimal, because JSON's numbers end at 53 bits elsewhere.
mod hexadecimal {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    pub fn serialize<S: Serializer>(value: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{value:016x}"))
    }

    pub fn deserialize<'a, D: Deserializer<'a>>(deserializer: D) -> Result<u64, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() != 16 {
            return Err(D::Error::custom("sixteen letters"));
        }
        u64::from_str_radix(&text, 16).map_err(D::Error::custom)
    }
}
