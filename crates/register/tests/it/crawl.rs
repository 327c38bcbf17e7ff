//! A crawl: questions and what each was answered, in words; which questions there are is in [`crate::questions`].
//!
//! A crawl can be made again with checks removed: then only those questions are asked that reached one of them, and
//! the others are answered as before. Start at [`Crawl::ask`].

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Debug;
use std::rc::Rc;

/// What one question was answered.
#[derive(Debug)]
pub struct Told {
    pub name: String,
    pub answer: String,
    /// The answer without ids, times and digests, which are never the same twice.
    pub alike: String,
    /// Places of the checks that were asked on the way; known in a build with `sabotage` alone.
    pub reached: BTreeSet<String>,
}

/// Questions in the order they were asked, with their answers.
#[derive(Debug, Default)]
pub struct Crawl {
    pub told: Vec<Rc<Told>>,
    before: Vec<Rc<Told>>,
    /// Which of those reached a check that is removed now.
    stale: HashSet<usize>,
    anew: Vec<usize>,
    by_check: OnceCell<HashMap<String, Vec<usize>>>,
    /// What ids are called where answers are compared.
    pub named: HashMap<String, String>,
}

impl Crawl {
    /// The same questions with the checks at these places removed.
    pub fn again(before: &Self, removed: &[String]) -> Self {
        let reached = before.reached();
        let stale = removed.iter().filter_map(|place| reached.get(place.as_str())).flatten().copied();
        Self { before: before.told.clone(), stale: stale.collect(), ..Self::default() }
    }

    pub async fn ask<T: Debug>(
        &mut self,
        name: impl Into<String>,
        answer: impl Future<Output = register::Result<T>>,
    ) {
        let name = name.into();
        if let Some(before) = self.before.get(self.told.len()) {
            assert_eq!(before.name, name, "a crawl asks the same questions again");
            if !self.stale.contains(&self.told.len()) {
                self.told.push(Rc::clone(before));
                return;
            }
        }
        reached();
        let answer = match answer.await {
            Ok(answer) => format!("{answer:?}"),
            Err(error) => format!("{} {error}", error.code()),
        };
        self.anew.push(self.told.len());
        let alike = alike(&answer, &self.named);
        self.told.push(Rc::new(Told { name, answer, alike, reached: reached() }));
    }

    /// The questions by the checks that they reached.
    fn reached(&self) -> &HashMap<String, Vec<usize>> {
        self.by_check.get_or_init(|| {
            let mut found: HashMap<String, Vec<usize>> = HashMap::new();
            for (number, told) in self.told.iter().enumerate() {
                for place in &told.reached {
                    found.entry(place.clone()).or_default().push(number);
                }
            }
            found
        })
    }

    /// What was asked anew.
    pub fn anew(&self) -> impl Iterator<Item = &Told> {
        self.anew.iter().map(|number| &*self.told[*number])
    }
}

/// A text without what is never the same twice: ids are named by what they stand for, and places in the log go.
fn alike(text: &str, named: &HashMap<String, String>) -> String {
    let mut alike = String::with_capacity(text.len());
    for word in
        text.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric() && !"-:.+".contains(letter))
    {
        let bare = word.trim_end_matches(|letter: char| !letter.is_ascii_alphanumeric());
        let is_hex = |length: usize| {
            let digits = bare.bytes().filter(|byte| *byte != b'-');
            digits.clone().count() == length && digits.clone().all(|byte| byte.is_ascii_hexdigit())
        };
        let is_time = bare.len() >= 20 && bare.starts_with("20") && bare.as_bytes()[10] == b'T';
        let is_place = ["position: ", "number: Some("].iter().any(|before| alike.ends_with(before));
        if let Some(name) = named.get(bare) {
            alike.push_str(name);
        } else if is_hex(32) || is_hex(64) || is_time || is_place {
            alike.push('…');
        } else {
            alike.push_str(bare);
        }
        alike.push_str(&word[bare.len()..]);
    }
    alike
}

#[cfg(feature = "sabotage")]
fn reached() -> BTreeSet<String> {
    register::sabotage::reached()
}

#[cfg(not(feature = "sabotage"))]
const fn reached() -> BTreeSet<String> {
    BTreeSet::new()
}
