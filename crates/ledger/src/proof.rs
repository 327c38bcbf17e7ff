//! Proofs as text after C2SP tlog-proof: what to hand to somebody who has only the key.

use crate::checkpoint::Checkpoint;
use crate::error::{Error, Result};
use crate::limits::PROOF_HASHES_MAX;
use crate::note::Verifier;
use crate::tree::{Hash, includes, leaf_hash};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

/// First line of a proof.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// The text of a proof.
pub fn text(index: u64, path: &[Hash], checkpoint: &Checkpoint) -> String {
    let mut lines = vec![HEADER.to_owned(), format!("index {index}")];
    lines.extend(path.iter().map(|hash| BASE64.encode(hash)));
    format!("{}\n\n{}", lines.join("\n"), checkpoint.text())
}

/// Checks that a leaf is in the log the key signs; gives the checkpoint it is proven against. The `extra` line, if
/// there is one, is not covered by anything and is passed over.
///
/// # Errors
/// `proof-not-understood`, `signature-invalid`, `proof-invalid`.
pub fn verify_proof(proof: &str, leaf: &[u8], verifier: &Verifier) -> Result<Checkpoint> {
    let (head, note) = proof.split_once("\n\n").ok_or(Error::ProofNotUnderstood("no empty line"))?;
    let mut lines = head.lines();
    if lines.next() != Some(HEADER) {
        return Err(Error::ProofNotUnderstood("another header"));
    }
    let mut lines = lines.skip_while(|line| line.starts_with("extra "));
    let index =
        lines.next().and_then(|line| line.strip_prefix("index ")).and_then(|index| index.parse().ok());
    let index: u64 = index.ok_or(Error::ProofNotUnderstood("no index"))?;
    let mut path = Vec::new();
    for line in lines.take(PROOF_HASHES_MAX + 1) {
        let hash = BASE64.decode(line).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        path.push(hash.ok_or(Error::ProofNotUnderstood("a hash is not 32 bytes"))?);
    }
    let checkpoint = Checkpoint::parse(note, verifier)?;
    if includes(&leaf_hash(leaf), index, checkpoint.size, &path, &checkpoint.root) {
        Ok(checkpoint)
    } else {
        Err(Error::ProofInvalid)
    }
}
