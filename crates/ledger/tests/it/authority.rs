//! A timestamp authority of the tests' own: `openssl ts` with a root, a certificate between, and one for timestamps.
//!
//! Shared by path with the tests of other crates. Where there is no `openssl`, [`Authority::new`] says so.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop where they fail and say what they skip"
)]
#![allow(dead_code, reason = "each crate that shares this file uses a part of it")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

/// An authority with its keys in a folder of its own.
pub(crate) struct Authority {
    folder: TempDir,
}

/// The key an authority signs with, as arguments of `openssl req -newkey`.
pub(crate) const ELLIPTIC: &[&str] = &["ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
/// As above.
pub(crate) const ELLIPTIC_384: &[&str] = &["ec", "-pkeyopt", "ec_paramgen_curve:P-384"];
/// As above.
pub(crate) const RSA: &[&str] = &["rsa:2048"];

const CONFIGURATION: &str = "
[ts]
serial = serial
signer_cert = signer.pem
certs = middle.pem
signer_key = signer.key
signer_digest = HASH
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1, millisecs:500
tsa_name = yes
ess_cert_id_alg = ESS
[timestamps]
extendedKeyUsage = critical,timeStamping
[anything]
extendedKeyUsage = serverAuth
[root]
basicConstraints = critical,CA:true
";

impl Authority {
    /// An authority; `None`, having said so, where there is no `openssl`.
    pub(crate) fn new(key: &[&str]) -> Option<Self> {
        Self::with(key, "sha256", "sha256", "timestamps")
    }

    /// An authority that signs with that hash, names its certificate by that hash, and has that kind of certificate.
    pub(crate) fn with(key: &[&str], hash: &str, ess: &str, kind: &str) -> Option<Self> {
        if Command::new("openssl").arg("version").output().is_err() {
            println!("skipped: there is no openssl here to be an authority");
            return None;
        }
        let authority = Self { folder: tempfile::tempdir().unwrap() };
        let text = CONFIGURATION.replace("HASH", hash).replace("ESS", ess);
        fs::write(authority.path("ts.cnf"), format!("{text}[req]\ndistinguished_name = name\n[name]\n"))
            .unwrap();
        let new = format!("req -new -nodes -config ts.cnf -newkey {}", key.join(" "));
        let named = |arguments: String, name: &str| {
            let mut arguments: Vec<_> = arguments.split_whitespace().map(str::to_owned).collect();
            arguments.extend(["-subj".to_owned(), format!("/CN={name} of a test")]);
            let output = authority.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
            assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        };
        named(format!("{new} -keyout root.key -x509 -days 30 -extensions root -out root.pem"), "Root");
        named(format!("{new} -keyout middle.key -out middle.csr"), "Middle");
        named(format!("{new} -keyout signer.key -out signer.csr"), "Clock");
        let sign = "x509 -req -days 20 -extfile ts.cnf";
        authority.must(&format!(
            "{sign} -in middle.csr -CA root.pem -CAkey root.key -set_serial 76 -extensions root -out middle.pem"
        ));
        authority.must(&format!(
            "{sign} -in signer.csr -CA middle.pem -CAkey middle.key -set_serial 77 -extensions {kind} -out signer.pem"
        ));
        Some(authority)
    }

    /// A file of its folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new("openssl").args(arguments).current_dir(self.folder.path()).output().unwrap()
    }

    /// Its root, in PEM.
    pub(crate) fn root(&self) -> Vec<u8> {
        fs::read(self.path("root.pem")).unwrap()
    }

    /// What it answers to a request.
    pub(crate) fn answer(&self, request: &[u8]) -> Vec<u8> {
        fs::write(self.path("request.tsq"), request).unwrap();
        let output = self.run(&[
            "ts",
            "-reply",
            "-config",
            "ts.cnf",
            "-section",
            "ts",
            "-queryfile",
            "request.tsq",
            "-out",
            "answer.tsr",
        ]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        fs::read(self.path("answer.tsr")).unwrap()
    }

    /// The statement of time inside an answer.
    pub(crate) fn statement(&self, answer: &[u8]) -> Vec<u8> {
        fs::write(self.path("whole.tsr"), answer).unwrap();
        self.must("ts -reply -in whole.tsr -token_out -out token.der");
        self.must("cms -verify -noverify -inform DER -in token.der -out statement.der");
        fs::read(self.path("statement.der")).unwrap()
    }

    /// An answer whose statement is signed with this authority's key, whatever its certificate is for.
    pub(crate) fn signs(&self, statement: &[u8]) -> Vec<u8> {
        fs::write(self.path("statement.der"), statement).unwrap();
        self.must(
            "cms -sign -binary -nodetach -cades -md sha256 -econtent_type 1.2.840.113549.1.9.16.1.4 \
             -in statement.der -signer signer.pem -certfile middle.pem -inkey signer.key -outform DER -out signed.der",
        );
        let signed = fs::read(self.path("signed.der")).unwrap();
        let length = u16::try_from(signed.len() + 5).unwrap().to_be_bytes();
        [&[0x30, 0x82][..], &length, &[0x30, 0x03, 0x02, 0x01, 0x00], &signed].concat()
    }

    fn must(&self, arguments: &str) {
        let output = self.run(&arguments.split_whitespace().collect::<Vec<_>>());
        assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Whether `openssl ts -verify` accepts an answer over a message.
    pub(crate) fn accepts(&self, answer: &[u8], message: &[u8]) -> bool {
        fs::write(self.path("kept.tsr"), answer).unwrap();
        fs::write(self.path("message"), message).unwrap();
        let arguments = ["ts", "-verify", "-in", "kept.tsr", "-data", "message", "-CAfile", "root.pem"];
        self.run(&arguments).status.success()
    }

    /// What `openssl ts` reads in a request.
    pub(crate) fn reads(&self, request: &[u8]) -> String {
        fs::write(self.path("read.tsq"), request).unwrap();
        String::from_utf8(self.run(&["ts", "-query", "-in", "read.tsq", "-text"]).stdout).unwrap()
    }
}
