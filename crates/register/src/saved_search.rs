//! Searches that a person saves for themselves, with what they leave now and what is new in them since they were last
//! opened.
//!
//! Kept in the people's database, beside the person they belong to: they are nobody's act, nobody else sees them, and
//! saving one waits for no import. Counts are those of the person's own scope, reckoned anew each time: a record that
//! was closed to them meanwhile is in none. Start at [`Register::saved_searches`].

use crate::error::{Error, Result};
use crate::incident::news::{Counted, News, Watched};
use crate::incident::{Filter, Order};
use crate::limits::{SAVED_SEARCH_NAME_CHARS_MAX, SAVED_SEARCH_QUERY_CHARS_MAX};
use crate::people::watching::Kept;
use crate::permission::{Operation, Permit};
use crate::record::Record;
use crate::register::Register;
use crate::team::refuse;
use uuid::Uuid;

/// Codes of this module's refusals, for the test that each has its sentence.
pub const CODES: &[&str] = &["saved-searches-too-many"];

/// A search that somebody saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its id.
    pub id: Uuid,
    /// What they called it.
    pub name: String,
    /// What it leaves.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// The last act of the project when it was last opened, or saved.
    pub since: i64,
    /// When that was, in seconds since 1970.
    pub opened_at: i64,
}

impl SavedSearch {
    fn watched(&self) -> Watched {
        Watched { filter: self.filter.clone(), since: self.since }
    }
}

/// The parameter of the order, beside those of the filter.
const SORT: &str = "sort";

impl Register {
    /// Saves a search under a name.
    ///
    /// # Errors
    /// `record-refused` with `field-empty`, `field-too-long` or `saved-searches-too-many`.
    pub async fn save_search(
        &self,
        permit: &Permit,
        name: &str,
        filter: &Filter,
        order: Order,
    ) -> Result<Uuid> {
        permit.require(Operation::Read)?;
        let name = name.trim();
        if name.is_empty() {
            return refuse("field-empty", "name");
        }
        let query = text(filter, order);
        if name.chars().count() > SAVED_SEARCH_NAME_CHARS_MAX
            || query.chars().count() > SAVED_SEARCH_QUERY_CHARS_MAX
        {
            return refuse("field-too-long", "name");
        }
        let position = self.last_position(permit.scope()).await?;
        let (id, name) = (Uuid::now_v7(), name.to_owned());
        let kept = Kept { id, name, query, position, opened_at: self.people.now() };
        if self.people.keep_search(permit.actor, permit.project, &kept).await? {
            Ok(id)
        } else {
            refuse("saved-searches-too-many", "name")
        }
    }

    /// A person's searches in a project, oldest first, each with what it leaves now; two statements, however many.
    ///
    /// # Errors
    /// From the databases.
    pub async fn saved_searches(&self, permit: &Permit) -> Result<Vec<(SavedSearch, News)>> {
        let searches = self.searches_of(permit).await?;
        let watched: Vec<Watched> = searches.iter().map(SavedSearch::watched).collect();
        let news = self.news_of(permit.scope(), permit.actor, &watched, Counted::All).await?;
        Ok(searches.into_iter().zip(news).collect())
    }

    /// How many searches a person has, and in how many of them something is new; at most two statements.
    ///
    /// # Errors
    /// From the databases.
    pub async fn search_alerts(&self, permit: &Permit) -> Result<(usize, usize)> {
        let searches = self.searches_of(permit).await?;
        let watched: Vec<Watched> = searches.iter().map(SavedSearch::watched).collect();
        let news = self.news_of(permit.scope(), permit.actor, &watched, Counted::Changed).await?;
        Ok((searches.len(), news.iter().filter(|news| news.changed > 0).count()))
    }

    /// One search of a person, and what is new in it: incidents, latest change first, at most `limit`.
    ///
    /// # Errors
    /// `not-found` for anybody else's.
    pub async fn saved_search(
        &self,
        permit: &Permit,
        id: Uuid,
        limit: i64,
    ) -> Result<(SavedSearch, Vec<Record>)> {
        let mut searches = self.searches_of(permit).await?;
        searches.retain(|search| search.id == id);
        let search = searches.pop().ok_or(Error::NotFound)?;
        let changed = self.changed_in(permit.scope(), permit.actor, &search.watched(), limit).await?;
        Ok((search, changed))
    }

    /// Opens a search: what it leaves now is not new any more.
    ///
    /// # Errors
    /// `not-found` for anybody else's.
    pub async fn open_search(&self, permit: &Permit, id: Uuid) -> Result<SavedSearch> {
        let mut searches = self.searches_of(permit).await?;
        searches.retain(|search| search.id == id);
        let search = searches.pop().ok_or(Error::NotFound)?;
        let position = self.last_position(permit.scope()).await?;
        if self.people.search_opened(permit.actor, permit.project, id, position).await? {
            Ok(search)
        } else {
            Err(Error::NotFound)
        }
    }

    /// Forgets a search.
    ///
    /// # Errors
    /// `not-found` for anybody else's.
    pub async fn forget_search(&self, permit: &Permit, id: Uuid) -> Result<()> {
        permit.require(Operation::Read)?;
        let is_theirs = self.people.forget_search(permit.actor, permit.project, id).await?;
        if is_theirs { Ok(()) } else { Err(Error::NotFound) }
    }

    async fn searches_of(&self, permit: &Permit) -> Result<Vec<SavedSearch>> {
        permit.require(Operation::Read)?;
        let kept = self.people.searches(permit.actor, permit.project).await?;
        kept.into_iter().map(search).collect()
    }
}

/// The parameters of a search's address, in JSON, as [`Filter`] orders them: the same choice is the same text.
fn text(filter: &Filter, order: Order) -> String {
    let mut pairs = filter.parameters();
    if order != Order::default() {
        pairs.push((SORT, order.slug().to_owned()));
    }
    serde_json::to_string(&pairs).unwrap_or_default()
}

fn search(kept: Kept) -> Result<SavedSearch> {
    let Kept { id, name, query, position, opened_at } = kept;
    let pairs: Vec<(String, String)> =
        serde_json::from_str(&query).map_err(|error| Error::Damaged(error.to_string()))?;
    let order = pairs.iter().find(|(each, _)| each == SORT).and_then(|(_, slug)| Order::parse(slug));
    let filter = Filter::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))?;
    Ok(SavedSearch { id, name, filter, order: order.unwrap_or_default(), since: position, opened_at })
}
