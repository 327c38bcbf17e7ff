//! A link in our pages leads somewhere: every relative link of a Markdown file names a tracked file or folder.

use crate::finding::Findings;
use crate::tree::File;

/// Checks the relative links of all Markdown files; addresses elsewhere are not asked.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    for file in files.iter().filter(|file| file.has_extension("md") && !file.is_vendored()) {
        let mut is_code = false;
        for (index, line) in file.text().lines().enumerate() {
            is_code ^= line.trim_start().starts_with("```");
            if is_code {
                continue;
            }
            for link in links_in(line) {
                let Some(path) = resolved(&file.path, link) else { continue };
                let found = path.is_empty()
                    || files
                        .iter()
                        .any(|file| file.path == path || file.path.starts_with(&format!("{path}/")));
                if !found {
                    findings.offend(&file.path, index + 1, format!("the link {link} leads nowhere"));
                }
            }
        }
    }
    findings
}

/// The targets of `[text](target)`.
fn links_in(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next())
}

/// The path from the workspace root; `None` for an address or a place on the same page.
fn resolved(page: &str, link: &str) -> Option<String> {
    let target = link.split('#').next().unwrap_or("");
    if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_nothing_is_named_and_others_pass() {
        let text = "[a](reference/limits.md#web) [b](../README.md) [c](https://example.org) [d](#here) [e](reference/)\n\
                    ![gone](guide/gone.png \"title\")\n```\n[in code](nowhere.md)\n```\n";
        let files = [
            File::of("docs/README.md", text),
            File::of("README.md", "x"),
            File::of("docs/reference/limits.md", "x"),
        ];
        let found = check(&files).offences;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].to_string(), "docs/README.md:2: the link guide/gone.png leads nowhere");
    }
}
