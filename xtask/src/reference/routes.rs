//! The page of routes: every `.route("/path", …)` of `crates/web/src/routes.rs`, with the comment above it.
//!
//! A route without a comment is listed with its handler's name.

use super::cell;
use crate::rust_source::{Source, has_word};
use crate::tree::File;
use std::fmt::Write;

/// The one file that holds the whole URL map.
const ROUTES: &str = "crates/web/src/routes.rs";
/// The axum functions that bind a method.
const METHODS: &[&str] = &["get", "post", "put", "patch", "delete", "any"];

/// A table of all routes, in the order of the file; `None` while there are none.
pub fn generate(files: &[File]) -> Option<String> {
    let file = files.iter().find(|file| file.path == ROUTES)?;
    let routes = routes_of(file.text());
    if routes.is_empty() {
        return None;
    }
    let mut page = "\n| address | methods | what it is |\n|---|---|---|\n".to_owned();
    for Route { path, methods, meaning } in routes {
        let _ = writeln!(page, "| `{}` | {} | {} |", cell(&path), methods.join(", "), cell(&meaning));
    }
    page.push('\n');
    Some(page)
}

#[derive(Debug, PartialEq, Eq)]
struct Route {
    path: String,
    methods: Vec<String>,
    meaning: String,
}

fn routes_of(text: &str) -> Vec<Route> {
    let source = Source::read(text);
    let lines: Vec<&str> = text.lines().collect();
    let mut routes = Vec::new();
    for (at, call) in source.code.match_indices(".route(") {
        let open = at + call.len();
        let Some(path) = source.literals.iter().find(|literal| literal.start >= open) else { continue };
        let end = closing(&source.code, open);
        if path.start >= end {
            continue;
        }
        let handlers = &source.code[path.start..end];
        let methods: Vec<String> = METHODS
            .iter()
            .filter(|method| has_word(handlers, method) && handlers.contains(&format!("{method}(")))
            .map(|method| method.to_uppercase())
            .collect();
        let line = source.code[..at].matches('\n').count();
        let comment = comment_above(&lines, line);
        let meaning = if comment.is_empty() { format!("`{}`", handler(handlers)) } else { comment };
        routes.push(Route { path: path.text.clone(), methods, meaning });
    }
    routes
}

/// Where the parenthesis opened just before `open` closes.
fn closing(code: &str, open: usize) -> usize {
    let mut depth = 1_usize;
    for (at, character) in code[open..].char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return open + at;
        }
    }
    code.len()
}

/// The path of the first handler: `get(page::incident::show)` gives `page::incident::show`.
fn handler(handlers: &str) -> &str {
    let inside = handlers.split_once('(').map_or("", |(_, rest)| rest);
    inside.split([')', ',', '(']).next().unwrap_or("").trim()
}

fn comment_above(lines: &[&str], line: usize) -> String {
    let mut words: Vec<&str> =
        lines[..line].iter().rev().map_while(|line| line.trim().strip_prefix("//")).map(str::trim).collect();
    words.reverse();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_route_is_listed_with_methods_and_meaning() {
        let text = "//! Routes.\npub fn routes() -> Router {\n    Router::new()\n        // The gap.\n\
                    \x20       .route(\"/\", get(page::overview::show))\n        .route(\n            \"/incidents/{id}/edit\",\n\
                    \x20           get(page::incident::form).post(page::incident::save),\n        )\n\
                    \x20       // .route(\"/gone\", get(gone))\n}\n";
        let page = generate(&[File::of(ROUTES, text)]).expect("there are routes");
        assert!(page.contains("| `/` | GET | The gap. |"), "{page}");
        assert!(page.contains("| `/incidents/{id}/edit` | GET, POST | `page::incident::form` |"), "{page}");
        assert!(!page.contains("gone"));
    }

    #[test]
    fn no_routes_no_page() {
        assert_eq!(generate(&[]), None);
        assert_eq!(generate(&[File::of(ROUTES, "//! none\n")]), None);
    }
}
