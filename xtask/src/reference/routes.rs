//! The page of routes: every address of `crates/web/src/routes.rs` with its methods and its comment.
//!
//! An address is a documented constant of that file; the methods are read from the `.route(ADDRESS, …)` calls of
//! the whole crate. [`check`] refuses an address that stands elsewhere, and one that nobody answers.

use super::cell;
use crate::finding::Findings;
use crate::rust_source::{Source, has_word, is_identifier, line_at};
use crate::tree::File;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The one file that holds the whole URL map.
const ROUTES: &str = "crates/web/src/routes.rs";
/// Where calls may stand.
const SOURCES: &str = "crates/web/src/";
/// The axum functions that bind a method.
const METHODS: &[&str] = &["get", "post", "put", "patch", "delete", "any"];

/// A table of all routes, in the order of the file; `None` while there are none.
pub fn generate(files: &[File]) -> Option<String> {
    let addresses = addresses(files);
    if addresses.is_empty() {
        return None;
    }
    let bindings = bindings(files);
    let mut page = "\n| address | methods | what it is |\n|---|---|---|\n".to_owned();
    for Address { name, path, meaning, .. } in addresses {
        let methods: BTreeSet<&str> =
            bindings.iter().filter(|binding| binding.names(&name)).flat_map(Binding::methods).collect();
        let methods = methods.into_iter().map(str::to_uppercase).collect::<Vec<_>>().join(", ");
        let _ = writeln!(page, "| `{}` | {methods} | {} |", cell(&path), cell(without_methods(&meaning)));
    }
    page.push('\n');
    Some(page)
}

/// Checks that the URL map is whole: each address in it, explained and answered.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    let addresses = addresses(files);
    let bindings = bindings(files);
    for binding in &bindings {
        if !addresses.iter().any(|address| binding.names(&address.name)) {
            let text = format!("the address `{}` is no constant of {ROUTES}", binding.argument);
            findings.offend(&binding.file, binding.line, text);
        }
    }
    for Address { name, meaning, line, .. } in &addresses {
        if !bindings.iter().any(|binding| binding.names(name)) {
            findings.offend(ROUTES, *line, format!("nothing answers the address `{name}`"));
        }
        if meaning.is_empty() {
            findings.offend(ROUTES, *line, format!("the address `{name}` has no comment"));
        }
    }
    findings
}

struct Address {
    name: String,
    path: String,
    meaning: String,
    line: usize,
}

/// The constants of the URL map whose value is an address.
fn addresses(files: &[File]) -> Vec<Address> {
    let Some(file) = files.iter().find(|file| file.path == ROUTES) else { return Vec::new() };
    let source = Source::read(file.text());
    let lines: Vec<&str> = file.text().lines().collect();
    let literals = source.literals.iter().filter(|literal| literal.text.starts_with('/'));
    literals
        .filter_map(|literal| {
            let before = &source.code[..literal.start];
            let declaration = &before[before.rfind([';', '{', '}']).map_or(0, |at| at + 1)..];
            let (_, name) = declaration.trim_start().split_once("pub const ")?;
            let name = name.split(':').next()?.trim().to_owned();
            let line = line_at(&source.code, before.rfind("pub const ")?);
            Some(Address { name, path: literal.text.clone(), meaning: comment_above(&lines, line - 1), line })
        })
        .collect()
}

struct Binding {
    file: String,
    line: usize,
    /// What stands in the call as the address, a constant or a literal.
    argument: String,
    /// The rest of the call.
    handlers: String,
}

impl Binding {
    fn names(&self, constant: &str) -> bool {
        self.argument.rsplit("::").next() == Some(constant)
    }

    fn methods(&self) -> impl Iterator<Item = &'static str> {
        let bound =
            |method: &&str| has_word(&self.handlers, method) && self.handlers.contains(&format!("{method}("));
        METHODS.iter().copied().filter(move |method| bound(method)).collect::<Vec<_>>().into_iter()
    }
}

/// Every `.route(…)` call of the crate outside its tests.
fn bindings(files: &[File]) -> Vec<Binding> {
    let mut bindings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust() && file.path.starts_with(SOURCES)) {
        let source = Source::read(file.text());
        let product = source.code.find("#[cfg(test)]").unwrap_or(source.code.len());
        for (at, call) in source.code[..product].match_indices(".route(") {
            let open = at + call.len();
            let inside = &source.code[open..closing(&source.code, open)];
            let Some((address, handlers)) = inside.split_once(',') else { continue };
            let literal =
                source.literals.iter().find(|literal| (open..open + address.len()).contains(&literal.start));
            let argument = match literal {
                Some(literal) => literal.text.clone(),
                None => address.chars().filter(|letter| is_identifier(*letter) || *letter == ':').collect(),
            };
            bindings.push(Binding {
                file: file.path.clone(),
                line: line_at(&source.code, at),
                argument,
                handlers: handlers.to_owned(),
            });
        }
    }
    bindings
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

/// The comment without the methods it may begin with, which the code states better.
fn without_methods(meaning: &str) -> &str {
    match meaning.split_once(": ") {
        Some((head, rest))
            if head.chars().all(|letter| letter.is_ascii_uppercase() || ", ".contains(letter)) =>
        {
            rest
        }
        _ => meaning,
    }
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

    const MAP: &str = "//! Routes.\n/// GET: the gap.\npub const OVERVIEW: &str = \"/\";\n\
                       /// The form that asks for the reason.\npub const INCIDENT_EDIT: &str = \"/incidents/{id}/edit\";\n\
                       pub fn router() -> Router {\n    Router::new().route(OVERVIEW, get(page::overview::show))\n}\n";
    const PAGE: &str = "//! A page.\npub fn router() -> Router {\n    Router::new().route(\n        \
                        routes::INCIDENT_EDIT,\n        get(form).post(save),\n    )\n}\n";

    #[test]
    fn each_address_is_listed_with_methods_and_meaning() {
        let page = generate(&[File::of(ROUTES, MAP), File::of("crates/web/src/page/incident.rs", PAGE)]);
        let page = page.expect("there are routes");
        assert!(page.contains("| `/` | GET | the gap. |"), "{page}");
        let edit = "| `/incidents/{id}/edit` | GET, POST | The form that asks for the reason. |";
        assert!(page.contains(edit), "{page}");
    }

    #[test]
    fn a_stray_an_unanswered_and_an_unexplained_address_are_named() {
        let stray = "//! A page.\nfn router() { r.route(\"/stray\", get(x)) }\n#[cfg(test)]\nmod tests { fn f() { r.route(\"/x\", get(x)) } }\n";
        let map = "//! Routes.\npub const DEAD: &str = \"/dead\";\n";
        let found = check(&[File::of(ROUTES, map), File::of("crates/web/src/page/stray.rs", stray)]).offences;
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "crates/web/src/page/stray.rs:2: the address `/stray` is no constant of crates/web/src/routes.rs",
                "crates/web/src/routes.rs:2: nothing answers the address `DEAD`",
                "crates/web/src/routes.rs:2: the address `DEAD` has no comment",
            ]
        );
    }

    #[test]
    fn a_whole_map_passes_and_none_is_no_page() {
        let whole = [File::of(ROUTES, MAP), File::of("crates/web/src/page/incident.rs", PAGE)];
        assert!(check(&whole).offences.is_empty());
        assert_eq!(generate(&[]), None);
        assert_eq!(generate(&[File::of(ROUTES, "//! none\n")]), None);
    }
}
