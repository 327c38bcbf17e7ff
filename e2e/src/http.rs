//! A plain client: keeps cookies, follows no redirect, hides no status.

use crate::limits;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use ureq::Agent;
use ureq::http::Request;

/// A client of one server.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    origin: String,
    cookies: BTreeMap<String, String>,
}

/// An answer, whatever its status.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Header names in lower case with their values, in order.
    pub headers: Vec<(String, String)>,
    /// The body as sent.
    pub body: Vec<u8>,
}

impl Response {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The first header of this lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// One part of an upload form.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// A field and its value.
    Field(&'a str, &'a str),
    /// A field, the file's name and its content.
    File(&'a str, &'a str, &'a [u8]),
}

impl Client {
    /// A client of the server at `origin` (scheme, host, port), with no cookies.
    pub fn new(origin: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(limits::REQUEST_MAX))
            .build()
            .new_agent();
        Self { agent, origin: origin.trim_end_matches('/').to_owned(), cookies: BTreeMap::new() }
    }

    /// Asks for a page; `path` begins with `/`.
    pub fn get(&mut self, path: &str) -> Result<Response> {
        self.send("GET", path, &[], &[])
    }

    /// Sends a form as a page of the same site would.
    pub fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Response> {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let origin = self.origin.clone();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", origin.as_str()),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send("POST", path, &headers, body.join("&").as_bytes())
    }

    /// Sends a form with files as a page of the same site would.
    pub fn post_parts(&mut self, path: &str, parts: &[Part]) -> Result<Response> {
        const BOUNDARY: &str = "sijil-e2e-boundary-7d1f";
        let mut body = Vec::new();
        for part in parts {
            body.extend_from_slice(format!("--{BOUNDARY}\r\ncontent-disposition: form-data; ").as_bytes());
            match part {
                Part::Field(name, value) => {
                    body.extend_from_slice(format!("name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
                }
                Part::File(name, file, content) => {
                    let head = format!("name=\"{name}\"; filename=\"{file}\"\r\n");
                    body.extend_from_slice(head.as_bytes());
                    body.extend_from_slice(b"content-type: application/octet-stream\r\n\r\n");
                    body.extend_from_slice(content);
                    body.extend_from_slice(b"\r\n");
                }
            }
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let origin = self.origin.clone();
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let headers =
            [("content-type", kind.as_str()), ("origin", origin.as_str()), ("sec-fetch-site", "same-origin")];
        self.send("POST", path, &headers, &body)
    }

    /// Sends any request; what the server sets as cookies goes with the next one.
    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Response> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.origin));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", cookies.join("; "));
        }
        let answer = if method == "GET" || method == "HEAD" {
            self.agent.run(request.body(()).context("the request cannot be made")?)
        } else {
            self.agent.run(request.body(body).context("the request cannot be made")?)
        };
        let mut answer = answer.with_context(|| format!("{method} {}{path} failed", self.origin))?;
        let headers: Vec<(String, String)> = answer
            .headers()
            .iter()
            .map(|(name, value)| {
                (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        let body = answer.body_mut().with_config().limit(limits::RESPONSE_BYTES_MAX).read_to_vec()?;
        self.keep_cookies(&headers);
        Ok(Response { status: answer.status().as_u16(), headers, body })
    }

    fn keep_cookies(&mut self, headers: &[(String, String)]) {
        for (_, value) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            let Some((name, rest)) = value.split_once('=') else { continue };
            let content = rest.split(';').next().unwrap_or("").trim();
            if content.is_empty() || rest.to_ascii_lowercase().contains("max-age=0") {
                self.cookies.remove(name.trim());
            } else {
                self.cookies.insert(name.trim().to_owned(), content.to_owned());
            }
        }
    }
}

/// Percent-encodes a text for a form or an address.
pub fn encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            other => {
                let _ = write!(out, "%{other:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_encoded_for_a_form() {
        assert_eq!(encoded("a b&ر=~"), "a%20b%26%D8%B1%3D~");
    }

    #[test]
    fn cookies_are_kept_and_dropped_as_told() {
        let mut client = Client::new("http://localhost:1/");
        let set = |value: &str| vec![("set-cookie".to_owned(), value.to_owned())];
        client.keep_cookies(&set("session=abc; Path=/; HttpOnly"));
        assert_eq!(client.cookies.get("session").map(String::as_str), Some("abc"));
        client.keep_cookies(&set("session=; Max-Age=0"));
        assert!(client.cookies.is_empty());
    }
}
