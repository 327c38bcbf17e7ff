//! What the readers of sentences share: the tokens, the words read so far, the problems met.
//! Start at [`Reader`].

use super::code::Code;
use super::record::{Class, Fixed, Problem};
use super::scan::{Scanned, Span};
use crate::limits::PROBLEMS_MAX;

/// A text being read.
pub(crate) struct Reader<'a> {
    pub scanned: Scanned<'a>,
    pub marks: Vec<(Span, Class)>,
    pub problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub fn new(scanned: Scanned<'a>) -> Self {
        Self { scanned, marks: Vec::with_capacity(scanned.tokens.len()), problems: Vec::new() }
    }

    /// Marks the tokens `from..to` as read.
    pub fn mark(&mut self, from: usize, to: usize, class: Class) {
        if from < to {
            self.mark_span(self.scanned.span(from, to), class);
        }
    }

    pub fn mark_span(&mut self, span: Span, class: Class) {
        if span.start < span.end {
            self.marks.push((span, class));
        }
    }

    pub fn problem(&mut self, code: Code, span: Span, detail: impl Into<String>) {
        if self.problems.len() < PROBLEMS_MAX {
            let (code, hint) = (Fixed::Borrowed(code.slug()), Fixed::Borrowed(code.hint()));
            self.problems.push(Problem { code, span, detail: detail.into(), hint });
        }
    }

    /// The marks in order and without overlap: of two that overlap, the one that begins first stays.
    pub fn take_marks(&mut self) -> Vec<(Span, Class)> {
        let mut marks = std::mem::take(&mut self.marks);
        marks.sort_by_key(|(span, class)| (span.start, *class == Class::Grammar, span.end));
        let mut end = 0;
        marks.retain(|(span, _)| {
            let kept = span.start >= end;
            if kept {
                end = span.end;
            }
            kept
        });
        marks
    }
}
