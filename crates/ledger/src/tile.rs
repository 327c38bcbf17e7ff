//! Where the parts of a log stand on disk (C2SP tlog-tiles): hash tiles and entry bundles, whole or partial.

use crate::limits::TILE_WIDTH;

/// A kind of file of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Hashes of level `8 * level` of the tree.
    Hashes(u32),
    /// Leaves.
    Entries,
}

/// One file of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// What it holds.
    pub part: Part,
    /// Its number among its kind.
    pub index: u64,
    /// How many hashes or leaves it holds, 1 to 256.
    pub width: u64,
}

impl Tile {
    /// Its path below the log folder, such as `tile/0/x001/067` or `tile/entries/000.p/5`.
    pub fn path(self) -> String {
        let part = match self.part {
            Part::Hashes(level) => level.to_string(),
            Part::Entries => "entries".to_owned(),
        };
        let mut number = format!("{:03}", self.index % 1000);
        let mut rest = self.index / 1000;
        while rest > 0 {
            number = format!("x{:03}/{number}", rest % 1000);
            rest /= 1000;
        }
        let partial = if self.width < TILE_WIDTH { format!(".p/{}", self.width) } else { String::new() };
        format!("tile/{part}/{number}{partial}")
    }

    /// The tile of a path, where it is written just as [`Self::path`] writes it.
    pub fn parse(path: &str) -> Option<Self> {
        let (part, number) = path.strip_prefix("tile/")?.split_once('/')?;
        let part = if part == "entries" { Part::Entries } else { Part::Hashes(part.parse().ok()?) };
        let (number, width) = match number.split_once(".p/") {
            Some((number, width)) => (number, width.parse().ok()?),
            None => (number, TILE_WIDTH),
        };
        let digits: String =
            number.split('/').map(|group| group.strip_prefix('x').unwrap_or(group)).collect();
        let tile = Self { part, index: digits.parse().ok()?, width };
        ((1..=TILE_WIDTH).contains(&width) && tile.path() == path).then_some(tile)
    }

    /// The tiles of one part that a log of `size` leaves has, from `first` on.
    pub fn of_part(part: Part, size: u64, first: u64) -> impl Iterator<Item = Self> {
        let count = match part {
            Part::Hashes(level) => size.checked_shr(8 * level).unwrap_or(0),
            Part::Entries => size,
        };
        (first..count.div_ceil(TILE_WIDTH)).map(move |index| Self {
            part,
            index,
            width: (count - index * TILE_WIDTH).min(TILE_WIDTH),
        })
    }

    /// Every part a log of `size` leaves has: entries, then hashes level by level.
    pub fn parts(size: u64) -> Vec<Part> {
        let levels = (0..8).take_while(|level| size.checked_shr(8 * level).unwrap_or(0) > 0);
        std::iter::once(Part::Entries).chain(levels.map(Part::Hashes)).collect()
    }
}

/// Puts leaves into an entry bundle: each with its length in two bytes, big-endian.
pub fn bundle<L: AsRef<[u8]>>(leaves: &[L]) -> Vec<u8> {
    let mut out = Vec::with_capacity(leaves.iter().map(|leaf| leaf.as_ref().len() + 2).sum());
    for leaf in leaves.iter().map(AsRef::as_ref) {
        out.extend_from_slice(&u16::try_from(leaf.len()).unwrap_or(u16::MAX).to_be_bytes());
        out.extend_from_slice(leaf);
    }
    out
}

/// The leaves of an entry bundle; `None` where it ends inside one.
pub fn unbundle(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut leaves = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk::<2>()?;
        let (leaf, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        leaves.push(leaf);
        bytes = rest;
    }
    Some(leaves)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_the_specification() {
        let path = |part, index, width| Tile { part, index, width }.path();
        assert_eq!(path(Part::Hashes(0), 0, 256), "tile/0/000");
        assert_eq!(path(Part::Hashes(0), 1_234_067, 256), "tile/0/x001/x234/067");
        assert_eq!(path(Part::Entries, 3, 5), "tile/entries/003.p/5");
        for tile in [(Part::Hashes(0), 1_234_067, 256), (Part::Hashes(2), 0, 1), (Part::Entries, 1000, 255)] {
            let tile = Tile { part: tile.0, index: tile.1, width: tile.2 };
            assert_eq!(Tile::parse(&tile.path()), Some(tile));
        }
        for other in
            ["tile/0/1", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/x000/001", "tile/00/001", "tile/0"]
        {
            assert_eq!(Tile::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_log_has_these_tiles() {
        let paths: Vec<_> = Tile::parts(70_000)
            .into_iter()
            .map(|part| Tile::of_part(part, 70_000, 0).last().unwrap().path())
            .collect();
        assert_eq!(
            paths,
            ["tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
        );
        assert_eq!(Tile::parts(0), [Part::Entries]);
        assert_eq!(Tile::of_part(Part::Entries, 0, 0).count(), 0);
    }

    #[test]
    fn bundles_come_apart_as_they_were_put_together() {
        let leaves = vec![b"one".to_vec(), Vec::new(), vec![7; 4096]];
        let bytes = bundle(&leaves);
        assert_eq!(unbundle(&bytes).unwrap(), leaves);
        assert_eq!(unbundle(&bytes[..bytes.len() - 1]), None);
    }
}
