//! Who a source is, sealed in the browser: a key made there, a name that neither the wire nor the disk ever holds.

use crate::room::{self, LANGUAGES, Room};
use e2e::browser::Language;
use e2e::demonstration::files_below;
use e2e::http::encoded;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub(crate) const HANDLE: &str = "Heron of the mill";
/// Said of nobody who lives; the first word is looked for by itself.
pub(crate) const WORD: &str = "Zanbaqiyya";
pub(crate) const NAME: &str = "Zanbaqiyya of the mill, أم زنبقية, 0933 000 000";

/// Keeps what every form of the page sends, as the browser encodes it, for the next page to tell.
const OVERHEAR: &str = "document.addEventListener('submit', event => sessionStorage.setItem('sent', \
    new URLSearchParams(new FormData(event.target)).toString()));\
    const sent = window.fetch; window.fetch = (...all) => { sessionStorage.setItem('fetched', JSON.stringify(all));\
    return sent(...all); };";

fn waited(folder: &Path) -> PathBuf {
    let started = Instant::now();
    loop {
        let files = files_below(folder).expect("files");
        let saved = files.into_iter().find(|file| file.extension().is_some_and(|end| end == "txt"));
        // The browser names a file before it has written it.
        let saved = saved.filter(|file| std::fs::read_to_string(file).is_ok_and(|text| text.ends_with('\n')));
        match saved {
            Some(saved) => return saved,
            None => assert!(started.elapsed() < Duration::from_secs(10), "nothing was saved"),
        }
    }
}

/// Makes a key in the browser; gives the file that it saved.
pub(crate) fn key(room: &Room, folder: &Path) -> PathBuf {
    room.browser.keep_downloads(folder).expect("a folder for what is saved");
    room.go("/custodian-keys");
    room.click("[data-key-library] button");
    let saved = waited(folder);
    let text = std::fs::read_to_string(&saved).expect("readable");
    let public = room.value("#recipient");
    assert!(public.starts_with("age1") && public.len() == 62, "{public}");
    assert!(text.contains("AGE-SECRET-KEY-1") && text.contains(&public), "both halves are in the file");
    assert!(!room.browser.source().expect("a page").contains("AGE-SECRET-KEY-1"), "and in no page");
    room.look("custodian-key-made");
    room.fill("#reason", "My key");
    room.run(OVERHEAR, &[]);
    room.click("#add form button");
    room.browser.expect_text("main table", &public).expect("it is listed");
    let sent = room.run("return sessionStorage.getItem('sent')", &[]);
    assert!(sent.as_str().is_some_and(|sent| sent.contains(&public) && !sent.contains("SECRET")), "{sent}");
    room.look("custodian-keys");
    saved
}

/// The page of who the first source is.
pub(crate) fn page(room: &Room) -> String {
    room.go("/records/sources");
    let source = room.run(
        "return document.querySelector('main a[href*=\"/records/sources/\"]').getAttribute('href')",
        &[],
    );
    let source = source.as_str().expect("a source").rsplit('/').next().expect("an id").to_owned();
    format!("/sources/{source}/identity")
}

/// Types who it is on the open page and seals it there, to as many keys as are kept; gives the sealed text.
pub(crate) fn type_and_seal(room: &Room, keys: usize) -> String {
    room.fill("#handle", HANDLE);
    let ticked = room.browser.find_all("input[name='to']:checked").expect("keys").len();
    assert_eq!(ticked, keys, "every key is ticked");
    room.fill("#seal-text", NAME);
    room.click("[data-seal-do]");
    let sealed = "return new Promise(done => { const look = () => { const text = document.querySelector('#sealed').value;\
        text ? done(text) : setTimeout(look, 20); }; look(); })";
    let sealed = room.run(sealed, &[]).as_str().expect("a text").to_owned();
    assert!(sealed.starts_with("-----BEGIN AGE ENCRYPTED FILE-----"), "{sealed}");
    assert_eq!(room.value("#seal-text"), "", "what was typed is gone");
    sealed
}

/// Sends what was sealed.
pub(crate) fn keep(room: &Room) {
    room.fill("#reason", "Seal it");
    room.click("form[data-seal] p.actions:last-of-type button");
    room.browser.expect_text("#held", HANDLE).expect("it is kept");
}

fn seal(language: Language) {
    let demonstration = room::demonstration();
    let Some(room) = room::open(&demonstration, language, "Karim") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let key = key(&room, folder.path());
    room.go(&page(&room));
    room.look("identity");
    room.run(OVERHEAR, &[]);
    let sealed = type_and_seal(&room, 1);
    room.look("identity-sealed");
    keep(&room);
    room.look("identity-kept");
    let sent = room.run("return sessionStorage.getItem('sent') + sessionStorage.getItem('fetched')", &[]);
    let sent = sent.as_str().expect("what was sent");
    assert!(sent.contains("BEGIN+AGE+ENCRYPTED") && sent.contains("Heron"), "{sent}");
    for part in [WORD.to_owned(), encoded("زنبقية"), "0933".to_owned()] {
        assert!(!sent.contains(&part), "{part} was sent");
    }
    let secret = std::fs::read_to_string(&key).expect("readable");
    let secret = secret.lines().find(|line| line.starts_with("AGE-SECRET-KEY-")).expect("a private half");
    is_nowhere(&demonstration.folder(), secret);
    let file = folder.path().join("sealed.age");
    std::fs::write(&file, sealed).expect("written");
    let (key, file) = (key.to_string_lossy(), file.to_string_lossy());
    let opened = room::sijil().succeed(&["key", "open", "--identity", &key, &file]).expect("it opens");
    assert_eq!(opened, format!("{NAME}\n"));
    room.is_quiet();
}

/// No file of the register holds the name; its handle is found, so that the search looks where it would be.
pub(crate) fn is_nowhere(folder: &Path, secret: &str) {
    let files = files_below(folder).expect("files");
    let holds = |word: &str| {
        let all = files.iter().filter(|file| {
            let bytes = std::fs::read(file).unwrap_or_default();
            bytes.windows(word.len()).any(|part| part == word.as_bytes())
        });
        all.count()
    };
    assert!(holds(HANDLE) > 0, "the handle is kept");
    for word in [WORD, "زنبقية", secret] {
        assert_eq!(holds(word), 0, "what nobody may read is in the open");
    }
}

#[test]
fn a_name_sealed_in_the_browser_reaches_neither_wire_nor_disk() {
    for language in LANGUAGES {
        seal(language);
    }
}
