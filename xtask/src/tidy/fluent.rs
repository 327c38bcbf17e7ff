//! A reader of Fluent catalogues that keeps what the checks compare: ids, attributes, variables, selectors.
//!
//! Not a formatter: `web` uses the real library. This one needs no dependency and knows line numbers.

use crate::tree::File;
use std::collections::{BTreeMap, BTreeSet};

/// One message or term.
#[derive(Debug, Default)]
pub struct Message {
    /// The file it stands in.
    pub file: String,
    /// The line of its id, from 1.
    pub line: usize,
    /// Names of its attributes.
    pub attributes: BTreeSet<String>,
    /// Names of the variables it shows or selects on, without the `$`.
    pub variables: BTreeSet<String>,
    /// Its select expressions, in order.
    pub selectors: Vec<Selector>,
}

/// One select expression.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Selector {
    /// The line of its arrow.
    pub line: usize,
    /// The keys of its variants, in order.
    pub keys: Vec<String>,
    /// The key of the default variant, marked by `*`.
    pub default: Option<String>,
}

/// All messages of one language.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// By id; a term keeps its leading `-`.
    pub messages: BTreeMap<String, Message>,
    /// File, line and what is wrong, for what cannot be read or stands twice.
    pub mistakes: Vec<(String, usize, String)>,
}

impl Catalogue {
    /// Reads one file into the catalogue.
    pub fn add(&mut self, file: &File) {
        let mut current: Option<Open> = None;
        for (index, line) in file.text().lines().enumerate() {
            let number = index + 1;
            let indented = line.starts_with([' ', '\t']);
            if line.trim().is_empty() || (!indented && line.starts_with('#')) {
                continue;
            }
            if let Some((id, value)) = (!indented).then(|| entry_start(line)).flatten() {
                self.close(current.take());
                let message = Message { file: file.path.clone(), line: number, ..Message::default() };
                let mut open = Open { id: id.to_owned(), message, selectors: Vec::new(), depth: 0 };
                open.read(value, number);
                current = Some(open);
            } else if let Some(open) = current.as_mut().filter(|_| indented || line.starts_with('}')) {
                open.continue_with(line.trim(), number);
            } else {
                self.mistakes.push((file.path.clone(), number, "this line belongs to no message".to_owned()));
            }
        }
        self.close(current);
    }

    fn close(&mut self, open: Option<Open>) {
        let Some(open) = open else { return };
        let Message { file, line, .. } = &open.message;
        if open.depth != 0 {
            self.mistakes.push((file.clone(), *line, format!("`{}` does not close every brace", open.id)));
        }
        if let Some(first) = self.messages.get(&open.id) {
            let text = format!("`{}` stands twice; first in {}:{}", open.id, first.file, first.line);
            self.mistakes.push((file.clone(), *line, text));
            return;
        }
        self.messages.insert(open.id, open.message);
    }
}

/// `id =` at the start of a line: the id and what follows the sign.
fn entry_start(line: &str) -> Option<(&str, &str)> {
    let (id, value) = line.split_once('=')?;
    let id = id.trim_end();
    let name = id.strip_prefix('-').unwrap_or(id);
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|character| character.is_ascii_alphanumeric() || "-_".contains(character));
    is_name.then_some((id, value))
}

struct Open {
    id: String,
    message: Message,
    /// Index of the selector and the brace depth it was opened at.
    selectors: Vec<(usize, usize)>,
    depth: usize,
}

impl Open {
    fn continue_with(&mut self, line: &str, number: usize) {
        let at_top = self.selectors.is_empty();
        if at_top
            && self.depth == 0
            && let Some((name, value)) = line.strip_prefix('.').and_then(entry_start)
        {
            self.message.attributes.insert(name.to_owned());
            self.read(value, number);
            return;
        }
        // The key belongs to the selector around it, also where its text opens another one.
        let text = self.variant(line);
        self.note_variants(line);
        self.read(text, number);
    }

    /// What follows `[key]` on a variant's line, or the whole line.
    fn variant<'a>(&self, line: &'a str) -> &'a str {
        match variant_key(line) {
            Some((_, _, rest)) if !self.selectors.is_empty() => rest,
            _ => line,
        }
    }

    fn note_variants(&mut self, line: &str) {
        let (Some((key, is_default, _)), Some((index, _))) = (variant_key(line), self.selectors.last())
        else {
            return;
        };
        let selector = &mut self.message.selectors[*index];
        selector.keys.push(key.to_owned());
        if is_default {
            selector.default = Some(key.to_owned());
        }
    }

    /// Follows braces, arrows and variables through one piece of a pattern.
    fn read(&mut self, piece: &str, number: usize) {
        let mut quoted = false;
        for (at, character) in piece.char_indices() {
            match character {
                '"' if self.depth > 0 => quoted = !quoted,
                _ if quoted => {}
                '{' => self.depth += 1,
                '}' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.selectors.last().is_some_and(|(_, opened)| *opened > self.depth) {
                        self.selectors.pop();
                    }
                }
                '$' if self.depth > 0 => {
                    let name: String = piece[at + 1..]
                        .chars()
                        .take_while(|next| next.is_ascii_alphanumeric() || "-_".contains(*next))
                        .collect();
                    self.message.variables.insert(name);
                }
                '-' if self.depth > 0 && piece[at..].starts_with("->") => {
                    self.message.selectors.push(Selector { line: number, ..Selector::default() });
                    self.selectors.push((self.message.selectors.len() - 1, self.depth));
                }
                _ => {}
            }
        }
    }
}

/// `[key] rest` or `*[key] rest`: the key, whether it is the default, the rest.
fn variant_key(line: &str) -> Option<(&str, bool, &str)> {
    let (is_default, line) = match line.strip_prefix('*') {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let (key, rest) = line.strip_prefix('[')?.split_once(']')?;
    Some((key.trim(), is_default, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Catalogue {
        let mut catalogue = Catalogue::default();
        catalogue.add(&File::of("a.ftl", text));
        catalogue
    }

    #[test]
    fn ids_attributes_variables_and_selectors_are_read() {
        let catalogue = read(
            "# comment\n\
             title = The register\n\
             -brand = Sijil\n\
             incidents = { $count ->\n    [one] One incident of { $total }\n   *[other] { $count } incidents\n}\n\
             button = Save\n    .title = Save the { $what }\n\
             long =\n    first line\n    second line\n",
        );
        assert_eq!(catalogue.mistakes, []);
        assert_eq!(
            catalogue.messages.keys().collect::<Vec<_>>(),
            ["-brand", "button", "incidents", "long", "title"]
        );
        let incidents = &catalogue.messages["incidents"];
        assert_eq!(incidents.line, 4);
        assert_eq!(incidents.variables.iter().collect::<Vec<_>>(), ["count", "total"]);
        let keys = vec!["one".to_owned(), "other".to_owned()];
        assert_eq!(incidents.selectors, [Selector { line: 4, keys, default: Some("other".to_owned()) }]);
        assert!(catalogue.messages["button"].attributes.contains("title"));
    }

    #[test]
    fn nested_selectors_keep_their_own_keys() {
        let catalogue = read(
            "a =\n    { $kind ->\n        [x] { $n ->\n            [one] 1\n           *[other] 2\n        }\n       *[y] Y\n    }\n",
        );
        let selectors = &catalogue.messages["a"].selectors;
        assert_eq!(selectors.len(), 2);
        assert_eq!(selectors[0].keys, ["x", "y"]);
        assert_eq!(selectors[1].keys, ["one", "other"]);
    }

    #[test]
    fn doubles_loose_lines_and_open_braces_are_mistakes() {
        let catalogue = read("a = x\na = y\nloose line\nb = { $n\n");
        let lines: Vec<usize> = catalogue.mistakes.iter().map(|(_, line, _)| *line).collect();
        assert_eq!(lines, [3, 2, 4], "{:?}", catalogue.mistakes);
    }
}
