//! A passkey device in a few lines: what a browser would send for one, as WebAuthn level 2 sections 6.1 and 6.5 lay it
//! out. Keys are fixed, so that two devices are told apart by their number.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{DerSignature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub const SITE: &str = "http://localhost:8080";

/// The owner is present, and the device verified them.
const VERIFIED: u8 = 0x05;
/// A key comes with the data.
const WITH_KEY: u8 = 0x40;

pub struct Device {
    key: SigningKey,
    credential: Vec<u8>,
    user: Vec<u8>,
    /// How often it was used.
    pub counter: u32,
    /// Whether it recognises its owner.
    pub verifies: bool,
    /// The page that it believes to be asked by.
    pub origin: String,
}

fn encoded(bytes: &[u8]) -> Value {
    URL_SAFE_NO_PAD.encode(bytes).into()
}

fn decoded(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap()
}

impl Device {
    pub fn new(number: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[number; 32]).unwrap(),
            credential: vec![number; 32],
            user: Vec::new(),
            counter: 1,
            verifies: true,
            origin: SITE.to_owned(),
        }
    }

    /// The id by which a register knows its passkey.
    pub fn credential(&self) -> &[u8] {
        &self.credential
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0x01 };
        let mut data = Sha256::digest(b"localhost").to_vec();
        data.push(verified | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client(&self, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = &options["publicKey"]["challenge"];
        let origin = &self.origin;
        json!({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false})
            .to_string()
            .into_bytes()
    }

    /// Makes a passkey as the options ask, and remembers whose it is.
    pub fn make(&mut self, options: &Value) -> String {
        self.user = decoded(&options["publicKey"]["user"]["id"]);
        let point = self.key.verifying_key().to_sec1_point(false);
        let mut data = self.data(WITH_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.credential.len()).unwrap().to_be_bytes());
        data.extend(&self.credential);
        // COSE: an ES256 key on P-256.
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(point.x().unwrap());
        data.extend([0x22, 0x58, 0x20]);
        data.extend(point.y().unwrap());
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": data}.
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        let client = self.client("webauthn.create", options);
        let response = json!({"attestationObject": encoded(&object), "clientDataJSON": encoded(&client)});
        self.answer(&response)
    }

    /// Shows the passkey.
    pub fn show(&mut self, options: &Value) -> String {
        self.counter += 1;
        let (data, client) = (self.data(0), self.client("webauthn.get", options));
        let signed: DerSignature = self.key.sign(&[data.as_slice(), &Sha256::digest(&client)].concat());
        self.answer(&json!({
            "authenticatorData": encoded(&data),
            "clientDataJSON": encoded(&client),
            "signature": encoded(signed.as_bytes()),
            "userHandle": encoded(&self.user),
        }))
    }

    /// Claims to be somebody else's.
    pub fn claim(&mut self, user: &[u8]) {
        user.clone_into(&mut self.user);
    }

    fn answer(&self, response: &Value) -> String {
        let id = encoded(&self.credential);
        json!({"id": id, "rawId": id, "type": "public-key", "extensions": {}, "response": response})
            .to_string()
    }
}
