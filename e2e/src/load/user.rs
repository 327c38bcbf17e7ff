//! One person at work: nine requests in ten read, one writes.

use super::{Figures, Kind, Size};
use crate::form;
use crate::http::{Client, Response};
use anyhow::{Context, Result, ensure};
use std::time::{Duration, Instant};

/// Somebody with a session.
#[derive(Debug)]
pub(super) struct User {
    client: Client,
    chance: Chance,
    size: Size,
    /// Whether their role lets them enter and change.
    is_researcher: bool,
}

impl User {
    pub(super) fn new(number: usize, client: Client, size: Size) -> Self {
        Self { client, chance: Chance(number as u64 + 1), size, is_researcher: number % 10 != 9 }
    }

    /// Works until the time is up, and gives what it came to.
    pub(super) fn work_until(mut self, until: Instant) -> (Self, Figures) {
        let mut figures = Figures::default();
        loop {
            // First of all, too: people do not begin at the same moment.
            let left = until.saturating_duration_since(Instant::now());
            std::thread::sleep(self.chance.pause(self.size.pause).min(left));
            if Instant::now() >= until {
                break;
            }
            let outcome =
                if self.chance.below(10) == 0 { self.write(&mut figures) } else { self.read(&mut figures) };
            if let Err(error) = outcome {
                figures.errors.push(format!("{error:#}"));
            }
        }
        (self, figures)
    }

    fn read(&mut self, figures: &mut Figures) -> Result<()> {
        let (what, path) = match self.chance.below(100) {
            0..8 => ("overview", "/".to_owned()),
            8..16 => ("incidents", "/incidents".to_owned()),
            16..24 => {
                let grade = ["confirmed", "fair", "weak", "contested"][self.chance.below(4)];
                ("incidents of a grade", format!("/incidents?grade={grade}"))
            }
            24..32 => ("incidents searched for", format!("/incidents?q=Village+{}", self.chance.below(900))),
            32..37 => ("queue", "/work".to_owned()),
            37..42 => ("sources and records", "/records/assessments".to_owned()),
            42..70 => ("incident", format!("/incidents/{}", self.incident(figures)?)),
            70..78 => ("history", format!("/records/incidents/{}/history", self.incident(figures)?)),
            78..86 => ("record", format!("/records/incidents/{}", self.incident(figures)?)),
            86..92 => ("work on an incident", format!("/incidents/{}/work", self.incident(figures)?)),
            92..96 => ("independence", format!("/incidents/{}/independence", self.incident(figures)?)),
            _ => ("assessments", format!("/incidents/{}/assessments", self.incident(figures)?)),
        };
        self.page(what, &path, figures)?;
        Ok(())
    }

    fn write(&mut self, figures: &mut Figures) -> Result<()> {
        let incident = self.incident(figures)?;
        match self.chance.below(if self.is_researcher { 3 } else { 1 }) {
            0 => {
                let fields = [("words", "Which of the two mosques?"), ("do", "comment")];
                self.send("comment", &format!("/incidents/{incident}/work"), &fields, figures)
            }
            1 => {
                let address = format!("/records/incidents/{incident}/edit");
                let page = self.page("form to edit", &address, figures)?;
                let mut inputs = form::inputs(&page.text(), &address);
                ensure!(!inputs.is_empty(), "no form at {address}");
                let title = format!("Strike on a house, seen by {}", self.chance.below(1_000_000));
                inputs.retain(|(name, _)| name != "title" && name != "act.why");
                let mut fields: Vec<(&str, &str)> =
                    inputs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                fields.extend([("title", title.as_str()), ("act.why", "The house is named")]);
                self.send("change of a field", &address, &fields, figures)
            }
            _ => {
                let source = format!("Local network {}", self.chance.below(200));
                let fields = [
                    ("source", source.as_str()),
                    ("words", "Four of one family were killed when their house was hit."),
                    ("killed-min", "4"),
                    ("reason", "Entered from their page"),
                    ("step", "keep"),
                ];
                self.send("account entered", &format!("/incidents/{incident}/accounts/new"), &fields, figures)
            }
        }
    }

    /// The id of some incident, by its public code.
    fn incident(&mut self, figures: &mut Figures) -> Result<String> {
        let path = format!("/code/CS{:06}", self.chance.below(self.size.incidents));
        let asked = Instant::now();
        let answer = self.client.get(&path)?;
        figures.note(Kind::Read, "public code", asked.elapsed());
        ensure!(answer.status == 303 || answer.status == 308, "{path} answered {}", answer.status);
        let location = answer.header("location").context("no location")?;
        Ok(location.rsplit('/').next().unwrap_or("").to_owned())
    }

    fn page(&mut self, what: &'static str, path: &str, figures: &mut Figures) -> Result<Response> {
        let asked = Instant::now();
        let answer = self.client.get(path)?;
        figures.note(Kind::Read, what, asked.elapsed());
        ensure!(answer.status == 200, "{path} answered {}", answer.status);
        Ok(answer)
    }

    fn send(
        &mut self,
        what: &'static str,
        path: &str,
        fields: &[(&str, &str)],
        figures: &mut Figures,
    ) -> Result<()> {
        let asked = Instant::now();
        let answer = self.client.post_form(path, fields)?;
        figures.note(Kind::Write, what, asked.elapsed());
        ensure!(answer.status == 303, "{what} at {path} answered {}", answer.status);
        Ok(())
    }
}

/// Numbers that look random and come out the same each time (SplitMix64; Steele, Lea and Flood 2014).
#[derive(Debug)]
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    #[expect(clippy::cast_possible_truncation, reason = "the remainder is below a usize")]
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// An exponentially distributed time with this mean, at most tenfold.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
    fn pause(&mut self, mean: Duration) -> Duration {
        let even = ((self.next() >> 11) as f64 + 1.0) / 9_007_199_254_740_993.0;
        mean.mul_f64((-even.ln()).min(10.0))
    }
}
