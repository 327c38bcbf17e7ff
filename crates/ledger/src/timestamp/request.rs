//! What is asked of a timestamp authority (RFC 3161, 2.4.1).

use super::der::{BOOLEAN, INTEGER, NULL, OBJECT, OCTETS, SEQUENCE, element};
use super::object;
use sha2::{Digest, Sha256};

/// A number drawn for one request, so that an old answer cannot stand for a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nonce([u8; 16]);

impl Nonce {
    /// A nonce of 126 bits, made of 16 random bytes.
    pub const fn of(random: [u8; 16]) -> Self {
        let mut bytes = random;
        // The two highest bits make it positive and of one length, whatever was drawn.
        bytes[0] = bytes[0] & 0x3f | 0x40;
        Self(bytes)
    }

    pub(super) const fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// The request (`TimeStampReq`, DER) for a token over the SHA-256 of a message; the certificate is asked for too.
pub fn request(message: &[u8], nonce: Nonce) -> Vec<u8> {
    let digest = Sha256::digest(message);
    let algorithm = element(SEQUENCE, &[&element(OBJECT, &[object::SHA256]), &element(NULL, &[])]);
    let imprint = element(SEQUENCE, &[&algorithm, &element(OCTETS, &[&digest])]);
    let version = element(INTEGER, &[&[1]]);
    let nonce = element(INTEGER, &[nonce.bytes()]);
    let wants_certificate = element(BOOLEAN, &[&[0xff]]);
    element(SEQUENCE, &[&version, &imprint, &nonce, &wants_certificate])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canonical::hex;

    #[test]
    fn a_request_is_the_bytes_the_standard_says() {
        let bytes = request(b"abc", Nonce::of([0xff; 16]));
        // SHA-256 of "abc" as FIPS 180-2 gives it.
        let expected = concat!(
            "304b020101",
            "3031300d060960864801650304020105000420",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "02107fffffffffffffffffffffffffffffff",
            "0101ff"
        );
        assert_eq!(hex(&bytes), expected);
        assert_eq!(Nonce::of([0; 16]).bytes()[0], 0x40);
    }
}
