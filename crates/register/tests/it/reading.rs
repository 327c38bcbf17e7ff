//! Who read what is closed is noted before it is shown, and its custodians can see it.

use crate::on_both;
use crate::planted::plant;
use crate::stand::Stand;
use crate::team::person;
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::record::Member;
use domain::vocabulary::{AccessLabel, Role};
use register::db::Access;
use register::permission::Operation;
use register::register::LOCAL_ACTOR;
use register::{Error, Register};
use uuid::Uuid;

on_both! {
    async fn readings_of_closed_records_are_noted_for_their_custodians(stand: Stand) {
        let planted = plant(&stand.register, stand.scope, true).await;
        let find = |label: AccessLabel| planted.closed.iter().find(|closed| closed.0 == Kind::Source && closed.2 == label).unwrap().1;
        let (sensitive, sealed) = (find(AccessLabel::Sensitive), find(AccessLabel::Sealed));
        let researcher = person(&stand, 905, &[Role::Researcher]).await;
        let custodian = person(&stand, 906, &[Role::Custodian]).await;
        let permit = stand.register.permit(researcher, stand.scope.project).await.unwrap();
        let open = planted.open.iter().filter(|open| open.0 == Kind::Source).map(|open| open.1);
        let seen: Vec<RecordId> = open.chain([sensitive, sensitive, sealed]).collect();
        let before = stand.register.db.statements();
        // What they were not shown is not noted.
        assert_eq!(stand.register.note_reading(researcher, permit.scope(), seen).await.unwrap(), 1);
        assert_eq!(stand.register.db.statements() - before, 1, "one statement for all of them");
        assert_eq!(stand.register.note_reading(researcher, permit.scope().up_to(AccessLabel::Team), [sensitive]).await.unwrap(), 0);

        let keeper = stand.register.permit(custodian, stand.scope.project).await.unwrap();
        let readers = stand.register.readers_of(&keeper, sensitive).await.unwrap();
        assert_eq!(readers.len(), 1);
        assert_eq!((readers[0].actor, readers[0].kind, readers[0].label), (researcher, Kind::Source, AccessLabel::Sensitive));
        assert!(stand.register.readers_of(&keeper, sealed).await.unwrap().is_empty());
        let refused = stand.register.readers_of(&permit, sensitive).await;
        assert!(matches!(refused, Err(Error::NotPermitted(Operation::ReadLog))));
        let missing = stand.register.readers_of(&keeper, RecordId(Uuid::now_v7())).await;
        assert!(matches!(missing, Err(Error::NotFound)));

        let sources = planted.closed.iter().filter(|closed| closed.0 == Kind::Source).count() as u64;
        assert_eq!(stand.register.note_export(custodian, keeper.scope(), Kind::Source).await.unwrap(), sources);
        assert_eq!(stand.register.readers_of(&keeper, sealed).await.unwrap()[0].actor, custodian);
    }

    /// A reader beside a writer is noted although its register is open for reading only, and while a piece of work
    /// holds the register's writer.
    async fn a_reading_waits_for_no_writer(stand: Stand) {
        let planted = plant(&stand.register, stand.scope, true).await;
        let sealed = planted.closed.iter().find(|closed| closed.2 == AccessLabel::Sealed).unwrap().1;
        let mut work = stand.register.begin(crate::stand::reason("Import"), stand.scope.project).await.unwrap();
        work.create(Kind::Source, crate::life::body(serde_json::json!({"name": "S"}))).await.unwrap();
        let beside = Register::open(&stand.folder, Access::Read).await.unwrap();
        assert_eq!(beside.note_reading(LOCAL_ACTOR, stand.scope, [sealed]).await.unwrap(), 1);
        work.commit().await.unwrap();
        let owner = stand.register.permit(LOCAL_ACTOR, stand.scope.project).await.unwrap();
        assert_eq!(stand.register.readers_of(&owner, sealed).await.unwrap().len(), 1);
        beside.close().await;
    }

    /// The log of the whole project, page by page; a custodian who is not cleared for a record does not learn that it
    /// was read, neither by its label then nor by its label now.
    async fn readings_of_the_project_are_paged_for_custodians(stand: Stand) {
        let planted = plant(&stand.register, stand.scope, true).await;
        let closed = |label: AccessLabel| planted.closed.iter().filter(move |closed| closed.0 == Kind::Source && closed.2 == label).map(|closed| closed.1);
        let seen: Vec<RecordId> = closed(AccessLabel::Sensitive).chain(closed(AccessLabel::Sealed)).collect();
        let keeper = person(&stand, 907, &[Role::Custodian]).await;
        let permit = stand.register.permit(keeper, stand.scope.project).await.unwrap();
        for _ in 0..3 {
            stand.register.note_reading(LOCAL_ACTOR, stand.scope, seen.clone()).await.unwrap();
        }
        let (mut all, mut before) = (Vec::new(), None);
        loop {
            let (page, next) = stand.register.readings_before(&permit, before, 2).await.unwrap();
            assert!(page.len() <= 2);
            all.extend(page);
            before = next;
            if next.is_none() {
                break;
            }
        }
        assert_eq!(all.len(), 3 * seen.len());
        assert!(all.windows(2).all(|pair| pair[0].position > pair[1].position));

        let lesser = clear(&stand, 908, AccessLabel::Sensitive).await;
        let lesser = stand.register.permit(lesser, stand.scope.project).await.unwrap();
        let (page, _) = stand.register.readings_before(&lesser, None, 100).await.unwrap();
        assert_eq!(page.len(), 3 * closed(AccessLabel::Sensitive).count());
        let narrowed = closed(AccessLabel::Sensitive).next().unwrap();
        let mut work = stand.register.begin(crate::stand::reason("Close it"), stand.scope.project).await.unwrap();
        work.narrow(Kind::Source, narrowed, AccessLabel::Sealed).await.unwrap();
        work.commit().await.unwrap();
        let (page, _) = stand.register.readings_before(&lesser, None, 100).await.unwrap();
        assert!(page.iter().all(|reading| reading.record != narrowed));
        assert_eq!(stand.register.label_of(&permit, Kind::Source, narrowed).await.unwrap(), Some(AccessLabel::Sealed));
        assert!(matches!(stand.register.label_of(&lesser, Kind::Source, narrowed).await, Err(Error::NotFound)));
        let reader = person(&stand, 909, &[Role::Researcher]).await;
        let reader = stand.register.permit(reader, stand.scope.project).await.unwrap();
        let refused = stand.register.readings_before(&reader, None, 100).await;
        assert!(matches!(refused, Err(Error::NotPermitted(Operation::ReadLog))));
        let refused = stand.register.label_of(&reader, Kind::Source, narrowed).await;
        assert!(matches!(refused, Err(Error::NotPermitted(Operation::Label))));
    }
}

/// A custodian cleared so far and no further.
async fn clear(stand: &Stand, number: u128, clearance: AccessLabel) -> ActorId {
    let person = ActorId(Uuid::from_u128(0x7300_0000_0000_4000_8000_0000_0000_0000 + number));
    let member = Member { person, roles: vec![Role::Custodian], clearance, ended: false, note: None };
    let mut work =
        stand.register.begin(crate::stand::reason("Give a role"), stand.scope.project).await.unwrap();
    work.set_member(&member).await.unwrap();
    work.commit().await.unwrap();
    person
}
