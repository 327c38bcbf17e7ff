//! Leaves: what stands in the log of an act. One text for one leaf, written here and read back strictly.

use crate::canonical::{self, hex, order, write_hex, write_text};
use crate::commitment::commitment;
use crate::error::{Error, Result};
use crate::limits::{ACT_FIELDS_MAX, LEAF_BYTES_MAX};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Version of the format of acts and leaves.
pub const VERSION: u32 = 1;

/// What a leaf tells openly.
pub(crate) struct Head<'a> {
    pub id: Uuid,
    pub at: &'a str,
    pub device: Uuid,
    pub actor: Uuid,
    pub kind: &'a str,
    pub subject: Uuid,
    pub parents: &'a [Uuid],
}

/// Fields in the order RFC 8785 gives members.
pub(crate) fn in_order<V>(fields: &BTreeMap<String, V>) -> Vec<(&str, &V)> {
    let mut fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value)).collect();
    fields.sort_by(|(one, _), (other, _)| order(one, other));
    fields
}

/// Writes a leaf; `commit` gives the commitment of each field.
pub(crate) fn write_leaf<V>(
    head: &Head<'_>,
    fields: &[(&str, V)],
    mut commit: impl FnMut(&str, &V) -> Result<[u8; 32]>,
) -> Result<Vec<u8>> {
    if fields.len() > ACT_FIELDS_MAX {
        return Err(Error::TooManyFields { fields: fields.len(), max: ACT_FIELDS_MAX });
    }
    if !fields.iter().any(|(name, _)| *name == "why") {
        return Err(Error::WhyMissing);
    }
    if !is_time(head.at) {
        return Err(Error::LeafNotUnderstood("at is not written like 2026-11-14T09:12:00.000Z".to_owned()));
    }
    let mut out = Vec::with_capacity(400 + fields.len() * 90);
    // Members in canonical order: their names are ASCII, so bytes and UTF-16 units sort alike.
    write_id(&mut out, b"{\"actor\":\"", head.actor);
    out.extend_from_slice(b"\",\"at\":");
    write_text(head.at, &mut out);
    write_id(&mut out, b",\"device\":\"", head.device);
    out.extend_from_slice(b"\",\"fields\":{");
    for (place, (name, value)) in fields.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        write_text(name, &mut out);
        out.extend_from_slice(b":\"");
        write_hex(&commit(name, value)?, &mut out);
        out.push(b'"');
    }
    write_id(&mut out, b"},\"id\":\"", head.id);
    out.extend_from_slice(b"\",\"kind\":");
    write_text(head.kind, &mut out);
    out.extend_from_slice(b",\"parents\":[");
    for (place, parent) in head.parents.iter().enumerate() {
        write_id(&mut out, if place > 0 { &b",\""[..] } else { &b"\""[..] }, *parent);
        out.push(b'"');
    }
    write_id(&mut out, b"],\"subject\":\"", head.subject);
    out.extend_from_slice(b"\",\"v\":1}");
    if out.len() > LEAF_BYTES_MAX {
        return Err(Error::LeafTooLong { bytes: out.len(), max: LEAF_BYTES_MAX });
    }
    Ok(out)
}

fn write_id(out: &mut Vec<u8>, before: &[u8], id: Uuid) {
    out.extend_from_slice(before);
    out.extend_from_slice(id.hyphenated().encode_lower(&mut Uuid::encode_buffer()).as_bytes());
}

/// Whether a text has the one shape of a time: RFC 3339, UTC, milliseconds. Whether the day exists is not asked.
fn is_time(at: &str) -> bool {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00.000Z";
    at.len() == SHAPE.len()
        && at.bytes().zip(SHAPE).all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            mark => byte == *mark,
        })
}

/// A leaf as read back: an act whose fields are commitments in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// Version of the format.
    pub v: u32,
    /// Id of the act.
    pub id: Uuid,
    /// When, as the device claims.
    pub at: String,
    /// Device.
    pub device: Uuid,
    /// Who.
    pub actor: Uuid,
    /// What.
    pub kind: String,
    /// About which record.
    pub subject: Uuid,
    /// Parents.
    pub parents: Vec<Uuid>,
    /// Commitments by field.
    pub fields: BTreeMap<String, String>,
}

impl Leaf {
    /// Reads a leaf. Only the bytes this version writes are a leaf: a member twice, a space or another version is
    /// refused, so that no two readers can read one leaf differently.
    ///
    /// # Errors
    /// `leaf-not-understood`.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let not_understood = |reason: String| Error::LeafNotUnderstood(reason);
        if bytes.len() > LEAF_BYTES_MAX {
            return Err(not_understood(format!("{} bytes; at most {LEAF_BYTES_MAX} fit", bytes.len())));
        }
        let leaf: Self = serde_json::from_slice(bytes).map_err(|error| not_understood(error.to_string()))?;
        if leaf.v != VERSION {
            return Err(not_understood(format!("version {}", leaf.v)));
        }
        let written = leaf.bytes().map_err(|error| not_understood(error.to_string()))?;
        if written != bytes {
            return Err(not_understood("it is not canonical".to_owned()));
        }
        Ok(leaf)
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        let head = Head {
            id: self.id,
            at: &self.at,
            device: self.device,
            actor: self.actor,
            kind: &self.kind,
            subject: self.subject,
            parents: &self.parents,
        };
        write_leaf(&head, &in_order(&self.fields), |name, text| {
            canonical::unhex(text)
                .ok_or_else(|| Error::LeafNotUnderstood(format!("the commitment of {name} is not 32 bytes")))
        })
    }

    /// Whether a disclosed value and salt are what the leaf commits to under that name.
    ///
    /// # Errors
    /// `number-not-whole`.
    pub fn discloses(&self, name: &str, value: &Value, salt: &[u8; 32]) -> Result<bool> {
        let claimed = hex(&commitment(salt, name, value)?);
        Ok(self.fields.get(name) == Some(&claimed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::tests::act;
    use crate::leaf_bytes;

    #[test]
    fn only_the_one_text_of_a_leaf_is_read() {
        let leaf = String::from_utf8(leaf_bytes(&act(1), &[9; 32]).unwrap()).unwrap();
        Leaf::parse(leaf.as_bytes()).unwrap();
        let others = [
            leaf.replacen(':', ": ", 1),
            format!("{leaf}\n"),
            leaf.replacen("\"v\":1", "\"v\":2", 1),
            leaf.replacen("\"v\":1", "\"v\":1,\"w\":1", 1),
            leaf.replacen("\"fields\":{", &format!("\"fields\":{{\"why\":\"{}\",", "00".repeat(32)), 1),
            leaf.replacen("0000-0000-0000", "0000-0000-0000-", 1),
            leaf.to_uppercase(),
            leaf.replacen("\"why\"", "\"who\"", 1),
            leaf.replacen(".000Z", ".000z", 1),
        ];
        for other in others {
            assert_ne!(other, leaf);
            assert_eq!(Leaf::parse(other.as_bytes()).unwrap_err().code(), "leaf-not-understood", "{other}");
        }
    }
}
