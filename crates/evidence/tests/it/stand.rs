//! An object store on this machine that checks signatures: `s3s` over a folder, so that a test can go behind its back.

use evidence::vault::{SecondPlace, StoreAddress, StoreCredentials, StorePlace};
use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use tokio::runtime::Runtime;

pub(crate) const BUCKET: &str = "copies";
const KEY: &str = "the-key-of-the-stand";
const SECRET: &str = "the-secret-of-the-stand";

pub(crate) struct Stand {
    held: tempfile::TempDir,
    address: SocketAddr,
    running: Option<Runtime>,
}

impl Stand {
    pub(crate) fn start() -> Self {
        let held = tempfile::tempdir().unwrap();
        std::fs::create_dir(held.path().join(BUCKET)).unwrap();
        let mut stand = Self { held, address: ([127, 0, 0, 1], 0).into(), running: None };
        stand.resume();
        stand
    }

    /// Answers again, at the address it had.
    pub(crate) fn resume(&mut self) {
        let listener = TcpListener::bind(self.address).unwrap();
        self.address = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(self.held.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = builder.build();
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            while let Ok((socket, _)) = listener.accept().await {
                let serving = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(socket), service.clone());
                // A client that goes away in the middle is what some of these tests are about.
                tokio::spawn(async move { drop(serving.await) });
            }
        });
        self.running = Some(runtime);
    }

    /// Breaks every connection and answers no more.
    pub(crate) fn go_away(&mut self) {
        if let Some(runtime) = self.running.take() {
            runtime.shutdown_timeout(std::time::Duration::from_secs(5));
        }
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.held.path().join(BUCKET)
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn place(&self, prefix: &str) -> StorePlace {
        place(&self.endpoint(), prefix)
    }
}

/// A part of the bucket of the stand that answers there.
pub(crate) fn place(endpoint: &str, prefix: &str) -> StorePlace {
    StorePlace {
        address: StoreAddress::parse(&format!("s3://{BUCKET}/{prefix}")).unwrap(),
        endpoint: Some(endpoint.to_owned()),
        region: "us-east-1".to_owned(),
        credentials: StoreCredentials {
            access_key_id: KEY.to_owned(),
            secret_access_key: SECRET.to_owned(),
            session_token: None,
        },
    }
}

impl From<&Stand> for SecondPlace {
    fn from(stand: &Stand) -> Self {
        Self::Store(stand.place("register/vault"))
    }
}
