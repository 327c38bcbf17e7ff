//! A child that tries what it may not do, so that a test or a person can see from outside that it cannot.

use super::frame::{self, Frame};
use super::message::{Attempt, Reply};
use std::fs::{File, OpenOptions};
use std::hint::black_box;
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::UnixStream;
use std::process::Command;

/// What a forbidden thing is called that could be done all the same.
pub const PERMITTED: &str = "permitted";

/// Tries, and says what the kernel said. Some attempts do not come back.
pub fn attempt(attempt: Attempt, output: &mut impl Write) -> io::Result<Reply> {
    Ok(Reply::Tested(match attempt {
        Attempt::Files => files(),
        Attempt::Network => network(),
        Attempt::Processes => processes(),
        Attempt::Memory => memory(),
        Attempt::Time => loop {
            black_box(0);
        },
        Attempt::Flood => loop {
            frame::write(output, &Frame::Piece(vec![0; 1 << 20]))?;
        },
        Attempt::Nonsense => {
            frame::write(output, &Frame::Reply(b"{\"facts\":{\"kind\":\"jpeg\",\"width_px\":-1}}".to_vec()))?;
            Vec::new()
        }
    }))
}

fn said<T>(name: &str, outcome: io::Result<T>) -> (String, String) {
    (name.to_owned(), outcome.map_or_else(|error| format!("{:?}", error.kind()), |_| PERMITTED.to_owned()))
}

/// Files by name: none may be opened, listed or made.
pub fn files() -> Vec<(String, String)> {
    let made = std::env::temp_dir().join("sijil-self-test");
    let outcome = vec![
        said("open a file", File::open("/etc/passwd")),
        said("open a device for writing", OpenOptions::new().write(true).open("/dev/null")),
        said("list a folder", std::fs::read_dir("/")),
        said("see a file", std::fs::metadata("/etc/passwd")),
        said("make a file", File::create(&made)),
    ];
    drop(std::fs::remove_file(made));
    outcome
}

/// Sockets of any family.
pub fn network() -> Vec<(String, String)> {
    vec![
        said("listen", TcpListener::bind("127.0.0.1:0")),
        said("connect", TcpStream::connect("127.0.0.1:9")),
        said("send a datagram", UdpSocket::bind("127.0.0.1:0")),
        said("open a socket of this machine", UnixStream::pair()),
    ]
}

fn processes() -> Vec<(String, String)> {
    vec![
        said("run a program", Command::new("/bin/true").status()),
        said("start a thread", std::thread::Builder::new().spawn(|| ())),
    ]
}

fn memory() -> Vec<(String, String)> {
    let mut held = Vec::new();
    // Twice what a child may take.
    for number in 0..64_u8 {
        held.push(black_box(vec![number.max(1); 16 << 20]));
    }
    vec![("take a gibibyte".to_owned(), format!("{PERMITTED} {}", held.len()))]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The control: where nothing is confined, the same attempts come through.
    #[test]
    fn outside_the_walls_everything_is_permitted() {
        for (name, outcome) in files().into_iter().chain(processes()) {
            assert_eq!(outcome, PERMITTED, "{name}");
        }
        for (name, outcome) in network().into_iter().filter(|(name, _)| name != "connect") {
            assert_eq!(outcome, PERMITTED, "{name}");
        }
    }
}
