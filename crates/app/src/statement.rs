//! The statement of custody of an item as data in one language: what it is, who had it in hand, the checkpoint, and the
//! proof of each act. What it is set with is behind the feature `pdf`.

#[cfg(feature = "pdf")]
mod pdf;

use crate::failure::{Failure, Result};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::Item;
use domain::vocabulary::Role;
use register::item::Custody;
use register::{Register, Scope};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;
use web::component::naming;
use web::i18n::Say;
use web::{date, number};

/// A value, and whether it is set exactly as it stands: a digest, an id, a media type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Value {
    exact: bool,
    text: String,
}

/// A value with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Fact {
    name: String,
    exact: bool,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Chain {
    title: String,
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Check {
    title: String,
    words: String,
    facts: Vec<Fact>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Proof {
    act: String,
    text: String,
}

/// All that stands in the statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statement {
    lang: &'static str,
    title: String,
    /// The digest and the checkpoint, as the file's own description holds them.
    keywords: Vec<String>,
    lede: String,
    footer: String,
    facts: Vec<Fact>,
    chain: Chain,
    check: Check,
    #[serde(rename = "proofs-title")]
    proofs_title: String,
    proofs: Vec<Proof>,
}

/// Gathers the statement of an item of the scope.
pub async fn gather(register: &Register, scope: Scope, id: RecordId, say: Say) -> Result<Statement> {
    let record = register.record(scope, Kind::Item, id).await?;
    let item: Item = record.read()?;
    let events = register.custody_of(scope, &record).await?;
    let actors = register.actors().await?;
    let members = register.members(scope.project).await?;
    let roles = members.into_iter().map(|(_, member)| (member.person.0, member.roles)).collect();
    let checkpoint = register.checkpoint().await?;
    let mut proofs = Vec::new();
    for event in &events {
        let act = event.act.id.to_string();
        match register.proof(scope, ActId(event.act.id)).await {
            Ok((text, _leaf)) => proofs.push(Proof { act, text: text.trim_end().to_owned() }),
            // An act that is not in the log yet has no proof.
            Err(register::Error::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let size = i64::try_from(checkpoint.size).unwrap_or(i64::MAX);
    let columns = ["custody-when", "custody-what", "custody-who", "custody-act"];
    let title = say.with("custody-title", &[("item", naming::title(say, &record).into())]);
    Ok(Statement {
        lang: say.language.code(),
        title,
        keywords: vec![item.sha256.clone(), checkpoint.root_text()],
        lede: say.text("custody-lede"),
        footer: format!("SHA-256 {}", item.sha256),
        facts: facts(say, id, &item),
        chain: Chain {
            title: say.text("custody-chain"),
            columns: columns.map(|column| say.text(column)).into(),
            rows: events.iter().map(|event| row(say, event, &actors, &roles)).collect(),
        },
        check: Check {
            title: say.text("custody-check"),
            words: say.text("custody-check-words"),
            facts: vec![
                exact(say, "custody-log", checkpoint.origin.clone()),
                exact(
                    say,
                    "custody-checkpoint",
                    format!("{} · {}", number::integer(size), checkpoint.root_text()),
                ),
            ],
        },
        proofs_title: say.text("custody-proofs"),
        proofs,
    })
}

/// The statement as a PDF.
///
/// # Errors
/// `pdf-not-built` where this program was built without it.
#[cfg(feature = "pdf")]
pub fn pdf(statement: &Statement, _item: RecordId) -> Result<Vec<u8>> {
    pdf::set(statement).map_err(|why| {
        Failure::new(crate::exit::Exit::Damaged, "pdf-not-set", format!("the statement cannot be set: {why}"))
    })
}

/// The statement as a PDF.
///
/// # Errors
/// `pdf-not-built` where this program was built without it.
#[cfg(not(feature = "pdf"))]
pub fn pdf(_statement: &Statement, item: RecordId) -> Result<Vec<u8>> {
    let page = web::routes::ITEM_CUSTODY.replace("{id}", &item.to_string());
    let message = "this program was built without PDF (feature `pdf`)";
    Err(Failure::new(crate::exit::Exit::Usage, "pdf-not-built", message)
        .hint(format!("open {page} in a browser and print it, or build with `--features pdf`")))
}

/// Without the marks that keep directions apart: the template does that for each line.
fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

fn fact(say: Say, label: &str, text: &str) -> Fact {
    Fact { name: say.text(label), exact: false, text: plain(text) }
}

fn exact(say: Say, label: &str, text: String) -> Fact {
    Fact { name: say.text(label), exact: true, text }
}

fn facts(say: Say, id: RecordId, item: &Item) -> Vec<Fact> {
    let mut facts = vec![
        exact(say, "label-sha256", item.sha256.clone()),
        exact(say, "custody-item", id.to_string()),
        fact(say, "custody-size", &number::bytes(say, item.size_bytes)),
        exact(say, "label-media-type", item.media_type.clone()),
    ];
    facts.extend(item.file_name.as_deref().map(|name| fact(say, "label-file-name", name)));
    facts.push(fact(say, "label-acquisition", item.acquisition.label(say.language)));
    facts.push(fact(say, "label-acquired", &date::interval(say, &item.acquired.edtf, date::Width::Full)));
    facts
}

fn row(
    say: Say,
    event: &Custody,
    actors: &BTreeMap<Uuid, String>,
    roles: &BTreeMap<Uuid, Vec<Role>>,
) -> Vec<Value> {
    let why = event.act.fields.get(register::fold::WHY).and_then(|why| why.as_str());
    let words = event.words.as_deref();
    let made = event.made.map(|made| made.to_string());
    let what: Vec<&str> = std::iter::once(event.action.label(say.language))
        .chain(words)
        .chain(made.as_deref())
        .chain(why)
        .collect();
    let who = actors.get(&event.act.actor).cloned().unwrap_or_else(|| event.act.actor.to_string());
    let of: Vec<&str> =
        roles.get(&event.act.actor).into_iter().flatten().map(|role| role.label(say.language)).collect();
    let who =
        if of.is_empty() { who } else { format!("{who}\n{}", of.join(&format!("{} ", say.text("comma")))) };
    let value = |text: String| Value { exact: false, text: plain(&text) };
    let act = event.act.id.to_string();
    // Broken where its parts meet, for the column is narrow.
    let (front, back) = act.split_at_checked(19).unwrap_or((&act, ""));
    vec![
        value(date::instant(say, &event.act.at)),
        value(what.join("\n")),
        value(who),
        Value { exact: true, text: format!("{front}\n{back}") },
    ]
}
