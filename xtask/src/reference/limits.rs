//! The page of limits: every `pub const` of every `limits.rs`, with its comment.

use super::cell;
use crate::rust_source::Source;
use crate::tree::File;
use std::fmt::Write;

/// One table a crate; `None` while no crate has limits.
pub fn generate(files: &[File]) -> Option<String> {
    let mut page = String::new();
    for file in files.iter().filter(|file| file.path.ends_with("/limits.rs")) {
        let Some(folder) = file.crate_folder() else { continue };
        let limits = limits_of(file.text());
        if limits.is_empty() {
            continue;
        }
        let _ = write!(page, "\n## {folder}\n\n| limit | value | meaning |\n|---|---|---|\n");
        for Limit { name, value, meaning } in limits {
            let _ = writeln!(page, "| `{name}` | `{}` | {} |", cell(&value), cell(&meaning));
        }
    }
    (!page.is_empty()).then(|| format!("{page}\n"))
}

#[derive(Debug, PartialEq, Eq)]
struct Limit {
    name: String,
    value: String,
    meaning: String,
}

fn limits_of(text: &str) -> Vec<Limit> {
    let code = Source::read(text).code;
    let lines: Vec<&str> = text.lines().collect();
    let starts: Vec<usize> = text
        .split_inclusive('\n')
        .scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some(start)
        })
        .collect();
    let mut limits = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let Some(declaration) = code[*start..].strip_prefix("pub const ") else { continue };
        let Some(length) = declaration.find(';') else { continue };
        let written = &text[start + "pub const ".len()..start + "pub const ".len() + length];
        let Some((head, value)) = written.split_once('=') else { continue };
        let name = head.split(':').next().unwrap_or("").trim().to_owned();
        limits.push(Limit { name, value: value.trim().to_owned(), meaning: comment_above(&lines, index) });
    }
    limits
}

fn comment_above(lines: &[&str], index: usize) -> String {
    let mut words: Vec<&str> = lines[..index]
        .iter()
        .rev()
        .map_while(|line| line.trim().strip_prefix("///"))
        .map(str::trim)
        .collect();
    words.reverse();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_is_listed_with_its_comment() {
        let text = "//! Limits.\n\n/// Largest upload,\n/// in bytes.\npub const UPLOAD_BYTES_MAX: u64 = 64 * 1024;\n\
                    // pub const GONE: u8 = 1;\npub const LIST: &[u8] =\n    &[1, 2];\nconst PRIVATE: u8 = 3;\n";
        let page = generate(&[File::of("crates/web/src/limits.rs", text)]).expect("there are limits");
        assert!(page.contains("## web\n"));
        assert!(page.contains("| `UPLOAD_BYTES_MAX` | `64 * 1024` | Largest upload, in bytes. |"));
        assert!(page.contains("| `LIST` | `&[1, 2]` |  |"));
        assert!(!page.contains("GONE") && !page.contains("PRIVATE"));
    }

    #[test]
    fn no_limits_no_page() {
        assert_eq!(generate(&[File::of("crates/web/src/lib.rs", "pub const A: u8 = 1;")]), None);
    }
}
