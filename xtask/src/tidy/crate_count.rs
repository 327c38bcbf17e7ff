//! How many packages the lock file names: each is code someone has to trust and a cold build has to compile.

use crate::finding::Findings;
use crate::tree::File;

/// Above this the README's first command takes too long and nobody reads the lock file any more.
const PACKAGES_MAX: usize = 520;

/// Counts the packages of `Cargo.lock`.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    let Some(lock) = files.iter().find(|file| file.path == "Cargo.lock") else {
        findings.offend("Cargo.lock", 0, "the lock file is missing: run `cargo build` and commit it");
        return findings;
    };
    let packages = lock.text().lines().filter(|line| *line == "[[package]]").count();
    findings.note(format!("{packages} packages in Cargo.lock, at most {PACKAGES_MAX}"));
    if packages > PACKAGES_MAX {
        findings.offend(
            "Cargo.lock",
            0,
            format!("{packages} packages, above {PACKAGES_MAX}: drop a dependency"),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_package_too_many_fails() {
        let lock = |count: usize| [File::of("Cargo.lock", &"[[package]]\nname = \"x\"\n".repeat(count))];
        assert!(check(&lock(PACKAGES_MAX)).offences.is_empty());
        assert_eq!(check(&lock(PACKAGES_MAX + 1)).offences.len(), 1);
        assert_eq!(check(&[]).offences.len(), 1);
    }
}
