//! Every test that the table of ASVS requirements names is there: a table that names nothing proves nothing.

use crate::finding::Findings;
use crate::tree::File;

const PAGE: &str = "docs/reference/asvs.md";
/// How the page shortens folders and files.
const SHORT: &[(&str, &str)] = &[("web/", "crates/web/tests/it/"), ("e2e/", "e2e/tests/it/")];
const FILES: &[(&str, &str)] =
    &[("people", "crates/register/tests/it/people.rs"), ("passkeys", "crates/register/tests/it/passkeys.rs")];

/// Looks for each test named on the page.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    let Some(page) = files.iter().find(|file| file.path == PAGE) else {
        findings.nothing_yet(PAGE);
        return findings;
    };
    let mut named = 0;
    for (index, line) in page.text().lines().enumerate() {
        for (file, test) in line.split('`').skip(1).step_by(2).filter_map(|code| code.split_once("::")) {
            let Some(path) = whole(file) else { continue };
            named += 1;
            let found = files.iter().find(|file| file.path == path);
            if !found.is_some_and(|file| file.text().contains(&format!("fn {test}("))) {
                findings.offend(PAGE, index + 1, format!("there is no test `{test}` in {path}"));
            }
        }
    }
    findings.note(format!("{named} tests named"));
    findings
}

/// The path that a short one stands for; `None` for what is no file.
fn whole(short: &str) -> Option<String> {
    if let Some((_, path)) = FILES.iter().find(|(name, _)| *name == short) {
        return Some((*path).to_owned());
    }
    let is_file = std::path::Path::new(short).extension().is_some_and(|end| end == "rs");
    let folder = SHORT.iter().find_map(|(name, folder)| Some((*folder, short.strip_prefix(name)?)));
    match folder {
        // `e2e/tests/it/x.rs` is whole already.
        Some((folder, rest)) if !rest.contains('/') => Some(format!("{folder}{rest}")),
        _ => is_file.then(|| short.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_is_not_there_is_named() {
        let page = "| 6.2.1 | x | `people::is_there`, `web/proof.rs::is_not` |\n| 7 | y | `a::b::c` |\n";
        let files = [
            File::of(PAGE, page),
            File::of("crates/register/tests/it/people.rs", "async fn is_there(stand: Stand) {}"),
            File::of("crates/web/tests/it/proof.rs", "fn is_not_there() {}"),
        ];
        let found = check(&files).offences;
        assert_eq!(found.len(), 1);
        assert!(
            found[0].message.contains("`is_not` in crates/web/tests/it/proof.rs"),
            "{}",
            found[0].message
        );
    }
}
