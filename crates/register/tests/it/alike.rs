//! Pictures that look alike are proposed at a cost that does not grow, and only to those who may see them.

use crate::kept::{coming, take};
use crate::on_both;
use crate::stand::Stand;
use crate::team::person;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Item;
use domain::vocabulary::{AccessLabel, Role};
use register::limits::{ALIKE_BITS_MAX, ALIKE_SHOWN_MAX};

const OWN: u64 = 0x0123_4567_89ab_cdef;

fn picture(name: &str, fingerprint: u64) -> (Item, Vec<u8>) {
    let item = Item { perceptual: Some(format!("{fingerprint:016x}")), ..coming(name) };
    (item, name.as_bytes().to_vec())
}

async fn add(stand: &Stand, pictures: Vec<(Item, Vec<u8>)>, label: AccessLabel) -> Vec<RecordId> {
    let arrived = take(&stand.register, stand.scope, pictures, label).await.unwrap();
    arrived.into_iter().map(|one| one.id).collect()
}

on_both! {
    async fn near_ones_are_proposed_the_nearest_first(stand: Stand) {
        let far = OWN ^ ((1 << (ALIKE_BITS_MAX + 1)) - 1);
        let ids = add(&stand, vec![
            picture("own", OWN),
            picture("scaled", OWN ^ 0b101),
            picture("the same", OWN),
            picture("at the limit", OWN ^ ((1 << ALIKE_BITS_MAX) - 1)),
            picture("another", far),
            picture("black", 0),
        ], AccessLabel::Team).await;
        let own = stand.register.record(stand.scope, Kind::Item, ids[0]).await.unwrap();
        let before = stand.register.db.statements();
        let alike = stand.register.alike(stand.scope, &own).await.unwrap();
        let few = stand.register.db.statements() - before;
        let found: Vec<(RecordId, u32)> = alike.items.iter().map(|(item, bits)| (item.id, *bits)).collect();
        assert_eq!(found, [(ids[2], 0), (ids[1], 2), (ids[3], ALIKE_BITS_MAX)]);
        assert!(!alike.has_more);
        // Nothing is said of a picture without a shape.
        let black = stand.register.record(stand.scope, Kind::Item, ids[5]).await.unwrap();
        assert!(stand.register.alike(stand.scope, &black).await.unwrap().items.is_empty());
        let many = (0..300_u64).map(|number| picture(&format!("copy {number}"), OWN ^ (number % 8))).collect();
        add(&stand, many, AccessLabel::Team).await;
        let before = stand.register.db.statements();
        let alike = stand.register.alike(stand.scope, &own).await.unwrap();
        assert_eq!((stand.register.db.statements() - before, few), (2, 2));
        assert_eq!((alike.items.len(), alike.has_more), (ALIKE_SHOWN_MAX, true));
        // Proposed, and nothing else: no record was changed by it.
        let acts = stand.register.acts(stand.scope, None, 1_000).await.unwrap().len();
        stand.register.alike(stand.scope, &own).await.unwrap();
        assert_eq!(stand.register.acts(stand.scope, None, 1_000).await.unwrap().len(), acts);
    }

    async fn what_is_closed_is_proposed_to_nobody_else(stand: Stand) {
        let own = add(&stand, vec![picture("own", OWN)], AccessLabel::Team).await[0];
        add(&stand, vec![picture("closed", OWN ^ 1)], AccessLabel::Sealed).await;
        let researcher = person(&stand, 1, &[Role::Researcher]).await;
        let scope = stand.register.permit(researcher, stand.scope.project).await.unwrap().scope();
        let own = stand.register.record(scope, Kind::Item, own).await.unwrap();
        assert!(stand.register.alike(scope, &own).await.unwrap().items.is_empty());
        assert_eq!(stand.register.alike(stand.scope, &own).await.unwrap().items.len(), 1);
    }
}
