//! The Merkle tree of RFC 6962 (section 2.1) with SHA-256: hashes, roots, inclusion and consistency proofs.
//!
//! Where the hashes of whole subtrees come from is the caller's: [`Nodes`].

use crate::error::{Error, Result};
use sha2::{Digest, Sha256};

/// A node of the tree.
pub type Hash = [u8; 32];

/// The hash of a leaf.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(leaf).finalize().into()
}

/// The hash of an inner node.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// Hashes of whole subtrees: of the `2^level` leaves from `index * 2^level` on.
pub trait Nodes {
    /// The hash of one whole subtree.
    ///
    /// # Errors
    /// Where it cannot be had.
    fn node(&mut self, level: u32, index: u64) -> Result<Hash>;
}

/// The whole tree in memory, for small logs and for tests.
impl Nodes for &[Hash] {
    fn node(&mut self, level: u32, index: u64) -> Result<Hash> {
        if level == 0 {
            let place = usize::try_from(index).unwrap_or(usize::MAX);
            return self.get(place).copied().ok_or(Error::NoSuchLeaf(index));
        }
        let left = self.node(level - 1, index * 2)?;
        Ok(node_hash(&left, &self.node(level - 1, index * 2 + 1)?))
    }
}

/// The root of the tree of the first `size` leaves. Of none: the hash of nothing.
///
/// # Errors
/// From the nodes.
pub fn root(nodes: &mut impl Nodes, size: u64) -> Result<Hash> {
    if size == 0 { Ok(Sha256::digest(b"").into()) } else { subtree(nodes, 0, size) }
}

/// The hash of `count` leaves from `start` on, where `start` is a multiple of the power of two above them.
fn subtree(nodes: &mut impl Nodes, start: u64, count: u64) -> Result<Hash> {
    if count.is_power_of_two() {
        return nodes.node(count.trailing_zeros(), start / count);
    }
    let left = largest_power_below(count);
    let (one, other) = (subtree(nodes, start, left)?, subtree(nodes, start + left, count - left)?);
    Ok(node_hash(&one, &other))
}

const fn largest_power_below(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// The inclusion proof of a leaf in the tree of `size` leaves, from the leaf upwards.
///
/// # Errors
/// `no-such-leaf`, or from the nodes.
pub fn inclusion(nodes: &mut impl Nodes, index: u64, size: u64) -> Result<Vec<Hash>> {
    if index >= size {
        return Err(Error::NoSuchLeaf(index));
    }
    let (mut start, mut count) = (0, size);
    let mut path = Vec::new();
    while count > 1 {
        let left = largest_power_below(count);
        if index - start < left {
            path.push(subtree(nodes, start + left, count - left)?);
            count = left;
        } else {
            path.push(subtree(nodes, start, left)?);
            start += left;
            count -= left;
        }
    }
    path.reverse();
    Ok(path)
}

/// Whether the proof leads from a leaf's hash to the root (RFC 9162, section 2.1.3.2).
pub fn includes(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut place, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// The proof that the tree of `old` leaves is a beginning of the tree of `size` leaves.
///
/// # Errors
/// `no-such-leaf` where `old` is 0 or beyond `size`, or from the nodes.
pub fn consistency(nodes: &mut impl Nodes, old: u64, size: u64) -> Result<Vec<Hash>> {
    if old == 0 || old > size {
        return Err(Error::NoSuchLeaf(old));
    }
    let (mut start, mut count, mut rest, mut whole) = (0, size, old, true);
    let mut path = Vec::new();
    while rest < count {
        let left = largest_power_below(count);
        if rest <= left {
            path.push(subtree(nodes, start + left, count - left)?);
            count = left;
        } else {
            path.push(subtree(nodes, start, left)?);
            start += left;
            count -= left;
            rest -= left;
            whole = false;
        }
    }
    if !whole {
        path.push(subtree(nodes, start, count)?);
    }
    path.reverse();
    Ok(path)
}

/// Whether the proof shows that the old tree is a beginning of the new (RFC 9162, section 2.1.4.2).
pub fn is_consistent(old: u64, old_root: &Hash, size: u64, root: &Hash, proof: &[Hash]) -> bool {
    if old == 0 || old > size {
        return false;
    }
    if old == size {
        return proof.is_empty() && old_root == root;
    }
    let mut path = proof.iter();
    let (mut place, mut last) = (old - 1, size - 1);
    while place & 1 == 1 {
        place >>= 1;
        last >>= 1;
    }
    let first = if place == 0 && old.is_power_of_two() { Some(old_root) } else { path.next() };
    let Some(first) = first else { return false };
    let (mut old_hash, mut hash) = (*first, *first);
    for sibling in path {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            old_hash = node_hash(sibling, &old_hash);
            hash = node_hash(sibling, &hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == *old_root && hash == *root
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn leaves(count: u64) -> Vec<Hash> {
        (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
    }

    fn plain_root(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest(b"").into(),
            [one] => *one,
            more => {
                let (left, right) =
                    more.split_at(usize::try_from(largest_power_below(more.len() as u64)).unwrap());
                node_hash(&plain_root(left), &plain_root(right))
            }
        }
    }

    #[test]
    fn every_leaf_of_every_small_tree_is_proven_and_nothing_else_is() {
        for size in 1..130_u64 {
            let hashes = leaves(size);
            let root = root(&mut hashes.as_slice(), size).unwrap();
            assert_eq!(root, plain_root(&hashes));
            for index in 0..size {
                let proof = inclusion(&mut hashes.as_slice(), index, size).unwrap();
                let leaf = hashes[usize::try_from(index).unwrap()];
                assert!(includes(&leaf, index, size, &proof, &root), "{index} of {size}");
                assert!(!includes(&leaf, (index + 1) % size.max(2), size, &proof, &root) || size == 1);
                assert!(!includes(&leaf_hash(b"other"), index, size, &proof, &root));
            }
        }
    }

    #[test]
    fn every_beginning_of_every_small_tree_is_consistent() {
        for size in 1..100_u64 {
            let hashes = leaves(size);
            let new = root(&mut hashes.as_slice(), size).unwrap();
            for old in 1..=size {
                let before = root(&mut hashes.as_slice(), old).unwrap();
                let proof = consistency(&mut hashes.as_slice(), old, size).unwrap();
                assert!(is_consistent(old, &before, size, &new, &proof), "{old} of {size}");
                assert!(!is_consistent(old, &leaf_hash(b"other"), size, &new, &proof));
                assert!(!is_consistent(old, &before, size, &leaf_hash(b"other"), &proof));
            }
        }
    }

    /// Leaves and roots of the tests of Certificate Transparency (RFC 6962), and two of its proofs: not made here.
    const LEAVES: [&str; 8] =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    const ROOTS: [&str; 8] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    #[test]
    fn roots_and_proofs_are_those_of_certificate_transparency() {
        let bytes = |text: &str| -> Vec<u8> {
            (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
        };
        let hash = |text: &str| -> Hash { bytes(text).try_into().unwrap() };
        let hashes: Vec<Hash> = LEAVES.iter().map(|leaf| leaf_hash(&bytes(leaf))).collect();
        for (size, expected) in (1..).zip(ROOTS) {
            assert_eq!(root(&mut hashes.as_slice(), size).unwrap(), hash(expected), "{size}");
        }
        let inclusion_of_5 = [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ];
        assert_eq!(inclusion(&mut hashes.as_slice(), 5, 8).unwrap(), inclusion_of_5.map(hash));
        let consistency_of_6 = [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ];
        let proof = consistency(&mut hashes.as_slice(), 6, 8).unwrap();
        assert_eq!(proof, consistency_of_6.map(hash));
        assert!(is_consistent(6, &hash(ROOTS[5]), 8, &hash(ROOTS[7]), &proof));
        assert!(!is_consistent(6, &hash(ROOTS[4]), 8, &hash(ROOTS[7]), &proof));
    }

    proptest! {
        #[test]
        fn a_flipped_bit_of_a_consistency_proof_is_refused(
            size in 2_u64..700,
            pick in any::<prop::sample::Index>(),
            which in any::<prop::sample::Index>(),
            bit in 0_usize..256,
        ) {
            let hashes = leaves(size);
            let old = pick.index(usize::try_from(size - 1).unwrap()) as u64 + 1;
            let roots = [old, size].map(|size| root(&mut hashes.as_slice(), size).unwrap());
            let mut proof = consistency(&mut hashes.as_slice(), old, size).unwrap();
            prop_assert!(is_consistent(old, &roots[0], size, &roots[1], &proof));
            let whole = proof.clone();
            proof.pop();
            prop_assert!(!is_consistent(old, &roots[0], size, &roots[1], &proof));
            proof = whole.clone();
            proof.push([7; 32]);
            prop_assert!(!is_consistent(old, &roots[0], size, &roots[1], &proof));
            proof = whole;
            let which = which.index(proof.len());
            proof[which][bit / 8] ^= 1 << (bit % 8);
            prop_assert!(!is_consistent(old, &roots[0], size, &roots[1], &proof));
        }

        #[test]
        fn a_flipped_bit_of_a_proof_is_refused(size in 2_u64..600, pick in any::<prop::sample::Index>(), bit in 0_usize..256) {
            let hashes = leaves(size);
            let root = root(&mut hashes.as_slice(), size).unwrap();
            let index = pick.index(usize::try_from(size).unwrap()) as u64;
            let mut proof = inclusion(&mut hashes.as_slice(), index, size).unwrap();
            let which = pick.index(proof.len());
            proof[which][bit / 8] ^= 1 << (bit % 8);
            prop_assert!(!includes(&hashes[usize::try_from(index).unwrap()], index, size, &proof, &root));
        }
    }
}
