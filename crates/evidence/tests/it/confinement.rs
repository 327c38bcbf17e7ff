//! The walls, seen from outside: what a child tries and what comes of it, and what a parent makes of a bad child.

use crate::made;
use evidence::media::picture::Channels;
use evidence::media::{Kind, Refusal};
use evidence::sandbox::external::Said;
use evidence::sandbox::message::Attempt;
use evidence::sandbox::{External, Feed, Reply, Request, Verdict, Walls};
use std::io::{self, Write as _};
use std::time::{Duration, Instant};

fn tried(attempt: Attempt) -> Verdict {
    let request = Request::SelfTest { attempt };
    made::sandbox().decode(&request, Feed::Stream(&mut io::empty()), &mut io::sink()).unwrap()
}

fn decoded(request: &Request, file: &[u8]) -> (Verdict, Vec<u8>) {
    let mut sink = Vec::new();
    let verdict = made::sandbox().decode(request, Feed::Stream(&mut &file[..]), &mut sink).unwrap();
    (verdict, sink)
}

/// A machine without Landlock or seccomp decodes nothing, which is right; there is then nothing to see here.
fn is_confined() -> bool {
    let stands = made::sandbox().walls_stand().unwrap();
    if !stands {
        println!("skipped: this kernel lacks Landlock or seccomp, and the sandbox refuses to decode");
    }
    stands
}

#[test]
fn files_sockets_and_processes_are_denied() {
    if !is_confined() {
        return;
    }
    for (attempt, count) in [(Attempt::Files, 5), (Attempt::Network, 4), (Attempt::Processes, 2)] {
        let Verdict::Decoded(Reply::Tested(outcomes)) = tried(attempt) else {
            panic!("{attempt:?} told nothing")
        };
        assert_eq!(outcomes.len(), count);
        for (name, outcome) in outcomes {
            assert_eq!(outcome, "PermissionDenied", "{name}");
        }
    }
    assert!(!std::env::temp_dir().join("sijil-self-test").exists());
}

#[test]
fn too_much_memory_ends_the_child_and_nothing_else() {
    if !is_confined() {
        return;
    }
    assert_eq!(tried(Attempt::Memory), Verdict::Crashed);
    assert!(matches!(tried(Attempt::Files), Verdict::Decoded(_)));
}

#[test]
fn too_much_time_output_or_nonsense_is_a_verdict() {
    if !is_confined() {
        return;
    }
    let request = Request::SelfTest { attempt: Attempt::Time };
    let hasty = made::sandbox().with_time_max(Duration::from_millis(300));
    let begun = Instant::now();
    let verdict = hasty.decode(&request, Feed::Stream(&mut io::empty()), &mut io::sink()).unwrap();
    assert_eq!(verdict, Verdict::TimedOut);
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert_eq!(tried(Attempt::Flood), Verdict::TooLarge);
    assert_eq!(tried(Attempt::Nonsense), Verdict::Crashed);
}

#[test]
fn processor_time_ends_a_child_that_nobody_watches() {
    if !is_confined() {
        return;
    }
    let request = Request::SelfTest { attempt: Attempt::Time };
    let brief = made::sandbox().with_cpu_seconds_max(1);
    let verdict = brief.decode(&request, Feed::Stream(&mut io::empty()), &mut io::sink()).unwrap();
    assert_eq!(verdict, Verdict::TimedOut);
}

#[test]
fn a_program_that_is_no_child_is_a_verdict_or_an_error() {
    let other = |program: &str| evidence::sandbox::Sandbox::of(program.into(), Vec::new());
    let request = Request::Facts;
    let mute = other("/bin/true").decode(&request, Feed::Stream(&mut &b"abc"[..]), &mut io::sink()).unwrap();
    assert_eq!(mute, Verdict::Crashed);
    let missing = other("/nowhere/at/all").decode(&request, Feed::Stream(&mut io::empty()), &mut io::sink());
    assert_eq!(missing.unwrap_err().code(), "evidence-child-not-run");
}

#[test]
fn a_descriptor_and_a_stream_give_the_same_facts() {
    let file = made::mp4();
    let mut kept = tempfile::tempfile().unwrap();
    kept.write_all(&file).unwrap();
    let by_descriptor =
        made::sandbox().decode(&Request::Facts, Feed::Descriptor(kept), &mut io::sink()).unwrap();
    let (by_stream, _) = decoded(&Request::Facts, &file);
    assert_eq!(by_descriptor, by_stream);
    if is_confined() {
        let Verdict::Decoded(Reply::Facts(facts)) = by_stream else { panic!("{by_stream:?}") };
        assert_eq!((facts.kind, facts.duration_ms, facts.width_px), (Kind::Mp4, Some(12_500), Some(640)));
    }
}

#[test]
fn a_child_told_to_do_without_walls_still_decodes() {
    let relaxed = made::sandbox().with_walls(Walls::AsFarAsPossible);
    let verdict =
        relaxed.decode(&Request::Facts, Feed::Stream(&mut &made::wav(1)[..]), &mut io::sink()).unwrap();
    assert!(matches!(verdict, Verdict::Decoded(Reply::Facts(facts)) if facts.duration_ms == Some(1_000)));
}

#[test]
fn bombs_of_pixels_are_refused_before_they_take_memory() {
    if !is_confined() {
        return;
    }
    let header = |width: u32, height: u32| {
        [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat()
    };
    let small = made::png(8, 8, Channels::Colour);
    let rest = &small[33..];
    let png = [b"\x89PNG\r\n\x1A\n".to_vec(), made::chunk(b"IHDR", &header(60_000, 60_000)), rest.to_vec()]
        .concat();
    let mut jpeg = made::jpeg(16, 16);
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
    let mut gif = made::gif(8, 8);
    gif[6..10].copy_from_slice(&[0xFF; 4]);
    for file in [png, jpeg, gif] {
        let (verdict, made) = decoded(&Request::Rendition { edge_px: 320 }, &file);
        assert_eq!(verdict, Verdict::Refused { reason: Refusal::PixelsTooMany }, "{:?}", Kind::of(&file));
        assert!(made.is_empty());
    }
}

#[test]
fn a_progressive_jpeg_within_the_limits_is_decoded_in_the_memory_of_a_child() {
    if !is_confined() {
        return;
    }
    let picture = made::picture(5_000, 4_000, Channels::Colour);
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 60);
    encoder.set_progressive(true);
    encoder.encode(&picture.bytes, 5_000, 4_000, jpeg_encoder::ColorType::Rgb).unwrap();
    let (verdict, _) = decoded(&Request::Rendition { edge_px: 320 }, &file);
    let Verdict::Decoded(Reply::Image(made)) = verdict else { panic!("{verdict:?}") };
    assert_eq!((made.width_px, made.height_px, made.original_width_px), (320, 256, 5_000));
}

#[test]
fn a_zip_that_claims_too_much_is_refused() {
    use std::io::Cursor;
    use zip::write::SimpleFileOptions;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    writer.start_file("word/document.xml", options).unwrap();
    writer.write_all(b"<w/>").unwrap();
    writer.start_file("docProps/core.xml", options).unwrap();
    writer.write_all(&vec![b' '; 20 << 20]).unwrap();
    let bomb = writer.finish().unwrap().into_inner();
    let (verdict, _) = decoded(&Request::Facts, &bomb);
    if is_confined() {
        let Verdict::Decoded(Reply::Facts(facts)) = verdict else { panic!("{verdict:?}") };
        assert_eq!(facts.kind, Kind::Docx);
        assert_eq!(facts.doubts, [evidence::media::facts::Doubt::ArchiveTooLarge]);
    }
}

/// A command of two lines of shell, as a person could install it.
fn script(lines: &str) -> (tempfile::TempDir, External) {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("command");
    std::fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    (folder, External::new(path, &[]))
}

fn run(lines: &str, file: &[u8]) -> Said {
    let (_folder, command) = script(lines);
    made::sandbox().run(&command, Feed::Stream(&mut &file[..]), 1_000).unwrap()
}

#[test]
fn another_program_reads_its_file_and_nothing_else() {
    if !is_confined() {
        return;
    }
    assert_eq!(run("cat", b"abc"), Said::Output(b"abc".to_vec()));
    assert_eq!(run("cat /etc/passwd || echo denied", b""), Said::Output(b"denied\n".to_vec()));
    assert_eq!(run("echo x > /tmp/sijil-external || echo denied", b""), Said::Output(b"denied\n".to_vec()));
    assert_eq!(run("exit 3", b""), Said::Failed);
    assert_eq!(run("cat /dev/zero", b""), Said::Failed);
    assert_eq!(run("head -c 2000 /usr/bin/env", b""), Said::TooLarge);
    let missing = External::new("/nowhere/at/all", &[]);
    assert_eq!(made::sandbox().run(&missing, Feed::Stream(&mut io::empty()), 9).unwrap(), Said::Failed);
    let socket = "python3 -c 'import socket; socket.socket()' 2>&1 | tail -n 1";
    if let Said::Output(said) = run(&format!("[ -x /usr/bin/python3 ] && {socket}"), b"") {
        assert!(said.starts_with(b"PermissionError"), "{}", String::from_utf8_lossy(&said));
    }
}

#[test]
fn what_another_program_makes_of_a_voice_note_becomes_a_waveform() {
    if !is_confined() {
        return;
    }
    // The sound stands behind a mark, as in a kind that only that program knows.
    let note = [b"note".to_vec(), made::wav(3)].concat();
    let request = Request::Waveform { peaks_per_second: 10 };
    let through = |lines: &str| {
        let (_folder, command) = script(lines);
        let mut peaks = Vec::new();
        let feed = Feed::Stream(&mut &note[..]);
        (made::sandbox().decode_through(&command, &request, feed, &mut peaks).unwrap(), peaks.len())
    };
    let (verdict, peaks) = through("tail -c +5");
    assert!(matches!(verdict, Verdict::Decoded(Reply::Waveform(waveform)) if waveform.duration_ms == 3_000));
    assert_eq!(peaks, 30);
    // Half a recording and a failure is a failure, not a short recording.
    assert_eq!(through("tail -c +5 | head -c 20000; exit 1").0, Verdict::Crashed);
}
