//! Acts and their leaves. A leaf holds only who, when, what kind, about what, and a commitment per field.

use crate::canonical::{self, write_hex, write_text};
use crate::commitment::{Secret, commitment, commitment_of_text, salt};
use crate::error::{Error, Result};
use crate::limits::{ACT_FIELDS_MAX, LEAF_BYTES_MAX};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use uuid::Uuid;

/// One change, as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Id.
    pub id: Uuid,
    /// When, as the device claims: RFC 3339, UTC, milliseconds, fixed width.
    pub at: String,
    /// Device, by pseudonym.
    pub device: Uuid,
    /// Who, by pseudonym.
    pub actor: Uuid,
    /// What, such as `incident.create`.
    pub kind: String,
    /// About which record.
    pub subject: Uuid,
    /// Acts it was made in the knowledge of.
    pub parents: Vec<Uuid>,
    /// Values by field; `why` is always among them.
    pub fields: BTreeMap<String, Value>,
}

impl Act {
    /// The canonical text of the fields: what to store beside the act and to give to [`Stored`].
    ///
    /// # Errors
    /// `number-not-whole`.
    pub fn fields_text(&self) -> Result<String> {
        let mut out = vec![b'{'];
        for (place, name) in in_order(self.fields.keys()).enumerate() {
            if place > 0 {
                out.push(b',');
            }
            write_text(name, &mut out);
            out.push(b':');
            canonical::write(self.fields.get(name).unwrap_or(&Value::Null), &mut out)?;
        }
        out.push(b'}');
        String::from_utf8(out).map_err(|error| Error::LeafNotUnderstood(error.to_string()))
    }
}

/// Names by UTF-16 code units, as RFC 8785 sorts members.
fn in_order<'n>(names: impl Iterator<Item = &'n String>) -> impl Iterator<Item = &'n String> {
    let mut names: Vec<&String> = names.collect();
    names.sort_by(|one, other| one.encode_utf16().cmp(other.encode_utf16()));
    names.into_iter()
}

/// An act whose fields are the canonical text they were stored as. A text that is not canonical makes another leaf,
/// so it cannot pass for the one that was logged.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'a> {
    /// Id.
    pub id: Uuid,
    /// When.
    pub at: &'a str,
    /// Device.
    pub device: Uuid,
    /// Who.
    pub actor: Uuid,
    /// What.
    pub kind: &'a str,
    /// About which record.
    pub subject: Uuid,
    /// Parents.
    pub parents: &'a [Uuid],
    /// Canonical text of the fields.
    pub fields: &'a str,
}

impl Stored<'_> {
    /// The leaf of the act.
    ///
    /// # Errors
    /// `leaf-not-understood` where the fields are not an object, else as [`leaf_bytes`].
    pub fn leaf_bytes(&self, secret: &Secret) -> Result<Vec<u8>> {
        let fields: BTreeMap<String, &RawValue> =
            serde_json::from_str(self.fields).map_err(|error| Error::LeafNotUnderstood(error.to_string()))?;
        // What stands between the values must be canonical too: one member after another, nothing else.
        let length: usize =
            fields.iter().map(|(name, value)| text_length(name) + 1 + value.get().len() + 1).sum();
        if length + 1 != self.fields.len() {
            return Err(Error::LeafNotUnderstood("the fields are not canonical".to_owned()));
        }
        let commit = |name: &str| {
            let text = fields.get(name).map_or("null", |value| value.get());
            Ok(commitment_of_text(&salt(secret, name), name, text.as_bytes()))
        };
        write_leaf(self, fields.keys(), commit)
    }
}

fn text_length(name: &str) -> usize {
    let mut out = Vec::new();
    write_text(name, &mut out);
    out.len()
}

/// The leaf of an act: canonical JSON whose fields are commitments.
///
/// # Errors
/// `why-missing`, `act-too-many-fields`, `number-not-whole`, `leaf-too-long`.
pub fn leaf_bytes(act: &Act, secret: &Secret) -> Result<Vec<u8>> {
    let head = Stored {
        id: act.id,
        at: &act.at,
        device: act.device,
        actor: act.actor,
        kind: &act.kind,
        subject: act.subject,
        parents: &act.parents,
        fields: "",
    };
    let commit =
        |name: &str| commitment(&salt(secret, name), name, act.fields.get(name).unwrap_or(&Value::Null));
    write_leaf(&head, act.fields.keys(), commit)
}

fn write_leaf<'n>(
    act: &Stored<'_>,
    names: impl ExactSizeIterator<Item = &'n String>,
    commit: impl Fn(&str) -> Result<[u8; 32]>,
) -> Result<Vec<u8>> {
    let fields = names.len();
    if fields > ACT_FIELDS_MAX {
        return Err(Error::TooManyFields { fields, max: ACT_FIELDS_MAX });
    }
    let mut has_why = false;
    let mut out = Vec::with_capacity(400 + fields * 90);
    // Members in canonical order: their names are ASCII, so bytes and UTF-16 units sort alike.
    write_id(&mut out, b"{\"actor\":\"", act.actor);
    out.extend_from_slice(b"\",\"at\":");
    write_text(act.at, &mut out);
    write_id(&mut out, b",\"device\":\"", act.device);
    out.extend_from_slice(b"\",\"fields\":{");
    for (place, name) in in_order(names).enumerate() {
        if place > 0 {
            out.push(b',');
        }
        has_why |= name == "why";
        write_text(name, &mut out);
        out.extend_from_slice(b":\"");
        write_hex(&commit(name)?, &mut out);
        out.push(b'"');
    }
    if !has_why {
        return Err(Error::WhyMissing);
    }
    write_id(&mut out, b"},\"id\":\"", act.id);
    out.extend_from_slice(b"\",\"kind\":");
    write_text(act.kind, &mut out);
    out.extend_from_slice(b",\"parents\":[");
    for (place, parent) in act.parents.iter().enumerate() {
        write_id(&mut out, if place > 0 { &b",\""[..] } else { &b"\""[..] }, *parent);
        out.push(b'"');
    }
    write_id(&mut out, b"],\"subject\":\"", act.subject);
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
    /// Reads a leaf.
    ///
    /// # Errors
    /// `leaf-not-understood`.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        serde_json::from_slice(bytes).map_err(|error| Error::LeafNotUnderstood(error.to_string()))
    }

    /// Whether a disclosed value and salt are what the leaf commits to under that name.
    ///
    /// # Errors
    /// `number-not-whole`.
    pub fn discloses(&self, name: &str, value: &Value, salt: &[u8; 32]) -> Result<bool> {
        let claimed = canonical::hex(&commitment(salt, name, value)?);
        Ok(self.fields.get(name) == Some(&claimed))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::json;

    pub fn act(number: u128) -> Act {
        let fields =
            json!({"why": "Try it", "title": format!("Incident {number}"), "killed": {"min": 4, "max": 300}});
        Act {
            id: Uuid::from_u128(number),
            at: "2026-11-14T09:12:00.000Z".to_owned(),
            device: Uuid::from_u128(1),
            actor: Uuid::from_u128(2),
            kind: "incident.create".to_owned(),
            subject: Uuid::from_u128(number + 1000),
            parents: vec![Uuid::from_u128(7), Uuid::from_u128(8)],
            fields: fields.as_object().unwrap().clone().into_iter().collect(),
        }
    }

    #[test]
    fn the_leaf_is_canonical_and_holds_no_value() {
        let leaf = leaf_bytes(&act(1), &[9; 32]).unwrap();
        let value: Value = serde_json::from_slice(&leaf).unwrap();
        assert_eq!(crate::canonical(&value).unwrap().as_bytes(), leaf);
        assert!(!String::from_utf8(leaf.clone()).unwrap().contains("Incident 1"));
        let read = Leaf::parse(&leaf).unwrap();
        assert!(read.discloses("title", &json!("Incident 1"), &salt(&[9; 32], "title")).unwrap());
        assert!(!read.discloses("title", &json!("Incident 2"), &salt(&[9; 32], "title")).unwrap());
        assert!(!read.discloses("title", &json!("Incident 1"), &salt(&[8; 32], "title")).unwrap());
    }

    #[test]
    fn the_stored_text_makes_the_same_leaf_and_no_other_text_does() {
        let act = act(1);
        let text = act.fields_text().unwrap();
        let leaf = leaf_bytes(&act, &[9; 32]).unwrap();
        let stored_leaf = |fields: &str| {
            let (id, at, kind, parents) =
                (act.id, act.at.as_str(), act.kind.as_str(), act.parents.as_slice());
            let (device, actor, subject) = (act.device, act.actor, act.subject);
            Stored { id, at, device, actor, kind, subject, parents, fields }.leaf_bytes(&[9; 32]).ok()
        };
        assert_eq!(stored_leaf(&text), Some(leaf.clone()));
        for place in 0..text.len() {
            let mut other = text.clone().into_bytes();
            other[place] ^= 1;
            if let Ok(other) = String::from_utf8(other) {
                assert_ne!(stored_leaf(&other), Some(leaf.clone()), "{other}");
            }
        }
        for other in
            [text.replacen(':', ": ", 1), format!(" {text}"), text.replacen("{\"", "{\"why\":\"x\",\"", 1)]
        {
            assert_ne!(stored_leaf(&other), Some(leaf.clone()), "{other}");
        }
    }

    #[test]
    fn limits_are_kept() {
        let mut bare = act(1);
        bare.fields.remove("why");
        assert_eq!(leaf_bytes(&bare, &[0; 32]).unwrap_err().code(), "why-missing");
        let mut wide = act(1);
        wide.fields.extend((0..40).map(|n| (format!("f{n}"), json!(n))));
        assert_eq!(leaf_bytes(&wide, &[0; 32]).unwrap_err().code(), "act-too-many-fields");
        let mut long = act(1);
        long.fields.insert("x".repeat(4000), json!(1));
        assert_eq!(leaf_bytes(&long, &[0; 32]).unwrap_err().code(), "leaf-too-long");
        let mut largest = act(1);
        largest.fields =
            (0..40).map(|n| (format!("a_long_field_name_{n:02}"), json!("x".repeat(9000)))).collect();
        largest.fields.remove("a_long_field_name_00");
        largest.fields.insert("why".to_owned(), json!("y"));
        assert!(leaf_bytes(&largest, &[0; 32]).unwrap().len() < LEAF_BYTES_MAX);
    }
}
