//! The background check: every blob of both copies read to its end, a step at a time, what is damaged mended.
//!
//! The caller keeps the state between steps and decides when the next is due: a full pass in 30 days is the goal.

use super::check::Pace;
use super::{Digest, Keys, Mended, Repair, Vault};
use crate::Result;
use crate::limits::{SCRUB_BYTES_PER_STEP, SCRUB_ITEMS_PER_STEP};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::num::NonZeroU64;

/// Where a pass stands; the default is its beginning.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScrubState {
    /// The last item checked; items are taken in the order of their digests.
    pub after: Option<Digest>,
}

/// How much to do at once, and how gently.
#[derive(Debug, Clone, Copy)]
pub struct ScrubStep {
    /// Items at most.
    pub items_max: usize,
    /// Bytes after which no further item is begun.
    pub bytes_max: u64,
    /// How fast it may read; `None`: as fast as it can.
    pub bytes_per_second: Option<NonZeroU64>,
}

impl Default for ScrubStep {
    fn default() -> Self {
        Self { items_max: SCRUB_ITEMS_PER_STEP, bytes_max: SCRUB_BYTES_PER_STEP, bytes_per_second: None }
    }
}

/// What a step found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scrubbed {
    /// Where the next step begins; the beginning again once a pass is done.
    pub state: ScrubState,
    /// Whether this step ended a pass.
    pub pass_is_done: bool,
    /// Items looked at.
    pub items: usize,
    /// Bytes read of them, all copies together, counted before encryption.
    pub bytes: u64,
    /// The items of which not every copy was good, in the order of their digests.
    pub findings: Vec<Finding>,
}

/// One item that was not whole everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The item.
    pub digest: Digest,
    /// What was found and done; or why it could not be looked at or mended now, which keeps nobody from the next.
    pub found: std::result::Result<Repair, String>,
}

impl Vault {
    /// Checks the next items. An item that is in no folder at all is not met here: who knows what should be there
    /// asks [`Vault::verify`].
    pub fn scrub(&self, state: &ScrubState, step: &ScrubStep, keys: &Keys<'_>) -> Result<Scrubbed> {
        let mut pace = Pace::new(step.bytes_per_second);
        let mut scrubbed =
            Scrubbed { state: *state, pass_is_done: false, items: 0, bytes: 0, findings: Vec::new() };
        let begin = state.after.map_or(0, |digest| digest.0[0]);
        for first_byte in begin..=u8::MAX {
            for digest in self.items_between(first_byte, state.after)? {
                if scrubbed.items >= step.items_max || pace.bytes() >= step.bytes_max {
                    return Ok(scrubbed);
                }
                let found = self.repair_at(&digest, &keys(&digest), &mut pace);
                let is_whole = found.as_ref().is_ok_and(|repair| repair.mended == Mended::Nothing);
                if !is_whole {
                    let found = found.map_err(|error| error.to_string());
                    scrubbed.findings.push(Finding { digest, found });
                }
                scrubbed.items += 1;
                scrubbed.bytes = pace.bytes();
                scrubbed.state.after = Some(digest);
            }
        }
        scrubbed.state = ScrubState::default();
        scrubbed.pass_is_done = true;
        Ok(scrubbed)
    }

    /// The digests that begin with this byte and come after that one, in either copy.
    fn items_between(&self, first_byte: u8, after: Option<Digest>) -> Result<BTreeSet<Digest>> {
        let mut items = BTreeSet::new();
        let second = self.second.as_ref().map(|second| second.items(first_byte)).transpose()?;
        let all = self.first.items(first_byte)?.into_iter().chain(second.unwrap_or_default());
        items.extend(all.filter(|digest| Some(*digest) > after));
        Ok(items)
    }
}
