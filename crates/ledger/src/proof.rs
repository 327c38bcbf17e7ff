//! Proofs as text after C2SP tlog-proof: what to hand to somebody who has only the key.

use crate::checkpoint::{Checkpoint, plain_number};
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
    let mut lines = head.split('\n').peekable();
    if lines.next() != Some(HEADER) {
        return Err(Error::ProofNotUnderstood("another header"));
    }
    let _extra = lines.next_if(|line| line.starts_with("extra "));
    let index = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(plain_number);
    let index = index.ok_or(Error::ProofNotUnderstood("no index"))?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Signer;
    use crate::tree::{inclusion, root};
    use proptest::prelude::*;

    fn proof() -> (String, Verifier) {
        let signer = Signer::from_seed("log", [1; 32]).unwrap();
        let hashes: Vec<Hash> = (0..300_u16).map(|n| leaf_hash(&n.to_be_bytes())).collect();
        let root = root(&mut hashes.as_slice(), 300).unwrap();
        let path = inclusion(&mut hashes.as_slice(), 11, 300).unwrap();
        (text(11, &path, &Checkpoint::sign("log", 300, root, &signer)), signer.verifier())
    }

    #[test]
    fn an_extra_line_is_passed_over_and_other_texts_are_refused() {
        let (proof, verifier) = proof();
        let leaf = 11_u16.to_be_bytes();
        let extra = proof.replacen("index", "extra aGlkZGVu\nindex", 1);
        assert_eq!(verify_proof(&extra, &leaf, &verifier).unwrap().size, 300);
        for other in [
            proof.replacen("index 11", "index 011", 1),
            proof.replacen("index 11", "index +11", 1),
            proof.replacen("index", "extra aGk=\nextra aGk=\nindex", 1),
            proof.replacen("@v1", "@v2", 1),
            proof.replacen('\n', "\r\n", 1),
            proof.replacen("index 11\n", "index 11\nAAAA\n", 1),
            proof.replacen("index 11\n", &format!("index 11\n{}", "AAAA\n".repeat(100)), 1),
            String::new(),
        ] {
            assert_eq!(verify_proof(&other, &leaf, &verifier).unwrap_err().code(), "proof-not-understood");
        }
        let index = proof.replacen("index 11", "index 12", 1);
        assert_eq!(verify_proof(&index, &leaf, &verifier).unwrap_err().code(), "proof-invalid");
    }

    proptest! {
        #[test]
        fn a_proof_with_any_bit_flipped_is_refused(place in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let (proof, verifier) = proof();
            let leaf = 11_u16.to_be_bytes();
            prop_assert!(verify_proof(&proof, &leaf, &verifier).is_ok());
            let mut bytes = proof.into_bytes();
            let place = place.index(bytes.len());
            bytes[place] ^= 1 << bit;
            if let Ok(text) = String::from_utf8(bytes) {
                prop_assert!(verify_proof(&text, &leaf, &verifier).is_err(), "{}", text);
            }
        }
    }
}
