//! What was typed of an assessment, beside what the register reckons.
//!
//! Each range carries what was reckoned when the form was made, so that a range nobody touched follows the accounts
//! and one that somebody typed stays. Start at [`Typed::opened`] and [`Typed::draft`].

use crate::i18n::Say;
use crate::limits;
use domain::count::Count;
use domain::id::RecordId;
use domain::ranges::Category;
use domain::record::{Assessment, Cited, Excluded};
use domain::vocabulary::{Basis, Bound, HarmKind, PersonCategory, RangeBasis};
use register::incident::IncidentRanges;
use std::collections::BTreeMap;

/// The ranges of an assessment: the field, which begins the names of its inputs, and what it counts.
pub(super) const RANGES: [(&str, HarmKind, PersonCategory); 6] = [
    ("killed", HarmKind::Killed, PersonCategory::Civilians),
    ("injured", HarmKind::Injured, PersonCategory::Civilians),
    ("killed_children", HarmKind::Killed, PersonCategory::Children),
    ("killed_women", HarmKind::Killed, PersonCategory::Women),
    ("killed_men", HarmKind::Killed, PersonCategory::Men),
    ("killed_belligerents", HarmKind::Killed, PersonCategory::Belligerents),
];

/// What stands in the form, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    inputs: BTreeMap<String, String>,
    /// The sentence of what is wrong, by input; an empty name is the whole.
    pub wrongs: Vec<(String, String)>,
}

impl Typed {
    /// A form as it was sent.
    pub(super) fn sent(sent: Vec<(String, String)>) -> Self {
        let inputs = sent.into_iter().map(|(name, text)| (name, plain(&text)));
        Self { inputs: inputs.collect(), wrongs: Vec::new() }
    }

    /// The form before anything was typed: as the latest version left it, where there is one.
    pub(super) fn opened(say: Say, latest: Option<&Assessment>) -> Self {
        let mut typed = Self::default();
        typed.put("reason", &say.text("assess-reason"));
        typed.put("seen", &latest.map_or(0, |latest| latest.version).to_string());
        let Some(latest) = latest else { return typed };
        typed.put("grade", latest.grade.as_deref().unwrap_or_default());
        let mut rationale = latest.rationale.clone().unwrap_or_default();
        for (field, ..) in RANGES {
            if let Some(words) = take_line(&mut rationale, &heading(say, field)) {
                typed.put(&format!("{field}.words"), &words);
            }
        }
        typed.put("rationale", rationale.trim());
        for excluded in &latest.excluded {
            typed.put(&format!("out.{}", excluded.cited.record), "yes");
            typed.put(&format!("why.{}", excluded.cited.record), &excluded.reason);
        }
        typed
    }

    /// What stands in an input.
    pub(super) fn at(&self, name: &str) -> &str {
        self.inputs.get(name).map_or("", String::as_str)
    }

    pub(super) fn put(&mut self, name: &str, value: &str) {
        self.inputs.insert(name.to_owned(), value.to_owned());
    }

    /// Notes what is wrong with an input.
    pub(super) fn refuse(&mut self, input: &str, sentence: String) {
        self.wrongs.push((input.to_owned(), sentence));
    }

    /// What is wrong with an input.
    pub(super) fn wrong(&self, input: &str) -> Option<&str> {
        self.wrongs.iter().find(|(name, _)| name == input).map(|(_, sentence)| sentence.as_str())
    }

    /// Whether an account is left out.
    pub(super) fn is_out(&self, id: RecordId) -> bool {
        self.at(&format!("out.{id}")) == "yes"
    }

    /// The accounts left out with their reasons; one without a reason gets the words that say so, for the reckoning.
    pub(super) fn excluded(&self, say: Say) -> BTreeMap<RecordId, String> {
        let out = self.inputs.iter().filter(|(_, value)| *value == "yes");
        let out = out.filter_map(|(name, _)| name.strip_prefix("out.")?.parse::<RecordId>().ok());
        out.map(|id| {
            let reason = self.at(&format!("why.{id}"));
            (id, if reason.is_empty() { say.text("none-not-stated") } else { reason.to_owned() })
        })
        .collect()
    }

    /// Lets the ranges that nobody typed follow the reckoning, and says whether any of them moved.
    pub(super) fn follow(&mut self, ranges: &IncidentRanges, latest: Option<&Assessment>) -> bool {
        let mut has_moved = false;
        for (field, harm, persons) in RANGES {
            let reckoned = reckoned(ranges, Category { harm, persons });
            let base = format!("{field}.base");
            let is_new = !self.inputs.contains_key(&base);
            let is_untouched = is_new || self.key(field) == self.at(&base);
            let now = key(reckoned.as_ref());
            if is_untouched {
                has_moved |= !is_new && self.at(&base) != now;
                // A range that the latest version gave otherwise, with its words, is that judgment's: it stays.
                let is_judged = is_new && (now == NOTHING || !self.at(&format!("{field}.words")).is_empty());
                let kept = latest.filter(|_| is_judged).and_then(|latest| count_of(latest, field));
                self.put_count(field, kept.or(reckoned.as_ref()));
            }
            self.put(&base, &now);
        }
        has_moved
    }

    fn put_count(&mut self, field: &str, count: Option<&Count>) {
        let text = |end: Option<i64>| end.map(|end| end.to_string()).unwrap_or_default();
        self.put(&format!("{field}.min"), &text(count.and_then(|count| count.min)));
        self.put(&format!("{field}.max"), &text(count.and_then(|count| count.max)));
        let bound = count.and_then(|count| count.bound).filter(|bound| !is_derived(count, *bound));
        self.put(&format!("{field}.bound"), bound.map_or("", Bound::slug));
    }

    /// Whether what stands in a range is not what is reckoned now.
    pub(super) fn differs(&self, field: &str) -> bool {
        self.key(field) != self.at(&format!("{field}.base"))
    }

    fn key(&self, field: &str) -> String {
        let ends = ["min", "max"].map(|end| number(self.at(&format!("{field}.{end}"))));
        match ends {
            [Ok(min), Ok(max)] => key(Some(&self.count(field, min, max))),
            _ => "?".to_owned(),
        }
    }

    fn count(&self, field: &str, min: Option<i64>, max: Option<i64>) -> Count {
        let mut count = Count::range(min, max);
        if let Some(bound) = Bound::parse(self.at(&format!("{field}.bound"))).filter(|_| !count.is_unknown())
        {
            count.bound = Some(bound);
        }
        count
    }

    /// The assessment as typed; what is wrong is noted beside its input.
    pub(super) fn draft(&mut self, say: Say, incident: RecordId, ranges: &IncidentRanges) -> Assessment {
        let mut draft = blank(incident);
        draft.grade = Some(self.at("grade").to_owned()).filter(|grade| !grade.is_empty());
        draft.range_basis = Some(RangeBasis::AccountsRead);
        self.cite(say, ranges, &mut draft);
        let mut rationale = vec![self.at("rationale").to_owned()];
        if self.at("rationale").is_empty() {
            self.refuse("rationale", say.text("assess-rationale-missing"));
        }
        for (field, harm, persons) in RANGES {
            let count = self.range(say, field, ranges, Category { harm, persons });
            if self.differs(field) {
                let words = self.at(&format!("{field}.words")).to_owned();
                if words.is_empty() {
                    self.refuse(&format!("{field}.words"), say.text("assess-words-missing"));
                } else if words.chars().count() > limits::EXCLUSION_CHARACTERS_MAX {
                    self.refuse(&format!("{field}.words"), say.error("reason-too-long", &[]));
                }
                rationale.push(format!("{}{words}", heading(say, field)));
            }
            put_range(&mut draft, field, count);
        }
        draft.rationale = Some(rationale.join("\n").trim().to_owned());
        draft
    }

    fn range(&mut self, say: Say, field: &str, ranges: &IncidentRanges, category: Category) -> Option<Count> {
        let reckoned = reckoned(ranges, category);
        let mut ends = [None, None];
        for (end, name) in ends.iter_mut().zip(["min", "max"]) {
            let input = format!("{field}.{name}");
            match number(self.at(&input)) {
                Ok(value) => *end = value,
                Err(()) => self.refuse(&input, say.error("number-not-understood", &[])),
            }
        }
        if !self.differs(field) {
            return reckoned;
        }
        let count = self.count(field, ends[0], ends[1]);
        for problem in count.problems(field) {
            self.refuse(field, crate::component::support::refusal(say, &problem));
        }
        Some(count)
    }

    /// What the range rests on, and what is left out; a report of which nothing is used is left out with its claims.
    fn cite(&mut self, say: Say, ranges: &IncidentRanges, draft: &mut Assessment) {
        for told in &ranges.accounts {
            let cited = Cited { record: told.id, version: Some(told.head_act) };
            if !self.is_out(told.id) {
                draft.included.push(cited);
                continue;
            }
            let input = format!("why.{}", told.id);
            let reason = self.at(&input).to_owned();
            if reason.is_empty() {
                self.refuse(&input, say.error("exclusion-needs-reason", &[]));
            } else if reason.chars().count() > limits::EXCLUSION_CHARACTERS_MAX {
                self.refuse(&input, say.error("reason-too-long", &[]));
            }
            draft.excluded.push(Excluded { cited, reason });
        }
        for (report, reason) in ranges.silenced() {
            if !draft.excluded.iter().any(|excluded| excluded.cited.record == report) {
                let cited = Cited { record: report, version: None };
                draft.excluded.push(Excluded { cited, reason });
            }
        }
    }
}

fn blank(incident: RecordId) -> Assessment {
    Assessment {
        incident: domain::id::IncidentId(incident.0),
        version: 1,
        basis: Basis::Own,
        body: None,
        url: None,
        as_of: None,
        codebook: None,
        grade: None,
        killed: None,
        injured: None,
        killed_children: None,
        killed_women: None,
        killed_men: None,
        killed_belligerents: None,
        named: None,
        range_basis: None,
        included: Vec::new(),
        excluded: Vec::new(),
        rationale: None,
        author: None,
        reviewer: None,
        overridden: None,
        note: None,
        raw: None,
    }
}

/// What is reckoned of a category; `None` where no account speaks of it.
pub(super) fn reckoned(ranges: &IncidentRanges, category: Category) -> Option<Count> {
    let range = ranges.ranges.ranges.get(&category)?;
    // Only accounts that are left out, or denials, speak of it.
    (!range.accounts.is_empty() || !range.unknown.is_empty()).then(|| range.count())
}

/// A range of an assessment by its field.
pub(super) fn count_of<'assessment>(of: &'assessment Assessment, field: &str) -> Option<&'assessment Count> {
    match field {
        "killed" => of.killed.as_ref(),
        "injured" => of.injured.as_ref(),
        "killed_children" => of.killed_children.as_ref(),
        "killed_women" => of.killed_women.as_ref(),
        "killed_men" => of.killed_men.as_ref(),
        _ => of.killed_belligerents.as_ref(),
    }
}

fn put_range(of: &mut Assessment, field: &str, count: Option<Count>) {
    match field {
        "killed" => of.killed = count,
        "injured" => of.injured = count,
        "killed_children" => of.killed_children = count,
        "killed_women" => of.killed_women = count,
        "killed_men" => of.killed_men = count,
        _ => of.killed_belligerents = count,
    }
}

/// The key of a count without a number.
const NOTHING: &str = "-";

/// Ends and bound of a count in one text; words are not compared.
fn key(count: Option<&Count>) -> String {
    let Some(count) = count.filter(|count| !count.is_unknown()) else { return NOTHING.to_owned() };
    let end = |end: Option<i64>| end.map(|end| end.to_string()).unwrap_or_default();
    let bound = count.bound.or(Count::range(count.min, count.max).bound);
    format!("{},{},{}", end(count.min), end(count.max), bound.map_or("", Bound::slug))
}

/// Whether a bound is the one its ends have by themselves.
fn is_derived(count: Option<&Count>, bound: Bound) -> bool {
    count.is_some_and(|count| Count::range(count.min, count.max).bound == Some(bound))
}

/// What a range of an assessment is called, such as "Civilians killed".
pub(super) fn range_name(say: Say, field: &str) -> String {
    let range = RANGES.iter().find(|(range, ..)| *range == field);
    range.map_or_else(String::new, |(_, harm, persons)| {
        crate::component::category::name(say, Category { harm: *harm, persons: *persons })
    })
}

/// How the words for a range begin in the rationale.
fn heading(say: Say, field: &str) -> String {
    format!("{}{} ", range_name(say, field), say.text("colon"))
}

/// Takes the last line that begins so out of a text.
fn take_line(text: &mut String, start: &str) -> Option<String> {
    let words = text.lines().rev().find_map(|line| line.strip_prefix(start))?.to_owned();
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with(start)).collect();
    *text = kept.join("\n");
    Some(words)
}

/// A whole number with digits of either script, with or without separators; empty is none.
fn number(text: &str) -> Result<Option<i64>, ()> {
    let digits: String =
        text.chars().filter(|one| !matches!(one, ',' | '٬' | ' ' | '\u{a0}')).map(western).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    digits.parse().map(Some).map_err(drop)
}

fn western(digit: char) -> char {
    let value = match digit {
        '٠'..='٩' => u32::from(digit) - u32::from('٠'),
        '۰'..='۹' => u32::from(digit) - u32::from('۰'),
        _ => return digit,
    };
    char::from_digit(value, 10).unwrap_or(digit)
}

/// A text as a browser sends it: line ends as `\n`, no space around it, and nothing that no text holds.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "").trim().to_owned()
}
