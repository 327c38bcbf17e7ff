//! One strike statement within a sentence: when, where, how many strikes and engagements, with what effect.
//! Whether it is a total or a line is told by what it names. Start at [`anchors`] and [`read`].

use super::code::Code;
use super::count;
use super::day;
use super::effect;
use super::place;
use super::reader::Reader;
use super::record::{Class, Effect, Place, Stated};
use super::scan::{Kind, Scanned};
use super::verb::verb_at;

/// "27 strikes": where a statement turns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anchor {
    pub count_at: usize,
    pub count: count::Found,
    /// The token "strikes".
    pub strike_at: usize,
}

/// What a statement says, before it is known to be a total or a line.
#[derive(Debug, Default)]
pub(crate) struct Clause {
    pub strikes: Option<Stated<u32>>,
    pub engagements: Option<Stated<u32>>,
    pub countries: Vec<Stated<String>>,
    pub place: Option<Place>,
    pub days: Option<day::Found>,
    pub effects: Vec<Effect>,
    pub late: bool,
    pub conducted: bool,
}

const STRIKES: [&str; 8] =
    ["strike", "strikes", "airstrike", "airstrikes", "airstike", "airstikes", "air-strike", "air-strikes"];
/// Words between a count and "strikes".
const BETWEEN: [&str; 16] = [
    "air",
    "additional",
    "separate",
    "more",
    "precision",
    "military",
    "coalition",
    "reported",
    "further",
    "other",
    "confirmed",
    "kinetic",
    "artillery",
    "total",
    "ground",
    "further",
];

/// The strike counts of a sentence, in order.
pub(crate) fn anchors(scanned: Scanned<'_>, from: usize, to: usize) -> Vec<Anchor> {
    let mut found = Vec::new();
    let mut floor = from;
    for strike_at in from..to {
        if !scanned.is_one_of(strike_at, &STRIKES) {
            continue;
        }
        if let Some(anchor) = anchor_before(scanned, floor, strike_at) {
            found.push(anchor);
            floor = strike_at + 1;
        }
    }
    found
}

fn anchor_before(scanned: Scanned<'_>, floor: usize, strike_at: usize) -> Option<Anchor> {
    let lowest = strike_at.saturating_sub(6).max(floor);
    (lowest..strike_at).find_map(|count_at| {
        let count = count::read(scanned, count_at, strike_at)?;
        let joined = (count.end..strike_at).all(|at| scanned.is_one_of(at, &BETWEEN));
        joined.then_some(Anchor { count_at, count, strike_at })
    })
}

/// Where the statement of each anchor begins: at its place, day or count, after what belongs to the one before.
pub(crate) fn start_of(scanned: Scanned<'_>, previous_strike: usize, anchor: Anchor) -> usize {
    let lowest = (previous_strike + 1).max(anchor.count_at.saturating_sub(14));
    let mut start = anchor.count_at;
    let mut at = anchor.count_at;
    while at > lowest {
        at -= 1;
        if scanned.is_mark(at, ';') || scanned.kind(at) == Some(Kind::Break) {
            break;
        }
        if scanned.is_one_of(at, &["near", "on", "in", "while"]) && !scanned.is(at.wrapping_sub(1), "used") {
            let only_names = (at + 1..anchor.count_at).all(|inner| {
                scanned.is_capital(inner)
                    || matches!(scanned.kind(inner), Some(Kind::Mark(',' | '.' | '-') | Kind::Number))
                    || scanned.is_one_of(inner, &place::JOINING)
            });
            if only_names {
                start = at;
            }
        }
    }
    start
}

/// Reads the statement of `anchor` in the tokens `from..to`.
pub(crate) fn read(reader: &mut Reader<'_>, anchor: Anchor, from: usize, to: usize) -> Clause {
    let scanned = reader.scanned;
    let mut clause = Clause::default();
    head(reader, &mut clause, from, anchor.count_at);
    let count_span = count::span(scanned, anchor.count_at, anchor.count);
    if anchor.count.slip {
        reader.problem(Code::NumberMisspelled, count_span, count_span.of(scanned.text));
    }
    match anchor.count.value {
        Some(value) => clause.strikes = Some(Stated { value, span: count_span }),
        None => reader.problem(Code::StrikesUnknown, count_span, count_span.of(scanned.text)),
    }
    reader.mark(anchor.count_at, anchor.count.end, Class::Strikes);
    reader.mark(anchor.count.end, anchor.strike_at + 1, Class::Grammar);
    let effects_at = tail(reader, &mut clause, anchor.strike_at + 1, to);
    clause.effects = effect::read(reader, effects_at, to);
    if clause.place.is_none() && !clause.effects.is_empty() && from < anchor.count_at.max(from + 1) {
        clause.place = trailing_place(reader, effects_at, to);
    }
    clause
}

/// What stands before the count.
fn head(reader: &mut Reader<'_>, clause: &mut Clause, from: usize, to: usize) {
    let scanned = reader.scanned;
    let mut at = from;
    while at < to {
        if let Some(next) = common(reader, clause, at, to) {
            at = next;
        } else {
            at += 1;
        }
    }
    if clause.place.is_none() && clause.countries.is_empty() {
        let bare = place::bare(scanned, from, to);
        if let Some((start, end)) = bare {
            reader.mark(start, end, Class::Place);
            let words = effect::stated_text(scanned.text, scanned.span(start, end));
            clause.place = Some(Place { words, relation: None });
        }
    }
}

/// What stands between "strikes" and the first effect; returns where the effects begin.
fn tail(reader: &mut Reader<'_>, clause: &mut Clause, from: usize, to: usize) -> usize {
    let scanned = reader.scanned;
    let mut at = from;
    while at < to {
        if verb_at(scanned, at, at == from).is_some() {
            return at;
        }
        if let Some(next) = engagements(reader, clause, at, to).or_else(|| common(reader, clause, at, to)) {
            at = next;
        } else {
            at += 1;
        }
    }
    to
}

/// "40 engagements", "47 separate engagements".
fn engagements(reader: &mut Reader<'_>, clause: &mut Clause, at: usize, to: usize) -> Option<usize> {
    let scanned = reader.scanned;
    if clause.engagements.is_some() {
        return None;
    }
    let found = count::read(scanned, at, to)?;
    let mut noun = found.end;
    while noun < to && scanned.is_one_of(noun, &["separate", "total", "individual", "distinct"]) {
        noun += 1;
    }
    if !scanned.is_one_of(noun, &["engagement", "engagements"]) || noun >= to {
        return None;
    }
    let span = count::span(scanned, at, found);
    match found.value {
        Some(value) => clause.engagements = Some(Stated { value, span }),
        None => {
            reader.problem(Code::EngagementsUnknown, span, span.of(scanned.text));
        }
    }
    reader.mark(at, found.end, Class::Engagements);
    reader.mark(found.end, noun + 1, Class::Grammar);
    Some(noun + 1)
}

/// Days, countries, places, late words: wherever they stand. Returns where what was read ends.
fn common(reader: &mut Reader<'_>, clause: &mut Clause, at: usize, to: usize) -> Option<usize> {
    let scanned = reader.scanned;
    if let Some(end) = group_name(scanned, at) {
        reader.mark(at, end.min(to), Class::Force);
        return Some(end.min(to));
    }
    if let Some(found) = day::read(scanned, at, to) {
        return Some(take_days(reader, clause, found));
    }
    if let Some(end) = late_words(scanned, at) {
        clause.late = true;
        reader.mark(at, end.min(to), Class::Grammar);
        return Some(end.min(to));
    }
    if scanned.is(at, "yesterday") {
        reader.mark(at, at + 1, Class::Day);
        return Some(at + 1);
    }
    if let Some(name) = place::country(scanned, at) {
        reader.mark(at, at + 1, Class::Country);
        clause.countries.push(Stated { value: name.to_owned(), span: scanned.span(at, at + 1) });
        return Some(at + 1);
    }
    if let Some(found) = place::read(scanned, at, to) {
        return Some(take_place(reader, clause, found));
    }
    if scanned
        .is_one_of(at, &["conducted", "conducting", "conduct", "carried", "launched", "occurred", "flew"])
    {
        clause.conducted = true;
        reader.mark(at, at + 1, Class::Grammar);
        return Some(at + 1);
    }
    let plain =
        scanned.is_one_of(at, &GRAMMAR) || matches!(scanned.kind(at), Some(Kind::Mark(',' | ':' | '.')));
    plain.then(|| {
        reader.mark(at, at + 1, Class::Grammar);
        at + 1
    })
}

const GRAMMAR: [&str; 26] = [
    "on",
    "in",
    "the",
    "coalition",
    "military",
    "forces",
    "consisting",
    "of",
    "against",
    "isis",
    "isil",
    "daesh",
    "targets",
    "terrorists",
    "were",
    "there",
    "was",
    "and",
    "that",
    "between",
    "from",
    "during",
    "also",
    "while",
    "near",
    "included",
];

fn take_days(reader: &mut Reader<'_>, clause: &mut Clause, found: day::Found) -> usize {
    let end = found.end;
    reader.mark_span(found.span, Class::Day);
    if found.unreadable {
        let words = found.span.of(reader.scanned.text);
        reader.problem(Code::DayNotReadable, found.span, words);
    }
    match &mut clause.days {
        _ if found.intervals.is_empty() => {}
        None => clause.days = Some(found),
        // "between Dec. 30 and, for Iraq, Jan. 12" never occurs; a second day is another interval.
        Some(days) => days.intervals.extend(found.intervals),
    }
    end
}

fn take_place(reader: &mut Reader<'_>, clause: &mut Clause, found: place::Found) -> usize {
    let scanned = reader.scanned;
    if found.doubled {
        let span = scanned.span(found.from, found.name_from);
        reader.problem(Code::WordDoubled, span, span.of(scanned.text));
    }
    if clause.place.is_some() {
        let span = scanned.span(found.from, found.end);
        reader.problem(Code::SecondPlace, span, span.of(scanned.text));
        return found.end;
    }
    reader.mark(found.from, found.name_from, Class::Relation);
    reader.mark(found.name_from, found.end, Class::Place);
    let words = effect::stated_text(scanned.text, scanned.span(found.name_from, found.end));
    let relation = effect::stated_text(scanned.text, scanned.span(found.from, found.name_from));
    clause.place = Some(Place { words, relation: Some(relation) });
    found.end
}

/// "One strike destroyed a tank south of Kobani": the place after the effects.
fn trailing_place(reader: &mut Reader<'_>, from: usize, to: usize) -> Option<Place> {
    let scanned = reader.scanned;
    let found = (from..to).find_map(|at| place::read(scanned, at, to))?;
    let mut clause = Clause::default();
    take_place(reader, &mut clause, found);
    clause.place
}

/// "the Islamic State of Iraq and Syria" names no country.
pub(crate) fn group_name(scanned: Scanned<'_>, at: usize) -> Option<usize> {
    if !scanned.matches(at, &["islamic", "state"]) {
        return None;
    }
    if scanned.matches(at + 2, &["of", "iraq", "and", "syria"])
        || scanned.matches(at + 2, &["in", "iraq", "and", "syria"])
    {
        return Some(at + 6);
    }
    if scanned.matches(at + 2, &["of", "iraq", "and", "the", "levant"]) {
        return Some(at + 7);
    }
    Some(at + 2)
}

fn late_words(scanned: Scanned<'_>, at: usize) -> Option<usize> {
    if scanned.is(at, "additionally") {
        return Some(at + 1);
    }
    [
        &["closed", "within"][..],
        &["previously", "unreported"],
        &["not", "previously", "reported"],
        &["previously", "unreleased"],
        &["not", "reported"],
        &["earlier", "unreported"],
    ]
    .iter()
    .find(|words| scanned.matches(at, words))
    .map(|words| at + words.len())
}
