//! A register in a temporary folder, on either database.

use register::db::Access;
use register::origin::Origin;
use register::register::{Creation, LOCAL_ACTOR};
use register::{Reason, Register, Scope};
use std::path::PathBuf;

/// Where a story runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

/// A register to try things on; its folder goes when it is dropped.
pub struct Stand {
    pub register: Register,
    pub scope: Scope,
    pub folder: PathBuf,
    /// Goes last, with everything in it.
    pub temporary: tempfile::TempDir,
}

/// Address of the test server; `None` prints a line, or fails under `./test`.
pub fn postgres() -> Option<String> {
    let url = std::env::var("SIJIL_TEST_POSTGRES").ok();
    assert!(
        url.is_some() || std::env::var_os("SIJIL_TEST_STRICT").is_none(),
        "SIJIL_TEST_POSTGRES is not set"
    );
    if url.is_none() {
        println!("skipped: no PostgreSQL (SIJIL_TEST_POSTGRES is not set)");
    }
    url
}

pub fn reason(why: &str) -> Reason {
    Reason { actor: LOCAL_ACTOR, why: why.to_owned() }
}

/// A fresh register with one project; `None` where the database is not there.
pub async fn stand(on: On) -> Option<Stand> {
    let server = match on {
        On::Sqlite => None,
        On::Postgres => Some((postgres()?, format!("t{}", uuid::Uuid::new_v4().simple()))),
    };
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("register");
    let creation = Creation {
        origin_line: "sijil.test/log".to_owned(),
        one_person: true,
        server,
        origin: Origin::Machine,
    };
    let register = Register::create(&folder, creation).await.unwrap();
    let project = domain::record::Project {
        code: "test".to_owned(),
        name: "Test".to_owned(),
        exercise: true,
        ..domain::record::Project::default()
    };
    let project = register.make_project(reason("Begin"), &project).await.unwrap();
    Some(Stand { register, scope: Scope::of(project), folder, temporary })
}

impl Stand {
    /// Closes and opens again, as after a restart.
    pub async fn reopen(self, access: Access) -> Self {
        let Self { register, scope, folder, temporary } = self;
        register.close().await;
        drop(register);
        let register = Register::open(&folder, access).await.unwrap();
        Self { register, scope, folder, temporary }
    }
}

/// Writes one story twice: as a test on SQLite and as one on PostgreSQL.
#[macro_export]
macro_rules! on_both {
    ($($(#[$doc:meta])* async fn $name:ident($stand:ident: Stand) $body:block)+) => {$(
        mod $name {
            use super::*;
            async fn story($stand: Stand) $body
            $(#[$doc])*
            #[tokio::test]
            async fn on_sqlite() {
                if let Some(stand) = $crate::stand::stand($crate::stand::On::Sqlite).await { story(stand).await }
            }
            $(#[$doc])*
            #[tokio::test]
            async fn on_postgres() {
                if let Some(stand) = $crate::stand::stand($crate::stand::On::Postgres).await { story(stand).await }
            }
        }
    )+};
}
