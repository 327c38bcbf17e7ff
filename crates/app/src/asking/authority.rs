//! Asking a timestamp authority: one POST, no redirects, bounded in time and size.
//!
//! What is asked and whether the answer holds is the register's. Which addresses may be set is
//! `register::settings`': https, or this machine.

use crate::limits::{AUTHORITY_CONNECT_TIMEOUT, AUTHORITY_TIMEOUT};
use register::ledger::limits::TIMESTAMP_BYTES_MAX;
use std::time::Duration;
use ureq::{Agent, Error};

/// Why an authority gave no answer that could be read.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    /// It does not answer, or not in time.
    #[error("the authority does not answer: {0}")]
    Away(String),
    /// It answers with another status than 200; redirects are not followed.
    #[error("the authority answered with status {0}")]
    Status(u16),
    /// It answers at too great a length.
    #[error("the authority's answer is longer than {TIMESTAMP_BYTES_MAX} bytes")]
    TooLong,
}

impl NoAnswer {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Away(_) => "timestamp-authority-away",
            Self::Status(_) => "timestamp-authority-status",
            Self::TooLong => "timestamp-too-long",
        }
    }
}

/// How long an authority is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For all of it.
    pub whole: Duration,
    /// To reach it.
    pub connecting: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { whole: AUTHORITY_TIMEOUT, connecting: AUTHORITY_CONNECT_TIMEOUT }
    }
}

/// Sends a request to an authority and takes its answer, whatever it says.
pub fn ask(address: &str, request: &[u8], patience: Patience) -> Result<Vec<u8>, NoAnswer> {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!("sijil/", env!("CARGO_PKG_VERSION")))
        .timeout_global(Some(patience.whole))
        .timeout_connect(Some(patience.connecting))
        .build();
    let asked = config.new_agent().post(address).content_type("application/timestamp-query").send(request);
    let mut answer = asked.map_err(|error| NoAnswer::Away(error.to_string()))?;
    if answer.status().as_u16() != 200 {
        return Err(NoAnswer::Status(answer.status().as_u16()));
    }
    let body = answer.body_mut().with_config().limit(TIMESTAMP_BYTES_MAX as u64).read_to_vec();
    body.map_err(|error| match error {
        Error::BodyExceedsLimit(_) => NoAnswer::TooLong,
        other => NoAnswer::Away(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::time::Instant;

    /// A server that does one thing with each connection. Gone with the process.
    fn server(behave: impl Fn(TcpStream) + Send + Clone + 'static) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/", listener.local_addr().expect("an address"));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let behave = behave.clone();
                std::thread::spawn(move || behave(stream));
            }
        });
        address
    }

    const SHORT: Patience =
        Patience { whole: Duration::from_millis(400), connecting: Duration::from_millis(200) };

    #[test]
    fn an_authority_that_hangs_or_dawdles_is_left() {
        // Nothing is ever said: the connection is held until the other side leaves.
        let silent = server(|mut stream| drop(std::io::copy(&mut stream, &mut std::io::sink())));
        // A byte whenever the last one was taken, for ever: no single read is slow.
        let dripping = server(|mut stream| {
            drop(stream.read(&mut [0; 4096]));
            drop(stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n"));
            let pause = Duration::from_millis(20);
            while stream.write_all(b"0").is_ok() {
                std::thread::park_timeout(pause);
            }
        });
        for address in [silent, dripping] {
            let begun = Instant::now();
            let error = ask(&address, b"request", SHORT).unwrap_err();
            assert_eq!(error.code(), "timestamp-authority-away", "{error}");
            assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
        }
        let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
        let error = ask(&format!("http://{closed}/"), b"request", SHORT).unwrap_err();
        assert_eq!(error.code(), "timestamp-authority-away", "{error}");
    }

    #[test]
    fn no_redirect_is_followed_and_no_flood_is_read() {
        let elsewhere = server(|_| unreachable!("nobody is sent here"));
        let moved = server(move |mut stream| {
            drop(stream.read(&mut [0; 4096]));
            let answer = format!("HTTP/1.1 307 Moved\r\nlocation: {elsewhere}\r\ncontent-length: 0\r\n\r\n");
            drop(stream.write_all(answer.as_bytes()));
        });
        let error = ask(&moved, b"request", Patience::default()).unwrap_err();
        assert!(matches!(error, NoAnswer::Status(307)), "{error}");
        let flooding = server(|mut stream| {
            drop(stream.read(&mut [0; 4096]));
            drop(stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n"));
            while stream.write_all(&[0; 8192]).is_ok() {}
        });
        let error = ask(&flooding, b"request", Patience::default()).unwrap_err();
        assert!(matches!(error, NoAnswer::TooLong), "{error}");
    }
}
