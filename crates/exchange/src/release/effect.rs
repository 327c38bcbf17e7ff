//! What strikes did: "engaged 12 ISIS tactical units and destroyed 29 fighting positions, ..." into verb, count,
//! qualifying words, force and target, each with its words. Start at [`read`].

use super::code::Code;
use super::count;
use super::reader::Reader;
use super::record::{Class, Effect, Fixed, Stated};
use super::scan::{Kind, Scanned, Span};
use super::target;
use super::verb::verb_at;

/// Words before a target that qualify it and are not part of its name.
const MODIFIERS: [&str; 18] = [
    "large",
    "larger",
    "small",
    "smaller",
    "separate",
    "other",
    "additional",
    "second",
    "third",
    "suspected",
    "different",
    "more",
    "possible",
    "known",
    "main",
    "the",
    "enemy",
    "tactial-size",
];
const FORCES: [&str; 5] = ["isil", "isis", "daesh", "da’esh", "islamic-state"];
/// A target's name ends before these words.
const NAME_ENDS: [&str; 29] = [
    "near",
    "north",
    "south",
    "east",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "in",
    "at",
    "along",
    "with",
    "from",
    "during",
    "while",
    "when",
    "where",
    "which",
    "that",
    "who",
    "using",
    "used",
    "plus",
    "located",
    "resulting",
    "as",
    "for",
    "on",
];

fn is_force(scanned: Scanned<'_>, at: usize) -> bool {
    let word = scanned.word(at);
    let name = word.split('-').next().unwrap_or("");
    name.len() >= 4 && FORCES.iter().any(|force| force.eq_ignore_ascii_case(name))
}

/// Whether an item of a list can begin here.
fn begins_item(scanned: Scanned<'_>, at: usize, to: usize) -> bool {
    at < to
        && (count::read(scanned, at, to).is_some()
            || is_force(scanned, at)
            || verb_at(scanned, at, false).is_some()
            || scanned.is_one_of(at, &["also", "other", "additional"]))
}

/// Reads the effects in the tokens `from..to`.
pub(crate) fn read(reader: &mut Reader<'_>, from: usize, to: usize) -> Vec<Effect> {
    let scanned = reader.scanned;
    let mut effects = Vec::new();
    let mut verbs: Vec<Stated<Fixed>> = Vec::new();
    let mut taken = false;
    let mut at = from;
    let mut after_comma = false;
    while at < to {
        if let Some(verb) = verb_at(scanned, at, at == from) {
            if std::mem::take(&mut taken) {
                verbs.clear();
            }
            verbs.push(Stated { value: Fixed::Borrowed(verb), span: scanned.span(at, at + 1) });
            reader.mark(at, at + 1, Class::Verb);
            (at, after_comma) = (at + 1, false);
            continue;
        }
        if let Some(end) = as_well_as(scanned, at) {
            reader.mark(at, end, Class::Grammar);
            at = end;
            continue;
        }
        let separator = matches!(scanned.kind(at), Some(Kind::Mark(',' | ';' | '.' | ':')));
        if separator || scanned.is_one_of(at, &["and", "or", "also", "successfully", "then", "by"]) {
            reader.mark(at, at + 1, Class::Grammar);
            after_comma |= separator;
            at += 1;
            continue;
        }
        let readable = matches!(scanned.kind(at), Some(Kind::Word | Kind::Number))
            && !verbs.is_empty()
            && !scanned.is_one_of(at, &NAME_ENDS);
        let loose = after_comma && taken && !begins_item(scanned, at, to);
        if !readable || (loose && !is_known(scanned, at, to)) {
            at = skip_unread(reader, at, to);
            continue;
        }
        at = item(reader, at, to, &verbs, &mut effects);
        (taken, after_comma) = (true, false);
    }
    effects
}

/// Longer words for "and".
fn as_well_as(scanned: Scanned<'_>, at: usize) -> Option<usize> {
    let longer: [&[&str]; 4] = [&["as", "well", "as"], &["while", "also"], &["plus"], &["to", "include"]];
    longer.iter().find(|words| scanned.matches(at, words)).map(|words| at + words.len())
}

/// "vehicle firing on the forces": the name ends before it; "firing position" is a name.
fn fires_on(scanned: Scanned<'_>, at: usize) -> bool {
    scanned.is(at, "firing") && scanned.is_one_of(at + 1, &["on", "at", "upon", "from"])
}

/// Leaves words unread up to the next separator, verb or count.
fn skip_unread(reader: &mut Reader<'_>, at: usize, to: usize) -> usize {
    let scanned = reader.scanned;
    let mut end = at + 1;
    while end < to
        && !is_separator(scanned, end)
        && verb_at(scanned, end, false).is_none()
        && !(scanned.is(end, "and") && begins_item(scanned, end + 1, to))
    {
        end += 1;
    }
    if scanned.tokens[at..end].iter().any(|token| token.kind == Kind::Word) {
        let span = scanned.span(at, end);
        reader.problem(Code::WordsNotRead, span, span.of(scanned.text));
    }
    end
}

fn is_separator(scanned: Scanned<'_>, at: usize) -> bool {
    matches!(scanned.kind(at), Some(Kind::Mark(',' | ';' | '.' | ':') | Kind::Break))
        && !(scanned.is_mark(at, '.') && scanned.is(at.wrapping_sub(1), "U.S"))
}

fn is_known(scanned: Scanned<'_>, at: usize, to: usize) -> bool {
    let end = name_end(scanned, at, to);
    target::wording_of(scanned.span(at, end).of(scanned.text)).1.is_some()
}

/// One past the last token of a target's name that begins at `at`.
fn name_end(scanned: Scanned<'_>, at: usize, to: usize) -> usize {
    let mut end = at;
    while end < to {
        if scanned.is_mark(end, '(') {
            let close = (end..to.min(end + 12)).find(|&index| scanned.is_mark(index, ')'));
            let Some(close) = close else { return end };
            end = close + 1;
            continue;
        }
        let stops = is_separator(scanned, end)
            || (end > at && (verb_at(scanned, end, false).is_some() || scanned.is_one_of(end, &NAME_ENDS)))
            || as_well_as(scanned, end).is_some()
            || fires_on(scanned, end)
            || (scanned.is_one_of(end, &["and", "or"])
                && (end + 1 >= to || begins_item(scanned, end + 1, to)));
        if stops {
            return end;
        }
        end += 1;
    }
    end
}

/// Reads one item and returns where it ends.
fn item(
    reader: &mut Reader<'_>,
    from: usize,
    to: usize,
    verbs: &[Stated<Fixed>],
    effects: &mut Vec<Effect>,
) -> usize {
    let scanned = reader.scanned;
    let mut at = from;
    let mut number = None;
    let mut article = false;
    if let Some(found) = count::read(scanned, at, to) {
        let span = count::span(scanned, at, found);
        number = found.value.map(|value| Stated { value, span });
        article = found.article;
        reader.mark(at, found.end, Class::Count);
        report_count(reader, found, span);
        at = found.end;
    }
    let mut modifiers = Vec::new();
    let mut force = None;
    let mut name_start = None;
    while at < to && name_start.is_none() {
        if scanned.is_one_of(at, &MODIFIERS) {
            modifiers.push(stated(scanned, scanned.span(at, at + 1)));
            reader.mark(at, at + 1, Class::Modifier);
            at += 1;
        } else if force.is_none() && is_force(scanned, at) {
            let span = scanned.span(at, at + 1);
            let length = span.of(scanned.text).find('-').unwrap_or(span.end - span.start);
            let named = Span::new(span.start, span.start + length);
            force = Some(stated(scanned, named));
            reader.mark_span(named, Class::Force);
            if named.end < span.end {
                name_start = Some(named.end + 1);
            }
            at += 1;
        } else {
            break;
        }
    }
    let end = name_end(scanned, at, to).max(at);
    let first = name_start.unwrap_or_else(|| scanned.span(at, end).start);
    let last = if end > at { scanned.span(at, end).end } else { scanned.span(at.saturating_sub(1), at).end };
    let span = Span::new(first.min(last), last);
    if span.of(scanned.text).trim().is_empty() {
        let words = scanned.span(from, at.max(from + 1));
        reader.problem(Code::TargetMissing, words, words.of(scanned.text));
        return end.max(from + 1);
    }
    let whole = scanned.span(from, end);
    let shape = Shape { count: number, article, modifiers, force, span: whole };
    push(reader, verbs, &shape, span, effects);
    end.max(from + 1)
}

/// The parts of an item before its name.
struct Shape {
    count: Option<Stated<u32>>,
    article: bool,
    modifiers: Vec<Stated<String>>,
    force: Option<Stated<String>>,
    span: Span,
}

fn push(
    reader: &mut Reader<'_>,
    verbs: &[Stated<Fixed>],
    shape: &Shape,
    span: Span,
    effects: &mut Vec<Effect>,
) {
    let text = reader.scanned.text;
    reader.mark_span(span, Class::Target);
    let (wording, term) = target::wording_of(span.of(text));
    if shape.article && target::is_plural(span.of(text)) {
        reader.problem(Code::ArticleWithPlural, shape.span, shape.span.of(text));
    }
    if let (None, Some((left, right))) = (term, both_known(span.of(text))) {
        let right_span = Span::new(span.end - right.len(), span.end);
        let left_span = Span::new(span.start, span.start + left.len());
        reader.problem(Code::CountNotStated, right_span, right);
        for (words, count) in [(left_span, shape.count), (right_span, None)] {
            let (wording, term) = target::wording_of(words.of(text));
            let part = Shape {
                count,
                article: false,
                modifiers: shape.modifiers.clone(),
                force: shape.force.clone(),
                span: words,
            };
            each_verb(verbs, &part, &stated_text(text, words), &wording, term, effects);
        }
        return;
    }
    each_verb(verbs, shape, &stated_text(text, span), &wording, term, effects);
}

fn each_verb(
    verbs: &[Stated<Fixed>],
    shape: &Shape,
    target: &Stated<String>,
    wording: &str,
    term: Option<target::Term>,
    effects: &mut Vec<Effect>,
) {
    effects.extend(verbs.iter().map(|verb| Effect {
        verb: verb.clone(),
        count: shape.count,
        modifiers: shape.modifiers.clone(),
        force: shape.force.clone(),
        target: target.clone(),
        wording: wording.to_owned(),
        term: term_for(&verb.value, term).map(|term| Fixed::Borrowed(term.name)),
        group: term_for(&verb.value, term).map(|term| Fixed::Borrowed(term.group)),
        span: shape.span,
    }));
}

/// What is illuminated is no target: the term says so.
fn term_for(verb: &str, term: Option<target::Term>) -> Option<target::Term> {
    if verb == "illuminated" { Some(target::Term { name: "illumination", group: "other" }) } else { term }
}

/// "bulldozer and front-loader": two known targets under one number.
fn both_known(words: &str) -> Option<(&str, &str)> {
    let (left, right) = words.split_once(" and ")?;
    let known = |words| target::wording_of(words).1.is_some();
    let ground = || ["land features", "terrain features", "terrain"].contains(&right.trim());
    (known(left) && (known(right) || ground())).then_some((left.trim_end(), right.trim_start()))
}

fn report_count(reader: &mut Reader<'_>, found: count::Found, span: Span) {
    let words = span.of(reader.scanned.text);
    if found.slip {
        reader.problem(Code::NumberMisspelled, span, words);
    }
    if found.value.is_none() && words.bytes().any(|byte| byte.is_ascii_digit()) {
        reader.problem(Code::NumberTooLarge, span, words);
    }
}

fn stated(scanned: Scanned<'_>, span: Span) -> Stated<String> {
    stated_text(scanned.text, span)
}

/// The words of a span as a value.
pub(crate) fn stated_text(text: &str, span: Span) -> Stated<String> {
    Stated { value: span.of(text).to_owned(), span }
}
