//! `sijil timestamp` against an authority that the test serves itself, on loopback over plain http.

use crate::authority::{Authority, ELLIPTIC};
use crate::running::{argument, done, json, run, stderr};
use register::origin::Origin;
use register::register::{Creation, LOCAL_ACTOR};
use register::{Reason, Register};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// A register with two acts in its log.
fn register(folder: &Path) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let origin_line = "sijil.test/log".to_owned();
        let creation = Creation { origin_line, one_person: true, server: None, origin: Origin::Machine };
        let register = Register::create(folder, creation).await.expect("a register");
        let reason = Reason { actor: LOCAL_ACTOR, why: "Begin".to_owned() };
        let project =
            domain::record::Project { code: "test".into(), name: "Test".into(), ..Default::default() };
        register.make_project(reason, &project).await.expect("a project");
        register.sequence().await.expect("numbered");
        register.close().await;
    });
}

/// Serves an authority; the path says how it behaves. Gone with the process.
fn serve(authority: Arc<Authority>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(&authority, stream);
        }
    });
    base
}

fn answer(authority: &Authority, mut stream: TcpStream) {
    let (path, body) = request(&mut stream);
    let right = || authority.answer(&body);
    let (status, answer) = match path.as_str() {
        "/" => ("200 OK", right()),
        "/garbage" => ("200 OK", b"<html>Sign in to the network first</html>".to_vec()),
        "/cut" => ("200 OK", right()[..300].to_vec()),
        // Another nonce, another message: the last and the first byte of what was asked.
        "/old" => ("200 OK", authority.answer(&changed(&body, body.len() - 4))),
        "/other" => ("200 OK", authority.answer(&changed(&body, 40))),
        "/refused" => ("200 OK", vec![0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02]),
        "/busy" => ("503 Busy", Vec::new()),
        _ => ("404 No", Vec::new()),
    };
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", answer.len());
    drop(stream.write_all(&[head.as_bytes(), &answer].concat()));
}

fn changed(body: &[u8], at: usize) -> Vec<u8> {
    let mut body = body.to_vec();
    body[at] ^= 1;
    body
}

/// Path and body of a request.
fn request(stream: &mut TcpStream) -> (String, Vec<u8>) {
    let mut read = Vec::new();
    let mut part = [0_u8; 4096];
    loop {
        let end = read.windows(4).position(|four| four == b"\r\n\r\n");
        let head = String::from_utf8_lossy(&read[..end.unwrap_or(0)]).to_lowercase();
        let length =
            head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
        if let (Some(end), Some(length)) = (end, length)
            && read.len() >= end + 4 + length
        {
            assert!(head.contains("content-type: application/timestamp-query"), "{head}");
            let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
            return (path, read[end + 4..].to_vec());
        }
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return (String::new(), Vec::new()),
            Ok(length) => read.extend_from_slice(&part[..length]),
        }
    }
}

/// Names an authority in the settings, in the place of the one before.
fn set(folder: &Path, address: &str) {
    let path = folder.join("sijil.toml");
    let text = std::fs::read_to_string(&path).expect("settings");
    let text = text.split("\n[timestamp]").next().unwrap_or_default();
    let more = format!("\n[timestamp]\nauthority = \"{address}\"\ncertificates = \"authority.pem\"\n");
    std::fs::write(path, format!("{text}{more}")).expect("settings");
}

#[test]
fn a_day_stays_due_until_a_token_holds_and_then_anybody_can_check_it() {
    let Some(authority) = Authority::new(ELLIPTIC).map(Arc::new) else { return };
    let held = tempfile::tempdir().expect("a folder");
    let folder = held.path().join("data");
    let data = argument(&folder);
    register(&folder);
    let ask = ["timestamp", "--data", &data];
    let unset = run(&ask);
    assert_eq!(unset.status.code(), Some(5));
    assert!(stderr(&unset).contains("no timestamp authority is set"), "{}", stderr(&unset));
    std::fs::write(folder.join("authority.pem"), authority.root()).expect("certificates");
    let base = serve(Arc::clone(&authority));
    let away = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    for (address, code) in [
        (format!("http://{away}/"), "timestamp-authority-away"),
        (format!("{base}/busy"), "timestamp-authority-status"),
        (format!("{base}/nothing"), "timestamp-authority-status"),
        (format!("{base}/garbage"), "timestamp-not-understood"),
        (format!("{base}/cut"), "timestamp-not-understood"),
        (format!("{base}/old"), "timestamp-nonce-wrong"),
        (format!("{base}/other"), "timestamp-of-other"),
        (format!("{base}/refused"), "timestamp-refused"),
    ] {
        set(&folder, &address);
        let output = run(&["timestamp", "--data", &data, "--json"]);
        assert_eq!(output.status.code(), Some(1), "{address}: {}", stderr(&output));
        let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!((&told["failed"]["code"], &told["due"]), (&code.into(), &1.into()), "{address}");
        assert!(!folder.join("log/timestamp/1.tsr").exists(), "{address}");
    }
    assert_eq!(json(&["verify", &data])["timestamps"]["tokens"], 0);

    set(&folder, &format!("{base}/"));
    let told = done(&ask);
    assert!(told.contains("done: 1 leaves") && told.contains("leads to a trusted certificate"), "{told}");
    // The command it prints, pasted by somebody who has the folder and the authority's root.
    let line = told.lines().find_map(|line| line.strip_prefix("check: ")).expect("a command");
    std::fs::copy(folder.join("authority.pem"), folder.join("ROOT.pem")).expect("a copy");
    let mut words = line.split(' ');
    let pasted = Command::new(words.next().expect("a program")).args(words).current_dir(&folder).output();
    assert!(pasted.expect("openssl").status.success(), "{line}");
    assert!(done(&ask).starts_with("nothing is due"));
    let told = done(&["verify", &data]);
    assert!(told.contains("timestamps: 1, the last over 1 leaves at 2"), "{told}");
    assert!(told.contains("1 lead to a trusted certificate") && told.contains(line), "{told}");

    let token = folder.join("log/timestamp/1.tsr");
    let bytes = changed(&std::fs::read(&token).expect("a token"), 600);
    std::fs::write(&token, bytes).expect("written");
    let output = run(&["verify", &data]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.starts_with("log/timestamp/1.tsr: "), "{told}");
}

#[test]
fn a_far_authority_is_not_asked_in_the_clear() {
    let held = tempfile::tempdir().expect("a folder");
    let folder = held.path().join("data");
    register(&folder);
    set(&folder, "http://tsa.example/");
    let output = run(&["timestamp", "--data", &argument(&folder)]);
    assert_eq!(output.status.code(), Some(5));
    assert!(stderr(&output).contains("timestamp.authority"), "{}", stderr(&output));
}
