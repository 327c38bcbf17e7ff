//! Every stored value comes back from its inputs as it was, and nothing is made up from what cannot be read.

#[path = "../../../../tests/it/filled.rs"]
mod filled;

use self::filled::{Pointed, filled, team};
use super::*;
use crate::component::shape::fields;
use domain::kind::Kind;
use domain::language::Language;
use domain::vocabulary::TallyKind;
use proptest::prelude::*;

const SAY: Say = Say::new(Language::English);
const COUNT: Field =
    Field { name: "count", shape: Shape::Count, editing: Editing::Open, need: Need::Required };

fn again(field: &Field, value: &Json) -> (Json, Vec<Wrong>) {
    let mut flat = Flat::new();
    flatten(SAY, &Names::default(), field.shape, field.name, Some(value), &mut flat);
    let mut wrongs = Vec::new();
    (gather(field, field.name, &flat, &mut wrongs), wrongs)
}

#[test]
fn every_field_of_every_kind_comes_back_as_it_was() {
    let id = Uuid::from_u128(1);
    let nobody = Pointed {
        source: id,
        report: id,
        incident: id,
        release: id,
        place: id,
        operation: id,
        belligerent: id,
    };
    let mut tried = 0;
    for (kind, body) in filled(nobody).into_iter().chain(team(nobody)) {
        for field in fields(kind).iter().filter(|field| is_open(field)) {
            let value = body.get(field.name).expect("filled");
            assert_eq!(again(field, value), (value.clone(), Vec::new()), "{kind:?} {}", field.name);
            tried += 1;
        }
    }
    assert!(tried > 120, "{tried}");
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_is_made_up() {
    let read = |inputs: &[(&str, &str)]| {
        let flat = inputs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let mut wrongs = Vec::new();
        let value = gather(&COUNT, "count", &flat, &mut wrongs);
        (value, wrongs.into_iter().map(|wrong| wrong.code).collect::<Vec<_>>())
    };
    assert_eq!(read(&[("count.min", "١٬٤١٧")]).0, json!({"min": 1417, "bound": "at_least"}));
    assert_eq!(read(&[("count.min", "4"), ("count.max", "4")]).0["bound"], json!("exact"));
    assert_eq!(read(&[("count.wording", "dozens")]).0, json!({"bound": "unknown", "wording": "dozens"}));
    assert_eq!(read(&[]), (Json::Null, vec!["field-empty".to_owned()]));
    assert_eq!(read(&[("count.min", "4O")]).1, ["number-not-understood"]);
    assert_eq!(read(&[("count.min", "9"), ("count.max", "4")]).1, ["count-min-above-max"]);
    let exact = [("count.min", "15"), ("count.max", "20"), ("count.bound", "exact")];
    assert_eq!(read(&exact).1, ["bound-does-not-fit"]);
    assert_eq!(read(&[("count.min", "-4")]).1, ["count-below-zero"]);
}

#[test]
fn a_term_is_chosen_by_its_slug() {
    let kind = fields(Kind::Tally).iter().find(|field| field.name == "kind").expect("kind");
    assert_eq!(again(kind, &json!(TallyKind::Strikes.slug())).0, json!("strikes"));
}

proptest! {
    #[test]
    fn counts_come_back(min in proptest::option::of(0_i64..100_000), more in proptest::option::of(0_i64..1_000)) {
        let max = min.zip(more).map(|(min, more)| min + more).or(more);
        let value = json!(Count::range(min, max));
        prop_assert_eq!(again(&COUNT, &value), (value, Vec::new()));
    }
}
