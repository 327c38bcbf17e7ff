//! What a record is after its acts: the fold. Tables hold nothing that this does not give, and fsck compares.
//!
//! Pure: acts in, record out. Start at [`Folded::of`]. An act replaces the heads it names as parents; a field with
//! two heads is an open conflict and shows its earlier value until a third act settles it.

use domain::record::Body;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Names of act fields that are about the act or the record as a whole, not fields of the body.
pub const WHY: &str = "why";
/// Reason code of a change to a statement.
pub const BECAUSE: &str = "because";
/// Project of the record.
pub const PROJECT: &str = "project";
/// Access label of the record.
pub const LABEL: &str = "label";
/// What was done with an item's bytes: see [`crate::item::Custody`].
pub const CUSTODY: &str = "custody";
/// What an act of the verb `erase` erased: see [`crate::erasure::Erased`].
pub const ERASED: &str = "erased";

/// An act as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredAct {
    /// Place in the order of commits; not its number in the log.
    pub position: i64,
    /// Id.
    pub id: Uuid,
    /// When, as the device claims.
    pub at: String,
    /// Device.
    pub device: Uuid,
    /// Who, by pseudonym.
    pub actor: Uuid,
    /// What, such as `incident.create`.
    pub kind: String,
    /// About which record.
    pub subject: Uuid,
    /// In which project; an extract of the record's, not part of the leaf.
    pub project: Uuid,
    /// Acts it was made in the knowledge of.
    pub parents: Vec<Uuid>,
    /// Values, `why` among them.
    pub fields: BTreeMap<String, Json>,
}

/// A value of a field with the act that gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// The act.
    pub act: Uuid,
    /// The value; `Null` where the act took the field away.
    pub value: Json,
}

/// A record as its acts leave it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folded {
    /// Project.
    pub project: Option<Uuid>,
    /// Access label.
    pub label: String,
    /// First act.
    pub first_act: Uuid,
    /// Latest act.
    pub head_act: Uuid,
    /// Fields as shown.
    pub body: Body,
    /// Heads of every field, in the order in which they came; more than one is a conflict.
    pub heads: BTreeMap<String, Vec<Head>>,
    /// The act that erased all of it: no table holds it any more.
    pub gone: Option<Uuid>,
}

impl Folded {
    /// Folds acts about one record, in the order of their positions; `None` for no act.
    pub fn of(acts: &[StoredAct]) -> Option<Self> {
        let (first, later) = acts.split_first()?;
        let mut folded = Self { first_act: first.id, ..Self::default() };
        folded.apply(first);
        for act in later {
            folded.apply(act);
        }
        Some(folded)
    }

    fn apply(&mut self, act: &StoredAct) {
        self.head_act = act.id;
        for (name, value) in &act.fields {
            match name.as_str() {
                WHY | BECAUSE | CUSTODY => {}
                PROJECT => self.project = value.as_str().and_then(|text| Uuid::parse_str(text).ok()),
                LABEL => value.as_str().unwrap_or_default().clone_into(&mut self.label),
                ERASED => self.erase(act, value),
                _ => self.apply_field(act, name, value),
            }
        }
    }

    /// Puts the mark of the act where the values were, or takes the whole record away.
    fn erase(&mut self, act: &StoredAct, erased: &Json) {
        if erased.get("whole") == Some(&Json::Bool(true)) {
            self.gone = Some(act.id);
            self.body.clear();
            self.heads.clear();
            return;
        }
        let mark = domain::record::erased::mark(domain::id::ActId(act.id));
        let fields = erased.get("fields").and_then(Json::as_array).into_iter().flatten();
        for name in fields.filter_map(Json::as_str) {
            self.heads.insert(name.to_owned(), vec![Head { act: act.id, value: mark.clone() }]);
            self.body.insert(name.to_owned(), mark.clone());
        }
    }

    fn apply_field(&mut self, act: &StoredAct, name: &str, value: &Json) {
        let first_act = self.first_act;
        let heads = self.heads.entry(name.to_owned()).or_insert_with(|| {
            // A field the first act did not set was left empty by it.
            if first_act == act.id { Vec::new() } else { vec![Head { act: first_act, value: Json::Null }] }
        });
        heads.retain(|head| !act.parents.contains(&head.act));
        heads.push(Head { act: act.id, value: value.clone() });
        let shown = heads.first().map_or(&Json::Null, |head| &head.value);
        if shown.is_null() {
            self.body.remove(name);
        } else {
            self.body.insert(name.to_owned(), shown.clone());
        }
    }

    /// Fields with more than one head.
    pub fn conflicts(&self) -> impl Iterator<Item = (&str, &[Head])> {
        self.heads
            .iter()
            .filter(|(_, heads)| heads.len() > 1)
            .map(|(name, heads)| (name.as_str(), heads.as_slice()))
    }

    /// The heads that are stored as rows: those of fields whose only head is not the first act.
    pub fn stored_heads(&self) -> impl Iterator<Item = (&str, Uuid)> {
        let first = self.first_act;
        self.heads
            .iter()
            .filter(move |(_, heads)| heads.len() != 1 || heads.iter().any(|head| head.act != first))
            .flat_map(|(name, heads)| heads.iter().map(move |head| (name.as_str(), head.act)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn act(number: u128, parents: &[u128], fields: &Json) -> StoredAct {
        StoredAct {
            position: i64::try_from(number).unwrap(),
            id: Uuid::from_u128(number),
            at: String::new(),
            device: Uuid::nil(),
            actor: Uuid::nil(),
            kind: "incident.change".to_owned(),
            subject: Uuid::nil(),
            project: Uuid::nil(),
            parents: parents.iter().copied().map(Uuid::from_u128).collect(),
            fields: fields.as_object().unwrap().clone().into_iter().collect(),
        }
    }

    #[test]
    fn a_change_that_saw_the_value_replaces_it() {
        let acts = [act(1, &[], &json!({"title": "a", "note": "n"})), act(2, &[1], &json!({"title": "b"}))];
        let folded = Folded::of(&acts).unwrap();
        assert_eq!(folded.body.get("title"), Some(&json!("b")));
        assert_eq!(folded.conflicts().count(), 0);
        assert_eq!(folded.stored_heads().collect::<Vec<_>>(), [("title", Uuid::from_u128(2))]);
    }

    #[test]
    fn two_changes_that_did_not_see_each_other_stand_until_a_third_settles_them() {
        let mut acts = vec![
            act(1, &[], &json!({"title": "a"})),
            act(2, &[1], &json!({"title": "b"})),
            act(3, &[1], &json!({"title": "c"})),
        ];
        let folded = Folded::of(&acts).unwrap();
        assert_eq!(folded.body.get("title"), Some(&json!("b")), "the earlier value is shown");
        assert_eq!(folded.conflicts().count(), 1);
        acts.push(act(4, &[2, 3], &json!({"title": "d"})));
        let settled = Folded::of(&acts).unwrap();
        assert_eq!(settled.body.get("title"), Some(&json!("d")));
        assert_eq!(settled.conflicts().count(), 0);
    }

    #[test]
    fn a_field_set_later_replaces_the_emptiness_its_author_saw() {
        let acts = [act(1, &[], &json!({"title": "a"})), act(2, &[1], &json!({"note": "n"}))];
        assert_eq!(Folded::of(&acts).unwrap().conflicts().count(), 0);
        let blind = [acts[0].clone(), acts[1].clone(), act(3, &[1], &json!({"note": "other"}))];
        assert_eq!(Folded::of(&blind).unwrap().conflicts().count(), 1);
    }

    #[test]
    fn an_erased_field_bears_the_mark_of_its_act_whatever_it_held_before() {
        let mut acts = vec![
            act(1, &[], &json!({"title": "a", "note": "n"})),
            act(2, &[1], &json!({"title": "b"})),
            act(3, &[1], &json!({"title": "c"})),
            act(4, &[3], &json!({"erased": {"whole": false, "fields": ["title"]}})),
        ];
        let folded = Folded::of(&acts).unwrap();
        let mark = json!({"$erased": Uuid::from_u128(4)});
        assert_eq!(folded.body.get("title"), Some(&mark));
        assert_eq!((folded.conflicts().count(), folded.body.get("note")), (0, Some(&json!("n"))));
        acts[0].fields.insert("title".to_owned(), mark.clone());
        assert_eq!(Folded::of(&acts).unwrap(), folded, "what the older acts still hold changes nothing");
        acts.push(act(5, &[4], &json!({"title": "d"})));
        assert_eq!(Folded::of(&acts).unwrap().body.get("title"), Some(&json!("d")));
        acts.push(act(6, &[5], &json!({"erased": {"whole": true}})));
        let gone = Folded::of(&acts).unwrap();
        assert_eq!((gone.gone, gone.body.len()), (Some(Uuid::from_u128(6)), 0));
    }

    #[test]
    fn a_field_taken_away_is_gone() {
        let acts = [act(1, &[], &json!({"title": "a", "note": "n"})), act(2, &[1], &json!({"note": null}))];
        assert_eq!(Folded::of(&acts).unwrap().body.get("note"), None);
    }
}
