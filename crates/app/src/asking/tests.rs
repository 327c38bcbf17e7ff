//! Against a server of the tests' own, on loopback.

use super::guard::is_public;
use super::*;
use domain::id::RecordId;
use std::io::{Read, Write};
use std::net::{IpAddr, TcpListener};
use uuid::Uuid;

/// A server that answers by path; `HEAD /get-only` fails, as some servers do. Gone with the process.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut text = Vec::new();
            let mut part = [0_u8; 512];
            while !text.windows(4).any(|four| four == b"\r\n\r\n") {
                match stream.read(&mut part) {
                    Ok(0) | Err(_) => break,
                    Ok(read) => text.extend_from_slice(&part[..read]),
                }
            }
            let text = String::from_utf8_lossy(&text).into_owned();
            let mut words = text.split_whitespace();
            let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let answer = match (method, path) {
                ("HEAD", "/get-only") => "405 No",
                (_, "/here" | "/get-only") => "200 OK",
                (_, "/moved") => "302 Found\r\nlocation: /here",
                (_, "/round") => "302 Found\r\nlocation: /round",
                (_, "/gone") => "410 Gone",
                (_, "/shy") => "403 No",
                (_, "/broken") => "500 Broken",
                _ => "404 No",
            };
            let answer = format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            drop(stream.write_all(answer.as_bytes()));
        }
    });
    base
}

fn asked(urls: &[String]) -> Vec<ToCheck> {
    let each = |(number, url): (usize, &String)| ToCheck {
        report: RecordId(Uuid::from_u128(number as u128)),
        url: url.clone(),
    };
    urls.iter().enumerate().map(each).collect()
}

#[test]
fn what_a_server_says_is_told_apart() {
    let base = server();
    let asker = Asker::new(Inwards::Allowed);
    let state = |path: &str| asker.ask(&format!("{base}{path}")).state();
    for path in ["/here", "/get-only", "/moved"] {
        assert_eq!(state(path), Some(LinkState::Alive), "{path}");
    }
    for path in ["/gone", "/nothing"] {
        assert_eq!(state(path), Some(LinkState::Dead), "{path}");
    }
    for path in ["/shy", "/broken", "/round"] {
        assert_eq!(state(path), Some(LinkState::Unclear), "{path}");
    }
    // A port nobody listens at.
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    assert_eq!(asker.ask(&format!("http://{closed}/")), Said::Silent);
    assert_eq!(asker.ask("http://no-such-host.invalid/"), Said::HostNotFound);
}

#[test]
fn nothing_of_this_machine_or_its_network_is_asked() {
    let base = server();
    let asker = Asker::new(Inwards::Refused);
    let port = base.rsplit(':').next().unwrap_or_default();
    for url in [
        format!("{base}/here"),
        format!("http://localhost:{port}/here"),
        format!("http://[::1]:{port}/here"),
        format!("http://[::ffff:127.0.0.1]:{port}/here"),
        format!("http://2130706433:{port}/here"),
        "http://10.0.0.1/".to_owned(),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://192.168.1.1/".to_owned(),
    ] {
        assert_eq!(asker.ask(&url), Said::NotAsked, "{url}");
    }
    let round = asker.round(&asked(&[format!("{base}/here")]));
    assert_eq!((round.seen.len(), round.not_asked, round.is_offline), (0, 1, false));
}

#[test]
fn a_round_asks_each_address_once_and_knows_when_it_is_offline() {
    let base = server();
    let asker = Asker::new(Inwards::Allowed);
    let urls = [format!("{base}/here"), format!("{base}/gone"), format!("{base}/here")];
    let round = asker.round(&asked(&urls));
    let states: Vec<LinkState> = round.seen.iter().map(|seen| seen.state).collect();
    assert_eq!(states, [LinkState::Alive, LinkState::Dead, LinkState::Alive]);
    assert_eq!(round.seen[1].detail, "410");
    let nowhere = ["http://no-such-host.invalid/".to_owned(), "http://nor-this.invalid/".to_owned()];
    let round = asker.round(&asked(&nowhere));
    assert!(round.is_offline && round.seen.is_empty(), "{round:?}");
    let many: Vec<String> = (0..LINKS_OF_A_HOST_MAX + 3).map(|number| format!("{base}/{number}")).collect();
    let round = asker.round(&asked(&many));
    assert_eq!((round.seen.len(), round.left), (LINKS_OF_A_HOST_MAX, 3));
}

#[test]
fn only_public_addresses_are_public() {
    for public in ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"] {
        assert!(is_public(public.parse::<IpAddr>().expect("an address")), "{public}");
    }
    for inward in [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "2001:db8::1",
        "2001:0:1::",
        "fec0::1",
    ] {
        assert!(!is_public(inward.parse::<IpAddr>().expect("an address")), "{inward}");
    }
}
