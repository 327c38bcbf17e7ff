//! Runs the program under test: a command to its end, or a server until it is dropped.
//!
//! Waiting is done on pipes, never by sleeping: a command ends when its output does, a server is up when it
//! has printed its address. Start at [`Program`].

use crate::{binary, limits};
use anyhow::{Context, Result, bail, ensure};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// A program to run, with the variables it gets.
#[derive(Debug, Clone)]
pub struct Program {
    path: PathBuf,
    variables: Vec<(String, String)>,
}

/// What a finished command left.
#[derive(Debug, Clone)]
pub struct Finished {
    /// The exit code; `None` where a signal ended it.
    pub code: Option<i32>,
    /// Everything on standard output, as text.
    pub stdout: String,
    /// Everything on standard error, as text.
    pub stderr: String,
    /// From start to end.
    pub took: Duration,
}

impl Program {
    /// The built `sijil`.
    pub fn sijil() -> Result<Self> {
        Ok(Self::at(binary::sijil()?))
    }

    /// Another program, for the harness's own tests.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned(), variables: Vec::new() }
    }

    /// Adds a variable to its environment.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Runs a command to its end; the exit code is the caller's to judge.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Result<Finished> {
        self.run_with_input(arguments, &[])
    }

    /// Runs a command to its end with this on its standard input.
    pub fn run_with_input<A: AsRef<OsStr>>(&self, arguments: &[A], input: &[u8]) -> Result<Finished> {
        let started = Instant::now();
        let mut child = self.spawn(arguments)?;
        let mut pipe = child.stdin.take().context("no standard input")?;
        let input = input.to_vec();
        // A program that does not read its input closes the pipe; that is no failure.
        let writer = std::thread::spawn(move || drop(pipe.write_all(&input)));
        let (send, receive) = channel();
        read_to_end(child.stdout.take().context("no standard output")?, 0, send.clone());
        read_to_end(child.stderr.take().context("no standard error")?, 1, send);
        let mut outputs = [String::new(), String::new()];
        for _ in 0..2 {
            let left = limits::COMMAND_MAX.saturating_sub(started.elapsed());
            let Ok((which, text)) = receive.recv_timeout(left) else {
                child.kill().ok();
                child.wait().ok();
                bail!("{} did not end within {:?}", self.path.display(), limits::COMMAND_MAX);
            };
            outputs[which] = text;
        }
        let status = child.wait()?;
        writer.join().ok();
        let [stdout, stderr] = outputs;
        Ok(Finished { code: status.code(), stdout, stderr, took: started.elapsed() })
    }

    /// Runs a command and kills it, as the machine's out-of-memory killer would, unless it ends before.
    ///
    /// Says whether it was killed.
    pub fn kill_after<A: AsRef<OsStr>>(&self, arguments: &[A], after: Duration) -> Result<bool> {
        let mut child = self.spawn(arguments)?;
        drop(child.stdin.take());
        let (send, receive) = channel();
        read_to_end(child.stdout.take().context("no standard output")?, 0, send.clone());
        read_to_end(child.stderr.take().context("no standard error")?, 1, send);
        let is_running = matches!(receive.recv_timeout(after), Err(RecvTimeoutError::Timeout));
        child.kill()?;
        let status = child.wait()?;
        Ok(is_running && status.code().is_none())
    }

    /// Runs a command that must succeed, and gives its standard output.
    pub fn succeed<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Result<String> {
        let finished = self.run(arguments)?;
        ensure!(
            finished.code == Some(0),
            "{:?} ended with {:?}\n{}{}",
            arguments.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
            finished.code,
            finished.stdout,
            finished.stderr
        );
        Ok(finished.stdout)
    }

    /// Starts a command that serves, and waits for the address it prints.
    pub fn serve<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Result<Server> {
        let started = Instant::now();
        let mut child = self.spawn(arguments)?;
        drop(child.stdin.take());
        let (send, lines) = channel();
        read_lines(child.stdout.take().context("no standard output")?, send.clone());
        read_lines(child.stderr.take().context("no standard error")?, send);
        let mut server = Server { child, lines, entrance: String::new(), printed: Vec::new() };
        server.wait_for_address(started)?;
        Ok(server)
    }

    fn spawn<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Result<Child> {
        Command::new(&self.path)
            .args(arguments)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .env("NO_COLOR", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", self.path.display()))
    }
}

/// A running server; it is ended when this is dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    lines: Receiver<String>,
    entrance: String,
    printed: Vec<String>,
}

impl Server {
    /// The address as printed, with the token in it where there is one: what a person opens first.
    pub fn entrance(&self) -> &str {
        &self.entrance
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        origin_of(&self.entrance)
    }

    /// The address of a page; `path` begins with `/`.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// The id of its process.
    pub fn process_id(&self) -> u32 {
        self.child.id()
    }

    /// What it has printed so far, both streams in the order read.
    pub fn printed(&mut self) -> &[String] {
        self.printed.extend(self.lines.try_iter());
        &self.printed
    }

    /// Asks it to end as a person's Ctrl-C or a service manager would, and gives the exit code.
    pub fn stop(mut self) -> Result<Option<i32>> {
        let status = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        ensure!(status.success(), "the server was gone before it was asked to stop");
        let asked = Instant::now();
        // Its pipes close when it ends.
        loop {
            match self.lines.recv_timeout(limits::SERVER_STOP_MAX.saturating_sub(asked.elapsed())) {
                Ok(line) => self.printed.push(line),
                Err(RecvTimeoutError::Disconnected) => return Ok(self.child.wait()?.code()),
                Err(RecvTimeoutError::Timeout) => {
                    bail!("the server did not stop within {:?}", limits::SERVER_STOP_MAX)
                }
            }
        }
    }

    fn wait_for_address(&mut self, started: Instant) -> Result<()> {
        loop {
            let left = limits::SERVER_START_MAX.saturating_sub(started.elapsed());
            match self.lines.recv_timeout(left) {
                Ok(line) => {
                    let found = address_in(&line).map(str::to_owned);
                    self.printed.push(line);
                    if let Some(address) = found {
                        self.entrance = address;
                        return Ok(());
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    bail!(
                        "no address within {:?}; printed:\n{}",
                        limits::SERVER_START_MAX,
                        self.printed.join("\n")
                    )
                }
                Err(RecvTimeoutError::Disconnected) => {
                    let code = self.child.wait()?.code();
                    bail!("it ended with {code:?} before an address; printed:\n{}", self.printed.join("\n"))
                }
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The first address of this machine in a line.
pub fn address_in(line: &str) -> Option<&str> {
    let start = line.find("http://").or_else(|| line.find("https://"))?;
    let address =
        line[start..].split(|end: char| end.is_whitespace() || "\"'<>()\u{1b}".contains(end)).next()?;
    let address = address.trim_end_matches(['.', ',', ';']);
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?']).next()?;
    let (name, port) = host.rsplit_once(':')?;
    let is_here = ["localhost", "127.0.0.1", "[::1]"].contains(&name);
    (is_here && port.parse::<u16>().is_ok_and(|port| port != 0)).then_some(address)
}

/// Scheme, host and port of an address.
pub fn origin_of(address: &str) -> &str {
    let host_start = address.find("://").map_or(0, |at| at + 3);
    let end = address[host_start..].find(['/', '?', '#']).map_or(address.len(), |at| host_start + at);
    &address[..end]
}

fn read_to_end(
    mut pipe: impl Read + Send + 'static,
    which: usize,
    send: std::sync::mpsc::Sender<(usize, String)>,
) {
    std::thread::spawn(move || {
        let mut content = Vec::new();
        pipe.read_to_end(&mut content).ok();
        send.send((which, String::from_utf8_lossy(&content).into_owned())).ok();
    });
}

/// Sends every line of a pipe, without its end.
pub fn read_lines(pipe: impl Read + Send + 'static, send: std::sync::mpsc::Sender<String>) {
    std::thread::spawn(move || {
        let mut reader = BufReader::new(pipe);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            // Nobody listens any more: go on emptying the pipe, so that the program never blocks on it.
            send.send(String::from_utf8_lossy(&line).trim_end().to_owned()).ok();
            line.clear();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_in_what_people_are_told() {
        for (line, expected) in [
            (
                "open http://localhost:4107/?token=ab_c-1 in a browser",
                Some("http://localhost:4107/?token=ab_c-1"),
            ),
            ("listening on http://127.0.0.1:80.", Some("http://127.0.0.1:80")),
            ("see https://example.org:80/manual", None),
            ("http://localhost:0/", None),
            ("http://localhost/", None),
            ("no address", None),
        ] {
            assert_eq!(address_in(line), expected, "{line}");
        }
    }

    #[test]
    fn an_origin_has_no_path() {
        assert_eq!(origin_of("http://localhost:1/?t=x"), "http://localhost:1");
        assert_eq!(origin_of("http://localhost:1?t=x"), "http://localhost:1");
        assert_eq!(origin_of("http://localhost:1"), "http://localhost:1");
    }
}
