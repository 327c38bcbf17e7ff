//! Passwords: Argon2id as OWASP and security.md 2.3 ask for, with 19 MiB, two passes and one lane.
//!
//! A password that is too long is refused before anything is computed. At most
//! [`PASSWORD_HASHES_AT_ONCE`] are computed at a time; a crowd is turned away rather than left to queue.

use super::People;
use crate::error::{Error, Result};
use crate::limits::{
    PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN, PASSWORD_HASHES_AT_ONCE, PASSWORD_HASHES_WAITING_MAX,
};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use domain::problem::Problem;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Compared against where there is no password, so that an unknown login takes as long as a known one. Its
/// password is nobody's: 32 random bytes that were not kept.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2lqaWwtbm9ib2R5LWhlcmU$9yCfyuMA8J1ZQk4ncWmK1mqtVdDBJ8cY8hGiqUaWEwM";

/// Whose turn it is to compute a password.
pub(super) struct Turns {
    running: Semaphore,
    waiting: AtomicUsize,
    /// How many were computed, for tests.
    computed: AtomicUsize,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            running: Semaphore::new(PASSWORD_HASHES_AT_ONCE),
            waiting: AtomicUsize::new(0),
            computed: AtomicUsize::new(0),
        }
    }
}

impl Turns {
    async fn take<T: Send + 'static>(&self, compute: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= PASSWORD_HASHES_WAITING_MAX {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(Error::SignInThrottled);
        }
        let turn = self.running.acquire().await;
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        let _turn = turn.map_err(|error| Error::Damaged(error.to_string()))?;
        self.computed.fetch_add(1, Ordering::Relaxed);
        let computed = tokio::task::spawn_blocking(compute).await;
        computed.map_err(|error| Error::Damaged(error.to_string()))
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("within what Argon2 allows");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Whether a password may be chosen for a login.
///
/// # Errors
/// `password-too-short`, `password-too-long`, `password-is-login`.
pub fn check(password: &str, login: &str) -> Result<()> {
    let characters = password.chars().count();
    let problem = if characters < PASSWORD_CHARS_MIN {
        Problem::refuse("password-too-short", "password").with("min", PASSWORD_CHARS_MIN)
    } else if characters > PASSWORD_CHARS_MAX {
        Problem::refuse("password-too-long", "password").with("max", PASSWORD_CHARS_MAX)
    } else if password.to_lowercase().contains(&login.to_lowercase()) {
        Problem::refuse("password-is-login", "password")
    } else {
        return Ok(());
    };
    Err(Error::Refused(vec![problem]))
}

impl People {
    /// The hash to keep of a password, with its salt and costs.
    pub(super) async fn hash(&self, password: &str) -> Result<String> {
        let salt = super::secret::random()?;
        let password = password.to_owned();
        let hash = self.hashes.take(move || {
            let hash: Result<PasswordHash, _> =
                argon2().hash_password_with_salt(password.as_bytes(), &salt[..16]);
            hash.map(|hash| hash.to_string())
        });
        hash.await?.map_err(|error| Error::Damaged(error.to_string()))
    }

    /// Whether a password is the one of a hash; takes as long where there is none.
    pub(super) async fn is_password(&self, password: &str, hash: Option<String>) -> Result<bool> {
        if password.chars().count() > PASSWORD_CHARS_MAX {
            return Ok(false);
        }
        let password = password.to_owned();
        let is_known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODYS.to_owned());
        let is_same = self.hashes.take(move || {
            let hash = PasswordHash::new(&hash).map_err(|error| Error::Damaged(error.to_string()))?;
            Ok::<bool, Error>(argon2().verify_password(password.as_bytes(), &hash).is_ok())
        });
        Ok(is_same.await?? && is_known)
    }

    /// How many passwords were computed since opening; tests count those of an attempt.
    pub fn passwords_computed(&self) -> usize {
        self.hashes.computed.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_enough_and_not_too_long() {
        let code = |password: &str| check(password, "layla").map_err(|error| error.to_string());
        assert!(code("elevenchars").unwrap_err().contains("password-too-short"));
        assert!(code(&"x".repeat(129)).unwrap_err().contains("password-too-long"));
        assert!(code("Layla's password").unwrap_err().contains("password-is-login"));
        assert!(code("كلمة سر طويلة").is_ok() && code(&"x".repeat(128)).is_ok());
    }

    #[test]
    fn nobodys_password_costs_the_same() {
        let hash = PasswordHash::new(NOBODYS).unwrap();
        let params = Params::try_from(&hash).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (MEMORY_KIB, PASSES, LANES));
        assert!(argon2().verify_password(b"", &hash).is_err());
    }
}
