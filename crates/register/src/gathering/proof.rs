//! A ProofMode zip: which of its files the proofs are of, and whether those files are still as they were. Signatures
//! and time stamps are said to be there and not to be checked. Start at [`Proofs::inside`].

use super::Gathered;
use super::stated;
use super::walk::Found;
use crate::error::Result;
use domain::record::Item;
use domain::vocabulary::{Acquisition, StatedCheck};
use exchange::archive::Entry;
use exchange::digest::Verdict;
use exchange::provenance_bundle::proof_mode::{self, Bundle, Signature};

/// The proofs of an archive.
pub(super) struct Proofs(Bundle);

impl Proofs {
    /// Reads them where there are any.
    pub fn inside(found: &Found, entries: &[Entry], gathered: &mut Gathered) -> Result<Option<Self>> {
        if !entries.iter().any(|entry| proof_mode::is_proof(&entry.name)) {
            return Ok(None);
        }
        let mut bundle = proof_mode::read(found.open()?, &found.name, &[])?;
        // What is wrong with the archive itself is told by whoever unpacks it.
        let own = std::mem::take(&mut bundle.problems);
        gathered.problems(own.into_iter().filter(|one| !one.code.starts_with("archive-")).collect());
        Ok(Some(Self(bundle)))
    }

    /// Notes on a file what its proof says of it.
    pub fn note(&self, entry: &Entry, item: &mut Item) {
        let Self(bundle) = self;
        let of_entry = |at: usize| bundle.media.get(at).is_some_and(|media| media.name == entry.name);
        let proof = bundle.proofs.iter().find(|proof| proof.media.is_some_and(of_entry));
        item.acquisition = Acquisition::CaptureTool;
        let Some(proof) = proof else { return };
        stated::note(item, &[("ProofMode SHA-256", &proof.digest)]);
        if proof.facts_digest.verdict == Verdict::Broken {
            item.stated_check = Some(StatedCheck::Disagrees);
            let facts = proof.facts_digest.stated.as_deref().unwrap_or_default();
            item.stated_check_words = Some(format!("ProofMode File Hash SHA256 {facts} ≠ {}", proof.hash));
        }
        let is_signed = [proof.media_signature, proof.facts_signature].contains(&Signature::NotChecked);
        if is_signed {
            item.stated.insert("signature".to_owned(), "not checked".to_owned());
        }
        if !proof.stamps.is_empty() {
            item.stated.insert("time-stamp".to_owned(), "not checked".to_owned());
        }
    }
}
