//! Acts against their leaves: with the act's secret, or field by field where something of it was erased.

use super::Findings;
use crate::db::Row;
use crate::erasure::Found;
use crate::error::Result;
use crate::fold::StoredAct;
use crate::register::Register;
use crate::sequencer::{ActRow, Salts, stored_act};
use domain::record::erased;
use ledger::Log;
use ledger::act::Leaf;
use std::collections::HashMap;
use uuid::Uuid;

/// Leaves of the log in order, read a bundle at a time.
pub(super) struct Leaves<'l> {
    pub log: &'l Log,
    pub bundle: Option<(u64, Vec<Vec<u8>>)>,
}

impl Leaves<'_> {
    fn get(&mut self, number: i64) -> Option<&[u8]> {
        const WIDTH: u64 = ledger::limits::TILE_WIDTH;
        let number = u64::try_from(number).ok()?;
        if self.bundle.as_ref().is_none_or(|(index, _)| *index != number / WIDTH) {
            self.bundle = Some((number / WIDTH, self.log.leaves(number / WIDTH).unwrap_or_default()));
        }
        let (_, leaves) = self.bundle.as_ref()?;
        leaves.get(usize::try_from(number % WIDTH).ok()?).map(Vec::as_slice)
    }
}

/// What the keyring holds of some acts, and what the acts say was erased.
pub(super) struct Held<'e> {
    secrets: HashMap<Uuid, [u8; 32]>,
    salts: HashMap<Uuid, Salts>,
    erasures: &'e Found,
}

impl<'e> Held<'e> {
    pub async fn read(register: &Register, acts: &[Uuid], erasures: &'e Found) -> Result<Self> {
        let secrets = register.secrets(acts).await?;
        let without: Vec<Uuid> = acts.iter().filter(|id| !secrets.contains_key(id)).copied().collect();
        let salts = if without.is_empty() { HashMap::new() } else { register.salts(&without).await? };
        Ok(Self { secrets, salts, erasures })
    }
}

pub(super) fn check_act(
    leaves: &mut Leaves<'_>,
    row: &Row,
    held: &Held<'_>,
    findings: &mut Findings,
) -> Result<()> {
    let (number, id) = (row.int(10)?, row.id(11)?);
    let what = format!("act {id}");
    let (Ok(act), Ok(read)) = (ActRow::read(row), stored_act(row)) else {
        findings.fault(what, "act-altered", format!("leaf {number} has no act that can be read"));
        return Ok(());
    };
    let project = read.fields.get(crate::fold::PROJECT).and_then(serde_json::Value::as_str);
    if project != Some(read.project.to_string().as_str()) {
        findings.fault(what.clone(), "act-altered", "its row names another project than its fields");
    }
    if row.maybe_int(12)? != Some(act.position) {
        findings.fault(what.clone(), "act-altered", "its position is not the one it was numbered at");
    }
    let leaf = leaves.get(number);
    let Some(secret) = held.secrets.get(&id) else {
        if let Some((code, detail)) = against_salts(&act, &read, leaf, held) {
            findings.fault(what, code, detail);
        }
        return Ok(());
    };
    let made = act.leaf(secret).ok();
    if made.is_none() || made.as_deref() != leaf {
        findings.fault(what, "act-altered", format!("its row is not what leaf {number} commits to"));
    }
    Ok(())
}

/// What is wrong with an act without a secret: each value that stays has its salt, each that went has the mark of an
/// act that says so.
fn against_salts(
    act: &ActRow,
    read: &StoredAct,
    leaf: Option<&[u8]>,
    held: &Held<'_>,
) -> Option<(&'static str, String)> {
    let altered = |detail: &str| Some(("act-altered", detail.to_owned()));
    let Some(salts) = held.salts.get(&read.id) else {
        return Some(("secret-missing", "the keyring holds no secret for it".to_owned()));
    };
    let Some(leaf) = leaf.and_then(|leaf| Leaf::parse(leaf).ok()) else {
        return altered("it has no leaf that can be read");
    };
    if !act.is_headed_like(&leaf) || !leaf.fields.keys().eq(read.fields.keys()) {
        return altered("its row is not what its leaf says openly");
    }
    for (name, value) in &read.fields {
        match (erased::by(value), salts.get(name)) {
            (Some(by), None) if held.erasures.covers(read, name, Some(by.0)) => {}
            (Some(_), _) => return altered("a value is marked as erased, and no act erased it"),
            (None, Some(salt)) if leaf.discloses(name, value, salt).unwrap_or(false) => {}
            (None, Some(_)) => return altered("a value that stays is not what its leaf commits to"),
            // The erasure is not finished yet.
            (None, None) if held.erasures.covers(read, name, None) => {}
            (None, None) => return Some(("secret-missing", format!("the keyring holds no salt for {name}"))),
        }
    }
    None
}
