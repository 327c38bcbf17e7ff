//! Which crate may know which: the arrows of architecture.md section 2, and no other.
//!
//! Dev- and build-dependencies inside the workspace obey the same arrows: a test that needs an arrow its crate
//! may not have belongs to the crate that has it, or to `e2e`.

use crate::finding::Findings;
use crate::metadata::{Metadata, Package};

/// From a package to the workspace packages it may depend on.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("ledger", &["domain"]),
    ("evidence", &["domain"]),
    ("link", &["domain"]),
    ("estimate", &["domain"]),
    ("exchange", &["domain"]),
    ("register", &["ledger", "evidence", "link", "estimate", "exchange", "domain"]),
    ("publish", &["register", "domain"]),
    ("web", &["register", "publish", "domain"]),
    ("sijil", &["web", "publish", "register", "domain"]),
];

/// Packages that stand outside the product: they may see all of it, and nothing may see them.
const OUTSIDE: &[&str] = &["xtask", "e2e"];

/// Checks every workspace package's dependencies on other workspace packages.
pub fn check(metadata: &Metadata) -> Findings {
    let mut findings = Findings::default();
    for package in metadata.members().filter(|package| !OUTSIDE.contains(&package.name.as_str())) {
        let manifest = manifest_of(package);
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == package.name) else {
            findings.offend(
                &manifest,
                0,
                format!("crate `{}` is not in the map: a new room needs its arrows in xtask", package.name),
            );
            continue;
        };
        for dependency in package.dependencies.iter().filter(|dependency| dependency.path.is_some()) {
            if allowed.contains(&dependency.name.as_str()) {
                continue;
            }
            let kind = dependency.kind.as_deref().unwrap_or("normal");
            findings.offend(
                &manifest,
                0,
                format!(
                    "`{}` must not depend on `{}` ({kind}); it may know: {}",
                    package.name,
                    dependency.name,
                    if allowed.is_empty() { "no other crate".to_owned() } else { allowed.join(", ") }
                ),
            );
        }
    }
    findings
}

fn manifest_of(package: &Package) -> String {
    let folder = if package.name == "sijil" { "app" } else { &package.name };
    format!("crates/{folder}/Cargo.toml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Dependency;

    fn package(name: &str, dependencies: &[(&str, Option<&str>)]) -> Package {
        Package {
            id: name.to_owned(),
            name: name.to_owned(),
            version: "0.1.0".to_owned(),
            license: None,
            targets: Vec::new(),
            dependencies: dependencies
                .iter()
                .map(|(name, kind)| Dependency {
                    name: (*name).to_owned(),
                    kind: kind.map(str::to_owned),
                    path: Some(String::new()),
                })
                .collect(),
        }
    }

    fn offences(packages: Vec<Package>) -> Vec<String> {
        let workspace_members = packages.iter().map(|package| package.id.clone()).collect();
        check(&Metadata { packages, workspace_members }).offences.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_drawn_arrows_pass() {
        let found = offences(vec![
            package("sijil", &[("web", None), ("register", None)]),
            package("register", &[("ledger", None), ("exchange", None), ("domain", None)]),
            package("e2e", &[("sijil", None), ("domain", Some("dev"))]),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn an_arrow_backwards_or_between_engines_is_named() {
        let found = offences(vec![
            package("domain", &[("register", None)]),
            package("exchange", &[("ledger", Some("dev"))]),
        ]);
        assert_eq!(found.len(), 2);
        assert!(found[0].contains("`domain` must not depend on `register`"), "{found:?}");
        assert!(
            found[1].starts_with("crates/exchange/Cargo.toml: `exchange` must not depend on `ledger` (dev)")
        );
    }

    #[test]
    fn a_room_nobody_drew_is_named() {
        assert!(offences(vec![package("utils", &[])])[0].contains("not in the map"));
    }

    #[test]
    fn the_product_may_not_see_its_tools() {
        assert!(offences(vec![package("web", &[("xtask", None)])])[0].contains("must not depend on `xtask`"));
    }
}
