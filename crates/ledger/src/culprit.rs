//! Which file was altered, where two that should agree do not.
//!
//! A hash tile says what the files below it hold, so one flipped byte makes two files disagree. The signed root
//! settles it: from the root down, of a tile as stored and the same tile as made from the files below, at most one
//! leads to the hash above. Only where neither does are both named. Start at [`Levels::faults`].

use crate::disk::{hashes_of, read_exactly};
use crate::error::{Error, Result};
use crate::limits::TILE_WIDTH;
use crate::tile::{Part, Tile, unbundle};
use crate::tree::{Hash, Nodes, leaf_hash, root};
use crate::verify::{Fault, fault};
use std::path::Path;

/// Hashes of one tile.
type Hashes = Vec<Hash>;

/// One hash tile: as stored, and as made from the files below it.
struct Twin {
    tile: Tile,
    /// The root over the hashes stored; `None` where the file cannot be read as hashes.
    stored: Option<Hash>,
    /// The root over the hashes made.
    made: Option<Hash>,
    /// Why the file cannot be read as hashes.
    problem: Option<Fault>,
    /// The hashes themselves, stored and made: kept of a partial tile and of every tile above level 0.
    kept: [Option<Hashes>; 2],
}

/// Every hash tile of a log, level by level, and what is wrong with its entry bundles.
pub(crate) struct Levels {
    tiers: Vec<Vec<Twin>>,
    bundles: Vec<Option<Fault>>,
    size: u64,
}

/// Which of a twin is believed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    Stored,
    Made,
    /// Neither: the hash above is believed, and both lead elsewhere.
    Neither,
    /// Nobody knows: what is above is not believed itself.
    Unknown,
}

impl Levels {
    /// Reads every tile and every bundle of a log of `size` leaves, once.
    pub fn read(folder: &Path, size: u64) -> Self {
        let (mut lowest, mut bundles) = (Vec::new(), Vec::new());
        for bundle in Tile::of_part(Part::Entries, size, 0) {
            let leaves = read_bundle(folder, bundle);
            bundles.push(leaves.as_ref().err().cloned());
            lowest.push(Twin::read(folder, Tile { part: Part::Hashes(0), ..bundle }, leaves.ok()));
        }
        let mut tiers = vec![lowest];
        for part in Tile::parts(size) {
            let Part::Hashes(1..) = part else { continue };
            let below = tiers.last().map_or(&[][..], Vec::as_slice);
            let twin = |tile: Tile| {
                let start = usize::try_from(tile.index * TILE_WIDTH).unwrap_or(usize::MAX);
                let width = usize::try_from(tile.width).unwrap_or(0);
                Twin::above(folder, tile, below.get(start..start.saturating_add(width)).unwrap_or(&[]))
            };
            let twins = Tile::of_part(part, size, 0).map(twin).collect();
            tiers.push(twins);
        }
        Self { tiers, bundles, size }
    }

    /// Every file that is wrong, judged by the signed root; without one, or where nothing makes it, every file that
    /// disagrees with another.
    pub fn faults(&self, signed: Option<&Hash>) -> Vec<Fault> {
        let edges = signed.and_then(|signed| self.edges(signed));
        let mut above: Vec<Trust> = Vec::new();
        let mut faults = Vec::new();
        for (level, twins) in self.tiers.iter().enumerate().rev() {
            let mut here = Vec::with_capacity(twins.len());
            for (place, twin) in twins.iter().enumerate() {
                let parent = self.tiers.get(level + 1).and_then(|level| parent_hash(level, &above, place));
                let edge = edges.as_ref().and_then(|edges| edges.get(level)).copied();
                let trust =
                    if twin.tile.width < TILE_WIDTH { edge } else { parent.map(|hash| twin.trust(&hash)) };
                let trust = trust.unwrap_or(Trust::Unknown);
                faults.extend(twin.fault(trust));
                if level == 0 {
                    faults.extend(self.bundle_fault(place, twin, trust));
                }
                here.push(trust);
            }
            above = here;
        }
        if signed.is_some() && edges.is_none() {
            let reason = if faults.is_empty() {
                "its root is not that of the leaves"
            } else {
                "its root cannot be checked while so many other files are altered"
            };
            faults.push(Fault { path: crate::disk::CHECKPOINT.to_owned(), reason: reason.to_owned() });
        }
        faults.sort_by(|one: &Fault, other| one.path.cmp(&other.path));
        faults
    }

    fn bundle_fault(&self, place: usize, twin: &Twin, trust: Trust) -> Option<Fault> {
        if let Some(problem) = self.bundles.get(place).cloned().flatten() {
            return Some(problem);
        }
        let right = match trust {
            Trust::Made => true,
            Trust::Stored => twin.stored == twin.made,
            Trust::Neither => false,
            Trust::Unknown => twin.agree(),
        };
        let path = Tile { part: Part::Entries, ..twin.tile }.path();
        (!right).then(|| Fault { path, reason: "a leaf was altered".to_owned() })
    }

    /// Which of each level's last, partial tile to believe so that together they make the signed root: one choice of
    /// the two at each of at most eight levels.
    fn edges(&self, signed: &Hash) -> Option<Vec<Trust>> {
        (0..1_u32 << self.tiers.len()).find_map(|choice| {
            let made = |level: usize| choice >> level & 1 == 1;
            let mut edge = Edge { levels: self, made: &made };
            let trust = |level| if made(level) { Trust::Made } else { Trust::Stored };
            (root(&mut edge, self.size).ok()? == *signed).then(|| (0..self.tiers.len()).map(trust).collect())
        })
    }
}

/// The hash a tile must have, as the tile above it says, where that is believed.
fn parent_hash(level: &[Twin], trust: &[Trust], place: usize) -> Option<Hash> {
    let width = usize::try_from(TILE_WIDTH).unwrap_or(1);
    let (parent, trust) = (level.get(place / width)?, trust.get(place / width)?);
    parent.believed(*trust)?.get(place % width).copied()
}

/// The right edge of the tree, of which the root is made.
struct Edge<'l, M> {
    levels: &'l Levels,
    made: &'l M,
}

impl<M: Fn(usize) -> bool> Nodes for Edge<'_, M> {
    fn node(&mut self, level: u32, index: u64) -> Result<Hash> {
        let missing = || Error::NoSuchLeaf(index);
        if !level.is_multiple_of(8) {
            let left = self.node(level - 1, index * 2)?;
            return Ok(crate::tree::node_hash(&left, &self.node(level - 1, index * 2 + 1)?));
        }
        let tier = usize::try_from(level / 8).unwrap_or(usize::MAX);
        let place = usize::try_from(index / TILE_WIDTH).unwrap_or(usize::MAX);
        let twin = self.levels.tiers.get(tier).and_then(|twins| twins.get(place)).ok_or_else(missing)?;
        let hashes = twin.believed(if (self.made)(tier) { Trust::Made } else { Trust::Stored });
        let within = usize::try_from(index % TILE_WIDTH).unwrap_or(usize::MAX);
        hashes.and_then(|hashes| hashes.get(within).copied()).ok_or_else(missing)
    }
}

impl Twin {
    /// A tile of level 0 and the hashes of its leaves.
    fn read(folder: &Path, tile: Tile, made: Option<Hashes>) -> Self {
        Self::of(tile, stored_hashes(folder, tile), made)
    }

    /// A tile over others. Where what it holds, what one of those holds and what that is made of are not the same,
    /// the two that agree are taken, so that one fault below does not hide another here.
    fn above(folder: &Path, tile: Tile, below: &[Self]) -> Self {
        let stored = stored_hashes(folder, tile);
        let made = below.iter().enumerate().map(|(place, twin)| {
            let here = stored.as_ref().ok().and_then(|hashes| hashes.get(place)).copied();
            if twin.stored == twin.made || here != twin.stored { twin.made.or(twin.stored) } else { here }
        });
        let made = made.collect();
        Self::of(tile, stored, made)
    }

    fn of(tile: Tile, stored: Result<Hashes>, made: Option<Hashes>) -> Self {
        let over = |hashes: &Hashes| root(&mut hashes.as_slice(), tile.width).ok();
        let problem = stored.as_ref().err().map(|error| fault(&tile.path(), error));
        let stored = stored.ok();
        let roots = match (&stored, &made) {
            // Hashing 256 hashes twice is most of the work; nearly always the two are the same.
            (Some(one), Some(other)) if one == other => [over(one); 2],
            _ => [stored.as_ref().and_then(over), made.as_ref().and_then(over)],
        };
        let kept = tile.width < TILE_WIDTH || tile.part != Part::Hashes(0);
        Self {
            tile,
            stored: roots[0],
            made: roots[1],
            problem,
            kept: if kept { [stored, made] } else { [None, None] },
        }
    }

    /// With nothing above to judge by, two that agree are taken to be right, and one alone too.
    fn agree(&self) -> bool {
        self.stored.is_none() || self.made.is_none() || self.stored == self.made
    }

    /// Which of the two has the hash.
    fn trust(&self, hash: &Hash) -> Trust {
        match (self.made.as_ref() == Some(hash), self.stored.as_ref() == Some(hash)) {
            (true, _) => Trust::Made,
            (false, true) => Trust::Stored,
            (false, false) => Trust::Neither,
        }
    }

    fn believed(&self, trust: Trust) -> Option<&Hashes> {
        match trust {
            Trust::Stored => self.kept[0].as_ref(),
            Trust::Made => self.kept[1].as_ref(),
            Trust::Neither | Trust::Unknown => None,
        }
    }

    fn fault(&self, trust: Trust) -> Option<Fault> {
        if self.problem.is_some() {
            return self.problem.clone();
        }
        let right = match trust {
            Trust::Stored => true,
            Trust::Made => self.stored == self.made,
            Trust::Neither => false,
            Trust::Unknown => self.agree(),
        };
        (!right).then(|| Fault { path: self.tile.path(), reason: "a hash was altered".to_owned() })
    }
}

fn stored_hashes(folder: &Path, tile: Tile) -> Result<Hashes> {
    hashes_of(&read_exactly(folder, tile)?, tile)
}

/// The hashes of a bundle's leaves.
fn read_bundle(folder: &Path, bundle: Tile) -> Result<Hashes, Fault> {
    let bytes = read_exactly(folder, bundle).map_err(|error| fault(&bundle.path(), &error))?;
    let leaves = unbundle(&bytes).filter(|leaves| leaves.len() as u64 == bundle.width);
    let reason = || format!("it does not hold {} whole leaves", bundle.width);
    let leaves = leaves.ok_or_else(|| Fault { path: bundle.path(), reason: reason() })?;
    Ok(leaves.into_iter().map(leaf_hash).collect())
}
