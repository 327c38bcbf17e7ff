//! Bad input: mutated releases and reports. Nothing is lost, nothing panics, nothing takes long.

use std::time::{Duration, Instant};

use exchange::limits::{PROBLEMS_MAX, REPORT_BYTES_MAX, REPORT_LINES_MAX};

use crate::lossless::{assert_lossless, assert_lossless_monthly};

/// A small seeded generator: the same mutations on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % (limit.max(1) as u64)).expect("below a usize")
    }
}

const RELEASE: &str = "Release # 20170818-01\nAug. 18, 2017\nOn Aug. 17, Coalition military forces conducted 27 strikes consisting of 40 \
    engagements against ISIS terrorists in Syria and Iraq.\nIn Syria, Coalition military forces conducted 22 strikes consisting of 24 \
    engagements against ISIS targets.\n*Near Raqqah, 18 strikes engaged 12 ISIS tactical units and destroyed 29 fighting positions, three ISIS \
    communication lines and two logistics nodes.\n-- Near Dayr Az Zawr, fives strikes destroyed a vehicle-borne improvised explosive device \
    (VBIED) facility; suppressed a mortar team.\nAdditionally, 33 strikes consisting of 47 engagements were conducted in Syria and Iraq on Aug. \
    15-16 that closed within the last 24 hours.\n*On Aug. 16, near Raqqah, Syria, 23 strikes engaged 16 ISIS tactical units.\nA strike, as \
    defined here, is one or more events.\n";

const REPORT: &str = "May 1, 2017\nIn March, the task force carried over 43 open reports from previous months and received 27 new reports. The \
    assessment of 28 reports was completed; nine reports were credible, 17 non-credible and two duplicate. Forty-two reports are still open. At \
    least 484 civilians have been unintentionally killed.\nCredible reports\n1. June 14, 2017, near Raqqah, Syria, via self-report \
    (3224/CS1831), MGRS 37SFU676401: Two civilians were unintentionally killed and one injured.\nNon-credible reports\n2. May 13, 2017, near \
    Tabqah, Syria, via social media report: No Coalition strikes were conducted in the area.\n";

const INSERTS: [&str; 16] = [
    "\u{200f}",
    "\u{202e}",
    "\u{feff}",
    "الرقة",
    "٢٧",
    "99999999999999999999",
    "strikes strikes",
    "((((((",
    "\0",
    "é\u{301}",
    "*",
    "-- ",
    "\n\n\n",
    "1,000,000,000,000",
    ". . . .",
    "near near near",
];

fn mutated(original: &str, random: &mut Random) -> String {
    let mut text: Vec<char> = original.chars().collect();
    for _ in 0..=random.below(6) {
        let length = text.len();
        let at = random.below(length);
        match random.below(6) {
            0 => text.truncate(at.max(1)),
            1 => text.swap(at, random.below(length)),
            2 => {
                let insert = INSERTS[random.below(INSERTS.len())];
                text.splice(at..at, insert.chars());
            }
            3 => {
                let end = (at + random.below(200)).min(length);
                let section: Vec<char> = text[at..end].to_vec();
                for _ in 0..random.below(8) {
                    text.splice(at..at, section.iter().copied());
                }
            }
            4 => {
                let end = (at + random.below(40)).min(length);
                text.drain(at..end);
            }
            _ => {
                text[at] = char::from_u32(u32::try_from(random.below(0x3000)).expect("small")).unwrap_or('?');
            }
        }
        if text.is_empty() {
            text.push('x');
        }
    }
    text.into_iter().collect()
}

#[test]
fn a_thousand_mutated_releases() {
    let mut random = Random(0x5171_1234_abcd_0001);
    for _ in 0..1_000 {
        let text = mutated(RELEASE, &mut random);
        let began = Instant::now();
        let read = assert_lossless(&text);
        assert!(began.elapsed() < Duration::from_secs(1), "{} bytes took {:?}", text.len(), began.elapsed());
        assert!(read.problems.iter().all(|problem| !problem.code.is_empty() && !problem.hint.is_empty()));
    }
}

#[test]
fn a_thousand_mutated_monthly_reports() {
    let mut random = Random(0x5171_1234_abcd_0002);
    for _ in 0..1_000 {
        let text = mutated(REPORT, &mut random);
        let began = Instant::now();
        let read = assert_lossless_monthly(&text);
        assert!(began.elapsed() < Duration::from_secs(1), "{} bytes took {:?}", text.len(), began.elapsed());
        assert!(read.problems.iter().all(|problem| !problem.code.is_empty() && !problem.hint.is_empty()));
    }
}

#[test]
fn a_text_beyond_the_limit_is_kept_and_the_limit_named() {
    let text = RELEASE.repeat(REPORT_BYTES_MAX / RELEASE.len() + 2);
    assert!(text.len() > REPORT_BYTES_MAX);
    let read = assert_lossless(&text);
    let codes: Vec<_> = read.problems.iter().map(|problem| problem.code.as_ref()).collect();
    assert!(codes.contains(&"text-too-long"));
    assert!(read.problems.len() <= PROBLEMS_MAX);
    let read = assert_lossless_monthly(&REPORT.repeat(REPORT_BYTES_MAX / REPORT.len() + 2));
    assert!(read.problems.iter().any(|problem| problem.code == "text-too-long"));
}

#[test]
fn lines_beyond_the_limit_are_kept_unread_and_the_limit_named() {
    let text = "* Near Raqqah, two strikes destroyed a tank.\n".repeat(REPORT_LINES_MAX + 50);
    let read = assert_lossless(&text);
    assert_eq!(read.lines.len(), REPORT_LINES_MAX);
    assert!(read.problems.iter().any(|problem| problem.code == "too-many-lines"));
}

#[test]
fn long_runs_of_one_thing_take_linear_time() {
    for piece in [
        "(",
        "a ",
        "two ",
        "strikes ",
        "near ",
        "and ",
        "Aug. 1, ",
        "one strike ",
        "- ",
        "1. June 1, 2017 ",
        "Near A ",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        let began = Instant::now();
        assert_lossless(&text);
        assert_lossless_monthly(&text);
        assert!(began.elapsed() < Duration::from_secs(20), "{piece:?} took {:?}", began.elapsed());
        println!("{piece:?}: {:?}", began.elapsed());
    }
}
