//! Programs of other people that a person installed and named in `sijil.toml`: what they say of an item is kept as said
//! by a machine, and is never evidence.
//!
//! Each runs behind walls of its own, in bounded time and memory (see [`evidence::sandbox::External`]). Where there is
//! none, or it fails, nothing is known, and nothing else is kept from anybody. Start at [`Register::read_words`].

use super::OpenItem;
use crate::error::{Error, Result};
use crate::limits::{MACHINE_SEGMENTS_MAX, MACHINE_WORDS_BYTES_MAX};
use crate::record::Record;
use crate::register::Register;
use crate::settings::Outside;
use crate::work::Reason;
use domain::id::{ItemId, ProjectId, RecordId};
use domain::kind::Kind;
use domain::limits::TEXT_CHARS_MAX;
use domain::record::{Annotation, Item, body};
use domain::vocabulary::{AnnotationKind, StatedCheck};
use evidence::limits::{CHILD_STREAM_TIME_MAX, STATED_CHARS_MAX};
use evidence::media::Kind as FileKind;
use evidence::media::content_credentials::{self, Verdict};
use evidence::sandbox::{External, Feed, Said, Sandbox};
use std::io::Read;

/// The fact of a file that its content credentials were asked about; `valid`, `broken`, `none` or `unknown`.
pub const CREDENTIALS: &str = "content-credentials";

/// What became of asking a machine for the words of an item.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct WordsRead {
    /// The item.
    pub item: String,
    /// Notes that were made; none where the machine heard or read nothing.
    pub notes: usize,
    /// Why nothing came of it, where the program failed.
    pub failed: Option<&'static str>,
}

impl Outside {
    pub(super) fn external(&self) -> External {
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        let external = External::new(&self.program, &arguments);
        self.readable.iter().fold(external, External::with_readable)
    }

    /// Its name and arguments, as the notes name it.
    pub(super) fn tool(&self) -> String {
        let program = self.program.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let words = std::iter::once(program).chain(self.arguments.iter().cloned());
        words.collect::<Vec<_>>().join(" ").chars().take(STATED_CHARS_MAX).collect()
    }
}

/// Asks whether the content credentials of a file hold, and notes the answer.
pub(super) fn note_credentials(
    sandbox: &Sandbox,
    command: &External,
    kind: FileKind,
    source: &mut (dyn Read + Send),
    item: &mut Item,
) -> Result<()> {
    let said =
        content_credentials::check(sandbox, command, kind, Feed::Stream(source)).map_err(Error::Evidence)?;
    let (word, check) = match said.as_ref().map(|said| said.verdict) {
        Some(Verdict::Valid) => ("valid", StatedCheck::Agrees),
        Some(Verdict::Broken) => ("broken", StatedCheck::Disagrees),
        Some(Verdict::None) => ("none", StatedCheck::Unchecked),
        None => ("unknown", StatedCheck::Unchecked),
    };
    item.stated.insert(CREDENTIALS.to_owned(), word.to_owned());
    let Some(said) = said.filter(|said| said.verdict != Verdict::None) else { return Ok(()) };
    if let Some(signer) = said.signer {
        item.stated.insert(format!("{CREDENTIALS}-signer"), signer);
    }
    if !said.reasons.is_empty() {
        let reasons: String = said.reasons.join(", ").chars().take(STATED_CHARS_MAX).collect();
        item.stated.insert(format!("{CREDENTIALS}-reasons"), reasons);
    }
    // A digest that came with the file speaks of the whole of it and stays.
    if item.stated_check.is_none() {
        item.stated_check = Some(check);
        item.stated_check_words = Some(format!("C2PA {word}"));
    }
    Ok(())
}

/// What a program is asked to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    Picture,
    Recording,
}

fn task(item: &Record) -> Option<Task> {
    match item.text("media_type")?.split('/').next()? {
        "image" => Some(Task::Picture),
        "audio" | "video" => Some(Task::Recording),
        _ => None,
    }
}

impl Register {
    /// Lets the programs named in the settings read the words of items that no machine has read yet. What they say
    /// becomes notes that say so; a person checks them before anything rests on them.
    ///
    /// # Errors
    /// `not-permitted`, `not-found`, `evidence-no-key`, `reason-missing`; from the database.
    pub async fn read_words(
        &self,
        reason: Reason,
        project: ProjectId,
        items: &[RecordId],
    ) -> Result<Vec<WordsRead>> {
        let scope = self.permit(reason.actor, project).await?.scope();
        let commands = self.settings.commands.clone().unwrap_or_default();
        let mut read = Vec::new();
        for id in items {
            let open = self.item_bytes(reason.actor, scope, *id).await?;
            let outside = match task(&open.record) {
                Some(Task::Picture) => commands.recognition.clone(),
                Some(Task::Recording) => commands.transcription.clone(),
                None => None,
            };
            let (Some(outside), Some(sandbox)) = (outside, self.decoder().cloned()) else { continue };
            let notes =
                self.records_by(scope, Kind::Annotation, "item", &[*id], "start_milliseconds").await?;
            let tool = outside.tool();
            if notes.iter().any(|note| note.text("tool") == Some(tool.as_str())) {
                continue;
            }
            let said = tokio::task::spawn_blocking(move || heard(&sandbox, &outside, &open)).await;
            let said = said.map_err(|error| Error::Damaged(error.to_string()))??;
            let (words, failed) = match said {
                Ok(words) => (words, None),
                Err(why) => (Vec::new(), Some(why)),
            };
            let mut work = self.begin(reason.clone(), project).await?;
            for one in &words {
                work.create(Kind::Annotation, body(&one.annotation(*id, &tool))).await?;
            }
            work.commit().await?;
            read.push(WordsRead { item: id.to_string(), notes: words.len(), failed });
        }
        Ok(read)
    }
}

/// Words at a place of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Words {
    from_to: Option<(u64, u64)>,
    text: String,
}

impl Words {
    fn annotation(&self, item: RecordId, tool: &str) -> Annotation {
        Annotation {
            item: ItemId(item.0),
            kind: AnnotationKind::Transcript,
            start_milliseconds: self.from_to.map(|(from, _)| from),
            end_milliseconds: self.from_to.map(|(_, to)| to),
            region: None,
            incident: None,
            sighting: None,
            matched: None,
            frames: Vec::new(),
            words: self.text.clone(),
            language: None,
            translation: None,
            translation_language: None,
            speaker: None,
            hearing: None,
            machine: true,
            tool: Some(tool.to_owned()),
            note: None,
        }
    }
}

type Heard = std::result::Result<Vec<Words>, &'static str>;

/// Runs the program on the whole item. Blocking.
fn heard(sandbox: &Sandbox, outside: &Outside, item: &OpenItem) -> Result<Heard> {
    let mut whole = item.whole()?;
    let sandbox = sandbox.clone().with_time_max(CHILD_STREAM_TIME_MAX);
    let said = sandbox.run(&outside.external(), Feed::Stream(&mut whole), MACHINE_WORDS_BYTES_MAX);
    Ok(match said.map_err(Error::Evidence)? {
        Said::Output(bytes) => match task(&item.record) {
            Some(Task::Recording) => segments(&String::from_utf8_lossy(&bytes)),
            _ => Ok(page(&String::from_utf8_lossy(&bytes))),
        },
        Said::Failed => Err("command-failed"),
        Said::TimedOut => Err("command-timed-out"),
        Said::TooLarge => Err("command-answer-too-large"),
        Said::Unconfined => Err("command-not-confined"),
    })
}

fn page(text: &str) -> Vec<Words> {
    let text: String = text.trim().chars().filter(|letter| *letter != '\u{c}').take(TEXT_CHARS_MAX).collect();
    if text.is_empty() { Vec::new() } else { vec![Words { from_to: None, text }] }
}

/// Reads lines such as `[00:00:01.000 --> 00:00:04.500]  words`; other lines are out of contract, and then nothing of
/// the whole is kept.
fn segments(text: &str) -> Heard {
    let mut all = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let segment = line.strip_prefix('[').and_then(|rest| {
            let (span, words) = rest.split_once(']')?;
            let (from, to) = span.split_once("-->")?;
            let (from, to) = (milliseconds(from.trim())?, milliseconds(to.trim())?);
            (from <= to).then(|| (from, to, words.trim().chars().take(TEXT_CHARS_MAX).collect::<String>()))
        });
        let Some((from, to, text)) = segment else { return Err("command-out-of-contract") };
        if all.len() >= MACHINE_SEGMENTS_MAX {
            return Err("command-answer-too-large");
        }
        if !text.is_empty() {
            all.push(Words { from_to: Some((from, to)), text });
        }
    }
    Ok(all)
}

/// `01:02:03.456` in milliseconds.
fn milliseconds(text: &str) -> Option<u64> {
    let (whole, thousandths) = text.split_once(['.', ','])?;
    let mut parts = whole.split(':').map(str::parse::<u64>);
    let (hours, minutes, seconds) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let fits = parts.next().is_none() && minutes < 60 && seconds < 60 && thousandths.len() == 3;
    let seconds = hours.checked_mul(3_600)?.checked_add(minutes * 60 + seconds)?;
    if fits { seconds.checked_mul(1_000)?.checked_add(thousandths.parse().ok()?) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_out_of_contract_is_no_transcript() {
        let said =
            segments("[00:00:01.000 --> 00:00:04.500]  انفجار\n\n[01:00:00.000 --> 01:00:02.000] child\n");
        let said = said.unwrap();
        assert_eq!((said[0].from_to, said[0].text.as_str()), (Some((1_000, 4_500)), "انفجار"));
        assert_eq!(said[1].from_to, Some((3_600_000, 3_602_000)));
        for answer in [
            "loading model",
            "[00:00:05.000 --> 00:00:04.000] backwards",
            "[00:61:00.000 --> 00:62:00.000] no",
            "[1 --> 2] x",
            "[99999999999999999999:00:00.000 --> 00:00:00.000] x",
        ] {
            assert_eq!(segments(answer), Err("command-out-of-contract"), "{answer}");
        }
        assert_eq!(segments(""), Ok(Vec::new()));
        assert_eq!(page(" \u{c}\n"), Vec::new());
    }
}
