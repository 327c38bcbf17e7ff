//! Acts, and the leaf each makes. A leaf holds only who, when, what kind, about what, and a commitment per field.
//!
//! How a leaf is written and read back is [`crate::leaf`]'s.

use crate::canonical::{self, write_text};
use crate::commitment::{Salts, Secret, commitment_of_text};
use crate::error::{Error, Result};
pub use crate::leaf::Leaf;
use crate::leaf::{Head, in_order, write_leaf};
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
        for (place, (name, value)) in in_order(&self.fields).into_iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            write_text(name, &mut out);
            out.push(b':');
            canonical::write(value, &mut out)?;
        }
        out.push(b'}');
        String::from_utf8(out).map_err(|error| Error::LeafNotUnderstood(error.to_string()))
    }
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
    /// `leaf-not-understood` where the fields are not an object written canonically, else as [`leaf_bytes`].
    pub fn leaf_bytes(&self, secret: &Secret) -> Result<Vec<u8>> {
        let fields: BTreeMap<String, &RawValue> =
            serde_json::from_str(self.fields).map_err(|error| Error::LeafNotUnderstood(error.to_string()))?;
        let fields = in_order(&fields);
        // What stands between the values must be canonical too: one member after another, in order, nothing else.
        let mut text = Vec::with_capacity(self.fields.len());
        for (name, value) in &fields {
            text.push(if text.is_empty() { b'{' } else { b',' });
            write_text(name, &mut text);
            text.push(b':');
            text.extend_from_slice(value.get().as_bytes());
        }
        text.push(b'}');
        if text != self.fields.as_bytes() {
            return Err(Error::LeafNotUnderstood("the fields are not canonical".to_owned()));
        }
        let salts = Salts::of(secret);
        write_leaf(&self.head(), &fields, |name, value| {
            Ok(commitment_of_text(&salts.salt(name), name, value.get().as_bytes()))
        })
    }

    const fn head(&self) -> Head<'_> {
        Head {
            id: self.id,
            at: self.at,
            device: self.device,
            actor: self.actor,
            kind: self.kind,
            subject: self.subject,
            parents: self.parents,
        }
    }
}

/// The leaf of an act: canonical JSON whose fields are commitments.
///
/// # Errors
/// `why-missing`, `act-too-many-fields`, `number-not-whole`, `leaf-too-long`; `leaf-not-understood` where `at` is
/// not of the one shape it has.
pub fn leaf_bytes(act: &Act, secret: &Secret) -> Result<Vec<u8>> {
    let head = Head {
        id: act.id,
        at: &act.at,
        device: act.device,
        actor: act.actor,
        kind: &act.kind,
        subject: act.subject,
        parents: &act.parents,
    };
    let (salts, mut text) = (Salts::of(secret), Vec::new());
    write_leaf(&head, &in_order(&act.fields), |name, value| {
        text.clear();
        canonical::write(value, &mut text)?;
        Ok(commitment_of_text(&salts.salt(name), name, &text))
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::commitment::salt;
    use crate::limits::LEAF_BYTES_MAX;
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
        let swapped = "{\"title\":\"Incident 1\",\"killed\":{\"max\":300,\"min\":4},\"why\":\"Try it\"}";
        assert_eq!(swapped.len(), text.len());
        for other in [
            text.replacen(':', ": ", 1),
            format!(" {text}"),
            text.replacen("{\"", "{\"why\":\"x\",\"", 1),
            swapped.to_owned(),
            "{}".to_owned(),
            "[]".to_owned(),
        ] {
            assert_ne!(stored_leaf(&other), Some(leaf.clone()), "{other}");
        }
    }

    #[test]
    fn a_time_of_another_shape_is_refused() {
        for at in ["2026-11-14T09:12:00Z", "2026-11-14T09:12:00.000+00:00", "2026-11-14 09:12:00.000Z", ""] {
            let act = Act { at: at.to_owned(), ..act(1) };
            assert_eq!(leaf_bytes(&act, &[9; 32]).unwrap_err().code(), "leaf-not-understood", "{at}");
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
