//! Whether a token is signed by the certificate it names, and whether that leads to certificates one trusts.
//!
//! The cryptography and the chain are `rustls-webpki`'s on `ring`; here is only what CMS and RFC 3161 add. Nothing is
//! claimed beyond what was checked: see [`Signature`]. Revocation lists are not asked for, because this works offline.

use super::der::{BOOLEAN, Element, INTEGER, OBJECT, OCTETS, Reader, SEQUENCE, SET, constructed};
use super::object;
use super::response::{SignerInfo, Token};
use crate::error::{Error, Result};
use crate::limits::{TIMESTAMP_ATTRIBUTES_MAX, TIMESTAMP_CERTIFICATES_MAX};
use jiff::Timestamp;
use ring::digest;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm, UnixTime};
use std::time::Duration;
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert};

/// How far a signature was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signature {
    /// It is of an algorithm not known here: nothing is said of it.
    NotChecked,
    /// It is right by the certificate in the token. Who that belongs to was not checked.
    ByItsOwnCertificate,
    /// It is right, and its certificate leads to one of those given, as of the stated time.
    Trusted,
}

/// Certificates of authorities that are trusted.
#[derive(Clone, Debug)]
pub struct Anchors(Vec<CertificateDer<'static>>);

impl Anchors {
    /// Those of a file of PEM blocks; other blocks in it are passed over.
    ///
    /// # Errors
    /// `certificates-not-understood` where it holds none, too many, or one cannot be read.
    pub fn from_pem(text: &[u8]) -> Result<Self> {
        let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text).collect();
        let Ok(certificates) = read else { return Err(Error::CertificatesNotUnderstood) };
        let are_understood = certificates.iter().all(|one| anchor_from_trusted_cert(one).is_ok());
        if certificates.is_empty() || certificates.len() > TIMESTAMP_CERTIFICATES_MAX || !are_understood {
            return Err(Error::CertificatesNotUnderstood);
        }
        Ok(Self(certificates))
    }
}

/// Checks the signature of a token and, where anchors are given, its chain.
///
/// # Errors
/// `timestamp-signature-invalid`, `timestamp-not-trusted`, `timestamp-not-understood`.
pub(super) fn check(token: &Token<'_>, anchors: Option<&Anchors>) -> Result<Signature> {
    let signer = &token.signer;
    let attributes = attributes(signer).ok_or(Error::TimestampNotUnderstood("its attributes"))?;
    if attributes.content_type != object::TIME_INFO {
        return Err(Error::TimestampSignatureInvalid("it is over something else than a statement of time"));
    }
    let Some(hash) = hash(signer.digest_algorithm) else { return Ok(Signature::NotChecked) };
    if digest::digest(hash, token.info_bytes).as_ref() != attributes.message_digest {
        return Err(Error::TimestampSignatureInvalid("the statement of time is not the one that was signed"));
    }
    let given = anchors.map_or(&[][..], |anchors| &anchors.0).iter().map(AsRef::as_ref);
    let named = token.certificates.iter().copied().chain(given).find(|one| attributes.names(one));
    let named = named.ok_or(Error::TimestampSignatureInvalid("the certificate it names is not there"))?;
    let described = describe(named).ok_or(Error::TimestampNotUnderstood("the certificate of the signer"))?;
    if signer.named.is_some_and(|(issuer, serial)| (issuer, serial) != (described.issuer, described.serial)) {
        return Err(Error::TimestampSignatureInvalid("it names two certificates"));
    }
    if !described.is_for_timestamps {
        return Err(Error::TimestampSignatureInvalid("its certificate is not one for timestamps alone"));
    }
    let certificate = CertificateDer::from(named);
    let entity = EndEntityCert::try_from(&certificate);
    let Ok(entity) = entity else { return Ok(Signature::NotChecked) };
    if !is_signed(&entity, signer)? {
        return Ok(Signature::NotChecked);
    }
    match anchors {
        None => Ok(Signature::ByItsOwnCertificate),
        Some(anchors) => chain(&entity, token, anchors),
    }
}

/// Whether the signature is right; `false` where its algorithm is not known.
fn is_signed(entity: &EndEntityCert<'_>, signer: &SignerInfo<'_>) -> Result<bool> {
    // What is signed is the set itself, not the field it stands in.
    let mut message = signer.attributes.whole.to_vec();
    if let Some(first) = message.first_mut() {
        *first = SET;
    }
    for algorithm in algorithms(signer.signature_algorithm, signer.digest_algorithm) {
        match entity.verify_signature(algorithm, &message, signer.signature) {
            Ok(()) => return Ok(true),
            Err(error) if is_unknown(&error) => {}
            Err(_) => return Err(Error::TimestampSignatureInvalid("it does not fit what was signed")),
        }
    }
    Ok(false)
}

/// Whether the certificate of the signer leads to one that is trusted, at the time the token states.
fn chain(entity: &EndEntityCert<'_>, token: &Token<'_>, anchors: &Anchors) -> Result<Signature> {
    let trusted: Vec<_> = anchors.0.iter().filter_map(|one| anchor_from_trusted_cert(one).ok()).collect();
    let between: Vec<_> = token.certificates.iter().map(|one| CertificateDer::from(*one)).collect();
    // Only the signer's certificate must name the use; those above it must not exclude it.
    let usage = KeyUsage::required_if_present(object::USE_TIMESTAMPING);
    let found = entity.verify_for_usage(
        webpki::ALL_VERIFICATION_ALGS,
        &trusted,
        &between,
        unix(token.info.time),
        usage,
        None,
        None,
    );
    match found {
        Ok(_) => Ok(Signature::Trusted),
        Err(error) if is_unknown(&error) => Ok(Signature::NotChecked),
        Err(_) => Err(Error::TimestampNotTrusted),
    }
}

fn unix(time: Timestamp) -> UnixTime {
    UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(time.as_second()).unwrap_or(0)))
}

const fn is_unknown(error: &webpki::Error) -> bool {
    matches!(
        error,
        webpki::Error::UnsupportedSignatureAlgorithmContext(_)
            | webpki::Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_)
    )
}

fn hash(algorithm: &[u8]) -> Option<&'static digest::Algorithm> {
    match algorithm {
        object::SHA256 => Some(&digest::SHA256),
        object::SHA384 => Some(&digest::SHA384),
        object::SHA512 => Some(&digest::SHA512),
        _ => None,
    }
}

/// What may verify a signature: an RSA key names its hash apart, an elliptic one comes on two curves.
fn algorithms(signature: &[u8], digest: &[u8]) -> Vec<&'static dyn SignatureVerificationAlgorithm> {
    use webpki::ring::{
        ECDSA_P256_SHA256, ECDSA_P256_SHA384, ECDSA_P384_SHA256, ECDSA_P384_SHA384, ED25519,
        RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    };
    match (signature, digest) {
        (object::RSA | object::RSA_SHA256, object::SHA256) => vec![RSA_PKCS1_2048_8192_SHA256],
        (object::RSA | object::RSA_SHA384, object::SHA384) => vec![RSA_PKCS1_2048_8192_SHA384],
        (object::RSA | object::RSA_SHA512, object::SHA512) => vec![RSA_PKCS1_2048_8192_SHA512],
        (object::ECDSA_SHA256, object::SHA256) => vec![ECDSA_P256_SHA256, ECDSA_P384_SHA256],
        (object::ECDSA_SHA384, object::SHA384) => vec![ECDSA_P384_SHA384, ECDSA_P256_SHA384],
        (object::ED25519, _) => vec![ED25519],
        _ => Vec::new(),
    }
}

/// What is signed beside the time.
struct Attributes<'a> {
    content_type: &'a [u8],
    message_digest: &'a [u8],
    /// Hashes of the signer's certificate, with the algorithm of each.
    certificates: Vec<(&'static digest::Algorithm, &'a [u8])>,
}

impl Attributes<'_> {
    /// Whether a certificate is the one of every hash.
    fn names(&self, certificate: &[u8]) -> bool {
        let is = |(algorithm, hash): &(&'static digest::Algorithm, &[u8])| {
            digest::digest(algorithm, certificate).as_ref() == *hash
        };
        !self.certificates.is_empty() && self.certificates.iter().all(is)
    }
}

/// The signed attributes; `None` where one is missing, stands twice or cannot be read.
fn attributes<'a>(signer: &SignerInfo<'a>) -> Option<Attributes<'a>> {
    let mut list = Reader::of(signer.attributes.value);
    let (mut content_type, mut message_digest) = (None, None);
    let mut certificates = Vec::new();
    for _ in 0..TIMESTAMP_ATTRIBUTES_MAX {
        if list.is_empty() {
            break;
        }
        let mut attribute = list.inside(SEQUENCE)?;
        let name = attribute.take(OBJECT)?;
        let mut values = attribute.inside(SET)?;
        match name {
            object::CONTENT_TYPE if content_type.is_none() => content_type = Some(values.take(OBJECT)?),
            object::MESSAGE_DIGEST if message_digest.is_none() => message_digest = Some(values.take(OCTETS)?),
            object::CONTENT_TYPE | object::MESSAGE_DIGEST => return None,
            object::SIGNING_CERTIFICATE => {
                let hash = values.inside(SEQUENCE)?.inside(SEQUENCE)?.inside(SEQUENCE)?.take(OCTETS)?;
                certificates.push((&digest::SHA1_FOR_LEGACY_USE_ONLY, hash));
            }
            object::SIGNING_CERTIFICATE_V2 => {
                let mut first = values.inside(SEQUENCE)?.inside(SEQUENCE)?.inside(SEQUENCE)?;
                let algorithm = match first.optional(SEQUENCE) {
                    Some(algorithm) => named_hash(Reader::of(algorithm.value).take(OBJECT)?)?,
                    None => &digest::SHA256,
                };
                certificates.push((algorithm, first.take(OCTETS)?));
            }
            _ => {}
        }
    }
    list.is_empty().then_some(Attributes {
        content_type: content_type?,
        message_digest: message_digest?,
        certificates,
    })
}

fn named_hash(algorithm: &[u8]) -> Option<&'static digest::Algorithm> {
    if algorithm == object::SHA1 { Some(&digest::SHA1_FOR_LEGACY_USE_ONLY) } else { hash(algorithm) }
}

/// What CMS needs to know of a certificate; the rest is left to `webpki`.
struct Described<'a> {
    issuer: &'a [u8],
    serial: &'a [u8],
    /// Whether its key is for timestamps, for nothing else, and says so critically (RFC 3161, 2.3).
    is_for_timestamps: bool,
}

fn describe(certificate: &[u8]) -> Option<Described<'_>> {
    let mut body = Reader::of(certificate).inside(SEQUENCE)?.inside(SEQUENCE)?;
    body.optional(constructed(0));
    let serial = body.take(INTEGER)?;
    body.take(SEQUENCE)?;
    let issuer = body.element().filter(|issuer| issuer.tag == SEQUENCE)?.whole;
    let mut extensions = None;
    while let Some(element) = body.element() {
        if element.tag == constructed(3) {
            extensions = Reader::of(element.value).inside(SEQUENCE);
        }
    }
    let is_for_timestamps = extensions.is_some_and(is_for_timestamps);
    Some(Described { issuer, serial, is_for_timestamps })
}

fn is_for_timestamps(mut extensions: Reader<'_>) -> bool {
    while let Some(mut extension) = extensions.inside(SEQUENCE) {
        if extension.take(OBJECT) != Some(object::KEY_USES) {
            continue;
        }
        let is_critical =
            extension.optional(BOOLEAN).is_some_and(|critical: Element<'_>| critical.value == [0xff]);
        let Some(mut uses) = extension.take(OCTETS).and_then(|value| Reader::of(value).inside(SEQUENCE))
        else {
            return false;
        };
        return is_critical && uses.take(OBJECT) == Some(object::USE_TIMESTAMPING) && uses.is_empty();
    }
    false
}
