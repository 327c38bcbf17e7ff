//! One-time codes of an authenticator app (RFC 6238: SHA-1, six digits, thirty seconds, one step either way).
//!
//! A step that was used is never taken again, nor one before it. The secret is shown once, at enrolment.

use super::{People, Secret};
use crate::db::{Tx, Value};
use crate::error::{Error, Result};
use domain::id::ActorId;
use totp_rs::{Algorithm, Builder, Totp};

const SECRET_BYTES: usize = 20;
const DIGITS: usize = 6;
const STEP_SECONDS: u64 = 30;
const STEPS_EITHER_WAY: u16 = 1;

/// What somebody types or scans into their authenticator app; shown once.
#[derive(Debug)]
pub struct Enrolment {
    /// The secret in base 32.
    pub secret: Secret,
    /// The same as an `otpauth://` address.
    pub address: Secret,
}

fn totp(secret: &[u8]) -> Totp {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(STEPS_EITHER_WAY)
        .with_step_duration(STEP_SECONDS)
        .with_secret(secret.to_vec().into_boxed_slice())
        .build_noncompliant()
}

/// The code of a secret in base 32 at a time, in seconds since 1970: what an app would show. For tests and for
/// trying an enrolment out; `None` where the text is no such secret.
pub fn code(secret: &str, seconds: i64) -> Option<String> {
    let secret = totp_rs::Secret::try_from_base32(secret).ok()?;
    Some(totp(secret.as_bytes()).generate(u64::try_from(seconds).ok()?).to_string())
}

/// The step that a code is right for.
fn step(secret: &[u8], code: &str, seconds: i64) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let is_code = code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = u64::try_from(seconds).ok()?;
    let step = is_code.then(|| totp(secret).check(&code, seconds)).flatten()?;
    i64::try_from(step).ok()
}

/// Draws a secret that waits to be confirmed in place of one that was not, for the app of `login` at `origin`.
pub(super) async fn draw(tx: &mut Tx, actor: ActorId, login: &str, origin: &str) -> Result<Enrolment> {
    let random = super::secret::random()?;
    let secret = &random[..SECRET_BYTES];
    tx.run("delete from totp where actor = $1", vec![actor.0.into()]).await?;
    let values = vec![actor.0.into(), Value::Bytes(secret.to_vec()), false.into(), 0.into()];
    tx.run("insert into totp (actor, secret, confirmed, last_step) values ($1, $2, $3, $4)", values).await?;
    let text = totp_rs::Secret::new(secret.to_vec().into_boxed_slice()).to_base32();
    let label = escaped(&format!("{origin}:{login}"));
    let address = format!("otpauth://totp/{label}?secret={text}&issuer={}", escaped(origin));
    Ok(Enrolment { secret: text.into(), address: address.into() })
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
        escaped
    })
}

/// Takes a code inside a transaction: right, of a later step than any before, and from then on used.
pub(super) async fn take(tx: &mut Tx, actor: ActorId, code: &str, now: i64, confirmed: bool) -> Result<bool> {
    let sql = "select secret from totp where actor = $1 and confirmed = $2";
    let rows = tx.rows(sql, vec![actor.0.into(), confirmed.into()]).await?;
    let Some(row) = rows.first() else { return Ok(false) };
    let Some(step) = step(&row.bytes(0)?, code, now) else { return Ok(false) };
    // The comparison is made where the step is kept: of two requests with one code the second changes no row.
    let sql = "update totp set last_step = $2, confirmed = $3 where actor = $1 and last_step < $2";
    Ok(tx.run(sql, vec![actor.0.into(), step.into(), true.into()]).await? == 1)
}

impl People {
    /// Takes a code once more from a session's owner, before what needs a fresh factor. Gives the session's new secret.
    ///
    /// # Errors
    /// `sign-in-refused` where the code is wrong or was used; `sign-in-throttled`.
    pub async fn confirm(&self, session: &super::Session, code: &str) -> Result<Secret> {
        let account = self.account(session.actor).await?;
        self.attempt(&account.login).await?;
        let mut tx = self.db.begin().await?;
        if !take(&mut tx, session.actor, code, self.now(), true).await? {
            return Err(Error::SignInRefused);
        }
        let secret = super::session::renew(&mut tx, session, self.now()).await?;
        tx.commit().await?;
        self.succeeded(&account.login).await?;
        Ok(secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, SHA-1, cut to six digits.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(step(secret, code, seconds), Some(seconds / 30));
            assert_eq!(step(secret, code, seconds + 30), Some(seconds / 30));
            assert_eq!(step(secret, code, seconds + 90), None);
        }
        for wrong in ["", "28708", "2870822", "٢٨٧٠٨٢", "28708a", "+87082"] {
            assert_eq!(step(secret, wrong, 59), None, "{wrong}");
        }
    }

    #[test]
    fn an_address_holds_no_stray_character() {
        assert_eq!(escaped("a b:/é"), "a%20b%3A%2F%C3%A9");
    }
}
