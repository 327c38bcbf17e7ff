//! The program's own decoding child: the same walls as in the library's tests, around this binary and its allocator.

use register::evidence::sandbox::message::Attempt;
use register::evidence::sandbox::{Feed, Reply, Request, Sandbox, Verdict};

fn sandbox() -> Sandbox {
    Sandbox::of(env!("CARGO_BIN_EXE_sijil").into(), vec!["decode".into()])
}

fn asked(request: &Request, mut file: &[u8]) -> (Verdict, Vec<u8>) {
    let mut made = Vec::new();
    let verdict = sandbox().decode(request, Feed::Stream(&mut file), &mut made).expect("a child runs");
    (verdict, made)
}

#[test]
fn the_child_of_the_program_is_confined_and_still_decodes() {
    if !sandbox().walls_stand().expect("a child runs") {
        println!("skipped: this kernel lacks Landlock or seccomp, and the sandbox refuses to decode");
        return;
    }
    for attempt in [Attempt::Files, Attempt::Network, Attempt::Processes] {
        let (verdict, _) = asked(&Request::SelfTest { attempt }, b"");
        let Verdict::Decoded(Reply::Tested(outcomes)) = verdict else { panic!("{attempt:?}: {verdict:?}") };
        for (name, outcome) in outcomes {
            assert_eq!(outcome, "PermissionDenied", "{name}");
        }
    }
    assert_eq!(asked(&Request::SelfTest { attempt: Attempt::Memory }, b"").0, Verdict::Crashed);
    // One black pixel.
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3B";
    let (verdict, made) = asked(&Request::Rendition { edge_px: 320 }, gif);
    assert!(
        matches!(verdict, Verdict::Decoded(Reply::Image(image)) if (image.width_px, image.height_px) == (1, 1))
    );
    assert!(made.starts_with(b"\xFF\xD8\xFF"));
}

#[test]
fn an_order_that_is_none_is_answered_with_nothing() {
    let ended = std::process::Command::new(env!("CARGO_BIN_EXE_sijil"))
        .args(["decode", "{}"])
        .output()
        .expect("runs");
    assert!(!ended.status.success() && ended.stdout.is_empty());
}
