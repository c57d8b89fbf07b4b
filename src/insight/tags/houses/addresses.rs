//! Houses by their addresses on the web: a list of hosts and channels, and how hosts of ministries are built.

use super::House;
use super::lists::KindId;
use super::source::Issuer;
use crate::insight::tags::lexicon::{Thing, ThingId, values};
use crate::text::hash::HashMap;

/// Hosts and channels, and what tells a house by the labels of its host.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    known: HashMap<&'static str, Issuer>,
    kinds: HashMap<&'static str, KindId>,
    states: HashMap<String, ThingId>,
}

/// What may stand between the label of a ministry and that of its state: mfa.gov.xx.
const OFFICIAL: [&str; 9] = [
    "gov",
    "gob",
    "gouv",
    "go",
    "gub",
    "gv",
    "govt",
    "gc",
    "government",
];

/// Labels in front of a host that say nothing of whose it is.
const FRONT: [&str; 8] = ["www", "en", "eng", "english", "ru", "fr", "de", "es"];

impl Addresses {
    /// Takes a line `host: kind=label label; …`.
    pub(super) fn read(
        &mut self,
        line: &'static str,
        kind: impl Fn(&str) -> Option<KindId>,
    ) -> Option<()> {
        let list = line.strip_prefix("host:")?;
        for value in values(list) {
            let (key, labels) = value.split_once('=')?;
            let kind = kind(key)?;
            self.kinds
                .extend(labels.split_whitespace().map(|label| (label, kind)));
        }
        Some(())
    }

    /// The states by the last labels of their hosts.
    pub(super) fn know_states(&mut self, things: &[Thing]) {
        for (at, thing) in things.iter().enumerate() {
            if let (Some(code), Ok(id)) = (&thing.label.code, ThingId::try_from(at)) {
                let label = match code.as_str() {
                    "GB" => "uk".to_owned(),
                    code => code.to_lowercase(),
                };
                self.states.insert(label, id);
            }
        }
    }

    pub(super) fn add_house(&mut self, hosts: impl Iterator<Item = &'static str>, house: House) {
        self.known
            .extend(hosts.map(|host| (host, Issuer::State(house))));
    }

    pub(super) fn add_body(&mut self, hosts: impl Iterator<Item = &'static str>, body: ThingId) {
        self.known
            .extend(hosts.map(|host| (host, Issuer::Body(body))));
    }

    /// The house behind an address: `https://www.state.gov/x`, `mid.ru`, `@mid_russia`,
    /// `https://t.me/mid_russia/31`.
    pub(super) fn house(&self, address: &str) -> Option<Issuer> {
        /// More than any host has.
        const LONGEST: usize = 2048;
        let address = address.trim();
        if address.len() > LONGEST || address.contains(char::is_whitespace) {
            return None;
        }
        let lower = address.to_lowercase();
        if lower.starts_with('@') {
            return self.known.get(lower.as_str()).copied();
        }
        let rest = lower.split_once("://").map_or(&*lower, |(_, rest)| rest);
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.split([':', '?', '#']).next().unwrap_or_default();
        if let Some(channel) = channel(host, path) {
            return self.known.get(format!("@{channel}").as_str()).copied();
        }
        self.known_host(host).or_else(|| self.built(host))
    }

    /// A host of the list, or one under it.
    fn known_host(&self, host: &str) -> Option<Issuer> {
        let mut rest = host;
        loop {
            if let Some(house) = self.known.get(rest) {
                return Some(*house);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// A host that is built of a kind, perhaps `gov`, and a state: mfa.gov.xx, president.xx.
    fn built(&self, host: &str) -> Option<Issuer> {
        let mut labels: Vec<&str> = host.split('.').collect();
        let state = *self.states.get(labels.pop()?)?;
        if labels.last().is_some_and(|label| OFFICIAL.contains(label)) && labels.len() > 1 {
            labels.pop();
        }
        let front = labels
            .iter()
            .take(labels.len().saturating_sub(1))
            .all(|label| FRONT.contains(label));
        let kind = *self.kinds.get(*labels.last()?)?;
        front.then_some(Issuer::State(House::Of(state, kind)))
    }
}

/// The name of a channel on a site where anybody may have one.
fn channel<'a>(host: &str, path: &'a str) -> Option<&'a str> {
    const SITES: [&str; 6] = [
        "t.me",
        "telegram.me",
        "x.com",
        "twitter.com",
        "www.twitter.com",
        "www.x.com",
    ];
    let path = path.strip_prefix("s/").unwrap_or(path);
    let name = path.split(['/', '?', '#']).next()?;
    (SITES.contains(&host) && !name.is_empty()).then_some(name)
}
