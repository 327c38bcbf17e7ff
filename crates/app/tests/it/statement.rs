//! `sijil evidence statement`: the statement of custody as a PDF where this program was built with it, and what it says
//! where it was not.

use crate::running::{argument, done, json};
#[cfg(feature = "pdf")]
use register::{Register, db::Access};
use std::path::Path;

/// A register with one item; gives its data folder and the item's id.
fn register(folder: &Path) -> (String, String) {
    let data = argument(&folder.join("data"));
    done(&["init", "--one-person", "--data", &data]);
    let file = folder.join("رسالة.txt");
    std::fs::write(&file, "what was said").expect("written");
    let told = json(&["evidence", "add", "--data", &data, &argument(&file)]);
    (data, told["items"][0]["item"].as_str().expect("an item").to_owned())
}

#[cfg(not(feature = "pdf"))]
#[test]
fn without_the_feature_the_page_that_prints_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, item) = register(folder.path());
    let out = folder.path().join("statement.pdf");
    let arguments = ["evidence", "statement", &item, "--out", &argument(&out), "--data", &data];
    let refused = crate::running::run(&arguments);
    let said = crate::running::stderr(&refused);
    assert!(refused.status.code() != Some(0), "{said}");
    assert!(said.contains("feature `pdf`") && said.contains(&format!("/items/{item}/custody")), "{said}");
    assert!(!out.exists(), "nothing is written");
}

#[cfg(feature = "pdf")]
#[tokio::test]
async fn the_statement_holds_the_digest_and_the_checkpoint_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, item) = register(folder.path());
    let opened = Register::open(Path::new(&data), Access::Read).await.expect("a register");
    let root = opened.checkpoint().await.expect("a checkpoint").root_text();
    opened.close().await;
    // SHA-256 of "what was said".
    let digest = "af80764144be61fb07d306066d961d02a7b3abcadbc62303722e99a2c2566006";
    for language in ["en", "ar"] {
        let out = folder.path().join(format!("{language}.pdf"));
        let path = argument(&out);
        done(&["evidence", "statement", &item, "--out", &path, "--lang", language, "--data", &data]);
        let bytes = std::fs::read(&out).expect("a file");
        assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
        // The description of the file is not compressed.
        let plain = String::from_utf8_lossy(&bytes);
        assert!(plain.contains(digest) && plain.contains(&root), "{language}");
        let Some(text) = extracted(&out) else { continue };
        let text: String = text.split_whitespace().collect();
        assert!(text.contains(digest) && text.contains(&root), "{text}");
    }
    let path = argument(&folder.path().join("en.pdf"));
    let again = crate::running::run(&["evidence", "statement", &item, "--out", &path, "--data", &data]);
    assert!(again.status.code() != Some(0), "a file is never written over");
}

/// The text that another program reads in the file; `None` prints a line where that is not installed.
#[cfg(feature = "pdf")]
#[expect(clippy::print_stdout, reason = "a test that skips a part says so")]
fn extracted(file: &Path) -> Option<String> {
    let Ok(read) = std::process::Command::new("pdftotext").arg(file).arg("-").output() else {
        println!("skipped: pdftotext is not installed");
        return None;
    };
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    Some(String::from_utf8_lossy(&read.stdout).into_owned())
}
