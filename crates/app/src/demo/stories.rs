//! Ten ways into the demonstration, told in two sentences each, in both languages.
//!
//! A story is two reports of form `story` by the source "This register", one a language, numbered alike
//! (`story-01`), the Arabic one linked `same_as` the English one; each `cites` the records it opens, in order.
//! They are typed in `stories.toml`.

use super::facts::STORIES;
use super::loader::{Known, Loader, create, link};
use crate::failure::{Failure, Result};
use domain::id::SourceId;
use domain::kind::Kind;
use domain::record::Report;
use domain::vocabulary::LinkRole;
use register::Work;
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stories {
    story: Vec<Story>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    /// Such as `story-01`.
    id: String,
    title: String,
    title_ar: String,
    text: String,
    text_ar: String,
    /// Codes of the records it opens.
    refs: Vec<String>,
}

/// Loads the stories; a code that stands for no record stops the loading.
pub async fn load(loader: &mut Loader<'_>) -> Result<()> {
    let stories: Stories = toml::from_str(STORIES.1).map_err(|error| Failure::facts(STORIES.0, error))?;
    let source = loader.source("This register")?;
    let mut work = loader.work(STORIES.0).await?;
    for story in stories.story {
        let cited = story.refs.iter().map(|code| loader.need(code)).collect::<Result<Vec<_>>>()?;
        let languages = [("en", &story.title, &story.text), ("ar", &story.title_ar, &story.text_ar)];
        let mut told = Vec::new();
        for (language, title, text) in languages {
            let report = report(&story.id, language, (title, text), source);
            let id = create(&mut work, Kind::Report, &report).await?;
            cite(&mut work, id, &cited).await?;
            told.push((Kind::Report, id));
        }
        if let [english, arabic] = told[..] {
            link(&mut work, arabic, LinkRole::SameAs, english, &[]).await?;
        }
    }
    work.commit().await?;
    Ok(())
}

fn report(number: &str, language: &str, (title, text): (&str, &str), source: Uuid) -> Report {
    Report {
        source: Some(SourceId(source)),
        title: title.to_owned(),
        number: Some(number.to_owned()),
        form: Some("story".to_owned()),
        language: Some(language.to_owned()),
        words: Some(text.to_owned()),
        ..Report::default()
    }
}

async fn cite(work: &mut Work<'_>, story: Uuid, cited: &[Known]) -> Result<()> {
    for record in cited {
        link(work, (Kind::Report, story), LinkRole::Cites, *record, &[]).await?;
    }
    Ok(())
}
