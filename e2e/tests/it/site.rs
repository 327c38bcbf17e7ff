//! A tiny site of fixed pages on loopback, for testing the browser and the client without the product.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A running site; its thread ends with the test's process.
pub struct Site {
    /// Scheme, host and port.
    pub origin: String,
    /// Every request read so far: first line, headers and body.
    pub requests: Arc<Mutex<Vec<String>>>,
}

/// Serves these pages (path, content type and further headers, body) until the process ends.
pub fn start(pages: &'static [(&str, &str, &str)]) -> Site {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port on loopback");
    let origin = format!("http://{}", listener.local_addr().expect("a bound address"));
    let requests = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&requests);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let seen = Arc::clone(&seen);
            // A browser opens connections it never uses; each gets a thread, so that none blocks another.
            std::thread::spawn(move || answer(stream, pages, &seen));
        }
    });
    Site { origin, requests }
}

fn answer(stream: TcpStream, pages: &[(&str, &str, &str)], seen: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream);
    let mut request = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        match reader.read_line(&mut line) {
            Ok(read) if read > 0 => {}
            _ => return,
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        let is_end = line.trim().is_empty();
        request.push_str(&line);
        if is_end {
            break;
        }
    }
    let mut body = vec![0; length];
    if reader.read_exact(&mut body).is_err() {
        return;
    }
    request.push_str(&String::from_utf8_lossy(&body));
    let path = request.split_whitespace().nth(1).unwrap_or("").to_owned();
    seen.lock().expect("no panic while held").push(request);
    let page = pages.iter().find(|(found, _, _)| *found == path.split('?').next().unwrap_or(""));
    let answer = match page {
        Some((_, headers, body)) => format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {headers}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        ),
        None => "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\ngone".to_owned(),
    };
    reader.into_inner().write_all(answer.as_bytes()).ok();
}
