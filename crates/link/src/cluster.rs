//! Clusters of rows: the best edge first, joined where two clusters agree on average and no constraint forbids it.
//!
//! A pair across two clusters that was never compared, or scored too low to be kept, counts as [`MISSING_BITS`]. Ties
//! are broken by row, so the same edges give the same clusters. The joins are kept as a tree ([`Merge`]).

use crate::error::Error;
use crate::pairs::NumberMap;

/// An edge: two rows and the bits in favour of their being one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// The smaller row.
    pub first: u32,
    /// The larger row.
    pub second: u32,
    /// Log odds, base 2.
    pub bits: f64,
}

/// What the absence of an edge says, in bits.
pub const MISSING_BITS: f64 = -6.0;

/// Whether a list may name one person twice.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum ListRule {
    /// Two rows of the list are never joined without a person's word.
    #[default]
    Hard,
    /// They are joined if everything else speaks for it; the bits are taken off for each such pair.
    Soft(f64),
}

/// What people decided, and what lists promise.
#[derive(Debug, Clone, Default)]
pub struct Constraints {
    /// By list number; a list that is not here is hard.
    pub lists: Vec<(u32, ListRule)>,
    /// Pairs of rows that are one person, whatever the scores and lists say.
    pub must_link: Vec<(u32, u32)>,
    /// Pairs of rows that are not.
    pub cannot_link: Vec<(u32, u32)>,
}

/// One join of the tree: the clusters of these rows became one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Merge {
    /// A row of one cluster, its smallest.
    pub first: u32,
    /// The smallest row of the other.
    pub second: u32,
    /// Average bits between them; never above those of the joins that made them, so that cuts are nested.
    pub height: f64,
}

/// Clusters and how they came about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clusters {
    /// For every row the smallest row of its cluster.
    pub of_row: Vec<u32>,
    /// The joins, in the order made; those that a verdict asked for have the height infinity.
    pub merges: Vec<Merge>,
}

impl Clusters {
    /// The clusters that remain if joins below a threshold are taken back.
    pub fn cut(&self, threshold: f64) -> Vec<u32> {
        let mut forest = Forest::new(self.of_row.len());
        for merge in self.merges.iter().filter(|merge| merge.height >= threshold) {
            forest.join(merge.first, merge.second);
        }
        (0..self.of_row.len() as u32).map(|row| forest.root(row)).collect()
    }
}

/// Sets of rows, each named by its smallest.
struct Forest {
    parent: Vec<u32>,
}

impl Forest {
    fn new(rows: usize) -> Self {
        Self { parent: (0..rows as u32).collect() }
    }

    fn root(&mut self, mut row: u32) -> u32 {
        while self.parent[row as usize] != row {
            let above = self.parent[self.parent[row as usize] as usize];
            self.parent[row as usize] = above;
            row = above;
        }
        row
    }

    fn join(&mut self, first: u32, second: u32) -> u32 {
        let (first, second) = (self.root(first), self.root(second));
        let (low, high) = (first.min(second), first.max(second));
        self.parent[high as usize] = low;
        low
    }
}

struct State<'a> {
    forest: Forest,
    /// Rows of every cluster, by its root.
    members: NumberMap<u32, Vec<u32>>,
    heights: NumberMap<u32, f64>,
    /// Edges of every row: start of its run in `ends`.
    starts: Vec<u32>,
    ends: Vec<(u32, f32)>,
    lists: &'a [u32],
    rules: NumberMap<u32, ListRule>,
    apart: NumberMap<u32, Vec<u32>>,
    /// Pairs of clusters that were refused, with their sizes then.
    refused: NumberMap<u64, (u32, u32)>,
    merges: Vec<Merge>,
}

/// Sizes from which a refusal is remembered.
const REMEMBERED_PAIRS: usize = 16;

/// Clusters rows. `edges` may come in any order; those below [`MISSING_BITS`] are of no use.
pub fn cluster(
    lists: &[u32],
    edges: &mut [Edge],
    constraints: &Constraints,
    threshold: f64,
) -> Result<Clusters, Error> {
    edges.sort_unstable_by(|a, b| {
        b.bits.total_cmp(&a.bits).then((a.first, a.second).cmp(&(b.first, b.second)))
    });
    let mut state = State::new(lists, edges, constraints);
    for (first, second) in &constraints.must_link {
        let (a, b) = (state.forest.root(*first), state.forest.root(*second));
        if a == b {
            continue;
        }
        if state.is_kept_apart(a, b) {
            return Err(Error::VerdictsDisagree { first: u64::from(*first), second: u64::from(*second) });
        }
        state.merge(a, b, f64::INFINITY);
    }
    for (first, second) in &constraints.cannot_link {
        if state.forest.root(*first) == state.forest.root(*second) {
            return Err(Error::VerdictsDisagree { first: u64::from(*first), second: u64::from(*second) });
        }
    }
    for edge in edges.iter() {
        state.consider(edge, threshold);
    }
    let of_row = (0..lists.len() as u32).map(|row| state.forest.root(row)).collect();
    Ok(Clusters { of_row, merges: state.merges })
}

impl<'a> State<'a> {
    fn new(lists: &'a [u32], edges: &[Edge], constraints: &Constraints) -> Self {
        let mut starts = vec![0_u32; lists.len() + 1];
        for edge in edges {
            starts[edge.first as usize] += 1;
            starts[edge.second as usize] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut ends = vec![(0_u32, 0.0_f32); edges.len() * 2];
        for edge in edges.iter().rev() {
            for (row, other) in [(edge.first, edge.second), (edge.second, edge.first)] {
                starts[row as usize] -= 1;
                ends[starts[row as usize] as usize] = (other, edge.bits as f32);
            }
        }
        let mut apart: NumberMap<u32, Vec<u32>> = NumberMap::default();
        for (first, second) in &constraints.cannot_link {
            apart.entry(*first).or_default().push(*second);
            apart.entry(*second).or_default().push(*first);
        }
        Self {
            forest: Forest::new(lists.len()),
            members: NumberMap::default(),
            heights: NumberMap::default(),
            starts,
            ends,
            lists,
            rules: constraints.lists.iter().copied().collect(),
            apart,
            refused: NumberMap::default(),
            merges: Vec::new(),
        }
    }

    fn consider(&mut self, edge: &Edge, threshold: f64) {
        let (a, b) = (self.forest.root(edge.first), self.forest.root(edge.second));
        if a == b || edge.bits < threshold {
            return;
        }
        let (size_a, size_b) = (self.rows_of(&a).len(), self.rows_of(&b).len());
        let pair = (u64::from(a.min(b)) << 32) | u64::from(a.max(b));
        let sizes = (size_a.min(size_b) as u32, size_a.max(size_b) as u32);
        let is_large = size_a * size_b > REMEMBERED_PAIRS;
        if is_large && self.refused.get(&pair) == Some(&sizes) {
            return;
        }
        let (small, large) = if size_a < size_b { (a, b) } else { (b, a) };
        match self.average(small, large).filter(|average| *average >= threshold) {
            Some(_) if self.is_kept_apart(small, large) => {}
            Some(average) => {
                self.merge(a, b, average);
                return;
            }
            None => {}
        }
        if is_large {
            self.refused.insert(pair, sizes);
        }
    }

    fn rows_of<'b>(&'b self, root: &'b u32) -> &'b [u32] {
        self.members.get(root).map_or(std::slice::from_ref(root), Vec::as_slice)
    }

    /// Average bits across two clusters; `None` where the lists forbid the join.
    fn average(&mut self, small: u32, large: u32) -> Option<f64> {
        let pairs = (self.rows_of(&small).len() * self.rows_of(&large).len()) as f64;
        let off = self.list_bits(small, large)?;
        let (mut sum, mut found) = (0.0, 0.0);
        let rows: Vec<u32> = self.rows_of(&small).to_vec();
        for row in rows {
            let run = self.starts[row as usize] as usize..self.starts[row as usize + 1] as usize;
            for at in run {
                let (other, bits) = self.ends[at];
                if self.forest.root(other) == large {
                    sum += f64::from(bits);
                    found += 1.0;
                }
            }
        }
        Some(((pairs - found) * MISSING_BITS + sum - off) / pairs)
    }

    /// Bits to take off for pairs of one list; `None` where the list is hard.
    fn list_bits(&self, small: u32, large: u32) -> Option<f64> {
        let mut off = 0.0;
        let large = self.rows_of(&large);
        for row in self.rows_of(&small) {
            let list = self.lists[*row as usize];
            let same = large.iter().filter(|other| self.lists[**other as usize] == list).count();
            if same > 0 {
                match self.rules.get(&list).copied().unwrap_or_default() {
                    ListRule::Hard => return None,
                    ListRule::Soft(bits) => off += bits * same as f64,
                }
            }
        }
        Some(off)
    }

    fn is_kept_apart(&mut self, a: u32, b: u32) -> bool {
        if self.apart.is_empty() {
            return false;
        }
        let rows: Vec<u32> = self.rows_of(&a).to_vec();
        rows.iter().any(|row| {
            let others = self.apart.get(row).cloned().unwrap_or_default();
            others.into_iter().any(|other| self.forest.root(other) == b)
        })
    }

    fn merge(&mut self, a: u32, b: u32, average: f64) {
        let below = |root: &u32| self.heights.get(root).copied().unwrap_or(f64::INFINITY);
        let height = average.min(below(&a)).min(below(&b));
        let mut rows = self.members.remove(&a).unwrap_or_else(|| vec![a]);
        let mut others = self.members.remove(&b).unwrap_or_else(|| vec![b]);
        if rows.len() < others.len() {
            std::mem::swap(&mut rows, &mut others);
        }
        rows.append(&mut others);
        let root = self.forest.join(a, b);
        self.members.insert(root, rows);
        self.heights.insert(root, height);
        self.merges.push(Merge { first: a.min(b), second: a.max(b), height });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(list: &[(u32, u32, f64)]) -> Vec<Edge> {
        list.iter()
            .map(|(first, second, bits)| Edge { first: *first, second: *second, bits: *bits })
            .collect()
    }

    #[test]
    fn a_chain_is_not_a_cluster() {
        let mut chain = edges(&[(0, 1, 8.0), (1, 2, 7.0), (2, 3, 7.5)]);
        let found = cluster(&[0, 1, 2, 3], &mut chain, &Constraints::default(), 0.0).expect("clusters");
        assert_eq!(found.of_row, [0, 0, 2, 2]);
    }

    #[test]
    fn lists_forbid_unless_a_verdict_or_a_soft_rule_allows() {
        let all = [(0, 1, 9.0), (0, 2, 8.0), (1, 2, 9.0)];
        let hard = cluster(&[0, 1, 1], &mut edges(&all), &Constraints::default(), 0.0).expect("clusters");
        assert_eq!(hard.of_row, [0, 0, 2]);
        let soft = Constraints { lists: vec![(1, ListRule::Soft(2.0))], ..Constraints::default() };
        assert_eq!(cluster(&[0, 1, 1], &mut edges(&all), &soft, 0.0).expect("clusters").of_row, [0, 0, 0]);
        let said = Constraints { must_link: vec![(1, 2)], ..Constraints::default() };
        assert_eq!(cluster(&[0, 1, 1], &mut edges(&all), &said, 0.0).expect("clusters").of_row, [0, 0, 0]);
    }

    #[test]
    fn verdicts_are_obeyed_or_refused() {
        let strong = [(0, 1, 30.0), (1, 2, 30.0), (0, 2, 30.0)];
        let apart = Constraints { cannot_link: vec![(0, 1)], ..Constraints::default() };
        let found = cluster(&[0, 1, 2], &mut edges(&strong), &apart, 0.0).expect("clusters");
        assert_ne!(found.of_row[0], found.of_row[1]);
        let both = Constraints {
            must_link: vec![(0, 1), (1, 2)],
            cannot_link: vec![(0, 2)],
            ..Constraints::default()
        };
        assert!(matches!(
            cluster(&[0, 1, 2], &mut edges(&[]), &both, 0.0),
            Err(Error::VerdictsDisagree { .. })
        ));
    }

    #[test]
    fn cuts_are_nested() {
        let mut list = edges(&[(0, 1, 9.0), (1, 2, 5.0), (0, 2, 4.0), (3, 4, 2.0)]);
        let found = cluster(&[0, 1, 2, 3, 4], &mut list, &Constraints::default(), 0.0).expect("clusters");
        assert_eq!(found.of_row, [0, 0, 0, 3, 3]);
        assert_eq!(found.cut(4.0), [0, 0, 0, 3, 4]);
        assert_eq!(found.cut(6.0), [0, 0, 2, 3, 4]);
        assert_eq!(found.cut(f64::INFINITY), [0, 1, 2, 3, 4]);
    }
}
