//! How long answers took, by what was asked for.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// Whether a request changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A page.
    Read,
    /// A form that was sent.
    Write,
}

/// What a stretch of work came to.
#[derive(Debug, Default)]
pub struct Figures {
    /// Time of each answer, by what was asked for.
    times: BTreeMap<(Kind, &'static str), Vec<Duration>>,
    /// What went wrong, in words.
    pub errors: Vec<String>,
    /// From the first request to the last answer.
    pub took: Duration,
}

impl Figures {
    /// Notes an answer.
    pub fn note(&mut self, kind: Kind, what: &'static str, time: Duration) {
        self.times.entry((kind, what)).or_default().push(time);
    }

    /// Joins those of somebody else.
    pub fn add(&mut self, other: Self) {
        for (key, times) in other.times {
            self.times.entry(key).or_default().extend(times);
        }
        self.errors.extend(other.errors);
    }

    /// How many answers of a kind.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        self.times.iter().filter(|((each, _), _)| *each == kind).map(|(_, times)| times.len()).sum()
    }

    /// The time within which this share of the answers of a kind came, in milliseconds; nearest rank.
    #[must_use]
    pub fn within_ms(&self, kind: Kind, share: f64) -> f64 {
        let of_kind = self.times.iter().filter(|((each, _), _)| *each == kind);
        rank_ms(of_kind.flat_map(|(_, times)| times.iter().copied()).collect(), share)
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts far below 2^52, shares between 0 and 1"
)]
fn rank_ms(mut times: Vec<Duration>, share: f64) -> f64 {
    times.sort_unstable();
    let rank = (times.len() as f64 * share).ceil() as usize;
    times.get(rank.saturating_sub(1)).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{:<34}{:>8}{:>10}{:>10}{:>10}{:>10}", "ms", "count", "50 %", "95 %", "99 %", "most")?;
        let mut line = |name: &str, times: &[Duration]| {
            write!(out, "{name:<34}{:>8}", times.len())?;
            for share in [0.5, 0.95, 0.99, 1.0] {
                write!(out, "{:>10.1}", rank_ms(times.to_vec(), share))?;
            }
            writeln!(out)
        };
        for kind in [Kind::Read, Kind::Write] {
            let mut all = Vec::new();
            for ((_, what), times) in self.times.iter().filter(|((each, _), _)| *each == kind) {
                line(&format!("  {what}"), times)?;
                all.extend(times.iter().copied());
            }
            line(if kind == Kind::Read { "all reads" } else { "all writes" }, &all)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_those_of_the_answers() {
        let mut figures = Figures::default();
        for ms in 1..=100 {
            figures.note(Kind::Read, "a", Duration::from_millis(ms));
        }
        assert_eq!(figures.count(Kind::Read), 100);
        assert!((figures.within_ms(Kind::Read, 0.99) - 99.0).abs() < 1e-9);
        assert!((figures.within_ms(Kind::Read, 0.5) - 50.0).abs() < 1e-9);
        assert!(figures.within_ms(Kind::Write, 0.5).is_nan());
    }
}
