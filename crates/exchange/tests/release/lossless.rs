//! Nothing of a text is lost: its pieces, joined, are the text.

use exchange::{monthly, release};
use proptest::prelude::*;

/// Asserts that the pieces tile `text` and that every passage and value lies within it.
pub fn assert_lossless(text: &str) -> release::Release {
    let read = release::parse(text);
    let pieces = read.pieces(text);
    let joined: String = pieces.iter().map(|piece| piece.span.of(text)).collect();
    assert_eq!(joined, text, "joined pieces are the text");
    let mut at = 0;
    for piece in &pieces {
        assert_eq!(piece.span.start, at, "no gap and no overlap");
        assert!(piece.span.end > at, "no empty piece");
        at = piece.span.end;
    }
    assert_eq!(at, text.len());
    let mut end = 0;
    for passage in &read.passages {
        assert!(
            passage.span.start >= end && passage.span.end <= text.len(),
            "passages in order: {passage:?}"
        );
        end = passage.span.end;
    }
    for line in &read.lines {
        let strikes = line.strikes.map(|strikes| strikes.span);
        let place = line.place.as_ref().map(|place| place.words.span);
        for span in strikes.into_iter().chain(place) {
            assert!(!span.of(text).is_empty());
            assert!(line.span.start <= span.start && span.end <= line.span.end);
        }
        for effect in &line.effects {
            assert_eq!(effect.target.span.of(text), effect.target.value);
        }
    }
    read
}

/// The same for a monthly report.
pub fn assert_lossless_monthly(text: &str) -> monthly::MonthlyReport {
    let read = monthly::parse(text);
    let joined: String = read.pieces(text).iter().map(|piece| piece.span.of(text)).collect();
    assert_eq!(joined, text, "joined pieces are the text");
    read
}

/// Words of the grammar in any order, with what surrounds them.
fn grammar() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "On",
        "Aug.",
        "17",
        ",",
        "near",
        "Raqqah",
        "Syria",
        "Iraq",
        "two",
        "fives",
        "strikes",
        "strike",
        "consisting of",
        "engagements",
        "engaged",
        "destroyed",
        "a",
        "an",
        "ISIS",
        "fighting positions",
        "and",
        ";",
        ".",
        "\n",
        "* ",
        "-- ",
        "Additionally",
        "closed within",
        "Release # 20170818-01",
        "1,360",
        "99999999999",
        "\u{200f}",
        "الرقة",
        "é",
        "(",
        ")",
        "command and control node",
        "111-12",
        "to",
        "-",
        "no",
        "In",
        "civilians",
        "reports",
        "via",
        "1.",
        ":",
        "MGRS",
        "37SFU676401",
        "carried over",
        "credible",
        "killed",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_kept(text in any::<String>()) {
        assert_lossless(&text);
        assert_lossless_monthly(&text);
    }

    #[test]
    fn any_order_of_the_grammar_is_kept(text in grammar()) {
        assert_lossless(&text);
        assert_lossless_monthly(&text);
    }
}
