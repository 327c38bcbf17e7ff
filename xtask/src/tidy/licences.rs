//! The licences under which other people's code may be linked in.
//!
//! Reads the SPDX expression of each package; an `OR` needs one allowed side, an `AND` both. A package without
//! an expression is refused: its licence file has to be read by a person first.

use crate::finding::Findings;
use crate::metadata::Metadata;
use std::collections::BTreeMap;

/// Licences that let anyone use, change and pass on the whole, under whichever of our two they choose.
/// MPL-2.0 binds only the files it stands in.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    // The JPEG group's: asks for one sentence in the documentation, which the README has.
    "IJG",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Checks the licence of every package that a build may link.
pub fn check(metadata: &Metadata) -> Findings {
    let mut findings = Findings::default();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for package in metadata.foreign() {
        let named = format!("{} {}", package.name, package.version);
        match package.license.as_deref() {
            None => findings.offend("Cargo.lock", 0, format!("{named} states no licence")),
            Some(expression) if !is_allowed(expression) => {
                findings.offend(
                    "Cargo.lock",
                    0,
                    format!("{named} is under `{expression}`, which is not in the list"),
                );
            }
            Some(expression) => *counts.entry(expression).or_default() += 1,
        }
    }
    findings.note(format!("{} packages under {} expressions", counts.values().sum::<usize>(), counts.len()));
    findings
}

/// Whether an SPDX expression lets us link the package.
fn is_allowed(expression: &str) -> bool {
    // Old manifests write `MIT/Apache-2.0` for a choice.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let verdict = choice(&words, &mut at);
    verdict && at == words.len()
}

fn choice(words: &[&str], at: &mut usize) -> bool {
    let mut verdict = combination(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        let right = combination(words, at);
        verdict = verdict || right;
    }
    verdict
}

fn combination(words: &[&str], at: &mut usize) -> bool {
    let mut verdict = single(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        let right = single(words, at);
        verdict = verdict && right;
    }
    verdict
}

fn single(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let verdict = choice(words, at);
        *at += 1;
        return verdict;
    }
    if words.get(*at) == Some(&"WITH") {
        let exception = words.get(*at + 1).copied().unwrap_or("");
        *at += 2;
        return ALLOWED.contains(&format!("{word} WITH {exception}").as_str());
    }
    ALLOWED.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Package;

    #[test]
    fn choices_and_combinations_are_read() {
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
        ] {
            assert!(is_allowed(good), "{good}");
        }
        for bad in
            ["GPL-3.0", "MIT AND GPL-3.0", "", "(MIT OR Apache-2.0) AND SSPL-1.0", "MIT MIT", "LGPL-3.0 OR"]
        {
            assert!(!is_allowed(bad), "{bad}");
        }
    }

    #[test]
    fn a_package_under_another_licence_or_none_is_named() {
        let package = |name: &str, license: Option<&str>| Package {
            id: name.to_owned(),
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: license.map(str::to_owned),
            dependencies: Vec::new(),
            targets: Vec::new(),
        };
        let packages =
            vec![package("fine", Some("MIT")), package("viral", Some("AGPL-3.0")), package("silent", None)];
        let found = check(&Metadata { packages, workspace_members: Vec::new() }).offences;
        assert_eq!(found.len(), 2);
        assert!(found[0].message.contains("viral 1.0.0") && found[1].message.contains("silent 1.0.0"));
    }
}
