//! Programs of other people, named in the settings: what they say of an item is shown as said by a machine. Stand-ins
//! that keep the contract, and break it; and the real `c2pa-python` where `SIJIL_TEST_C2PA` names a Python that has it.

use e2e::http::Client;
use e2e::program::Program;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A register of one person with a project, and programs named in its settings.
struct Stage {
    held: tempfile::TempDir,
    program: Program,
}

impl Stage {
    fn set(commands: &str) -> Self {
        let held = tempfile::tempdir().expect("a folder");
        let stage = Self { held, program: Program::sijil().expect("the built program") };
        let table = stage.held.path().join("first.csv");
        fs::write(&table, e2e::incidents::table(1)).expect("a table");
        let (data, table) = (stage.data(), table.display().to_string());
        stage.program.succeed(&["init", "--one-person", "--data", &data]).expect("a register");
        stage
            .program
            .succeed(&["import", "--data", &data, "--map", "airwars-incidents", &table, "--commit"])
            .expect("a project");
        let settings = Path::new(&data).join("sijil.toml");
        let text = fs::read_to_string(&settings).expect("settings");
        fs::write(&settings, format!("{text}\n{commands}")).expect("settings");
        stage
    }

    fn data(&self) -> String {
        self.held.path().join("data").display().to_string()
    }

    fn run(&self, arguments: &[&str]) -> Value {
        let done = self.program.run(arguments).expect("it runs");
        assert!(matches!(done.code, Some(0 | 1)), "{done:?}");
        serde_json::from_str(&done.stdout).expect("JSON")
    }

    /// Takes a file in; gives its id and the item as exported.
    fn add(&self, file: &Path) -> (String, String) {
        let data = self.data();
        let told = self.run(&["evidence", "add", "--json", "--data", &data, &file.display().to_string()]);
        let id = told["items"][0]["item"].as_str().expect("an item").to_owned();
        let item = self.records("item").into_iter().find(|item| item.contains(&id)).expect("exported");
        (id, item)
    }

    /// Every record of a kind, each as one line of JSON.
    fn records(&self, kind: &str) -> Vec<String> {
        let data = self.data();
        let export = ["export", "--data", &data, "--kind", kind, "--format", "jsonl"];
        let lines = self.program.succeed(&export).expect("exported");
        let value = |line: &str| serde_json::from_str::<Value>(line).expect("JSON").to_string();
        lines.lines().map(value).collect()
    }

    /// The page of an item in both languages.
    fn page(&self, item: &str) -> [String; 2] {
        let data = self.data();
        let server = self.program.serve(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]);
        let server = server.expect("it serves");
        let mut client = Client::new(server.origin());
        let path = server.entrance()[server.origin().len()..].to_owned();
        client.get(if path.is_empty() { "/" } else { &path }).expect("an answer");
        ["en", "ar"].map(|language| {
            client.post_form("/display", &[("lang", language)]).expect("an answer");
            let answer = client.get(&format!("/items/{item}")).expect("a page");
            assert_eq!(answer.status, 200, "{}", answer.text());
            answer.text()
        })
    }
}

fn shell(name: &str, script: &str) -> String {
    format!("[commands.{name}]\nprogram = \"/bin/sh\"\narguments = [\"-c\", '''{script}''', \"{name}\"]\n")
}

fn media(name: &str) -> Option<PathBuf> {
    let path = e2e::binary::workspace_root().join("../shared/data/media").join(name);
    if !path.is_file() {
        e2e::skipped(&format!("{} is not here", path.display()));
        return None;
    }
    Some(path)
}

#[test]
fn a_verdict_on_content_credentials_is_a_sentence_in_both_languages() {
    let Some(photo) = media("c2pa_adobe-20220124-C.jpg") else { return };
    let answers = [
        (
            r#"cat > /dev/null; [ "$1" = image/jpeg ] && echo '{"verdict":"valid","signer":"A camera"}'"#,
            "valid",
            ["The credentials hold", "بيانات الاعتماد صحيحة"],
        ),
        (
            r#"cat > /dev/null; echo '{"verdict":"broken","reasons":["assertion.dataHash.mismatch"]}'"#,
            "broken",
            ["The credentials do not hold", "بيانات الاعتماد غير صحيحة"],
        ),
        (
            r#"cat > /dev/null; echo '{"verdict":"none"}'"#,
            "none",
            ["found no credentials", "لم يجد البرنامج"],
        ),
        ("cat > /dev/null; echo probably fine", "unknown", ["no answer that counts", "لم يُجب البرنامج"]),
    ];
    for (script, word, sentences) in answers {
        let stage = Stage::set(&shell("content_credentials", script));
        let (id, item) = stage.add(&photo);
        assert!(item.contains(&format!("\"content-credentials\":\"{word}\"")), "{item}");
        for (page, sentence) in stage.page(&id).iter().zip(sentences) {
            assert!(page.contains(sentence), "{word}: {sentence} is not on the page");
        }
    }
    let stage = Stage::set("");
    let (id, item) = stage.add(&photo);
    assert!(!item.contains("\"content-credentials\":\""), "nobody was asked: {item}");
    for (page, sentence) in stage.page(&id).iter().zip(["nobody was asked", "لم يُسأل أحد"]) {
        assert!(page.contains(sentence), "{sentence} is not on the page");
    }
}

#[test]
fn the_real_library_is_asked_where_it_is_installed() {
    let Ok(python) = std::env::var("SIJIL_TEST_C2PA") else {
        return e2e::skipped("SIJIL_TEST_C2PA names no Python with c2pa-python");
    };
    let adapter = e2e::binary::workspace_root().join("docs/reference/c2pa-adapter.py").display().to_string();
    let mut readable = vec![adapter.clone()];
    let more = std::env::var("SIJIL_TEST_C2PA_READABLE").unwrap_or_default();
    readable.extend(more.split(':').filter(|folder| !folder.is_empty()).map(str::to_owned));
    let stage = Stage::set(&format!(
        "[commands.content_credentials]\nprogram = {python:?}\narguments = [{adapter:?}]\nreadable = {readable:?}\n"
    ));
    for (name, word) in [
        ("c2pa_adobe-20220124-C.jpg", "valid"),
        ("c2pa_adobe-20220124-E-dat-CA.jpg", "broken"),
        ("c2pa_adobe-20220124-E-sig-CA.jpg", "broken"),
        ("c2pa_adobe-20220124-E-uri-CA.jpg", "broken"),
    ] {
        let Some(photo) = media(name) else { return };
        let (_, item) = stage.add(&photo);
        assert!(item.contains(&format!("\"content-credentials\":\"{word}\"")), "{name}: {item}");
    }
}

#[test]
fn words_that_a_machine_read_are_notes_that_say_so() {
    let (Some(photo), Some(sound)) = (media("exifgps_DSCN0010.jpg"), media("c2pars_sample1.wav")) else {
        return;
    };
    let reading = shell("recognition", "cat > /dev/null; echo شارع النور; echo 12");
    let lines = "[00:00:00.500 --> 00:00:01.250]  a child calls\\n[00:00:01.250 --> 00:00:02.000] again\\n";
    let hearing = shell("transcription", &format!("cat > /dev/null; printf '{lines}'"));
    let stage = Stage::set(&format!("{reading}{hearing}"));
    let data = stage.data();
    let (photo, _) = stage.add(&photo);
    stage.add(&sound);
    let read = stage.run(&["evidence", "read", "--json", "--data", &data]);
    assert_eq!(read.as_array().map(Vec::len), Some(2), "{read}");
    let notes = stage.records("annotation");
    assert_eq!(notes.len(), 3, "{notes:?}");
    assert!(notes.iter().all(|note| note.contains("\"machine\":true") && note.contains("\"tool\":\"sh -c")));
    let heard = notes.iter().find(|note| note.contains("a child calls")).expect("heard");
    assert!(heard.contains("500") && heard.contains("1250"), "{heard}");
    let again = stage.run(&["evidence", "read", "--json", "--data", &data]);
    assert_eq!((again.as_array().map(Vec::len), stage.records("annotation").len()), (Some(0), 3));
    for (page, mark) in stage.page(&photo).iter().zip(["machine-written", "كتبته آلة"]) {
        assert!(page.contains(mark) && page.contains("شارع النور"), "{mark} is not on the page");
    }
}

#[test]
fn an_answer_out_of_contract_or_without_end_keeps_nothing() {
    let Some(sound) = media("c2pars_sample1.wav") else { return };
    for (script, why) in [
        ("cat > /dev/null; echo loading the model", "command-out-of-contract"),
        ("exit 3", "command-failed"),
        ("while true; do echo '[00:00:00.500 --> 00:00:01.250] a'; done", "command-answer-too-large"),
    ] {
        let stage = Stage::set(&shell("transcription", script));
        stage.add(&sound);
        let read = stage.run(&["evidence", "read", "--json", "--data", &stage.data()]);
        assert_eq!(read[0]["failed"], why, "{read}");
        assert!(stage.records("annotation").is_empty());
    }
}

/// Makes frames as the script says: `$1` is a picture, `$2` the most that may come.
fn frames(script: &str) -> String {
    let folder = e2e::binary::workspace_root().join("e2e/tests/it/frames").display().to_string();
    format!(
        "[commands.frames]\nprogram = \"/bin/sh\"\narguments = [\"-c\", '''{script}''', \"frames\", \
         \"{folder}/house.png\", \"{{frames}}\"]\nreadable = [{folder:?}]\n"
    )
}

fn house() -> PathBuf {
    e2e::binary::workspace_root().join("e2e/tests/it/frames/house.png")
}

#[test]
fn a_film_is_proposed_beside_a_picture_that_looks_like_one_of_its_frames() {
    let Some(film) = media("c2pars_legacy.mp4") else { return };
    let stage = Stage::set(&frames(r#"cat > /dev/null; [ "$2" = 32 ] && cat "$1" "$1""#));
    let (picture, _) = stage.add(&house());
    let (film, _) = stage.add(&film);
    let ask = ["evidence", "frames", "--json", "--data", &stage.data()];
    let read = stage.run(&ask);
    assert_eq!((read.as_array().map(Vec::len), &read[0]["frames"]), (Some(1), &Value::from(2)), "{read}");
    let notes = stage.records("annotation");
    assert_eq!((notes.len(), stage.records("item").len()), (1, 2), "frames are no items: {notes:?}");
    assert!(notes[0].contains("\"machine\":true") && notes[0].contains("\"kind\":\"frames\""), "{notes:?}");
    for (one, other) in [(&film, &picture), (&picture, &film)] {
        for page in stage.page(one) {
            let (_, alike) = page.split_once("id=\"alike\"").expect("something looks alike");
            let alike = alike.split("</section>").next().unwrap_or_default();
            assert!(alike.contains(&format!("/items/{other}")), "{alike}");
        }
    }
    assert_eq!(stage.run(&ask).as_array().map(Vec::len), Some(0), "asked once");
}

#[test]
fn frames_out_of_contract_leave_nothing() {
    let Some(film) = media("c2pars_legacy.mp4") else { return };
    for (script, why) in [
        ("cat > /dev/null; echo no picture", "command-out-of-contract"),
        (r#"cat > /dev/null; head -c 100 "$1""#, "command-out-of-contract"),
        ("exit 3", "command-failed"),
        (
            r#"cat > /dev/null; i=0; while [ $i -le "$2" ]; do cat "$1"; i=$((i+1)); done"#,
            "command-answer-too-large",
        ),
    ] {
        let stage = Stage::set(&frames(script));
        stage.add(&film);
        let read = stage.run(&["evidence", "frames", "--json", "--data", &stage.data()]);
        assert_eq!(read[0]["failed"], why, "{read}");
        assert!(stage.records("annotation").is_empty());
    }
    let stage = Stage::set("");
    let done = stage.program.run(&["evidence", "frames", "--data", &stage.data()]).expect("it runs");
    assert!(done.code != Some(0) && done.stderr.contains("no program is named"), "{done:?}");
}

#[test]
fn the_real_ffmpeg_is_asked_where_it_is_installed() {
    let Some(film) = media("c2pars_legacy.mp4") else { return };
    let program = Path::new("/usr/bin/ffmpeg");
    if !program.is_file() {
        return e2e::skipped("ffmpeg is not installed");
    }
    let stage = Stage::set(&format!(
        "[commands.frames]\nprogram = {program:?}\narguments = [\"-v\", \"error\", \"-nostdin\", \"-i\", \"pipe:0\", \"-vf\", \
         \"fps=1\", \"-frames:v\", \"{{frames}}\", \"-f\", \"image2pipe\", \"-c:v\", \"png\", \"pipe:1\"]\n"
    ));
    stage.add(&film);
    let read = stage.run(&["evidence", "frames", "--json", "--data", &stage.data()]);
    // A film whose description stands at its end cannot be read from a pipe; then it says so.
    assert!(read[0]["frames"].as_u64() > Some(0) || read[0]["failed"] == "command-failed", "{read}");
}
