//! Asking addresses elsewhere whether they still answer: gently, and never inwards.
//!
//! One request at a time, first HEAD, then GET where HEAD says nothing of use; the text is never read. Names are
//! resolved by [`guard`], which refuses every address that is not public, for redirects too. Start at [`Asker::ask`].

pub mod authority;
pub mod guard;

use crate::limits::{
    LINK_CONNECT_TIMEOUT, LINK_REDIRECTS_MAX, LINK_TIMEOUT, LINKS_OF_A_HOST_MAX, LINKS_PAUSE_OF_A_HOST,
};
use guard::{Guarded, Inwards, NotPublic};
use register::link_check::{LinkState, Seen, ToCheck};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Error};

/// What an address said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A status.
    Status(u16),
    /// Its name leads nowhere.
    HostNotFound,
    /// Nothing of use: a time-out, a refused connection, an unknown certificate.
    Silent,
    /// It is not public, so it was not asked.
    NotAsked,
}

impl Said {
    /// What it means for the link; `None` where nothing can be said.
    pub const fn state(&self) -> Option<LinkState> {
        match self {
            Self::Status(200..=299) => Some(LinkState::Alive),
            Self::Status(404 | 410) | Self::HostNotFound => Some(LinkState::Dead),
            Self::Status(_) | Self::Silent => Some(LinkState::Unclear),
            Self::NotAsked => None,
        }
    }

    /// In one word, for the table and the page.
    pub fn detail(&self) -> String {
        match self {
            Self::Status(status) => status.to_string(),
            Self::HostNotFound => "host-not-found".to_owned(),
            Self::Silent => "no-answer".to_owned(),
            Self::NotAsked => "not-public".to_owned(),
        }
    }
}

/// What came of a round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// What was seen, to be kept.
    pub seen: Vec<Seen>,
    /// Addresses that are not public and were not asked.
    pub not_asked: usize,
    /// Addresses left for another day: too many of one host.
    pub left: usize,
    /// Whether nothing at all answered: this machine is offline, and nothing was learnt.
    pub is_offline: bool,
}

/// Asks one address after another.
pub struct Asker {
    agent: Agent,
    pause: Duration,
}

impl Asker {
    /// An asker; only a test may let it ask inwards.
    pub fn new(inwards: Inwards) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .max_redirects(LINK_REDIRECTS_MAX)
            .max_redirects_will_error(false)
            .user_agent(concat!("sijil/", env!("CARGO_PKG_VERSION"), " (link check of an archive)"))
            .timeout_global(Some(LINK_TIMEOUT))
            .timeout_connect(Some(LINK_CONNECT_TIMEOUT))
            .build();
        let pause = if inwards == Inwards::Allowed { Duration::ZERO } else { LINKS_PAUSE_OF_A_HOST };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), Guarded::new(inwards)), pause }
    }

    /// One address.
    pub fn ask(&self, url: &str) -> Said {
        match self.head(url) {
            // Some servers know no HEAD, or answer it with an error.
            Said::Status(status) if status >= 400 => self.get(url),
            said => said,
        }
    }

    fn head(&self, url: &str) -> Said {
        said(self.agent.head(url).call().map(|answer| answer.status().as_u16()))
    }

    fn get(&self, url: &str) -> Said {
        said(self.agent.get(url).call().map(|answer| answer.status().as_u16()))
    }

    /// A round over addresses: each once, whoever else has the same; never two of one host within the pause.
    pub fn round(&self, asked: &[ToCheck]) -> Round {
        let mut round = Round::default();
        let mut answers: BTreeMap<&str, Said> = BTreeMap::new();
        let mut hosts: BTreeMap<String, (usize, Instant)> = BTreeMap::new();
        for each in asked {
            if !answers.contains_key(each.url.as_str()) {
                let host = host(&each.url);
                if let Some((count, last)) = hosts.get(&host) {
                    if *count >= LINKS_OF_A_HOST_MAX {
                        round.left += 1;
                        continue;
                    }
                    std::thread::sleep(self.pause.saturating_sub(last.elapsed()));
                }
                answers.insert(&each.url, self.ask(&each.url));
                let count = hosts.get(&host).map_or(0, |(count, _)| *count);
                hosts.insert(host, (count + 1, Instant::now()));
            }
            let Some(said) = answers.get(each.url.as_str()) else { continue };
            match said.state() {
                Some(state) => round.seen.push(Seen {
                    report: each.report,
                    url: each.url.clone(),
                    state,
                    detail: said.detail(),
                }),
                None => round.not_asked += 1,
            }
        }
        let has_answer = answers.values().any(|said| matches!(said, Said::Status(_)));
        if !has_answer && !round.seen.is_empty() {
            round.seen.clear();
            round.is_offline = true;
        }
        round
    }
}

fn said(answer: Result<u16, Error>) -> Said {
    match answer {
        Ok(status) => Said::Status(status),
        Err(Error::HostNotFound) => Said::HostNotFound,
        Err(Error::Other(other)) if other.is::<NotPublic>() => Said::NotAsked,
        Err(_) => Said::Silent,
    }
}

/// The host and port of an address, as far as pauses need it.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests;
