//! The wire to `chromedriver`: W3C WebDriver as JSON over HTTP on loopback.
//!
//! Not a general client; [`crate::browser`] is what tests use.

use crate::{limits, program};
use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Instant;
use ureq::Agent;

/// The key under which the protocol hands out elements.
pub const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A running driver with at most one session.
#[derive(Debug)]
pub struct Driver {
    child: Child,
    agent: Agent,
    address: String,
    session: Option<String>,
}

impl Driver {
    /// Starts the driver on a port of its choice.
    pub fn start(path: &str) -> Result<Self> {
        let mut child = Command::new(path)
            .args(["--port=0", "--log-level=WARNING"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {path}"))?;
        let (send, lines) = channel();
        program::read_lines(child.stdout.take().context("no standard output")?, send);
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(limits::REQUEST_MAX))
            .build()
            .new_agent();
        let mut driver = Self { child, agent, address: String::new(), session: None };
        let started = Instant::now();
        loop {
            let left = limits::DRIVER_START_MAX.saturating_sub(started.elapsed());
            let line =
                lines.recv_timeout(left).map_err(|error| anyhow!("{path} printed no port: {error}"))?;
            if let Some(port) = port_in(&line) {
                driver.address = format!("http://127.0.0.1:{port}");
                return Ok(driver);
            }
        }
    }

    /// Opens the session that all later calls mean.
    pub fn open(&mut self, capabilities: &Value) -> Result<()> {
        let body = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let value = self.exchange("POST", &format!("{}/session", self.address), Some(&body))?;
        let id = value["sessionId"].as_str().context("the driver gave no session")?;
        self.session = Some(id.to_owned());
        Ok(())
    }

    /// Asks within the session; `path` begins with `/`.
    pub fn get(&self, path: &str) -> Result<Value> {
        self.exchange("GET", &self.within(path)?, None)
    }

    /// Commands within the session.
    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.exchange("POST", &self.within(path)?, Some(body))
    }

    /// Removes within the session.
    pub fn delete(&self, path: &str) -> Result<Value> {
        self.exchange("DELETE", &self.within(path)?, None)
    }

    fn within(&self, path: &str) -> Result<String> {
        let session = self.session.as_deref().context("the browser has no session")?;
        Ok(format!("{}/session/{session}{path}", self.address))
    }

    fn exchange(&self, method: &str, address: &str, body: Option<&Value>) -> Result<Value> {
        let answer = match (method, body) {
            ("POST", Some(body)) => self.agent.post(address).send_json(body),
            ("DELETE", _) => self.agent.delete(address).call(),
            _ => self.agent.get(address).call(),
        };
        let mut answer = answer.with_context(|| format!("the driver did not answer {method} {address}"))?;
        let reader = answer.body_mut().with_config().limit(limits::RESPONSE_BYTES_MAX);
        let mut told: Value = reader.read_json().context("the driver's answer is no JSON")?;
        let value = told["value"].take();
        if answer.status().as_u16() >= 400 {
            let kind = value["error"].as_str().unwrap_or("error");
            let message = value["message"].as_str().unwrap_or("").lines().next().unwrap_or("");
            bail!("{kind}: {message}");
        }
        Ok(value)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Ending the session lets the browser end its own children; the kill below is for a driver that hangs.
        self.delete("").ok();
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// `ChromeDriver was started successfully on port 40123.` gives the port.
fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end_matches('.').trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_what_the_driver_prints() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 40123."), Some(40123));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
