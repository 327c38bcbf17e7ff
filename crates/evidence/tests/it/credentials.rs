//! Content credentials through the contract: commands made up here, and the real library where it is installed.

use crate::made;
use evidence::media::Kind;
use evidence::media::content_credentials::{Verdict, check};
use evidence::sandbox::{External, Feed};
use std::fs::File;
use std::path::PathBuf;

fn answered(command: &str) -> Option<Verdict> {
    let command = External::new("/bin/sh", &["-c", command, "command"]);
    let file = made::jpeg(8, 8);
    let said = check(&made::sandbox(), &command, Kind::Jpeg, Feed::Stream(&mut &file[..])).unwrap();
    said.map(|said| said.verdict)
}

#[test]
fn a_command_that_keeps_the_contract_gives_the_verdict() {
    if !made::sandbox().walls_stand().unwrap() {
        println!("skipped: this kernel lacks Landlock or seccomp, and no command is run");
        return;
    }
    assert_eq!(answered(r#"cat > /dev/null; echo '{"verdict":"none"}'"#), Some(Verdict::None));
    assert_eq!(
        answered(r#"[ "$1" = image/jpeg ] && echo '{"verdict":"valid","signer":"x"}'"#),
        Some(Verdict::Valid)
    );
    assert_eq!(
        answered(r#"echo '{"verdict":"broken","reasons":["claimSignature.mismatch"]}'"#),
        Some(Verdict::Broken)
    );
    assert_eq!(answered("echo nonsense"), None);
    assert_eq!(answered(r#"echo '{"verdict":"valid"}'; exit 1"#), None);
}

/// The five verdicts, by the library itself. `SIJIL_TEST_C2PA` names a Python that has `c2pa-python`; its folder and
/// those below are what the command may read.
#[test]
fn the_real_library_tells_whole_from_tampered() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/media");
    let (Some(python), true) = (std::env::var_os("SIJIL_TEST_C2PA").map(PathBuf::from), folder.is_dir())
    else {
        println!(
            "skipped: SIJIL_TEST_C2PA names no Python with c2pa-python, or ../shared/data/media is not here"
        );
        return;
    };
    let adapter = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/c2pa-adapter.py");
    let mut command = External::new(&python, &[adapter]).with_readable(adapter);
    for folder in std::env::var("SIJIL_TEST_C2PA_READABLE")
        .unwrap_or_default()
        .split(':')
        .filter(|folder| !folder.is_empty())
    {
        command = command.with_readable(folder);
    }
    for (name, expected) in [
        ("c2pa_adobe-20220124-A.jpg", Verdict::None),
        ("c2pa_adobe-20220124-C.jpg", Verdict::Valid),
        ("c2pa_adobe-20220124-E-dat-CA.jpg", Verdict::Broken),
        ("c2pa_adobe-20220124-E-sig-CA.jpg", Verdict::Broken),
        ("c2pa_adobe-20220124-E-uri-CA.jpg", Verdict::Broken),
    ] {
        let file = File::open(folder.join(name)).unwrap();
        let said = check(&made::sandbox(), &command, Kind::Jpeg, Feed::Descriptor(file)).unwrap();
        println!("{name}: {said:?}");
        assert_eq!(said.map(|said| said.verdict), Some(expected), "{name}");
    }
}
