//! What stands where a value was erased: a mark that names the act, and that every kind accepts.
//!
//! The mark is an object that no field of any kind is otherwise. A reader of structs sees an absent value, or words
//! that say so where the kind cannot be without any. Start at [`mark`] and [`by`].

use super::Body;
use crate::id::ActId;
use serde_json::{Value, json};
use std::borrow::Cow;
use uuid::Uuid;

/// The one member of a mark.
const MEMBER: &str = "$erased";

/// What a text that a kind cannot be without reads as once it was erased; in both languages, because records have none.
pub const ERASED_TEXT: &str = "[erased · مُحي]";

/// The mark of a value that was erased by an act.
pub fn mark(act: ActId) -> Value {
    json!({ MEMBER: act })
}

/// The act that erased a value, where it is a mark.
pub fn by(value: &Value) -> Option<ActId> {
    let members = value.as_object().filter(|members| members.len() == 1)?;
    Uuid::parse_str(members.get(MEMBER)?.as_str()?).ok().map(ActId)
}

/// A body as structs read it: without its marks, but for the fields named in `as_text`.
fn without_marks(body: &Body, as_text: &[String]) -> Body {
    let kept = |(name, value): (&String, &Value)| match by(value) {
        None => Some((name.clone(), value.clone())),
        Some(_) if as_text.contains(name) => Some((name.clone(), Value::String(ERASED_TEXT.to_owned()))),
        Some(_) => None,
    };
    body.iter().filter_map(kept).collect()
}

/// Reads a body whose marks stand for nothing, or for words where the kind refuses to be without.
pub(super) fn read_around<T>(
    body: &Body,
    read: impl Fn(&Body) -> Result<T, serde_json::Error>,
) -> Result<T, serde_json::Error> {
    if !body.values().any(|value| by(value).is_some()) {
        return read(body);
    }
    let mut as_text = Vec::new();
    loop {
        let shown: Cow<'_, Body> = Cow::Owned(without_marks(body, &as_text));
        let error = match read(&shown) {
            Ok(record) => return Ok(record),
            Err(error) => error,
        };
        // The reader names what it cannot be without: "missing field `title`".
        let words = error.to_string();
        let missing = words.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
        match missing.filter(|name| body.get(*name).is_some_and(|value| by(value).is_some())) {
            Some(name) if !as_text.iter().any(|known| known == name) => as_text.push(name.to_owned()),
            _ => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;
    use crate::record::{Incident, Source, check, read};

    fn erased(body: &Value, fields: &[&str]) -> Body {
        let mut body = body.as_object().unwrap().clone();
        for field in fields {
            body.insert((*field).to_owned(), mark(ActId(Uuid::from_u128(7))));
        }
        body
    }

    #[test]
    fn a_mark_names_its_act_and_nothing_else_is_one() {
        let act = ActId(Uuid::from_u128(7));
        assert_eq!(by(&mark(act)), Some(act));
        for other in [json!("x"), json!({"$erased": "x"}), json!({"$erased": act, "more": 1}), json!(null)] {
            assert_eq!(by(&other), None, "{other}");
        }
    }

    #[test]
    fn what_may_be_absent_reads_as_absent_and_a_needed_text_as_erased() {
        let body = erased(&json!({"name": "x", "kind": "witness", "note": "n"}), &["name", "note"]);
        let source: Source = read(&body).unwrap();
        assert_eq!((source.name.as_str(), source.note), (ERASED_TEXT, None));
        check(Kind::Source, &body).unwrap();
    }

    #[test]
    fn what_is_no_text_and_needed_cannot_be_erased() {
        let note = json!({"item": Uuid::from_u128(1), "kind": "note", "words": "x"});
        check(Kind::Annotation, &erased(&note, &["words"])).unwrap();
        check(Kind::Annotation, &erased(&note, &["kind"])).unwrap_err();
        check(Kind::Annotation, &erased(&note, &["item"])).unwrap_err();
        let body = erased(&json!({"title": "x"}), &["title", "description", "location"]);
        let incident: Incident = read(&body).unwrap();
        assert_eq!(incident.location, None);
    }
}
