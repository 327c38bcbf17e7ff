//! The whole text in pieces: what was read, what stands there by habit, what was kept unread. The pieces tile the
//! text, so joining their words gives back the original. Start at [`tile`].

use super::record::{Class, Passage, Piece};
use super::scan::Span;

/// Tiles `text` with the marks; between them lies remainder. Marks and passages are in order and do not overlap.
pub(crate) fn tile(text: &str, marks: &[(Span, Class)], passages: &[Passage]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(marks.len() * 2 + 1);
    let mut at = 0;
    let mut passage = 0;
    let mut put = |span: Span, class: Class| {
        let mut from = span.start;
        while from < span.end {
            while passages.get(passage).is_some_and(|one| one.span.end <= from) {
                passage += 1;
            }
            let (inside, border) = match passages.get(passage) {
                Some(one) if one.span.holds(from) => (Some(passage), one.span.end),
                Some(one) => (None, one.span.start),
                None => (None, span.end),
            };
            let to = border.min(span.end);
            pieces.push(Piece { span: Span::new(from, to), class, passage: inside });
            from = to;
        }
    };
    for (span, class) in marks {
        let fits = span.start >= at && text.is_char_boundary(span.start) && text.is_char_boundary(span.end);
        if !fits {
            continue;
        }
        put(Span::new(at, span.start), Class::Remainder);
        put(*span, *class);
        at = span.end;
    }
    put(Span::new(at, text.len()), Class::Remainder);
    pieces
}
