//! C2PA content credentials, checked by a command that a person has installed.
//!
//! The library for it would triple the build (docs/decisions/0012 has the limit); few files carry credentials yet. The
//! contract of the command is in docs/reference/c2pa.md. A verdict is about a seal on a file, and says nothing about
//! whether what the file shows is true. Start at [`check`].

use super::Kind;
use super::facts::stated_text;
use crate::Result;
use crate::limits::{CREDENTIAL_REASONS_MAX, EXTERNAL_REPLY_BYTES_MAX};
use crate::sandbox::external::{External, Said};
use crate::sandbox::{Feed, Sandbox};
use serde::{Deserialize, Serialize};

/// What a command says about the credentials of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credentials {
    /// Whether they hold.
    pub verdict: Verdict,
    /// Why not, as short codes of the C2PA specification, such as `assertion.dataHash.mismatch`.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// Who signed, as the certificate says.
    #[serde(default)]
    pub signer: Option<String>,
}

/// Whether content credentials hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// There are some, and they hold.
    Valid,
    /// There are some, and they do not fit the file, or their signature is wrong.
    Broken,
    /// There are none.
    None,
}

/// Asks the command about one file, which gets the media type as its last argument. `None` where the command failed,
/// took too long or answered out of contract: then nothing is known, which is not the same as no credentials.
pub fn check(
    sandbox: &Sandbox,
    command: &External,
    kind: Kind,
    feed: Feed<'_>,
) -> Result<Option<Credentials>> {
    let asked = command.clone().with_argument(kind.media_type());
    Ok(match sandbox.run(&asked, feed, EXTERNAL_REPLY_BYTES_MAX)? {
        Said::Output(answer) => read(&answer),
        Said::Failed | Said::TimedOut | Said::TooLarge | Said::Unconfined => None,
    })
}

/// Reads an answer; `None` where it is out of contract.
fn read(answer: &[u8]) -> Option<Credentials> {
    let said: Credentials = serde_json::from_slice(answer).ok()?;
    let is_consistent = match said.verdict {
        Verdict::Valid | Verdict::Broken => true,
        Verdict::None => said.reasons.is_empty() && said.signer.is_none(),
    };
    if !is_consistent || said.reasons.len() > CREDENTIAL_REASONS_MAX {
        return None;
    }
    Some(Credentials {
        verdict: said.verdict,
        reasons: said.reasons.iter().filter_map(|reason| stated_text(reason.as_bytes())).collect(),
        signer: said.signer.and_then(|signer| stated_text(signer.as_bytes())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_out_of_contract_is_no_verdict() {
        let verdict = |answer: &str| read(answer.as_bytes()).map(|said| said.verdict);
        assert_eq!(verdict(r#"{"verdict":"valid","signer":"C=US, O=Maker"}"#), Some(Verdict::Valid));
        assert_eq!(
            verdict(r#"{"verdict":"broken","reasons":["assertion.dataHash.mismatch"]}"#),
            Some(Verdict::Broken)
        );
        assert_eq!(verdict(r#"{"verdict":"none"}"#), Some(Verdict::None));
        assert_eq!(verdict(r#"{"verdict":"none","signer":"somebody"}"#), None);
        assert_eq!(verdict(r#"{"verdict":"probably"}"#), None);
        assert_eq!(verdict("Traceback (most recent call last)"), None);
        assert_eq!(verdict(""), None);
    }
}
