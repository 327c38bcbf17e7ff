//! Person ids that stay: a cluster keeps the id under which most of its rows were known.

use crate::cluster::Clusters;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The person of every row. `previous` names the persons of rows by key; rows it does not have are new. An id goes to
/// the cluster that holds most of its rows, of equals to the one with the smallest key; a new person's id is a key of
/// one of its rows that no other person has.
pub fn persons(clusters: &Clusters, keys: &[u64], previous: &BTreeMap<u64, u64>) -> Vec<u64> {
    let mut members: HashMap<u32, Vec<u64>> = HashMap::new();
    for (row, root) in clusters.of_row.iter().enumerate() {
        members.entry(*root).or_default().push(keys[row]);
    }
    let mut claims: Vec<(usize, u64, u64, u32)> = Vec::new();
    for (root, rows) in &members {
        let mut counts: HashMap<u64, usize> = HashMap::new();
        for person in rows.iter().filter_map(|key| previous.get(key)) {
            *counts.entry(*person).or_default() += 1;
        }
        let smallest = rows.iter().copied().min().unwrap_or(0);
        claims.extend(counts.into_iter().map(|(person, count)| (count, smallest, person, *root)));
    }
    claims.sort_unstable_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut of_cluster: HashMap<u32, u64> = HashMap::new();
    let mut taken: HashSet<u64> = HashSet::new();
    for (_, _, person, root) in claims {
        if !of_cluster.contains_key(&root) && taken.insert(person) {
            of_cluster.insert(root, person);
        }
    }
    // Ids that nobody kept stay out of use: a new person must not take over an old one's.
    taken.extend(previous.values().copied());
    let mut fresh: Vec<(u64, u32)> = members
        .iter()
        .filter(|(root, _)| !of_cluster.contains_key(root))
        .map(|(root, rows)| (rows.iter().copied().min().unwrap_or(0), *root))
        .collect();
    fresh.sort_unstable();
    for (smallest, root) in fresh {
        let mut rows = members.get(&root).cloned().unwrap_or_default();
        rows.sort_unstable();
        let free = rows.into_iter().find(|key| !taken.contains(key));
        let mut person = free.unwrap_or_else(|| crate::random::mix(smallest));
        while !taken.insert(person) {
            person = crate::random::mix(person);
        }
        of_cluster.insert(root, person);
    }
    clusters.of_row.iter().map(|root| of_cluster[root]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(of_row: &[u32]) -> Clusters {
        Clusters { of_row: of_row.to_vec(), merges: Vec::new() }
    }

    #[test]
    fn ids_stay_with_most_of_their_rows() {
        let keys = [10, 11, 12, 13, 14];
        let first = persons(&clusters(&[0, 0, 0, 3, 4]), &keys, &BTreeMap::new());
        assert_eq!(first, [10, 10, 10, 13, 14]);
        let previous: BTreeMap<u64, u64> = keys.iter().copied().zip(first).collect();
        // Row 10 leaves, the others stay together; 13 and 14 become one.
        let second = persons(&clusters(&[0, 1, 1, 3, 3]), &keys, &previous);
        assert_eq!(second[1..3], [10, 10]);
        assert_eq!(second[3..], [13, 13]);
        assert!(![10, 13, 14].contains(&second[0]), "a new person takes no old id");
    }
}
