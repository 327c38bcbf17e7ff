//! Messages as reports: each of a sender who is a source called by a handle, in the item that holds them.

use super::{Gathered, Gathering};
use crate::error::{Error, Result};
use crate::register::Register;
use crate::work::Work;
use domain::id::{ItemId, RecordId, SourceId};
use domain::kind::Kind;
use domain::limits::TEXT_CHARS_MAX;
use domain::record::{RawRow, Report, Source, body};
use domain::vocabulary::{AccessLabel, LinkRole, SourceKind};
use domain::when::When;
use std::collections::{BTreeMap, HashMap, HashSet};

/// One message.
pub(super) struct Said {
    pub number: String,
    /// A handle, never a name.
    pub sender: String,
    pub form: &'static str,
    pub title: Option<String>,
    pub when: Option<When>,
    pub words: String,
    /// Which of the files that came with it.
    pub files: Vec<usize>,
    pub raw: RawRow,
}

/// The messages that one item holds.
pub(super) struct Messages {
    pub item: RecordId,
    /// What they are called: the kind of file and the start of its digest.
    pub name: String,
    pub said: Vec<Said>,
}

impl Register {
    /// Keeps the messages that are not there yet, in one piece of work.
    pub(super) async fn keep_messages(
        &self,
        order: &Gathering<'_>,
        messages: &Messages,
        files: &[Option<RecordId>],
        gathered: &mut Gathered,
    ) -> Result<()> {
        let mut work = self.begin(order.reason.clone(), order.project).await?;
        let there = work.numbers_in(messages.item).await?;
        let label = order.label.unwrap_or(AccessLabel::Sensitive);
        let mut sources = work.sources_called(&messages.name).await?;
        let (mut reports, mut made) = (0, 0);
        for said in messages.said.iter().filter(|said| !there.contains(&said.number)) {
            let name = format!("{}, {}", said.sender, messages.name);
            let source = if let Some(source) = sources.get(&name) {
                *source
            } else {
                let source = Source {
                    name: name.clone(),
                    kind: Some(SourceKind::Unknown),
                    parent: order.source,
                    ..Source::default()
                };
                made += 1;
                work.create_labelled(Kind::Source, body(&source), label).await?
            };
            sources.insert(name, source);
            let report = body(&report(messages, said, source));
            let id = match work.create(Kind::Report, report).await {
                Ok(id) => id,
                Err(error @ Error::Refused(_)) => {
                    gathered.trouble(&messages.name, error.code(), &format_args!("message {}", said.number));
                    continue;
                }
                Err(error) => return Err(error),
            };
            reports += 1;
            for file in said.files.iter().filter_map(|at| files.get(*at).copied().flatten()) {
                let (from, to) = ((Kind::Report, id.0), (Kind::Item, file.0));
                work.link(from, LinkRole::Cites, to, BTreeMap::new()).await?;
            }
        }
        work.commit().await?;
        gathered.reports += reports;
        gathered.sources += made;
        Ok(())
    }
}

fn report(messages: &Messages, said: &Said, source: RecordId) -> Report {
    let title = said.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let title = title.map_or_else(
        || format!("{} {} of {}", capital(said.form), said.number, messages.name),
        str::to_owned,
    );
    let words: String = said.words.chars().take(TEXT_CHARS_MAX).collect();
    Report {
        source: Some(SourceId(source.0)),
        title,
        number: Some(said.number.clone()),
        form: Some(said.form.to_owned()),
        published: said.when.clone(),
        item: Some(ItemId(messages.item.0)),
        words: (!words.trim().is_empty()).then_some(words),
        raw: Some(said.raw.clone()),
        ..Report::default()
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl Work<'_> {
    /// Numbers of the messages of an item that are reports already.
    async fn numbers_in(&mut self, item: RecordId) -> Result<HashSet<String>> {
        let project = self.project().0;
        let sql = "select r.number, r.id from report r where r.item = $1 and r.project = $2";
        let rows = self.hands().await?.tx.rows(sql, vec![item.0.into(), project.into()]).await?;
        let mut numbers = HashSet::new();
        for row in &rows {
            if self.sees(row.id(1)?) {
                numbers.extend(row.maybe_text(0)?);
            }
        }
        Ok(numbers)
    }

    /// Senders of the messages of one file that are sources already, by name.
    async fn sources_called(&mut self, messages: &str) -> Result<HashMap<String, RecordId>> {
        let project = self.project().0;
        let sql = "select s.name, s.id from source s where s.project = $1 and s.name like $2 order by s.id";
        let values = vec![project.into(), format!("%, {messages}").into()];
        let rows = self.hands().await?.tx.rows(sql, values).await?;
        let mut sources = HashMap::new();
        for row in &rows {
            let id = row.id(1)?;
            if self.sees(id) {
                sources.insert(row.text(0)?, RecordId(id));
            }
        }
        Ok(sources)
    }
}
