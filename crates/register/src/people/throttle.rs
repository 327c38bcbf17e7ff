//! Guessing is slow: each login may fail a few times, then has to wait, longer each time.
//!
//! Logins nobody has are counted alike, so that waiting tells nothing. An attempt is counted before it is tried: a
//! hundred at the same moment do not all pass. Kept in the database, so that a restart forgives nothing.

use super::People;
use super::account::fold;
use super::secret::Fingerprint;
use crate::error::{Error, Result};
use crate::limits::{
    ATTEMPTS_PER_MINUTE_MAX, FAILURE_WAIT_SECONDS, FAILURE_WAIT_SECONDS_MAX, FAILURES_FREE, FAILURES_KEPT,
};
use std::sync::{Mutex, PoisonError};

/// Attempts of everybody together in the current minute.
#[derive(Default)]
pub(super) struct Attempts(Mutex<(i64, u32)>);

impl Attempts {
    fn count(&self, now: i64) -> Result<()> {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.0 != now / 60 {
            *counted = (now / 60, 0);
        }
        counted.1 += 1;
        if counted.1 > ATTEMPTS_PER_MINUTE_MAX { Err(Error::SignInThrottled) } else { Ok(()) }
    }
}

/// Seconds to wait after so many failures.
fn wait(failures: i64) -> i64 {
    let doubled = u32::try_from(failures - FAILURES_FREE).ok().map(|over| over.min(20));
    doubled.map_or(0, |over| (FAILURE_WAIT_SECONDS << over).min(FAILURE_WAIT_SECONDS_MAX))
}

impl People {
    /// Counts an attempt as failed until [`Self::succeeded`] says otherwise.
    pub(super) async fn attempt(&self, login: &str) -> Result<()> {
        let now = self.now();
        self.attempts.count(now)?;
        let login = Fingerprint::of(&fold(login));
        let mut tx = self.db.begin().await?;
        tx.run("delete from failure where wait_until < $1", vec![(now - FAILURE_WAIT_SECONDS_MAX).into()])
            .await?;
        let first = "insert into failure (login, count, wait_until) values ($1, 0, $2) on conflict (login) do nothing";
        tx.run(first, vec![login.into(), now.into()]).await?;
        // Changing the row keeps it from everybody else until the transaction ends.
        let counted = "update failure set count = count + 1 where login = $1 and wait_until <= $2";
        if tx.run(counted, vec![login.into(), now.into()]).await? == 0 {
            return Err(Error::SignInThrottled);
        }
        let rows = tx.rows("select count from failure where login = $1", vec![login.into()]).await?;
        let count = rows.first().map_or(Ok(0), |row| row.int(0))?;
        let values = vec![login.into(), (now + wait(count)).into()];
        tx.run("update failure set wait_until = $2 where login = $1", values).await?;
        let rest = "delete from failure where login in (select login from failure order by wait_until desc, count desc, login limit 100 offset $1)";
        tx.run(rest, vec![FAILURES_KEPT.into()]).await?;
        tx.commit().await
    }

    /// Takes the last attempt back: it was half right, and the other half is counted by itself.
    pub(super) async fn half_succeeded(&self, login: &str) -> Result<()> {
        let values = vec![Fingerprint::of(&fold(login)).into(), self.now().into()];
        let mut tx = self.db.begin().await?;
        tx.run(
            "update failure set count = count - 1, wait_until = $2 where login = $1 and count > 0",
            values,
        )
        .await?;
        tx.commit().await
    }

    /// Forgets the failures of a login.
    pub(super) async fn succeeded(&self, login: &str) -> Result<()> {
        let mut tx = self.db.begin().await?;
        tx.run("delete from failure where login = $1", vec![Fingerprint::of(&fold(login)).into()]).await?;
        tx.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_a_cap() {
        let waits: Vec<i64> = [0, 1, 4, 5, 6, 7, 11, 500].into_iter().map(wait).collect();
        assert_eq!(waits, [0, 0, 0, 15, 30, 60, 900, 900]);
    }

    #[test]
    fn everybody_together_has_a_limit_each_minute() {
        let attempts = Attempts::default();
        for _ in 0..ATTEMPTS_PER_MINUTE_MAX {
            attempts.count(59).unwrap();
        }
        assert_eq!(attempts.count(59).unwrap_err().code(), "sign-in-throttled");
        assert!(attempts.count(60).is_ok());
    }
}
