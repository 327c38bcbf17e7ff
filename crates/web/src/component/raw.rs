//! A text as received, with what was read of it marked: shaded = read into a line, dotted = kept unread.
//!
//! Loss-free: the text between the tags is the text given, byte for byte. Marks nest (a number within its line);
//! a mark that would cross the end of another is cut there.

use maud::{Markup, PreEscaped, html};

/// What a mark means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Read into the line of this number, with a link there.
    Line(usize),
    /// A value read within a line, such as a number or a place; the words say what it was read as.
    Value(String),
    /// Kept and not read.
    Rest,
}

/// A marked part of the text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What it means.
    pub kind: Kind,
}

/// The text with its marks. `language` is its own; `to_line` is said by the link of a line, such as "to line 3".
pub fn raw(text: &str, marks: &[Mark], language: &str, to_line: impl Fn(usize) -> String) -> Markup {
    let mut sorted: Vec<&Mark> = marks
        .iter()
        .filter(|mark| mark.start < mark.end && text.get(mark.start..mark.end).is_some())
        .collect();
    sorted.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let mut html = String::with_capacity(text.len() + sorted.len() * 60);
    let mut open: Vec<(usize, &Kind)> = Vec::new();
    let mut position = 0;
    for mark in sorted {
        position = close_until(text, &mut html, &mut open, position, mark.start, &to_line);
        push_text(&mut html, &text[position..mark.start]);
        position = mark.start;
        let end = open.last().map_or(mark.end, |(outer, _)| mark.end.min(*outer));
        html.push_str(&opening(&mark.kind));
        open.push((end, &mark.kind));
    }
    position = close_until(text, &mut html, &mut open, position, usize::MAX, &to_line);
    push_text(&mut html, &text[position..]);
    html! { div.raw lang=(language) { (PreEscaped(html)) } }
}

/// Closes every open mark that ends at or before `limit`, writing the text up to each end.
fn close_until(
    text: &str,
    html: &mut String,
    open: &mut Vec<(usize, &Kind)>,
    mut position: usize,
    limit: usize,
    to_line: &impl Fn(usize) -> String,
) -> usize {
    while let Some((end, kind)) = open.pop_if(|(end, _)| *end <= limit) {
        push_text(html, &text[position..end]);
        position = end;
        html.push_str(&closing(kind, to_line));
    }
    position
}

fn push_text(html: &mut String, text: &str) {
    html.push_str(&html! { (text) }.0);
}

fn opening(kind: &Kind) -> String {
    match kind {
        Kind::Line(number) => format!("<mark id=\"s{number}\">"),
        Kind::Value(words) => format!("<b title=\"{}\">", html! { (words) }.0),
        Kind::Rest => "<mark class=\"rest\">".to_owned(),
    }
}

fn closing(kind: &Kind, to_line: &impl Fn(usize) -> String) -> String {
    match kind {
        Kind::Line(number) => {
            html! { a href={ "#l" (number) } aria-label=(to_line(*number)) { (number) } }.0 + "</mark>"
        }
        Kind::Value(_) => "</b>".to_owned(),
        Kind::Rest => "</mark>".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text content: tags dropped, the line links dropped, entities resolved.
    fn content(html: &str) -> String {
        let mut text = String::new();
        let mut rest = html;
        while let Some((before, after)) = rest.split_once('<') {
            text.push_str(before);
            let (tag, following) = after.split_once('>').expect("tags are closed");
            rest = if tag.starts_with("a ") {
                following.split_once("</a>").expect("links are closed").1
            } else {
                following
            };
        }
        text.push_str(rest);
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    #[test]
    fn a_number_nests_in_its_line() {
        let marks = [
            Mark { start: 0, end: 11, kind: Kind::Line(1) },
            Mark { start: 0, end: 3, kind: Kind::Value("strikes: 2".to_owned()) },
        ];
        let html = raw("two strikes.", &marks, "en", |line| format!("to line {line}")).0;
        assert_eq!(
            html,
            "<div class=\"raw\" lang=\"en\"><mark id=\"s1\"><b title=\"strikes: 2\">two</b> strikes\
             <a href=\"#l1\" aria-label=\"to line 1\">1</a></mark>.</div>"
        );
    }

    proptest! {
        #[test]
        fn nothing_of_the_text_is_lost(text in "[a-c<&\" \u{627}\u{644}]{0,40}", ends in prop::collection::vec((0..90usize, 0..90usize), 0..8)) {
            let marks: Vec<Mark> = ends
                .into_iter()
                .enumerate()
                .map(|(index, (start, end))| Mark {
                    start,
                    end,
                    kind: if index % 2 == 0 { Kind::Line(index) } else { Kind::Value("x".to_owned()) },
                })
                .collect();
            prop_assert_eq!(content(&raw(&text, &marks, "en", |line| line.to_string()).0), text);
        }
    }
}
